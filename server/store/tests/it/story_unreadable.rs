//! One row that cannot be read hides nothing of the others: in the statistics of a year and among the own minutes.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, koordination, link, person, plan},
};
use chrono::Days;
use domain::{
    access::{Registrant, Right},
    accounts::Email,
    events::{
        Attendance, EventPlan, Format, Party, PersonKey,
        attendance::{Marking, Session},
        minutes::{Item, MinutesDraft, TaskDraft},
        port::{AttendanceStore, EventStore, MinutesStore, RegistrationOutcome},
        rules::Registrar,
    },
    ids::EventId,
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
    for (id, later, links) in [(SEMINAR, 0, 10), (OTHER, 91, 20)] {
        let mut plan = EventPlan { format: Format::Sozialraumteamtreffen, ..plan(5) };
        plan.days.iter_mut().for_each(|one| one.date = one.date + Days::new(later));
        store.create(&by, id, &plan, noon()).await.expect("a new event");
        for number in [1, 2] {
            let party = Party::Single(person(number), link(links + number));
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
        for (damage, repair) in [EVENT, REGISTRATION, MARK, MINUTES, TASK] {
            run(&stage, damage).await;
            assert_eq!(read().await, (vec![OTHER], vec![SEMINAR]), "{damage}");
            run(&stage, repair).await;
        }
        assert_eq!(read().await, (vec![OTHER, SEMINAR], vec![]));
    });
}
