//! Server functions of the first charge.

use super::view::FirstChargePageView;
use crate::ApiError;
use domain::{
    budgets::{
        first_charge::{FirstChargeEndInput, FirstChargeInput},
        payment::Version,
    },
    ids::FirstChargeId,
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::view::KitaChoice;
#[cfg(feature = "ssr")]
use crate::{
    budgets::calculation::log_fault,
    context::{Ports, authorised, visitor},
};
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{AreaReader, BudgetReader, DirectoryReader, Koordination, PaymentReader},
    budgets::{
        first_charge::{
            FirstChargeCarrying, FirstChargeChange, FirstChargeEntry, FirstChargeView, PostFactor, entries_that_go_on,
        },
        payment::Ledger,
    },
    people::Directory,
};

/// The list of a year, beside what the released run, else the newest, pays of it.
#[server(endpoint = "fn/budgets/first-charge", input = Json)]
pub async fn first_charge(year: i32) -> Result<FirstChargePageView, ApiError> {
    let (_, ports) = authorised::<AreaReader>()?;
    let (reader, _) = authorised::<BudgetReader>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    // Not through `authorised`, which would answer with its refusal.
    let may_add = visitor()?.principal.require::<Koordination>().is_ok();
    must_be_planned(year)?;
    let ledger = ports.payments.ledger(&payment_reader, year).await?;
    let run = match ledger.released {
        Some(released) => Some(released),
        None => ports.budgets.runs(&reader, year).await?.first().map(|head| head.id),
    };
    let (list, explains) = match run {
        Some(run) => {
            let run = ports.budgets.run(&reader, run).await?;
            (run.first_charge(&ledger), run.keeps_first_charge())
        }
        None => {
            let stored = ports.budgets.parameters(&reader, year).await?;
            let posts = stored.map(|found| found.parameters.be_vzae.value).unwrap_or_default();
            (FirstChargeView::without_run((year, ledger.version), posts, &ledger.first_charge), false)
        }
    };
    let list = list.map_err(|error| log_fault(&error))?;
    let (kitas, going_on) = match may_add {
        true => {
            let before = ports.payments.ledger(&payment_reader, year - 1).await?;
            let directory = ports.directory.read(&directory_reader, ports.clock.today()).await?;
            (choices(&directory), going_on(&before, &ledger, &directory).len())
        }
        false => (Vec::new(), 0),
    };
    Ok(FirstChargePageView { list, run, is_released: ledger.released.is_some(), explains, going_on, kitas })
}

/// Enters what holds at the end of the year before, its posts times `factor` (blank: as they are): all of it or nothing. What is
/// there already is left out, so that whoever does it again enters nothing twice.
#[server(endpoint = "fn/budgets/carry-first-charge-on", input = Json)]
pub async fn carry_first_charge_on(
    year: i32,
    seen: Version,
    #[server(default)] factor: String,
) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    must_be_planned(year)?;
    let factor = PostFactor::check(&factor).map_err(|fault| AppError::Invalid(vec![fault]))?;
    let ledger = seen_ledger(&ports, &payment_reader, year, seen).await?;
    let before = ports.payments.ledger(&payment_reader, year - 1).await?;
    let directory = ports.directory.read(&directory_reader, ports.clock.today()).await?;
    let entries = going_on(&before, &ledger, &directory);
    if entries.is_empty() {
        return Ok(());
    }
    // Ids of one process grow, so that they stand in the order of the year before.
    let fresh = || FirstChargeId::new(uuid::Uuid::now_v7());
    let carrying = FirstChargeCarrying::of(fresh, (&entries, factor), &directory, (&before, &ledger), &by)?;
    Ok(ports.payments.carry_first_charge_on(&carrying, ports.clock.now()).await?)
}

/// Adds an entry. Sent twice, the second meets another version and is refused.
#[server(endpoint = "fn/budgets/add-first-charge", input = Json)]
pub async fn add_first_charge(year: i32, seen: Version, input: FirstChargeInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    must_be_planned(year)?;
    let wish = input.check(year).map_err(AppError::Invalid)?;
    let ledger = seen_ledger(&ports, &payment_reader, year, seen).await?;
    let directory = ports.directory.read(&directory_reader, ports.clock.today()).await?;
    let id = FirstChargeId::new(uuid::Uuid::now_v7());
    let change = FirstChargeChange::add(id, wish, &directory, &ledger, &by)?;
    Ok(ports.payments.change_first_charge(&change, ports.clock.now()).await?)
}

/// Withdraws an entry: what was paid stays, the open months of the next run carry the difference.
#[server(endpoint = "fn/budgets/withdraw-first-charge", input = Json)]
pub async fn withdraw_first_charge(
    year: i32,
    id: FirstChargeId,
    seen: Version,
    reason: String,
) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    let ledger = seen_ledger(&ports, &payment_reader, year, seen).await?;
    let change = FirstChargeChange::withdraw(id, &reason, &ledger, &by)?;
    Ok(ports.payments.change_first_charge(&change, ports.clock.now()).await?)
}

/// Ends an entry earlier: the next run counts its days up to then.
#[server(endpoint = "fn/budgets/end-first-charge", input = Json)]
pub async fn end_first_charge(
    year: i32,
    id: FirstChargeId,
    seen: Version,
    input: FirstChargeEndInput,
) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    let ledger = seen_ledger(&ports, &payment_reader, year, seen).await?;
    let anew = FirstChargeId::new(uuid::Uuid::now_v7());
    let change = FirstChargeChange::end((id, anew), &input, &ledger, &by)?;
    Ok(ports.payments.change_first_charge(&change, ports.clock.now()).await?)
}

/// What of the year before goes on. A Kita that the directory has no more, or with another Träger, keeps no other back.
#[cfg(feature = "ssr")]
fn going_on<'a>(before: &'a Ledger, now: &Ledger, directory: &Directory) -> Vec<&'a FirstChargeEntry> {
    let entries = entries_that_go_on(&before.first_charge, &now.first_charge).into_iter();
    entries.filter(|entry| entry.is_known_to(directory)).collect()
}

/// `NotFound` for a year that the portal has no budgets of.
#[cfg(feature = "ssr")]
fn must_be_planned(year: i32) -> Result<(), AppError> {
    if (2021..=2199).contains(&year) { Ok(()) } else { Err(AppError::NotFound) }
}

/// `Conflict` when the year is not at the version that the page was made from.
#[cfg(feature = "ssr")]
async fn seen_ledger(ports: &Ports, by: &PaymentReader, year: i32, seen: Version) -> Result<Ledger, AppError> {
    let ledger = ports.payments.ledger(by, year).await?;
    if ledger.version == seen { Ok(ledger) } else { Err(AppError::Conflict) }
}

#[cfg(feature = "ssr")]
fn choices(directory: &Directory) -> Vec<KitaChoice> {
    let mut kitas: Vec<_> = directory.kitas.iter().collect();
    kitas.sort_by(|a, b| a.number.as_str().cmp(b.number.as_str()));
    let choice = |kita: &domain::people::Kita| {
        let traeger = directory.kita_traeger.get(kita.traeger).map(|found| found.name.as_str()).unwrap_or_default();
        KitaChoice { id: kita.id.to_string(), label: format!("{} {}, {traeger}", kita.number.as_str(), kita.name) }
    };
    kitas.into_iter().map(choice).collect()
}
