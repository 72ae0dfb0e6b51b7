//! German words for plan and payments.

use super::{
    outdated::{Outdated, OutdatedLine},
    plan::MonthState,
    types::{LineState, PaymentStatus, StepKind},
    view::{PaymentRow, PlanRow, StepRow},
};
use crate::{budgets::Euro, german};

pub fn status(status: PaymentStatus) -> &'static str {
    match status {
        PaymentStatus::Prepared => "vorbereitet",
        PaymentStatus::Festgestellt => "festgestellt",
        PaymentStatus::Angeordnet => "angeordnet",
        PaymentStatus::Cancelled => "zurückgenommen",
    }
}

/// How far a payment run is: what was ordered is "bezahlt" once all of it is, and "teilweise bezahlt" until then.
pub fn run_state(row: &PaymentRow) -> &'static str {
    let left = row.open + row.returned;
    match row.status {
        _ if row.outdated => "überholt",
        PaymentStatus::Angeordnet if left == 0 && row.lines > 0 => "bezahlt",
        PaymentStatus::Angeordnet if left < row.lines => "teilweise bezahlt",
        other => status(other),
    }
}

pub fn step(kind: StepKind) -> &'static str {
    match kind {
        StepKind::Prepared => "Zahllauf vorbereitet",
        StepKind::Festgestellt => "sachlich und rechnerisch festgestellt",
        StepKind::Angeordnet => "Auszahlung angeordnet",
        StepKind::Cancelled => "Zahllauf zurückgenommen",
        StepKind::FileMade => "Zahlungsdatei erstellt",
    }
}

/// `12.01.2026, 09:30 Uhr – Auszahlung angeordnet von Frida Finanz`
pub(super) fn taken(taken: &StepRow, when: &str) -> String {
    let by = if taken.name.is_empty() { String::new() } else { format!(" von {}", taken.name) };
    format!("{when} – {}{by}", step(taken.kind))
}

pub fn month_state(state: MonthState) -> &'static str {
    match state {
        MonthState::Nothing => "nichts zu zahlen",
        MonthState::Open => "offen",
        MonthState::Suspended => "ausgesetzt",
        MonthState::InProcess => "in Prüfung",
        MonthState::Ordered => "angeordnet",
        MonthState::Paid => "bezahlt",
    }
}

pub fn line_state(state: &LineState) -> String {
    match state {
        LineState::Open => "offen".into(),
        LineState::Paid { on } => format!("bezahlt am {}", german::date(*on)),
        LineState::Returned { on, reason } => format!("zurück am {}: {reason}", german::date(*on)),
    }
}

/// `12 Zahlungen`
pub fn count(lines: usize) -> String {
    if lines == 1 { "1 Zahlung".into() } else { format!("{lines} Zahlungen") }
}

/// `Januar 2027`
pub fn month_of_year(year: i32, month: u8) -> String {
    format!("{} {year}", german::month(u32::from(month)))
}

/// What stands on the bank statement of the Anstellungsträger. Letters of the SEPA alphabet only.
pub fn purpose(year: i32, month: u8) -> String {
    format!("Sozialraumbudget Abschlag {:02}/{year}", month + 1)
}

/// Where the open months of a row come from: `115.175,10 € Budget − 9.597,93 € angeordnet = 105.577,17 €, verteilt auf 11
/// offene Monate`, with what settlements and suspended months change.
pub fn plan_rest(row: &PlanRow) -> String {
    let rest = row.rest;
    let back = match row.received == Euro::ZERO {
        true => String::new(),
        false => format!(" + {} zurückgezahlt", row.received),
    };
    let begin = format!("{}{back} − {} angeordnet = {rest}", entitlement(row), row.ordered);
    let told = match row.open_months {
        _ if row.rueckforderung > Euro::ZERO => {
            format!("{begin}. Das wird zurückgefordert; die offenen Monate sind 0,00 €.")
        }
        _ if row.nachzahlung > Euro::ZERO => format!("{begin}. Kein Monat ist mehr offen, das wird nachgezahlt."),
        0 => format!("{begin}. Kein Monat ist mehr offen."),
        1 => format!("{begin}. Das trägt der eine offene Monat."),
        open => format!("{begin}, verteilt auf {open} offene Monate; übrige Cent gehen an die ersten."),
    };
    if row.held == Euro::ZERO {
        return told;
    }
    format!("{told} Davon bleiben {} für ausgesetzte Monate bis zur Abrechnung stehen.", row.held)
}

