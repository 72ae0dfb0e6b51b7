//! Languages of a draft, and every text with its translations side by side.

use super::{
    apply::{clean, text_mut},
    command::{ChoiceAt, Refused, TextField},
};
use crate::questionnaires::definition::{Definition, Node, QuestionId, Texts};

const MOST_LANGUAGES: usize = 20;

pub(super) fn add(definition: &mut Definition, language: &str) -> Result<(), Refused> {
    let language = clean(language).split_whitespace().collect::<Vec<_>>().join(" ");
    let bad = language.is_empty()
        || language.eq_ignore_ascii_case("default")
        || language.contains([':', '$', '\n'])
        || definition.languages.len() >= MOST_LANGUAGES
        || definition.languages.contains(&language);
    if bad {
        return Err(Refused::BadLanguage);
    }
    definition.languages.push(language);
    Ok(())
}

pub(super) fn remove(definition: &mut Definition, language: &str) -> Result<(), Refused> {
    if !definition.languages.iter().any(|known| known == language) {
        return Err(Refused::BadLanguage);
    }
    if definition.languages.len() == 1 {
        return Err(Refused::LastLanguage);
    }
    definition.languages.retain(|known| known != language);
    if definition.settings.default_language == language {
        definition.settings.default_language = definition.languages.first().cloned().unwrap_or_default();
    }
    let mut open: Vec<&mut Node> = definition.nodes.iter_mut().collect();
    while let Some(node) = open.pop() {
        node.texts_mut().for_each(|texts| texts.remove(language));
        node.media.retain(|_, texts| !texts.is_empty());
        open.extend(&mut node.children);
    }
    for choice in definition.lists.iter_mut().flat_map(|list| &mut list.choices) {
        choice.label.remove(language);
        choice.media.values_mut().for_each(|texts| texts.remove(language));
        choice.media.retain(|_, texts| !texts.is_empty());
    }
    Ok(())
}

/// Whose text a line holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Question(QuestionId, TextField),
    Choice(String, ChoiceAt),
}

/// A text in all languages, in the order of [`Definition::languages`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub target: Target,
    pub texts: Vec<String>,
}

impl Line {
    fn of(target: Target, texts: &Texts, languages: &[String]) -> Option<Self> {
        let text = |language: &String| texts.exact(language).unwrap_or_default().to_owned();
        (!texts.is_empty()).then(|| Self { target, texts: languages.iter().map(text).collect() })
    }

    /// Languages in which it is missing.
    pub fn missing(&self) -> usize {
        self.texts.iter().filter(|text| text.is_empty()).count()
    }
}

/// Everything that is written in some language, in the order in which it is read; lists after the questions.
pub fn lines(definition: &Definition) -> Vec<Line> {
    let languages = &definition.languages;
    let mut found = Vec::new();
    for node in definition.walk().into_iter().filter(|node| !node.generated) {
        let mut node = Node { children: Vec::new(), ..node.clone() };
        for field in TextField::ALL {
            let id = node.id;
            found.extend(Line::of(Target::Question(id, field), text_mut(&mut node, field), languages));
        }
    }
    for list in &definition.lists {
        for (place, choice) in list.choices.iter().enumerate() {
            let at = ChoiceAt { place, name: choice.name.clone() };
            found.extend(Line::of(Target::Choice(list.name.clone(), at), &choice.label, languages));
        }
    }
    found
}

/// The names in `${…}` that a text fills in and its translation does not: whoever reads that one misses what was answered
/// before. A text that is not translated yet misses nothing else.
pub fn lost_references(text: &str, translation: &str) -> Vec<String> {
    let mut lost: Vec<String> = Vec::new();
    if translation.trim().is_empty() {
        return lost;
    }
    let kept = names_in(translation);
    for name in names_in(text) {
        if !kept.contains(&name) && !lost.iter().any(|known| known == name) {
            lost.push(name.to_owned());
        }
    }
    lost
}

fn names_in(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = text;
    while let Some((name, tail)) = rest.split_once("${").and_then(|(_, after)| after.split_once('}')) {
        names.push(name.trim());
        rest = tail;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_that_fills_in_less_is_noticed() {
        let german = "${kind} ist ${alter} Jahre alt, ${ kind } und ${alter}.";
        assert_eq!(lost_references(german, "${alter} yaşında"), ["kind"]);
        assert_eq!(lost_references(german, "yok"), ["kind", "alter"]);
        for translation in ["${ alter }, ${kind}", "", "  ", german] {
            assert!(lost_references(german, translation).is_empty(), "{translation}");
        }
        assert_eq!(lost_references("Nichts, auch kein ${", "x ${neu}"), Vec::<String>::new());
    }
}
