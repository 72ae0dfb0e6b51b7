use super::*;
use crate::{
    ids::DeviceId,
    questionnaires::{Answer, QuestionId, SentSubmission, Submission},
    sync::{
        Conflict, Record, Seen, Verdict,
        change::NO_DEVICE,
        client::{Stamp, Stored},
        record::Arrival,
        seen::ChangeKey,
    },
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId::new(Uuid::from_u128(7));
const SHEET: ErhebungId = ErhebungId::new(Uuid::from_u128(22));

fn id(number: u128) -> SubmissionId {
    SubmissionId::new(Uuid::from_u128(number))
}

fn answered(question: u32, value: &str) -> Change {
    Change::Answered { submission: id(1), place: Place::of(QuestionId(question)), value: value.into() }
}

/// A page, the storage under it, and what lies before the person.
struct Page {
    client: Client,
    sight: Seen,
}

impl Page {
    fn new(disk: &Stored) -> Self {
        Self { client: Client::open(disk.clone()), sight: Seen::default() }
    }

    /// As the page does it: told that its stamp is old, it looks again; what is written, it takes over.
    fn write(&mut self, disk: &mut Stored, decide: impl Fn(&Client, &Seen) -> Vec<Write>) {
        if self.client.stored().stamp() != disk.stamp() {
            self.client.catch_up(disk.clone());
        }
        let writes = decide(&self.client, &self.sight);
        writes.iter().for_each(|write| disk.apply(write));
        self.client.see(&mut self.sight, &writes);
        self.client.settle(&writes);
    }

    /// Shows what lies there.
    fn takes_in(&mut self, disk: &Stored) {
        self.client.catch_up(disk.clone());
        self.sight = self.client.submissions()[0].seen.clone();
    }

    fn types(&mut self, disk: &mut Stored, lane: Lane, change: &Change) {
        self.write(disk, |client, sight| {
            client.note_typed(lane, SHEET, change.clone(), sight.clone()).expect("a device in use")
        });
    }

    fn notes(&mut self, disk: &mut Stored, change: &Change) {
        self.write(disk, |client, sight| {
            client.note(Lane::Shared, SHEET, change.clone(), sight.clone()).expect("a device in use")
        });
    }

    fn closes(&mut self, disk: &mut Stored) {
        self.write(disk, |client, _| client.close_open());
    }
}

fn device() -> (Stored, Page) {
    let disk = Stored::new(DEVICE);
    let page = Page::new(&disk);
    (disk, page)
}

fn texts(disk: &Stored, lane: Lane) -> Vec<String> {
    let value = |record: &Record| match Noted::read(&record.body)?.change {
        Change::Answered { value, .. } => Some(value),
        _ => None,
    };
    disk.lane(lane).records.values().filter_map(value).collect()
}

#[test]
fn a_text_typed_key_by_key_is_one_record_in_either_lane() {
    for lane in [Lane::Shared, Lane::Anonymous] {
        let (mut disk, mut page) = device();
        (1..=400).for_each(|length| page.types(&mut disk, lane, &answered(1, &"x".repeat(length))));
        assert_eq!(texts(&disk, lane), ["x".repeat(400)], "{lane:?}");
        let device = if lane == Lane::Shared { DEVICE } else { NO_DEVICE };
        assert!(disk.lane(lane).records[&1].is_whole(ChangeKey { device, seq: 1 }));
        assert_eq!((disk.open, page.client.stored()), (Some(Open { lane, seq: 1, edits: 399 }), &disk));
    }
}

#[test]
fn it_keeps_its_base_and_is_in_no_conflict_with_itself() {
    let (mut disk, mut page) = device();
    page.notes(&mut disk, &answered(1, "vorher"));
    let before = page.sight.clone();
    for value in ["n", "ne", "neu"] {
        page.types(&mut disk, Lane::Shared, &answered(1, value));
    }
    let noted = Noted::read(&disk.shared.records[&2].body).expect("a change");
    assert_eq!((noted.base, noted.follows, disk.shared.last), (before, 1, 2));
    page.closes(&mut disk);
    page.types(&mut disk, Lane::Shared, &answered(1, "neuer"));
    let folded = page.client.submissions();
    assert_eq!((folded.len(), folded[0].conflicts.len()), (1, 0));
    assert_eq!(folded[0].draft.answers.iter().map(|answer| answer.value.as_str()).collect::<Vec<_>>(), ["neuer"]);
}

#[test]
fn only_the_next_key_press_in_the_same_field_takes_its_place() {
    let key = ChangeKey { device: DEVICE, seq: 3 };
    let mut base = Seen::default();
    base.see(ChangeKey { device: DEVICE, seq: 2 });
    let before = Noted { change: answered(1, "a"), base: base.clone(), follows: 2 }.entry(key, Some(SHEET));
    let mut sight = base.clone();
    sight.see(key);
    assert!(may_replace(&before, &answered(1, "ab"), &sight));
    assert!(!may_replace(&before, &answered(2, "ab"), &sight), "another field");
    let other = Change::Answered { submission: id(2), place: Place::of(QuestionId(1)), value: "ab".into() };
    assert!(!may_replace(&before, &other, &sight), "another submission");
    assert!(!may_replace(&before, &Change::Discarded { submission: id(1) }, &sight), "no answer");
    assert!(may_replace(&before, &answered(1, "ab"), &base), "both written past what their page does not show");
    assert!(!may_replace(&before, &answered(1, "ab"), &Seen::default()), "typed in sight of less than it was");
    sight.see(ChangeKey { device: DeviceId::new(Uuid::from_u128(8)), seq: 5 });
    assert!(!may_replace(&before, &answered(1, "ab"), &sight), "more was seen than then");
}

#[test]
fn whatever_is_noted_closes_it_and_a_closed_one_stays_so() {
    let started = Change::Started { submission: id(2), erhebung: SHEET, day: chrono::NaiveDate::MIN };
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    page.notes(&mut disk, &started);
    assert_eq!((disk.open, Open::closed_through(disk.open, Lane::Shared, 2)), (None, 2));
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    page.types(&mut disk, Lane::Shared, &answered(2, "b"));
    page.types(&mut disk, Lane::Shared, &answered(1, "abc"));
    page.closes(&mut disk);
    page.types(&mut disk, Lane::Shared, &answered(1, "abcd"));
    assert_eq!(texts(&disk, Lane::Shared), ["a", "ab", "b", "abc", "abcd"]);
    let arrived = Some(Arrival { at: None, verdict: Verdict::Accepted });
    for write in [Write::Arrive { lane: Lane::Shared, seq: 1, arrival: arrived }, Write::ForgetReplica] {
        assert_eq!(Open::after(disk.open, &write), disk.open, "what the server says closes nothing");
    }
    assert_eq!(Open::after(disk.open, &Write::Drop { lane: Lane::Shared, seq: 6 }), None);
    assert_eq!(Open::after(disk.open, &Write::Wipe), None);
}

#[test]
fn what_is_open_waits_and_is_not_sent() {
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    assert_eq!((page.client.waiting(), page.client.sendable(), page.client.closed_through()), (1, 0, 0));
    assert_eq!(page.client.file_of(id(1)), None);
    page.types(&mut disk, Lane::Anonymous, &answered(1, "b"));
    assert_eq!((page.client.waiting(), page.client.sendable(), page.client.closed_through()), (1, 1, 1));
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    page.closes(&mut disk);
    assert_eq!((page.client.waiting(), page.client.sendable(), page.client.closed_through()), (2, 2, 2));
    assert_eq!(page.client.file_of(id(1)).map(|file| file.changes.len()), Some(2));
    assert_eq!(page.client.close_open(), Vec::new());
}

/// Its text changes under one number, so nobody else may say to have seen it.
#[test]
fn another_page_neither_shows_nor_replaces_what_is_being_typed() {
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    let mut other = Page::new(&disk);
    assert_eq!((other.client.visible().count(), other.client.submissions().len()), (0, 0));
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    // Even one that claims to have seen it.
    other.sight = page.sight.clone();
    other.types(&mut disk, Lane::Shared, &answered(1, "b"));
    assert_eq!(texts(&disk, Lane::Shared), ["ab", "b"]);
    assert_eq!(other.client.visible().count(), 2, "what it closed has the text that lies there");
    page.types(&mut disk, Lane::Shared, &answered(1, "abc"));
    assert_eq!(texts(&disk, Lane::Shared), ["ab", "b", "abc"]);
    assert_eq!(page.client.submissions()[0].conflicts.len(), 1, "typed out of each other's sight");
}

/// Two windows in the same field: what one has saved is not among what the other one replaces, which has not shown it yet.
#[test]
fn nobody_replaces_what_another_page_wrote_and_theirs_does_not_show() {
    for lane in [Lane::Shared, Lane::Anonymous] {
        let (mut disk, mut page) = device();
        page.types(&mut disk, lane, &answered(1, "a"));
        page.closes(&mut disk);
        let mut other = Page::new(&disk);
        other.takes_in(&disk);
        other.types(&mut disk, lane, &answered(1, "dort"));
        other.closes(&mut disk);
        for text in ["ab", "abc"] {
            page.types(&mut disk, lane, &answered(1, text));
        }
        assert_eq!(texts(&disk, lane), ["a", "dort", "abc"], "its own next letter takes the place of the one before");
        page.closes(&mut disk);
        page.types(&mut disk, lane, &answered(1, "abcd"));
        let stand = |page: &Page| -> Vec<String> {
            match page.client.submissions()[0].conflicts.as_slice() {
                [Conflict::Answers { answers, .. }] => answers.iter().map(|(_, value)| value.clone()).collect(),
                _ => Vec::new(),
            }
        };
        assert_eq!(stand(&page), ["dort", "abc", "abcd"], "{lane:?}");
        page.closes(&mut disk);
        // Both have been shown: the next answer is meant for all of them.
        page.takes_in(&disk);
        page.types(&mut disk, lane, &answered(1, "beides"));
        assert_eq!(stand(&page), Vec::<String>::new(), "{lane:?}");
    }
}

/// Otherwise each further text of a page would stand beside its own one before.
#[test]
fn what_is_damaged_or_gone_holds_up_nobody() {
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    page.closes(&mut disk);
    let mut other = Page::new(&disk);
    other.takes_in(&disk);
    other.types(&mut disk, Lane::Shared, &answered(1, "dort"));
    other.closes(&mut disk);
    let mut gone = disk.clone();
    gone.apply(&Write::Drop { lane: Lane::Shared, seq: 2 });
    disk.shared.records.get_mut(&2).expect("a record").body.push('x');
    for mut disk in [disk, gone] {
        let mut later = Page::new(&disk);
        later.takes_in(&disk);
        assert_eq!(later.sight, page.sight, "up to what nobody shows");
        later.types(&mut disk, Lane::Shared, &answered(1, "ab"));
        assert!(later.sight.covers(ChangeKey { device: DEVICE, seq: 3 }), "{:?}", later.sight);
        later.closes(&mut disk);
        later.types(&mut disk, Lane::Shared, &answered(1, "abc"));
        assert_eq!(later.client.submissions()[0].conflicts.len(), 0, "with itself");
    }
}

/// In another field it would not even have been a conflict: the finished content of the page lacks an answer that it never showed.
#[test]
fn what_a_page_never_showed_stands_beside_what_it_finishes() {
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    page.closes(&mut disk);
    let mut other = Page::new(&disk);
    other.takes_in(&disk);
    other.types(&mut disk, Lane::Shared, &answered(2, "dort"));
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    let answer = Answer { place: Place::of(QuestionId(1)), name: String::new(), value: "ab".into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    page.notes(&mut disk, &Change::Finished { sent: SentSubmission::new(id(1), SHEET, day, content) });
    let conflicts = page.client.submissions().remove(0).conflicts;
    let place = Place::of(QuestionId(2));
    assert!(matches!(conflicts.as_slice(), [Conflict::Answers { place: at, .. }] if *at == place), "{conflicts:?}");
}

/// A browser that was killed beside the page, or whose connection broke, may have written what it says it has not.
#[test]
fn what_lies_there_already_is_known_and_its_next_letter_takes_its_place() {
    let (mut disk, mut page) = device();
    let writes =
        page.client.note_typed(Lane::Shared, SHEET, answered(1, "a"), Seen::default()).expect("a device in use");
    assert!(!page.client.has_written(&writes));
    writes.iter().for_each(|write| disk.apply(write));
    page.client.catch_up(disk.clone());
    assert!(page.client.has_written(&writes));
    page.client.see(&mut page.sight, &writes);
    page.client.settle(&writes);
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    assert_eq!(texts(&disk, Lane::Shared), ["ab"]);
    assert!(!page.client.has_written(&writes), "it has another text now");
}

/// A page that sends had an earlier text before it; what it closes, and what another page closes, is what lies there.
#[test]
fn a_page_that_sends_has_the_text_that_lies_there() {
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    let mut leader = Page::new(&disk);
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    leader.closes(&mut disk);
    assert_eq!((leader.client.stored(), leader.client.closed_through()), (&disk, 1));
    page.types(&mut disk, Lane::Shared, &answered(1, "abc"));
    leader.client.catch_up(disk.clone());
    page.types(&mut disk, Lane::Shared, &answered(1, "abcd"));
    page.notes(&mut disk, &answered(2, "x"));
    assert_eq!(leader.client.closed_through(), 1);
    leader.client.catch_up(disk.clone());
    assert_eq!((leader.client.stored(), texts(leader.client.stored(), Lane::Shared)[1].as_str()), (&disk, "abcd"));
}

/// Its file must leave a device that is full, and nothing in it may be replaced afterwards.
#[test]
fn a_page_that_cannot_write_the_mark_stops_typing_all_the_same() {
    let (mut disk, mut page) = device();
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    assert!(!Page::new(&disk).client.stop_typing(false), "that is for the page that types");
    assert!(page.client.stop_typing(false) && page.client.file_of(id(1)).is_some());
    // Whatever it reads of the disk meanwhile, on which the mark still lies.
    page.client.catch_up(disk.clone());
    page.client.reopen(disk.clone());
    assert_eq!((page.client.closed_through(), page.client.sendable(), page.client.visible().count()), (1, 1, 1));
    assert!(
        page.client.stop_typing(false) && page.client.close_open().is_empty(),
        "nothing is tried in vain again and again"
    );
    // Left open by a page that is gone: whoever leads now sends it, on a disk that is still full.
    let mut next = Page::new(&disk).client;
    assert!(next.closed_through() == 0 && next.stop_typing(true) && next.closed_through() == 1);
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    assert_eq!(texts(&disk, Lane::Shared), ["a", "ab"]);
    page.closes(&mut disk);
    assert_eq!(page.client.submissions()[0].conflicts.len(), 0);
}

/// localStorage lies up to a minute behind: its text must not come back over a later one of the same number.
#[test]
fn the_field_cache_is_asked_how_far_the_text_had_come() {
    let (mut disk, mut page) = device();
    let place = Place::of(QuestionId(1));
    page.types(&mut disk, Lane::Shared, &answered(1, "a"));
    let (after, edits) = page.client.reached(Lane::Shared);
    let cached = CachedEntry { after, edits, value: "ab".into() };
    assert!(!page.client.is_outrun(Lane::Shared, id(1), &place, &cached), "typed and not in the journal yet");
    page.types(&mut disk, Lane::Shared, &answered(1, "ab"));
    page.types(&mut disk, Lane::Shared, &answered(1, "abc"));
    let page = Client::open(disk);
    assert!(page.is_outrun(Lane::Shared, id(1), &place, &cached));
    assert!(!page.is_outrun(Lane::Shared, id(1), &Place::of(QuestionId(2)), &cached), "another field");
    let gone = CachedEntry { after: 9, ..cached };
    assert!(!page.is_outrun(Lane::Shared, id(1), &place, &gone));
}

/// Tablets hold stamps, records and cached fields of this form; those without the mark are closed.
#[test]
fn the_form_of_the_mark_is_frozen_and_without_it_all_is_closed() {
    let open = Open { lane: Lane::Shared, seq: 8, edits: 3 };
    let golden = include_str!("../golden/open-1.json");
    assert_eq!(serde_json::from_str::<Open>(golden).expect("the golden mark"), open);
    assert_eq!(serde_json::to_string_pretty(&open).expect("JSON"), golden.trim_end());
    let old = serde_json::to_string(&Stamp::default()).expect("JSON");
    assert!(!old.contains("open"), "{old}");
    assert_eq!(serde_json::from_str::<Stamp>(&old).expect("an old stamp").open, None);
    let noted = Noted { change: answered(1, "a"), base: Seen::default(), follows: 0 };
    let old = serde_json::to_string(&Record::new(ChangeKey { device: DEVICE, seq: 1 }, SHEET, &noted)).expect("JSON");
    assert!(!old.contains("edits"), "{old}");
    assert_eq!(serde_json::from_str::<Record>(&old).expect("an old record").edits, 0);
    let cached: CachedEntry = serde_json::from_str(r#"{"after":2,"value":"a"}"#).expect("an old field");
    assert_eq!(cached.edits, 0);
}

#[derive(Clone, Copy, Debug)]
enum Step {
    /// A key press on one of two pages, in one of two fields.
    Type(usize, u32),
    /// A page closes what is open.
    Close(usize),
    /// A page learns what lies there.
    Look(usize),
    /// A page sends what it thinks is closed.
    Send(usize),
    /// A page is gone, and comes back.
    Restart(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0..2_usize, 0..2_u32).prop_map(|(page, question)| Step::Type(page, question)),
        1 => (0..2_usize).prop_map(Step::Close),
        1 => (0..2_usize).prop_map(Step::Look),
        2 => (0..2_usize).prop_map(Step::Send),
        1 => (0..2_usize).prop_map(Step::Restart),
    ];
    proptest::collection::vec(step, 0..60)
}

proptest! {
    /// What was sent under a number is what lies there, for ever; the last saved text of a field is never lost; numbers have no
    /// gaps; and nothing but the last record is open.
    #[test]
    fn nothing_is_sent_that_is_replaced_later(steps in steps()) {
        let (mut disk, first) = device();
        let mut pages = [first, Page::new(&disk)];
        let mut sent: BTreeMap<u32, String> = BTreeMap::new();
        // The last text of each page in each field since it has opened its last record there.
        let mut saved: Vec<String> = Vec::new();
        let mut series: [Option<(u32, u32)>; 2] = [None, None];
        for (number, step) in steps.into_iter().enumerate() {
            match step {
                Step::Type(page, question) => {
                    let text = format!("{page}/{number}");
                    pages[page].types(&mut disk, Lane::Shared, &answered(question, &text));
                    let last = disk.shared.last;
                    if series[page] == Some((last, question)) {
                        saved.pop();
                    }
                    saved.push(text);
                    series[page] = Some((last, question));
                }
                Step::Close(page) => pages[page].closes(&mut disk),
                Step::Look(page) => pages[page].client.catch_up(disk.clone()),
                Step::Send(page) => {
                    let client = &pages[page].client;
                    for (seq, record) in client.stored().shared.records.range(..=client.closed_through()) {
                        let known = sent.entry(*seq).or_insert_with(|| record.hash.clone());
                        prop_assert_eq!(&*known, &record.hash);
                    }
                }
                Step::Restart(page) => pages[page] = Page::new(&disk),
            }
            prop_assert_eq!(texts(&disk, Lane::Shared), saved.clone());
            prop_assert!(disk.shared.records.keys().copied().eq(1..=disk.shared.last));
            prop_assert!(disk.open.is_none_or(|open| open.seq == disk.shared.last));
            for (seq, hash) in &sent {
                prop_assert_eq!(&disk.shared.records[seq].hash, hash);
            }
        }
    }
}
