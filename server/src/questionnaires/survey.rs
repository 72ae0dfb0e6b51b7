//! The public survey: each page is a form that is sent here. Nothing of a person is kept here before the last one, and then
//! no account, address or device, and no time but the day.

use super::pause;
use crate::{
    AppState,
    auth::session::{ClientAddress, MaybeVisitor},
    pages,
    refusal::status_of,
};
use app::questionnaires::survey::{
    ADDRESS, Begun, CODE, Frame, KIOSK, LANGUAGE, RESUME, SPEAK, STAND, STEP, STOP, Takeover, move_of,
    survey_code_page, survey_discarded, survey_message, survey_page, survey_thanks,
};
use axum::{
    Form,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Redirect, Response},
};
use chrono::NaiveTime;
use domain::{
    AppError, IncidentId,
    access::Designer,
    ids::{ErhebungId, SubmissionId},
    questionnaires::{
        Context, Definition, SentSubmission, Submission,
        expression::Zone,
        survey::{
            Language, Mark, OpenSurvey, Outcome, Stand, SurveyAccess, SurveyCode, SurveyState, SurveyToken, Text, Turn,
            begin, preferred, resume, take_turn,
        },
    },
};
use qrcode::{EcLevel, QrCode, render::svg};
use serde::Deserialize;
use std::net::IpAddr;
use uuid::Uuid;

/// Most bytes of one page's form: its answers and all those before it, also those of the page itself. A text of 20,000 letters
/// that a form writes as twelve bytes each has to fit in twice.
pub const BODY_LIMIT: usize = 1024 * 1024;
/// Name of the cookie that says that somebody has answered here; it holds the mark, for this survey's address only.
const COOKIE: &str = "umfrage";
/// How long a mark is kept, here and on the device: 30 days (domain §6).
pub const MARK_DAYS: u64 = 30;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wanted {
    sprache: String,
    code: String,
    kiosk: String,
}

/// What every page of one filling-in carries on.
#[derive(Clone, Default)]
pub(super) struct Way {
    pub(super) code: String,
    pub(super) kiosk: bool,
    /// The answers so far lie on the device as well, and are renewed there with each page.
    pub(super) kept: bool,
}

impl Way {
    fn of(wanted: &Wanted) -> Self {
        let code = wanted.code.trim().chars().take(20).collect();
        Self { code, kiosk: wanted.kiosk == "1", kept: false }
    }
}

/// What stands in for a page of questions.
pub(super) enum Stop {
    /// A page that says something.
    Say(StatusCode, Box<Frame>, String, Text),
    /// A code is asked for, or the one that came is none; with what was answered so far, where something was.
    Code(Box<Frame>, Option<Begun>),
    Thanks(Box<Frame>),
    /// On a tablet that goes round: this filling-in was thrown away.
    Discarded(Box<Frame>),
    Failed(AppError),
}

impl From<AppError> for Stop {
    fn from(error: AppError) -> Self {
        Self::Failed(error)
    }
}

/// The first page.
pub async fn open(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let run = async {
        let Admitted { token, found, language, way } = admitted(&state, &token, &wanted, &headers).await?;
        if pause::is_allowed(&found, &way)
            && let Some(page) = pause::taken_up(&state, &token, &found, &wanted.sprache, &headers).await?
        {
            return Ok(page);
        }
        let context = context(&state, language, rand::random());
        let turn = begin(&found.definition, context, Mark::new(Uuid::new_v4())).map_err(|_| unrunnable())?;
        Ok(page(&state, &found, &way, StatusCode::OK, turn))
    };
    finish(&state, &headers, run.await)
}

/// A survey that this person may fill in now.
pub(super) struct Admitted {
    token: SurveyToken,
    pub(super) found: OpenSurvey,
    /// The one to begin in.
    language: String,
    way: Way,
}

/// Looks the survey up, and stops whoever may not fill it in now.
pub(super) async fn admitted(
    state: &AppState,
    token: &str,
    wanted: &Wanted,
    headers: &HeaderMap,
) -> Result<Admitted, Stop> {
    let (token, found) = find(state, token).await?;
    let language = language(&found.definition, &wanted.sprache, headers);
    judge_days(state, &found, &language)?;
    let way = Way::of(wanted);
    admit(state, &token, &found, &way, &language, headers).await?;
    Ok(Admitted { token, found, language, way })
}

