//! A Verwendungsnachweis in memory, with the steps as the store would keep them.

use super::super::*;
use crate::{
    access::{Anstellungstraeger, Koordination, Role, Scope},
    budgets::{
        Euro, Figure, Part,
        payment::{
            CounterEntry, EmployerPlan, Ledger,
            tests::stage::{self, Stage, employer},
        },
    },
    error::AppError,
    ids::KitaId,
    people::SettlementMode,
};
use uuid::Uuid;

pub const NEXT: i32 = stage::YEAR + 1;

pub fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

pub fn kita(number: u32) -> KitaId {
    KitaId::new(Uuid::from_u128(0x2000 + u128::from(number)))
}

pub fn share(number: u32, budget: i64) -> KitaShare {
    let figure = Figure::Kita { kita: kita(number), part: Part::Budget };
    let (name, number_text) = (format!("Kita {number}"), format!("{number:03}"));
    KitaShare { kita: kita(number), number: number_text, name, budget: euro(budget), figure }
}

pub fn recognised(number: u32, budget: i64, claimed: i64, recognised: i64) -> Recognised {
    Recognised {
        kita: kita(number),
        number: format!("{number:03}"),
        name: format!("Kita {number}"),
        budget: euro(budget),
        claimed: euro(claimed),
        recognised: euro(recognised),
        objection: (recognised < claimed).then(|| "Sachkosten".into()),
    }
}

pub fn basis(mode: SettlementMode, budget: i64, ordered: i64) -> Basis {
    Basis {
        formula: Basis::FORMULA,
        run: stage::run_id(1),
        mode,
        budget: euro(budget),
        ordered: euro(ordered),
        offset_before: Euro::ZERO,
        received_before: Euro::ZERO,
        lump: None,
    }
}

pub fn own() -> Anstellungstraeger {
    stage::proof(6, Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(1)))
}

pub fn foreign() -> Anstellungstraeger {
    stage::proof(7, Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(2)))
}

pub fn koordination(account: u128) -> Koordination {
    stage::proof(account, Role::Koordination, Scope::All)
}

pub fn statement(costs: &[(u32, i64)]) -> Statement {
    let cost = |(number, cost): &(u32, i64)| KitaCost {
        kita: kita(*number),
        number: format!("{number:03}"),
        name: format!("Kita {number}"),
        personnel: Some(euro(*cost)),
        training: Some(Euro::ZERO),
    };
    Statement { kitas: costs.iter().map(cost).collect(), remarks: None }
}

/// The settled year, the year after it, and the Verwendungsnachweis of employer 1, who has one Kita.
#[derive(Clone)]
pub struct Two {
    pub year: Stage,
    pub next: Stage,
    pub proof: Verwendungsnachweis,
}

impl Two {
    pub fn new(budget: i64, budget_next: i64) -> Self {
        let mut next = Stage::new(&[budget_next]);
        next.ledger.year = NEXT;
        let proof = Verwendungsnachweis::blank(stage::YEAR, employer(1));
        Self { year: Stage::new(&[budget]), next, proof }
    }

    /// All months are ordered.
    pub fn ordered(budget: i64, budget_next: i64) -> Self {
        let mut two = Self::new(budget, budget_next);
        for month in 0..12 {
            // Nothing is due in a month of a budget of a few cents.
            drop(two.year.order(u128::from(month), month));
        }
        two
    }

    pub fn advance(&mut self, step: &Advance) {
        self.proof.version += 1;
        self.proof.status = step.to();
        self.proof.statement = step.statement().clone();
        self.proof.examination = step.examination().cloned();
    }

    pub fn submit(&mut self, cost: i64) {
        let step = Advance::submit(&self.proof, statement(&[(1, cost)]), &own()).expect("submits");
        self.advance(&step);
    }

    pub fn plan(stage: &Stage) -> EmployerPlan {
        stage.plan().row(employer(1)).cloned().expect("a row")
    }

    pub fn examine(&mut self, amount: i64, offset_year: Option<i32>) {
        let claimed = self.proof.statement.kitas[0].claimed().map_or(0, |claimed| claimed.cents()) as i64;
        let plan = Self::plan(&self.year);
        let basis = Basis {
            ordered: plan.ordered_sum().expect("a sum"),
            offset_before: self.proof.offset_before().expect("a sum"),
            received_before: plan.received,
            run: self.year.ledger.released.expect("a run"),
            ..basis(SettlementMode::M1, plan.budget.cents() as i64, 0)
        };
        let kitas = vec![recognised(1, plan.budget.cents() as i64, claimed, amount.min(claimed))];
        let step = Advance::examine(&self.proof, basis, kitas, offset_year, &koordination(1)).expect("checks");
        self.advance(&step);
    }

    pub fn settling(&self, by: u128) -> Result<Settling, AppError> {
        let (plan, next) = (Self::plan(&self.year), Self::plan(&self.next));
        let target: (&Ledger, &EmployerPlan) = (&self.next.ledger, &next);
        Settling::of(&self.proof, (&self.year.ledger, &plan), Some(target), &stage::finanzen(by))
    }

    pub fn settle(&mut self) -> Result<Settling, AppError> {
        let settling = self.settling(2)?;
        self.proof.version += 1;
        self.proof.status = ProofStatus::Settled;
        self.proof.settlements.push(Settlement {
            number: settling.number(),
            examination: settling.examination().clone(),
            offset: settling.offset(),
            by: crate::ids::AccountId::new(Uuid::from_u128(2)),
            at: stage::now(),
        });
        let entry = CounterEntry {
            anstellungstraeger: employer(1),
            year: stage::YEAR,
            number: settling.number(),
            eligible: Outcome::of(settling.examination()).expect("an outcome").eligible,
            offset: settling.offset(),
            offset_year: settling.target().map(|(year, _)| year),
            at: stage::now(),
        };
        for stage in [&mut self.year, &mut self.next] {
            stage.ledger.version += 1;
            stage.ledger.counter_entries.push(entry.clone());
        }
        Ok(settling)
    }
}
