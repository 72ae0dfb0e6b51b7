use super::{
    Difference, Grid, ImportChange, ImportFault, ImportView, LINES_MAX,
    shape::{Shaped, recognise},
};
use crate::{
    error::{ErrorCode, FieldError},
    german::sentence,
    people::{Cell, Change, Directory, Fields, Record, RecordKey, Refusal, Sheet, german, sheet::ColumnRole},
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What an import would do.
#[derive(Clone, Debug)]
pub struct ImportPlan {
    /// Empty when the view has a fault.
    pub changes: Vec<Change>,
    pub view: ImportView,
}

/// Judges a file as a whole: worksheets may refer to each other's new lines, whatever their order in the file.
///
/// `new_id` gives the ids of new records. With any fault there are no changes at all.
pub fn plan(grids: &[Grid], directory: &Directory, day: NaiveDate, new_id: &mut dyn FnMut() -> Uuid) -> ImportPlan {
    let (mut shaped, mut faults) = (Vec::new(), Vec::new());
    for recognised in grids.iter().map(recognise) {
        match recognised {
            Ok(sheet) => shaped.push(sheet),
            Err(found) => faults.extend(found),
        }
    }
    if shaped.iter().map(|sheet| sheet.rows.len()).sum::<usize>() > LINES_MAX {
        faults.push(fault_of_file(german::too_many_lines(LINES_MAX)));
    }
    if grids.is_empty() {
        faults.push(fault_of_file(german::EMPTY_FILE.into()));
    }
    if !faults.is_empty() {
        return ImportPlan { changes: Vec::new(), view: ImportView { faults, ..ImportView::default() } };
    }
    shaped.sort_by_key(|sheet| sheet.sheet);
    let mut planning = Planning::of(directory, day);
    for sheet in &shaped {
        planning.read(sheet, new_id);
    }
    planning.finish(&shaped)
}

fn fault_of_file(sentence: String) -> ImportFault {
    ImportFault { sheet: german::CSV_SHEET.into(), row: None, column: None, sentence }
}

struct Planning<'a> {
    before: &'a Directory,
    day: NaiveDate,
    /// The directory with every line read so far.
    draft: Directory,
    /// The line that touched a record first, for faults of rules between records.
    touched: BTreeMap<RecordKey, (Sheet, usize)>,
    view: ImportView,
}

impl<'a> Planning<'a> {
    fn of(before: &'a Directory, day: NaiveDate) -> Self {
        Self { before, day, draft: before.clone(), touched: BTreeMap::new(), view: ImportView::default() }
    }

    fn read(&mut self, shaped: &Shaped, new_id: &mut dyn FnMut() -> Uuid) {
        let sheet = shaped.sheet;
        let mut seen: BTreeSet<Vec<String>> = BTreeSet::new();
        // Row 1 holds the titles.
        for (row, cells) in (2..).zip(shaped.rows) {
            let mut fields = Fields::default();
            for (field, position) in &shaped.columns {
                fields.set(*field, cells.get(*position).map_or("", |cell| cell.trim()));
            }
            if shaped.columns.iter().all(|(field, _)| fields.get(field).is_empty()) {
                continue;
            }
            let key: Vec<String> = key_fields(sheet).map(|field| fields.get(field).to_lowercase()).collect();
            if seen.insert(key) {
                self.read_line(shaped, row, &fields, new_id);
            } else {
                self.fault(shaped, row, &FieldError::new(first_key(sheet), ErrorCode::NotUnique));
            }
        }
    }

    fn read_line(&mut self, shaped: &Shaped, row: usize, fields: &Fields, new_id: &mut dyn FnMut() -> Uuid) {
        let sheet = shaped.sheet;
        let known = sheet.find(fields, &self.draft);
        match sheet.parse(fields, &self.draft, known.unwrap_or_else(new_id)) {
            Err(faults) => faults.iter().for_each(|fault| self.fault(shaped, row, fault)),
            Ok(record) if self.draft.record(record.key()).as_ref() == Some(&record) => self.view.unchanged += 1,
            Ok(record) => self.note(sheet, row, record, fields),
        }
    }

