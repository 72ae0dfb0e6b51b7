//! The port for sync, with the real client core on the other side: changes once each, one sequence, nothing of
//! respondents under a device.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{Days, TimeDelta};
use domain::{
    AppError, ErrorCode,
    access::{KiSo, Koordination, Member, Principal, Role, Scope},
    ids::{AccountId, DeviceId, ErhebungId, KitaId, QuestionnaireId, SubmissionId},
    people::{demo, port::DirectoryStore},
    questionnaires::{
        About, Answer, Cell, Erhebung, Methode, Place, QuestionId, QuestionnaireStore, SentSubmission, Sheet,
        Submission, VersionNumber, Workbook, Zielgruppe, import,
    },
    sync::{
        Change, ChangeKey, LocalState, LocalSubmission, Noted, Receipt, Record, Seen, Verdict,
        client::{Client, Lane, QueueHealth, Reply, Request, Stored, Trouble},
        port::SyncStore,
        protocol::{Check, Known, MAX_PAGE, Position, Pull, Push, StatusRequest},
    },
};
use store::{Sequencer, Store, internals::Query};
use tokio::task::JoinSet;
use uuid::Uuid;

const BOGEN: QuestionnaireId = QuestionnaireId::new(Uuid::from_u128(21));
pub const PROTOCOL: ErhebungId = ErhebungId::new(Uuid::from_u128(22));
pub const SURVEY: ErhebungId = ErhebungId::new(Uuid::from_u128(23));

fn who(role: Role, account: u128, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(account)), role, scope }
}

pub fn koordination() -> Koordination {
    who(Role::Koordination, 1, Scope::All).require().unwrap()
}

pub fn kiso(account: u128, kitas: &[u32]) -> KiSo {
    let kitas: Vec<KitaId> = kitas.iter().map(|number| demo::kita(*number)).collect();
    who(Role::KiSo, account, Scope::Kitas(kitas)).require().unwrap()
}

pub fn member(role: Role, account: u128) -> Member {
    who(role, account, Scope::Nothing).require().unwrap()
}

