//! What people read about events.

use super::{
    approval,
    area::AreaNames,
    guests, limits,
    rules::{Availability, Place, Refusal},
    tandem,
    templates::{Occasion, Placeholder, german::SEAT, mail},
    types::{
        Admission, Audience, Event, EventDay, EventPlan, EventStatus, Format, Funktion, Participant, Registration,
        RegistrationStatus,
    },
};
use crate::{german, mail::Mail};
use chrono::{NaiveDate, NaiveTime, Timelike};

/// What calendar programs call the feed of public events.
pub const PUBLIC_FEED: &str = "Veranstaltungen im Sozialraumportal";
/// What they call somebody's own.
pub const OWN_FEED: &str = "Meine Termine im Sozialraumportal";

/// The ten contents of a Startseminar (domain §5): what the form for a new one begins with. The Koordination edits them
/// per event.
pub const STARTSEMINAR_CONTENTS: [&str; 10] = [
    "Rechtliche Grundlagen",
    "Fachliche Grundlagen Kita-Sozial(raum)arbeit",
    "Zielsetzung der Sozialraumorientierung",
    "Handlungsprinzipien und konkrete Zielsetzung",
    "Umsetzungsaspekte",
    "Methoden der Sozialraumanalyse und Sozial(raum)arbeit",
    "Evaluation und Qualitätssicherung",
    "Rahmenbedingungen/Gelingenskriterien",
    "Rollenklärung",
    "Bildung von Netzwerken",
];

pub fn format(format: Format) -> &'static str {
    match format {
        Format::TandemStartseminar => "Tandem-Startseminar",
        Format::Fachtag => "Fachtag",
        Format::Weiterbildung => "Weiterbildung",
        Format::Sozialraumteamtreffen => "Sozialraumteamtreffen",
        Format::KollegialeFallberatung => "Kollegiale Fallberatung",
        Format::Vernetzungstreffen => "Vernetzungstreffen im Trägerverbund",
        Format::Netzwerktreffen => "Netzwerktreffen",
    }
}

/// `19 Fachtage zu 12 Themen`; without topics nothing is said of them.
pub fn counted(of: Format, held: u32, topics: u32) -> String {
    let many = match of {
        Format::TandemStartseminar => "Tandem-Startseminare",
        Format::Fachtag => "Fachtage",
        Format::Weiterbildung => "Weiterbildungen",
        Format::KollegialeFallberatung => "Kollegiale Fallberatungen",
        Format::Sozialraumteamtreffen | Format::Vernetzungstreffen | Format::Netzwerktreffen => format(of),
    };
    let what = if held == 1 { format(of) } else { many };
    match topics {
        0 => format!("{held} {what}"),
        1 => format!("{held} {what} zu 1 Thema"),
        topics => format!("{held} {what} zu {topics} Themen"),
    }
}

pub fn event_status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Entwurf => "Entwurf",
        EventStatus::Offen => "Veröffentlicht",
        EventStatus::Abgesagt => "Abgesagt",
        EventStatus::Durchgefuehrt => "Durchgeführt",
        EventStatus::Abgeschlossen => "Abgeschlossen",
    }
}

/// Where an event stands, as the office's lists say it: published, it is "ausgebucht" while no seat is free.
pub fn event_standing(event: &Event) -> &'static str {
    match event.plan.status {
        EventStatus::Offen if event.seats.free() <= 0 => "Ausgebucht",
        status => event_status(status),
    }
}

pub fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "Alle, auch ohne Konto",
        Audience::Members => "Nur Personen mit Konto",
    }
}

/// For whom an event is: `Nur Personen mit Konto: Kita-Sozialarbeit (KiSo), Bendorf`
pub fn addressed(plan: &EventPlan, names: &AreaNames) -> String {
    let roles: Vec<_> = plan.circle.roles.iter().map(|role| crate::german::role(*role)).collect();
    let parts = [roles.join(", "), names.of_sozialraeume(&plan.circle), names.of_anstellungstraeger(&plan.circle)];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match parts.is_empty() {
        true => audience(plan.audience).to_owned(),
        false => format!("{}: {}", audience(plan.audience), parts.join(", ")),
    }
}

pub fn admission(admission: Admission) -> &'static str {
    match admission {
        Admission::Singles => "Einzelne Personen",
        Admission::Both => "Einzelne Personen und Tandems",
        Admission::Tandems => "Nur Tandems aus Kita-Leitung und KiSo",
    }
}

pub fn funktion(funktion: Funktion) -> &'static str {
    match funktion {
        Funktion::KitaLeitung => "Kita-Leitung",
        Funktion::KiSo => "Kita-Sozialarbeit (KiSo)",
        Funktion::Anstellungstraeger => "Anstellungsträger",
        Funktion::Netzwerkpartner => "Netzwerkpartner",
        Funktion::Andere => "Andere",
    }
}

