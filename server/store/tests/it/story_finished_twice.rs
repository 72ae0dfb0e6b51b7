//! The story of a sheet that two tablets finished out of each other's sight, and of what the Koordination throws away.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_sync::{
        Office, PROTOCOL, SURVEY, Tablet, answered, content, count, device, kiso, koordination, open_erhebungen, push,
        random_id,
    },
};
use domain::{
    AppError,
    ids::SubmissionId,
    questionnaires::{QuestionnaireStore, SentSubmission},
    sync::{
        Change, Conflict, LocalState, Receipt, Verdict, base_of_choice, client::Lane, port::SyncStore, protocol::Check,
    },
};
use store::{Store, internals::Query};
use uuid::Uuid;

/// Hashes of the contents that count.
async fn counted(store: &Store) -> Vec<String> {
    store.rows(Query::read("SELECT VALUE hash FROM submission;")).await.unwrap()
}

/// A sheet that two tablets finished out of each other's sight, and the contents.
async fn finished_twice(office: &Office, id: SubmissionId) -> ([Tablet; 2], [SentSubmission; 2]) {
    let mut tablets = [Tablet::new(101, kiso(7, &[24])), Tablet::new(102, kiso(8, &[24]))];
    tablets[0].begins(id);
    for _ in 0..2 {
        tablets[0].sync(office).await;
        tablets[1].sync(office).await;
    }
    let contents = ["a", "b"].map(|value| SentSubmission::new(id, PROTOCOL, noon().date_naive(), content(value)));
    for (tablet, sent) in tablets.iter_mut().zip(&contents) {
        tablet.does(Lane::Shared, PROTOCOL, Change::Finished { sent: sent.clone() });
    }
    for _ in 0..2 {
        tablets[0].sync(office).await;
        tablets[1].sync(office).await;
    }
    (tablets, contents)
}

#[test]
fn a_sheet_finished_twice_counts_once_until_the_koordination_chooses_and_nothing_is_lost() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (office, id, by) = (Office::of(&store), random_id(), koordination());
        let (mut tablets, [a, b]) = finished_twice(&office, id).await;
        assert_eq!(counted(&store).await, std::slice::from_ref(&a.hash), "the one that came first");
        for tablet in &tablets {
            assert_eq!(tablet.submission(id).map(|sheet| sheet.conflicts.len()), Some(1));
        }
        let tasks = store.finished_twice(&by).await.unwrap();
        assert_eq!(tasks.iter().map(|task| (task.submission, task.erhebung)).collect::<Vec<_>>(), [(id, PROTOCOL)]);
        let finishing = store.compare(&by, id, noon()).await.unwrap();
        assert_eq!(finishing.contents.len(), 2);
        assert_eq!(store.choose(&by, id, "anders", noon()).await, Err(AppError::NotFound));
        assert_eq!(store.choose(&by, random_id(), &b.hash, noon()).await, Err(AppError::NotFound));

        // Twice, as when the first answer was lost.
        for _ in 0..2 {
            store.choose(&by, id, &b.hash, noon()).await.unwrap();
        }
        assert_eq!(store.choose(&by, id, &a.hash, noon()).await, Err(AppError::Conflict), "decided meanwhile");
        assert_eq!(counted(&store).await, std::slice::from_ref(&b.hash));
        assert!(store.finished_twice(&by).await.unwrap().is_empty());
        assert_eq!(store.compare(&by, id, noon()).await, Err(AppError::NotFound));
        let choices = "RETURN array::len((SELECT VALUE id FROM audit WHERE action = 'sync.choose'));";
        assert_eq!(count(&store, choices).await, 1);
        let said =
            "RETURN array::len((SELECT VALUE id FROM change WHERE string::contains(body, '\"kind\":\"finished\"')));";
        assert_eq!(count(&store, said).await, 3, "both contents, and the choice");

        // Every device reads it like any other change.
        office.sequencer.place_all().await.unwrap();
        for tablet in &mut tablets {
            tablet.sync(&office).await;
            let sheet = tablet.submission(id).unwrap();
            assert_eq!((sheet.conflicts.len(), sheet.state), (0, LocalState::Arrived));
            assert_eq!(sheet.draft.answers, b.content.answers);
        }
    });
}

