//! German sentences on what lies on a device.

use super::{
    Room, RoomStage,
    client::{Discard, Trouble},
    vault::Closed,
};
use crate::questionnaires::Place;
use chrono::NaiveDate;

/// How many finished questionnaires of one Erhebung wait, and how many have arrived; `None` when there are none.
pub fn finished(waiting: usize, arrived: usize) -> Option<String> {
    let waits = match waiting {
        0 => None,
        1 => Some("1 Fragebogen wartet auf das Senden".to_owned()),
        count => Some(format!("{count} Fragebögen warten auf das Senden")),
    };
    let has_arrived = match (waiting, arrived) {
        (_, 0) => None,
        (0, 1) => Some("1 Fragebogen ist beim Kreisjugendamt angekommen".to_owned()),
        (0, count) => Some(format!("{count} Fragebögen sind beim Kreisjugendamt angekommen")),
        (_, 1) => Some("1 ist beim Kreisjugendamt angekommen".to_owned()),
        (_, count) => Some(format!("{count} sind beim Kreisjugendamt angekommen")),
    };
    let parts: Vec<String> = waits.into_iter().chain(has_arrived).collect();
    (!parts.is_empty()).then(|| format!("{}.", parts.join(", ")))
}

/// `1 Änderung`, `3 Änderungen`
pub fn changes(count: u32) -> String {
    if count == 1 { "1 Änderung".to_owned() } else { format!("{count} Änderungen") }
}

/// Why changes wait for the Koordination.
pub fn why_waiting(is_revoked: bool) -> &'static str {
    if is_revoked {
        "Das Gerät ist gesperrt."
    } else {
        "Kein Recht auf die Kita, oder es passt nicht zu dem, was schon da ist."
    }
}

/// Before the Koordination throws away what waits.
pub const TURN_DOWN: &str = "Wartende Änderungen verwerfen? Ihr Inhalt wird im Portal gelöscht und zählt nicht mit; niemand kann ihn \
                             zurückholen. Was auf dem Gerät noch liegt, bleibt dort; es zeigt an, dass es verworfen ist.";

/// Why answers that wait are not shown at all.
pub const NO_PREVIEW: &str = "Die Antworten lassen sich hier nicht zeigen: Der Fragebogen dazu ist dem Portal nicht bekannt, oder es \
                              sind Antworten von Befragten, die niemand einzeln liest.";

/// How far a questionnaire that waits has come.
pub const STILL_A_DRAFT: &str = "Der Bogen ist noch nicht abgeschlossen.";
pub const FINISHED: &str = "Der Bogen ist abgeschlossen.";
pub const DISCARDED: &str = "Der Bogen ist auf dem Gerät verworfen worden; es gibt keine Antworten.";
/// Its content was changed on the way, or belongs to another Erhebung.
pub const DAMAGED_CONTENT: &str = "Der abgeschlossene Inhalt passt nicht zu seiner Prüfsumme oder zur Erhebung: Er zählt auch nach dem \
                                   Übernehmen nicht mit. Bitte fragen Sie bei der KiSo nach.";
pub const ONLY_WHAT_WAITS: &str = "Der Bogen ist schon früher begonnen worden. Gezeigt wird nur, was wartet.";

pub const BESIDE: &str = "Von diesem Bogen ist schon früher etwas angekommen; es steht daneben. Nicht gezeigt werden angefangene \
                          Antworten anderer Geräte.";
/// In place of an answer that a draft does not change.
pub const UNCHANGED: &str = "(unverändert)";

/// That changes cannot be read here; `None` when all can.
pub fn not_legible(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("Eine Änderung lässt sich hier nicht lesen; sie bleibt aufgehoben.".to_owned()),
        count => Some(format!("{count} Änderungen lassen sich hier nicht lesen; sie bleiben aufgehoben.")),
    }
}

