use super::{NAME_MAX, choice, period};
use crate::{
    error::{AppError, ErrorCode, FieldError},
    field::{self, Faults},
    ids::{AnstellungstraegerId, KooperationsvereinbarungId},
    people::{
        AgreementStatus, Anstellungstraeger, BankAccount, Directory, Fields, Iban, KitaTerm, Kooperationsvereinbarung,
        PostalAddress, SettlementMode, WeeklyHours,
    },
};

/// Most characters of a house number, `12 a–14 c`.
const HOUSE_NUMBER_MAX: usize = 16;

pub(super) fn employer(fields: &Fields, id: AnstellungstraegerId) -> Result<Anstellungstraeger, Vec<FieldError>> {
    let mut faults = Faults::new();
    let name = faults.take(field::text("name", fields.get("name"), NAME_MAX));
    let tariff = faults.take(field::text("tariff", fields.get("tariff"), NAME_MAX));
    let full_time = faults.take(full_time(fields));
    let account = account(&mut faults, fields);
    let address = address(&mut faults, fields);
    let build = || {
        Some(Anstellungstraeger {
            id,
            name: name?,
            tariff: tariff?,
            full_time: full_time?,
            account: account?,
            address: address?,
        })
    };
    let employer = build();
    faults.finish(employer)
}

/// Budgets divide by these hours' worth of money, so none at all is a fault.
fn full_time(fields: &Fields) -> Result<WeeklyHours, FieldError> {
    let hours = WeeklyHours::parse("full_time", fields.get("full_time"))?;
    if hours.is_zero() { Err(FieldError::with_limit("full_time", ErrorCode::TooSmall, 1)) } else { Ok(hours) }
}

/// Holder and IBAN: both or neither.
fn account(faults: &mut Faults, fields: &Fields) -> Option<Option<BankAccount>> {
    let (holder, iban) = (fields.get("account_holder"), fields.get("iban"));
    if holder.trim().is_empty() && iban.trim().is_empty() {
        return Some(None);
    }
    let holder = faults.take(BankAccount::check_holder("account_holder", holder));
    let iban = faults.take(Iban::parse("iban", iban));
    holder.zip(iban).map(|(holder, iban)| Some(BankAccount { holder, iban }))
}

/// Street, postcode and town: all or none. Not every street has house numbers.
fn address(faults: &mut Faults, fields: &Fields) -> Option<Option<PostalAddress>> {
    if ["street", "house_number", "postcode", "town"].iter().all(|field| fields.get(field).trim().is_empty()) {
        return Some(None);
    }
    let street = faults.take(field::text("street", fields.get("street"), NAME_MAX));
    let house_number = faults.take(house_number("house_number", fields.get("house_number")));
    let postcode = faults.take(postcode("postcode", fields.get("postcode")));
    let town = faults.take(field::text("town", fields.get("town"), NAME_MAX));
    Some(Some(PostalAddress { street: street?, house_number: house_number?, postcode: postcode?, town: town? }))
}

pub(super) fn house_number(field: &str, raw: &str) -> Result<Option<String>, FieldError> {
    field::optional_text(field, raw, HOUSE_NUMBER_MAX)
}

/// Five digits: letters go to places in Germany.
pub(super) fn postcode(field: &str, raw: &str) -> Result<String, FieldError> {
    let text = field::text(field, raw, NAME_MAX)?;
    let is_german = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_german { Ok(text) } else { Err(FieldError::new(field, ErrorCode::NotAPostcode)) }
}

pub(super) fn agreement(
    fields: &Fields,
    d: &Directory,
    id: KooperationsvereinbarungId,
) -> Result<Kooperationsvereinbarung, Vec<FieldError>> {
    let mut faults = Faults::new();
    let reference = faults.take(field::text("reference", fields.get("reference"), NAME_MAX));
    let version = faults.take(field::whole_number("version", fields.get("version"), 1, 999));
    let version = version.and_then(|version| u32::try_from(version).ok());
    let employer = faults.take(d.employer_named("anstellungstraeger", fields.get("anstellungstraeger")));
    let status = faults.take(choice("status", fields.get("status"), &["draft", "active", "terminated"]));
    let settlement = faults.take(choice("settlement", fields.get("settlement"), &["M1", "M2", "M3"]));
    let term = period(&mut faults, fields, "from", "to");
    let kitas = d.agreements.get(id).map(|before| before.kitas.clone()).unwrap_or_default();
    let build = || {
        Some(Kooperationsvereinbarung {
            id,
            reference: reference?,
            version: version?,
            anstellungstraeger: employer?,
            status: status.and_then(AgreementStatus::from_code)?,
            term: term?,
            settlement: settlement.and_then(SettlementMode::from_code)?,
            kitas,
        })
    };
    let agreement = build();
    faults.finish(agreement)
}

/// Name of the field that says which line a form was opened on: [`term_key`].
pub const REPLACES: &str = "replaces";

/// Which Kita of an agreement, from when: `024 2021-07-01`.
pub fn term_key(kita_number: &str, from: &str) -> String {
    format!("{kita_number} {from}")
}

/// Where in the agreement the line of this key is.
fn term_at(agreement: &Kooperationsvereinbarung, key: &str, d: &Directory) -> Option<usize> {
    let number = |kita| d.kitas.get(kita).map(|kita| kita.number.to_string()).unwrap_or_default();
    let keys = agreement.kitas.iter().map(|term| term_key(&number(term.kita), &term.period.from().to_string()));
    keys.into_iter().position(|own| own == key)
}

/// The agreement without one of its Kitas, which was entered by mistake; `NotFound` without that line.
pub(super) fn agreement_without_kita(
    id: KooperationsvereinbarungId,
    key: &str,
    d: &Directory,
) -> Result<Kooperationsvereinbarung, AppError> {
    let mut agreement = d.agreements.get(id).cloned().ok_or(AppError::NotFound)?;
    let position = term_at(&agreement, key, d).ok_or(AppError::NotFound)?;
    agreement.kitas.remove(position);
    Ok(agreement)
}

/// The agreement with one Kita more, with another end of a Kita's time in it, or with another line in place of the one that
/// [`REPLACES`] names.
pub(super) fn agreement_with_kita(fields: &Fields, d: &Directory) -> Result<Kooperationsvereinbarung, Vec<FieldError>> {
    let mut faults = Faults::new();
    let agreement = faults.take(d.agreement_named(fields)).and_then(|id| d.agreements.get(id));
    let kita = faults.take(d.kita_named("kita", fields.get("kita")));
    let period = period(&mut faults, fields, "from", "to");
    let changed = agreement.zip(kita.zip(period)).map(|(agreement, (kita, period))| {
        let mut agreement = agreement.clone();
        let replaced = fields.get(REPLACES);
        let position = match replaced {
            "" => agreement.kitas.iter().position(|term| term.kita == kita && term.period.from() == period.from()),
            key => term_at(&agreement, key, d),
        };
        match position.and_then(|position| agreement.kitas.get_mut(position)) {
            Some(term) => *term = KitaTerm { kita, period },
            None if replaced.is_empty() => agreement.kitas.push(KitaTerm { kita, period }),
            // The form names another agreement than the one it was opened on, or somebody has removed the line.
            None => return Err(vec![FieldError::new("reference", ErrorCode::UnknownReference)]),
        }
        Ok(agreement)
    });
    match changed {
        Some(changed) => faults.finish(Some(changed?)),
        None => faults.finish(None),
    }
}
