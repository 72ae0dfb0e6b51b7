//! What the Koordination reads about those who come without having registered.

use super::{NoSeat, Refusal};
use crate::events::{attendance::german as attendance, limits};

/// What is asked before somebody is taken in for whom there is no seat.
pub fn question(reason: NoSeat) -> String {
    match reason {
        NoSeat::Full => "Es sind alle Plätze belegt. Trotzdem aufnehmen?".into(),
        NoSeat::Promised => "Der freie Platz ist für die Warteliste. Trotzdem aufnehmen?".into(),
        NoSeat::Limit(reached) => limits::german::question(reached),
    }
}

/// That nobody was taken in, because the seats were gone when the form arrived.
pub fn no_seat(reason: NoSeat, name: &str) -> String {
    let why = match reason {
        NoSeat::Full => "Inzwischen sind alle Plätze belegt".to_owned(),
        NoSeat::Promised => "Der freie Platz ist inzwischen für die Warteliste".to_owned(),
        NoSeat::Limit(reached) => limits::german::own(reached),
    };
    format!(
        "{why}; {name} ist noch nicht aufgenommen. Bitte entscheiden Sie unten, ob Sie die Person trotzdem aufnehmen."
    )
}

pub fn admitted(name: &str) -> String {
    format!("{name} ist aufgenommen und als anwesend eingetragen.")
}

/// Somebody who had registered after all.
pub fn expected(name: &str) -> String {
    format!("{name} steht schon in der Liste und ist als anwesend eingetragen.")
}

/// Why somebody is not taken in, and what to do now.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Attendance(refusal) => attendance::refusal(refusal),
        Refusal::AddressTaken => {
            "Mit dieser E-Mail-Adresse ist schon jemand unter einem anderen Namen angemeldet. Bitte tragen Sie für jede Person \
             eine eigene Adresse ein."
                .into()
        }
    }
}