/// Whether this person may fill it in: with a code where one is asked for, else if nobody has answered on this device.
async fn admit(
    state: &AppState,
    token: &SurveyToken,
    found: &OpenSurvey,
    way: &Way,
    language: &str,
    headers: &HeaderMap,
) -> Result<(), Stop> {
    if found.survey.access == SurveyAccess::Codes {
        let is_code = match code_hash(token, &way.code) {
            Some(hash) => state.ports.surveys.is_code(token, &hash).await?,
            None => false,
        };
        if !is_code {
            return Err(code_asked(state, found, way, language, None));
        }
    } else if !way.kiosk
        && let Some(mark) = mark_of(headers)
        && state.ports.surveys.has_answered(token, &mark.hash()).await?
    {
        let frame = frame(state, found, language);
        let heading = Text::AlreadyTitle.of(frame.language).to_owned();
        return Err(Stop::Say(StatusCode::OK, Box::new(frame), heading, Text::AlreadyText));
    }
    Ok(())
}

fn code_asked(state: &AppState, found: &OpenSurvey, way: &Way, language: &str, begun: Option<Begun>) -> Stop {
    let Way { code, kiosk, .. } = way.clone();
    // On a tablet that goes round the next person would enter a code of their own and go on with the answers of this one.
    let begun = begun.filter(|_| !kiosk);
    Stop::Code(Box::new(Frame { code, kiosk, ..frame(state, found, language) }), begun)
}

/// Goes on with answers that came with a code that is none, now with another one.
async fn go_on_with_code(
    state: &AppState,
    (token, found, way): (&SurveyToken, &OpenSurvey, &Way),
    language: String,
    stand: &Stand,
    headers: &HeaderMap,
) -> Result<Response, Stop> {
    match admit(state, token, found, way, &language, headers).await {
        Err(Stop::Code(..)) => {
            let begun = Begun { stand: stand.write(), language: language.clone() };
            return Err(code_asked(state, found, way, &language, Some(begun)));
        }
        admitted => admitted?,
    }
    let turn = resume(&found.definition, context(state, language, stand.seed), stand).map_err(|_| unrunnable())?;
    // Nothing lies on the device that could be thrown away.
    Ok(page(state, found, way, StatusCode::OK, Turn { outcome: Outcome::Show, ..turn }))
}

/// A page that was sent: the next one, the same one with what is missing (422), or thanks (303).
pub async fn answer(
    State(state): State<AppState>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let outcome = turn_page(&state, address, &token, &headers, &fields).await;
    finish(&state, &headers, outcome)
}

async fn turn_page(
    state: &AppState,
    address: IpAddr,
    token: &str,
    headers: &HeaderMap,
    fields: &[(String, String)],
) -> Result<Response, Stop> {
    let (token, found) = find(state, token).await?;
    let field =
        |name: &str| fields.iter().rev().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
    // Of the buttons only the one that was pressed is sent.
    let step = field(STEP);
    let spoken = step.strip_prefix(SPEAK).unwrap_or_else(|| field(LANGUAGE));
    let language = language(&found.definition, spoken, headers);
    let stand = Stand::read(field(STAND));
    let way = Way { code: field(CODE).to_owned(), kiosk: field(KIOSK) == "1", kept: false };
    if let Err(closed) = judge_days(state, &found, &language) {
        let Some(Stand { mark, .. }) = stand else { return Err(closed) };
        return arrived_before(state, (&token, &found), (&way, mark, &language), headers).await?.ok_or(closed);
    }
    // Somebody has changed what the form carries.
    let stand = stand.ok_or(AppError::Conflict)?;
    if way.kiosk
        && let Some(over) = over_on_tablet(state, address, (&token, &found), (&stand, step), &language).await?
    {
        return Ok(over);
    }
    if step == RESUME && found.survey.access == SurveyAccess::Codes {
        return go_on_with_code(state, (&token, &found, &way), language, &stand, headers).await;
    }
    let may_pause = pause::is_allowed(&found, &way);
    if may_pause && let Some(answer) = pause::put_aside(state, &found, &language, &stand, (step, fields))? {
        return Ok(answer);
    }
    let context = context(state, language, stand.seed);
    let turn = take_turn(&found.definition, context, &stand, fields, &move_of(step)).map_err(|_| unrunnable())?;
    let status = match &turn.outcome {
        Outcome::Finished(submission) => {
            let submission = submission.clone();
            // Only what is stored counts against the limit: a whole parents' evening has one address.
            let stored = match state.rate_limit.count_open(address) {
                Ok(()) => store(state, &token, &found, (stand.mark, &way.code), submission).await,
                Err(error) => Err(error),
            };
            match stored {
                Ok(()) => {
                    let thanks = thanks(state, &found, &way, stand.mark, &turn.language);
                    return Ok(pause::with_cookies(thanks, &pause::forgotten(state, &found, headers)));
                }
                Err(error) if is_about_code(&error) => {
                    let begun = Begun { stand: turn.stand.write(), language: turn.language.clone() };
                    return Err(code_asked(state, &found, &way, &turn.language, Some(begun)));
                }
                Err(error) => status_of(&error),
            }
        }
        Outcome::Refused | Outcome::TooMuch => StatusCode::UNPROCESSABLE_ENTITY,
        Outcome::Show | Outcome::Resumed | Outcome::More | Outcome::Noticed => StatusCode::OK,
    };
    let cookies = if may_pause { pause::newest(state, &found, headers, &turn) } else { Vec::new() };
    let way = Way { kept: !cookies.is_empty(), ..way };
    Ok(pause::with_cookies(page(state, &found, &way, status, turn), &cookies))
}

