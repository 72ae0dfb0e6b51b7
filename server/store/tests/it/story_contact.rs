//! When a device was here, and up to where the sequence counts as backed up: what every reply of sync needs and what therefore
//! is not read or written each time.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_sync::{PROTOCOL, answered, device, kiso, koordination, member, open_erhebungen, push, random_id},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError,
    access::Role,
    sync::{
        ChangeKey, change_hash,
        port::SyncStore,
        protocol::{Known, Position, Pull, Push, SentChange, StatusRequest},
    },
};
use store::{
    Sequencer, Store,
    internals::{MIGRATIONS, Query},
};
use surrealdb::types::RecordId;

/// Nobody else has one in these stories.
async fn last_contact(store: &Store) -> DateTime<Utc> {
    store.devices(&member(Role::Koordination, 1)).await.unwrap()[0].last_contact
}

#[test]
fn a_push_tells_that_the_device_was_here_whether_or_not_it_brings_anything() {
    on_each_engine(|Stage { store, clock, .. }| async move {
        open_erhebungen(&store).await;
        let (by, id) = (kiso(7, &[24]), random_id());
        let first = push(101, PROTOCOL, vec![answered(id, "a")]);
        store.push(&by, &first).await.unwrap();
        assert_eq!(last_contact(&store).await, noon());

        // With new changes it stands in their transaction.
        clock.forward(TimeDelta::minutes(5));
        let both = push(101, PROTOCOL, vec![answered(id, "a"), answered(id, "b")]);
        assert_eq!(store.push(&by, &both).await.unwrap().device.received, 2);
        assert_eq!(last_contact(&store).await, noon() + TimeDelta::minutes(5));

        // The same again brings nothing, and is a contact all the same; so are the other requests.
        clock.forward(TimeDelta::minutes(5));
        assert_eq!(store.push(&by, &both).await.unwrap().receipts.len(), 2);
        assert_eq!(last_contact(&store).await, noon() + TimeDelta::minutes(10));
        clock.forward(TimeDelta::minutes(5));
        store.status(&by, &StatusRequest { device: device(101), known: None }).await.unwrap();
        assert_eq!(last_contact(&store).await, noon() + TimeDelta::minutes(15));

        // Within the minute nothing is written; and to another account it is forbidden at any time.
        clock.forward(TimeDelta::seconds(30));
        store.status(&by, &StatusRequest { device: device(101), known: None }).await.unwrap();
        assert_eq!(last_contact(&store).await, noon() + TimeDelta::minutes(15));
        let stranger = kiso(8, &[24]);
        for minutes in [0, 5] {
            clock.forward(TimeDelta::minutes(minutes));
            assert_eq!(store.push(&stranger, &both).await, Err(AppError::Forbidden));
            let status = StatusRequest { device: device(101), known: None };
            assert_eq!(store.status(&stranger, &status).await, Err(AppError::Forbidden));
        }
        assert_eq!(last_contact(&store).await, noon() + TimeDelta::minutes(15));
    });
}

/// What a revoked device delivers is brought by whoever found it: not a contact of its owner.
#[test]
fn a_delivery_without_login_is_no_contact() {
    on_each_engine(|Stage { store, clock, .. }| async move {
        open_erhebungen(&store).await;
        let (by, id) = (kiso(7, &[24]), random_id());
        store.push(&by, &push(101, PROTOCOL, vec![answered(id, "a")])).await.unwrap();
        store.revoke(&member(Role::KiSo, 7), device(101), noon()).await.unwrap();
        clock.forward(TimeDelta::minutes(5));
        let both = push(101, PROTOCOL, vec![answered(id, "a"), answered(id, "b")]);
        assert_eq!(store.quarantine(&both).await, Ok(2));
        assert_eq!(store.quarantine(&both).await, Ok(2), "again");
        assert_eq!(last_contact(&store).await, noon());
        assert_eq!(store.quarantine(&push(102, PROTOCOL, Vec::new())).await, Err(AppError::NotFound));
    });
}

