//! What pages are given: everything of one page in one value.

use super::{
    Column, ColumnKind, Directory, Fields, Kind, Line, REPLACES, Record, RecordKey, Revision, Sheet, Timeline, Warning,
    german, term_key,
};
use crate::german::date;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One of the values a field offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A list with what its filters offer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    pub sheet: Sheet,
    pub lines: Vec<Line>,
    pub sozialraeume: Vec<Choice>,
    pub anstellungstraeger: Vec<Choice>,
    pub can_edit: bool,
}

/// One record, or the form for a new one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordView {
    pub sheet: Sheet,
    /// Blank for a new one.
    pub id: String,
    /// What a form sends back, so that two people do not overwrite each other unseen; 0 for a new one.
    pub revision: Revision,
    /// Name for the heading.
    pub title: String,
    pub line: Option<Line>,
    /// For each column of the line the record that it names, where that one has a page.
    pub links: Vec<Option<Link>>,
    /// What the form starts with.
    pub fields: Fields,
    /// By field name; empty for people who cannot edit.
    pub choices: BTreeMap<String, Vec<Choice>>,
    pub history: Vec<HistoryRow>,
    pub related: Vec<Related>,
    pub can_edit: bool,
    /// Whether it can be taken back altogether.
    pub can_remove: bool,
}

/// Where a record is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub sheet: Sheet,
    pub id: String,
}

/// One step of a value that changes over time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryRow {
    pub what: String,
    pub from: String,
    pub value: String,
}

/// Lines of another sheet that belong to a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub sheet: Sheet,
    pub lines: Vec<Line>,
}

/// What does not fit in the directory today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningsView {
    pub rows: Vec<WarningRow>,
}

/// What does not fit, and the record where it is put right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningRow {
    pub sentence: String,
    pub record: Link,
}

impl WarningRow {
    pub fn of(warning: &Warning, directory: &Directory) -> Self {
        let (sheet, id) = match warning {
            Warning::ContractDiffers { kiso, .. } => (Sheet::KiSo, kiso.uuid()),
            Warning::ShareDiffers { kita, .. } | Warning::NoEmployer { kita } => (Sheet::Kitas, kita.uuid()),
            Warning::Vacant { post, .. } => (Sheet::Stellen, post.uuid()),
            Warning::AgreementEnds { agreement, .. } => (Sheet::Vereinbarungen, agreement.uuid()),
        };
        Self { sentence: german::warning(warning, directory), record: Link { sheet, id: id.to_string() } }
    }
}

impl Directory {
    pub fn list_view(&self, sheet: Sheet, day: NaiveDate, can_edit: bool) -> ListView {
        let mut sozialraeume = self.sozialraeume.iter().collect::<Vec<_>>();
        sozialraeume.sort_by_key(|sozialraum| super::cell::fold(&sozialraum.name));
        let mut employers = self.anstellungstraeger.iter().collect::<Vec<_>>();
        employers.sort_by_key(|employer| super::cell::fold(&employer.name));
        let choice = |value: String, label: &str| Choice { value, label: label.to_owned() };
        ListView {
            sheet,
            lines: self.lines(sheet, day),
            sozialraeume: sozialraeume.iter().map(|s| choice(s.id.to_string(), &s.name)).collect(),
            anstellungstraeger: employers.iter().map(|e| choice(e.id.to_string(), &e.name)).collect(),
            can_edit,
        }
    }

    /// A record with its form and what belongs to it; `None` when it is not there, or not to be seen.
    pub fn record_view(&self, sheet: Sheet, id: Uuid, day: NaiveDate, can_edit: bool) -> Option<RecordView> {
        let key = RecordKey { kind: sheet.kind(), id };
        let record = self.record(key)?;
        let line = self.line(Sheet::from(&record), id, day)?;
        let mut fields = Fields::default();
        for (column, cell) in sheet.columns().iter().zip(&line.cells) {
            fields.set(column.field, cell.input());
        }
        Some(RecordView {
            sheet,
            id: id.to_string(),
            revision: self.revision_of(key),
            title: title(&record, &line),
            fields,
            choices: if can_edit { self.choices(sheet, day) } else { BTreeMap::new() },
            history: self.history(&record),
            related: self.related(sheet, id, day),
            links: self.links(sheet, &line, day),
            line: Some(line),
            can_edit,
            can_remove: can_edit && matches!(key.kind, Kind::Zuordnung | Kind::Post),
        })
    }

