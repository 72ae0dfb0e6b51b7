//! What people read about limits.

use super::{Limits, Reached};
use crate::events::german::funktion;

fn people(limit: u32) -> String {
    if limit == 1 { "1 Person".to_owned() } else { format!("{limit} Personen") }
}

/// The limits of an event and what they mean, a sentence each; none where it has none.
pub fn terms(limits: &Limits, waiting_list: bool) -> Vec<String> {
    if !limits.are_set() {
        return vec![];
    }
    let sozialraum = limits.per_sozialraum.map(|limit| format!("Höchstens {} je Sozialraum.", people(limit)));
    let of = limits.per_funktion.iter();
    let of = of.map(|(of, limit)| format!("Höchstens {} mit der Funktion {}.", people(*limit), funktion(*of)));
    let beyond = match waiting_list {
        true => {
            "Wer darüber hinaus kommt, steht auf der Warteliste, bis dort ein Platz frei wird, und hält niemanden dahinter auf."
        }
        false => "Wer darüber hinaus kommt, bekommt keinen Platz, auch wenn noch Plätze frei sind.",
    };
    sozialraum.into_iter().chain(of).chain([beyond.to_owned()]).collect()
}

/// Which places are gone: `die Funktion Kita-Leitung sind alle 3 Plätze vergeben`, after "für".
fn gone(reached: Reached) -> String {
    let (of, limit) = match reached {
        Reached::Sozialraum { limit } => ("den Sozialraum".to_owned(), limit),
        Reached::Funktion { funktion: of, limit } => (format!("die Funktion {}", funktion(of)), limit),
    };
    match limit {
        1 => format!("{of} ist der eine Platz vergeben"),
        limit => format!("{of} sind alle {limit} Plätze vergeben"),
    }
}

/// Why somebody on the waiting list has not been promoted, for the Koordination (pretix#3628).
pub fn waits_for(reached: Reached) -> String {
    format!("wartet, für {}", gone(reached))
}

/// The same to the person itself, the begin of a sentence.
pub fn own(reached: Reached) -> String {
    format!("Für {}", gone(reached))
}

/// Why nobody got a seat, and what to do now.
pub fn refusal(reached: Reached) -> String {
    format!(
        "{}, mehr sind dafür nicht vorgesehen; Sie sind nicht angemeldet. Bitte wählen Sie einen anderen Termin oder wenden Sie \
         sich an die Koordination.",
        own(reached)
    )
}

/// What is asked before somebody is taken in at the door beyond a limit.
pub fn question(reached: Reached) -> String {
    format!("{}. Trotzdem aufnehmen?", own(reached))
}
