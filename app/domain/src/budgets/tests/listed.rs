//! A run that keeps the list of the first charge and the days of each month: both give figures, and nothing that happens
//! to the year's list afterwards changes them.

use super::{cases, days, derivations::walk_every_figure, oracle, sample};
use crate::{
    access::{BudgetReader, Role, Scope},
    budgets::{
        first_charge::{FirstChargeEntry, FirstChargePost, FirstChargeView, Withdrawal},
        payment::{Ledger, Payee, YearPlan, tests::stage},
        port::{RunHead, VisibleRun},
        *,
    },
    ids::{AccountId, FirstChargeId, KitaTraegerId},
    people::{BankAccount, Iban},
};
use chrono::NaiveDate;
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

const YEAR: i32 = 2027;
const LENGTHS: DaysByMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

fn traeger(number: u128) -> KitaTraegerId {
    KitaTraegerId::new(Uuid::from_u128(0x6000 + number))
}

fn post(number: u128, kita: u32, of: u128, vzae: i64, first_month: u32) -> FirstChargePost {
    FirstChargePost {
        id: FirstChargeId::new(Uuid::from_u128(0x5000 + number)),
        kita: sample::kita_id(kita),
        number: format!("{kita:03}"),
        name: format!("Kita Musterweg {kita}"),
        kita_traeger: traeger(of),
        traeger_name: format!("Kita-Träger {of}"),
        vzae: Vzae::from_scaled(vzae),
        first_day: NaiveDate::from_ymd_opt(YEAR, first_month, 1).expect("a day"),
        last_day: NaiveDate::from_ymd_opt(YEAR, 12, 31).expect("a day"),
        reason: "Auflage der Betriebserlaubnis".into(),
        reference: format!("LJA 31/2021-{kita:03}"),
    }
}

fn list() -> Vec<FirstChargePost> {
    vec![post(1, 41, 1, 15_000, 1), post(2, 83, 2, 20_000, 7), post(3, 84, 1, 7_500, 1)]
}

/// All days of the months from one to before another.
fn months(from: usize, to: usize) -> DaysByMonth {
    let mut months = [0; 12];
    months[from..to].copy_from_slice(&LENGTHS[from..to]);
    months
}

/// The inputs of the changed year, with the months of its days.
fn inputs() -> Inputs {
    let changed = days::changed_year();
    let kept = changed.inputs();
    let by_month = |span: &EmployerDays| {
        let months = match span.days {
            212 => months(0, 7),
            153 => months(7, 12),
            _ => months(0, 1),
        };
        EmployerDays { months: Some(months), ..*span }
    };
    let kita = |kita: &KitaInput| {
        let days = kita.days.as_ref().map(|days| YearDays { spans: days.spans.iter().map(by_month).collect() });
        KitaInput { days, ..kita.clone() }
    };
    let kitas = kept.kitas().iter().map(kita).collect();
    let parts = (kept.kommunen().to_vec(), kept.sozialraeume().to_vec(), kept.anstellungstraeger().to_vec());
    Inputs::new(kitas, parts.0, parts.1, parts.2).expect("consistent inputs")
}

/// The changed year with three entries of the first charge.
pub fn listed_year() -> Run {
    let inputs = inputs().with_first_charge(list()).expect("a list");
    calculate(sample::parameters(), inputs).expect("calculates")
}

fn visible(run: Run, scope: Scope) -> VisibleRun {
    let role = if scope == Scope::All { Role::Koordination } else { Role::Anstellungstraeger };
    let by: BudgetReader = stage::proof(1, role, scope);
    let saved_by = AccountId::new(Uuid::from_u128(1));
    let head = RunHead {
        id: stage::run_id(1),
        year: YEAR,
        saved_by,
        saved_at: chrono::DateTime::UNIX_EPOCH,
        status: RunStatus::Draft,
    };
    VisibleRun::new(head, Arc::new(KeptRun::new(run)), &by)
}