    /// The form for one Kita of an agreement: `line` is its [`term_key`]. `None` when there is none.
    pub fn term_view(&self, agreement: Uuid, line: &str, day: NaiveDate) -> Option<RecordView> {
        let sheet = Sheet::VereinbarungKitas;
        let fields_of = |line: &Line| {
            let mut fields = Fields::default();
            for (column, cell) in sheet.columns().iter().zip(&line.cells) {
                fields.set(column.field, cell.input());
            }
            fields
        };
        let mut all = self.lines_of(sheet, agreement, day).into_iter();
        let found = all.find(|own| {
            let fields = fields_of(own);
            term_key(fields.get("kita"), fields.get("from")) == line
        })?;
        let mut fields = fields_of(&found);
        fields.set(REPLACES, line);
        let revision = self.revision_of(RecordKey { kind: sheet.kind(), id: agreement });
        let view = self.blank_view(sheet, None, day);
        Some(RecordView { id: agreement.to_string(), revision, fields, line: Some(found), can_remove: true, ..view })
    }

    /// The form for a new line. `about` fills in a field that refers to this record: who comes from a Kita's page adds
    /// an assignment to that Kita.
    pub fn blank_view(&self, sheet: Sheet, about: Option<Uuid>, day: NaiveDate) -> RecordView {
        RecordView {
            sheet,
            id: String::new(),
            revision: 0,
            title: german::record(sheet).to_owned(),
            line: None,
            links: Vec::new(),
            fields: about.map(|about| self.fields_about(sheet, about, day)).unwrap_or_default(),
            choices: self.choices(sheet, day),
            history: Vec::new(),
            related: Vec::new(),
            can_edit: true,
            can_remove: false,
        }
    }

    fn fields_about(&self, sheet: Sheet, about: Uuid, day: NaiveDate) -> Fields {
        let mut fields = Fields::default();
        for column in sheet.fields() {
            if let ColumnKind::Reference(other) = column.kind
                && let Some(line) = self.line(other, about, day)
                && let Some(key) = line.cells.first()
            {
                fields.set(column.field, key.input());
            }
        }
        if let (Sheet::VereinbarungKitas, Some(line)) = (sheet, self.line(Sheet::Vereinbarungen, about, day)) {
            for (column, cell) in Sheet::Vereinbarungen.columns().iter().zip(&line.cells).take(2) {
                fields.set(column.field, cell.input());
            }
        }
        fields
    }

    fn choices(&self, sheet: Sheet, day: NaiveDate) -> BTreeMap<String, Vec<Choice>> {
        let offered = |kind: ColumnKind| match kind {
            ColumnKind::Reference(other) => Some(self.reference_choices(other, day)),
            ColumnKind::Choice(codes) => Some(codes.iter().map(|code| choice(code, german::choice(code))).collect()),
            ColumnKind::YesNo => Some([false, true].map(german::yes_no).map(|word| choice(word, word)).into()),
            _ => None,
        };
        sheet.fields().filter_map(|column| Some((column.field.to_owned(), offered(column.kind)?))).collect()
    }

    fn reference_choices(&self, sheet: Sheet, day: NaiveDate) -> Vec<Choice> {
        let named = |line: &Line| {
            let key = line.cells.first().map(super::Cell::input)?;
            let with_name = matches!(sheet, Sheet::Kitas | Sheet::KiSo);
            let name = line.cells.get(1).filter(|_| with_name).map(super::Cell::text);
            let label = name.map_or_else(|| key.clone(), |name| format!("{key} – {name}"));
            Some(Choice { value: key, label })
        };
        self.lines(sheet, day).iter().filter_map(named).collect()
    }

