//! Every figure's explanation is computed once more from its own terms and must end in the figure.

use super::sample;
use crate::budgets::*;

/// Computes a derivation from what it shows, in exact integers, and walks down into its terms.
fn walk(derivation: &Derivation) {
    let value = evaluate(derivation);
    assert_eq!(value, derivation.value, "{}", derivation.label);
    assert!(!derivation.label.is_empty());
    for term in &derivation.terms {
        assert!(!term.label.is_empty(), "a term of {}", derivation.label);
        if let Some(decided) = &term.decided {
            assert!(!decided.decision.is_empty(), "{}", term.label);
        }
        if let Some(inner) = &term.derivation {
            assert_eq!((inner.value, Some(inner.figure)), (term.value, term.figure), "{}", term.label);
            walk(inner);
        }
    }
}

fn evaluate(derivation: &Derivation) -> Value {
    let terms = &derivation.terms;
    match derivation.formula {
        Formula::Given => terms[0].value,
        Formula::Sum => Value::Euro(Euro::checked_sum(terms.iter().map(|term| euro(term.value))).expect("a sum")),
        Formula::Difference => Value::Euro(euro(terms[0].value).checked_sub(euro(terms[1].value)).expect("in range")),
        Formula::Quotient => {
            let (n, d) = fraction(terms[1].value);
            money(derivation, euro(terms[0].value).cents() * d, n)
        }
        Formula::Product => match terms[0].value {
            Value::Vzae(posts) => money(derivation, euro(terms[1].value).cents() * i128::from(posts.scaled()), 10_000),
            _ => {
                let (n, d) = fraction(terms[1].value);
                money(derivation, euro(terms[0].value).cents() * n, d)
            }
        },
        Formula::Share if euro(terms[0].value) == Euro::ZERO => Value::Euro(Euro::ZERO),
        Formula::Share => {
            let ((n, d), (total_n, total_d)) = (fraction(terms[1].value), fraction(terms[2].value));
            money(derivation, euro(terms[0].value).cents() * n * total_d, d * total_n)
        }
        Formula::Posts => {
            let numerator = euro(terms[0].value).cents() * 10_000;
            Value::Vzae(Vzae::from_scaled(place(derivation, numerator, euro(terms[1].value).cents())))
        }
        Formula::Hours => {
            let numerator = euro(terms[0].value).cents() * hours(terms[2].value);
            Value::Hours(WeeklyHours::from_scaled(place(derivation, numerator, euro(terms[1].value).cents())))
        }
        Formula::HoursByTariff => {
            let pairs = terms[1..].chunks(2).map(|pair| euro(pair[0].value).cents() * hours(pair[1].value));
            let numerator = pairs.sum();
            Value::Hours(WeeklyHours::from_scaled(place(derivation, numerator, euro(terms[0].value).cents())))
        }
        Formula::MonthPosts => {
            let (n, d) = fraction(terms[1].value);
            let parts: i128 = terms[3..].iter().map(|term| euro(term.value).cents()).sum();
            let numerator = (euro(terms[2].value).cents() * d + parts * n) * 10_000;
            Value::Vzae(Vzae::from_scaled(place(derivation, numerator, euro(terms[0].value).cents() * d)))
        }
    }
}

/// Divides as the rounding note says, by means of decimal halves rather than the program's own rounding.
fn place(derivation: &Derivation, numerator: i128, denominator: i128) -> i64 {
    let floor = numerator.div_euclid(denominator);
    let rest = numerator.rem_euclid(denominator);
    let rounded = match derivation.rounding {
        Rounding::Exact => {
            assert_eq!(rest, 0, "{} is said to be exact", derivation.label);
            floor
        }
        Rounding::Commercial if 2 * rest >= denominator => floor + 1,
        Rounding::Commercial | Rounding::Down => {
            assert_ne!(rest, 0, "{} is said to be rounded", derivation.label);
            floor
        }
        Rounding::RestCent => floor + 1,
    };
    i64::try_from(rounded).expect("in range")
}

fn money(derivation: &Derivation, numerator: i128, denominator: i128) -> Value {
    Value::Euro(Euro::from_cents(place(derivation, numerator, denominator)))
}

fn euro(value: Value) -> Euro {
    match value {
        Value::Euro(amount) => amount,
        other => panic!("expected money, found {other:?}"),
    }
}

fn hours(value: Value) -> i128 {
    match value {
        Value::Hours(hours) => i128::from(hours.scaled()),
        other => panic!("expected hours, found {other:?}"),
    }
}

fn fraction(value: Value) -> (i128, i128) {
    match value {
        Value::Fraction(fraction) => (i128::from(fraction.numerator()), i128::from(fraction.denominator().get())),
        other => panic!("expected a fraction, found {other:?}"),
    }
}

pub(super) fn walk_every_figure(run: &Run) -> usize {
    let explainer = Explainer::of_run(run).expect("the run verifies");
    let figures = Figure::all(run.inputs()).map(|figure| {
        let derivation = explainer.explain(figure).expect("every figure is explained");
        assert_eq!(Some(derivation.value), figure.value(run.figures(), run.inputs()), "{}", derivation.label);
        assert_eq!(derivation.figure, figure);
        walk(&derivation);
    });
    figures.count()
}