/// An entry of the year's list like one of the run's.
fn entry(post: &FirstChargePost, withdrawn: bool, in_old_runs: bool) -> FirstChargeEntry {
    let by = AccountId::new(Uuid::from_u128(1));
    FirstChargeEntry {
        post: post.clone(),
        year: YEAR,
        account: BankAccount {
            holder: "Kita-Träger".into(),
            iban: Iban::parse("iban", "DE89370400440532013000").expect("an example"),
        },
        withdrawn: withdrawn.then(|| Withdrawal { reason: "Auflage entfallen".into(), by }),
        in_old_runs,
    }
}

fn ledger(entries: Vec<FirstChargeEntry>) -> Ledger {
    Ledger { first_charge: entries, ..stage::Stage::new(&[]).ledger }
}

fn budget_of(plan: &YearPlan, number: u128) -> Option<Euro> {
    plan.row(Payee::KitaTraeger(traeger(number))).map(|row| row.budget)
}

#[test]
fn every_amount_of_the_list_and_every_planned_month_explains_itself() {
    let run = listed_year();
    assert_eq!(run.snapshot().formula, FORMULA);
    let figures = walk_every_figure(&run);
    let of_list = 3 + 2 + 1;
    assert_eq!(figures, 9 + 98 * 5 + 2 + 12 * 15 + 2 * 12 + 8 * 5 + 4 * 5 + of_list);
    let explainer = Explainer::of_run(&run).expect("the run verifies");
    let of_first = explainer.explain(Figure::KitaTraeger { kita_traeger: traeger(1) }).expect("explained");
    assert_eq!(of_first.label, "Vorwegposition Kita-Träger 1");
    assert_eq!(german::calculation(&of_first), "93.000,00 € + 46.500,00 € = 139.500,00 €");
    let half = explainer.explain(Figure::FirstCharge { entry: list()[1].id }).expect("explained");
    // 2 posts × 184 days of 4.5 posts × 365 days.
    assert_eq!((half.value, half.rounding), (Value::Euro(Euro::from_cents(6_250_959)), Rounding::RestCent));
    assert_eq!(half.terms[1].notes[0], "Gilt vom 01.07.2027 bis zum 31.12.2027.");
    assert_eq!(half.terms[0].figure, Some(Figure::Total { total: Total::FirstCharge }), "and on to the parameters");
    let unknown = Figure::KitaTraeger { kita_traeger: traeger(9) };
    assert_eq!(explainer.explain(unknown), None);
}

#[test]
fn what_happens_to_the_list_after_the_run_does_not_change_what_it_pays() {
    let list = list();
    let run = visible(listed_year(), Scope::All);
    let all: Vec<_> = list.iter().map(|post| entry(post, false, false)).collect();
    let later = entry(&post(4, 90, 3, 5_000, 1), false, false);
    let changed = [entry(&list[0], true, false), entry(&list[1], false, false), entry(&list[2], true, false), later];
    let (before, after) = (ledger(all), ledger(changed.to_vec()));
    let plan = run.plan(&before).expect("plans");
    assert_eq!(budget_of(&plan, 1), Some(Euro::from_cents(13_950_000)));
    assert_eq!(budget_of(&plan, 2), Some(Euro::from_cents(6_250_959)));
    assert_eq!(run.plan(&after).expect("plans"), plan, "neither withdrawn nor new entries");
    assert_eq!(run.plan(&ledger(Vec::new())).expect("plans"), plan, "not even without the list");
    let view = run.first_charge(&after).expect("a view");
    assert_eq!((view.waiting(), view.rows.len()), (3, 4));
    let states: Vec<&str> = view.rows.iter().map(first_charge::german::state).collect();
    let leaves = "zurückgezogen ab dem nächsten Lauf";
    assert_eq!(states, [leaves, "gilt", leaves, "ab dem nächsten Lauf"]);
    assert_eq!(view.rows[0].amount, Euro::from_cents(9_300_000), "paid until the next run");
    assert_eq!((view.rows[3].amount, view.next.vzae), (Euro::ZERO, Vzae::from_scaled(15_082)));
    let sheet = first_charge::csv::list(&view);
    assert!(sheet.rows.iter().all(|row| row.len() == sheet.head.len()));

    let inputs = inputs().with_first_charge(after.first_charge_now()).expect("a list");
    let next = visible(calculate(sample::parameters(), inputs).expect("calculates"), Scope::All);
    let plan = next.plan(&after).expect("plans");
    assert_eq!((budget_of(&plan, 1), budget_of(&plan, 3)), (None, Some(Euro::from_cents(3_100_000))));
    let difference = RunDifference::between(run.whole().expect("all"), next.whole().expect("all")).expect("compares");
    assert!(difference.is_empty(), "the budgets of Kitas and Anstellungsträger are the same");
    let shares = |run: &VisibleRun| run.traeger(&after).expect("adds up");
    let difference = difference.with_first_charge(&shares(&run), &shares(&next)).expect("compares");
    let changed: Vec<_> = difference.kita_traeger.iter().map(|row| (row.before, row.after)).collect();
    let (gone, came) = (Euro::from_cents(13_950_000), Euro::from_cents(3_100_000));
    assert_eq!(changed, [(gone, Euro::ZERO), (Euro::ZERO, came)]);
}

