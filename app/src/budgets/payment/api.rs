//! Server functions of release and payments. Each makes the proof of its step, which the store asks for.

use super::view::{PaymentPageView, Prepared, Renewed};
use crate::ApiError;
use domain::{
    budgets::payment::{Payee, PlanView, ReceivedInput, SuspensionInput, Version},
    ids::{PaymentRunId, RunId},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use super::steps::{Work, plan_of};
#[cfg(feature = "ssr")]
use crate::{
    budgets::calculation::log_fault,
    context::{authorised, visitor},
};
#[cfg(feature = "ssr")]
use domain::{
    AppError, ErrorCode,
    access::{BudgetReader, DirectoryReader, Finanzen, Kasse, Koordination, PaymentPlanner, PaymentReader},
    budgets::payment::{
        self, Anordnung, Booked, Cancellation, Feststellung, FileOrder, PaymentView, Receiving, Renewal, Suspending,
    },
    german,
};

/// Years that are paid, newest first.
#[server(endpoint = "fn/budgets/payout-years", input = Json)]
pub async fn payout_years() -> Result<Vec<i32>, ApiError> {
    let (by, ports) = authorised::<PaymentReader>()?;
    Ok(ports.payments.released_years(&by).await?)
}

/// Plan and payment runs of a year.
#[server(endpoint = "fn/budgets/payout", input = Json)]
pub async fn payout(year: i32) -> Result<PlanView, ApiError> {
    let (by, ports) = authorised::<PaymentReader>()?;
    let reader = visitor()?.principal.require::<BudgetReader>().ok();
    let ledger = ports.payments.ledger(&by, year).await?;
    if ledger.released.is_none() {
        return Err(AppError::NotFound.into());
    }
    let plan = match &reader {
        Some(reader) => plan_of(&ports, reader, &ledger).await?,
        None => None,
    };
    let view = PlanView::new(plan.as_ref(), &ledger).map_err(|error| log_fault(&error))?;
    Ok(PlanView { today: Some(ports.clock.today()), ..view })
}

/// One payment run.
#[server(endpoint = "fn/budgets/payment", input = Json)]
pub async fn payment(id: PaymentRunId) -> Result<PaymentPageView, ApiError> {
    let (by, ports) = authorised::<PaymentReader>()?;
    let principal = visitor()?.principal;
    let year = ports.payments.year_of(&by, id).await?;
    let ledger = ports.payments.ledger(&by, year).await?;
    let run = ledger.run(id).ok_or(AppError::NotFound)?;
    let mut payment = PaymentView::new(run, ledger.version, &principal).map_err(|error| log_fault(&error))?;
    if let Ok(reader) = principal.require::<BudgetReader>()
        && let Some(plan) = plan_of(&ports, &reader, &ledger).await?
    {
        payment = payment.against(run, &plan, &principal);
    }
    let anew = payment.next.renew.then(|| PaymentRunId::new(uuid::Uuid::now_v7()));
    let when = payment.steps.iter().map(|step| german::date_time(ports.clock.local(step.at))).collect();
    let today = ports.clock.today();
    let next_banking_day = payment::next_banking_day(today).to_string();
    Ok(PaymentPageView { payment, when, today: today.to_string(), next_banking_day, anew })
}

/// Asks for the release of a run.
#[server(endpoint = "fn/budgets/request-release", input = Json)]
pub async fn request_release(run: RunId) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.payments.request_release(&by, run, ports.clock.now()).await?)
}

/// Takes back that the release of a run was asked for; only who asked can.
#[server(endpoint = "fn/budgets/take-back-request", input = Json)]
pub async fn take_back_request(run: RunId) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.payments.take_back_request(&by, run, ports.clock.now()).await?)
}

