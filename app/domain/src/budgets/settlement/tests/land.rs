//! The settlement towards the Land.

use super::super::{land::first_charge_paid, *};
use super::stage::{Two, euro};
use crate::{
    budgets::{
        Euro, Fraction,
        payment::{
            YearPlan,
            tests::stage::{Stage, employer},
        },
    },
    ids::KitaTraegerId,
};
use uuid::Uuid;

fn row(cost: i64) -> LandRow {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(cost);
    two.examine(cost, None);
    two.settle().expect("settles");
    LandRow::new(employer(1), "Träger 1", &two.proof).expect("a row")
}

fn settle(landeszuweisung: i64, rows: Vec<LandRow>, first_charge: Option<Euro>) -> LandSettlement {
    let quota = Fraction::new(3, 5).expect("60 %");
    LandSettlement::new(2027, (euro(landeszuweisung), quota), rows, first_charge).expect("settles")
}

#[test]
fn the_land_pays_its_share_of_what_was_spent_and_no_more_than_its_notice() {
    let land = settle(1_000_000, vec![row(1_000_001), row(1_500_000)], Some(euro(50_000)));
    assert_eq!(land.actual, euro(1_000_001 + 1_200_000 + 50_000), "at most the budget of each");
    assert_eq!((land.land, land.back_to_land), (euro(1_000_000), Euro::ZERO));
    let land = settle(1_500_000, vec![row(1_000_001)], Some(euro(50_000)));
    assert_eq!((land.land, land.kreis, land.back_to_land), (euro(630_001), euro(420_000), euro(869_999)));
    assert!(land.is_complete);
    for explanation in &land.explanations {
        assert!(german::calculation(explanation).ends_with(&explanation.value.to_string()));
    }
    assert_eq!(german::calculation(&land.explanations[1]), "10.500,01 € × 0,6 = 6.300,01 €");
}

#[test]
fn what_is_not_settled_does_not_count_and_is_told() {
    let open = LandRow::new(employer(2), "Träger 2", &Verwendungsnachweis::blank(2027, employer(2))).expect("a row");
    let land = settle(1_000_000, vec![row(100_000), open], None);
    assert_eq!((land.actual, land.is_complete), (euro(100_000), false));
    let list = csv::land(&land).csv();
    let lines: Vec<&str> = list.trim_end().split("\r\n").collect();
    assert_eq!(lines[1], "Träger 1;abgerechnet;1000,00;1000,00;1000,00");
    assert_eq!(lines[2], "Träger 2;noch nicht abgerechnet;;;");
    assert_eq!(lines[3], "Betriebserlaubnisrelevantes Personal;noch nicht eingetragen;;;");
    assert_eq!(lines[5], "Das Land trägt;;;;600,00");
    assert_eq!(lines.len(), 8);
}

/// Until it had come back, the proposal counted it as cost of supervision staff, of which the Land would have paid its share.
#[test]
fn what_is_asked_back_of_a_kita_traeger_is_no_cost_before_and_after_it_comes() {
    let mut stage = Stage::new(&[1_200_000]);
    stage.order(1, 0).expect("is ordered");
    stage.correct(2, &[40_000]);
    let mut plan = stage.plan();
    plan.rows[0].payee = KitaTraegerId::new(Uuid::from_u128(0x5001)).into();
    let proposed = |plan: &YearPlan| {
        let told = first_charge_paid(plan).expect("in range").expect("something was ordered");
        (told.value, told.terms[0].label.clone())
    };
    let open = "Träger 1 (1.000,00 € angeordnet, 600,00 € noch zurückgefordert)";
    assert_eq!(proposed(&plan), (euro(40_000), open.to_owned()));
    (plan.rows[0].received, plan.rows[0].rueckforderung) = (euro(25_000), euro(35_000));
    let half = "Träger 1 (1.000,00 € angeordnet, 250,00 € zurückgezahlt, 350,00 € noch zurückgefordert)";
    assert_eq!(proposed(&plan), (euro(40_000), half.to_owned()));
}
