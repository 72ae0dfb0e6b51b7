//! Later years: the budget grows by one rate, posts by another. Calculated in the browser, nothing stored.

use super::{api::forecast_start, page::year_page};
use crate::ui::{AmountBar, AmountChart, Field, Form, Notice, NoticeKind};
use domain::{
    access::AreaReader,
    budgets::{
        Parameters, german,
        overview::{ForecastInput, ForecastYear},
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

#[component]
fn Found(parameters: Parameters) -> impl IntoView {
    let start = ForecastInput::default();
    let (growth, tariff, years) =
        (RwSignal::new(start.growth), RwSignal::new(start.tariff), RwSignal::new(start.years));
    let input = move || ForecastInput { growth: growth.get(), tariff: tariff.get(), years: years.get() };
    let form = Form::new(move || input().check().err().unwrap_or_default());
    let parameters = StoredValue::new(parameters);
    let found = Memo::new(move |before: Option<&Result<Vec<ForecastYear>, String>>| match input().check() {
        Ok(forecast) => {
            parameters.with_value(|parameters| forecast.of(parameters)).map_err(|error| german::refusal(&error))
        }
        // What was right last stays in sight while a field is being typed; the fault stands at the field.
        Err(_) => before.cloned().unwrap_or_else(|| Ok(Vec::new())),
    });
    let shown = move || match found.get() {
        Ok(years) => view! { <Years years /> }.into_any(),
        Err(sentence) => view! { <Notice kind=NoticeKind::Warning title=sentence /> }.into_any(),
    };
    view! {
        <p class="lead">"Eine Rechnung zum Ausprobieren: Maßgeblich bleibt der Bescheid des Landes. Hier wird nichts gespeichert."</p>
        <form class="form budget__fields" novalidate on:submit=move |event| { event.prevent_default(); form.judge(); }>
            <Field form name="growth" label="Zuwachs der Landeszuweisung im Jahr" value=growth inputmode="decimal" hint="Üblich sind 2,5 %" />
            <Field form name="tariff" label="Zuwachs der Kosten einer Stelle im Jahr" value=tariff inputmode="decimal" hint="Tariferhöhung, zum Beispiel 3 %" />
            <Field form name="years" label="Wie viele Jahre" value=years inputmode="numeric" hint="1 bis 10" />
        </form>
        {shown}
    }
}

#[component]
fn Years(years: Vec<ForecastYear>) -> impl IntoView {
    let Some((first, last)) = years.first().zip(years.last()) else { return ().into_any() };
    let told = format!(
        "{} trägt das Budget {} VZÄ, {} noch {} VZÄ: ein Unterschied von {} VZÄ.",
        first.year, first.vzae, last.year, last.vzae, last.difference
    );
    let bars = years.iter().map(|year| AmountBar {
        label: year.year.into_any(),
        whole: u64::try_from(year.vzae.scaled()).unwrap_or_default(),
        part: None,
        cells: [
            year.vzae.to_string(),
            year.difference.to_string(),
            year.landeszuweisung.without_sign(),
            year.gesamt.without_sign(),
            year.first_charge.without_sign(),
            year.kiso_topf.without_sign(),
            year.vzae_pauschale.without_sign(),
        ]
        .into_iter()
        .map(IntoAny::into_any)
        .collect(),
    });
    let bars = bars.collect::<Vec<_>>();
    let heads = vec![
        "VZÄ",
        "gegenüber heute",
        "Landeszuweisung in €",
        "Gesamt in €",
        "Vorwegposition in €",
        "KiSo-Topf in €",
        "Kosten je Stelle in €",
    ];
    view! {
        <p class="lead" role="status">{told}</p>
        <section class="section">
            <h2>"VZÄ, die das Budget trägt"</h2>
            <AmountChart caption="VZÄ, die das Budget trägt" caption_hidden=true name="Jahr" heads bars />
        </section>
    }
    .into_any()
}
