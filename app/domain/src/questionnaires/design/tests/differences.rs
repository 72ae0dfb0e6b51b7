use super::{Desk, GERMAN, select_one};
use crate::questionnaires::{
    definition::Kind,
    design::{Command, Rule, Spot, Way, What, difference},
};

#[test]
fn a_difference_names_what_was_added_removed_moved_and_changed() {
    let mut desk = Desk::new();
    let a = desk.add(Kind::Text, Spot::End, "a");
    let b = desk.add(select_one(), Spot::End, "b");
    desk.choices(b, &["Ja"]);
    let c = desk.add(Kind::Text, Spot::End, "c");
    let d = desk.add(Kind::Text, Spot::End, "d");
    let before = desk.draft.clone();
    assert_eq!(difference(&before, &before), []);
    desk.run(Command::Move { id: c, way: Way::Up });
    desk.run(Command::Move { id: c, way: Way::Up });
    desk.run(Command::SetRule { id: a, rule: Rule::Required, source: "ja".into() });
    desk.run(Command::Delete { id: d });
    let e = desk.add(Kind::Text, Spot::End, "e");
    desk.choices(b, &["Nein"]);
    let changes = difference(&before, &desk.draft);
    let found: Vec<_> = changes
        .iter()
        .map(|change| {
            let parts = match &change.what {
                What::Added => vec!["added"],
                What::Removed => vec!["removed"],
                What::Changed(parts) => parts.iter().map(|part| part.part).collect(),
            };
            (change.question, parts)
        })
        .collect();
    let expected = [
        (Some(c), vec!["place"]),
        (Some(a), vec!["required"]),
        (Some(e), vec!["added"]),
        (None, vec!["choices", "label"]),
        (Some(d), vec!["removed"]),
    ];
    assert_eq!(found, expected);
    let What::Changed(parts) = &changes[3].what else { panic!("a changed list") };
    assert_eq!((parts[1].of.as_str(), parts[1].after.as_str()), (&*format!("nein, {GERMAN}"), "Nein"));
}
