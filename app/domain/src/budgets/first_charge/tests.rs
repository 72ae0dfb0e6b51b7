//! Tests of the first charge by Kita-Träger.

use super::*;
use crate::{
    access::{Koordination, PaymentReader, Role, Scope},
    budgets::{
        BudgetError, Euro, Vzae,
        payment::{
            Ledger, Payee, PaymentRun, Prepared, Received, ReceivedInput, Receiving, Step, StepKind, YearPlan,
            tests::stage::{self, Stage, employer},
        },
        tests::{cases, oracle},
    },
    error::{AppError, ErrorCode},
    ids::{AccountId, FirstChargeId, KitaId, KitaTraegerId},
    people::{self, BankAccount, Iban},
};
use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

fn euro(cents: i64) -> Euro {
    Euro::from_cents(cents)
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(stage::YEAR, month, day).expect("a day")
}

fn account(holder: &str) -> BankAccount {
    let iban = Iban::parse("iban", "DE89370400440532013000").expect("an example");
    BankAccount { holder: holder.to_owned(), iban }
}

fn entry(number: u128, traeger: u128, vzae: i64, (first_day, last_day): (NaiveDate, NaiveDate)) -> FirstChargeEntry {
    let post = FirstChargePost {
        id: FirstChargeId::new(Uuid::from_u128(number)),
        kita: KitaId::new(Uuid::from_u128(number)),
        number: format!("{number:03}"),
        name: format!("Kita {number}"),
        kita_traeger: KitaTraegerId::new(Uuid::from_u128(0x9000 + traeger)),
        traeger_name: format!("Kita-Träger {traeger}"),
        vzae: Vzae::from_scaled(vzae),
        first_day,
        last_day,
        reason: "Auflage der Betriebserlaubnis".into(),
        reference: "LJA 31/2021".into(),
    };
    let account = account(&format!("Konto {number}"));
    FirstChargeEntry { post, year: stage::YEAR, account, withdrawn: None, in_old_runs: false }
}

fn whole_year() -> (NaiveDate, NaiveDate) {
    (day(1, 1), day(12, 31))
}

fn list(entries: &[FirstChargeEntry]) -> Vec<FirstChargePost> {
    entries.iter().map(|entry| entry.post.clone()).collect()
}

/// The worked example: 4.5 posts at 62,000 €.
fn shares(entries: &[FirstChargeEntry]) -> FirstChargeShares {
    FirstChargeShares::new(euro(27_900_000), Vzae::from_scaled(45_000), &list(entries), stage::YEAR).expect("shares")
}

#[test]
fn entries_get_their_posts_and_the_rest_stays_unassigned() {
    let half_a_year = (day(7, 1), day(12, 31));
    let entries =
        [entry(1, 1, 10_000, whole_year()), entry(2, 1, 20_000, half_a_year), entry(3, 2, 15_000, whole_year())];
    let found = shares(&entries);
    let amounts: Vec<Euro> = found.entries.iter().map(|share| share.amount).collect();
    // 2 posts × 62,000 × 184 ÷ 365 = 62,509.59
    assert_eq!(amounts, [euro(6_200_000), euro(6_250_959), euro(9_300_000)]);
    assert_eq!((found.unassigned, found.is_exceeded), (euro(6_149_041), false));
    assert_eq!(found.vzae.to_string(), "3,5082");
    let by_traeger = found.by_traeger(&list(&entries)).expect("adds up");
    assert_eq!((by_traeger[0].amount, by_traeger[0].name.as_str()), (euro(12_450_959), "Kita-Träger 1"));
}

#[test]
fn the_account_is_that_of_the_newest_entry_that_counts() {
    let mut stage = Stage::new(&[]);
    stage.ledger.first_charge = vec![entry(1, 1, 10_000, whole_year()), entry(2, 1, 10_000, whole_year())];
    let traeger = stage.ledger.first_charge[0].post.kita_traeger;
    let holder = |stage: &Stage| stage.ledger.account_of(traeger).map(|account| account.holder);
    assert_eq!(holder(&stage).as_deref(), Some("Konto 2"));
    let id = stage.ledger.first_charge[1].post.id;
    let change = FirstChargeChange::withdraw(id, "Auflage entfallen", &stage.ledger, &koordination());
    stage.ledger.first_charge[1] = change.expect("withdraws").entry().clone();
    assert_eq!(holder(&stage).as_deref(), Some("Konto 1"));
}

