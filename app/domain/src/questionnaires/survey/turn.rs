//! One page sent and what follows: decided here, the same with and without WASM.

use super::{
    language::Language,
    pages::{page_of, pages},
    stand::{Mark, Stand},
    texts::Text,
};
use crate::{
    personal::signs,
    questionnaires::{
        definition::{Definition, Kind},
        engine::{Context, Form, LoadFault, NodeState, RepeatState},
        submission::{Place, Submission},
    },
};

mod filling;

pub use filling::Filling;

/// What somebody pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    Next,
    Back,
    Add(Place),
    Remove(Place),
    /// Another language, or nothing that changes the page.
    Stay,
}

/// What became of a sent page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Show,
    /// It was put aside, and goes on.
    Resumed,
    /// It cannot be put aside: there is more of it than a device keeps.
    TooMuch,
    /// Answers are missing or do not fit.
    Refused,
    /// Further questions of the same page apply now.
    More,
    /// Somebody could be recognised in a text: the page stands there once more, and the next time the text is taken as it is.
    Noticed,
    /// Everything is answered; this is to be stored.
    Finished(Submission),
}

/// The page to show now.
#[derive(Debug)]
pub struct Turn {
    pub outcome: Outcome,
    pub stand: Stand,
    /// Everything on the page, groups with their content, in its order.
    pub nodes: Vec<NodeState>,
    /// What is wrong, in the language of the page; only for questions that were shown before.
    pub faults: Vec<(Place, String)>,
    /// Which page this is, counted from 1, and of how many that apply now.
    pub position: (usize, usize),
    /// The language of the questionnaire that is shown.
    pub language: String,
}

/// The first page.
pub fn begin(definition: &Definition, context: Context, mark: Mark) -> Result<Turn, Vec<LoadFault>> {
    let seed = context.seed;
    let form = Form::create(definition, context)?;
    let walk = Walk { pages: pages(definition), mark, seed };
    let page = walk.visible(&form).first().copied().unwrap_or(0);
    Ok(walk.turn(&form, page, Outcome::Show, Vec::new()))
}

/// The page on which somebody has put the survey aside, with what was on it.
pub fn resume(definition: &Definition, context: Context, stand: &Stand) -> Result<Turn, Vec<LoadFault>> {
    let form = Form::restore(definition, Context { seed: stand.seed, ..context }, &stand.draft)?;
    let walk = Walk { pages: pages(definition), mark: stand.mark, seed: stand.seed };
    let page = stand.page.min(walk.pages.len().saturating_sub(1));
    Ok(walk.turn(&form, page, Outcome::Resumed, Vec::new()))
}

/// Takes the answers of one page and says what follows. `fields` are those of the form, as they were typed.
pub fn take_turn(
    definition: &Definition,
    context: Context,
    stand: &Stand,
    fields: &[(String, String)],
    step: &Move,
) -> Result<Turn, Vec<LoadFault>> {
    Ok(Filling::open(definition, context, stand)?.turn(fields, step))
}

/// Whether a text in which somebody could be recognised has been written or changed since the page was shown: with it a hint
/// is shown as well, and who leaves the text as it is has read that.
fn is_recognisable(before: &[NodeState], now: &[NodeState]) -> bool {
    let is_new = |node: &&NodeState| !before.iter().any(|other| other.place == node.place && other.entry == node.entry);
    let texts = now.iter().filter(|node| node.kind == Kind::Text && !node.read_only);
    texts.filter(is_new).any(|node| !signs(&node.entry).is_empty())
}

#[derive(Debug)]
struct Walk {
    pages: Vec<Vec<String>>,
    mark: Mark,
    seed: u64,
}

impl Walk {
    fn nodes(&self, form: &Form, page: usize) -> Vec<NodeState> {
        form.page().into_iter().filter(|node| page_of(&self.pages, node) == Some(page)).collect()
    }

    /// The pages on which something stands now.
    fn visible(&self, form: &Form) -> Vec<usize> {
        let nodes = form.page();
        let fills = |node: &NodeState| match node.repeat {
            // An empty repeat still shows its button.
            Some(RepeatState::Range { counted, .. }) => !counted,
            Some(RepeatState::Instance { .. }) => false,
            None => node.kind != Kind::Group,
        };
        let filled: Vec<usize> =
            nodes.iter().filter(|node| fills(node)).filter_map(|node| page_of(&self.pages, node)).collect();
        (0..self.pages.len()).filter(|page| filled.contains(page)).collect()
    }

    fn turn(&self, form: &Form, page: usize, outcome: Outcome, faults: Vec<(Place, String)>) -> Turn {
        let visible = self.visible(form);
        let place = visible.iter().position(|other| *other == page).map_or(1, |at| at + 1);
        Turn {
            outcome,
            stand: Stand { page, mark: self.mark, seed: self.seed, draft: form.draft() },
            nodes: self.nodes(form, page),
            faults,
            position: (place, visible.len().max(1)),
            language: form.language().to_owned(),
        }
    }
}

/// Enters what the form sent for the questions it showed; a question without a field was left blank.
fn take_answers(form: &mut Form, shown: &[NodeState], fields: &[(String, String)]) {
    for node in shown.iter().filter(|node| node.kind.is_asked() && !node.read_only) {
        let raw = raw_of(node, fields);
        // Refused where an answer before has taken the question away; then there is nothing to keep.
        let _gone = form.answer(node.place.clone(), &raw).is_err();
    }
}

/// `f12:1.3`, and `f12:1.3!choice` for the rank of a choice.
pub fn field_name(place: &Place) -> String {
    format!("f{place}")
}

fn raw_of(node: &NodeState, fields: &[(String, String)]) -> String {
    let name = field_name(&node.place);
    let mut own = fields.iter().filter(|(field, _)| *field == name).map(|(_, value)| value.as_str());
    match node.kind {
        Kind::SelectMultiple { .. } => own.collect::<Vec<_>>().join(" "),
        Kind::Acknowledge => own.next().map_or("", |_| "OK").to_owned(),
        Kind::Rank { .. } => {
            let prefix = format!("{name}!");
            let mut ranked: Vec<(u32, &str)> = fields
                .iter()
                .filter_map(|(field, value)| Some((value.trim().parse().ok()?, field.strip_prefix(&prefix)?)))
                .collect();
            ranked.sort_by_key(|(rank, _)| *rank);
            ranked.into_iter().map(|(_, choice)| choice).collect::<Vec<_>>().join(" ")
        }
        _ => own.next().unwrap_or_default().to_owned(),
    }
}

fn faults_of<'a>(nodes: impl Iterator<Item = &'a NodeState>, form: &Form) -> Vec<(Place, String)> {
    let language = Language::of_questionnaire(form.language()).unwrap_or(Language::German);
    nodes
        .filter_map(|node| Some((node.place.clone(), Text::of_violation(node.violation.as_ref()?, language))))
        .collect()
}

#[cfg(test)]
mod tests;
