//! What people read about attendance and certificates.

use super::{
    Share,
    rules::{Obstacle, Refusal},
};
use crate::{
    events::{
        certificate::Certificate,
        german::event_status,
        templates::{self, Occasion, Placeholder, mail},
        types::{Attendance, Event, Format, Participant},
    },
    german,
    mail::Mail,
};

pub fn attendance(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Anwesend => "anwesend",
        Attendance::Entschuldigt => "entschuldigt",
        Attendance::Unentschuldigt => "unentschuldigt",
    }
}

/// Instead of the button for somebody who shows a code on another day.
pub const NO_SESSION_TODAY: &str = "Heute ist kein Termin dieser Veranstaltung.";

/// What was entered elsewhere as well, and says something else.
pub fn displaced(other: Attendance) -> String {
    format!("Anderswo eingetragen: {}. Ein neuer Eintrag entscheidet.", attendance(other))
}

/// Why an entry is not taken, and what to do now.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Status(status) => format!(
            "Der Stand der Veranstaltung ist »{}«; die Anwesenheit lässt sich nicht eintragen. Bitte ändern Sie zuerst den Stand.",
            event_status(status)
        ),
        Refusal::NoSuchSession => "Diesen Termin gibt es nicht mehr. Bitte laden Sie die Seite neu.".into(),
        Refusal::Ahead(date) => format!("Die Anwesenheit lässt sich ab dem {} eintragen.", german::date(date)),
        Refusal::NotExpected => "Diese Person ist nicht mehr angemeldet. Bitte laden Sie die Seite neu.".into(),
        Refusal::Certified => {
            "Diese Person hat schon eine Bescheinigung; ihre Anwesenheit steht darin und bleibt, wie sie ist. War sie falsch, ziehen \
             Sie bitte zuerst die Bescheinigung zurück."
                .into()
        }
    }
}

/// What is to be done before the next step.
pub fn obstacle(obstacle: Obstacle) -> String {
    match obstacle {
        Obstacle::Status(status) => {
            format!("Der Stand ist inzwischen »{}«. Bitte laden Sie die Seite neu.", event_status(status))
        }
        Obstacle::Ahead(date) => {
            format!(
                "Als durchgeführt melden lässt sich die Veranstaltung, sobald der letzte Termin am {} begonnen hat.",
                german::date(date)
            )
        }
        Obstacle::Missing(1) => "Zum Abschließen fehlt noch 1 Eintrag in der Anwesenheit.".into(),
        Obstacle::Missing(missing) => format!("Zum Abschließen fehlen noch {missing} Einträge in der Anwesenheit."),
    }
}

/// `12 Stunden 30 Minuten`; `0 Stunden` for none, as it stands in a column of hours.
pub fn duration(minutes: u32) -> String {
    let count = |number: u32, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        number => Some(format!("{number} {many}")),
    };
    let parts = [count(minutes / 60, "Stunde", "Stunden"), count(minutes % 60, "Minute", "Minuten")];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    if text.is_empty() { "0 Stunden".into() } else { text }
}

/// `80 % (8 Stunden von 10 Stunden)`
pub fn share(share: Share) -> String {
    format!("{} % ({} von {})", share.percent(), duration(share.attended), duration(share.planned))
}

/// `2 von 2 Terminen, 13 Stunden 30 Minuten einschließlich Pausen`; for further training with [`units`].
pub fn extent(certificate: &Certificate) -> String {
    let facts = &certificate.facts;
    let terms = if facts.sessions == 1 { "Termin" } else { "Terminen" };
    let (days, hours) = (facts.days.len(), duration(facts.minutes));
    format!(
        "{days} von {} {terms}, {hours} einschließlich Pausen{}",
        facts.sessions,
        units(facts.format, facts.minutes)
    )
}

/// Further training is counted in Unterrichtseinheiten of 45 minutes as well (domain §5); a begun one is none.
fn units(format: Format, minutes: u32) -> String {
    match (format, minutes / 45) {
        (Format::Fachtag | Format::Weiterbildung, 1) => ", das ist 1 volle Unterrichtseinheit zu 45 Minuten".into(),
        (Format::Fachtag | Format::Weiterbildung, units) if 0 < units => {
            format!(", das sind {units} volle Unterrichtseinheiten zu 45 Minuten")
        }
        _ => String::new(),
    }
}

/// Titles of files.
pub const CERTIFICATE: &str = "Teilnahmebescheinigung";
pub const SIGNATURES: &str = "Teilnahmeliste";
pub const BADGES: &str = "Namensschilder";

/// `Ausgestellt am 04.02.2027`
pub fn issued(date: &str) -> String {
    format!("Ausgestellt am {date}")
}

/// Who certifies.
pub const ISSUER: &str = "Kreisjugendamt Mayen-Koblenz, Koordination Sozialraumbudget und Kita-Sozialarbeit";

/// The mail that brings a certificate; `feedback` is the link to the survey that asks how the event was, blank while there is none
/// to answer.
pub fn certificate(event: &Event, participant: &Participant, certificate: &Certificate, feedback: &str) -> Mail {
    let (number, asked) = (certificate.number.to_string(), templates::german::feedback(feedback));
    let more = [(Placeholder::Nummer, number.as_str()), (Placeholder::Rueckmeldung, asked.as_str())];
    mail(Occasion::Certificate, event, participant, &more)
}

/// The mail to whose certificate was taken back.
pub fn certificate_withdrawn(event: &Event, participant: &Participant, certificate: &Certificate) -> Mail {
    let number = certificate.number.to_string();
    mail(Occasion::CertificateWithdrawn, event, participant, &[(Placeholder::Nummer, number.as_str())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_training_counts_in_whole_units_of_45_minutes() {
        assert_eq!(units(Format::Fachtag, 420), ", das sind 9 volle Unterrichtseinheiten zu 45 Minuten");
        assert_eq!(units(Format::Weiterbildung, 89), ", das ist 1 volle Unterrichtseinheit zu 45 Minuten");
        assert_eq!(units(Format::Fachtag, 44), "");
        assert_eq!(units(Format::TandemStartseminar, 900), "", "its extent is its days");
    }
}
