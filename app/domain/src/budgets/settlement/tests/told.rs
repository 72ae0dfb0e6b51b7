//! Every amount of the tables of a settlement explains itself: the list of a year, one Verwendungsnachweis, and the list
//! towards the Land; and budgets lead on to the run.

use super::super::*;
use super::{
    modes::{all_modes, evaluate},
    stage::{NEXT, Two, basis, euro, recognised, share, statement},
};
use crate::{
    access::{Role, Scope},
    budgets::{
        Euro, Explainer, Figure, Fraction, Part, Run, Total, Value,
        payment::tests::stage::{self, employer},
        tests::{days, sample},
    },
    ids::{AccountId, AnstellungstraegerId},
    people::SettlementMode,
};
use chrono::NaiveDate;
use uuid::Uuid;

/// The first of them is the amount, and each follows from its own terms; what somebody has entered has none.
fn ends_in(told: &[Explanation], amount: Euro, examination: &Examination) {
    assert_eq!(told[0].value, amount, "{}", told[0].label);
    for explanation in told.iter().filter(|explanation| !explanation.terms.is_empty()) {
        assert_eq!(evaluate(explanation, examination), explanation.value, "{}", explanation.label);
        assert!(german::calculation(explanation).ends_with(&explanation.value.to_string()));
        assert!(explanation.terms.iter().all(|term| !term.label.is_empty()), "a term of {}", explanation.label);
    }
}

fn settings() -> YearSettings {
    YearSettings::default_of(stage::YEAR)
}

fn today() -> NaiveDate {
    stage::today()
}

/// A year at each status: nothing saved, submitted, checked, settled.
fn at_every_status() -> [Two; 4] {
    let begin = Two::ordered(1_200_000, 1_200_000);
    let mut submitted = begin.clone();
    submitted.submit(1_000_001);
    let mut checked = submitted.clone();
    checked.examine(900_000, None);
    let mut settled = checked.clone();
    settled.settle().expect("settles");
    [begin, submitted, checked, settled]
}

/// Of a check that holds nothing: for amounts that do not rest on one.
fn nothing_checked() -> Examination {
    let by = AccountId::new(Uuid::from_u128(1));
    Examination { basis: basis(SettlementMode::M1, 0, 0), kitas: vec![], offset_year: None, by }
}

#[test]
fn every_amount_in_the_list_of_a_year_explains_itself() {
    let mut walked = 0;
    for two in at_every_status() {
        let of = (employer(1), "Träger 1", euro(1_200_000));
        let row = ProofRow::new(of, &two.proof, &settings(), today()).expect("a row");
        for column in ProofColumn::ALL {
            let told = row.explain(column);
            assert_eq!(told.is_empty(), row.amount(column).is_none(), "{column:?}");
            if let Some(amount) = row.amount(column) {
                ends_in(&told, amount, &nothing_checked());
                walked += 1;
            }
        }
    }
    assert_eq!(walked, 1 + 3 + 3, "stated from the submission on, the others from the check on");
}

#[test]
fn every_amount_of_a_result_explains_itself_in_the_order_of_its_sentence() {
    // Reclaimed, offset in whole and in part, balanced, and paid in addition.
    for (ordered, next, cost, offset_year, amounts) in [
        (true, 1_200_000, 900_000, None, vec![300_000]),
        (true, 1_200_000, 900_000, Some(NEXT), vec![300_000]),
        (true, 100_000, 900_000, Some(NEXT), vec![100_000, 200_000]),
        (true, 1_200_000, 1_200_000, None, vec![]),
        (false, 1_200_000, 900_000, None, vec![900_000]),
    ] {
        let mut two = match ordered {
            true => Two::ordered(1_200_000, next),
            false => Two::new(1_200_000, next),
        };
        two.submit(cost);
        two.examine(cost, offset_year);
        two.settle().expect("settles");
        let of = (employer(1), "Träger 1", euro(1_200_000));
        let row = ProofRow::new(of, &two.proof, &settings(), today()).expect("a row");
        let last = row.settled.expect("is settled");
        let all = last.explain_result();
        let found: Vec<Euro> = all.iter().map(|told| told[0].value).collect();
        assert_eq!(found, amounts.into_iter().map(euro).collect::<Vec<_>>(), "{}", row.result);
        let mut rest = row.result.as_str();
        for told in &all {
            ends_in(told, told[0].value, &nothing_checked());
            rest = rest.split_once(&told[0].value.to_string()).expect("stands in the sentence").1;
        }
        assert!(!rest.contains('€'), "{}", row.result);
        ends_in(&last.explain_eligible(), last.outcome.eligible, &nothing_checked());
    }
}

#[test]
fn every_mode_explains_what_it_recognises_and_settles() {
    for examination in all_modes() {
        let outcome = Outcome::of(&examination).expect("an outcome");
        let told = CheckTold::of(&examination, employer(1)).expect("in range");
        ends_in(&told.actual, outcome.actual, &examination);
        ends_in(&told.eligible, outcome.eligible, &examination);
        assert_eq!(told.run, examination.basis.run);
    }
}

