//! The CSV of a run as a clerk's program reads it.

use super::sample;
use crate::{access::Scope, budgets::*};

fn view(scope: &Scope) -> RunView {
    let run = sample::run();
    RunView::new(run.snapshot(), run.figures(), &[], scope)
}

#[test]
fn the_run_is_a_german_csv() {
    let sheet = csv::kitas(&view(&Scope::All)).csv();
    let lines: Vec<&str> = sheet.strip_prefix('\u{FEFF}').expect("a BOM").split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 98 + 1 + 1, "head, Kitas, sum and the end of the last line");
    assert!(lines[0].starts_with("Kita-Nummer;Kita;Sozialraum;"));
    assert_eq!(lines[24], "024;Kita Musterweg 24;Sozialraum 0;Kommune 0;0;Träger 1;18392,98;0,00;18392,98;0,2420;9,44");
    assert_eq!(lines[99], "Summe;;;;;;1747333,33;873666,67;2621000,00;;");
    assert!(lines[98].contains(";nicht förderfähig;"));
}

#[test]
fn the_abschlaege_are_a_sheet_of_twelve_months() {
    let sheet = csv::abschlaege(&view(&Scope::All)).csv();
    let lines: Vec<&str> = sheet.split("\r\n").collect();
    assert_eq!(lines.len(), 1 + 12 + 1 + 1);
    assert!(lines[0].ends_with(";November in Euro;Dezember in Euro;Jahr in Euro"));
    let employer = lines.iter().find(|line| line.starts_with("Träger 1;")).expect("the employer of the example");
    let months = "9597,93;9597,93;9597,93;9597,93;9597,93;9597,93;9597,92;9597,92;9597,92;9597,92;9597,92;9597,92";
    assert_eq!(*employer, format!("Träger 1;4;1,5155;59,10;{months};115175,10"));
    assert!(lines[13].ends_with(";2621000,00"));
    assert!(lines.iter().filter(|line| !line.is_empty()).all(|line| line.split(';').count() == 17));
}

#[test]
fn an_employer_downloads_its_own_lines_only() {
    let own = view(&Scope::Anstellungstraeger(sample::employer_id(1)));
    assert_eq!(csv::kitas(&own).csv().lines().count(), 1 + 4 + 1);
    assert_eq!(csv::abschlaege(&own).csv().lines().count(), 1 + 1 + 1);
    assert!(csv::kitas(&own).csv().ends_with("Summe;;;;;;73571,92;41603,18;115175,10;;\r\n"));
}