#[test]
fn a_choice_on_a_device_counts_like_that_of_the_koordination() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (office, id, by) = (Office::of(&store), random_id(), koordination());
        let ([mut one, mut other], [a, b]) = finished_twice(&office, id).await;
        let Some(Conflict::Finished { contents }) = one.submission(id).unwrap().conflicts.into_iter().next() else {
            panic!("two contents")
        };
        let change = Change::Finished { sent: b.clone() };
        let writes = one.client.note(Lane::Shared, PROTOCOL, change, base_of_choice(&contents)).unwrap();
        one.client.settle(&writes);
        for _ in 0..2 {
            one.sync(&office).await;
            other.sync(&office).await;
        }
        assert_eq!(counted(&store).await, std::slice::from_ref(&b.hash));
        assert!(store.finished_twice(&by).await.unwrap().is_empty());
        let accounts = "SELECT VALUE <string> record::id(account) FROM audit WHERE action = 'sync.choose';";
        let accounts: Vec<String> = store.rows(Query::read(accounts)).await.unwrap();
        assert_eq!(accounts.len(), 1);
        assert!(accounts[0].contains(&Uuid::from_u128(7).to_string()), "{} chose", accounts[0]);
        for tablet in [&one, &other] {
            assert_eq!(tablet.submission(id).map(|sheet| sheet.conflicts.len()), Some(0));
        }
        assert_eq!(store.choose(&by, id, &a.hash, noon()).await, Err(AppError::Conflict));
    });
}

/// What a tablet of an early version sent as a whole is no change of any device; it is said as one as soon as another content
/// comes.
#[test]
fn a_content_that_came_as_a_whole_is_one_of_those_to_choose_from() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (office, id, by) = (Office::of(&store), random_id(), koordination());
        let whole = SentSubmission::new(id, PROTOCOL, noon().date_naive(), content("alt"));
        store.accept(&kiso(7, &[24]), &whole).await.unwrap();
        let (mut tablets, [_, b]) = finished_twice(&office, id).await;
        assert_eq!(counted(&store).await, std::slice::from_ref(&whole.hash), "the one that came first");
        assert_eq!(store.compare(&by, id, noon()).await.unwrap().contents.len(), 3);
        for tablet in &tablets {
            let conflicts = tablet.submission(id).unwrap().conflicts;
            let [Conflict::Finished { contents }] = &conflicts[..] else { panic!("{conflicts:?}") };
            assert_eq!(contents.len(), 3);
        }
        store.choose(&by, id, &b.hash, noon()).await.unwrap();
        assert_eq!(counted(&store).await, std::slice::from_ref(&b.hash));
        office.sequencer.place_all().await.unwrap();
        for tablet in &mut tablets {
            tablet.sync(&office).await;
            assert_eq!(tablet.submission(id).map(|sheet| sheet.conflicts.len()), Some(0));
        }
        // What was decided against is here all the same.
        let asked = Receipt { submission: id, hash: whole.hash };
        let check = Check { known: None, submissions: vec![asked.clone()] };
        assert_eq!(store.check(&kiso(7, &[24]), &check).await.unwrap().held, [asked]);
    });
}

#[test]
fn a_whole_that_comes_second_arrives_and_stands_beside_the_first() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (office, id, by) = (Office::of(&store), random_id(), koordination());
        let (mut tablet, mut old) = (Tablet::new(101, kiso(7, &[24])), Tablet::new(102, kiso(8, &[24])));
        let [a, whole] =
            ["a", "alt"].map(|value| SentSubmission::new(id, PROTOCOL, noon().date_naive(), content(value)));
        tablet.begins(id);
        tablet.does(Lane::Shared, PROTOCOL, Change::Finished { sent: a.clone() });
        tablet.sync(&office).await;
        old.does(Lane::Anonymous, PROTOCOL, Change::Finished { sent: whole.clone() });
        for _ in 0..2 {
            old.sync(&office).await;
            tablet.sync(&office).await;
        }
        assert_eq!(old.client.waiting(), 0, "sent once, and known to be here the next time");
        assert_eq!(counted(&store).await, std::slice::from_ref(&a.hash));
        assert_eq!(store.finished_twice(&by).await.unwrap().len(), 1);
        for tablet in [&tablet, &old] {
            assert_eq!(tablet.submission(id).map(|sheet| sheet.conflicts.len()), Some(1));
        }
        store.choose(&by, id, &whole.hash, noon()).await.unwrap();
        assert_eq!(counted(&store).await, std::slice::from_ref(&whole.hash));
        office.sequencer.place_all().await.unwrap();
        for tablet in [&mut tablet, &mut old] {
            tablet.sync(&office).await;
            let sheet = tablet.submission(id).unwrap();
            assert_eq!((sheet.conflicts.len(), sheet.state), (0, LocalState::Arrived));
            assert_eq!(sheet.draft.answers, whole.content.answers);
        }
        // An id of one Erhebung is none of another.
        let elsewhere = SentSubmission { erhebung: SURVEY, ..whole };
        assert_eq!(store.accept(&kiso(8, &[24]), &elsewhere).await, Err(AppError::Conflict));
    });
}

