//! One row that cannot be read hides nothing of the others: in lists and calendars, in the statistics of a year, among tasks
//! and minutes.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, koordination, person, plan},
};
use chrono::Days;
use domain::{
    AppError,
    access::{Principal, Registrant, Right, Role, Scope},
    accounts::Email,
    events::{
        Attendance, EventPlan, Format, Party, PersonKey,
        attendance::{Marking, Session},
        listed::of_year,
        minutes::{Item, MinutesDraft, TaskDraft},
        port::{AttendanceStore, EventStore, MinutesStore, RegistrationOutcome},
        rules::Registrar,
    },
    ids::{AccountId, EventId},
};
use store::internals::{Query, Ref};
use uuid::Uuid;

/// A quarter after the meeting whose rows are damaged.
const OTHER: EventId = EventId::new(Uuid::from_u128(8));

/// What breaks a row of the first meeting, and what makes it whole.
type Damage = (&'static str, &'static str);

const EVENT: Damage = (
    "UPDATE event SET format = 'unlesbar' WHERE id = $event RETURN NONE;",
    "UPDATE event SET format = 'sozialraumteamtreffen' RETURN NONE;",
);

/// Of somebody else than the person who reads the own minutes.
const REGISTRATION: Damage = (
    "UPDATE registration SET status = 'unlesbar' WHERE event = $event AND email = 'person2@beispiel.de' RETURN NONE;",
    "UPDATE registration SET status = 'angemeldet' RETURN NONE;",
);

/// Of the person who reads the own minutes.
const OWN_REGISTRATION: Damage = (
    "UPDATE registration SET status = 'unlesbar' WHERE event = $event AND email = 'person1@beispiel.de' RETURN NONE;",
    "UPDATE registration SET status = 'angemeldet' RETURN NONE;",
);

/// As [`REGISTRATION`], of which it is still known that a seat is taken.
const SEATED: &str =
    "UPDATE registration SET funktion = 'unlesbar' WHERE event = $event AND email = 'person2@beispiel.de' RETURN NONE;";

const MARK: Damage = (
    "UPDATE attendance SET attendance = 'unlesbar' WHERE event = $event RETURN NONE;",
    "UPDATE attendance SET attendance = 'anwesend' RETURN NONE;",
);

const MINUTES: Damage = (
    "UPDATE minutes SET revision = -1 WHERE event = $event RETURN NONE;",
    "UPDATE minutes SET revision = 1 RETURN NONE;",
);

const TASK: Damage = (
    "UPDATE task SET until = 'unlesbar' WHERE event = $event RETURN NONE;",
    "UPDATE task SET until = NONE RETURN NONE;",
);

/// Two meetings with two people, attendance of the first day, and minutes that were sent.
async fn two_meetings_with_minutes(stage: &Stage) {
    let (by, store) = (koordination(), &stage.store);
    for (id, later) in [(SEMINAR, 0), (OTHER, 91)] {
        let mut plan = EventPlan { format: Format::Sozialraumteamtreffen, ..plan(5) };
        plan.days.iter_mut().for_each(|one| one.date = one.date + Days::new(later));
        store.create(&by, id, &plan, noon()).await.expect("a new event");
        for number in [1, 2] {
            let party = Party::Single(person(number));
            let outcome = store.register(Registrar::Guest, id, &party, noon()).await;
            assert_eq!(outcome, Ok(RegistrationOutcome::Registered));
        }
        // The second day.
        let now = noon() + Days::new(44 + later);
        let session = Session::of(&plan.days[0]);
        let marking =
            Marking { person: PersonKey::of(id, &person(1).email), session, attendance: Some(Attendance::Anwesend) };
        store.enter(&by, id, &[marking], now).await.expect("attendance");
        let item = Item { topic: "Sommerfest".into(), result: None, decision: None };
        let task = TaskDraft { what: "Saal".into(), who: "Kim".into(), until: None };
        let draft = MinutesDraft { items: vec![item], tasks: vec![(None, task)] };
        store.save_minutes(&by, id, &draft, 0, now).await.expect("a draft");
        assert_eq!(store.send_minutes(&by, id, 1, now).await, Ok(2));
    }
}

async fn run(stage: &Stage, statement: &'static str) {
    stage.store.run(Query::write(statement).bind("event", Ref(SEMINAR))).await.expect("a statement");
}

