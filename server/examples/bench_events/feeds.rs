//! Calendar feeds: the public one, and one person's own.

use crate::{
    portal::{Portal, address},
    report,
};
use anyhow::{Context, ensure};
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    access::{Principal, Registrant, Role, Scope},
    accounts::{Account, AccountStatus, Subject, TokenHash},
    clock::Clock,
    ids::AccountId,
};
use std::time::Instant;
use uuid::Uuid;

const ENTRIES: usize = 200;
const ROUNDS: usize = 51;
const PUBLIC: &str = "/veranstaltungen/termine.ics";
const OWNER: &str = "viel-unterwegs@beispiel.de";

/// Each entry is an event of its own: the dearest way to so many.
pub async fn measure(portal: &Portal) -> anyhow::Result<()> {
    let others = entries(portal, PUBLIC).await?;
    let own = open(portal).await?;
    for number in 0..ENTRIES {
        let event = portal.announce(&format!("Fachtag {number}"), 20).await?;
        portal.seat(event, "Kim Erfunden", OWNER).await?;
    }
    for (what, path, count) in [("public", PUBLIC, others + ENTRIES), ("own", own.as_str(), ENTRIES)] {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let begin = Instant::now();
            let found = entries(portal, path).await?;
            times.push(begin.elapsed());
            ensure!(found == count, "{found} entries in the {what} feed, where {count} events are");
        }
        report::line(&format!("{what} feed of {count} entries"), "≤ 20 ms", report::spread(times));
    }
    Ok(())
}

/// The path of the feed of somebody who has an account.
async fn open(portal: &Portal) -> anyhow::Result<String> {
    let account = Account {
        id: AccountId::new(Uuid::now_v7()),
        email: address(OWNER)?,
        name: "Kim Erfunden".into(),
        role: Role::KiSo,
        subject: Subject::Office,
        status: AccountStatus::Active,
        ends_on: None,
    };
    let ports = &portal.state.ports;
    let password = portal.state.hasher.hash("Sechs Äpfel hängen am Baum").await?;
    ports.accounts.create_first(&account, &password, portal.clock.now()).await?;
    let owner = Principal { account: account.id, role: account.role, scope: Scope::Nothing };
    let token = "5a".repeat(32);
    let hash = TokenHash::of(&token).context("64 hex digits are a token")?;
    ports.feeds.make_feed(&owner.require::<Registrant>()?, &hash, portal.clock.now()).await?;
    Ok(format!("/kalender/{token}/termine.ics"))
}

/// How many entries the feed has.
async fn entries(portal: &Portal, path: &str) -> anyhow::Result<usize> {
    let answer = portal.send(Request::get(path).header(header::ACCEPT, "text/calendar"), Body::empty()).await?;
    ensure!(answer.status == StatusCode::OK, "{path} is answered {}", answer.status);
    Ok(std::str::from_utf8(&answer.body)?.matches("BEGIN:VEVENT").count())
}
