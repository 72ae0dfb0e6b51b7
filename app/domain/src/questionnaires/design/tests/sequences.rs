//! Any sequence of commands: ids stay single, nothing refers to what is gone without a word, and the workbook that goes
//! out comes back as the same questionnaire.

use super::{Desk, GERMAN, there_and_back};
use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId},
    design::{ChoiceAt, Command, Flaw, Rule, Spot, TextField, Way, accept, check, difference},
    expression::is_name,
};
use proptest::prelude::*;
use std::collections::HashSet;

/// What a person does next, with numbers that choose among what is there.
#[derive(Clone, Debug)]
struct Deed(u8, u8, u8, String);

const ENGLISH: &str = "English (en)";
const WORDS: [&str; 6] = ["Wie viele Kinder?", "Wo wohnen  Sie?", "’a“b", "", "Kennen Sie ${frage}?", "2 Wünsche"];
const RULES: [&str; 7] =
    ["", "ja", "${frage} = 'ja'", "${frage_2} > 1 and ${frage} != ''", "${", ". > 5", "/data/abschnitt/frage = 1"];

fn kind(number: u8) -> Kind {
    let list = String::new;
    match number % 16 {
        0 | 1 => Kind::Text,
        2 => Kind::Integer,
        3 | 4 => Kind::SelectOne { list: list() },
        5 => Kind::SelectMultiple { list: list() },
        6 => Kind::Rank { list: list() },
        7 | 8 => Kind::Group,
        9 => Kind::Repeat,
        10 => Kind::Range,
        11 => Kind::Note,
        12 => Kind::Calculate,
        13 => Kind::Date,
        14 => Kind::Acknowledge,
        _ => Kind::Today,
    }
}

fn command(draft: &Definition, Deed(what, which, how, text): &Deed) -> Command {
    let ids: Vec<QuestionId> = draft.walk().iter().map(|node| node.id).collect();
    let id = ids.get(usize::from(*which) % ids.len().max(1)).copied().unwrap_or_default();
    let pick = |words: &[&str]| words[usize::from(*how) % words.len()].to_owned();
    let language = if how % 3 == 0 { ENGLISH } else { GERMAN }.to_owned();
    let list = draft.lists.get(usize::from(*which) % draft.lists.len().max(1));
    let list_name = list.map(|list| list.name.clone()).unwrap_or_default();
    let place = usize::from(*how) % list.map_or(1, |list| list.choices.len().max(1));
    let name = list.and_then(|list| list.choices.get(place)).map(|choice| choice.name.clone()).unwrap_or_default();
    let at = ChoiceAt { place, name };
    match what % 20 {
        0..=2 => Command::Add { kind: kind(*how), at: if which % 2 == 0 { Spot::End } else { Spot::After(id) } },
        3 => Command::Add { kind: kind(*how), at: Spot::Inside(id) },
        4 if how % 2 == 0 => {
            let beside = ids.get(usize::from(*how) % ids.len().max(1)).copied().unwrap_or_default();
            let at = [Spot::After(beside), Spot::Before(beside), Spot::Inside(beside), Spot::End];
            Command::MoveTo { id, at: at[usize::from(*how / 2) % 4] }
        }
        4 if how % 3 == 0 => Command::SetTrigger { id, name: text.clone() },
        4 | 5 => Command::Move { id, way: [Way::Up, Way::Down, Way::In, Way::Out][usize::from(*how) % 4] },
        6 => Command::Duplicate { id },
        7 => Command::Delete { id },
        8 => Command::SetKind { id, kind: kind(*how) },
        9 => Command::Rename { id, name: text.clone() },
        10 => Command::SetText { id, field: TextField::ALL[usize::from(*which) % 5], language, text: pick(&WORDS) },
        11 => Command::SetText { id, field: TextField::Label, language: GERMAN.into(), text: text.clone() },
        12 => {
            let rule =
                [Rule::Required, Rule::Relevant, Rule::Constraint, Rule::Calculation, Rule::RepeatCount, Rule::Default];
            Command::SetRule { id, rule: rule[usize::from(*which) % 6], source: pick(&RULES) }
        }
        13 => Command::SetOther { id, on: how % 2 == 0 },
        14 => Command::AddChoice { list: list_name, language, label: text.clone() },
        15 => Command::SetChoiceText { list: list_name, at, language, text: pick(&WORDS) },
        16 => Command::RenameChoice { list: list_name, at, name: text.clone() },
        17 if how % 2 == 0 => Command::RemoveChoice { list: list_name, at },
        17 => Command::MoveChoice { list: list_name, at, down: true },
        18 if how % 2 == 0 => Command::OwnList { id },
        18 if how % 3 == 0 => Command::RenameList { list: list_name, name: text.clone() },
        18 => Command::UseList { id, list: list_name },
        _ if how % 4 == 0 => Command::RemoveLanguage { language: ENGLISH.into() },
        _ => Command::AddLanguage { language: ENGLISH.into() },
    }
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = (any::<u8>(), any::<u8>(), any::<u8>(), "[a-cäß ]{1,6}");
    prop::collection::vec(deed.prop_map(|(what, which, how, text)| Deed(what, which, how, text)), 1..40)
}

