//! Materials of an event: links and texts that only those see who have a seat, and the Koordination.

use super::types::{EventPlan, Registration};
use serde::{Deserialize, Serialize};

/// One entry, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Material {
    /// What the entry says, or what its link is called.
    pub text: String,
    /// Where it leads; blank for a text.
    pub address: String,
}

impl Material {
    /// The first `https://` address of a line leads there, and the words around it are what it is called; a line of another kind
    /// is a text.
    pub fn of(line: &str) -> Self {
        let is_address = |word: &&str| word.strip_prefix("https://").is_some_and(|rest| !rest.is_empty());
        let Some(address) = line.split_whitespace().find(is_address) else {
            return Self { text: line.to_owned(), address: String::new() };
        };
        let words: Vec<_> = line.split_whitespace().filter(|word| *word != address).collect();
        let text = if words.is_empty() { address.to_owned() } else { words.join(" ") };
        Self { text, address: address.to_owned() }
    }

    /// Everything that belongs to an event, for the Koordination.
    pub fn all(plan: &EventPlan) -> Vec<Self> {
        plan.materials.iter().map(|line| Self::of(line)).collect()
    }

    /// What the holder of a registration sees of it: all of it with a seat, else nothing.
    pub fn of_participant(plan: &EventPlan, row: &Registration) -> Vec<Self> {
        if row.status.holds_seat() { Self::all(plan) } else { vec![] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::{
        port::Linked,
        roll::{Roll, noon},
        tandem::MyRegistrationView,
    };

    #[test]
    fn a_line_with_an_address_is_a_link_called_by_its_other_words() {
        let read = |line| {
            let Material { text, address } = Material::of(line);
            (text, address)
        };
        let link = |text: &str| (text.to_owned(), "https://beispiel.de/folien.pdf".to_owned());
        assert_eq!(read("Folien des Vormittags https://beispiel.de/folien.pdf"), link("Folien des Vormittags"));
        assert_eq!(read("https://beispiel.de/folien.pdf"), link("https://beispiel.de/folien.pdf"));
        for text in ["Bitte Schreibzeug mitbringen", "http://beispiel.de", "javascript:alert(1)", "https://"] {
            assert_eq!(read(text), (text.to_owned(), String::new()));
        }
    }

    #[test]
    fn only_who_has_a_seat_sees_them() {
        let mut roll = Roll::with_waiting_list(1);
        roll.event.plan.materials = vec!["Folien https://beispiel.de/folien.pdf".into()];
        roll.register_singles(&[1, 2]);
        let seen = |number| {
            let registration = roll.row(number).expect("registered").clone();
            let linked = Linked { event: roll.event.clone(), registration, partner: None, place: None };
            MyRegistrationView::of(&linked, noon(7)).materials.len()
        };
        assert_eq!((seen(1), seen(2)), (1, 0));
    }
}
