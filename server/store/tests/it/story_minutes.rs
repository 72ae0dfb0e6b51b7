//! The port for minutes: writing, sending, approving, and tasks that stay until they are done.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, mails, mails_at, plan, register, single},
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{
    AppError,
    access::{Registrant, Right},
    accounts::Email,
    events::{
        EventPlan, Format,
        minutes::{Item, Meeting, MinutesDraft, State, TaskDraft},
        port::{EventStore, MinutesStore},
    },
    ids::{EventId, TaskId},
};
use uuid::Uuid;

const NEXT: EventId = EventId::new(Uuid::from_u128(8));

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a valid date")
}

/// A Teamtreffen on the days of the seminar, or a quarter later.
fn meeting_plan(later: bool) -> EventPlan {
    let mut plan = EventPlan { title: "Teamtreffen".into(), format: Format::Sozialraumteamtreffen, ..plan(5) };
    if later {
        plan.days.iter_mut().for_each(|one| one.date = one.date + Days::new(91));
    }
    plan
}

/// Two meetings; two people come to the first.
async fn two_meetings(stage: &Stage) {
    for (id, later) in [(SEMINAR, false), (NEXT, true)] {
        stage.store.create(&koordination(), id, &meeting_plan(later), noon()).await.expect("a new event");
    }
    for number in [1, 2] {
        register(stage, &single(number)).await;
    }
    mails(stage).await;
}

fn draft(tasks: &[(Option<TaskId>, &str)]) -> MinutesDraft {
    let task = |(id, what): &(Option<TaskId>, &str)| {
        (*id, TaskDraft { what: (*what).into(), who: "Kim".into(), until: Some(day(5, 31)) })
    };
    let item = Item { topic: "Sommerfest".into(), result: Some("Im Juli".into()), decision: None };
    MinutesDraft { items: vec![item], tasks: tasks.iter().map(task).collect() }
}

async fn save(stage: &Stage, draft: &MinutesDraft, revision: u32) -> Result<(), AppError> {
    stage.store.save_minutes(&koordination(), SEMINAR, draft, revision, noon()).await
}

async fn read(stage: &Stage, event: EventId) -> Meeting {
    stage.store.meeting(&koordination(), event).await.expect("a meeting")
}

fn whats(meeting: &Meeting) -> Vec<&str> {
    meeting.tasks.iter().map(|task| task.what.as_str()).collect()
}

#[test]
fn minutes_are_written_on_top_of_what_was_seen() {
    on_each_engine(|stage| async move {
        two_meetings(&stage).await;
        assert_eq!(read(&stage, SEMINAR).await.minutes.revision, 0);
        assert_eq!(save(&stage, &draft(&[(None, "Saal"), (None, "Einladung")]), 0).await, Ok(()));
        assert_eq!(save(&stage, &draft(&[]), 0).await, Err(AppError::Conflict));
        let first = read(&stage, SEMINAR).await;
        assert_eq!((first.minutes.revision, whats(&first)), (1, vec!["Saal", "Einladung"]));

        // A task that is done stays so when the minutes are changed; one that is left out is gone.
        let (kept, dropped) = (first.tasks[1].id, first.tasks[0].id);
        stage.store.set_task_done(&koordination(), kept, true, noon()).await.expect("a task");
        assert_eq!(save(&stage, &draft(&[(Some(kept), "Einladung mailen"), (None, "Kuchen")]), 1).await, Ok(()));
        let second = read(&stage, SEMINAR).await;
        assert_eq!(whats(&second), ["Einladung mailen", "Kuchen"]);
        assert_eq!((second.tasks[0].id, second.tasks[0].done), (kept, Some(day(3, 2))));
        let gone = stage.store.set_task_done(&koordination(), dropped, true, noon()).await;
        assert_eq!(gone, Err(AppError::NotFound));
        // A task of another meeting cannot be taken over.
        assert_eq!(save(&stage, &draft(&[(Some(dropped), "Saal")]), 2).await, Err(AppError::Conflict));
    });
}

#[test]
fn two_who_write_at_once_leave_one_version() {
    on_each_engine(|stage| async move {
        two_meetings(&stage).await;
        let writes = (0..6).map(|writer| {
            let stage = stage.clone();
            tokio::spawn(async move { save(&stage, &draft(&[(None, &format!("Aufgabe {writer}"))]), 0).await })
        });
        let mut stored = 0;
        for write in writes.collect::<Vec<_>>() {
            match write.await.expect("no panic") {
                Ok(()) => stored += 1,
                Err(cause) => assert_eq!(cause, AppError::Conflict),
            }
        }
        let meeting = read(&stage, SEMINAR).await;
        assert_eq!((stored, meeting.minutes.revision, meeting.tasks.len()), (1, 1, 1));
    });
}

