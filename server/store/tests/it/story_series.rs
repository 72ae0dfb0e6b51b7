//! Events that were made from one another: all or none, once for each request, and together through every change of a plan.

use crate::{
    engines::{noon, on_each_engine},
    story_events::{SEMINAR, all_of_2026, koordination, mails, person, plan, register, single, tandem},
};
use chrono::NaiveDate;
use domain::{
    AppError, ErrorCode,
    events::{
        Event, EventPlan, EventStatus,
        port::{EventStore, RegistrationOutcome},
        rules::{Refusal, Registrar},
        series::{Copies, SeriesRequest, Slot, rules::copies},
    },
    ids::{EventId, SozialraumId},
};
use uuid::Uuid;

/// Copies of an event of April to the 14th of these months of 2026.
fn in_months(event: &Event, request: u128, months: &[u32], sozialraum: Option<SozialraumId>) -> Copies {
    let day = |month: &u32| NaiveDate::from_ymd_opt(2026, *month, 14).expect("a valid date");
    let slots = months.iter().map(|month| Slot { first: day(month), sozialraum }).collect();
    copies(event, &SeriesRequest { id: Uuid::from_u128(request), slots }).expect("days of the calendar")
}

#[test]
fn copies_are_made_once_without_anybody_in_them_and_are_a_series_with_their_source() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        let source = store.find(&by, SEMINAR).await.expect("the event");
        assert_eq!(source.series, None);
        assert_eq!(store.series(&by, SEMINAR).await, Ok(vec![]));

        let asked = in_months(&source, 77, &[7, 10], None);
        for _ in 0..2 {
            store.make_series(&by, &asked, noon()).await.expect("copies");
        }
        let series = store.series(&by, SEMINAR).await.expect("a series");
        assert_eq!(series.iter().map(|event| event.series).collect::<Vec<_>>(), [Some(SEMINAR); 3]);
        let made: Vec<_> = series[1..].iter().map(|event| (event.id, event.plan.clone())).collect();
        assert_eq!(made, asked.events);
        for copy in &series[1..] {
            assert_eq!((copy.seats.taken, copy.seats.capacity, copy.revision), (0, 3, 1));
            assert_eq!(store.registrations(&by, copy.id).await, Ok(vec![]));
        }
        assert_eq!((series[0].id, series[0].seats.taken), (SEMINAR, 1));
        assert_eq!(store.list(&by, all_of_2026()).await.map(|found| found.events.len()), Ok(3));
        assert_eq!(mails(&stage).await, ["person1@beispiel.de"], "of the registration alone");
    });
}

/// She comes with the Leitung of another Kita each time; two at one event would be two seats for one person.
#[test]
fn a_kiso_of_several_kitas_is_in_several_tandems_of_a_series_and_in_one_of_each_event() {
    const KIM: u32 = 9;
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(6), noon()).await.expect("a new event");
        let asked = in_months(&store.find(&by, SEMINAR).await.expect("the event"), 77, &[7, 10], None);
        store.make_series(&by, &asked, noon()).await.expect("copies");
        for (id, copy) in &asked.events {
            let open = EventPlan { status: EventStatus::Offen, ..copy.clone() };
            store.update(&by, *id, &open, 1, noon()).await.expect("an announcement");
        }
        let come = async |event: EventId, leitung: u32| {
            store.register(Registrar::Guest, event, &tandem(leitung, KIM), noon()).await
        };
        let events = store.series(&by, SEMINAR).await.expect("a series");
        assert_eq!(events.len(), 3);
        for (leitung, event) in (1..).zip(&events) {
            assert_eq!(come(event.id, leitung).await, Ok(RegistrationOutcome::Registered));
        }
        for event in &events {
            let twice = come(event.id, 5).await;
            assert_eq!(twice, Ok(RegistrationOutcome::Refused(Refusal::InOtherParty)));
            let rows = store.registrations(&by, event.id).await.expect("a list");
            let own = rows.iter().filter(|row| row.participant.email == person(KIM).email).count();
            assert_eq!((own, rows.len()), (1, 2), "one tandem, and nobody of the refused one");
            assert_eq!(store.find(&by, event.id).await.map(|event| event.seats.taken), Ok(2));
        }
    });
}