/// The thanks for answers that were taken in while the link was open: sent again because the first thanks got lost, they must not
/// be told that they came too late.
async fn arrived_before(
    state: &AppState,
    (token, found): (&SurveyToken, &OpenSurvey),
    (way, mark, language): (&Way, Mark, &str),
    headers: &HeaderMap,
) -> Result<Option<Response>, Stop> {
    if !state.ports.surveys.has_answered(token, &mark.hash()).await? {
        return Ok(None);
    }
    stop_if_discarded(state, (token, found), mark, language).await?;
    let thanks = thanks(state, found, way, mark, language);
    Ok(Some(pause::with_cookies(thanks, &pause::forgotten(state, found, headers))))
}

/// On a tablet that goes round: the answer where this filling-in has been sent, or is thrown away.
async fn over_on_tablet(
    state: &AppState,
    address: IpAddr,
    (token, found): (&SurveyToken, &OpenSurvey),
    (stand, step): (&Stand, &str),
    language: &str,
) -> Result<Option<Response>, Stop> {
    let hash = stand.mark.hash();
    // Whoever presses "back" after somebody else must not see their answers.
    if state.ports.surveys.has_answered(token, &hash).await? {
        stop_if_discarded(state, (token, found), stand.mark, language).await?;
        return Ok(Some(to_thanks(found, language, true, None)));
    }
    if step != STOP {
        return Ok(None);
    }
    // Each leaves marks for 30 days, and whoever has the link can press. It does not count against answers of the same address.
    state.rate_limit.count_lookup(address)?;
    let (discarded, today) = (stand.mark.discarded_hash(), state.ports.clock.today());
    state.ports.surveys.discard_filling(token, &hash, &discarded, today).await?;
    Ok(Some(Redirect::to(&format!("{ADDRESS}/{}?{KIOSK}=1", found.survey.token)).into_response()))
}

/// Nobody is thanked for what was thrown away on a tablet.
async fn stop_if_discarded(
    state: &AppState,
    (token, found): (&SurveyToken, &OpenSurvey),
    mark: Mark,
    language: &str,
) -> Result<(), Stop> {
    if state.ports.surveys.has_answered(token, &mark.discarded_hash()).await? {
        return Err(Stop::Discarded(Box::new(Frame { kiosk: true, ..frame(state, found, language) })));
    }
    Ok(())
}

/// What answers the last page: it can be reloaded without sending anything again.
pub async fn thank(
    State(state): State<AppState>,
    Path(token): Path<String>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Response {
    let run = async {
        let (_, found) = find(&state, &token).await?;
        let mut frame = frame(&state, &found, &language(&found.definition, &wanted.sprache, &headers));
        frame.kiosk = wanted.kiosk == "1";
        Err(Stop::Thanks(Box::new(frame)))
    };
    finish(&state, &headers, run.await)
}

/// The link as a QR code, to print for who plans the Erhebung.
pub async fn qr_code(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path(id): Path<String>,
) -> Response {
    let run = async {
        let by = visitor.ok_or(AppError::Unauthenticated)?.principal.require::<Designer>()?;
        let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
        let survey = state.ports.surveys.survey_of(&by, id).await?.ok_or(AppError::NotFound)?;
        let address = format!("{}{ADDRESS}/{}", state.config.public_url, survey.token);
        let code = QrCode::with_error_correction_level(address, EcLevel::M)
            .map_err(|_| AppError::Internal(IncidentId("P-QR".into())))?;
        // Four modules of margin, as the standard asks for (ISO/IEC 18004).
        Ok::<_, AppError>(code.render::<svg::Color>().min_dimensions(320, 320).quiet_zone(true).build())
    };
    match run.await {
        Ok(image) => {
            ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "no-store")], image).into_response()
        }
        Err(error) => pages::failure(&state, error).await,
    }
}

