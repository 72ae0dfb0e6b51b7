//! From the released run to the last transfer, over HTTP: two people, the Kasse, and a payment that comes back.

use crate::test_app::{Answer, Browser, PASSWORD, TestApp};
use app::budgets::{
    Calculation, YearView,
    payment::{PaymentPageView, Renewed},
};
use axum::http::{StatusCode, header};
use calamine::{Data, Reader, Xlsx};
use domain::{
    access::Role,
    accounts::Subject,
    budgets::{
        BudgetParametersInput, Euro, RunStatus, demo,
        payment::{LineState, MonthState, Payee, PaymentStatus, PlanView},
    },
    ids::{PaymentRunId, RunId},
    people,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use server::config::Payer;
use std::io::Cursor;

const YEAR: i32 = 2026;

/// January of the worked example's employer.
fn own_january() -> Euro {
    Euro::from_cents(959_793)
}

pub(crate) async fn with_directory() -> TestApp {
    let app = TestApp::start_with(|config| {
        let iban = people::Iban::parse("", "DE89370400440532013000").expect("an example");
        config.payer = Some(Payer { name: "Kreiskasse Mayen-Koblenz".into(), iban, bic: None });
    })
    .await;
    let directory = people::demo::directory(app.state.ports.clock.today());
    app.state.ports.directory.fill(&directory, app.state.ports.clock.now()).await.expect("an empty directory");
    app
}

/// One browser for each who takes part.
pub(crate) struct People<'a> {
    pub(crate) koordination: Browser<'a>,
    pub(crate) first: Browser<'a>,
    pub(crate) second: Browser<'a>,
    pub(crate) kasse: Browser<'a>,
}

impl<'a> People<'a> {
    pub(crate) async fn of(app: &'a TestApp) -> Self {
        Self {
            koordination: app.logged_in(Role::Koordination).await,
            first: app.logged_in(Role::Finanzen).await,
            second: app.second_logged_in(Role::Finanzen).await,
            kasse: app.logged_in(Role::Kasse).await,
        }
    }

    /// A stored run of which the release was asked for.
    pub(crate) async fn request(&mut self, landeszuweisung: &str, replaces: u32) -> RunId {
        let mut input: BudgetParametersInput = demo::parameters(YEAR);
        input.set("landeszuweisung", landeszuweisung);
        let office = &mut self.koordination;
        let Calculation::Done(found) = ask(office, "preview", json!({ "input": input })).await else {
            panic!("nothing was calculated");
        };
        let save = json!({ "input": input, "replaces": replaces, "basis": found.basis, "id": found.id });
        ask::<()>(office, "save-run", save).await;
        ask::<()>(office, "request-release", json!({ "run": found.id })).await;
        found.id
    }

    pub(crate) async fn release(&mut self) -> RunId {
        let run = self.request("1.740.000,00", 0).await;
        ask::<()>(&mut self.first, "release", json!({ "run": run, "released": null })).await;
        run
    }

    /// January, prepared; returns its id.
    pub(crate) async fn prepare(&mut self) -> PaymentRunId {
        self.prepare_month(0).await
    }

    async fn prepare_month(&mut self, month: u8) -> PaymentRunId {
        let seen = plan(&mut self.koordination).await.version;
        let arguments = json!({ "year": YEAR, "month": month, "seen": seen });
        ask::<Value>(&mut self.koordination, "prepare-payment", arguments).await;
        plan(&mut self.koordination).await.payments[0].id
    }

    /// January, ordered; returns its id.
    pub(crate) async fn order(&mut self) -> PaymentRunId {
        self.order_month(0).await
    }

    /// January = 0.
    pub(crate) async fn order_month(&mut self, month: u8) -> PaymentRunId {
        let id = self.prepare_month(month).await;
        let arguments = with_version(&mut self.first, id).await;
        ask::<()>(&mut self.first, "feststellen", arguments).await;
        let arguments = with_version(&mut self.second, id).await;
        ask::<()>(&mut self.second, "anordnen", arguments).await;
        id
    }

    /// The payment file of an ordered run, as the Kasse downloads it.
    pub(crate) async fn pay_by_file(&mut self, id: PaymentRunId) -> Answer {
        self.make_file(id, "2026-03-04").await;
        self.kasse.get(&format!("/api/export/payment/{id}/pain.xml")).await
    }

    async fn make_file(&mut self, id: PaymentRunId, execution: &str) -> Answer {
        let mut arguments = with_version(&mut self.kasse, id).await;
        arguments["execution"] = execution.into();
        self.kasse.call("budgets/make-file", &arguments.to_string()).await
    }
}

