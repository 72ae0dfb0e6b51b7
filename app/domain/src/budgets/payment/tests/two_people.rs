//! Who may do what after whom: release, Feststellung and Anordnung need two people, the Kasse does none of them.

use super::stage::{self, Stage, finanzen, principal};
use crate::{
    access::{Finanzen, Kasse, Role, Scope},
    budgets::{
        Release, RunStatus,
        payment::{NextSteps, PaymentStatus},
        port::RunHead,
    },
    error::{AppError, ErrorCode},
    ids::AccountId,
};
use uuid::Uuid;

fn head(status: RunStatus) -> RunHead {
    let saved_by = AccountId::new(Uuid::from_u128(1));
    RunHead { id: stage::run_id(1), year: stage::YEAR, saved_by, saved_at: stage::now(), status }
}

fn refused(code: ErrorCode) -> AppError {
    AppError::field("", code)
}

#[test]
fn a_run_is_released_by_somebody_else_once_it_was_asked_for() {
    let requested = |by: u128| head(RunStatus::Requested { by: AccountId::new(Uuid::from_u128(by)), at: stage::now() });
    assert_eq!(Release::of(&requested(1), &finanzen(2)).map(|release| release.run()), Ok(stage::run_id(1)));
    assert_eq!(Release::of(&requested(4), &finanzen(1)).err(), Some(refused(ErrorCode::SamePerson)), "calculated it");
    assert_eq!(Release::of(&requested(2), &finanzen(2)).err(), Some(refused(ErrorCode::SamePerson)), "asked for it");
    assert_eq!(Release::of(&head(RunStatus::Draft), &finanzen(2)).err(), Some(refused(ErrorCode::WrongState)));
    let released = RunStatus::Released { by: AccountId::new(Uuid::from_u128(2)), at: stage::now() };
    assert_eq!(Release::of(&head(released), &finanzen(3)).err(), Some(refused(ErrorCode::WrongState)));
}

#[test]
fn feststellung_and_anordnung_of_one_payment_are_never_by_one_person() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    assert_eq!(stage.anordnen(1, 3), Err(refused(ErrorCode::WrongState)), "before the Feststellung");
    stage.feststellen(1, 2).expect("feststellt");
    assert_eq!(stage.feststellen(1, 3), Err(refused(ErrorCode::WrongState)), "twice");
    assert_eq!(stage.anordnen(1, 2), Err(refused(ErrorCode::SamePerson)));
    stage.anordnen(1, 3).expect("ordnet an");
    assert_eq!(stage.payment(1).status(), PaymentStatus::Angeordnet);
    assert_eq!(stage.cancel(1), Err(refused(ErrorCode::WrongState)), "what is ordered is not taken back");
    for role in Role::ALL {
        let person = principal(5, role, Scope::All);
        assert_eq!(person.require::<Finanzen>().is_ok(), role == Role::Finanzen, "{role:?}");
        assert_eq!(person.require::<Kasse>().is_ok(), role == Role::Kasse, "{role:?}");
    }
}

#[test]
fn the_page_offers_each_person_their_own_next_step() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.prepare(1, 0).expect("prepares");
    let next = |stage: &Stage, account, role, scope| -> NextSteps {
        NextSteps::of(stage.payment(1), &principal(account, role, scope))
    };
    assert!(next(&stage, 2, Role::Finanzen, Scope::All).feststellen);
    assert!(next(&stage, 1, Role::Koordination, Scope::All).cancel);
    stage.feststellen(1, 2).expect("feststellt");
    let own = next(&stage, 2, Role::Finanzen, Scope::All);
    assert!(own.needs_second_person && !own.anordnen && !own.feststellen);
    assert!(next(&stage, 3, Role::Finanzen, Scope::All).anordnen);
    stage.anordnen(1, 3).expect("ordnet an");
    let kasse = next(&stage, 9, Role::Kasse, Scope::Nothing);
    assert!(kasse.make_file && kasse.book_paid && kasse.book_returned && kasse.files && !kasse.anordnen);
    let audit = next(&stage, 7, Role::Revision, Scope::All);
    assert_eq!(audit, NextSteps { files: true, ..NextSteps::default() });
    let own = Scope::Anstellungstraeger(stage::employer(1));
    assert_eq!(next(&stage, 6, Role::Anstellungstraeger, own), NextSteps::default());
}
