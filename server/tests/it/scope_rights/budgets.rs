//! What is one Anstellungsträger's of a year, asked for by another: figures, posts, receipts, payments, its
//! Verwendungsnachweis. The letter about a settlement is asked for in `settlement`.

use super::{Case, Others, Sent, rows, walk};
use crate::{
    documents,
    payments::{People, ask, employer, plan, with_directory},
    settlement::{other_employer, own_id, own_proof, statement},
    test_app::Browser,
};
use app::budgets::{
    RunSource,
    documents::{ADDRESS, api::DocumentsView},
};
use axum::http::StatusCode;
use domain::{
    budgets::{
        EmployerPart, Figure,
        overview::{Column, PlanFigure, PostEntry, PostsView},
        payment::Payee,
    },
    ids::{DocumentId, PaymentRunId, RunId},
    people::demo,
};
use serde_json::{Value, json};

const YEAR: i32 = 2026;

pub const ASKED: &[&str] = &[
    "budgets/documents",
    "budgets/employers",
    "budgets/explain",
    "budgets/explain-payment",
    "budgets/explain-plan",
    "budgets/fill-post",
    "budgets/payment",
    "budgets/payout",
    "budgets/posts",
    "budgets/proof",
    "budgets/save-post",
    "budgets/save-proof",
    "budgets/staffing",
    "budgets/submit-proof",
    "budgets/vacate-post",
    "budgets/withdraw-document",
    "budgets/year",
    "budgets/years",
    FILES,
    DOCUMENT,
];

const FILES: &str = "get /api/export/budget/{year}/{file}";
const DOCUMENT: &str = r#"get &format!("{ADDRESS}/{{id}}")"#;

const MISSING: Others = Others::Refused(StatusCode::NOT_FOUND);

/// What there is of the Anstellungsträger of the worked example.
struct Own {
    name: String,
    run: RunId,
    /// The other Anstellungsträger has no line in it.
    payment: PaymentRunId,
    document: DocumentId,
    /// Three that it has entered itself.
    posts: Vec<PostEntry>,
    /// Arguments that submit its Verwendungsnachweis.
    proof: Value,
}

impl Own {
    async fn entered(people: &mut People<'_>, own: &mut Browser<'_>) -> Self {
        let run = people.release().await;
        let payment = without_the_other(people).await;
        let filed = documents::send(own, "beleg", "02.01.2026", documents::PDF).await;
        assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
        let filed: DocumentsView = ask(own, "documents", json!({ "year": YEAR })).await;
        for name in ["Probestelle 1", "Probestelle 2", "Probestelle 3"] {
            let post = json!({ "post": null, "seen": 0, "input": post(name) });
            ask::<()>(own, "save-post", post).await;
        }
        let mut view: PostsView = ask(own, "posts", json!({ "year": YEAR })).await;
        let row = view.rows.remove(0);
        let page = own_proof(own).await;
        Self {
            name: row.name,
            run,
            payment,
            document: filed.documents[0].id,
            posts: row.posts.into_iter().filter(|post| post.name.starts_with("Probestelle")).collect(),
            proof: json!({ "year": YEAR, "seen": page.proof.version, "input": statement(&page, "2.000,00") }),
        }
    }

    /// Texts that stand in its answers alone.
    fn marks(&self) -> Vec<String> {
        let mut marks = vec![self.name.clone(), own_id().to_string(), self.document.to_string()];
        marks.extend(self.posts.iter().map(|post| post.post.to_string()));
        for number in [24, 25, 61, 76] {
            marks.extend([format!("Demo-Kita {number:03}"), demo::kita(number).to_string()]);
        }
        // Its budget, on the wire and in files.
        marks.extend(["115175.10".to_owned(), "115175,10".to_owned()]);
        marks
    }
}

fn post(name: &str) -> Value {
    json!({ "name": name, "hours": "10", "pay_group": "S 12", "first_day": "2026-01-01", "last_day": "", "filled_from": "" })
}

/// January, ordered for everybody but the other Anstellungsträger, whose month is suspended.
async fn without_the_other(people: &mut People<'_>) -> PaymentRunId {
    let seen = plan(&mut people.koordination).await.version;
    let january = json!({
        "anstellungstraeger": demo::anstellungstraeger(1), "act": "suspend", "first_month": "0", "last_month": "0",
        "reason": "Stelle nicht besetzt",
    });
    let arguments = json!({ "year": YEAR, "seen": seen, "input": january });
    ask::<()>(&mut people.koordination, "suspend-months", arguments).await;
    people.order().await
}