/// Numbers that no device sends are refused as before, however far they reach, and so is an empty push accepted.
#[test]
fn a_push_of_any_numbers_is_judged() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let by = kiso(7, &[24]);
        let sent = |seq: u32| {
            let key = ChangeKey { device: device(101), seq };
            SentChange { seq, erhebung: None, body: String::new(), hash: change_hash(key, None, "") }
        };
        let with = |numbers: &[u32]| Push {
            device: device(101),
            known: None,
            changes: numbers.iter().map(|seq| sent(*seq)).collect(),
        };
        assert_eq!(store.push(&by, &with(&[])).await.unwrap().device.received, 0);
        let faulty: [&[u32]; 5] = [&[2, 1], &[1, u32::MAX], &[u32::MAX], &[0], &[1, 1]];
        for numbers in faulty {
            let refused = store.push(&by, &with(numbers)).await;
            assert!(matches!(refused, Err(AppError::Invalid(_))), "{numbers:?}: {refused:?}");
        }
        assert_eq!(store.push(&by, &with(&[1, 2, 3])).await.unwrap().device.received, 3);
        // Part of it is there already.
        let reply = store.push(&by, &with(&[2, 3, 4])).await.unwrap();
        assert_eq!((reply.device.received, reply.receipts.len(), reply.incident), (4, 3, None));
    });
}

/// The answer that is given again for a minute is checked against the database each time: a backup that was put back, by
/// whichever process, is told at once.
#[test]
fn what_counts_as_backed_up_is_never_beyond_what_is_there() {
    on_each_engine(|Stage { store, clock, .. }| async move {
        open_erhebungen(&store).await;
        let (by, id, sequencer) = (kiso(7, &[24]), random_id(), Sequencer::new(store.clone()));
        let backed_up = async || {
            let status = StatusRequest { device: device(101), known: None };
            store.status(&by, &status).await.unwrap().server.backed_up_through
        };
        store.push(&by, &push(101, PROTOCOL, vec![answered(id, "a"), answered(id, "b")])).await.unwrap();
        sequencer.place_all().await.unwrap();
        assert_eq!(backed_up().await, 0);
        clock.forward(TimeDelta::days(15));
        assert_eq!(backed_up().await, 2);
        // Kept, and still true when the sequence has grown.
        let more = push(101, PROTOCOL, vec![answered(id, "a"), answered(id, "b"), answered(id, "c")]);
        assert_eq!(store.push(&by, &more).await.unwrap().server.backed_up_through, 2);
        sequencer.place_all().await.unwrap();
        assert_eq!(backed_up().await, 2);

        // Another past under the same numbers, and then none.
        store.run(Query::write("DELETE change_span:3 RETURN NONE;")).await.unwrap();
        assert_eq!(backed_up().await, 2);
        store.run(Query::write("DELETE change_span:2 RETURN NONE;")).await.unwrap();
        assert_eq!(backed_up().await, 0);
        store.run(Query::write("DELETE change_span RETURN NONE;")).await.unwrap();
        assert_eq!(backed_up().await, 0);
    });
}

/// A page is read as a range: every edge of it, and nothing where nothing is new.
#[test]
fn a_page_holds_what_comes_after_and_nothing_else() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (by, id, sequencer) = (kiso(7, &[24]), random_id(), Sequencer::new(store.clone()));
        let values: Vec<String> = (0..12).map(|number| number.to_string()).collect();
        // Records of one, one, three and seven places.
        for sent in [1, 2, 5, 12] {
            let changes = values[..sent].iter().map(|value| answered(id, value)).collect();
            store.push(&by, &push(101, PROTOCOL, changes)).await.unwrap();
            sequencer.place_all().await.unwrap();
        }
        let page = async |after: Position| {
            let pull = Pull { device: device(101), known: None, after };
            store.pull(&by, &pull).await.unwrap()
        };
        let all = page(Position::default()).await;
        assert_eq!(all.changes.iter().map(|change| change.seq).collect::<Vec<_>>(), (1..=12).collect::<Vec<_>>());
        assert_eq!((all.through.number, all.more), (12, false));
        let links: Vec<String> =
            store.rows(Query::read("SELECT VALUE links FROM change_span ORDER BY id;")).await.unwrap();
        let links = links.concat();
        assert_eq!(links.len(), 12 * 64);
        for number in 1..=12_u64 {
            let link = links[(number as usize - 1) * 64..][..64].to_owned();
            let rest = page(Position { number, link: link.clone() }).await;
            let known = Known { epoch: all.server.epoch.clone(), head: Position { number, link } };
            let status = StatusRequest { device: device(101), known: Some(known) };
            assert!(store.status(&by, &status).await.unwrap().server.lineage_kept, "the link of {number} is found");
            let seqs: Vec<u64> = rest.changes.iter().map(|change| u64::from(change.seq)).collect();
            assert_eq!(seqs, (number + 1..=12).collect::<Vec<_>>());
            assert_eq!(rest.through, all.through);
        }
    });
}

