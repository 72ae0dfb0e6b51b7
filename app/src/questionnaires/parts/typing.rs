//! One sheet of paper while its answers are typed.

use crate::{
    ApiError,
    offline::{focus, new_submission_id, now},
    questionnaires::paper::enter_paper,
};
use domain::{
    AppError,
    ids::SubmissionId,
    questionnaires::{
        Context, Definition, Form, NodeState, Place, QuestionId, Violation, ViolationKind,
        engine::EntryFault,
        expression::Zone,
        german,
        paper::{code_of, numbers, read_code},
    },
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::{HashMap, HashSet};

pub const SAVE: &str = "bogen-speichern";

/// Copyable, so that every question can hold it.
#[derive(Clone, Copy)]
pub struct Typing {
    erhebung: StoredValue<String>,
    definition: StoredValue<Definition>,
    numbers: StoredValue<HashMap<QuestionId, u32>>,
    form: StoredValue<Form>,
    /// Counts changes of the form; what is read from it depends on this.
    version: RwSignal<u32>,
    /// The number of this sheet under which it is stored; made when it is sent first, so that it is stored once.
    id: StoredValue<Option<SubmissionId>>,
    faults: RwSignal<HashMap<Place, String>>,
    /// How many sheets were stored since the page was opened.
    pub stored: RwSignal<u32>,
    pub working: RwSignal<bool>,
    pub failure: RwSignal<Option<AppError>>,
    /// Something to say that is no fault of a question.
    pub notice: RwSignal<Option<&'static str>>,
}

fn blank(definition: &Definition) -> Option<Form> {
    let context = Context { now: now(), zone: Zone::Berlin, seed: 1, language: String::new() };
    Form::create(definition, context).ok()
}

impl Typing {
    /// `None` when the questionnaire cannot be run.
    pub fn begin(erhebung: String, definition: Definition) -> Option<Self> {
        Some(Self {
            erhebung: StoredValue::new(erhebung),
            numbers: StoredValue::new(numbers(&definition)),
            form: StoredValue::new(blank(&definition)?),
            definition: StoredValue::new(definition),
            version: RwSignal::new(0),
            id: StoredValue::new(None),
            faults: RwSignal::new(HashMap::new()),
            stored: RwSignal::new(0),
            working: RwSignal::new(false),
            failure: RwSignal::new(None),
            notice: RwSignal::new(None),
        })
    }

    /// What is on the sheet as far as it applies, from top to bottom.
    pub fn nodes(self) -> Vec<NodeState> {
        self.version.track();
        let page = self.form.with_value(Form::page);
        page.into_iter().filter(|node| node.kind.is_container() || self.number(node).is_some()).collect()
    }

    /// The number of a question on paper.
    pub fn number(self, node: &NodeState) -> Option<u32> {
        self.numbers.with_value(|numbers| numbers.get(&node.place.question).copied())
    }

    /// Codes and texts of the choices of a question, as they stand on paper.
    pub fn codes(self, node: &NodeState) -> String {
        let codes = self.definition.with_value(|definition| {
            let list = node.kind.list().and_then(|list| definition.list(list));
            let language = definition.first_language();
            let choices = list.map(|list| list.choices.as_slice()).unwrap_or_default();
            let text = |(code, choice): (usize, &domain::questionnaires::Choice)| {
                format!("{code} {}", choice.label.best(language, "").unwrap_or(&choice.name))
            };
            (1..).zip(choices).map(text).collect::<Vec<_>>()
        });
        codes.join(" · ")
    }

    /// What stands in the field of a question that the questionnaire has answered by itself.
    pub fn begun(self, node: &NodeState) -> String {
        if node.kind.list().is_none() {
            return node.entry.clone();
        }
        self.definition.with_value(|definition| code_of(definition, node.place.question, &node.value))
    }

    pub fn fault(self, place: &Place) -> Option<String> {
        self.faults.with(|faults| faults.get(place).cloned())
    }

    /// Takes what was typed; whether it is an answer to the question.
    pub fn take(self, place: &Place, typed: &str) -> bool {
        let read = self.definition.with_value(|definition| read_code(definition, place.question, typed));
        let fault = match read {
            Ok(value) => {
                self.form.update_value(|form| drop(form.answer(place.clone(), &value)));
                let state = self.form.with_value(|form| form.state(place));
                state.and_then(|state| state.violation).filter(is_in_the_way).map(|violation| violation.message)
            }
            Err(fault) => {
                // What stood here before is no answer any more.
                self.form.update_value(|form| drop(form.answer(place.clone(), "")));
                Some(code_fault(fault))
            }
        };
        let fits = fault.is_none();
        self.faults.update(|faults| match fault {
            Some(fault) => drop(faults.insert(place.clone(), fault)),
            None => drop(faults.remove(place)),
        });
        self.version.update(|version| *version += 1);
        fits
    }

    /// Adds a place for another entry.
    pub fn add_entry(self, repeat: &Place) {
        self.form.update_value(|form| drop(form.add_repeat(repeat)));
        self.version.update(|version| *version += 1);
    }

    /// Goes to the question after or before this one; behind the last one to the button that stores.
    pub fn go(self, from: &Place, forward: bool) {
        let questions: Vec<Place> = untrack(|| self.nodes())
            .into_iter()
            .filter(|node| !node.kind.is_container())
            .map(|node| node.place)
            .collect();
        let at = questions.iter().position(|place| place == from);
        let next = match at {
            Some(at) if forward => questions.get(at + 1),
            Some(at) => at.checked_sub(1).and_then(|before| questions.get(before)),
            None => questions.first(),
        };
        let id = match next {
            Some(place) => field_id(place),
            None if forward => SAVE.to_owned(),
            None => field_id(from),
        };
        // With the next picture, when a question that has just come to apply stands there, too.
        focus(&id);
    }

    /// How many questions have no answer although they ask for one; what cannot be read is none.
    pub fn missing(self) -> usize {
        let violations = self.form.with_value(Form::check);
        let blank = violations.into_iter().filter(|(_, violation)| !is_in_the_way(violation)).map(|(place, _)| place);
        let mut missing: HashSet<Place> = blank.collect();
        let required = self.nodes().into_iter().filter(|node| node.required).map(|node| node.place);
        self.faults.with(|faults| missing.extend(required.filter(|place| faults.contains_key(place))));
        missing.len()
    }

    /// Sends the sheet, and begins the next one when it is stored.
    pub fn store(self) {
        if self.working.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.notice.set(None);
        let unfit = self.form.with_value(Form::check).into_iter().find(|(_, violation)| is_in_the_way(violation));
        let faulty = self.faults.with_untracked(|faults| faults.keys().next().cloned());
        if let Some(place) = unfit.map(|(place, _)| place).or(faulty) {
            return focus(&field_id(&place));
        }
        if self.form.with_value(Form::progress).0 == 0 {
            return self.notice.set(Some("Auf diesem Bogen steht noch keine Antwort."));
        }
        let Some(id) = self.sheet_id() else {
            return self.failure.set(Some(AppError::Unreachable));
        };
        let typed = self.form.with_value(|form| form.submission(now()));
        let erhebung = self.erhebung.get_value();
        self.working.set(true);
        spawn_local(async move {
            match enter_paper(erhebung, id.to_string(), typed).await {
                Ok(()) => self.next(),
                Err(ApiError(error)) => self.failure.set(Some(error)),
            }
            self.working.set(false);
        });
    }

    fn sheet_id(self) -> Option<SubmissionId> {
        if self.id.get_value().is_none() {
            self.id.set_value(new_submission_id().ok());
        }
        self.id.get_value()
    }

    fn next(self) {
        let Some(form) = self.definition.with_value(blank) else { return };
        self.form.set_value(form);
        self.id.set_value(None);
        self.faults.set(HashMap::new());
        self.stored.update(|stored| *stored += 1);
        self.version.update(|version| *version += 1);
        self.go(&Place::default(), true);
    }
}

/// On paper an answer may be missing; one that does not fit was misread or mistyped.
fn is_in_the_way(violation: &Violation) -> bool {
    violation.kind != ViolationKind::Required
}

fn code_fault(fault: EntryFault) -> String {
    match fault {
        EntryFault::NotAChoice => "Diesen Code gibt es hier nicht. Bitte sehen Sie auf dem Bogen nach.".to_owned(),
        other => german::violation(ViolationKind::Entry(other)).to_owned(),
    }
}

/// Id of the field of a question.
pub fn field_id(place: &Place) -> String {
    format!("bogen-{place}")
}