/// Releases a run whose figures still follow from its snapshot. `released`: the run that the page showed as released.
#[server(endpoint = "fn/budgets/release", input = Json)]
pub async fn release(run: RunId, released: Option<RunId>) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Finanzen>()?;
    let (reader, _) = authorised::<BudgetReader>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    let found = ports.budgets.run(&reader, run).await?;
    let ledger = ports.payments.ledger(&payment_reader, found.head.year).await?;
    if ledger.released != released {
        return Err(AppError::Conflict.into());
    }
    found.whole()?.verify().map_err(|error| log_fault(&error))?;
    let proof = domain::budgets::Release::of(&found.head, &by)?;
    Ok(ports.payments.release(&proof, ledger.version, ports.clock.now()).await?)
}

/// Prepares the payments of a month (January = 0). Sent twice, the second meets another version and is refused.
#[server(endpoint = "fn/budgets/prepare-payment", input = Json)]
pub async fn prepare_payment(year: i32, month: u8, seen: Version) -> Result<Prepared, ApiError> {
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let work = Work::<Koordination>::on_year(year, seen).await?;
    let (plan, id) = (work.plan().await?, PaymentRunId::new(uuid::Uuid::now_v7()));
    let preparation = work.preparation(&directory_reader, (id, month), &plan).await?;
    work.ports.payments.prepare(&work.by, &preparation.prepared, work.ports.clock.now()).await?;
    Ok(Prepared { without_account: preparation.without_account })
}

/// Takes an outdated payment run back and prepares its month anew as `anew`, which the page has from the server: sent again
/// after an answer that got lost, it is answered as before.
#[server(endpoint = "fn/budgets/renew-payment", input = Json)]
pub async fn renew_payment(id: PaymentRunId, seen: Version, anew: PaymentRunId) -> Result<Renewed, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (planner, _) = authorised::<PaymentPlanner>()?;
    let (payment_reader, _) = authorised::<PaymentReader>()?;
    let (directory_reader, _) = authorised::<DirectoryReader>()?;
    let year = ports.payments.year_of(&payment_reader, id).await?;
    let ledger = ports.payments.ledger(&payment_reader, year).await?;
    // Sent again: it is there, and the one it took the place of is taken back.
    if ledger.has_renewed(id, anew) {
        return Ok(Renewed { payment: Some(anew), without_account: Vec::new() });
    }
    // Likewise where nothing was left to pay.
    if ledger.has_dropped(id) {
        return Ok(Renewed { payment: None, without_account: Vec::new() });
    }
    let work = Work::<Koordination>::on_payment(id, seen).await?;
    let (payment, plan, now) = (work.payment(id)?, work.plan().await?, work.ports.clock.now());
    let rest = work.plan_without(id).await?;
    let preparation = match work.preparation(&directory_reader, (anew, payment.month), &rest).await {
        // Nothing is left to pay: it is only taken back.
        Err(AppError::Invalid(faults)) if faults.iter().all(|fault| fault.code == ErrorCode::NothingDue) => {
            let proof = Cancellation::of(payment, payment::german::PLAN_CHANGED, seen, &planner)?;
            work.ports.payments.cancel(&proof, now).await?;
            return Ok(Renewed { payment: None, without_account: Vec::new() });
        }
        found => found?,
    };
    let renewal = Renewal::of(payment, &plan, preparation.prepared, &by)?;
    work.ports.payments.renew(&renewal, now).await?;
    Ok(Renewed { payment: Some(anew), without_account: preparation.without_account })
}

/// Sachliche und rechnerische Feststellung.
#[server(endpoint = "fn/budgets/feststellen", input = Json)]
pub async fn feststellen(id: PaymentRunId, seen: Version) -> Result<(), ApiError> {
    let work = Work::<Finanzen>::on_payment(id, seen).await?;
    let proof = Feststellung::of(work.payment(id)?, &work.plan().await?, seen, &work.by)?;
    Ok(work.ports.payments.feststellen(&proof, work.ports.clock.now()).await?)
}

/// Anordnung, by another person.
#[server(endpoint = "fn/budgets/anordnen", input = Json)]
pub async fn anordnen(id: PaymentRunId, seen: Version) -> Result<(), ApiError> {
    let work = Work::<Finanzen>::on_payment(id, seen).await?;
    let proof = Anordnung::of(work.payment(id)?, &work.plan().await?, seen, &work.by)?;
    Ok(work.ports.payments.anordnen(&proof, work.ports.clock.now()).await?)
}

