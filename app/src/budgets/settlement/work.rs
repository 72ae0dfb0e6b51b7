//! What the server functions have in common: a year in one state, and refusing who looked at an older one.

use super::view::{OffsetChoice, ProofPageView, YearPageView};
use crate::{
    ApiError,
    budgets::{calculation::log_fault, payment::plan_of},
    context::{Ports, authorised, visitor},
};
use domain::{
    AppError,
    access::{BudgetReader, DirectoryReader, PaymentReader, Principal},
    budgets::{
        BudgetError, Euro,
        payment::{EmployerPlan, Ledger, Version, YearPlan},
        port::VisibleRun,
        settlement::{
            Basis, FilledPost, KitaShare, LandSettlement, LumpSum, PostSince, ProofRow, ProofStatus, ProofView,
            SettlementLedger, SettlementYearView, StatementInput, Verwendungsnachweis, posts_since, settlement_mode,
        },
    },
    german,
    ids::AnstellungstraegerId,
    people::{Directory, SettlementMode},
};

/// A year with its released run, as far as the person's scope goes.
pub struct Work {
    pub ports: Ports,
    pub ledger: Ledger,
    pub settlements: SettlementLedger,
    principal: Principal,
    reader: BudgetReader,
    payment_reader: PaymentReader,
    directory_reader: DirectoryReader,
    run: VisibleRun,
    plan: YearPlan,
}

impl Work {
    /// `NotFound` while no run of the year is released.
    pub async fn on_year(year: i32) -> Result<Self, ApiError> {
        let (reader, ports) = authorised::<BudgetReader>()?;
        let (payment_reader, _) = authorised::<PaymentReader>()?;
        let (directory_reader, _) = authorised::<DirectoryReader>()?;
        let principal = visitor()?.principal;
        let ledger = ports.payments.ledger(&payment_reader, year).await?;
        let released = ledger.released.ok_or(AppError::NotFound)?;
        let run = ports.budgets.run(&reader, released).await?;
        let plan = plan_of(&ports, &reader, &ledger).await?.ok_or(AppError::NotFound)?;
        let settlements = ports.settlements.settlements(&reader, year).await?;
        Ok(Self { ports, ledger, settlements, principal, reader, payment_reader, directory_reader, run, plan })
    }

    /// `NotFound` for who is not in the plan, or not in sight.
    pub fn plan(&self, of: AnstellungstraegerId) -> Result<&EmployerPlan, AppError> {
        self.plan.row(of).ok_or(AppError::NotFound)
    }

    /// `Conflict` when it is not at the version that the page was made from.
    pub fn proof(&self, of: AnstellungstraegerId, seen: Version) -> Result<Verwendungsnachweis, AppError> {
        self.plan(of)?;
        let proof = self.settlements.proof(of);
        if proof.version == seen { Ok(proof) } else { Err(AppError::Conflict) }
    }

    pub fn shares(&self, of: AnstellungstraegerId) -> Result<Vec<KitaShare>, AppError> {
        self.run.shares(of)
    }

    async fn directory(&self) -> Result<Directory, AppError> {
        self.ports.directory.read(&self.directory_reader, self.ports.clock.today()).await
    }

    /// The posts of an Anstellungsträger as they are filled in the year now.
    pub async fn filled_posts(&self, of: AnstellungstraegerId) -> Result<Vec<FilledPost>, AppError> {
        Ok(FilledPost::of_directory(&self.directory().await?, of, self.ledger.year))
    }

    /// What a check rests on, as it is now. For those who see the whole directory.
    pub async fn basis(&self, proof: &Verwendungsnachweis) -> Result<Basis, AppError> {
        let (of, year) = (proof.anstellungstraeger, proof.year);
        let (directory, plan) = (self.directory().await?, self.plan(of)?);
        let mode = settlement_mode(&directory, of, year);
        let (pauschale, full_time) = self.run.post(of);
        let lump = || LumpSum::of_directory(&directory, of, year, pauschale, full_time);
        // Nothing in their place would be money that is settled wrongly.
        let summed = |sum: Option<Euro>| sum.ok_or_else(|| log_fault(&BudgetError::TooLarge));
        Ok(Basis {
            formula: Basis::FORMULA,
            run: self.run.head.id,
            mode,
            budget: plan.budget,
            ordered: summed(plan.ordered_sum())?,
            offset_before: summed(proof.offset_before())?,
            received_before: plan.received,
            lump: (mode == SettlementMode::M3).then(lump),
        })
    }

