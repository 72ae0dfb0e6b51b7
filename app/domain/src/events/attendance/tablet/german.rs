//! What people read about lists of attendance on a tablet.

/// The event is not there any more.
pub const NO_SUCH_EVENT: &str = "Diese Veranstaltung gibt es nicht mehr; der Eintrag ist nicht übernommen.";

/// On the page that asks for the PIN.
pub const FORGOTTEN_PIN: &str = "Niemand kann Ihnen Ihre PIN sagen. Mit Netz können Sie eine neue festlegen; das Gerät wird dabei \
                                 geleert. Anwesenheit, die noch nicht gesendet ist, geht verloren: Bitte tragen Sie sie dann aus der \
                                 unterschriebenen Teilnahmeliste nach.";

/// Before the PIN is given up.
pub const GIVE_UP_PIN: &str =
    "Neue PIN festlegen? Das Gerät ist danach leer. Anwesenheit, die nicht gesendet ist, geht verloren.";

/// Why there are names on the tablet, and for how long.
pub const KEPT: &str = "Die Listen liegen verschlüsselt auf diesem Gerät, damit sie auch ohne Netz da sind: nur die Namen, ab 7 Tagen \
                        vor einem Termin. 3 Tage nach dem Termin verschwinden sie von selbst.";

/// How far a session is, and where its entries are.
pub fn state(people: usize, entered: usize, unsent: usize) -> String {
    format!("{entered} von {people} eingetragen. {}", sent(unsent))
}

/// Where the entries of the tablet are.
pub fn sent(unsent: usize) -> String {
    match unsent {
        0 => "Alles ist gesendet.".into(),
        1 => "1 Eintrag ist auf diesem Gerät gespeichert und noch nicht gesendet.".into(),
        count => format!("{count} Einträge sind auf diesem Gerät gespeichert und noch nicht gesendet."),
    }
}

/// What somebody who logs out leaves on the tablet; `None` when that is nothing.
pub fn left_behind(unsent: usize) -> Option<String> {
    let what = match unsent {
        0 => return None,
        1 => "ein Eintrag zur Anwesenheit, der noch nicht gesendet ist".to_owned(),
        count => format!("{count} Einträge zur Anwesenheit, die noch nicht gesendet sind"),
    };
    Some(format!("Auf diesem Gerät: {what}. Das bleibt hier und wird nach Ihrer nächsten Anmeldung gesendet."))
}
