//! Choice lists of a draft.

use super::{
    apply::{Work, clean, put_text, with_list},
    command::{ChoiceAt, Refused},
    condition::{Condition, Is, Operand, Subject, Test},
    names, references,
};
use crate::questionnaires::{
    definition::{Choice, ChoiceList, Definition, Kind, Node, QuestionId},
    expression::is_name,
};

/// Choices of one list.
const MOST_CHOICES: usize = 1_000;
/// The code of the choice that `or_other` adds.
const OTHER: &str = "other";

impl Work<'_> {
    /// An empty list, and its name.
    pub(super) fn new_list(&mut self) -> String {
        let name = names::free("antworten", |name| self.definition.list(name).is_some());
        self.definition.lists.push(ChoiceList { name: name.clone(), choices: Vec::new() });
        name
    }

    fn list(&mut self, name: &str) -> Result<&mut ChoiceList, Refused> {
        self.definition.lists.iter_mut().find(|list| list.name == name).ok_or(Refused::UnknownList)
    }

    pub(super) fn add_choice(&mut self, list: &str, language: &str, label: &str) -> Result<(), Refused> {
        let label = clean(label);
        if label.is_empty() {
            return Err(Refused::BadName);
        }
        let all = self.languages_with(language)?;
        let offers_other = uses_other(&self.definition, list);
        let choices = &mut self.list(list)?.choices;
        if choices.len() >= MOST_CHOICES {
            return Err(Refused::TooMany);
        }
        let name = names::free(&names::derived(&label, "antwort"), |name| has(choices, name));
        let mut choice = Choice { name, ..Choice::default() };
        put_text(&mut choice.label, &all, language, &label);
        // "Anderes" stays the last one.
        let last = choices.len() - usize::from(offers_other && choices.last().is_some_and(|last| last.name == OTHER));
        choices.insert(last, choice);
        Ok(())
    }

    pub(super) fn move_choice(&mut self, list: &str, at: &ChoiceAt, down: bool) -> Result<(), Refused> {
        let choices = &mut self.list(list)?.choices;
        let place = place_of(choices, at)?;
        let to = if down { place + 1 } else { place.wrapping_sub(1) };
        if to >= choices.len() {
            return Err(Refused::NoPlace);
        }
        choices.swap(place, to);
        Ok(())
    }

    pub(super) fn remove_choice(&mut self, list: &str, at: &ChoiceAt) -> Result<(), Refused> {
        let choices = &mut self.list(list)?.choices;
        let place = place_of(choices, at)?;
        choices.remove(place);
        Ok(())
    }

    pub(super) fn set_choice_text(
        &mut self,
        list: &str,
        at: &ChoiceAt,
        language: &str,
        text: &str,
    ) -> Result<(), Refused> {
        let all = self.languages_with(language)?;
        let first = self.definition.first_language() == language;
        let published = self.published.and_then(|published| published.list(list));
        let is_new = published.is_none_or(|published| !has(&published.choices, &at.name));
        let choices = &mut self.list(list)?.choices;
        let place = place_of(choices, at)?;
        let choice = &mut choices[place];
        let old = names::derived(choice.label.exact(language).unwrap_or_default(), "antwort");
        put_text(&mut choice.label, &all, language, text);
        if !first || !is_new || !names::is_derived(&at.name, &old) {
            return Ok(());
        }
        let others = |name: &str| choices.iter().enumerate().any(|(at, known)| at != place && known.name == name);
        let name = names::free(&names::derived(&clean(text), "antwort"), others);
        self.give_code(list, place, &at.name, &name)
    }

    pub(super) fn rename_choice(&mut self, list: &str, at: &ChoiceAt, name: &str) -> Result<(), Refused> {
        let name = name.trim();
        let choices = &self.list(list)?.choices;
        let place = place_of(choices, at)?;
        if name.is_empty() || name.contains(char::is_whitespace) || name.contains("${") || clean(name) != name {
            return Err(Refused::BadCode);
        }
        if name != at.name && has(choices, name) {
            return Err(Refused::NameTaken);
        }
        self.give_code(list, place, &at.name, name)
    }

    /// A choice's code, in the list, in defaults and in the conditions that can be put together without writing.
    fn give_code(&mut self, list: &str, place: usize, old: &str, new: &str) -> Result<(), Refused> {
        if old == new {
            return Ok(());
        }
        let choices = &mut self.list(list)?.choices;
        new.clone_into(&mut choices[place].name);
        if has(choices, old) {
            return Ok(());
        }
        let offers = |node: &Node| node.kind.list() == Some(list);
        let names: Vec<String> =
            self.definition.walk().into_iter().filter(|node| offers(node)).map(|node| node.name.clone()).collect();
        self.follow_tests(&names, offers, |test| {
            let compares = matches!(test.is, Is::Equal | Is::NotEqual | Is::Chosen | Is::NotChosen);
            let concerns = compares && test.value == Operand::Text(old.to_owned());
            if concerns {
                test.value = Operand::Text(new.to_owned());
            }
            concerns
        });
        let mut open: Vec<&mut Node> = self.definition.nodes.iter_mut().collect();
        while let Some(node) = open.pop() {
            let own = offers(node);
            if let Some(default) = node.default.as_mut().filter(|_| own) {
                let words = default.split(' ').map(|word| if word == old { new } else { word });
                *default = words.collect::<Vec<_>>().join(" ");
            }
            open.extend(&mut node.children);
        }
        Ok(())
    }

    /// A question that took one answer takes several now: "is" becomes "contains" in the conditions on it, which would
    /// otherwise hold only where nothing else is ticked.
    pub(super) fn take_several(&mut self, id: QuestionId, name: &str) {
        let is_it = |node: &Node| node.id == id;
        self.follow_tests(&[name.to_owned()], is_it, |test| {
            // Others write a code that is a number without quotation marks.
            let code = match &test.value {
                Operand::Text(code) | Operand::Number(code) if !code.is_empty() => code.clone(),
                _ => return false,
            };
            test.is = match test.is {
                Is::Equal => Is::Chosen,
                Is::NotEqual => Is::NotChosen,
                _ => return false,
            };
            test.value = Operand::Text(code);
            true
        });
    }

    /// Changes the conditions that can be put together without writing, wherever they ask for one of these questions or, at
    /// their `own` question, for the answer itself. `change` tells whether it changed the test.
    fn follow_tests(&mut self, questions: &[String], own: impl Fn(&Node) -> bool, change: impl Fn(&mut Test) -> bool) {
        let mut open: Vec<&mut Node> = self.definition.nodes.iter_mut().collect();
        while let Some(node) = open.pop() {
            let here = own(node);
            let Node { relevant, constraint, required, read_only, .. } = node;
            let rules = [relevant, constraint, required, read_only];
            let mut followed = false;
            for source in rules.into_iter().flatten() {
                if let Some(changed) = with_tests(source, questions, here, &change) {
                    *source = changed;
                    followed = true;
                }
            }
            if followed {
                self.followed.push(node.id);
            }
            open.extend(&mut node.children);
        }
    }

    pub(super) fn set_other(&mut self, id: QuestionId, on: bool) -> Result<(), Refused> {
        let node = self.node(id)?;
        let (Kind::SelectOne { list } | Kind::SelectMultiple { list }) = &node.kind else {
            return Err(Refused::NotOfThisKind);
        };
        let list = list.clone();
        let was = std::mem::replace(&mut node.or_other, on);
        if was && !on && !uses_other(&self.definition, &list) {
            self.list(&list)?.choices.retain(|choice| choice.name != OTHER);
        }
        Ok(())
    }

    pub(super) fn use_list(&mut self, id: QuestionId, list: &str) -> Result<(), Refused> {
        if self.definition.list(list).is_none() {
            return Err(Refused::UnknownList);
        }
        let node = self.node(id)?;
        let before = node.kind.list().ok_or(Refused::NotOfThisKind)?.to_owned();
        node.kind = with_list(&node.kind, list);
        if before != list {
            drop_unused(&mut self.definition, &before);
        }
        Ok(())
    }

    pub(super) fn rename_list(&mut self, old: &str, name: &str) -> Result<(), Refused> {
        let name = name.trim();
        if !is_name(name) {
            return Err(Refused::BadName);
        }
        if name != old && self.definition.list(name).is_some() {
            return Err(Refused::NameTaken);
        }
        name.clone_into(&mut self.list(old)?.name);
        let mut open: Vec<&mut Node> = self.definition.nodes.iter_mut().collect();
        while let Some(node) = open.pop() {
            if node.kind.list() == Some(old) {
                node.kind = with_list(&node.kind, name);
            }
            for value in node.parameters.values_mut().filter(|value| *value == old) {
                name.clone_into(value);
            }
            for text in references::strings_mut(node) {
                for quote in ['\'', '"'] {
                    let named = format!("instance({quote}{old}{quote})");
                    if text.contains(&named) {
                        *text = text.replace(&named, &format!("instance({quote}{name}{quote})"));
                    }
                }
            }
            open.extend(&mut node.children);
        }
        Ok(())
    }

    pub(super) fn own_list(&mut self, id: QuestionId) -> Result<(), Refused> {
        let node = self.node(id)?;
        let list = node.kind.list().ok_or(Refused::NotOfThisKind)?.to_owned();
        let choices = self.list(&list)?.choices.clone();
        let name = self.new_list();
        self.list(&name)?.choices = choices;
        let node = self.node(id)?;
        node.kind = with_list(&node.kind, &name);
        // Nobody could see or check a list that no question offers any more.
        drop_unused(&mut self.definition, &list);
        Ok(())
    }
}