pub fn device(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

/// A protocol sheet and a survey of parents, both open in Kita 24.
pub async fn open_erhebungen(store: &Store) {
    let row = |cells: &[&str]| cells.iter().map(|cell| Cell::Text((*cell).into())).collect();
    let survey = vec![row(&["type", "name", "label"]), row(&["text", "frage", "Frage?"])];
    let settings = vec![row(&["form_title", "form_id"]), row(&["Bogen", "bogen"])];
    let sheet = |name: &str, rows: Vec<Vec<Cell>>| Sheet { name: name.into(), rows };
    let workbook = Workbook { sheets: vec![sheet("survey", survey), sheet("settings", settings)] };
    let definition = import(&workbook, None).expect("a workbook without faults").definition;
    let today = noon().date_naive();
    store.fill(&demo::directory(today), noon()).await.unwrap();
    store.save_draft(&koordination(), BOGEN, &definition, noon()).await.unwrap();
    store.publish(&koordination(), BOGEN, noon()).await.unwrap();
    for (id, zielgruppe) in [(PROTOCOL, Zielgruppe::Protokoll), (SURVEY, Zielgruppe::Eltern)] {
        let (kita, methode) = (demo::kita(24), Methode::Beobachtung);
        let (from, to, version) = (today, today + Days::new(13), VersionNumber(1));
        let erhebung = Erhebung {
            id,
            about: About::Kita(kita),
            from,
            to,
            methode,
            zielgruppe,
            questionnaire: BOGEN,
            version,
            asked: None,
        };
        store.create_erhebung(&koordination(), &erhebung, noon()).await.unwrap();
    }
}

/// The store, and the one sequencer that holds the lease.
pub struct Office {
    store: Store,
    pub sequencer: Sequencer,
}

impl Office {
    pub fn of(store: &Store) -> Self {
        Self { store: store.clone(), sequencer: Sequencer::new(store.clone()) }
    }
}

/// A device with the KiSo who uses it.
pub struct Tablet {
    by: KiSo,
    pub client: Client,
}

impl Tablet {
    pub fn new(number: u128, by: KiSo) -> Self {
        Self { by, client: Client::open(Stored::new(device(number))) }
    }

    pub fn does(&mut self, lane: Lane, erhebung: ErhebungId, change: Change) {
        let known = self.submission(change.submission());
        let base = known.map(|submission| submission.seen).unwrap_or_default();
        let writes = self.client.note(lane, erhebung, change, base).expect("a device in use");
        self.client.settle(&writes);
    }

    pub fn begins(&mut self, id: SubmissionId) {
        let change = Change::Started { submission: id, erhebung: PROTOCOL, day: noon().date_naive() };
        self.does(Lane::Shared, PROTOCOL, change);
    }

    fn answers(&mut self, id: SubmissionId, question: u32, value: &str) {
        let place = Place::of(QuestionId(question));
        self.does(Lane::Shared, PROTOCOL, Change::Answered { submission: id, place, value: value.into() });
    }

    pub fn submission(&self, id: SubmissionId) -> Option<LocalSubmission> {
        self.client.submissions().into_iter().find(|submission| submission.id == id)
    }

    /// Talks with the store until there is nothing left to say.
    pub async fn sync(&mut self, office: &Office) {
        let store = &office.store;
        self.client.tick();
        while let Some((token, request)) = self.client.ask() {
            match answer(store, &self.by, request).await {
                Ok(reply) => {
                    let writes = self.client.heard(token, &reply);
                    self.client.settle_reply(token, &reply, &writes);
                }
                Err(_) => self.client.failed(token, Trouble::Refused),
            }
            office.sequencer.place_all().await.unwrap();
        }
    }
}

async fn answer(store: &Store, by: &KiSo, request: Request) -> Result<Reply, AppError> {
    Ok(match request {
        Request::Status(status) => Reply::Status(store.status(by, &status).await?),
        Request::Push(push) => Reply::Push(store.push(by, &push).await?),
        Request::Pull(pull) => Reply::Pull(store.pull(by, &pull).await?),
        Request::Check(check) => Reply::Check(store.check(by, &check).await?),
        Request::Submit(sent) => {
            store.accept(by, &sent).await?;
            Reply::Submit(Receipt { submission: sent.id, hash: sent.hash })
        }
    })
}

pub fn random_id() -> SubmissionId {
    SubmissionId::new(Uuid::new_v4())
}

pub fn content(value: &str) -> Submission {
    let answer = Answer { place: Place::of(QuestionId(1)), name: "frage".into(), value: value.into() };
    Submission { answers: vec![answer], ..Submission::default() }
}

/// Changes of a device from the first on, without a client.
pub fn push(number: u128, erhebung: ErhebungId, changes: Vec<Change>) -> Push {
    let sent = |(seq, change)| {
        let key = ChangeKey { device: device(number), seq };
        Record::new(key, erhebung, &Noted { change, base: Seen::default(), follows: 0 }).sent(key)
    };
    Push { device: device(number), known: None, changes: (1..).zip(changes).map(sent).collect() }
}

pub fn answered(id: SubmissionId, value: &str) -> Change {
    Change::Answered { submission: id, place: Place::of(QuestionId(1)), value: value.into() }
}

pub async fn count(store: &Store, text: &'static str) -> i64 {
    store.value(Query::read(text)).await.unwrap()
}

const CHANGES: &str = "RETURN array::len((SELECT VALUE id FROM change));";

#[test]
fn what_one_device_types_every_device_of_the_kita_reads() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let (mut one, mut other) = (Tablet::new(101, kiso(7, &[24])), Tablet::new(102, kiso(8, &[24, 25])));
        let mut elsewhere = Tablet::new(103, kiso(9, &[25]));
        let id = random_id();
        one.begins(id);
        one.answers(id, 1, "a");
        one.sync(&office).await;
        assert_eq!((one.client.waiting(), one.client.health()), (0, QueueHealth::Empty));
        other.sync(&office).await;
        elsewhere.sync(&office).await;
        assert_eq!(other.submission(id), one.submission(id));
        assert!(elsewhere.client.submissions().is_empty(), "another Kita's");

        one.answers(id, 1, "b");
        other.answers(id, 1, "c");
        for _ in 0..2 {
            one.sync(&office).await;
            other.sync(&office).await;
        }
        assert_eq!(one.submission(id), other.submission(id));
        assert_eq!(one.submission(id).map(|submission| submission.conflicts.len()), Some(1), "both are kept");
    });
}

