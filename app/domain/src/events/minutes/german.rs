//! What people read about minutes, and the mail that brings them.

use super::{Item, Meeting, Minutes, State, Task};
use crate::{
    events::{
        attendance::Session,
        lists::german::FOR_HELP,
        templates::{self, Occasion, Placeholder, german::REPLACES},
        types::{Attendance, Participant},
    },
    german::date,
    mail::Mail,
};

/// In place of minutes that the portal cannot read.
pub const UNREADABLE: &str = "Ein Protokoll kann das Portal zurzeit nicht lesen. Es ging auch per E-Mail an alle, die angemeldet \
                              waren. Bleibt es dabei, wenden Sie sich bitte an die Koordination.";

/// What of other meetings may be missing on the table of one, for so many of them; `None` when nothing is.
pub fn table_unreadable(meetings: usize) -> Option<String> {
    let what = match meetings {
        0 => return None,
        1 => "Ein anderes Treffen kann das Portal zurzeit nicht lesen. Aufgaben und ein Protokoll daraus".to_owned(),
        count => format!("{count} andere Treffen kann das Portal zurzeit nicht lesen. Aufgaben und Protokolle daraus"),
    };
    Some(format!("{what} fehlen hier womöglich. {FOR_HELP}"))
}

/// That open tasks of so many meetings are missing; `None` when none are.
pub fn tasks_unreadable(meetings: usize) -> Option<String> {
    let whose = match meetings {
        0 => return None,
        1 => "eines Treffens".to_owned(),
        count => format!("von {count} Treffen"),
    };
    Some(format!("Offene Aufgaben {whose} kann das Portal zurzeit nicht lesen. Sie fehlen in dieser Liste. {FOR_HELP}"))
}

/// `Entwurf`, `verschickt am 03.02.2027`, `genehmigt am 05.05.2027`
pub fn state(minutes: &Minutes) -> String {
    match minutes.state {
        State::Draft if minutes.revision == 0 => "noch nicht geschrieben".into(),
        State::Draft if 0 < minutes.sendings => "geändert, noch nicht wieder verschickt".into(),
        State::Draft => "Entwurf, noch nicht verschickt".into(),
        State::Sent { on } => format!("verschickt am {}, noch nicht genehmigt", date(on)),
        State::Approved { on, .. } => format!("genehmigt am {}", date(on)),
    }
}

/// `Kim Probe, bis 28.02.2027`
pub fn who_until(task: &Task) -> String {
    task.until.map_or(task.who.clone(), |until| format!("{}, bis {}", task.who, date(until)))
}

/// Who was there and who sent an apology, by name. Who stayed away without one is not named: minutes are passed on.
pub fn attendance(meeting: &Meeting) -> Vec<String> {
    let sheet = &meeting.sheet;
    let anywhere = |wanted: Attendance| {
        let has = |person: &crate::events::PersonKey| {
            sheet.event.plan.days.iter().any(|day| sheet.attendance(person, Session::of(day)) == Some(wanted))
        };
        let people = sheet.attendants();
        let there = |person| has(person) && (wanted == Attendance::Anwesend || !present(meeting, person));
        let names = people.iter().filter(|row| there(&row.person)).map(|row| row.participant.name.clone());
        names.collect::<Vec<_>>().join(", ")
    };
    let lines = [("Anwesend", Attendance::Anwesend), ("Entschuldigt", Attendance::Entschuldigt)];
    let line = |(label, attendance)| {
        let names = anywhere(attendance);
        (!names.is_empty()).then(|| format!("{label}: {names}"))
    };
    lines.into_iter().filter_map(line).collect()
}

fn present(meeting: &Meeting, person: &crate::events::PersonKey) -> bool {
    let mut days = meeting.sheet.event.plan.days.iter();
    days.any(|day| meeting.sheet.attendance(person, Session::of(day)) == Some(Attendance::Anwesend))
}

/// The mail that brings minutes to one participant.
pub fn mail(meeting: &Meeting, minutes: &Minutes, participant: &Participant) -> Mail {
    let replaces = if 1 < minutes.sendings { REPLACES } else { "" };
    let text = text(meeting, minutes);
    let more = [(Placeholder::Fassung, replaces), (Placeholder::Protokoll, text.as_str())];
    templates::mail(Occasion::Minutes, &meeting.sheet.event, participant, &more)
}

fn text(meeting: &Meeting, minutes: &Minutes) -> String {
    let mut parts = vec![];
    let present = attendance(meeting);
    if !present.is_empty() {
        parts.push(present.join("\n"));
    }
    parts.extend(minutes.items.iter().zip(1..).map(|(item, number)| point(item, number)));
    if !meeting.tasks.is_empty() {
        let tasks = meeting.tasks.iter().map(|task| format!("- {} ({})", task.what, who_until(task)));
        parts.push(format!("Aufgaben\n{}", tasks.collect::<Vec<_>>().join("\n")));
    }
    parts.join("\n\n")
}

fn point(item: &Item, number: usize) -> String {
    let mut lines = vec![format!("{number}. {}", item.topic)];
    lines.extend(item.result.clone());
    lines.extend(item.decision.as_ref().map(|decision| format!("Beschluss: {decision}")));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{
        attendance::{Mark, Sheet},
        roll::{Roll, person},
    };
    use std::collections::BTreeSet;

    /// indico#1963: attendance was missing from the minutes.
    #[test]
    fn regression_r12_minutes_say_who_was_there_and_who_sent_an_apology() {
        let mut roll = Roll::new(5);
        roll.register_singles(&[1, 2, 3]);
        let session = Session::of(&roll.event.plan.days[0]);
        let mark = |number: u32, attendance| {
            let row = roll.row(number).expect("everybody is registered");
            Mark { person: row.person.clone(), session, attendance, other: None }
        };
        let marks =
            vec![mark(1, Attendance::Anwesend), mark(2, Attendance::Entschuldigt), mark(3, Attendance::Unentschuldigt)];
        let registrations = roll.rows.values().cloned().collect();
        let sheet = Sheet { event: roll.event.clone(), registrations, marks, certificates: vec![] };
        let minutes = Minutes { sendings: 1, ..Minutes::blank(roll.event.id) };
        let meeting = Meeting {
            sheet,
            minutes,
            tasks: vec![],
            open_tasks: vec![],
            unapproved: vec![],
            unreadable: BTreeSet::new(),
        };
        let text = mail(&meeting, &meeting.minutes, &person(1)).text;
        assert!(text.contains("\n\nAnwesend: Person 1\nEntschuldigt: Person 2\n\n"), "{text}");
        assert!(!text.contains("Person 3"), "minutes are passed on: {text}");
    }
}
