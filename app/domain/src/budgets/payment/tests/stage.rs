//! A year of payments in memory: people, a plan, and the steps as the store would keep them.

use crate::{
    access::{Finanzen, Kasse, PaymentPlanner, PaymentReader, Principal, Right, Role, Scope},
    budgets::{
        AnstellungstraegerRow, Euro, Vzae, WeeklyHours, abschlag,
        payment::{
            Anordnung, Booked, Cancellation, Feststellung, FileOrder, Ledger, PaymentRun, Prepared, Step, StepKind,
            YearPlan,
        },
    },
    error::AppError,
    ids::{AccountId, AnstellungstraegerId, PaymentRunId, RunId},
    people::{BankAccount, Iban},
};
use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use std::collections::BTreeMap;
use uuid::Uuid;

pub const YEAR: i32 = 2027;

/// The ledger of a year and the budgets of its released run.
#[derive(Clone, Debug)]
pub struct Stage {
    pub ledger: Ledger,
    pub budgets: BTreeMap<u32, i64>,
}

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2027, 1, 11, 8, 0, 0).single().expect("a moment")
}

pub fn today() -> NaiveDate {
    now().date_naive()
}

pub fn employer(number: u32) -> AnstellungstraegerId {
    AnstellungstraegerId::new(Uuid::from_u128(0x4000 + u128::from(number)))
}

pub fn run_id(number: u128) -> RunId {
    RunId::new(Uuid::from_u128(0x7000 + number))
}

pub fn payment_id(number: u128) -> PaymentRunId {
    PaymentRunId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number))
}

pub fn principal(account: u128, role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(account)), role, scope }
}

pub fn proof<R: Right>(account: u128, role: Role, scope: Scope) -> R {
    principal(account, role, scope).require().expect("a role with the right")
}

pub fn finanzen(account: u128) -> Finanzen {
    proof(account, Role::Finanzen, Scope::All)
}

pub fn kasse() -> Kasse {
    proof(9, Role::Kasse, Scope::Nothing)
}

pub fn planner() -> PaymentPlanner {
    proof(1, Role::Koordination, Scope::All)
}

pub fn reader(role: Role, scope: Scope) -> PaymentReader {
    proof(8, role, scope)
}

/// The published example number of the Bundesbank, for everybody.
pub fn account(holder: &str) -> Option<BankAccount> {
    let iban = Iban::parse("iban", "DE89 3704 0044 0532 0130 00").ok()?;
    Some(BankAccount { holder: holder.to_owned(), iban })
}

impl Stage {
    /// `budgets` in cents, of the employers 1, 2, …
    pub fn new(budgets: &[i64]) -> Self {
        let budgets = (1..).zip(budgets.iter().copied()).collect();
        let ledger = Ledger {
            year: YEAR,
            version: 1,
            released: Some(run_id(1)),
            runs: vec![],
            suspensions: vec![],
            counter_entries: vec![],
            received: vec![],
            first_charge: vec![],
            traeger: None,
        };
        Self { ledger, budgets }
    }

    /// Another run is released.
    pub fn correct(&mut self, run: u128, budgets: &[i64]) {
        self.ledger.released = Some(run_id(run));
        self.ledger.version += 1;
        self.budgets = (1..).zip(budgets.iter().copied()).collect();
    }

    pub fn plan(&self) -> YearPlan {
        let row = |(number, budget): (&u32, &i64)| AnstellungstraegerRow {
            anstellungstraeger: employer(*number),
            name: format!("Träger {number}"),
            kitas: 1,
            budget: Euro::from_cents(*budget),
            vzae: Vzae::ZERO,
            hours: WeeklyHours::ZERO,
            months: abschlag::plan(Euro::from_cents(*budget)).expect("plans"),
            planned: None,
        };
        let rows: Vec<_> = self.budgets.iter().map(row).collect();
        YearPlan::new(self.ledger.released.expect("a released run"), &rows, &self.ledger).expect("plans")
    }

