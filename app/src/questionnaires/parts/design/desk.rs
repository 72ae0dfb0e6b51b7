//! What the designer works on: the draft with its steps, and the way of each to the server.

use crate::{
    ApiError,
    offline::{focus, keep, kept, take_away},
    questionnaires::{api, view::DraftView},
};
use domain::{
    AppError,
    questionnaires::{
        Definition, QuestionId,
        design::{self, Applied, Command, DesignFault, History, Refused, Step},
        german,
    },
};
use leptos::{
    leptos_dom::helpers::{TimeoutHandle, set_timeout_with_handle},
    prelude::*,
    task::spawn_local,
};
use serde::{Deserialize, Serialize};
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

/// Rest after the last letter before the draft is sent, checked and shown on the phone.
const REST: Duration = Duration::from_millis(700);
/// Pause before the next attempt when saving failed.
const PAUSE: Duration = Duration::from_secs(10);

#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    Saved,
    /// Will be sent when the person rests.
    Waiting,
    Sending,
    Failed(AppError),
    /// Somebody else has saved: what both did lies together on the desk and is sent when the person says so.
    Merging,
}

/// What the server has not got yet, as it lies on the device.
#[derive(Serialize, Deserialize)]
struct Kept {
    revision: u32,
    steps: Vec<Step>,
    /// Mark of the draft that they lead to: where the server has that one, its answer was lost and not the steps.
    leads_to: u64,
    /// The same for the first of the steps, as often as they were sent without an answer.
    #[serde(default)]
    attempts: Vec<Attempt>,
}

/// How many of the unsaved steps were sent, and the mark of the draft that they lead to.
type Attempt = (usize, u64);

/// The draft of somebody else, on top of which one's own steps were put.
#[derive(Clone)]
pub struct Theirs {
    pub draft: Arc<Definition>,
    /// Number of the version that the draft has become meanwhile.
    pub published: Option<u32>,
    /// What could not be done there.
    pub failed: Vec<Refused>,
}

