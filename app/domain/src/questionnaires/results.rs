//! Counting answers. A tally holds true counts and stays on the server; people see [`super::view::Results`].

use super::{
    definition::{Definition, Kind, Node, QuestionId},
    submission::Submission,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// True counts over the submissions of one Erhebung.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub submissions: u32,
    pub questions: Vec<QuestionTally>,
}

/// True counts of one question: of submissions, so of people, also inside repeats where one person answers several times. Only of
/// protocol sheets every entry counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionTally {
    pub question: QuestionId,
    /// Where it was asked: less than the submissions where it was not relevant.
    pub asked: u32,
    /// Where an answer was given.
    pub answered: u32,
    /// Whether it stands inside a repeat, so that one person may have given several answers.
    #[serde(default)]
    pub repeated: bool,
    /// Value and where it was given; every choice of a select question, also those nobody chose.
    #[serde(default)]
    pub cells: Vec<(String, u32)>,
}

impl Tally {
    /// Adds the counts of other submissions to the same questionnaire: the sum is what counting all together would give.
    pub fn add(&mut self, other: Tally) {
        self.submissions += other.submissions;
        for theirs in other.questions {
            match self.questions.iter_mut().find(|own| own.question == theirs.question) {
                Some(own) => own.add(theirs),
                None => self.questions.push(theirs),
            }
        }
    }
}

impl QuestionTally {
    fn add(&mut self, other: QuestionTally) {
        self.repeated |= other.repeated;
        self.asked += other.asked;
        self.answered += other.answered;
        // Both begin with the choices of the list, in its order; what follows is sorted, in both.
        let common = self.cells.iter().zip(&other.cells).take_while(|(own, theirs)| own.0 == theirs.0).count();
        let mut rest = BTreeMap::new();
        for (value, count) in self.cells.drain(common..) {
            *rest.entry(value).or_default() += count;
        }
        for (position, (value, count)) in other.cells.into_iter().enumerate() {
            match self.cells.get_mut(position) {
                Some(own) if position < common => own.1 += count,
                _ => *rest.entry(value).or_default() += count,
            }
        }
        self.cells.extend(in_order(rest));
    }
}

/// More different numbers than this are shown in classes.
const SINGLE_NUMBERS: usize = 10;

impl QuestionTally {
    /// Width of the classes in which these numbers are shown: 2, 5, 10, 20 and so on, so that there are at most ten or
    /// so; `None` where each number can stand for itself, and where not all are whole numbers.
    pub fn class_width(&self) -> Option<i64> {
        let given = self.cells.iter().filter(|(_, count)| *count > 0);
        let numbers = given.map(|(value, _)| value.parse::<i64>().ok()).collect::<Option<Vec<i64>>>()?;
        let (least, most) = (numbers.iter().min()?, numbers.iter().max()?);
        if numbers.len() <= SINGLE_NUMBERS {
            return None;
        }
        let span = most.checked_sub(*least)?;
        let widths = (0..18).flat_map(|power| [1, 2, 5].map(|step| step * 10_i64.pow(power)));
        widths.skip(1).find(|width| span / width < i64::try_from(SINGLE_NUMBERS).unwrap_or(i64::MAX))
    }

    /// The same counts in classes of this width, named `20–24`; what is no whole number stays as it is.
    pub fn in_classes(&self, width: i64) -> Self {
        let mut classes: BTreeMap<i64, u32> = BTreeMap::new();
        let mut others = Vec::new();
        for (value, count) in &self.cells {
            match value.parse::<i64>() {
                Ok(number) => *classes.entry(number.div_euclid(width.max(1))).or_default() += count,
                Err(_) => others.push((value.clone(), *count)),
            }
        }
        let name = |class: i64| {
            let first = class.saturating_mul(width);
            format!("{first}–{}", first.saturating_add(width - 1))
        };
        let cells = classes.into_iter().map(|(class, count)| (name(class), count)).chain(others).collect();
        Self { cells, ..self.clone() }
    }
}