pub fn registration_status(status: RegistrationStatus) -> &'static str {
    match status {
        RegistrationStatus::Angemeldet => "angemeldet",
        RegistrationStatus::Bestaetigt => "bestätigt",
        RegistrationStatus::Warteliste => "Warteliste",
        RegistrationStatus::Angefragt => "angefragt",
        RegistrationStatus::NichtZugelassen => "nicht zugelassen",
        RegistrationStatus::SuchtPartner => "sucht Partner",
        RegistrationStatus::Storniert => "storniert",
        RegistrationStatus::Abgelehnt => "abgelehnt",
        RegistrationStatus::Abgelaufen => "Frist abgelaufen",
    }
}

/// How the Koordination finds the status of a registration: who came without one is told apart, and once the event has `begun`
/// what was open until then.
pub fn standing(row: &Registration, begun: bool) -> &'static str {
    match row.walk_in && row.status.holds_seat() {
        true => "ohne Anmeldung gekommen",
        false if begun => status_after_begin(row.status),
        false => registration_status(row.status),
    }
}

/// Beside the status of a seat that somebody who has moved up has to confirm.
pub fn unconfirmed(until: NaiveDate) -> String {
    format!("noch zu bestätigen bis {}", german::date(until))
}

/// As [`registration_status`], once the event has begun: who waited until then waits for nothing any more.
pub fn status_after_begin(status: RegistrationStatus) -> &'static str {
    match status {
        RegistrationStatus::Warteliste => "Warteliste, kam nicht zum Zug",
        RegistrationStatus::SuchtPartner => "niemand gefunden",
        RegistrationStatus::Angefragt => approval::german::UNDECIDED,
        other => registration_status(other),
    }
}

/// What became of somebody who was on the waiting list until the event began.
pub const NOT_IN_TIME: &str = "kam nicht zum Zug";

/// Where a registration in a tandem stands, for the person itself; `place` is the place on the waiting list and what the tandem
/// waits for.
pub fn with_partner(
    row: &Registration,
    partner: &Registration,
    place: Option<&str>,
    today: NaiveDate,
    begun: bool,
) -> String {
    let invited = row.deadline.map_or(partner.participant.name.as_str(), |_| "Ihnen");
    let place = match place {
        _ if begun => NOT_IN_TIME.to_owned(),
        Some(place) => format!("beide zusammen, {place}"),
        None => "beide zusammen".to_owned(),
    };
    let waits = (row.status == RegistrationStatus::Warteliste).then_some(place.as_str());
    let state = tandem::german::state(tandem::state(row, Some(partner), today), Some(invited), waits, begun);
    let state = guests::german::standing(state, [row, partner], begun);
    format!("Tandem mit {}: {state}", partner.participant.name)
}

/// How registration stands, as a line on the page.
pub fn availability(availability: Availability) -> String {
    match availability {
        Availability::Open { free: 1 } => "Noch 1 Platz frei.".into(),
        Availability::Open { free } => format!("Noch {free} Plätze frei."),
        Availability::WaitingList { waiting: 0 } => {
            "Ausgebucht: Alle Plätze sind vergeben. Sie können sich auf die Warteliste setzen lassen.".into()
        }
        Availability::WaitingList { waiting } => format!(
            "Ausgebucht: Alle Plätze sind vergeben, auf der Warteliste {} {waiting}. Sie können sich auf die Warteliste setzen lassen.",
            if waiting == 1 { "steht" } else { "stehen" }
        ),
        Availability::Full => "Ausgebucht: Alle Plätze sind vergeben.".into(),
        Availability::NotYet { opens } => format!("Die Anmeldung ist ab dem {} möglich.", german::date(opens)),
        Availability::Closed { closes } => format!("Die Anmeldung endete am {}.", german::date(closes)),
        Availability::Begun => "Die Veranstaltung hat schon begonnen; eine Anmeldung ist nicht mehr möglich.".into(),
        Availability::Over => "Die Veranstaltung hat stattgefunden.".into(),
        Availability::Abgesagt => "Die Veranstaltung ist abgesagt.".into(),
        Availability::Entwurf => "Entwurf: noch nicht veröffentlicht.".into(),
    }
}

/// As [`availability`], for the Koordination: nobody invites it to register.
pub fn availability_for_office(stands: Availability) -> String {
    match stands {
        Availability::WaitingList { waiting: 0 } => {
            "Ausgebucht: Wer sich jetzt anmeldet, kommt auf die Warteliste.".into()
        }
        Availability::WaitingList { waiting: 1 } => {
            "Ausgebucht: Auf der Warteliste steht 1 Person; wer sich jetzt anmeldet, kommt dazu.".into()
        }
        Availability::WaitingList { waiting } => {
            format!("Ausgebucht: Auf der Warteliste stehen {waiting} Personen; wer sich jetzt anmeldet, kommt dazu.")
        }
        other => availability(other),
    }
}