#[test]
fn an_entry_that_does_not_lie_in_the_year_is_no_part_of_a_run() {
    let before = NaiveDate::from_ymd_opt(stage::YEAR - 1, 12, 31).expect("a day");
    for days in [(before, day(1, 31)), (day(1, 1), before), (day(3, 2), day(3, 1)), (before, before)] {
        let wrong = list(&[entry(1, 1, 10_000, days)]);
        let refused = FirstChargeShares::new(euro(1), Vzae::from_scaled(45_000), &wrong, stage::YEAR);
        assert_eq!(refused.err(), Some(BudgetError::DaysDoNotFit("001".into())));
    }
}

#[test]
fn more_posts_than_are_paid_are_cut_in_proportion_and_told() {
    let entries = [entry(1, 1, 40_000, whole_year()), entry(2, 2, 20_000, whole_year())];
    let found = shares(&entries);
    assert_eq!((found.entries[0].amount, found.entries[1].amount), (euro(18_600_000), euro(9_300_000)));
    assert_eq!((found.unassigned, found.is_exceeded), (Euro::ZERO, true));
    assert_eq!(shares(&[]).unassigned, euro(27_900_000));
    let nothing = FirstChargeShares::new(Euro::ZERO, Vzae::ZERO, &[], stage::YEAR).expect("shares of nothing");
    assert_eq!((nothing.unassigned, nothing.entries.len()), (Euro::ZERO, 0));
}

fn koordination() -> Koordination {
    stage::proof(1, Role::Koordination, Scope::All)
}

fn plan(stage: &Stage) -> YearPlan {
    let list = stage.ledger.first_charge_now();
    let pot = (euro(27_900_000), Vzae::from_scaled(45_000));
    let shares = FirstChargeShares::new(pot.0, pot.1, &list, stage::YEAR).expect("shares");
    let traeger = shares.by_traeger(&list).expect("adds up");
    YearPlan::with_first_charge(stage::run_id(1), &[], &traeger, &stage.ledger).expect("plans")
}

#[test]
fn a_kita_traeger_is_paid_month_by_month_and_a_withdrawn_entry_is_not_in_the_next_run() {
    let mut stage = Stage::new(&[]);
    stage.ledger.first_charge.push(entry(1, 1, 10_000, whole_year()));
    let payee = Payee::KitaTraeger(KitaTraegerId::new(Uuid::from_u128(0x9001)));
    let row = plan(&stage).row(payee).cloned().expect("a row");
    assert_eq!((row.budget, row.months[0], row.months[11]), (euro(6_200_000), euro(516_667), euro(516_666)));
    let prepared = Prepared::of(stage::payment_id(1), 0, &plan(&stage), &stage.ledger, |of| {
        assert_eq!(of, payee);
        Some(account("A"))
    });
    assert_eq!(prepared.expect("prepares").prepared.lines()[0].amount, euro(516_667));
    let id = FirstChargeId::new(Uuid::from_u128(1));
    let change =
        FirstChargeChange::withdraw(id, "Auflage entfallen", &stage.ledger, &koordination()).expect("withdraws");
    stage.ledger.first_charge[0] = change.entry().clone();
    assert!(plan(&stage).row(payee).is_none(), "the next run has no such entry, and nothing was paid");
    assert_eq!(stage.ledger.first_charge_changes(), 2, "added and withdrawn");
    let twice = FirstChargeChange::withdraw(id, "noch einmal", &stage.ledger, &koordination());
    assert_eq!(twice.err(), Some(AppError::field("", ErrorCode::WrongState)));
}

/// January is ordered by the plan of the list as it stands.
fn order_january(stage: &mut Stage) {
    let prepared = Prepared::of(stage::payment_id(1), 0, &plan(stage), &stage.ledger, |_| Some(account("A")));
    let prepared = prepared.expect("prepares").prepared;
    let by = AccountId::new(Uuid::from_u128(3));
    let step = |kind| Step { kind, by, name: String::new(), at: stage::now(), reason: None };
    stage.ledger.runs.push(PaymentRun {
        id: prepared.id(),
        year: prepared.year(),
        month: prepared.month(),
        run: prepared.run(),
        lines: prepared.lines().to_vec(),
        steps: [StepKind::Prepared, StepKind::Festgestellt, StepKind::Angeordnet].map(step).into(),
        bookings: vec![],
        execution: None,
    });
}

