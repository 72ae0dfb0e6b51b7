use super::{Desk, GERMAN, select_one, there_and_back};
use crate::questionnaires::{
    definition::{Definition, Kind, QuestionId, Texts},
    design::{
        ChoiceAt, Command, Flaw, History, Refused, Rule, Spot, TextField, Way, accept, check, cleaned, referrers,
    },
    xlsform::PublishFault,
};

fn at(place: usize, name: &str) -> ChoiceAt {
    ChoiceAt { place, name: name.into() }
}

#[test]
fn names_come_from_labels_and_references_follow_them() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennen Sie uns?");
    desk.choices(knows, &["Ja", "Nein"]);
    let how = desk.add(Kind::Text, Spot::End, "Woher?");
    desk.relevant(how, "${kennen_sie_uns} = 'ja'");
    assert_eq!(desk.names(), ["kennen_sie_uns", "woher"]);
    desk.label(knows, "Kennen Sie uns schon länger?");
    assert_eq!(desk.node(how).relevant.as_deref(), Some("${kennen_sie_uns_schon_laenger} = 'ja'"));
    // A name that somebody gave stays, whatever the text becomes.
    desk.run(Command::Rename { id: knows, name: "bekannt".into() });
    desk.label(knows, "Sind wir Ihnen bekannt?");
    assert_eq!(desk.node(how).relevant.as_deref(), Some("${bekannt} = 'ja'"));
    assert_eq!(there_and_back(&desk.draft), desk.draft);
}

#[test]
fn published_questions_keep_their_names_and_codes() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennen Sie uns?");
    desk.choices(knows, &["Ja", "Nein"]);
    desk.published = Some(desk.draft.clone());
    desk.label(knows, "Sind wir bekannt?");
    let text = Command::SetChoiceText {
        list: "antworten".into(),
        at: at(0, "ja"),
        language: GERMAN.into(),
        text: "Ja, gut".into(),
    };
    desk.run(text);
    assert_eq!(desk.node(knows).name, "kennen_sie_uns");
    assert_eq!(desk.draft.lists[0].choices[0].name, "ja");
    // What is deleted and made again is another question.
    desk.run(Command::Delete { id: knows });
    let again = desk.add(select_one(), Spot::End, "Kennen Sie uns?");
    assert!(again > knows);
    assert_eq!(accept(&desk.draft, desk.published.as_ref()), Ok(()));
    let mut forged = desk.draft.clone();
    forged.nodes[0].id = QuestionId(0);
    assert!(accept(&forged, desk.published.as_ref()).is_err());
}

#[test]
fn no_text_turns_itself_around_and_marks_of_arabic_stay() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennen\u{202E} Sie uns?");
    desk.choices(knows, &["Ja\u{2067}", "\u{200F}نعم\u{200E}"]);
    assert_eq!(desk.node(knows).label.best(GERMAN, ""), Some("Kennen Sie uns?"));
    let labels: Vec<_> = desk.draft.lists[0].choices.iter().map(|choice| choice.label.best(GERMAN, "")).collect();
    assert_eq!(labels, [Some("Ja"), Some("\u{200F}نعم\u{200E}")]);
    // What a browser sends past the designer is cleaned where it is stored.
    let mut forged = desk.draft.clone();
    forged.nodes[0].label.set(GERMAN, "Kennen\u{202E} Sie uns?");
    forged.lists[0].choices[0].label.set(GERMAN, "Ja\u{2067}");
    assert_eq!(cleaned(forged), desk.draft);
}

#[test]
fn a_question_is_moved_to_any_spot_but_not_into_itself() {
    let mut desk = Desk::new();
    let one = desk.add(Kind::Text, Spot::End, "Eins");
    let group = desk.add(Kind::Group, Spot::End, "Teil");
    let two = desk.add(Kind::Text, Spot::Inside(group), "Zwei");
    let inner = desk.add(Kind::Group, Spot::Inside(group), "Innen");
    desk.run(Command::MoveTo { id: one, at: Spot::Before(two) });
    assert_eq!(desk.names(), ["teil", "eins", "zwei", "innen"]);
    desk.run(Command::MoveTo { id: one, at: Spot::Inside(inner) });
    desk.run(Command::MoveTo { id: two, at: Spot::End });
    assert_eq!(desk.names(), ["teil", "innen", "eins", "zwei"]);
    desk.run(Command::MoveTo { id: two, at: Spot::After(inner) });
    assert_eq!(desk.names(), ["teil", "innen", "eins", "zwei"]);
    assert_eq!(desk.node(group).children.len(), 2);
    for at in [Spot::Inside(group), Spot::Before(group), Spot::After(inner), Spot::Inside(inner)] {
        let command = Command::MoveTo { id: group, at };
        let refused = crate::questionnaires::design::apply(&desk.draft, None, &command).err();
        assert_eq!(refused, Some(Refused::NoPlace), "{at:?}");
    }
}

