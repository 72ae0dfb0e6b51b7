//! Server functions of the settlement. Each makes the proof of its step, which the store asks for.

use super::view::{ProofPageView, YearPageView};
use crate::ApiError;
use domain::{
    budgets::{
        payment::Version,
        settlement::{RecognitionInput, StatementInput, YearSettings, YearSettingsInput},
    },
    ids::AnstellungstraegerId,
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::work::Work;
#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{Anstellungstraeger, AreaReader, BudgetReader, Finanzen, Koordination, Right, Scope},
    budgets::settlement::{Advance, Settling, claims},
};

/// All settlements of a year.
#[server(endpoint = "fn/budgets/settlement-year", input = Json)]
pub async fn settlement_year(year: i32) -> Result<YearPageView, ApiError> {
    authorised::<AreaReader>()?;
    Ok(Work::on_year(year).await?.year_page()?)
}

/// One Verwendungsnachweis; the own one where nobody is named.
#[server(endpoint = "fn/budgets/proof", input = Json)]
pub async fn proof(year: i32, anstellungstraeger: Option<AnstellungstraegerId>) -> Result<ProofPageView, ApiError> {
    let (by, _) = authorised::<BudgetReader>()?;
    let own = match by.principal().scope {
        Scope::Anstellungstraeger(own) => Some(own),
        _ => None,
    };
    let work = Work::on_year(year).await?;
    Ok(work.proof_page(anstellungstraeger.or(own).ok_or(AppError::NotFound)?).await?)
}

/// Keeps what the Anstellungsträger has typed so far; blank amounts are still missing.
#[server(endpoint = "fn/budgets/save-proof", input = Json)]
pub async fn save_proof(year: i32, seen: Version, input: StatementInput) -> Result<(), ApiError> {
    let (by, own) = own()?;
    let work = Work::on_year(year).await?;
    let (proof, shares) = (work.proof(own, seen)?, work.shares(own)?);
    let statement = input.check_draft(&shares).map_err(AppError::Invalid)?;
    let step = Advance::save(&proof, statement, &by)?;
    Ok(work.ports.settlements.advance(&step, work.ports.clock.now()).await?)
}

/// Submits what the Anstellungsträger has typed.
#[server(endpoint = "fn/budgets/submit-proof", input = Json)]
pub async fn submit_proof(year: i32, seen: Version, input: StatementInput) -> Result<(), ApiError> {
    let (by, own) = own()?;
    let work = Work::on_year(year).await?;
    let (proof, shares) = (work.proof(own, seen)?, work.shares(own)?);
    let statement = input.check(&shares).map_err(AppError::Invalid)?;
    let step = Advance::submit(&proof, statement, &by)?.with_posts(work.filled_posts(own).await?);
    Ok(work.ports.settlements.advance(&step, work.ports.clock.now()).await?)
}

/// Gives a Verwendungsnachweis back with a question.
#[server(endpoint = "fn/budgets/give-back-proof", input = Json)]
pub async fn give_back_proof(
    year: i32,
    anstellungstraeger: AnstellungstraegerId,
    seen: Version,
    reason: String,
) -> Result<(), ApiError> {
    let (by, _) = authorised::<Koordination>()?;
    let work = Work::on_year(year).await?;
    let step = Advance::give_back(&work.proof(anstellungstraeger, seen)?, &reason, &by)?;
    Ok(work.ports.settlements.advance(&step, work.ports.clock.now()).await?)
}

/// Checks a Verwendungsnachweis: what is recognised of each Kita, and what happens with what was paid too much.
#[server(endpoint = "fn/budgets/check-proof", input = Json)]
pub async fn check_proof(
    year: i32,
    anstellungstraeger: AnstellungstraegerId,
    seen: Version,
    input: RecognitionInput,
) -> Result<(), ApiError> {
    let (by, _) = authorised::<Koordination>()?;
    let work = Work::on_year(year).await?;
    let proof = work.proof(anstellungstraeger, seen)?;
    let claims = claims(&proof.statement, &work.shares(anstellungstraeger)?);
    let (kitas, offset_year) = input.check(&claims).map_err(AppError::Invalid)?;
    let step = Advance::examine(&proof, work.basis(&proof).await?, kitas, offset_year, &by)?;
    Ok(work.ports.settlements.advance(&step, work.ports.clock.now()).await?)
}

/// Settles what was checked, by a second person.
#[server(endpoint = "fn/budgets/settle-proof", input = Json)]
pub async fn settle_proof(year: i32, anstellungstraeger: AnstellungstraegerId, seen: Version) -> Result<(), ApiError> {
    let (by, _) = authorised::<Finanzen>()?;
    let work = Work::on_year(year).await?;
    let proof = work.proof(anstellungstraeger, seen)?;
    let offset_year = proof.examination.as_ref().and_then(|examination| examination.offset_year);
    let other = match offset_year {
        Some(year) => work.other_year(year, anstellungstraeger).await?,
        None => None,
    };
    let target = other.as_ref().map(|(ledger, plan)| (ledger, plan));
    let settling = Settling::of(&proof, (&work.ledger, work.plan(anstellungstraeger)?), target, &by)?;
    Ok(work.ports.settlements.settle(&settling, work.ports.clock.now()).await?)
}

/// Opens a settled Verwendungsnachweis again, for a correction.
#[server(endpoint = "fn/budgets/reopen-proof", input = Json)]
pub async fn reopen_proof(
    year: i32,
    anstellungstraeger: AnstellungstraegerId,
    seen: Version,
    reason: String,
) -> Result<(), ApiError> {
    let (by, _) = authorised::<Koordination>()?;
    let work = Work::on_year(year).await?;
    let step = Advance::reopen(&work.proof(anstellungstraeger, seen)?, &reason, &by)?;
    Ok(work.ports.settlements.advance(&step, work.ports.clock.now()).await?)
}

/// Deadline of a year and actual cost of its first charge. `seen`: the settings that the page showed.
#[server(endpoint = "fn/budgets/save-settlement-settings", input = Json)]
pub async fn save_settlement_settings(year: i32, input: YearSettingsInput, seen: YearSettings) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let settings = input.check(year).map_err(AppError::Invalid)?;
    Ok(ports.settlements.save_settings(&by, year, &settings, &seen, ports.clock.now()).await?)
}

/// The Anstellungsträger that somebody acts for.
#[cfg(feature = "ssr")]
fn own() -> Result<(Anstellungstraeger, AnstellungstraegerId), ApiError> {
    let (by, _) = authorised::<Anstellungstraeger>()?;
    match by.principal().scope {
        Scope::Anstellungstraeger(own) => Ok((by, own)),
        _ => Err(AppError::NotFound.into()),
    }
}
