//! The two ways a mail leaves the program.

use super::Letter;
use crate::config::Config;
use anyhow::Context;
use async_trait::async_trait;
use domain::mail::failed::NO_CONNECTION;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::{path::PathBuf, sync::Arc, time::Duration};

/// Longest wait for one step of the conversation with the mail server.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Why a mail was not sent. The text is for the log and never holds an address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// May work later: no connection, mailbox busy, disk full.
    #[error("{0}")]
    Later(String),
    /// Will not work however often it is tried.
    #[error("{0}")]
    Hopeless(String),
}

#[async_trait]
pub trait Transport: Send + Sync {
    /// Returns once the mail is in somebody else's keeping.
    async fn send(&self, letter: &Letter) -> Result<(), SendError>;
}

/// The transport that the settings ask for; the log says which.
///
/// # Errors
/// When `SMTP_URL` cannot be read.
pub fn transport(config: &Config) -> anyhow::Result<Arc<dyn Transport>> {
    match &config.smtp_url {
        Some(url) => Ok(Arc::new(SmtpTransport::connect(url)?)),
        None => {
            let folder = config.data_dir.join("mail");
            tracing::warn!(folder = %folder.display(), "SMTP_URL is unset: mails become files");
            Ok(Arc::new(FileTransport { folder }))
        }
    }
}

/// Whether mails can go the way that the settings ask for.
///
/// # Errors
/// When `SMTP_URL` cannot be read.
pub fn check(config: &Config) -> anyhow::Result<()> {
    config.smtp_url.as_deref().map_or(Ok(()), |url| SmtpTransport::connect(url).map(drop))
}

/// A mail server.
pub struct SmtpTransport(AsyncSmtpTransport<Tokio1Executor>);

impl SmtpTransport {
    /// `smtps://user:password@host:port`, or `smtp://…?tls=required` for STARTTLS.
    pub fn connect(url: &str) -> anyhow::Result<Self> {
        // The library's message would repeat the password.
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).ok().context(
            "SMTP_URL lässt sich nicht lesen. Erlaubt ist: smtps://NUTZER:PASSWORT@RECHNER:PORT oder smtp://…",
        )?;
        Ok(Self(builder.timeout(Some(TIMEOUT)).build()))
    }
}

#[async_trait]
impl Transport for SmtpTransport {
    async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        match self.0.send(letter.message.clone()).await {
            Ok(_) => Ok(()),
            Err(cause) => Err(send_error(cause.status().map(|code| code.to_string()))),
        }
    }
}

/// By the server's code only: its text repeats the address.
///
/// Only a mailbox that does not exist is hopeless (RFC 5321: 550, 551, 553). Other lasting codes stand for something the
/// office can repair, a wrong password for example, and must not cost the mails that waited meanwhile.
fn send_error(code: Option<String>) -> SendError {
    match code.as_deref() {
        Some(code @ ("550" | "551" | "553")) => SendError::Hopeless(format!("SMTP {code}")),
        Some(code) => SendError::Later(format!("SMTP {code}")),
        None => SendError::Later(NO_CONNECTION.into()),
    }
}

/// A folder, one `.eml` file a mail; the same mail sent twice is one file.
pub struct FileTransport {
    pub folder: PathBuf,
}

#[async_trait]
impl Transport for FileTransport {
    async fn send(&self, letter: &Letter) -> Result<(), SendError> {
        let path = self.folder.join(format!("{}.eml", letter.name));
        let written = async {
            tokio::fs::create_dir_all(&self.folder).await?;
            tokio::fs::write(&path, letter.message.formatted()).await
        };
        written.await.map_err(|cause| SendError::Later(format!("{}: {cause}", path.display())))?;
        tracing::info!(path = %path.display(), "mail written to a file");
        Ok(())
    }
}
