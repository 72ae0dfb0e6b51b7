//! German names of this feature's codes.

use domain::questionnaires::{Kind, Methode, Zielgruppe};

pub fn methode(methode: Methode) -> &'static str {
    match methode {
        Methode::Interview => "Leitfadengestütztes Interview",
        Methode::OnlineRecherche => "Online-Recherche",
        Methode::SchriftlicheBefragung => "Schriftliche Befragung",
        Methode::Beobachtung => "Teilnehmende Beobachtung, Hospitation",
        Methode::Ortsbegehung => "Stadtteilerkundung, Ortsbegehung",
    }
}

pub fn zielgruppe(zielgruppe: Zielgruppe) -> &'static str {
    match zielgruppe {
        Zielgruppe::Eltern => "Eltern",
        Zielgruppe::Mitarbeitende => "Mitarbeitende",
        Zielgruppe::KitaLeitung => "Kita-Leitung",
        Zielgruppe::KitaTraeger => "Kita-Träger",
        Zielgruppe::Schluesselpersonen => "Schlüsselpersonen, Kooperationspartner",
        Zielgruppe::Kinder => "Kinder",
        Zielgruppe::Protokoll => "Niemand: Protokollbogen der KiSo",
    }
}

/// What kind of answer a question asks for.
pub fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Integer => "Ganze Zahl",
        Kind::Decimal => "Zahl",
        Kind::Date => "Datum",
        Kind::Time => "Uhrzeit",
        Kind::DateTime => "Datum und Uhrzeit",
        Kind::Note => "Hinweis",
        Kind::SelectOne { .. } => "Eine Antwort",
        Kind::SelectMultiple { .. } => "Mehrere Antworten",
        Kind::Rank { .. } => "Rangfolge",
        Kind::Range => "Skala",
        Kind::Acknowledge => "Bestätigung",
        Kind::Geopoint => "Ort",
        Kind::Image => "Bild",
        Kind::Group => "Abschnitt",
        Kind::Repeat => "Abschnitt, mehrmals möglich",
        Kind::Calculate => "Berechnung",
        Kind::Hidden | Kind::Start | Kind::End | Kind::Today => "Unsichtbare Angabe",
        Kind::Other { .. } => "Nicht unterstützt",
    }
}

/// `3 Fragen`
pub fn questions(count: u32) -> String {
    if count == 1 { "1 Frage".into() } else { format!("{count} Fragen") }
}

/// `3 ausgefüllte Bögen`
pub fn submissions(count: u32) -> String {
    match count {
        0 => "Noch kein ausgefüllter Bogen".into(),
        1 => "1 ausgefüllter Bogen".into(),
        count => format!("{count} ausgefüllte Bögen"),
    }
}

/// A language of a workbook, `Deutsch (de)`; text without one has an empty name.
pub fn language(name: &str) -> &str {
    if name.is_empty() { "ohne Angabe" } else { name }
}

/// What the Koordination is told of texts that no native speaker has read.
pub const UNREVIEWED_TEXTS: &str =
    "Die Texte rund um die Fragen sind in diesen Sprachen noch nicht von Muttersprachlern geprüft:";
