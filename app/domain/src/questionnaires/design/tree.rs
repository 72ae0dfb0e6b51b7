//! Where a node stands among the others, and how it gets elsewhere.

use super::command::{Refused, Spot, Way};
use crate::questionnaires::definition::{Definition, Node, QuestionId};

/// Groups within groups that a designer can make: far below what readers of the definition can take.
const DEEPEST: usize = 12;

/// Places from the top to the node, each among its siblings.
pub type Path = Vec<usize>;

pub fn path_of(nodes: &[Node], id: QuestionId) -> Option<Path> {
    for (place, node) in nodes.iter().enumerate() {
        if node.id == id {
            return Some(vec![place]);
        }
        if let Some(mut below) = path_of(&node.children, id) {
            below.insert(0, place);
            return Some(below);
        }
    }
    None
}

pub fn node_mut(nodes: &mut Vec<Node>, id: QuestionId) -> Option<&mut Node> {
    let path = path_of(nodes, id)?;
    let (last, around) = path.split_last()?;
    siblings(nodes, around).get_mut(*last)
}

/// The children of the group at a path; of no path, the top. A path that leads nowhere ends where it still leads.
pub fn siblings<'a>(nodes: &'a mut Vec<Node>, around: &[usize]) -> &'a mut Vec<Node> {
    match around.split_first() {
        Some((place, rest)) if *place < nodes.len() => siblings(&mut nodes[*place].children, rest),
        _ => nodes,
    }
}

/// Puts a node to its spot.
pub fn insert(nodes: &mut Vec<Node>, node: Node, at: Spot) -> Result<(), Refused> {
    let (around, place) = match at {
        Spot::End => (Vec::new(), usize::MAX),
        Spot::After(id) => {
            let mut path = path_of(nodes, id).ok_or(Refused::UnknownQuestion)?;
            let place = path.pop().ok_or(Refused::UnknownQuestion)?;
            (path, place + 1)
        }
        Spot::Before(id) => {
            let mut path = path_of(nodes, id).ok_or(Refused::UnknownQuestion)?;
            let place = path.pop().ok_or(Refused::UnknownQuestion)?;
            (path, place)
        }
        Spot::Inside(id) => {
            let path = path_of(nodes, id).ok_or(Refused::UnknownQuestion)?;
            if !node_mut(nodes, id).is_some_and(|node| node.kind.is_container()) {
                return Err(Refused::NoPlace);
            }
            (path, usize::MAX)
        }
    };
    put(nodes, node, &around, place)
}

fn put(nodes: &mut Vec<Node>, node: Node, around: &[usize], place: usize) -> Result<(), Refused> {
    if around.len() + height(&node) > DEEPEST {
        return Err(Refused::TooDeep);
    }
    let siblings = siblings(nodes, around);
    siblings.insert(place.min(siblings.len()), node);
    Ok(())
}

fn height(node: &Node) -> usize {
    1 + node.children.iter().map(height).max().unwrap_or(0)
}

pub fn remove(nodes: &mut Vec<Node>, id: QuestionId) -> Option<Node> {
    let path = path_of(nodes, id)?;
    let (last, around) = path.split_last()?;
    Some(siblings(nodes, around).remove(*last))
}

/// Moves a node to another spot; into itself it cannot go.
pub fn move_to(nodes: &mut Vec<Node>, id: QuestionId, at: Spot) -> Result<(), Refused> {
    let from = path_of(nodes, id).ok_or(Refused::UnknownQuestion)?;
    if let Some(beside) = at.of() {
        let to = path_of(nodes, beside).ok_or(Refused::UnknownQuestion)?;
        if to.starts_with(&from) {
            return Err(Refused::NoPlace);
        }
    }
    let node = remove(nodes, id).ok_or(Refused::UnknownQuestion)?;
    insert(nodes, node, at)
}

impl Spot {
    /// Where a question lands that is dropped on another one: at that one's place, or at the end of a section; at the `upper`
    /// edge of a section in front of it. `None` on itself and on what it holds, where it cannot go.
    pub fn of_drop(draft: &Definition, dropped: QuestionId, on: QuestionId, upper: bool) -> Option<Self> {
        let (from, to) = (path_of(&draft.nodes, dropped)?, path_of(&draft.nodes, on)?);
        if to.starts_with(&from) {
            return None;
        }
        Some(match draft.find(on)?.kind.is_container() {
            true if upper => Self::Before(on),
            true => Self::Inside(on),
            // Paths are in the order in which the questions stand.
            false if from < to => Self::After(on),
            false => Self::Before(on),
        })
    }
}

/// Moves a node one step.
pub fn step(nodes: &mut Vec<Node>, id: QuestionId, way: Way) -> Result<(), Refused> {
    let path = path_of(nodes, id).ok_or(Refused::UnknownQuestion)?;
    let (place, around) = path.split_last().ok_or(Refused::UnknownQuestion)?;
    let place = *place;
    let count = siblings(nodes, around).len();
    let group_at = |nodes: &mut Vec<Node>, place: usize| {
        siblings(nodes, around).get(place).is_some_and(|node| node.kind.is_container())
    };
    // Where the node stands afterwards, once it is taken out of the tree.
    let (around, place) = match way {
        Way::Up if place > 0 => (around.to_vec(), place - 1),
        Way::Down if place + 1 < count => (around.to_vec(), place + 1),
        Way::Up | Way::Down | Way::Out => {
            let (group, outer) = around.split_last().ok_or(Refused::NoPlace)?;
            (outer.to_vec(), group + usize::from(way != Way::Up))
        }
        Way::In if place > 0 && group_at(nodes, place - 1) => ([around, &[place - 1]].concat(), usize::MAX),
        // The group below moves up by one when the node is taken out.
        Way::In if group_at(nodes, place + 1) => ([around, &[place]].concat(), 0),
        Way::In => return Err(Refused::NoPlace),
    };
    let node = remove(nodes, id).ok_or(Refused::UnknownQuestion)?;
    put(nodes, node, &around, place)
}