#[test]
fn what_is_dropped_takes_the_place_of_a_question_and_goes_into_or_before_a_section() {
    let mut desk = Desk::new();
    let one = desk.add(Kind::Text, Spot::End, "Eins");
    let two = desk.add(Kind::Text, Spot::End, "Zwei");
    let group = desk.add(Kind::Group, Spot::End, "Teil");
    let inner = desk.add(Kind::Text, Spot::Inside(group), "Innen");
    let drop = |dropped, on, upper| Spot::of_drop(&desk.draft, dropped, on, upper);
    // From above it moves down to the place, from below up; a question has no edge.
    for upper in [false, true] {
        assert_eq!(drop(one, two, upper), Some(Spot::After(two)));
        assert_eq!(drop(two, one, upper), Some(Spot::Before(one)));
        assert_eq!(drop(one, inner, upper), Some(Spot::After(inner)));
        assert_eq!(drop(inner, one, upper), Some(Spot::Before(one)));
        for nowhere in [drop(one, one, upper), drop(group, group, upper), drop(group, inner, upper)] {
            assert_eq!(nowhere, None);
        }
        assert_eq!(drop(one, QuestionId(99), upper), None);
    }
    assert_eq!(drop(one, group, false), Some(Spot::Inside(group)));
    assert_eq!(drop(one, group, true), Some(Spot::Before(group)));
    let at = drop(inner, group, true).expect("out of its section");
    desk.run(Command::MoveTo { id: inner, at });
    assert_eq!(desk.names(), ["eins", "zwei", "innen", "teil"]);
}

#[test]
fn a_calculation_waits_for_the_question_that_sets_it_off() {
    let mut desk = Desk::new();
    let asked = desk.add(Kind::Text, Spot::End, "Name der Gruppe");
    let computed = desk.add(Kind::Calculate, Spot::End, "Zeitpunkt");
    desk.run(Command::SetRule { id: computed, rule: Rule::Calculation, source: "today()".into() });
    desk.run(Command::SetTrigger { id: computed, name: "name_der_gruppe".into() });
    assert_eq!(desk.node(computed).trigger, ["name_der_gruppe"]);
    // It follows a new name, as every reference does.
    desk.run(Command::Rename { id: asked, name: "gruppe".into() });
    assert_eq!(desk.node(computed).trigger, ["gruppe"]);
    assert_eq!(there_and_back(&desk.draft), desk.draft);
    desk.run(Command::SetTrigger { id: computed, name: String::new() });
    assert!(desk.node(computed).trigger.is_empty());
    let unknown = Command::SetTrigger { id: computed, name: "nichts".into() };
    let refused = crate::questionnaires::design::apply(&desk.draft, None, &unknown).err();
    assert_eq!(refused, Some(Refused::UnknownQuestion));
}

#[test]
fn what_names_a_list_follows_its_new_name() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennen Sie uns?");
    desk.choices(knows, &["Ja", "Nein"]);
    let again = desk.add(select_one(), Spot::End, "Wirklich?");
    desk.run(Command::UseList { id: again, list: "antworten".into() });
    let text = desk.add(Kind::Text, Spot::End, "Welche?");
    let source = "instance('antworten')/root/item[name = ${wirklich}]/label".to_owned();
    desk.run(Command::SetRule { id: text, rule: Rule::Calculation, source });
    desk.run(Command::RenameList { list: "antworten".into(), name: "ja_nein".into() });
    assert_eq!(desk.draft.lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>(), ["ja_nein"]);
    assert_eq!((desk.node(knows).kind.list(), desk.node(again).kind.list()), (Some("ja_nein"), Some("ja_nein")));
    let calculation = desk.node(text).calculation.clone();
    assert_eq!(calculation.as_deref(), Some("instance('ja_nein')/root/item[name = ${wirklich}]/label"));
    assert_eq!(there_and_back(&desk.draft), desk.draft);
    let refused = |name: &str| {
        let command = Command::RenameList { list: "ja_nein".into(), name: name.into() };
        crate::questionnaires::design::apply(&desk.draft, None, &command).err()
    };
    assert_eq!(refused("mit Leerzeichen"), Some(Refused::BadName));
    assert_eq!(refused(""), Some(Refused::BadName));
}

