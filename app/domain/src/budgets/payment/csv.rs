//! The list of a payment run, one line a transfer and a sum, and the plan of a year with how far each month is.

use super::{german, plan::YearPlan, types::PaymentRun, view::PlanRow};
use crate::{
    budgets::BudgetError,
    german as common,
    table::{Cell, Table},
};

pub fn payment(run: &PaymentRun) -> Table {
    let mut sheet = Table::new(
        "Zahlungen",
        [
            "Nr.",
            "Empfänger",
            "Kontoinhaber",
            "IBAN",
            "Betrag in Euro",
            "Verwendungszweck",
            "Ende-zu-Ende-Referenz",
            "Stand",
        ],
    );
    for line in &run.lines {
        sheet.line([
            Cell::Whole(u64::from(line.position)),
            Cell::text(&line.name),
            Cell::text(&line.holder),
            Cell::text(line.iban.to_string()),
            Cell::Euro(line.amount),
            Cell::text(german::purpose(run.year, run.month)),
            Cell::text(run.end_to_end_id(line)),
            Cell::text(german::line_state(&run.line_state(line.payee))),
        ]);
    }
    sheet.with_sums()
}

/// The Abschläge of a year: one line a payee with its months and a sum, and one line a month of each with its state.
///
/// # Errors
/// Those of [`PlanRow::new`].
pub fn plan(plan: &YearPlan) -> Result<Vec<Table>, BudgetError> {
    let months = (0..12).map(|month| format!("{} in Euro", common::month(month)));
    let before = ["Empfänger", "Budget in Euro", "Auszuzahlen in Euro"].map(str::to_owned);
    let after = ["Angeordnet", "Bezahlt", "Rückforderung", "Nachzahlung", "Ausgesetzt"];
    let after = after.map(|column| format!("{column} in Euro"));
    let mut sheet = Table::new("Abschlagsplan", before.into_iter().chain(months).chain(after));
    let mut states = Table::new(
        "Stand je Monat",
        ["Empfänger", "Monat", "Abschlag in Euro", "Stand", "Angeordnet in Euro", "Bezahlt in Euro"],
    );
    for row in &plan.rows {
        let shown = PlanRow::new(row)?;
        let begin = [Cell::text(&row.name), Cell::Euro(row.budget), Cell::Euro(row.entitlement)];
        let end = [shown.ordered, shown.paid, row.rueckforderung, row.nachzahlung, row.held].map(Cell::Euro);
        sheet.line(begin.into_iter().chain(row.months.map(Cell::Euro)).chain(end));
        for (month, ((amount, ordered), paid)) in (0..12_u8).zip(row.months.iter().zip(row.ordered).zip(row.paid)) {
            states.line([
                Cell::text(&row.name),
                Cell::text(common::month(u32::from(month))),
                Cell::Euro(*amount),
                Cell::text(german::month_state(row.month_state(month))),
                Cell::amount(ordered),
                Cell::Euro(paid),
            ]);
        }
    }
    Ok(vec![sheet.with_sums(), states])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budgets::{Euro, payment::tests::stage::Stage};

    #[test]
    fn the_plan_is_a_sheet_of_amounts_and_one_of_states() {
        let mut stage = Stage::new(&[1_200_000, 2_400_000]);
        stage.order(1, 0).expect("is ordered");
        stage.pay(1).expect("is paid");
        stage.give_back(1, 2).expect("comes back");
        stage.prepare(2, 1).expect("is prepared");
        let [amounts, states] = <[Table; 2]>::try_from(plan(&stage.plan()).expect("in range")).expect("two sheets");
        assert!([&amounts, &states].iter().all(|table| table.rows.iter().all(|row| row.len() == table.head.len())));
        assert_eq!((amounts.rows.len(), states.rows.len()), (3, 24));
        assert_eq!(amounts.rows[2][1], Cell::Euro(Euro::from_cents(3_600_000)), "the sum of the budgets");
        assert_eq!(amounts.rows[0][3], Cell::Euro(Euro::from_cents(100_000)));
        let told: Vec<String> = [0, 1, 2, 12].map(|row: usize| states.rows[row][3].shown()).into();
        assert_eq!(told, ["bezahlt", "in Prüfung", "offen", "offen"]);
    }
}