#[test]
fn a_run_from_before_is_paid_by_the_entries_that_counted_then() {
    let list = list();
    let run = visible(sample::run(), Scope::All);
    assert!(!run.keeps_first_charge());
    let entries = vec![entry(&list[0], true, true), entry(&list[1], false, true), entry(&list[2], false, false)];
    let plan = run.plan(&ledger(entries)).expect("plans");
    assert_eq!(budget_of(&plan, 1), Some(Euro::from_cents(9_300_000)), "withdrawn later; the new one never counts");
    assert_eq!(budget_of(&plan, 2), Some(Euro::from_cents(6_250_959)));
}

#[test]
fn the_list_is_nothing_for_an_employer() {
    let run = visible(listed_year(), Scope::Anstellungstraeger(sample::employer_id(1)));
    let plan = run.plan(&ledger(Vec::new())).expect("plans");
    assert_eq!((budget_of(&plan, 1), plan.rows.len()), (None, 1));
    let explained = |figure| run.explain(figure).expect("verifies").is_some();
    assert!(!explained(Figure::FirstCharge { entry: list()[0].id }) && !explained(Figure::FirstChargeRest));
    assert!(!explained(Figure::KitaTraeger { kita_traeger: traeger(1) }));
    let planned =
        |of| Figure::Anstellungstraeger { anstellungstraeger: sample::employer_id(of), part: EmployerPart::Planned(7) };
    assert!(explained(planned(1)) && !explained(planned(2)));
}

#[test]
fn more_posts_than_are_paid_are_a_warning_of_the_run() {
    let inputs = inputs().with_first_charge(vec![post(1, 41, 1, 50_000, 1)]).expect("a list");
    let run = calculate(sample::parameters(), inputs).expect("calculates");
    let day = NaiveDate::from_ymd_opt(YEAR, 3, 1).expect("a day");
    let found = find_warnings(&run, &Staffing::default(), WarningLimits::default(), day);
    let expected = Warning::FirstChargeExceeded { posts: Vzae::from_scaled(45_000), listed: Vzae::from_scaled(50_000) };
    assert!(found.contains(&expected));
    let sentence = german::warning(&expected, run.inputs());
    assert!(sentence.contains("5,0000 VZÄ") && sentence.contains("Bitte prüfen Sie"), "{sentence}");
    assert!(!expected.is_visible_to(&Scope::Anstellungstraeger(sample::employer_id(1)), run.inputs()));
    assert_eq!(run.figures().first_charge.as_ref().map(|shares| shares.unassigned), Some(Euro::ZERO));
}

