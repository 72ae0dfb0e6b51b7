//! Years beside each other. They are never added up.

use super::api::compare_years;
use crate::{
    budgets::{
        BASE, RunSource,
        parts::{Amount, Derivations, Explained, Files, Origin},
    },
    staff::with_right,
    ui::{AmountBar, AmountChart, Empty, Failure, Loading, Page, TableFrame},
};
use domain::{
    access::AreaReader,
    budgets::{
        EmployerPart, Euro, Figure, Part, Total, german,
        overview::{Column, PlanFigure, Share, YearColumn, YearsComparison, german as words},
    },
    ids::{AnstellungstraegerId, KommuneId, RunId, SozialraumId},
};
use leptos::prelude::*;

#[component]
pub fn ComparisonPage() -> impl IntoView {
    with_right::<AreaReader>(|| view! { <Comparison /> }.into_any())
}

#[component]
fn Comparison() -> impl IntoView {
    let found = LocalResource::new(compare_years);
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) if view.years.is_empty() => {
                view! { <Empty text="Noch hat kein Jahr eine Berechnung." /> }.into_any()
            }
            Ok(view) => view! { <Found view /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Jahre im Vergleich">
            <p><a href=BASE>"Alle Jahre"</a></p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn Found(view: YearsComparison) -> impl IntoView {
    let YearsComparison { years, sozialraeume, mut kommunen, anstellungstraeger, without_anything } = view;
    kommunen.retain(|row| !without_anything.contains(&row.id));
    // Every amount names its own run; the dialog's own source is never asked for.
    let Some(newest) = years.last().map(|year| year.run) else { return ().into_any() };
    let explained = Explained::new(RunSource::Stored(newest));
    let lines = |rows: Vec<(String, Vec<Option<Euro>>, Figure)>| rows;
    let areas = lines(sozialraeume.into_iter().map(|row| (row.name, row.budgets, of_sozialraum(row.id))).collect());
    let communes = lines(kommunen.into_iter().map(|row| (row.name, row.budgets, of_kommune(row.id))).collect());
    let employers =
        lines(anstellungstraeger.into_iter().map(|row| (row.name, row.budgets, of_employer(row.id))).collect());
    view! {
        <p class="lead">"Jede Spalte ist ein Haushaltsjahr für sich: sein freigegebener Lauf, sonst sein neuester, und seine eigenen Zahlungen."</p>
        <Files address="/api/export/budget/alle/jahre" of="Jahre im Vergleich" />
        <Charts years=years.clone() explained />
        <YearsTable years=years.clone() explained />
        <BudgetTable title="Sozialräume" years=years.clone() rows=areas explained />
        <BudgetTable title="Kommunen" years=years.clone() rows=communes explained />
        {left_out(without_anything.len())}
        <BudgetTable title="Anstellungsträger" years rows=employers explained />
        <Derivations explained />
    }
    .into_any()
}

/// What the table above does not have a row of zeros for.
fn left_out(kommunen: usize) -> AnyView {
    let told = match kommunen {
        0 => return ().into_any(),
        1 => "1 Kommune ohne Mehrbedarfsstufe hat in keinem dieser Jahre ein Budget; sie steht nur in den Dateien."
            .to_owned(),
        _ => format!(
            "{kommunen} Kommunen ohne Mehrbedarfsstufe haben in keinem dieser Jahre ein Budget; sie stehen nur in den Dateien."
        ),
    };
    view! { <p class="muted">{told}</p> }.into_any()
}

fn of_sozialraum(sozialraum: SozialraumId) -> Figure {
    Figure::Sozialraum { sozialraum, part: Part::Budget }
}

fn of_kommune(kommune: KommuneId) -> Figure {
    Figure::Kommune { kommune, part: Part::Budget }
}

fn of_employer(anstellungstraeger: AnstellungstraegerId) -> Figure {
    Figure::Anstellungstraeger { anstellungstraeger, part: EmployerPart::Budget }
}

/// An amount of one year's run.
fn of_run(explained: Explained, run: RunId, figure: Figure, text: String, of: String) -> AnyView {
    let origin = Origin::Run(RunSource::Stored(run), vec![figure]);
    view! { <Amount explained origin text of /> }.into_any()
}

fn total(explained: Explained, year: &YearColumn, total: Total, text: String) -> AnyView {
    let of = format!("{} {}", german::total(total), year.year);
    of_run(explained, year.run, Figure::Total { total }, text, of)
}

/// An amount of one year's plan; a dash while nothing is released.
fn planned(explained: Explained, year: &YearColumn, column: Column, amount: Option<Euro>) -> AnyView {
    let Some(amount) = amount else { return "–".into_any() };
    let origin = Origin::Plan(year.year, PlanFigure::Sum { share: Share::All, column });
    let of = format!("{} {}", words::column(column), year.year);
    view! { <Amount explained origin text=amount.without_sign() of /> }.into_any()
}

/// The whole and what was paid of it, and the posts that the budget carries.
#[component]
fn Charts(years: Vec<YearColumn>, explained: Explained) -> impl IntoView {
    let length = |amount: Euro| u64::try_from(amount.cents()).unwrap_or_default();
    let budgets = years.iter().map(|year| AmountBar {
        label: year.year.into_any(),
        whole: length(year.totals.gesamt),
        part: Some(year.paid.map(length).unwrap_or_default()),
        cells: vec![
            total(explained, year, Total::Gesamt, year.totals.gesamt.without_sign()),
            planned(explained, year, Column::Paid, year.paid),
        ],
    });
    let posts = years.iter().map(|year| AmountBar {
        label: year.year.into_any(),
        whole: u64::try_from(year.totals.vzae.scaled()).unwrap_or_default(),
        part: None,
        cells: vec![total(explained, year, Total::Vzae, year.totals.vzae.to_string())],
    });
    let (budgets, posts) = (budgets.collect::<Vec<_>>(), posts.collect::<Vec<_>>());
    view! {
        <section class="section">
            <h2>"Gesamtbudget und VZÄ"</h2>
            <p class="muted">"Der Rahmen eines Balkens ist das Gesamtbudget, die Füllung, was bezahlt ist."</p>
            <AmountChart caption="Gesamtbudget nach Jahren, in €" name="Jahr" heads=vec!["Gesamt", "Bezahlt"] bars=budgets />
            <AmountChart caption="VZÄ, die das Budget trägt" name="Jahr" heads=vec!["VZÄ"] bars=posts />
        </section>
    }
}

#[component]
fn YearsTable(years: Vec<YearColumn>, explained: Explained) -> impl IntoView {
    let line = |label: &'static str, cell: &dyn Fn(&YearColumn) -> AnyView| {
        let cells = years
            .iter()
            .map(|year| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell(year)}</td> })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">{label}</th>{cells}</tr> }
    };
    let money = |which: Total, amount: fn(&YearColumn) -> Euro| {
        line(german::total(which), &move |year| total(explained, year, which, amount(year).without_sign()))
    };
    let lines = vec![
        line("Stand", &|year| words::status(year.status).into_any()),
        money(Total::Gesamt, |year| year.totals.gesamt),
        money(Total::Landeszuweisung, |year| year.totals.landeszuweisung),
        money(Total::Kreisanteil, |year| year.totals.kreisanteil),
        money(Total::FirstCharge, |year| year.totals.first_charge),
        money(Total::Sockeltopf, |year| year.totals.sockeltopf),
        money(Total::Aufstockungstopf, |year| year.totals.aufstockungstopf),
        line(words::POST_COST, &move |year| post_cost(explained, year)),
        line(german::total(Total::Vzae), &move |year| {
            total(explained, year, Total::Vzae, year.totals.vzae.to_string())
        }),
        line(words::column(Column::Planned), &move |year| planned(explained, year, Column::Planned, year.planned)),
        line(words::column(Column::Paid), &move |year| planned(explained, year, Column::Paid, year.paid)),
        line(words::ACTUAL, &move |year| actual(explained, year)),
    ];
    let more_paid = years.iter().any(|year| year.paid > year.planned);
    view! {
        <section class="section">
            <h2>"Summen in €"</h2>
            {more_paid.then(|| view! { <p class="muted">{words::MORE_PAID}</p> })}
            <TableFrame caption="Summen nach Jahren in €" caption_hidden=true>
                <thead><tr class="kern-table__row">{heads("Was", &years)}</tr></thead>
                <tbody>{lines}</tbody>
            </TableFrame>
        </section>
    }
}

