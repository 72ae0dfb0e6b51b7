//! From what was typed, or stands in a file, to records. Validation is parsing: the same functions judge a form and an
//! import. Fields refer to other records by what people call them: a name, a number, a short code.

mod area;
mod employer;
mod kita;
mod staff;

use super::{
    ColumnKind, Directory, Fields, Iban, KitaNumber, Kommune, Period, PresenceDays, Record, Sheet, WeeklyHours,
    cell::fold, german::WEEKDAYS, sheet::ColumnRole,
};
use crate::{
    error::{AppError, ErrorCode, FieldError},
    field::{self, Faults},
    ids::{
        AnstellungstraegerId, KitaId, KitaTraegerId, KommuneId, KooperationsvereinbarungId, PersonId, PostId,
        SozialraumId, ZuordnungId,
    },
};
use uuid::Uuid;

pub use employer::{REPLACES, term_key};

/// Most characters of a name.
pub const NAME_MAX: usize = 120;

impl Sheet {
    /// What can be judged without the directory: for the form in the browser.
    pub fn faults(self, fields: &Fields) -> Vec<FieldError> {
        let mut faults = Faults::new();
        for column in self.fields() {
            let raw = fields.get(column.field);
            if raw.trim().is_empty() {
                if column.required {
                    faults.push(FieldError::new(column.field, ErrorCode::Required));
                }
            } else {
                faults.take(plausible(column.kind, column.field, raw));
            }
        }
        faults.finish(Some(())).err().unwrap_or_default()
    }

    /// The record that a line or a form describes. What it does not say (earlier steps of a timeline, the Kitas of an
    /// agreement) is kept from the record with this id, if there is one.
    ///
    /// # Errors
    /// Every faulty field. Rules between records are judged by [`Directory::with`].
    pub fn parse(self, fields: &Fields, directory: &Directory, id: Uuid) -> Result<Record, Vec<FieldError>> {
        debug_assert!(self.columns().iter().any(|column| column.role == ColumnRole::Key));
        match self {
            Self::Sozialraeume => area::sozialraum(fields, SozialraumId::new(id)).map(Record::from),
            Self::Kommunen => area::kommune(fields, directory, KommuneId::new(id)).map(Record::from),
            Self::KitaTraeger => kita::traeger(fields, KitaTraegerId::new(id)).map(Record::from),
            Self::Kitas => kita::kita(fields, directory, KitaId::new(id)).map(Record::from),
            Self::Anstellungstraeger => employer::employer(fields, AnstellungstraegerId::new(id)).map(Record::from),
            Self::KiSo => staff::kiso(fields, directory, PersonId::new(id)).map(Record::from),
            Self::Leitungen => staff::leitung(fields, directory, PersonId::new(id)).map(Record::from),
            Self::Vereinbarungen => {
                employer::agreement(fields, directory, KooperationsvereinbarungId::new(id)).map(Record::from)
            }
            Self::VereinbarungKitas => employer::agreement_with_kita(fields, directory).map(Record::from),
            Self::Zuordnungen => staff::zuordnung(fields, directory, ZuordnungId::new(id)).map(Record::from),
            Self::Stellen => staff::post(fields, directory, PostId::new(id)).map(Record::from),
        }
    }

    /// The agreement without the line that [`REPLACES`] names.
    ///
    /// # Errors
    /// `NotFound` without the agreement or the line.
    pub fn without_kita(directory: &Directory, agreement: Uuid, line: &str) -> Result<Record, AppError> {
        employer::agreement_without_kita(KooperationsvereinbarungId::new(agreement), line, directory).map(Record::from)
    }