/// Changes as they stood when they repeated their keys.
const CHANGES_OF_BEFORE: &str = "
    DEFINE FIELD OVERWRITE body ON change TYPE string;
    DEFINE FIELD device ON change TYPE option<record<device>>;
    DEFINE FIELD seq ON change TYPE option<int>;
    DEFINE FIELD received_at ON change TYPE option<datetime>;
    UPDATE change SET
        device = type::record('device', record::id(id)[0]), seq = record::id(id)[1], received_at = $at
        RETURN NONE;
";

pub fn migration(name: &str) -> Query {
    Query::write(MIGRATIONS.iter().find(|migration| migration.name == name).unwrap().text)
}

/// A place as it stood before the sequence had a record for each batch.
const PLACE_OF_BEFORE: &str = "
    CREATE type::record('change_place', $number) CONTENT {
        change: (SELECT VALUE id FROM change WHERE seq = $number)[0], link: $link, placed_at: $at
    } RETURN NONE;
";

#[test]
fn a_sequence_from_before_is_the_same_one_and_goes_on() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (by, id, sequencer) = (kiso(7, &[24]), random_id(), Sequencer::new(store.clone()));
        let send = async |count: usize| {
            let changes = ["a", "b", "c", "d"][..count].iter().map(|value| answered(id, value)).collect();
            store.push(&by, &push(101, PROTOCOL, changes)).await.unwrap();
            sequencer.place_all().await.unwrap();
        };
        let read = async |after: Position| {
            let page = store.pull(&by, &Pull { device: device(101), known: None, after }).await.unwrap();
            (page.changes, page.through)
        };
        send(3).await;
        let before = read(Position::default()).await;
        assert_eq!((before.0.len(), before.1.number), (3, 3));

        let links: Vec<String> =
            store.rows(Query::read("SELECT VALUE links FROM change_span ORDER BY id;")).await.unwrap();
        let links = links.concat();
        let undone = "REMOVE TABLE change_span; DEFINE TABLE change_place SCHEMALESS;";
        store.run(Query::write(undone)).await.unwrap();
        store.run(Query::write(CHANGES_OF_BEFORE).bind("at", noon())).await.unwrap();
        for number in 1..=3_usize {
            let link = links[(number - 1) * 64..][..64].to_owned();
            let place = Query::write(PLACE_OF_BEFORE).bind("number", number as i64).bind("link", link);
            store.run(place.bind("at", noon())).await.unwrap();
        }
        for name in ["0055_change_span", "0058_change_key"] {
            store.run(migration(name)).await.unwrap();
        }

        assert_eq!(read(Position::default()).await, before);
        send(4).await;
        let (new, through) = read(before.1).await;
        assert_eq!((new.iter().map(|change| change.seq).collect::<Vec<_>>(), through.number), (vec![4], 4));
    });
}

