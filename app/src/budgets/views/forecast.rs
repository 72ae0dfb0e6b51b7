//! Later years: the budget grows by one rate, posts by another. Calculated in the browser, nothing stored.

use super::{api::forecast_start, page::year_page};
use crate::{
    budgets::parts::{Amount, AmountOf, Derivations, Explained, Files, Origin, Place, sentence},
    ui::{AmountBar, AmountChart, Field, Form, Notice, NoticeKind},
};
use domain::{
    access::AreaReader,
    budgets::{
        Parameters, german,
        overview::{Forecast, ForecastColumn, ForecastInput, ForecastYear, german as words},
    },
};
use leptos::prelude::*;

#[component]
pub fn ForecastPage() -> impl IntoView {
    year_page::<AreaReader, _, _, _>(
        |year| format!("Prognose ab {year}"),
        forecast_start,
        |parameters| {
            view! { <Found parameters /> }
        },
    )
}

/// What was calculated last, and by which rates; `None` before there was anything.
type Calculated = Option<(Forecast, Vec<ForecastYear>)>;

#[component]
fn Found(parameters: Parameters) -> impl IntoView {
    let start = ForecastInput::default();
    let (growth, tariff, years) =
        (RwSignal::new(start.growth), RwSignal::new(start.tariff), RwSignal::new(start.years));
    let input = move || ForecastInput { growth: growth.get(), tariff: tariff.get(), years: years.get() };
    let form = Form::new(move || input().check().err().unwrap_or_default());
    let parameters = StoredValue::new(parameters);
    let found = Memo::new(move |before: Option<&Result<Calculated, String>>| match input().check() {
        Ok(forecast) => {
            let years = parameters.with_value(|parameters| forecast.of(parameters));
            years.map(|years| Some((forecast, years))).map_err(|error| german::refusal(&error))
        }
        // What was right last stays in sight while a field is being typed; the fault stands at the field.
        Err(_) => before.cloned().unwrap_or(Ok(None)),
    });
    let explained = Explained::in_browser();
    let shown = move || match found.get() {
        Ok(Some((forecast, years))) => view! { <Years forecast years parameters explained /> }.into_any(),
        Ok(None) => ().into_any(),
        Err(sentence) => view! { <Notice kind=NoticeKind::Warning title=sentence /> }.into_any(),
    };
    view! {
        <p class="lead">"Eine Rechnung zum Ausprobieren: Maßgeblich bleibt der Bescheid des Landes. Hier wird nichts gespeichert."</p>
        <form class="form budget__fields" novalidate on:submit=move |event| { event.prevent_default(); form.judge(); }>
            <Field form name="growth" label=words::GROWTH_OF_LAND value=growth inputmode="decimal" hint="Üblich sind 2,5 %" />
            <Field form name="tariff" label=words::GROWTH_OF_POSTS value=tariff inputmode="decimal"
                hint="Tariferhöhung, zum Beispiel 3 %" />
            <Field form name="years" label="Wie viele Jahre" value=years inputmode="numeric" hint="1 bis 10" />
        </form>
        {shown}
        <Derivations explained />
    }
}

/// What the amounts are explained by: calculated when somebody asks.
type Calculation = (StoredValue<Parameters>, Forecast);

fn origin((parameters, forecast): Calculation, position: usize, column: ForecastColumn) -> AmountOf {
    AmountOf::later(move || {
        let told = parameters.with_value(|parameters| forecast.explain(parameters, position, column));
        Origin::Known(told.map(|told| told.into_iter().collect()))
    })
}

fn name_of(column: ForecastColumn, year: i32) -> String {
    format!("{} {year}", words::forecast(column))
}

#[component]
fn Years(
    forecast: Forecast,
    years: Vec<ForecastYear>,
    parameters: StoredValue<Parameters>,
    explained: Explained,
) -> impl IntoView {
    let Some((first, last)) = years.first().zip(years.last()) else { return ().into_any() };
    let told = format!(
        "{} trägt das Budget {} VZÄ, {} noch {} VZÄ: ein Unterschied von {} VZÄ.",
        first.year, first.vzae, last.year, last.vzae, last.difference
    );
    let calculation = (parameters, forecast);
    let end = years.len().saturating_sub(1);
    let place = |position: usize, year: i32, column: ForecastColumn, text: String| {
        Place::new(text, origin(calculation, position, column), name_of(column, year))
    };
    let places = vec![
        place(0, first.year, ForecastColumn::Vzae, first.vzae.to_string()),
        place(end, last.year, ForecastColumn::Vzae, last.vzae.to_string()),
        place(end, last.year, ForecastColumn::Difference, last.difference.to_string()),
    ];
    let clickable = sentence(explained, &told, places);
    let bar = |(position, year): (usize, &ForecastYear)| AmountBar {
        label: year.year.into_any(),
        whole: u64::try_from(year.vzae.scaled()).unwrap_or_default(),
        part: None,
        cells: [
            (ForecastColumn::Vzae, year.vzae.to_string()),
            (ForecastColumn::Difference, year.difference.to_string()),
            (ForecastColumn::Landeszuweisung, year.landeszuweisung.without_sign()),
            (ForecastColumn::Gesamt, year.gesamt.without_sign()),
            (ForecastColumn::FirstCharge, year.first_charge.without_sign()),
            (ForecastColumn::KisoTopf, year.kiso_topf.without_sign()),
            (ForecastColumn::VzaePauschale, year.vzae_pauschale.without_sign()),
        ]
        .map(|(column, text)| {
            let (origin, of) = (origin(calculation, position, column), name_of(column, year.year));
            view! { <Amount explained origin text of /> }.into_any()
        })
        .into(),
    };
    let bars = years.iter().enumerate().map(bar).collect::<Vec<_>>();
    let heads = vec![
        "VZÄ",
        "gegenüber heute",
        "Landeszuweisung in €",
        "Gesamt in €",
        "Vorwegposition in €",
        "KiSo-Topf in €",
        "Kosten je Stelle in €",
    ];
    let address = format!("/api/export/budget/{}/prognose", first.year);
    let ForecastInput { growth, tariff, years } = forecast.input();
    let query = format!("?growth={growth}&tariff={tariff}&years={years}");
    let assumed = words::assumed(forecast);
    view! {
        // Said aloud without the names of the buttons.
        <p class="kern-sr-only" role="status">{told}</p>
        <p class="lead">{clickable}</p>
        <p class="muted">{assumed}</p>
        <Files address query of="Prognose" />
        <section class="section">
            <h2>"VZÄ, die das Budget trägt"</h2>
            <AmountChart caption="VZÄ, die das Budget trägt" caption_hidden=true name="Jahr" heads bars />
        </section>
    }
    .into_any()
}
