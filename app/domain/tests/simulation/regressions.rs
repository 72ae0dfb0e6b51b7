//! The faults S1–S15 of other products, as far as they can be shown without browser and database. S3 and S7 stand beside
//! the functions they are about (`sync::diff`, `sync::server`); S9 stands beside the store (`story_finished_twice`): nothing
//! has to be unique but keys.

use crate::bench::{Bench, Tablet, answered, finished, id, kita, started};
use crate::world::{Random, protocol_of, survey_of};
use chrono::NaiveDate;
use domain::{
    questionnaires::{Answer, Place, QuestionId, SentSubmission, Submission},
    sync::{
        Change, Conflict, Entry, LocalState, LocalSubmission, Noted, Verdict,
        client::{Queue, QueueHealth, Relief, Reply, Request, Trouble, Write},
        fold,
    },
};

/// What everybody sees of submission 1, by the changes that the server holds.
fn at_the_server(bench: &Bench) -> Vec<LocalSubmission> {
    let changes = bench.server.tables.changes.iter();
    let entries: Vec<Entry> =
        changes.filter_map(|(key, change)| Some(Noted::read(&change.body)?.entry(*key, change.erhebung))).collect();
    fold(&entries)
}

fn values(submission: &LocalSubmission) -> Vec<String> {
    submission.draft.answers.iter().map(|answer| answer.value.clone()).collect()
}

/// A bench with a device that has delivered `count` answers.
fn delivered(count: u32) -> (Bench, Tablet) {
    let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
    tablet.does(started(1));
    (0..count).for_each(|question| tablet.does(answered(1, question, "a")));
    bench.sync(&mut tablet);
    assert_eq!(tablet.client.waiting(), 0);
    (bench, tablet)
}

/// S1: the device dies at every write of push and pull; resumed, nothing is missing on either side.
#[test]
fn s01_checkpoint_ahead_of_documents() {
    for writes in 0..12 {
        let (mut bench, _) = delivered(5);
        let mut other = Tablet::new(8);
        other.does(started(2));
        (other.writes_left, other.dies) = (writes, true);
        bench.sync(&mut other);
        other.restart();
        bench.sync(&mut other);
        assert_eq!(at_the_server(&bench).len(), 2, "{writes}");
        assert_eq!(fold(other.client.entries()), at_the_server(&bench), "{writes}");
    }
}

/// S2: restored from a backup, whether it knows that itself or not, the server gets everything again.
#[test]
fn s02_restored_server_is_offered_everything_again() {
    let mut epochs = std::collections::BTreeSet::new();
    for seed in 0..8 {
        let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
        bench.random = Random::new(seed);
        tablet.does(started(1));
        tablet.takes_survey(9);
        bench.sync(&mut tablet);
        bench.sync(&mut tablet);
        assert_eq!((tablet.client.waiting(), bench.server.tables.submissions.len()), (0, 1));
        assert!(bench.server.restore(&mut bench.random));
        assert!(bench.server.tables.changes.is_empty());
        epochs.insert(bench.server.tables.epoch.clone());
        bench.sync(&mut tablet);
        assert_eq!((bench.server.tables.changes.len(), bench.server.tables.submissions.len()), (1, 1));
        assert_eq!(tablet.client.waiting(), 0);
    }
    assert_eq!(epochs.len(), 2, "with and without a new epoch");
}

/// S4: an older push that arrives late, or twice, changes nothing.
#[test]
fn s04_late_and_doubled_pushes_change_nothing() {
    let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
    let mut pushes = Vec::new();
    for question in 0..4 {
        tablet.does(if question == 0 { started(1) } else { answered(1, question, "a") });
        tablet.client.tick();
        while let Some((token, request)) = tablet.client.ask() {
            let reply = bench.ask(tablet.disk.device, &request).expect("an answer");
            assert!(tablet.take(token, &reply));
            pushes.extend(matches!(request, Request::Push(_)).then_some(request));
        }
    }
    let before = (bench.server.tables.changes.clone(), at_the_server(&bench));
    for push in pushes.iter().rev().chain(&pushes) {
        let Ok(Reply::Push(reply)) = bench.ask(tablet.disk.device, push) else { panic!("no reply to a push") };
        assert_eq!(reply.device.received, 4);
    }
    assert_eq!((bench.server.tables.changes.clone(), at_the_server(&bench)), before);
}

