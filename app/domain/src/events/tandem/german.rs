//! What people read about tandems on pages; the mails are those of [`super::news`].

use super::{Half, Lost, State};
use crate::{
    events::{
        approval::german as approval,
        limits,
        port::RegistrationOutcome,
        rules::{Availability, Refusal},
        types::EventPlan,
    },
    german,
};
use chrono::NaiveDate;

pub fn half(half: Half) -> &'static str {
    match half {
        Half::Leitung => "Kita-Leitung",
        Half::KiSo => "Kita-Sozialarbeit (KiSo)",
    }
}

/// How tandems are treated in this event, for those who are about to register.
pub fn terms(plan: &EventPlan) -> Vec<String> {
    let mut terms = vec![
        "Ein Tandem sind Kita-Leitung und KiSo einer Kita. Es bekommt zwei Plätze oder keinen.".to_owned(),
        format!(
            "Wer das Formular ausfüllt, nennt die andere Person. Sie bekommt eine Mail und {} Zeit, zu bestätigen. So lange \
             sind zwei Plätze für das Tandem reserviert, danach werden beide frei.",
            days(plan.confirm_days)
        ),
    ];
    if plan.waiting_list {
        let order = "Sind nicht mehr genug Plätze frei, kommt das Tandem auf die Warteliste; nachgerückt wird in der \
                     Reihenfolge der Anmeldungen.";
        terms.push(format!("{order} {}", overtaking(plan.overtaking)));
    }
    terms
}

/// What has to happen next, after "Sie bekommen beide eine Mail.".
pub fn to_confirm(plan: &EventPlan) -> String {
    let within = if plan.confirm_days == 1 { "eines Tages".into() } else { format!("von {} Tagen", plan.confirm_days) };
    format!(
        "Die andere Person muss über den Link darin innerhalb {within} bestätigen, spätestens am ersten Tag der Veranstaltung; sonst \
         verfällt die Anmeldung für Sie beide."
    )
}

/// Whether a waiting tandem may be overtaken.
pub fn overtaking(allowed: bool) -> &'static str {
    if allowed {
        "Ist nur ein Platz frei, kann eine einzelne Person ein wartendes Tandem überholen."
    } else {
        "Ein wartendes Tandem wird nicht überholt, auch wenn ein einzelner Platz frei ist."
    }
}

fn days(count: u32) -> String {
    if count == 1 { "1 Tag".into() } else { format!("{count} Tage") }
}

/// Where a tandem stands, for lists of the Koordination; `place` is its place on the waiting list and what it waits for.
/// Once the event has `begun`, what was open until then has come to its end.
pub fn state(state: State, invited: Option<&str>, place: Option<&str>, begun: bool) -> String {
    let seats = place.map_or_else(String::new, |place| format!("; Warteliste, {place}"));
    let held = if place.is_some() { "" } else { "; zwei Plätze sind so lange gehalten" };
    match state {
        State::Pending { .. } if begun => {
            format!("die Bestätigung von {} blieb aus{seats}", invited.unwrap_or("die eingeladene Person"))
        }
        State::Seeking { .. } if begun => "niemand gefunden".into(),
        State::Requested { .. } if begun => approval::UNDECIDED.into(),
        State::Requested { until: Some(until) } => {
            let who = invited.unwrap_or("die eingeladene Person");
            format!("angefragt; wartet auf die Bestätigung von {who} bis {}", german::date(until))
        }
        State::Requested { until: None } => "angefragt, von beiden bestätigt".into(),
        State::Denied => "nicht zugelassen".into(),
        State::Pending { until, .. } => {
            let who = invited.unwrap_or("die eingeladene Person");
            format!("wartet auf die Bestätigung von {who} bis {}{held}{seats}", german::date(until))
        }
        State::Confirmed { .. } => format!("von beiden bestätigt{seats}"),
        State::Seeking { until, .. } => format!("sucht Partner bis {}", german::date(until)),
        State::Declined => "abgelehnt".into(),
        State::Expired => "Frist abgelaufen".into(),
        State::Cancelled => "storniert".into(),
    }
}

