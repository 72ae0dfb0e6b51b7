//! Mails that were given up: server functions for the Koordination, who finds them where events are planned.

use crate::ApiError;
use domain::mail::failed::FailedRow;
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{AppError, access::Koordination, mail::JobId};

/// Mails that did not go out and that nobody has dealt with, the latest first.
#[server(endpoint = "fn/events/failed-mails", input = Json)]
pub async fn failed_mails() -> Result<Vec<FailedRow>, ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let mails = ports.failed_mails.failed_mails(&by).await?;
    Ok(mails.iter().map(|mail| FailedRow::of(mail, ports.clock.as_ref())).collect())
}

/// Tries a mail anew; `NotFound` for one with a link to an account, whose text is not kept.
#[server(endpoint = "fn/events/send-mail-again", input = Json)]
pub async fn send_mail_again(job: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let job = JobId::new(job);
    if job.is_link() {
        return Err(AppError::NotFound.into());
    }
    Ok(ports.failed_mails.send_again(&by, &job, ports.clock.now()).await?)
}

/// Lets a mail go: its text is deleted.
#[server(endpoint = "fn/events/let-mail-go", input = Json)]
pub async fn let_mail_go(job: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    Ok(ports.failed_mails.let_go(&by, &JobId::new(job), ports.clock.now()).await?)
}
