//! Who may do what after whom, and what each may see.

use super::super::*;
use super::stage::{NEXT, Two, euro, foreign, koordination, own, statement};
use crate::{
    access::{BudgetReader, Role, Scope},
    budgets::{
        Euro,
        payment::tests::stage::{self, employer},
    },
    error::{AppError, ErrorCode},
    ids::AccountId,
};
use chrono::NaiveDate;
use uuid::Uuid;

fn refused(code: ErrorCode) -> Option<AppError> {
    Some(AppError::field("", code))
}

#[test]
fn the_way_from_draft_to_settlement_has_one_order() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    assert_eq!(Advance::save(&two.proof, statement(&[(1, 1)]), &foreign()).err(), Some(AppError::Forbidden));
    let mut gaps = statement(&[(1, 1)]);
    gaps.kitas[0].training = None;
    assert_eq!(Advance::submit(&two.proof, gaps, &own()).err(), refused(ErrorCode::WrongState));
    assert_eq!(Advance::give_back(&two.proof, "Warum?", &koordination(1)).err(), refused(ErrorCode::WrongState));
    two.submit(1_100_000);
    assert_eq!(Advance::save(&two.proof, statement(&[(1, 1)]), &own()).err(), refused(ErrorCode::WrongState));
    assert_eq!(two.settling(2).err(), refused(ErrorCode::WrongState), "not checked yet");
    let back = Advance::give_back(&two.proof, "Bitte Belege prüfen", &koordination(1)).expect("gives back");
    two.advance(&back);
    assert_eq!((two.proof.status, two.proof.statement.kitas.len()), (ProofStatus::Draft, 1), "nothing typed is lost");
    two.submit(1_100_000);
    two.examine(1_100_000, None);
    assert_eq!(two.settling(1).err(), refused(ErrorCode::SamePerson));
    assert_eq!(Advance::reopen(&two.proof, "Fehler", &koordination(1)).err(), refused(ErrorCode::WrongState));
    two.settle().expect("settles");
    assert_eq!(two.settling(3).err(), refused(ErrorCode::WrongState), "settled twice");
    assert_eq!(Advance::give_back(&two.proof, "Warum?", &koordination(1)).err(), refused(ErrorCode::WrongState));
    assert_eq!(Two::plan(&two.year).rueckforderung, euro(100_000));
}

#[test]
fn what_was_paid_too_much_is_offset_with_open_months_and_the_rest_reclaimed() {
    let mut two = Two::ordered(1_200_000, 120_000);
    for month in 0..11 {
        two.next.order(100 + u128::from(month), month).expect("is ordered");
    }
    two.submit(1_150_000);
    two.examine(1_150_000, Some(NEXT));
    let settled = two.settle().expect("settles");
    assert_eq!(settled.offset(), euro(10_000), "December is all that is open");
    let next = Two::plan(&two.next);
    assert_eq!((next.months[11], next.rueckforderung), (Euro::ZERO, Euro::ZERO));
    assert_eq!(Two::plan(&two.year).rueckforderung, euro(40_000));
}

#[test]
fn where_nothing_is_open_there_is_nothing_to_offset() {
    let mut two = Two::ordered(1_200_000, 0);
    two.submit(1_150_000);
    two.examine(1_150_000, Some(NEXT));
    let error = two.next.plan().row(employer(1)).is_none();
    assert!(error, "a budget of nothing has no plan");
    let plan = Two::plan(&two.year);
    let settled = Settling::of(&two.proof, (&two.year.ledger, &plan), None, &stage::finanzen(2));
    assert_eq!(settled.err(), refused(ErrorCode::BasisChanged), "the year to offset with has no plan");
    let mut two = Two::ordered(1_200_000, 1_200_000);
    for month in 0..12 {
        two.next.order(100 + u128::from(month), month).expect("is ordered");
    }
    two.submit(1_150_000);
    two.examine(1_150_000, Some(NEXT));
    assert_eq!(two.settling(2).err(), Some(AppError::field("offset_year", ErrorCode::NothingDue)));
}

