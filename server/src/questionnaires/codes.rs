//! Cards with one-time codes for a public survey.

use crate::{AppState, auth::session::MaybeVisitor, export::paper, refusal::Refusal};
use app::questionnaires::survey::{ADDRESS, CODE, LANGUAGE};
use axum::{
    Json,
    extract::{Path, State, rejection::JsonRejection},
    http::header,
    response::{IntoResponse, Response},
};
use domain::{
    AppError, ErrorCode, IncidentId,
    access::{Designer, Member},
    accounts::port::Visitor,
    german,
    ids::ErhebungId,
    questionnaires::survey::{CodesInput, Language, Survey, SurveyAccess, SurveyCode, Text, card_languages},
};
use print::{Card, CardText, Cards};
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
        Err(error) => Refusal::from(error).into_response(),
    }
}

async fn run(state: &AppState, visitor: Option<Visitor>, id: &str, input: Sent) -> Result<Vec<u8>, AppError> {
    let principal = visitor.ok_or(AppError::Unauthenticated)?.principal;
    let (by, reader) = (principal.require::<Designer>()?, principal.require::<Member>()?);
    let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
    let survey = state.ports.surveys.survey_of(&by, id).await?.ok_or(AppError::NotFound)?;
    if survey.access != SurveyAccess::Codes {
        return Err(AppError::Conflict);
    }
    let Json(input) = input.map_err(|_| AppError::field("anzahl", ErrorCode::WrongFileShape))?;
    let erhebung = state.ports.questionnaires.read_erhebung(&by, id).await?.erhebung;
    let definition = state.ports.questionnaires.read_version(&reader, erhebung.questionnaire, erhebung.version).await?;
    let order = input.check(&card_languages(&definition)).map_err(AppError::Invalid)?;
    let codes: Vec<SurveyCode> = (0..order.count).map(|_| SurveyCode::from_random(rand::random::<u8>)).collect();
    let address = format!("{}{ADDRESS}/{}", state.config.public_url, survey.token);
    let cards = Cards {
        title: format!("Codes: {}", definition.settings.title),
        survey: definition.settings.title,
        kita: state.ports.surveys.find_survey(&survey.token).await?.about_name,
        texts: order.languages.iter().map(|language| text(*language, &survey)).collect(),
        cards: cards(&codes, &address, &order.languages)?,
        address,
    };
    // The file first: codes that nobody can be given would only be counted.
    let file = paper::file(cards, "codes.pdf".to_owned()).await?;
    let hashes: Vec<String> = codes.iter().map(|code| code.hash(&survey.token)).collect();
    state.ports.surveys.add_codes(&by, id, &hashes, state.ports.clock.now()).await?;
    Ok(file.bytes)
}

/// What a card says in a language.
fn text(language: Language, survey: &Survey) -> CardText {
    let until = Text::CardUntil.with(language, &[&german::date(survey.closes)]);
    CardText {
        // Leichte Sprache is German to a program that reads aloud.
        lang: language.tag().split('-').next().unwrap_or_default().to_owned(),
        code: Text::CodeLabel.of(language).to_owned(),
        about: format!("{} {until} {}", Text::CardHow.of(language), Text::CardPromise.of(language)),
    }
}

/// One card for each code. A card in another language than German opens the questions in that one.
fn cards(codes: &[SurveyCode], address: &str, languages: &[Language]) -> Result<Vec<Card>, AppError> {
    let spoken = languages.first().filter(|language| **language != Language::German);
    let spoken = spoken.map_or(String::new(), |language| format!("&{LANGUAGE}={}", language.tag()));
    let card = |code: &SurveyCode| {
        let address = format!("{address}?{CODE}={code}{spoken}");
        let picture = QrCode::with_error_correction_level(address, EcLevel::M)
            .map_err(|_| AppError::Internal(IncidentId("P-QR".into())))?;
        // Typst draws the margin: cards are white.
        Ok(Card { code: code.to_string(), picture: picture.render::<svg::Color>().quiet_zone(false).build() })
    };
    codes.iter().map(card).collect()
}
