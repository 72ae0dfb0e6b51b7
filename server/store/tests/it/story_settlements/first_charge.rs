//! The first charge in the payments of a year: paid with the others, given back by who gets less than was ordered.

use super::*;
use domain::{
    budgets::first_charge::{
        FirstChargeCarrying, FirstChargeChange, FirstChargeEndInput, FirstChargeInput, PostFactor, entries_that_go_on,
    },
    ids::FirstChargeId,
};

/// An entry for the first Kita of the demo.
async fn first_charge(office: &Office, number: u128, vzae: &str) -> FirstChargeChange {
    let input = FirstChargeInput {
        kita: people::demo::kita(1).to_string(),
        vzae: vzae.into(),
        reason: "Auflage der Betriebserlaubnis".into(),
        reference: "LJA 31/2021".into(),
        holder: "Kita-Träger e. V.".into(),
        iban: "DE89 3704 0044 0532 0130 00".into(),
        ..FirstChargeInput::default()
    };
    let (ledger, _) = office.year(YEAR).await;
    let directory = people::demo::directory(noon().date_naive());
    let id = FirstChargeId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0001_0000 + number));
    FirstChargeChange::add(id, input.check(YEAR).unwrap(), &directory, &ledger, &koordination()).unwrap()
}

#[test]
fn a_kita_traeger_is_paid_in_the_same_run_and_a_withdrawn_entry_stays_readable() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        let change = first_charge(&office, 1, "1,5").await;
        office.0.change_first_charge(&change, later(20)).await.unwrap();
        office.0.change_first_charge(&change, later(21)).await.unwrap();
        let (ledger, plan) = office.year(YEAR).await;
        assert_eq!(ledger.first_charge, [change.entry().clone()], "sent twice, added once");
        let payee = Payee::KitaTraeger(change.entry().post.kita_traeger);
        assert!(plan.row(payee).is_none(), "the released run does not change");
        office.correct(0x9001).await;
        let (_, plan) = office.year(YEAR).await;
        assert_eq!(plan.row(payee).unwrap().budget, euro(9_300_000), "1.5 of 4.5 posts of 279,000.00");
        office.order(3).await;
        let (ledger, plan) = office.year(YEAR).await;
        let paid = ledger.runs.last().unwrap().line(payee).unwrap().clone();
        assert_eq!((paid.amount, paid.payee), (euro(775_000), payee));
        assert_eq!(plan.row(payee).unwrap().ordered_sum(), Some(euro(775_000)));
        let withdrawn =
            FirstChargeChange::withdraw(change.entry().post.id, "Auflage entfallen", &ledger, &koordination()).unwrap();
        let late = first_charge(&office, 2, "1").await;
        office.0.change_first_charge(&withdrawn, later(30)).await.unwrap();
        assert_eq!(office.0.change_first_charge(&late, later(31)).await, Err(AppError::Conflict));
        let (ledger, plan) = office.year(YEAR).await;
        assert_eq!(ledger.first_charge[0].withdrawn.as_ref().unwrap().reason, "Auflage entfallen");
        assert_eq!(plan.row(payee).unwrap().rueckforderung, euro(0), "nor does this one");
        office.correct(0x9002).await;
        let (_, plan) = office.year(YEAR).await;
        assert_eq!(plan.row(payee).unwrap().rueckforderung, euro(775_000), "what was paid is given back");
        const FORGED: &str = "UPDATE first_charge SET vzae = 1dec RETURN NONE;";
        assert!(stage.store.run(Query::write(FORGED)).await.is_err());
    });
}

#[test]
fn what_a_kita_traeger_pays_back_is_booked_like_any_other() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        let change = first_charge(&office, 1, "1,5").await;
        office.0.change_first_charge(&change, later(20)).await.unwrap();
        let payee = Payee::KitaTraeger(change.entry().post.kita_traeger);
        office.correct(0x9001).await;
        office.order(3).await;
        assert_eq!(office.year(YEAR).await.0.reclaims(), Ok(vec![]), "what was ordered is due");
        let early = office.receiving_of(payee, "receive", "1,00").await;
        assert_eq!(early.err(), Some(AppError::NotFound));
        let (ledger, _) = office.year(YEAR).await;
        let id = change.entry().post.id;
        let withdrawn = FirstChargeChange::withdraw(id, "Auflage entfallen", &ledger, &koordination()).unwrap();
        office.0.change_first_charge(&withdrawn, later(30)).await.unwrap();
        office.correct(0x9002).await;
        let kasse: PaymentReader = principal(9, Role::Kasse, Scope::Nothing).require().unwrap();
        let reclaims = office.0.ledger(&kasse, YEAR).await.unwrap().reclaims().unwrap();
        assert_eq!(reclaims.len(), 1, "the Kasse sees it without a plan");
        assert_eq!((reclaims[0].payee, reclaims[0].open), (payee, euro(775_000)));
        let employers: PaymentReader =
            principal(6, Role::Anstellungstraeger, Scope::Anstellungstraeger(employer())).require().unwrap();
        let booking = office.receiving_of(payee, "receive", "7.000,00").await.unwrap();
        office.0.receive(&booking, later(50)).await.unwrap();
        office.0.receive(&booking, later(51)).await.unwrap();
        let (ledger, plan) = office.year(YEAR).await;
        assert_eq!((ledger.received.len(), ledger.received[0].payee), (1, payee), "sent twice, booked once");
        let row = plan.row(payee).unwrap();
        assert_eq!((row.received, row.rueckforderung), (euro(700_000), euro(75_000)));
        let foreign = office.0.ledger(&employers, YEAR).await.unwrap();
        assert_eq!((foreign.received.len(), foreign.reclaims().unwrap().len()), (0, 0), "nothing for an employer");
        let back = office.receiving_of(payee, "take_back", "7.000,00").await.unwrap();
        office.0.receive(&back, later(52)).await.unwrap();
        assert_eq!(office.year(YEAR).await.0.reclaims().unwrap()[0].open, euro(775_000));
        const BOTH: &str = "CREATE received:[2026, 99] CONTENT { year: 2026, number: 99, amount: 1dec, day: '2026-03-02', \
            anstellungstraeger: anstellungstraeger:one, kita_traeger: kita_traeger:one, note: 'x', by: account:one, \
            at: time::now() } RETURN NONE;";
        assert!(stage.store.run(Query::write(BOTH)).await.is_err(), "it came of one");
    });
}

