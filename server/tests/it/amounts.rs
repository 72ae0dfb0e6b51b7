//! Amounts of every size through a workbook: written as the numbers that spreadsheets compute with, read back to the cent.

use crate::payments::{People, ask, with_directory};
use app::budgets::settlement::YearPageView;
use axum::http::StatusCode;
use calamine::{Data, Range, Reader, Xlsx};
use domain::{
    budgets::Euro,
    table::{Cell, Table},
};
use serde_json::json;
use server::export::workbook;
use std::io::Cursor;

const YEAR: i32 = 2026;

/// The ends of each order of magnitude from 0.01 to 99,999,999.99, in cents.
fn ends() -> impl Iterator<Item = i64> {
    (0..10).map(|exponent| 10_i64.pow(exponent)).flat_map(|power| [power, power + power / 3, power * 10 - 1])
}

/// Every cent up to 100 euro, the ends, and amounts in between that look like nothing in particular.
fn amounts() -> Vec<i64> {
    let spread = (1..20_000_i64).map(|step| step * 7_919_123_457 % Euro::MAX_ENTRY_CENTS + 1);
    (1..=10_000).chain(ends()).chain(spread).collect()
}

fn first_sheet(file: Vec<u8>) -> Range<Data> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(file)).expect("a workbook");
    let names = workbook.sheet_names();
    workbook.worksheet_range(&names[0]).expect("the first sheet")
}

/// The cents of a cell; `None` where it is no number or holds more than cents. Its text is the shortest one that means this
/// number and no other, which is what spreadsheets show.
fn cents(cell: &Data) -> Option<i64> {
    let Data::Float(number) = cell else { return None };
    let text = number.to_string();
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let digits = format!("{whole}{part:0<2}");
    if part.len() > 2 { None } else { digits.parse().ok() }
}

#[test]
fn a_workbook_gives_every_amount_back_to_the_cent() {
    let amounts = amounts();
    assert!(amounts.contains(&1) && amounts.contains(&Euro::MAX_ENTRY_CENTS));
    let mut table = Table::new("Beträge", ["Betrag in Euro", "Gegenbuchung in Euro"]);
    for amount in &amounts {
        table.line([*amount, -*amount].map(|cents| Cell::Euro(Euro::from_cents(cents))));
    }
    let range = first_sheet(workbook::write(&[table]).expect("a workbook"));
    assert_eq!(range.height(), amounts.len() + 1);
    for (row, amount) in range.rows().skip(1).zip(&amounts) {
        assert_eq!((cents(&row[0]), cents(&row[1])), (Some(*amount), Some(-*amount)));
    }
}

#[tokio::test]
async fn amounts_from_the_form_stand_in_the_file_that_is_fetched() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let office = &mut people.koordination;
    for amount in ends() {
        let typed = Euro::from_cents(amount).without_sign();
        let view: YearPageView = ask(office, "settlement-year", json!({ "year": YEAR })).await;
        let input = json!({ "deadline": "31.03.2027", "first_charge_actual": typed });
        let wish = json!({ "year": YEAR, "seen": view.year.settings, "input": input });
        ask::<()>(office, "save-settlement-settings", wish).await;
        let file = office.get(&format!("/api/export/settlement/{YEAR}/land.xlsx")).await;
        assert_eq!(file.status, StatusCode::OK, "{typed}");
        let range = first_sheet(file.bytes);
        let of_staff = Data::String("Betriebserlaubnisrelevantes Personal".into());
        let row = range.rows().find(|row| row[0] == of_staff).expect("its line");
        assert_eq!(row.last().and_then(cents), Some(amount), "{typed}");
    }
}