pub(crate) async fn ask<T: DeserializeOwned>(browser: &mut Browser<'_>, name: &str, arguments: Value) -> T {
    let answer = browser.call(&format!("budgets/{name}"), &arguments.to_string()).await;
    assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.body);
    serde_json::from_str(&answer.body).expect(name)
}

pub(crate) async fn plan(browser: &mut Browser<'_>) -> PlanView {
    ask(browser, "payout", json!({ "year": YEAR })).await
}

async fn payment(browser: &mut Browser<'_>, id: PaymentRunId) -> PaymentPageView {
    ask(browser, "payment", json!({ "id": id })).await
}

/// The arguments of a step by somebody who has just looked at the page.
async fn with_version(browser: &mut Browser<'_>, id: PaymentRunId) -> Value {
    json!({ "id": id, "seen": payment(browser, id).await.payment.version })
}

pub(crate) async fn employer(app: &TestApp) -> Browser<'_> {
    let subject = Subject::Anstellungstraeger(people::demo::anstellungstraeger(12));
    app.account_of(Role::Anstellungstraeger, subject).await;
    let mut browser = app.browser();
    assert_eq!(browser.log_in(Role::Anstellungstraeger, PASSWORD).await.status, StatusCode::SEE_OTHER);
    browser
}

/// What stands in the first `<name>…</name>`.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let begin = xml.find(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {xml}")) + name.len() + 2;
    &xml[begin..begin + xml[begin..].find("</").expect("an end")]
}

#[tokio::test]
async fn a_run_is_released_by_finanzen_and_a_correction_shows_its_difference() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    assert_eq!(ask::<Vec<i32>>(&mut people.kasse, "payout-years", json!({})).await, Vec::<i32>::new());
    let first = people.release().await;
    assert_eq!(ask::<Vec<i32>>(&mut people.kasse, "payout-years", json!({})).await, [YEAR]);
    let second = people.request("1.800.000,00", 1).await;
    let view: YearView = ask(&mut people.first, "year", json!({ "year": YEAR, "run": "" })).await;
    assert_eq!((view.shown, view.released), (Some(second), Some(first)));
    let difference = view.difference.expect("what the correction changes");
    let more = Euro::checked_sum(difference.kitas.iter().map(|row| row.difference));
    assert_eq!(more, Some(Euro::from_cents(10_000_000)), "60,000 € more of the Land are 100,000 € more in all");
    let late = json!({ "run": second, "released": null });
    let answer = people.first.call("budgets/release", &late.to_string()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "somebody who has not seen the first release");
    ask::<()>(&mut people.first, "release", json!({ "run": second, "released": first })).await;
    let view: YearView = ask(&mut people.first, "year", json!({ "year": YEAR, "run": "" })).await;
    assert!(matches!(view.budget.runs[0].status, RunStatus::Released { .. }));
    assert_eq!(view.difference, None);
}

#[tokio::test]
async fn a_month_is_paid_by_three_people_and_one_payment_comes_back() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.prepare().await;
    assert_eq!(plan(&mut people.kasse).await.payments, [], "nothing is ordered yet");
    let arguments = with_version(&mut people.first, id).await;
    ask::<()>(&mut people.first, "feststellen", arguments).await;
    let own = with_version(&mut people.first, id).await.to_string();
    let refused = people.first.call("budgets/anordnen", &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("same_person"), "{}", refused.body);
    ask::<()>(&mut people.second, "anordnen", serde_json::from_str(&own).expect("arguments")).await;
    let late = people.second.call("budgets/anordnen", &own).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "who looks at an older page is told so");

    let faulty = people.make_file(id, "07.03.2026").await;
    assert!(faulty.body.contains("not_a_banking_day"), "{}", faulty.body);
    assert_eq!(people.make_file(id, "2026-03-04").await.status, StatusCode::OK);
    // One was carried out on a day of its own.
    let mut one = with_version(&mut people.kasse, id).await;
    one["payee"] = json!(Payee::Anstellungstraeger(people::demo::anstellungstraeger(1)));
    one["day"] = "in zwei Tagen".into();
    let faulty = people.kasse.call("budgets/book-paid", &one.to_string()).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("paid_day"), "{}", faulty.body);
    one["day"] = "27.02.2026".into();
    ask::<()>(&mut people.kasse, "book-paid", one).await;
    let lines = payment(&mut people.kasse, id).await.payment.lines;
    assert_eq!(lines.iter().filter(|line| line.state == LineState::Open).count(), 11);
    let mut paid = with_version(&mut people.kasse, id).await;
    paid["day"] = "02.03.2026".into();
    ask::<()>(&mut people.kasse, "book-paid", paid).await;
    let mut back = with_version(&mut people.kasse, id).await;
    back["payee"] = json!(Payee::Anstellungstraeger(people::demo::anstellungstraeger(12)));
    back["day"] = "02.03.2026".into();
    back["reason"] = "Konto erloschen".into();
    ask::<()>(&mut people.kasse, "book-returned", back).await;

    let seen = payment(&mut people.koordination, id).await;
    assert_eq!((seen.payment.status, seen.payment.steps.len(), seen.when.len()), (PaymentStatus::Angeordnet, 4, 4));
    assert_eq!(seen.payment.steps[2].name, "Test finanzen");
    let returned = plan(&mut people.koordination).await.returned;
    assert_eq!((returned.len(), returned[0].amount), (1, own_january()));
    let mut own = employer(&app).await;
    let own_plan = plan(&mut own).await;
    assert_eq!((own_plan.rows.len(), own_plan.rows[0].months[0].state), (1, MonthState::Open));
    let own_payment = payment(&mut own, id).await.payment;
    assert_eq!(own_payment.lines.len(), 1);
    assert!(matches!(own_payment.lines[0].state, LineState::Returned { .. }));
    assert!(own_payment.steps.iter().all(|step| step.name.is_empty()), "the office's names stay in the office");
}

