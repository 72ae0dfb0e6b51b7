//! People from a file into an event: each line is a registration as the form has it. Nothing is written here; the server takes the
//! seats of a plan line by line on the one seat-taking path, and this tries the same rules beforehand.

pub mod german;

#[cfg(test)]
mod tests;

use super::{
    german as events_german,
    input::RegistrationInput,
    limits::{Held, Regions},
    port::{KitaName, RegistrationOutcome},
    rules::{Availability, Decision, Others, Refusal, decide},
    types::{Event, Funktion, Participant, Party, Registration, RegistrationStatus},
};
use crate::{
    german::sentence,
    people::{
        fold, german as people_german,
        import::{Difference, Grid, ImportChange, ImportFault, ImportView, columns_of, letter},
    },
};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::collections::BTreeMap;

/// Most people of a file: all of them are registered within one request. A larger event takes several files.
pub const PEOPLE_MAX: usize = 500;

/// What the columns are called, by the field of [`RegistrationInput`].
const COLUMNS: [(&str, &str); 5] = [
    ("name", "Name"),
    ("email", "E-Mail-Adresse"),
    ("funktion", "Funktion"),
    ("kita", "Kita"),
    ("einrichtung", "Andere Einrichtung"),
];
/// Those that cannot be left out.
const NEEDED: [&str; 3] = ["name", "email", "funktion"];

/// What is known when a file is judged.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    pub event: &'a Event,
    /// Of the event, in whatever state.
    pub registrations: &'a [Registration],
    pub kitas: &'a [KitaName],
    pub regions: &'a Regions,
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct ImportPlan {
    /// Who is to be registered, in the order of the file; empty when the view has a fault.
    pub people: Vec<ImportLine>,
    pub view: ImportView,
}

/// A line of the file that can be read.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportLine {
    pub sheet: String,
    pub row: usize,
    pub person: Participant,
}

/// Judges a file as a whole: with any fault there is nobody to register.
pub fn plan(grids: &[Grid], situation: Situation<'_>, now: DateTime<Utc>, local: NaiveDateTime) -> ImportPlan {
    let (lines, mut faults) = read(grids, situation.kitas);
    let mut trial = Trial {
        event: situation.event.clone(),
        rows: situation.registrations.to_vec(),
        regions: situation.regions,
        now,
        local,
    };
    let mut plan = ImportPlan::default();
    for line in lines {
        match trial.register(&line.person) {
            Ok(None) => plan.view.unchanged += 1,
            Ok(Some(difference)) => {
                plan.view.changes.push(ImportChange {
                    sheet: line.sheet.clone(),
                    row: line.row,
                    what: format!("{}, {}", line.person.name, line.person.email),
                    is_new: false,
                    differences: vec![difference],
                });
                plan.people.push(line);
            }
            Err(refusal) => {
                let fault = refused(&line, refusal);
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
    }
    if faults.is_empty() {
        return plan;
    }
    faults.sort_by(|a, b| (&a.sheet, a.row).cmp(&(&b.sheet, b.row)));
    ImportPlan { people: vec![], view: ImportView { faults, ..ImportView::default() } }
}

/// Says in a preview what became of a line: others may have taken the seat since, or registered this person.
pub fn tell_outcome(view: &mut ImportView, line: &ImportLine, outcome: RegistrationOutcome) {
    let is_it = |change: &ImportChange| change.row == line.row && change.sheet == line.sheet;
    let became = match outcome {
        RegistrationOutcome::Registered | RegistrationOutcome::AlreadyRegistered => german::SEATED,
        RegistrationOutcome::Waitlisted | RegistrationOutcome::AlreadyWaiting => german::WAITS,
        RegistrationOutcome::Requested | RegistrationOutcome::AlreadyRequested => german::ASKS,
        // Only halves of tandems do.
        RegistrationOutcome::Seeking | RegistrationOutcome::AlreadySeeking => return,
        RegistrationOutcome::Refused(refusal) => {
            view.changes.retain(|change| !is_it(change));
            view.faults.push(refused(line, refusal));
            return;
        }
    };
    let changes = view.changes.iter_mut().filter(|change| is_it(change));
    for difference in changes.flat_map(|change| &mut change.differences) {
        became.clone_into(&mut difference.after);
    }
}

/// Why nobody of a line was registered. What is true of the whole event names no row, so that it is said once.
fn refused(line: &ImportLine, refusal: Refusal) -> ImportFault {
    let is_of_event = match refusal {
        Refusal::Unavailable { availability } => availability != Availability::Full,
        Refusal::TandemsOnly => true,
        _ => false,
    };
    let row = (!is_of_event).then_some(line.row);
    ImportFault { sheet: line.sheet.clone(), row, column: None, sentence: german::refusal(refusal) }
}

/// The event as it becomes line by line, without a database.
struct Trial<'a> {
    event: Event,
    rows: Vec<Registration>,
    regions: &'a Regions,
    now: DateTime<Utc>,
    local: NaiveDateTime,
}

impl Trial<'_> {
    /// What would become of a registration; `None` where nothing changes.
    fn register(&mut self, person: &Participant) -> Result<Option<Difference>, Refusal> {
        let party = Party::Single(person.clone());
        let keys = party.keys(self.event.id);
        let standing: Vec<_> = self.rows.iter().filter(|row| keys.contains(&row.person)).cloned().collect();
        let waits = |row: &&Registration| row.status == RegistrationStatus::Warteliste;
        let waiting: Vec<_> = self.rows.iter().filter(waits).cloned().collect();
        let held = Held::of(&self.rows);
        let others = Others { waiting: &waiting, held: &held, regions: self.regions };
        let (seats, registrations, after) = match decide(&self.event, &party, &standing, others, self.now, self.local) {
            Decision::Seated { seats, registrations } => (seats, registrations, german::SEATED),
            Decision::Waitlisted { seats, registrations } => (seats, registrations, german::WAITS),
            Decision::Requested { seats, registrations } => (seats, registrations, german::ASKS),
            Decision::Refused(refusal) => return Err(refusal),
            Decision::Seeking { .. }
            | Decision::AlreadyRegistered
            | Decision::AlreadyWaiting
            | Decision::AlreadyRequested
            | Decision::AlreadySeeking => return Ok(None),
        };
        self.event.seats = seats;
        self.rows.retain(|row| !keys.contains(&row.person));
        self.rows.extend(registrations);
        let before = standing.first().map_or(german::NOBODY_YET, |row| events_german::registration_status(row.status));
        let column = german::REGISTRATION.to_owned();
        Ok(Some(Difference { column, before: before.to_owned(), after: after.to_owned() }))
    }
}

