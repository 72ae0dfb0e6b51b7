use super::{
    file::{self, File, broken},
    paper,
};
use crate::{AppState, auth::session::MaybeVisitor, pages};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, DirectoryReader, PaymentReader, Principal},
    budgets::{
        BudgetError,
        settlement::{LandSettlement, ProofRow, SettlementLetter, csv},
    },
    ids::AnstellungstraegerId,
    table::Table,
};

/// `land` and `verwendungsnachweise`, the lists of a year's settlement; `brief-{id}-{number}.pdf`, the letter about one.
pub async fn export(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((year, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    let written = match file.strip_prefix("brief-").and_then(|rest| rest.strip_suffix(".pdf")) {
        Some(which) => letter(&state, &visitor.principal, &year, which).await,
        None => write(&state, &visitor.principal, &year, &file).await,
    };
    file::answer(&state, written).await
}

async fn write(state: &AppState, principal: &Principal, year: &str, file: &str) -> Result<File, AppError> {
    principal.require::<AreaReader>()?;
    let (reader, payment_reader) = (principal.require::<BudgetReader>()?, principal.require::<PaymentReader>()?);
    let number: i32 = year.parse().map_err(|_| AppError::NotFound)?;
    let (stem, ending) = file::split(file)?;
    let ledger = state.ports.payments.ledger(&payment_reader, number).await?;
    let released = ledger.released.ok_or(AppError::NotFound)?;
    let run = state.ports.budgets.run(&reader, released).await?;
    let settlements = state.ports.settlements.settlements(&reader, number).await?;
    let (whole, today) = (run.whole()?, state.ports.clock.today());
    let table = || -> Result<Option<Table>, BudgetError> {
        let plan = run.plan(&ledger)?;
        Ok(match stem {
            "land" => Some(csv::land(&LandSettlement::of_year(whole, &plan, &settlements)?)),
            "verwendungsnachweise" => {
                let rows = plan.employers().map(|(id, row)| {
                    let proof = settlements.proof(id);
                    ProofRow::new((id, &row.name, row.budget), &proof, &settlements.settings, today)
                });
                Some(csv::proofs(&rows.collect::<Result<Vec<_>, _>>()?))
            }
            _ => None,
        })
    };
    let table = table().map_err(|cause| broken(&cause))?.ok_or(AppError::NotFound)?;
    File::of(&[table], ending, format!("abrechnung-{year}-{file}"))
}

/// The letter about one settlement, for the office and for the Anstellungsträger that it is about.
async fn letter(state: &AppState, principal: &Principal, year: &str, which: &str) -> Result<File, AppError> {
    let (reader, payment_reader) = (principal.require::<BudgetReader>()?, principal.require::<PaymentReader>()?);
    let number: i32 = year.parse().map_err(|_| AppError::NotFound)?;
    let (id, settlement) = which.rsplit_once('-').ok_or(AppError::NotFound)?;
    let id: AnstellungstraegerId = id.parse().map_err(|_| AppError::NotFound)?;
    let settlement: u32 = settlement.parse().map_err(|_| AppError::NotFound)?;
    let ledger = state.ports.payments.ledger(&payment_reader, number).await?;
    let run = state.ports.budgets.run(&reader, ledger.released.ok_or(AppError::NotFound)?).await?;
    let plan = run.plan(&ledger).map_err(|cause| broken(&cause))?;
    let name = plan.row(id).map(|row| row.name.clone()).ok_or(AppError::NotFound)?;
    let proof = state.ports.settlements.settlements(&reader, number).await?.proof(id);
    let letter = SettlementLetter::of(&proof, &name, settlement).map_err(|cause| broken(&cause))?;
    let at = proof.settlements.iter().find(|found| found.number == settlement).map(|found| found.at);
    let (letter, at) = letter.zip(at).ok_or(AppError::NotFound)?;
    let day = state.ports.clock.local(at).date();
    // A letter goes where its addressee is today.
    let directory_reader: DirectoryReader = principal.require()?;
    let directory = state.ports.directory.read(&directory_reader, state.ports.clock.today()).await?;
    let address = directory.anstellungstraeger.get(id).and_then(|employer| employer.address.as_ref());
    let letter = paper::settlement_letter(&state.config.office, &letter, address, day);
    paper::file(letter, format!("abrechnung-{year}-brief-{settlement}.pdf")).await
}