/// The question above an answer that waits: its label, if the questionnaire has one, and inside repeats which instance.
pub fn previewed_question(label: Option<String>, place: &Place) -> String {
    let label = label.unwrap_or_else(|| format!("Frage {}", place.question));
    let instances: Vec<String> = place.instances.iter().map(u32::to_string).collect();
    if instances.is_empty() { label } else { format!("{label} (Eintrag {})", instances.join(".")) }
}

/// `1 Antwort`, `3 Antworten`
pub fn answers(count: usize) -> String {
    if count == 1 { "1 Antwort".to_owned() } else { format!("{count} Antworten") }
}

/// That questions have two answers; `None` when none has.
pub fn two_answers(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("Auf eine Frage gibt es zwei Antworten. Beide sind aufgehoben.".to_owned()),
        count => Some(format!("Auf {count} Fragen gibt es zwei Antworten. Alle sind aufgehoben.")),
    }
}

/// In place of an answer that was not given.
pub const NO_ANSWER: &str = "(keine Antwort)";

/// Where a finished content comes from, if the Koordination has chosen it before.
pub const CHOSEN_BY_OFFICE: &str = "von der Koordination gewählt";

/// Where a finished content comes from that was sent as a whole, as tablets once did.
pub const CAME_WHOLE: &str = "von einem Tablet mit einem früheren Stand des Portals";

/// One of the contents of a questionnaire that was finished more than once: its number, from 1, where it comes from, and the
/// day on which it was finished.
pub fn version(number: usize, origin: &str, day: NaiveDate) -> String {
    let day = crate::german::date(day);
    let about = if origin.is_empty() { day } else { format!("{origin}, {day}") };
    format!("Fassung {number}: {about}")
}

/// How many answers differ between the contents.
pub fn differences(count: usize) -> String {
    match count {
        1 => "Die Fassungen unterscheiden sich in einer Antwort.".to_owned(),
        count => format!("Die Fassungen unterscheiden sich in {count} Antworten."),
    }
}

/// Before one of them is chosen.
pub const CHOOSE_VERSION: &str =
    "Soll diese Fassung zählen? Was Sie nicht wählen, bleibt im Änderungsverlauf aufgehoben, zählt aber nicht mit.";

/// What deleting means for what lies on this device, before it is done.
pub fn discard(kind: Discard) -> &'static str {
    match kind {
        Discard::Draft => {
            "Entwurf verwerfen? Seine Antworten gehen verloren; niemand kann sie zurückholen. Auch auf den anderen Geräten der \
             Kita verschwindet er, sobald dieses Gerät gesendet hat."
        }
        Discard::RespondentsDraft => "Entwurf verwerfen? Seine Antworten gehen verloren; niemand kann sie zurückholen.",
        Discard::RespondentsAnswers => {
            "Abgeschlossene Antworten löschen? Sie sind noch nicht angekommen und liegen nur hier: Sie zählen dann nicht mit, und \
             niemand kann sie zurückholen. Sichern Sie sie vorher als Datei, wenn sie noch gebraucht werden."
        }
        Discard::Unsent => {
            "Vom Gerät löschen? Was davon noch nicht angekommen ist, geht verloren, und niemand kann es zurückholen. Was schon beim \
             Kreisjugendamt ist, bleibt dort. Sichern Sie den Bogen vorher als Datei, wenn er noch gebraucht wird."
        }
        Discard::TurnedDown => {
            "Vom Gerät löschen? Was das Kreisjugendamt nach der Prüfung verworfen hat, liegt nur noch hier; es geht verloren, und \
             niemand kann es zurückholen. Sichern Sie den Bogen vorher als Datei, wenn er noch gebraucht wird."
        }
        Discard::Copy => {
            "Vom Gerät löschen? Der Bogen ist beim Kreisjugendamt und bleibt dort; hier ist er danach nicht mehr zu sehen."
        }
    }
}

/// Nothing was deleted, because nobody could say what became of it.
pub const ON_ITS_WAY: &str =
    "Das wird gerade gesendet und ist noch nicht gelöscht. Bitte versuchen Sie es gleich noch einmal.";

