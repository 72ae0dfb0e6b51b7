//! Surveys as people walk through them, page by page.

use super::*;
use crate::questionnaires::{
    expression::Zone,
    survey::Rest,
    workbook::{Cell, Sheet, Workbook},
    xlsform,
};
use uuid::Uuid;

const ELTERN: &str = "
    [survey]
    type                   | name   | label::German (de)       | label::العربية (ar)  | relevant        | required | constraint | constraint_message::German (de)
    note                   | hallo  | Guten Tag!               | مرحبًا               |                 |          |            |
    select_one ja_nein     | kennt  | Kennen Sie das Angebot?  | هل تعرفون العرض؟      |                 | yes      |            |
    text                   | woher  | Woher?                   | من أين؟               | ${kennt} = 'ja' | yes      |            |
    begin_group            | kinder | Ihre Kinder              | أطفالكم               | ${kennt} = 'ja' |          |            |
    integer                | zahl   | Wie viele?               | كم؟                   |                 |          | . < 20     | Das sind sehr viele.
    select_multiple alter  | alter  | Wie alt?                 | كم عمرهم؟             | ${zahl} > 0     |          |            |
    end_group              |        |                          |                       |                 |          |            |
    begin_repeat           | wunsch | Wünsche                  | أمنيات                |                 |          |            |
    text                   | was    | Was?                     | ماذا؟                 |                 |          |            |
    end_repeat             |        |                          |                       |                 |          |            |
    rank alter             | folge  | Reihenfolge              | الترتيب               |                 |          |            |
    acknowledge            | ok     | Einverstanden            | موافق                 |                 |          |            |
    [choices]
    list_name | name | label::German (de) | label::العربية (ar)
    ja_nein   | ja   | Ja                 | نعم
    ja_nein   | nein | Nein               | لا
    alter     | u3   | unter 3            | تحت 3
    alter     | ab3  | ab 3               | من 3
";

struct Visit {
    definition: Definition,
    turn: Turn,
}

fn context(language: &str) -> Context {
    Context { now: 1_795_302_000_000, zone: Zone::Berlin, seed: 3, language: language.into() }
}

impl Visit {
    fn begin(language: &str) -> Self {
        let mut workbook = Workbook::default();
        for line in ELTERN.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                workbook.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new() });
            } else if let Some(sheet) = workbook.sheets.last_mut() {
                sheet.rows.push(line.split('|').map(|cell| Cell::Text(cell.trim().to_owned())).collect());
            }
        }
        let definition = xlsform::import(&workbook, None).expect("a questionnaire").definition;
        let turn = begin(&definition, context(language), Mark::new(Uuid::from_u128(7))).expect("it runs");
        Self { definition, turn }
    }

    fn field(&self, name: &str) -> String {
        let node = self.turn.nodes.iter().find(|node| node.name == name).expect("on this page");
        field_name(&node.place)
    }

    /// Sends the page with these answers, as a browser would: through the hidden field.
    fn send(&mut self, answers: &[(&str, &str)], step: Move) -> &mut Self {
        let fields: Vec<(String, String)> = answers
            .iter()
            .map(|(name, value)| match name.split_once('!') {
                Some((name, choice)) => (format!("{}!{choice}", self.field(name)), (*value).to_owned()),
                None => (self.field(name), (*value).to_owned()),
            })
            .collect();
        let stand = Stand::read(&self.turn.stand.write()).expect("what was written is read");
        let language = self.turn.language.clone();
        self.turn = take_turn(&self.definition, context(&language), &stand, &fields, &step).expect("it runs");
        self
    }

    fn names(&self) -> Vec<&str> {
        self.turn.nodes.iter().map(|node| node.name.as_str()).collect()
    }
}

#[test]
fn a_survey_is_answered_page_by_page() {
    let mut visit = Visit::begin("German (de)");
    assert_eq!((visit.names(), visit.turn.position), (vec!["hallo", "kennt"], (1, 3)));
    visit.send(&[("kennt", "ja")], Move::Next);
    assert_eq!(visit.turn.outcome, Outcome::More, "the question that applies now stands on the same page");
    assert_eq!(visit.names(), ["hallo", "kennt", "woher"]);
    visit.send(&[("kennt", "ja"), ("woher", "Aushang")], Move::Next);
    assert_eq!((visit.names(), visit.turn.position), (vec!["kinder", "zahl"], (2, 4)));
    visit.send(&[("zahl", "2")], Move::Next).send(&[("zahl", "2"), ("alter", "u3"), ("alter", "ab3")], Move::Next);
    assert_eq!(visit.names(), ["wunsch", "wunsch", "was"]);
    let repeat = visit.turn.nodes[0].place.clone();
    visit.send(&[("was", "Spielplatz")], Move::Add(repeat));
    assert_eq!(visit.names(), ["wunsch", "wunsch", "was", "wunsch", "was"]);
    let second = visit.turn.nodes[3].place.clone();
    visit.send(&[("was", "Spielplatz")], Move::Remove(second)).send(&[("was", "Spielplatz")], Move::Next);
    assert_eq!(visit.names(), ["folge", "ok"]);
    visit.send(&[("folge!u3", "2"), ("folge!ab3", "1"), ("ok", "OK")], Move::Next);
    let Outcome::Finished(submission) = &visit.turn.outcome else { panic!("{:?}", visit.turn) };
    assert_eq!(submission.language, Some(Language::German));
    let sent: Vec<(&str, &str)> =
        submission.answers.iter().map(|answer| (answer.name.as_str(), answer.value.as_str())).collect();
    assert_eq!(
        sent,
        [
            ("kennt", "ja"),
            ("woher", "Aushang"),
            ("kinder/zahl", "2"),
            ("kinder/alter", "u3 ab3"),
            ("wunsch/was", "Spielplatz"),
            ("folge", "ab3 u3"),
            ("ok", "OK")
        ]
    );
}

