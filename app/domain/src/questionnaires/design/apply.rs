//! Carries out commands.

use super::{
    choices,
    command::{Command, Refused, Rule, Spot, TextField},
    generated::{self, Made},
    languages, names, references, tree,
};
use crate::questionnaires::{
    definition::{Definition, Kind, Node, QuestionId, Texts},
    xlsform::{allowed_parameters, condition, straighten},
};
use std::collections::HashSet;

/// Questions, groups and repeats of one questionnaire.
const MOST_NODES: usize = 2_000;

/// What became of a command.
#[derive(Clone, Debug, PartialEq)]
pub struct Applied {
    pub definition: Definition,
    /// New questions, in their order.
    pub created: Vec<QuestionId>,
    /// Questions whose expressions or texts followed a new name.
    pub followed: Vec<QuestionId>,
}

/// A draft while a command works on it.
pub(super) struct Work<'a> {
    pub definition: Definition,
    pub published: Option<&'a Definition>,
    pub created: Vec<QuestionId>,
    pub followed: Vec<QuestionId>,
}

/// Carries out one command. `published` is the latest version: what it has keeps names and codes.
pub fn apply(definition: &Definition, published: Option<&Definition>, command: &Command) -> Result<Applied, Refused> {
    let mut work = Work { definition: definition.clone(), published, created: Vec::new(), followed: Vec::new() };
    let highest = definition.walk().iter().map(|node| node.id.0).max().unwrap_or(0);
    work.definition.next_id = definition.next_id.max(highest.saturating_add(1));
    if let Command::Replace { definition: other } = command {
        let next_id = work.definition.next_id.max(other.next_id);
        work.definition = Definition { next_id, ..(**other).clone() };
    } else {
        let mut made = Made::new();
        generated::take_out(&mut work.definition.nodes, &mut made);
        work.run(command)?;
        generated::put_back(&mut work.definition, &made);
        choices::drop_blank(&mut work.definition);
    }
    let Work { definition, created, mut followed, .. } = work;
    followed.sort_unstable();
    followed.dedup();
    Ok(Applied { definition, created, followed })
}

/// A text as the importer would read it from a cell.
pub(super) fn clean(text: &str) -> String {
    let printable: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    straighten(&printable, false)
}

/// Sets or, when blank, removes the text of one language.
pub(super) fn put_text(texts: &mut Texts, all: &[String], language: &str, text: &str) {
    let text = clean(text);
    if text.is_empty() {
        texts.remove(language);
    } else {
        texts.set(language, text);
        texts.sort_by(all);
    }
}

