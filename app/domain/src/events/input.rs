use super::{
    circle::Circle,
    limits::LimitsInput,
    types::{Admission, Audience, EventDay, EventPlan, EventStatus, Format, Funktion, Participant},
};
use crate::{
    access::{Role, Scope},
    accounts::{Account, Email},
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    german,
};
use chrono::{Days, NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// More days than any seminar has; bounds the work of checking what is sent.
const MAX_DAYS: usize = 30;
/// A typing slip in a year is further away than this.
const PLANNING_HORIZON: Days = Days::new(3 * 366);

/// The form by which the Koordination plans an event. The staff zone sends it as JSON; field names in errors are the
/// names of the form's inputs, `day_0_date` for the first day.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct EventInput {
    pub title: String,
    /// Code of a [`Format`].
    pub format: String,
    pub description: String,
    /// One entry a line.
    pub contents: String,
    /// One a line.
    pub topics: String,
    /// One link or text a line.
    pub materials: String,
    pub days: Vec<DayInput>,
    pub capacity: String,
    /// Blank is any number.
    pub minimum: String,
    pub limits: LimitsInput,
    /// Blank is at once.
    pub opens: String,
    pub closes: String,
    /// Blank is until the event begins.
    pub cancel_until: String,
    /// Code of an [`Audience`].
    pub audience: String,
    /// Codes of [`Circle::ROLES`]; none is all of them.
    pub roles: Vec<String>,
    /// Ids; none is all of them. What a Teamtreffen cannot do without.
    pub sozialraeume: Vec<String>,
    /// Ids; none is all of them.
    pub anstellungstraeger: Vec<String>,
    /// Code of an [`EventStatus`].
    pub status: String,
    pub waiting_list: bool,
    /// Hours; blank where guests have nothing to confirm.
    pub guest_hours: String,
    /// Days; blank where nobody who moves up has to confirm.
    pub reply_days: String,
    /// Code of an [`Admission`].
    pub admission: String,
    pub approval: bool,
    /// Days; blank is [`CONFIRM_DAYS`].
    pub confirm_days: String,
    pub overtaking: bool,
    /// Percent; blank is [`REQUIRED_SHARE`].
    pub required_share: String,
}

/// Percent of the planned time that somebody has to attend for a Teilnahmebescheinigung, unless the event says otherwise.
pub const REQUIRED_SHARE: u32 = 80;

/// How many days the invited half of a tandem has to answer, unless the event says otherwise (domain §5).
pub const CONFIRM_DAYS: u32 = 7;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DayInput {
    pub date: String,
    pub begin: String,
    pub end: String,
    pub place: String,
    /// May be blank.
    pub speaker: String,
}

impl EventInput {
    /// The plan, or every fault of the form. `today` catches years mistyped by more than three.
    pub fn check(&self, today: NaiveDate) -> Result<EventPlan, Vec<FieldError>> {
        let mut faults = Faults::new();
        let title = faults.take(field::text("title", &self.title, 160));
        let format = faults.take(choice("format", &self.format, Format::from_code));
        let description = faults.take(field::optional_lines("description", &self.description, 4000));
        let contents = faults.take(lines("contents", &self.contents));
        let topics = faults.take(lines("topics", &self.topics));
        let materials = faults.take(lines("materials", &self.materials));
        let given = [description != Some(None), contents != Some(vec![]), materials != Some(vec![])];
        refuse_case_content(format, given, &mut faults);
        let days = self.check_days(today, &mut faults);
        let capacity = faults.take(field::whole_number("capacity", &self.capacity, 1, 2000));
        // More than the seats that there are could never come.
        let minimum = faults.take(number_if_any("minimum", &self.minimum, capacity.unwrap_or(2000)));
        let limits = self.limits.check(&mut faults);
        let reply_days = faults.take(number_if_any("reply_days", &self.reply_days, 60));
        let guest_hours = faults.take(number_if_any("guest_hours", &self.guest_hours, 168));
        let window = self.check_window(&days, &mut faults);
        let cancel_until = faults.take(self.check_cancel_until(&days));
        let audience = faults.take(choice("audience", &self.audience, Audience::from_code));
        let circle = self.check_circle(format, audience, &mut faults);
        let status = faults.take(choice("status", &self.status, EventStatus::from_code));
        let admission = faults.take(self.check_admission());
        let confirm_days = faults.take(number_or("confirm_days", &self.confirm_days, 60, CONFIRM_DAYS));
        let required_share = faults.take(number_or("required_share", &self.required_share, 100, REQUIRED_SHARE));
        let plan = (|| {
            let (opens, closes) = window?;
            Some(EventPlan {
                title: title?,
                format: format?,
                description: description?,
                contents: contents?,
                topics: topics?,
                materials: materials?,
                days,
                capacity: u32::try_from(capacity?).ok()?,
                minimum: minimum?,
                limits: limits?,
                opens,
                closes,
                cancel_until: cancel_until?,
                audience: audience?,
                circle: circle?,
                status: status?,
                waiting_list: self.waiting_list,
                guest_hours: guest_hours?,
                reply_days: reply_days?,
                admission: admission?,
                approval: self.approval,
                confirm_days: confirm_days?,
                overtaking: self.overtaking,
                required_share: required_share?,
            })
        })();
        faults.finish(plan)
    }

