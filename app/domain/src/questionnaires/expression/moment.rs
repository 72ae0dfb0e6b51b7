//! Dates and times: ISO 8601 in and out, in the zone of the person who answers.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};
use serde::{Deserialize, Serialize};

const DAY: f64 = 86_400_000.0;

/// How local time differs from UTC. Passed in; nothing here asks the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Zone {
    /// Minutes east of UTC.
    Fixed(i32),
    /// Germany: +1 h, +2 h in summer time (Directive 2000/84/EC: last Sundays of March and October, 01:00 UTC).
    Berlin,
}

impl Zone {
    /// The day it is in this zone; `None` beyond the years that calendars know.
    pub fn day(self, milliseconds: i64) -> Option<chrono::NaiveDate> {
        self.moment(milliseconds).map(|time| time.date())
    }

    /// Day and time in this zone; `None` beyond the years that calendars know.
    pub fn moment(self, milliseconds: i64) -> Option<NaiveDateTime> {
        civil(self.to_local(milliseconds as f64))
    }

    /// Offset in milliseconds at a time given in UTC.
    fn offset_at(self, utc: f64) -> f64 {
        match self {
            Self::Fixed(minutes) => f64::from(minutes) * 60_000.0,
            Self::Berlin => {
                let summer = civil(utc).is_some_and(|time| {
                    let (begin, end) = (change_over(time.year(), 3), change_over(time.year(), 10));
                    begin.zip(end).is_some_and(|(begin, end)| begin <= time && time < end)
                });
                if summer { 7_200_000.0 } else { 3_600_000.0 }
            }
        }
    }

    fn to_local(self, utc: f64) -> f64 {
        utc + self.offset_at(utc)
    }

    fn to_utc(self, local: f64) -> f64 {
        // The offset depends on the result; one correction is enough outside the hour that does not exist.
        let guess = local - self.offset_at(local);
        local - self.offset_at(guess)
    }
}

fn change_over(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = last.weekday().days_since(Weekday::Sun);
    last.checked_sub_days(Days::new(u64::from(back)))?.and_hms_opt(1, 0, 0)
}

/// Calendar date and time of milliseconds since 1970; `None` outside the years chrono knows.
fn civil(millis: f64) -> Option<NaiveDateTime> {
    if !millis.is_finite() || millis.abs() > 8.0e15 {
        return None;
    }
    chrono::DateTime::from_timestamp_millis(millis.floor() as i64).map(|time| time.naive_utc())
}

fn millis(time: NaiveDateTime) -> f64 {
    time.and_utc().timestamp_millis() as f64
}

/// Reads `2026-11-22` (local midnight) or `2026-11-22T10:30:00.000+01:00` (without offset: local) as UTC milliseconds.
pub fn parse(text: &str, zone: Zone) -> Option<f64> {
    let text = text.trim();
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let date = parse_date(date)?;
    let Some(time) = time else { return Some(zone.to_utc(millis(date.and_time(NaiveTime::MIN)))) };
    let (time, offset) = parse_time(time)?;
    let local = millis(date.and_time(time));
    Some(match offset {
        Some(minutes) => local - f64::from(minutes) * 60_000.0,
        None => zone.to_utc(local),
    })
}

/// `2026-11-22`, digits exactly so.
pub fn parse_date(text: &str) -> Option<NaiveDate> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let exact = year.len() == 4 && month.len() <= 2 && day.len() <= 2 && parts.next().is_none();
    if !exact {
        return None;
    }
    NaiveDate::from_ymd_opt(digits(year)? as i32, digits(month)?, digits(day)?)
}

/// `10:30`, `10:30:00`, `10:30:00.000`, each with an optional offset in minutes (`Z`, `+01:00`, `-07`).
pub fn parse_time(text: &str) -> Option<(NaiveTime, Option<i32>)> {
    let (clock, offset) = match text.find(['Z', '+', '-']) {
        Some(at) => (&text[..at], Some(parse_offset(&text[at..])?)),
        None => (text, None),
    };
    let mut parts = clock.split(':');
    let (hour, minute, second) = (digits(parts.next()?)?, digits(parts.next()?)?, parts.next().unwrap_or("0"));
    let (second, fraction) = second.split_once('.').unwrap_or((second, ""));
    if parts.next().is_some() {
        return None;
    }
    let padded: String = fraction.chars().chain("000".chars()).take(3).collect();
    let time = NaiveTime::from_hms_milli_opt(hour, minute, digits(second)?, digits(&padded)?)?;
    Some((time, offset))
}

fn parse_offset(text: &str) -> Option<i32> {
    let sign = match text.chars().next()? {
        'Z' => return (text == "Z").then_some(0),
        '-' => -1,
        _ => 1,
    };
    let rest = &text[1..];
    let (hours, minutes) = rest.split_once(':').or_else(|| rest.split_at_checked(2)).unwrap_or((rest, ""));
    let minutes = if minutes.is_empty() { 0 } else { digits(minutes)? };
    let hours = digits(hours)?;
    (hours <= 18 && minutes < 60).then_some(sign * (hours * 60 + minutes) as i32)
}

fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// A moment as text: only the date at local midnight, else with time and offset.
pub fn write(utc: f64, zone: Zone) -> String {
    let local = zone.to_local(utc);
    match civil(local) {
        Some(time) if time.time() == NaiveTime::MIN => iso_date(time),
        Some(_) => iso_moment(utc, zone),
        None => String::new(),
    }
}

/// `2026-11-22T10:30:00.000+01:00` in the zone; `""` for what is not a time.
pub fn iso_moment(utc: f64, zone: Zone) -> String {
    let offset = zone.offset_at(utc);
    let Some(time) = civil(utc + offset) else { return String::new() };
    let minutes = (offset / 60_000.0) as i32;
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let (date, millis) = (iso_date(time), time.nanosecond() / 1_000_000);
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{date}T{hour:02}:{minute:02}:{second:02}.{millis:03}{sign}{hours:02}:{rest:02}")
}

fn iso_date(time: NaiveDateTime) -> String {
    format!("{:04}-{:02}-{:02}", time.year(), time.month(), time.day())
}

/// Local midnight of the day of a moment.
pub fn begin_of_day(utc: f64, zone: Zone) -> f64 {
    zone.to_utc((zone.to_local(utc) / DAY).floor() * DAY)
}

/// Days since 1970 as XForms counts them, with the time of day as fraction.
pub fn days(utc: f64) -> f64 {
    utc / DAY
}

pub fn from_days(days: f64) -> f64 {
    days * DAY
}

/// The part of the day that has passed at `10:30:00.000-07:00` (local without offset); NaN for what is not a time.
pub fn decimal_time(text: &str, zone: Zone) -> f64 {
    let Some((time, offset)) = parse_time(text.trim()) else { return f64::NAN };
    let local = f64::from(time.num_seconds_from_midnight()) / 86_400.0 + f64::from(time.nanosecond()) / 1e9 / 86_400.0;
    match offset {
        Some(minutes) => {
            let shift = zone.offset_at(0.0) / DAY - f64::from(minutes) / 1_440.0;
            (local + shift).rem_euclid(1.0)
        }
        None => local,
    }
}

/// `format-date`: `%Y %y %m %n %b %d %e %H %h %M %S %3 %a` as ODK defines them; names in English.
pub fn format(utc: f64, pattern: &str, zone: Zone) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let Some(time) = civil(zone.to_local(utc)) else { return String::new() };
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        match chars.next() {
            Some('Y') => out.push_str(&format!("{:04}", time.year())),
            Some('y') => out.push_str(&format!("{:02}", time.year().rem_euclid(100))),
            Some('m') => out.push_str(&format!("{:02}", time.month())),
            Some('n') => out.push_str(&time.month().to_string()),
            Some('b') => out.push_str(MONTHS[time.month0() as usize % 12]),
            Some('d') => out.push_str(&format!("{:02}", time.day())),
            Some('e') => out.push_str(&time.day().to_string()),
            Some('H') => out.push_str(&format!("{:02}", time.hour())),
            Some('h') => out.push_str(&time.hour().to_string()),
            Some('M') => out.push_str(&format!("{:02}", time.minute())),
            Some('S') => out.push_str(&format!("{:02}", time.second())),
            Some('3') => out.push_str(&format!("{:03}", time.nanosecond() / 1_000_000)),
            Some('a') => out.push_str(WEEKDAYS[time.weekday().num_days_from_monday() as usize % 7]),
            Some('%') => out.push('%'),
            Some(other) => out.extend(['%', other]),
            None => out.push('%'),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn berlin_has_summer_time() {
        let read = |text: &str| parse(text, Zone::Berlin).map(|utc| iso_moment(utc, Zone::Berlin));
        assert_eq!(read("2026-07-01").as_deref(), Some("2026-07-01T00:00:00.000+02:00"));
        assert_eq!(read("2026-11-22T10:30:00").as_deref(), Some("2026-11-22T10:30:00.000+01:00"));
        // The last Sunday of March 2026 is the 29th.
        assert_eq!(read("2026-03-29T00:59:59Z").as_deref(), Some("2026-03-29T01:59:59.000+01:00"));
        assert_eq!(read("2026-03-29T01:00:00Z").as_deref(), Some("2026-03-29T03:00:00.000+02:00"));
    }

    #[test]
    fn what_is_not_a_date_is_not_read() {
        for text in [
            "",
            "2026",
            "2026-02-30",
            "2026-11-22T25:00",
            "22.11.2026",
            "2026-11-22T10:00+99:00",
            "ä-ö-ü",
            "2026-11-22T+ä",
        ] {
            assert_eq!(parse(text, Zone::Fixed(0)), None, "{text}");
        }
    }

    #[test]
    fn extreme_times_are_no_panic() {
        for utc in [f64::NAN, f64::INFINITY, 1e300, -8.6e15] {
            assert_eq!(write(utc, Zone::Berlin), "");
        }
    }
}