#[test]
fn the_statistics_of_a_year_lack_an_event_that_cannot_be_read_and_name_it() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let read = async || {
            let year = stage.store.year_of_events(&koordination(), 2026).await.expect("a year");
            let ids: Vec<_> = year.sheets.iter().map(|sheet| sheet.event.id).collect();
            (ids, year.unreadable)
        };
        assert_eq!(read().await, (vec![SEMINAR, OTHER], vec![]));
        for (damage, repair) in [EVENT, REGISTRATION, MARK] {
            run(&stage, damage).await;
            assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]), "{damage}");
            run(&stage, repair).await;
        }
        assert_eq!(read().await, (vec![SEMINAR, OTHER], vec![]));
    });
}

#[test]
fn own_minutes_are_there_without_those_that_cannot_be_read() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let member: Registrant = koordination().principal().require().expect("the Koordination may register people");
        let email = Email::parse("email", "person1@beispiel.de").expect("an address");
        let read = async || {
            let own = stage.store.own_minutes(&member, &email).await.expect("minutes");
            let ids: Vec<_> = own.meetings.iter().map(|meeting| meeting.sheet.event.id).collect();
            assert!(own.meetings.iter().all(|meeting| meeting.tasks.len() == 1));
            (ids, own.unreadable.into_iter().collect::<Vec<_>>())
        };
        assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]), "the latest first");
        for (damage, repair) in [EVENT, REGISTRATION, OWN_REGISTRATION, MARK, MINUTES, TASK] {
            run(&stage, damage).await;
            assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]), "{damage}");
            run(&stage, repair).await;
        }
        assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]));
        // Where nothing was sent, nothing is missing, whatever becomes of the registration.
        run(&stage, OWN_REGISTRATION.0).await;
        run(&stage, "UPDATE minutes SET sendings = 0 WHERE event = $event RETURN NONE;").await;
        assert_eq!(read().await, (vec![OTHER], vec![]));
    });
}

#[test]
fn own_events_are_there_without_those_that_cannot_be_read() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let member: Registrant = koordination().principal().require().expect("the Koordination may register people");
        let email = Email::parse("email", "person1@beispiel.de").expect("an address");
        let read = async || {
            let own = stage.store.mine(&member, &email).await.expect("own events");
            let ids: Vec<_> = own.events.iter().map(|linked| linked.event.id).collect();
            (ids, own.unreadable.into_iter().collect::<Vec<_>>())
        };
        for (damage, repair) in [EVENT, OWN_REGISTRATION] {
            assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]), "the latest first");
            run(&stage, damage).await;
            assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]), "{damage}");
            run(&stage, repair).await;
        }
        run(&stage, REGISTRATION.0).await;
        assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]), "of others nothing is shown");
        // Of the other half it is.
        let other = PersonKey::of(SEMINAR, &person(2).email);
        let pair = Query::write(
            "UPDATE registration SET partner = $other WHERE event = $event AND email = 'person1@beispiel.de' RETURN NONE;",
        );
        stage.store.run(pair.bind("event", Ref(SEMINAR)).bind("other", other.as_str())).await.expect("a pair");
        assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]));
    });
}

#[test]
fn a_list_lacks_an_event_that_cannot_be_read_and_names_it() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let read = async || {
            let found = stage.store.list(&koordination(), of_year(2026).expect("a year")).await.expect("a list");
            (found.events.iter().map(|event| event.id).collect::<Vec<_>>(), found.unreadable)
        };
        assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]), "the latest first");
        run(&stage, EVENT.0).await;
        assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]));
        run(&stage, EVENT.1).await;
        // Nor does it take the public list away, where nobody can do anything about it.
        let announced = async || {
            let found = stage.store.announced(Registrar::Guest, noon()).await.expect("a list");
            found.iter().map(|event| event.id).collect::<Vec<_>>()
        };
        assert_eq!(announced().await, [SEMINAR, OTHER], "the next first");
        run(&stage, EVENT.0).await;
        assert_eq!(announced().await, [OTHER]);
        run(&stage, EVENT.1).await;
        // A list shows nothing of the people.
        run(&stage, REGISTRATION.0).await;
        assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]));
    });
}

