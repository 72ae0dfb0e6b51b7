//! Reports of barriers and faults: a fixed route, so that it works without WASM and keeps what was typed.

use crate::{AppState, auth::session::ClientAddress, pages};
use axum::{
    Form, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    AppError,
    legal::{BarrierReport, BarrierReportInput},
    mail::{JobId, Mail},
};
use sha2::{Digest, Sha256};
use std::net::IpAddr;

pub fn routes() -> Router<AppState> {
    Router::new().route("/rueckmeldung", get(pages::public_page).post(report))
}

/// Mails the report to the office and thanks (303), or shows the form again, filled, with the reason.
async fn report(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Form(input): Form<BarrierReportInput>,
) -> Response {
    match pass_on(&state, address, &input).await {
        Ok(()) => (StatusCode::SEE_OTHER, [(header::LOCATION, "/rueckmeldung/danke")]).into_response(),
        Err(error) => pages::form_page(&state, "/rueckmeldung", input, error).await,
    }
}

async fn pass_on(state: &AppState, address: IpAddr, input: &BarrierReportInput) -> Result<(), AppError> {
    state.rate_limit.count_open(address)?;
    let report = input.check().map_err(AppError::Invalid)?;
    if input.is_by_program() {
        return Ok(());
    }
    let now = state.ports.clock.now();
    let text = german_text(&report);
    // The same text on the same day is the same report: a second click on the button is no second mail.
    let digest = hex::encode(Sha256::digest(format!("{} {text}", state.ports.clock.local(now).date())));
    let mail = Mail {
        to: state.config.barrier_email.clone(),
        subject: "Gemeldete Barriere oder Fehler".into(),
        text,
        draft: None,
        opens: None,
    };
    state.ports.outbox.enqueue(&JobId::new(format!("barrier/{digest}")), &mail, now).await?;
    Ok(())
}

fn german_text(report: &BarrierReport) -> String {
    let page = report.page.as_deref().unwrap_or("nicht angegeben");
    let answer = report.reply_to.as_ref().map_or("nicht gewünscht".to_owned(), ToString::to_string);
    format!(
        "Über das Formular des Sozialraumportals wurde gemeldet:\n\n{}\n\nSeite: {page}\nAntwort an: {answer}\n",
        report.message
    )
}