/// What is said when it is done.
pub fn discarded(kind: Discard) -> &'static str {
    match kind {
        Discard::Draft | Discard::RespondentsDraft => "Der Entwurf ist verworfen.",
        Discard::RespondentsAnswers => "Die Antworten sind vom Gerät gelöscht.",
        Discard::Unsent | Discard::TurnedDown | Discard::Copy => "Der Bogen ist vom Gerät gelöscht.",
    }
}

/// A device that waits for its PIN, in the header.
pub fn locked_status(is_online: bool) -> &'static str {
    if is_online { "online, mit PIN gesichert" } else { "offline, mit PIN gesichert" }
}

/// How the device stands, in the header.
pub fn status(is_online: bool, unsent: usize) -> String {
    let connection = if is_online { "online" } else { "offline" };
    match unsent {
        0 => connection.to_owned(),
        1 => format!("{connection}, 1 Fragebogen nicht gesendet"),
        count => format!("{connection}, {count} Fragebögen nicht gesendet"),
    }
}

/// Why a queue does not get on, where that is not said elsewhere; `None` for what passes by itself.
pub fn trouble(trouble: Trouble) -> Option<&'static str> {
    match trouble {
        Trouble::Unreachable | Trouble::NotLoggedIn | Trouble::Refused => None,
        Trouble::NoAnswer => Some("Der Server antwortet zurzeit nicht. Es wird von selbst weiter versucht."),
        Trouble::StorageFull => Some(
            "Der Speicher dieses Geräts ist voll. Bitte löschen Sie andere Daten vom Gerät; dann geht es von selbst weiter.",
        ),
        Trouble::Storage => {
            Some("Der Browser konnte die Antwort des Servers nicht speichern. Es wird von selbst weiter versucht.")
        }
        Trouble::Incident => Some(
            "Auf dem Server liegt unter den Nummern dieses Geräts etwas anderes: Das Gerät wurde wohl kopiert oder \
             zurückgesetzt. Ihre Antworten bleiben hier. Bitte wenden Sie sich an die Koordination.",
        ),
    }
}

/// What the browser says of its room, as a sentence.
pub fn room(room: Room) -> String {
    let Room { used, quota, persisted } = room;
    let kept = if persisted {
        "Der Browser hat zugesagt, nichts davon von sich aus zu löschen."
    } else {
        "Der Browser hat nicht zugesagt, alles zu behalten: Wird es auf dem Gerät eng, kann er löschen, was hier liegt. Senden \
         Sie deshalb bald. Ein privates Fenster vergisst alles, sobald es geschlossen wird."
    };
    match quota {
        0 => kept.to_owned(),
        quota => format!("Belegt sind {} von {}. {kept}", megabytes(used), megabytes(quota)),
    }
}

/// Above the Erhebungen that end soon, of which so many end today; `None` where none does.
pub fn ends_soon(today: usize, later: usize) -> Option<String> {
    let end = |count: usize| match count {
        1 => "Eine Erhebung endet".to_owned(),
        count => format!("{count} Erhebungen enden"),
    };
    Some(match (today, later) {
        (0, 0) => return None,
        (0, later) => format!("{} in den nächsten Tagen.", end(later)),
        (today, 0) => format!("{} heute.", end(today)),
        (today, 1) => format!("{} heute, eine weitere in den nächsten Tagen.", end(today)),
        (today, later) => format!("{} heute, {later} weitere in den nächsten Tagen.", end(today)),
    })
}

/// Until when one of them takes answers.
pub fn last_day(day: NaiveDate, today: NaiveDate) -> String {
    if day == today { "endet heute".to_owned() } else { format!("bis {}", crate::german::date(day)) }
}

/// That the device gets full; `None` while there is room.
pub fn little_room(stage: RoomStage) -> Option<&'static str> {
    match stage {
        RoomStage::Ample => None,
        RoomStage::Tight => Some(
            "Der Speicher dieses Geräts wird knapp. Bitte senden Sie, was fertig ist, und löschen Sie andere Daten vom Gerät.",
        ),
        RoomStage::Scarce => Some(
            "Der Speicher dieses Geräts ist fast voll. Begonnene Fragebögen können Sie zu Ende ausfüllen; neue lassen sich erst \
             wieder beginnen, wenn Platz ist. Bitte senden Sie, was fertig ist, und löschen Sie andere Daten vom Gerät.",
        ),
    }
}