/// Values that stand in no list: whole numbers by size, others by their text.
fn in_order(counts: BTreeMap<String, u32>) -> Vec<(String, u32)> {
    let mut cells: Vec<_> = counts.into_iter().collect();
    cells.sort_by(|(a, _), (b, _)| match (a.parse::<i64>(), b.parse::<i64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => a.cmp(b),
    });
    cells
}

/// Counts the answers to every asked question, in the order of the questionnaire.
///
/// Cells are counted for choices, truth values and whole numbers; of texts, decimals and dates only how many answered,
/// since single values could tell who gave them.
pub fn tally<'a>(definition: &Definition, submissions: impl IntoIterator<Item = &'a Submission>) -> Tally {
    count(definition, submissions, false)
}

/// The same of protocol sheets: of a place that stands in a sheet among others, each counts.
pub fn tally_entries<'a>(definition: &Definition, submissions: impl IntoIterator<Item = &'a Submission>) -> Tally {
    count(definition, submissions, true)
}

fn count<'a>(
    definition: &Definition,
    submissions: impl IntoIterator<Item = &'a Submission>,
    each_entry: bool,
) -> Tally {
    let mut result = Tally::default();
    let mut position = HashMap::new();
    collect(definition, &definition.nodes, false, &mut |node, tally| {
        position.insert(node.id, result.questions.len());
        result.questions.push(QuestionTally { repeated: tally.repeated && !each_entry, ..tally });
    });
    let kinds: HashMap<QuestionId, &Kind> = definition.walk().into_iter().map(|node| (node.id, &node.kind)).collect();
    let mut counts: Vec<BTreeMap<&str, u32>> = vec![BTreeMap::new(); result.questions.len()];
    for submission in submissions {
        result.submissions += 1;
        let (mut asked, mut answered, mut given) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (number, answer) in submission.answers.iter().enumerate() {
            let Some(&index) = position.get(&answer.place.question) else { continue };
            // What is the same counts once.
            let entry = (index, if each_entry { number } else { 0 });
            asked.insert(entry);
            if answer.value.is_empty() {
                continue;
            }
            answered.insert(entry);
            match kinds.get(&answer.place.question) {
                Some(Kind::SelectMultiple { .. }) => {
                    given.extend(answer.value.split_ascii_whitespace().map(|choice| (entry, choice)));
                }
                Some(Kind::SelectOne { .. } | Kind::Integer | Kind::Acknowledge | Kind::Range) => {
                    given.insert((entry, answer.value.as_str()));
                }
                _ => {}
            }
        }
        asked.into_iter().for_each(|(index, _)| result.questions[index].asked += 1);
        answered.into_iter().for_each(|(index, _)| result.questions[index].answered += 1);
        given.into_iter().for_each(|((index, _), value)| *counts[index].entry(value).or_default() += 1);
    }
    for (question, mut counts) in result.questions.iter_mut().zip(counts) {
        for (value, count) in &mut question.cells {
            *count = counts.remove(value.as_str()).unwrap_or(0);
        }
        let others = counts.into_iter().map(|(value, count)| (value.to_owned(), count)).collect();
        question.cells.extend(in_order(others));
    }
    result
}