/// S6: twenty posts of the same at once, and of twenty devices at once: exactly one row for each change.
#[test]
fn s06_parallel_posts_store_one_row_each() {
    on_each_engine(|Stage { store, engine, .. }| async move {
        open_erhebungen(&store).await;
        let by = kiso(7, &[24]);
        let changes: Vec<_> = (0..20).map(|number| answered(random_id(), &number.to_string())).collect();
        let mut posts = JoinSet::new();
        for post in 0..40 {
            // Twenty times the same device, and twenty devices of one account.
            let push = push(if post < 20 { 200 } else { 200 + post }, PROTOCOL, changes.clone());
            let (store, by) = (store.clone(), by.clone());
            posts.spawn(async move { store.push(&by, &push).await });
        }
        for reply in posts.join_all().await {
            let reply = reply.unwrap();
            assert_eq!((reply.receipts.len(), reply.device.received, reply.incident), (20, 20, None), "on {engine}");
        }
        assert_eq!(count(&store, CHANGES).await, 21 * 20, "on {engine}");

        // Two sequencers at once: one holds the lease, and no place is given twice or left out.
        let sequencers = [Sequencer::new(store.clone()), Sequencer::new(store.clone())];
        let (one, other) = tokio::join!(sequencers[0].place_all(), sequencers[1].place_all());
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
        assert_eq!(crate::sequence::numbers(&store).await, (1..=21 * 20).collect::<Vec<_>>(), "on {engine}");
        let seqs = crate::sequence::of_device(&store, device(200)).await;
        assert_eq!(seqs, (1..=20).collect::<Vec<_>>(), "the device's order, on {engine}");
    });
}

/// S3: pages of a pull at their edge, against the database.
#[test]
fn s03_a_page_and_one_more() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let mut writer = Tablet::new(101, kiso(7, &[24]));
        let id = random_id();
        writer.begins(id);
        (0..MAX_PAGE as u32).for_each(|question| writer.answers(id, question, "x"));
        writer.sync(&office).await;
        let mut reader = Tablet::new(102, kiso(8, &[24]));
        reader.sync(&office).await;
        assert_eq!(reader.client.entries().count(), MAX_PAGE + 1);
        assert_eq!(reader.submission(id), writer.submission(id));
    });
}

#[test]
fn other_content_under_a_number_is_an_incident_and_overwrites_nothing() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let (by, id) = (kiso(7, &[24]), random_id());
        store.push(&by, &push(101, PROTOCOL, vec![answered(id, "erst")])).await.unwrap();
        let other = push(101, PROTOCOL, vec![answered(id, "anders"), answered(id, "danach")]);
        let reply = store.push(&by, &other).await.unwrap();
        assert_eq!((reply.incident, reply.receipts.len(), reply.device.received), (Some(1), 0, 1));
        let bodies: Vec<String> = store.rows(Query::read("SELECT VALUE body FROM change;")).await.unwrap();
        assert!(bodies.len() == 1 && bodies[0].contains("erst"));
        assert_eq!(count(&store, "RETURN array::len((SELECT VALUE id FROM change_incident));").await, 1);

        let mut gap = push(101, PROTOCOL, vec![answered(id, "a"), answered(id, "b"), answered(id, "c")]);
        gap.changes.drain(..2);
        let fault = AppError::field("changes", ErrorCode::WrongFileShape);
        assert_eq!(store.push(&by, &gap).await, Err(fault));
    });
}

/// No table tells of a respondent's answer under which device or account it was given, or when: the finished submission
/// has a random id and a day, and what a faulty device sends as changes leaves its number and nothing else.
#[test]
fn nothing_of_a_respondent_lies_under_a_device() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let mut tablet = Tablet::new(101, kiso(7, &[24]));
        let id = random_id();
        let day = noon().date_naive();
        tablet.does(Lane::Anonymous, SURVEY, Change::Started { submission: id, erhebung: SURVEY, day });
        tablet.does(Lane::Anonymous, SURVEY, answered(id, "unverwechselbar"));
        let sent = SentSubmission::new(id, SURVEY, day, content("unverwechselbar"));
        tablet.does(Lane::Anonymous, SURVEY, Change::Finished { sent: sent.clone() });
        let faulty = push(102, SURVEY, vec![answered(id, "unverwechselbar"), Change::Finished { sent }]);
        let reply = store.push(&tablet.by, &faulty).await.unwrap();
        assert!(reply.receipts.iter().all(|receipt| receipt.verdict == Verdict::Refused));
        assert_eq!(reply.device.refused, [1, 2]);
        assert_eq!(store.push(&tablet.by, &faulty).await.unwrap().receipts, reply.receipts);
        tablet.sync(&office).await;
        tablet.sync(&office).await;
        assert_eq!(tablet.submission(id).map(|submission| submission.state), Some(LocalState::Arrived));

        let tables: Vec<String> = store.schema().await.unwrap().into_keys().collect();
        let mut found = Vec::new();
        for table in tables {
            let query =
                Query::read("SELECT VALUE <string> $this FROM type::table($table);").bind("table", table.clone());
            let rows: Vec<String> = store.rows(query).await.unwrap();
            let tells = |row: &&String| row.contains("unverwechselbar") || row.contains(&id.to_string());
            found.extend(rows.iter().filter(tells).map(|row| (table.clone(), row.clone())));
        }
        let [(table, row)] = &found[..] else { panic!("{found:?}") };
        assert_eq!(table, "submission");
        let account = AccountId::new(Uuid::from_u128(7)).to_string();
        let device = device(101).to_string();
        for telling in [account.as_str(), device.as_str(), "T12:", "12:00"] {
            assert!(!row.contains(telling), "{telling} in {row}");
        }
    });
}

