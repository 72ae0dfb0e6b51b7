//! Questions that share one scale, shown as bars of equal length beneath each other.

use crate::questionnaires::view::QuestionResult;

/// Fewest and most answers of a scale: two are a yes and no, more than seven no longer have names of their own.
const ANSWERS: std::ops::RangeInclusive<usize> = 3..=7;

/// Neighbouring questions with the same answers belong together, others stand alone; the order stays.
pub fn group_by_scale(questions: Vec<QuestionResult>) -> Vec<Vec<QuestionResult>> {
    let mut groups: Vec<Vec<QuestionResult>> = Vec::new();
    for question in questions {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| same_scale(last, &question)) => group.push(question),
            _ => groups.push(vec![question]),
        }
    }
    groups
}

fn same_scale(a: &QuestionResult, b: &QuestionResult) -> bool {
    let answers = |question: &QuestionResult| -> Vec<(String, String)> {
        question.rows.iter().map(|row| (row.value.clone(), row.label.clone())).collect()
    };
    !a.multiple && !b.multiple && ANSWERS.contains(&a.rows.len()) && answers(a) == answers(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{Figure, QuestionId, ResultRow};

    fn question(name: &str, values: &[&str], multiple: bool) -> QuestionResult {
        let row = |value: &&str| ResultRow {
            value: (*value).to_owned(),
            label: (*value).to_owned(),
            count: Figure::Shown(7),
        };
        QuestionResult {
            question: QuestionId(1),
            name: name.to_owned(),
            label: name.to_owned(),
            multiple,
            answered: Figure::Shown(7),
            blank: Figure::Shown(0),
            rows: values.iter().map(row).collect(),
        }
    }

    #[test]
    fn neighbours_with_one_scale_stand_together() {
        let scale = ["gut", "mittel", "schlecht"];
        let groups = group_by_scale(vec![
            question("a", &scale, false),
            question("b", &scale, false),
            question("c", &["ja", "nein"], false),
            question("d", &["ja", "nein"], false),
            question("e", &scale, true),
            question("f", &scale, true),
            question("g", &scale, false),
        ]);
        let names: Vec<Vec<&str>> =
            groups.iter().map(|group| group.iter().map(|question| question.name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["a", "b"], vec!["c"], vec!["d"], vec!["e"], vec!["f"], vec!["g"]]);
    }
}