#[test]
fn the_same_request_twice_at_the_same_moment_is_one() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        let asked = in_months(&store.find(&by, SEMINAR).await.expect("the event"), 77, &[7, 10], None);
        let (one, other) = tokio::join!(store.make_series(&by, &asked, noon()), store.make_series(&by, &asked, noon()));
        assert_eq!((one, other), (Ok(()), Ok(())));
        assert_eq!(store.list(&by, all_of_2026()).await.map(|found| found.events.len()), Ok(3));
    });
}

#[test]
fn what_cannot_be_made_whole_is_not_made_at_all() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        let before = store.find(&by, SEMINAR).await.expect("the event");
        let nowhere = in_months(&before, 77, &[7], Some(SozialraumId::new(Uuid::from_u128(9))));
        let unknown = store.make_series(&by, &nowhere, noon()).await;
        assert_eq!(unknown, Err(AppError::field("sozialraeume", ErrorCode::UnknownReference)));

        let renamed = EventPlan { title: "Startseminar im April".into(), ..plan(3) };
        store.update(&by, SEMINAR, &renamed, 1, noon()).await.expect("a change");
        let outdated = in_months(&before, 77, &[7, 10], None);
        assert_eq!(store.make_series(&by, &outdated, noon()).await, Err(AppError::Conflict));
        assert_eq!(store.list(&by, all_of_2026()).await.map(|found| found.events.len()), Ok(1));

        let asked = in_months(&store.find(&by, SEMINAR).await.expect("the event"), 77, &[7, 10], None);
        let (id, copy) = asked.events[0].clone();
        store.create(&by, id, &copy, noon()).await.expect("a new event");
        assert_eq!(store.make_series(&by, &asked, noon()).await, Err(AppError::Conflict), "only some are there");
        assert_eq!(store.list(&by, all_of_2026()).await.map(|found| found.events.len()), Ok(2));
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| (event.series, event.revision)), Ok((None, 2)));
    });
}

#[test]
fn a_changed_event_stays_in_its_series_and_later_copies_join_it() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.create(&by, SEMINAR, &plan(3), noon()).await.expect("a new event");
        let asked = in_months(&store.find(&by, SEMINAR).await.expect("the event"), 77, &[7], None);
        store.make_series(&by, &asked, noon()).await.expect("copies");

        let renamed = EventPlan { title: "Startseminar im April".into(), ..plan(3) };
        let outdated = store.update(&by, SEMINAR, &renamed, 1, noon()).await;
        assert_eq!(outdated, Err(AppError::Conflict), "a form from before knows nothing of the series");
        store.update(&by, SEMINAR, &renamed, 2, noon()).await.expect("a change");
        let source = store.find(&by, SEMINAR).await.expect("the event");
        assert_eq!((source.series, source.revision, source.plan), (Some(SEMINAR), 3, renamed));

        let (id, copy) = asked.events[0].clone();
        let moved = EventPlan { capacity: 8, ..copy };
        store.update(&by, id, &moved, 1, noon()).await.expect("a change");
        let copied = store.find(&by, id).await.expect("the copy");
        assert_eq!(copied.series, Some(SEMINAR));
        let more = in_months(&copied, 78, &[10], None);
        store.make_series(&by, &more, noon()).await.expect("copies of a copy");
        let series = store.series(&by, SEMINAR).await.expect("a series");
        assert_eq!(series.iter().map(|event| event.plan.capacity).collect::<Vec<_>>(), [3, 8, 8]);
        assert_eq!(store.find(&by, id).await.map(|event| event.revision), Ok(2), "it was in the series before");
    });
}
