//! The settlement over HTTP: the own Verwendungsnachweis and nobody else's, a check with an objection, two people who settle.

use crate::{
    payments::{People, ask, employer, plan, with_directory},
    test_app::{Browser, PASSWORD, TestApp},
};
use app::budgets::{
    FirstChargePageView, RunSource,
    settlement::{ProofPageView, YearPageView},
};
use axum::http::StatusCode;
use domain::{
    access::{DirectoryReader, Koordination, Principal, Role, Scope},
    accounts::Subject,
    budgets::{
        Derivation, Euro, Figure,
        overview::{Deadline, Due, Occasion, PostEntry, PostsView},
        payment::{MonthState, Payee},
        settlement::{Explanation, ProofStatus, RecognitionInput, StatementInput},
    },
    ids::{AccountId, AnstellungstraegerId},
    people::{self, Change},
};
use serde_json::{Value, json};
use uuid::Uuid;

const YEAR: i32 = 2026;

/// The employer of the worked example.
pub(crate) fn own_id() -> AnstellungstraegerId {
    people::demo::anstellungstraeger(12)
}

pub(crate) async fn own_proof(browser: &mut Browser<'_>) -> ProofPageView {
    ask(browser, "proof", json!({ "year": YEAR, "anstellungstraeger": null })).await
}

pub(crate) async fn proof(browser: &mut Browser<'_>) -> ProofPageView {
    ask(browser, "proof", json!({ "year": YEAR, "anstellungstraeger": own_id() })).await
}

/// Another employer than the worked example's.
pub(crate) async fn other_employer(app: &TestApp) -> Browser<'_> {
    let subject = Subject::Anstellungstraeger(people::demo::anstellungstraeger(1));
    app.second_logged_in_for(Role::Anstellungstraeger, subject).await
}

/// Every Kita has cost this much.
pub(crate) fn statement(page: &ProofPageView, cost: &str) -> StatementInput {
    let kitas = page.proof.kitas.iter().map(|line| domain::budgets::settlement::KitaCostInput {
        kita: line.share.kita,
        personnel: cost.into(),
        training: "0".into(),
    });
    StatementInput { kitas: kitas.collect(), remarks: "Wie vereinbart".into() }
}

pub(crate) fn about(page: &ProofPageView) -> Value {
    json!({ "year": YEAR, "anstellungstraeger": own_id(), "seen": page.proof.version })
}

async fn submitted(app: &TestApp) -> Browser<'_> {
    let mut own = employer(app).await;
    let page = own_proof(&mut own).await;
    let arguments = json!({ "year": YEAR, "seen": page.proof.version, "input": statement(&page, "2.000,00") });
    ask::<()>(&mut own, "submit-proof", arguments).await;
    own
}

/// All is recognised but 500 € of the first Kita.
async fn check(people: &mut People<'_>) {
    let page = proof(&mut people.koordination).await;
    let mut input = RecognitionInput::of_claims(&page.proof.claims);
    input.kitas[0].recognised = "1.500,00".into();
    let mut arguments = about(&page);
    arguments["input"] = json!(input);
    let refused = people.koordination.call("budgets/check-proof", &arguments.to_string()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "an objection is missing");
    input.kitas[0].objection = "Sachkosten".into();
    arguments["input"] = json!(input);
    ask::<()>(&mut people.koordination, "check-proof", arguments).await;
}

