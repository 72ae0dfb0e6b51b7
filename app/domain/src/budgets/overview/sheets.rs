//! What people read of a year as sheets that a clerk can compute with.

use super::{
    comparison::YearsComparison,
    employers::EmployersView,
    forecast::{Forecast, ForecastYear},
    forecast_steps::ForecastColumn,
    german,
    plan_figure::Column,
    posts::PostsView,
    staffing::StaffingView,
    view::Overview,
};
use crate::{
    budgets::{AreaRow, Total, Vzae, german as budgets, settlement::german as settlement},
    people::german::weekdays,
    table::{Cell, Table},
};

/// The sums of the year in one sheet, what is planned and paid in others.
pub fn overview(view: &Overview) -> Vec<Table> {
    let mut sums = Table::new("Summen", ["Was", "Betrag in Euro", "VZÄ"]);
    let totals = &view.totals;
    for (total, amount) in [
        (Total::Gesamt, totals.gesamt),
        (Total::Landeszuweisung, totals.landeszuweisung),
        (Total::Kreisanteil, totals.kreisanteil),
        (Total::FirstCharge, totals.first_charge),
        (Total::KisoTopf, totals.kiso_topf),
        (Total::Sockeltopf, totals.sockeltopf),
        (Total::Aufstockungstopf, totals.aufstockungstopf),
        (Total::WithoutAnstellungstraeger, totals.without_anstellungstraeger),
    ] {
        sums.line([Cell::text(budgets::total(total)), Cell::Euro(amount), Cell::Blank]);
    }
    sums.line([Cell::text(budgets::total(Total::Vzae)), Cell::Blank, Cell::Vzae(totals.vzae)]);
    let Some(plan) = &view.plan else { return vec![sums] };
    let head = |first: &str| {
        let columns = Column::ALL.map(|column| format!("{} in Euro", german::column(column)));
        std::iter::once(first.to_owned()).chain(columns).collect::<Vec<_>>()
    };
    let (mut months, mut payees) = (Table::new("Monate", head("Monat")), Table::new("Empfänger", head("Empfänger")));
    for month in &plan.months {
        months.line(std::iter::once(Cell::text(german::month(month.month))).chain(month.amounts.map(Cell::Euro)));
    }
    for payee in &plan.payees {
        payees.line(std::iter::once(Cell::text(&payee.name)).chain(payee.amounts.map(Cell::Euro)));
    }
    vec![sums, months.with_sums(), payees.with_sums()]
}

const AREA: [&str; 6] =
    ["Kitas", "Sockelbetrag in Euro", "Aufstockung in Euro", "Budget in Euro", "VZÄ", "Wochenstunden"];

fn area_cells<Id>(row: &AreaRow<Id>) -> [Cell; 6] {
    [
        Cell::Whole(u64::from(row.kitas)),
        Cell::Euro(row.sockel),
        Cell::Euro(row.aufstockung),
        Cell::Euro(row.budget),
        Cell::Vzae(row.vzae),
        Cell::Hours(row.hours),
    ]
}

pub fn sozialraeume(view: &Overview) -> Table {
    let mut sheet = Table::new("Sozialräume", ["Sozialraum"].into_iter().chain(AREA));
    for row in &view.sozialraeume {
        sheet.line([Cell::text(&row.name)].into_iter().chain(area_cells(row)));
    }
    sheet.with_sums()
}

pub fn kommunen(view: &Overview) -> Table {
    let mut sheet = Table::new("Kommunen", ["Kommune", "Stufe"].into_iter().chain(AREA));
    for kommune in &view.kommunen {
        let name = [Cell::text(&kommune.row.name), Cell::Whole(u64::from(kommune.level))];
        sheet.line(name.into_iter().chain(area_cells(&kommune.row)));
    }
    sheet.with_sums()
}