#[test]
fn what_the_released_run_leaves_a_kita_traeger_no_more_is_reclaimed_and_booked() {
    let mut stage = Stage::new(&[]);
    stage.ledger.first_charge.push(entry(1, 1, 10_000, whole_year()));
    let payee = Payee::KitaTraeger(KitaTraegerId::new(Uuid::from_u128(0x9001)));
    order_january(&mut stage);
    let list = stage.ledger.first_charge_now();
    stage.ledger.traeger = Some(shares(&stage.ledger.first_charge).by_traeger(&list).expect("adds up"));
    assert_eq!(stage.ledger.reclaims(), Ok(vec![]), "what was ordered is due");
    stage.ledger.traeger = None;
    assert_eq!(stage.ledger.reclaims(), Ok(vec![]), "a run that keeps no list decides nothing");
    // Another run is released, without the entry.
    stage.ledger.traeger = Some(vec![]);
    let open =
        |stage: &Stage| stage.ledger.reclaims().expect("in range").first().map(|found| (found.payee, found.open));
    assert_eq!(open(&stage), Some((payee, euro(516_667))));
    let wish = ReceivedInput {
        payee: payee.to_string(),
        act: ReceivedInput::RECEIVE.into(),
        amount: "5.166,67".into(),
        day: "11.01.2027".into(),
        note: "Kontoauszug 7".into(),
    };
    let wish = wish.check(stage::today()).expect("is right");
    let booking = Receiving::of(wish.clone(), &stage.ledger, &stage::kasse()).expect("is open");
    stage.ledger.received.push(Received {
        payee: booking.payee(),
        amount: booking.amount(),
        day: booking.day(),
        note: booking.note().to_owned(),
        by: AccountId::new(Uuid::from_u128(9)),
        name: String::new(),
        at: stage::now(),
    });
    assert_eq!(open(&stage), Some((payee, Euro::ZERO)), "it is listed as paid back");
    assert!(Receiving::of(wish, &stage.ledger, &stage::kasse()).is_err(), "nothing is open any more");
    let row = YearPlan::with_first_charge(stage::run_id(2), &[], &[], &stage.ledger).expect("plans");
    let row = row.row(payee).cloned().expect("a row");
    assert_eq!((row.received, row.rueckforderung), (euro(516_667), Euro::ZERO));
    assert!(row.months[1..].iter().all(|month| *month == Euro::ZERO), "nothing is paid out again");
    let seen = |role, scope| stage.ledger.clone().visible_to(&stage::proof::<PaymentReader>(8, role, scope));
    let of_kasse = seen(Role::Kasse, Scope::Nothing).reclaims().expect("in range");
    assert_eq!(of_kasse.first().map(|found| found.reclaimed), Some(euro(516_667)), "the Kasse needs no list for it");
    let foreign = seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(1)));
    assert_eq!((foreign.received.len(), foreign.reclaims()), (0, Ok(vec![])));
}

#[test]
fn a_payee_is_the_same_after_the_form() {
    let id = Uuid::from_u128(0x9001);
    for payee in [Payee::Anstellungstraeger(stage::employer(1)), Payee::KitaTraeger(KitaTraegerId::new(id))] {
        assert_eq!(payee.to_string().parse::<Payee>(), Ok(payee));
    }
    assert_eq!(employer(1).to_string().parse::<Payee>(), Ok(Payee::from(employer(1))), "as pages before sent it");
    assert!("kita_traeger:".parse::<Payee>().is_err() && "".parse::<Payee>().is_err());
}

#[test]
fn the_list_is_for_those_who_see_the_whole_area() {
    let mut stage = Stage::new(&[]);
    stage.ledger.first_charge.push(entry(1, 1, 10_000, whole_year()));
    let seen =
        |role, scope| stage.ledger.clone().visible_to(&stage::proof::<PaymentReader>(8, role, scope)).first_charge;
    assert_eq!(seen(Role::Finanzen, Scope::All).len(), 1);
    assert!(seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(employer(1))).is_empty());
    assert!(seen(Role::Kasse, Scope::Nothing).is_empty());
}