/// What was accepted keeps what it had and is read; what waits loses it, because it is written once more.
#[test]
fn changes_that_repeat_their_keys_are_read_let_in_and_turned_down() {
    const LEFT: &str = "SELECT VALUE seq FROM change WHERE verdict != 'accepted' AND seq IS NOT NONE ORDER BY id;";
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (by, no_right, sequencer) = (kiso(7, &[24]), kiso(8, &[25]), Sequencer::new(store.clone()));
        let office = koordination();
        let (accepted, let_in, turned_down) = (random_id(), random_id(), random_id());
        let sent = push(101, PROTOCOL, vec![answered(accepted, "a"), answered(accepted, "b")]);
        store.push(&by, &sent).await.unwrap();
        let waiting = push(102, PROTOCOL, vec![answered(let_in, "c"), answered(turned_down, "d")]);
        store.push(&no_right, &waiting).await.unwrap();

        store.run(Query::write(CHANGES_OF_BEFORE).bind("at", noon())).await.unwrap();
        assert_eq!(store.rows::<i64>(Query::read(LEFT)).await.unwrap(), [1, 2]);
        store.run(migration("0058_change_key")).await.unwrap();
        assert!(store.rows::<i64>(Query::read(LEFT)).await.unwrap().is_empty());

        // Sent again they are known, and the Koordination reads and decides.
        assert_eq!(store.push(&by, &sent).await.unwrap().receipts.len(), 2);
        let content = store.look(&office, device(102), let_in, noon()).await.unwrap();
        assert_eq!(content.changes.iter().map(|change| change.seq).collect::<Vec<_>>(), [1]);
        store.let_in(&office, device(102), let_in, noon()).await.unwrap();
        store.turn_down(&office, device(102), turned_down, noon()).await.unwrap();
        assert!(store.waiting(&office).await.unwrap().is_empty());
        sequencer.place_all().await.unwrap();
        let pull = Pull { device: device(101), known: None, after: Position::default() };
        let page = store.pull(&by, &pull).await.unwrap();
        let keys = page.changes.iter().map(|change| (change.device, change.seq));
        assert_eq!(keys.collect::<Vec<_>>(), [(device(101), 1), (device(101), 2), (device(102), 1)]);
        let again = store.push(&no_right, &waiting).await.unwrap();
        assert_eq!((again.receipts.len(), again.device.turned_down, again.incident), (2, vec![2], None));
    });
}

/// An entry of the queue as it stood before its hashes were one text.
const MARK_OF_BEFORE: &str = "
    CREATE $id CONTENT { device: $device, seqs: [1, 2, 3], hashes: $hashes } RETURN NONE;
";

#[test]
fn an_entry_of_the_queue_from_before_is_placed() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (by, sequencer) = (kiso(7, &[24]), Sequencer::new(store.clone()));
        let changes = ["a", "b", "c"].iter().map(|value| answered(random_id(), value)).collect();
        store.push(&by, &push(101, PROTOCOL, changes)).await.unwrap();

        let ids: Vec<RecordId> = store.rows(Query::read("SELECT VALUE id FROM change_mark;")).await.unwrap();
        let hashes = "SELECT VALUE string::split(hashes, ' ') FROM ONLY change_mark LIMIT 1;";
        let hashes: Vec<String> = store.value(Query::read(hashes)).await.unwrap();
        let devices: Vec<RecordId> = store.rows(Query::read("SELECT VALUE device FROM change_mark;")).await.unwrap();
        assert_eq!((ids.len(), devices.len(), hashes.len()), (1, 1, 3));
        store.run(Query::write("REMOVE TABLE change_mark; DEFINE TABLE change_mark SCHEMALESS;")).await.unwrap();
        let mark = Query::write(MARK_OF_BEFORE).bind("id", ids[0].clone()).bind("device", devices[0].clone());
        store.run(mark.bind("hashes", hashes)).await.unwrap();
        store.run(migration("0057_mark_texts")).await.unwrap();

        assert_eq!(sequencer.place_all().await.unwrap(), 3);
        let pull = Pull { device: device(101), known: None, after: Position::default() };
        let page = store.pull(&by, &pull).await.unwrap();
        assert_eq!(page.changes.iter().map(|change| change.seq).collect::<Vec<_>>(), [1, 2, 3]);
        assert_eq!(page.through.number, 3);
    });
}
