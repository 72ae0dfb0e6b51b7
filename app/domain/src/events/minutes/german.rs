//! What people read about minutes, and the mail that brings them.

use super::{Item, Meeting, Minutes, State, Task};
use crate::{
    accounts::Email,
    events::{
        attendance::Session,
        german as events_german,
        types::{Attendance, Event},
    },
    german::date,
    mail::Mail,
};

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
pub fn mail(meeting: &Meeting, minutes: &Minutes, to: &Email, name: &str) -> Mail {
    let event = &meeting.sheet.event;
    let opening = match minutes.sendings {
        0 | 1 => "Hier ist das Protokoll zu:",
        _ => "Hier ist das geänderte Protokoll; es ersetzt die frühere Fassung zu:",
    };
    Mail {
        to: to.clone(),
        subject: format!("Protokoll: {}", event.plan.title),
        text: format!(
            "Guten Tag {name},\n\n{opening}\n\n{}\n\n\
             Stimmt etwas nicht, geben Sie bitte der Koordination Bescheid. Genehmigt wird das Protokoll beim nächsten Treffen.\n\n\
             Kreisjugendamt Mayen-Koblenz\nKoordination Sozialraumbudget und Kita-Sozialarbeit\n",
            text(event, meeting, minutes)
        ),
        draft: None,
    }
}

fn text(event: &Event, meeting: &Meeting, minutes: &Minutes) -> String {
    let days: Vec<_> = event.plan.days.iter().map(|day| format!("- {}", events_german::day(day))).collect();
    let mut parts =
        vec![format!("{} ({})\n{}", event.plan.title, events_german::format(event.plan.format), days.join("\n"))];
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
