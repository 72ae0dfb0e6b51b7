//! What people enter, read as the value of a question.

use crate::questionnaires::{
    definition::{Kind, Node},
    expression::{Environment, iso_moment, moment, parse_number, write_number},
};
use chrono::{Datelike, NaiveDate, Timelike};
use serde::{Deserialize, Serialize};

/// Longest text that is taken, in characters.
pub(crate) const MAX_TEXT: usize = 20_000;

/// Why an entry is no value of its question. The entry itself stays with the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryFault {
    NotAWholeNumber,
    NotANumber,
    NotADate,
    NotATime,
    NotAChoice,
    NotAPlace,
    /// Outside the bounds of a range, or between its steps.
    OutOfRange,
    TooLong,
}

/// The value of an entry as it is stored; blank stays blank. `choices` is `None` where any choice is taken.
pub(crate) fn read(
    node: &Node,
    raw: &str,
    choices: Option<&[(String, String)]>,
    environment: &Environment,
) -> Result<String, EntryFault> {
    if raw.chars().count() > MAX_TEXT {
        return Err(EntryFault::TooLong);
    }
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        // Spaces are an answer to a text question only.
        return Ok(if matches!(node.kind, Kind::Text | Kind::Other { .. }) { raw.to_owned() } else { String::new() });
    }
    match &node.kind {
        Kind::Integer => read_integer(trimmed),
        Kind::Decimal => read_decimal(trimmed).map(write_number).ok_or(EntryFault::NotANumber),
        Kind::Range => read_range(node, trimmed),
        Kind::Date => read_date(trimmed).ok_or(EntryFault::NotADate),
        Kind::Time => read_time(trimmed).ok_or(EntryFault::NotATime),
        Kind::DateTime => {
            let utc = moment::parse(trimmed, environment.zone).ok_or(EntryFault::NotADate)?;
            // What browsers send has a time and no offset, and stays as it is.
            Ok(if trimmed.contains('T') { trimmed.to_owned() } else { iso_moment(utc, environment.zone) })
        }
        Kind::SelectOne { .. } => {
            let known = choices.is_none_or(|choices| choices.iter().any(|(name, _)| name == trimmed));
            if known { Ok(trimmed.to_owned()) } else { Err(EntryFault::NotAChoice) }
        }
        Kind::SelectMultiple { .. } | Kind::Rank { .. } => read_choices(trimmed, choices),
        Kind::Geopoint => read_place(trimmed).ok_or(EntryFault::NotAPlace),
        _ => Ok(raw.to_owned()),
    }
}

fn read_integer(text: &str) -> Result<String, EntryFault> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let plain = !digits.is_empty() && digits.len() <= 15 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !plain {
        return Err(EntryFault::NotAWholeNumber);
    }
    let digits = digits.trim_start_matches('0');
    Ok(if digits.is_empty() { "0".into() } else { format!("{sign}{digits}") })
}

/// The value as its field shows it: numbers with the decimal comma that people write here; [`read`] takes both.
pub(crate) fn shown(kind: &Kind, value: &str) -> String {
    match kind {
        Kind::Decimal | Kind::Range => value.replacen('.', ",", 1),
        _ => value.to_owned(),
    }
}

/// Decimal comma as people in Germany write it, with points between groups of three digits, or decimal point.
fn read_decimal(text: &str) -> Option<f64> {
    let pointed = match text.split_once(',') {
        Some((whole, fraction)) => format!("{}.{fraction}", ungrouped(whole)?),
        None => text.to_owned(),
    };
    parse_number(&pointed).filter(|number| number.is_finite())
}

/// `1.234` becomes `1234`; `None` when the points do not stand between groups of three.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split('.');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.iter().all(|group| group.len() == 3) && (rest.is_empty() || !first.is_empty());
    is_grouped.then(|| format!("{first}{}", rest.concat()))
}

fn read_range(node: &Node, text: &str) -> Result<String, EntryFault> {
    let parameter =
        |key: &str, default: f64| node.parameters.get(key).and_then(|value| parse_number(value)).unwrap_or(default);
    let (start, end, step) = (parameter("start", 1.0), parameter("end", 10.0), parameter("step", 1.0));
    let number = read_decimal(text).ok_or(EntryFault::NotANumber)?;
    let steps = (number - start) / step;
    let on_step = step == 0.0 || (steps - steps.round()).abs() < 1e-9;
    // On a scale that runs backwards no value lies, as in ODK; publishing refuses it.
    if number < start || number > end || !on_step {
        return Err(EntryFault::OutOfRange);
    }
    Ok(write_number(number))
}

