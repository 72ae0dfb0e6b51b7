//! What people read of the directory: titles, codes and the sentences of warnings and imports.

use super::{Directory, PresenceDays, Sheet, Warning};
use crate::german::date;
use chrono::Weekday;

/// Title of a list, a page and a worksheet (at most 31 characters).
pub fn sheet(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Sozialraeume => "Sozialräume",
        Sheet::Kommunen => "Kommunen",
        Sheet::KitaTraeger => "Kita-Träger",
        Sheet::Kitas => "Kitas",
        Sheet::Anstellungstraeger => "Anstellungsträger",
        Sheet::KiSo => "KiSo",
        Sheet::Leitungen => "Kita-Leitungen",
        Sheet::Vereinbarungen => "Kooperationsvereinbarungen",
        Sheet::VereinbarungKitas => "Kitas der Vereinbarungen",
        Sheet::Zuordnungen => "Zuordnungen",
        Sheet::Stellen => "Stellen",
    }
}

/// One record of a sheet, as in "… anlegen".
pub fn record(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Sozialraeume => "Sozialraum",
        Sheet::Kommunen => "Kommune",
        Sheet::KitaTraeger => "Kita-Träger",
        Sheet::Kitas => "Kita",
        Sheet::Anstellungstraeger => "Anstellungsträger",
        Sheet::KiSo => "KiSo",
        Sheet::Leitungen => "Kita-Leitung",
        Sheet::Vereinbarungen => "Kooperationsvereinbarung",
        Sheet::VereinbarungKitas => "Kita der Vereinbarung",
        Sheet::Zuordnungen => "Zuordnung",
        Sheet::Stellen => "Stelle",
    }
}

/// Title of a column and label of the field of the same name.
pub fn column(field: &str) -> &'static str {
    match field {
        "number" => "Nummer",
        "name" => "Name",
        "code" => "Kürzel",
        "kommune" => "Kommune",
        "sozialraum" => "Sozialraum",
        "traeger" => "Kita-Träger",
        "anstellungstraeger" => "Anstellungsträger",
        "level" => "Mehrbedarf-Stufe",
        "level_from" => "Stufe gilt ab",
        "decision" => "Beschluss",
        "places" => "Plätze",
        "places_from" => "Plätze gelten ab",
        "children" => "Kinder",
        "children_from" => "Kinderzahl gilt ab",
        "no_access" => "Kein Zugang zu Beratung (a)",
        "development_need" => "Entwicklungsbedarf (b)",
        "indicators_from" => "Indikatoren gelten ab",
        "assigned" => "Zugeordnete Stunden",
        "tariff" => "Tarif",
        "full_time" => "Vollzeitstunden",
        "account_holder" => "Kontoinhaber",
        "iban" => "IBAN",
        "street" => "Straße oder Postfach",
        "house_number" => "Hausnummer",
        "postcode" => "Postleitzahl",
        "town" => "Ort",
        "kommunen_count" => "Anzahl Kommunen",
        "kitas_count" => "Anzahl Kitas",
        "kisos_count" => "Anzahl KiSo",
        "contract_hours" => "Vertragsstunden gesamt",
        "vacant" => "Unbesetzte Stunden",
        "hours" => "Wochenstunden",
        "contract_from" => "Vertrag gilt ab",
        "last_day" => "Letzter Arbeitstag",
        "kita" => "Kita-Nummer",
        "kita_name" => "Kita",
        "kiso" => "KiSo-Kürzel",
        "kiso_name" => "KiSo",
        "kiso_from" => "Besetzt ab",
        "kiso_to" => "Besetzt bis",
        "pay_group" => "Entgeltgruppe",
        "days" => "Präsenztage",
        "from" => "Beginn",
        "to" => "Ende",
        "reference" => "Aktenzeichen",
        "version" => "Version",
        "status" => "Status",
        "settlement" => "Abrechnung",
        _ => "?",
    }
}

/// The German name of a code; an unknown code is shown as it is.
pub fn choice(code: &str) -> &str {
    match code {
        "draft" => "Entwurf",
        "active" => "in Kraft",
        "terminated" => "gekündigt",
        "M1" => "M1 – Ist-Kosten je Träger",
        "M2" => "M2 – Ist-Kosten je Kita",
        "M3" => "M3 – Pauschale je besetztem VZÄ-Monat",
        other => other,
    }
}

