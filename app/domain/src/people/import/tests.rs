use super::{shape::letter, *};
use crate::people::{AgreementStatus, Cell, Directory, Sheet, demo, german};
use chrono::NaiveDate;
use uuid::Uuid;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// A worksheet as the export writes it.
fn exported(directory: &Directory, sheet: Sheet) -> Grid {
    let titles = sheet.columns().iter().map(|column| column.title().to_owned()).collect();
    let lines = directory.lines(sheet, today());
    let rows = lines.iter().map(|line| line.cells.iter().map(Cell::text).collect());
    Grid { name: german::sheet(sheet).into(), rows: std::iter::once(titles).chain(rows).collect() }
}

fn judged(grids: &[Grid], directory: &Directory) -> ImportPlan {
    let mut next = 0;
    plan(grids, directory, today(), &mut || {
        next += 1;
        Uuid::from_u128(next)
    })
}

fn column(grid: &Grid, field: &str) -> usize {
    grid.rows[0].iter().position(|title| title == german::column(field)).expect("a column")
}

/// Sets a cell of the exported Kitas; `row` as the spreadsheet counts.
fn kitas_with(row: usize, field: &str, text: &str) -> (Directory, Grid) {
    let demo = demo::directory(today());
    let mut grid = exported(&demo, Sheet::Kitas);
    let position = column(&grid, field);
    grid.rows[row - 1][position] = text.into();
    (demo, grid)
}

#[test]
fn an_exported_workbook_changes_nothing() {
    let demo = demo::directory(today());
    let grids: Vec<Grid> = Sheet::ALL.map(|sheet| exported(&demo, sheet)).into();
    let plan = judged(&grids, &demo);
    assert_eq!(plan.view.faults, []);
    assert_eq!(plan.view.changes, []);
    assert!(plan.changes.is_empty() && plan.view.unchanged > 400);
}

#[test]
fn an_empty_directory_is_filled_by_a_workbook_in_any_order_and_only_once() {
    let demo = demo::directory(today());
    let mut grids: Vec<Grid> = Sheet::ALL.map(|sheet| exported(&demo, sheet)).into();
    grids.reverse();
    let empty = Directory::default();
    let plan = judged(&grids, &empty);
    assert_eq!(plan.view.faults, []);
    let filled = empty.with(&plan.changes).expect("a good file");
    for sheet in Sheet::ALL {
        let text = |directory: &Directory| {
            let lines = directory.lines(sheet, today()).into_iter();
            lines.map(|line| line.cells.iter().map(Cell::text).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        assert_eq!(text(&filled), text(&demo), "{sheet:?}");
    }
    let again = judged(&grids, &filled);
    assert_eq!((again.view.changes.len(), again.changes.len(), again.view.faults.len()), (0, 0, 0));
}

#[test]
fn a_changed_cell_is_shown_with_before_and_after() {
    let (demo, grid) = kitas_with(25, "places", "99");
    let before = grid.rows[24].clone();
    let plan = judged(&[grid], &demo);
    assert_eq!(plan.changes.len(), 1);
    let [change] = plan.view.changes.as_slice() else { panic!("{:?}", plan.view) };
    assert_eq!((change.row, change.what.as_str(), change.is_new), (25, before[0].as_str(), false));
    assert_eq!(change.differences.len(), 1);
    assert_eq!((change.differences[0].column.as_str(), change.differences[0].after.as_str()), ("Plätze", "99"));
}

#[test]
fn every_fault_is_named_by_sheet_row_and_column_and_nothing_is_changed() {
    let (demo, mut grid) = kitas_with(3, "kommune", "Köln");
    let places = column(&grid, "places");
    grid.rows[9][places] = "viele".into();
    let number = column(&grid, "number");
    grid.rows[4][number] = grid.rows[5][number].clone();
    let plan = judged(&[grid], &demo);
    assert!(plan.changes.is_empty());
    let found: Vec<_> = plan.view.faults.iter().map(|f| (f.sheet.as_str(), f.row, f.column.as_deref())).collect();
    assert_eq!(
        found,
        [
            ("Kitas", Some(3), Some("C „Kommune“")),
            ("Kitas", Some(6), Some("A „Nummer“")),
            ("Kitas", Some(10), Some("H „Plätze“")),
        ]
    );
    assert!(plan.view.faults.iter().all(|fault| fault.sentence.ends_with('.')));
}

#[test]
fn a_rule_between_records_is_named_at_the_line_that_breaks_it() {
    let demo = demo::directory(today());
    let mut grid = exported(&demo, Sheet::VereinbarungKitas);
    let line: Vec<String> = grid.rows.iter().find(|row| row[0] == "Demo-KV 12").cloned().expect("a line");
    let mut stolen = line.clone();
    stolen[0] = "Demo-KV 01".into();
    grid.rows.push(stolen);
    let plan = judged(&[grid.clone()], &demo);
    assert_eq!(plan.view.faults.len(), 1);
    let fault = &plan.view.faults[0];
    assert_eq!((fault.row, fault.column.as_deref()), (Some(grid.rows.len()), Some("D „Kita-Nummer“")));
    assert!(fault.sentence.contains("überschneidet"));
}

#[test]
fn a_file_of_another_shape_is_refused() {
    let demo = demo::directory(today());
    let faults = |grid: Grid| judged(&[grid], &demo).view.faults.len();
    assert_eq!(faults(Grid { name: "Mitglieder".into(), rows: vec![vec!["Nummer".into()]] }), 1);
    assert_eq!(faults(Grid::default()), 1);
    let mut without = exported(&demo, Sheet::Kitas);
    without.rows.iter_mut().for_each(|row| drop(row.remove(1)));
    assert_eq!(faults(without), 1, "the column Name is missing");
    let mut with = exported(&demo, Sheet::Kitas);
    with.rows[0].push("Bemerkung".into());
    assert_eq!(faults(with), 1, "a column that nobody knows");
    assert_eq!(judged(&[], &demo).view.faults.len(), 1);
    let names = Grid { name: String::new(), rows: vec![vec!["Name".into()], vec!["Demo-Kita-Träger 1".into()]] };
    assert_eq!(faults(names), 1, "could be several lists");
}

#[test]
fn a_csv_file_is_recognised_by_its_columns() {
    let demo = demo::directory(today());
    for sheet in Sheet::ALL {
        let grid = Grid { name: String::new(), ..exported(&demo, sheet) };
        let plan = judged(&[grid], &demo);
        assert_eq!((plan.view.faults.len(), plan.view.changes.len()), (0, 0), "{sheet:?}");
        assert!(plan.view.unchanged > 0, "{sheet:?}");
    }
}

#[test]
fn states_and_yes_are_read_in_german() {
    let demo = demo::directory(today());
    let mut grid = exported(&demo, Sheet::Vereinbarungen);
    let status = column(&grid, "status");
    grid.rows[1][status] = "Entwurf".into();
    let plan = judged(&[grid], &demo);
    let next = demo.with(&plan.changes).expect("a good file");
    assert_eq!(next.agreements.iter().filter(|a| a.status == AgreementStatus::Draft).count(), 1);
}

#[test]
fn columns_are_named_as_in_a_spreadsheet() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letter), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
}