    fn history(&self, record: &Record) -> Vec<HistoryRow> {
        match record {
            Record::Kommune(kommune) => {
                let text = |mehrbedarf: &super::Mehrbedarf| format!("{} ({})", mehrbedarf.level, mehrbedarf.decision);
                steps("level", &kommune.mehrbedarf, text)
            }
            Record::Kita(kita) => {
                let mut rows = steps("places", &kita.places, u32::to_string);
                rows.extend(steps("children", &kita.children, u32::to_string));
                rows.extend(steps("no_access", &kita.indicators, |i| german::yes_no(i.no_access).into()));
                rows.extend(steps("development_need", &kita.indicators, |i| german::yes_no(i.development_need).into()));
                rows
            }
            Record::KiSo(kiso) => {
                let employer = |contract: &super::Contract| {
                    let employer = self.anstellungstraeger.get(contract.anstellungstraeger);
                    let name = employer.map_or("?", |employer| employer.name.as_str());
                    format!("{} ({name})", contract.hours)
                };
                steps("hours", &kiso.contracts, employer)
            }
            _ => Vec::new(),
        }
    }

    /// By the key that a cell shows, among the records that belong to the line.
    fn links(&self, sheet: Sheet, line: &Line, day: NaiveDate) -> Vec<Option<Link>> {
        let own = line.related.iter().copied();
        let employers = line.anstellungstraeger.iter().map(|id| id.uuid());
        let near: Vec<Uuid> = own.chain(line.sozialraeume.iter().map(|id| id.uuid())).chain(employers).collect();
        let named = |(column, cell): (&Column, &super::Cell)| {
            let other = named_sheet(column).filter(|other| *other != sheet)?;
            let key = cell.input();
            let is_meant = |found: &Line| {
                near.contains(&found.id) && found.cells.first().is_some_and(|first| first.input() == key)
            };
            let found = self.lines(other, day).into_iter().find(is_meant)?;
            Some(Link { sheet: other, id: found.id.to_string() })
        };
        sheet.columns().iter().zip(&line.cells).map(named).collect()
    }

    fn related(&self, sheet: Sheet, id: Uuid, day: NaiveDate) -> Vec<Related> {
        let others: &[Sheet] = match sheet {
            Sheet::Sozialraeume => &[Sheet::Kommunen, Sheet::Kitas],
            Sheet::Kommunen | Sheet::KitaTraeger => &[Sheet::Kitas],
            Sheet::Kitas => &[Sheet::Zuordnungen, Sheet::VereinbarungKitas, Sheet::Leitungen],
            Sheet::Anstellungstraeger => &[Sheet::Kitas, Sheet::KiSo, Sheet::Vereinbarungen, Sheet::Stellen],
            Sheet::KiSo => &[Sheet::Zuordnungen, Sheet::Stellen],
            Sheet::Vereinbarungen => &[Sheet::VereinbarungKitas],
            Sheet::Leitungen | Sheet::VereinbarungKitas | Sheet::Zuordnungen | Sheet::Stellen => &[],
        };
        let about = |other: Sheet| {
            let lines = self.lines(other, day).into_iter().filter(|line| line.related.contains(&id));
            Related { sheet: other, lines: lines.collect() }
        };
        others.iter().copied().map(about).collect()
    }
}

/// The sheet whose record a column names, whether it can be chosen there or follows from something else.
fn named_sheet(column: &Column) -> Option<Sheet> {
    match (column.kind, column.field) {
        (ColumnKind::Reference(other), _) => Some(other),
        (_, "sozialraum") => Some(Sheet::Sozialraeume),
        (_, "anstellungstraeger") => Some(Sheet::Anstellungstraeger),
        _ => None,
    }
}

fn choice(value: &str, label: &str) -> Choice {
    Choice { value: value.to_owned(), label: label.to_owned() }
}

fn steps<T>(field: &str, timeline: &Timeline<T>, text: impl Fn(&T) -> String) -> Vec<HistoryRow> {
    let row = |step: &super::Step<T>| HistoryRow {
        what: german::column(field).to_owned(),
        from: date(step.from),
        value: text(&step.value),
    };
    timeline.steps().iter().map(row).collect()
}

