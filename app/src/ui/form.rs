//! State of a form: its faults, and what a submission without WASM brought back.

use super::press::Press;
use domain::{AppError, FieldError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The faults of one form, and how to find them. The same `check` runs on leaving a field, on submitting and on the
/// server.
#[derive(Clone, Copy)]
pub struct Form {
    faults: RwSignal<Vec<FieldError>>,
    /// A fault of the whole submission that belongs to no field.
    failure: RwSignal<Option<AppError>>,
    /// How often the form was not taken. The summary stays away before that: nobody wants to be told off while typing.
    refusals: RwSignal<u32>,
    /// Labels of the fields, for naming them above the form.
    labels: StoredValue<Vec<(String, String)>>,
    check: StoredValue<Box<dyn Fn() -> Vec<FieldError> + Send + Sync>>,
    /// What was left with the mouse waits for the click.
    pub(super) press: Press,
}

impl Form {
    /// `check` reads the form's signals and returns all faults of the form.
    pub fn new(check: impl Fn() -> Vec<FieldError> + Send + Sync + 'static) -> Self {
        let form = Self {
            faults: RwSignal::new(Vec::new()),
            failure: RwSignal::new(None),
            refusals: RwSignal::new(0),
            labels: StoredValue::new(Vec::new()),
            check: StoredValue::new(Box::new(check)),
            press: Press::new(),
        };
        form.press.on_release(move |name| form.left(name));
        form
    }

    /// Shows what a submission came back with.
    pub fn show(&self, error: Option<AppError>) {
        self.count(error.is_some());
        match error {
            Some(AppError::Invalid(faults)) => {
                self.failure.set(None);
                self.faults.set(faults);
            }
            other => {
                self.failure.set(other);
                self.faults.set(Vec::new());
            }
        }
    }

    /// Judges the whole form; `true` when it may be sent.
    pub fn judge(&self) -> bool {
        let faults = self.check.with_value(|check| untrack(check));
        let sendable = faults.is_empty();
        self.faults.set(faults);
        self.failure.set(None);
        self.count(!sendable);
        sendable
    }

    /// Judges one field after the person has left it; faults of fields not reached yet stay hidden.
    pub fn left(&self, name: &str) {
        // The form may be gone when a click led away from it.
        let Some(faults) = self.check.try_with_value(|check| untrack(check)) else { return };
        let now = faults.into_iter().find(|fault| fault.field == name);
        self.faults.try_update(|faults| {
            faults.retain(|fault| fault.field != name);
            faults.extend(now);
        });
    }

    pub fn fault_of(&self, name: impl Into<String>) -> Signal<Option<FieldError>> {
        let (faults, name) = (self.faults, name.into());
        Signal::derive(move || faults.with(|all| all.iter().find(|fault| fault.field == name).cloned()))
    }

    /// What to show above the form once it was not taken: the failure, or that fields are faulty.
    pub fn summary(&self) -> Signal<Option<AppError>> {
        let (faults, failure, refusals) = (self.faults, self.failure, self.refusals);
        Signal::derive(move || {
            if refusals.get() == 0 {
                return None;
            }
            failure.get().or_else(|| faults.with(|all| (!all.is_empty()).then(|| AppError::Invalid(all.clone()))))
        })
    }

    /// Remembers how a field is called on the page; each field does this itself.
    pub(super) fn call(&self, name: &str, label: &str) {
        self.labels.update_value(|labels| {
            labels.retain(|(known, _)| known != name);
            labels.push((name.to_owned(), label.to_owned()));
        });
    }

    /// How the page calls a field; `None` for a fault of the whole form or of a field that is not shown.
    pub(super) fn label_of(&self, name: &str) -> Option<String> {
        self.labels.with_value(|labels| labels.iter().find(|(known, _)| known == name).map(|(_, label)| label.clone()))
    }

    /// Whether the form is still on a page: what is answered to it later concerns nobody else.
    pub(super) fn is_here(&self) -> bool {
        self.refusals.try_get_untracked().is_some()
    }

    /// How often the form was not taken; changes with each time, so that the person can be led to the reasons again.
    pub fn refusals(&self) -> Signal<u32> {
        self.refusals.into()
    }

    fn count(&self, refused: bool) {
        if refused {
            self.refusals.update(|times| *times += 1);
        } else {
            self.refusals.set(0);
        }
    }
}

/// A form that came back from the server without WASM: what was typed, and why it was not taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Submitted<T> {
    pub input: T,
    pub error: Option<AppError>,
}

/// The submission this page answers, the same on server and client (it travels in the page).
pub fn submitted<T>() -> Option<Submitted<T>>
where
    T: Clone + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    SharedValue::new(use_context::<Submitted<T>>).into_inner()
}
