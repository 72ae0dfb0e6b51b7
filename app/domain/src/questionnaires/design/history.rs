//! Steps that can be taken back, and those that are not saved yet.

use super::{
    apply::{Applied, apply},
    command::{Command, Refused},
};
use crate::questionnaires::definition::{Definition, QuestionId};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc};

/// Steps that can be taken back.
const LONGEST: usize = 100;

/// A command with the questions it made, so that later ones find them when the step is done again elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub command: Command,
    pub created: Vec<QuestionId>,
}

#[derive(Clone, Debug)]
struct Entry {
    before: Arc<Definition>,
    after: Arc<Definition>,
    step: Step,
}

/// A draft with the way that led to it.
#[derive(Clone, Debug)]
pub struct History {
    published: Option<Arc<Definition>>,
    now: Arc<Definition>,
    past: Vec<Entry>,
    future: Vec<Entry>,
    unsaved: Vec<Step>,
    /// How many of the unsaved steps are on their way to the server, or may have come there: what follows is told apart.
    sent: usize,
}

impl History {
    /// A draft as the server has it; `published` is the latest version.
    pub fn new(draft: Definition, published: Option<Definition>) -> Self {
        let published = published.map(Arc::new);
        let now = Arc::new(draft);
        Self { published, now, past: Vec::new(), future: Vec::new(), unsaved: Vec::new(), sent: 0 }
    }

    pub fn now(&self) -> &Arc<Definition> {
        &self.now
    }

    pub fn published(&self) -> Option<&Arc<Definition>> {
        self.published.as_ref()
    }

    /// Carries out a command; a text that goes on with the last one is one step with it.
    pub fn run(&mut self, command: Command) -> Result<Applied, Refused> {
        let applied = apply(&self.now, self.published.as_deref(), &command)?;
        if applied.definition == *self.now {
            return Ok(applied);
        }
        let step = Step { command, created: applied.created.clone() };
        let after = Arc::new(applied.definition.clone());
        let before = std::mem::replace(&mut self.now, after.clone());
        self.future.clear();
        match self.past.last_mut() {
            Some(last) if step.command.continues(&last.step.command) => {
                last.after = after;
                last.step = step.clone();
            }
            _ => self.past.push(Entry { before, after, step: step.clone() }),
        }
        if self.past.len() > LONGEST {
            self.past.remove(0);
        }
        self.note(step);
        Ok(applied)
    }

    fn note(&mut self, step: Step) {
        let fresh = self.unsaved.len() > self.sent;
        match self.unsaved.last_mut().filter(|_| fresh) {
            // A choice's code may follow its text: the first of the steps knows the code that is there.
            Some(last) if step.command.continues(&last.command) => match (&mut last.command, step.command) {
                (Command::SetChoiceText { text, .. }, Command::SetChoiceText { text: longer, .. }) => *text = longer,
                (command, newer) => *command = newer,
            },
            _ => self.unsaved.push(step),
        }
    }

    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    pub fn can_redo(&self) -> bool {
        !self.future.is_empty()
    }

    /// Takes the last step back; whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(entry) = self.past.pop() else { return false };
        self.now = entry.before.clone();
        let fresh = self.unsaved.len() > self.sent;
        if fresh && self.unsaved.last().is_some_and(|last| last.command == entry.step.command) {
            self.unsaved.pop();
        } else {
            self.replace();
        }
        self.future.push(entry);
        true
    }

    pub fn redo(&mut self) -> bool {
        let Some(entry) = self.future.pop() else { return false };
        self.now = entry.after.clone();
        self.unsaved.push(entry.step.clone());
        self.past.push(entry);
        true
    }

    fn replace(&mut self) {
        let definition = Box::new((*self.now).clone());
        self.unsaved.push(Step { command: Command::Replace { definition }, created: Vec::new() });
    }

    pub fn is_saved(&self) -> bool {
        self.unsaved.is_empty()
    }

    /// What the server does not have yet, to keep on the device.
    pub fn unsaved(&self) -> &[Step] {
        &self.unsaved
    }

    /// The draft to send; steps that are made meanwhile are not part of it.
    pub fn send(&mut self) -> Arc<Definition> {
        self.sent = self.unsaved.len();
        self.now.clone()
    }

    /// The server has what was sent, or (`false`) nobody knows: an answer that was lost looks like a request that was.
    pub fn sent(&mut self, arrived: bool) {
        if arrived {
            self.arrived(self.sent);
        }
    }

    /// The server has the first of the unsaved steps, also when the answer that said so was lost.
    pub fn arrived(&mut self, steps: usize) {
        self.sent = 0;
        self.unsaved.drain(..steps.min(self.unsaved.len()));
    }

    /// Puts what is not saved on top of the draft that somebody else has saved meanwhile. What could not be done there is
    /// returned; earlier steps cannot be taken back any more.
    pub fn rebase(&mut self, theirs: Definition, published: Option<Definition>) -> Vec<(Command, Refused)> {
        let steps = std::mem::take(&mut self.unsaved);
        *self = Self::new(theirs, published);
        self.replay(steps)
    }

    /// Does steps again that were made on another draft.
    pub fn replay(&mut self, steps: Vec<Step>) -> Vec<(Command, Refused)> {
        let mut ids: HashMap<QuestionId, QuestionId> = HashMap::new();
        let mut failed = Vec::new();
        for step in steps {
            let command = step.command.with_ids(&|id| ids.get(&id).copied().unwrap_or(id));
            match self.run(command.clone()) {
                Ok(applied) => ids.extend(step.created.into_iter().zip(applied.created)),
                Err(refused) => failed.push((command, refused)),
            }
        }
        failed
    }
}