/// Copyable, so that every part can hold it.
#[derive(Clone, Copy)]
pub struct Desk {
    pub id: StoredValue<String>,
    history: StoredValue<History>,
    revision: StoredValue<u32>,
    pub draft: RwSignal<Arc<Definition>>,
    /// The draft once nobody has typed for a moment, and what is wrong with it.
    pub settled: RwSignal<Arc<Definition>>,
    pub faults: RwSignal<Vec<DesignFault>>,
    pub published: StoredValue<Option<u32>>,
    pub open: RwSignal<Option<QuestionId>>,
    pub view: RwSignal<&'static str>,
    /// What is read out: what a key did, or why it did nothing.
    pub said: RwSignal<String>,
    /// Why the last change was not made, until the person goes on.
    pub refused: RwSignal<Option<&'static str>>,
    pub saving: RwSignal<Saving>,
    pub theirs: RwSignal<Option<Theirs>>,
    /// Whether there is a step to take back, and one to do again.
    pub steps: RwSignal<(bool, bool)>,
    /// Whether the device holds what is not saved.
    pub kept: StoredValue<bool>,
    /// What was sent since the last answer that came.
    attempts: StoredValue<Vec<Attempt>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Desk {
    /// A desk with a draft; what this device could not save the last time is done again.
    pub fn new(id: String, view: DraftView, draft: Definition) -> Self {
        let published = view.published.as_ref().map(|(number, _)| *number);
        let history = History::new(draft, view.published.map(|(_, latest)| latest));
        let now = history.now().clone();
        let desk = Self {
            id: StoredValue::new(id),
            history: StoredValue::new(history),
            revision: StoredValue::new(view.revision),
            settled: RwSignal::new(now.clone()),
            draft: RwSignal::new(now),
            faults: RwSignal::new(Vec::new()),
            published: StoredValue::new(published),
            open: RwSignal::new(None),
            view: RwSignal::new("fragen"),
            said: RwSignal::new(String::new()),
            refused: RwSignal::new(None),
            saving: RwSignal::new(Saving::Saved),
            theirs: RwSignal::new(None),
            steps: RwSignal::new((false, false)),
            kept: StoredValue::new(true),
            attempts: StoredValue::new(Vec::new()),
            timer: StoredValue::new(None),
        };
        desk.settle();
        desk.take_up();
        on_cleanup(move || desk.leave());
        desk
    }

    /// Takes away what this device could not save of a draft that has been thrown away: it must not come back in the next.
    pub fn forget(id: &str) {
        take_away(&key_of(id));
    }

    fn key(self) -> String {
        key_of(&self.id.get_value())
    }

    /// Takes up what lies on the device.
    fn take_up(self) {
        let Some(mut found) = kept(&self.key()).and_then(|text| serde_json::from_str::<Kept>(&text).ok()) else {
            return;
        };
        let before = self.draft.get_untracked();
        let here = mark(&before);
        if here == found.leads_to {
            return take_away(&self.key());
        }
        let arrived = steps_at(&found.attempts, here).map(|steps| steps.min(found.steps.len()));
        let steps = found.steps.split_off(arrived.unwrap_or(0));
        let failed = self.history.try_update_value(|history| history.replay(steps)).unwrap_or_default();
        self.said.set("Ungespeicherte Änderungen von diesem Gerät sind wieder da.".into());
        let nobody_else = arrived.is_some() || found.revision == self.revision.get_value();
        if nobody_else && failed.is_empty() {
            return self.changed();
        }
        let failed = failed.into_iter().map(|(_, refused)| refused).collect();
        self.theirs.set(Some(Theirs { draft: before, published: None, failed }));
        self.saving.set(Saving::Merging);
        self.changed();
        self.settle();
    }

    /// Carries out a command; `None`, and a word why, when it was refused.
    pub fn run(self, command: Command) -> Option<Applied> {
        match self.history.try_update_value(|history| history.run(command))? {
            Ok(applied) => {
                self.changed();
                Some(applied)
            }
            Err(refused) => {
                self.said.set(german::refused(refused).into());
                self.refused.set(Some(german::refused(refused)));
                None
            }
        }
    }

    /// The person goes on: why something was refused has been read.
    pub fn go_on(self) {
        if self.refused.with_untracked(Option::is_some) {
            self.refused.set(None);
        }
    }

    pub fn retitle(self, title: String) {
        self.run(Command::SetTitle { title });
    }

    pub fn undo(self) {
        if self.history.try_update_value(History::undo) == Some(true) {
            self.said.set("Rückgängig gemacht.".into());
            self.changed();
        }
    }

    pub fn redo(self) {
        if self.history.try_update_value(History::redo) == Some(true) {
            self.said.set("Wiederholt.".into());
            self.changed();
        }
    }

    /// Strg+Z and Strg+Y, but not in a field, which has its own.
    pub fn shortcut(self, event: &leptos::ev::KeyboardEvent) {
        let key = event.key().to_lowercase();
        if !(event.ctrl_key() || event.meta_key()) || in_field(event) {
            return;
        }
        match (key.as_str(), event.shift_key()) {
            ("z", false) => self.undo(),
            ("z", true) | ("y", _) => self.redo(),
            _ => return,
        }
        event.prevent_default();
    }

    /// After every change: on the device at once, to the server after a rest.
    fn changed(self) {
        let (now, steps) =
            self.history.with_value(|history| (history.now().clone(), (history.can_undo(), history.can_redo())));
        self.go_on();
        self.draft.set(now);
        self.steps.set(steps);
        self.note();
        if !matches!(self.saving.get_untracked(), Saving::Merging | Saving::Sending) {
            self.saving.set(Saving::Waiting);
        }
        self.later(REST);
    }

    fn later(self, pause: Duration) {
        if let Some(planned) = self.timer.try_get_value().flatten() {
            planned.clear();
        }
        let rest = move || {
            if self.id.try_get_value().is_some() {
                self.settle();
                self.save();
            }
        };
        if let Ok(planned) = set_timeout_with_handle(rest, pause) {
            self.timer.set_value(Some(planned));
        }
    }

    fn settle(self) {
        let now = self.draft.get_untracked();
        self.faults.set(design::check(&now));
        self.settled.set(now);
    }

    /// Sends what is not saved, now.
    pub fn save(self) {
        if matches!(self.saving.get_untracked(), Saving::Merging | Saving::Sending) {
            return;
        }
        spawn_local(async move {
            self.deliver().await;
        });
    }

    /// Sends until nothing is left; whether everything has arrived.
    pub async fn deliver(self) -> bool {
        while self.history.try_with_value(|history| !history.is_saved()) == Some(true) {
            if matches!(self.saving.get_untracked(), Saving::Merging | Saving::Sending) {
                return false;
            }
            self.saving.set(Saving::Sending);
            let Some(draft) = self.history.try_update_value(History::send) else { return false };
            self.note_attempt(&draft);
            let (id, seen, key) = (self.id.get_value(), self.revision.get_value(), self.key());
            let answer = api::save_draft(id, seen, (*draft).clone()).await;
            if self.id.try_get_value().is_none() {
                if answer.is_ok() {
                    forget_arrived(&key, mark(&draft));
                }
                return answer.is_ok();
            }
            self.history.update_value(|history| history.sent(answer.is_ok()));
            match answer {
                Ok(revision) => {
                    self.revision.set_value(revision);
                    self.attempts.set_value(Vec::new());
                    self.saving.set(Saving::Waiting);
                    self.note();
                }
                Err(ApiError(AppError::Conflict)) => {
                    self.merge().await;
                    return false;
                }
                Err(ApiError(error)) => {
                    self.saving.set(Saving::Failed(error));
                    self.later(PAUSE);
                    return false;
                }
            }
        }
        if self.saving.try_get_untracked().is_some_and(|saving| saving == Saving::Waiting) {
            self.saving.set(Saving::Saved);
        }
        true
    }

    /// Remembers what is being sent: when its answer is lost, the next one must not do the same steps twice.
    fn note_attempt(self, draft: &Definition) {
        let attempt = (self.history.with_value(|history| history.unsaved().len()), mark(draft));
        self.attempts.update_value(|attempts| {
            if attempts.last() != Some(&attempt) {
                attempts.push(attempt);
            }
        });
        self.note();
    }

    /// Writes down on the device what the server has not got yet.
    fn note(self) {
        let revision = self.revision.get_value();
        let kept = self.history.with_value(|history| Kept {
            revision,
            steps: history.unsaved().to_vec(),
            leads_to: if history.is_saved() { 0 } else { mark(history.now()) },
            attempts: self.attempts.get_value(),
        });
        if kept.steps.is_empty() {
            return take_away(&self.key());
        }
        let text = serde_json::to_string(&kept).unwrap_or_default();
        self.kept.set_value(!text.is_empty() && keep(&self.key(), &text));
    }

    /// Sends what is left when the page is left; until the answer is there, it lies on the device as well.
    pub fn leave(self) {
        if let Some(planned) = self.timer.get_value() {
            planned.clear();
        }
        let saving = self.saving.get_untracked();
        let waits = matches!(saving, Saving::Waiting | Saving::Sending | Saving::Failed(_));
        if !waits || self.history.with_value(History::is_saved) {
            return;
        }
        let draft = self.draft.get_untracked();
        let (id, mut seen, key) = (self.id.get_value(), self.revision.get_value(), self.key());
        if saving == Saving::Sending {
            let under_way = self.attempts.with_value(|attempts| attempts.last().map(|(_, mark)| *mark));
            if under_way == Some(mark(&draft)) {
                return;
            }
            // What is under way becomes the next revision; should it fail, all of it lies on the device.
            seen += 1;
        }
        spawn_local(async move {
            if api::save_draft(id, seen, (*draft).clone()).await.is_ok() {
                take_away(&key);
            }
        });
    }

    /// Puts one's own steps on top of what somebody else has saved, and asks before sending that.
    async fn merge(self) {
        let found = api::draft(self.id.get_value()).await;
        if self.id.try_get_value().is_none() {
            return;
        }
        let view = match found {
            Ok(view) => view,
            Err(ApiError(error)) => {
                self.saving.set(Saving::Failed(error));
                return self.later(PAUSE);
            }
        };
        let DraftView { revision, draft, published, .. } = view;
        let number = published.as_ref().map(|(number, _)| *number);
        let own = draft.as_ref().and_then(|draft| self.attempts.with_value(|attempts| steps_at(attempts, mark(draft))));
        if let Some(steps) = own {
            return self.go_on_from(steps, revision);
        }
        let gone = draft.is_none();
        let latest = published.map(|(_, latest)| latest);
        let Some(theirs) = draft.or_else(|| latest.as_ref().map(design::next_draft)) else {
            return self.saving.set(Saving::Failed(AppError::NotFound));
        };
        let failed =
            self.history.try_update_value(|history| history.rebase(theirs.clone(), latest)).unwrap_or_default();
        self.revision.set_value(revision);
        self.published.set_value(number);
        self.attempts.set_value(Vec::new());
        self.saving.set(Saving::Merging);
        self.theirs.set(Some(Theirs {
            draft: Arc::new(theirs),
            published: number.filter(|_| gone),
            failed: failed.into_iter().map(|(_, refused)| refused).collect(),
        }));
        self.changed();
        self.settle();
    }

    /// Nobody else has written: an attempt had arrived, and its answer was lost. What came after it is still to be sent.
    fn go_on_from(self, steps: usize, revision: u32) {
        self.history.update_value(|history| history.arrived(steps));
        self.attempts.set_value(Vec::new());
        self.revision.set_value(revision);
        self.saving.set(Saving::Waiting);
        self.note();
        self.later(REST);
    }

    /// Sends what was put together.
    pub fn agree(self) {
        self.theirs.set(None);
        self.saving.set(Saving::Waiting);
        self.save();
    }

    /// Goes on with what somebody else saved, without one's own steps.
    pub fn give_way(self) {
        let Some(theirs) = self.theirs.get_untracked() else { return };
        let published = self.history.with_value(|history| history.published().map(|latest| (**latest).clone()));
        self.history.set_value(History::new((*theirs.draft).clone(), published));
        self.attempts.set_value(Vec::new());
        self.theirs.set(None);
        self.open.set(None);
        self.saving.set(Saving::Saved);
        self.changed();
    }

    /// Opens a question where it stands and leads to its text.
    pub fn show(self, id: QuestionId) {
        self.view.set("fragen");
        self.open.set(Some(id));
        focus(&format!("frage{id}-text"));
    }

    /// The latest version, for the difference.
    pub fn latest(self) -> Option<Arc<Definition>> {
        self.history.with_value(|history| history.published().cloned())
    }
}

fn key_of(id: &str) -> String {
    format!("design/{id}")
}

/// How many steps the last attempt had that led to a draft of this mark.
fn steps_at(attempts: &[Attempt], mark: u64) -> Option<usize> {
    attempts.iter().rev().find(|(_, led_to)| *led_to == mark).map(|(steps, _)| *steps)
}

/// Takes away what lies on the device when it leads to the draft of this mark, which the server has by now: the page was left
/// meanwhile, and once somebody else has written on, nobody could tell any more that these steps are done.
fn forget_arrived(key: &str, arrived: u64) {
    let found = kept(key).and_then(|text| serde_json::from_str::<Kept>(&text).ok());
    if found.is_some_and(|found| found.leads_to == arrived) {
        take_away(key);
    }
}

/// A number that equal drafts share.
fn mark(draft: &Definition) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(draft).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

/// Whether a key was pressed in something to type in.
pub fn in_field(event: &leptos::ev::KeyboardEvent) -> bool {
    use leptos::wasm_bindgen::JsCast;
    let element = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
