//! The questionnaire behind the pages of a survey, for a browser that decides by itself what follows an answer.

use super::survey::{Admitted, Stop, Wanted, admitted};
use crate::{AppState, refusal::status_of};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::questionnaires::{Definition, Kept};

/// Gives it to whoever may fill it in now, and says nothing but a status to everybody else: there are pages that say why.
pub async fn questions(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let run = async {
        let Admitted { found, .. } = admitted(&state, &token, &wanted, &headers).await?;
        // What other programs have left in the workbook asks nobody anything.
        Ok::<_, Stop>(Definition { kept: Kept::default(), ..found.definition })
    };
    let answer = match run.await {
        Ok(definition) => Json(definition).into_response(),
        Err(stop) => refusal(&stop).into_response(),
    };
    ([(header::CACHE_CONTROL, "no-store")], answer).into_response()
}

fn refusal(stop: &Stop) -> StatusCode {
    match stop {
        // Pages that say something have been found all the same.
        Stop::Say(status, ..) if *status != StatusCode::OK => *status,
        Stop::Say(..) | Stop::Code(..) | Stop::Thanks(_) | Stop::Discarded(_) => StatusCode::FORBIDDEN,
        Stop::Failed(error) => status_of(error),
    }
}
