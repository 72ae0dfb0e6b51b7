//! Events as a calendar file, and as a feed that a calendar program reads again and again (iCalendar, RFC 5545). Nothing in
//! it is personal: everybody who sees the event can have it.

use super::{
    place,
    types::{Event, EventDay, EventStatus},
};
use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};

/// Content lines are at most this long, in octets (RFC 5545, 3.1).
const LINE: usize = 75;

/// The office's time zone with its rule for summer time. Outlook and Google both need the whole definition, and take times
/// without it for their own (newdle#350).
const ZONE: [&str; 17] = [
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Berlin",
    "BEGIN:DAYLIGHT",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "DTSTART:19700329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "DTSTART:19701025T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
];

/// How often a calendar program reads a feed again (RFC 7986, 5.7): mails tell of changes at once.
const REFRESH: &str = "PT6H";

/// One entry for each day. Its UID stays the same and SEQUENCE grows with each change of the plan, so that a calendar that
/// reads a later file moves its entry; a called-off event is `STATUS:CANCELLED`. `address` is the event's page, `now` the
/// time of writing.
pub fn file(event: &Event, address: &str, now: DateTime<Utc>) -> String {
    document(&[], entries(event, address, now))
}

/// Several events under a name. A day or an event that is left out of a later reading goes from the calendar too. `portal` is
/// the portal's address without a slash at the end.
pub fn feed(name: &str, events: &[Event], portal: &str, now: DateTime<Utc>) -> String {
    let name = escaped(name);
    let head = [
        format!("NAME:{name}"),
        // For programs from before RFC 7986, Outlook among them.
        format!("X-WR-CALNAME:{name}"),
        format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"),
        format!("X-PUBLISHED-TTL:{REFRESH}"),
    ];
    let address = |event: &Event| format!("{portal}/veranstaltungen/{}", event.id);
    document(&head, events.iter().flat_map(|event| entries(event, &address(event), now)))
}

fn document(head: &[String], entries: impl IntoIterator<Item = String>) -> String {
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".into(), "PRODID:-//Sozialraumportal//DE".into()];
    lines.extend(["CALSCALE:GREGORIAN", "METHOD:PUBLISH"].map(String::from));
    lines.extend_from_slice(head);
    lines.extend(ZONE.iter().map(|line| (*line).to_owned()));
    lines.extend(entries);
    lines.push("END:VCALENDAR".into());
    lines.iter().map(|line| folded(line)).collect()
}

fn entries(event: &Event, address: &str, now: DateTime<Utc>) -> Vec<String> {
    let days = event.plan.days.iter().enumerate();
    days.flat_map(|(number, day)| entry(event, number, day, address, now)).collect()
}

fn entry(event: &Event, number: usize, day: &EventDay, address: &str, now: DateTime<Utc>) -> Vec<String> {
    let status = match event.plan.status {
        EventStatus::Abgesagt => "CANCELLED",
        _ => "CONFIRMED",
    };
    // Where a meeting is on the web, programs open that by a press, and the event's page stands in the description.
    let (url, description) = match place::link(&day.place) {
        Some(link) => (link, Some(format!("DESCRIPTION:{}", escaped(address)))),
        None => (address.to_owned(), None),
    };
    let lines = [
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}-{}@sozialraumportal", event.id, number + 1),
        format!("SEQUENCE:{}", event.revision.saturating_sub(1)),
        format!("DTSTAMP:{}Z", time(now.naive_utc())),
        format!("DTSTART;TZID=Europe/Berlin:{}", time(day.date.and_time(day.begin))),
        format!("DTEND;TZID=Europe/Berlin:{}", time(day.date.and_time(day.end))),
        format!("SUMMARY:{}", escaped(&event.plan.title)),
        format!("LOCATION:{}", escaped(&day.place)),
        format!("URL:{url}"),
        format!("STATUS:{status}"),
    ];
    lines.into_iter().chain(description).chain(["END:VEVENT".to_owned()]).collect()
}

fn time(time: NaiveDateTime) -> String {
    let (year, month, day) = (time.year(), time.month(), time.day());
    format!("{year:04}{month:02}{day:02}T{:02}{:02}{:02}", time.hour(), time.minute(), time.second())
}