#[test]
fn an_entry_that_ends_earlier_is_replaced_once_and_by_one() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        let change = first_charge(&office, 1, "1,5").await;
        office.0.change_first_charge(&change, later(20)).await.unwrap();
        let (ledger, _) = office.year(YEAR).await;
        let of = change.entry().post.id;
        let ends = |number: u128, last_day: &str| {
            let anew = FirstChargeId::new(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0001_0000 + number));
            let input = FirstChargeEndInput { last_day: last_day.into(), reason: "Auflage aufgehoben".into() };
            FirstChargeChange::end((of, anew), &input, &ledger, &koordination()).unwrap()
        };
        let (june, march) = (ends(2, "30.06.2026"), ends(3, "31.03.2026"));
        office.0.change_first_charge(&june, later(30)).await.unwrap();
        office.0.change_first_charge(&june, later(31)).await.unwrap();
        assert_eq!(
            office.0.change_first_charge(&march, later(32)).await,
            Err(AppError::Conflict),
            "made from an older state"
        );
        let (ledger, _) = office.year(YEAR).await;
        let expected = [june.replaced().unwrap().clone(), june.entry().clone()];
        assert_eq!(ledger.first_charge, expected, "sent twice, ended once");
        assert_eq!(ledger.first_charge_now(), [june.entry().post.clone()]);
        const ACTIONS: &str = "SELECT VALUE action FROM audit WHERE action = 'budget.first_charge_end';";
        assert_eq!(stage.store.rows::<String>(Query::read(ACTIONS)).await.unwrap().len(), 1, "and told once");
    });
}

#[test]
fn what_goes_on_from_the_year_before_is_entered_at_once_and_once() {
    on_each_engine(|stage| async move {
        let office = Office::of(&stage).await;
        for (number, vzae) in [(1, "1,5"), (2, "0,5")] {
            let change = first_charge(&office, number, vzae).await;
            office.0.change_first_charge(&change, later(20)).await.unwrap();
        }
        let (before, ledger) = (office.year(YEAR).await.0, office.year(NEXT).await.0);
        let directory = people::demo::directory(noon().date_naive());
        let carrying = |first: u128| {
            let mut ids = (first..).map(|number| Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0002_0000 + number));
            let fresh = move || FirstChargeId::new(ids.next().unwrap());
            let going_on = entries_that_go_on(&before.first_charge, &ledger.first_charge);
            let as_they_are = PostFactor::check("").unwrap();
            FirstChargeCarrying::of(fresh, (&going_on, as_they_are), &directory, (&before, &ledger), &koordination())
                .unwrap()
        };
        let (one, other, half) = (carrying(1), carrying(11), carrying(2));
        assert_eq!(one.entries().len(), 2);
        // Two who press at once: one enters both, the other nothing.
        let acts = [one.clone(), other.clone()].map(|carrying| {
            let office = office.clone();
            tokio::spawn(async move { office.0.carry_first_charge_on(&carrying, later(30)).await })
        });
        let mut done = vec![];
        for act in acts {
            done.push(act.await.unwrap());
        }
        done.sort_by_key(Result::is_err);
        assert_eq!(done, [Ok(()), Err(AppError::Conflict)]);
        let (entered, _) = office.year(NEXT).await;
        let winner = if entered.first_charge == one.entries() { one } else { other };
        assert_eq!(entered.first_charge, winner.entries());
        assert_eq!(entered.version, ledger.version + 1, "one step of the year");
        // The same once more, as after an answer that got lost, and another one that shares an entry with it.
        office.0.carry_first_charge_on(&winner, later(31)).await.unwrap();
        assert_eq!(office.0.carry_first_charge_on(&half, later(32)).await, Err(AppError::Conflict));
        let (again, _) = office.year(NEXT).await;
        assert_eq!((again.version, &again.first_charge), (entered.version, &entered.first_charge));
        assert!(entries_that_go_on(&before.first_charge, &again.first_charge).is_empty(), "nothing is left");
    });
}