/// How large the answers of one questionnaire are, in whole kilobytes (10^3 bytes), begun ones counted.
pub fn size(bytes: usize) -> String {
    format!("{} kB", bytes.div_ceil(1_000).max(1))
}

/// Steps in which it is said how far a respondent has come.
const ANSWERS_STEP: usize = 5;

/// How many answers a respondent's draft holds, only roughly: as of its last change only the day is said, nobody is to be
/// recognised by it (domain §6).
pub fn answers_of_respondent(count: usize) -> String {
    let first = count - count % ANSWERS_STEP;
    match first {
        0 => format!("weniger als {ANSWERS_STEP} Antworten"),
        first => format!("{first} bis {} Antworten", first + ANSWERS_STEP - 1),
    }
}

/// In whole megabytes (10^6 bytes), begun ones counted.
fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}

/// That records on the device cannot be read any more; `None` when all can.
pub fn damaged(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some(
            "Ein Eintrag auf diesem Gerät ist beschädigt. Er bleibt hier; alles andere ist nicht betroffen.".to_owned(),
        ),
        count => Some(format!(
            "{count} Einträge auf diesem Gerät sind beschädigt. Sie bleiben hier; alles andere ist nicht betroffen."
        )),
    }
}

/// Why a device asks for a login before a PIN is tried.
pub fn closed(why: Closed) -> &'static str {
    match why {
        Closed::PeriodOver => "Dieses Gerät war lange ohne Verbindung zum Kreisjugendamt.",
        Closed::TooManyTries => "Die PIN wurde zehnmal falsch eingegeben.",
    }
}

/// What happens without the PIN.
pub const FORGOTTEN_PIN: &str = "Niemand kann Ihnen Ihre PIN sagen, auch das Kreisjugendamt nicht. Mit Netz können Sie eine neue \
                                 festlegen. Was Sie noch nicht gesendet haben, geht dabei verschlüsselt an das \
                                 Kreisjugendamt; die Koordination kann es dort öffnen und einsortieren.";

/// Before the PIN is given up.
pub const GIVE_UP_PIN: &str = "Neue PIN festlegen? Was nicht gesendet ist, geht an die Koordination; danach ist das Gerät leer. \
                               Angefangene Bögen von Familien, die nicht abgeschlossen sind, gehen verloren.";

/// Logging out where the server does not learn of it at once; `ends_later` where the browser keeps what ends the session.
pub fn logout_without_network(ends_later: bool) -> &'static str {
    if ends_later {
        "Ohne Netz erfährt der Server erst später davon: Die Sitzung endet, sobald dieses Gerät wieder Netz hat und das Portal \
         darauf offen ist."
    } else {
        "Ohne Netz erfährt der Server nichts davon: Bitte melden Sie sich noch einmal ab, sobald wieder Netz da ist."
    }
}

