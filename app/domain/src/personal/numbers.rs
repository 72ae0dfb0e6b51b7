//! Phone numbers, IBAN and birth dates.

use crate::people::Iban;

/// Words after which five digits are a phone number, whatever they begin with.
const PHONE_WORDS: [&str; 13] = [
    "tel",
    "telefon",
    "telefonnummer",
    "handy",
    "handynummer",
    "mobil",
    "mobilnummer",
    "rufnummer",
    "festnetz",
    "durchwahl",
    "whatsapp",
    "phone",
    "телефон",
];
/// Words after which a date is somebody's birth date.
const BIRTH_WORDS: [&str; 20] = [
    "geb",
    "geboren",
    "geburtsdatum",
    "geburtstag",
    "born",
    "birthday",
    "birth",
    "né",
    "née",
    "naissance",
    "urodzony",
    "urodzona",
    "родился",
    "родилась",
    "народився",
    "народилася",
    "doğum",
    "născut",
    "născută",
    "lindur",
];
/// How names of months begin, in lower case.
const MONTHS: [&str; 12] = ["jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez"];
/// How far before a number such a word may stand, in characters.
const WORD_REACH: usize = 24;

/// Digits that begin with an area code (`0261 12345`) or a country code (`+49 …`, `0049 …`), or stand behind a word such as
/// `Telefon`. Full stops and colons divide: dates, times and amounts are no phone numbers.
pub fn holds_phone(text: &str) -> bool {
    let chars: Vec<char> = text.chars().map(western_digit).collect();
    let in_number = |c: char| c.is_ascii_digit() || c == '+' || is_gap(c);
    let mut at = 0;
    while at < chars.len() {
        if !in_number(chars[at]) {
            at += 1;
            continue;
        }
        let length = chars[at..].iter().take_while(|c| in_number(**c)).count();
        let run = &chars[at..at + length];
        let begins = !(run[0].is_ascii_digit() && goes_on(&chars[..at]));
        if begins && (has_area_code(run) || (digits(run) >= 5 && follows_one_of(&chars[..at], &PHONE_WORDS))) {
            return true;
        }
        at += length;
    }
    false
}

/// Whether digits behind `before` are the end of something else: of an amount, a date, an IBAN.
fn goes_on(before: &[char]) -> bool {
    match before {
        [.., digit, '.' | ','] => digit.is_ascii_digit(),
        [.., last] => last.is_alphanumeric(),
        [] => false,
    }
}

/// Between the digits of a phone number.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '-' | '–' | '/' | '(' | ')')
}

/// Whether one of the groups in `run` begins a phone number.
fn has_area_code(run: &[char]) -> bool {
    let begins_group = |at: usize| at == 0 || !run[at - 1].is_ascii_digit() && run[at - 1] != '+';
    (0..run.len()).filter(|at| begins_group(*at)).any(|at| {
        let rest = &run[at..];
        let group: String = rest.iter().take_while(|c| c.is_ascii_digit()).collect();
        match rest[0] {
            '+' => rest.get(1).is_some_and(|c| matches!(c, '1'..='9')) && digits(rest) >= 8,
            '0' if group.starts_with("00") => group.len() >= 3 && digits(rest) >= 10 && !group.starts_with("000"),
            // An area code has three to five digits, the zero among them.
            '0' => group.len() >= 3 && digits(rest) >= 7,
            _ => false,
        }
    })
}

fn digits(chars: &[char]) -> usize {
    chars.iter().filter(|c| c.is_ascii_digit()).count()
}

/// Arabic and Persian digits as the ones of German texts.
fn western_digit(c: char) -> char {
    let digit = match c {
        '\u{660}'..='\u{669}' => char::from_digit(c as u32 - 0x660, 10),
        '\u{6f0}'..='\u{6f9}' => char::from_digit(c as u32 - 0x6f0, 10),
        _ => None,
    };
    digit.unwrap_or(c)
}

/// A German IBAN by its shape, also with a digit mistyped; others by their check digits.
pub fn holds_iban(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (0..chars.len()).filter(|at| *at == 0 || !chars[at - 1].is_alphanumeric()).any(|at| begins_with_iban(&chars[at..]))
}

fn begins_with_iban(chars: &[char]) -> bool {
    let shaped = chars.len() >= 15
        && chars[..2].iter().all(char::is_ascii_alphabetic)
        && chars[2..4].iter().all(char::is_ascii_digit);
    if !shaped {
        return false;
    }
    let written = chars.iter().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '\u{a0}'));
    let iban: String = written.filter(|c| c.is_ascii_alphanumeric()).take(34).collect();
    let iban = iban.to_ascii_uppercase();
    let digits_until = |end: usize| iban[..end].bytes().filter(u8::is_ascii_digit).count();
    if iban.starts_with("DE") {
        return iban.len() >= 22 && digits_until(22) == 20;
    }
    // Words may follow: the check digits say where it ends, and twelve digits that it is no sentence.
    (15..=iban.len()).any(|end| digits_until(end) >= 12 && Iban::parse("", &iban[..end]).is_ok())
}

/// A date behind a word such as `geboren`, or right behind the star of a family tree.
pub fn holds_birth_date(text: &str) -> bool {
    let chars: Vec<char> = text.to_lowercase().chars().map(western_digit).collect();
    (0..chars.len()).any(|at| {
        let before = &chars[..at];
        let first = !before.last().is_some_and(char::is_ascii_digit);
        first && begins_with_date(&chars[at..]) && (before.ends_with(&['*']) || follows_one_of(before, &BIRTH_WORDS))
    })
}

/// `3.4.2019`, `03/04/`, `3. April`, `2019-04-03`.
fn begins_with_date(chars: &[char]) -> bool {
    let (day, rest) = leading_digits(chars);
    match (day, rest) {
        (4, ['-', rest @ ..]) => matches!(leading_digits(rest), (1 | 2, ['-', next, ..]) if next.is_ascii_digit()),
        (1 | 2, ['.' | '/', rest @ ..]) => {
            let rest = rest.strip_prefix(&[' ']).unwrap_or(rest);
            let month: String = rest.iter().take(3).collect();
            matches!(leading_digits(rest), (1 | 2, ['.' | '/', ..])) || MONTHS.contains(&month.as_str())
        }
        _ => false,
    }
}

/// How many digits `chars` begin with, and what follows.
fn leading_digits(chars: &[char]) -> (usize, &[char]) {
    let count = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    (count, &chars[count..])
}

/// Whether one of `words` stands on the same line shortly before.
fn follows_one_of(before: &[char], words: &[&str]) -> bool {
    let near: String = before[before.len().saturating_sub(WORD_REACH)..].iter().collect();
    let near = near.to_lowercase();
    let line = near.rsplit('\n').next().unwrap_or_default();
    line.split(|c: char| !c.is_alphabetic()).any(|word| words.contains(&word))
}