#[test]
fn a_deleted_question_is_named_where_it_is_missing() {
    let mut desk = Desk::new();
    let group = desk.add(Kind::Group, Spot::End, "Teil");
    let knows = desk.add(select_one(), Spot::Inside(group), "Kennt");
    desk.choices(knows, &["Ja"]);
    let how = desk.add(Kind::Text, Spot::End, "Woher kennen Sie ${kennt}?");
    let path = desk.add(Kind::Text, Spot::End, "Weg");
    desk.relevant(path, "/data/teil/kennt = 'ja'");
    assert_eq!(referrers(&desk.draft, group), [how, path]);
    desk.run(Command::Delete { id: group });
    let unknown = |id| {
        move |fault: &crate::questionnaires::design::DesignFault| {
            fault.question == Some(id) && fault.flaw == Flaw::UnknownName("kennt".into()) && fault.blocks()
        }
    };
    let faults = check(&desk.draft);
    assert!(faults.iter().any(unknown(how)) && faults.iter().any(unknown(path)), "{faults:?}");
    assert!(desk.draft.lists.is_empty(), "the list goes with its only question");
}

#[test]
fn moving_leads_up_down_into_groups_and_out() {
    let mut desk = Desk::new();
    let a = desk.add(Kind::Text, Spot::End, "a");
    let g = desk.add(Kind::Group, Spot::End, "g");
    let b = desk.add(Kind::Text, Spot::Inside(g), "b");
    let mut go = |way, id, expected: &[&str]| {
        desk.run(Command::Move { id, way });
        assert_eq!(desk.names(), expected, "{way:?}");
    };
    go(Way::In, a, &["g", "a", "b"]);
    go(Way::Down, a, &["g", "b", "a"]);
    go(Way::Down, a, &["g", "b", "a"]);
    go(Way::In, a, &["g", "b", "a"]);
    go(Way::Out, a, &["g", "b", "a"]);
    go(Way::Up, a, &["a", "g", "b"]);
    go(Way::Up, b, &["a", "b", "g"]);
    assert_eq!(desk.tried(Command::Move { id: a, way: Way::Up }), Err(Refused::NoPlace));
    assert_eq!(desk.tried(Command::Move { id: a, way: Way::In }), Err(Refused::NoPlace));
}

#[test]
fn copies_refer_to_each_other() {
    let mut desk = Desk::new();
    let g = desk.add(Kind::Group, Spot::End, "Kind");
    let alter = desk.add(Kind::Integer, Spot::Inside(g), "Alter");
    let schule = desk.add(Kind::Text, Spot::Inside(g), "Schule");
    desk.relevant(schule, "${alter} > 6");
    let created = desk.run(Command::Duplicate { id: g }).created;
    assert_eq!(desk.names(), ["kind", "alter", "schule", "kind_2", "alter_2", "schule_2"]);
    assert_eq!(desk.node(created[2]).relevant.as_deref(), Some("${alter_2} > 6"));
    assert_eq!(desk.node(schule).relevant.as_deref(), Some("${alter} > 6"));
    assert_eq!(there_and_back(&desk.draft), desk.draft);
    desk.run(Command::Delete { id: alter });
    assert_eq!(check(&desk.draft).len(), 1);
}

#[test]
fn other_comes_with_its_text_and_goes_with_it() {
    let mut desk = Desk::new();
    let way = desk.add(select_one(), Spot::End, "Wie kommen Sie?");
    desk.choices(way, &["Bus"]);
    desk.run(Command::SetOther { id: way, on: true });
    desk.choices(way, &["Rad"]);
    let codes = |desk: &Desk| desk.draft.lists[0].choices.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    assert_eq!(codes(&desk), ["bus", "rad", "other"]);
    assert_eq!(desk.names(), ["wie_kommen_sie", "wie_kommen_sie_other"]);
    let made = desk.draft.nodes[1].id;
    desk.label(way, "Wie kommen Sie her?");
    assert_eq!(desk.names(), ["wie_kommen_sie_her", "wie_kommen_sie_her_other"]);
    assert_eq!(desk.draft.nodes[1].id, made);
    assert_eq!(there_and_back(&desk.draft), desk.draft);
    desk.run(Command::SetOther { id: way, on: false });
    assert_eq!((codes(&desk), desk.draft.nodes.len()), (vec!["bus".to_owned(), "rad".to_owned()], 1));
}

