//! The port for events, where two take part together: invited, confirmed, declined, paired, expired.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, link, mails_at, person, plan, register, single, tandem},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError,
    accounts::TokenHash,
    events::{
        Audience, EventPlan, EventStatus, Funktion, Opening, Participant, Party, RegistrationStatus,
        port::{AnswerOutcome, EventStore, RegistrationOutcome},
        rules::{Refusal, Registrar},
        tandem::{Answer, Needs, State, state},
    },
    ids::EventId,
    mail::port::Outbox,
};
use store::internals::{Query, Ref};
use uuid::Uuid;

const LENA: u32 = 1;
const KIM: u32 = 2;

async fn opened(stage: &Stage, plan: &EventPlan) {
    stage.store.create(&koordination(), SEMINAR, plan, noon()).await.expect("a new event");
}

async fn answer(stage: &Stage, number: u32, what: Answer, now: DateTime<Utc>) -> AnswerOutcome {
    let (store, needs) = (&stage.store, Needs::default());
    store.answer(SEMINAR, &link(stage, number).await, what, &needs, now).await.expect("an answer")
}

async fn status(stage: &Stage, number: u32) -> RegistrationStatus {
    stage.store.linked(SEMINAR, &link(stage, number).await).await.expect("a registration").registration.status
}

async fn counts(stage: &Stage) -> (u32, u32) {
    let seats = stage.store.find(&koordination(), SEMINAR).await.expect("the event").seats;
    (seats.taken, seats.waiting)
}

/// Empties the outbox; returns number of the person and beginning of the subject of each mail, sorted.
async fn letters(stage: &Stage) -> Vec<(String, String)> {
    let later = noon() + TimeDelta::days(60);
    let mut sent = vec![];
    while let Some(claimed) = stage.store.claim(later, later + TimeDelta::hours(1)).await.expect("an outbox") {
        stage.store.mark_sent(&claimed.id, later).await.expect("an outbox");
        let to = claimed.mail.to.to_string().replace("@beispiel.de", "");
        let subject = claimed.mail.subject.replace(": Startseminar Frühjahr", "");
        sent.push((to, subject));
    }
    sent.sort();
    sent
}

fn expected(letters: &[(u32, &str)]) -> Vec<(String, String)> {
    letters.iter().map(|(number, subject)| (format!("person{number}"), (*subject).to_owned())).collect()
}

#[test]
fn one_invites_the_other_confirms_and_each_mail_is_sent_once() {
    on_each_engine(|stage| async move {
        opened(&stage, &plan(2)).await;
        assert_eq!(register(&stage, &tandem(LENA, KIM)).await, RegistrationOutcome::Registered);
        let claimed = stage.store.claim(noon(), noon()).await.expect("an outbox").expect("a mail");
        let to = |number| Opening::Registration { event: SEMINAR, person: key(number) };
        let opened = [LENA, KIM].map(to);
        assert!(
            opened.iter().any(|one| claimed.mail.opens.as_ref() == Some(one)),
            "everybody gets a link of their own"
        );
        let first = letters(&stage).await;
        assert_eq!(first, expected(&[(LENA, "Ihr Tandem"), (KIM, "Bitte bestätigen: Tandem")]));
        assert_eq!((counts(&stage).await, status(&stage, KIM).await), ((2, 0), RegistrationStatus::Angemeldet));

        for outcome in [AnswerOutcome::Done, AnswerOutcome::Unchanged] {
            assert_eq!(answer(&stage, KIM, Answer::Confirm, noon()).await, outcome);
        }
        assert_eq!(status(&stage, LENA).await, RegistrationStatus::Bestaetigt);
        let both = expected(&[(LENA, "Ihr Tandem ist bestätigt"), (KIM, "Ihr Tandem ist bestätigt")]);
        assert_eq!(letters(&stage).await, both);
    });
}

/// A second sending, or one after a lost reply.
#[test]
fn regression_r11_a_tandem_sent_twice_is_one_and_gets_its_mails_once() {
    on_each_engine(|stage| async move {
        opened(&stage, &plan(4)).await;
        register(&stage, &tandem(LENA, KIM)).await;
        assert_eq!(register(&stage, &tandem(LENA, KIM)).await, RegistrationOutcome::AlreadyRegistered);
        assert_eq!((letters(&stage).await.len(), counts(&stage).await), (2, (2, 0)));
        assert_eq!(answer(&stage, KIM, Answer::Confirm, noon()).await, AnswerOutcome::Done);
    });
}

