//! Works off the outbox.

use super::{Letter, SendError, Sender, Transport, transport};
use crate::AppState;
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError,
    accounts::OneTimeLink,
    clock::Clock,
    mail::{
        failed::{LINK_OVER, LINK_UNWANTED},
        port::{ClaimedMail, LinkMaker, Outbox},
    },
};
use std::{sync::Arc, time::Duration};
use tokio::sync::watch;

/// How often the outbox is looked into.
const PERIOD: Duration = Duration::from_secs(2);
/// How long a claimed mail is nobody else's: longer than sending can take.
const LEASE: TimeDelta = TimeDelta::minutes(10);
/// Attempts before a mail is given up: with the pauses below about a day and a half.
const ATTEMPTS: u32 = 14;
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);

/// Claims, sends and marks one mail after the other.
pub struct MailRunner {
    outbox: Arc<dyn Outbox>,
    transport: Arc<dyn Transport>,
    sender: Sender,
    links: Arc<dyn LinkMaker>,
    clock: Arc<dyn Clock>,
}

impl MailRunner {
    pub fn new(
        outbox: Arc<dyn Outbox>,
        transport: Arc<dyn Transport>,
        sender: Sender,
        links: Arc<dyn LinkMaker>,
        clock: Arc<dyn Clock>,
    ) -> Self {
        Self { outbox, transport, sender, links, clock }
    }

    /// The runner that the settings ask for.
    ///
    /// # Errors
    /// When `SMTP_URL` or `MAIL_FROM` cannot be used.
    pub fn of(state: &AppState) -> anyhow::Result<Self> {
        let config = &state.config;
        let sender = match &config.mail_from {
            Some(address) => Sender::parse(address),
            None => Sender::of_site(&config.public_url),
        };
        let sender =
            sender.context("MAIL_FROM lässt sich nicht lesen. Erlaubt ist: eine Adresse wie portal@kreis.example")?;
        let ports = &state.ports;
        Ok(Self::new(ports.outbox.clone(), transport(config)?, sender, ports.fresh_links.clone(), ports.clock.clone()))
    }

    /// Works until `stop` becomes true; a mail that is being sent is finished.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut ticks = tokio::time::interval(PERIOD);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
            if let Err(error) = self.send_due(&stop).await {
                tracing::warn!(%error, "the outbox cannot be worked off right now");
            }
        }
    }

    /// Tries every mail that is due now; returns how many were sent.
    pub async fn send_due(&self, stop: &watch::Receiver<bool>) -> Result<usize, AppError> {
        let mut sent = 0;
        while !*stop.borrow() {
            let now = self.clock.now();
            let Some(claimed) = self.outbox.claim(now, now + LEASE).await? else { break };
            if self.send(&claimed, now).await? {
                sent += 1;
            }
        }
        Ok(sent)
    }

    async fn send(&self, claimed: &ClaimedMail, now: DateTime<Utc>) -> Result<bool, AppError> {
        let ClaimedMail { id, attempt, written, .. } = claimed;
        // A link to an account is of no use to anybody once it has run out.
        let until = id.is_link().then(|| *written + OneTimeLink::VALID);
        let in_time = |at: &DateTime<Utc>| until.is_none_or(|until| *at < until);
        let result =
            if in_time(&now) { self.deliver(claimed, now).await? } else { Err(SendError::Hopeless(LINK_OVER.into())) };
        let Err(error) = result else {
            self.outbox.mark_sent(id, self.clock.now()).await?;
            tracing::info!(job.id = %id, attempt, "mail sent");
            return Ok(true);
        };
        let retry_at = match &error {
            SendError::Later(_) if *attempt < ATTEMPTS => Some(now + pause(*attempt)).filter(in_time),
            _ => None,
        };
        tracing::warn!(job.id = %id, attempt, reason = %error, given_up = retry_at.is_none(), "mail not sent");
        self.outbox.mark_failed(id, &error.to_string(), retry_at).await?;
        Ok(false)
    }

    /// A link is made for this attempt alone, after the mail has left the database: what waits there says only what it is for.
    async fn deliver(&self, claimed: &ClaimedMail, now: DateTime<Utc>) -> Result<Result<(), SendError>, AppError> {
        let letter = match self.links.with_fresh_link(claimed).await? {
            Some(mail) => Letter::write(&claimed.id, &mail, &self.sender, now),
            None => Err(SendError::Hopeless(LINK_UNWANTED.into())),
        };
        Ok(match letter {
            Ok(letter) => self.transport.send(&letter).await,
            Err(error) => Err(error),
        })
    }
}

/// One minute after the first attempt, then twice as long each time.
fn pause(attempt: u32) -> TimeDelta {
    let minutes = 1_i64.checked_shl(attempt.saturating_sub(1)).unwrap_or(i64::MAX);
    TimeDelta::try_minutes(minutes).unwrap_or(LONGEST_PAUSE).min(LONGEST_PAUSE)
}