#[test]
fn codes_follow_their_text_and_conditions_follow_the_codes() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennt");
    desk.choices(knows, &["J"]);
    let how = desk.add(Kind::Text, Spot::End, "Woher");
    desk.relevant(how, "${kennt} = 'j'");
    let list = "antworten".to_owned();
    let text = |name: &str, text: &str| Command::SetChoiceText {
        list: list.clone(),
        at: at(0, name),
        language: GERMAN.into(),
        text: text.into(),
    };
    desk.run(text("j", "Ja"));
    assert_eq!(desk.node(how).relevant.as_deref(), Some("${kennt} = 'ja'"));
    desk.run(Command::RenameChoice { list: list.clone(), at: at(0, "ja"), name: "1".into() });
    assert_eq!(desk.node(how).relevant.as_deref(), Some("${kennt} = '1'"));
    desk.run(Command::RemoveChoice { list: list.clone(), at: at(0, "1") });
    let flaws: Vec<Flaw> = check(&desk.draft).into_iter().map(|fault| fault.flaw).collect();
    assert_eq!(flaws, [Flaw::NoChoices, Flaw::VanishedChoice("1".into())]);
}

#[test]
fn conditions_follow_a_question_that_takes_several_answers() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennt");
    desk.choices(knows, &["Ja", "Nein"]);
    let how = desk.add(Kind::Text, Spot::End, "Woher");
    let why = desk.add(Kind::Text, Spot::End, "Warum");
    desk.relevant(how, "${kennt} = 'ja' or ${kennt} != 'nein'");
    desk.relevant(why, "${kennt} = ''");
    let number = desk.add(Kind::Text, Spot::End, "Wie");
    desk.relevant(number, "${kennt} = 1");
    let rule = Command::SetRule { id: knows, rule: Rule::Constraint, source: ". != 'nein'".into() };
    desk.run(rule);
    let kind = Kind::SelectMultiple { list: String::new() };
    let applied = desk.run(Command::SetKind { id: knows, kind });
    assert_eq!(applied.followed, [knows, how, number]);
    assert_eq!(desk.node(number).relevant.as_deref(), Some("selected(${kennt}, '1')"));
    let several = Some("selected(${kennt}, 'ja') or not(selected(${kennt}, 'nein'))");
    assert_eq!(desk.node(how).relevant.as_deref(), several);
    assert_eq!(desk.node(why).relevant.as_deref(), Some("${kennt} = ''"), "unanswered is unanswered");
    assert_eq!(desk.node(knows).constraint.as_deref(), Some("not(selected(., 'nein'))"));
    // The way back needs nothing: "contains" says the same of one answer.
    desk.run(Command::SetKind { id: knows, kind: select_one() });
    assert_eq!(desk.node(how).relevant.as_deref(), several);
}

#[test]
fn what_cannot_follow_a_question_that_takes_several_answers_is_noticed() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennt");
    desk.choices(knows, &["Ja", "Nein"]);
    desk.add(Kind::Text, Spot::End, "Warum");
    let how = desk.add(Kind::Text, Spot::End, "Woher");
    let written = "(${kennt} = 'ja' or ${warum} = 'x') and ${kennt} != ''";
    desk.relevant(how, written);
    assert!(check(&desk.draft).is_empty());
    let applied = desk.run(Command::SetKind { id: knows, kind: Kind::SelectMultiple { list: String::new() } });
    assert!(applied.followed.is_empty());
    assert_eq!(desk.node(how).relevant.as_deref(), Some(written));
    let faults: Vec<_> =
        check(&desk.draft).into_iter().map(|fault| (fault.blocks(), fault.question, fault.flaw)).collect();
    assert_eq!(faults, [(false, Some(how), Flaw::WholeAnswer("ja".into()))]);
}

