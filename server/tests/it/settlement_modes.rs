//! The three modes of the settlement over HTTP, from the Kooperationsvereinbarung to the letter, line by line: the worked
//! example's employer, with one Kita above its budget, one at it, one below and one far above.

use crate::{
    payments::{People, ask, employer, with_directory},
    settlement::{about, own_id, own_proof, proof},
    test_app::{Browser, TestApp},
};
use app::budgets::settlement::YearPageView;
use axum::http::StatusCode;
use domain::{
    budgets::{
        Euro,
        overview::PostsView,
        settlement::{Explanation, KitaCostInput, ProofStatus, ProofView, RecognitionInput, StatementInput},
    },
    people::{ListView, RecordView, SettlementMode},
};
use serde_json::json;

const YEAR: i32 = 2026;

/// Budget, personnel cost and training of the Kitas 024, 025, 061 and 076, in cents and as they are typed.
const COSTS: [(i64, &str, &str); 4] = [
    (1_839_298, "20.000,00", "0"),
    (1_839_298, "18.392,98", "0,00"),
    (3_226_071, "29.703,00", "297,00"),
    (4_612_843, "50.000,00", "0"),
];

/// A year in which January is ordered: who takes part, and the worked example's employer, which settles by `mode`.
async fn ordered(app: &TestApp, mode: SettlementMode) -> (People<'_>, Browser<'_>) {
    let mut people = People::of(app).await;
    agree(&mut people.koordination, mode).await;
    people.release().await;
    people.order().await;
    (people, employer(app).await)
}