/// What somebody with this right finds in the calendar of 2026: events with how many people are known, those that are missing, and those
/// that lack people.
async fn calendar(stage: &Stage, role: Role, scope: Scope) -> (Vec<(EventId, usize)>, Vec<EventId>, Vec<EventId>) {
    let by = Principal { account: AccountId::new(Uuid::from_u128(2)), role, scope };
    let by: Registrant = by.require().expect("both may register");
    let email = Email::parse("email", "person1@beispiel.de").expect("an address");
    let year = of_year(2026).expect("a year");
    let found = stage.store.calendar(&by, &email, year, noon()).await.expect("a calendar");
    let booked = found.booked.iter().map(|one| (one.event.id, one.people.len())).collect();
    (booked, found.unreadable.into_iter().collect(), found.incomplete.into_iter().collect())
}

#[test]
fn a_calendar_lacks_an_event_that_cannot_be_read_and_names_it_to_who_plans() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let office = async || calendar(&stage, Role::Koordination, Scope::All).await;
        let kiso = async || calendar(&stage, Role::KiSo, Scope::Kitas(vec![])).await;
        assert_eq!(office().await, (vec![(SEMINAR, 2), (OTHER, 2)], vec![], vec![]), "the first first");
        assert_eq!(kiso().await, (vec![(SEMINAR, 1), (OTHER, 1)], vec![], vec![]), "nobody but oneself");
        run(&stage, EVENT.0).await;
        assert_eq!(office().await, (vec![(OTHER, 2)], vec![SEMINAR], vec![]));
        assert_eq!(kiso().await, (vec![(OTHER, 1)], vec![], vec![]), "it may be none of theirs");
        run(&stage, EVENT.1).await;
        // When it is can be read, but not who comes.
        run(&stage, SEATED).await;
        assert_eq!(office().await, (vec![(SEMINAR, 1), (OTHER, 2)], vec![], vec![SEMINAR]));
        assert_eq!(kiso().await, (vec![(SEMINAR, 1), (OTHER, 1)], vec![], vec![]), "of others nothing is shown");
    });
}

#[test]
fn open_tasks_are_there_without_those_that_cannot_be_read() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let read = async || {
            let open = stage.store.open_tasks(&koordination()).await.expect("tasks");
            let mut of: Vec<_> = open.tasks.iter().map(|(_, meeting)| meeting.id).collect();
            of.sort_unstable();
            (of, open.unreadable.into_iter().collect::<Vec<_>>())
        };
        let mut both = vec![SEMINAR, OTHER];
        both.sort_unstable();
        for (damage, repair) in [EVENT, TASK] {
            assert_eq!(read().await, (both.clone(), vec![]));
            run(&stage, damage).await;
            assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]), "{damage}");
            run(&stage, repair).await;
        }
        run(&stage, MINUTES.0).await;
        assert_eq!(read().await, (both, vec![]), "tasks are read without the minutes");
    });
}

#[test]
fn a_meeting_is_there_without_what_of_others_cannot_be_read_and_never_without_its_own() {
    on_each_engine(|stage| async move {
        two_meetings_with_minutes(&stage).await;
        let read = async || {
            let table = stage.store.meeting(&koordination(), OTHER).await.expect("a meeting");
            assert_eq!(table.tasks.len(), 1);
            (table.open_tasks.len(), table.unapproved.len(), table.unreadable.into_iter().collect::<Vec<_>>())
        };
        for ((damage, repair), tasks, minutes) in [(EVENT, 0, 0), (TASK, 0, 1), (MINUTES, 1, 0)] {
            assert_eq!(read().await, (1, 1, vec![]));
            run(&stage, damage).await;
            assert_eq!(read().await, (tasks, minutes, vec![SEMINAR]), "{damage}");
            // Half of it would be saved as if it were all of it.
            let own = stage.store.meeting(&koordination(), SEMINAR).await;
            assert!(matches!(own, Err(AppError::Internal(_))), "{damage}: {own:?}");
            run(&stage, repair).await;
        }
        // Nothing of a done task and of approved minutes lies on the table.
        run(&stage, "UPDATE task SET done = '2026-04-20' WHERE event = $event RETURN NONE;").await;
        run(&stage, "UPDATE minutes SET sent_on = NONE WHERE event = $event RETURN NONE;").await;
        run(&stage, EVENT.0).await;
        assert_eq!(read().await, (0, 0, vec![]));
    });
}