fn finish(state: &AppState, headers: &HeaderMap, outcome: Result<Response, Stop>) -> Response {
    let mut response = match outcome {
        Ok(response) => response,
        Err(Stop::Say(status, frame, heading, text)) => {
            (status, Html(survey_message(*frame, heading, text))).into_response()
        }
        Err(Stop::Code(frame, begun)) => {
            let status = if frame.code.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            (status, Html(survey_code_page(*frame, begun))).into_response()
        }
        Err(Stop::Thanks(frame)) => Html(survey_thanks(*frame)).into_response(),
        Err(Stop::Discarded(frame)) => Html(survey_discarded(*frame)).into_response(),
        Err(Stop::Failed(error)) => {
            let status = status_of(&error);
            let frame = nameless(state, headers);
            let title = if error == AppError::NotFound { Text::UnknownTitle } else { Text::FailedTitle };
            let text = if error == AppError::NotFound { Text::UnknownText } else { Text::FailedText };
            let heading = title.of(frame.language).to_owned();
            (status, Html(survey_message(frame, heading, text))).into_response()
        }
    };
    // Answers must not be found in the cache of a shared device.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn find(state: &AppState, token: &str) -> Result<(SurveyToken, OpenSurvey), Stop> {
    let token: SurveyToken = token.parse().map_err(|_| AppError::NotFound)?;
    let mut found = state.ports.surveys.find_survey(&token).await?;
    found.definition = found.definition.without_pictures();
    Ok((token, found))
}

fn judge_days(state: &AppState, found: &OpenSurvey, language: &str) -> Result<(), Stop> {
    let frame = || frame(state, found, language);
    match found.survey.state(state.ports.clock.today()) {
        SurveyState::Open => Ok(()),
        SurveyState::NotYet => {
            let frame = frame();
            let day = domain::german::date(found.survey.opens);
            let heading = Text::NotYetTitle.with(frame.language, &[&day]);
            Err(Stop::Say(StatusCode::OK, Box::new(frame), heading, Text::NotYetText))
        }
        SurveyState::Over => {
            let frame = frame();
            let heading = Text::OverTitle.of(frame.language).to_owned();
            Err(Stop::Say(StatusCode::GONE, Box::new(frame), heading, Text::OverText))
        }
    }
}

async fn store(
    state: &AppState,
    token: &SurveyToken,
    found: &OpenSurvey,
    (mark, code): (Mark, &str),
    submission: Submission,
) -> Result<(), AppError> {
    let today = state.ports.clock.today();
    // Random, and no number of the form: nothing connects it to the mark.
    let id = SubmissionId::new(Uuid::new_v4());
    let sent = SentSubmission::new(id, found.survey.erhebung, today, submission);
    let code = code_hash(token, code);
    state.ports.surveys.answer_survey(token, &mark.hash(), code.as_deref(), today, &sent).await.map(|_| ())
}

/// `None` for what cannot be a code.
fn code_hash(token: &SurveyToken, typed: &str) -> Option<String> {
    typed.parse::<SurveyCode>().ok().map(|code| code.hash(token))
}

fn is_about_code(error: &AppError) -> bool {
    matches!(error, AppError::Invalid(faults) if faults.iter().any(|fault| fault.field == CODE))
}

/// The device keeps a mark only where it is one person's and no code guards.
fn thanks(state: &AppState, found: &OpenSurvey, way: &Way, mark: Mark, language: &str) -> Response {
    if way.kiosk || found.survey.access == SurveyAccess::Codes {
        return to_thanks(found, language, way.kiosk, None);
    }
    let address = format!("{ADDRESS}/{}", found.survey.token);
    let seconds = MARK_DAYS * 24 * 60 * 60;
    let secure = secure(state);
    let cookie = format!("{COOKIE}={mark}; Path={address}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    to_thanks(found, language, false, Some(cookie))
}

/// A cookie that came over TLS goes over nothing else.
pub(super) fn secure(state: &AppState) -> &'static str {
    if state.config.public_url.starts_with("https://") { "; Secure" } else { "" }
}

