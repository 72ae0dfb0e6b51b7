//! Every way to something that is one person's or one employer's part of the whole, asked for by somebody of the same role
//! whose part it is not. The table is held against those of functions and routes, so that what is new and has no line fails.

mod accounts;
mod budgets;
mod events;
pub mod field;
mod people;
mod questionnaires;

use crate::{
    rights::{
        Allowed::{self, Roles},
        FUNCTIONS,
    },
    route_rights::routes,
    sync::send,
    test_app::{Answer, Browser, TestApp},
};
use axum::http::StatusCode;
use domain::access::Role;
use serde_json::Value;
use std::collections::BTreeSet;
use store::internals::Query;

/// What no stranger asks for here, with the reason: nothing of it can be foreign, or the tests that are named ask for it.
const UNSCOPED: &[(&str, &[&str])] = &[
    (
        "it is about whoever asks, and has no field for anybody else",
        &[
            "accounts/end-other-sessions",
            "accounts/me",
            "accounts/over",
            "budgets/payout-years",
            "events/end-feed",
            "events/feed",
            "events/make-feed",
            "get /api/v1/sync/ending",
            "post ADDRESS",
        ],
    ),
    (
        "the Kasse pays for the whole area what was ordered (budgets), and files of it are no Anstellungsträger's (payments)",
        &[
            "budgets/book-paid",
            "budgets/book-received",
            "budgets/book-returned",
            "budgets/make-file",
            "get /api/export/payment/{id}/{file}",
        ],
    ),
    ("a published questionnaire is about no Kita", &["questionnaires/paper"]),
    (
        "a file as the next version of another KiSo's questionnaire: own_questionnaires::a_file_becomes_a_version_of_ones_own_only",
        &["post app::questionnaires::IMPORT_ADDRESS"],
    ),
    (
        "free texts of a foreign Kita: free_texts::a_foreign_kita_has_no_texts_to_decide_about",
        &[
            "questionnaires/decide-free-text",
            "questionnaires/free-texts",
            "questionnaires/free-texts-of",
            "questionnaires/waiting-texts",
        ],
    ),
    (
        "a device's envelopes are named by nothing but its own id: tablet::what_a_revoked_tablet_never_sent_arrives_sealed…",
        &["post /api/v1/sync/quarantine/attendance"],
    ),
    ("it names nothing: reference::a_kiso_gets_the_own_kitas_and_nobodys_name_once", &["get /api/v1/sync/reference"]),
    (
        "the secret in the address is the right: tandems, attendance, feeds, surveys, accounts",
        &[
            "events/check-certificate",
            "events/my-registration",
            "get /bescheinigung/{number}/datei",
            "get /kalender/{token}/termine.ics",
            "get /passwort-setzen",
            "get /umfrage/{token}",
            "get /umfrage/{token}/danke",
            "get /umfrage/{token}/fragebogen",
            "get /veranstaltungen/{id}/meine-anmeldung",
            "post /passwort-setzen",
            "post /umfrage/{token}",
            "post /veranstaltungen/{id}/meine-anmeldung",
        ],
    ),
    (
        "it answers about a content to who has it, id and hash, and to who has a device in hand: sync, quarantine",
        &[
            "post /api/v1/sync/ending",
            "post /api/v1/sync/quarantine",
            "post /api/v1/sync/standing",
            "post /api/v1/sync/submissions/check",
        ],
    ),
    (
        "the same for everybody, and of nobody",
        &[
            "get /anmelden",
            "get /app",
            "get /app/start.js",
            "get /app/sw.js",
            "get /app/{*page}",
            "get /healthz",
            "get /passwort-vergessen",
            "get /readyz",
            "get /rueckmeldung",
            "get /veranstaltungen/termine.ics",
            "get app::questionnaires::survey::START",
            "post /abmelden",
            "post /anmelden",
            "post /api/fn/{*name}",
            "post /api/v1/incidents",
            "post /passwort-vergessen",
            "post /rueckmeldung",
        ],
    ),
];

/// A request for something that is somebody's.
#[derive(Clone)]
enum Sent {
    /// Arguments of the server function of the case.
    Call(Value),
    Get(String),
    Json(String, String),
    Form(String, Vec<(&'static str, &'static str)>),
}

/// What comes of it for who it is not for.
#[derive(Clone, Copy)]
enum Others {
    Refused(StatusCode),
    /// An answer without it; for its own people it is there.
    Nothing,
    /// As [`Others::Nothing`], where there need not be anything for its own people either.
    Unnamed,
}

