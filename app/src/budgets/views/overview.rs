//! The year at a glance: what there is, who gets it, how far it is paid.

use super::{
    api::{deadlines, year_overview},
    page::year_page,
};
use crate::{
    budgets::{
        BASE, RunSource,
        parts::{Amount, AreaLine, Derivations, Explained, Files, Origin, TotalFigures},
    },
    ui::{AmountBar, AmountChart, Badge, Empty, Failure, Loading, NoticeKind},
};
use domain::{
    access::AreaReader,
    budgets::{
        Euro, Figure, Part, Total, Totals, german,
        overview::{
            Amounts, Column, Deadline, Due, Overview, PlanFigure, PlanSums, Share, YearStatus, german as words,
            open_reclaim,
        },
    },
};
use leptos::prelude::*;

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
        <Deadlines />
        <TotalFigures totals=totals.clone() explained />
        <Files address=format!("/api/export/budget/{year}/uebersicht") of="Übersicht" />
        <Composition totals explained />
        {plan}
        <Areas year rows=sozialraeume explained />
        <Derivations explained />
    }
}

/// What comes due, of this year or another; it comes after the page.
#[component]
fn Deadlines() -> impl IntoView {
    let found = LocalResource::new(deadlines);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) if rows.is_empty() => view! { <p class="muted">"Zurzeit läuft keine Frist ab."</p> }.into_any(),
            Ok(rows) => view! { <ul>{rows.into_iter().map(due).collect_view()}</ul> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <section class="section budget__deadlines">
            <h2>"Fristen"</h2>
            <Suspense fallback=Loading>{content}</Suspense>
        </section>
    }
}

/// What it is, and where something can be done about it.
fn due(row: Deadline) -> impl IntoView {
    let told = words::deadline(&row);
    let way = match row.what {
        Due::Proofs { year, .. } => Some((format!("/app/abrechnung/{year}"), format!("Zur Abrechnung {year}"))),
        Due::Notice { year, .. } => Some((format!("{BASE}/{year}"), format!("Zu den Parametern {year}"))),
        Due::Agreement { .. } => None,
    };
    let way = way.map(|(href, name)| view! { " "<a href=href>{name}</a> });
    view! { <li>{told}{way}</li> }
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

/// What is planned, ordered, paid and left of one line, and what of it is asked back.
struct Line {
    label: String,
    amounts: Amounts,
    figure: Box<dyn Fn(Column) -> PlanFigure>,
}

impl Line {
    fn bar(&self, explained: Explained, year: i32, reclaims: bool) -> AmountBar {
        let button = |origin: Origin, word: &'static str, amount: Euro| {
            let of = format!("{word} {}", self.label);
            view! { <Amount explained origin text=amount.without_sign() of /> }.into_any()
        };
        let back = open_reclaim(self.amounts[3]);
        let mut cells: Vec<AnyView> = Column::ALL
            .into_iter()
            .zip(self.amounts)
            .map(|(column, amount)| match (column, back) {
                (Column::Rest, Some(_)) => "–".into_any(),
                _ => button(Origin::Plan(year, (self.figure)(column)), words::column(column), amount),
            })
            .collect();
        if reclaims {
            let asked_back = |back| button(Origin::Reclaim(year, (self.figure)(Column::Rest)), words::RECLAIM, back);
            cells.push(back.map_or_else(|| "–".into_any(), asked_back));
        }
        let [planned, _, paid, _] = self.amounts;
        AmountBar { label: self.label.clone().into_any(), whole: length(planned), part: Some(length(paid)), cells }
    }
}

/// Lines under the columns; what is asked back has a column of its own where there is any.
fn chart(explained: Explained, year: i32, caption: &'static str, name: &'static str, lines: Vec<Line>) -> AnyView {
    let reclaims = lines.iter().any(|line| open_reclaim(line.amounts[3]).is_some());
    let heads =
        Column::ALL.map(words::column).into_iter().chain(reclaims.then_some(words::RECLAIM)).collect::<Vec<_>>();
    let bars = lines.iter().map(|line| line.bar(explained, year, reclaims)).collect::<Vec<_>>();
    view! { <AmountChart caption name heads bars /> }.into_any()
}

/// Planned and paid: by share, by month, by payee.
#[component]
fn Payments(year: i32, plan: PlanSums, explained: Explained) -> impl IntoView {
    let shares = plan.shares.into_iter().map(|found| Line {
        label: words::share(found.share).to_owned(),
        amounts: found.amounts,
        figure: Box::new(move |column| PlanFigure::Sum { share: found.share, column }),
    });
    let months = plan.months.into_iter().map(|found| Line {
        label: words::month(found.month).to_owned(),
        amounts: found.amounts,
        figure: Box::new(move |column| PlanFigure::Month { share: Share::All, month: found.month, column }),
    });
    let payees = plan.payees.into_iter().map(|found| Line {
        label: found.name,
        amounts: found.amounts,
        figure: Box::new(move |column| PlanFigure::Payee { payee: found.payee, column }),
    });
    let (shares, months, payees) = (shares.collect::<Vec<_>>(), months.collect::<Vec<_>>(), payees.collect::<Vec<_>>());
    let more_paid = payees.iter().any(|line| line.amounts[2] > line.amounts[0]);
    view! {
        <section class="section">
            <h2>"Geplant und bezahlt"</h2>
            <p class="muted">"Der Rahmen eines Balkens ist, was geplant ist, die Füllung, was bezahlt ist."</p>
            {more_paid.then(|| view! { <p class="muted">{words::MORE_PAID}</p> })}
            {chart(explained, year, "Im ganzen Jahr, in €", "Anteil", shares)}
            {chart(explained, year, "Nach Monaten, in €", "Monat", months)}
            {chart(explained, year, "Nach Empfängern, in €", "Empfänger", payees)}
            <p><a href=format!("/app/auszahlung/{year}")>{format!("Zur Auszahlung {year}")}</a></p>
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
            <p><a href=format!("{BASE}/{year}/sozialraeume")>"Alle Angaben zu den Sozialräumen"</a></p>
        </section>
    }
}
