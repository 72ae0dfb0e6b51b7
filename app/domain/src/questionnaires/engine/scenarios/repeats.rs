//! Repeats: instances, counts, sums, positions.

use super::Interview;
use crate::questionnaires::{engine::AnswerFault, submission::Place};

const KINDER: &str = "
    [survey]
    type         | name    | label                        | relevant     | calculation          | repeat_count
    begin_repeat | kind    | Kind                         |              |                      |
    integer      | alter   | Alter                        |              |                      |
    text         | schule  | Welche Schule?               | ${alter} > 5 |                      |
    calculate    | nummer  |                              |              | position(..)         |
    end_repeat   |         |                              |              |                      |
    calculate    | anzahl  |                              |              | count(${kind})       |
    calculate    | summe   |                              |              | sum(${alter})        |
    note         | ende    | ${anzahl} Kinder, zusammen ${summe} Jahre | |                   |
";

fn place(form: &Interview, name: &str, instance: u32) -> Place {
    Place { question: form.id(name), instances: vec![instance] }
}

#[test]
fn each_instance_answers_for_itself() {
    let mut form = Interview::begin(KINDER);
    let kind = form.id("kind").into();
    form.form.add_repeat(&kind).expect("a second child");
    form.form.answer(place(&form, "alter", 1), "3").expect("taken");
    form.form.answer(place(&form, "alter", 2), "7").expect("taken");
    let relevant =
        |form: &Interview, instance| form.form.state(&place(form, "schule", instance)).map(|state| state.relevant);
    assert_eq!((relevant(&form, 1), relevant(&form, 2)), (Some(false), Some(true)));
    assert_eq!(form.state("ende").label, "2 Kinder, zusammen 10 Jahre");
}

/// Q15: repeats that froze elsewhere from sixty instances on. How long one more takes is measured by
/// `cargo xtask bench questionnaires`.
#[test]
fn q15_two_hundred_instances_are_filled_one_after_the_other() {
    let mut form = Interview::begin(KINDER);
    let kind = form.id("kind").into();
    for instance in 1..=200 {
        if instance > 1 {
            form.form.add_repeat(&kind).expect("one more child");
        }
        form.form.answer(place(&form, "alter", instance), "7").expect("taken");
    }
    assert_eq!(form.state("ende").label, "200 Kinder, zusammen 1400 Jahre");
}

#[test]
fn removing_an_instance_moves_the_others_up_and_keeps_their_answers() {
    let mut form = Interview::begin(KINDER);
    let kind = form.id("kind").into();
    let second = form.form.add_repeat(&kind).expect("added");
    form.form.add_repeat(&kind).expect("added");
    for (instance, age) in [(1, "1"), (2, "2"), (3, "3")] {
        form.form.answer(place(&form, "alter", instance), age).expect("taken");
    }
    form.form.remove_repeat(&second).expect("removed");
    assert_eq!(form.state("ende").label, "2 Kinder, zusammen 4 Jahre");
    let third = form.form.state(&place(&form, "nummer", 3)).expect("the third keeps its number");
    assert_eq!((third.value.as_str(), third.path.as_str()), ("2", "/data/kind[2]/nummer"));
    assert_eq!(form.form.answer(place(&form, "alter", 2), "9"), Err(AnswerFault::UnknownPlace));
    let fourth = form.form.add_repeat(&kind).expect("added");
    assert_eq!(fourth.instances, [4], "a number is never used twice");
}

#[test]
fn a_count_makes_and_removes_instances() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name   | label         | repeat_count
        integer      | anzahl | Wie viele?    |
        begin_repeat | kind   | Kind          | ${anzahl}
        text         | wunsch | Ein Wunsch    |
        end_repeat   |        |               |
        ",
    );
    assert_eq!(form.page(), ["anzahl", "kind"]);
    form.answer("anzahl", "2");
    assert_eq!(form.page(), ["anzahl", "kind", "kind", "wunsch", "kind", "wunsch"]);
    let kind = form.id("kind").into();
    assert_eq!(form.form.add_repeat(&kind), Err(AnswerFault::ReadOnly));
    form.answer("anzahl", "1");
    assert_eq!(form.page(), ["anzahl", "kind", "kind", "wunsch"]);
    form.answer("anzahl", "99999999");
    assert_eq!(form.page().len(), 2 + 2 * 500, "a slip of the finger does not stop the tablet");
    form.answer("anzahl", "-1");
    assert_eq!(form.page(), ["anzahl", "kind"]);
}

#[test]
fn an_instance_can_look_at_the_one_before() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name  | label | calculation
        begin_repeat | jahr  | Jahr  |
        integer      | plaetze | Plätze |
        calculate    | vorher |      | indexed-repeat(${plaetze}, ${jahr}, position(..) - 1)
        end_repeat   |       |       |
        ",
    );
    let jahr = form.id("jahr").into();
    form.form.add_repeat(&jahr).expect("added");
    form.form.answer(place(&form, "plaetze", 1), "40").expect("taken");
    let vorher = |form: &Interview| form.form.state(&place(form, "vorher", 2)).map(|state| state.value);
    assert_eq!(vorher(&form).as_deref(), Some("40"));
    form.form.answer(place(&form, "plaetze", 1), "45").expect("taken");
    assert_eq!(vorher(&form).as_deref(), Some("45"));
}

#[test]
fn a_count_beside_a_question_or_a_group_counts_nothing() {
    let form = Interview::begin(
        "
        [survey]
        type        | name | label | repeat_count
        text        | a    | A     | 3
        begin_group | g    | G     | 3
        text        | b    | B     |
        end_group   |      |       |
        ",
    );
    assert_eq!(form.page(), ["a", "g", "b"]);
}
