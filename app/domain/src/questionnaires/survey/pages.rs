//! Which questions stand on which page.

use crate::questionnaires::{
    definition::{Definition, Kind, Node},
    engine::NodeState,
};

/// Questions outside of groups that stand on one page at most: about a phone's screen or two.
const LOOSE_QUESTIONS: usize = 5;

/// Names of the top nodes of each page. A group or repeat is a page of its own; what stands outside of them is divided.
pub fn pages(definition: &Definition) -> Vec<Vec<String>> {
    let mut pages: Vec<Vec<String>> = Vec::new();
    let mut open = 0;
    for node in definition.nodes.iter().filter(|node| is_shown(node)) {
        if node.kind.is_container() {
            open = 0;
            pages.push(vec![node.name.clone()]);
            continue;
        }
        match pages.last_mut() {
            Some(page) if open > 0 && open < LOOSE_QUESTIONS => page.push(node.name.clone()),
            _ => {
                open = 0;
                pages.push(vec![node.name.clone()]);
            }
        }
        // A note belongs to what follows it and takes no room of its own.
        open += usize::from(node.kind != Kind::Note || open == 0);
    }
    pages
}

fn is_shown(node: &Node) -> bool {
    node.kind.is_asked() || node.kind == Kind::Note || node.kind.is_container()
}

/// The page on which a node stands, by the top node of its path `/data/group[1]/question`.
pub(super) fn page_of(pages: &[Vec<String>], node: &NodeState) -> Option<usize> {
    let top = node.path.split('/').nth(2)?.split('[').next()?;
    pages.iter().position(|page| page.iter().any(|name| name == top))
}

/// Why a questionnaire cannot be answered on the public pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurveyFault {
    /// Name of the question.
    pub name: String,
}

/// Questions that cannot be asked there: places would tell who answers. Pictures are hidden wherever people answer
/// ([`Definition::without_pictures`]).
pub fn check_answerable(definition: &Definition) -> Vec<SurveyFault> {
    let unfit = |node: &&Node| matches!(node.kind, Kind::Geopoint | Kind::Other { .. });
    definition.walk().into_iter().filter(unfit).map(|node| SurveyFault { name: node.name.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(kinds: &[(&str, Kind)]) -> Definition {
        let node =
            |(name, kind): &(&str, Kind)| Node { name: (*name).to_owned(), kind: kind.clone(), ..Node::default() };
        Definition { nodes: kinds.iter().map(node).collect(), ..Definition::default() }
    }

    #[test]
    fn groups_are_pages_and_loose_questions_are_divided() {
        let text = |name| (name, Kind::Text);
        let form = definition(&[
            ("begruessung", Kind::Note),
            text("a"),
            text("b"),
            text("c"),
            text("d"),
            text("e"),
            ("summe", Kind::Calculate),
            text("f"),
            ("g", Kind::Group),
            ("r", Kind::Repeat),
            text("h"),
        ]);
        let expected: [&[&str]; 5] = [&["begruessung", "a", "b", "c", "d"], &["e", "f"], &["g"], &["r"], &["h"]];
        assert_eq!(pages(&form), expected);
        assert_eq!(pages(&Definition::default()), [[] as [&str; 0]; 0]);
    }

    /// Groups within it too, and more questions than stand loose on a page.
    #[test]
    fn a_field_list_stays_on_one_page() {
        let questions = (0..2 * LOOSE_QUESTIONS).map(|at| Node { name: format!("q{at}"), ..Node::default() });
        let inner = Node { name: "innen".into(), kind: Kind::Group, children: questions.collect(), ..Node::default() };
        let outer = Node {
            name: "aussen".into(),
            kind: Kind::Group,
            appearance: "field-list".into(),
            children: vec![inner],
            ..Node::default()
        };
        let after = Node { name: "danach".into(), ..Node::default() };
        let form = Definition { nodes: vec![outer, after], ..Definition::default() };
        assert_eq!(pages(&form), [["aussen"], ["danach"]]);
    }

    #[test]
    fn places_are_not_asked_and_pictures_are_hidden() {
        let form = definition(&[("a", Kind::Text), ("wo", Kind::Geopoint), ("bild", Kind::Image)]);
        assert_eq!(check_answerable(&form), [SurveyFault { name: "wo".into() }]);
        assert_eq!(pages(&form.without_pictures()), [["a", "wo"]]);
    }
}