#[test]
fn an_entry_knows_its_kita_traeger_from_the_directory_and_tells_every_fault() {
    let blank = FirstChargeInput::default().check(stage::YEAR).expect_err("blank");
    let fields: Vec<&str> = blank.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["kita", "vzae", "reason", "reference", "holder", "iban"]);
    let directory = people::demo::directory(day(3, 2));
    let kita = directory.kitas.iter().next().expect("a Kita");
    let input = FirstChargeInput {
        kita: kita.id.to_string(),
        vzae: "1,5".into(),
        first_day: String::new(),
        last_day: "30.06.2027".into(),
        reason: "Auflage".into(),
        reference: "LJA 31/2021".into(),
        holder: "Kita-Träger e. V.".into(),
        iban: "DE89 3704 0044 0532 0130 00".into(),
    };
    let wish = input.check(stage::YEAR).expect("is right");
    let ledger = Stage::new(&[]).ledger;
    let id = FirstChargeId::new(Uuid::from_u128(1));
    let change = FirstChargeChange::add(id, wish, &directory, &ledger, &koordination()).expect("adds");
    let post = &change.entry().post;
    assert_eq!((post.kita_traeger, post.days()), (kita.traeger, 181));
    let turned = FirstChargeInput { first_day: "01.07.2027".into(), ..input.clone() }.check(stage::YEAR);
    assert_eq!(turned.expect_err("turned")[0].code, ErrorCode::EndBeforeStart);
    let outside = FirstChargeInput { first_day: "31.12.2026".into(), ..input }.check(stage::YEAR);
    assert_eq!(outside.expect_err("outside")[0].code, ErrorCode::TooSmall);
}

#[test]
fn what_holds_at_the_end_of_a_year_goes_on_once() {
    let (first_half, second_half) = ((day(1, 1), day(6, 30)), (day(7, 1), day(12, 31)));
    let mut withdrawn = entry(3, 1, 10_000, whole_year());
    withdrawn.withdrawn = Some(Withdrawal { reason: "Auflage entfallen".into(), by: AccountId::new(Uuid::nil()) });
    let (going, over) = (entry(1, 1, 10_000, second_half), entry(2, 1, 10_000, first_half));
    let before = [going, over, withdrawn, entry(4, 1, 5, whole_year())];
    let numbers = |now: &[FirstChargeEntry]| -> Vec<String> {
        entries_that_go_on(&before, now).into_iter().map(|entry| entry.post.number.clone()).collect()
    };
    assert_eq!(numbers(&[]), ["001", "004"]);
    assert_eq!(numbers(&before[..1]), ["004"], "what is there already is not entered twice");
    let mut twin = before[0].clone();
    twin.post.id = FirstChargeId::new(Uuid::from_u128(5));
    let twins = [before[0].clone(), twin];
    let left = |now: usize| entries_that_go_on(&twins, &twins[..now]).len();
    assert_eq!([0, 1, 2].map(left), [2, 1, 0], "two posts of one Kita and reference are two");
    let directory = people::demo::directory(day(3, 2));
    let kita = directory.kitas.iter().next().expect("a Kita");
    let mut known = before[0].clone();
    (known.post.kita, known.post.kita_traeger) = (kita.id, kita.traeger);
    let (last, mut ledger) = (Stage::new(&[]).ledger, Stage::new(&[]).ledger);
    ledger.year = stage::YEAR + 1;
    let id = FirstChargeId::new(Uuid::from_u128(9));
    let as_they_are = PostFactor::check(" ").expect("blank");
    let carry_on = |entry: &FirstChargeEntry| {
        FirstChargeChange::carry_on(id, (entry, as_they_are), &directory, (&last, &ledger), &koordination())
    };
    let change = carry_on(&known).expect("goes on");
    let next = change.entry();
    assert_eq!((next.year, next.post.vzae, next.post.days()), (2028, known.post.vzae, 366));
    assert_eq!((&next.post.reference, &next.account), (&known.post.reference, &known.account));
    assert!(next.withdrawn.is_none());
    let unknown = Some(AppError::field("kita", ErrorCode::UnknownReference));
    assert_eq!(carry_on(&before[0]).err(), unknown);
    assert!(known.is_known_to(&directory) && !before[0].is_known_to(&directory), "it keeps no other from going on");
    let mut foreign = known.clone();
    foreign.post.kita_traeger = KitaTraegerId::new(Uuid::from_u128(0x9001));
    assert_eq!(carry_on(&foreign).err(), unknown, "the account is that of the Träger before");
}