    pub fn payment(&self, number: u128) -> &PaymentRun {
        self.ledger.run(payment_id(number)).expect("the payment run")
    }

    pub fn prepare(&mut self, number: u128, month: u8) -> Result<(), AppError> {
        let preparation =
            Prepared::of(payment_id(number), month, &self.plan(), &self.ledger, |_| account("Träger e. V."))?;
        let prepared = preparation.prepared;
        self.ledger.runs.push(PaymentRun {
            id: prepared.id(),
            year: prepared.year(),
            month: prepared.month(),
            run: prepared.run(),
            lines: prepared.lines().to_vec(),
            steps: vec![],
            bookings: vec![],
            execution: None,
        });
        self.step(number, StepKind::Prepared, 1, None);
        Ok(())
    }

    pub fn feststellen(&mut self, number: u128, by: u128) -> Result<(), AppError> {
        Feststellung::of(self.payment(number), &self.plan(), self.ledger.version, &finanzen(by))?;
        self.step(number, StepKind::Festgestellt, by, None);
        Ok(())
    }

    pub fn anordnen(&mut self, number: u128, by: u128) -> Result<(), AppError> {
        Anordnung::of(self.payment(number), &self.plan(), self.ledger.version, &finanzen(by))?;
        self.step(number, StepKind::Angeordnet, by, None);
        Ok(())
    }

    /// Prepared, festgestellt and angeordnet by three people.
    pub fn order(&mut self, number: u128, month: u8) -> Result<(), AppError> {
        self.prepare(number, month)?;
        self.feststellen(number, 2)?;
        self.anordnen(number, 3)
    }

    pub fn cancel(&mut self, number: u128) -> Result<(), AppError> {
        let base = self.ledger.version;
        let cancellation = Cancellation::of(self.payment(number), "Konto geändert", base, &planner())?;
        let reason = cancellation.reason().to_owned();
        self.step(number, StepKind::Cancelled, 1, Some(reason));
        Ok(())
    }

    pub fn make_file(&mut self, number: u128, execution: &str) -> Result<(), AppError> {
        let order = FileOrder::of(self.payment(number), execution, today(), self.ledger.version, &kasse())?;
        self.step(number, StepKind::FileMade, 9, None);
        self.payment_mut(number).execution = Some(order.execution());
        Ok(())
    }

    pub fn pay(&mut self, number: u128) -> Result<(), AppError> {
        let booked = Booked::all_paid(self.payment(number), today(), self.ledger.version, &kasse(), now())?;
        self.book(number, &booked);
        Ok(())
    }

    pub fn pay_one(&mut self, number: u128, of: u32) -> Result<(), AppError> {
        let of = Some(employer(of).into());
        let booked = Booked::paid(self.payment(number), of, today(), self.ledger.version, &kasse(), now())?;
        self.book(number, &booked);
        Ok(())
    }

    pub fn give_back(&mut self, number: u128, of: u32) -> Result<(), AppError> {
        let why = (today(), "Konto erloschen");
        let booked = Booked::returned(self.payment(number), employer(of), why, self.ledger.version, &kasse(), now())?;
        self.book(number, &booked);
        Ok(())
    }

    fn book(&mut self, number: u128, booked: &Booked) {
        self.payment_mut(number).bookings.extend_from_slice(booked.bookings());
        self.ledger.version += 1;
    }

    fn step(&mut self, number: u128, kind: StepKind, by: u128, reason: Option<String>) {
        let by = AccountId::new(Uuid::from_u128(by));
        self.payment_mut(number).steps.push(Step { kind, by, name: "Demo".into(), at: now(), reason });
        self.ledger.version += 1;
    }

    fn payment_mut(&mut self, number: u128) -> &mut PaymentRun {
        self.ledger.runs.iter_mut().find(|run| run.id == payment_id(number)).expect("the payment run")
    }
}