#[test]
fn a_payment_or_a_run_after_the_check_needs_another_check() {
    let mut two = Two::new(1_200_000, 1_200_000);
    two.year.order(1, 0).expect("is ordered");
    two.submit(50_000);
    two.examine(50_000, None);
    two.year.order(2, 1).expect("is ordered");
    assert_eq!(two.settling(2).err(), refused(ErrorCode::BasisChanged));
    two.examine(50_000, None);
    two.year.correct(2, &[1_300_000]);
    assert_eq!(two.settling(2).err(), refused(ErrorCode::BasisChanged));
    two.examine(50_000, None);
    assert!(two.settling(2).is_ok());
}

#[test]
fn nobody_offsets_with_the_year_itself_an_earlier_one_or_without_anything_to_offset() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(1_200_000);
    for year in [stage::YEAR, stage::YEAR - 1] {
        let basis = super::stage::basis(crate::people::SettlementMode::M1, 1_200_000, 1_200_000);
        let kitas = vec![super::stage::recognised(1, 1_200_000, 1_200_000, 1_200_000)];
        let refused = Advance::examine(&two.proof, basis, kitas, Some(year), &koordination(1));
        assert_eq!(refused.err(), Some(AppError::field("offset_year", ErrorCode::NotAChoice)), "{year}");
    }
    two.examine(1_200_000, Some(NEXT));
    assert_eq!(two.proof.examination.as_ref().and_then(|found| found.offset_year), None);
    assert_eq!(two.settle().expect("settles").target(), None);
}

#[test]
fn each_person_is_offered_the_own_next_step() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    let next =
        |two: &Two, account, role, scope| NextProofSteps::of(&two.proof, &stage::principal(account, role, scope));
    let own = Scope::Anstellungstraeger(employer(1));
    assert!(next(&two, 6, Role::Anstellungstraeger, own.clone()).edit);
    let foreign = Scope::Anstellungstraeger(employer(2));
    assert_eq!(next(&two, 7, Role::Anstellungstraeger, foreign), NextProofSteps::default());
    two.submit(1);
    assert_eq!(next(&two, 6, Role::Anstellungstraeger, own), NextProofSteps::default());
    let office = next(&two, 1, Role::Koordination, Scope::All);
    assert!(office.examine && office.give_back && !office.settle);
    two.examine(1, None);
    assert!(next(&two, 2, Role::Finanzen, Scope::All).settle);
    assert!(next(&two, 1, Role::Finanzen, Scope::All).needs_second_person, "who checked it in another role");
    two.settle().expect("settles");
    assert!(next(&two, 1, Role::Koordination, Scope::All).reopen);
    assert_eq!(next(&two, 8, Role::Revision, Scope::All), NextProofSteps::default());
}

#[test]
fn a_draft_is_its_employers_alone_and_nobody_sees_a_foreign_one() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    let draft = Advance::save(&two.proof, statement(&[(1, 77)]), &own()).expect("saves");
    two.advance(&draft);
    two.proof.steps.push(ProofStep {
        kind: ProofStepKind::GivenBack,
        by: AccountId::new(Uuid::from_u128(1)),
        name: "Koordination".into(),
        at: stage::now(),
        reason: Some("Frage".into()),
    });
    let settings = YearSettings::default_of(stage::YEAR);
    let ledger = SettlementLedger { year: stage::YEAR, settings, proofs: vec![two.proof.clone()] };
    let seen = |role, scope| ledger.clone().visible_to(&stage::proof::<BudgetReader>(8, role, scope)).proofs;
    assert!(seen(Role::Koordination, Scope::All)[0].statement.kitas.is_empty(), "not submitted yet");
    let own = seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(1)));
    assert_eq!((own[0].statement.kitas.len(), own[0].steps[0].name.as_str()), (1, ""), "without the office's names");
    assert_eq!(own[0].steps[0].reason.as_deref(), Some("Frage"));
    assert!(seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(2))).is_empty());
    assert!(seen(Role::Anstellungstraeger, Scope::Nothing).is_empty());
    let day = |day| NaiveDate::from_ymd_opt(stage::YEAR + 1, 4, day).expect("a day");
    let row = |today| ProofRow::new((employer(1), "A", Euro::ZERO), &two.proof, &settings, today).expect("a row");
    assert!(row(day(1)).is_late && !row(settings.deadline).is_late, "the day itself is in time");
}