/// Was decided, not calculated.
fn post_cost(explained: Explained, year: &YearColumn) -> AnyView {
    let origin = Origin::Made(year.vzae_pauschale_told.iter().cloned().collect(), None);
    let of = format!("{} {}", words::POST_COST, year.year);
    view! { <Amount explained origin text=year.vzae_pauschale.without_sign() of /> }.into_any()
}

/// What each Anstellungsträger and the first charge come to; the year's own page has what is behind that.
fn actual(explained: Explained, year: &YearColumn) -> AnyView {
    let Some(actual) = year.actual else { return "–".into_any() };
    let origin = Origin::Made(year.actual_told.clone(), Some(year.run));
    let of = format!("{} {}", words::ACTUAL, year.year);
    view! { <Amount explained origin text=actual.without_sign() of /> }.into_any()
}

fn heads(first: &'static str, years: &[YearColumn]) -> impl IntoView + use<> {
    let years = years
        .iter()
        .map(|year| view! { <th class="kern-table__header kern-table__header--numeric" scope="col">{year.year}</th> })
        .collect_view();
    view! { <th class="kern-table__header" scope="col">{first}</th> {years} }
}

#[component]
fn BudgetTable(
    title: &'static str,
    years: Vec<YearColumn>,
    rows: Vec<(String, Vec<Option<Euro>>, Figure)>,
    explained: Explained,
) -> impl IntoView {
    let caption = format!("Budget nach Jahren: {title}, in €");
    let line = |(name, budgets, figure): (String, Vec<Option<Euro>>, Figure)| {
        let cells = years
            .iter()
            .zip(budgets)
            .map(|(year, budget)| {
                let of = format!("Budget {name} {}", year.year);
                let cell = match budget {
                    Some(budget) => of_run(explained, year.run, figure, budget.without_sign(), of),
                    None => "–".into_any(),
                };
                view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> }
            })
            .collect_view();
        view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row">{name}</th>{cells}</tr> }
    };
    let lines = rows.into_iter().map(line).collect_view();
    let head = heads(title, &years);
    view! {
        <section class="section">
            <h2>{title}</h2>
            <TableFrame caption caption_hidden=true>
                <thead><tr class="kern-table__row">{head}</tr></thead>
                <tbody>{lines}</tbody>
            </TableFrame>
        </section>
    }
}