    /// Ledger and plan of another year, for offsetting; `None` where nothing is released or planned.
    pub async fn other_year(
        &self,
        year: i32,
        of: AnstellungstraegerId,
    ) -> Result<Option<(Ledger, EmployerPlan)>, AppError> {
        let ledger = self.ports.payments.ledger(&self.payment_reader, year).await?;
        let plan = plan_of(&self.ports, &self.reader, &ledger).await?;
        let plan = plan.and_then(|plan| plan.row(of).cloned());
        Ok(plan.map(|plan| (ledger, plan)))
    }

    /// Later years that have something open for this Anstellungsträger.
    async fn offset_choices(&self, of: AnstellungstraegerId) -> Result<Vec<OffsetChoice>, AppError> {
        let mut choices = Vec::new();
        for year in self.ports.payments.released_years(&self.payment_reader).await? {
            let later = if year > self.ledger.year { self.other_year(year, of).await? } else { None };
            let Some((_, plan)) = later else { continue };
            let open = plan.still_open().ok_or_else(|| log_fault(&BudgetError::TooLarge))?;
            if open > Euro::ZERO {
                choices.push(OffsetChoice { year, open });
            }
        }
        Ok(choices)
    }

    pub async fn proof_page(&self, of: AnstellungstraegerId) -> Result<ProofPageView, AppError> {
        let (plan, shares) = (self.plan(of)?, self.shares(of)?);
        let (proof, today) = (self.settlements.proof(of), self.ports.clock.today());
        let directory = self.directory().await?;
        let mode = settlement_mode(&directory, of, proof.year);
        let settings = &self.settlements.settings;
        let view = ProofView::new(&proof, plan.name.clone(), &shares, mode, settings, today, &self.principal)
            .map_err(|error| log_fault(&error))?;
        let offset_choices = if view.next.examine { self.offset_choices(of).await? } else { Vec::new() };
        let local = |at| german::date_time(self.ports.clock.local(at));
        Ok(ProofPageView {
            run: self.run.head.id,
            statement: StatementInput::from(&proof.statement),
            offset_choices,
            when: view.steps.iter().map(|step| local(step.at)).collect(),
            settled: view.settlements.iter().map(|settlement| local(settlement.at)).collect(),
            today,
            posts_since: since_submission(&proof, &directory),
            proof: view,
        })
    }

    pub fn year_page(&self) -> Result<YearPageView, AppError> {
        let (settings, today) = (&self.settlements.settings, self.ports.clock.today());
        let row = |(id, plan): (AnstellungstraegerId, &EmployerPlan)| {
            ProofRow::new((id, &plan.name, plan.budget), &self.settlements.proof(id), settings, today)
        };
        let rows = self.plan.employers().map(row).collect::<Result<_, _>>().map_err(|error| log_fault(&error))?;
        let land = LandSettlement::of_year(self.run.whole()?, &self.plan, &self.settlements);
        let land = land.map_err(|error| log_fault(&error))?;
        let year = SettlementYearView { year: self.ledger.year, settings: *settings, rows, land };
        Ok(YearPageView { year, today, run: self.run.head.id })
    }
}

/// What has changed about posts since the submission, for those who see them.
fn since_submission(proof: &Verwendungsnachweis, directory: &Directory) -> Vec<PostSince> {
    match &proof.posts {
        Some(submitted) if proof.status != ProofStatus::Draft && directory.sight.counts_staff() => {
            posts_since(submitted, &FilledPost::of_directory(directory, proof.anstellungstraeger, proof.year))
        }
        _ => Vec::new(),
    }
}
