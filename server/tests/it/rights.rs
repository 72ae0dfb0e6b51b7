//! Every server function, asked by nobody and by every role. The other routes: `route_rights`. By who has the role, but another
//! part of the whole: `scope_rights`.

use crate::test_app::TestApp;
use axum::http::StatusCode;
use domain::access::Role;
use std::collections::BTreeSet;

/// Who may call a server function or ask a route.
#[derive(Clone, Copy, PartialEq)]
pub enum Allowed {
    Everybody,
    Members,
    Roles(&'static [Role]),
}
use Allowed::*;

pub const OFFICE: &[Role] = &[Role::Koordination];
pub const DESIGNERS: &[Role] = &[Role::Koordination, Role::KiSo];
pub const BUDGET: &[Role] = &[Role::Koordination, Role::Finanzen, Role::Anstellungstraeger, Role::Revision];
const AUDITORS: &[Role] = &[Role::Koordination, Role::Revision];
pub const AREA: &[Role] = &[Role::Koordination, Role::Finanzen, Role::Revision];
const EMPLOYER: &[Role] = &[Role::Anstellungstraeger];
const STAFFING: &[Role] = &[Role::Koordination, Role::Anstellungstraeger, Role::Revision];
const FINANZEN: &[Role] = &[Role::Finanzen];
const KASSE: &[Role] = &[Role::Kasse];
pub const PAYMENTS: &[Role] =
    &[Role::Koordination, Role::Finanzen, Role::Kasse, Role::Anstellungstraeger, Role::Revision];
pub const REGISTRANTS: &[Role] = &[Role::Koordination, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger];
pub const READERS: &[Role] =
    &[Role::Koordination, Role::Finanzen, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger, Role::Revision];

/// One line for each server function; a function without a line fails the test.
pub const FUNCTIONS: &[(&str, Allowed)] = &[
    ("accounts/change-role", Roles(OFFICE)),
    ("accounts/end-other-sessions", Members),
    ("accounts/end-session", Members),
    ("accounts/invite", Roles(OFFICE)),
    ("accounts/invite-again", Roles(OFFICE)),
    ("accounts/list", Roles(OFFICE)),
    ("accounts/me", Members),
    ("accounts/over", Everybody),
    ("accounts/sessions", Members),
    ("accounts/set-enabled", Roles(OFFICE)),
    ("accounts/set-end", Roles(OFFICE)),
    ("accounts/subjects", Roles(OFFICE)),
    ("audit/entries", Roles(AUDITORS)),
    ("audit/verify", Roles(AUDITORS)),
    ("budgets/add-first-charge", Roles(OFFICE)),
    ("budgets/anordnen", Roles(FINANZEN)),
    ("budgets/book-paid", Roles(KASSE)),
    ("budgets/book-received", Roles(KASSE)),
    ("budgets/book-returned", Roles(KASSE)),
    ("budgets/cancel-payment", Roles(&[Role::Koordination, Role::Finanzen])),
    ("budgets/carry-first-charge-on", Roles(OFFICE)),
    ("budgets/check-proof", Roles(OFFICE)),
    ("budgets/comparison", Roles(AREA)),
    ("budgets/copy-index", Roles(OFFICE)),
    ("budgets/deadlines", Roles(AREA)),
    ("budgets/documents", Roles(BUDGET)),
    ("budgets/drop-scenario", Roles(OFFICE)),
    ("budgets/employers", Roles(BUDGET)),
    ("budgets/end-first-charge", Roles(OFFICE)),
    ("budgets/explain", Roles(BUDGET)),
    ("budgets/explain-payment", Roles(BUDGET)),
    ("budgets/explain-plan", Roles(BUDGET)),
    ("budgets/feststellen", Roles(FINANZEN)),
    ("budgets/first-charge", Roles(AREA)),
    ("budgets/fill-post", Roles(EMPLOYER)),
    ("budgets/forecast", Roles(AREA)),
    ("budgets/give-back-proof", Roles(OFFICE)),
    ("budgets/index", Roles(AREA)),
    ("budgets/justify-level", Roles(OFFICE)),
    ("budgets/keep-scenario", Roles(OFFICE)),
    ("budgets/kommune-index", Roles(AREA)),
    ("budgets/make-file", Roles(KASSE)),
    ("budgets/overview", Roles(AREA)),
    ("budgets/payment", Roles(PAYMENTS)),
    ("budgets/payout", Roles(PAYMENTS)),
    ("budgets/payout-years", Roles(PAYMENTS)),
    ("budgets/posts", Roles(STAFFING)),
    ("budgets/prepare-payment", Roles(OFFICE)),
    ("budgets/preview", Roles(OFFICE)),
    ("budgets/proof", Roles(BUDGET)),
    ("budgets/release", Roles(FINANZEN)),
    ("budgets/remove-indicator", Roles(OFFICE)),
    ("budgets/renew-payment", Roles(OFFICE)),
    ("budgets/reopen-proof", Roles(OFFICE)),
    ("budgets/request-release", Roles(OFFICE)),
    ("budgets/save-index-rule", Roles(OFFICE)),
    ("budgets/save-indicator", Roles(OFFICE)),
    ("budgets/save-parameters", Roles(OFFICE)),
    ("budgets/save-post", Roles(EMPLOYER)),
    ("budgets/save-proof", Roles(EMPLOYER)),
    ("budgets/save-run", Roles(OFFICE)),
    ("budgets/save-settlement-settings", Roles(OFFICE)),
    ("budgets/scenarios", Roles(AREA)),
    ("budgets/settle-proof", Roles(FINANZEN)),
    ("budgets/settlement-year", Roles(AREA)),
    ("budgets/simulation", Roles(AREA)),
    ("budgets/staffing", Roles(STAFFING)),
    ("budgets/submit-proof", Roles(EMPLOYER)),
    ("budgets/suspend-months", Roles(OFFICE)),
    ("budgets/take-back-request", Roles(OFFICE)),
    ("budgets/vacate-post", Roles(EMPLOYER)),
    ("budgets/withdraw-document", Roles(&[Role::Koordination, Role::Anstellungstraeger])),
    ("budgets/withdraw-first-charge", Roles(OFFICE)),
    ("budgets/year", Roles(BUDGET)),
    ("budgets/years", Roles(BUDGET)),
    ("events/admit", Roles(OFFICE)),
    ("events/approve-minutes", Roles(OFFICE)),
    ("events/attendance", Roles(OFFICE)),
    ("events/statistics", Roles(OFFICE)),
    ("events/choose-feedback", Roles(OFFICE)),
    ("events/feedback", Roles(OFFICE)),
    ("events/feed", Roles(REGISTRANTS)),
    ("events/make-feed", Roles(REGISTRANTS)),
    ("events/end-feed", Roles(REGISTRANTS)),
    ("events/calendar", Roles(REGISTRANTS)),
    ("events/cancel-mine", Roles(REGISTRANTS)),
    ("events/confirm-mine", Roles(REGISTRANTS)),
    ("events/cancel-registration", Roles(OFFICE)),
    ("events/check-certificate", Everybody),
    ("events/closing", Roles(OFFICE)),
    ("events/create", Roles(OFFICE)),
    ("events/decide", Roles(OFFICE)),
    ("events/detail", Roles(OFFICE)),
    ("events/enter-attendance", Roles(OFFICE)),
    ("events/form", Roles(OFFICE)),
    ("events/failed-mails", Roles(OFFICE)),
    ("events/issue-certificates", Roles(OFFICE)),
    ("events/let-mail-go", Roles(OFFICE)),
    ("events/send-mail-again", Roles(OFFICE)),
    ("events/list", Roles(OFFICE)),
    ("events/years", Roles(OFFICE)),
    ("events/make-series", Roles(OFFICE)),
    ("events/mail-template", Roles(OFFICE)),
    ("events/mail-templates", Roles(OFFICE)),
    ("events/save-mail-template", Roles(OFFICE)),
    ("events/try-mail-template", Roles(OFFICE)),
    ("events/mine", Roles(&[Role::Koordination, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger])),
    ("events/minutes", Roles(OFFICE)),
    ("events/my-minutes", Roles(&[Role::Koordination, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger])),
    ("events/my-registration", Everybody),
    ("events/new-form", Roles(OFFICE)),
    ("events/open-pass", Roles(OFFICE)),
    ("events/open-requests", Roles(OFFICE)),
    ("events/open-tasks", Roles(OFFICE)),
    ("events/pair", Roles(OFFICE)),
    ("events/proposal", Roles(OFFICE)),
    ("events/proposals", Roles(OFFICE)),
    ("events/public-detail", Everybody),
    ("events/public-list", Everybody),
    ("events/save-minutes", Roles(OFFICE)),
    ("events/save-proposal", Roles(OFFICE)),
    ("events/send-minutes", Roles(OFFICE)),
    ("events/series-form", Roles(OFFICE)),
    ("events/step", Roles(OFFICE)),
    ("events/task-done", Roles(OFFICE)),
    ("events/to-join", Roles(&[Role::Koordination, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger])),
    ("events/update", Roles(OFFICE)),
    ("events/update-series", Roles(OFFICE)),
    ("events/withdraw-certificate", Roles(OFFICE)),
    ("people/blank", Roles(OFFICE)),
    ("people/kita-term", Roles(OFFICE)),
    ("people/list", Roles(READERS)),
    ("people/record", Roles(READERS)),
    ("people/remove", Roles(OFFICE)),
    ("people/remove-kita-term", Roles(OFFICE)),
    ("people/save", Roles(OFFICE)),
    ("people/warnings", Roles(READERS)),
    ("questionnaires/begin-draft", Roles(DESIGNERS)),
    ("questionnaires/create-erhebung", Roles(DESIGNERS)),
    ("questionnaires/decide-free-text", Roles(&[Role::KiSo, Role::Koordination])),
    ("questionnaires/detail", Roles(DESIGNERS)),
    ("questionnaires/discard-draft", Roles(DESIGNERS)),
    ("questionnaires/draft", Roles(DESIGNERS)),
    ("questionnaires/enter-paper", Roles(&[Role::KiSo])),
    ("questionnaires/erhebung-form", Roles(DESIGNERS)),
    ("questionnaires/erhebungen", Roles(DESIGNERS)),
    ("questionnaires/evaluation", Roles(OFFICE)),
    ("questionnaires/free-texts", Roles(&[Role::KiSo, Role::Koordination])),
    ("questionnaires/free-texts-of", Roles(&[Role::KiSo, Role::Koordination])),
    ("questionnaires/list", Roles(DESIGNERS)),
    ("questionnaires/new-draft", Roles(DESIGNERS)),
    ("questionnaires/paper", Members),
    ("questionnaires/paper-erhebungen", Roles(&[Role::KiSo])),
    ("questionnaires/paper-form", Roles(&[Role::KiSo])),
    ("questionnaires/planned", Roles(DESIGNERS)),
    ("questionnaires/publish", Roles(DESIGNERS)),
    ("questionnaires/results", Roles(OFFICE)),
    ("questionnaires/save-asked", Roles(OFFICE)),
    ("questionnaires/save-draft", Roles(DESIGNERS)),
    ("questionnaires/save-survey", Roles(DESIGNERS)),
    ("questionnaires/take-over", Roles(OFFICE)),
    ("questionnaires/versions", Roles(DESIGNERS)),
    ("questionnaires/waiting-texts", Roles(&[Role::KiSo, Role::Koordination])),
    ("sync/choose", Roles(OFFICE)),
    ("sync/compare", Roles(OFFICE)),
    ("sync/devices", Members),
    ("sync/end-held-attendance", Roles(OFFICE)),
    ("sync/end-quarantine", Roles(OFFICE)),
    ("sync/held-attendance", Roles(OFFICE)),
    ("sync/let-in", Roles(OFFICE)),
    ("sync/look", Roles(OFFICE)),
    ("sync/review", Roles(OFFICE)),
    ("sync/revoke", Members),
    ("sync/turn-down", Roles(OFFICE)),
];

/// Lists of events at fixed addresses below `/api/export`. The one event is nobody's: who may ask is told that it is not
/// there.
const LISTS: &[(&str, Allowed)] = &[
    ("event/00000000-0000-7000-8000-000000000000/teilnehmende.csv", Roles(OFFICE)),
    ("event/00000000-0000-7000-8000-000000000000/teilnehmende.pdf", Roles(OFFICE)),
    ("event/00000000-0000-7000-8000-000000000000/teilnehmende.xlsx", Roles(OFFICE)),
    ("events/2026/alle-jahre.csv", Roles(OFFICE)),
    ("events/2026/auswertung.xlsx", Roles(OFFICE)),
    ("events/2026/formate.csv", Roles(OFFICE)),
    ("events/2026/jahre.csv", Roles(OFFICE)),
    ("events/2026/kiso-alle-jahre.csv", Roles(OFFICE)),
    ("events/2026/kiso.csv", Roles(OFFICE)),
    ("events/2026/liste.csv", Roles(OFFICE)),
    ("events/2026/liste.pdf", Roles(OFFICE)),
    ("events/2026/sozialraeume-alle-jahre.csv", Roles(OFFICE)),
    ("events/2026/sozialraeume.csv", Roles(OFFICE)),
];

/// Addresses that ask for no account but for the token of a survey; this one nobody has.
const BY_TOKEN: &[&str] =
    &["/umfrage/abcdefghjkmnpqrs", "/umfrage/abcdefghjkmnpqrs/danke", "/umfrage/abcdefghjkmnpqrs/fragebogen"];

#[tokio::test]
async fn every_server_function_stands_in_the_table() {
    let known: BTreeSet<String> = FUNCTIONS.iter().map(|(name, _)| format!("/api/fn/{name}")).collect();
    let registered: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(registered, known);
}

#[tokio::test]
async fn nobody_is_answered_without_a_session() {
    let app = TestApp::start().await;
    for (name, allowed) in FUNCTIONS {
        let answer = app.browser().call(name, &arguments(name)).await;
        let refused = answer.status == StatusCode::UNAUTHORIZED;
        assert_eq!(refused, *allowed != Everybody, "{name}: {} {}", answer.status, answer.body);
    }
}

#[tokio::test]
async fn a_role_without_the_right_is_refused() {
    let app = TestApp::start().await;
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        for (name, allowed) in FUNCTIONS {
            let Roles(roles) = allowed else { continue };
            let answer = browser.call(name, &arguments(name)).await;
            let refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !roles.contains(&role), "{name} as {}: {} {}", role.code(), answer.status, answer.body);
        }
    }
}