fn title(record: &Record, line: &Line) -> String {
    let cell = |position: usize| line.cells.get(position).map(super::Cell::text).unwrap_or_default();
    match record {
        Record::Kita(kita) => kita.name.clone(),
        Record::KiSo(kiso) => kiso.name.clone(),
        Record::Kooperationsvereinbarung(agreement) => german::agreement(&agreement.reference, agreement.version),
        Record::Zuordnung(_) => format!("{} – {}", cell(1), cell(3)),
        _ => cell(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::{Principal, Role, Scope},
        ids::AccountId,
        people::demo,
    };

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
    }

    #[test]
    fn every_warning_leads_to_its_record() {
        let demo = demo::directory(today());
        let warnings = demo.warnings(today(), &BTreeMap::new());
        assert!(!warnings.is_empty());
        for warning in &warnings {
            let Link { sheet, id } = WarningRow::of(warning, &demo).record;
            let id = id.parse().expect("an id");
            assert!(demo.record_view(sheet, id, today(), false).is_some(), "{warning:?}");
        }
    }

    #[test]
    fn a_kitas_page_holds_what_belongs_to_it() {
        let view = demo::directory(today()).record_view(Sheet::Kitas, demo::kita(95).uuid(), today(), true);
        let view = view.expect("a Kita of the demo");
        assert_eq!(view.fields.get("number"), "095");
        let counts: Vec<_> = view.related.iter().map(|related| (related.sheet, related.lines.len())).collect();
        assert_eq!(counts, [(Sheet::Zuordnungen, 2), (Sheet::VereinbarungKitas, 1), (Sheet::Leitungen, 1)]);
        assert_eq!(view.choices["kommune"].len(), 85);
        assert_eq!(view.history.len(), 4);
        assert!(!view.can_remove);
    }

    #[test]
    fn what_a_kita_names_leads_there() {
        let demo = demo::directory(today());
        let view = demo.record_view(Sheet::Kitas, demo::kita(95).uuid(), today(), false).expect("a Kita of the demo");
        let links: Vec<_> = view.links.into_iter().flatten().collect();
        let sheets: Vec<_> = links.iter().map(|link| link.sheet).collect();
        assert_eq!(sheets, [Sheet::Kommunen, Sheet::Sozialraeume, Sheet::KitaTraeger, Sheet::Anstellungstraeger]);
        let texts: Vec<_> = view.line.into_iter().flat_map(|line| line.cells).map(|cell| cell.text()).collect();
        for Link { sheet, id } in links {
            let id = id.parse().expect("an id");
            let other = demo.record_view(sheet, id, today(), false).expect("a record with a page");
            assert!(texts.contains(&other.title), "{} is named by the Kita", other.title);
        }
    }

    #[test]
    fn what_somebody_may_not_see_is_no_link() {
        let principal = Principal {
            account: AccountId::new(Uuid::nil()),
            role: Role::KitaLeitung,
            scope: Scope::Kitas(vec![demo::kita(17)]),
        };
        let part = demo::directory(today()).visible_to(&principal, today());
        let view = part.record_view(Sheet::Kitas, demo::kita(17).uuid(), today(), false).expect("the own Kita");
        for Link { sheet, id } in view.links.into_iter().flatten() {
            let id = id.parse().expect("an id");
            assert!(part.record_view(sheet, id, today(), false).is_some(), "{sheet:?}");
        }
    }

    #[test]
    fn the_form_for_a_new_line_knows_where_somebody_came_from() {
        let demo = demo::directory(today());
        let view = demo.blank_view(Sheet::Zuordnungen, Some(demo::kita(24).uuid()), today());
        assert_eq!((view.fields.get("kita"), view.fields.get("kiso")), ("024", ""));
        let agreement = demo.agreements.iter().find(|a| a.reference == "Demo-KV 12").map(|a| a.id.uuid());
        let view = demo.blank_view(Sheet::VereinbarungKitas, agreement, today());
        assert_eq!((view.fields.get("reference"), view.fields.get("version")), ("Demo-KV 12", "1"));
    }

    #[test]
    fn who_sees_one_kita_finds_nothing_of_the_others() {
        let scope = Scope::Kitas(vec![demo::kita(17)]);
        let leitung = Principal { account: AccountId::new(Uuid::nil()), role: Role::KitaLeitung, scope };
        let part = demo::directory(today()).visible_to(&leitung, today());
        assert_eq!(part.list_view(Sheet::Kitas, today(), false).lines.len(), 1);
        assert_eq!(part.record_view(Sheet::Kitas, demo::kita(18).uuid(), today(), false), None);
        let employers = part.list_view(Sheet::Anstellungstraeger, today(), false).lines;
        let text: String = employers.iter().flat_map(|line| line.cells.iter().map(super::super::Cell::text)).collect();
        assert!(employers.len() == 1 && !text.contains("DE"), "no bank account: {text}");
    }
}