    fn note(&mut self, sheet: Sheet, row: usize, record: Record, fields: &Fields) {
        let key = record.key();
        let before = self.draft.line_like(sheet, key.id, fields, self.day);
        self.draft.put(self.before.revision_of(key), record);
        let after = self.draft.line_like(sheet, key.id, fields, self.day);
        self.touched.entry(key).or_insert((sheet, row));
        let keys: Vec<&str> = key_fields(sheet).map(|field| fields.get(field)).collect();
        self.view.changes.push(ImportChange {
            sheet: german::sheet(sheet).into(),
            row,
            what: keys.join(", "),
            is_new: before.is_none(),
            differences: match (before, after) {
                (Some(before), Some(after)) => differences(sheet, &before, &after),
                _ => Vec::new(),
            },
        });
    }

    fn fault(&mut self, shaped: &Shaped, row: usize, fault: &FieldError) {
        self.view.faults.push(ImportFault {
            sheet: german::sheet(shaped.sheet).into(),
            row: Some(row),
            column: shaped.column_name(&fault.field),
            sentence: sentence(fault),
        });
    }

    fn finish(mut self, shaped: &[Shaped]) -> ImportPlan {
        let changes: Vec<Change> = self
            .touched
            .keys()
            .filter_map(|key| Some(Change::put(self.before.revision_of(*key), self.draft.record(*key)?)))
            .collect();
        if let Err(refusal) = self.before.judge(&changes) {
            self.name_refusal(shaped, refusal);
        }
        let changes = if self.view.faults.is_empty() { changes } else { Vec::new() };
        self.view.faults.sort_by_key(|fault| (fault.sheet.clone(), fault.row));
        ImportPlan { changes, view: self.view }
    }

    fn name_refusal(&mut self, shaped: &[Shaped], refusal: Refusal) {
        let Refusal::Broken(broken) = refusal else { return };
        for broken in broken {
            let place = self.touched.get(&broken.record).copied();
            let sheet = place.and_then(|(sheet, _)| shaped.iter().find(|shaped| shaped.sheet == sheet));
            if let (Some(shaped), Some((_, row))) = (sheet, place) {
                self.fault(shaped, row, &broken.fault);
            }
        }
    }
}

impl Directory {
    /// The cells of the line with this record and, where a record has several lines, these key fields.
    fn line_like(&self, sheet: Sheet, id: Uuid, fields: &Fields, day: NaiveDate) -> Option<Vec<Cell>> {
        let mut lines = self.lines_of(sheet, id, day).into_iter();
        if sheet != Sheet::VereinbarungKitas {
            return lines.next().map(|line| line.cells);
        }
        let from =
            crate::field::optional_date("from", fields.get("from")).ok().flatten().map_or(Cell::Empty, Cell::Day);
        lines.find(|line| line.cells[3].text() == fields.get("kita") && line.cells[5] == from).map(|line| line.cells)
    }
}

fn key_fields(sheet: Sheet) -> impl Iterator<Item = &'static str> {
    sheet.columns().iter().filter(|column| column.role == ColumnRole::Key).map(|column| column.field)
}

fn first_key(sheet: Sheet) -> &'static str {
    key_fields(sheet).next().unwrap_or_default()
}

/// Only what a file can say: computed columns follow by themselves.
fn differences(sheet: Sheet, before: &[Cell], after: &[Cell]) -> Vec<Difference> {
    let columns = sheet.columns().iter().zip(before.iter().zip(after));
    columns
        .filter(|(column, (before, after))| column.role != ColumnRole::Derived && before != after)
        .map(|(column, (before, after))| Difference {
            column: column.title().into(),
            before: before.text(),
            after: after.text(),
        })
        .collect()
}