impl Work<'_> {
    fn run(&mut self, command: &Command) -> Result<(), Refused> {
        match command {
            Command::Add { kind, at } => self.add(kind, *at),
            Command::Move { id, way } => tree::step(&mut self.definition.nodes, *id, *way),
            Command::MoveTo { id, at } => tree::move_to(&mut self.definition.nodes, *id, *at),
            Command::SetTrigger { id, name } => {
                let name = name.trim();
                let asked = |node: &&Node| node.name == name && node.kind.is_asked();
                if !name.is_empty() && !self.definition.walk().iter().any(asked) {
                    return Err(Refused::UnknownQuestion);
                }
                self.node(*id)?.trigger = Some(name.to_owned()).filter(|name| !name.is_empty()).into_iter().collect();
                Ok(())
            }
            Command::Duplicate { id } => self.duplicate(*id),
            Command::Delete { id } => self.delete(*id),
            Command::SetKind { id, kind } => self.set_kind(*id, kind),
            Command::Rename { id, name } => self.rename(*id, name),
            Command::SetText { id, field, language, text } => self.set_text(*id, *field, language, text),
            Command::SetRule { id, rule, source } => {
                let node = self.node(*id)?;
                if *rule == Rule::RepeatCount && node.kind != Kind::Repeat {
                    return Err(Refused::NotOfThisKind);
                }
                set_rule(node, *rule, &clean(source));
                Ok(())
            }
            Command::SetParameter { id, key, value } => {
                let value: String = clean(value).chars().filter(|c| !matches!(c, ';' | '=' | '\n')).collect();
                let parameters = &mut self.node(*id)?.parameters;
                if value.is_empty() {
                    parameters.remove(key)
                } else {
                    parameters.insert(key.clone(), value)
                };
                Ok(())
            }
            Command::SetTitle { title } => {
                let title = clean(title);
                if !title.is_empty() {
                    self.definition.settings.title = title.chars().take(200).collect();
                }
                Ok(())
            }
            Command::AddLanguage { language } => languages::add(&mut self.definition, language),
            Command::RemoveLanguage { language } => languages::remove(&mut self.definition, language),
            Command::SetOther { id, on } => self.set_other(*id, *on),
            Command::UseList { id, list } => self.use_list(*id, list),
            Command::OwnList { id } => self.own_list(*id),
            Command::RenameList { list, name } => self.rename_list(list, name),
            Command::AddChoice { list, language, label } => self.add_choice(list, language, label),
            Command::MoveChoice { list, at, down } => self.move_choice(list, at, *down),
            Command::RemoveChoice { list, at } => self.remove_choice(list, at),
            Command::SetChoiceText { list, at, language, text } => self.set_choice_text(list, at, language, text),
            Command::RenameChoice { list, at, name } => self.rename_choice(list, at, name),
            Command::Replace { .. } => Ok(()),
        }
    }

    pub(super) fn node(&mut self, id: QuestionId) -> Result<&mut Node, Refused> {
        tree::node_mut(&mut self.definition.nodes, id).ok_or(Refused::UnknownQuestion)
    }

    /// All languages, when this is one of them.
    pub(super) fn languages_with(&self, language: &str) -> Result<Vec<String>, Refused> {
        let all = &self.definition.languages;
        if all.iter().any(|known| known == language) { Ok(all.clone()) } else { Err(Refused::BadLanguage) }
    }

    fn new_id(&mut self) -> QuestionId {
        let id = QuestionId(self.definition.next_id);
        self.definition.next_id += 1;
        self.created.push(id);
        id
    }

    fn add(&mut self, kind: &Kind, at: Spot) -> Result<(), Refused> {
        if self.definition.walk().len() >= MOST_NODES {
            return Err(Refused::TooMany);
        }
        let mut node = Node { kind: kind.clone(), ..Node::default() };
        node.name = names::of_question("", fallback(kind), &names::taken(&self.definition));
        if kind.list().is_some() {
            node.kind = with_list(kind, &self.new_list());
        }
        if *kind == Kind::Range {
            node.parameters = [("start", "1"), ("end", "5"), ("step", "1")]
                .map(|(key, value)| (key.to_owned(), value.to_owned()))
                .into();
        }
        node.id = self.new_id();
        tree::insert(&mut self.definition.nodes, node, at)
    }

    fn duplicate(&mut self, id: QuestionId) -> Result<(), Refused> {
        let mut copy = self.node(id)?.clone();
        let mut taken = names::taken(&self.definition);
        let mut renamed = Vec::new();
        self.renew(&mut copy, &mut taken, &mut renamed);
        if self.definition.walk().len() + self.created.len() > MOST_NODES {
            return Err(Refused::TooMany);
        }
        follow_within(&mut copy, &renamed);
        tree::insert(&mut self.definition.nodes, copy, Spot::After(id))
    }

    /// New ids and names for a node and everything in it.
    fn renew(&mut self, node: &mut Node, taken: &mut HashSet<String>, renamed: &mut Vec<(String, String)>) {
        node.id = self.new_id();
        let base = node.name.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        let base = if base.is_empty() { node.name.as_str() } else { base };
        let name = names::free(base, |name| taken.contains(name));
        taken.insert(name.clone());
        renamed.push((std::mem::replace(&mut node.name, name.clone()), name));
        for child in &mut node.children {
            self.renew(child, taken, renamed);
        }
    }

    fn delete(&mut self, id: QuestionId) -> Result<(), Refused> {
        let gone = tree::remove(&mut self.definition.nodes, id).ok_or(Refused::UnknownQuestion)?;
        let mut open = vec![&gone];
        while let Some(node) = open.pop() {
            if let Some(list) = node.kind.list() {
                choices::drop_unused(&mut self.definition, list);
            }
            open.extend(&node.children);
        }
        Ok(())
    }

    fn set_kind(&mut self, id: QuestionId, kind: &Kind) -> Result<(), Refused> {
        let before = self.node(id)?.clone();
        if before.kind.is_container() != kind.is_container() {
            return Err(Refused::NotOfThisKind);
        }
        let own = before.kind.list().map(str::to_owned);
        let kind = match (kind.list(), &own) {
            (Some(_), Some(list)) => with_list(kind, list),
            (Some(_), None) => with_list(kind, &self.new_list()),
            (None, _) => kind.clone(),
        };
        let still_select = kind.list().is_some() && own.is_some();
        let asked = kind.is_asked();
        let several_now = matches!((&before.kind, &kind), (Kind::SelectOne { .. }, Kind::SelectMultiple { .. }));
        let node = self.node(id)?;
        node.parameters.retain(|key, _| allowed_parameters(&kind).contains(&key.as_str()));
        node.or_other &= still_select && !matches!(kind, Kind::Rank { .. });
        if !still_select {
            node.choice_filter = None;
            node.default = None;
            node.appearance.clear();
        }
        if !asked {
            (node.required, node.constraint) = (None, None);
        }
        if kind != Kind::Repeat {
            node.repeat_count = None;
        }
        let selects = kind.list().is_some();
        node.kind = kind;
        if several_now {
            self.take_several(id, &before.name);
        }
        if let Some(list) = own.filter(|_| !selects) {
            choices::drop_unused(&mut self.definition, &list);
        }
        Ok(())
    }

    fn rename(&mut self, id: QuestionId, name: &str) -> Result<(), Refused> {
        let name = name.trim();
        let old = self.node(id)?.name.clone();
        if name == old {
            return Ok(());
        }
        if !names::is_possible(name) {
            return Err(Refused::BadName);
        }
        if names::taken(&self.definition).contains(name) {
            return Err(Refused::NameTaken);
        }
        self.give_name(id, &old, name)
    }

    fn give_name(&mut self, id: QuestionId, old: &str, new: &str) -> Result<(), Refused> {
        new.clone_into(&mut self.node(id)?.name);
        // Where two questions had the name, `${name}` never meant this one alone.
        if !self.definition.walk().iter().any(|node| node.name == old) {
            self.followed.extend(references::follow_everywhere(&mut self.definition, old, new));
        }
        Ok(())
    }

    fn set_text(&mut self, id: QuestionId, field: TextField, language: &str, text: &str) -> Result<(), Refused> {
        let all = self.languages_with(language)?;
        let first = self.definition.first_language() == language;
        let is_new = self.published.is_none_or(|published| id.0 >= published.next_id);
        let node = self.node(id)?;
        let (old_name, fallback) = (node.name.clone(), fallback(&node.kind));
        let old = names::derived(node.label.exact(language).unwrap_or_default(), fallback);
        put_text(text_mut(node, field), &all, language, text);
        if field != TextField::Label || !first || !is_new || !names::is_derived(&old_name, &old) {
            return Ok(());
        }
        let mut taken = names::taken(&self.definition);
        taken.remove(&old_name);
        let name = names::of_question(&clean(text), fallback, &taken);
        if name == old_name { Ok(()) } else { self.give_name(id, &old_name, &name) }
    }
}