#[test]
fn what_is_refused_is_said_in_the_language_of_the_page_and_nothing_typed_is_lost() {
    let mut visit = Visit::begin("العربية (ar)");
    visit.send(&[], Move::Next);
    assert_eq!(visit.turn.outcome, Outcome::Refused);
    assert_eq!(visit.turn.faults[0].1, Text::AnswerMissing.of(Language::Arabic));
    visit.send(&[("kennt", "ja")], Move::Next).send(&[("kennt", "ja"), ("woher", "x")], Move::Next);
    visit.send(&[("zahl", "viele")], Move::Next);
    let zahl = visit.turn.nodes.iter().find(|node| node.name == "zahl").expect("on the page");
    assert_eq!((zahl.entry.as_str(), zahl.value.as_str()), ("viele", ""));
    assert_eq!(visit.turn.faults[0].1, Text::NotAWholeNumber.of(Language::Arabic));
    visit.send(&[("zahl", "30")], Move::Next);
    assert_eq!(visit.turn.faults[0].1, "Das sind sehr viele.", "the author's text where it is not translated");
}

#[test]
fn back_keeps_what_was_typed_and_pages_that_do_not_apply_are_passed_over() {
    let mut visit = Visit::begin("German (de)");
    visit.send(&[("kennt", "nein")], Move::Next);
    assert_eq!((visit.names(), visit.turn.position), (vec!["wunsch", "wunsch", "was"], (2, 3)));
    visit.send(&[("was", "Ruhe")], Move::Back);
    assert_eq!(visit.turn.nodes[1].value, "nein");
    visit.send(&[("kennt", "nein")], Move::Next);
    assert_eq!(visit.turn.nodes[2].value, "Ruhe");
    visit.send(&[("was", "Ruhe")], Move::Next).send(&[], Move::Next);
    assert!(matches!(visit.turn.outcome, Outcome::Finished(_)));
}

#[test]
fn the_last_page_sends_nothing_that_an_earlier_one_refuses() {
    let mut visit = Visit::begin("German (de)");
    let last = pages(&visit.definition).len() - 1;
    // Somebody has changed the hidden field to begin on the last page.
    visit.turn.stand.page = last;
    visit.turn =
        take_turn(&visit.definition, context("German (de)"), &visit.turn.stand, &[], &Move::Next).expect("it runs");
    assert_eq!((visit.turn.outcome.clone(), visit.turn.stand.page), (Outcome::Refused, 0));
    visit.turn.stand.page = usize::MAX;
    let far =
        take_turn(&visit.definition, context("German (de)"), &visit.turn.stand, &[], &Move::Next).expect("it runs");
    assert_eq!((far.outcome, far.stand.page), (Outcome::Refused, 0));
    assert_eq!(Stand::read("{}"), None);
}

#[test]
fn what_was_put_aside_goes_on_where_it_was_with_everything_on_the_page() {
    let mut visit = Visit::begin("German (de)");
    visit.send(&[("kennt", "ja")], Move::Next).send(&[("kennt", "ja"), ("woher", "Aushang")], Move::Next);
    visit.send(&[("zahl", "viele")], Move::Stay);
    let rest = Rest { stand: visit.turn.stand.clone(), language: visit.turn.language.clone() };
    let parts = rest.write().expect("short enough");
    let rest = Rest::read(&parts.iter().map(String::as_str).collect::<Vec<_>>()).expect("as it was written");
    visit.turn = resume(&visit.definition, context("العربية (ar)"), &rest.stand).expect("it runs");
    assert_eq!((visit.turn.outcome.clone(), visit.turn.position), (Outcome::Resumed, (2, 4)));
    assert_eq!(visit.turn.nodes.iter().find(|node| node.name == "zahl").map(|node| node.entry.as_str()), Some("viele"));
    assert_eq!(visit.turn.stand.mark, Mark::new(Uuid::from_u128(7)), "it still counts once");
    visit.send(&[("zahl", "0")], Move::Back);
    assert_eq!(
        visit.turn.nodes.iter().find(|node| node.name == "woher").map(|node| node.value.as_str()),
        Some("Aushang")
    );
}