    /// That Sozialräume and Anstellungsträger exist is checked by the store. Roles and employers restrict nothing where
    /// everybody may come, so that they are left out there.
    fn check_circle(&self, format: Option<Format>, audience: Option<Audience>, faults: &mut Faults) -> Option<Circle> {
        let role = |code: &str| Role::from_code(code).filter(|role| Circle::ROLES.contains(role));
        let roles = faults.take(set("roles", &self.roles, role));
        let sozialraeume = faults.take(set("sozialraeume", &self.sozialraeume, |id| id.parse().ok()));
        let anstellungstraeger = faults.take(set("anstellungstraeger", &self.anstellungstraeger, |id| id.parse().ok()));
        if format == Some(Format::Sozialraumteamtreffen) && sozialraeume.as_ref().is_some_and(BTreeSet::is_empty) {
            faults.push(FieldError::new("sozialraeume", ErrorCode::Required));
        }
        let (roles, anstellungstraeger) = (roles?, anstellungstraeger?);
        Some(match audience {
            Some(Audience::Public) => Circle { sozialraeume: sozialraeume?, ..Circle::default() },
            _ => Circle { roles, sozialraeume: sozialraeume?, anstellungstraeger },
        })
    }

    /// Blank is singles: forms from before there were tandems have no such field.
    fn check_admission(&self) -> Result<Admission, FieldError> {
        match self.admission.trim() {
            "" => Ok(Admission::Singles),
            code => choice("admission", code, Admission::from_code),
        }
    }

    fn check_days(&self, today: NaiveDate, faults: &mut Faults) -> Vec<EventDay> {
        if self.days.is_empty() {
            faults.push(FieldError::new("day_0_date", ErrorCode::Required));
        }
        if self.days.len() > MAX_DAYS {
            faults.push(FieldError::with_limit("", ErrorCode::TooLarge, MAX_DAYS as i64));
        }
        let mut days: Vec<_> = self
            .days
            .iter()
            .take(MAX_DAYS)
            .enumerate()
            .filter_map(|(index, day)| day.check(index, today, faults).map(|day| (index, day)))
            .collect();
        days.sort_by_key(|(_, day)| (day.date, day.begin));
        for pair in days.windows(2) {
            let ((_, earlier), (index, later)) = (&pair[0], &pair[1]);
            if earlier.date == later.date && later.begin < earlier.end {
                faults.push(FieldError::new(format!("day_{index}_begin"), ErrorCode::Overlap));
            }
        }
        days.into_iter().map(|(_, day)| day).collect()
    }

    fn check_cancel_until(&self, days: &[EventDay]) -> Result<Option<NaiveDate>, FieldError> {
        let until = field::optional_date("cancel_until", &self.cancel_until)?;
        match days.first().map(|day| day.date) {
            Some(first) if until.is_some_and(|until| first < until) => {
                Err(FieldError::with_limit("cancel_until", ErrorCode::TooLarge, german::date(first)))
            }
            _ => Ok(until),
        }
    }

