//! What people read about events in which the Koordination decides on each registration.

use super::RequestOutcome;
use crate::{
    events::{
        guests, limits,
        tandem::news::german as tandem,
        templates::{Occasion, Placeholder, german::SEAT, mail},
        types::{Event, Participant, Registration},
    },
    german,
    mail::Mail,
};
use chrono::NaiveDate;

/// On the page of the event, for those who are about to register.
pub const TERM: &str = "Über die Teilnahme entscheidet die Koordination: Ihre Anmeldung ist zuerst eine Anfrage. Bis zur Zusage ist kein \
                        Platz für Sie reserviert.";

/// The same for the Koordination.
pub const NOTE: &str = "Wer sich anmeldet, fragt an: Plätze gibt es erst, wenn Sie zusagen.";

/// Of a whole tandem that has asked.
pub const BOTH_ASK: &str =
    "Ihre Anfrage liegt bei der Koordination; bis zur Zusage sind keine Plätze für Sie reserviert.";

/// What a preview says of a tandem that has asked; nobody of it exists.
pub const SAMPLE: &str = "Kim Probe muss bis zum 18.01.2027 bestätigen, sonst verfällt die Anfrage für Sie beide.";

/// In lists, once the event has begun.
pub const UNDECIDED: &str = "angefragt, nicht entschieden";

/// What the Koordination is answered.
pub fn outcome(outcome: RequestOutcome) -> String {
    match outcome {
        RequestOutcome::Seated => "Die Zusage ist unterwegs; der Platz ist vergeben.".into(),
        RequestOutcome::Waitlisted => {
            "Im Moment ist kein Platz frei: Wer angefragt hat, steht jetzt auf der Warteliste und bekommt eine Mail.".into()
        }
        RequestOutcome::Denied => "Die Anfrage ist abgelehnt; eine Mail ist unterwegs.".into(),
        RequestOutcome::Unchanged => "Das war schon entschieden; es gibt keine zweite Mail.".into(),
        RequestOutcome::NoSeat(Some(reached)) => format!(
            "{}, und eine Warteliste gibt es nicht. Die Anfrage bleibt offen. Bitte ändern Sie die Grenze, oder lehnen Sie ab.",
            limits::german::own(reached)
        ),
        RequestOutcome::NoSeat(None) => {
            "Es ist nicht genug Platz frei, und eine Warteliste gibt es nicht. Die Anfrage bleibt offen. Bitte erhöhen Sie die Plätze, \
             oder lehnen Sie ab."
                .into()
        }
        RequestOutcome::TooLate => {
            "Diese Anfrage lässt sich nicht mehr so entscheiden. Bitte laden Sie die Seite neu und sehen Sie nach, was jetzt gilt."
                .into()
        }
    }
}

/// `2 Personen`
pub fn people(count: usize) -> String {
    if count == 1 { "1 Person".into() } else { format!("{count} Personen") }
}

/// Heading and explanation of the page behind a link; `until` is the day until which the invited half of a tandem, `invited` or
/// `partner`, has to confirm.
pub fn page(until: Option<NaiveDate>, invited: bool, partner: &str) -> (String, String) {
    let decides =
        "Sobald die Koordination entschieden hat, bekommen Sie eine Mail. Bis dahin ist kein Platz für Sie reserviert.";
    let mine = "Ihre Anfrage liegt bei der Koordination";
    match until.map(german::date) {
        Some(until) if invited => (
            "Bitte bestätigen Sie Ihr Tandem".into(),
            format!(
                "{partner} hat für Sie beide angefragt. Bitte bestätigen Sie bis zum {until}, oder lehnen Sie ab; sonst verfällt die \
                 Anfrage für Sie beide. {decides}"
            ),
        ),
        Some(until) => (
            mine.into(),
            format!("{decides} {partner} muss bis zum {until} bestätigen, sonst verfällt die Anfrage für Sie beide."),
        ),
        None => (mine.into(), decides.into()),
    }
}

/// As [`page`], for whose request was denied.
pub fn denied_page() -> (String, String) {
    let text = "Die Koordination konnte Ihnen in dieser Veranstaltung keinen Platz geben. Andere Termine stehen im \
                Sozialraumportal unter »Veranstaltungen«.";
    ("Ihre Anfrage ist abgelehnt".into(), text.into())
}

/// As [`page`], once the event has begun.
pub fn undecided_page() -> (String, String) {
    let text = "Bis zum Beginn der Veranstaltung ist über Ihre Anfrage nicht entschieden worden. Bei Fragen wenden Sie sich bitte \
                an die Koordination.";
    ("Die Veranstaltung hat schon begonnen".into(), text.into())
}

/// The mail to somebody who has asked for a seat; `partner` is the invited half of the tandem.
pub fn requested(event: &Event, participant: &Participant, partner: Option<&Registration>) -> Mail {
    let stand = match partner.and_then(|other| other.deadline.map(|until| (&other.participant.name, until))) {
        Some((name, until)) => {
            format!("{name} muss bis zum {} bestätigen, sonst verfällt die Anfrage für Sie beide.", german::date(until))
        }
        None => String::new(),
    };
    mail(Occasion::Requested, event, participant, &[(Placeholder::Stand, stand.as_str())])
}

/// The mail to somebody who was let in: with a seat, or on the waiting list.
pub fn approved(event: &Event, row: &Registration, partner: Option<&Registration>) -> Mail {
    let alone =
        "Im Moment ist kein Platz frei: Sie stehen auf der Warteliste, und wird einer frei, bekommen Sie eine Mail.";
    let stand = match partner {
        Some(other) if row.status.holds_seat() => {
            guests::german::also(tandem::moved_up(row.deadline.or(other.deadline)), row)
        }
        Some(_) => tandem::seats(false).to_owned(),
        None if row.status.holds_seat() => guests::german::also(SEAT.to_owned(), row),
        None => alone.to_owned(),
    };
    mail(Occasion::Approved, event, &row.participant, &[(Placeholder::Stand, stand.as_str())])
}

/// The mail to somebody whose request was denied.
pub fn denied(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Denied, event, participant, &[])
}

/// The mail to somebody about whose request nobody has decided before the event began.
pub fn undecided(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Undecided, event, participant, &[])
}