/// What was said stays as it was said: also a query that forgets it is refused by the database.
#[test]
fn what_was_taken_in_never_changes() {
    const REFUSED: [&str; 8] = [
        "UPDATE submission SET content = '{}';",
        "UPDATE submission SET hash = 'anders';",
        "UPDATE submission SET day = '2020-01-01';",
        "UPDATE change SET hash = 'anders';",
        "UPDATE change SET body = 'anders' WHERE verdict = 'accepted';",
        "UPDATE change SET body = '' WHERE verdict = 'accepted';",
        "UPDATE change SET body = 'anders' WHERE verdict = 'to_review';",
        "UPDATE change SET body = '' WHERE verdict = 'to_review';",
    ];
    const ALLOWED: [&str; 2] = ["UPDATE submission SET content = content;", "UPDATE change SET body = body;"];
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (office, id) = (Office::of(&store), random_id());
        let mut tablet = Tablet::new(101, kiso(7, &[24]));
        tablet.begins(id);
        let sent = SentSubmission::new(id, PROTOCOL, noon().date_naive(), content("fertig"));
        tablet.does(Lane::Shared, PROTOCOL, Change::Finished { sent: sent.clone() });
        tablet.sync(&office).await;
        store.push(&kiso(8, &[25]), &push(102, PROTOCOL, vec![answered(random_id(), "wartet")])).await.unwrap();
        for text in REFUSED {
            assert!(store.run(Query::write(text)).await.is_err(), "{text}");
        }
        for text in ALLOWED {
            assert_eq!(store.run(Query::write(text)).await, Ok(()), "{text}");
        }
        assert_eq!(counted(&store).await, [sent.hash]);
        // What is thrown away is a record without text, and gets none again.
        let waiting = store.waiting(&koordination()).await.unwrap();
        store.turn_down(&koordination(), device(102), waiting[0].submission, noon()).await.unwrap();
        assert!(store.run(Query::write("UPDATE change SET body = 'wieder da' WHERE body = '';")).await.is_err());
        let bodies: Vec<String> = store.rows(Query::read("SELECT VALUE body FROM change ORDER BY id;")).await.unwrap();
        assert_eq!(bodies.iter().map(String::is_empty).collect::<Vec<_>>(), [false, false, true]);
    });
}

/// S9: nothing that people read has to be unique. Two sheets of one day that say the same, word by word, are two.
#[test]
fn s09_sheets_that_say_the_same_are_all_stored() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let mut tablet = Tablet::new(101, kiso(7, &[24]));
        for _ in 0..2 {
            let id = random_id();
            tablet.begins(id);
            let sent = SentSubmission::new(id, PROTOCOL, noon().date_naive(), content("dasselbe"));
            tablet.does(Lane::Shared, PROTOCOL, Change::Finished { sent });
        }
        tablet.sync(&office).await;
        let counted = counted(&store).await;
        assert_eq!((counted.len(), tablet.client.waiting()), (2, 0));
        assert_eq!(counted[0], counted[1]);
    });
}

#[test]
fn what_waits_and_is_turned_down_loses_its_text_and_keeps_its_number() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (id, by) = (random_id(), koordination());
        let push = push(101, PROTOCOL, vec![answered(id, "weg damit")]);
        let no_right = kiso(7, &[25]);
        let first = store.push(&no_right, &push).await.unwrap();
        assert_eq!(first.receipts[0].verdict, Verdict::ToReview);
        assert_eq!(store.turn_down(&by, device(102), id, noon()).await, Err(AppError::NotFound));
        store.turn_down(&by, device(101), id, noon()).await.unwrap();
        assert!(store.waiting(&by).await.unwrap().is_empty());
        assert_eq!(store.turn_down(&by, device(101), id, noon()).await, Err(AppError::NotFound));
        let bodies: Vec<String> = store.rows(Query::read("SELECT VALUE body FROM change;")).await.unwrap();
        assert_eq!(bodies, [""]);
        // The device says it once more: it is there, and nothing waits again. It is told that it was thrown away.
        let again = store.push(&no_right, &push).await.unwrap();
        assert_eq!((first.device.turned_down, again.device.turned_down), (vec![], vec![1]));
        assert_eq!((again.receipts, again.device.received), (first.receipts, 1));
        assert!(store.waiting(&by).await.unwrap().is_empty());
    });
}
