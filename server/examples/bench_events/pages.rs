//! The public page of an event, rendered on the server for each request.

use crate::{
    portal::{Answer, Portal},
    report,
};
use anyhow::ensure;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::task::JoinSet;

const TITLE: &str = "Netzwerktreffen mit vielen Lesern";
const SEATS: u32 = 40;
const CLIENTS: usize = 16;
const PERIOD: Duration = Duration::from_secs(5);

/// With the form and the demo's Kitas in it; as it is rendered, and packed as browsers ask for it.
pub async fn measure(portal: &Arc<Portal>) -> anyhow::Result<()> {
    let event = portal.announce(TITLE, SEATS).await?;
    let page = format!("/veranstaltungen/{event}");
    for (encoding, what, goal) in
        [("identity", "public page of an event", "≥ 1,000/s"), ("br", "the same, packed for each (brotli)", "–")]
    {
        // What is made once a process is no part of the rate.
        let size = get(portal, &page, encoding).await?.body.len();
        let begin = Instant::now();
        let times = read_for_a_while(portal, &page, encoding).await?;
        let rate = report::rate(times.len(), begin.elapsed());
        let what = format!("{what}, {} kB, {CLIENTS} at a time", size.div_ceil(1_000));
        report::line(&what, goal, format!("{rate} ({})", report::spread(times)));
    }
    Ok(())
}

async fn read_for_a_while(portal: &Arc<Portal>, page: &str, encoding: &'static str) -> anyhow::Result<Vec<Duration>> {
    let until = Instant::now() + PERIOD;
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (portal, page) = (portal.clone(), page.to_owned());
        clients.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < until {
                let begin = Instant::now();
                get(&portal, &page, encoding).await?;
                times.push(begin.elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut times = Vec::new();
    while let Some(of_client) = clients.join_next().await {
        times.extend(of_client??);
    }
    Ok(times)
}

async fn get(portal: &Portal, page: &str, encoding: &'static str) -> anyhow::Result<Answer> {
    let request = Request::get(page).header(header::ACCEPT, "text/html").header(header::ACCEPT_ENCODING, encoding);
    let answer = portal.send(request, Body::empty()).await?;
    ensure!(answer.status == StatusCode::OK, "the page is answered {}", answer.status);
    let packed = answer.header(header::CONTENT_ENCODING);
    if encoding == "identity" {
        let text = std::str::from_utf8(&answer.body)?;
        ensure!(packed.is_empty() && text.contains(TITLE), "this is another page: {text}");
        ensure!(text.contains(&format!("Noch {SEATS} Plätze frei.")), "the page does not say what is free: {text}");
    } else {
        ensure!(packed == encoding && !answer.body.is_empty(), "packed as {packed}");
    }
    Ok(answer)
}
