use super::*;
use crate::{
    ids::{KitaId, QuestionnaireId, SubmissionId},
    questionnaires::{
        About, Choice, ChoiceList, Definition, Erhebung, FieldPackage, Kind, Methode, Node, Place, QuestionId,
        Settings, Texts, VersionNumber, Zielgruppe,
    },
    sync::{Change, ChangeKey, Noted, Receipt, Record, Seen},
};
use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use uuid::Uuid;

/// The golden text is read as `value`, and `value` is written as the golden text.
fn is_frozen<T: Serialize + DeserializeOwned + PartialEq + Debug>(golden: &str, value: &T) {
    assert_eq!(serde_json::to_string_pretty(value).expect("JSON"), golden.trim_end());
    assert_eq!(&serde_json::from_str::<T>(golden).expect("the golden file"), value);
    // Additive: what a later version adds is passed over.
    let later = golden.trim_end().replacen('{', "{ \"of_tomorrow\": [1, { \"x\": null }],", 1);
    assert_eq!(&serde_json::from_str::<T>(&later).expect("a golden file of tomorrow"), value);
}

fn device() -> DeviceId {
    DeviceId::new(Uuid::from_u128(7))
}

fn erhebung() -> ErhebungId {
    ErhebungId::new(Uuid::from_u128(2))
}

fn submission() -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(1))
}

fn known() -> Option<Known> {
    Some(Known { epoch: "e1".into(), head: position(41) })
}

fn position(number: u64) -> Position {
    Position { number, link: "cd".into() }
}

fn server() -> ServerHead {
    ServerHead { epoch: "e1".into(), head: position(42), backed_up_through: 40, lineage_kept: true }
}

fn view() -> DeviceView {
    DeviceView {
        received: 3,
        received_hash: "ab".into(),
        view: "v".into(),
        revoked: false,
        refused: vec![2],
        turned_down: vec![],
    }
}

fn sent() -> SentChange {
    let key = ChangeKey { device: device(), seq: 4 };
    let mut base = Seen::default();
    base.see(ChangeKey { device: device(), seq: 3 });
    let place = Place::of(QuestionId(3));
    let change = Change::Answered { submission: submission(), place, value: "ja".into() };
    Record::new(key, erhebung(), &Noted { change, base, follows: 3 }).sent(key)
}

#[test]
fn status_is_frozen() {
    is_frozen(include_str!("golden/status-request-1.json"), &StatusRequest { device: device(), known: known() });
    is_frozen(include_str!("golden/status-reply-1.json"), &StatusReply { server: server(), device: view() });
}

/// Told by a later version than the golden files: an old page passes it over.
#[test]
fn what_was_turned_down_is_told_with_the_device() {
    let told = DeviceView { turned_down: vec![3], ..view() };
    let text = serde_json::to_string(&told).expect("JSON");
    assert!(text.ends_with(r#""refused":[2],"turned_down":[3]}"#), "{text}");
    assert_eq!(serde_json::from_str::<DeviceView>(&text).expect("a view"), told);
}

#[test]
fn push_is_frozen() {
    let push = Push { device: device(), known: known(), changes: vec![sent()] };
    is_frozen(include_str!("golden/push-1.json"), &push);
    let verdicts = [Verdict::Accepted, Verdict::ToReview, Verdict::Quarantined, Verdict::Refused];
    let receipts =
        (1..).zip(verdicts).map(|(seq, verdict)| ChangeReceipt { seq, hash: "ab".into(), verdict }).collect();
    let reply = PushReply { server: server(), device: view(), receipts, incident: Some(5) };
    is_frozen(include_str!("golden/push-reply-1.json"), &reply);
}

#[test]
fn pull_is_frozen() {
    let pull = Pull { device: device(), known: known(), after: position(40) };
    is_frozen(include_str!("golden/pull-1.json"), &pull);
    let SentChange { seq, body, .. } = sent();
    let changes = vec![PulledChange { device: device(), seq, erhebung: erhebung(), body }];
    let reply = PullReply { server: server(), device: view(), changes, through: position(42), more: true };
    is_frozen(include_str!("golden/pull-reply-1.json"), &reply);
}

#[test]
fn check_of_anonymous_submissions_is_frozen_and_names_no_device() {
    let held = Receipt { submission: submission(), hash: "ab".into() };
    let check = Check { known: known(), submissions: vec![held.clone()] };
    is_frozen(include_str!("golden/check-1.json"), &check);
    assert!(!include_str!("golden/check-1.json").contains("device"));
    is_frozen(include_str!("golden/check-reply-1.json"), &CheckReply { server: server(), held: vec![held] });
}

#[test]
fn the_receipt_of_a_submission_is_frozen() {
    is_frozen(include_str!("golden/receipt-1.json"), &Receipt { submission: submission(), hash: "ab".into() });
}

fn definition() -> Definition {
    let choice =
        |name: &str, label: &str| Choice { name: name.into(), label: Texts::plain(label), ..Choice::default() };
    let works = Node {
        id: QuestionId(1),
        name: "gelingt".into(),
        kind: Kind::SelectOne { list: "ja_nein".into() },
        label: Texts::plain("Gelingt es?"),
        required: Some("true()".into()),
        ..Node::default()
    };
    let age = Node {
        id: QuestionId(3),
        name: "alter".into(),
        kind: Kind::Integer,
        label: Texts::plain("Wie alt?"),
        relevant: Some("${gelingt} = 'ja'".into()),
        constraint: Some(". < 7".into()),
        ..Node::default()
    };
    let children =
        Node { id: QuestionId(2), name: "kinder".into(), kind: Kind::Repeat, children: vec![age], ..Node::default() };
    Definition {
        settings: Settings {
            title: "Bogen".into(),
            form_id: "bogen".into(),
            root: "data".into(),
            ..Settings::default()
        },
        languages: vec![String::new()],
        nodes: vec![works, children],
        lists: vec![ChoiceList { name: "ja_nein".into(), choices: vec![choice("ja", "Ja"), choice("nein", "Nein")] }],
        next_id: 4,
        ..Definition::default()
    }
}

/// Devices keep them for weeks, and answer by them.
#[test]
fn packages_are_frozen() {
    let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day");
    let erhebung = Erhebung {
        id: erhebung(),
        about: About::Kita(KitaId::new(Uuid::from_u128(0x18))),
        from: day(2),
        to: day(15),
        methode: Methode::Beobachtung,
        zielgruppe: Zielgruppe::Protokoll,
        questionnaire: QuestionnaireId::new(Uuid::from_u128(0x15)),
        version: VersionNumber(3),
        asked: Some(40),
    };
    let package = FieldPackage { erhebung, kita_name: "Kita Sonnenschein".into(), definition: definition() };
    is_frozen(include_str!("golden/packages-1.json"), &vec![package]);
}

#[test]
fn addresses_say_what_the_requests_say() {
    let pull = Pull { device: device(), known: known(), after: position(40) };
    let query = DeviceQuery::from(pull.clone());
    assert_eq!(query.clone().pull(), pull);
    let id = "00000000-0000-0000-0000-000000000007";
    assert_eq!(query.text(), format!("device={id}&epoch=e1&head=41&link=cd&after=40&after_link=cd"));
    let status = StatusRequest { device: device(), known: None };
    let query = DeviceQuery::from(status.clone());
    assert_eq!((query.text(), query.status()), (format!("device={id}&after=0&after_link="), status));
}
