//! Whatever people type and whatever stands in a workbook: an answer or a fault, never a panic, and recomputing a part
//! gives what computing everything gives.

use super::{Interview, context, workbook};
use crate::questionnaires::{
    Form, Place,
    expression::parse,
    workbook::{Cell, Sheet, Workbook},
    xlsform::{self, FaultCode},
};
use proptest::prelude::*;

const EVERYTHING: &str = "
    [survey]
    type                 | name   | label           | relevant            | constraint | calculation                  | choice_filter  | required | repeat_count | default
    integer              | a      | A               |                     | . < 9      |                              |                |          |              | 1
    select_multiple tag  | tage   | Tage            | ${a} > 1            |            |                              | not(selected(${tage}, 'so')) or name = 'so' | yes | |
    begin_group          | g      | G               | selected(${tage}, 'mo') |        |                              |                |          |              |
    select_one raum      | raum   | Raum            |                     |            |                              |                |          |              |
    select_one ort       | ort    | Ort in ${raum}  |                     |            |                              | raum = ${raum} | ${a} = 3 |              |
    end_group            |        |                 |                     |            |                              |                |          |              |
    begin_repeat         | r      | R               | ${a} < 8            |            |                              |                |          |              |
    decimal              | x      | X               |                     |            |                              |                |          |              |
    calculate            | y      |                 |                     |            | ${x} * 2 + position(..)      |                |          |              |
    begin_repeat         | innen  | I               |                     |            |                              |                |          | ${a} mod 3   |
    text                 | z      | Z ${y}          | ${y} > 3            |            |                              |                |          |              |
    end_repeat           |        |                 |                     |            |                              |                |          |              |
    end_repeat           |        |                 |                     |            |                              |                |          |              |
    calculate            | summe  |                 |                     |            | sum(${y}) + count(${r}) + string-length(string(${ort})) |  |   |     |
    note                 | ende   | Summe ${summe}  | ${summe} > 2        |            |                              |                |          |              |
    [choices]
    list_name | name | label | raum
    tag       | mo   | Mo    |
    tag       | di   | Di    |
    tag       | so   | So    |
    raum      | n    | Nord  |
    raum      | s    | Süd   |
    ort       | n1   | N1    | n
    ort       | s1   | S1    | s
";

#[derive(Clone, Debug)]
enum Act {
    Answer(usize, &'static str),
    Add(usize),
    Remove(usize),
}

fn act() -> impl Strategy<Value = Act> {
    let values = prop::sample::select(vec![
        "", "0", "1", "2", "3", "8", "9", "2,5", "mo", "so", "mo di", "n", "s", "n1", "s1", "ä",
    ]);
    prop_oneof![
        8 => (0usize..60, values).prop_map(|(place, value)| Act::Answer(place, value)),
        2 => (0usize..9).prop_map(Act::Add),
        1 => (0usize..9).prop_map(Act::Remove),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn recomputing_a_part_gives_what_computing_everything_gives(acts in prop::collection::vec(act(), 1..40)) {
        let mut form = Interview::begin(EVERYTHING);
        for act in acts {
            let places: Vec<Place> = form.form.all_nodes().into_iter().map(|node| node.place).collect();
            let pick = |index: usize| places[index % places.len()].clone();
            // Most places take no such answer; a refusal must leave the form as it is.
            let before = form.form.draft();
            let refused = match act {
                Act::Answer(place, value) => form.form.answer(pick(place), value).is_err(),
                Act::Add(place) => form.form.add_repeat(&pick(place)).is_err(),
                Act::Remove(place) => form.form.remove_repeat(&pick(place)).is_err(),
            };
            if refused {
                prop_assert_eq!(&form.form.draft(), &before);
            }
        }
        let whole = Form::restore(&form.definition, context(), &form.form.draft()).expect("restored");
        let (whole, part) = (whole.all_nodes(), form.form.all_nodes());
        prop_assert_eq!(whole.len(), part.len());
        for (whole, part) in whole.into_iter().zip(part) {
            prop_assert_eq!(whole, part);
        }
    }

    #[test]
    fn any_text_is_an_expression_or_a_fault(
        parts in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "[", "]", "1", ".5", "'a'", "\"", "${x}", "${", "/", "//", "..", ".", "*", "-", "and ", "or ", "div ",
            "=", "<", ",", "@", "|", "::", "child", "selected(", "if(", "date(", "substr(", "ä", "\u{1F600}", " ", "$", "!",
        ]), 0..40),
    ) {
        let text = parts.concat();
        if let Ok(expression) = parse(&text) {
            prop_assert!(expression.references().iter().all(|name| *name == "x"));
        }
    }

    #[test]
    fn any_workbook_is_a_questionnaire_or_has_faults(
        cells in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![
            "", "type", "name", "label", "text", "begin_group", "end_group", "begin_repeat", "end_repeat", "select_one l", "q",
            "r", "${q}", "${", "range", "start=5 end=1", "calculate", "1 +", "${q} > 1", "select_one ${q}", "note", "ä ö",
        ]), 0..7), 0..25),
        headers in prop::collection::vec(prop::sample::select(vec![
            "type", "name", "label", "relevant", "calculation", "parameters", "label::", "::", "trigger", "repeat_count", "",
        ]), 0..8),
    ) {
        let text = |cells: &[&str]| cells.iter().map(|cell| Cell::Text((*cell).to_owned())).collect::<Vec<_>>();
        let rows: Vec<Vec<Cell>> = std::iter::once(text(&headers)).chain(cells.iter().map(|row| text(row))).collect();
        let workbook = Workbook { sheets: vec![Sheet { name: "survey".into(), rows: rows.clone() }, Sheet { name: "choices".into(), rows }] };
        match xlsform::import(&workbook, None) {
            Ok(imported) => {
                let runs = Form::create(&imported.definition, context());
                prop_assert!(runs.is_ok() || !imported.warnings.is_empty());
            }
            Err(faults) => prop_assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.sentence().is_empty())),
        }
    }
}

#[test]
fn nesting_without_end_is_a_fault_and_no_exhausted_stack() {
    let mut text = "[survey]\ntype | name | label\n".to_owned();
    for depth in 0..5_000 {
        text.push_str(&format!("begin_group | g{depth} | G\n"));
    }
    text.push_str("text | q | Q\n");
    text.push_str(&"end_group | |\n".repeat(5_000));
    let faults = xlsform::import(&workbook(&text), None).expect_err("refused");
    assert!(faults.iter().any(|fault| fault.code == FaultCode::TooDeep));
    assert!(faults.iter().any(|fault| fault.code == FaultCode::MoreFaults), "the list of faults ends somewhere");
    for open in ["(", "not(", "a[", "-("] {
        assert!(parse(&open.repeat(10_000)).is_err());
    }
    let long = format!("1{}", " + 1".repeat(10_000));
    assert!(parse(&long).is_ok(), "a long sum is not deep");
}
