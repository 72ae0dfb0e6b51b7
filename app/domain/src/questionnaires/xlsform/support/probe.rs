//! Tries out what a column does: a form with it and one without it, filled in alike.

use super::super::{FaultCode, import};
use crate::questionnaires::{
    definition::{Definition, Kind},
    engine::{Context, Form},
    expression::Zone,
    workbook::{Cell, Sheet, Workbook},
};
use std::collections::BTreeMap;

pub enum Effect {
    Acts,
    Kept,
    Refused,
}

/// A type to try columns on.
pub struct Probed {
    pub name: &'static str,
    pub kind: Kind,
    /// Two answers that fit.
    answers: [&'static str; 2],
}

pub const SELECTS: [(&str, Kind); 3] = [
    ("select_one LIST", Kind::SelectOne { list: String::new() }),
    ("select_multiple LIST", Kind::SelectMultiple { list: String::new() }),
    ("rank LIST", Kind::Rank { list: String::new() }),
];

pub fn kinds() -> Vec<Probed> {
    let select = |list: &str| list.to_owned();
    let kinds = [
        ("text", Kind::Text, ["a", "b"]),
        ("integer", Kind::Integer, ["1", "2"]),
        ("decimal", Kind::Decimal, ["1.5", "2.5"]),
        ("date", Kind::Date, ["2026-11-22", "2026-11-23"]),
        ("time", Kind::Time, ["10:00:00.000+01:00", "11:00:00.000+01:00"]),
        ("dateTime", Kind::DateTime, ["2026-11-22T10:00:00.000+01:00", "2026-11-23T10:00:00.000+01:00"]),
        ("select_one", Kind::SelectOne { list: select("l") }, ["a", "b"]),
        ("select_multiple", Kind::SelectMultiple { list: select("l") }, ["a", "b"]),
        ("rank", Kind::Rank { list: select("l") }, ["a b", "b a"]),
        ("range", Kind::Range, ["1", "2"]),
        ("acknowledge", Kind::Acknowledge, ["OK", "OK"]),
        ("geopoint", Kind::Geopoint, ["50 7 0 0", "51 7 0 0"]),
        ("image", Kind::Image, ["a.png", "b.png"]),
        ("note", Kind::Note, ["a", "b"]),
        ("calculate", Kind::Calculate, ["a", "b"]),
        ("hidden", Kind::Hidden, ["a", "b"]),
        ("group", Kind::Group, ["", ""]),
        ("repeat", Kind::Repeat, ["", ""]),
    ];
    kinds.into_iter().map(|(name, kind, answers)| Probed { name, kind, answers }).collect()
}

/// A column, what it needs beside it, and what stands in it.
pub struct Column {
    pub name: &'static str,
    beside: &'static [(&'static str, &'static str)],
    /// `ANSWER` stands for an answer that fits the type.
    cell: &'static str,
}

const fn column(name: &'static str, cell: &'static str) -> Column {
    Column { name, beside: &[], cell }
}

pub const COLUMNS: &[Column] = &[
    column("label", "Andere"),
    column("hint", "Hinweis"),
    column("guidance_hint", "Anleitung"),
    column("required", "yes"),
    Column { name: "required_message", beside: &[("required", "yes")], cell: "Bitte!" },
    column("relevant", "${t} != ''"),
    column("constraint", "false()"),
    Column { name: "constraint_message", beside: &[("constraint", "false()")], cell: "Nein!" },
    column("read_only", "yes"),
    column("calculation", "'ANSWER'"),
    Column { name: "trigger", beside: &[("calculation", "'ANSWER'")], cell: "${t}" },
    column("default", "ANSWER"),
    column("choice_filter", "k = 'y'"),
    column("repeat_count", "3"),
    column("image", "bild.png"),
];

/// What a column does on a type.
pub fn effect(kind: &Probed, column: &Column) -> Effect {
    let mut beside: BTreeMap<&str, String> =
        column.beside.iter().map(|(name, cell)| (*name, filled(cell, kind))).collect();
    if kind.kind == Kind::Calculate && column.name != "calculation" {
        beside.entry("calculation").or_insert_with(|| "'x'".into());
    }
    let without = observe(kind, &beside);
    beside.insert(column.name, filled(column.cell, kind));
    match (without, observe(kind, &beside)) {
        (_, None) => Effect::Refused,
        (without, with) if without == with => Effect::Kept,
        _ => Effect::Acts,
    }
}

fn filled(cell: &str, kind: &Probed) -> String {
    cell.replace("ANSWER", kind.answers[1])
}

/// What a person sees and sends at the beginning, after another answer, and after one to the question itself; `None` when the
/// workbook is refused or cannot be run.
fn observe(kind: &Probed, cells: &BTreeMap<&str, String>) -> Option<Vec<String>> {
    let imported = import(&workbook(kind, cells), None).ok()?;
    // That a picture is hidden is said of the type already, and of no column.
    let others = imported.warnings.iter().filter(|fault| fault.code != FaultCode::UnaskedPicture).count();
    if others > 0 {
        return None;
    }
    let definition = imported.definition.without_pictures();
    let context = Context { now: 1_795_341_600_000, zone: Zone::Berlin, seed: 1, language: String::new() };
    let mut form = Form::create(&definition, context).ok()?;
    let mut seen = vec![look(&form)];
    for (name, answer) in [("t", "1"), ("q", kind.answers[0])] {
        if let Some(question) = id_of(&definition, name) {
            // Not every type takes an answer; then there is nothing to see.
            let _ = form.answer(question, answer);
        }
        seen.push(look(&form));
    }
    Some(seen)
}

fn look(form: &Form) -> String {
    format!("{:?} {:?} {:?}", form.page(), form.check(), form.submission(0))
}

fn id_of(definition: &Definition, name: &str) -> Option<crate::questionnaires::definition::QuestionId> {
    definition.walk().into_iter().find(|node| node.name == name).map(|node| node.id)
}

fn workbook(kind: &Probed, cells: &BTreeMap<&str, String>) -> Workbook {
    let mut question: BTreeMap<&str, String> = BTreeMap::from([("name", "q".to_owned())]);
    if !matches!(kind.kind, Kind::Calculate | Kind::Hidden) {
        question.insert("label", "Frage".into());
    }
    question.extend(cells.iter().map(|(name, cell)| (*name, cell.clone())));
    let name = match kind.kind {
        Kind::Group | Kind::Repeat => format!("begin_{}", kind.name),
        Kind::SelectOne { .. } | Kind::SelectMultiple { .. } | Kind::Rank { .. } => format!("{} l", kind.name),
        _ => kind.name.to_owned(),
    };
    question.insert("type", name);
    let trigger = BTreeMap::from([("type", "text".into()), ("name", "t".into()), ("label", "T".into())]);
    let mut rows = vec![trigger, question];
    if kind.kind.is_container() {
        rows.push(BTreeMap::from([("type", "text".into()), ("name", "i".into()), ("label", "I".into())]));
        rows.push(BTreeMap::from([("type", format!("end_{}", kind.name))]));
    }
    let choice = |name: &str, key: &str| {
        BTreeMap::from([
            ("list_name", "l".to_owned()),
            ("name", name.to_owned()),
            ("label", name.to_owned()),
            ("k", key.to_owned()),
        ])
    };
    let choices = vec![choice("a", "x"), choice("b", "y")];
    Workbook { sheets: vec![sheet("survey", &rows), sheet("choices", &choices)] }
}

fn sheet(name: &str, rows: &[BTreeMap<&str, String>]) -> Sheet {
    let headers: std::collections::BTreeSet<&str> = rows.iter().flat_map(|row| row.keys().copied()).collect();
    let mut lines = vec![headers.iter().map(|header| Cell::Text((*header).to_owned())).collect::<Vec<_>>()];
    lines.extend(rows.iter().map(|row| {
        headers.iter().map(|header| row.get(header).map_or(Cell::Empty, |cell| Cell::Text(cell.clone()))).collect()
    }));
    Sheet { name: name.to_owned(), rows: lines }
}
