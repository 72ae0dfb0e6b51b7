//! Cards with one-time codes for a public survey.

use crate::{AppState, auth::session::MaybeVisitor};
use app::questionnaires::survey::{ADDRESS, CODE};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    AppError, ErrorCode, IncidentId,
    access::{Koordination, Member},
    accounts::port::Visitor,
    german,
    ids::ErhebungId,
    questionnaires::survey::{CodesInput, Survey, SurveyAccess, SurveyCode},
};
use print::{Card, Cards};
use qrcode::{EcLevel, QrCode, render::svg};

/// What the form has sent; it is looked at when it is clear who asks.
type Sent = Result<Json<CodesInput>, JsonRejection>;

/// New codes on a sheet of cards. The codes are in the file and nowhere else: the store has their hashes.
pub async fn print_codes(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
    input: Sent,
) -> Response {
    match run(&state, visitor, &id, input).await {
        Ok(file) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf"),
                (header::CONTENT_DISPOSITION, "attachment; filename=\"codes.pdf\""),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (headers, file).into_response()
        }
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            (status, Json(error)).into_response()
        }
    }
}

async fn run(state: &AppState, visitor: Option<Visitor>, id: &str, input: Sent) -> Result<Vec<u8>, AppError> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, reader) = (principal.require::<Koordination>()?, principal.require::<Member>()?);
    let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
    let survey = state.ports.surveys.survey_of(&by, id).await?.ok_or(AppError::NotFound)?;
    if survey.access != SurveyAccess::Codes {
        return Err(AppError::Conflict);
    }
    let Json(input) = input.map_err(|_| AppError::field("anzahl", ErrorCode::WrongFileShape))?;
    let count = input.check().map_err(AppError::Invalid)?;
    let codes: Vec<SurveyCode> = (0..count).map(|_| SurveyCode::from_random(rand::random::<u8>)).collect();
    let head = state.ports.questionnaires.read_erhebung(&by, id).await?;
    let erhebung = &head.erhebung;
    let definition = state.ports.questionnaires.read_version(&reader, erhebung.questionnaire, erhebung.version).await?;
    let cards = Cards {
        title: format!("Codes: {}", definition.settings.title),
        survey: definition.settings.title,
        kita: state.ports.surveys.find_survey(&survey.token).await?.about_name,
        until: format!("bis {}", german::date(survey.closes)),
        address: format!("{}{ADDRESS}/{}", state.config.public_url, survey.token),
        cards: cards(&survey, &codes, &state.config.public_url)?,
    };
    // The file first: codes that nobody can be given would only be counted.
    let file = tokio::task::spawn_blocking(move || print::pdf(&cards)).await;
    let file = file.ok().and_then(Result::ok).ok_or_else(|| AppError::Internal(IncidentId("P-KARTEN".into())))?;
    let hashes: Vec<String> = codes.iter().map(|code| code.hash(&survey.token)).collect();
    state.ports.surveys.add_codes(&by, id, &hashes, state.ports.clock.now()).await?;
    Ok(file)
}

fn cards(survey: &Survey, codes: &[SurveyCode], public_url: &str) -> Result<Vec<Card>, AppError> {
    let card = |code: &SurveyCode| {
        let address = format!("{public_url}{ADDRESS}/{}?{CODE}={code}", survey.token);
        let picture = QrCode::with_error_correction_level(address, EcLevel::M)
            .map_err(|_| AppError::Internal(IncidentId("P-QR".into())))?;
        // Typst draws the margin: cards are white.
        Ok(Card { code: code.to_string(), picture: picture.render::<svg::Color>().quiet_zone(false).build() })
    };
    codes.iter().map(card).collect()
}