/// "Demo-KV 01, Version 2"
pub fn agreement(reference: &str, version: u32) -> String {
    format!("{reference}, Version {version}")
}

pub fn yes_no(yes: bool) -> &'static str {
    if yes { "ja" } else { "nein" }
}

pub const WEEKDAYS: [(Weekday, &str); 5] =
    [(Weekday::Mon, "Mo"), (Weekday::Tue, "Di"), (Weekday::Wed, "Mi"), (Weekday::Thu, "Do"), (Weekday::Fri, "Fr")];

/// "Mo, Mi"
pub fn weekdays(days: PresenceDays) -> String {
    let names = WEEKDAYS.into_iter().filter(|(day, _)| days.includes(*day)).map(|(_, name)| name);
    names.collect::<Vec<_>>().join(", ")
}

/// What does not fit, by how much, and what could be done.
pub fn warning(warning: &Warning, directory: &Directory) -> String {
    let kita = |id| directory.kitas.get(id).map_or("?".into(), |kita| kita.name.clone());
    match warning {
        Warning::ContractDiffers { kiso, contract, assigned } => {
            let name = directory.kisos.get(*kiso).map_or("?", |kiso| &kiso.name);
            format!(
                "{name} hat {contract} Vertragsstunden, zugeordnet sind {assigned}. Bitte Zuordnungen oder Vertrag prüfen."
            )
        }
        Warning::ShareDiffers { kita: id, share, assigned } => {
            let name = kita(*id);
            format!("{name} stehen {share} Stunden zu, zugeordnet sind {assigned}. Bitte Zuordnungen prüfen.")
        }
        Warning::Vacant { anstellungstraeger, hours, .. } => {
            let name = directory.anstellungstraeger.get(*anstellungstraeger).map_or("?", |employer| &employer.name);
            format!("{name} hat eine unbesetzte Stelle mit {hours} Stunden. Bitte Besetzung klären.")
        }
        Warning::AgreementEnds { agreement, on } => {
            let reference = directory.agreements.get(*agreement).map_or("?", |agreement| &agreement.reference);
            format!(
                "Die Kooperationsvereinbarung {reference} endet am {} ohne Nachfolge. Bitte Verlängerung klären.",
                date(*on)
            )
        }
        Warning::NoEmployer { kita: id } => {
            let name = kita(*id);
            format!("{name} ist förderfähig, gehört aber zu keiner Kooperationsvereinbarung. Bitte Träger klären.")
        }
    }
}

/// What a file without worksheets is called in faults.
pub const CSV_SHEET: &str = "Datei";
pub const EMPTY_FILE: &str = "Darin steht nichts. Bitte wählen Sie eine Datei mit Überschriften und Zeilen.";
pub const REPEATED_COLUMN: &str = "Diese Spalte gibt es zweimal. Bitte entfernen Sie eine davon.";

/// `C „Kommune“`
pub fn file_column(letter: &str, title: &str) -> String {
    format!("{letter} „{title}“")
}

/// A worksheet, or a CSV file, that is none of ours.
pub fn unknown_sheet(csv: bool) -> String {
    if csv {
        "Die Spalten passen zu keiner Liste des Verzeichnisses. Bitte nutzen Sie eine ausgegebene Datei als Vorlage."
            .into()
    } else {
        let names = Sheet::ALL.map(sheet).join(", ");
        format!("Ein Blatt dieses Namens gibt es nicht. Erlaubt sind: {names}.")
    }
}

pub fn unknown_column(known: &[&str]) -> String {
    format!("Diese Spalte ist nicht bekannt. Erlaubt sind: {}.", known.join(", "))
}

pub fn missing_column(title: &str) -> String {
    format!("Die Spalte „{title}“ fehlt. Bitte ergänzen Sie sie.")
}

pub fn too_many_lines(most: usize) -> String {
    format!("Die Datei hat zu viele Zeilen. Bitte teilen Sie sie in Dateien mit höchstens {most} Zeilen.")
}
