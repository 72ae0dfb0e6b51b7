use super::*;
use crate::{
    ids::SubmissionId,
    questionnaires::{Place, QuestionId},
    sync::{Change, ChangeKey, Noted, Receipt, Record, Seen},
};
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