/// What somebody who logs out leaves on the device; `None` when that is nothing.
pub fn left_behind(drafts: usize, waiting: usize) -> Option<String> {
    let drafts = match drafts {
        0 => None,
        1 => Some("ein Entwurf".to_owned()),
        count => Some(format!("{count} Entwürfe")),
    };
    let waiting = match waiting {
        0 => None,
        1 => Some("ein Fragebogen, der noch nicht gesendet ist".to_owned()),
        count => Some(format!("{count} Fragebögen, die noch nicht gesendet sind")),
    };
    let parts: Vec<String> = drafts.into_iter().chain(waiting).collect();
    (!parts.is_empty()).then(|| {
        format!(
            "Auf diesem Gerät: {}. Das bleibt hier und ist nach Ihrer nächsten Anmeldung wieder da.",
            parts.join(" und ")
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_written_as_many() {
        assert_eq!(finished(0, 0), None);
        assert_eq!(finished(1, 0).as_deref(), Some("1 Fragebogen wartet auf das Senden."));
        assert_eq!(finished(2, 0).as_deref(), Some("2 Fragebögen warten auf das Senden."));
        assert_eq!(finished(0, 1).as_deref(), Some("1 Fragebogen ist beim Kreisjugendamt angekommen."));
        assert_eq!(
            finished(1, 1).as_deref(),
            Some("1 Fragebogen wartet auf das Senden, 1 ist beim Kreisjugendamt angekommen.")
        );
        assert_eq!(
            finished(2, 3).as_deref(),
            Some("2 Fragebögen warten auf das Senden, 3 sind beim Kreisjugendamt angekommen.")
        );
        assert_eq!([answers(0), answers(1), answers(2)], ["0 Antworten", "1 Antwort", "2 Antworten"]);
        assert_eq!(
            [0, 4, 5, 9, 10].map(answers_of_respondent),
            [
                "weniger als 5 Antworten",
                "weniger als 5 Antworten",
                "5 bis 9 Antworten",
                "5 bis 9 Antworten",
                "10 bis 14 Antworten"
            ]
        );
    }

    #[test]
    fn the_header_counts_what_is_not_sent() {
        assert_eq!([status(true, 0), status(false, 0)], ["online", "offline"]);
        assert_eq!(status(false, 1), "offline, 1 Fragebogen nicht gesendet");
        assert_eq!(status(true, 2), "online, 2 Fragebögen nicht gesendet");
        assert_eq!((two_answers(0), damaged(0)), (None, None));
    }

    #[test]
    fn what_ends_today_is_not_said_to_end_in_days() {
        assert_eq!(ends_soon(0, 0), None);
        assert_eq!(ends_soon(0, 1).as_deref(), Some("Eine Erhebung endet in den nächsten Tagen."));
        assert_eq!(ends_soon(0, 2).as_deref(), Some("2 Erhebungen enden in den nächsten Tagen."));
        assert_eq!(ends_soon(1, 0).as_deref(), Some("Eine Erhebung endet heute."));
        assert_eq!(ends_soon(2, 0).as_deref(), Some("2 Erhebungen enden heute."));
        assert_eq!(ends_soon(1, 1).as_deref(), Some("Eine Erhebung endet heute, eine weitere in den nächsten Tagen."));
        assert_eq!(ends_soon(3, 2).as_deref(), Some("3 Erhebungen enden heute, 2 weitere in den nächsten Tagen."));
        let day = |day| NaiveDate::from_ymd_opt(2027, 3, day).expect("a day");
        assert_eq!([last_day(day(7), day(7)), last_day(day(8), day(7))], ["endet heute", "bis 08.03.2027"]);
    }

    #[test]
    fn a_locked_device_says_so_and_what_waits_has_a_reason() {
        assert_eq!(locked_status(false), "offline, mit PIN gesichert");
        assert_eq!([changes(1), changes(2)], ["1 Änderung", "2 Änderungen"]);
        assert_ne!(why_waiting(true), why_waiting(false));
        assert_ne!(closed(Closed::PeriodOver), closed(Closed::TooManyTries));
    }

    #[test]
    fn who_logs_out_without_network_is_told_when_the_session_ends() {
        assert!(logout_without_network(true).contains("sobald dieses Gerät wieder Netz hat"));
        assert!(logout_without_network(false).contains("noch einmal ab"));
    }

    #[test]
    fn who_logs_out_is_told_what_stays_on_the_device() {
        assert_eq!(left_behind(0, 0), None);
        let one = left_behind(1, 0).expect("a draft stays");
        assert!(one.starts_with("Auf diesem Gerät: ein Entwurf. Das bleibt hier"), "{one}");
        let both = left_behind(2, 1).expect("drafts and a questionnaire stay");
        assert!(both.contains("2 Entwürfe und ein Fragebogen, der noch nicht gesendet ist."), "{both}");
    }
}
