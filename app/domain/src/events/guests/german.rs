//! What people without an account read about confirming their address.

use super::is_asked;
use crate::{
    events::{
        templates::{Occasion, Placeholder, mail},
        types::{Event, EventPlan, Registration, RegistrationStatus},
    },
    mail::Mail,
};

fn within(hours: u32) -> String {
    if hours == 1 { "einer Stunde".to_owned() } else { format!("von {hours} Stunden") }
}

fn for_hours(hours: u32) -> String {
    if hours == 1 { "eine Stunde".to_owned() } else { format!("{hours} Stunden") }
}

/// On the pages of the event; `None` where nobody has to confirm.
pub fn term(plan: &EventPlan) -> Option<String> {
    plan.guest_hours.map(|hours| {
        format!(
            "Wer sich ohne Konto anmeldet, bestätigt innerhalb {} über den Link in der Mail; sonst verfällt die Anmeldung.{}",
            within(hours),
            if plan.admission.takes_tandems() { TANDEMS } else { "" }
        )
    })
}

const TANDEMS: &str =
    " Für ein Tandem bestätigt zuerst, wer das Formular ausfüllt; erst danach bekommt die andere Person ihre Mail.";

/// Where a tandem, or somebody who looks for one, stands, for lists, with who has to confirm before the other half is asked.
pub fn standing(stands: String, rows: [&Registration; 2], begun: bool) -> String {
    let asked = rows.into_iter().find(|row| !begun && is_asked(row));
    match asked {
        Some(row) if row.partner.is_some() => {
            format!("zuerst muss {} über den Link der Mail bestätigen; danach: {stands}", row.participant.name)
        }
        Some(_) => format!("{stands}; {OPEN}"),
        None => stands,
    }
}

/// Beside the status of a registration, in lists.
pub const OPEN: &str = "noch nicht über den Link bestätigt";

/// In a mail that says that there is a seat, to a guest who has not confirmed yet.
pub const ALSO: &str = "Ihre Anmeldung müssen Sie noch über Ihren Link dazu bestätigen; sonst verfällt sie, und der Platz wird \
                        frei.";

/// What a mail says about the seat, with [`ALSO`] for who has to confirm besides.
pub fn also(stand: String, row: &Registration) -> String {
    if is_asked(row) { format!("{stand} {ALSO}") } else { stand }
}

/// Heading and explanation of the page behind the link.
pub fn page(event: &Event, row: &Registration) -> (String, String) {
    let hours = event.plan.guest_hours;
    let until = hours.map(|hours| format!("Dafür haben Sie nach der Anmeldung {} Zeit. ", for_hours(hours)));
    let stands = match (row.status, &row.partner) {
        // The page says which place it is.
        (RegistrationStatus::Warteliste, None) => String::new(),
        _ => format!("{} ", stand(row)),
    };
    let text = format!("{}{stands}Ohne Bestätigung verfällt Ihre Anmeldung.", until.unwrap_or_default());
    ("Bitte bestätigen Sie Ihre Anmeldung".into(), text)
}

fn stand(row: &Registration) -> String {
    let stands = match (row.status, row.partner.is_some()) {
        (RegistrationStatus::SuchtPartner, _) => {
            return "Sie suchen eine Partnerin oder einen Partner für ein Tandem.".into();
        }
        (RegistrationStatus::Warteliste, true) => "Ihr Tandem steht auf der Warteliste.",
        (RegistrationStatus::Warteliste, false) => "Sie stehen auf der Warteliste.",
        (RegistrationStatus::Angefragt, _) => "Über die Teilnahme entscheidet die Koordination.",
        (_, true) => "Zwei Plätze sind so lange für Ihr Tandem reserviert.",
        (_, false) => "Ein Platz ist so lange für Sie reserviert.",
    };
    // Nobody's name but their own: the form could have been filled in by anybody.
    let after = " Die andere Person wird erst danach gefragt.";
    format!("{stands}{}", if row.partner.is_some() { after } else { "" })
}

/// What a preview says; nobody of it exists.
pub const SAMPLE: &str = "Bitte bestätigen Sie innerhalb von 24 Stunden. Ein Platz ist so lange für Sie reserviert.";

/// The mail that asks a guest to confirm.
pub fn asked(event: &Event, row: &Registration) -> Mail {
    let hours = event.plan.guest_hours.map(|hours| format!("Bitte bestätigen Sie innerhalb {}. ", within(hours)));
    let stand = format!("{}{}", hours.unwrap_or_default(), stand(row));
    mail(Occasion::GuestAsked, event, &row.participant, &[(Placeholder::Stand, stand.as_str())])
}

/// The mail to a guest who has not confirmed in time.
pub fn lapsed(event: &Event, row: &Registration) -> Mail {
    mail(Occasion::GuestLapsed, event, &row.participant, &[])
}