#[tokio::test]
async fn a_list_is_given_to_those_alone_who_may_see_it() {
    let app = TestApp::start().await;
    for (file, _) in LISTS {
        let answer = app.browser().get(&format!("/api/export/{file}")).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{file}");
    }
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        for (file, allowed) in LISTS {
            let Roles(roles) = allowed else { continue };
            let answer = browser.get(&format!("/api/export/{file}")).await;
            let refused = answer.status == StatusCode::FORBIDDEN;
            assert_eq!(refused, !roles.contains(&role), "{file} as {}: {}", role.code(), answer.status);
        }
    }
}

#[tokio::test]
async fn a_survey_is_found_by_its_token_and_by_no_role() {
    let app = TestApp::start().await;
    for address in BY_TOKEN {
        assert_eq!(app.browser().get(address).await.status, StatusCode::NOT_FOUND, "{address}");
    }
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        for address in BY_TOKEN {
            assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND, "{address} as {}", role.code());
        }
    }
}

/// Arguments of the right shape that change nothing: ids that nobody has.
fn arguments(name: &str) -> String {
    let id = "00000000-0000-7000-8000-000000000000";
    match name {
        "accounts/change-role" => format!(r#"{{"account":"{id}","role":"kasse"}}"#),
        "accounts/end-session" => format!(r#"{{"session":"{id}"}}"#),
        "accounts/invite" => r#"{"input":{"email":"","name":"","role":"","subject":""}}"#.into(),
        "accounts/invite-again" => format!(r#"{{"account":"{id}"}}"#),
        "audit/entries" => r#"{"area":"","older_than":""}"#.into(),
        "budgets/anordnen" | "budgets/feststellen" => format!(r#"{{"id":"{id}","seen":0}}"#),
        "budgets/book-paid" => format!(r#"{{"id":"{id}","seen":0,"day":""}}"#),
        "budgets/book-received" => r#"{"year":2026,"seen":7,"input":{"anstellungstraeger":"","act":"","amount":"","day":"","note":""}}"#.into(),
        "budgets/book-returned" => {
            format!(
                r#"{{"id":"{id}","seen":0,"payee":{{"kind":"kita_traeger","id":"{id}"}},"day":"","reason":""}}"#
            )
        }
        "events/calendar" => r#"{"input":{}}"#.into(),
        "events/mail-template" => r#"{"occasion":"nie"}"#.into(),
        "events/proposal" => r#"{"format":"nie"}"#.into(),
        "events/save-proposal" => r#"{"format":"nie","revision":0,"input":null}"#.into(),
        "events/save-mail-template" => r#"{"occasion":"nie","revision":0,"input":null}"#.into(),
        "events/try-mail-template" => r#"{"occasion":"nie","input":{}}"#.into(),
        "events/let-mail-go" | "events/send-mail-again" => r#"{"job":"nie"}"#.into(),
        "events/statistics" => r#"{"year":null}"#.into(),
        "budgets/renew-payment" => format!(r#"{{"id":"{id}","seen":0,"anew":"{id}"}}"#),
        "budgets/cancel-payment" => format!(r#"{{"id":"{id}","seen":0,"reason":""}}"#),
        "budgets/proof" => format!(r#"{{"year":2026,"anstellungstraeger":"{id}"}}"#),
        "budgets/save-proof" | "budgets/submit-proof" => {
            r#"{"year":2026,"seen":7,"input":{"kitas":[],"remarks":""}}"#.into()
        }
        "budgets/check-proof" => format!(
            r#"{{"year":2026,"anstellungstraeger":"{id}","seen":7,"input":{{"kitas":[],"offset_year":""}}}}"#
        ),
        "budgets/settle-proof" => format!(r#"{{"year":2026,"anstellungstraeger":"{id}","seen":7}}"#),
        "budgets/give-back-proof" | "budgets/reopen-proof" => {
            format!(r#"{{"year":2026,"anstellungstraeger":"{id}","seen":7,"reason":""}}"#)
        }
        "budgets/add-first-charge" => r#"{"year":2026,"seen":7,"input":{"kita":"","vzae":"","first_day":"","last_day":"","reason":"","reference":"","holder":"","iban":""}}"#.into(),
        "budgets/carry-first-charge-on" => r#"{"year":2026,"seen":7}"#.into(),
        "budgets/end-first-charge" => {
            format!(r#"{{"year":2026,"id":"{id}","seen":7,"input":{{"last_day":"","reason":""}}}}"#)
        }
        "budgets/withdraw-first-charge" => format!(r#"{{"year":2026,"id":"{id}","seen":7,"reason":""}}"#),
        "budgets/settlement-year" | "budgets/first-charge" | "budgets/simulation" | "budgets/overview" | "budgets/employers"
        | "budgets/staffing" | "budgets/posts" | "budgets/forecast" | "budgets/scenarios" | "budgets/documents" | "budgets/index"
        | "budgets/copy-index" => r#"{"year":2026}"#.into(),
        "budgets/save-post" => r#"{"post":null,"seen":0,"input":{}}"#.into(),
        "budgets/vacate-post" | "budgets/fill-post" => format!(r#"{{"post":"{id}","seen":7,"input":{{}}}}"#),
        "budgets/save-settlement-settings" => r#"{"year":2026,"input":{"deadline":"","first_charge_actual":""},"seen":{"deadline":"2027-03-31","first_charge_actual":null}}"#.into(),
        "budgets/suspend-months" => r#"{"year":2026,"seen":7,"input":{"anstellungstraeger":"","act":"","first_month":"","last_month":"","reason":""}}"#.into(),
        "budgets/make-file" => format!(r#"{{"id":"{id}","seen":0,"execution":""}}"#),
        "budgets/payment" => format!(r#"{{"id":"{id}"}}"#),
        "budgets/payout" => r#"{"year":2026}"#.into(),
        "budgets/prepare-payment" => r#"{"year":2026,"month":0,"seen":7}"#.into(),
        "budgets/release" => format!(r#"{{"run":"{id}","released":null}}"#),
        "budgets/request-release" | "budgets/take-back-request" => format!(r#"{{"run":"{id}"}}"#),
        "budgets/explain" => format!(r#"{{"source":{{"Stored":"{id}"}},"figures":[]}}"#),
        "budgets/kommune-index" => format!(r#"{{"year":2026,"kommune":"{id}"}}"#),
        "budgets/save-index-rule" => r#"{"year":2026,"seen":7,"input":{}}"#.into(),
        "budgets/save-indicator" => format!(r#"{{"year":2026,"kommune":"{id}","seen":7,"replaces":"","input":{{}}}}"#),
        "budgets/remove-indicator" => format!(r#"{{"year":2026,"kommune":"{id}","seen":7,"name":""}}"#),
        "budgets/justify-level" => format!(r#"{{"year":2026,"kommune":"{id}","seen":7,"reason":""}}"#),
        "budgets/keep-scenario" => r#"{"year":2026,"input":{"name":"","parameters":{},"levels":{}}}"#.into(),
        "budgets/drop-scenario" => r#"{"year":2026,"name":"nichts"}"#.into(),
        "budgets/withdraw-document" => format!(r#"{{"id":"{id}","reason":""}}"#),
        "budgets/explain-payment" => format!(r#"{{"id":"{id}","payee":{{"kind":"anstellungstraeger","id":"{id}"}}}}"#),
        "budgets/explain-plan" => r#"{"year":2026,"figure":{"of":"sum","share":"all","column":"paid"}}"#.into(),
        "budgets/preview" => r#"{"input":{}}"#.into(),
        "budgets/save-parameters" => r#"{"input":{},"replaces":0}"#.into(),
        "budgets/save-run" => {
            format!(r#"{{"input":{{}},"replaces":0,"basis":{{"revision":0,"day":"2026-01-01"}},"id":"{id}"}}"#)
        }
        "budgets/year" => r#"{"year":2026,"run":""}"#.into(),
        "events/cancel-registration" => format!(r#"{{"event":"{id}","person":""}}"#),
        "events/decide" => format!(r#"{{"event":"{id}","person":"","approve":true}}"#),
        "events/my-registration" => format!(r#"{{"event":"{id}","link":""}}"#),
        "events/open-pass" => format!(r#"{{"event":"{id}","pass":""}}"#),
        "events/pair" => format!(r#"{{"event":"{id}","leitung":"","kiso":""}}"#),
        "events/check-certificate" => r#"{"number":""}"#.into(),
        "events/choose-feedback" => format!(r#"{{"event":"{id}","questionnaire":""}}"#),
        "events/admit" => format!(r#"{{"event":"{id}","input":{{}}}}"#),
        "events/enter-attendance" => format!(r#"{{"event":"{id}","marks":[]}}"#),
        "events/cancel-mine" | "events/confirm-mine" => format!(r#"{{"event":"{id}"}}"#),
        "events/issue-certificates" => format!(r#"{{"event":"{id}"}}"#),
        "events/withdraw-certificate" => format!(r#"{{"event":"{id}","number":""}}"#),
        "events/step" => format!(r#"{{"event":"{id}","step":"hold"}}"#),
        "events/approve-minutes" => format!(r#"{{"of":"{id}","at":"{id}"}}"#),
        "events/save-minutes" => format!(r#"{{"event":"{id}","revision":0,"input":{{}}}}"#),
        "events/send-minutes" => format!(r#"{{"event":"{id}","revision":0}}"#),
        "events/task-done" => format!(r#"{{"task":"{id}","done":true}}"#),
        "events/attendance" | "events/closing" | "events/feedback" | "events/minutes" => format!(r#"{{"id":"{id}"}}"#),
        "events/create" => r#"{"input":{}}"#.into(),
        "events/make-series" => format!(r#"{{"id":"{id}","input":{{}}}}"#),
        "events/update" | "events/update-series" => format!(r#"{{"id":"{id}","revision":0,"input":{{}}}}"#),
        "events/detail" | "events/form" | "events/public-detail" | "events/series-form" => format!(r#"{{"id":"{id}"}}"#),
        "accounts/set-enabled" => format!(r#"{{"account":"{id}","enabled":true}}"#),
        "accounts/set-end" => format!(r#"{{"account":"{id}","ends_on":"2026-03-31"}}"#),
        "people/blank" => r#"{"sheet":"kitas","about":""}"#.into(),
        "people/kita-term" => format!(r#"{{"id":"{id}","line":""}}"#),
        "people/remove-kita-term" => format!(r#"{{"id":"{id}","line":"","base":7}}"#),
        "people/list" => r#"{"sheet":"kitas"}"#.into(),
        "people/record" => format!(r#"{{"sheet":"kitas","id":"{id}"}}"#),
        "people/remove" => format!(r#"{{"sheet":"zuordnungen","id":"{id}","base":7}}"#),
        "people/save" => r#"{"sheet":"kitas","id":"","base":0,"fields":{}}"#.into(),
        "accounts/subjects" => r#"{"role":"ki_so"}"#.into(),
        "questionnaires/create-erhebung" => r#"{"input":{}}"#.into(),
        "questionnaires/versions" => format!(r#"{{"id":"{id}","version":2}}"#),
        "questionnaires/detail" => format!(r#"{{"id":"{id}","version":null}}"#),
        "questionnaires/evaluation" => format!(r#"{{"id":"{id}","query":{{}}}}"#),
        "questionnaires/discard-draft" | "questionnaires/take-over" => format!(r#"{{"id":"{id}","seen":0}}"#),
        "questionnaires/paper" => format!(r#"{{"id":"{id}","version":1,"language":""}}"#),
        "questionnaires/paper-form" | "questionnaires/free-texts-of" => format!(r#"{{"erhebung":"{id}"}}"#),
        "questionnaires/decide-free-text" => format!(
            r#"{{"erhebung":"{id}","submission":"{id}","place":"1","seen":{{"hash":"","revision":0}},"input":{{}}}}"#
        ),
        "questionnaires/enter-paper" => format!(r#"{{"erhebung":"{id}","id":"{id}","typed":{{"answers":[]}}}}"#),
        "questionnaires/save-asked" => format!(r#"{{"id":"{id}","asked":"5"}}"#),
        "questionnaires/new-draft" => r#"{"title":""}"#.into(),
        "questionnaires/save-draft" => {
            format!(r#"{{"id":"{id}","seen":0,"draft":{{"settings":{{"title":""}},"nodes":[]}}}}"#)
        }
        "questionnaires/begin-draft"
        | "questionnaires/draft"
        | "questionnaires/planned"
        | "questionnaires/publish"
        | "questionnaires/results" => {
            format!(r#"{{"id":"{id}"}}"#)
        }
        "sync/end-held-attendance" => format!(r#"{{"device":"{id}","event":"{id}","take":false}}"#),
        "sync/end-quarantine" => format!(r#"{{"erhebung":"{id}","take":false}}"#),
        "sync/choose" => format!(r#"{{"submission":"{id}","hash":""}}"#),
        "sync/compare" => format!(r#"{{"submission":"{id}"}}"#),
        "sync/let-in" | "sync/look" | "sync/turn-down" => format!(r#"{{"device":"{id}","submission":"{id}"}}"#),
        "sync/revoke" => format!(r#"{{"device":"{id}"}}"#),
        "questionnaires/save-survey" => format!(r#"{{"id":"{id}","input":{{}}}}"#),
        _ => "{}".into(),
    }
}