/// Heading and explanation of the page behind a link: for the invited half, `invited`, or the one who invited.
pub fn page(state: State, invited: bool, partner: &str) -> (String, String) {
    let (title, text) = match state {
        State::Pending { until, waits } if invited => (
            "Bitte bestätigen Sie Ihr Tandem".to_owned(),
            format!(
                "{partner} hat Sie als Tandem angemeldet. {} Bitte bestätigen Sie bis zum {}, oder lehnen Sie ab; sonst \
                 verfällt die Anmeldung für Sie beide.",
                held(waits),
                german::date(until)
            ),
        ),
        State::Pending { until, waits } => (
            "Die Bestätigung steht noch aus".to_owned(),
            format!(
                "{partner} hat eine Mail bekommen und kann bis zum {} bestätigen. {} Ohne Bestätigung verfällt die \
                 Anmeldung für Sie beide.",
                german::date(until),
                held(waits)
            ),
        ),
        State::Confirmed { waits: true } => (
            "Ihr Tandem steht auf der Warteliste".to_owned(),
            format!(
                "Sie und {partner} haben bestätigt. Werden zwei Plätze frei und sind Sie an der Reihe, rücken Sie von selbst \
                 nach und bekommen beide eine Mail."
            ),
        ),
        State::Confirmed { waits: false } => (
            "Ihr Tandem ist angemeldet".to_owned(),
            format!("Sie und {partner} haben bestätigt; zwei Plätze sind für Sie reserviert."),
        ),
        State::Requested { until } => return approval::page(until, invited, partner),
        State::Denied => return approval::denied_page(),
        State::Seeking { until, after } => {
            ("Sie suchen eine Partnerin oder einen Partner".to_owned(), seeking_text(until, after, partner))
        }
        State::Declined => {
            ("Sie haben abgelehnt".to_owned(), format!("{partner} weiß Bescheid; für Sie ist kein Platz reserviert."))
        }
        State::Expired => (
            "Die Frist ist abgelaufen".to_owned(),
            "Für Sie ist kein Platz mehr reserviert. Solange die Anmeldung offen ist, können Sie sich neu anmelden."
                .to_owned(),
        ),
        State::Cancelled => (
            "Die Anmeldung ist storniert".to_owned(),
            "Für Sie ist kein Platz mehr reserviert. Solange die Anmeldung offen ist, können Sie sich neu anmelden."
                .to_owned(),
        ),
    };
    (title, text)
}

/// As [`page`], when the event does not take place.
pub fn called_off() -> (String, String) {
    let text =
        "Sie findet nicht statt; Sie müssen nichts weiter tun. Alle, die angemeldet waren, haben eine Mail bekommen.";
    ("Die Veranstaltung ist abgesagt".into(), text.into())
}

/// As [`page`], for who is not in a whole tandem when the event has begun.
pub fn begun() -> (String, String) {
    let text =
        "Bestätigen oder jemanden finden ist nicht mehr möglich. Bei Fragen wenden Sie sich bitte an die Koordination.";
    ("Die Veranstaltung hat schon begonnen".into(), text.into())
}

/// As [`page`], for who was on the waiting list until the event began.
pub fn not_in_time() -> (String, String) {
    let text = "Bis zum Beginn der Veranstaltung ist nicht genug Platz frei geworden. Andere Termine stehen im Sozialraumportal \
                unter »Veranstaltungen«.";
    ("Sie sind nicht zum Zug gekommen".into(), text.into())
}