#[test]
fn every_amount_of_a_verwendungsnachweis_explains_itself() {
    let [_, mut submitted, ..] = at_every_status();
    // Two Kitas, one of them with an objection, and one that the run knows no more.
    submitted.proof.statement = statement(&[(1, 1_000_001), (2, 50), (3, 700)]);
    let kitas = vec![recognised(1, 1_200_000, 1_000_001, 900_000), recognised(2, 50, 50, 50), recognised(3, 0, 700, 0)];
    submitted.proof.examination = Some(Examination { kitas, ..nothing_checked() });
    let office = stage::principal(1, Role::Koordination, Scope::All);
    let (shares, mode) = ([share(1, 1_200_000), share(2, 50)], SettlementMode::M1);
    let view = ProofView::new(&submitted.proof, "Träger 1".into(), &shares, mode, &settings(), today(), &office);
    let view = view.expect("in range");
    assert_eq!(view.kitas.len(), 3);
    for line in &view.kitas {
        for column in [KitaColumn::Claimed, KitaColumn::Recognised] {
            let told = line.explain(column).expect("is explained");
            ends_in(&[told], line.amount(column).expect("is there"), &nothing_checked());
        }
        assert_eq!(line.explain(KitaColumn::Personnel), None, "typed as it stands");
    }
    for column in KitaColumn::ALL {
        let sum = view.sum(column);
        let lines = view.kitas.iter().filter_map(|line| line.amount(column));
        ends_in(&[sum], Euro::checked_sum(lines).expect("in range"), &nothing_checked());
    }
    let recognised = view.kitas[0].explain(KitaColumn::Recognised).expect("is explained");
    assert_eq!(german::calculation(&recognised), "10.000,01 € − 1.000,01 € = 9.000,00 €");
    assert_eq!(recognised.notes, ["Sachkosten"]);
}

#[test]
fn every_amount_towards_the_land_explains_itself() {
    let rows = at_every_status().map(|two| LandRow::new(employer(1), "Träger 1", &two.proof).expect("a row"));
    let quota = Fraction::new(3, 5).expect("60 %");
    let land = LandSettlement::new(stage::YEAR, (euro(5_000_000), quota), rows.to_vec(), Some(euro(50_000)));
    let land = land.expect("settles");
    for row in &land.rows {
        for column in LandColumn::ALL {
            let told = row.explain(column);
            assert_eq!(told.is_empty(), row.amount(column).is_none(), "{column:?}");
            if let Some(amount) = row.amount(column) {
                ends_in(&told, amount, &nothing_checked());
            }
        }
    }
    assert_eq!(land.rows.iter().filter(|row| row.amount(LandColumn::Counted).is_some()).count(), 1);
    ends_in(&land.explain_actual(), land.actual, &nothing_checked());
    ends_in(&land.explain_first_charge().expect("is entered"), euro(50_000), &nothing_checked());
    let leads = land.explanations.iter().flat_map(|told| &told.terms).filter(|term| !term.figures.is_empty());
    let to: Vec<&Figure> = leads.flat_map(|term| &term.figures).collect();
    assert_eq!(to, [&Figure::Total { total: Total::Landeszuweisung }; 2]);
}

/// The check of an employer's year by this mode: every Kita has cost what it got.
fn checked(run: &Run, of: AnstellungstraegerId, mode: SettlementMode) -> Examination {
    let shares = KitaShare::of_run(run, of).expect("in range");
    let budget = Euro::checked_sum(shares.iter().map(|share| share.budget)).expect("in range");
    let kitas = shares.into_iter().map(|share| Recognised {
        kita: share.kita,
        number: share.number,
        name: share.name,
        budget: share.budget,
        claimed: share.budget,
        recognised: share.budget,
        objection: None,
    });
    let basis = Basis { budget, ..basis(mode, 0, 0) };
    Examination { basis, kitas: kitas.collect(), ..nothing_checked() }
}

#[test]
fn budgets_in_a_settlement_lead_on_to_the_run() {
    let mut walked = 0;
    for run in [sample::run(), days::changed_year()] {
        let explainer = Explainer::of_run(&run).expect("the run verifies");
        for of in [employer(1), employer(2)] {
            for mode in [SettlementMode::M1, SettlementMode::M2] {
                let all = Explanation::all(&checked(&run, of, mode), of).expect("in range");
                for term in all.iter().flat_map(|told| &told.terms).filter(|term| !term.figures.is_empty()) {
                    let found = term.figures.iter().find_map(|figure| explainer.explain(*figure));
                    assert_eq!(found.map(|found| found.value), Some(Value::Euro(term.value)), "{}", term.label);
                    walked += 1;
                }
            }
        }
    }
    let kitas: usize = [sample::run(), days::changed_year()]
        .iter()
        .map(|run| {
            let of = |number| KitaShare::of_run(run, employer(number)).expect("in range");
            [1, 2]
                .map(|number| of(number).iter().filter(|share| share.budget != Euro::ZERO).count())
                .iter()
                .sum::<usize>()
        })
        .sum();
    assert_eq!(walked, 4 + kitas, "the budget by M1, that of each Kita by M2");
}

#[test]
fn a_sum_of_a_page_ends_in_what_its_figures_come_to_and_leads_on_to_each() {
    let run = sample::run();
    let kitas = run.inputs().kitas().iter().zip(&run.figures().kitas);
    let terms: Vec<Amount> = kitas
        .map(|(kita, figures)| {
            let figure = Figure::Kita { kita: kita.id, part: Part::Budget };
            Amount::new(kita.number.clone(), figures.budget).of_run([figure])
        })
        .collect();
    let told = Explanation::adding_up("Summe", terms).expect("in range");
    assert_eq!(told.value, run.figures().totals.kiso_topf);
    assert!(german::calculation(&told).ends_with(&format!(" = {}", told.value)));
    let with_budget = run.figures().kitas.iter().filter(|kita| kita.budget != Euro::ZERO).count();
    let led_on: Vec<Figure> = told.terms.iter().flat_map(|term| term.figures.clone()).collect();
    assert_eq!(led_on.len(), with_budget, "who has nothing is not asked about");
    let most = Euro::from_cents(i64::MAX);
    let too_much = [most, most].map(|amount| Amount::new("", amount)).to_vec();
    assert_eq!(Explanation::adding_up("Summe", too_much), None);
}
