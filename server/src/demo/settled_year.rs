//! A year of the demo that is over: released, paid in full, and on its way to being settled.

use super::budgets::YEAR;
use crate::AppState;
use anyhow::{Context, anyhow};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    access::{
        Anstellungstraeger, BudgetReader, DirectoryReader, Finanzen, Kasse, Koordination, PaymentReader, Principal,
        Role, Scope,
    },
    budgets::{
        Euro, Inputs, Release, calculate, demo,
        first_charge::{FirstChargeChange, FirstChargeInput},
        payment::{Anordnung, Booked, Feststellung, Ledger, Payee, Prepared, YearPlan},
        settlement::{
            Advance, Basis, KitaCost, KitaShare, Recognised, Settling, Statement, Verwendungsnachweis, claims,
            settlement_mode,
        },
    },
    ids::{AnstellungstraegerId, FirstChargeId, PaymentRunId, RunId},
    people::{self, Directory},
};
use uuid::Uuid;

const SETTLED: i32 = YEAR - 1;
/// Its run.
const RUN: RunId = RunId::new(Uuid::from_u128(0x0b_0002));

/// How far the demo's employers have come; whoever is missing here has not begun, the employer of the demo's login among
/// them.
const SUBMITTED: [u32; 4] = [1, 5, 6, 7];
const CHECKED: u32 = 4;
const DONE: u32 = 2;
const DRAFT: u32 = 8;

/// Who acts in it.
struct Cast<'a> {
    state: &'a AppState,
    koordination: Principal,
    first: Principal,
    second: Principal,
    kasse: Principal,
    employer: Principal,
    directory: Directory,
}

/// Fills the year before the demo's own.
pub async fn fill(state: &AppState, koordination: &Principal) -> anyhow::Result<()> {
    let accounts = state.ports.accounts.list(&koordination.require()?).await?;
    let of = |role: Role, position: usize, scope: Scope| {
        let found = accounts.iter().filter(|account| account.role == role).nth(position);
        found.map(|found| Principal { account: found.id, role, scope }).context("the demo has no such account")
    };
    let reader: DirectoryReader = koordination.require()?;
    let last_day = NaiveDate::from_ymd_opt(SETTLED, 12, 31).context("a day")?;
    let cast = Cast {
        state,
        koordination: koordination.clone(),
        first: of(Role::Finanzen, 0, Scope::All)?,
        second: of(Role::Finanzen, 1, Scope::All)?,
        kasse: of(Role::Kasse, 0, Scope::Nothing)?,
        employer: of(Role::Anstellungstraeger, 0, Scope::Nothing)?,
        directory: state.ports.directory.read(&reader, last_day).await?,
    };
    cast.first_charge().await?;
    cast.release(last_day).await?;
    for month in 0..12 {
        cast.pay(month).await?;
    }
    for number in SUBMITTED.into_iter().chain([CHECKED, DONE]) {
        cast.submit(people::demo::anstellungstraeger(number)).await?;
    }
    for number in [CHECKED, DONE] {
        cast.examine(people::demo::anstellungstraeger(number)).await?;
    }
    cast.settle(people::demo::anstellungstraeger(DONE)).await?;
    cast.draft(people::demo::anstellungstraeger(DRAFT)).await
}