/// What a person does about faults: writes missing texts, adds a choice, takes broken rules away.
fn repair(desk: &mut Desk) {
    // Of several circles only one is named at a time.
    for _ in 0..50 {
        for fault in check(&desk.draft) {
            let Some(id) = fault.question.filter(|id| desk.draft.find(*id).is_some()) else { continue };
            match &fault.flaw {
                Flaw::NoLabel => desk.label(id, "Frage"),
                Flaw::NoChoices => desk.choices(id, &["Ja"]),
                Flaw::NoHeading | Flaw::NoChoiceLabel(_) | Flaw::VanishedChoice(_) | Flaw::NoValue => {}
                _ if fault.blocks() => drop(desk.run(Command::Delete { id })),
                _ => {}
            }
        }
    }
}

/// Every `${name}` in the whole definition, found without the help of what is tested.
fn mentioned(definition: &Definition) -> HashSet<String> {
    let json = serde_json::to_string(definition).expect("JSON");
    let parts = json.split("${").skip(1).filter_map(|part| part.split_once('}'));
    parts.map(|(name, _)| name.trim().to_owned()).filter(|name| is_name(name)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn any_sequence_leaves_a_questionnaire_that_goes_out_and_comes_back(
        before in deeds(), after in deeds(), publish: bool
    ) {
        let mut desk = Desk::new();
        for (number, deed) in before.iter().chain(&after).enumerate() {
            if publish && number == before.len() {
                desk.published = Some(desk.draft.clone());
            }
            let next = desk.draft.next_id;
            let todo = command(&desk.draft, deed);
            if let Ok(applied) = desk.tried(todo) {
                prop_assert!(applied.created.iter().all(|id| id.0 >= next), "an id was given twice");
            }
            let ids: Vec<QuestionId> = desk.draft.walk().iter().map(|node| node.id).collect();
            prop_assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
            prop_assert_eq!(accept(&desk.draft, desk.published.as_ref()), Ok(()));
        }
        let names: HashSet<String> = desk.names().into_iter().collect();
        let faults = check(&desk.draft);
        for gone in mentioned(&desk.draft).difference(&names) {
            let named = |flaw: &Flaw| matches!(flaw,
                Flaw::UnknownName(name) | Flaw::BadReference(name) | Flaw::AmbiguousName(name) if name.trim() == gone);
            prop_assert!(faults.iter().any(|fault| named(&fault.flaw)), "{gone} is gone without a word: {faults:?}");
        }
        repair(&mut desk);
        let blocking: Vec<_> = check(&desk.draft).into_iter().filter(|fault| fault.blocks() && fault.question.is_some()).collect();
        prop_assert_eq!(blocking, []);
        if !desk.draft.nodes.is_empty() {
            let back = there_and_back(&desk.draft);
            prop_assert_eq!(difference(&desk.draft, &back), []);
            prop_assert_eq!(&back, &desk.draft);
        }
    }
}
