//! What an import of registrations says.

use crate::{
    events::{
        german,
        limits::german as limits,
        rules::{Availability, Refusal},
        types::Funktion,
    },
    people::fold,
};

/// What changes for a person.
pub const REGISTRATION: &str = "Anmeldung";
pub const NOBODY_YET: &str = "nicht angemeldet";
pub const SEATED: &str = "Platz";
pub const WAITS: &str = "Warteliste";
pub const ASKS: &str = "Anfrage, über die Sie entscheiden";

pub const NOBODY: &str = "In dieser Datei steht niemand. Bitte schreiben Sie unter die Überschriften der Spalten für jede Person \
                          eine Zeile.";

pub const UNKNOWN_KITA: &str = "Diese Kita steht nicht im Verzeichnis. Bitte schreiben Sie ihren Namen wie dort, oder nutzen Sie die \
                                Spalte „Andere Einrichtung“.";
pub const AMBIGUOUS_KITA: &str =
    "So heißen mehrere Kitas im Verzeichnis. Bitte melden Sie diese Person auf der Seite der Veranstaltung an.";

/// Whether a cell means this Funktion: its name, with or without its short form, or its code.
pub fn is_called(funktion: Funktion, written: &str) -> bool {
    let written = fold(written.trim());
    let short = (funktion == Funktion::KiSo).then_some("KiSo");
    let names = [Some(german::funktion(funktion)), Some(funktion.code()), short];
    names.into_iter().flatten().any(|name| fold(name) == written)
}

pub fn unknown_funktion() -> String {
    let names: Vec<&str> = Funktion::ALL.iter().map(|funktion| german::funktion(*funktion)).collect();
    format!("Diese Funktion gibt es nicht. Möglich sind: {}.", names.join(", "))
}

/// An address that stands in the file before: in the same sheet, or in `elsewhere`.
pub fn repeated(elsewhere: Option<&str>, row: usize) -> String {
    let sheet = elsewhere.map(|name| format!(" des Blatts „{name}“")).unwrap_or_default();
    format!(
        "Diese E-Mail-Adresse steht schon in Zeile {row}{sheet}. Bitte nutzen Sie für jede Person eine eigene Adresse."
    )
}

/// As [`german::refusal`], said to the Koordination.
pub fn refusal(refusal: Refusal) -> String {
    match refusal {
        Refusal::Unavailable { availability: Availability::Full } => {
            "Dafür ist kein Platz mehr frei, und diese Veranstaltung führt keine Warteliste. Bitte entfernen Sie die Zeile, erhöhen \
             Sie die Plätze, oder führen Sie eine Warteliste."
                .into()
        }
        Refusal::Unavailable { availability } => {
            format!("{} Es kann niemand angemeldet werden.", german::availability(availability))
        }
        Refusal::LimitReached { reached } => format!(
            "{}, und diese Veranstaltung führt keine Warteliste. Bitte entfernen Sie die Zeile, heben Sie diese Grenze an, oder führen \
             Sie eine Warteliste.",
            limits::own(reached)
        ),
        Refusal::TandemsOnly => {
            "Diese Veranstaltung nimmt nur Tandems auf. Aus einer Datei werden Personen einzeln angemeldet.".into()
        }
        Refusal::AddressTaken => {
            "Unter dieser E-Mail-Adresse ist schon jemand mit einem anderen Namen angemeldet. Bitte nutzen Sie für jede Person eine \
             eigene Adresse."
                .into()
        }
        Refusal::InOtherParty => "Diese Person ist schon in einem Tandem angemeldet. Bitte entfernen Sie die Zeile.".into(),
        other => german::refusal(other),
    }
}
