//! What stands in the document, letter by letter.

use super::*;
use domain::questionnaires::{
    Choice, ChoiceList, Context, Definition, Kind, Node, QuestionId, Texts,
    expression::Zone,
    survey::{Language, Mark, Move, Text, begin, field_name, take_turn},
};

fn frame(title: &str) -> Frame {
    Frame {
        title: title.into(),
        kita: "Kita „النور“".into(),
        language: Language::Arabic,
        address: "/umfrage/x".into(),
        css: "/x.css".into(),
        demo: false,
        code: String::new(),
        kiosk: false,
        may_pause: true,
        takeover: None,
    }
}

fn definition() -> Definition {
    let node = Node {
        id: QuestionId(1),
        name: "a".into(),
        kind: Kind::Text,
        label: Texts::plain("كيف <b>حالكم</b>؟"),
        appearance: "multiline".into(),
        ..Node::default()
    };
    Definition { nodes: vec![node], languages: vec![String::new()], ..Definition::default() }
}

#[test]
fn what_people_type_stays_text_and_comes_back_as_it_was() {
    let context = || Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
    let definition = definition();
    let first = begin(&definition, context(), Mark::new(uuid::Uuid::nil())).expect("it runs");
    let typed = "</textarea><script>alert(1)</script>\n& \"so\"";
    let fields = [(field_name(&QuestionId(1).into()), typed.to_owned())];
    let turn = take_turn(&definition, context(), &first.stand, &fields, &Move::Stay).expect("it runs");
    let html = survey_page(frame("<Titel> & mehr"), turn, definition.languages.clone());
    assert!(!html.contains("<script"), "{html}");
    let (_, rest) = html.split_once("<textarea").expect("a field");
    let (field, _) = rest.split_once("</textarea>").expect("its end");
    let content = field.split_once('>').expect("its content").1;
    assert_eq!(content.replace("&lt;", "<").replace("&amp;", "&"), typed);
    assert!(html.contains("<title>&lt;Titel> &amp; mehr – Sozialraumportal</title>"), "{html}");
    assert!(html.contains("<html lang=\"ar\" dir=\"rtl\""), "{html}");
    assert!(html.contains("dir=\"rtl\">كيف &lt;b&gt;"), "{html}");
}

#[test]
fn days_and_times_come_back_as_browsers_take_them() {
    let context = || Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
    for (kind, field, typed) in [
        (Kind::Date, "date", "2026-03-02"),
        (Kind::Time, "time", "10:30"),
        (Kind::DateTime, "datetime-local", "2026-03-02T10:30"),
    ] {
        let node = Node { id: QuestionId(1), name: "a".into(), kind, label: Texts::plain("Wann?"), ..Node::default() };
        let definition = Definition { nodes: vec![node], languages: vec![String::new()], ..Definition::default() };
        let first = begin(&definition, context(), Mark::new(uuid::Uuid::nil())).expect("it runs");
        let fields = [(field_name(&QuestionId(1).into()), typed.to_owned())];
        let turn = take_turn(&definition, context(), &first.stand, &fields, &Move::Stay).expect("it runs");
        let html = survey_page(frame("Titel"), turn, definition.languages.clone());
        let mut inputs = html.split("<input").skip(1).filter_map(|rest| rest.split_once('>'));
        let (input, _) = inputs.find(|(input, _)| input.contains("kern-form-input__input")).expect("a field");
        assert!(input.contains(&format!("type=\"{field}\"")), "{input}");
        assert!(input.contains(&format!("value=\"{typed}\"")), "{input}");
    }
}

#[test]
fn a_text_with_a_phone_number_comes_back_with_a_hint_and_is_kept() {
    let context = || Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
    let definition = definition();
    let hint = Text::MaybePersonal.of(Language::Arabic);
    let name = field_name(&QuestionId(1).into());
    for (typed, noticed) in [("0261 123456", true), ("39", false)] {
        let first = begin(&definition, context(), Mark::new(uuid::Uuid::nil())).expect("it runs");
        let fields = [(name.clone(), typed.to_owned())];
        let turn = take_turn(&definition, context(), &first.stand, &fields, &Move::Stay).expect("it runs");
        let html = survey_page(frame("Titel"), turn, definition.languages.clone());
        assert_eq!(html.contains(hint), noticed, "{html}");
        assert_eq!(html.contains(&format!("{name}-personal\"")), noticed, "{html}");
        assert!(html.contains(&format!(">{typed}</textarea>")), "{html}");
    }
}

/// A question with two answers, as its page has it.
fn choices_shown_as(appearance: &str, kind: Kind, answered: &str) -> String {
    let context = || Context { now: 0, zone: Zone::Berlin, seed: 1, language: String::new() };
    let choice =
        |(name, label): (&str, &str)| Choice { name: name.into(), label: Texts::plain(label), ..Choice::default() };
    let list = ChoiceList { name: "l".into(), choices: [("gar", "gar nicht"), ("sehr", "sehr")].map(choice).into() };
    let node = Node {
        id: QuestionId(1),
        name: "a".into(),
        kind,
        label: Texts::plain("Wie gern?"),
        appearance: appearance.into(),
        ..Node::default()
    };
    let definition =
        Definition { nodes: vec![node], lists: vec![list], languages: vec![String::new()], ..Definition::default() };
    let first = begin(&definition, context(), Mark::new(uuid::Uuid::nil())).expect("it runs");
    let fields = [(field_name(&QuestionId(1).into()), answered.to_owned())];
    let turn = take_turn(&definition, context(), &first.stand, &fields, &Move::Stay).expect("it runs");
    survey_page(frame("Titel"), turn, definition.languages.clone())
}

#[test]
fn answers_stand_as_their_author_wants_them() {
    let one = || Kind::SelectOne { list: "l".into() };
    let several = || Kind::SelectMultiple { list: "l".into() };
    let (beside, likert) = ("question__scale", "question__likert");
    for (appearance, kind, classes) in [
        ("", one(), [false, false]),
        ("columns", one(), [true, false]),
        ("likert", one(), [false, true]),
        ("horizontal", several(), [true, false]),
        ("minimal", several(), [false, false]),
    ] {
        let field = if kind == one() { "type=\"radio\"" } else { "type=\"checkbox\"" };
        let html = choices_shown_as(appearance, kind, "sehr");
        assert_eq!([html.contains(beside), html.contains(likert)], classes, "{appearance}: {html}");
        assert_eq!((html.matches(field).count(), html.contains("<select")), (2, false), "{appearance}: {html}");
    }
}

#[test]
fn a_minimal_question_is_a_list_that_is_named_and_can_be_taken_back() {
    let one = || Kind::SelectOne { list: "l".into() };
    let html = choices_shown_as("minimal", one(), "sehr");
    assert!(!html.contains("type=\"radio\""), "{html}");
    let name = field_name(&QuestionId(1).into());
    assert!(html.contains(&format!("for=\"{name}\"")), "{html}");
    let (_, rest) = html.split_once("<select").expect("a list");
    let (list, _) = rest.split_once("</select>").expect("its end");
    assert!(list.contains(&format!("id=\"{name}\"")) && list.contains(&format!("name=\"{name}\"")), "{list}");
    let options: Vec<&str> = list.split("<option").skip(1).collect();
    assert_eq!(options.iter().map(|option| option.contains("selected")).collect::<Vec<_>>(), [false, false, true]);
    assert!(options.first().is_some_and(|first| first.contains(Text::Choose.of(Language::Arabic))), "{list}");
    assert_eq!(choices_shown_as("minimal", one(), "").matches("selected").count(), 0);
}