/// A text value (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line with its line break: parts of at most [`LINE`] octets, each but the first begun with a blank, no
/// character cut in two.
fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::with_capacity(line.len() + 4), 0);
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::roll::{date, event, noon};
    use proptest::prelude::*;

    fn written(event: &Event) -> String {
        file(event, "https://portal.example/veranstaltungen/1", noon(6).and_utc())
    }

    /// The lines as a calendar program reads them.
    fn unfolded(file: &str) -> Vec<String> {
        file.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    fn values<'a>(lines: &'a [String], name: &str) -> Vec<&'a str> {
        lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
    }

    /// newdle#350: Outlook and Google showed other hours.
    #[test]
    fn regression_r10_times_are_local_and_bring_their_zone() {
        let lines = unfolded(&written(&event(2, 0)));
        assert_eq!(values(&lines, "DTSTART;TZID=Europe/Berlin"), ["20270120T120000", "20270121T120000"]);
        assert_eq!(values(&lines, "DTEND;TZID=Europe/Berlin"), ["20270120T160000", "20270121T160000"]);
        assert_eq!(values(&lines, "TZID"), ["Europe/Berlin"]);
        assert_eq!(lines.iter().filter(|line| line.starts_with("RRULE:FREQ=YEARLY;BYMONTH=")).count(), 2);
    }

    #[test]
    fn a_change_keeps_the_uid_and_raises_the_sequence_and_calling_off_cancels() {
        let first = event(2, 0);
        let mut later = Event { revision: 4, ..first.clone() };
        later.plan.days[0].date = date(19);
        later.plan.status = EventStatus::Abgesagt;
        let (first, later) = (unfolded(&written(&first)), unfolded(&written(&later)));
        assert_eq!(values(&first, "UID"), values(&later, "UID"));
        assert_eq!((values(&first, "SEQUENCE"), values(&later, "SEQUENCE")), (vec!["0"; 2], vec!["3"; 2]));
        assert_eq!(values(&later, "STATUS"), ["CANCELLED"; 2]);
    }

    #[test]
    fn text_is_escaped_and_nobody_is_named() {
        let mut event = event(2, 0);
        event.plan.title = "Kita; Leitung, KiSo \\ mehr".into();
        let file = written(&event);
        assert!(file.contains("SUMMARY:Kita\\; Leitung\\, KiSo \\\\ mehr\r\n"));
        assert!(!file.contains("ORGANIZER") && !file.contains("ATTENDEE"));
    }

    #[test]
    fn a_meeting_on_the_web_is_opened_by_its_address_and_the_page_of_the_event_stands_below() {
        let mut event = event(2, 0);
        event.plan.days[1].place = "Online: https://treffen.example/raum?id=1,2".into();
        let lines = unfolded(&written(&event));
        let page = "https://portal.example/veranstaltungen/1";
        assert_eq!(values(&lines, "URL"), [page, "https://treffen.example/raum?id=1,2"]);
        assert_eq!(values(&lines, "DESCRIPTION"), [page]);
        assert_eq!(values(&lines, "LOCATION")[1], "Online: https://treffen.example/raum?id=1\\,2");
        event.plan.days[1].place = "javascript:alert(1)".into();
        assert_eq!(values(&unfolded(&written(&event)), "URL"), [page; 2]);
    }

    #[test]
    fn a_feed_holds_every_day_of_every_event_once_under_its_name() {
        let (one, mut other) = (event(2, 0), event(2, 0));
        other.id = crate::ids::EventId::new(uuid::Uuid::from_u128(77));
        let lines = unfolded(&feed("Fachtage, öffentlich", &[one, other], "https://portal.example", noon(6).and_utc()));
        assert_eq!(values(&lines, "NAME"), ["Fachtage\\, öffentlich"]);
        let mut ids = values(&lines, "UID");
        assert_eq!(ids.len(), 4);
        ids.dedup();
        assert_eq!(ids.len(), 4);
        assert_eq!(lines.iter().filter(|line| *line == "BEGIN:VTIMEZONE").count(), 1);
        assert_eq!(
            values(&lines, "URL").last(),
            Some(&format!("https://portal.example/veranstaltungen/{}", uuid::Uuid::from_u128(77)).as_str())
        );
        let none = unfolded(&feed("Nichts", &[], "https://portal.example", noon(6).and_utc()));
        assert_eq!(values(&none, "UID"), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_none_is_lost(title in "\\PC{0,160}") {
            let mut event = event(2, 0);
            event.plan.title = title.clone();
            let file = written(&event);
            prop_assert!(file.split("\r\n").all(|line| line.len() <= LINE));
            prop_assert!(!file.replace("\r\n", "").contains(['\r', '\n']));
            let lines = unfolded(&file);
            let title = escaped(&title);
            prop_assert_eq!(values(&lines, "SUMMARY"), [title.as_str(); 2]);
        }
    }
}