/// Budget, hours and payments, and for those who see staff the posts in a sheet of their own.
pub fn employers(view: &EmployersView) -> Vec<Table> {
    let head = ["Anstellungsträger", "Kitas", "Budget in Euro", "VZÄ", "Wochenstunden"].map(str::to_owned);
    let columns = ["Geplant", "Angeordnet", "Bezahlt"].map(|column| format!("{column} in Euro"));
    let rest = ["Abrechnung", "Vereinbarungen", "VZÄ besetzt", "Wochenstunden unbesetzt"].map(str::to_owned);
    let mut sheet = Table::new("Anstellungsträger", head.into_iter().chain(columns).chain(rest));
    let mut posts =
        Table::new("Stellen", ["Anstellungsträger", "Stelle", "Wochenstunden", "VZÄ", "Stand", "Seit", "Bis"]);
    for found in &view.rows {
        let row = &found.row;
        let agreements = found.agreements.iter().map(|agreement| agreement.reference.as_str()).collect::<Vec<_>>();
        let staff = found.staff.as_ref();
        let plan = found.plan.as_ref();
        sheet.line([
            Cell::text(&row.name),
            Cell::Whole(u64::from(row.kitas)),
            Cell::Euro(row.budget),
            Cell::Vzae(row.vzae),
            Cell::Hours(row.hours),
            Cell::amount(plan.map(|plan| plan.entitlement)),
            Cell::amount(plan.map(|plan| plan.ordered)),
            Cell::amount(plan.map(|plan| plan.paid)),
            Cell::text(settlement::mode(found.mode)),
            Cell::text(agreements.join(", ")),
            staff.map_or(Cell::Blank, |staff| Cell::Vzae(staff.filled)),
            staff.map_or(Cell::Blank, |staff| Cell::Hours(staff.vacant)),
        ]);
        for post in staff.iter().flat_map(|staff| &staff.posts) {
            posts.line([
                Cell::text(&row.name),
                Cell::text(&post.name),
                Cell::Hours(post.hours),
                Cell::Vzae(post.vzae),
                Cell::text(german::post_state(post.is_vacant)),
                post.since.map_or(Cell::Blank, Cell::Day),
                post.until.map_or(Cell::Blank, Cell::Day),
            ]);
        }
    }
    match posts.rows.is_empty() {
        true => vec![sheet.with_sums()],
        false => vec![sheet.with_sums(), posts],
    }
}

/// Planned against filled by months, and the posts with the days on which each is filled or vacant.
pub fn posts(view: &PostsView) -> Vec<Table> {
    let mut months = Table::new(
        "Monate",
        ["Anstellungsträger", "Monat", "VZÄ geplant", "VZÄ Stellen", "VZÄ besetzt", "VZÄ fehlend"],
    );
    let mut posts = Table::new(
        "Stellen",
        ["Anstellungsträger", "Stelle", "Entgeltgruppe", "Wochenstunden", "VZÄ", "Stand", "Von", "Bis"],
    );
    let vzae = |vzae: Option<Vzae>| vzae.map_or(Cell::Blank, Cell::Vzae);
    for employer in &view.rows {
        let of_months = employer.months.iter().map(|month| (german::month(month.month), month.sum));
        for (name, sum) in of_months.chain([(german::WHOLE_YEAR, employer.whole)]) {
            let (kept, filled) = (Cell::Vzae(sum.kept), Cell::Vzae(sum.filled));
            let planned = vzae(sum.planned);
            months.line([Cell::text(&employer.name), Cell::text(name), planned, kept, filled, vzae(sum.missing())]);
        }
        for post in &employer.posts {
            for span in &post.spans {
                posts.line([
                    Cell::text(&employer.name),
                    Cell::text(&post.name),
                    Cell::text(post.pay_group.as_deref().unwrap_or_default()),
                    Cell::Hours(post.hours.into()),
                    Cell::Vzae(post.vzae),
                    Cell::text(german::post_state(!span.is_filled)),
                    Cell::Day(span.first_day),
                    span.last_day.map_or(Cell::Blank, Cell::Day),
                ]);
            }
        }
    }
    vec![months, posts]
}

/// One line a KiSo and Kita: a sheet that can be filtered, where the page shows a matrix.
pub fn staffing(view: &StaffingView) -> Vec<Table> {
    let mut sheet = Table::new(
        "Einsatz",
        ["Anstellungsträger", "KiSo", "Kürzel", "Kita-Nummer", "Kita", "Wochenstunden", "Anwesend"],
    );
    let mut checks =
        Table::new("Prüfung", ["Anstellungsträger", "Wer oder welche Kita", "Soll-Stunden", "Zugeordnet", "Ergebnis"]);
    for matrix in &view.matrices {
        for kita in &matrix.kitas {
            for (kiso, cell) in matrix.kisos.iter().zip(&kita.cells) {
                let Some(cell) = cell else { continue };
                sheet.line([
                    Cell::text(&matrix.name),
                    Cell::text(&kiso.name),
                    Cell::text(&kiso.code),
                    Cell::text(&kita.number),
                    Cell::text(&kita.name),
                    Cell::Hours(cell.hours),
                    Cell::text(weekdays(cell.days)),
                ]);
            }
        }
        let kisos = matrix.kisos.iter().map(|kiso| (kiso.name.clone(), kiso.contract, kiso.assigned, kiso.check));
        let kitas = matrix
            .kitas
            .iter()
            .map(|kita| (settlement::kita(&kita.number, &kita.name), kita.share, kita.assigned, kita.check));
        for (name, wanted, assigned, check) in kisos.chain(kitas) {
            let wanted = wanted.map_or(Cell::Blank, Cell::Hours);
            let check = Cell::text(german::check(check));
            checks.line([Cell::text(&matrix.name), Cell::text(name), wanted, Cell::Hours(assigned), check]);
        }
    }
    vec![sheet, checks]
}

