//! Every route that is no server function: asked by nobody, and by every role. The tables are held against the source, so that
//! a route without a line fails.

use crate::{
    rights::{
        AREA,
        Allowed::{self, Members, Roles},
        BUDGET, DESIGNERS, OFFICE, PAYMENTS, READERS, REGISTRANTS,
    },
    test_app::{Browser, TestApp},
};
use app::{budgets::documents::ADDRESS, questionnaires::IMPORT_ADDRESS};
use axum::{
    body::Body,
    http::{Method, Request, StatusCode, header},
};
use domain::access::Role;
use std::{collections::BTreeSet, fs, path::Path};

const KISO: &[Role] = &[Role::KiSo];
/// Who has something to keep on a device: questionnaires, or lists of an event.
const DEVICES: &[Role] = &[Role::KiSo, Role::Koordination];
const FILERS: &[Role] = &[Role::Koordination, Role::Anstellungstraeger];

/// Routes that answer whoever comes, with their methods: pages and forms of the public zone, secret links, the static shell, what
/// devices bring without a login, and the server functions, which have a table of their own.
const OPEN: &[(&str, &[&str])] = &[
    ("/abmelden", &["post"]),
    ("/anmelden", &["get", "post"]),
    ("/api/fn/{*name}", &["post"]),
    ("/api/v1/incidents", &["post"]),
    ("/api/v1/sync/ending", &["post"]),
    ("/api/v1/sync/quarantine", &["post"]),
    ("/api/v1/sync/quarantine/attendance", &["post"]),
    ("/api/v1/sync/standing", &["post"]),
    ("/app", &["get"]),
    ("/app/start.js", &["get"]),
    ("/app/sw.js", &["get"]),
    ("/app/{*page}", &["get"]),
    ("/bescheinigung/{number}/datei", &["get"]),
    ("/healthz", &["get"]),
    ("/kalender/{token}/termine.ics", &["get"]),
    ("/passwort-setzen", &["get", "post"]),
    ("/passwort-vergessen", &["get", "post"]),
    ("/readyz", &["get"]),
    ("/rueckmeldung", &["get", "post"]),
    ("/umfrage/{token}", &["get", "post"]),
    ("/umfrage/{token}/danke", &["get"]),
    ("/umfrage/{token}/fragebogen", &["get"]),
    ("/veranstaltungen/termine.ics", &["get"]),
    ("/veranstaltungen/{id}", &["get", "post"]),
    ("/veranstaltungen/{id}/meine-anmeldung", &["get", "post"]),
    ("/veranstaltungen/{id}/tandem", &["get", "post"]),
    ("/veranstaltungen/{id}/termine.ics", &["get"]),
    ("app::questionnaires::survey::START", &["get"]),
];

/// What is sent to a route: nothing that changes anything, and ids that nobody has.
#[derive(Clone, Copy)]
enum Sent {
    Get,
    Json,
    /// A form without its file.
    Form,
}
use Sent::{Form, Get, Json};

/// A route that looks at who asks: its address as it stands in the source, what is sent, the file that is asked for where there
/// are several, and who may.
type Guarded = (&'static str, Sent, &'static str, Allowed);

const GUARDED: &[Guarded] = &[
    ("/api/events/{id}/einspielen", Form, "", Roles(OFFICE)),
    ("/api/events/{id}/papers/{file}", Get, "teilnahmeliste.pdf", Roles(OFFICE)),
    ("/api/export/budget/{year}/{file}", Get, "kitas.csv", Roles(BUDGET)),
    ("/api/export/event/{id}/{file}", Get, "teilnehmende.csv", Roles(OFFICE)),
    ("/api/export/events/{year}/{file}", Get, "liste.csv", Roles(OFFICE)),
    ("/api/export/payment/{id}/{file}", Get, "liste.csv", Roles(PAYMENTS)),
    ("/api/export/settlement/{year}/{file}", Get, "land.csv", Roles(AREA)),
    ("/api/v1/frageboegen/{id}/xlsform.xlsx", Get, "", Roles(DESIGNERS)),
    ("/api/v1/frageboegen/{id}/{file}", Get, "auswertung.csv", Roles(OFFICE)),
    ("/api/v1/sync/attendance", Get, "", Roles(OFFICE)),
    ("/api/v1/sync/attendance", Json, "", Roles(OFFICE)),
    ("/api/v1/sync/changes", Get, "", Roles(KISO)),
    ("/api/v1/sync/changes", Json, "", Roles(KISO)),
    ("/api/v1/sync/ending", Get, "", Members),
    ("/api/v1/sync/file", Form, "", Roles(OFFICE)),
    ("/api/v1/sync/half", Json, "", Roles(DEVICES)),
    ("/api/v1/sync/packages", Get, "", Roles(KISO)),
    ("/api/v1/sync/reference", Get, "", Roles(KISO)),
    ("/api/v1/sync/status", Get, "", Roles(KISO)),
    ("/api/v1/sync/submissions", Json, "", Roles(KISO)),
    ("/api/v1/sync/submissions/check", Json, "", Roles(KISO)),
    ("/api/v1/umfragen/{erhebung}/codes.pdf", Json, "", Roles(DESIGNERS)),
    ("/api/v1/umfragen/{erhebung}/qr.svg", Get, "", Roles(DESIGNERS)),
    ("/api/v1/verzeichnis/einspielen", Form, "", Roles(OFFICE)),
    ("/api/v1/verzeichnis/{file}", Get, "kitas.csv", Roles(READERS)),
    ("/veranstaltungen/{id}/code.svg", Get, "", Roles(REGISTRANTS)),
    (DOCUMENTS, Form, "", Roles(FILERS)),
    (DOCUMENT, Get, "", Roles(BUDGET)),
    (QUESTIONNAIRES, Form, "", Roles(DESIGNERS)),
];

