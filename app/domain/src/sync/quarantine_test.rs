use super::*;
use crate::{
    questionnaires::{Place, QuestionId, Submission},
    sync::{ChangeKey, NO_DEVICE, Seen, UNREADABLE},
};
use proptest::prelude::*;
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const KEY: DataKey = DataKey::new([3; 32]);
const ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::from_u128(2));

fn sealed(lane: Lane, seq: u32, change: Change) -> String {
    let device = if lane == Lane::Shared { DEVICE } else { NO_DEVICE };
    let noted = Noted { change, base: Seen::default(), follows: 0 };
    let record = Record::new(ChangeKey { device, seq }, ERHEBUNG, &noted);
    let text = serde_json::to_string(&record).expect("JSON");
    KEY.seal(&lane.place(seq), [seq as u8; 24], &text).expect("short")
}

fn answer(seq: u32) -> Change {
    let submission = SubmissionId::new(Uuid::from_u128(1));
    Change::Answered { submission, place: Place::of(QuestionId(seq)), value: format!("Antwort {seq}") }
}

fn finished_one() -> SentSubmission {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    SentSubmission::new(SubmissionId::new(Uuid::from_u128(9)), ERHEBUNG, day, Submission::default())
}

/// A server that has `received`, and answers receipts for what it opens.
fn serve(
    upload: &SealedUpload,
    received: &mut u32,
    stored: &mut Vec<u32>,
    answers: &mut Vec<SentSubmission>,
) -> UploadReply {
    match open_upload(upload, &KEY, *received) {
        Some(Opened::Changes(push)) => {
            for change in push.changes {
                assert_eq!(change.seq, *received + 1, "without a gap");
                *received = change.seq;
                if change.body != UNREADABLE {
                    stored.push(change.seq);
                }
            }
        }
        Some(Opened::Answers(found)) => answers.extend(found),
        None => return UploadReply { received: *received, receipts: Vec::new() },
    }
    let is_there = |entry: &&SealedEntry| upload.lane == Lane::Anonymous || entry.seq <= *received;
    UploadReply {
        received: *received,
        receipts: upload.entries.iter().filter(is_there).map(SealedEntry::receipt).collect(),
    }
}