/// `115.175,10 € Budget − 1.000,00 € Verrechnung aus 2025`
fn entitlement(row: &PlanRow) -> String {
    let mut text = match row.carried.settled {
        Some(settled) => format!("{settled} abgerechnet"),
        None => format!("{} Budget", row.budget),
    };
    for offset in &row.carried.carried_on {
        text.push_str(&format!(" + {} verrechnet mit {}", offset.amount, offset.year));
    }
    for offset in &row.carried.taken_off {
        text.push_str(&format!(" − {} Verrechnung aus {}", offset.amount, offset.year));
    }
    text
}

/// `März bis Mai`, `März und Juli`
pub fn months(months: &[u8]) -> String {
    let name = |month: &u8| german::month(u32::from(*month));
    let in_a_row = months.windows(2).all(|pair| pair[0] + 1 == pair[1]);
    match months {
        [] => String::new(),
        [only] => name(only).to_owned(),
        [first, .., last] if in_a_row && months.len() > 2 => format!("{} bis {}", name(first), name(last)),
        [all @ .., last] => format!("{} und {}", all.iter().map(name).collect::<Vec<_>>().join(", "), name(last)),
    }
}

/// Why a payment run was taken back that is prepared anew.
pub const PLAN_CHANGED: &str = "Der Plan hat sich geändert; neu vorbereitet";

/// Why a payment run goes no further.
pub fn outdated(found: &Outdated) -> &'static str {
    match (found.other_run, found.lines.is_empty()) {
        (true, true) => {
            "Seit der Vorbereitung wurde ein anderer Lauf freigegeben. Die Beträge sind dieselben, der Zahllauf muss ihm \
             aber folgen."
        }
        (true, false) => "Seit der Vorbereitung wurde ein anderer Lauf freigegeben. Diese Beträge sind jetzt andere:",
        (false, _) => "Seit der Vorbereitung hat sich der Plan geändert. Diese Beträge sind jetzt andere:",
    }
}

/// `Träger 1: vorbereitet sind 1.000,00 €, zu zahlen ist jetzt nichts.`
pub fn outdated_line(line: &OutdatedLine) -> String {
    let now = if line.now == Euro::ZERO { "nichts".to_owned() } else { line.now.to_string() };
    format!("{}: vorbereitet sind {}, zu zahlen ist jetzt {now}.", line.name, line.prepared)
}

/// Title of the list of a payment run on paper.
pub fn list_subject(year: i32, month: u8) -> String {
    format!("Zahllauf {}: Liste der angeordneten Zahlungen", month_of_year(year, month))
}

/// Titles of its columns.
pub const LIST_COLUMNS: [&str; 4] = ["Nr.", "Empfänger und Konto", "Ende-zu-Ende-Referenz", "Betrag"];

/// `Summe aus 12 Zahlungen`
pub fn list_sum(lines: usize) -> String {
    format!("Summe aus {}", count(lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PaymentRunId;
    use uuid::Uuid;

    #[test]
    fn an_ordered_run_says_how_far_it_is_paid() {
        let id = PaymentRunId::new(Uuid::from_u128(1));
        let state = |status, open, returned| {
            run_state(&PaymentRow {
                id,
                year: 2025,
                month: 0,
                status,
                lines: 3,
                open,
                returned,
                sum: Euro::ZERO,
                outdated: false,
            })
        };
        assert_eq!(state(PaymentStatus::Festgestellt, 3, 0), "festgestellt");
        assert_eq!(state(PaymentStatus::Angeordnet, 3, 0), "angeordnet");
        assert_eq!(state(PaymentStatus::Angeordnet, 1, 1), "teilweise bezahlt");
        assert_eq!(state(PaymentStatus::Angeordnet, 0, 0), "bezahlt");
    }
}
