//! What stands in the document, letter by letter.

use super::*;
use domain::questionnaires::{
    Context, Definition, Kind, Node, QuestionId, Texts,
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