#[tokio::test]
async fn a_year_is_settled_by_a_second_person_and_the_employer_reads_why() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    people.order().await;
    let mut own = submitted(&app).await;
    check(&mut people).await;
    let page = proof(&mut people.first).await;
    assert!(page.proof.next.settle && !page.proof.next.examine);
    ask::<()>(&mut people.first, "settle-proof", about(&page)).await;
    let late = people.second.call("budgets/settle-proof", &about(&page).to_string()).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "the second is told");

    let seen = own_proof(&mut own).await.proof;
    assert_eq!((seen.status, seen.settlements.len()), (ProofStatus::Settled, 1));
    // 9,597.93 was ordered for January, 4 × 2,000.00 − 500.00 is recognised.
    assert_eq!(seen.settlements[0].outcome.back, Euro::from_cents(209_793));
    assert_eq!(seen.settlements[0].result, "2.097,93 € Rückforderung");
    assert_eq!(seen.kitas[0].objection.as_deref(), Some("Sachkosten"));
    let names: Vec<&str> = seen.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names[1..], ["", ""], "the office's names stay in the office");
    let row = plan(&mut own).await.rows[0].clone();
    assert_eq!((row.rueckforderung, row.months[1].amount), (Euro::from_cents(209_793), Euro::ZERO));
}

#[tokio::test]
async fn nobody_reads_or_writes_a_foreign_verwendungsnachweis() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let mut own = employer(&app).await;
    let page = own_proof(&mut own).await;
    let draft = json!({ "year": YEAR, "seen": 0, "input": statement(&page, "2.000,00") });
    ask::<()>(&mut own, "save-proof", draft.clone()).await;
    let stale = own
        .call("budgets/save-proof", &json!({ "year": YEAR, "seen": 0, "input": statement(&page, "1") }).to_string())
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "two windows");

    let mut other = other_employer(&app).await;
    let foreign = json!({ "year": YEAR, "anstellungstraeger": own_id() });
    assert_eq!(other.call("budgets/proof", &foreign.to_string()).await.status, StatusCode::NOT_FOUND);
    let seen = own_proof(&mut other).await;
    assert!(seen.proof.kitas.iter().all(|line| line.personnel.is_none()));
    assert_ne!(seen.proof.anstellungstraeger, own_id());
    let smuggled = other.call("budgets/submit-proof", &draft.to_string()).await;
    assert_eq!(smuggled.status, StatusCode::UNPROCESSABLE_ENTITY, "the Kitas are not its own");
    let kept = other.call("budgets/save-proof", &draft.to_string()).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", kept.body);
    assert!(kept.body.contains("foreign_kita"), "no amount is passed over in silence: {}", kept.body);
    let office = proof(&mut people.koordination).await;
    assert!(office.proof.kitas.iter().all(|line| line.personnel.is_none()), "a draft is its employer's alone");
    assert_eq!(own_proof(&mut own).await.statement.kitas[0].personnel, "2.000,00");
}

#[tokio::test]
async fn the_year_knows_who_is_late_and_what_the_land_pays() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    people.order().await;
    submitted(&app).await;
    let view: YearPageView = ask(&mut people.koordination, "settlement-year", json!({ "year": YEAR })).await;
    assert_eq!((view.year.rows.len(), view.year.rows.iter().filter(|row| row.is_late).count()), (12, 0));
    assert_eq!(view.year.settings.deadline.to_string(), "2027-03-31");
    let settings = json!({
        "year": YEAR, "seen": view.year.settings, "input": { "deadline": "01.02.2027", "first_charge_actual": "270.000,00" }
    });
    ask::<()>(&mut people.koordination, "save-settlement-settings", settings.clone()).await;
    let stale = json!({
        "year": YEAR, "seen": view.year.settings, "input": { "deadline": "02.02.2027", "first_charge_actual": "" }
    });
    let answer = people.koordination.call("budgets/save-settlement-settings", &stale.to_string()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    check(&mut people).await;
    let page = proof(&mut people.first).await;
    ask::<()>(&mut people.first, "settle-proof", about(&page)).await;
    app.clock.advance(chrono::Duration::days(336));
    let mut office = app.browser();
    office.log_in(Role::Koordination, PASSWORD).await;
    let view: YearPageView = ask(&mut office, "settlement-year", json!({ "year": YEAR })).await;
    assert_eq!(view.year.rows.iter().filter(|row| row.is_late).count(), 0, "the last day is in time");
    app.clock.advance(chrono::Duration::days(1));
    let mut office = app.browser();
    office.log_in(Role::Koordination, PASSWORD).await;
    let view: YearPageView = ask(&mut office, "settlement-year", json!({ "year": YEAR })).await;
    assert_eq!(view.year.rows.iter().filter(|row| row.is_late).count(), 11);
    let land = &view.year.land;
    // 7,500.00 of the employer and 270,000.00: 60 % of it.
    assert_eq!(
        (land.actual, land.land, land.is_complete),
        (Euro::from_cents(27_750_000), Euro::from_cents(16_650_000), false)
    );
    let list = office.get(&format!("/api/export/settlement/{YEAR}/land.csv")).await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.body.contains("Das Land trägt;;;;166500,00"), "{}", list.body);
    let mut own = app.browser();
    own.log_in(Role::Anstellungstraeger, PASSWORD).await;
    assert_eq!(own.get(&format!("/api/export/settlement/{YEAR}/land.csv")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.get(&format!("/api/export/settlement/{YEAR}/alles.csv")).await.status, StatusCode::NOT_FOUND);
    let anonymous = app.browser().get(&format!("/api/export/settlement/{YEAR}/land.csv")).await;
    assert_eq!(anonymous.status, StatusCode::UNAUTHORIZED);
}