/// Whoever had not found the list yet did not learn that its money is missing everywhere.
#[test]
fn what_of_the_first_charge_nobody_gets_is_a_warning_of_the_run() {
    let day = NaiveDate::from_ymd_opt(YEAR, 3, 1).expect("a day");
    let found = |list: Vec<FirstChargePost>| -> Vec<Warning> {
        let inputs = inputs().with_first_charge(list).expect("a list");
        let run = calculate(sample::parameters(), inputs).expect("calculates");
        let all = find_warnings(&run, &Staffing::default(), WarningLimits::default(), day);
        all.into_iter().filter(|warning| matches!(warning, Warning::FirstChargeUnassigned { .. })).collect()
    };
    let missing = |cents| Warning::FirstChargeUnassigned {
        first_charge: Euro::from_cents(27_900_000),
        unassigned: Euro::from_cents(cents),
    };
    assert_eq!(found(Vec::new()), [missing(27_900_000)]);
    assert_eq!(found(vec![post(1, 41, 1, 30_000, 1)]), [missing(9_300_000)], "three of four and a half posts");
    assert_eq!(found(vec![post(1, 41, 1, 45_000, 1)]), []);
    let (sentence, inputs) = (german::warning(&missing(9_300_000), &inputs()), inputs());
    assert!(sentence.contains("Von 279.000,00 € sind 93.000,00 €") && sentence.contains("Bitte"), "{sentence}");
    assert!(!missing(1).is_of_staff() && missing(1).is_visible_to(&Scope::All, &inputs));
    assert!(!missing(1).is_visible_to(&Scope::Anstellungstraeger(sample::employer_id(1)), &inputs));
}

#[test]
fn a_list_that_is_not_one_is_refused() {
    let twice = inputs().with_first_charge(vec![post(1, 41, 1, 1, 1), post(1, 42, 1, 1, 1)]);
    assert_eq!(twice.err(), Some(BudgetError::DuplicateId));
    let next_year = FirstChargePost { last_day: NaiveDate::MAX, ..post(1, 41, 1, 1, 1) };
    let inputs = inputs().with_first_charge(vec![next_year]).expect("a list");
    let refused = calculate(sample::parameters(), inputs).err();
    assert_eq!(refused, Some(BudgetError::DaysDoNotFit("041".into())));
    let mut older = listed_year().snapshot().clone();
    older.formula = 2;
    assert_eq!(older.figures().err(), Some(BudgetError::UnknownFormula(2)), "an older program has no list");
}

#[test]
fn before_the_first_run_the_list_stands_alone() {
    let entries: Vec<_> = list().iter().map(|post| entry(post, false, false)).collect();
    let view = |posts| FirstChargeView::without_run((YEAR, 3), Vzae::from_scaled(posts), &entries).expect("a view");
    assert!(!view(0).is_too_long(false), "nobody knows yet how many posts are paid");
    assert!(view(1).is_too_long(false), "more than the year's parameters pay is told at once");
    assert!(!view(1_000_000).is_too_long(false));
    let view = view(0);
    assert_eq!((view.pot, view.rows.len(), view.waiting()), (Euro::ZERO, 3, 3));
    assert!(view.rows.iter().all(|row| row.amount == Euro::ZERO && !row.in_run));
}

fn planned(run: &Run, employer: u32) -> [Vzae; 12] {
    let mut all = run.figures().anstellungstraeger.iter();
    let found = all.find(|found| found.anstellungstraeger == sample::employer_id(employer)).expect("an employer");
    std::array::from_fn(|month| found.planned_in(u8::try_from(month).expect("a month")))
}

#[test]
fn planned_months_follow_the_change_of_employer() {
    let run = listed_year();
    let of_first: Vec<i64> = planned(&run, 1).map(Vzae::scaled).to_vec();
    // January with 024, 025 and 076, then without 076, from August without 024 and with 061.
    assert_eq!(of_first, [11_171, 4_918, 4_918, 4_918, 4_918, 4_918, 4_918, 6_815, 6_815, 6_815, 6_815, 6_815]);
    let of_second: Vec<i64> = planned(&run, 2).map(Vzae::scaled).to_vec();
    assert_eq!((of_second[6], of_second[7]), (31_055, 33_513));
    let figures = &run.figures().anstellungstraeger;
    assert!(figures[2..].iter().all(|found| found.planned.is_none()), "the others have the same all year");
    assert!(days::changed_year().figures().anstellungstraeger.iter().all(|found| found.planned.is_none()));
    let explainer = Explainer::of_run(&run).expect("the run verifies");
    let august =
        Figure::Anstellungstraeger { anstellungstraeger: sample::employer_id(2), part: EmployerPart::Planned(7) };
    let august = explainer.explain(august).expect("explained");
    assert_eq!(august.label, "VZÄ Träger 2 im August");
    assert_eq!(august.terms[3].label, "August: Anteil am Budget Kita 024 (Kita Musterweg 24)");
}

