//! Links in mails: made when a mail is being sent, so that what waits in the outbox opens nothing.

use crate::{
    auth::{links::keep_account_link, tokens::Token},
    config::Config,
};
use async_trait::async_trait;
use domain::{
    AppError, IncidentId,
    clock::Clock,
    events::port::EventStore,
    mail::{
        LinkTo, Mail,
        port::{ClaimedMail, LinkMaker},
    },
};
use std::sync::Arc;
use store::Store;

/// Makes tokens from the operating system's generator and keeps their hashes.
pub struct FreshLinks {
    public_url: String,
    store: Arc<Store>,
    clock: Arc<dyn Clock>,
}

impl FreshLinks {
    pub fn new(config: &Config, store: Arc<Store>, clock: Arc<dyn Clock>) -> Self {
        Self { public_url: config.public_url.clone(), store, clock }
    }
}

#[async_trait]
impl LinkMaker for FreshLinks {
    async fn with_fresh_link(&self, claimed: &ClaimedMail) -> Result<Option<Mail>, AppError> {
        let Some(link) = claimed.link() else { return Ok(Some(claimed.mail.clone())) };
        let token = Token::random().map_err(|error| {
            tracing::error!(incident = "P-RANDOM", %error, "no randomness");
            AppError::Internal(IncidentId("P-RANDOM".into()))
        })?;
        let (kept, path) = match link {
            LinkTo::Account(purpose) => (
                keep_account_link(&self.store, claimed, purpose, &token).await?,
                format!("/passwort-setzen?token={}", token.as_str()),
            ),
            LinkTo::Event(opening) => {
                (self.store.keep_link(opening, &token.hash(), self.clock.now()).await?, opening.path(token.as_str()))
            }
        };
        Ok(kept.then(|| claimed.mail.with_link(&format!("{}{path}", self.public_url))))
    }
}