#[test]
fn a_question_that_is_only_a_picture_has_nothing_to_read() {
    let mut desk = Desk::new();
    let question = desk.add(Kind::Integer, Spot::End, "Wie viele?");
    let mut file = Texts::default();
    file.set(GERMAN, "bild.png".to_owned());
    desk.draft.nodes[0].media.insert("image".to_owned(), file);
    let flaws =
        |draft: &Definition| check(draft).into_iter().map(|fault| (fault.blocks(), fault.flaw)).collect::<Vec<_>>();
    assert_eq!(flaws(&desk.draft), [(false, Flaw::UnseenMedia)]);
    desk.label(question, "");
    assert_eq!(flaws(&desk.draft), [(true, Flaw::NoLabel), (false, Flaw::UnseenMedia)]);
    // Forms of other programs have notes that are nothing but a picture, on purpose: nobody has to answer them.
    desk.add(Kind::Text, Spot::End, "Warum?");
    desk.draft.nodes[0].kind = Kind::Note;
    assert_eq!(flaws(&desk.draft), [(false, Flaw::UnseenMedia)]);
}

#[test]
fn a_question_for_a_picture_is_hidden_and_must_not_be_required() {
    let mut desk = Desk::new();
    let picture = desk.add(Kind::Image, Spot::End, "Ein Bild");
    desk.add(Kind::Text, Spot::End, "Was ist darauf?");
    let flaws =
        |draft: &Definition| check(draft).into_iter().map(|fault| (fault.blocks(), fault.flaw)).collect::<Vec<_>>();
    assert_eq!(flaws(&desk.draft), [(false, Flaw::UnaskedPicture)]);
    desk.draft.nodes[0].required = Some("true()".into());
    let refused = Flaw::Publish(PublishFault::Picture { question: picture, name: desk.node(picture).name.clone() });
    assert_eq!(flaws(&desk.draft), [(false, Flaw::UnaskedPicture), (true, refused)]);
}

#[test]
fn a_code_has_no_spaces_and_may_begin_with_a_digit() {
    let mut desk = Desk::new();
    let knows = desk.add(select_one(), Spot::End, "Kennt");
    desk.choices(knows, &["Ja"]);
    let rename = |name: &str| Command::RenameChoice { list: "antworten".into(), at: at(0, "ja"), name: name.into() };
    for name in ["", "ja nein", "${ja}"] {
        assert_eq!(desk.tried(rename(name)).err(), Some(Refused::BadCode), "{name}");
    }
    assert!(desk.tried(rename("1")).is_ok());
}

#[test]
fn a_condition_without_a_value_is_noticed_but_blocks_nothing() {
    let mut desk = Desk::new();
    let count = desk.add(Kind::Integer, Spot::End, "Kinder");
    let day = desk.add(Kind::Date, Spot::End, "Tag");
    let other = desk.add(Kind::Text, Spot::End, "Warum");
    for (source, noticed) in [
        ("${kinder} > ''", true),
        ("${kinder} >= 'drei'", true),
        ("${tag} = date('31.03.2027')", true),
        ("${warum} != '' and contains(${warum}, '')", true),
        ("${kinder} > 2 and ${tag} < date('2027-03-31')", false),
        ("${tag} < '2027-03-31'", false),
        ("${kinder} = '' or ${warum} != ''", false),
        ("contains(${warum}, 'x')", false),
    ] {
        let asked = desk.add(Kind::Text, Spot::End, "Und");
        desk.relevant(asked, source);
        let faults = check(&desk.draft);
        assert_eq!(faults.iter().any(|fault| fault.flaw == Flaw::NoValue), noticed, "{source}");
        assert!(!faults.iter().any(crate::questionnaires::design::DesignFault::blocks), "{source}: {faults:?}");
        desk.run(Command::Delete { id: asked });
    }
    assert_eq!([count, day, other].map(|id| desk.node(id).relevant.clone()), [None, None, None]);
}

#[test]
fn steps_are_taken_back_and_done_again() {
    let mut history = History::new(super::blank(), None);
    let id = history.run(Command::Add { kind: Kind::Text, at: Spot::End }).expect("added").created[0];
    let field = TextField::Label;
    for text in ["W", "Wo", "Wo?"] {
        let command = Command::SetText { id, field, language: GERMAN.into(), text: text.into() };
        history.run(command).expect("typed");
    }
    let typed = history.now().clone();
    assert_eq!(history.unsaved().len(), 2, "letters of one text are one step");
    assert!(history.undo());
    assert_eq!(history.now().walk()[0].name, "frage");
    assert!(history.redo());
    assert_eq!(*history.now(), typed);
    // Taking back what the server has already is a change for it, too.
    history.send();
    history.sent(true);
    assert!(history.is_saved());
    assert!(history.undo() && !history.is_saved());
    assert_eq!(history.send().walk()[0].label.iter().count(), 0);
    history.sent(false);
    assert!(!history.is_saved());
}

