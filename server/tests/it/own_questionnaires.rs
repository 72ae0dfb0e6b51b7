//! Questionnaires of a KiSo: her own from a starter, a copy or a file; what is office-wide stays the Koordination's, who takes over
//! what is to be for all. What is not there for another KiSo: `scope_rights`.

use crate::{
    questionnaires::send,
    scope_rights::field::both,
    test_app::{Answer, Browser, TestApp},
};
use app::questionnaires::{
    ImportAnswer,
    view::{DraftView, ErhebungFormView, PlannedView, QuestionnaireRow, QuestionnaireView},
};
use axum::http::StatusCode;
use domain::{AppError, ErrorCode, access::Role};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const FILE: &[u8] =
    b"survey;;;\n;type;name;label\n;text;frage;Frage?\nsettings;;;\n;form_title;form_id;\n;Aus der Datei;datei;\n";

async fn call(browser: &mut Browser<'_>, endpoint: &str, arguments: Value) -> Answer {
    browser.call(&format!("questionnaires/{endpoint}"), &arguments.to_string()).await
}

fn read<T: DeserializeOwned>(answer: &Answer) -> T {
    serde_json::from_str(&answer.body).unwrap_or_else(|cause| panic!("{cause}: {} {}", answer.status, answer.body))
}

async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, endpoint: &str, arguments: Value) -> T {
    let answer = call(browser, endpoint, arguments).await;
    assert_eq!(answer.status, StatusCode::OK, "{endpoint}: {}", answer.body);
    read(&answer)
}

/// A published questionnaire from a starter; its id.
async fn published(browser: &mut Browser<'_>, title: &str) -> String {
    let id: String = ask(browser, "new-draft", json!({ "title": title, "starter": "eltern" })).await;
    let _published: Value = ask(browser, "publish", json!({ "id": id })).await;
    id
}

async fn list(browser: &mut Browser<'_>) -> Vec<QuestionnaireRow> {
    ask(browser, "list", json!({})).await
}

async fn row(browser: &mut Browser<'_>, id: &str) -> Option<QuestionnaireRow> {
    list(browser).await.into_iter().find(|row| row.id == id)
}

/// The titles to choose from when an Erhebung is planned.
async fn offered(browser: &mut Browser<'_>) -> Vec<String> {
    let form: ErhebungFormView = ask(browser, "erhebung-form", json!({})).await;
    form.questionnaires.into_iter().map(|row| row.title).collect()
}

async fn planned(browser: &mut Browser<'_>, questionnaire: &str) -> Answer {
    let form: ErhebungFormView = ask(browser, "erhebung-form", json!({})).await;
    let input = json!({
        "kita": form.kitas[0].0, "from": "2026-03-01", "to": "2026-03-28", "methode": "schriftliche_befragung",
        "zielgruppe": "eltern", "questionnaire": questionnaire, "version": "1",
    });
    call(browser, "create-erhebung", json!({ "input": input })).await
}

