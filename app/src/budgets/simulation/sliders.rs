//! Sliders for the parameters that are discussed most, and the levels of the Kommunen.

use crate::budgets::parts::Typed;
use domain::{
    budgets::{Euro, Fraction, Parameter, Snapshot, german},
    ids::KommuneId,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The level that is tried for each Kommune, as its select holds it.
pub type Levels = BTreeMap<KommuneId, RwSignal<String>>;

/// How a slider's number is written: for people, or into the field of the form.
type Shown = fn(i64) -> String;

/// A slider in whole units (thousands of euro, percent) that writes into the field of the form.
#[derive(Clone, Copy)]
struct Range {
    parameter: Parameter,
    name: &'static str,
    shown: Shown,
    min: i64,
    max: i64,
    now: i64,
    write: Shown,
}

/// Whole thousands of euro.
fn thousands(amount: Euro) -> i64 {
    i64::try_from(amount.cents() / 100_000).unwrap_or_default()
}

fn write_thousands(value: i64) -> String {
    Euro::from_cents(value * 100_000).without_sign()
}

/// Whole thousands, without cents that are always 00.
fn euros(value: i64) -> String {
    format!("{} €", write_thousands(value).trim_end_matches(",00"))
}

fn percents(value: i64) -> String {
    format!("{value} %")
}

fn write_percent(value: i64) -> String {
    format!("{value}/100")
}

/// The slider and what it stands at; the fields below take every value.
#[component]
pub fn Sliders(snapshot: Snapshot, typed: Typed) -> impl IntoView {
    let (land, cost) =
        (thousands(snapshot.parameters.landeszuweisung.value), thousands(snapshot.parameters.vzae_pauschale.value));
    let quota = snapshot.parameters.sockel_quote.value;
    let percent = i64::try_from(quota.numerator() * 100 / quota.denominator().get()).unwrap_or_default();
    // The slider has whole percents only; what the run calculates with is said as it is until somebody moves it.
    let is_whole = (quota.numerator() * 100).is_multiple_of(quota.denominator().get());
    let exact = (!is_whole).then(|| exact_percents(quota));
    let around = |now: i64| (now * 7 / 10, now * 13 / 10);
    let range = |parameter, name, shown, (min, max), now, write| Range { parameter, name, shown, min, max, now, write };
    let sliders = [
        range(Parameter::Landeszuweisung, "slider_land", euros as Shown, around(land), land, write_thousands as Shown),
        range(Parameter::SockelQuote, "slider_sockel", percents, (0, 100), percent, write_percent),
        range(Parameter::VzaePauschale, "slider_vzae", euros, around(cost), cost, write_thousands),
    ];
    let exact_of = |parameter| exact.clone().filter(|_| parameter == Parameter::SockelQuote);
    let rows = sliders.map(|range| slider(range, exact_of(range.parameter), typed)).collect_view();
    view! { <div class="simulation__sliders">{rows}</div> }
}

/// `2/3 (66,67 %)`
fn exact_percents(quota: Fraction) -> String {
    let doubled = u128::from(quota.numerator()) * 20_000 / u128::from(quota.denominator().get());
    let hundredths = doubled.div_ceil(2);
    format!("{quota} ({},{:02} %)", hundredths / 100, hundredths % 100)
}

/// `exact`: what stands there until the slider is moved.
fn slider(range: Range, exact: Option<String>, typed: Typed) -> impl IntoView {
    let Range { parameter, name, shown, min, max, now, write } = range;
    let value = RwSignal::new(now);
    let exact = RwSignal::new(exact);
    let text = move || exact.get().unwrap_or_else(|| shown(value.get()));
    let moved = move |event: leptos::ev::Event| {
        let Ok(new) = event_target_value(&event).parse::<i64>() else { return };
        value.set(new);
        exact.set(None);
        typed.set(parameter.field(), write(new));
    };
    view! {
        <div class="simulation__slider">
            <label class="kern-label" for=name>{german::parameter(parameter)}</label>
            <input id=name type="range" min=min max=max step="1" value=now
                aria-valuetext=text on:input=moved />
            <span aria-hidden="true">{text}</span>
        </div>
    }
}

/// One select a Kommune.
#[component]
pub fn LevelFields(snapshot: Snapshot, levels: StoredValue<Levels>) -> impl IntoView {
    let options: Vec<(String, String)> = snapshot
        .parameters
        .stufen_gewicht
        .value
        .keys()
        .map(|level| (level.to_string(), format!("Stufe {level}")))
        .collect();
    let fields = snapshot
        .inputs
        .kommunen()
        .iter()
        .filter_map(|kommune| {
            let value = levels.with_value(|levels| levels.get(&kommune.id).copied())?;
            Some(level_field(kommune.name.clone(), value, options.clone()))
        })
        .collect_view();
    view! {
        <details class="budget__more">
            <summary>"Mehrbedarfsstufen der Kommunen"</summary>
            <div class="budget__fields budget__fields--small">{fields}</div>
        </details>
    }
}

fn level_field(name: String, value: RwSignal<String>, options: Vec<(String, String)>) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(code, label)| {
            let selected = code == value.get_untracked();
            view! { <option value=code selected=selected>{label}</option> }
        })
        .collect_view();
    view! {
        <label class="simulation__level">
            <span class="kern-label">{name}</span>
            <select class="kern-form-input__select" prop:value=move || value.get()
                on:change=move |event| value.set(event_target_value(&event))>{options}</select>
        </label>
    }
}
