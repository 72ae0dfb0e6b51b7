//! What people read about indicators and index.

use super::{
    standing::Standing,
    types::{Direction, Index, IndexRule, Indicator, LevelSource},
};
use crate::{budgets::Fixed, german};

/// Said below every computation.
pub const ROUNDING: &str = "Gerechnet wird mit genauen Brüchen; gerundet wird einmal am Ende, kaufmännisch auf zwei \
                            Stellen. Die gerundete Zahl entscheidet über die Stufe.";

/// Label of the field for the lowest index of a level.
pub fn threshold_label(level: u8) -> String {
    format!("Stufe {level} ab Index")
}

/// A number without the zeros that say nothing: `12,5` for 12,5000.
pub fn short<const PLACES: u32>(number: Fixed<PLACES>) -> String {
    let text = number.to_string();
    match text.contains(',') {
        true => text.trim_end_matches('0').trim_end_matches(',').to_owned(),
        false => text,
    }
}

/// `Index ab 110,00 Stufe 1, ab 130,00 Stufe 2; darunter Stufe 0. Gültig ab 01.01.2027 (JHA 18.11.2020).`
pub fn rule(rule: &IndexRule) -> String {
    let steps = rule.thresholds.iter().map(|(level, lowest)| format!("ab {lowest} Stufe {level}"));
    let steps = steps.collect::<Vec<_>>().join(", ");
    format!("Index {steps}; darunter Stufe 0. Gültig ab {} ({}).", german::date(rule.valid_from), rule.decision)
}

/// `100 × (2 × 12,5 ÷ 10 + 1 × 8 ÷ 9) ÷ (2 + 1) = 112,96`
pub fn computation(indicators: &[Indicator], index: Index) -> String {
    let parts = indicators.iter().map(|found| {
        let (part, whole) = found.quotient();
        format!("{} × {} ÷ {}", short(found.weight), short(part), short(whole))
    });
    let weights = indicators.iter().map(|found| short(found.weight));
    let (parts, weights) = (parts.collect::<Vec<_>>().join(" + "), weights.collect::<Vec<_>>().join(" + "));
    format!("100 × ({parts}) ÷ ({weights}) = {index}")
}

/// What more of an indicator means, as the choice of the form and the table say it.
pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Rising => "mehr Mehrbedarf",
        Direction::Falling => "weniger Mehrbedarf",
    }
}

/// Which threshold the index reaches, and what follows.
pub fn proposal(rule: &IndexRule, index: Index) -> String {
    let level = rule.level_of(index);
    match rule.thresholds.get(&level) {
        Some(lowest) => {
            format!("Der Index {index} erreicht die Schwelle {lowest}. Vorgeschlagen ist die Stufe {level}.")
        }
        None => format!("Der Index {index} liegt unter der ersten Schwelle. Vorgeschlagen ist die Stufe {level}."),
    }
}

/// Where a level comes from, line by line, below its weight in the derivation of a figure; `with_reason`: and why it is another
/// one than was proposed, in the office's words.
pub fn source(source: &LevelSource, level: u8, with_reason: bool) -> Vec<String> {
    let index = format!("Index der Kommune = {}", computation(&source.indicators, source.index));
    let names = source.indicators.iter().map(|found| {
        let Indicator { name, data_year, source, area, .. } = found;
        let turned = match found.direction {
            Direction::Rising => "",
            Direction::Falling => "; je weniger, desto größer der Mehrbedarf",
        };
        let (value, reference) = (short(found.value), short(found.reference));
        format!("{name}: {value} zu {reference} ({area}, {data_year}, {source}{turned})")
    });
    let reason = source.reason.as_deref().unwrap_or("ohne Begründung");
    let proposed = match source.proposed {
        None => "Der Index schlug keine Stufe vor, weil keine Regel galt.".to_owned(),
        Some(proposed) if proposed == level => format!("Der Index schlug die Stufe {proposed} vor."),
        Some(proposed) => {
            let told = format!("Der Index schlug die Stufe {proposed} vor, gerechnet ist mit der Stufe {level}");
            if with_reason { format!("{told}: {reason}") } else { format!("{told}.") }
        }
    };
    names.chain([index, proposed]).collect()
}

/// How a Kommune stands, in a word or two.
pub fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Open => "ohne Vorschlag",
        Standing::Agrees => "wie vorgeschlagen",
        Standing::Justified { .. } => "abweichend, begründet",
        Standing::Unjustified => "abweichend ohne Grund",
    }
}

/// Above the list, where levels are not the proposed ones and nobody has said why.
pub fn warning(names: &[&str]) -> String {
    let names = names.join(", ");
    format!("Die eingetragene Stufe weicht ohne Begründung vom Vorschlag ab: {names}.")
}

/// At a Kommune whose level is not the proposed one.
pub fn deviation(proposed: u8, entered: u8) -> String {
    format!("Eingetragen ist die Stufe {entered}, vorgeschlagen die Stufe {proposed}. Es fehlt eine Begründung.")
}

/// Where a level stands in the directory and since when it is decided.
pub fn entered(level: u8, decision: Option<&str>) -> String {
    match decision {
        Some(decision) => format!("Stufe {level} ({decision})"),
        None => format!("Stufe {level} (nie beschlossen)"),
    }
}
