//! What people read about lists of attendance on a tablet.

/// The event is not there any more.
pub const NO_SUCH_EVENT: &str = "Diese Veranstaltung gibt es nicht mehr; der Eintrag ist nicht übernommen.";

/// On the page that asks for the PIN.
pub const FORGOTTEN_PIN: &str = "Niemand kann Ihnen Ihre PIN sagen. Mit Netz können Sie eine neue festlegen; das Gerät wird dabei \
                                 geleert. Anwesenheit, die noch nicht gesendet ist, geht vorher verschlüsselt ans \
                                 Kreisjugendamt und wartet dort unter »Zu prüfen«.";

/// Before the PIN is given up.
pub const GIVE_UP_PIN: &str = "Neue PIN festlegen? Anwesenheit, die nicht gesendet ist, wartet dann unter »Zu prüfen«; danach ist das \
                               Gerät leer.";

/// In place of the title of an event, and of the name of a person.
pub const EVENT_GONE: &str = "Veranstaltung, die es nicht mehr gibt";
pub const PERSON_GONE: &str = "nicht mehr angemeldet";

/// The same where the event is there and cannot be read.
pub const EVENT_UNREADABLE: &str = "Veranstaltung, die sich zurzeit nicht lesen lässt";
pub const UNREADABLE: &str = "nicht lesbar";

/// An entry that takes another one back.
pub const TAKEN_BACK: &str = "Eintrag zurückgenommen";
/// Where the list has no entry.
pub const NOT_ENTERED: &str = "noch nichts";

/// An entry that waits and that this version of the portal cannot read.
pub const HELD_UNREADABLE: &str =
    "Diesen Eintrag kann das Portal nicht lesen; bitte wenden Sie sich an die Betreuung des Portals.";

/// Before the Koordination throws away what a tablet held.
pub const TURN_DOWN: &str = "Diese Einträge verwerfen? Niemand kann sie zurückholen.";

/// How many of the entries of a tablet could not be taken over, and why, as far as that differs.
pub fn not_taken(refusals: &[String]) -> Option<String> {
    let first = refusals.first()?;
    let how_many = match refusals.len() {
        1 => "1 Eintrag ist nicht übernommen und wartet weiter".to_owned(),
        count => format!("{count} Einträge sind nicht übernommen und warten weiter"),
    };
    Some(format!("{how_many}: {first}"))
}

/// Why there are names on the tablet, and for how long.
pub const KEPT: &str = "Die Listen liegen verschlüsselt auf diesem Gerät, damit sie auch ohne Netz da sind: nur die Namen, ab 7 Tagen \
                        vor einem Termin. 3 Tage nach dem Termin verschwinden sie von selbst.";

/// How far a session is, and where its entries are.
pub fn state(people: usize, entered: usize, unsent: usize, unsaved: usize) -> String {
    format!("{entered} von {people} eingetragen. {}", sent(unsent, unsaved))
}

/// How the tablet stands, in the header.
pub fn status(is_reached: bool, unsent: usize) -> String {
    let connection = if is_reached { "online" } else { "offline" };
    match unsent {
        0 => connection.to_owned(),
        1 => format!("{connection}, 1 Eintrag nicht gesendet"),
        count => format!("{connection}, {count} Einträge nicht gesendet"),
    }
}

/// After an attempt that did not reach the portal.
pub const NOT_REACHED: &str = "Das Portal ist zurzeit nicht zu erreichen; es wird von selbst weiter versucht.";

/// Where the entries of the tablet are; `unsaved` of those that are not sent are not on disk yet.
pub fn sent(unsent: usize, unsaved: usize) -> String {
    match (unsent, unsaved) {
        (_, 1) => "1 Eintrag ist noch nicht auf diesem Gerät gespeichert.".into(),
        (_, 2..) => format!("{unsaved} Einträge sind noch nicht auf diesem Gerät gespeichert."),
        (0, 0) => "Alles ist gesendet.".into(),
        (1, 0) => "1 Eintrag ist auf diesem Gerät gespeichert und noch nicht gesendet.".into(),
        (count, 0) => format!("{count} Einträge sind auf diesem Gerät gespeichert und noch nicht gesendet."),
    }
}

/// Entries of events that the server cannot read; `None` when there are none.
pub fn held_up(count: usize) -> Option<String> {
    let what = match count {
        0 => return None,
        1 => "1 Eintrag kann das Portal zurzeit nicht aufnehmen. Er bleibt".to_owned(),
        count => format!("{count} Einträge kann das Portal zurzeit nicht aufnehmen. Sie bleiben"),
    };
    Some(format!(
        "{what} auf diesem Gerät gespeichert, und das Senden wird wiederholt; alles andere geht weiter. Bleibt es dabei, wenden Sie \
         sich bitte an die Betreuung des Portals."
    ))
}

/// Events that the portal cannot read; `None` when there are none.
pub fn unreadable(count: usize) -> Option<String> {
    let what = match count {
        0 => return None,
        1 => "Eine Veranstaltung kann das Portal zurzeit nicht lesen. Liegt ihre Liste".to_owned(),
        count => format!("{count} Veranstaltungen kann das Portal zurzeit nicht lesen. Liegen ihre Listen"),
    };
    Some(format!(
        "{what} schon auf diesem Gerät, tragen Sie dort weiter ein: Es wird hier gespeichert und gesendet, sobald das Portal es wieder \
         aufnehmen kann. Bleibt es dabei, wenden Sie sich bitte an die Betreuung des Portals."
    ))
}

/// In place of a list that the portal cannot read and that was not on the tablet before.
pub const NO_LIST: &str = "Die Liste dieser Veranstaltung lag noch nicht auf dem Gerät, und das Portal kann sie zurzeit nicht lesen. Sie \
                           erscheint hier, sobald das wieder geht. Bitte schreiben Sie bis dahin auf Papier mit.";

/// What somebody who logs out leaves on the tablet; `None` when that is nothing.
pub fn left_behind(unsent: usize) -> Option<String> {
    let what = match unsent {
        0 => return None,
        1 => "ein Eintrag zur Anwesenheit, der noch nicht gesendet ist".to_owned(),
        count => format!("{count} Einträge zur Anwesenheit, die noch nicht gesendet sind"),
    };
    Some(format!("Auf diesem Gerät: {what}. Das bleibt hier und wird nach Ihrer nächsten Anmeldung gesendet."))
}
