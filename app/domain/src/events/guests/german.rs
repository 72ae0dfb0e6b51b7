//! What people without an account read about confirming their address.

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

/// On the pages of the event; `None` where nobody has to confirm.
pub fn term(plan: &EventPlan) -> Option<String> {
    plan.guest_hours.map(|hours| {
        format!(
            "Wer sich allein und ohne Konto anmeldet, bestätigt innerhalb {} über den Link in der Mail; sonst verfällt die Anmeldung.",
            within(hours)
        )
    })
}

/// Beside the status of a registration, in lists.
pub const OPEN: &str = "noch nicht über den Link bestätigt";

/// In a mail that says that there is a seat, to a guest who has not confirmed yet.
pub const ALSO: &str = "Ihre Anmeldung müssen Sie noch über den Link in Ihrer ersten Mail bestätigen; sonst verfällt sie, und \
                        der Platz wird frei.";

/// Heading and explanation of the page behind the link.
pub fn page(row: &Registration) -> (String, String) {
    let text = format!("{} Ohne Bestätigung verfällt Ihre Anmeldung.", stand(row));
    ("Bitte bestätigen Sie Ihre Anmeldung".into(), text)
}

fn stand(row: &Registration) -> &'static str {
    match row.status {
        RegistrationStatus::Warteliste => "Sie stehen auf der Warteliste.",
        RegistrationStatus::Angefragt => "Über die Teilnahme entscheidet die Koordination.",
        _ => "Ein Platz ist so lange für Sie reserviert.",
    }
}

/// The mail that asks a guest to confirm; `address` is the link to the registration.
pub fn asked(event: &Event, row: &Registration, address: &str) -> Mail {
    let hours = event.plan.guest_hours.map(|hours| format!("Bitte bestätigen Sie innerhalb {}. ", within(hours)));
    let stand = format!("{}{}", hours.unwrap_or_default(), stand(row));
    let more = [(Placeholder::Stand, stand.as_str()), (Placeholder::Link, address)];
    mail(Occasion::GuestAsked, event, &row.participant, &more)
}

/// The mail to a guest who has not confirmed in time.
pub fn lapsed(event: &Event, row: &Registration) -> Mail {
    mail(Occasion::GuestLapsed, event, &row.participant, &[])
}