fn collect<'a>(
    definition: &Definition,
    nodes: &'a [Node],
    repeated: bool,
    found: &mut impl FnMut(&'a Node, QuestionTally),
) {
    for node in nodes {
        if node.kind.is_asked() {
            let list = node.kind.list().and_then(|name| definition.list(name));
            let cells = list.map(|list| list.choices.iter().map(|choice| (choice.name.clone(), 0)).collect());
            found(
                node,
                QuestionTally { question: node.id, repeated, cells: cells.unwrap_or_default(), ..Default::default() },
            );
        }
        collect(definition, &node.children, repeated || node.kind == Kind::Repeat, found);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{
        submission::{Answer, Place},
        view::{Figure, Results},
    };

    fn definition() -> Definition {
        let json = r#"{"settings":{"title":"Eltern"},"languages":[""],"nodes":[
            {"id":1,"name":"gut","kind":{"type":"select_one","list":"ja"},"label":[["","Gut?"]]},
            {"id":2,"name":"tage","kind":{"type":"select_multiple","list":"tag"},"label":[["","Wann?"]]},
            {"id":3,"name":"kinder","kind":{"type":"integer"},"label":[["","Kinder?"]]},
            {"id":4,"name":"wunsch","kind":{"type":"text"},"label":[["","Wunsch?"]]}],
            "lists":[{"name":"ja","choices":[{"name":"ja","label":[["","Ja"]]},{"name":"nein"},{"name":"egal"}]},
                     {"name":"tag","choices":[{"name":"mo"},{"name":"di"}]}]}"#;
        serde_json::from_str(json).expect("a definition")
    }

    fn submissions() -> Vec<Submission> {
        let answer = |id: u32, value: &str| Answer {
            place: Place::of(QuestionId(id)),
            name: String::new(),
            value: value.into(),
        };
        let one = |gut: &str, tage: &str, kinder: &str| Submission {
            answers: vec![answer(1, gut), answer(2, tage), answer(3, kinder), answer(4, "frei")],
            ..Submission::default()
        };
        let mut all = vec![one("ja", "mo", "2"); 12];
        all.extend(vec![one("nein", "mo di", "1"); 6]);
        all.extend(vec![one("egal", "di", "10"); 2]);
        all
    }

    #[test]
    fn answers_are_counted_by_value_and_texts_only_as_answered() {
        let tally = tally(&definition(), &submissions());
        assert_eq!(tally.submissions, 20);
        let cells: Vec<_> = tally.questions.iter().map(|question| question.cells.clone()).collect();
        let cell = |value: &str, count: u32| (value.to_owned(), count);
        assert_eq!(cells[0], [cell("ja", 12), cell("nein", 6), cell("egal", 2)]);
        assert_eq!(cells[1], [cell("mo", 18), cell("di", 8)]);
        assert_eq!(cells[2], [cell("1", 6), cell("2", 12), cell("10", 2)], "whole numbers in their order");
        assert_eq!((cells[3].len(), tally.questions[3].answered), (0, 20));
    }

    /// Two questions about each child of a family.
    fn of_children(answers: &[(&str, &str)]) -> (Definition, Submission) {
        let json = r#"{"settings":{"title":"Eltern"},"languages":[""],"nodes":[
            {"id":1,"name":"kind","kind":{"type":"repeat"},"children":[
                {"id":2,"name":"alter","kind":{"type":"integer"},"label":[["","Alter?"]]},
                {"id":3,"name":"zufrieden","kind":{"type":"select_one","list":"ja"},"label":[["","Zufrieden?"]]}]}],
            "lists":[{"name":"ja","choices":[{"name":"ja"},{"name":"nein"}]}]}"#;
        let answer = |(place, value): &(&str, &str)| Answer {
            place: place.parse().expect("a place"),
            name: String::new(),
            value: (*value).to_owned(),
        };
        let content = Submission { answers: answers.iter().map(answer).collect(), ..Submission::default() };
        (serde_json::from_str(json).expect("a definition"), content)
    }

    #[test]
    fn who_answers_for_each_child_is_one_person_all_the_same() {
        let (definition, family) = of_children(&[
            ("2:1", "3"),
            ("3:1", "ja"),
            ("2:2", "3"),
            ("3:2", "ja"),
            ("2:3", "5"),
            ("3:3", "nein"),
            ("2:4", ""),
            ("3:4", "ja"),
        ]);
        let counted = tally(&definition, &vec![family.clone(); 2]);
        let cell = |value: &str, count: u32| (value.to_owned(), count);
        let counts: Vec<_> = counted.questions.iter().map(|counts| (counts.asked, counts.answered)).collect();
        assert_eq!((counted.submissions, counts), (2, vec![(2, 2), (2, 2)]));
        assert_eq!(counted.questions[0].cells, [cell("3", 2), cell("5", 2)]);
        assert_eq!(counted.questions[1].cells, [cell("ja", 2), cell("nein", 2)]);

        // Of a protocol sheet every entry counts.
        let entries = tally_entries(&definition, &vec![family.clone(); 2]);
        assert_eq!((entries.questions[0].asked, entries.questions[0].answered), (8, 6));
        assert_eq!(entries.questions[0].cells, [cell("3", 4), cell("5", 2)]);
        assert_eq!(entries.questions[1].cells, [cell("ja", 6), cell("nein", 2)]);
        assert!(!Results::new(&definition, &entries, None, "").questions[1].multiple);

        // Two families with eight answers are two families.
        let few = Results::new(&definition, &counted, Some(5), "");
        for question in &few.questions {
            assert!(question.multiple && question.answered == Figure::Suppressed, "{question:?}");
            assert!(question.rows.iter().all(|row| row.count == Figure::Suppressed), "{question:?}");
        }
        let many = Results::new(&definition, &tally(&definition, &vec![family; 7]), Some(5), "");
        let rows = many.questions[1].rows.iter().map(|row| row.count).collect::<Vec<_>>();
        assert_eq!((many.questions[1].answered, rows), (Figure::Shown(7), vec![Figure::Shown(7); 2]));
    }

    #[test]
    fn many_different_numbers_stand_in_classes() {
        let ages = |ages: std::ops::Range<i64>| QuestionTally {
            cells: ages.map(|age| (age.to_string(), 6)).collect(),
            ..QuestionTally::default()
        };
        assert_eq!(ages(20..30).class_width(), None);
        let many = ages(18..65);
        assert_eq!(many.class_width(), Some(5));
        let classes = many.in_classes(5).cells;
        assert_eq!(classes[0], ("15–19".to_owned(), 12));
        assert_eq!(classes[1], ("20–24".to_owned(), 30));
        assert_eq!(classes.iter().map(|(_, count)| count).sum::<u32>(), 47 * 6);
        let wide = QuestionTally { cells: vec![("-9223372036854775808".into(), 1)], ..ages(0..12) };
        assert_eq!(wide.class_width(), None);
        let below = QuestionTally { cells: vec![("-3".into(), 2), ("4".into(), 1)], ..ages(0..1) }.in_classes(5).cells;
        assert_eq!(below, [("-5–-1".to_owned(), 2), ("0–4".to_owned(), 1)]);
    }

    #[test]
    fn counts_of_two_parts_add_up_to_the_counts_of_all() {
        let (definition, all) = (definition(), submissions());
        for cut in 0..=all.len() {
            let mut sum = tally(&definition, &all[..cut]);
            sum.add(tally(&definition, &all[cut..]));
            assert_eq!(sum, tally(&definition, &all), "cut at {cut}");
        }
    }

    #[test]
    fn people_see_no_small_cell_and_none_that_gives_it_away() {
        let (definition, tally) = (definition(), tally(&definition(), &submissions()));
        let results = Results::new(&definition, &tally, Some(5), "");
        let shown = |question: usize| results.questions[question].rows.iter().map(|row| row.count).collect::<Vec<_>>();
        let hidden = Figure::Suppressed;
        assert_eq!(shown(0), [Figure::Shown(12), hidden, hidden]);
        assert_eq!(shown(1), [hidden, Figure::Shown(8)], "18 of 20 tells that two chose otherwise");
        assert_eq!(results.questions[0].label, "Gut?");
        assert_eq!(results.questions[0].rows[0].label, "Ja");
    }

    #[test]
    fn protocol_sheets_show_every_count() {
        let results = Results::new(&definition(), &tally(&definition(), &submissions()), None, "");
        let hidden =
            results.questions.iter().flat_map(|question| &question.rows).filter(|row| row.count == Figure::Suppressed);
        assert_eq!(hidden.count(), 0);
    }

    #[test]
    fn a_handful_of_answers_shows_nothing() {
        let few: Vec<Submission> = submissions().into_iter().take(4).collect();
        let results = Results::new(&definition(), &tally(&definition(), &few), Some(5), "");
        for question in &results.questions {
            assert_eq!(question.answered, Figure::Suppressed);
            assert!(question.rows.iter().all(|row| row.count != Figure::Shown(4)));
        }
    }
}
