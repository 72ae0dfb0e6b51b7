//! The year at a glance: what there is, who gets it, how far it is paid.

use super::{api::year_overview, page::year_page};
use crate::{
    budgets::{
        BASE, RunSource,
        parts::{Amount, AreaLine, Derivations, Explained, Files, Origin, TotalFigures},
    },
    ui::{AmountBar, AmountChart, Badge, Empty, NoticeKind},
};
use domain::{
    access::AreaReader,
    budgets::{
        Euro, Figure, Part, Total, Totals, german,
        overview::{Amounts, Column, Overview, PlanFigure, PlanSums, Share, YearStatus, german as words},
    },
};
use leptos::prelude::*;
use leptos_router::components::A;

#[component]
pub fn OverviewPage() -> impl IntoView {
    year_page::<AreaReader, _, _, _>(|year| format!("Übersicht {year}"), year_overview, |view| view! { <Found view /> })
}

#[component]
fn Found(view: Overview) -> impl IntoView {
    let Overview { year, status, run, is_released, totals, sozialraeume, plan, .. } = view;
    let explained = Explained::new(RunSource::Stored(run));
    let kind = if status == YearStatus::Entwurf { NoticeKind::Warning } else { NoticeKind::Success };
    let of_run = if is_released {
        "Nach dem freigegebenen Lauf."
    } else {
        "Nach dem neuesten Lauf; freigegeben ist noch keiner."
    };
    let sozialraeume = sozialraeume.into_iter().map(AreaLine::from).collect::<Vec<_>>();
    let plan = match plan {
        Some(plan) => view! { <Payments year plan explained /> }.into_any(),
        None => view! { <Empty text="Geplant und gezahlt wird nach einem freigegebenen Lauf." /> }.into_any(),
    };
    view! {
        <p class="lead"><Badge kind text=words::status(status) />" "{of_run}</p>
        <TotalFigures totals=totals.clone() explained />
        <Files address=format!("/api/export/budget/{year}/uebersicht") of="Übersicht" />
        <Composition totals explained />
        {plan}
        <Areas year rows=sozialraeume explained />
        <Derivations explained />
    }
}

/// Lengths of bars: cents, and nothing below zero.
fn length(amount: Euro) -> u64 {
    u64::try_from(amount.cents()).unwrap_or_default()
}

/// What the budget is made of.
#[component]
fn Composition(totals: Totals, explained: Explained) -> impl IntoView {
    let bar = |total: Total, amount: Euro| {
        let (name, origin) = (german::total(total), Figure::Total { total });
        AmountBar {
            label: name.into_any(),
            whole: length(amount),
            part: None,
            cells: vec![view! { <Amount explained origin text=amount.without_sign() of=name /> }.into_any()],
        }
    };
    let used = vec![
        bar(Total::FirstCharge, totals.first_charge),
        bar(Total::Sockeltopf, totals.sockeltopf),
        bar(Total::Aufstockungstopf, totals.aufstockungstopf),
    ];
    let given = vec![bar(Total::Landeszuweisung, totals.landeszuweisung), bar(Total::Kreisanteil, totals.kreisanteil)];
    let out_of = length(totals.gesamt);
    view! {
        <section class="section">
            <h2>"Woraus das Budget besteht"</h2>
            <AmountChart caption="Wer es trägt, in €" name="Anteil" heads=vec!["Betrag in €"] bars=given out_of />
            <AmountChart caption="Wofür es bestimmt ist, in €" name="Topf" heads=vec!["Betrag in €"] bars=used out_of />
        </section>
    }
}

/// One button a column, in the order of [`Column::ALL`].
fn cells(
    explained: Explained,
    year: i32,
    amounts: Amounts,
    of: impl Fn(Column) -> (PlanFigure, String),
) -> Vec<AnyView> {
    let cell = |(column, amount): (Column, Euro)| {
        let (figure, of) = of(column);
        view! { <Amount explained origin=Origin::Plan(year, figure) text=amount.without_sign() of /> }.into_any()
    };
    Column::ALL.into_iter().zip(amounts).map(cell).collect()
}

/// Planned and paid: by share, by month, by payee.
#[component]
fn Payments(year: i32, plan: PlanSums, explained: Explained) -> impl IntoView {
    let heads = || Column::ALL.map(words::column).to_vec();
    let bar = |label: String, amounts: Amounts, cells: Vec<AnyView>| {
        let [planned, _, paid, _] = amounts;
        AmountBar { label: label.into_any(), whole: length(planned), part: Some(length(paid)), cells }
    };
    let shares = plan.shares.into_iter().map(|found| {
        let (share, name) = (found.share, words::share(found.share));
        let of = |column| (PlanFigure::Sum { share, column }, format!("{} {name}", words::column(column)));
        bar(name.to_owned(), found.amounts, cells(explained, year, found.amounts, of))
    });
    let months = plan.months.into_iter().map(|found| {
        let (month, name) = (found.month, words::month(found.month));
        let figure = |column| PlanFigure::Month { share: Share::All, month, column };
        let of = |column| (figure(column), format!("{} {name}", words::column(column)));
        bar(name.to_owned(), found.amounts, cells(explained, year, found.amounts, of))
    });
    let payees = plan.payees.into_iter().map(|found| {
        let payee = found.payee;
        let of = |column| (PlanFigure::Payee { payee, column }, format!("{} {}", words::column(column), found.name));
        bar(found.name.clone(), found.amounts, cells(explained, year, found.amounts, of))
    });
    let (shares, months, payees) = (shares.collect::<Vec<_>>(), months.collect::<Vec<_>>(), payees.collect::<Vec<_>>());
    view! {
        <section class="section">
            <h2>"Geplant und bezahlt"</h2>
            <p class="muted">"Der Rahmen eines Balkens ist, was geplant ist, die Füllung, was bezahlt ist."</p>
            <AmountChart caption="Im ganzen Jahr, in €" name="Anteil" heads=heads() bars=shares />
            <AmountChart caption="Nach Monaten, in €" name="Monat" heads=heads() bars=months />
            <AmountChart caption="Nach Empfängern, in €" name="Empfänger" heads=heads() bars=payees />
            <p><A href=format!("/app/auszahlung/{year}")>{format!("Zur Auszahlung {year}")}</A></p>
        </section>
    }
}

/// Budgets of the Sozialräume.
#[component]
fn Areas(year: i32, rows: Vec<AreaLine>, explained: Explained) -> impl IntoView {
    let bars = rows.into_iter().map(|row| {
        let cell = |part: Part, text: String| {
            view! { <Amount explained origin=row.figure(part) text of=row.label(part) /> }.into_any()
        };
        let cells = vec![
            cell(Part::Budget, row.budget.without_sign()),
            cell(Part::Vzae, row.vzae.to_string()),
            cell(Part::Hours, row.hours.to_string()),
        ];
        AmountBar { label: row.name.clone().into_any(), whole: length(row.budget), part: None, cells }
    });
    let bars = bars.collect::<Vec<_>>();
    view! {
        <section class="section">
            <h2>"Sozialräume"</h2>
            <AmountChart caption="Budget der Sozialräume" caption_hidden=true name="Sozialraum"
                heads=vec!["Budget in €", "VZÄ", "Std./Woche"] bars />
            <p><A href=format!("{BASE}/{year}/sozialraeume")>"Alle Angaben zu den Sozialräumen"</A></p>
        </section>
    }
}