/// Views and files of the year: each has its own part in them.
fn parts(own: &Own) -> Vec<Case> {
    let year = || json!({ "year": YEAR });
    let budget = Figure::Anstellungstraeger { anstellungstraeger: own_id(), part: EmployerPart::Budget };
    let calls = [
        ("budgets/years", json!({})),
        ("budgets/year", json!({ "year": YEAR, "run": own.run })),
        ("budgets/documents", year()),
        ("budgets/employers", year()),
        ("budgets/payout", year()),
        ("budgets/posts", year()),
        ("budgets/staffing", year()),
        ("budgets/explain", json!({ "source": RunSource::Stored(own.run), "figures": [budget] })),
    ];
    let calls = calls.into_iter().map(|(name, arguments)| Case::same(name, Sent::Call(arguments), Others::Nothing));
    let files = ["kitas.csv", "abschlaege.csv", "anstellungstraeger.csv", "einsatz.csv", "stellen.csv"];
    let address = |file| format!("/api/export/budget/{YEAR}/{file}");
    let files = files.map(|file| Case::same(FILES, Sent::Get(address(file)), Others::Nothing));
    calls.chain(files).collect()
}

/// What has an id, or names the Anstellungsträger.
fn details(own: &Own) -> Vec<Case> {
    let payee = Payee::Anstellungstraeger(own_id());
    let figure = PlanFigure::Payee { payee, column: Column::Paid };
    let calls = [
        ("budgets/explain-plan", json!({ "year": YEAR, "figure": figure })),
        ("budgets/explain-payment", json!({ "id": own.payment, "payee": Payee::Anstellungstraeger(own_id()) })),
        ("budgets/payment", json!({ "id": own.payment })),
        ("budgets/proof", json!({ "year": YEAR, "anstellungstraeger": own_id() })),
    ];
    let calls = calls.into_iter().map(|(name, arguments)| Case::same(name, Sent::Call(arguments), MISSING));
    let document = Case::same(DOCUMENT, Sent::Get(format!("{ADDRESS}/{}", own.document)), MISSING);
    calls.chain([document]).collect()
}

/// Steps, each with what its page has shown to its own people.
fn steps(own: &Own) -> Vec<Case> {
    let about = |at: usize, input: Value| {
        let post = &own.posts[at];
        json!({ "post": post.post, "seen": post.revision, "input": input })
    };
    let calls = [
        ("budgets/vacate-post", about(0, json!({ "vacant_from": "2026-05-01", "vacant_to": "2026-05-31" }))),
        ("budgets/fill-post", about(1, json!({ "occupied_from": "2026-05-01", "occupied_to": "" }))),
        ("budgets/save-post", about(2, post("Probestelle, umbenannt"))),
        ("budgets/withdraw-document", json!({ "id": own.document, "reason": "falsche Fassung" })),
    ];
    let calls = calls.into_iter().map(|(name, arguments)| Case::same(name, Sent::Call(arguments), MISSING));
    // They name nobody: amounts of foreign Kitas are faults.
    let foreign = Others::Refused(StatusCode::UNPROCESSABLE_ENTITY);
    let saved = Case::same("budgets/save-proof", Sent::Call(own.proof.clone()), foreign);
    let mut after_the_draft = own.proof.clone();
    after_the_draft["seen"] = json!(own.proof["seen"].as_u64().map(|seen| seen + 1));
    let submitted = Case {
        name: "budgets/submit-proof",
        foreign: Sent::Call(own.proof.clone()),
        own: Sent::Call(after_the_draft),
        others: foreign,
    };
    calls.chain([saved, submitted]).collect()
}

#[tokio::test]
async fn the_year_of_an_anstellungstraeger_is_not_there_for_another() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let mut browser = employer(&app).await;
    let own = Own::entered(&mut people, &mut browser).await;
    assert_eq!(own.posts.len(), 3);
    let receipt = people.koordination.get(&format!("{ADDRESS}/{}", own.document)).await;
    assert_eq!(receipt.status, StatusCode::NOT_FOUND, "its Anstellungsträger's alone until it is submitted");
    let mut other = other_employer(&app).await;
    let cases: Vec<Case> = [parts(&own), details(&own), steps(&own)].into_iter().flatten().collect();
    walk(&app, (&mut other, &mut browser), ASKED, &own.marks(), &cases).await;
}

#[tokio::test]
async fn a_payment_run_that_is_not_ordered_is_not_there_for_the_kasse() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let id = people.prepare().await;
    let seen = plan(&mut people.koordination).await.version;
    let (payee, day) = (Payee::Anstellungstraeger(own_id()), "02.03.2026");
    let steps = [
        ("budgets/payment", json!({ "id": id })),
        ("budgets/make-file", json!({ "id": id, "seen": seen, "execution": "2026-03-04" })),
        ("budgets/book-paid", json!({ "id": id, "seen": seen, "day": day })),
        (
            "budgets/book-returned",
            json!({ "id": id, "seen": seen, "payee": payee, "day": day, "reason": "Konto erloschen" }),
        ),
    ];
    let before = rows(&app).await;
    for (name, arguments) in steps {
        let answer = people.kasse.call(name, &arguments.to_string()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}: {}", answer.body);
    }
    let list = people.kasse.get(&format!("/api/export/payment/{id}/liste.csv")).await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
    assert_eq!(rows(&app).await, before, "nothing is left of it");
    let planned = people.koordination.call("budgets/payment", &json!({ "id": id }).to_string()).await;
    assert_eq!(planned.status, StatusCode::OK);
}