fn to_thanks(found: &OpenSurvey, language: &str, kiosk: bool, cookie: Option<String>) -> Response {
    let kiosk = if kiosk { format!("&{KIOSK}=1") } else { String::new() };
    let next = format!("{ADDRESS}/{}/danke?sprache={}{kiosk}", found.survey.token, encoded(language));
    let next = (header::LOCATION, next);
    match cookie {
        Some(cookie) => (StatusCode::SEE_OTHER, [next, (header::SET_COOKIE, cookie)]).into_response(),
        None => (StatusCode::SEE_OTHER, [next]).into_response(),
    }
}

/// Percent-encoding for a value in a query (RFC 3986 §2.1).
pub(super) fn encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|byte| if plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

fn mark_of(headers: &HeaderMap) -> Option<Mark> {
    cookie(headers, COOKIE)?.parse().ok()
}

/// The value of the cookie with this name.
pub(super) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

pub(super) fn page(state: &AppState, found: &OpenSurvey, way: &Way, status: StatusCode, turn: Turn) -> Response {
    let Way { code, kiosk, kept } = way.clone();
    let may_pause = pause::is_allowed(found, way);
    let takeover = Some(Takeover { now: midnight(state), left: left_of_day(state), kept });
    let frame = Frame { code, kiosk, may_pause, takeover, ..frame(state, found, &turn.language) };
    (status, Html(survey_page(frame, turn, found.definition.languages.clone()))).into_response()
}

pub(super) fn frame(state: &AppState, found: &OpenSurvey, language: &str) -> Frame {
    Frame {
        title: found.definition.settings.title.clone(),
        kita: found.about_name.clone(),
        language: Language::of_questionnaire(language).unwrap_or(Language::German),
        address: format!("{ADDRESS}/{}", found.survey.token),
        css: state.assets.css.clone(),
        demo: state.config.demo,
        code: String::new(),
        kiosk: false,
        may_pause: false,
        takeover: None,
    }
}

/// The frame of a page about no survey, in the browser's language.
fn nameless(state: &AppState, headers: &HeaderMap) -> Frame {
    let names: Vec<String> = Language::ALL.iter().map(|language| language.name().to_owned()).collect();
    let name = preferred(accepted(headers), &names, Language::German.name());
    Frame {
        title: String::new(),
        kita: String::new(),
        language: Language::of_questionnaire(name).unwrap_or(Language::German),
        address: ADDRESS.into(),
        css: state.assets.css.clone(),
        demo: state.config.demo,
        code: String::new(),
        kiosk: false,
        may_pause: false,
        takeover: None,
    }
}

/// The language that was chosen, by the questionnaire's name for it or by its tag as on cards; else the browser's, else the
/// questionnaire's first.
pub(super) fn language(definition: &Definition, chosen: &str, headers: &HeaderMap) -> String {
    let tagged = |name: &&String| Language::of_questionnaire(name).is_some_and(|language| language.tag() == chosen);
    match definition.languages.iter().find(|name| !chosen.is_empty() && (*name == chosen || tagged(name))) {
        Some(name) => name.clone(),
        None => preferred(accepted(headers), &definition.languages, definition.first_language()).to_owned(),
    }
}

fn accepted(headers: &HeaderMap) -> &str {
    headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The form sees the day, never the time (domain §6): `now()` and `start` are its midnight.
pub(super) fn context(state: &AppState, language: String, seed: u64) -> Context {
    Context { now: midnight(state), zone: Zone::Berlin, seed, language }
}

/// In milliseconds since 1970-01-01T00:00Z.
fn midnight(state: &AppState) -> i64 {
    let midnight = state.ports.clock.today().and_time(NaiveTime::MIN);
    state.ports.clock.moment(midnight).timestamp_millis()
}

/// Milliseconds until the next midnight.
fn left_of_day(state: &AppState) -> i64 {
    let clock = &state.ports.clock;
    let today = clock.today();
    let tomorrow = today.succ_opt().unwrap_or(today).and_time(NaiveTime::MIN);
    (clock.moment(tomorrow) - clock.now()).num_milliseconds().max(0)
}

/// Published questionnaires run; one that does not was changed past the program.
pub(super) fn unrunnable() -> Stop {
    Stop::Failed(AppError::Internal(IncidentId("P-UMFRAGE".into())))
}
