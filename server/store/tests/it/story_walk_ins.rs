//! Who comes without having registered: one seat, one entry, however often it is sent, and none that nobody agreed to.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, mails, mails_at, person, plan, register, single},
};
use chrono::{DateTime, Days, Utc};
use domain::{
    AppError, ErrorCode,
    events::{
        Attendance, EventPlan, Participant, RegistrationStatus,
        attendance::{Marking, Session},
        port::{AttendanceStore, EventStore, RegistrationOutcome},
        rules::Registrar,
        walk_in::{NoSeat, Refusal, WalkIn, WalkInOutcome},
    },
    ids::KitaId,
};
use uuid::Uuid;

/// Noon of the seminar's first day, 14 April 2026.
fn first_day() -> DateTime<Utc> {
    noon() + Days::new(43)
}

fn walk_in(number: u32, beyond: bool) -> WalkIn {
    WalkIn { participant: person(number), session: Session::of(&plan(3).days[0]), beyond }
}

async fn admit(stage: &Stage, walk_in: &WalkIn) -> Result<WalkInOutcome, AppError> {
    stage.store.admit(&koordination(), SEMINAR, walk_in, first_day()).await
}

/// A seminar with so many seats, of which person 1 has one; the mails are taken out of the outbox.
async fn seminar(stage: &Stage, capacity: u32) {
    let plan = EventPlan { waiting_list: true, ..plan(capacity) };
    stage.store.create(&koordination(), SEMINAR, &plan, noon()).await.expect("a new event");
    assert_eq!(register(stage, &single(1)).await, RegistrationOutcome::Registered);
    mails(stage).await;
}

#[test]
fn a_walk_in_has_a_seat_and_is_present_once_however_often_it_is_sent() {
    on_each_engine(|stage| async move {
        seminar(&stage, 2).await;
        // Two tablets and a double click at the same time.
        let clicks = (0..6).map(|_| {
            let store = stage.store.clone();
            tokio::spawn(async move { store.admit(&koordination(), SEMINAR, &walk_in(2, false), first_day()).await })
        });
        let mut outcomes = vec![];
        for click in clicks.collect::<Vec<_>>() {
            outcomes.push(click.await.expect("no panic").expect("an answer"));
        }
        let admitted = outcomes.iter().filter(|outcome| **outcome == WalkInOutcome::Admitted).count();
        let expected = outcomes.iter().filter(|outcome| **outcome == WalkInOutcome::Expected).count();
        assert_eq!((admitted, expected), (1, 5));

        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        assert_eq!((sheet.event.seats.taken, sheet.registrations.len(), sheet.marks.len()), (2, 2, 1));
        let session = Session::of(&plan(3).days[0]);
        assert_eq!(sheet.attendance(&key(2), session), Some(Attendance::Anwesend));
        let row = sheet.registrations.iter().find(|row| row.person == key(2)).expect("registered");
        assert!(row.walk_in && !row.linked && row.status == RegistrationStatus::Angemeldet);
        let registered = sheet.registrations.iter().find(|row| row.person == key(1)).expect("registered");
        assert!(!registered.walk_in);
        assert_eq!(mails_at(&stage, first_day()).await, Vec::<String>::new(), "who is there needs no mail about it");
    });
}

#[test]
fn nobody_is_taken_in_beyond_the_seats_unless_it_is_said() {
    on_each_engine(|stage| async move {
        seminar(&stage, 1).await;
        assert_eq!(admit(&stage, &walk_in(2, false)).await, Ok(WalkInOutcome::NoSeat(NoSeat::Full)));
        let event = stage.store.find(&koordination(), SEMINAR).await.expect("the event");
        assert_eq!(event.seats.taken, 1);
        assert_eq!(admit(&stage, &walk_in(2, true)).await, Ok(WalkInOutcome::Admitted));
        let event = stage.store.find(&koordination(), SEMINAR).await.expect("the event");
        assert_eq!((event.seats.taken, event.seats.free()), (2, -1));
        // Whoever comes next is asked about again.
        assert_eq!(admit(&stage, &walk_in(3, false)).await, Ok(WalkInOutcome::NoSeat(NoSeat::Full)));
        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        assert_eq!((sheet.registrations.len(), sheet.marks.len()), (2, 1));
    });
}

#[test]
fn many_at_the_door_and_one_seat_left() {
    on_each_engine(|stage| async move {
        seminar(&stage, 2).await;
        let arrivals = (2..10).map(|number| {
            let store = stage.store.clone();
            tokio::spawn(
                async move { store.admit(&koordination(), SEMINAR, &walk_in(number, false), first_day()).await },
            )
        });
        let mut admitted = 0;
        for arrival in arrivals.collect::<Vec<_>>() {
            let outcome = arrival.await.expect("no panic").expect("an answer");
            admitted += u32::from(outcome == WalkInOutcome::Admitted);
        }
        let event = stage.store.find(&koordination(), SEMINAR).await.expect("the event");
        assert_eq!((admitted, event.seats.taken), (1, 2));
    });
}

#[test]
fn who_had_registered_or_waited_is_found_and_who_is_somebody_else_is_not_taken_for_them() {
    on_each_engine(|stage| async move {
        seminar(&stage, 1).await;
        assert_eq!(register(&stage, &single(2)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(admit(&stage, &walk_in(1, false)).await, Ok(WalkInOutcome::Expected));
        assert_eq!(admit(&stage, &walk_in(2, true)).await, Ok(WalkInOutcome::Admitted));
        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        assert_eq!((sheet.event.seats.taken, sheet.event.seats.waiting, sheet.marks.len()), (2, 0, 2));

        let mut colleague = walk_in(1, true);
        colleague.participant = Participant { name: "Somebody Else".into(), ..person(1) };
        let taken = Ok(WalkInOutcome::Refused(Refusal::AddressTaken));
        assert_eq!(admit(&stage, &colleague).await, taken);
        let mut stranger = walk_in(3, true);
        stranger.participant.kita = Some(KitaId::new(Uuid::from_u128(99)));
        let unknown = Err(AppError::field("kita", ErrorCode::UnknownReference));
        assert_eq!(admit(&stage, &stranger).await, unknown);

        // What was entered by mistake is taken back like any other entry and registration.
        let away = Marking { person: key(2), session: walk_in(2, false).session, attendance: None };
        assert_eq!(stage.store.enter(&koordination(), SEMINAR, &[away], first_day()).await, Ok(()));
        assert_eq!(stage.store.cancel(&koordination(), SEMINAR, &key(2), first_day()).await, Ok(()));
        let event = stage.store.find(&koordination(), SEMINAR).await.expect("the event");
        assert_eq!(event.seats.taken, 1);
    });
}

#[test]
fn nobody_is_taken_in_before_the_day_has_come() {
    on_each_engine(|stage| async move {
        seminar(&stage, 9).await;
        let early = stage.store.admit(&koordination(), SEMINAR, &walk_in(2, true), noon()).await;
        assert!(matches!(early, Ok(WalkInOutcome::Refused(Refusal::Attendance(_)))), "{early:?}");
        // Afterwards nobody registers any more, but who was there can still be entered.
        let late = stage.store.register(Registrar::Guest, SEMINAR, &single(2), first_day()).await;
        assert!(matches!(late, Ok(RegistrationOutcome::Refused(_))), "{late:?}");
        assert_eq!(admit(&stage, &walk_in(2, false)).await, Ok(WalkInOutcome::Admitted));
    });
}