#[test]
fn every_figure_of_the_worked_example_explains_itself() {
    let figures = walk_every_figure(&sample::run());
    assert_eq!(figures, 9 + 98 * 5 + 12 * 15 + 8 * 5 + 4 * 5);
}

#[test]
fn every_figure_explains_itself_with_other_settings_too() {
    let mut inputs = serde_json::to_value(sample::inputs()).expect("serialises");
    inputs["anstellungstraeger"][2]["vollzeit_stunden"] = "42.00".into();
    inputs["kitas"][5]["anstellungstraeger"] = serde_json::Value::Null;
    let inputs: Inputs = serde_json::from_value(inputs).expect("reads");
    let mut parameters = sample::parameters();
    parameters.sockel_verteilung.value = SockelVerteilung::Places;
    parameters.sockel_basis.value = SockelBasis::Gesamt;
    parameters.stufen_gewicht.value.insert(2, Fraction::new(5, 3).expect("5/3"));
    let run = calculate(parameters.clone(), inputs.clone()).expect("calculates");
    assert_ne!(run.figures().totals.without_anstellungstraeger, Euro::ZERO);
    walk_every_figure(&run);
    parameters.sockel_basis.value = SockelBasis::KisoTopf;
    parameters.sockel_quote.value = Fraction::ONE;
    parameters.stufen_gewicht.value.values_mut().for_each(|weight| *weight = Fraction::ZERO);
    walk_every_figure(&calculate(parameters, inputs).expect("calculates"));
}

#[test]
fn every_figure_of_a_changed_year_explains_itself() {
    let run = super::days::changed_year();
    let figures = walk_every_figure(&run);
    assert_eq!(figures, 9 + 98 * 5 + 2 + 12 * 15 + 8 * 5 + 4 * 5, "and the two shares of one Kita");
    let explainer = Explainer::of_run(&run).expect("the run verifies");
    let explained = |figure| german::calculation(&explainer.explain(figure).expect("explained"));
    let sockel = Figure::Kita { kita: sample::kita_id(76), part: Part::Sockel };
    assert!(explained(sockel).contains(" × 31/365 ÷ "), "{}", explained(sockel));
    let share = Figure::KitaShare { kita: sample::kita_id(24), anstellungstraeger: Some(sample::employer_id(2)) };
    assert!(explained(share).contains(" × 153 ÷ 365 = "), "{}", explained(share));
}

#[test]
fn a_month_leads_back_to_notice_decision_and_rest_cent() {
    let run = sample::run();
    let explainer = Explainer::of_run(&run).expect("the run verifies");
    let employer = sample::employer_id(1);
    let month = |month| {
        let part = EmployerPart::Month(month);
        explainer.explain(Figure::Anstellungstraeger { anstellungstraeger: employer, part }).expect("a month")
    };
    assert_eq!(month(0).label, "Abschlag Januar Träger 1");
    assert_eq!(german::calculation(&month(0)), "115.175,10 € × 1 ÷ 12 = 9.597,93 €");
    assert_eq!(german::rounding(month(0).rounding), "darin 1 Cent aus dem Restausgleich");
    assert_eq!(month(11).rounding, Rounding::Down);
    let budget = month(0).terms.remove(0).derivation.expect("the budget explains itself");
    assert_eq!(budget.terms.len(), 4);
    let kita = explainer.explain(budget.terms[0].figure.expect("a Kita's figure")).expect("explained");
    assert_eq!(kita.label, "Budget Kita 024 (Kita Musterweg 24)");
    let mut reached = Vec::new();
    collect_decisions(&kita, &mut reached);
    assert!(reached.contains(&"Bescheid des Landes (Demo)".to_owned()), "{reached:?}");
    assert!(reached.contains(&"JHA 18.11.2020".to_owned()), "{reached:?}");
}

fn collect_decisions(derivation: &Derivation, reached: &mut Vec<String>) {
    for term in &derivation.terms {
        reached.extend(term.decided.iter().map(|decided| decided.decision.clone()));
        term.derivation.iter().for_each(|inner| collect_decisions(inner, reached));
    }
}

#[test]
fn a_forged_run_is_not_explained() {
    let stored = serde_json::to_string(&sample::run()).expect("serialises").replacen("\"18392.99\"", "\"18393.99\"", 1);
    let run: Run = serde_json::from_str(&stored).expect("reads");
    assert!(Explainer::of_run(&run).is_err());
}

#[test]
fn a_kept_run_is_recomputed_once_and_explains_the_same() {
    let run = sample::run();
    let fresh = Explainer::of_run(&run).expect("the run verifies");
    let kept = KeptRun::new(run.clone());
    assert!(!kept.is_recomputed(), "reading a run costs nothing yet");
    for figure in Figure::all(run.inputs()) {
        assert_eq!(kept.explainer().expect("the run verifies").explain(figure), fresh.explain(figure));
    }
    assert!(kept.is_recomputed());
}

#[test]
fn a_forged_run_is_refused_each_time_it_is_asked() {
    let stored = serde_json::to_string(&sample::run()).expect("serialises").replacen("\"18392.99\"", "\"18393.99\"", 1);
    let kept = KeptRun::new(serde_json::from_str(&stored).expect("reads"));
    for _ in 0..2 {
        assert_eq!(kept.explainer().err(), Some(BudgetError::Rule(RuleViolated::Recomputed)));
    }
}