#[test]
fn months_that_do_not_add_up_to_the_days_are_refused() {
    let kept = inputs();
    let shorter = |kita: &KitaInput| {
        let mut kita = kita.clone();
        if let Some(months) = kita.days.as_mut().and_then(|days| days.spans[0].months.as_mut()) {
            months[0] = months[0].saturating_sub(1);
        }
        kita
    };
    let kitas = kept.kitas().iter().map(shorter).collect();
    let parts = (kept.kommunen().to_vec(), kept.sozialraeume().to_vec(), kept.anstellungstraeger().to_vec());
    let inputs = Inputs::new(kitas, parts.0, parts.1, parts.2).expect("consistent references");
    let refused = calculate(sample::parameters(), inputs).err();
    assert_eq!(refused, Some(BudgetError::DaysDoNotFit("024".into())));
}

/// The days of a year before and from a day, counted from 0, by months.
fn split_year(from: u16) -> [DaysByMonth; 2] {
    let mut parts = [[0; 12]; 2];
    let lengths = LENGTHS.iter().enumerate();
    let months = lengths.flat_map(|(month, days)| std::iter::repeat_n(month, usize::from(*days)));
    for (day, month) in (0_u16..).zip(months) {
        parts[usize::from(day >= from)][month] += 1;
    }
    parts
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases() / 20, failure_persistence: None, ..ProptestConfig::default() })]

    /// Kita 024 goes from employer 1 to 2 on any day: a walk through the months, in exact fractions of the year's budget,
    /// is what is planned, but for the cents of two splits and the last place.
    #[test]
    fn planned_months_are_what_a_walk_through_the_days_plans(from in 1_u16..365) {
        let kept = sample::inputs();
        let parts = split_year(from);
        let span = |employer, months: DaysByMonth| EmployerDays {
            anstellungstraeger: Some(sample::employer_id(employer)),
            days: months.iter().map(|days| u16::from(*days)).sum(),
            months: Some(months),
        };
        let kita = |kita: &KitaInput| match kita.id == sample::kita_id(24) {
            true => KitaInput {
                days: Some(YearDays { spans: vec![span(1, parts[0]), span(2, parts[1])] }),
                ..kita.clone()
            },
            false => kita.clone(),
        };
        let kitas = kept.kitas().iter().map(kita).collect();
        let others = (kept.kommunen().to_vec(), kept.sozialraeume().to_vec(), kept.anstellungstraeger().to_vec());
        let inputs = Inputs::new(kitas, others.0, others.1, others.2).expect("consistent");
        let run = calculate(sample::parameters(), inputs).expect("calculates");
        let cents = |employer: u32| -> i128 {
            let employer = Some(sample::employer_id(employer));
            let own = run.kitas().filter(|(kita, _)| kita.days.is_none() && kita.anstellungstraeger == employer);
            own.map(|(_, figures)| figures.budget.cents()).sum()
        };
        let (changing, figures) = run.kitas().find(|(kita, _)| kita.id == sample::kita_id(24)).expect("there");
        let budget = figures.budget.cents();
        let cost = run.parameters().vzae_pauschale.value.cents();
        for (employer, days) in (1_u32..).zip(parts) {
            for ((vzae, length), own) in planned(&run, employer).into_iter().zip(LENGTHS).zip(days) {
                let (length, own) = (i128::from(length), i128::from(own));
                let exact = (cents(employer) * length + budget * own) * i128::from(Vzae::unit());
                let distance = (i128::from(vzae.scaled()) * cost * length - exact).abs();
                // Half of the last place, and two cents of a month that stand for the year.
                prop_assert!(distance <= cost * length / 2 + 2 * 365 * i128::from(Vzae::unit()), "{employer} {own}");
            }
        }
        let shares = oracle::split(budget, &[u64::from(from), u64::from(365 - from)]);
        let by_month = changing.split_by_months(figures.budget).expect("splits").expect("knows the months");
        for (part, share) in by_month.iter().zip(shares) {
            prop_assert_eq!(part.months.iter().map(|month| month.cents()).sum::<i128>(), share);
        }
    }
}