#[test]
fn a_newer_account_is_not_given_up_by_what_goes_on_or_ends() {
    let directory = people::demo::directory(day(3, 2));
    let kita = directory.kitas.iter().next().expect("a Kita");
    let of_kita = |number: u128, days: (NaiveDate, NaiveDate)| {
        let mut entry = entry(number, 1, 10_000, days);
        (entry.post.kita, entry.post.kita_traeger) = (kita.id, kita.traeger);
        entry
    };
    // The Kita-Träger has said another account with its second entry.
    let mut last = Stage::new(&[]).ledger;
    last.first_charge = vec![of_kita(1, whole_year()), of_kita(2, (day(1, 1), day(6, 30)))];
    let (id, anew) = (last.first_charge[0].post.id, FirstChargeId::new(Uuid::from_u128(9)));
    let input = FirstChargeEndInput { last_day: "30.09.2027".into(), reason: "Auflage entfallen".into() };
    let ended = FirstChargeChange::end((id, anew), &input, &last, &koordination()).expect("ends");
    assert_eq!(ended.entry().account.holder, "Konto 2");
    assert_eq!(ended.replaced().map(|old| old.account.holder.as_str()), Some("Konto 1"), "as it was entered");
    let mut next = Stage::new(&[]).ledger;
    next.year = stage::YEAR + 1;
    let carried = |next: &Ledger| {
        let as_they_are = PostFactor::check("").expect("blank");
        let of = (&last.first_charge[0], as_they_are);
        let change = FirstChargeChange::carry_on(anew, of, &directory, (&last, next), &koordination());
        change.expect("goes on").entry().account.holder.clone()
    };
    assert_eq!(carried(&next), "Konto 2");
    next.first_charge = vec![of_kita(3, whole_year())];
    assert_eq!(carried(&next), "Konto 3", "what was said in the new year counts");
}

#[test]
fn posts_of_the_year_before_go_on_times_a_factor() {
    let directory = people::demo::directory(day(3, 2));
    let mut before = entry(1, 1, 15_001, whole_year());
    let kita = directory.kitas.iter().next().expect("a Kita");
    (before.post.kita, before.post.kita_traeger) = (kita.id, kita.traeger);
    let (last, mut ledger) = (Stage::new(&[]).ledger, Stage::new(&[]).ledger);
    ledger.year = stage::YEAR + 1;
    let id = FirstChargeId::new(Uuid::from_u128(9));
    // 1.5001 posts: rounded once, half away from zero.
    for (factor, vzae) in [("1,1", 16_501), ("50 %", 7_501), ("2", 30_002), ("1/3", 5_000), ("0,00001", 1)] {
        let factor = PostFactor::check(factor).expect("a factor");
        let of = (&before, factor);
        let change = FirstChargeChange::carry_on(id, of, &directory, (&last, &ledger), &koordination());
        assert_eq!(change.expect("goes on").entry().post.vzae, Vzae::from_scaled(vzae));
    }
    // All of them in one step, under ids of their own.
    let factor = PostFactor::check("1,1").expect("a factor");
    let carried = |going_on: &[&FirstChargeEntry]| {
        let mut ids = (9..).map(|number| FirstChargeId::new(Uuid::from_u128(number)));
        let fresh = || ids.next().expect("an id");
        FirstChargeCarrying::of(fresh, (going_on, factor), &directory, (&last, &ledger), &koordination())
    };
    let both = carried(&[&before, &before]).expect("go on");
    let told: Vec<_> = both.entries().iter().map(|entry| (entry.post.id, entry.year, entry.post.vzae)).collect();
    let expected = [9, 10].map(|id| (FirstChargeId::new(Uuid::from_u128(id)), 2028, Vzae::from_scaled(16_501)));
    assert_eq!((told, both.year()), (expected.to_vec(), 2028));
    let mut foreign = before.clone();
    foreign.post.kita_traeger = KitaTraegerId::new(Uuid::from_u128(0x9001));
    assert!(carried(&[&before, &foreign]).is_err() && carried(&[]).is_err(), "all or nothing");
    for wrong in ["2,01", "0", "-1", "viel"] {
        assert_eq!(PostFactor::check(wrong).expect_err("no factor").field, "going_on_factor", "{wrong}");
    }
}

