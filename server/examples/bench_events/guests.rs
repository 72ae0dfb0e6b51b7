//! Guests who register on the public page: many at the same moment, and ten a second.

use crate::{
    portal::{Answer, Portal},
    report,
};
use anyhow::ensure;
use axum::http::{Request, StatusCode, header};
use domain::ids::EventId;
use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

const CROWD: u32 = 700;
/// So many wait for an answer at any moment.
const CLIENTS: u32 = 32;
const TRICKLE: u32 = 300;
const PERIOD: Duration = Duration::from_millis(100);

/// As fast as the portal answers. At the end there are as many seats taken as people have registered, one mail for each of
/// them, and none for whoever comes too late.
pub async fn crowd(portal: &Arc<Portal>) -> anyhow::Result<()> {
    let event = portal.announce("Fachtag im Andrang", CROWD).await?;
    let mails = portal.mails();
    let next = Arc::new(AtomicU32::new(0));
    let begin = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (portal, next) = (portal.clone(), next.clone());
        clients.spawn(async move {
            let mut times = Vec::new();
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= CROWD {
                    return anyhow::Ok(times);
                }
                let begin = Instant::now();
                register(&portal, event, number).await?;
                times.push(begin.elapsed());
            }
        });
    }
    let mut times = Vec::new();
    while let Some(of_client) = clients.join_next().await {
        times.extend(of_client??);
    }
    let took = begin.elapsed();
    let late = ask(portal, event, CROWD).await?;
    ensure!(late.status == StatusCode::CONFLICT, "who comes too late is answered {}", late.status);
    portal.expect_seats(event, CROWD).await?;
    report::line(
        &format!("{CROWD} registrations on one event, {CLIENTS} at a time"),
        "≥ 70/s",
        report::rate(times.len(), took),
    );
    report::line("  each of them", "–", report::spread(times));
    portal.expect_mails(mails + CROWD as usize).await?;
    report::line("  until the last confirmation has left, as a file", "–", format!("{:.1?}", begin.elapsed()));
    Ok(())
}

/// One every tenth of a second, whether the one before has been answered or not. A time begins when the request was due.
pub async fn trickle(portal: &Arc<Portal>) -> anyhow::Result<()> {
    let event = portal.announce("Fachtag mit Ruhe", TRICKLE).await?;
    let mails = portal.mails();
    let mut ticks = tokio::time::interval(PERIOD);
    let mut answers = JoinSet::new();
    for number in 0..TRICKLE {
        let due = ticks.tick().await;
        let portal = portal.clone();
        answers.spawn(async move {
            register(&portal, event, number).await?;
            anyhow::Ok(due.elapsed())
        });
    }
    let mut times = Vec::new();
    while let Some(time) = answers.join_next().await {
        times.push(time??);
    }
    portal.expect_seats(event, TRICKLE).await?;
    let what = format!("{TRICKLE} registrations on one event, 10 a second");
    report::line(&what, "p95 ≤ 100 ms", report::spread(times));
    portal.expect_mails(mails + TRICKLE as usize).await
}

async fn register(portal: &Portal, event: EventId, number: u32) -> anyhow::Result<()> {
    let answer = ask(portal, event, number).await?;
    let seated = answer.status == StatusCode::SEE_OTHER && answer.header(header::LOCATION).ends_with("/angemeldet");
    ensure!(seated, "person {number} is answered {} {}", answer.status, answer.header(header::LOCATION));
    Ok(())
}

/// As a browser without WASM sends the form; everybody from an address of their own.
async fn ask(portal: &Portal, event: EventId, number: u32) -> anyhow::Result<Answer> {
    let form = format!(
        "name=Person+{number}&email=person{number}%40beispiel.de&funktion=kita_leitung&kita=\
         &einrichtung=Kita+Sonnenschein&access_needs=Rampe&food_needs=&website="
    );
    let request = Request::post(format!("/veranstaltungen/{event}"))
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("x-forwarded-for", Ipv4Addr::from(0x0a00_0000 + number).to_string());
    portal.send(request, form).await
}