/// Why nobody got a seat, and what to do now.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Unavailable { availability: Availability::Full } => {
            "Leider sind inzwischen alle Plätze vergeben; Sie sind nicht angemeldet. Bitte wählen Sie einen anderen Termin \
             oder wenden Sie sich an die Koordination."
                .into()
        }
        Refusal::Unavailable { availability: other } => {
            format!("{} Sie sind nicht angemeldet. Bitte wählen Sie einen anderen Termin.", availability(other))
        }
        Refusal::LimitReached { reached } => limits::german::refusal(reached),
        Refusal::TooFewForTandem { free } => format!(
            "Ein Tandem braucht zwei Plätze, frei {}. Sie sind beide nicht angemeldet. Bitte wählen Sie einen anderen \
             Termin oder wenden Sie sich an die Koordination.",
            if free == 1 { "ist noch 1 Platz".to_owned() } else { format!("sind noch {free} Plätze") }
        ),
        Refusal::AddressTaken => {
            "Mit dieser E-Mail-Adresse ist schon jemand unter einem anderen Namen angemeldet. Bitte nutzen Sie für jede \
             Person eine eigene Adresse."
                .into()
        }
        Refusal::InOtherParty => {
            "Eine der beiden Personen ist schon angemeldet, allein oder in einem anderen Tandem. Bitte wenden Sie sich an \
             die Koordination."
                .into()
        }
        Refusal::SamePersonTwice => {
            "Ein Tandem sind zwei Personen. Bitte geben Sie zwei verschiedene E-Mail-Adressen an.".into()
        }
        Refusal::NoTandems => {
            "Zu dieser Veranstaltung melden sich Personen einzeln an. Sie sind nicht angemeldet. Bitte melden Sie sich auf \
             der Seite der Veranstaltung einzeln an."
                .into()
        }
        Refusal::TandemsOnly => {
            "Zu dieser Veranstaltung melden sich Kita-Leitung und KiSo gemeinsam als Tandem an. Sie sind nicht angemeldet. \
             Bitte nutzen Sie auf der Seite der Veranstaltung die Anmeldung für Tandems."
                .into()
        }
        Refusal::CannotPair => {
            "Diese beiden lassen sich nicht verbinden: Ein Tandem sind eine Kita-Leitung und eine KiSo, die beide noch \
             suchen und ihre Anmeldung bestätigt haben. Bitte laden Sie die Seite neu und wählen Sie noch einmal."
                .into()
        }
    }
}

/// `Montag, 1. Februar 2027, 09:00 bis 16:00 Uhr, Kreishaus, mit Kim Beispiel`
pub fn day(day: &EventDay) -> String {
    let speaker = speaker(day).map(|speaker| format!(", {speaker}")).unwrap_or_default();
    format!("{}, {}, {}{speaker}", german::long_date(day.date), hours(day), day.place)
}

/// `mit Kim Beispiel`
pub fn speaker(day: &EventDay) -> Option<String> {
    day.speaker.as_ref().map(|speaker| format!("mit {speaker}"))
}

/// `09:00 bis 16:00 Uhr`
pub fn hours(day: &EventDay) -> String {
    from_to(&time(day.begin), &time(day.end))
}

/// The same of two times as people write them.
pub fn from_to(begin: &str, end: &str) -> String {
    format!("{begin} bis {end} Uhr")
}

/// `bis 15.01.2027` or `vom 01.12.2026 bis 15.01.2027`
pub fn window(opens: Option<NaiveDate>, closes: NaiveDate) -> String {
    match opens {
        Some(opens) => format!("vom {} bis {}", german::date(opens), german::date(closes)),
        None => format!("bis {}", german::date(closes)),
    }
}

/// Until when somebody with a seat can give it up; `None` where that is until the event begins.
pub fn cancelling(plan: &EventPlan, today: NaiveDate) -> Option<String> {
    let until = plan.cancel_until?;
    let day = german::date(until);
    Some(match today <= until {
        true => format!("Stornieren können Sie bis zum {day}."),
        false => format!("Stornieren war bis zum {day} möglich; bitte wenden Sie sich jetzt an die Koordination."),
    })
}