fn read_date(text: &str) -> Option<String> {
    let date = moment::parse_date(text.split('T').next()?)
        .or_else(|| NaiveDate::parse_from_str(text, "%d.%m.%Y").ok())
        .filter(|date| (1..=9999).contains(&date.year()))?;
    Some(format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day()))
}

fn read_time(text: &str) -> Option<String> {
    let (time, _) = moment::parse_time(text)?;
    let offset = text.find(['Z', '+', '-']).map_or("", |at| &text[at..]);
    let (hour, minute, second, millis) = (time.hour(), time.minute(), time.second(), time.nanosecond() / 1_000_000);
    Some(format!("{hour:02}:{minute:02}:{second:02}.{millis:03}{offset}"))
}

fn read_choices(text: &str, choices: Option<&[(String, String)]>) -> Result<String, EntryFault> {
    let mut chosen: Vec<&str> = Vec::new();
    for name in text.split_ascii_whitespace() {
        if choices.is_some_and(|choices| !choices.iter().any(|(known, _)| known == name)) {
            return Err(EntryFault::NotAChoice);
        }
        if !chosen.contains(&name) {
            chosen.push(name);
        }
    }
    Ok(chosen.join(" "))
}

fn read_place(text: &str) -> Option<String> {
    let numbers: Vec<f64> = text.split_ascii_whitespace().map(parse_number).collect::<Option<_>>()?;
    let plausible =
        matches!(numbers.as_slice(), [latitude, longitude, ..] if latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
    if !plausible || numbers.len() > 4 {
        return None;
    }
    Some(numbers.into_iter().map(write_number).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::expression::Zone;

    fn enter(kind: Kind, raw: &str) -> Result<String, EntryFault> {
        let environment = Environment { now: 0, zone: Zone::Berlin, seed: 0 };
        let choices = [("a".to_owned(), "A".to_owned()), ("b".to_owned(), "B".to_owned())];
        read(&Node { kind, ..Node::default() }, raw, Some(&choices), &environment)
    }

    #[test]
    fn people_write_numbers_and_dates_the_german_way() {
        assert_eq!(enter(Kind::Decimal, " 2,50 "), Ok("2.5".into()));
        assert_eq!(enter(Kind::Decimal, "2.5"), Ok("2.5".into()));
        assert_eq!(enter(Kind::Decimal, "1.234,5"), Ok("1234.5".into()));
        assert_eq!(shown(&Kind::Decimal, "1234.5"), "1234,5");
        assert_eq!(shown(&Kind::Text, "1234.5"), "1234.5");
        assert_eq!(enter(Kind::Integer, "-007"), Ok("-7".into()));
        assert_eq!(enter(Kind::Date, "1.3.2027"), Ok("2027-03-01".into()));
        assert_eq!(enter(Kind::Date, "2027-03-01"), Ok("2027-03-01".into()));
        assert_eq!(enter(Kind::Time, "9:30"), Ok("09:30:00.000".into()));
    }

    #[test]
    fn what_is_no_value_is_refused_by_its_reason() {
        assert_eq!(enter(Kind::Integer, "2,5"), Err(EntryFault::NotAWholeNumber));
        assert_eq!(enter(Kind::Integer, "12345678901234567890"), Err(EntryFault::NotAWholeNumber));
        assert_eq!(enter(Kind::Decimal, "12.34,5"), Err(EntryFault::NotANumber));
        assert_eq!(enter(Kind::Decimal, "1,234,5"), Err(EntryFault::NotANumber));
        assert_eq!(enter(Kind::Date, "31.02.2027"), Err(EntryFault::NotADate));
        assert_eq!(enter(Kind::SelectOne { list: "l".into() }, "c"), Err(EntryFault::NotAChoice));
        assert_eq!(enter(Kind::Text, &"x".repeat(MAX_TEXT + 1)), Err(EntryFault::TooLong));
    }

    #[test]
    fn several_choices_are_kept_once_each() {
        assert_eq!(enter(Kind::SelectMultiple { list: "l".into() }, " b  a b "), Ok("b a".into()));
    }
}