#[tokio::test]
async fn a_kiso_asks_with_her_own_and_others_do_once_the_koordination_has_taken_it_over() {
    let app = TestApp::start().await;
    let [mut other, mut kiso] = both(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = published(&mut kiso, "Eltern im Neubaugebiet").await;
    let own = row(&mut kiso, &id).await.expect("her own");
    assert_eq!((own.may_change, own.may_use, own.latest), (true, true, Some(1)));
    let made = planned(&mut kiso, &id).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.body);
    let erhebung = read::<String>(&made);
    let days = json!({ "opens": "2026-03-02", "closes": "2026-03-10" });
    let _linked: Value = ask(&mut kiso, "save-survey", json!({ "id": erhebung, "input": days })).await;
    let shown: PlannedView = ask(&mut kiso, "planned", json!({ "id": erhebung })).await;
    assert!(shown.survey.and_then(|survey| survey.link).is_some_and(|link| link.address.contains("/umfrage/")));
    let results = call(&mut kiso, "results", json!({ "id": erhebung })).await;
    assert_eq!(results.status, StatusCode::FORBIDDEN, "results are the Koordination's");
    let packages = kiso.get("/api/v1/sync/packages").await;
    assert!(packages.body.contains("Eltern im Neubaugebiet"), "her tablet gets it as any other: {}", packages.body);

    assert_eq!(row(&mut other, &id).await, None);
    assert!(!offered(&mut other).await.contains(&own.title));
    assert!(!other.get("/api/v1/sync/packages").await.body.contains(&own.title));
    let refused = planned(&mut other, &id).await;
    assert_eq!(read::<AppError>(&refused), AppError::field("version", ErrorCode::UnknownReference));

    // The Koordination sees whose it is, and changes nothing of it before it is for all.
    let seen = row(&mut office, &id).await.expect("all are listed");
    assert_eq!((seen.owner_name.as_str(), seen.may_change, seen.may_use), ("Test ki_so", false, false));
    assert!(!offered(&mut office).await.contains(&own.title));
    assert_eq!(call(&mut office, "begin-draft", json!({ "id": id })).await.status, StatusCode::FORBIDDEN);
    assert_eq!(planned(&mut office, &id).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let late = call(&mut office, "take-over", json!({ "id": id, "seen": seen.revision - 1 })).await;
    assert_eq!(read::<AppError>(&late), AppError::Conflict);
    for _ in 0..2 {
        let _taken: Value = ask(&mut office, "take-over", json!({ "id": id, "seen": seen.revision })).await;
    }

    let taken = row(&mut office, &id).await.expect("there");
    assert_eq!((taken.owner_name.as_str(), taken.may_change, taken.revision), ("", true, seen.revision + 1));
    for browser in [&mut other, &mut kiso] {
        let shared = row(browser, &id).await.expect("for all");
        assert_eq!((shared.may_change, shared.may_use), (false, true));
        assert_eq!(planned(browser, &id).await.status, StatusCode::OK);
    }
    assert_eq!(call(&mut kiso, "begin-draft", json!({ "id": id })).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_a_kiso_still_works_on_is_not_taken_over() {
    let app = TestApp::start().await;
    let [_, mut kiso] = both(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id: String = ask(&mut kiso, "new-draft", json!({ "title": "Noch nicht fertig", "starter": "eltern" })).await;
    let refused = AppError::field("draft", ErrorCode::WrongState);
    for begun in [false, true] {
        if begun {
            let _published: Value = ask(&mut kiso, "publish", json!({ "id": id })).await;
            let _begun: Value = ask(&mut kiso, "begin-draft", json!({ "id": id })).await;
        }
        let seen = row(&mut office, &id).await.expect("all are listed").revision;
        let answer = call(&mut office, "take-over", json!({ "id": id, "seen": seen })).await;
        assert_eq!(read::<AppError>(&answer), refused, "published: {begun}");
    }
    let own = row(&mut kiso, &id).await.expect("still hers");
    assert!(own.may_change && own.has_draft);
}

#[tokio::test]
async fn what_a_kiso_who_has_left_was_working_on_is_taken_over_with_its_draft() {
    let app = TestApp::start().await;
    let [_, mut kiso] = both(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id: String = ask(&mut kiso, "new-draft", json!({ "title": "Nie fertig geworden", "starter": "eltern" })).await;
    let seen = row(&mut office, &id).await.expect("all are listed");
    assert_eq!((seen.owner_left, seen.may_take_over), (false, false));

    let me = kiso.call("accounts/me", "{}").await;
    let account = me.body.split('"').nth(3).expect("an account id").to_owned();
    let disable = json!({ "account": account, "enabled": false }).to_string();
    assert_eq!(office.call("accounts/set-enabled", &disable).await.status, StatusCode::OK);
    let seen = row(&mut office, &id).await.expect("all are listed");
    assert_eq!((seen.owner_left, seen.may_take_over, seen.may_change), (true, true, false));
    let _taken: Value = ask(&mut office, "take-over", json!({ "id": id, "seen": seen.revision })).await;

    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!(view.draft.map(|draft| draft.settings.title).as_deref(), Some("Nie fertig geworden"));
    let _published: Value = ask(&mut office, "publish", json!({ "id": id })).await;
    let taken = row(&mut office, &id).await.expect("there");
    assert_eq!((taken.owner_left, taken.may_take_over, taken.may_change, taken.latest), (false, false, true, Some(1)));
}

#[tokio::test]
async fn a_kiso_reads_what_is_published_for_all_and_nothing_of_its_next_draft() {
    let app = TestApp::start().await;
    let [_, mut kiso] = both(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let id = published(&mut office, "Eltern 2026").await;
    let never: String = ask(&mut office, "new-draft", json!({ "title": "Nie veröffentlicht" })).await;
    let _begun: Value = ask(&mut office, "begin-draft", json!({ "id": id })).await;
    let view: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    let mut next = view.draft.expect("a draft");
    next.settings.title = "Eltern 2027".into();
    let save = json!({ "id": id, "seen": view.revision, "draft": next });
    let _: u32 = ask(&mut office, "save-draft", save.clone()).await;

    let shown = row(&mut kiso, &id).await.expect("published for all");
    assert_eq!((shown.title.as_str(), shown.has_draft, shown.may_change), ("Eltern 2026", false, false));
    assert_eq!(row(&mut kiso, &never).await, None);
    let detail: QuestionnaireView = ask(&mut kiso, "detail", json!({ "id": id, "version": null })).await;
    assert_eq!((detail.shown, detail.head.title.as_str()), (Some(1), "Eltern 2026"));
    assert_eq!(call(&mut kiso, "detail", json!({ "id": never, "version": null })).await.status, StatusCode::NOT_FOUND);
    let file = kiso.get(&app::questionnaires::export_address(&id, None)).await;
    assert_eq!(file.status, StatusCode::OK);
    let workbook = server::questionnaires::workbook::read(&file.bytes, "x.xlsx").expect("a workbook");
    let given = domain::questionnaires::import(&workbook, None).expect("no faults").definition;
    assert_eq!(given.settings.title, "Eltern 2026");

    for (endpoint, arguments, status) in [
        ("draft", json!({ "id": id }), StatusCode::FORBIDDEN),
        ("save-draft", save, StatusCode::FORBIDDEN),
        ("begin-draft", json!({ "id": id }), StatusCode::FORBIDDEN),
        ("discard-draft", json!({ "id": id, "seen": view.revision + 1 }), StatusCode::FORBIDDEN),
        ("take-over", json!({ "id": id, "seen": view.revision + 1 }), StatusCode::FORBIDDEN),
        ("publish", json!({ "id": id }), StatusCode::NOT_FOUND),
    ] {
        let answer = call(&mut kiso, endpoint, arguments).await;
        assert_eq!(answer.status, status, "{endpoint}: {}", answer.body);
    }
    let left: DraftView = ask(&mut office, "draft", json!({ "id": id })).await;
    assert_eq!((left.draft, left.revision), (Some(next), view.revision + 1), "nothing has changed");
}

#[tokio::test]
async fn a_copy_belongs_to_who_makes_it_and_the_original_stays() {
    let app = TestApp::start().await;
    let [_, mut kiso] = both(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let original = published(&mut office, "Eltern 2026").await;
    let request = "01999999-0000-7000-8000-000000000002";
    let form = json!({ "title": "Eltern in Bendorf", "original": original, "request": request });
    for _ in 0..2 {
        let id: String = ask(&mut kiso, "new-draft", form.clone()).await;
        assert_eq!(id, request);
    }
    let copy: DraftView = ask(&mut kiso, "draft", json!({ "id": request })).await;
    let source: DraftView = ask(&mut office, "draft", json!({ "id": original })).await;
    let (copy, (_, source)) = (copy.draft.expect("a draft"), source.published.expect("a version"));
    assert_eq!((copy.settings.title.as_str(), &copy.nodes), ("Eltern in Bendorf", &source.nodes));
    let rows = list(&mut kiso).await;
    let own: Vec<_> = rows.iter().filter(|row| row.may_change).map(|row| row.title.as_str()).collect();
    assert_eq!(own, ["Eltern in Bendorf"]);

    let blank = call(&mut kiso, "new-draft", json!({ "title": " ", "original": original })).await;
    assert_eq!(read::<AppError>(&blank), AppError::field("title", ErrorCode::Required));
    let unpublished = call(&mut kiso, "new-draft", json!({ "title": "x", "original": request })).await;
    assert_eq!(unpublished.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_becomes_a_version_of_ones_own_only() {
    let app = TestApp::start().await;
    let [mut other, mut kiso] = both(&app).await;
    let mut office = app.logged_in(Role::Koordination).await;
    let offices = published(&mut office, "Eltern 2026").await;
    let answer = send(&mut kiso, "bogen.csv", FILE, "").await;
    let ImportAnswer::Draft { id, title, .. } = read(&answer) else { panic!("{}", answer.body) };
    assert_eq!(title, "Aus der Datei");
    assert!(row(&mut kiso, &id).await.expect("her own").may_change);
    let _published: Value = ask(&mut kiso, "publish", json!({ "id": id })).await;
    assert_eq!(send(&mut kiso, "bogen.csv", FILE, &id).await.status, StatusCode::OK, "as the next version");

    assert_eq!(send(&mut other, "bogen.csv", FILE, &id).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&mut kiso, "bogen.csv", FILE, &offices).await.status, StatusCode::FORBIDDEN);
    assert_eq!(send(&mut office, "bogen.csv", FILE, &id).await.status, StatusCode::FORBIDDEN);
    assert!(!row(&mut office, &offices).await.expect("there").has_draft);
}