impl Cast<'_> {
    fn now(&self) -> DateTime<Utc> {
        self.state.ports.clock.now()
    }

    async fn release(&self, last_day: NaiveDate) -> anyhow::Result<()> {
        let (budgets, payments) = (&self.state.ports.budgets, &self.state.ports.payments);
        let by: Koordination = self.koordination.require()?;
        let parameters = demo::parameters(SETTLED).check().map_err(|faults| anyhow!("{faults:?}"))?;
        budgets.save_parameters(&by, &parameters, 0, self.now()).await?;
        let ledger = self.ledger().await?;
        let inputs = Inputs::of_directory(&self.directory, last_day)?.with_first_charge(ledger.first_charge_now())?;
        let run = calculate(parameters, inputs)?;
        let head = budgets.save_run(&by, RUN, &run, self.now()).await?;
        payments.request_release(&by, head.id, self.now()).await?;
        let reader: BudgetReader = self.first.require()?;
        let head = budgets.run(&reader, head.id).await?.head;
        let finanzen: Finanzen = self.first.require()?;
        Ok(payments.release(&Release::of(&head, &finanzen)?, ledger.version, self.now()).await?)
    }

    async fn ledger(&self) -> anyhow::Result<Ledger> {
        let reader: PaymentReader = self.koordination.require()?;
        Ok(self.state.ports.payments.ledger(&reader, SETTLED).await?)
    }

    async fn year(&self) -> anyhow::Result<(Ledger, YearPlan)> {
        let reader: BudgetReader = self.koordination.require()?;
        let ledger = self.ledger().await?;
        let released = ledger.released.context("a released run")?;
        let run = self.state.ports.budgets.run(&reader, released).await?;
        let plan = run.plan(&ledger)?;
        Ok((ledger, plan))
    }

    /// Two Kitas whose operating licence demands more supervision.
    async fn first_charge(&self) -> anyhow::Result<()> {
        for (number, (kita, vzae)) in (1..).zip([(41, "1,5"), (83, "2")]) {
            let input = FirstChargeInput {
                kita: people::demo::kita(kita).to_string(),
                vzae: vzae.into(),
                reason: "Auflage der Betriebserlaubnis".into(),
                reference: format!("LJA 31/2021-{kita:03}"),
                holder: "Demo-Kita-Träger".into(),
                iban: "DE89 3704 0044 0532 0130 00".into(),
                ..FirstChargeInput::default()
            };
            let wish = input.check(SETTLED).map_err(|faults| anyhow!("{faults:?}"))?;
            let (ledger, by) = (self.ledger().await?, self.koordination.require()?);
            let id = FirstChargeId::new(Uuid::from_u128(0x0d_0000 + number));
            let change = FirstChargeChange::add(id, wish, &self.directory, &ledger, &by)?;
            self.state.ports.payments.change_first_charge(&change, self.now()).await?;
        }
        Ok(())
    }

    /// A month from the plan to what the bank did.
    async fn pay(&self, month: u8) -> anyhow::Result<()> {
        let payments = &self.state.ports.payments;
        let (ledger, plan) = self.year().await?;
        let account = |of| match of {
            Payee::Anstellungstraeger(of) => {
                self.directory.anstellungstraeger.get(of).and_then(|employer| employer.account.clone())
            }
            Payee::KitaTraeger(of) => ledger.account_of(of),
        };
        // Payment runs are read in the order of their ids, and later ones have larger ids than these.
        let id = PaymentRunId::new(Uuid::from_u128(0x0c_0001 + u128::from(month)));
        let prepared = Prepared::of(id, month, &plan, &ledger, account)?.prepared;
        payments.prepare(&self.koordination.require()?, &prepared, self.now()).await?;
        let (ledger, plan) = self.year().await?;
        let run = |ledger: &Ledger| ledger.run(id).cloned().context("the payment run");
        let step = Feststellung::of(&run(&ledger)?, &plan, ledger.version, &self.first.require()?)?;
        payments.feststellen(&step, self.now()).await?;
        let (ledger, plan) = self.year().await?;
        let step = Anordnung::of(&run(&ledger)?, &plan, ledger.version, &self.second.require()?)?;
        payments.anordnen(&step, self.now()).await?;
        let (ledger, _) = self.year().await?;
        let day = NaiveDate::from_ymd_opt(SETTLED, u32::from(month) + 1, 5).context("a day")?;
        let kasse: Kasse = self.kasse.require()?;
        let booked = Booked::all_paid(&run(&ledger)?, day, ledger.version, &kasse, self.now())?;
        Ok(payments.book(&booked, self.now()).await?)
    }

    /// Each Kita cost a little less than its budget, by its number.
    async fn statement(&self, of: AnstellungstraegerId) -> anyhow::Result<Statement> {
        let reader: BudgetReader = self.koordination.require()?;
        let (ledger, _) = self.year().await?;
        let run = self.state.ports.budgets.run(&reader, ledger.released.context("a released run")?).await?;
        let cost = |share: KitaShare| {
            let unspent = Euro::from_cents(share.number.bytes().map(i64::from).sum::<i64>() * 411);
            KitaCost {
                personnel: share.budget.checked_sub(unspent),
                training: Some(Euro::ZERO),
                kita: share.kita,
                number: share.number,
                name: share.name,
            }
        };
        Ok(Statement { kitas: run.shares(of)?.into_iter().map(cost).collect(), remarks: None })
    }

    fn author(&self, of: AnstellungstraegerId) -> anyhow::Result<Anstellungstraeger> {
        Ok(Principal { scope: Scope::Anstellungstraeger(of), ..self.employer.clone() }.require()?)
    }

    async fn proof(&self, of: AnstellungstraegerId) -> anyhow::Result<Verwendungsnachweis> {
        let reader: BudgetReader = self.koordination.require()?;
        Ok(self.state.ports.settlements.settlements(&reader, SETTLED).await?.proof(of))
    }

    async fn submit(&self, of: AnstellungstraegerId) -> anyhow::Result<()> {
        let step = Advance::submit(&self.proof(of).await?, self.statement(of).await?, &self.author(of)?)?;
        Ok(self.state.ports.settlements.advance(&step, self.now()).await?)
    }

    /// Half of the year's Kitas are typed in.
    async fn draft(&self, of: AnstellungstraegerId) -> anyhow::Result<()> {
        let mut statement = self.statement(of).await?;
        let half = statement.kitas.len() / 2;
        statement.kitas.iter_mut().skip(half).for_each(|kita| kita.personnel = None);
        let step = Advance::save(&self.proof(of).await?, statement, &self.author(of)?)?;
        Ok(self.state.ports.settlements.advance(&step, self.now()).await?)
    }

    async fn examine(&self, of: AnstellungstraegerId) -> anyhow::Result<()> {
        let proof = self.proof(of).await?;
        let (_, plan) = self.year().await?;
        let plan = plan.row(of).context("a plan")?;
        let reader: BudgetReader = self.koordination.require()?;
        let released = self.year().await?.1.run;
        let shares = self.state.ports.budgets.run(&reader, released).await?.shares(of)?;
        let basis = Basis {
            formula: Basis::FORMULA,
            run: released,
            mode: settlement_mode(&self.directory, of, SETTLED),
            budget: plan.budget,
            ordered: plan.ordered_sum().context("a sum")?,
            offset_before: Euro::ZERO,
            received_before: plan.received,
            lump: None,
        };
        let mut kitas: Vec<Recognised> = claims(&proof.statement, &shares);
        if let Some(first) = kitas.first_mut() {
            first.recognised = first.claimed.checked_sub(Euro::from_cents(25_000)).context("an amount")?;
            first.objection = Some("Sachkosten sind nicht förderfähig".into());
        }
        let step = Advance::examine(&proof, basis, kitas, None, &self.koordination.require()?)?;
        Ok(self.state.ports.settlements.advance(&step, self.now()).await?)
    }

    async fn settle(&self, of: AnstellungstraegerId) -> anyhow::Result<()> {
        let (ledger, plan) = self.year().await?;
        let plan = plan.row(of).context("a plan")?;
        let by: Finanzen = self.first.require()?;
        let settling = Settling::of(&self.proof(of).await?, (&ledger, plan), None, &by)?;
        Ok(self.state.ports.settlements.settle(&settling, self.now()).await?)
    }
}