/// What became of two halves that the Koordination brought together.
pub fn pairing(outcome: RegistrationOutcome) -> String {
    match outcome {
        RegistrationOutcome::Registered | RegistrationOutcome::AlreadyRegistered => {
            "Die beiden sind jetzt ein Tandem und haben zwei Plätze; beide bekommen eine Mail.".into()
        }
        RegistrationOutcome::Refused(refusal) => not_paired(refusal),
        _ => "Die beiden sind jetzt ein Tandem und stehen auf der Warteliste; beide bekommen eine Mail.".into(),
    }
}

/// Why the Koordination cannot bring two halves together, and what it can do now.
fn not_paired(refusal: Refusal) -> String {
    match refusal {
        Refusal::TooFewForTandem { .. } => {
            "Es sind keine zwei Plätze frei, und eine Warteliste gibt es nicht. Beide suchen weiter. Bitte erhöhen Sie zuerst die \
             Plätze."
                .into()
        }
        Refusal::LimitReached { reached } => format!(
            "{}, und eine Warteliste gibt es nicht. Beide suchen weiter. Bitte ändern Sie zuerst die Grenze.",
            limits::german::own(reached)
        ),
        Refusal::Unavailable { availability } => {
            let stands = crate::events::german::availability_for_office(availability);
            format!("{stands} Die beiden lassen sich nicht mehr verbinden.")
        }
        other => crate::events::german::refusal(other),
    }
}

/// Whether a tandem gets its seats at once, as a line above the form.
pub fn room(availability: Availability, free: i64, waiting_list: bool) -> String {
    match availability {
        Availability::Open { free: 1 } if waiting_list => {
            "Frei ist noch 1 Platz, das reicht nicht für ein Tandem: Sie kommen zusammen auf die Warteliste.".into()
        }
        Availability::Open { free: 1 } => "Frei ist noch 1 Platz, das reicht nicht für ein Tandem.".into(),
        Availability::WaitingList { .. } if free > 0 => {
            "Freie Plätze gehören denen, die schon warten: Sie kommen zusammen auf die Warteliste.".into()
        }
        Availability::WaitingList { .. } => "Alle Plätze sind vergeben: Sie kommen zusammen auf die Warteliste.".into(),
        other => crate::events::german::availability(other),
    }
}

/// As [`page`], for somebody who came alone.
pub fn page_of_single(state: State) -> (String, String) {
    let (title, text) = match state {
        State::Pending { until, .. } => {
            let text = format!(
                "Sie sind nachgerückt. Der Platz ist bis zum {} für Sie reserviert; ohne Bestätigung bekommt ihn die nächste \
                 Person.",
                german::date(until)
            );
            return ("Bitte bestätigen Sie Ihren Platz".into(), text);
        }
        State::Confirmed { waits: true } => (
            "Sie stehen auf der Warteliste",
            "Wird ein Platz frei und sind Sie an der Reihe, rücken Sie von selbst nach und bekommen eine Mail.",
        ),
        State::Confirmed { waits: false } => ("Sie sind angemeldet", "Ein Platz ist für Sie reserviert."),
        other => return page(other, false, SOMEBODY),
    };
    (title.into(), text.into())
}

/// The other half, where no name is known.
pub const SOMEBODY: &str = "die andere Person";

fn held(waits: bool) -> &'static str {
    if waits { "Sie beide stehen auf der Warteliste." } else { "Zwei Plätze sind so lange für Sie beide reserviert." }
}

fn seeking_text(until: NaiveDate, after: Option<Lost>, partner: &str) -> String {
    let before = match after {
        Some(Lost::Declined) => format!("{partner} hat abgelehnt; beide Plätze sind wieder frei. "),
        Some(Lost::Expired) => format!("{partner} hat nicht rechtzeitig bestätigt; beide Plätze sind wieder frei. "),
        None => String::new(),
    };
    format!(
        "{before}Bis zum {} kann die Koordination Sie mit jemandem zusammenbringen, dann bekommen Sie eine Mail. Bis dahin ist \
         kein Platz für Sie reserviert. Haben Sie selbst jemanden gefunden, melden Sie sich einfach neu als Tandem an.",
        german::date(until)
    )
}