/// S5: the storage is full at each write of a sync in turn. Nothing is lost, and the person is told.
#[test]
fn s05_storage_full_in_mid_sync() {
    for writes in 0..12 {
        let (mut bench, _) = delivered(5);
        let mut other = Tablet::new(8);
        other.does(started(2));
        other.writes_left = writes;
        (0..=Queue::PATIENCE).for_each(|_| bench.sync(&mut other));
        if other.client.waiting() > 0 {
            assert_eq!(other.client.health(), QueueHealth::Stuck(Some(Trouble::StorageFull)), "{writes}");
        }
        other.writes_left = usize::MAX;
        bench.sync(&mut other);
        assert_eq!(fold(other.client.entries()), at_the_server(&bench), "{writes}");
        assert_eq!(other.client.health(), QueueHealth::Empty);
    }
}

/// S6, as far as a single thread shows it: twenty posts of one push store one row each.
#[test]
fn s06_twenty_posts_store_one_row() {
    let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
    tablet.does(started(1));
    assert!(matches!(tablet.client.ask(), Some((_, Request::Status(_)))));
    tablet.restart();
    let (token, request) = tablet.client.ask().expect("a status");
    let reply = bench.ask(tablet.disk.device, &request).expect("an answer");
    assert!(tablet.take(token, &reply));
    let (_, push) = tablet.client.ask().expect("a push");
    let replies: Vec<_> = (0..20).map(|_| bench.ask(tablet.disk.device, &push)).collect();
    assert_eq!(bench.server.tables.changes.len(), 1);
    for reply in replies {
        let Ok(Reply::Push(reply)) = reply else { panic!("no reply to a push") };
        assert_eq!((reply.receipts.len(), reply.receipts[0].verdict), (1, Verdict::Accepted));
    }
}

/// S8: one draft in two tabs. What the second types without sight of the first stands beside it.
#[test]
fn s08_same_draft_in_two_tabs() {
    let mut tablet = Tablet::new(7);
    tablet.does(started(1));
    let second_tab = tablet.submission(id(1)).expect("a draft").seen;
    tablet.does(answered(1, 1, "erster Tab"));
    tablet.does_in_sight_of(second_tab, answered(1, 1, "zweiter Tab"));
    let submission = tablet.submission(id(1)).expect("a draft");
    let [Conflict::Answers { answers, .. }] = &submission.conflicts[..] else { panic!("{submission:?}") };
    assert_eq!(answers.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["erster Tab", "zweiter Tab"]);
}

/// S10: two devices answer the same question offline. Both answers are kept and shown as a conflict, the same on both.
#[test]
fn s10_two_devices_answer_the_same_question_offline() {
    let (mut bench, mut one) = delivered(0);
    let mut other = Tablet::new(8);
    bench.sync(&mut other);
    one.does(answered(1, 1, "a"));
    other.does(answered(1, 1, "b"));
    for _ in 0..2 {
        bench.sync(&mut one);
        bench.sync(&mut other);
    }
    let (here, there) = (one.submission(id(1)), other.submission(id(1)));
    assert_eq!(here, there);
    let submission = here.expect("a draft");
    assert!(matches!(&submission.conflicts[..], [Conflict::Answers { answers, .. }] if answers.len() == 2));
}

