//! How the mails of events are worded: to single participants, to tandems, and with minutes. The built-in wording holds until
//! the Koordination has written its own; what differs from mail to mail stands as `{Titel}` in it.
//!
//! Mails to accounts (invitation, new password) are not among them and stay fixed: their links open an account, and a wording
//! that somebody with the right to plan events could change would be a way to lead people to a page that asks for passwords.

pub mod german;
mod input;
mod occasion;
mod view;

pub use input::TemplateInput;
pub use occasion::{Occasion, Placeholder};
pub use view::{TemplateRow, TemplateView, preview, trial};

use super::{
    german as events_german,
    types::{Event, Participant},
};
use crate::mail::{Draft, Mail};
use std::collections::BTreeMap;

/// A wording: placeholders are among those of its occasion, and those that it must have are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    subject: String,
    /// Blank lines part paragraphs; no line break at the end.
    body: String,
}

/// What stands in a mail in place of each placeholder, by its name.
pub type Values = BTreeMap<String, String>;

/// A stored wording of an occasion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    pub occasion: Occasion,
    /// Grows with each change; 0 where none was ever made.
    pub revision: u32,
    /// `None` where the built-in one holds.
    pub template: Option<Template>,
    /// A wording that the rules do not take (any more), for example because they demand a further placeholder since: the built-in
    /// one holds in its place.
    pub refused: Option<TemplateInput>,
}

impl Stored {
    /// `input` is the wording as it lies there; `None` where the built-in one was brought back.
    pub fn of(occasion: Occasion, revision: u32, input: Option<TemplateInput>) -> Self {
        let template = input.as_ref().and_then(|input| input.check(occasion).ok());
        let refused = input.filter(|_| template.is_none());
        Self { occasion, revision, template, refused }
    }
}

impl Template {
    /// The wording that holds while nobody has written another.
    pub fn builtin(occasion: Occasion) -> Self {
        Self { subject: german::subject(occasion).to_owned(), body: german::body(occasion) }
    }

    pub fn subject(&self) -> &str {
        &self.subject
    }

    pub fn body(&self) -> &str {
        &self.body
    }

    /// Subject and text of a mail. What is put in is never read as a wording: a name may hold braces. A paragraph of which
    /// nothing is left, because what it names is not there, is left out.
    pub fn fill(&self, values: &Values) -> (String, String) {
        let paragraphs = self.body.split("\n\n").map(|wording| (wording, fill(wording, values)));
        let left = paragraphs.filter(|(wording, text)| wording.trim().is_empty() || !text.trim().is_empty());
        let text: Vec<String> = left.map(|(_, text)| text).collect();
        (fill(&self.subject, values), format!("{}\n", text.join("\n\n")))
    }
}

/// A part of a wording.
enum Part<'a> {
    Text(&'a str),
    /// What stands between braces on one line.
    Placeholder(&'a str),
}

/// A brace without its partner on the same line is text.
fn parts(text: &str) -> Vec<Part<'_>> {
    let (mut parts, mut rest) = (Vec::new(), text);
    while let Some(open) = rest.find('{') {
        let inside = &rest[open + 1..];
        let close = inside.find(['}', '{', '\n']).filter(|at| inside[*at..].starts_with('}'));
        let (before, after) = match close {
            Some(close) => (open, open + 1 + close + 1),
            None => (open + 1, open + 1),
        };
        parts.push(Part::Text(&rest[..before]));
        if let Some(close) = close {
            parts.push(Part::Placeholder(&inside[..close]));
        }
        rest = &rest[after..];
    }
    parts.push(Part::Text(rest));
    parts
}

fn fill(text: &str, values: &Values) -> String {
    let part = |part: Part<'_>| match part {
        Part::Text(text) => text.to_owned(),
        Part::Placeholder(name) => values.get(name).cloned().unwrap_or_default(),
    };
    parts(text).into_iter().map(part).collect()
}

/// What all occasions know of an event and a participant; `more` is what only this one has.
fn values(event: &Event, participant: &Participant, more: &[(Placeholder, &str)]) -> Values {
    let plan = &event.plan;
    let days: Vec<_> = plan.days.iter().map(|day| format!("- {}", events_german::day(day))).collect();
    let mut places: Vec<&str> = Vec::new();
    for day in &plan.days {
        // Who comes back to a place on the last day reads it once.
        if !places.contains(&day.place.as_str()) {
            places.push(&day.place);
        }
    }
    let common = [
        (Placeholder::Anrede, german::salutation(&participant.name)),
        (Placeholder::Name, participant.name.clone()),
        (Placeholder::Titel, plan.title.clone()),
        (Placeholder::Format, events_german::format(plan.format).to_owned()),
        (Placeholder::Termin, days.join("\n")),
        (Placeholder::Ort, places.join(", ")),
    ];
    let more = more.iter().map(|(placeholder, value)| (*placeholder, (*value).to_owned()));
    common.into_iter().chain(more).map(|(placeholder, value)| (placeholder.name().to_owned(), value)).collect()
}

/// A mail in the built-in wording, with what it takes to word it otherwise when it is sent. Where it has a link there is its place,
/// and whoever puts the mail into the outbox says what it opens.
pub(super) fn mail(occasion: Occasion, event: &Event, participant: &Participant, more: &[(Placeholder, &str)]) -> Mail {
    let mut values = values(event, participant, more);
    if occasion.placeholders().contains(&Placeholder::Link) {
        values.insert(Placeholder::Link.name().to_owned(), Mail::LINK_PLACE.to_owned());
    }
    let (subject, text) = Template::builtin(occasion).fill(&values);
    let draft = Some(Draft { occasion: occasion.code().to_owned(), values });
    Mail { to: participant.email.clone(), subject, text, draft, opens: None }
}

#[cfg(test)]
#[path = "templates_test.rs"]
mod tests;