async fn first_charge(people: &mut People<'_>) -> FirstChargePageView {
    ask(&mut people.koordination, "first-charge", json!({ "year": YEAR })).await
}

/// One and a half posts in a Kita, by its position in the list of choices.
async fn enter_first_charge(people: &mut People<'_>, seen: &FirstChargePageView, kita: usize) {
    let entry = json!({
        "kita": seen.kitas[kita].id, "vzae": "1,5", "first_day": "", "last_day": "", "reason": "Auflage",
        "reference": "LJA 31/2021", "holder": "Kita-Träger e. V.", "iban": "DE89 3704 0044 0532 0130 00"
    });
    let arguments = json!({ "year": YEAR, "seen": seen.list.version, "input": entry });
    ask::<()>(&mut people.koordination, "add-first-charge", arguments).await;
}

#[tokio::test]
async fn suspended_months_and_the_first_charge_are_in_the_plan() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let list = first_charge(&mut people).await;
    assert_eq!((list.run, list.list.rows.len()), (None, 0), "the list comes before the first run");
    enter_first_charge(&mut people, &list, 0).await;
    let run = people.release().await;
    let seen = plan(&mut people.koordination).await.version;
    let months = json!({
        "anstellungstraeger": own_id(), "act": "suspend", "first_month": "1", "last_month": "2", "reason": "Stelle nicht besetzt"
    });
    let arguments = json!({ "year": YEAR, "seen": seen, "input": months });
    ask::<()>(&mut people.koordination, "suspend-months", arguments.clone()).await;
    let again = people.koordination.call("budgets/suspend-months", &arguments.to_string()).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let mut own = employer(&app).await;
    let own_plan = plan(&mut own).await;
    assert_eq!(own_plan.rows[0].months[1].state, MonthState::Suspended);
    assert_eq!((own_plan.suspensions.len(), own_plan.suspensions[0].by.as_str()), (1, ""));

    let list = first_charge(&mut people).await;
    assert_eq!((list.list.pot, list.run), (Euro::from_cents(27_900_000), Some(run)));
    assert_eq!((list.list.rows[0].amount, list.list.waiting()), (Euro::from_cents(9_300_000), 0));
    enter_first_charge(&mut people, &list, 1).await;
    let list = first_charge(&mut people).await;
    assert_eq!((list.list.rows[1].amount, list.list.waiting()), (Euro::ZERO, 1), "waits for the next run");
    let id = people.order().await;
    let paid: app::budgets::payment::PaymentPageView = ask(&mut people.kasse, "payment", json!({ "id": id })).await;
    let line = paid.payment.lines.last().expect("lines");
    assert_eq!((paid.payment.lines.len(), line.amount), (13, Euro::from_cents(775_000)));
    let Payee::KitaTraeger(kita_traeger) = line.payee else { panic!("{line:?}") };
    let asked = json!({ "source": RunSource::Stored(run), "figures": [Figure::KitaTraeger { kita_traeger }] });
    let told: Vec<Derivation> = ask(&mut people.koordination, "explain", asked.clone()).await;
    assert_eq!(told[0].value, domain::budgets::Value::Euro(Euro::from_cents(9_300_000)));
    let foreign: Vec<Derivation> = ask(&mut own, "explain", asked).await;
    assert!(foreign.is_empty(), "nothing for an Anstellungsträger");
    assert_eq!(line.holder, "Kita-Träger e. V.");
    assert_eq!(plan(&mut own).await.payments.len(), 1, "the own line, and nothing of the Kita-Träger");
}

