use super::*;
use crate::{
    ids::{DeviceId, ErhebungId, SubmissionId},
    questionnaires::{Cell, QuestionId, SentSubmission, Sheet, Workbook, import},
    sync::{Seen, UNREADABLE, change_hash, protocol::SentChange},
};
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::from_u128(2));
const SUBMISSION: SubmissionId = SubmissionId::new(Uuid::from_u128(1));
const NOW: i64 = 1_795_341_600_000;

fn definition() -> Definition {
    let row = |cells: &[&str]| cells.iter().map(|cell| Cell::Text((*cell).into())).collect();
    let survey = vec![
        row(&["type", "name", "label", "calculation"]),
        row(&["text", "ort", "Wo?"]),
        row(&["select_one ja_nein", "angebot", "Gibt es in ${ort} ein Angebot?"]),
        row(&["date", "tag", "Wann?"]),
        row(&["decimal", "stunden", "Wie lange?"]),
        row(&["begin_repeat", "partner", "Partner"]),
        row(&["text", "wer", "Wer?"]),
        row(&["end_repeat", "", ""]),
        row(&["calculate", "summe", "", "1 + 1"]),
    ];
    let choices =
        vec![row(&["list_name", "name", "label"]), row(&["ja_nein", "j", "Ja"]), row(&["ja_nein", "n", "Nein"])];
    let sheet = |name: &str, rows: Vec<Vec<Cell>>| Sheet { name: name.into(), rows };
    let workbook = Workbook { sheets: vec![sheet("survey", survey), sheet("choices", choices)] };
    import(&workbook, None).expect("a workbook without faults").definition
}

fn question(definition: &Definition, name: &str) -> QuestionId {
    definition.walk().into_iter().find(|node| node.name == name).expect("a question of this name").id
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
}

fn started() -> Change {
    Change::Started { submission: SUBMISSION, erhebung: ERHEBUNG, day: day() }
}

fn answered(place: impl Into<Place>, value: &str) -> Change {
    Change::Answered { submission: SUBMISSION, place: place.into(), value: value.into() }
}

/// What waits after these changes, made one after the other.
fn waiting(changes: Vec<Change>) -> WaitingContent {
    let mut seen = Seen::default();
    let made = (1..).zip(changes).map(|(seq, change)| {
        let noted = Noted { change, base: seen.clone(), follows: seq - 1 };
        seen.see(ChangeKey { device: DEVICE, seq });
        sent(seq, noted.text())
    });
    let changes = made.collect();
    WaitingContent { device: DEVICE, submission: SUBMISSION, erhebung: Some(ERHEBUNG), changes, before: Vec::new() }
}

fn sent(seq: u32, body: String) -> SentChange {
    let hash = change_hash(ChangeKey { device: DEVICE, seq }, Some(ERHEBUNG), &body);
    SentChange { seq, erhebung: Some(ERHEBUNG), body, hash }
}

fn rows(preview: &Preview) -> Vec<(&str, &str)> {
    preview.answers.iter().map(|row| (row.question.as_str(), row.answer.as_str())).collect()
}

#[test]
fn answers_stand_in_the_words_and_the_order_of_the_questionnaire() {
    let definition = definition();
    let id = |name| question(&definition, name);
    let inside = |instance| Place { question: id("wer"), instances: vec![instance] };
    let content = waiting(vec![
        started(),
        answered(inside(3), "Sportverein"),
        answered(inside(1), "Bücherei"),
        answered(id("stunden"), "1.5"),
        answered(id("tag"), "2026-03-02"),
        answered(id("angebot"), "n"),
        answered(id("angebot"), "j"),
        answered(id("ort"), "Mendig"),
        answered(id("summe"), "7"),
    ]);
    let preview = Preview::of(&content, Some(&definition), NOW);
    assert_eq!(preview.notes, [german::STILL_A_DRAFT]);
    let rows = rows(&preview);
    assert_eq!(
        rows[..4],
        [("Wo?", "Mendig"), ("Gibt es in Mendig ein Angebot?", "Ja"), ("Wann?", "02.03.2026"), ("Wie lange?", "1,5")]
    );
    let inside: std::collections::BTreeSet<_> = rows[4..].iter().copied().collect();
    assert_eq!(
        inside.into_iter().collect::<Vec<_>>(),
        [("Wer? (Eintrag 1)", "Bücherei"), ("Wer? (Eintrag 3)", "Sportverein")]
    );
}

#[test]
fn what_the_questionnaire_has_no_place_for_is_shown_all_the_same() {
    let definition = definition();
    let unknown = Place { question: QuestionId(99), instances: vec![2] };
    let content = waiting(vec![answered(unknown, "etwas"), answered(question(&definition, "ort"), "")]);
    let preview = Preview::of(&content, Some(&definition), NOW);
    assert_eq!(rows(&preview), [("Frage 99 (Eintrag 2)", "etwas")]);
    assert_eq!(preview.notes, [german::STILL_A_DRAFT, german::ONLY_WHAT_WAITS]);
}

