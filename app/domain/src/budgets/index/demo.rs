//! Invented indicators for the demo: they say nothing about the real Kommunen, and their source says so.

use super::types::{Deviation, Direction, Index, IndexRule, IndexYear, Indicator, KommuneIndicators, Quantity, Weight};
use crate::ids::KommuneId;
use chrono::NaiveDate;

/// Name, reference value in per cent, weight.
const INDICATORS: [(&str, i64, i64); 3] = [
    ("Kinder in Haushalten mit Grundsicherung", 10, 2),
    ("Alleinerziehende unter den Haushalten mit Kindern", 20, 1),
    ("Kinder mit Sprachförderbedarf vor der Einschulung", 16, 1),
];

/// Per cent of the reference value in Kommunen of the levels 0 to 3.
const USUAL: [i64; 4] = [82, 118, 144, 178];

/// A year whose index proposes the levels that the Kommunen have, but for the second one, where a reason is given.
pub fn year(year: i32, kommunen: impl IntoIterator<Item = (KommuneId, u8)>) -> IndexYear {
    let rule = IndexRule {
        thresholds: [(1, 110), (2, 130), (3, 160)]
            .map(|(level, lowest)| (level, Index::from_scaled(lowest * 100)))
            .into(),
        valid_from: NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default(),
        decision: "Demo-Beschluss 2/2025".into(),
    };
    let kommunen = (1..).zip(kommunen).map(|(number, (id, level))| (id, kommune(year, number, id, level)));
    IndexYear { rule: Some(rule), rule_version: 1, kommunen: kommunen.collect(), ..IndexYear::new(year) }
}

fn kommune(year: i32, number: i64, kommune: KommuneId, level: u8) -> KommuneIndicators {
    let deviates = number == 2 && level == 0;
    let usual = if deviates { 118 } else { USUAL[usize::from(level).min(USUAL.len() - 1)] };
    let indicator = |(position, (name, reference, weight)): (i64, (&str, i64, i64))| {
        let percent = usual + (number * 7 + position * 5) % 11 - 5;
        Indicator {
            name: name.into(),
            data_year: year - 2,
            value: Quantity::from_scaled(reference * percent * Quantity::unit() / 100),
            reference: Quantity::from_scaled(reference * Quantity::unit()),
            weight: Weight::from_scaled(weight * Weight::unit()),
            source: "Demo".into(),
            area: "Kommune (erfunden)".into(),
            direction: Direction::Rising,
        }
    };
    let reason = "Demo: Das Neubaugebiet verzerrt die Zahlen, die Stufe bleibt bis zur nächsten Erhebung.";
    KommuneIndicators {
        kommune,
        version: 1,
        indicators: (0..).zip(INDICATORS).map(indicator).collect(),
        deviation: deviates.then(|| Deviation { proposed: 1, entered: 0, reason: reason.into() }),
    }
}