#[test]
fn a_text_with_a_phone_number_is_shown_once_more_and_then_taken_as_it_is() {
    let mut visit = Visit::begin("German (de)");
    visit.send(&[("kennt", "ja")], Move::Next);
    let telling = [("kennt", "ja"), ("woher", "Von Frau Muster, 0261 123456")];
    visit.send(&telling, Move::Next);
    assert_eq!((visit.turn.outcome.clone(), visit.turn.position.0), (Outcome::Noticed, 1));
    assert!(visit.turn.nodes.iter().any(|node| node.entry == telling[1].1), "nothing is lost: {:?}", visit.turn.nodes);
    visit.send(&telling, Move::Next);
    assert_eq!((visit.turn.outcome.clone(), visit.names()), (Outcome::Show, vec!["kinder", "zahl"]));

    let mut visit = Visit::begin("German (de)");
    visit.send(&[("kennt", "ja")], Move::Next).send(&telling, Move::Next);
    visit.send(&[("kennt", "ja"), ("woher", "0151 2345678")], Move::Next);
    assert_eq!(visit.turn.outcome, Outcome::Noticed, "another one");
    visit.send(&[("kennt", "ja"), ("woher", "Vom Aushang")], Move::Next);
    assert_eq!(visit.turn.outcome, Outcome::Show);
}

fn names_of(turn: &Turn) -> Vec<&str> {
    turn.nodes.iter().map(|node| node.name.as_str()).collect()
}

/// The place of a question that is shown.
fn place_of(filling: &Filling, name: &str) -> Place {
    let node = filling.shown().iter().find(|node| node.name == name);
    node.map(|node| node.place.clone()).expect("on the page")
}

#[test]
fn a_page_that_stays_open_follows_each_answer_and_leads_where_a_sent_page_leads() {
    let mut paged = Visit::begin("German (de)");
    let mut filling = Filling::open(&paged.definition, context("German (de)"), &paged.turn.stand).expect("it runs");
    let yes = (field_name(&place_of(&filling, "kennt")), "ja".to_owned());
    assert_eq!(names_of(&filling.look(&[])), ["hallo", "kennt"]);
    assert_eq!(names_of(&filling.look(std::slice::from_ref(&yes))), ["hallo", "kennt", "woher"], "at once");
    let no = (yes.0.clone(), "nein".to_owned());
    assert_eq!(names_of(&filling.look(&[no])), ["hallo", "kennt"], "and away again");
    filling.look(std::slice::from_ref(&yes));
    let where_from = (field_name(&place_of(&filling, "woher")), "Aushang".to_owned());
    let fields = [yes, where_from];
    filling.look(&fields);
    let next = filling.turn(&fields, &Move::Next);
    assert_eq!((next.outcome.clone(), names_of(&next)), (Outcome::Show, vec!["kinder", "zahl"]), "nothing was new");

    paged.send(&[("kennt", "ja")], Move::Next).send(&[("kennt", "ja"), ("woher", "Aushang")], Move::Next);
    assert_eq!((&next.stand, next.position), (&paged.turn.stand, paged.turn.position));

    let count = [(field_name(&place_of(&filling, "zahl")), "2".to_owned())];
    filling.speak("العربية (ar)");
    let arabic = filling.turn(&count, &Move::Stay);
    assert_eq!((arabic.language.as_str(), arabic.nodes[1].label.as_str()), ("العربية (ar)", "كم؟"));
    assert_eq!(arabic.nodes[1].value, "2", "what was typed goes with it");
    let back = filling.turn(&count, &Move::Back);
    assert_eq!(names_of(&back), ["hallo", "kennt", "woher"]);
}

#[test]
fn while_somebody_types_only_what_they_have_left_is_judged_and_a_hint_does_not_count_as_read() {
    let visit = Visit::begin("German (de)");
    let mut filling = Filling::open(&visit.definition, context("German (de)"), &visit.turn.stand).expect("it runs");
    let yes = (field_name(&place_of(&filling, "kennt")), "ja".to_owned());
    filling.look(std::slice::from_ref(&yes));
    let woher = place_of(&filling, "woher");
    assert!(filling.look(std::slice::from_ref(&yes)).faults.is_empty(), "nobody has been there");
    filling.judge(woher.clone());
    let missing = Text::AnswerMissing.of(Language::German).to_owned();
    assert_eq!(filling.look(std::slice::from_ref(&yes)).faults, [(woher.clone(), missing)]);

    let fields = [yes, (field_name(&woher), "Von Frau Muster, 0261 123456".to_owned())];
    assert!(filling.look(&fields).faults.is_empty(), "put right");
    assert_eq!(filling.turn(&fields, &Move::Next).outcome, Outcome::Noticed);
    let next = filling.turn(&fields, &Move::Next);
    assert_eq!((next.outcome.clone(), names_of(&next)), (Outcome::Show, vec!["kinder", "zahl"]));
    let many = [(field_name(&place_of(&filling, "zahl")), "30".to_owned())];
    assert_eq!(filling.turn(&many, &Move::Next).faults.len(), 1);
    assert_eq!(filling.look(&many).faults.len(), 1, "what a sent page was refused for stays said");
    let few = [(many[0].0.clone(), "3".to_owned())];
    assert!(filling.look(&few).faults.is_empty(), "until it is put right");
}
