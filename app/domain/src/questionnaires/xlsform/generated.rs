//! Nodes that stand in no row: made of what an author's row asks for.

use crate::questionnaires::{
    definition::{Kind, Node, Settings, Texts},
    expression::{Expression, Path, Start, parse},
    survey::{self, Language},
};

/// The text question that `or_other` adds behind a select.
pub(crate) fn other_question(node: &Node, settings: &Settings) -> Node {
    let mut label = Texts::default();
    for (language, _) in node.label.iter() {
        label.set(language, survey::other_question(spoken(language, settings)));
    }
    Node {
        name: format!("{}_other", node.name),
        label,
        relevant: Some(format!("selected(${{{}}}, 'other')", node.name)),
        generated: true,
        ..Node::default()
    }
}

/// In which of the survey's languages something is said to those who read a questionnaire in `language`, if that is named
/// with its code as XLSForm asks for: `Türkçe (tr)`. For any other one in German if the questionnaire is German, else in
/// English, as ODK does.
pub(crate) fn spoken(language: &str, settings: &Settings) -> Language {
    let known = Language::of_questionnaire(language).filter(|_| language.trim_end().ends_with(')'));
    let german = settings.default_language.contains("(de)");
    known.unwrap_or(if german { Language::German } else { Language::English })
}

/// As in ODK, a count that is more than the name of a question is kept in a node of its own before the repeat.
pub(crate) fn counter_of(repeat: &Node) -> Option<Node> {
    let count = repeat.repeat_count.as_ref()?;
    let plain = matches!(
        parse(count),
        Ok(Expression::Path(Path { start: Start::Reference(_), predicates, steps }))
            if predicates.is_empty() && steps.is_empty()
    );
    if plain {
        return None;
    }
    Some(Node {
        name: format!("{}_count", repeat.name),
        kind: Kind::Calculate,
        calculation: Some(count.clone()),
        read_only: Some("true()".into()),
        generated: true,
        ..Node::default()
    })
}
