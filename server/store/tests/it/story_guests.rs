//! People without an account: what they have holds until they have confirmed, and not longer.

use crate::{
    engines::{noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, link, mails, mails_at, plan, register, single, tandem},
};
use chrono::TimeDelta;
use domain::events::{
    EventPlan, RegistrationStatus,
    port::{AnswerOutcome, EventStore, RegistrationOutcome},
    tandem::{Answer, Needs},
};

#[test]
fn a_seat_that_no_guest_confirms_goes_to_the_next_one() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let plan = EventPlan { guest_hours: Some(24), waiting_list: true, ..plan(1) };
        store.create(&by, SEMINAR, &plan, noon()).await.expect("a new event");
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.plan), Ok(plan));
        assert_eq!(register(&stage, &single(1)).await, RegistrationOutcome::Registered);
        assert_eq!(register(&stage, &single(2)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(mails(&stage).await, ["person1@beispiel.de", "person2@beispiel.de"]);

        let (yes, none) = (Answer::Confirm, Needs::default());
        assert_eq!(store.answer(SEMINAR, &link(&stage, 2).await, yes, &none, noon()).await, Ok(AnswerOutcome::Done));
        let in_time = noon() + TimeDelta::hours(24);
        assert_eq!(store.expire(in_time).await, Ok(0));
        let late = in_time + TimeDelta::minutes(1);
        assert_eq!((store.expire(late).await, store.expire(late).await), (Ok(1), Ok(0)));
        assert_eq!(store.answer(SEMINAR, &link(&stage, 1).await, yes, &none, late).await, Ok(AnswerOutcome::TooLate));
        let rows = store.registrations(&by, SEMINAR).await.expect("a list");
        let status = |number| rows.iter().find(|row| row.person == key(number)).map(|row| row.status);
        let expected = [Some(RegistrationStatus::Abgelaufen), Some(RegistrationStatus::Angemeldet)];
        assert_eq!([1, 2].map(status), expected);
        let told = mails_at(&stage, late + TimeDelta::minutes(1)).await;
        assert_eq!(told, ["person1@beispiel.de", "person2@beispiel.de"], "lapsed, and promoted");
    });
}

#[test]
fn a_guest_who_says_no_gives_the_seat_up() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let plan = EventPlan { guest_hours: Some(24), ..plan(1) };
        store.create(&by, SEMINAR, &plan, noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        let (no, none) = (Answer::Decline, Needs::default());
        let no = store.answer(SEMINAR, &link(&stage, 1).await, no, &none, noon()).await;
        assert_eq!(no, Ok(AnswerOutcome::Done));
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.seats.taken), Ok(0));
    });
}

#[test]
fn a_guest_confirms_before_the_other_half_is_written_to() {
    on_each_engine(|stage| async move {
        let (by, store, none) = (koordination(), &stage.store, Needs::default());
        let plan = EventPlan { guest_hours: Some(24), waiting_list: true, ..plan(2) };
        store.create(&by, SEMINAR, &plan, noon()).await.expect("a new event");
        assert_eq!(register(&stage, &tandem(1, 2)).await, RegistrationOutcome::Registered);
        assert_eq!(register(&stage, &tandem(1, 2)).await, RegistrationOutcome::AlreadyRegistered);
        assert_eq!(mails(&stage).await, ["person1@beispiel.de"], "only who filled in the form");
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.seats.taken), Ok(2), "and both seats are held");

        for outcome in [AnswerOutcome::Done, AnswerOutcome::Unchanged] {
            let answer = store.answer(SEMINAR, &link(&stage, 1).await, Answer::Confirm, &none, noon()).await;
            assert_eq!(answer, Ok(outcome));
        }
        assert_eq!(mails(&stage).await, ["person2@beispiel.de"], "once");
        let taken = store.answer(SEMINAR, &link(&stage, 2).await, Answer::Confirm, &none, noon()).await;
        assert_eq!(taken, Ok(AnswerOutcome::Done));
        let rows = store.registrations(&by, SEMINAR).await.expect("a list");
        assert!(rows.iter().all(|row| row.status == RegistrationStatus::Bestaetigt), "{rows:?}");
    });
}

#[test]
fn a_tandem_that_no_guest_confirms_is_over_and_the_other_half_never_hears_of_it() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let plan = EventPlan { guest_hours: Some(24), waiting_list: true, ..plan(2) };
        store.create(&by, SEMINAR, &plan, noon()).await.expect("a new event");
        register(&stage, &tandem(1, 2)).await;
        assert_eq!(register(&stage, &single(3)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(mails(&stage).await, ["person1@beispiel.de", "person3@beispiel.de"]);
        let confirmed = store.answer(SEMINAR, &link(&stage, 3).await, Answer::Confirm, &Needs::default(), noon()).await;
        assert_eq!(confirmed, Ok(AnswerOutcome::Done));
        let late = noon() + TimeDelta::hours(24) + TimeDelta::minutes(1);
        assert_eq!((store.expire(late).await, store.expire(late).await), (Ok(2), Ok(0)));
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.seats.taken), Ok(1));
        let told = mails_at(&stage, late + TimeDelta::minutes(1)).await;
        assert_eq!(told, ["person1@beispiel.de", "person3@beispiel.de"], "lapsed, and promoted");
    });
}