#[test]
fn an_entry_ends_within_the_year_and_stays_readable() {
    let mut stage = Stage::new(&[]);
    stage.ledger.first_charge.push(entry(1, 1, 10_000, whole_year()));
    let (id, anew) = (FirstChargeId::new(Uuid::from_u128(1)), FirstChargeId::new(Uuid::from_u128(2)));
    let end = |stage: &Stage, last_day: &str, reason: &str| {
        let input = FirstChargeEndInput { last_day: last_day.into(), reason: reason.into() };
        FirstChargeChange::end((id, anew), &input, &stage.ledger, &koordination())
    };
    for (last_day, code) in [
        ("", ErrorCode::Required),
        ("31.12.2026", ErrorCode::TooSmall),
        ("31.12.2027", ErrorCode::TooLarge),
        ("30.02.2027", ErrorCode::NotADate),
    ] {
        let Err(AppError::Invalid(faults)) = end(&stage, last_day, "Auflage entfallen") else { panic!("{last_day}") };
        assert_eq!((faults[0].field.as_str(), faults[0].code), ("end_day", code), "{last_day}");
    }
    let Err(AppError::Invalid(faults)) = end(&stage, "", " ") else { panic!("blank") };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["end_day", "end_reason"], "everything at once");
    let change = end(&stage, "30.06.2027", "Auflage entfallen").expect("ends");
    let old = change.replaced().cloned().expect("the one before");
    assert_eq!(old.withdrawn.as_ref().map(|found| found.reason.as_str()), Some("Auflage entfallen"));
    let shorter = change.entry().clone();
    assert_eq!((shorter.post.id, shorter.post.days(), shorter.counts()), (anew, 181, true));
    assert_eq!(
        (&shorter.post.kita, shorter.post.vzae, &shorter.account),
        (&old.post.kita, old.post.vzae, &old.account)
    );
    stage.ledger.first_charge = vec![old, shorter];
    // 62,000 × 181 ÷ 365
    let now = stage.ledger.first_charge_now();
    let found = FirstChargeShares::new(euro(27_900_000), Vzae::from_scaled(45_000), &now, stage::YEAR).expect("shares");
    assert_eq!((found.entries.len(), found.entries[0].amount), (1, euro(3_074_521)));
    assert!(entries_that_go_on(&stage.ledger.first_charge, &[]).is_empty(), "what has ended does not go on");
    let twice = end(&stage, "31.03.2027", "noch einmal");
    assert_eq!(twice.err(), Some(AppError::field("", ErrorCode::WrongState)));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_list_and_the_rest_are_the_pot(
        pot in 0_i64..=Euro::MAX_ENTRY_CENTS,
        posts in 0_i64..100_000,
        rows in prop::collection::vec((1_i64..50_000, 1_u32..=12, 1_u32..=12), 0..12),
        turn in any::<prop::sample::Index>(),
    ) {
        let entries: Vec<FirstChargeEntry> = (1..).zip(&rows).map(|(number, (vzae, a, b))| {
            entry(number, number % 3, *vzae, (day(*a.min(b), 1), day(*a.max(b), 28)))
        }).collect();
        let of = |entries: &[FirstChargeEntry]| {
            FirstChargeShares::new(euro(pot), Vzae::from_scaled(posts), &list(entries), stage::YEAR).expect("shares")
        };
        let found = of(&entries);
        let given: i128 = found.entries.iter().map(|share| share.amount.cents()).sum();
        prop_assert_eq!(given + found.unassigned.cents(), i128::from(pot));
        prop_assert!(found.entries.iter().all(|share| !share.amount.is_negative()) && !found.unassigned.is_negative());
        let by_traeger = found.by_traeger(&list(&entries)).expect("adds up");
        prop_assert_eq!(by_traeger.iter().map(|share| share.amount.cents()).sum::<i128>(), given);
        let mut weights: Vec<u64> =
            list(&entries).iter().map(|post| post.vzae.scaled() as u64 * post.days()).collect();
        let rest = (posts as u64 * 365).saturating_sub(weights.iter().sum());
        weights.push(rest);
        if weights.iter().any(|weight| *weight > 0) {
            let expected = oracle::split(i128::from(pot), &weights);
            let amounts = found.entries.iter().map(|share| share.amount).chain([found.unassigned]);
            prop_assert_eq!(amounts.map(Euro::cents).collect::<Vec<_>>(), expected);
        }
        let mut turned = entries.clone();
        if !turned.is_empty() {
            let at = turn.index(turned.len());
            turned.rotate_left(at);
        }
        let other = of(&turned);
        prop_assert!(entries.iter().all(|entry| other.of(entry.post.id) == found.of(entry.post.id)), "independent of the order");
    }
}
