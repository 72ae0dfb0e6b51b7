//! German sentences of this feature.

use super::engine::{EntryFault, ViolationKind};

/// What is wrong with an answer and what to do, where the author gave no text.
pub fn violation(kind: ViolationKind) -> &'static str {
    match kind {
        ViolationKind::Required => "Bitte beantworten Sie diese Frage.",
        ViolationKind::Constraint => "Diese Antwort passt nicht zur Frage. Bitte prüfen Sie Ihre Eingabe.",
        ViolationKind::Entry(EntryFault::NotAWholeNumber) => "Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12.",
        ViolationKind::Entry(EntryFault::NotANumber) => "Bitte geben Sie eine Zahl ein, zum Beispiel 2,5.",
        ViolationKind::Entry(EntryFault::NotADate) => "Bitte geben Sie ein Datum ein, zum Beispiel 31.03.2027.",
        ViolationKind::Entry(EntryFault::NotATime) => "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:30.",
        ViolationKind::Entry(EntryFault::NotAChoice) => "Bitte wählen Sie eine der angebotenen Antworten.",
        ViolationKind::Entry(EntryFault::NotAPlace) => {
            "Bitte geben Sie Breite und Länge in Grad ein, zum Beispiel 50.33 7.22."
        }
        ViolationKind::Entry(EntryFault::OutOfRange) => "Bitte wählen Sie einen Wert auf der Skala.",
        ViolationKind::Entry(EntryFault::TooLong) => "Bitte kürzen Sie Ihre Antwort auf höchstens 20.000 Zeichen.",
    }
}