/// One column a year. No sums: years are never added up.
pub fn comparison(view: &YearsComparison) -> Table {
    let years = view.years.iter().map(|column| column.year.to_string());
    let mut sheet = Table::new("Jahre", std::iter::once("In Euro".to_owned()).chain(years));
    type Of = fn(&super::YearColumn) -> Cell;
    let lines: [(&str, Of); 11] = [
        (budgets::total(Total::Gesamt), |year| Cell::Euro(year.totals.gesamt)),
        (budgets::total(Total::Landeszuweisung), |year| Cell::Euro(year.totals.landeszuweisung)),
        (budgets::total(Total::Kreisanteil), |year| Cell::Euro(year.totals.kreisanteil)),
        (budgets::total(Total::FirstCharge), |year| Cell::Euro(year.totals.first_charge)),
        (budgets::total(Total::Sockeltopf), |year| Cell::Euro(year.totals.sockeltopf)),
        (budgets::total(Total::Aufstockungstopf), |year| Cell::Euro(year.totals.aufstockungstopf)),
        (german::POST_COST, |year| Cell::Euro(year.vzae_pauschale)),
        (budgets::total(Total::Vzae), |year| Cell::Vzae(year.totals.vzae)),
        (german::column(Column::Planned), |year| Cell::amount(year.planned)),
        (german::column(Column::Paid), |year| Cell::amount(year.paid)),
        (german::ACTUAL, |year| Cell::amount(year.actual)),
    ];
    for (label, of) in lines {
        sheet.line(std::iter::once(Cell::text(label)).chain(view.years.iter().map(of)));
    }
    let rows = view.sozialraeume.iter().map(|row| (&row.name, &row.budgets));
    let rows = rows.chain(view.kommunen.iter().map(|row| (&row.name, &row.budgets)));
    let rows = rows.chain(view.anstellungstraeger.iter().map(|row| (&row.name, &row.budgets)));
    for (name, budgets) in rows {
        sheet.line(std::iter::once(Cell::text(name)).chain(budgets.iter().copied().map(Cell::amount)));
    }
    sheet
}

/// One line a year, and the rates that it was calculated with in a sheet of their own. No sums: years are never added up.
pub fn forecast(forecast: Forecast, years: &[ForecastYear]) -> Vec<Table> {
    let columns = ForecastColumn::ALL.map(|column| match column {
        ForecastColumn::Vzae | ForecastColumn::Difference => german::forecast(column).to_owned(),
        ForecastColumn::Landeszuweisung
        | ForecastColumn::Gesamt
        | ForecastColumn::FirstCharge
        | ForecastColumn::KisoTopf
        | ForecastColumn::VzaePauschale => format!("{} in Euro", german::forecast(column)),
    });
    let mut sheet = Table::new("Prognose", std::iter::once("Jahr".to_owned()).chain(columns));
    for year in years {
        let amounts = ForecastColumn::ALL.map(|column| match column {
            ForecastColumn::Vzae => Cell::Vzae(year.vzae),
            ForecastColumn::Difference => Cell::Vzae(year.difference),
            ForecastColumn::Landeszuweisung => Cell::Euro(year.landeszuweisung),
            ForecastColumn::Gesamt => Cell::Euro(year.gesamt),
            ForecastColumn::FirstCharge => Cell::Euro(year.first_charge),
            ForecastColumn::KisoTopf => Cell::Euro(year.kiso_topf),
            ForecastColumn::VzaePauschale => Cell::Euro(year.vzae_pauschale),
        });
        sheet.line(std::iter::once(Cell::text(year.year.to_string())).chain(amounts));
    }
    let mut rates = Table::new("Annahmen", ["Annahme", "Wert"]);
    rates.line([Cell::text(german::GROWTH_OF_LAND), Cell::text(german::percent(forecast.growth))]);
    rates.line([Cell::text(german::GROWTH_OF_POSTS), Cell::text(german::percent(forecast.tariff))]);
    vec![sheet, rates]
}