#[tokio::test]
async fn b6_the_payment_file_adds_up_and_is_the_same_each_time() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.order().await;
    let address = format!("/api/export/payment/{id}/pain.xml");
    assert_eq!(people.kasse.get(&address).await.status, StatusCode::NOT_FOUND, "not made yet");
    people.make_file(id, "2026-03-04").await;
    let first = people.kasse.get(&address).await;
    assert_eq!(first.status, StatusCode::OK);
    let view = payment(&mut people.kasse, id).await.payment;
    assert_eq!(element(&first.body, "MsgId"), view.message_id);
    assert_eq!(element(&first.body, "NbOfTxs"), "12");
    assert_eq!(element(&first.body, "CtrlSum"), view.sum.plain());
    assert!(first.body.contains("<ReqdExctnDt><Dt>2026-03-04</Dt></ReqdExctnDt>"), "{}", first.body);
    assert!(first.body.contains("urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"));
    assert!(!first.body.contains("<AdrLine>"));
    let amounts = first.body.split("<InstdAmt Ccy=\"EUR\">").skip(1);
    let amounts = amounts.map(|rest| serde_json::from_value(rest.split('<').next().into()).expect("an amount"));
    assert_eq!(Euro::checked_sum(amounts), Some(view.sum));
    app.clock.advance(chrono::Duration::days(40));
    let mut kasse = app.browser();
    kasse.log_in(Role::Kasse, PASSWORD).await;
    let second = kasse.get(&address).await;
    assert_eq!(second.body, first.body, "weeks later, the same bytes");
}