/// One way to it.
struct Case {
    /// As in the tables of functions and routes; a route with its method.
    name: &'static str,
    foreign: Sent,
    own: Sent,
    others: Others,
}

impl Case {
    /// Both ask for the same.
    fn same(name: &'static str, sent: Sent, others: Others) -> Self {
        Self { name, foreign: sent.clone(), own: sent, others }
    }
}

impl Sent {
    async fn by(&self, name: &str, browser: &mut Browser<'_>) -> Answer {
        match self {
            Self::Call(arguments) => browser.call(name, &arguments.to_string()).await,
            Self::Get(address) => browser.get(address).await,
            Self::Json(address, body) => send(browser, "POST", address, body).await,
            Self::Form(address, fields) => browser.post_form(address, fields).await,
        }
    }
}

/// Asks for all of it by `other`, then by `own`. `marks` are texts that stand in answers for its own people only.
///
/// First the foreign ones: that the own ones work afterwards shows, beside the counted rows, that nothing was changed.
async fn walk(
    app: &TestApp,
    (other, own): (&mut Browser<'_>, &mut Browser<'_>),
    asked: &[&str],
    marks: &[String],
    cases: &[Case],
) {
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name).collect();
    assert_eq!(names, asked.iter().copied().collect::<BTreeSet<_>>(), "the table of this file");
    let before = rows(app).await;
    for Case { name, foreign, others, .. } in cases {
        let answer = foreign.by(name, other).await;
        let expected = match others {
            Others::Refused(status) => *status,
            Others::Nothing | Others::Unnamed => StatusCode::OK,
        };
        assert_eq!(answer.status, expected, "{name} by a stranger: {}", answer.body);
        for mark in marks {
            assert!(!answer.body.contains(mark.as_str()), "{name} tells a stranger of {mark}: {}", answer.body);
        }
    }
    assert_eq!(rows(app).await, before, "a stranger has left something");
    for Case { name, own: sent, others, .. } in cases {
        let answer = sent.by(name, own).await;
        let is_allowed = [StatusCode::OK, StatusCode::SEE_OTHER].contains(&answer.status);
        assert!(is_allowed, "{name} by its own people: {} {}", answer.status, answer.body);
        if let Others::Nothing = others {
            let is_there = marks.iter().any(|mark| answer.body.contains(mark.as_str()));
            assert!(is_there, "{name} shows nothing to its own people: {}", answer.body);
        }
    }
}

/// How much there is of all that somebody of these roles can add to or take from. Every write by staff leaves a row in `audit`,
/// also one that only changes another row.
const ROWS: &str = "
    RETURN [
        array::len((SELECT VALUE id FROM audit)),
        array::len((SELECT VALUE id FROM change)),
        array::len((SELECT VALUE id FROM change_waiting)),
        array::len((SELECT VALUE id FROM job)),
        array::len((SELECT VALUE id FROM registration)),
        array::len((SELECT VALUE id FROM session)),
        array::len((SELECT VALUE id FROM submission))
    ];
";

async fn rows(app: &TestApp) -> Vec<i64> {
    app.state.store.rows(Query::read(ROWS)).await.expect("numbers of rows")
}

/// Who may ask sees the whole area, so that nothing of it is foreign.
fn is_of_the_whole_area(allowed: Allowed) -> bool {
    let sees_all = |role: &Role| matches!(role, Role::Koordination | Role::Finanzen | Role::Revision);
    matches!(allowed, Roles(roles) if roles.iter().all(sees_all))
}

#[test]
fn whatever_can_be_foreign_is_asked_for_by_a_stranger() {
    let functions = FUNCTIONS.iter().map(|(name, allowed)| ((*name).to_owned(), *allowed));
    let all: Vec<(String, Allowed)> = functions.chain(routes()).collect();
    let names: BTreeSet<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
    let partial = all.iter().filter(|(_, allowed)| !is_of_the_whole_area(*allowed)).map(|(name, _)| name.as_str());
    let walked =
        [accounts::ASKED, budgets::ASKED, events::ASKED, field::ASKED, people::ASKED, questionnaires::ASKED].concat();
    let excused = UNSCOPED.iter().flat_map(|(_, names)| names.iter().copied());
    let listed: Vec<&str> = walked.into_iter().chain(excused).collect();
    let known: BTreeSet<&str> = listed.iter().copied().collect();
    assert_eq!(known.len(), listed.len(), "a line stands twice");
    assert_eq!(partial.filter(|name| !known.contains(name)).collect::<Vec<_>>(), Vec::<&str>::new(), "no line");
    assert_eq!(known.difference(&names).collect::<Vec<_>>(), Vec::<&&str>::new(), "no such function or route");
}