    fn check_window(&self, days: &[EventDay], faults: &mut Faults) -> Option<(Option<NaiveDate>, NaiveDate)> {
        let opens = faults.take(field::optional_date("opens", &self.opens))?;
        let closes = faults.take(field::date("closes", &self.closes))?;
        if opens.is_some_and(|opens| closes < opens) {
            faults.push(FieldError::new("closes", ErrorCode::EndBeforeStart));
        }
        if let Some(first) = days.first().map(|day| day.date).filter(|first| closes > *first) {
            faults.push(FieldError::with_limit("closes", ErrorCode::TooLarge, german::date(first)));
        }
        Some((opens, closes))
    }
}

impl DayInput {
    fn check(&self, index: usize, today: NaiveDate, faults: &mut Faults) -> Option<EventDay> {
        let name = |part: &str| format!("day_{index}_{part}");
        let date =
            faults.take(field::date(&name("date"), &self.date).and_then(|date| near(&name("date"), date, today)));
        let begin = faults.take(time(&name("begin"), &self.begin));
        let end = faults.take(time(&name("end"), &self.end));
        let place = faults.take(field::text(&name("place"), &self.place, 200));
        let speaker = faults.take(field::optional_text(&name("speaker"), &self.speaker, 160));
        if begin.zip(end).is_some_and(|(begin, end)| end <= begin) {
            faults.push(FieldError::new(name("end"), ErrorCode::EndBeforeStart));
            return None;
        }
        Some(EventDay { date: date?, begin: begin?, end: end?, place: place?, speaker: speaker? })
    }
}

/// The registration form of the public page: flat, so that it works as a plain HTML form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationInput {
    pub name: String,
    pub email: String,
    /// Code of a [`Funktion`].
    pub funktion: String,
    /// Id of a Kita of the directory, or blank.
    pub kita: String,
    pub einrichtung: String,
    pub access_needs: String,
    pub food_needs: String,
    pub arrival_needs: String,
    /// Hidden from people; what fills it in is a program.
    pub website: String,
}

impl RegistrationInput {
    /// What the portal knows of somebody with an account; everything can be changed in the form.
    pub fn of(account: &Account, scope: &Scope) -> Self {
        let funktion = match account.role {
            Role::KitaLeitung => Funktion::KitaLeitung,
            Role::KiSo => Funktion::KiSo,
            Role::Anstellungstraeger => Funktion::Anstellungstraeger,
            Role::Koordination | Role::Finanzen | Role::Kasse | Role::Revision => Funktion::Andere,
        };
        let kita = match scope {
            // Of several Kitas only the person knows for which one it is.
            Scope::Kitas(kitas) if kitas.len() == 1 => kitas.first().map(ToString::to_string).unwrap_or_default(),
            _ => String::new(),
        };
        Self {
            name: account.name.clone(),
            email: account.email.to_string(),
            funktion: funktion.code().into(),
            kita,
            ..Self::default()
        }
    }

    /// The participant, or every fault of the form. That the Kita exists is checked by the store.
    pub fn check(&self) -> Result<Participant, Vec<FieldError>> {
        let mut faults = Faults::new();
        let name = faults.take(field::person_name("name", &self.name, 120));
        let email = faults.take(Email::parse("email", &self.email));
        let funktion = faults.take(choice("funktion", &self.funktion, Funktion::from_code));
        let kita = faults.take(match self.kita.trim() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| FieldError::new("kita", ErrorCode::NotAChoice)),
        });
        let einrichtung = faults.take(field::optional_text("einrichtung", &self.einrichtung, 160));
        if funktion == Some(Funktion::KitaLeitung) && kita == Some(None) && einrichtung == Some(None) {
            faults.push(FieldError::new("kita", ErrorCode::Required));
        }
        let access_needs = faults.take(field::optional_lines("access_needs", &self.access_needs, 500));
        let food_needs = faults.take(field::optional_lines("food_needs", &self.food_needs, 500));
        let arrival_needs = faults.take(field::optional_lines("arrival_needs", &self.arrival_needs, 500));
        if !self.website.is_empty() {
            faults.push(FieldError::new("website", ErrorCode::WrongState));
        }
        let participant = (|| {
            Some(Participant {
                name: name?,
                email: email?,
                funktion: funktion?,
                kita: kita?,
                einrichtung: einrichtung?,
                access_needs: access_needs?,
                food_needs: food_needs?,
                arrival_needs: arrival_needs?,
            })
        })();
        faults.finish(participant)
    }
}

