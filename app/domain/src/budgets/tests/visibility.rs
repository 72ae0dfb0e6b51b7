//! Who sees which part of a run.

use super::sample;
use crate::{
    access::{BudgetReader, Principal, Role, Scope},
    budgets::{
        port::{RunHead, VisibleRun},
        *,
    },
    error::AppError,
    ids::{AccountId, RunId},
};
use chrono::DateTime;
use std::sync::Arc;
use uuid::Uuid;

fn visible(role: Role, scope: Scope) -> VisibleRun {
    let account = AccountId::new(Uuid::from_u128(1));
    let by = Principal { account, role, scope }.require::<BudgetReader>().expect("a role that reads budgets");
    let head = RunHead {
        id: RunId::new(Uuid::from_u128(2)),
        year: 2027,
        saved_by: account,
        saved_at: DateTime::UNIX_EPOCH,
        status: RunStatus::Draft,
    };
    VisibleRun::new(head, Arc::new(KeptRun::new(sample::run())), &by)
}

#[test]
fn the_office_sees_the_whole_run() {
    let run = visible(Role::Finanzen, Scope::All);
    let view = run.view(&[]);
    assert_eq!((view.kitas.len(), view.anstellungstraeger.len()), (98, 12));
    assert_eq!((view.sozialraeume.len(), view.kommunen.len()), (8, 4));
    assert!(view.totals.is_some() && run.whole().is_ok());
}

#[test]
fn an_employer_sees_its_own_part_and_nothing_else() {
    let own = sample::employer_id(1);
    let run = visible(Role::Anstellungstraeger, Scope::Anstellungstraeger(own));
    let foreign = Warning::KitaWithoutAnstellungstraeger { kita: sample::kita_id(1) };
    let mine = Warning::KitaWithoutAnstellungstraeger { kita: sample::kita_id(24) };
    let view = run.view(&[foreign, mine.clone()]);
    let numbers: Vec<&str> = view.kitas.iter().map(|kita| kita.number.as_str()).collect();
    assert_eq!(numbers, ["024", "025", "061", "076"]);
    assert_eq!(view.anstellungstraeger.len(), 1);
    assert_eq!(view.anstellungstraeger[0].budget, Euro::from_cents(11_517_510));
    assert!(view.totals.is_none() && view.sozialraeume.is_empty() && view.kommunen.is_empty());
    assert_eq!(view.warnings.into_iter().map(|row| row.warning).collect::<Vec<_>>(), [mine]);
    assert_eq!(run.whole().err(), Some(AppError::Forbidden));
}

#[test]
fn a_foreign_figure_does_not_exist_for_an_employer() {
    let run = visible(Role::Anstellungstraeger, Scope::Anstellungstraeger(sample::employer_id(1)));
    let explained = |figure| run.explain(figure).expect("the run verifies").is_some();
    let kita = |n| Figure::Kita { kita: sample::kita_id(n), part: Part::Budget };
    assert!(explained(kita(24)) && !explained(kita(1)));
    let employer =
        |n| Figure::Anstellungstraeger { anstellungstraeger: sample::employer_id(n), part: EmployerPart::Budget };
    assert!(explained(employer(1)) && !explained(employer(2)));
    assert!(!explained(Figure::Total { total: Total::Gesamt }));
    assert!(!explained(Figure::Sozialraum { sozialraum: sample::sozialraum_id(0), part: Part::Budget }));
}

#[test]
fn nothing_of_the_area_means_no_row_at_all() {
    let view = visible(Role::Finanzen, Scope::Nothing).view(&[]);
    assert!(view.kitas.is_empty() && view.anstellungstraeger.is_empty() && view.totals.is_none());
}