/// S11: what was thrown away does not come back through a device that was away for long; what that device typed meanwhile
/// does, for nobody has seen it.
#[test]
fn s11_long_offline_device_resurrects_nothing() {
    let (mut bench, mut one) = delivered(2);
    let (mut quiet, mut busy) = (Tablet::new(8), Tablet::new(9));
    bench.sync(&mut quiet);
    bench.sync(&mut busy);
    one.does(Change::Discarded { submission: id(1) });
    bench.sync(&mut one);
    bench.sync(&mut quiet);
    assert!(at_the_server(&bench).is_empty() && quiet.client.submissions().is_empty());
    busy.does(answered(1, 7, "unterwegs"));
    bench.sync(&mut busy);
    assert_eq!(at_the_server(&bench).iter().map(values).collect::<Vec<_>>(), [["unterwegs"]]);
}

/// S12: devices and server list what stands beside each other in one order, whoever read it first.
#[test]
fn s12_everybody_agrees_on_who_wins() {
    let (mut bench, mut one) = delivered(0);
    let mut other = Tablet::new(8);
    bench.sync(&mut other);
    let erhebung = protocol_of(kita());
    one.does(Change::Finished { sent: finished(1, erhebung) });
    let answer = Answer { place: Place::of(QuestionId(1)), name: String::new(), value: "x".into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    other.does(Change::Finished { sent: SentSubmission::new(id(1), erhebung, NaiveDate::MIN, content) });
    for _ in 0..2 {
        bench.sync(&mut other);
        bench.sync(&mut one);
    }
    let at_the_server = at_the_server(&bench);
    assert_eq!(fold(one.client.entries()), at_the_server);
    assert_eq!(fold(other.client.entries()), at_the_server);
    assert!(matches!(at_the_server[0].conflicts[..], [Conflict::Finished { .. }]));
}

/// S12, the choice: who sees both contents says one of them once more, and it is everybody's, whoever reads what first.
#[test]
fn s12_a_choice_between_two_contents_is_everybodys() {
    let (mut bench, mut one) = delivered(0);
    let (mut other, mut late) = (Tablet::new(8), Tablet::new(9));
    bench.sync(&mut other);
    let erhebung = protocol_of(kita());
    let answer = Answer { place: Place::of(QuestionId(1)), name: String::new(), value: "x".into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    let second = SentSubmission::new(id(1), erhebung, NaiveDate::MIN, content);
    one.does(Change::Finished { sent: finished(1, erhebung) });
    other.does(Change::Finished { sent: second.clone() });
    for _ in 0..2 {
        bench.sync(&mut other);
        bench.sync(&mut one);
    }
    one.does(Change::Finished { sent: second.clone() });
    for tablet in [&mut one, &mut other, &mut late] {
        bench.sync(tablet);
    }
    let decided = at_the_server(&bench);
    assert_eq!((decided[0].conflicts.len(), &decided[0].draft.answers), (0, &second.content.answers));
    for tablet in [&one, &other, &late] {
        assert_eq!(fold(tablet.client.entries()), decided);
    }
    let texts = bench.server.tables.changes.values().filter(|change| change.body.contains("\"kind\":\"finished\""));
    assert_eq!(texts.count(), 3, "what was decided against stays in the log");
}

/// S13: rows and cursor go together, so that everything is read again.
#[test]
fn s13_reset_forgets_rows_and_cursor_together() {
    let (mut bench, _) = delivered(3);
    let mut other = Tablet::new(8);
    bench.sync(&mut other);
    let before = other.client.submissions();
    assert_eq!(before.len(), 1);
    let writes = other.client.relieve(Relief::Replica);
    writes.iter().for_each(|write| other.disk.apply(write));
    other.client.settle(&writes);
    assert_eq!((other.client.submissions().len(), other.disk.replica.cursor.position.number), (0, 0));
    bench.sync(&mut other);
    assert_eq!(other.client.submissions(), before);
}

/// S14: no clock takes part, so one that is five years wrong changes nothing but the day that it writes itself.
#[test]
fn s14_clocks_wrong_by_five_years() {
    let outcome = |years: [i32; 2]| {
        let mut bench = Bench::new();
        let mut tablets = [Tablet::new(7), Tablet::new(8)];
        for ((number, tablet), year) in (1..).zip(&mut tablets).zip(years) {
            let day = NaiveDate::from_ymd_opt(year, 3, 2).expect("a day");
            tablet.does(Change::Started { submission: id(number), erhebung: protocol_of(kita()), day });
        }
        for round in ["a", "b"] {
            for tablet in &mut tablets {
                bench.sync(tablet);
                tablet.does(answered(1, 1, round));
                bench.sync(tablet);
            }
        }
        at_the_server(&bench).iter().map(|one| (values(one), one.conflicts.len())).collect::<Vec<_>>()
    };
    assert_eq!(outcome([2021, 2031]), outcome([2026, 2026]));
    assert_eq!(outcome([2031, 2021]), [(vec!["b".to_owned()], 0), (vec![], 0)]);
}

/// S15: a queue that does not get on is seen with its reason, and gets on by itself when it can.
#[test]
fn s15_stuck_queue_is_seen_and_starts_again() {
    let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
    tablet.does(started(1));
    for _ in 0..2 * Queue::PATIENCE {
        assert_ne!(tablet.client.health(), QueueHealth::Empty);
        // Sent, and never answered.
        tablet.client.ask();
        tablet.client.tick();
    }
    assert_eq!(tablet.client.health(), QueueHealth::Stuck(Some(Trouble::NoAnswer)));
    tablet.client.tick();
    bench.sync(&mut tablet);
    assert_eq!((tablet.client.health(), at_the_server(&bench).len()), (QueueHealth::Empty, 1));
}

/// Q13: only a receipt for exactly this content counts; whatever else comes back deletes and acknowledges nothing.
#[test]
fn q13_only_a_receipt_counts() {
    let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
    tablet.does(started(1));
    tablet.takes_survey(9);
    tablet.client.tick();
    while let Some((token, request)) = tablet.client.ask() {
        let mut reply = bench.ask(tablet.disk.device, &request).expect("an answer");
        match &mut reply {
            Reply::Push(reply) => {
                reply.receipts.iter_mut().for_each(|receipt| receipt.hash = "of something else".into());
                reply.device.received_hash = "of something else".into();
            }
            Reply::Pull(reply) => reply.device.received_hash = "of something else".into(),
            Reply::Submit(receipt) => receipt.hash = "of something else".into(),
            _ => (),
        }
        tablet.take(token, &reply);
    }
    assert_eq!(tablet.client.waiting(), 2);
    assert!(matches!(tablet.submission(id(9)), Some(submission) if submission.state != LocalState::Arrived));
    bench.sync(&mut tablet);
    assert_eq!(
        (tablet.client.waiting(), tablet.submission(id(9)).map(|one| one.state)),
        (0, Some(LocalState::Arrived))
    );
    assert_eq!(bench.server.tables.submissions[&id(9)].erhebung, survey_of(kita()));
}

/// A damaged record is counted and holds up nothing.
#[test]
fn a_damaged_record_blocks_nothing() {
    let (mut bench, mut tablet) = (Bench::new(), Tablet::new(7));
    tablet.does(started(1));
    tablet.does(answered(1, 1, "a"));
    tablet.does(answered(1, 2, "b"));
    tablet.disk.shared.records.get_mut(&1).expect("a record").body.push('?');
    tablet.restart();
    assert_eq!(tablet.client.damaged().count(), 1);
    assert_eq!(tablet.submission(id(1)).map(|one| values(&one)), Some(vec!["a".into(), "b".into()]));
    bench.sync(&mut tablet);
    assert_eq!((tablet.client.waiting(), bench.server.tables.changes.len()), (0, 3));
    assert!(tablet.client.relieve(Relief::Arrived).iter().all(|write| !matches!(write, Write::Drop { seq: 1, .. })));
    assert_eq!(at_the_server(&bench).iter().map(values).collect::<Vec<_>>(), [["a", "b"]]);
}
