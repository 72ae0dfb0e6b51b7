//! Certificates: issued in the database, and as the one file that the Koordination prints.

use crate::portal::{AHEAD, Portal, address};
use crate::report;
use anyhow::ensure;
use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use domain::{
    access::Role,
    accounts::{Account, AccountStatus, Subject},
    clock::Clock,
    events::{
        Attendance,
        attendance::{Marking, Session, Step},
    },
    ids::{AccountId, EventId},
};
use std::time::{Duration, Instant};
use uuid::Uuid;

const PEOPLE: u32 = 100;
const OFFICE: &str = "messung@kreis.example";
const PASSWORD: &str = "Sechs Äpfel hängen am Baum";

/// From an event that took place to the file in which everybody has a page.
pub async fn measure(portal: &Portal) -> anyhow::Result<()> {
    let event = portal.announce("Fachtag mit Bescheinigung", PEOPLE).await?;
    for number in 0..PEOPLE {
        portal.seat(event, &format!("Person {number}"), &format!("person{number}@beispiel.de")).await?;
    }
    portal.clock.put_forward(AHEAD + 1);
    hold(portal, event).await?;
    let ports = &portal.state.ports;
    let begin = Instant::now();
    let now = portal.clock.now();
    let issued = ports.attendance.issue_certificates(&portal.by, event, ports.numbering.as_ref(), "", now).await?;
    let issuing = begin.elapsed();
    ensure!(issued == PEOPLE, "{issued} certificates for {PEOPLE} people");
    let sheet = ports.attendance.sheet(&portal.by, event).await?;
    ensure!(sheet.certificates.len() == PEOPLE as usize, "{} certificates are kept", sheet.certificates.len());
    let (printing, size) = print(portal, event).await?;
    report::line(
        &format!("{PEOPLE} certificates: issued, and in one file ({} kB)", size / 1_000),
        "≤ 5 s",
        format!("{:.2?} ({issuing:.2?} and {printing:.2?})", issuing + printing),
    );
    Ok(())
}

/// Everybody was there, and the event took place.
async fn hold(portal: &Portal, event: EventId) -> anyhow::Result<()> {
    let attendance = &portal.state.ports.attendance;
    let sheet = attendance.sheet(&portal.by, event).await?;
    let mut markings = Vec::new();
    for row in &sheet.registrations {
        for day in &sheet.event.plan.days {
            let session = Session::of(day);
            markings.push(Marking { person: row.person.clone(), session, attendance: Some(Attendance::Anwesend) });
        }
    }
    attendance.enter(&portal.by, event, &markings, portal.clock.now()).await?;
    attendance.take_step(&portal.by, event, Step::Hold, portal.clock.now()).await?;
    Ok(())
}

/// The file, as a browser in which the Koordination is logged in gets it: how long it took and how many bytes it has.
async fn print(portal: &Portal, event: EventId) -> anyhow::Result<(Duration, usize)> {
    let cookie = log_in(portal).await?;
    let path = format!("/api/events/{event}/papers/bescheinigungen.pdf");
    let begin = Instant::now();
    let file = portal.send(Request::get(path).header(header::COOKIE, cookie), Body::empty()).await?;
    let took = begin.elapsed();
    ensure!(file.status == StatusCode::OK && file.body.starts_with(b"%PDF-"), "the file is answered {}", file.status);
    Ok((took, file.body.len()))
}

async fn log_in(portal: &Portal) -> anyhow::Result<String> {
    let account = Account {
        id: AccountId::new(Uuid::now_v7()),
        email: address(OFFICE)?,
        name: "Messung".into(),
        role: Role::Koordination,
        subject: Subject::Office,
        status: AccountStatus::Active,
        ends_on: None,
    };
    let password = portal.state.hasher.hash(PASSWORD).await?;
    portal.state.ports.accounts.create_first(&account, &password, portal.clock.now()).await?;
    let form = format!("email={}&password={}", OFFICE.replace('@', "%40"), PASSWORD.replace(' ', "+"));
    let request = Request::post("/anmelden")
        .header(header::ACCEPT, "text/html")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = portal.send(request, form).await?;
    ensure!(answer.status == StatusCode::SEE_OTHER, "the login is answered {}", answer.status);
    Ok(answer.header(header::SET_COOKIE).split(';').next().unwrap_or_default().to_owned())
}
