//! What a server takes as a draft: somebody's browser made it.

use super::apply::clean;
use crate::{
    error::{AppError, ErrorCode},
    field,
    questionnaires::definition::{Definition, Node, QuestionId, Settings},
};
use std::collections::HashSet;

/// Nodes, lists and choices together that a draft may have.
const MOST_PARTS: usize = 20_000;
/// Groups within groups, as the engine runs them.
const DEEPEST: usize = 29;
/// The language in which a new questionnaire begins.
const FIRST_LANGUAGE: &str = "Deutsch (de)";

/// Most characters of a title.
const TITLE_MAX: usize = 200;

/// A questionnaire without a question; a fault of `title` where that is none: missing, too long, with marks that nobody sees.
pub fn empty(title: &str) -> Result<Definition, AppError> {
    let title = field::text("title", title, TITLE_MAX).map_err(|fault| AppError::Invalid(vec![fault]))?;
    let title = clean(&title);
    let form_id = super::names::derived(&title, "fragebogen");
    let settings = Settings {
        title,
        form_id,
        default_language: FIRST_LANGUAGE.into(),
        root: "data".into(),
        ..Settings::default()
    };
    Ok(Definition { settings, languages: vec![FIRST_LANGUAGE.into()], next_id: 1, ..Definition::default() })
}

/// Another questionnaire that begins as a copy, under a title of its own.
///
/// # Errors
/// As [`empty`].
pub fn copied(original: &Definition, title: &str) -> Result<Definition, AppError> {
    let Settings { title, form_id, .. } = empty(title)?.settings;
    let settings = Settings { title, form_id, version: String::new(), ..original.settings.clone() };
    Ok(Definition { settings, ..original.clone() })
}

/// The draft that goes on from a published version.
pub fn next_draft(latest: &Definition) -> Definition {
    latest.clone()
}

/// Whether this may be stored as the next draft after `latest`: ids once each, and none that another question of a
/// published version had.
pub fn accept(draft: &Definition, latest: Option<&Definition>) -> Result<(), AppError> {
    let nodes = draft.walk();
    let choices: usize = draft.lists.iter().map(|list| 1 + list.choices.len()).sum();
    if nodes.len() + choices > MOST_PARTS || depth(&draft.nodes) > DEEPEST {
        return Err(AppError::field("draft", ErrorCode::TooLarge));
    }
    if draft.settings.title.trim().is_empty() {
        return Err(AppError::field("title", ErrorCode::Required));
    }
    let known: HashSet<QuestionId> = latest.iter().flat_map(|latest| latest.walk()).map(|node| node.id).collect();
    let first_new = latest.map_or(1, |latest| latest.next_id);
    let mut seen = HashSet::new();
    let good = |node: &&Node| {
        let fits = known.contains(&node.id) || node.id.0 >= first_new;
        node.id.0 < draft.next_id && fits && seen.insert(node.id)
    };
    let all = nodes.len();
    if draft.next_id < first_new || nodes.into_iter().filter(good).count() != all {
        return Err(AppError::field("draft", ErrorCode::WrongState));
    }
    Ok(())
}

/// The draft without what would turn one of its texts around ([`field::without_overrides`]): the designer and the importer take
/// that away, and a browser can send what neither of them made.
#[must_use]
pub fn cleaned(mut draft: Definition) -> Definition {
    let plain = |text: &mut String| *text = field::without_overrides(text);
    plain(&mut draft.settings.title);
    let mut open: Vec<&mut Node> = draft.nodes.iter_mut().collect();
    while let Some(node) = open.pop() {
        node.texts_mut().flat_map(|texts| texts.iter_mut()).for_each(plain);
        open.extend(&mut node.children);
    }
    let choices = draft.lists.iter_mut().flat_map(|list| &mut list.choices);
    choices.flat_map(|choice| choice.label.iter_mut()).for_each(plain);
    draft
}

fn depth(nodes: &[Node]) -> usize {
    nodes.iter().map(|node| 1 + depth(&node.children)).max().unwrap_or(0)
}
