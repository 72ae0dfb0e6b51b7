use crate::questionnaires::{
    design::{Condition, Is, Operand, Subject, Test},
    expression::parse,
};
use proptest::prelude::*;

#[test]
fn conditions_are_read_from_what_authors_write() {
    for source in [
        "${kennt} = 'ja'",
        "${alter} >= 18 and ${ort} != \"Polch\"",
        "selected(${wege}, 'bus') or not(selected(${wege}, 'rad'))",
        ". > date('2027-01-01')",
        "${a} = '' or ${b} != ''",
        "contains(${ort}, 'Ober')",
        "${a} < -2.5",
    ] {
        let condition = Condition::of(source).expect(source);
        assert_eq!(parse(&condition.expression()), parse(source), "{source}");
    }
    for other in
        ["${a} + 1 = 2", "${a} = 1 and (${b} = 2 or ${c} = 3)", "count(${r}) > 1", "${a} = ${b}", "", "../a = 1"]
    {
        assert_eq!(Condition::of(other), None, "{other}");
    }
}

#[test]
fn what_is_typed_becomes_a_number_where_numbers_are_asked_for() {
    assert_eq!(Operand::typed(" 2,5 ", true, false), Operand::Number("2.5".into()));
    assert_eq!(Operand::typed("2,5", false, false), Operand::Text("2,5".into()));
    assert_eq!(Operand::typed("2027-01-01", false, true), Operand::Date("2027-01-01".into()));
    assert_eq!(Operand::Number("2.5".into()).shown(), "2,5");
}

fn tests() -> impl Strategy<Value = Test> {
    let subject = prop_oneof![Just(Subject::Here), "[a-z]{1,5}".prop_map(Subject::Question)];
    let compare = prop_oneof![
        Just(Is::Equal),
        Just(Is::NotEqual),
        Just(Is::Greater),
        Just(Is::AtLeast),
        Just(Is::Less),
        Just(Is::AtMost)
    ];
    let value = prop_oneof![
        "[a-zäÄ' .(]{1,8}".prop_map(Operand::Text),
        (-999i32..999).prop_map(|number| Operand::Number(number.to_string())),
        Just(Operand::Date("2027-03-01".into())),
    ];
    let text = prop_oneof![Just(Is::Chosen), Just(Is::NotChosen), Just(Is::Contains)];
    let blank = prop_oneof![Just(Is::Answered), Just(Is::Blank)];
    prop_oneof![
        (subject.clone(), compare, value).prop_map(|(subject, is, value)| Test { subject, is, value }),
        (subject.clone(), text, "[a-z']{1,6}").prop_map(|(subject, is, text)| Test {
            subject,
            is,
            value: Operand::Text(text)
        }),
        (subject, blank).prop_map(|(subject, is)| Test { subject, is, value: Operand::Text(String::new()) }),
    ]
}

proptest! {
    #[test]
    fn every_condition_comes_back_from_its_expression(any: bool, tests in prop::collection::vec(tests(), 1..4)) {
        // Of a single test nobody can tell whether it would be "all" or "one".
        let condition = Condition { any: any && tests.len() > 1, tests };
        prop_assert_eq!(Condition::of(&condition.expression()), Some(condition));
    }

    #[test]
    fn a_text_is_a_condition_or_none_and_never_a_panic(source in "[${}a-z=<> '\\-.()0-9]{0,30}") {
        if let Some(condition) = Condition::of(&source) {
            prop_assert_eq!(parse(&condition.expression()), parse(&source));
        }
    }
}
