//! Anstellungsträger of a year: budget, hours, payments, agreements, posts. An Anstellungsträger reads its own alone.

use super::{api::year_employers, page::year_page};
use crate::{
    budgets::{
        RunSource,
        parts::{Amount, AmountOf, Derivations, Explained, Files, Origin},
    },
    ui::{Badge, Column, Empty, NoticeKind, SortedTable},
};
use domain::{
    access::BudgetReader,
    budgets::{
        EmployerPart, Euro, Figure,
        overview::{
            AgreementRow, Column as Of, EmployerView, EmployersView, PlanFigure, PostColumn, PostRow, StaffView,
            german as words, open_reclaim,
        },
        payment::{PlanRow, german as payment},
        settlement::german as settlement,
    },
    german,
};
use leptos::prelude::*;

#[component]
pub fn EmployersPage() -> impl IntoView {
    year_page::<BudgetReader, _, _, _>(
        |year| format!("Anstellungsträger {year}"),
        year_employers,
        |view| view! { <Found view /> },
    )
}

#[component]
fn Found(view: EmployersView) -> impl IntoView {
    let EmployersView { year, run, is_released, day, rows } = view;
    let explained = Explained::new(RunSource::Stored(run));
    if rows.is_empty() {
        return view! { <Empty text="In diesem Jahr ist kein Anstellungsträger, den Sie sehen dürfen." /> }.into_any();
    }
    let told = if is_released {
        "Nach dem freigegebenen Lauf."
    } else {
        "Nach dem neuesten Lauf; freigegeben ist noch keiner."
    };
    let only = rows.len() == 1;
    let table = (!only).then(|| view! { <EmployersTable year rows=rows.clone() explained /> });
    let cards = rows.into_iter().map(|row| view! { <Card year row explained open=only /> }).collect_view();
    view! {
        <p class="lead">{format!("{told} Stellen und Vereinbarungen am {}.", german::date(day))}</p>
        <Files address=format!("/api/export/budget/{year}/anstellungstraeger") of="Anstellungsträger" />
        {table}
        {only.then(|| view! { <h2>"Im Einzelnen"</h2> })}
        {cards}
        <Derivations explained />
    }
    .into_any()
}

/// The budget, posts or hours of one.
fn figure(explained: Explained, row: &EmployerView, part: EmployerPart) -> impl IntoView + use<> {
    let row = &row.row;
    let (name, text) = match part {
        EmployerPart::Vzae => ("VZÄ", row.vzae.to_string()),
        EmployerPart::Hours => ("Wochenstunden", row.hours.to_string()),
        _ => ("Budget", row.budget.without_sign()),
    };
    let origin = Figure::Anstellungstraeger { anstellungstraeger: row.anstellungstraeger, part };
    view! { <Amount explained origin text of=format!("{name} {}", row.name) /> }
}

/// What is planned, ordered or paid; a dash while nothing is released, and where something is to be asked back instead.
fn planned(explained: Explained, year: i32, row: &EmployerView, column: Of) -> AnyView {
    let Some(plan) = &row.plan else { return "–".into_any() };
    let amount = match column {
        Of::Planned => plan.entitlement,
        Of::Ordered => plan.ordered,
        Of::Paid => plan.paid,
        Of::Rest if reclaim(plan).is_some() => return "–".into_any(),
        Of::Rest => plan.unpaid,
    };
    let origin = Origin::Plan(year, PlanFigure::Payee { payee: plan.payee, column });
    of_plan(explained, row, origin, (words::column(column), amount))
}

/// What is still to be asked back.
fn reclaimed(explained: Explained, year: i32, row: &EmployerView) -> AnyView {
    match row.plan.as_ref().and_then(|plan| Some((plan, reclaim(plan)?))) {
        Some((plan, amount)) => {
            let origin = Origin::Reclaim(year, PlanFigure::Payee { payee: plan.payee, column: Of::Rest });
            of_plan(explained, row, origin, (words::RECLAIM, amount))
        }
        None => "–".into_any(),
    }
}

