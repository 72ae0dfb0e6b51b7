//! Nodes that stand in no row: made of what an author's row asks for.

use crate::questionnaires::{
    definition::{Kind, Node, Settings, Texts},
    expression::{Expression, Path, Start, parse},
    german,
};

/// The text question that `or_other` adds behind a select.
pub(crate) fn other_question(node: &Node, settings: &Settings) -> Node {
    let mut label = Texts::default();
    for (language, _) in node.label.iter() {
        let german = language.contains("(de)") || settings.default_language.contains("(de)");
        label.set(language, if german { german::OTHER_QUESTION } else { "Specify other." });
    }
    Node {
        name: format!("{}_other", node.name),
        label,
        relevant: Some(format!("selected(${{{}}}, 'other')", node.name)),
        generated: true,
        ..Node::default()
    }
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
