//! Reminders of deadlines: mails that the outbox sends once each, however often they are asked for.

use crate::AppState;
use app::budgets::views::reading;
use chrono::NaiveDate;
use domain::{
    AppError,
    access::{BudgetReader, Koordination, PaymentReader, Principal, Role, Scope},
    accounts::{Account, AccountStatus, Subject},
    budgets::{
        overview,
        settlement::{Reminder, german},
    },
    ids::AccountId,
    mail::{JobId, Mail},
};
use uuid::Uuid;

/// Puts every reminder that is due into the outbox; returns how many were new.
pub async fn remind(state: &AppState) -> Result<usize, AppError> {
    let program = program();
    let (office, reader) = (program.require::<Koordination>()?, program.require::<BudgetReader>()?);
    let (payment_reader, ports) = (program.require::<PaymentReader>()?, &state.ports);
    let accounts = ports.accounts.list(&office).await?;
    let today = ports.clock.today();
    let mut sent = 0;
    for year in ports.payments.released_years(&payment_reader).await? {
        let settlements = ports.settlements.settlements(&reader, year).await?;
        let deadline = settlements.settings.deadline;
        let due_of = |account: &Account| {
            let Subject::Anstellungstraeger(of) = account.subject else { return None };
            Some((of, Reminder::due(&settlements.proof(of), deadline, today)?))
        };
        let enabled = accounts.iter().filter(|account| account.status != AccountStatus::Disabled);
        let waiting: Vec<_> = enabled.filter_map(|account| Some((account, due_of(account)?))).collect();
        if waiting.is_empty() {
            continue;
        }
        // Who has no budget in the year has nothing to prove.
        let Some(plan) = reading::year(ports, &program, year).await?.plan else { continue };
        for (account, (_, due)) in waiting.into_iter().filter(|(_, (of, _))| plan.row(*of).is_some()) {
            sent += usize::from(enqueue(state, account, due, (year, deadline)).await?);
        }
    }
    Ok(sent)
}

/// The program itself, which sees what the office sees.
fn program() -> Principal {
    Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All }
}

/// Puts what comes due for the office into the outbox, for each account of the Koordination, once on each occasion; returns how
/// many were new.
pub async fn remind_office(state: &AppState) -> Result<usize, AppError> {
    let (program, ports) = (program(), &state.ports);
    let deadlines = reading::deadlines(ports, &program).await?;
    let accounts = ports.accounts.list(&program.require::<Koordination>()?).await?;
    let is_office =
        |account: &&Account| account.role == Role::Koordination && account.status != AccountStatus::Disabled;
    let address = format!("{}/app/budget", state.config.public_url);
    let mut sent = 0;
    for deadline in &deadlines {
        let Some(key) = deadline.key() else { continue };
        let (subject, text) = overview::german::deadline_mail(deadline, &address);
        for account in accounts.iter().filter(is_office) {
            let id = JobId::new(format!("frist/{key}/{}", account.id));
            let mail = Mail {
                to: account.email.clone(),
                subject: subject.clone(),
                text: text.clone(),
                draft: None,
                opens: None,
            };
            sent += usize::from(ports.outbox.enqueue(&id, &mail, ports.clock.now()).await?);
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
    let mail = Mail { to: account.email.clone(), subject, text, draft: None, opens: None };
    state.ports.outbox.enqueue(&id, &mail, state.ports.clock.now()).await
}