// Addresses for which the source has a name.
const DOCUMENTS: &str = "ADDRESS";
const DOCUMENT: &str = r#"&format!("{ADDRESS}/{{id}}")"#;
const QUESTIONNAIRES: &str = "app::questionnaires::IMPORT_ADDRESS";

pub const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Where to ask: an id that nobody has, and a year of which nothing is there.
fn address_of((written, _, file, _): &Guarded) -> String {
    match *written {
        DOCUMENTS => ADDRESS.to_owned(),
        DOCUMENT => format!("{ADDRESS}/{NOBODY}"),
        QUESTIONNAIRES => IMPORT_ADDRESS.to_owned(),
        written => {
            let place = written.replace("{id}", NOBODY).replace("{erhebung}", NOBODY);
            place.replace("{year}", "2026").replace("{file}", file)
        }
    }
}

/// Every route with its method, as `get /healthz`, and who may ask it.
pub fn routes() -> Vec<(String, Allowed)> {
    let open = OPEN.iter().flat_map(|(address, methods)| methods.iter().map(move |method| named(address, method)));
    let guarded = GUARDED.iter().map(|(address, sent, _, allowed)| (named(address, method_of(*sent)), *allowed));
    open.map(|name| (name, Allowed::Everybody)).chain(guarded).collect()
}

/// Where files are sent to. None stands in the table as another kind of route: it would refuse what it is sent before it looks at who
/// asks, and fail below.
pub fn uploads() -> Vec<String> {
    GUARDED.iter().filter(|route| matches!(route.1, Form)).map(address_of).collect()
}

#[test]
fn every_route_stands_in_a_table_with_each_of_its_methods() {
    let mut written = BTreeSet::new();
    for source in sources(&crate::manifest_dir().join("src")) {
        written.extend(routes_of(&source));
    }
    let open = OPEN.iter().flat_map(|(address, methods)| methods.iter().map(|method| pair(address, method)));
    let guarded = GUARDED.iter().map(|(address, sent, ..)| pair(address, method_of(*sent)));
    let known: BTreeSet<(String, String)> = open.chain(guarded).collect();
    assert_eq!(written, known);
}

#[tokio::test]
async fn a_route_is_for_those_alone_who_may_and_for_nobody_without_a_session() {
    let app = TestApp::start().await;
    for route in GUARDED {
        let status = ask(&mut app.browser(), route).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{} without a session", route.0);
    }
    for role in Role::ALL {
        let mut browser = app.logged_in(role).await;
        for route in GUARDED {
            let status = ask(&mut browser, route).await;
            let may = match route.3 {
                Roles(roles) => roles.contains(&role),
                Members | Allowed::Everybody => true,
            };
            assert_eq!(status == StatusCode::FORBIDDEN, !may, "{} as {}: {status}", route.0, role.code());
            assert_ne!(status, StatusCode::UNAUTHORIZED, "{} as {}", route.0, role.code());
        }
    }
}

async fn ask(browser: &mut Browser<'_>, route: &Guarded) -> StatusCode {
    let request = Request::builder().uri(address_of(route));
    let written = |kind: &str, request: axum::http::request::Builder| {
        request.method(Method::POST).header(header::CONTENT_TYPE, kind)
    };
    let answer = match route.1 {
        Get => browser.send(request.method(Method::GET), Body::empty()).await,
        Json => browser.send(written("application/json", request), Body::from("{}")).await,
        Form => browser.send(written("multipart/form-data; boundary=x", request), Body::from("--x--\r\n")).await,
    };
    answer.status
}

fn method_of(sent: Sent) -> &'static str {
    match sent {
        Get => "get",
        Json | Form => "post",
    }
}

fn pair(address: &str, method: &str) -> (String, String) {
    (address.to_owned(), method.to_owned())
}

fn named(address: &str, method: &str) -> String {
    format!("{method} {address}")
}

/// The text of every source below a folder.
pub fn sources(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of the source") {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(fs::read_to_string(&path).expect("a source"));
        }
    }
    found
}

/// Each route in a source, as its address is written there, with each of its methods.
fn routes_of(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for call in source.split(".route(").skip(1).map(arguments_of) {
        let (address, handlers) = call.split_once(',').expect("an address and what answers it");
        let methods = ["get", "post", "put", "patch", "delete", "any"];
        let used = methods.into_iter().filter(|method| handlers.contains(&format!("{method}(")));
        found.extend(used.map(|method| pair(address.trim().trim_matches('"'), method)));
    }
    found
}

/// What stands before the parenthesis that closes a call.
fn arguments_of(call: &str) -> &str {
    let mut depth = 1_usize;
    for (place, character) in call.char_indices() {
        match character {
            '(' => depth += 1,
            ')' if depth == 1 => return &call[..place],
            ')' => depth -= 1,
            _ => {}
        }
    }
    call
}
