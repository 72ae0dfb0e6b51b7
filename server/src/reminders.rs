//! Reminders of deadlines: mails that the outbox sends once each, however often they are asked for.

use crate::AppState;
use chrono::NaiveDate;
use domain::{
    AppError,
    access::{BudgetReader, Koordination, PaymentReader, Principal, Role, Scope},
    accounts::{Account, AccountStatus, Subject},
    budgets::settlement::{Reminder, german},
    ids::AccountId,
    mail::{JobId, Mail},
};
use uuid::Uuid;

/// Puts every reminder that is due into the outbox; returns how many were new.
pub async fn remind(state: &AppState) -> Result<usize, AppError> {
    let program = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let (office, reader) = (program.require::<Koordination>()?, program.require::<BudgetReader>()?);
    let (payment_reader, ports) = (program.require::<PaymentReader>()?, &state.ports);
    let accounts = ports.accounts.list(&office).await?;
    let today = ports.clock.today();
    let mut sent = 0;
    for year in ports.payments.released_years(&payment_reader).await? {
        let settlements = ports.settlements.settlements(&reader, year).await?;
        let deadline = settlements.settings.deadline;
        for account in accounts.iter().filter(|account| account.status != AccountStatus::Disabled) {
            let Subject::Anstellungstraeger(of) = &account.subject else { continue };
            let Some(due) = Reminder::due(&settlements.proof(*of), deadline, today) else { continue };
            sent += usize::from(enqueue(state, account, due, (year, deadline)).await?);
        }
    }
    Ok(sent)
}

async fn enqueue(
    state: &AppState,
    account: &Account,
    reminder: Reminder,
    (year, deadline): (i32, NaiveDate),
) -> Result<bool, AppError> {
    let address = format!("{}/app/abrechnung/{year}", state.config.public_url);
    let (subject, text) = german::reminder(reminder, year, deadline, &address);
    // A deadline that is moved is told anew.
    let id = JobId::new(format!("verwendungsnachweis/{year}/{deadline}/{}/{}", reminder.code(), account.id));
    let mail = Mail { to: account.email.clone(), subject, text, draft: None };
    state.ports.outbox.enqueue(&id, &mail, state.ports.clock.now()).await
}
