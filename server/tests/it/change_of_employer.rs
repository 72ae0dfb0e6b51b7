//! A Kita changes its Anstellungsträger within the year, over HTTP: entered in the directory's Kooperationsvereinbarungen, it
//! reaches plan and payments with the next released run, by days, and only in months that are not paid.

use crate::{
    payments::{People, ask, employer, plan, with_directory},
    settlement::other_employer,
    test_app::Browser,
};
use app::budgets::{RunSource, YearView, payment::PaymentPageView};
use axum::http::StatusCode;
use domain::{
    budgets::{
        Derivation, Euro, Figure, Value,
        payment::{MonthState, Payee, PlanRow},
    },
    ids::RunId,
    people::demo,
};
use serde_json::json;

const YEAR: i32 = 2026;

/// Who loses Kitas, and who gets them.
const FROM: u32 = 12;
const TO: u32 = 1;

/// Since when the demo's Kooperationsvereinbarungen hold.
const BEGIN: &str = "2021-07-01";

fn cents(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn payee(number: u32) -> Payee {
    Payee::Anstellungstraeger(demo::anstellungstraeger(number))
}

async fn row(browser: &mut Browser<'_>, number: u32) -> PlanRow {
    let rows = plan(browser).await.rows;
    rows.into_iter().find(|row| row.payee == payee(number)).expect("its row of the plan")
}

/// Months of a row after January.
fn later(row: &PlanRow) -> Vec<Euro> {
    row.months[1..].iter().map(|month| month.amount).collect()
}

/// Enters one Kita of a Kooperationsvereinbarung, as the form does that lets it join or end.
async fn enter(office: &mut Browser<'_>, employer: u32, kita: u32, (from, to): (&str, &str)) -> StatusCode {
    let fields = json!({
        "reference": format!("Demo-KV {employer:02}"), "version": "1", "kita": format!("{kita:03}"), "from": from, "to": to
    });
    let wish = json!({ "sheet": "vereinbarung_kitas", "id": "", "base": 0, "fields": fields });
    office.call("people/save", &wish.to_string()).await.status
}

/// These Kitas belong to the one Anstellungsträger up to `last`, and to the other from the day after.
async fn change(office: &mut Browser<'_>, kitas: &[u32], last: &str, next: &str) {
    for kita in kitas {
        let twice = enter(office, TO, *kita, (next, "")).await;
        assert_eq!(twice, StatusCode::UNPROCESSABLE_ENTITY, "no Kita has two Anstellungsträger on one day");
        assert_eq!(enter(office, FROM, *kita, (BEGIN, last)).await, StatusCode::OK);
        assert_eq!(enter(office, TO, *kita, (next, "")).await, StatusCode::OK);
    }
}

/// The next run, released in place of `released`: it moves this much from one Anstellungsträger to the other, and no Kita has
/// more or less than before.
async fn correct(people: &mut People<'_>, released: RunId, moved: i128) -> RunId {
    let run = people.request("1.740.000,00", 1).await;
    let view: YearView = ask(&mut people.first, "year", json!({ "year": YEAR, "run": "" })).await;
    let difference = view.difference.expect("what the correction changes");
    assert!(difference.kitas.is_empty(), "a Kita costs the same, whoever employs");
    let mut changes: Vec<i128> = difference.anstellungstraeger.iter().map(|row| row.difference.cents()).collect();
    changes.sort_unstable();
    assert_eq!(changes, [-moved, moved]);
    ask::<()>(&mut people.first, "release", json!({ "run": run, "released": released })).await;
    run
}

/// What somebody is told of the share that an Anstellungsträger has in Kita 024.
async fn share(browser: &mut Browser<'_>, run: RunId, number: u32) -> Vec<Value> {
    let figure = Figure::KitaShare { kita: demo::kita(24), anstellungstraeger: Some(demo::anstellungstraeger(number)) };
    let asked = json!({ "source": RunSource::Stored(run), "figures": [figure] });
    let told: Vec<Derivation> = ask(browser, "explain", asked).await;
    told.into_iter().map(|derivation| derivation.value).collect()
}

#[tokio::test]
async fn a_kita_that_changes_its_employer_is_split_by_days_over_months_that_are_not_paid() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let first = people.release().await;
    people.order().await;
    let before = [row(&mut people.koordination, FROM).await, row(&mut people.koordination, TO).await];
    assert_eq!((before[0].budget, before[0].months[0].state), (cents(11_517_510), MonthState::Ordered));

    change(&mut people.koordination, &[24], "2026-06-30", "2026-07-01").await;
    let now = [row(&mut people.koordination, FROM).await, row(&mut people.koordination, TO).await];
    assert_eq!(now, before, "what is paid follows the released run, not the directory");

    // 18,392.98 of Kita 024: 181 of 365 days stay, 184 go.
    let second = correct(&mut people, first, 927_208).await;
    let [from, to] = [row(&mut people.koordination, FROM).await, row(&mut people.koordination, TO).await];
    assert_eq!((from.budget, from.months[0]), (cents(10_590_302), before[0].months[0]), "January stays");
    let mut expected = vec![cents(875_501); 9];
    expected.extend([cents(875_500); 2]);
    assert_eq!(later(&from), expected, "105,903.02 − 9,597.93 over eleven months, with the cents in front");
    assert_eq!(Some(to.budget), before[1].budget.checked_add(cents(927_208)));
    assert_eq!(to.months[0], before[1].months[0], "January stays there, too");
    assert!(later(&to).iter().zip(later(&before[1])).all(|(now, then)| *now > then), "every open month carries a part");
    assert_eq!(Euro::checked_sum(to.months.iter().map(|month| month.amount)), Some(to.budget));

    let mut own = employer(&app).await;
    let mut other = other_employer(&app).await;
    for (browser, office) in [(&mut own, &from), (&mut other, &to)] {
        let rows = plan(browser).await.rows;
        assert_eq!((rows.len(), rows[0].budget, later(&rows[0])), (1, office.budget, later(office)));
    }
    assert_eq!(share(&mut own, second, FROM).await, [Value::Euro(cents(912_090))]);
    assert_eq!(share(&mut other, second, TO).await, [Value::Euro(cents(927_208))]);
    assert_eq!((share(&mut own, second, TO).await, share(&mut other, second, FROM).await), (vec![], vec![]));

    let february = people.order_month(1).await;
    let paid: PaymentPageView = ask(&mut people.kasse, "payment", json!({ "id": february })).await;
    let amount = |number| paid.payment.lines.iter().find(|line| line.payee == payee(number)).map(|line| line.amount);
    assert_eq!((amount(FROM), amount(TO)), (Some(cents(875_501)), Some(to.months[1].amount)));
}

#[tokio::test]
async fn who_got_more_than_the_days_give_owes_the_rest_and_no_month_is_below_zero() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    let first = people.release().await;
    people.order().await;
    // All its Kitas go after ten days, of which January had paid for a whole month: 503.92 twice, 883.86 and 1,263.79 stay.
    change(&mut people.koordination, &[24, 25, 61, 76], "2026-01-10", "2026-01-11").await;
    correct(&mut people, first, 11_517_510 - 315_549).await;
    let from = row(&mut people.koordination, FROM).await;
    assert_eq!((from.budget, from.rueckforderung), (cents(315_549), cents(644_244)));
    assert_eq!((from.months[0].amount, later(&from)), (cents(959_793), vec![Euro::ZERO; 11]));
    let mut own = employer(&app).await;
    assert_eq!(plan(&mut own).await.rows[0].rueckforderung, cents(644_244), "and reads it");

    let february = people.order_month(1).await;
    let paid: PaymentPageView = ask(&mut people.kasse, "payment", json!({ "id": february })).await;
    let payees: Vec<Payee> = paid.payment.lines.iter().map(|line| line.payee).collect();
    assert!(payees.len() == 11 && !payees.contains(&payee(FROM)), "the others are paid: {payees:?}");
}
