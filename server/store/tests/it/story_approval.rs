//! Events in which the Koordination decides: requests, yes and no, and the seats that follow.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, mails, mails_at, plan, register, single, tandem},
};
use chrono::{Days, TimeDelta};
use domain::{
    AppError,
    events::{
        EventDay, EventPlan, EventStatus, RegistrationStatus,
        approval::{RequestOutcome, Ruling},
        port::{EventStore, RegistrationOutcome},
    },
    ids::EventId,
};
use store::internals::{Query, Ref};
use tokio::task::JoinSet;
use uuid::Uuid;

async fn asking(stage: &Stage, capacity: u32) {
    let plan = EventPlan { approval: true, waiting_list: true, ..plan(capacity) };
    stage.store.create(&koordination(), SEMINAR, &plan, noon()).await.expect("a new event");
    assert_eq!(stage.store.find(&koordination(), SEMINAR).await.map(|event| event.plan), Ok(plan));
}

async fn decide(stage: &Stage, number: u32, ruling: Ruling) -> Result<RequestOutcome, AppError> {
    stage.store.decide(&koordination(), SEMINAR, &key(number), ruling, noon()).await
}

async fn seats(stage: &Stage) -> (u32, u32) {
    let event = stage.store.find(&koordination(), SEMINAR).await.expect("the event");
    (event.seats.taken, event.seats.waiting)
}

async fn statuses(stage: &Stage) -> Vec<RegistrationStatus> {
    let rows = stage.store.registrations(&koordination(), SEMINAR).await.expect("a list");
    let of = |number| rows.iter().find(|row| row.person == key(number)).map(|row| row.status);
    (1..=3).filter_map(of).collect()
}

#[test]
fn a_request_is_told_once_decided_once_and_told_once_more() {
    on_each_engine(|stage| async move {
        asking(&stage, 1).await;
        for number in 1..=3 {
            assert_eq!(register(&stage, &single(number)).await, RegistrationOutcome::Requested);
        }
        assert_eq!(register(&stage, &single(1)).await, RegistrationOutcome::AlreadyRequested);
        assert_eq!(seats(&stage).await, (0, 0));
        let all = ["person1@beispiel.de", "person2@beispiel.de", "person3@beispiel.de"];
        assert_eq!(mails(&stage).await, all, "that the request has come");

        assert_eq!(decide(&stage, 1, Ruling::Approve).await, Ok(RequestOutcome::Seated));
        assert_eq!(decide(&stage, 1, Ruling::Approve).await, Ok(RequestOutcome::Unchanged));
        assert_eq!(decide(&stage, 2, Ruling::Approve).await, Ok(RequestOutcome::Waitlisted));
        assert_eq!(decide(&stage, 3, Ruling::Deny).await, Ok(RequestOutcome::Denied));
        assert_eq!(decide(&stage, 3, Ruling::Approve).await, Ok(RequestOutcome::TooLate));
        assert_eq!(decide(&stage, 9, Ruling::Approve).await, Err(AppError::NotFound));
        use RegistrationStatus::{Angemeldet, NichtZugelassen, Storniert, Warteliste};
        assert_eq!(statuses(&stage).await, [Angemeldet, Warteliste, NichtZugelassen]);
        assert_eq!((seats(&stage).await, mails(&stage).await), ((1, 1), all.map(str::to_owned).to_vec()));

        stage.store.cancel(&koordination(), SEMINAR, &key(1), noon()).await.expect("a cancellation");
        assert_eq!(statuses(&stage).await, [Storniert, Angemeldet, NichtZugelassen]);
        assert_eq!(mails(&stage).await, ["person1@beispiel.de", "person2@beispiel.de"], "cancelled, and promoted");
    });
}

#[test]
fn what_waits_for_the_koordination_is_found_until_it_is_decided_or_the_event_is_over() {
    on_each_engine(|stage| async move {
        asking(&stage, 5).await;
        let open = async |now| {
            let found = stage.store.open_requests(&koordination(), now).await.expect("a list");
            found.into_iter().map(|(event, people)| (event.id, people)).collect::<Vec<_>>()
        };
        assert_eq!(open(noon()).await, []);
        register(&stage, &single(1)).await;
        register(&stage, &tandem(2, 3)).await;
        assert_eq!(open(noon()).await, [(SEMINAR, 3)]);
        decide(&stage, 1, Ruling::Approve).await.expect("an answer");
        assert_eq!(open(noon()).await, [(SEMINAR, 2)]);
        assert_eq!(open(noon() + Days::new(60)).await, [], "nobody can decide it any more");
        decide(&stage, 2, Ruling::Deny).await.expect("an answer");
        assert_eq!(open(noon()).await, []);
    });
}