/// How far an event is from the people that it needs, its limits, and the deadlines for giving up and taking seats, for the Koordination.
pub fn notes(plan: &EventPlan, taken: u32) -> Vec<String> {
    let needed = plan.minimum.map(|minimum| match minimum.saturating_sub(taken) {
        0 => format!("Mindestzahl {minimum}: So viele sind angemeldet."),
        1 => format!("Mindestzahl {minimum}: Es fehlt noch 1 Person."),
        missing => format!("Mindestzahl {minimum}: Es fehlen noch {missing} Personen."),
    });
    let cancelling = plan.cancel_until.map(|until| {
        format!("Selbst stornieren können Angemeldete bis zum {}; danach nur die Koordination.", german::date(until))
    });
    let reply = plan.reply_days.filter(|_| plan.waiting_list).map(|days| match days {
        1 => "Wer allein nachrückt, bestätigt den Platz innerhalb eines Tages.".to_owned(),
        days => format!("Wer allein nachrückt, bestätigt den Platz innerhalb von {days} Tagen."),
    });
    let limits = limits::german::terms(&plan.limits, plan.waiting_list);
    let decides = plan.approval.then(|| approval::german::NOTE.to_owned());
    let guests = guests::german::term(plan);
    decides.into_iter().chain(needed).chain(limits).chain(cancelling).chain(reply).chain(guests).collect()
}

/// `09:00`
pub fn time(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// Why somebody on the waiting list has not been promoted, for the Koordination (pretix#3628).
pub fn waits_for(people: usize, free: i64, is_first: bool) -> &'static str {
    match (people, free) {
        (2.., 1) if is_first => "braucht zwei Plätze, frei ist einer",
        (_, 1..) => "wartet, bis wer davor steht nachgerückt ist",
        _ => "wartet auf einen freien Platz",
    }
}

/// `Platz 2: wartet auf einen freien Platz`
pub fn place(place: Place, free: i64) -> String {
    let first = place.number == 1;
    let why = place.reached.map_or_else(|| waits_for(place.people, free, first).to_owned(), limits::german::waits_for);
    format!("Platz {}: {why}", place.number)
}

/// The same to the person itself: who waits sees why (pretix#3628), and how long there will be to take a seat.
pub fn own_place(place: Place, free: i64, plan: &EventPlan) -> String {
    let reason = match (place.reached, place.people, free) {
        (Some(reached), ..) => limits::german::own(reached),
        (None, 2.., 1) if place.number == 1 => "Frei ist ein Platz, Ihr Tandem braucht zwei".to_owned(),
        (None, _, 1..) => "Was frei ist, gehört denen, die vor Ihnen stehen".to_owned(),
        _ => "Noch ist kein Platz frei geworden".to_owned(),
    };
    let reply = match plan.reply_days.filter(|_| place.people == 1) {
        Some(1) => " Rücken Sie nach, haben Sie 1 Tag Zeit, den Platz zu bestätigen.".to_owned(),
        Some(days) => format!(" Rücken Sie nach, haben Sie {days} Tage Zeit, den Platz zu bestätigen."),
        None => String::new(),
    };
    format!("Sie stehen auf Platz {} der Warteliste. {reason}.{reply}", place.number)
}

/// The mail to somebody who just got a seat.
pub fn confirmation(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Confirmation, event, participant, &[])
}

/// The mail to somebody who has joined the waiting list.
pub fn waiting(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Waiting, event, participant, &[])
}

/// The mail to somebody who got a seat from the waiting list, with the last day to take it, where that has to be said.
pub fn promotion(event: &Event, row: &Registration) -> Mail {
    let stand = match row.deadline {
        Some(until) => reserved_until(&german::date(until)),
        None if guests::is_asked(row) => format!("{SEAT} {}", guests::german::ALSO),
        None => SEAT.to_owned(),
    };
    mail(Occasion::Promotion, event, &row.participant, &[(Placeholder::Stand, stand.as_str())])
}

/// That a seat has to be taken until this day, included.
pub(super) fn reserved_until(day: &str) -> String {
    format!(
        "Der Platz ist bis zum {day} für Sie reserviert: Bitte bestätigen Sie ihn bis dahin über Ihren Link zu dieser Anmeldung, sonst \
         bekommt ihn die nächste Person."
    )
}

/// The mail to somebody who has moved up and did not take the seat in time.
pub fn seat_lapsed(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::SeatLapsed, event, participant, &[])
}

/// The mail to somebody whose registration was cancelled, by the Koordination or through the link.
pub fn cancelled(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Cancellation, event, participant, &[])
}

/// The mail to everybody concerned when other days, times or places hold.
pub fn changed(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Change, event, participant, &[])
}

/// The mail that reminds somebody some days before the event.
pub fn reminder(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::Reminder, event, participant, &[])
}

/// The mail to everybody concerned when the event does not take place.
pub fn called_off(event: &Event, participant: &Participant) -> Mail {
    mail(Occasion::CallingOff, event, participant, &[])
}