#[test]
fn without_the_right_a_change_waits_and_after_a_revocation_it_is_put_apart() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let (mut tablet, id) = (Tablet::new(101, kiso(7, &[24])), random_id());
        tablet.begins(id);
        tablet.sync(&office).await;
        // The right has ended since: stored, and read by nobody.
        tablet.by = kiso(7, &[25]);
        tablet.answers(id, 1, "unterwegs");
        tablet.sync(&office).await;
        assert_eq!(tablet.client.waiting(), 0);
        let mut reader = Tablet::new(102, kiso(8, &[24]));
        reader.sync(&office).await;
        assert_eq!(reader.submission(id).map(|submission| submission.draft.answers.len()), Some(0));

        // The Koordination has looked at it.
        let waiting = store.waiting(&koordination()).await.unwrap();
        let found: Vec<_> = waiting.iter().map(|one| (one.device, one.submission, one.erhebung, one.count)).collect();
        assert_eq!(found, [(device(101), id, Some(PROTOCOL), 1)]);
        assert_eq!(store.look(&koordination(), device(102), id, noon()).await, Err(AppError::NotFound));
        let content = store.look(&koordination(), device(101), id, noon()).await.unwrap();
        assert_eq!((content.erhebung, content.changes.len()), (Some(PROTOCOL), 1));
        let read = Noted::read(&content.changes[0].body).map(|noted| noted.change);
        assert_eq!(read, Some(answered(id, "unterwegs")));
        let looks = "RETURN array::len((SELECT VALUE id FROM audit WHERE action = 'sync.look'));";
        assert_eq!(count(&store, looks).await, 1, "noted, and only where something waits");
        assert_eq!(store.let_in(&koordination(), device(102), id, noon()).await, Err(AppError::NotFound));
        store.let_in(&koordination(), device(101), id, noon()).await.unwrap();
        assert!(store.waiting(&koordination()).await.unwrap().is_empty());
        office.sequencer.place_all().await.unwrap();
        reader.sync(&office).await;
        assert_eq!(reader.submission(id).map(|submission| submission.draft.answers.len()), Some(1));

        // Somebody else's device cannot be revoked, or used.
        let stranger = member(Role::KiSo, 8);
        assert_eq!(store.revoke(&stranger, device(101), noon()).await, Err(AppError::NotFound));
        let status = StatusRequest { device: device(101), known: None };
        assert_eq!(store.status(&kiso(8, &[24]), &status).await, Err(AppError::Forbidden));
        store.revoke(&member(Role::KiSo, 7), device(101), noon()).await.unwrap();
        store.revoke(&member(Role::Koordination, 1), device(102), noon()).await.unwrap();
        let listed = async |by: Member| -> Vec<(DeviceId, bool)> {
            let devices = store.devices(&by).await.unwrap();
            devices.into_iter().map(|one| (one.id, one.revoked_at.is_some())).collect()
        };
        assert_eq!(listed(member(Role::KiSo, 7)).await, [(device(101), true)], "one's own only");
        assert_eq!(listed(member(Role::Koordination, 1)).await.len(), 2);
        assert_eq!(listed(member(Role::KitaLeitung, 9)).await, []);
        tablet.answers(id, 2, "danach");
        tablet.sync(&office).await;
        assert!(tablet.client.stored().wiped, "delivered, then deleted");
        let verdicts: Vec<String> =
            store.rows(Query::read("SELECT VALUE verdict FROM change ORDER BY id;")).await.unwrap();
        assert_eq!(verdicts, ["accepted", "accepted", "quarantined"]);
    });
}