#[tokio::test]
async fn the_first_charge_of_a_year_goes_on_in_the_next() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let list = first_charge(&mut people).await;
    enter_first_charge(&mut people, &list, 0).await;
    let next = json!({ "year": YEAR + 1 });
    let list: FirstChargePageView = ask(&mut people.koordination, "first-charge", next.clone()).await;
    assert_eq!((list.going_on, list.list.rows.len()), (1, 0));
    let seen: FirstChargePageView = ask(&mut people.first, "first-charge", next.clone()).await;
    assert_eq!(seen.going_on, 0, "nothing to do for Finanzen");
    let mut arguments = json!({ "year": YEAR + 1, "seen": list.list.version, "factor": "3" });
    let refused = people.koordination.call("budgets/carry-first-charge-on", &arguments.to_string()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "at most twice as many");
    assert!(refused.body.contains("going_on_factor"), "{}", refused.body);
    arguments["factor"] = "1,1".into();
    ask::<()>(&mut people.koordination, "carry-first-charge-on", arguments.clone()).await;
    let late = people.koordination.call("budgets/carry-first-charge-on", &arguments.to_string()).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "two windows");
    let list: FirstChargePageView = ask(&mut people.koordination, "first-charge", next).await;
    assert_eq!((list.going_on, list.list.rows.len()), (0, 1));
    assert_eq!(list.list.rows[0].last_day.to_string(), "2027-12-31");
    assert_eq!(list.list.rows[0].vzae.to_string(), "1,6500", "1.5 posts times 1.1");
    let arguments = json!({ "year": YEAR + 1, "seen": list.list.version });
    ask::<()>(&mut people.koordination, "carry-first-charge-on", arguments).await;
    let again = first_charge(&mut people).await;
    assert_eq!(again.list.rows.len(), 1, "nothing is entered twice");
}

/// As the page of the settlement proposes it while nobody has entered anything.
async fn proposed_first_charge(people: &mut People<'_>) -> Explanation {
    let view: YearPageView = ask(&mut people.koordination, "settlement-year", json!({ "year": YEAR })).await;
    assert_eq!(view.year.land.first_charge, None, "nobody has entered it");
    view.year.land.proposed.expect("something was ordered")
}