#[test]
fn minutes_are_sent_once_and_approved_by_the_next_meeting() {
    on_each_engine(|stage| async move {
        two_meetings(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        // The afternoon of the first day.
        let held: DateTime<Utc> = noon() + Days::new(43);
        assert_eq!(store.send_minutes(&by, SEMINAR, 0, held).await, Ok(0), "there is nothing to send");
        save(&stage, &draft(&[(None, "Saal")]), 0).await.expect("a draft");
        assert_eq!(store.send_minutes(&by, SEMINAR, 1, noon()).await, Ok(0), "the meeting has not begun");
        let (one, other) =
            tokio::join!(store.send_minutes(&by, SEMINAR, 1, held), store.send_minutes(&by, SEMINAR, 1, held));
        assert!(one.is_ok() || other.is_ok());
        assert_eq!(store.send_minutes(&by, SEMINAR, 1, held).await, Ok(0), "nothing new");
        assert_eq!(mails_at(&stage, held).await, ["person1@beispiel.de", "person2@beispiel.de"]);

        let next: DateTime<Utc> = noon() + Days::new(135);
        let table = read(&stage, NEXT).await;
        assert_eq!((table.unapproved.len(), table.open_tasks.len()), (1, 1));
        assert_eq!(store.approve_minutes(&by, SEMINAR, NEXT, noon()).await, Err(AppError::Conflict), "not yet");
        assert_eq!(store.approve_minutes(&by, SEMINAR, NEXT, next).await, Ok(()));
        assert_eq!(store.approve_minutes(&by, SEMINAR, NEXT, next).await, Err(AppError::Conflict));
        assert!(matches!(read(&stage, SEMINAR).await.minutes.state, State::Approved { at: NEXT, .. }));
        assert_eq!(save(&stage, &draft(&[]), 1).await, Err(AppError::Conflict), "what was agreed on stays");
        assert!(read(&stage, NEXT).await.unapproved.is_empty());
    });
}

#[test]
fn who_has_a_seat_reads_the_minutes_as_they_were_sent_and_nobody_else_does() {
    on_each_engine(|stage| async move {
        two_meetings(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        let member: Registrant = by.principal().require().expect("the Koordination may register people");
        let of = async |number: u32| {
            let email = Email::parse("email", &format!("person{number}@beispiel.de")).expect("an address");
            let meetings = store.own_minutes(&member, &email).await.expect("minutes");
            meetings.meetings.iter().map(|meeting| (meeting.sheet.event.id, whats(meeting).len())).collect::<Vec<_>>()
        };
        let held: DateTime<Utc> = noon() + Days::new(43);
        save(&stage, &draft(&[(None, "Saal")]), 0).await.expect("a draft");
        assert_eq!(of(1).await, [], "a draft is nobody else's");
        assert_eq!(store.send_minutes(&by, SEMINAR, 1, held).await, Ok(2));
        assert_eq!((of(1).await, of(2).await, of(3).await), (vec![(SEMINAR, 1)], vec![(SEMINAR, 1)], vec![]));
        // Changed and not sent again: nobody reads what nobody was sent.
        save(&stage, &draft(&[(None, "Saal"), (None, "Kuchen")]), 1).await.expect("a draft");
        assert_eq!(of(1).await, []);
        assert_eq!(store.send_minutes(&by, SEMINAR, 2, held).await, Ok(2));
        let next: DateTime<Utc> = noon() + Days::new(135);
        assert_eq!(store.approve_minutes(&by, SEMINAR, NEXT, next).await, Ok(()));
        assert_eq!(of(1).await, [(SEMINAR, 2)], "approved ones stay");
        store.cancel(&by, SEMINAR, &key(2), noon()).await.expect("a cancellation");
        assert_eq!(of(2).await, [], "who has given up the seat is not of the meeting");
    });
}

#[test]
fn a_task_stays_on_the_table_until_it_is_done() {
    on_each_engine(|stage| async move {
        two_meetings(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        save(&stage, &draft(&[(None, "Saal")]), 0).await.expect("a draft");
        let task = read(&stage, SEMINAR).await.tasks[0].id;
        for (done, open) in [(false, 1), (true, 0), (true, 0), (false, 1)] {
            store.set_task_done(&by, task, done, noon()).await.expect("a task");
            assert_eq!(store.open_tasks(&by).await.expect("tasks").tasks.len(), open);
            assert_eq!(read(&stage, NEXT).await.open_tasks.len(), open);
        }
    });
}

#[test]
fn a_case_discussion_has_no_minutes() {
    on_each_engine(|stage| async move {
        let case = EventPlan { format: Format::KollegialeFallberatung, ..plan(5) };
        stage.store.create(&koordination(), SEMINAR, &case, noon()).await.expect("a new event");
        assert_eq!(stage.store.meeting(&koordination(), SEMINAR).await.err(), Some(AppError::NotFound));
        assert_eq!(save(&stage, &draft(&[]), 0).await, Err(AppError::NotFound));
    });
}