    /// The record that the key columns of a line mean, if it is there.
    pub fn find(self, fields: &Fields, d: &Directory) -> Option<Uuid> {
        let same = |field: &str, known: &str| fold(fields.get(field).trim()) == fold(known);
        let day = |field: &str| field::optional_date(field, fields.get(field)).ok().flatten();
        match self {
            Self::Sozialraeume => d.sozialraeume.iter().find(|r| same("name", &r.name)).map(|r| r.id.uuid()),
            Self::Kommunen => d.kommunen.iter().find(|r| same("name", &r.name)).map(|r| r.id.uuid()),
            Self::KitaTraeger => d.kita_traeger.iter().find(|r| same("name", &r.name)).map(|r| r.id.uuid()),
            Self::Kitas => d.kita_named("number", fields.get("number")).ok().map(KitaId::uuid),
            Self::Anstellungstraeger => {
                d.anstellungstraeger.iter().find(|r| same("name", &r.name)).map(|r| r.id.uuid())
            }
            Self::KiSo => d.kiso_named("code", fields.get("code")).ok().map(PersonId::uuid),
            Self::Leitungen => {
                let kita = d.kita_named("kita", fields.get("kita")).ok()?;
                d.leitungen.iter().find(|r| r.kita == kita && same("name", &r.name)).map(|r| r.id.uuid())
            }
            Self::Vereinbarungen | Self::VereinbarungKitas => {
                d.agreement_named(fields).ok().map(KooperationsvereinbarungId::uuid)
            }
            Self::Zuordnungen => {
                let kiso = d.kiso_named("kiso", fields.get("kiso")).ok()?;
                let kita = d.kita_named("kita", fields.get("kita")).ok()?;
                let from = day("from")?;
                let mut own = d.zuordnungen.iter().filter(|r| r.kiso == kiso && r.kita == kita);
                own.find(|r| r.period.from() == from).map(|r| r.id.uuid())
            }
            Self::Stellen => {
                let employer = d.employer_named("anstellungstraeger", fields.get("anstellungstraeger")).ok()?;
                let mut own = d.posts.iter().filter(|r| r.anstellungstraeger == employer);
                own.find(|r| same("name", &r.name)).map(|r| r.id.uuid())
            }
        }
    }
}

fn plausible(kind: ColumnKind, field: &str, raw: &str) -> Result<(), FieldError> {
    match kind {
        ColumnKind::Text if field == "iban" => Iban::parse(field, raw).map(|_| ()),
        ColumnKind::Text if field == "postcode" => employer::postcode(field, raw).map(|_| ()),
        ColumnKind::Text if field == "house_number" => employer::house_number(field, raw).map(|_| ()),
        ColumnKind::Text if field == "number" => KitaNumber::parse(field, raw).map(|_| ()),
        ColumnKind::Text | ColumnKind::Reference(_) => field::text(field, raw, NAME_MAX).map(|_| ()),
        ColumnKind::Whole => {
            let (least, most) = bounds(field);
            field::whole_number(field, raw, least, most).map(|_| ())
        }
        ColumnKind::Hours => WeeklyHours::parse(field, raw).map(|_| ()),
        ColumnKind::Day => field::date(field, raw).map(|_| ()),
        ColumnKind::YesNo => yes_no(field, raw).map(|_| ()),
        ColumnKind::Choice(codes) => choice(field, raw, codes).map(|_| ()),
        ColumnKind::Weekdays => weekdays(field, raw).map(|_| ()),
    }
}

/// The least and the most of a whole number, the same as its record allows: a person must not be told two limits.
fn bounds(field: &str) -> (i64, i64) {
    match field {
        "level" => (0, i64::from(Kommune::HIGHEST_LEVEL)),
        "version" => (1, 999),
        _ => (0, kita::COUNT_MAX),
    }
}

/// A period from the fields `from` and `to`; its faults are added to the others.
fn period(faults: &mut Faults, fields: &Fields, from: &str, to: &str) -> Option<Period> {
    match Period::parse((from, fields.get(from)), (to, fields.get(to))) {
        Ok(period) => Some(period),
        Err(found) => {
            found.into_iter().for_each(|fault| faults.push(fault));
            None
        }
    }
}

/// "ja" or "nein"; blank is no.
fn yes_no(field: &str, raw: &str) -> Result<bool, FieldError> {
    match fold(raw.trim()).as_str() {
        "ja" | "j" | "x" | "true" | "wahr" | "1" => Ok(true),
        "" | "nein" | "n" | "false" | "falsch" | "0" => Ok(false),
        _ => Err(FieldError::new(field, ErrorCode::NotAChoice)),
    }
}