#[tokio::test]
async fn an_entry_that_ends_is_given_back_by_the_kita_traeger_and_booked_by_the_kasse() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let list = first_charge(&mut people).await;
    enter_first_charge(&mut people, &list, 0).await;
    let run = people.release().await;
    // January is ordered: 93,000.00 ÷ 12.
    people.order().await;
    assert_eq!(plan(&mut people.kasse).await.reclaims, []);
    let list = first_charge(&mut people).await;
    let end = |last_day: &str| {
        let input = json!({ "last_day": last_day, "reason": "Auflage aufgehoben" });
        json!({ "year": YEAR, "id": list.list.rows[0].id, "seen": list.list.version, "input": input })
    };
    let outside = people.koordination.call("budgets/end-first-charge", &end("31.12.2026").to_string()).await;
    assert_eq!(outside.status, StatusCode::UNPROCESSABLE_ENTITY, "it ends on that day anyway");
    ask::<()>(&mut people.koordination, "end-first-charge", end("10.01.2026")).await;
    let again = people.koordination.call("budgets/end-first-charge", &end("10.01.2026").to_string()).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "two windows");
    let ended = first_charge(&mut people).await.list;
    assert_eq!((ended.rows.len(), ended.waiting()), (2, 2), "one withdrawn, one in its place");
    assert_eq!(plan(&mut people.kasse).await.reclaims, [], "the released run does not change");
    let anew = people.request("1.740.000,00", 1).await;
    ask::<()>(&mut people.first, "release", json!({ "run": anew, "released": run })).await;
    // 93,000.00 × 10 ÷ 365 = 2,547.95 of 7,750.00.
    let seen = plan(&mut people.kasse).await;
    assert_eq!((seen.rows.len(), seen.reclaims.len()), (0, 1), "the Kasse sees it without a plan");
    assert_eq!(seen.reclaims[0].open, Euro::from_cents(520_205));
    // What it may keep is the cost of ten days, and is proposed for the settlement towards the Land, before and after the rest comes.
    let proposed = proposed_first_charge(&mut people).await;
    assert_eq!((proposed.value, proposed.terms.len()), (Euro::from_cents(254_795), 1));
    let told = &proposed.terms[0].label;
    assert!(told.ends_with("(7.750,00 € angeordnet, 5.202,05 € noch zurückgefordert)"), "{told}");
    let input = json!({
        "payee": seen.reclaims[0].payee.to_string(), "act": "receive", "amount": "5.202,05", "day": "02.03.2026", "note": "Auszug 7"
    });
    let booking = json!({ "year": YEAR, "seen": seen.version, "input": input });
    ask::<()>(&mut people.kasse, "book-received", booking.clone()).await;
    let again = people.kasse.call("budgets/book-received", &booking.to_string()).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "made from an older state");
    let office = plan(&mut people.koordination).await;
    assert_eq!((office.reclaims[0].open, office.received.len()), (Euro::ZERO, 1));
    let row = office.rows.iter().find(|row| row.payee == office.reclaims[0].payee).expect("its row");
    assert_eq!((row.rueckforderung, row.received), (Euro::ZERO, Euro::from_cents(520_205)));
    let proposed = proposed_first_charge(&mut people).await;
    assert_eq!((proposed.value, proposed.terms.len()), (Euro::from_cents(254_795), 1));
    let told = &proposed.terms[0].label;
    assert!(told.ends_with("(7.750,00 € angeordnet, 5.202,05 € zurückgezahlt)"), "{told}");
    let mut own = employer(&app).await;
    assert_eq!((plan(&mut own).await.reclaims, plan(&mut own).await.received.len()), (vec![], 0));
}

#[tokio::test]
async fn the_kasse_books_what_came_back_and_nobody_books_it_twice() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    people.order().await;
    let mut own = submitted(&app).await;
    check(&mut people).await;
    let page = proof(&mut people.first).await;
    ask::<()>(&mut people.first, "settle-proof", about(&page)).await;
    let seen = plan(&mut people.kasse).await;
    assert_eq!((seen.rows.len(), seen.reclaims.len()), (0, 1), "the Kasse sees what is reclaimed, and no plan");
    assert_eq!((seen.reclaims[0].open, seen.received.len()), (Euro::from_cents(209_793), 0));
    let booking = |amount: &str, seen: u64| {
        let input = json!({
            "anstellungstraeger": own_id(), "act": "receive", "amount": amount, "day": "02.03.2026", "note": "Kontoauszug 7"
        });
        json!({ "year": YEAR, "seen": seen, "input": input })
    };
    let too_much = people.kasse.call("budgets/book-received", &booking("2.097,94", seen.version).to_string()).await;
    assert_eq!(too_much.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(too_much.body.contains("reclaim_amount") && too_much.body.contains("2.097,93"), "{}", too_much.body);
    let all = booking("2.097,93", seen.version);
    ask::<()>(&mut people.kasse, "book-received", all.clone()).await;
    let again = people.kasse.call("budgets/book-received", &all.to_string()).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "made from an older state");
    let mine = plan(&mut own).await;
    assert_eq!((mine.reclaims[0].open, mine.received[0].amount), (Euro::ZERO, Euro::from_cents(209_793)));
    assert_eq!((mine.received[0].by.as_str(), mine.rows[0].rueckforderung), ("", Euro::ZERO));
    let office = plan(&mut people.koordination).await;
    assert!(!office.received[0].by.is_empty());
    let mut foreign = other_employer(&app).await;
    assert_eq!(plan(&mut foreign).await.reclaims, []);
}