#[test]
fn a_finished_one_shows_what_was_finished_and_whether_it_can_count() {
    let definition = definition();
    let answer = Answer { place: Place::of(question(&definition, "ort")), name: "ort".into(), value: "Polch".into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    let whole = SentSubmission::new(SUBMISSION, ERHEBUNG, day(), content);
    let forged = SentSubmission { hash: "00".into(), ..whole.clone() };
    let shown = |sent| Preview::of(&waiting(vec![started(), Change::Finished { sent }]), Some(&definition), NOW);
    assert_eq!(
        (shown(whole.clone()).notes, rows(&shown(whole))),
        (vec![german::FINISHED.to_owned()], vec![("Wo?", "Polch")])
    );
    assert_eq!(shown(forged).notes, [german::FINISHED, german::DAMAGED_CONTENT]);
}

#[test]
fn what_cannot_be_shown_is_said() {
    let definition = definition();
    let nothing = waiting(Vec::new());
    assert_eq!(Preview::of(&nothing, None, NOW).notes, [german::NO_PREVIEW]);

    let mut content = waiting(vec![started(), answered(question(&definition, "ort"), "Mayen")]);
    let gone = Preview::of(&content, None, NOW);
    assert_eq!((gone.notes, gone.answers), (vec![german::NO_PREVIEW.to_owned()], Vec::new()));

    // One of a later version, one of another Erhebung, one of another submission.
    content.changes.push(sent(3, UNREADABLE.to_owned()));
    content.changes.push(SentChange { seq: 4, erhebung: None, ..content.changes[1].clone() });
    let stranger = Change::Discarded { submission: SubmissionId::new(Uuid::from_u128(9)) };
    let noted = Noted { change: stranger, base: Seen::default(), follows: 0 };
    content.changes.push(sent(5, noted.text()));
    let preview = Preview::of(&content, Some(&definition), NOW);
    assert_eq!(rows(&preview), [("Wo?", "Mayen")]);
    assert_eq!(preview.notes, [german::STILL_A_DRAFT.to_owned(), german::not_legible(3).expect("three")]);

    let discarded = waiting(vec![started(), Change::Discarded { submission: SUBMISSION }]);
    assert_eq!(Preview::of(&discarded, Some(&definition), NOW).notes, [german::DISCARDED]);
    let unreadable = WaitingContent { changes: vec![sent(1, UNREADABLE.to_owned())], ..discarded };
    assert_eq!(Preview::of(&unreadable, Some(&definition), NOW).notes, [german::not_legible(1).expect("one")]);
}

/// What another device, or this one, had brought before.
fn before(changes: Vec<Change>) -> Vec<Entry> {
    let device = DeviceId::new(Uuid::from_u128(8));
    let noted = |change| Noted { change, base: Seen::default(), follows: 0 };
    let entry = |(seq, change)| noted(change).entry(ChangeKey { device, seq }, Some(ERHEBUNG));
    (1..).zip(changes).map(entry).collect()
}

fn compared(preview: &Preview) -> Vec<(&str, &str, &str)> {
    let rows = preview.answers.iter();
    rows.map(|row| (row.question.as_str(), row.answer.as_str(), row.before.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn what_arrived_before_stands_beside_what_waits() {
    let definition = definition();
    let id = |name| question(&definition, name);
    let arrived = || {
        before(vec![
            started(),
            answered(id("ort"), "Mayen"),
            answered(id("angebot"), "j"),
            answered(id("stunden"), "1.5"),
        ])
    };
    let draft =
        waiting(vec![answered(id("ort"), "Mendig"), answered(id("angebot"), ""), answered(id("tag"), "2026-03-02")]);
    let preview = Preview::of(&WaitingContent { before: arrived(), ..draft.clone() }, Some(&definition), NOW);
    let expected = [
        ("Wo?", "Mendig", "Mayen"),
        ("Gibt es in Mendig ein Angebot?", german::NO_ANSWER, "Ja"),
        ("Wann?", "02.03.2026", german::NO_ANSWER),
        ("Wie lange?", german::UNCHANGED, "1,5"),
    ];
    assert_eq!(compared(&preview), expected);
    assert_eq!(preview.notes, [german::STILL_A_DRAFT, german::BESIDE]);

    // A finished content is whole: what it lacks is not unchanged.
    let answer = Answer { place: Place::of(id("ort")), name: "ort".into(), value: "Polch".into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    let sent = SentSubmission::new(SUBMISSION, ERHEBUNG, day(), content);
    let finished = WaitingContent { before: arrived(), ..waiting(vec![Change::Finished { sent }]) };
    let preview = Preview::of(&finished, Some(&definition), NOW);
    assert_eq!(compared(&preview)[0], ("Wo?", "Polch", "Mayen"));
    assert!(compared(&preview)[1..].iter().all(|(_, waits, _)| *waits == german::NO_ANSWER));

    // What lies under the same id and belongs elsewhere is not this questionnaire.
    let elsewhere = Some(ErhebungId::new(Uuid::from_u128(3)));
    let foreign = arrived().into_iter().map(|entry| Entry { erhebung: elsewhere, ..entry }).collect();
    let preview = Preview::of(&WaitingContent { before: foreign, ..draft }, Some(&definition), NOW);
    assert!(preview.answers.iter().all(|row| row.before.is_none()));
}