/// Whether description, contents and materials were `given`, in this order, where the format takes none of them.
pub(super) fn refuse_case_content(format: Option<Format>, given: [bool; 3], faults: &mut Faults) {
    let framed = format.is_some_and(|format| !format.has_description());
    for (field, given) in ["description", "contents", "materials"].into_iter().zip(given) {
        if framed && given && !faults.names(field) {
            faults.push(FieldError::new(field, ErrorCode::CaseContent));
        }
    }
}

/// A number from 1 to `max`; blank is `default`.
fn number_or(field: &str, raw: &str, max: i64, default: u32) -> Result<u32, FieldError> {
    Ok(number_if_any(field, raw, max)?.unwrap_or(default))
}

/// A number from 1 to `max`; blank is none.
pub(super) fn number_if_any(field: &str, raw: &str, max: i64) -> Result<Option<u32>, FieldError> {
    match raw.trim() {
        "" => Ok(None),
        raw => Ok(u32::try_from(field::whole_number(field, raw, 1, max)?).ok()),
    }
}

pub(super) fn choice<T>(field: &str, raw: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, FieldError> {
    match raw.trim() {
        "" => Err(FieldError::new(field, ErrorCode::Required)),
        code => from_code(code).ok_or_else(|| FieldError::new(field, ErrorCode::NotAChoice)),
    }
}

/// All that are ticked in a group.
pub(super) fn set<T: Ord>(
    field: &str,
    raw: &[String],
    parse: impl Fn(&str) -> Option<T>,
) -> Result<BTreeSet<T>, FieldError> {
    let read: Option<BTreeSet<T>> = raw.iter().map(|code| parse(code.trim())).collect();
    read.ok_or_else(|| FieldError::new(field, ErrorCode::NotAChoice))
}

/// A day within the time that is planned; further away is a typing slip.
pub(super) fn near(field: &str, date: NaiveDate, today: NaiveDate) -> Result<NaiveDate, FieldError> {
    let (first, last) = (today - PLANNING_HORIZON, today + PLANNING_HORIZON);
    if date < first {
        return Err(FieldError::with_limit(field, ErrorCode::TooSmall, german::date(first)));
    }
    if date > last {
        return Err(FieldError::with_limit(field, ErrorCode::TooLarge, german::date(last)));
    }
    Ok(date)
}

/// A time of day as browsers send it (`09:30`, `09:30:00`) or as people write it (`9:30`, `9.30`).
pub(super) fn time(field: &str, raw: &str) -> Result<NaiveTime, FieldError> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return Err(FieldError::new(field, ErrorCode::Required));
    }
    ["%H:%M", "%H:%M:%S", "%H.%M"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(trimmed, format).ok())
        .ok_or_else(|| FieldError::new(field, ErrorCode::NotATime))
}

/// One entry a line, blank lines dropped; at most 40 entries of 200 characters.
pub(super) fn lines(field: &str, raw: &str) -> Result<Vec<String>, FieldError> {
    let text = field::optional_lines(field, raw, 8000)?.unwrap_or_default();
    let entries: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
    if entries.len() > 40 {
        return Err(FieldError::with_limit(field, ErrorCode::TooLarge, 40));
    }
    match entries.iter().any(|entry| entry.chars().count() > 200) {
        true => Err(FieldError::with_limit(field, ErrorCode::TooLong, 200)),
        false => Ok(entries),
    }
}

#[cfg(test)]
#[path = "input_test.rs"]
mod tests;
