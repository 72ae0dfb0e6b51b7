//! What in a free text somebody could be recognised by: names, phone numbers, e-mail addresses, IBAN and birth dates
//! (domain §7).
//!
//! These are guesses for a calm hint beside the field, which blocks nothing. So they would rather miss a rare spelling than
//! speak up at every date, amount or name of a Kita. Names in Arabic and Persian script are not guessed: nothing in the
//! script tells them from other words.

mod names;
mod numbers;
mod places;
#[cfg(test)]
mod tests;

pub use places::suspicious_words;

/// What a text seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Name,
    Phone,
    Email,
    Iban,
    BirthDate,
}

/// Everything that `text` seems to hold, each once, in the order of [`Sign`].
pub fn signs(text: &str) -> Vec<Sign> {
    let found = [
        (Sign::Name, names::holds_name(text)),
        (Sign::Phone, numbers::holds_phone(text)),
        (Sign::Email, holds_email(text)),
        (Sign::Iban, numbers::holds_iban(text)),
        (Sign::BirthDate, numbers::holds_birth_date(text)),
    ];
    found.into_iter().filter(|(_, holds)| *holds).map(|(sign, _)| sign).collect()
}

/// Something before an `@`, and behind it a host with an ending of letters.
fn holds_email(text: &str) -> bool {
    let between = |c: char| c.is_whitespace() || ",;:<>()[]\"„“”»«".contains(c);
    text.split(between).any(|word| {
        let address = word.trim_end_matches(['.', '!', '?']);
        let Some((local, host)) = address.split_once('@') else { return false };
        let Some((name, ending)) = host.rsplit_once('.') else { return false };
        local.chars().any(char::is_alphanumeric)
            && name.chars().any(char::is_alphanumeric)
            && ending.chars().count() >= 2
            && ending.chars().all(char::is_alphabetic)
    })
}