#[test]
fn what_travels_is_frozen() {
    let upload = SealedUpload {
        device: DEVICE,
        lane: Lane::Shared,
        entries: vec![SealedEntry { seq: 4, sealed: "s1.x".into() }],
    };
    let reply = UploadReply { received: 4, receipts: vec![upload.entries[0].receipt()] };
    let all = (StandingRequest { device: DEVICE }, StandingReply { revoked: true, received: 3 }, upload, reply);
    let golden = include_str!("golden/quarantine-1.json").trim_end();
    assert_eq!(serde_json::to_string_pretty(&all).expect("JSON"), golden);
    type All = (StandingRequest, StandingReply, SealedUpload, UploadReply);
    assert_eq!(serde_json::from_str::<All>(golden).expect("the golden file"), all);
    // Additive: what a later version adds is passed over.
    let later = golden.replace('{', r#"{ "of_tomorrow": 1,"#);
    assert_eq!(serde_json::from_str::<All>(&later).expect("a golden file of tomorrow"), all);
}

#[test]
fn finished_answers_are_delivered_and_drafts_of_respondents_are_not() {
    let sent = finished_one();
    let anonymous = BTreeMap::from([
        (1, sealed(Lane::Anonymous, 1, answer(1))),
        (2, sealed(Lane::Anonymous, 2, Change::Finished { sent: sent.clone() })),
    ]);
    let mut delivery = Delivery::new(DEVICE, BTreeMap::new(), anonymous, 0);
    let upload = delivery.next().expect("something to send");
    let mut answers = Vec::new();
    let reply = serve(&upload, &mut 0, &mut Vec::new(), &mut answers);
    assert_eq!(answers, [sent]);
    assert!(delivery.take(&upload, &reply));
    assert_eq!(delivery.next(), None);
}

#[test]
fn whoever_has_not_the_device_uses_up_no_number() {
    let stranger = DataKey::new([4; 32]);
    let shared = BTreeMap::from([(1, sealed(Lane::Shared, 1, answer(1)))]);
    let upload = Delivery::new(DEVICE, shared, BTreeMap::new(), 0).next().expect("something to send");
    assert_eq!(open_upload(&upload, &stranger, 0), None);
    let empty = SealedUpload { entries: Vec::new(), ..upload };
    assert_eq!(open_upload(&empty, &KEY, 0), None);
}

/// The only change that the server lacks is damaged: what it has already shows whose it is, and the device ends.
#[test]
fn a_damaged_change_at_the_end_holds_up_nothing_for_ever() {
    let mut shared: BTreeMap<u32, String> = (1..=6).map(|seq| (seq, sealed(Lane::Shared, seq, answer(seq)))).collect();
    shared.insert(7, "s1.AAAA".to_owned());
    let mut delivery = Delivery::new(DEVICE, shared, BTreeMap::new(), 6);
    let upload = delivery.next().expect("something to send");
    assert_eq!(upload.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [4, 5, 6, 7]);
    let (mut received, mut stored) = (6, Vec::new());
    let reply = serve(&upload, &mut received, &mut stored, &mut Vec::new());
    assert!(delivery.take(&upload, &reply));
    assert_eq!((delivery.next(), received, stored), (None, 7, vec![]));
}

#[test]
fn a_reply_without_the_right_receipt_deletes_nothing() {
    let shared = BTreeMap::from([(1, sealed(Lane::Shared, 1, answer(1)))]);
    let mut delivery = Delivery::new(DEVICE, shared, BTreeMap::new(), 0);
    let (upload, before) = (delivery.next().expect("something to send"), delivery.clone());
    let other = SealedReceipt { seq: 1, hash: envelope_hash("s1.other") };
    for receipts in [Vec::new(), vec![other]] {
        assert!(!delivery.take(&upload, &UploadReply { received: 0, receipts }));
        assert_eq!(delivery, before);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    /// Whatever is damaged, gone, already there or swallowed on the way: every record that opens is stored exactly once, in
    /// order, and the device ends.
    #[test]
    fn everything_legible_arrives(count in 0u32..1_200, received in 0u32..1_300, lost in any::<u64>(), swallowed in any::<u16>()) {
        let is_gone = |seq: u32| lost >> (seq % 61) & 3 == 3;
        let is_damaged = |seq: u32| lost >> (seq % 59) & 7 == 7;
        let received = received.min(count);
        let shared: BTreeMap<u32, String> = (1..=count)
            .filter(|seq| !is_gone(*seq))
            .map(|seq| (seq, if is_damaged(seq) { "s1.AAAA".to_owned() } else { sealed(Lane::Shared, seq, answer(seq)) }))
            .collect();
        let expected: Vec<u32> = shared.keys().copied().filter(|seq| *seq > received && !is_damaged(*seq)).collect();
        let mut delivery = Delivery::new(DEVICE, shared, BTreeMap::new(), received);
        let (mut at, mut stored, mut rounds) = (received, Vec::new(), 0);
        while let Some(upload) = delivery.next() {
            prop_assert!(upload.entries.len() <= MAX_PUSH);
            let reply = serve(&upload, &mut at, &mut stored, &mut Vec::new());
            rounds += 1;
            // A reply that was lost is asked for again.
            if swallowed >> (rounds % 16) & 1 == 0 && !delivery.take(&upload, &reply) {
                // Nothing of it opens, so nothing is taken: it stays, and is reported.
                break;
            }
            prop_assert!(rounds < 200);
        }
        let nothing_left = delivery.next().is_none();
        let delivered: Vec<u32> = expected.into_iter().filter(|seq| nothing_left || *seq <= at).collect();
        prop_assert_eq!(stored, delivered);
    }
}