/// pretix#974: both or none, on seats, on the list, at promotion and cancellation.
#[test]
fn regression_r1_who_declines_gives_both_seats_to_the_tandem_that_waits() {
    on_each_engine(|stage| async move {
        opened(&stage, &EventPlan { waiting_list: true, ..plan(3) }).await;
        register(&stage, &tandem(LENA, KIM)).await;
        assert_eq!(register(&stage, &tandem(3, 4)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(register(&stage, &single(5)).await, RegistrationOutcome::Waitlisted, "nobody overtakes");
        assert_eq!(counts(&stage).await, (2, 3));
        letters(&stage).await;

        assert_eq!(answer(&stage, KIM, Answer::Decline, noon()).await, AnswerOutcome::Done);
        assert_eq!(counts(&stage).await, (3, 0));
        let told = letters(&stage).await;
        let moved_up = "Ihr Tandem ist nachgerückt";
        let wanted =
            [(LENA, "Ihr Tandem kommt nicht zustande"), (3, moved_up), (4, moved_up), (5, "Sie sind nachgerückt")];
        assert_eq!(told, expected(&wanted));
        assert_eq!(status(&stage, LENA).await, RegistrationStatus::SuchtPartner);
        assert_eq!(answer(&stage, 4, Answer::Confirm, noon()).await, AnswerOutcome::Done);

        stage.store.cancel(&koordination(), SEMINAR, &key(3), noon()).await.expect("a cancellation");
        assert_eq!((counts(&stage).await, status(&stage, 4).await), ((1, 0), RegistrationStatus::Storniert));
    });
}

#[test]
fn unanswered_tandems_and_searches_end_after_their_last_day() {
    on_each_engine(|stage| async move {
        opened(&stage, &EventPlan { waiting_list: true, ..plan(2) }).await;
        register(&stage, &tandem(LENA, KIM)).await;
        register(&stage, &tandem(3, 4)).await;
        answer(&stage, 4, Answer::Confirm, noon()).await;
        assert_eq!(register(&stage, &Party::Half(person(6))).await, RegistrationOutcome::Seeking);
        letters(&stage).await;

        let last_day = noon() + TimeDelta::days(7);
        assert_eq!(stage.store.expire(last_day).await, Ok(0));
        assert_eq!(stage.store.expire(last_day + TimeDelta::days(1)).await, Ok(2));
        assert_eq!(stage.store.expire(last_day + TimeDelta::days(1)).await, Ok(0));
        assert_eq!((counts(&stage).await, status(&stage, 3).await), ((2, 0), RegistrationStatus::Bestaetigt));
        let moved_up = "Ihr Tandem ist nachgerückt";
        let wanted =
            [(LENA, "Ihr Tandem ist nicht bestätigt"), (KIM, "Frist abgelaufen"), (3, moved_up), (4, moved_up)];
        assert_eq!(letters(&stage).await, expected(&wanted));
        assert_eq!(answer(&stage, KIM, Answer::Confirm, last_day).await, AnswerOutcome::TooLate);

        let after_closing = noon() + TimeDelta::days(40);
        assert_eq!(stage.store.expire(after_closing).await, Ok(2));
        assert_eq!(letters(&stage).await, expected(&[(LENA, "Niemand gefunden"), (6, "Niemand gefunden")]));
    });
}

#[test]
fn an_event_that_cannot_be_read_keeps_no_other_waiting() {
    on_each_engine(|stage| async move {
        let broken = EventId::new(Uuid::from_u128(6));
        opened(&stage, &plan(2)).await;
        stage.store.create(&koordination(), broken, &plan(2), noon()).await.expect("a new event");
        for event in [broken, SEMINAR] {
            let registered = stage.store.register(Registrar::Guest, event, &tandem(LENA, KIM), noon()).await;
            assert_eq!(registered, Ok(RegistrationOutcome::Registered));
        }
        let spoil = Query::write("UPDATE registration SET status = 'unlesbar' WHERE event = $event RETURN NONE;");
        stage.store.run(spoil.bind("event", Ref(broken))).await.expect("rows of no version");

        let late = stage.store.expire(noon() + TimeDelta::days(8)).await;
        assert!(matches!(late, Err(AppError::Internal(_))), "it is told: {late:?}");
        assert_eq!((counts(&stage).await, status(&stage, KIM).await), ((0, 0), RegistrationStatus::Abgelaufen));

        assert_eq!(register(&stage, &single(3)).await, RegistrationOutcome::Registered);
        let week_before = noon() + TimeDelta::days(36);
        let reminded = stage.store.remind(week_before).await;
        assert!(matches!(reminded, Err(AppError::Internal(_))), "it is told: {reminded:?}");
        let sent = mails_at(&stage, week_before).await;
        let to_three = sent.iter().filter(|to| *to == "person3@beispiel.de").count();
        assert_eq!(to_three, 2, "what confirms the registration, and the reminder: {sent:?}");
    });
}

#[test]
fn the_koordination_brings_two_halves_together_on_the_same_path() {
    on_each_engine(|stage| async move {
        let by = koordination();
        opened(&stage, &EventPlan { waiting_list: true, ..plan(2) }).await;
        let kiso = Participant { funktion: Funktion::KiSo, ..person(KIM) };
        for party in [Party::Half(person(LENA)), Party::Half(kiso), Party::Half(person(3))] {
            assert_eq!(register(&stage, &party).await, RegistrationOutcome::Seeking);
            assert_eq!(register(&stage, &party).await, RegistrationOutcome::AlreadySeeking);
        }
        assert_eq!((counts(&stage).await, letters(&stage).await.len()), ((0, 0), 3));
        let mailed = link(&stage, KIM).await;
        let pair = async |one, other| stage.store.pair(&by, SEMINAR, [&key(one), &key(other)], noon()).await;
        let refused = RegistrationOutcome::Refused(Refusal::CannotPair);
        assert_eq!(pair(LENA, 3).await, Ok(refused), "two Leitungen");
        assert_eq!(pair(LENA, 9).await, Err(AppError::NotFound));
        assert_eq!(pair(LENA, KIM).await, Ok(RegistrationOutcome::Registered));
        assert_eq!(pair(LENA, KIM).await, Ok(RegistrationOutcome::AlreadyRegistered));
        assert_eq!(pair(3, KIM).await, Ok(refused), "never twice in one event");
        assert_eq!(counts(&stage).await, (2, 0));
        let subject = "Wir haben ein Tandem für Sie";
        assert_eq!(letters(&stage).await, expected(&[(LENA, subject), (KIM, subject)]));
        let linked = stage.store.linked(SEMINAR, &mailed).await.expect("the link of the first mail opens it");
        let now = noon().date_naive();
        let confirmed = state(&linked.registration, linked.partner.as_ref(), now);
        assert_eq!(confirmed, State::Confirmed { waits: false });
    });
}

#[test]
fn a_link_is_the_right_to_see_and_to_give_up_but_not_for_drafts_or_strangers() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let internal = EventPlan { audience: Audience::Members, ..plan(2) };
        opened(&stage, &plan(2)).await;
        register(&stage, &tandem(LENA, KIM)).await;
        store.update(&by, SEMINAR, &internal, 1, noon()).await.expect("a change");
        assert_eq!(store.announced_event(Registrar::Guest, SEMINAR).await.err(), Some(AppError::Unauthenticated));
        assert_eq!(status(&stage, KIM).await, RegistrationStatus::Angemeldet, "the invited half has no account");
        let stranger = TokenHash("of nobody".into());
        let refused = store.answer(SEMINAR, &stranger, Answer::Cancel, &Needs::default(), noon()).await;
        assert_eq!(refused, Err(AppError::NotFound));

        let called_off = EventPlan { status: EventStatus::Abgesagt, ..internal.clone() };
        store.update(&by, SEMINAR, &called_off, 2, noon()).await.expect("calling it off");
        assert_eq!(answer(&stage, KIM, Answer::Confirm, noon()).await, AnswerOutcome::TooLate);
        let draft = EventPlan { status: EventStatus::Entwurf, ..internal };
        store.update(&by, SEMINAR, &draft, 3, noon()).await.expect("back to a draft");
        assert_eq!(store.linked(SEMINAR, &link(&stage, KIM).await).await.err(), Some(AppError::NotFound));
    });
}

#[test]
fn either_half_gives_the_tandem_up_and_both_are_told() {
    on_each_engine(|stage| async move {
        opened(&stage, &plan(2)).await;
        register(&stage, &tandem(LENA, KIM)).await;
        answer(&stage, KIM, Answer::Confirm, noon()).await;
        letters(&stage).await;
        for outcome in [AnswerOutcome::Done, AnswerOutcome::Unchanged] {
            assert_eq!(answer(&stage, LENA, Answer::Cancel, noon()).await, outcome);
        }
        let subject = "Ihre Anmeldung ist storniert";
        assert_eq!(letters(&stage).await, expected(&[(LENA, subject), (KIM, subject)]));
        assert_eq!(counts(&stage).await, (0, 0));
        assert_eq!(register(&stage, &tandem(LENA, KIM)).await, RegistrationOutcome::Registered, "they may come back");
        assert_eq!(letters(&stage).await.len(), 2);
    });
}