/// One of the codes, by code or by German name.
fn choice(field: &str, raw: &str, codes: &'static [&'static str]) -> Result<&'static str, FieldError> {
    let wanted = fold(raw.trim());
    if wanted.is_empty() {
        return Err(FieldError::new(field, ErrorCode::Required));
    }
    let mut codes = codes.iter().copied();
    codes
        .find(|code| fold(code) == wanted || fold(super::german::choice(code)) == wanted)
        .ok_or_else(|| FieldError::new(field, ErrorCode::NotAChoice))
}

/// "Mo, Mi" or "Mo Mi"; blank when nothing is agreed.
fn weekdays(field: &str, raw: &str) -> Result<PresenceDays, FieldError> {
    let words = raw.split([',', ';', ' ', '/']).map(|word| fold(word.trim().trim_end_matches('.')));
    let mut days = Vec::new();
    for word in words.filter(|word| !word.is_empty()) {
        let known = WEEKDAYS.into_iter().find(|(_, name)| fold(name) == word);
        days.push(known.ok_or_else(|| FieldError::new(field, ErrorCode::NotAChoice))?.0);
    }
    Ok(PresenceDays::of(days))
}

/// A whole number that may be missing.
fn optional_whole(field: &str, raw: &str, max: i64) -> Result<Option<u32>, FieldError> {
    if raw.trim().is_empty() {
        return Ok(None);
    }
    let number = field::whole_number(field, raw, 0, max)?;
    u32::try_from(number).map(Some).map_err(|_| FieldError::new(field, ErrorCode::NotANumber))
}

/// The id of what somebody named.
fn named<I>(field: &str, raw: &str, find: impl Fn(&str) -> Option<I>) -> Result<I, FieldError> {
    let wanted = fold(raw.trim());
    if wanted.is_empty() {
        return Err(FieldError::new(field, ErrorCode::Required));
    }
    find(&wanted).ok_or_else(|| FieldError::new(field, ErrorCode::UnknownReference))
}

impl Directory {
    fn sozialraum_named(&self, field: &str, raw: &str) -> Result<SozialraumId, FieldError> {
        named(field, raw, |wanted| self.sozialraeume.iter().find(|r| fold(&r.name) == wanted).map(|r| r.id))
    }

    fn kommune_named(&self, field: &str, raw: &str) -> Result<KommuneId, FieldError> {
        let find = |wanted: &str| self.kommunen.iter().find(|r: &&Kommune| fold(&r.name) == wanted).map(|r| r.id);
        named(field, raw, find)
    }

    fn traeger_named(&self, field: &str, raw: &str) -> Result<KitaTraegerId, FieldError> {
        named(field, raw, |wanted| self.kita_traeger.iter().find(|r| fold(&r.name) == wanted).map(|r| r.id))
    }

    fn kita_named(&self, field: &str, raw: &str) -> Result<KitaId, FieldError> {
        named(field, raw, |wanted| self.kitas.iter().find(|r| fold(r.number.as_str()) == wanted).map(|r| r.id))
    }

    fn employer_named(&self, field: &str, raw: &str) -> Result<AnstellungstraegerId, FieldError> {
        named(field, raw, |wanted| self.anstellungstraeger.iter().find(|r| fold(&r.name) == wanted).map(|r| r.id))
    }

    fn kiso_named(&self, field: &str, raw: &str) -> Result<PersonId, FieldError> {
        named(field, raw, |wanted| self.kisos.iter().find(|r| fold(&r.code) == wanted).map(|r| r.id))
    }

    /// By the fields `reference` and `version`.
    fn agreement_named(&self, fields: &Fields) -> Result<KooperationsvereinbarungId, FieldError> {
        let version = field::whole_number("version", fields.get("version"), 1, 999)?;
        named("reference", fields.get("reference"), |wanted| {
            let mut named = self.agreements.iter().filter(|r| fold(&r.reference) == wanted);
            named.find(|r| i64::from(r.version) == version).map(|r| r.id)
        })
    }
}

#[cfg(test)]
mod tests;
