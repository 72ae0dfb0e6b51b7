use crate::AppState;
use anyhow::{Context, anyhow};
use domain::{
    access::{BudgetReader, DirectoryReader, Koordination, Principal, Role, Scope},
    budgets::{Inputs, calculate, demo, index},
    ids::{AccountId, RunId},
};
use uuid::Uuid;

/// The year whose parameters and first run the demo has: that of the worked example.
pub(super) const YEAR: i32 = 2026;
/// Its run.
const RUN: RunId = RunId::new(Uuid::from_u128(0x0b_0001));

/// The worked example: its parameters, and the run that the demo's directory gives with them.
pub async fn fill(state: &AppState) -> anyhow::Result<()> {
    let principal = koordination(state).await?;
    let by: Koordination = principal.require()?;
    let reader: BudgetReader = principal.require()?;
    if !state.ports.budgets.years(&reader).await?.is_empty() {
        return Ok(());
    }
    let now = state.ports.clock.now();
    let parameters = demo::parameters(YEAR).check().map_err(|faults| anyhow!("{faults:?}"))?;
    state.ports.budgets.save_parameters(&by, &parameters, 0, now).await?;
    let day = domain::budgets::calculation_day(YEAR, state.ports.clock.today());
    let directory_reader: DirectoryReader = principal.require()?;
    let directory = state.ports.directory.read(&directory_reader, day).await?;
    let levels = directory.kommunen.iter().map(|kommune| (kommune.id, kommune.level_on(day)));
    let index = index::demo::year(YEAR, levels);
    state.ports.index.begin_index_year(&by, &index, now).await?;
    let run = calculate(parameters, Inputs::of_directory(&directory, day)?.with_index(&index, day))?;
    state.ports.budgets.save_run(&by, RUN, &run, now).await?;
    super::settled_year::fill(state, &principal).await
}

/// The demo's Koordination: what the demo contains was entered by it.
async fn koordination(state: &AppState) -> anyhow::Result<Principal> {
    let set_up = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let accounts = state.ports.accounts.list(&set_up.require()?).await?;
    let found = accounts.into_iter().find(|account| account.role == Role::Koordination);
    Ok(Principal { account: found.context("the demo has no Koordination")?.id, ..set_up })
}