fn has(choices: &[Choice], name: &str) -> bool {
    choices.iter().any(|choice| choice.name == name)
}

fn place_of(choices: &[Choice], at: &ChoiceAt) -> Result<usize, Refused> {
    if choices.get(at.place).is_some_and(|choice| choice.name == at.name) {
        return Ok(at.place);
    }
    choices.iter().position(|choice| choice.name == at.name).ok_or(Refused::UnknownChoice)
}

fn uses_other(definition: &Definition, list: &str) -> bool {
    definition.walk().iter().any(|node| node.or_other && node.kind.list() == Some(list))
}

/// The expression with changed tests, when it is a condition and one of its tests concerns these questions.
fn with_tests(source: &str, questions: &[String], own: bool, change: &impl Fn(&mut Test) -> bool) -> Option<String> {
    let mut condition = Condition::of(source)?;
    let mut changed = false;
    for test in &mut condition.tests {
        let concerns = match &test.subject {
            Subject::Question(name) => questions.contains(name),
            Subject::Here => own,
        };
        changed |= concerns && change(test);
    }
    changed.then(|| condition.expression())
}

/// Takes a list away that no question offers and no rule or parameter names.
pub(super) fn drop_unused(definition: &mut Definition, list: &str) {
    let names = |node: &Node| {
        node.kind.list() == Some(list)
            || node.parameters.values().any(|value| value == list)
            || super::references::strings(node).iter().any(|text| text.contains("instance(") && text.contains(list))
    };
    if !definition.walk().into_iter().any(names) {
        definition.lists.retain(|known| known.name != list);
    }
}

/// Lists without a choice that nothing uses.
pub(super) fn drop_blank(definition: &mut Definition) {
    let blank: Vec<String> =
        definition.lists.iter().filter(|list| list.choices.is_empty()).map(|list| list.name.clone()).collect();
    blank.iter().for_each(|list| drop_unused(definition, list));
}
