use super::*;
use crate::{
    ids::DeviceId,
    questionnaires::{Place, QuestionId, Submission},
    sync::{Record, Seen},
};
use chrono::NaiveDate;
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const OWN: ErhebungId = ErhebungId::new(Uuid::from_u128(1));
const FOREIGN: ErhebungId = ErhebungId::new(Uuid::from_u128(2));
const ANONYMOUS: ErhebungId = ErhebungId::new(Uuid::from_u128(3));

fn kita(number: u128) -> KitaId {
    KitaId::new(Uuid::from_u128(number))
}

fn facts() -> Facts {
    let erhebungen = [(OWN, (kita(1), true)), (FOREIGN, (kita(2), true)), (ANONYMOUS, (kita(1), false))];
    Facts { kitas: BTreeSet::from([kita(1)]), erhebungen: erhebungen.into(), ..Facts::default() }
}

fn submission(number: u128) -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(number))
}

fn answered(number: u128, value: &str) -> Change {
    Change::Answered { submission: submission(number), place: Place::of(QuestionId(1)), value: value.into() }
}

fn finished(erhebung: ErhebungId) -> SentSubmission {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    SentSubmission::new(submission(1), erhebung, day, Submission::default())
}

fn push(first: u32, changes: impl IntoIterator<Item = (ErhebungId, Change)>) -> Push {
    let sent = |(seq, (erhebung, change))| {
        let key = ChangeKey { device: DEVICE, seq };
        Record::new(key, erhebung, &Noted { change, base: Seen::default(), follows: 0 }).sent(key)
    };
    Push { device: DEVICE, known: None, changes: (first..).zip(changes).map(sent).collect() }
}

fn verdicts(judged: &Judged) -> Vec<Verdict> {
    judged.receipts.iter().map(|receipt| receipt.verdict).collect()
}

/// The facts after the outcome was stored.
fn stored(mut facts: Facts, judged: &Judged) -> Facts {
    for change in &judged.changes {
        facts.held.insert(change.seq, (change.hash.clone(), change.verdict));
        facts.received = facts.received.max(change.seq);
    }
    facts
}

#[test]
fn the_same_push_again_stores_nothing_and_is_answered_the_same() {
    let push = push(1, [(OWN, answered(1, "a")), (ANONYMOUS, answered(2, "b")), (FOREIGN, answered(3, "c"))]);
    let first = judge(&push, &facts()).expect("a push");
    assert_eq!(verdicts(&first), [Verdict::Accepted, Verdict::Refused, Verdict::ToReview]);
    let again = judge(&push, &stored(facts(), &first)).expect("a push");
    assert_eq!((&again.changes, &again.receipts), (&Vec::new(), &first.receipts));
}

#[test]
fn other_content_under_a_number_is_an_incident_and_nothing_after_it_is_stored() {
    let first = judge(&push(1, [(OWN, answered(1, "a"))]), &facts()).expect("a push");
    let other = push(1, [(OWN, answered(1, "b")), (OWN, answered(1, "c"))]);
    let judged = judge(&other, &stored(facts(), &first)).expect("a push");
    assert_eq!(judged.incident.map(|incident| incident.seq), Some(1));
    assert!(judged.changes.is_empty() && judged.receipts.is_empty());
}

#[test]
fn a_push_with_a_gap_or_a_changed_text_is_refused_as_a_whole() {
    let change = || (OWN, answered(1, "a"));
    assert_eq!(judge(&push(2, [change()]), &facts()), Err(PushFault::Gap));
    assert_eq!(judge(&push(0, [change()]), &facts()), Err(PushFault::NotConsecutive));
    let mut broken = push(1, [change(), change()]);
    broken.changes[1].seq = 3;
    assert_eq!(judge(&broken, &facts()), Err(PushFault::NotConsecutive));
    let mut broken = push(1, [change()]);
    broken.changes[0].body = broken.changes[0].body.replace("\"a\"", "\"b\"");
    assert_eq!(judge(&broken, &facts()), Err(PushFault::Damaged));
    assert_eq!(judge(&push(1, (0..=MAX_PUSH).map(|_| change())), &facts()), Err(PushFault::TooMany));
}

/// Nothing of an anonymous answer may lie under a device: neither text, nor hash, nor submission.
#[test]
fn of_an_anonymous_answer_only_the_number_is_stored() {
    for standing in [Standing::Active, Standing::Revoked] {
        let facts = Facts { standing, ..facts() };
        let judged = judge(&push(1, [(ANONYMOUS, answered(1, "geheim"))]), &facts).expect("a push");
        let change = &judged.changes[0];
        assert_eq!((change.body.as_str(), change.hash.as_str(), change.submission), ("", "", None));
    }
}

#[test]
fn what_follows_on_a_change_that_waits_waits_as_well() {
    let facts = Facts { waiting: BTreeSet::from([submission(1)]), ..facts() };
    let judged = judge(&push(1, [(OWN, answered(1, "a")), (OWN, answered(2, "b"))]), &facts).expect("a push");
    assert_eq!(verdicts(&judged), [Verdict::ToReview, Verdict::Accepted]);
}

#[test]
fn a_revoked_device_reaches_the_quarantine_only() {
    let facts = Facts { standing: Standing::Revoked, ..facts() };
    let judged = judge(&push(1, [(OWN, Change::Finished { sent: finished(OWN) })]), &facts).expect("a push");
    assert_eq!((verdicts(&judged), judged.finalised.len()), (vec![Verdict::Quarantined], 0));
}

/// S7: the same id begun for another Erhebung is never mixed into the first.
#[test]
fn s07_an_id_that_belongs_elsewhere_waits() {
    let mut facts = facts();
    facts.begun.insert(submission(1), FOREIGN);
    let judged = judge(&push(1, [(OWN, answered(1, "a"))]), &facts).expect("a push");
    assert_eq!(verdicts(&judged), [Verdict::ToReview]);
}

#[test]
fn finishing_counts_with_the_hash_that_the_server_computes_itself() {
    let right = finished(OWN);
    let judged = judge(&push(1, [(OWN, Change::Finished { sent: right.clone() })]), &facts()).expect("a push");
    assert_eq!(judged.finalised, std::slice::from_ref(&right));
    for wrong in [SentSubmission { hash: "00".into(), ..right.clone() }, finished(FOREIGN)] {
        let judged = judge(&push(1, [(OWN, Change::Finished { sent: wrong })]), &facts()).expect("a push");
        assert_eq!((verdicts(&judged), judged.finalised.len()), (vec![Verdict::ToReview], 0));
    }
}

#[test]
fn texts_of_a_later_version_are_stored_as_they_are() {
    let mut push = push(1, [(OWN, answered(1, "a"))]);
    let sent = &mut push.changes[0];
    sent.body = r#"{"kind":"of_tomorrow"}"#.into();
    sent.hash = change_hash(ChangeKey { device: DEVICE, seq: 1 }, sent.erhebung, &sent.body);
    let judged = judge(&push, &facts()).expect("a push");
    assert_eq!((verdicts(&judged), judged.changes[0].submission), (vec![Verdict::Accepted], None));
    assert_eq!(judged.changes[0].body, r#"{"kind":"of_tomorrow"}"#);
}