/// Every line that says who comes, and every fault of the others.
fn read(grids: &[Grid], kitas: &[KitaName]) -> (Vec<ImportLine>, Vec<ImportFault>) {
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    // Where an address stands first.
    let mut seen: BTreeMap<String, (&str, usize)> = BTreeMap::new();
    if grids.is_empty() {
        faults.push(fault(people_german::CSV_SHEET, None, None, people_german::EMPTY_FILE.into()));
    }
    for grid in grids {
        let sheet = if grid.name.is_empty() { people_german::CSV_SHEET } else { grid.name.as_str() };
        let Some((titles, rows)) = grid.rows.split_first() else {
            faults.push(fault(sheet, None, None, people_german::EMPTY_FILE.into()));
            continue;
        };
        let columns = match columns_of(sheet, titles, &COLUMNS, &NEEDED) {
            Ok(columns) => columns,
            Err(found) => {
                faults.extend(found);
                continue;
            }
        };
        if PEOPLE_MAX < lines.len() + rows.len() {
            faults.push(fault(sheet, None, None, people_german::too_many_lines(PEOPLE_MAX)));
            continue;
        }
        // Row 1 holds the titles.
        for (row, cells) in (2..).zip(rows) {
            let position = |field: &str| columns.iter().find(|(name, _)| *name == field).map(|(_, position)| *position);
            let cell = |field: &str| position(field).and_then(|at| cells.get(at)).map_or("", |cell| cell.trim());
            if COLUMNS.iter().all(|(field, _)| cell(field).is_empty()) {
                continue;
            }
            let at = |field: &str, sentence: String| {
                fault(sheet, Some(row), position(field).map(|at| column(at, title(field))), sentence)
            };
            let person = match person(cell, kitas) {
                Ok(person) => person,
                Err(found) => {
                    faults.extend(found.into_iter().map(|(field, sentence)| at(&field, sentence)));
                    continue;
                }
            };
            match seen.get(person.email.as_str()) {
                Some((first, row)) => {
                    let elsewhere = (*first != sheet).then_some(*first);
                    faults.push(at("email", german::repeated(elsewhere, *row)));
                }
                None => {
                    seen.insert(person.email.to_string(), (sheet, row));
                    lines.push(ImportLine { sheet: sheet.to_owned(), row, person });
                }
            }
        }
    }
    if lines.is_empty() && faults.is_empty() {
        faults.push(fault(people_german::CSV_SHEET, None, None, german::NOBODY.into()));
    }
    (lines, faults)
}

/// Who a line is about, or field and sentence of every fault; checked as the form is.
fn person<'a>(cell: impl Fn(&str) -> &'a str, kitas: &[KitaName]) -> Result<Participant, Vec<(String, String)>> {
    let mut faults: Vec<(String, String)> = Vec::new();
    let (funktion, kita) = (cell("funktion"), cell("kita"));
    let known = Funktion::ALL.iter().find(|one| german::is_called(**one, funktion));
    if known.is_none() && !funktion.is_empty() {
        faults.push(("funktion".into(), german::unknown_funktion()));
    }
    let mut fitting = kitas.iter().filter(|one| !kita.is_empty() && fold(one.name.trim()) == fold(kita));
    let (found, other) = (fitting.next(), fitting.next());
    match (found, other) {
        (None, _) if !kita.is_empty() => faults.push(("kita".into(), german::UNKNOWN_KITA.into())),
        (_, Some(_)) => faults.push(("kita".into(), german::AMBIGUOUS_KITA.into())),
        _ => {}
    }
    let input = RegistrationInput {
        name: cell("name").to_owned(),
        email: cell("email").to_owned(),
        funktion: known.map(|one| one.code().to_owned()).unwrap_or_default(),
        kita: found.map(|one| one.id.to_string()).unwrap_or_default(),
        einrichtung: cell("einrichtung").to_owned(),
        ..RegistrationInput::default()
    };
    match input.check() {
        Ok(person) if faults.is_empty() => Ok(person),
        Ok(_) => Err(faults),
        Err(found) => {
            for fault in found {
                // What is not known was said above; as a blank field it would be said once more.
                if faults.iter().all(|(field, _)| *field != fault.field) {
                    faults.push((fault.field.clone(), sentence(&fault)));
                }
            }
            Err(faults)
        }
    }
}

fn title(field: &str) -> &'static str {
    COLUMNS.iter().find(|(name, _)| *name == field).map(|(_, title)| *title).unwrap_or_default()
}

/// `C „Funktion“`
fn column(position: usize, title: &str) -> String {
    people_german::file_column(&letter(position), title)
}

fn fault(sheet: &str, row: Option<usize>, column: Option<String>, sentence: String) -> ImportFault {
    ImportFault { sheet: sheet.to_owned(), row, column, sentence }
}
