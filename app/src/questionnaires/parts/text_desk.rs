//! The texts of an Erhebung while somebody goes through them.

use crate::{
    ApiError,
    offline::focus,
    questionnaires::{
        free_texts::{FreeTextLine, FreeTextsView, decide_free_text, read_free_texts},
        german,
    },
};
use domain::{
    AppError,
    german::sentence,
    questionnaires::free_texts::{BlackedOut, DecisionInput, Stand},
};
use leptos::{prelude::*, task::spawn_local};
use std::collections::HashMap;

/// Id of the heading of the text in sight: it takes the focus when another text comes.
pub const HEADING: &str = "freitext";

const SOMEBODY_ELSE: &str = "Über diesen Text hat inzwischen jemand anderes entschieden, oder er hat sich geändert. Ihre \
    Entscheidung ist nicht gespeichert; unten steht, wie es jetzt ist.";

/// Which text, and after how many decisions: `submission`, `place` and revision.
pub type Sighted = (String, String, u32);

/// Copyable, so that every button can hold it.
#[derive(Clone, Copy)]
pub struct Desk {
    erhebung: StoredValue<String>,
    lines: RwSignal<Vec<FreeTextLine>>,
    at: RwSignal<usize>,
    /// Words that somebody has marked and not decided about yet: they stay when another text is looked at first.
    marked: StoredValue<HashMap<Sighted, BlackedOut>>,
    /// What became of the last text.
    pub told: RwSignal<String>,
    /// Why a decision was not kept, where the person can do something about it.
    pub notice: RwSignal<Option<String>>,
    pub failure: RwSignal<Option<AppError>>,
    pub working: RwSignal<bool>,
}

impl Desk {
    /// Begins with the first text that nobody has seen.
    pub fn begin(view: FreeTextsView) -> Self {
        let FreeTextsView { erhebung, lines } = view;
        let first = lines.iter().position(|line| line.stand == Stand::Unseen).unwrap_or(0);
        Self {
            erhebung: StoredValue::new(erhebung.id),
            lines: RwSignal::new(lines),
            at: RwSignal::new(first),
            marked: StoredValue::new(HashMap::new()),
            told: RwSignal::new(String::new()),
            notice: RwSignal::new(None),
            failure: RwSignal::new(None),
            working: RwSignal::new(false),
        }
    }

    /// The text in sight; `None` where there is none at all.
    pub fn shown(self) -> Option<FreeTextLine> {
        self.lines.with(|lines| lines.get(self.at.get()).cloned())
    }

    /// The words that are black when a text comes into sight.
    pub fn marked(self, line: &FreeTextLine) -> BlackedOut {
        let marked = self.marked.with_value(|marked| marked.get(&sighted(line)).cloned());
        marked.unwrap_or_else(|| BlackedOut::of(line.blacked_out.iter().copied()))
    }

    pub fn mark(self, text: &Sighted, words: BlackedOut) {
        // The page may have been left meanwhile.
        _ = self.marked.try_update_value(|marked| marked.insert(text.clone(), words));
    }

    /// `Text 3 von 15`
    pub fn position(self) -> String {
        format!("Text {} von {}", self.at.get_untracked() + 1, self.lines.with_untracked(Vec::len))
    }

    pub fn unseen(self) -> usize {
        self.lines.with(|lines| lines.iter().filter(|line| line.stand == Stand::Unseen).count())
    }

    /// To the next text or the one before it, round and round.
    pub fn go(self, forward: bool) {
        self.quiet();
        let count = self.lines.with_untracked(Vec::len).max(1);
        self.at.update(|at| *at = (*at + if forward { 1 } else { count - 1 }) % count);
        focus(HEADING);
    }

    /// Sends what was decided about the text in sight, and goes on to the next one that nobody has seen.
    pub fn decide(self, act: &'static str, blacked_out: BlackedOut) {
        let Some(line) = untrack(|| self.shown()).filter(|_| !self.working.get_untracked()) else { return };
        self.quiet();
        let input = DecisionInput { act: act.into(), blacked_out: blacked_out.words() };
        if let Err(faults) = input.check(&line.text) {
            return self.notice.set(faults.first().map(sentence));
        }
        let erhebung = self.erhebung.get_value();
        self.working.set(true);
        spawn_local(async move {
            let FreeTextLine { submission, place, seen, .. } = line;
            let done = decide_free_text(erhebung, submission, place, seen, input).await;
            // The page may have been left meanwhile.
            _ = self.working.try_set(false);
            match done {
                Ok(line) => self.decided(line),
                Err(ApiError(AppError::Conflict)) => self.look_again().await,
                Err(ApiError(error)) => _ = self.failure.try_set(Some(error)),
            }
        });
    }

    fn quiet(self) {
        self.told.set(String::new());
        self.notice.set(None);
        self.failure.set(None);
    }

    fn decided(self, line: FreeTextLine) {
        let Some(at) = self.lines.try_update(|lines| {
            let at = lines.iter().position(|known| is_same(known, &line))?;
            lines[at] = line.clone();
            let next = (at + 1..lines.len()).chain(0..at).find(|other| lines[*other].stand == Stand::Unseen);
            Some(next.unwrap_or(at))
        }) else {
            return;
        };
        self.told.set(format!("Der Text ist {}.", german::stand(line.stand)));
        if let Some(at) = at {
            self.at.set(at);
        }
        focus(HEADING);
    }

    /// Fetches how the texts stand now; the same one stays in sight.
    async fn look_again(self) {
        let Some(erhebung) = self.erhebung.try_get_value() else { return };
        match read_free_texts(erhebung).await {
            Ok(view) => {
                let Some(before) = self.lines.try_get_untracked() else { return };
                let shown = before.get(self.at.get_untracked()).cloned();
                let at = shown.and_then(|shown| view.lines.iter().position(|line| is_same(line, &shown)));
                self.lines.set(view.lines);
                self.at.set(at.unwrap_or(0));
                self.notice.set(Some(SOMEBODY_ELSE.to_owned()));
                focus(HEADING);
            }
            Err(ApiError(error)) => _ = self.failure.try_set(Some(error)),
        }
    }
}

pub fn sighted(line: &FreeTextLine) -> Sighted {
    (line.submission.clone(), line.place.clone(), line.seen.revision)
}

/// Whether two lines are about one text.
fn is_same(one: &FreeTextLine, other: &FreeTextLine) -> bool {
    (&one.submission, &one.place) == (&other.submission, &other.place)
}
