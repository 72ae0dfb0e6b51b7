//! Putting a survey aside and going on with it on the same device, also on another day. What was answered so far lies in
//! cookies of this survey's address, and nowhere else: nothing of it on the server, and no script reads it.
//!
//! Only where the device is one person's: not on a tablet that goes from hand to hand, and not where codes are asked for.

use super::survey::{Stop, Way, context, cookie, encoded, frame, language, page, secure, unrunnable};
use crate::AppState;
use app::questionnaires::survey::{ADDRESS, DISCARD, PAUSE, RESUME, survey_paused};
use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::NaiveTime;
use domain::questionnaires::survey::{
    Move, OpenSurvey, Outcome, REST_PARTS, Rest, Stand, SurveyAccess, SurveyToken, Turn, rest_until, resume, take_turn,
};

/// Name of the cookies; the number of the part stands behind it.
const COOKIE: &str = "umfrage-rest";

/// Whether answers may lie on the device at all.
pub(super) fn is_allowed(found: &OpenSurvey, way: &Way) -> bool {
    !way.kiosk && found.survey.access == SurveyAccess::Open
}

/// The page on which it goes on, if something was put aside here and not sent since.
pub(super) async fn taken_up(
    state: &AppState,
    token: &SurveyToken,
    found: &OpenSurvey,
    chosen: &str,
    headers: &HeaderMap,
) -> Result<Option<Response>, Stop> {
    let Some(rest) = rest_of(headers) else { return Ok(None) };
    if state.ports.surveys.has_answered(token, &rest.stand.mark.hash()).await? {
        return Ok(None);
    }
    let spoken = if chosen.is_empty() { rest.language.as_str() } else { chosen };
    let context = context(state, language(&found.definition, spoken, headers), rest.stand.seed);
    let turn = resume(&found.definition, context, &rest.stand).map_err(|_| unrunnable())?;
    let way = Way { kept: true, ..Way::default() };
    Ok(Some(page(state, found, &way, StatusCode::OK, turn)))
}

/// Answers the buttons that put aside, go on and throw away; `None` for any other one.
pub(super) fn put_aside(
    state: &AppState,
    found: &OpenSurvey,
    language: &str,
    stand: &Stand,
    (step, fields): (&str, &[(String, String)]),
) -> Result<Option<Response>, Stop> {
    let context = context(state, language.to_owned(), stand.seed);
    match step {
        PAUSE => {
            let turn = take_turn(&found.definition, context, stand, fields, &Move::Stay).map_err(|_| unrunnable())?;
            let rest = Rest { stand: turn.stand.clone(), language: turn.language.clone() };
            Ok(Some(match rest.write() {
                Some(parts) => paused(state, found, &rest, &parts),
                None => {
                    let turn = Turn { outcome: Outcome::TooMuch, ..turn };
                    page(state, found, &Way::default(), StatusCode::UNPROCESSABLE_ENTITY, turn)
                }
            }))
        }
        RESUME => {
            let turn = resume(&found.definition, context, stand).map_err(|_| unrunnable())?;
            let way = Way { kept: true, ..Way::default() };
            Ok(Some(page(state, found, &way, StatusCode::OK, turn)))
        }
        DISCARD => {
            let first = format!("{ADDRESS}/{}?sprache={}", found.survey.token, encoded(language));
            Ok(Some(with_cookies(Redirect::to(&first).into_response(), &removed(state, found))))
        }
        _ => Ok(None),
    }
}

/// Whoever has put their answers aside once finds the newest ones when the page is closed later on.
pub(super) fn newest(state: &AppState, found: &OpenSurvey, headers: &HeaderMap, turn: &Turn) -> Vec<String> {
    if rest_of(headers).is_none_or(|rest| rest.stand.mark != turn.stand.mark) {
        return Vec::new();
    }
    let rest = Rest { stand: turn.stand.clone(), language: turn.language.clone() };
    // What has become too long stays as it was put aside.
    rest.write().map(|parts| kept(state, found, &parts)).unwrap_or_default()
}

/// Takes from the device what was put aside there.
pub(super) fn forgotten(state: &AppState, found: &OpenSurvey, headers: &HeaderMap) -> Vec<String> {
    match cookie(headers, &name(0)) {
        Some(_) => removed(state, found),
        None => Vec::new(),
    }
}

/// The answer with these cookies besides.
pub(super) fn with_cookies(mut response: Response, cookies: &[String]) -> Response {
    // Letters, digits and what a token holds: each of them is a header.
    for value in cookies.iter().filter_map(|cookie| HeaderValue::from_str(cookie).ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

fn paused(state: &AppState, found: &OpenSurvey, rest: &Rest, parts: &[String]) -> Response {
    let until = domain::german::date(rest_until(&found.survey, state.ports.clock.today()));
    let document = survey_paused(frame(state, found, &rest.language), rest, &until);
    with_cookies(Html(document).into_response(), &kept(state, found, parts))
}

fn rest_of(headers: &HeaderMap) -> Option<Rest> {
    let parts: Vec<&str> = (0..REST_PARTS).map_while(|number| cookie(headers, &name(number))).collect();
    Rest::read(&parts)
}

/// Cookies that hold these parts to the end of the last day.
fn kept(state: &AppState, found: &OpenSurvey, parts: &[String]) -> Vec<String> {
    let clock = &state.ports.clock;
    let last = rest_until(&found.survey, clock.today());
    let end = clock.moment(last.succ_opt().unwrap_or(last).and_time(NaiveTime::MIN));
    let seconds = (end - clock.now()).num_seconds().max(0);
    let set = |number: usize| match parts.get(number) {
        Some(part) => line(state, found, number, part, seconds),
        None => line(state, found, number, "", 0),
    };
    (0..REST_PARTS).map(set).collect()
}

fn removed(state: &AppState, found: &OpenSurvey) -> Vec<String> {
    (0..REST_PARTS).map(|number| line(state, found, number, "", 0)).collect()
}

fn line(state: &AppState, found: &OpenSurvey, number: usize, value: &str, seconds: i64) -> String {
    let (name, path) = (name(number), format!("{ADDRESS}/{}", found.survey.token));
    format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{}", secure(state))
}

fn name(number: usize) -> String {
    format!("{COOKIE}{number}")
}