fn of_plan(explained: Explained, row: &EmployerView, origin: Origin, (word, amount): (&'static str, Euro)) -> AnyView {
    let of = format!("{word} {}", row.row.name);
    view! { <Amount explained origin text=amount.without_sign() of /> }.into_any()
}

fn reclaim(plan: &PlanRow) -> Option<Euro> {
    open_reclaim(plan.unpaid)
}

#[component]
fn EmployersTable(year: i32, rows: Vec<EmployerView>, explained: Explained) -> impl IntoView {
    type Row = EmployerView;
    let money = move |label, column| Column::number(label, move |row: &Row| planned(explained, year, row, column));
    let own = move |label, part| Column::number(label, move |row: &Row| figure(explained, row, part));
    let reclaims = rows.iter().filter_map(|row| row.plan.as_ref()).any(|plan| reclaim(plan).is_some());
    let sees_staff = rows.iter().any(|row| row.staff.is_some());
    let mut columns = vec![
        Column::new("Anstellungsträger", |row: &Row| row.row.name.clone())
            .sorted_by(|a, b| a.row.name.cmp(&b.row.name)),
        Column::number("Kitas", |row: &Row| row.row.kitas).sorted_by(|a, b| a.row.kitas.cmp(&b.row.kitas)),
        own("Budget in €", EmployerPart::Budget).sorted_by(|a, b| a.row.budget.cmp(&b.row.budget)),
        own("VZÄ", EmployerPart::Vzae).sorted_by(|a, b| a.row.vzae.cmp(&b.row.vzae)),
        own("Std./Woche", EmployerPart::Hours).sorted_by(|a, b| a.row.hours.cmp(&b.row.hours)),
        money("Geplant in €", Of::Planned),
        money("Bezahlt in €", Of::Paid),
        money("Noch zu zahlen in €", Of::Rest),
    ];
    if reclaims {
        columns.push(Column::number("Zurückzufordern in €", move |row: &Row| reclaimed(explained, year, row)));
    }
    if sees_staff {
        columns.push(Column::number("VZÄ besetzt", move |row: &Row| counted(row, PostColumn::Filled, explained)));
        columns.push(Column::number("Std. unbesetzt", move |row: &Row| counted(row, PostColumn::Kept, explained)));
    }
    columns.push(Column::new("Vereinbarung", |row: &Row| {
        row.agreements.iter().map(|found| found.reference.clone()).collect::<Vec<_>>().join(", ")
    }));
    view! {
        <section class="section budget__table">
            <h2>"Alle auf einen Blick"</h2>
            <SortedTable caption="Anstellungsträger auf einen Blick" caption_hidden=true columns rows />
        </section>
    }
}

/// What is counted of the posts; nothing for those who see no staff.
fn counted(row: &EmployerView, column: PostColumn, explained: Explained) -> AnyView {
    let Some(staff) = row.staff.clone() else { return ().into_any() };
    let (id, name) = (row.row.anstellungstraeger, row.row.name.clone());
    let (text, what) = match column {
        PostColumn::Kept => (staff.vacant.to_string(), "Unbesetzte Wochenstunden"),
        PostColumn::Filled => (staff.filled.to_string(), words::post_column(column)),
        PostColumn::Missing => (staff.missing.to_string(), words::post_column(column)),
    };
    let of = format!("{what} {name}");
    let origin = AmountOf::later(move || Origin::Counted(staff.explain(id, &name, column)));
    view! { <Amount explained origin text of /> }.into_any()
}

/// Everything about one; folded where there are several.
#[component]
fn Card(year: i32, row: EmployerView, explained: Explained, open: bool) -> impl IntoView {
    let name = row.row.name.clone();
    let sums = [
        ("Budget in €", figure(explained, &row, EmployerPart::Budget).into_any()),
        ("VZÄ", figure(explained, &row, EmployerPart::Vzae).into_any()),
        ("Wochenstunden", figure(explained, &row, EmployerPart::Hours).into_any()),
        ("Geplant in €", planned(explained, year, &row, Of::Planned)),
        ("Angeordnet in €", planned(explained, year, &row, Of::Ordered)),
        ("Bezahlt in €", planned(explained, year, &row, Of::Paid)),
        match row.plan.as_ref().and_then(reclaim) {
            Some(_) => ("Zurückzufordern in €", reclaimed(explained, year, &row)),
            None => ("Noch zu zahlen in €", planned(explained, year, &row, Of::Rest)),
        },
    ];
    let sums = sums
        .into_iter()
        .map(|(label, value)| view! { <div class="figures__figure"><dt>{label}</dt><dd>{value}</dd></div> })
        .collect_view();
    let counts = [PostColumn::Filled, PostColumn::Kept, PostColumn::Missing];
    let counts = counts.map(|column| counted(&row, column, explained));
    let EmployerView { plan, agreements, mode, staff, .. } = row;
    let months = plan.map(|plan| view! { <Months year plan explained /> });
    let staff = staff.map(|staff| view! { <Staff staff counts of=name.clone() /> });
    view! {
        <details class="budget__entry employer printed" open=open>
            <summary>{name.clone()}</summary>
            <dl class="figures">{sums}</dl>
            {months}
            <Agreements rows=agreements of=name />
            <p>{settlement::mode_rule(mode)}</p>
            {staff}
        </details>
    }
}

/// The twelve Abschläge, each with its state in words.
#[component]
fn Months(year: i32, plan: PlanRow, explained: Explained) -> impl IntoView {
    type Row = (u8, Euro, &'static str);
    let (payee, name) = (plan.payee, plan.name.clone());
    let rows: Vec<Row> = (0..)
        .zip(&plan.months)
        .map(|(month, found)| (month, found.amount, payment::month_state(found.state)))
        .collect();
    let columns = vec![
        Column::new("Monat", |row: &Row| words::month(row.0)),
        Column::number("Abschlag in €", move |row: &Row| {
            let origin = Origin::Plan(year, PlanFigure::PayeeMonth { payee, month: row.0, column: Of::Planned });
            let of = format!("Abschlag {} {name}", words::month(row.0));
            view! { <Amount explained origin text=row.1.without_sign() of /> }
        }),
        Column::new("Stand", |row: &Row| row.2),
    ];
    view! {
        <h3>"Abschläge"</h3>
        <SortedTable caption=format!("Abschläge {}", plan.name) caption_hidden=true columns rows />
        <p class="muted">{payment::plan_rest(&plan)}</p>
    }
}

#[component]
fn Agreements(rows: Vec<AgreementRow>, of: String) -> impl IntoView {
    type Row = AgreementRow;
    if rows.is_empty() {
        return view! { <Empty text="In diesem Jahr gilt keine Kooperationsvereinbarung." /> }.into_any();
    }
    let columns = vec![
        Column::new("Aktenzeichen", |row: &Row| row.reference.clone()),
        Column::number("Fassung", |row: &Row| row.version),
        Column::new("Von", |row: &Row| german::date(row.first_day)),
        Column::new("Bis", |row: &Row| row.last_day.map_or_else(|| "auf Weiteres".to_owned(), german::date)),
        Column::number("Kitas", |row: &Row| row.kitas),
        Column::new("Hinweis", |row: &Row| {
            row.ends_soon.then(|| view! { <Badge kind=NoticeKind::Warning text="endet bald" /> })
        }),
    ];
    view! {
        <h3>"Kooperationsvereinbarungen"</h3>
        <SortedTable caption=format!("Kooperationsvereinbarungen {of}") caption_hidden=true columns rows />
    }
    .into_any()
}

/// Posts and vacancies; why a post is vacant is nobody's business.
#[component]
fn Staff(
    staff: StaffView,
    /// Filled posts, vacant hours, and what is missing; each says what it was counted from.
    counts: [AnyView; 3],
    of: String,
) -> impl IntoView {
    type Row = PostRow;
    let posts = staff.posts;
    let [filled, vacant, missing] = counts;
    let day = |day: Option<chrono::NaiveDate>| day.map(german::date).unwrap_or_default();
    let columns = vec![
        Column::new("Stelle", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Std./Woche", |row: &Row| row.hours.to_string()).sorted_by(|a, b| a.hours.cmp(&b.hours)),
        Column::number("VZÄ", |row: &Row| row.vzae.to_string()),
        Column::new("Stand", |row: &Row| {
            let kind = if row.is_vacant { NoticeKind::Warning } else { NoticeKind::Success };
            view! { <Badge kind text=words::post_state(row.is_vacant) /> }
        })
        .sorted_by(|a, b| a.is_vacant.cmp(&b.is_vacant)),
        Column::new("Seit", move |row: &Row| day(row.since)),
        Column::new("Bis", move |row: &Row| day(row.until)),
    ];
    view! {
        <h3>"Stellen"</h3>
        <p>
            "Besetzt sind " {filled} " VZÄ, unbesetzt " {vacant} " Wochenstunden. Zum Budget fehlen " {missing}
            " VZÄ; ein Minus heißt, dass mehr besetzt ist, als es trägt."
        </p>
        <SortedTable caption=format!("Stellen {of}") caption_hidden=true columns rows=posts />
    }
}