/// Has the mode in the Kooperationsvereinbarung; the demo's is M2.
async fn agree(office: &mut Browser<'_>, mode: SettlementMode) {
    let listed = office.call("people/list", r#"{"sheet":"vereinbarungen"}"#).await.body;
    let listed: ListView = serde_json::from_str(&listed).expect("a list");
    let line = listed.lines.iter().find(|line| line.cells[0].text() == "Demo-KV 12").expect("its agreement");
    let before = enter(office, "vereinbarungen", &line.id.to_string(), ("settlement", mode.code())).await;
    assert_eq!(before.fields.get("settlement"), "M2");
}

/// Saves a field of a record in the directory, as the form does; what the record was before.
async fn enter(office: &mut Browser<'_>, sheet: &str, id: &str, (field, value): (&str, &str)) -> RecordView {
    let record = office.call("people/record", &json!({ "sheet": sheet, "id": id }).to_string()).await.body;
    let record: RecordView = serde_json::from_str(&record).expect("a record");
    if record.fields.get(field) != value {
        let mut fields = record.fields.clone();
        fields.set(field, value);
        let wish = json!({ "sheet": sheet, "id": id, "base": record.revision, "fields": fields });
        let answer = office.call("people/save", &wish.to_string()).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    }
    record
}

/// The Verwendungsnachweis with [`COSTS`], submitted and recognised in full.
async fn checked(people: &mut People<'_>, own: &mut Browser<'_>) -> ProofView {
    let page = own_proof(own).await;
    let budgets: Vec<Euro> = page.proof.kitas.iter().map(|line| line.share.budget).collect();
    assert_eq!(budgets, COSTS.map(|(budget, _, _)| Euro::from_cents(budget)), "the worked example");
    let kitas = page.proof.kitas.iter().zip(COSTS).map(|(line, (_, personnel, training))| KitaCostInput {
        kita: line.share.kita,
        personnel: personnel.into(),
        training: training.into(),
    });
    let input = StatementInput { kitas: kitas.collect(), remarks: String::new() };
    let arguments = json!({ "year": YEAR, "seen": page.proof.version, "input": input });
    ask::<()>(own, "submit-proof", arguments).await;
    let page = proof(&mut people.koordination).await;
    let mut arguments = about(&page);
    arguments["input"] = json!(RecognitionInput::of_claims(&page.proof.claims));
    ask::<()>(&mut people.koordination, "check-proof", arguments).await;
    proof(&mut people.first).await.proof
}

/// Settled by a second person, as the employer then reads it.
async fn settled(people: &mut People<'_>, own: &mut Browser<'_>) -> ProofView {
    checked(people, own).await;
    let page = proof(&mut people.first).await;
    ask::<()>(&mut people.first, "settle-proof", about(&page)).await;
    let seen = own_proof(own).await.proof;
    assert_eq!((seen.status, seen.settlements.len()), (ProofStatus::Settled, 1));
    seen
}

/// Each amount of a settlement with its name, without the names of the Kitas.
fn lines(explanations: &[Explanation]) -> Vec<(&str, i128)> {
    let name = |label: &str| label.find(" (").unwrap_or(label.len());
    explanations.iter().map(|told| (&told.label[..name(&told.label)], told.value.cents())).collect()
}

/// What the whole year then comes to towards the Land, and that the employer gets its letter.
async fn settled_towards_the_land(people: &mut People<'_>, own: &mut Browser<'_>, actual: i64) {
    let view: YearPageView = ask(&mut people.koordination, "settlement-year", json!({ "year": YEAR })).await;
    assert_eq!(view.year.land.actual, Euro::from_cents(actual), "cost that was recognised and paid for");
    let letter = own.get(&format!("/api/export/settlement/{YEAR}/brief-{}-1.pdf", own_id())).await;
    assert!(letter.status == StatusCode::OK && letter.bytes.starts_with(b"%PDF-1.7"), "{}", letter.status);
}

#[tokio::test]
async fn m1_settles_the_cost_of_all_kitas_up_to_the_whole_budget() {
    let app = with_directory().await;
    let (mut people, mut own) = ordered(&app, SettlementMode::M1).await;
    let seen = settled(&mut people, &mut own).await;
    assert_eq!((seen.mode, seen.settlements[0].result.as_str()), (SettlementMode::M1, "105.577,17 € Nachzahlung"));
    assert_eq!(
        lines(&seen.settlements[0].explanations),
        [
            ("Anerkannte Ist-Kosten", 11_839_298),
            ("Abgerechnet", 11_517_510),
            ("Erhalten", 959_793),
            ("Nachzahlung", 10_557_717),
        ]
    );
    settled_towards_the_land(&mut people, &mut own, 11_517_510).await;
}

#[tokio::test]
async fn m2_settles_the_cost_of_each_kita_up_to_its_own_budget() {
    let app = with_directory().await;
    let (mut people, mut own) = ordered(&app, SettlementMode::M2).await;
    let seen = settled(&mut people, &mut own).await;
    assert_eq!((seen.mode, seen.settlements[0].result.as_str()), (SettlementMode::M2, "103.316,46 € Nachzahlung"));
    assert_eq!(
        lines(&seen.settlements[0].explanations),
        [
            ("Anerkannte Ist-Kosten", 11_839_298),
            ("Anrechenbar Kita 024", 1_839_298),
            ("Anrechenbar Kita 025", 1_839_298),
            ("Anrechenbar Kita 061", 3_000_000),
            ("Anrechenbar Kita 076", 4_612_843),
            ("Abgerechnet", 11_291_439),
            ("Erhalten", 959_793),
            ("Nachzahlung", 10_331_646),
        ]
    );
    settled_towards_the_land(&mut people, &mut own, 11_291_439).await;
}

#[tokio::test]
async fn m3_settles_the_lump_sum_of_filled_months_without_those_that_were_vacant() {
    let app = with_directory().await;
    let (mut people, mut own) = ordered(&app, SettlementMode::M3).await;
    let posts: PostsView = ask(&mut own, "posts", json!({ "year": YEAR })).await;
    let posts = &posts.rows[0].posts;
    let hours: Vec<String> = posts.iter().map(|post| post.hours.to_string()).collect();
    assert_eq!(hours, ["33,25", "26,00"]);
    let days = json!({ "vacant_from": "2026-05-01", "vacant_to": "2026-08-31" });
    let wish = json!({ "post": posts[1].post, "seen": posts[1].revision, "input": days });
    ask::<()>(&mut own, "vacate-post", wish).await;
    let seen = settled(&mut people, &mut own).await;
    // 76,000 ÷ 12 × (33.25 × 12 + 26 × 8) ÷ 39 = 98,572.65, whatever was spent.
    assert_eq!((seen.mode, seen.settlements[0].result.as_str()), (SettlementMode::M3, "88.974,72 € Nachzahlung"));
    let told = &seen.settlements[0].explanations;
    assert_eq!(
        lines(told),
        [
            ("Anerkannte Ist-Kosten", 11_839_298),
            ("Pauschale für besetzte Stellen", 9_857_265),
            ("Abgerechnet", 9_857_265),
            ("Erhalten", 959_793),
            ("Nachzahlung", 8_897_472),
        ]
    );
    let notes = told[1].notes.join("\n");
    assert!(notes.contains("Demo-Stelle 47: 26,00 von 39,00 Wochenstunden, besetzt an 242 Tagen"), "{notes}");
    assert!(notes.contains("Zusammen 15,5641 besetzte VZÄ-Monate"), "{notes}");
    settled_towards_the_land(&mut people, &mut own, 9_857_265).await;
}

#[tokio::test]
async fn the_letter_goes_where_its_addressee_is_today() {
    let app = with_directory().await;
    let (mut people, mut own) = ordered(&app, SettlementMode::M2).await;
    settled(&mut people, &mut own).await;
    let address = format!("/api/export/settlement/{YEAR}/brief-{}-1.pdf", own_id());
    let before = own.get(&address).await;
    assert_eq!(before.status, StatusCode::OK, "{}", before.body);
    assert_eq!(own.get(&address).await.bytes, before.bytes, "as long as nobody moves");
    let moved = ("street", "Neue Demo-Straße");
    let house = enter(&mut people.koordination, "anstellungstraeger", &own_id().to_string(), moved).await;
    assert_eq!(house.fields.get("town"), "Demo-Stadt");
    let after = own.get(&address).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(after.bytes, before.bytes, "another address in the window");
}

#[tokio::test]
async fn m3_never_settles_more_than_the_budget() {
    let app = with_directory().await;
    let (mut people, mut own) = ordered(&app, SettlementMode::M3).await;
    let seen = checked(&mut people, &mut own).await;
    // 76,000 × 59.25 ÷ 39 = 115,461.54 for a whole year of both posts, and 115,175.10 is there.
    assert_eq!(
        lines(&seen.explanations),
        [
            ("Anerkannte Ist-Kosten", 11_839_298),
            ("Pauschale für besetzte Stellen", 11_546_154),
            ("Abgerechnet", 11_517_510),
            ("Erhalten", 959_793),
            ("Nachzahlung", 10_557_717),
        ]
    );
}