#[test]
fn what_may_have_arrived_is_told_apart_from_what_follows() {
    let mut history = History::new(super::blank(), None);
    let id = history.run(Command::Add { kind: Kind::Text, at: Spot::End }).expect("added").created[0];
    let typed =
        |text: &str| Command::SetText { id, field: TextField::Label, language: GERMAN.into(), text: text.into() };
    history.run(typed("Wo")).expect("typed");
    let (attempt, there) = (history.unsaved().len(), history.send());
    history.sent(false);
    // Another letter of the same text, which the server cannot have.
    history.run(typed("Wohin")).expect("typed");
    assert_eq!(history.unsaved().len(), attempt + 1);
    history.arrived(attempt);
    assert_eq!(history.unsaved().len(), 1);
    let rest = history.unsaved().to_vec();
    let mut later = History::new((*there).clone(), None);
    assert_eq!(later.replay(rest), []);
    assert_eq!(later.now(), history.now());
}

#[test]
fn what_two_people_did_is_put_together() {
    let start = super::blank();
    let (mut mine, mut theirs) = (History::new(start.clone(), None), History::new(start, None));
    let add = |history: &mut History, text: &str| {
        let id = history.run(Command::Add { kind: Kind::Text, at: Spot::End }).expect("added").created[0];
        let command = Command::SetText { id, field: TextField::Label, language: GERMAN.into(), text: text.into() };
        history.run(command).expect("typed");
        id
    };
    let (first, _) = (add(&mut theirs, "Ihre"), add(&mut mine, "Meine"));
    add(&mut mine, "Noch eine");
    let failed = mine.rebase((**theirs.now()).clone(), None);
    assert_eq!(failed, []);
    let names: Vec<&str> = mine.now().walk().into_iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["ihre", "meine", "noch_eine"]);
    // What is gone there is named, not done to something else.
    mine.send();
    mine.sent(true);
    let rule = Command::SetRule { id: first, rule: Rule::Required, source: "ja".into() };
    mine.run(rule.clone()).expect("set");
    assert_eq!(mine.rebase(super::blank(), None), [(rule, Refused::UnknownQuestion)]);
}

#[test]
fn the_last_language_stays() {
    let mut desk = Desk::new();
    let id = desk.add(Kind::Text, Spot::End, "Wo?");
    let remove = |language: &str| Command::RemoveLanguage { language: language.into() };
    assert_eq!(desk.tried(remove(GERMAN)), Err(Refused::LastLanguage));
    desk.run(Command::AddLanguage { language: "Türkçe (tr)".into() });
    assert_eq!(desk.tried(Command::AddLanguage { language: " Türkçe  (tr)".into() }), Err(Refused::BadLanguage));
    let lines = crate::questionnaires::design::lines(&desk.draft);
    assert_eq!((lines.len(), lines[0].missing()), (1, 1));
    desk.run(remove(GERMAN));
    assert_eq!(desk.draft.first_language(), "Türkçe (tr)");
    assert!(desk.node(id).label.is_empty());
}

#[test]
fn a_copy_has_a_title_of_its_own_and_everything_else_of_the_original() {
    let mut desk = Desk::new();
    let id = desk.add(Kind::Text, Spot::End, "Wo?");
    desk.draft.settings.version = "3".into();
    let copied = crate::questionnaires::design::copied;
    assert!(copied(&desk.draft, " ").is_err());
    let copy = copied(&desk.draft, "Eltern in Bendorf").expect("a title");
    assert_eq!((copy.settings.title.as_str(), copy.settings.version.as_str()), ("Eltern in Bendorf", ""));
    assert_ne!(copy.settings.form_id, desk.draft.settings.form_id, "other programs tell them apart");
    assert_eq!((copy.find(id), &copy.languages), (desk.draft.find(id), &desk.draft.languages));
    assert_eq!(copy.next_id, desk.draft.next_id);
}
