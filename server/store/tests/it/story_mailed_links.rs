//! Links to registrations and certificates that went out by mail: what each of them opens, and for how long.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_attendance::{Counted, enter, marking, seated, second_day, step},
    story_contact::migration,
    story_events::{SEMINAR, key, koordination, link, plan, register, single},
};
use chrono::TimeDelta;
use domain::{
    AppError,
    accounts::TokenHash,
    events::{
        Attendance, Opening,
        attendance::Step,
        certificate::CertificateNumber,
        port::{AnswerOutcome, AttendanceStore, EventStore, RegistrationOutcome},
        rules::Registrar,
        tandem::{Answer, Needs},
    },
    ids::EventId,
};
use store::internals::Query;
use uuid::Uuid;

fn hash(text: &str) -> TokenHash {
    TokenHash(text.into())
}

async fn opens(stage: &Stage, link: &TokenHash) -> Result<(), AppError> {
    stage.store.linked(SEMINAR, link).await.map(|_| ())
}

#[test]
fn every_link_of_a_registration_opens_it_until_the_person_registers_anew() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        store.create(&koordination(), SEMINAR, &plan(2), noon()).await.expect("a new event");
        let own = Opening::Registration { event: SEMINAR, person: key(1) };
        assert_eq!(store.keep_link(&own, &hash("early"), noon()).await, Ok(false), "nobody is registered");
        assert_eq!(opens(&stage, &hash("early")).await, Err(AppError::NotFound));

        register(&stage, &single(1)).await;
        let (first, second) = (link(&stage, 1).await, link(&stage, 1).await);
        assert_eq!((opens(&stage, &first).await, opens(&stage, &second).await), (Ok(()), Ok(())));
        let elsewhere = store.linked(EventId::new(Uuid::from_u128(8)), &first).await;
        assert_eq!(elsewhere.err(), Some(AppError::NotFound), "of another event");

        let answer = async |link: &TokenHash, what| store.answer(SEMINAR, link, what, &Needs::default(), noon()).await;
        assert_eq!(answer(&first, Answer::Cancel).await, Ok(AnswerOutcome::Done));
        assert_eq!(answer(&second, Answer::Cancel).await, Ok(AnswerOutcome::Unchanged));
        let later = noon() + TimeDelta::hours(1);
        let anew = store.register(Registrar::Guest, SEMINAR, &single(1), later).await;
        assert_eq!(anew, Ok(RegistrationOutcome::Registered));
        for old in [&first, &second] {
            assert_eq!(opens(&stage, old).await, Err(AppError::NotFound));
            assert_eq!(answer(old, Answer::Cancel).await, Err(AppError::NotFound));
        }
        // The first mail is tried again only now: its link goes to what there is.
        assert_eq!(store.keep_link(&own, &hash("late"), later).await, Ok(true));
        assert_eq!(opens(&stage, &hash("late")).await, Ok(()));
        assert_eq!(answer(&hash("late"), Answer::Cancel).await, Ok(AnswerOutcome::Done));
    });
}

/// The second day is over, everybody was there, and certificates are issued; the number of person 3.
async fn certified(stage: &Stage) -> CertificateNumber {
    seated(stage).await;
    let there = [1, 2, 3].map(|person| [0, 1].map(|day| marking(key(person), day, Attendance::Anwesend)));
    enter(stage, &there.concat()).await.expect("attendance");
    step(stage, Step::Hold).await.expect("a step");
    let (by, store) = (koordination(), &stage.store);
    let issued = store.issue_certificates(&by, SEMINAR, &Counted::default(), "", second_day()).await;
    assert_eq!(issued, Ok(3));
    let sheet = store.sheet(&by, SEMINAR).await.expect("a sheet");
    sheet.certificate(&key(3)).expect("a certificate").number.clone()
}

fn to_certificate(number: &CertificateNumber) -> Opening {
    Opening::Certificate { event: SEMINAR, person: key(3), number: number.clone() }
}

#[test]
fn a_link_to_a_certificate_opens_this_one_and_goes_with_the_registrations() {
    const LEFT: &str = "RETURN array::len((SELECT id FROM mailed_link));";
    on_each_engine(|stage| async move {
        let (number, store) = (certified(&stage).await, &stage.store);
        assert_eq!(store.keep_link(&to_certificate(&number), &hash("paper"), noon()).await, Ok(true));
        let foreign = Opening::Certificate { event: SEMINAR, person: key(2), number: number.clone() };
        assert_eq!(store.keep_link(&foreign, &hash("foreign"), noon()).await, Ok(false), "nobody has it");
        let seat = link(&stage, 3).await;
        let found = store.linked_certificate(&number, &hash("paper")).await.expect("a certificate");
        assert_eq!((&found.number, found.person), (&number, key(3)));
        for other in [&seat, &hash("foreign"), &hash("nobody")] {
            assert_eq!(store.linked_certificate(&number, other).await.err(), Some(AppError::NotFound));
        }
        assert_eq!(opens(&stage, &hash("paper")).await, Err(AppError::NotFound), "it is no way to the registration");

        let after = (second_day() + chrono::Days::new(1)).date_naive();
        assert_eq!(store.delete_registrations(after, 3).await, Ok(3));
        assert_eq!(store.value::<i64>(Query::read(LEFT)).await, Ok(0));
        assert_eq!(opens(&stage, &seat).await, Err(AppError::NotFound));
    });
}

/// Links that were mailed while a registration and a certificate had one hash each.
#[test]
fn links_of_before_open_what_they_did() {
    const BEFORE: &str = "
        REMOVE TABLE mailed_link;
        REMOVE FIELD linked ON registration;
        UPDATE registration UNSET linked RETURN NONE;
        DEFINE FIELD link ON registration TYPE option<string>;
        DEFINE INDEX registration_link ON registration FIELDS link;
        UPDATE registration SET link = 'seat' WHERE person = $person RETURN NONE;
        DEFINE FIELD link ON certificate TYPE string;
        UPDATE certificate SET link = number RETURN NONE;
    ";
    on_each_engine(|stage| async move {
        let (number, store) = (certified(&stage).await, &stage.store);
        store.run(Query::write(BEFORE).bind("person", key(3).to_string())).await.expect("as it was");
        store.run(migration("0060_mailed_link")).await.expect("a migration");
        assert_eq!(opens(&stage, &hash("seat")).await, Ok(()));
        let found = store.linked_certificate(&number, &hash(&number.to_string())).await;
        assert_eq!(found.map(|certificate| certificate.person), Ok(key(3)));
        let rows = store.registrations(&koordination(), SEMINAR).await.expect("a list");
        let linked: Vec<_> = rows.iter().filter(|row| row.linked).map(|row| row.person.clone()).collect();
        assert_eq!(linked, [key(3)]);
    });
}
