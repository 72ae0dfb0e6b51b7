//! One filling-in that stays open: on the server for a single page that was sent, in the browser from page to page. Both go
//! the same way, so that nobody is asked anything else where the browser has no WASM.

use super::{
    Context, Definition, Form, Language, LoadFault, Move, NodeState, Outcome, Place, Stand, Submission, Turn, Walk,
    faults_of, is_recognisable, pages, take_answers,
};

/// A survey at one of its pages.
#[derive(Debug)]
pub struct Filling {
    form: Form,
    walk: Walk,
    /// Counted from 0, as in [`Stand`].
    page: usize,
    now: i64,
    /// What has fields in front of the person.
    shown: Vec<NodeState>,
    /// The same as the last turn has shown it: what was typed since, and any hint at it, nobody needs to have read.
    read: Vec<NodeState>,
    /// Where a fault is said at once: the person has been there.
    judged: Vec<Place>,
}

impl Filling {
    /// Goes on where the hidden field says; a page that does not exist is the last one.
    pub fn open(definition: &Definition, context: Context, stand: &Stand) -> Result<Self, Vec<LoadFault>> {
        let now = context.now;
        let form = Form::restore(definition, Context { seed: stand.seed, ..context }, &stand.draft)?;
        let walk = Walk { pages: pages(definition), mark: stand.mark, seed: stand.seed };
        let page = stand.page.min(walk.pages.len().saturating_sub(1));
        let shown = walk.nodes(&form, page);
        let read = shown.clone();
        Ok(Self { form, walk, page, now, shown, read, judged: Vec::new() })
    }

    /// The names of the languages to choose from.
    pub fn languages(&self) -> &[String] {
        self.form.languages()
    }

    /// Everything that stands on the page now.
    pub fn shown(&self) -> &[NodeState] {
        &self.shown
    }

    /// Goes on in another language of the questionnaire; an unknown one changes nothing.
    pub fn speak(&mut self, language: &str) {
        self.form.set_language(language);
    }

    /// Somebody has left this field: from now on [`Self::look`] says what is wrong there, until the page is turned.
    pub fn judge(&mut self, place: Place) {
        if !self.judged.contains(&place) {
            self.judged.push(place);
        }
    }

    /// The same page with what stands in its fields now, while somebody is still typing.
    pub fn look(&mut self, fields: &[(String, String)]) -> Turn {
        take_answers(&mut self.form, &self.shown, fields);
        self.shown = self.walk.nodes(&self.form, self.page);
        let left = self.shown.iter().filter(|node| self.judged.contains(&node.place));
        let faults = faults_of(left, &self.form);
        self.show(self.page, Outcome::Show, faults)
    }

    /// Takes the answers of the page and says what follows.
    pub fn turn(&mut self, fields: &[(String, String)], step: &Move) -> Turn {
        take_answers(&mut self.form, &self.shown, fields);
        let turn = self.follow(step);
        self.page = turn.stand.page;
        self.shown.clone_from(&turn.nodes);
        self.read.clone_from(&turn.nodes);
        self.judged = turn.faults.iter().map(|(place, _)| place.clone()).collect();
        turn
    }

    fn follow(&mut self, step: &Move) -> Turn {
        let page = self.page;
        match step {
            Move::Stay => self.show(page, Outcome::Show, Vec::new()),
            Move::Back => {
                let visible = self.walk.visible(&self.form);
                let before = visible.iter().rev().find(|other| **other < page).copied().unwrap_or(page);
                self.show(before, Outcome::Show, Vec::new())
            }
            Move::Add(place) | Move::Remove(place) => {
                // Refused when it was pressed twice, or at the limit: the page then shows what is there.
                let _arranged = match step {
                    Move::Add(_) => self.form.add_repeat(place).is_ok(),
                    _ => self.form.remove_repeat(place).is_ok(),
                };
                self.show(page, Outcome::Show, Vec::new())
            }
            Move::Next => self.next(),
        }
    }

    fn next(&self) -> Turn {
        let page = self.page;
        let visible = self.walk.visible(&self.form);
        let asked_before: Vec<&Place> = self.shown.iter().map(|node| &node.place).collect();
        let now_shown = self.walk.nodes(&self.form, page);
        let faults = faults_of(now_shown.iter().filter(|node| asked_before.contains(&&node.place)), &self.form);
        if !faults.is_empty() {
            return self.show(page, Outcome::Refused, faults);
        }
        if now_shown.iter().any(|node| node.kind.is_asked() && !asked_before.contains(&&node.place)) {
            return self.show(page, Outcome::More, Vec::new());
        }
        if is_recognisable(&self.read, &now_shown) {
            return self.show(page, Outcome::Noticed, Vec::new());
        }
        if let Some(next) = visible.iter().find(|other| **other > page) {
            return self.show(*next, Outcome::Show, Vec::new());
        }
        // What was passed over, or has come to apply on an earlier page.
        for other in visible {
            let nodes = self.walk.nodes(&self.form, other);
            let faults = faults_of(nodes.iter(), &self.form);
            if !faults.is_empty() {
                return self.show(other, Outcome::Refused, faults);
            }
        }
        let language = Language::of_questionnaire(self.form.language());
        let submission = Submission { language, ..self.form.submission(self.now) };
        self.show(page, Outcome::Finished(submission), Vec::new())
    }

    fn show(&self, page: usize, outcome: Outcome, faults: Vec<(Place, String)>) -> Turn {
        self.walk.turn(&self.form, page, outcome, faults)
    }
}