/// Takes a payment run back before it is ordered.
#[server(endpoint = "fn/budgets/cancel-payment", input = Json)]
pub async fn cancel_payment(id: PaymentRunId, seen: Version, reason: String) -> Result<(), ApiError> {
    let work = Work::<PaymentPlanner>::on_payment(id, seen).await?;
    let proof = Cancellation::of(work.payment(id)?, &reason, seen, &work.by)?;
    Ok(work.ports.payments.cancel(&proof, work.ports.clock.now()).await?)
}

/// Suspends months of an Anstellungsträger, or resumes them.
#[server(endpoint = "fn/budgets/suspend-months", input = Json)]
pub async fn suspend_months(year: i32, seen: Version, input: SuspensionInput) -> Result<(), ApiError> {
    let work = Work::<Koordination>::on_year(year, seen).await?;
    let wish = input.check().map_err(AppError::Invalid)?;
    let proof = Suspending::of(wish, &work.plan().await?, &work.ledger, &work.by)?;
    Ok(work.ports.payments.suspend(&proof, work.ports.clock.now()).await?)
}

/// Fixes the day of execution, and with it the payment file.
#[server(endpoint = "fn/budgets/make-file", input = Json)]
pub async fn make_file(id: PaymentRunId, seen: Version, execution: String) -> Result<(), ApiError> {
    let work = Work::<Kasse>::on_payment(id, seen).await?;
    let proof = FileOrder::of(work.payment(id)?, &execution, work.ports.clock.today(), seen, &work.by)?;
    Ok(work.ports.payments.make_file(&proof, work.ports.clock.now()).await?)
}

/// Books every open line as paid on a day, or the one of this payee.
#[server(endpoint = "fn/budgets/book-paid", input = Json)]
pub async fn book_paid(
    id: PaymentRunId,
    seen: Version,
    day: String,
    #[server(default)] payee: Option<Payee>,
) -> Result<(), ApiError> {
    let work = Work::<Kasse>::on_payment(id, seen).await?;
    let (now, today) = (work.ports.clock.now(), work.ports.clock.today());
    // Both forms stand on one page, and each has a day.
    let field = if payee.is_some() { "paid_day" } else { "day" };
    let day = payment::check_booking_day(field, &day, today).map_err(|fault| AppError::Invalid(vec![fault]))?;
    let proof = Booked::paid(work.payment(id)?, payee, day, seen, &work.by, now)?;
    Ok(work.ports.payments.book(&proof, now).await?)
}

/// Books that one line came back or was not carried out.
#[server(endpoint = "fn/budgets/book-returned", input = Json)]
pub async fn book_returned(
    id: PaymentRunId,
    seen: Version,
    payee: Payee,
    day: String,
    reason: String,
) -> Result<(), ApiError> {
    let work = Work::<Kasse>::on_payment(id, seen).await?;
    let (now, today) = (work.ports.clock.now(), work.ports.clock.today());
    let faults = payment::check_return(&day, &reason, today);
    let (day, reason) = faults.map_err(AppError::Invalid)?;
    let proof = Booked::returned(work.payment(id)?, payee, (day, &reason), seen, &work.by, now)?;
    Ok(work.ports.payments.book(&proof, now).await?)
}

/// Books what came back of a Rückforderung, or takes such a booking back.
#[server(endpoint = "fn/budgets/book-received", input = Json)]
pub async fn book_received(year: i32, seen: Version, input: ReceivedInput) -> Result<(), ApiError> {
    let work = Work::<Kasse>::on_year(year, seen).await?;
    let (now, today) = (work.ports.clock.now(), work.ports.clock.today());
    let wish = input.check(today).map_err(AppError::Invalid)?;
    let proof = Receiving::of(wish, &work.ledger, &work.by)?;
    Ok(work.ports.payments.receive(&proof, now).await?)
}