/// The text of a node that a command speaks of.
pub(super) fn text_mut(node: &mut Node, field: TextField) -> &mut Texts {
    match field {
        TextField::Label => &mut node.label,
        TextField::Hint => &mut node.hint,
        TextField::Guidance => &mut node.guidance_hint,
        TextField::RequiredMessage => &mut node.required_message,
        TextField::ConstraintMessage => &mut node.constraint_message,
    }
}

fn set_rule(node: &mut Node, rule: Rule, source: &str) {
    let place = match rule {
        Rule::Appearance => {
            source.clone_into(&mut node.appearance);
            return;
        }
        Rule::Required => &mut node.required,
        Rule::Relevant => &mut node.relevant,
        Rule::Constraint => &mut node.constraint,
        Rule::Default => &mut node.default,
        Rule::Calculation => &mut node.calculation,
        Rule::ReadOnly => &mut node.read_only,
        Rule::ChoiceFilter => &mut node.choice_filter,
        Rule::RepeatCount => &mut node.repeat_count,
    };
    let plain = matches!(rule, Rule::Default | Rule::ChoiceFilter | Rule::RepeatCount);
    let source = if plain { source.to_owned() } else { condition(source) };
    *place = Some(source).filter(|source| !source.is_empty());
}

fn follow_within(node: &mut Node, renamed: &[(String, String)]) {
    for (old, new) in renamed {
        references::follow(node, old, new);
    }
    node.children.iter_mut().for_each(|child| follow_within(child, renamed));
}

/// The same kind of select over this list.
pub(super) fn with_list(kind: &Kind, list: &str) -> Kind {
    let list = list.to_owned();
    match kind {
        Kind::SelectOne { .. } => Kind::SelectOne { list },
        Kind::SelectMultiple { .. } => Kind::SelectMultiple { list },
        Kind::Rank { .. } => Kind::Rank { list },
        other => other.clone(),
    }
}

/// What something without a text is called.
fn fallback(kind: &Kind) -> &'static str {
    match kind {
        Kind::Group | Kind::Repeat => "abschnitt",
        Kind::Note => "hinweis",
        Kind::Calculate | Kind::Hidden | Kind::Start | Kind::End | Kind::Today => "wert",
        _ => "frage",
    }
}