#[tokio::test]
async fn the_lists_hold_every_amount_as_a_number() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.order().await;
    let csv = people.kasse.get(&format!("/api/export/payment/{id}/liste.csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.body.trim_end().lines().count(), 14, "head, 12 transfers, sum");
    let xlsx = people.kasse.get(&format!("/api/export/payment/{id}/liste.xlsx")).await;
    assert_eq!(xlsx.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"zahllauf-2026-01-liste.xlsx\"");
    let mut workbook = Xlsx::new(Cursor::new(xlsx.bytes)).expect("a workbook");
    let sheet = workbook.worksheet_range("Zahlungen").expect("the sheet");
    let view = payment(&mut people.kasse, id).await.payment;
    for (row, line) in (1..).zip(&view.lines) {
        let Some(Data::Float(figure)) = sheet.get_value((row, 4)) else { panic!("row {row} has no number") };
        assert_eq!(format!("{figure:.2}"), line.amount.plain());
    }
    let Some(Data::Float(sum)) = sheet.get_value((13, 4)) else { panic!("no sum") };
    assert_eq!(format!("{sum:.2}"), view.sum.plain());
}

#[tokio::test]
async fn the_list_of_an_ordered_month_is_a_tagged_pdf() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let prepared = people.prepare().await;
    let address = format!("/api/export/payment/{prepared}/liste.pdf");
    assert_eq!(people.koordination.get(&address).await.status, StatusCode::FORBIDDEN, "before it is ordered");
    let arguments = with_version(&mut people.first, prepared).await;
    ask::<()>(&mut people.first, "feststellen", arguments).await;
    let arguments = with_version(&mut people.second, prepared).await;
    ask::<()>(&mut people.second, "anordnen", arguments).await;
    let list = people.kasse.get(&address).await;
    assert_eq!(list.status, StatusCode::OK, "{}", list.body);
    assert!(list.bytes.starts_with(b"%PDF-1.7") && list.body.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert_eq!(list.headers[header::CONTENT_DISPOSITION], "attachment; filename=\"zahllauf-2026-01-liste.pdf\"");
    assert_eq!(people.koordination.get(&address).await.bytes, list.bytes, "the same file for everybody");
    let mut own = employer(&app).await;
    assert_eq!(own.get(&address).await.status, StatusCode::FORBIDDEN, "nothing of others for an Anstellungsträger");
}

#[tokio::test]
async fn files_are_for_who_pays_and_who_checks() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let prepared = people.prepare().await;
    let list = format!("/api/export/payment/{prepared}/liste.csv");
    assert_eq!(people.koordination.get(&list).await.status, StatusCode::FORBIDDEN, "before it is ordered");
    let mut arguments = with_version(&mut people.koordination, prepared).await;
    arguments["reason"] = "Konto geändert".into();
    ask::<()>(&mut people.koordination, "cancel-payment", arguments).await;
    let id = people.order().await;
    people.make_file(id, "2026-03-04").await;
    let (list, file) = (format!("/api/export/payment/{id}/liste.csv"), format!("/api/export/payment/{id}/pain.xml"));
    assert_eq!(people.koordination.get(&list).await.status, StatusCode::OK);
    for browser in [&mut people.koordination, &mut people.first] {
        assert_eq!(browser.get(&file).await.status, StatusCode::FORBIDDEN, "the file is the Kasse's");
    }
    assert_eq!(app.browser().get(&file).await.status, StatusCode::UNAUTHORIZED);
    let mut own = employer(&app).await;
    assert_eq!(own.get(&list).await.status, StatusCode::FORBIDDEN);
    let mut kiso = app.logged_in(Role::KiSo).await;
    assert_eq!(kiso.get(&list).await.status, StatusCode::FORBIDDEN);
    for wrong in ["17/liste.csv".to_owned(), format!("{id}/alles.csv")] {
        let answer = people.kasse.get(&format!("/api/export/payment/{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn an_employer_finds_no_payment_but_the_own() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let prepared = people.prepare().await;
    let mut own = employer(&app).await;
    let answer = own.call("budgets/payment", &json!({ "id": prepared }).to_string()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "what is not ordered is not there for an employer");
    let seen = plan(&mut own).await;
    assert_eq!((seen.rows.len(), seen.payments.len(), seen.returned.len()), (1, 0, 0));
    assert_eq!(seen.rows[0].budget, Euro::from_cents(11_517_510));
}

/// A suspension outruns a payment run that is prepared: it says so, goes no further, and is prepared anew once.
#[tokio::test]
async fn an_outdated_payment_run_is_prepared_anew_by_one_press() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.prepare().await;
    let own = people::demo::anstellungstraeger(12);
    let input = json!({ "anstellungstraeger": own, "act": "suspend", "first_month": "0", "last_month": "0", "reason": "Stelle frei" });
    let seen = plan(&mut people.koordination).await.version;
    ask::<()>(&mut people.koordination, "suspend-months", json!({ "year": YEAR, "seen": seen, "input": input })).await;

    let refused = with_version(&mut people.first, id).await.to_string();
    let answer = people.first.call("budgets/feststellen", &refused).await;
    assert!(
        answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains("plan_changed"),
        "{}",
        answer.body
    );
    let by_finanzen = payment(&mut people.first, id).await;
    assert!(!by_finanzen.payment.next.feststellen && by_finanzen.anew.is_none());
    let view = payment(&mut people.koordination, id).await;
    let outdated = view.payment.outdated.expect("is outdated");
    assert_eq!((outdated.lines.len(), outdated.lines[0].now), (1, Euro::ZERO));
    assert_eq!(outdated.lines[0].prepared, own_january());
    assert!(plan(&mut people.koordination).await.payments[0].outdated);

    let renew = json!({ "id": id, "seen": view.payment.version, "anew": view.anew });
    for _ in 0..2 {
        let done: Renewed = ask(&mut people.koordination, "renew-payment", renew.clone()).await;
        assert_eq!((done.payment, done.without_account.len()), (view.anew, 0), "pressed twice, it is the same one");
    }
    let payments = plan(&mut people.koordination).await.payments;
    assert_eq!(
        payments.iter().map(|row| (row.status, row.lines)).collect::<Vec<_>>(),
        [(PaymentStatus::Prepared, 11), (PaymentStatus::Cancelled, 12)]
    );
    let anew = with_version(&mut people.first, payments[0].id).await;
    ask::<()>(&mut people.first, "feststellen", anew).await;
    let again = json!({ "id": payments[0].id, "seen": 0, "anew": id });
    let late = people.koordination.call("budgets/renew-payment", &again.to_string()).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "what is there already is no other month's answer");
}