#[test]
fn approvals_at_the_same_moment_give_the_last_seat_once() {
    on_each_engine(|stage| async move {
        asking(&stage, 2).await;
        for number in 0..6 {
            register(&stage, &single(number)).await;
        }
        mails(&stage).await;
        let mut work = JoinSet::new();
        for number in 0..6 {
            let store = stage.store.clone();
            work.spawn(
                async move { store.decide(&koordination(), SEMINAR, &key(number), Ruling::Approve, noon()).await },
            );
        }
        let outcomes = work.join_all().await;
        let count = |wanted: RequestOutcome| outcomes.iter().filter(|outcome| **outcome == Ok(wanted)).count();
        assert_eq!((count(RequestOutcome::Seated), count(RequestOutcome::Waitlisted)), (2, 4), "on {}", stage.engine);
        assert_eq!(seats(&stage).await, (2, 4));
        assert_eq!(mails(&stage).await.len(), 6, "one mail for each decision on {}", stage.engine);
    });
}

#[test]
fn a_tandem_is_let_in_whole() {
    on_each_engine(|stage| async move {
        asking(&stage, 2).await;
        assert_eq!(register(&stage, &tandem(1, 2)).await, RegistrationOutcome::Requested);
        assert_eq!(decide(&stage, 2, Ruling::Approve).await, Ok(RequestOutcome::Seated));
        assert_eq!((seats(&stage).await, statuses(&stage).await), ((2, 0), vec![RegistrationStatus::Angemeldet; 2]));
    });
}

#[test]
fn whose_request_stayed_undecided_is_told_once_when_the_event_has_begun() {
    on_each_engine(|stage| async move {
        asking(&stage, 5).await;
        for number in 1..=3 {
            register(&stage, &single(number)).await;
        }
        decide(&stage, 1, Ruling::Approve).await.expect("an answer");
        decide(&stage, 2, Ruling::Deny).await.expect("an answer");
        mails(&stage).await;
        // First day on 14 April at nine; the clock of these stories is in UTC.
        let first_day = noon() + Days::new(43);
        let remind = async |now| stage.store.remind(now).await.expect("reminders");
        assert_eq!(
            remind(first_day - TimeDelta::hours(4)).await,
            1,
            "a reminder to who has the seat, and it has not begun"
        );
        assert_eq!((remind(first_day).await, remind(first_day + Days::new(1)).await), (1, 0));
        assert_eq!(mails_at(&stage, first_day + Days::new(1)).await, ["person1@beispiel.de", "person3@beispiel.de"]);
        // It is put off, and nobody decides this time either.
        let plan = stage.store.find(&koordination(), SEMINAR).await.expect("the event").plan;
        let days = plan.days.iter().map(|day| EventDay { date: day.date + Days::new(10), ..day.clone() }).collect();
        let moved = EventPlan { days, ..plan };
        stage.store.update(&koordination(), SEMINAR, &moved, 1, first_day + Days::new(1)).await.expect("a change");
        assert_eq!((remind(first_day + Days::new(9)).await, remind(first_day + Days::new(10)).await), (1, 1));
    });
}

#[test]
fn a_request_of_long_ago_and_one_of_what_was_called_off_is_told_nothing() {
    on_each_engine(|stage| async move {
        asking(&stage, 5).await;
        register(&stage, &single(1)).await;
        let first_day = noon() + Days::new(43);
        assert_eq!(stage.store.remind(first_day + Days::new(3)).await, Ok(0));
        let plan = stage.store.find(&koordination(), SEMINAR).await.expect("the event").plan;
        let called_off = EventPlan { status: EventStatus::Abgesagt, ..plan };
        stage.store.update(&koordination(), SEMINAR, &called_off, 1, noon()).await.expect("a change");
        assert_eq!(stage.store.remind(first_day).await, Ok(0));
    });
}

#[test]
fn an_event_that_cannot_be_read_keeps_word_from_nobody() {
    on_each_engine(|stage| async move {
        asking(&stage, 5).await;
        register(&stage, &single(1)).await;
        mails(&stage).await;
        let broken = EventId::new(Uuid::from_u128(6));
        stage.store.create(&koordination(), broken, &plan(2), noon()).await.expect("a new event");
        let spoil = Query::write("UPDATE $event SET format = 'unlesbar' RETURN NONE;");
        stage.store.run(spoil.bind("event", Ref(broken))).await.expect("a row of no version");
        let first_day = noon() + Days::new(43);
        let told = stage.store.remind(first_day).await;
        assert!(matches!(told, Err(AppError::Internal(_))), "it is told: {told:?}");
        assert_eq!(mails_at(&stage, first_day).await, ["person1@beispiel.de"]);
    });
}