#[tokio::test]
async fn the_letter_is_a_tagged_pdf_for_those_it_concerns() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let payment = people.order().await;
    let mut own = submitted(&app).await;
    check(&mut people).await;
    let page = proof(&mut people.first).await;
    ask::<()>(&mut people.first, "settle-proof", about(&page)).await;
    let address = format!("/api/export/settlement/{YEAR}/brief-{}-1.pdf", own_id());
    let letter = people.koordination.get(&address).await;
    assert_eq!(letter.status, StatusCode::OK, "{}", letter.body);
    assert!(letter.bytes.starts_with(b"%PDF-1.7") && letter.body.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert_eq!(own.get(&address).await.bytes, letter.bytes, "the same file for the Anstellungsträger");
    app.clock.advance(chrono::Duration::days(400));
    let mut later = app.browser();
    later.log_in(Role::Koordination, PASSWORD).await;
    assert_eq!(later.get(&address).await.bytes, letter.bytes, "and a year later");
    let mut foreign = other_employer(&app).await;
    assert_eq!(foreign.get(&address).await.status, StatusCode::NOT_FOUND);
    for wrong in [address.replace("-1.pdf", "-2.pdf"), address.replace("brief-", "brief-x")] {
        assert_eq!(later.get(&wrong).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    let mut kasse = app.browser();
    kasse.log_in(Role::Kasse, PASSWORD).await;
    let list = kasse.get(&format!("/api/export/payment/{payment}/liste.pdf")).await;
    assert!(list.bytes.starts_with(b"%PDF-1.7") && list.body.contains("<pdfuaid:part>1</pdfuaid:part>"));
}

#[tokio::test]
async fn who_has_not_submitted_is_reminded_once_at_each_stage() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let own = employer(&app).await;
    let other = other_employer(&app).await;
    let remind = || server::reminders::remind(&app.state);
    assert_eq!(remind().await, Ok(0), "a year before the deadline");
    app.clock.advance(chrono::Duration::days(380));
    assert_eq!((remind().await, remind().await), (Ok(2), Ok(0)), "two weeks before, once each");
    app.clock.advance(chrono::Duration::days(12));
    assert_eq!(remind().await, Ok(2), "three days before");
    drop((own, other));
    let mut own = app.browser();
    own.log_in(Role::Anstellungstraeger, PASSWORD).await;
    let page = own_proof(&mut own).await;
    let arguments = json!({ "year": YEAR, "seen": page.proof.version, "input": statement(&page, "2.000,00") });
    ask::<()>(&mut own, "submit-proof", arguments).await;
    app.clock.advance(chrono::Duration::days(5));
    assert_eq!((remind().await, remind().await), (Ok(1), Ok(0)), "overdue, and only who has not submitted");
}

/// Who has no budget in a year has nothing to prove.
#[tokio::test]
async fn nobody_is_reminded_of_a_year_without_a_budget() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let unknown = Subject::Anstellungstraeger(AnstellungstraegerId::new(Uuid::from_u128(0x7777)));
    let _stranger = app.second_logged_in_for(Role::Anstellungstraeger, unknown).await;
    app.clock.advance(chrono::Duration::days(380));
    let remind = || server::reminders::remind(&app.state);
    assert_eq!(remind().await, Ok(0), "two weeks before the deadline");
    let _own = employer(&app).await;
    assert_eq!(remind().await, Ok(1), "who has a budget is");
}