#[test]
fn a_finished_protocol_counts_once_its_hash_was_computed_again() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let (mut tablet, id) = (Tablet::new(101, kiso(7, &[24])), random_id());
        tablet.begins(id);
        let sent = SentSubmission::new(id, PROTOCOL, noon().date_naive(), content("fertig"));
        tablet.does(Lane::Shared, PROTOCOL, Change::Finished { sent: sent.clone() });
        tablet.sync(&office).await;
        assert_eq!(tablet.submission(id).map(|submission| submission.state), Some(LocalState::Arrived));
        let forged =
            SentSubmission { hash: sent.hash, ..SentSubmission::new(random_id(), PROTOCOL, sent.day, content("x")) };
        let push = push(103, PROTOCOL, vec![Change::Finished { sent: forged }]);
        let reply = store.push(&tablet.by, &push).await.unwrap();
        assert_eq!(reply.receipts[0].verdict, Verdict::ToReview);
        assert_eq!(count(&store, "RETURN array::len((SELECT VALUE id FROM submission));").await, 1);
    });
}

/// S2: a device notices a server whose past is another one, by the epoch and by the link.
#[test]
fn s02_a_server_with_another_past_is_noticed() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let (mut tablet, id) = (Tablet::new(101, kiso(7, &[24])), random_id());
        tablet.begins(id);
        tablet.sync(&office).await;
        tablet.sync(&office).await;
        let known = tablet.client.stored().known.clone().unwrap();
        assert_eq!(known.head.number, 1);
        let ask = async |known: Known| {
            let status = StatusRequest { device: device(101), known: Some(known) };
            store.status(&tablet.by, &status).await.unwrap().server.lineage_kept
        };
        assert!(ask(known.clone()).await);
        let link = Position { link: "anders".into(), ..known.head.clone() };
        assert!(!ask(Known { head: link.clone(), ..known.clone() }).await);
        assert!(!ask(Known { head: Position { number: 2, ..known.head.clone() }, ..known.clone() }).await);
        assert!(!ask(Known { epoch: "anders".into(), ..known.clone() }).await);
        let pull = Pull { device: device(101), known: Some(known), after: link };
        assert!(!store.pull(&tablet.by, &pull).await.unwrap().server.lineage_kept);

        // Put back to nothing: the device offers everything again.
        store
            .run(Query::write(
                "DELETE change; DELETE change_span; DELETE device;
            UPDATE change_head SET number = 0, link = '' RETURN NONE;",
            ))
            .await
            .unwrap();
        tablet.sync(&office).await;
        tablet.sync(&office).await;
        assert_eq!((count(&store, CHANGES).await, tablet.client.waiting()), (1, 0));
    });
}

#[test]
fn after_fourteen_days_the_device_lets_go() {
    on_each_engine(|Stage { store, clock, .. }| async move {
        open_erhebungen(&store).await;
        let office = Office::of(&store);
        let (mut tablet, id) = (Tablet::new(101, kiso(7, &[24])), random_id());
        tablet.begins(id);
        tablet.sync(&office).await;
        tablet.answers(id, 1, "a");
        tablet.sync(&office).await;
        clock.forward(TimeDelta::days(13));
        tablet.sync(&office).await;
        assert_eq!(tablet.client.stored().shared.records.len(), 2, "sealed until it is backed up");
        clock.forward(TimeDelta::days(2));
        tablet.sync(&office).await;
        let left: Vec<u32> = tablet.client.stored().shared.records.keys().copied().collect();
        assert!(!left.contains(&1), "{left:?}");
        assert_eq!(tablet.submission(id).map(|submission| submission.draft.answers.len()), Some(1), "read back");
    });
}

#[test]
fn a_check_tells_what_is_held_with_exactly_this_content() {
    on_each_engine(|Stage { store, .. }| async move {
        open_erhebungen(&store).await;
        let by = kiso(7, &[24]);
        let sent = SentSubmission::new(random_id(), SURVEY, noon().date_naive(), content("a"));
        store.accept(&by, &sent).await.unwrap();
        let held = Receipt { submission: sent.id, hash: sent.hash };
        let other = Receipt { submission: sent.id, hash: "anders".into() };
        let unknown = Receipt { submission: random_id(), hash: held.hash.clone() };
        let check = Check { known: None, submissions: vec![other, unknown, held.clone()] };
        assert_eq!(store.check(&by, &check).await.unwrap().held, [held]);
    });
}