/// The office hears of what comes due once on each occasion, and reads the same on the overview.
#[tokio::test]
async fn the_office_is_told_once_what_comes_due() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let remind = || server::reminders::remind_office(&app.state);
    remind().await.expect("reads what comes due");
    assert_eq!(remind().await, Ok(0), "nothing twice");
    app.clock.advance(chrono::Duration::days(385));
    let first = remind().await.expect("reads what comes due");
    assert!(first > 0, "nine days before the deadline");
    assert_eq!(remind().await, Ok(0), "once on each occasion");
    let mut office = app.browser();
    office.log_in(Role::Koordination, PASSWORD).await;
    let deadlines: Vec<Deadline> = ask(&mut office, "deadlines", json!({})).await;
    let proofs = deadlines.iter().find(|found| matches!(found.what, Due::Proofs { year: YEAR, missing: 12 }));
    let proofs = proofs.expect("twelve are missing");
    assert_eq!((proofs.days_left, proofs.occasion()), (9, Some(Occasion::Near)));
    app.clock.advance(chrono::Duration::days(10));
    assert!(remind().await.expect("reads what comes due") > 0, "overdue is another occasion");
}

/// What counts for a submitted year is the Koordination's to change, and whoever looks at the Verwendungsnachweis sees it.
#[tokio::test]
async fn posts_of_a_submitted_year_change_by_the_koordination_alone() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let mut own = employer(&app).await;
    let view: PostsView = ask(&mut own, "posts", json!({ "year": YEAR })).await;
    let is_filled = |post: &&PostEntry| post.last_day.is_none() && post.spans.iter().any(|span| span.is_filled);
    let post = view.rows[0].posts.iter().find(is_filled).expect("a filled post").clone();
    let page = own_proof(&mut own).await;
    let arguments = json!({ "year": YEAR, "seen": page.proof.version, "input": statement(&page, "2.000,00") });
    ask::<()>(&mut own, "submit-proof", arguments).await;

    let vacate = |year: i32| {
        let days = json!({ "vacant_from": format!("{year}-05-01"), "vacant_to": format!("{year}-05-31") });
        json!({ "post": post.post, "seen": post.revision, "input": days })
    };
    let refused = own.call("budgets/vacate-post", &vacate(YEAR).to_string()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
    assert!(refused.body.contains("proof_submitted") && refused.body.contains("2026"), "{}", refused.body);
    assert_eq!(own_proof(&mut own).await.posts_since, []);

    let office = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
    let ports = &app.state.ports;
    let reader: DirectoryReader = office.require().expect("reads the directory");
    let directory = ports.directory.read(&reader, ports.clock.today()).await.expect("the directory");
    let mut changed = directory.posts.get(post.post).expect("the post").clone();
    changed.hours = people::WeeklyHours::from_hundredths(100);
    let change = Change::put(post.revision, changed);
    let koordination: Koordination = office.require().expect("writes the directory");
    ports.directory.write(&koordination, &[change], ports.clock.now()).await.expect("is written");
    for seen in [proof(&mut people.koordination).await, own_proof(&mut own).await] {
        assert_eq!(seen.posts_since.len(), 1);
        assert_eq!(seen.posts_since[0].name, post.name);
    }
    let after: PostsView = ask(&mut own, "posts", json!({ "year": YEAR })).await;
    let now = after.rows[0].posts.iter().find(|found| found.post == post.post).expect("is there");
    let next_year = json!({ "vacant_from": "2027-05-01", "vacant_to": "2027-05-31" });
    let later = json!({ "post": now.post, "seen": now.revision, "input": next_year });
    ask::<()>(&mut own, "vacate-post", later).await;
}
