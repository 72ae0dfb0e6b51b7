use super::{
    api::simulation,
    scenarios::Scenarios,
    sliders::{LevelFields, Levels, Sliders},
    tables::{Effects, Sides, Trial},
    view::SimulationView,
};
use crate::{
    budgets::parts::{
        Derivations, Explained, ParameterFields, Typed, YearNavigation, empty, forbidden, frame, of_address,
    },
    staff::StaffSession,
    ui::{Empty, Form, Notice, NoticeKind, Outcome},
};
use domain::{
    access::{AreaReader, Right},
    budgets::{BudgetParametersInput, Figures, Snapshot, german, simulation::Comparison},
};
use leptos::prelude::*;
use std::sync::Arc;

const NOTHING: &str = "Für dieses Jahr ist noch kein Lauf gespeichert, mit dem sich etwas vergleichen ließe.";

/// Tries other parameters and levels on a year.
#[component]
pub fn SimulationPage() -> impl IntoView {
    of_address(|year| view! { <Simulation year /> })
}

#[component]
fn Simulation(year: i32) -> impl IntoView {
    let title = format!("Simulation {year}");
    let role = use_context::<StaffSession>().map(|session| session.0.role);
    if !role.is_some_and(|role| AreaReader::ROLES.contains(&role)) {
        return forbidden();
    }
    let found = LocalResource::new(move || simulation(year));
    let head = view! {
        <YearNavigation year />
    };
    frame((title, head), found, empty(NOTHING), move |view| view! { <Found view /> })
}

/// What the fields come to; the faults stand at the fields.
#[derive(Clone, PartialEq)]
enum Tried {
    Faulty,
    Refused(String),
    Done(Box<Trial>),
}

#[component]
fn Found(view: SimulationView) -> impl IntoView {
    let SimulationView { snapshot, saved, is_released } = view;
    let start = snapshot.figures().and_then(|figures| {
        Comparison::between((&snapshot, &figures), &figures).map(|comparison| (figures, comparison))
    });
    let run = Arc::new(snapshot.clone());
    let (figures, start) = match start {
        Ok((figures, comparison)) => (figures, StoredValue::new(Trial { comparison, snapshot: Arc::clone(&run) })),
        Err(error) => return view! { <Empty text=german::refusal(&error) /> }.into_any(),
    };
    let typed = Typed::new(snapshot.parameters.year, &BudgetParametersInput::from(&snapshot.parameters));
    let form = Form::new(move || typed.input().check().err().unwrap_or_default());
    let levels = StoredValue::new(levels(&snapshot));
    let base = StoredValue::new((snapshot.clone(), figures));
    let tried = Memo::new(move |_| base.with_value(|(snapshot, figures)| try_out(snapshot, figures, typed, levels)));
    let trial = Memo::new(move |before: Option<&Trial>| match tried.get() {
        Tried::Done(trial) => *trial,
        // What was right last stays in sight while a field is being typed.
        Tried::Faulty | Tried::Refused(_) => before.cloned().unwrap_or_else(|| start.get_value()),
    });
    let told = move || {
        tried.with(|tried| match tried {
            Tried::Done(_) => None,
            Tried::Faulty => {
                Some("Eine Angabe stimmt noch nicht; unten stehen die letzten gültigen Zahlen.".to_owned())
            }
            Tried::Refused(sentence) => Some(sentence.clone()),
        })
    };
    let explained = Explained::in_browser();
    let sides = Sides { explained, run: StoredValue::new(run), trial };
    let of = if is_released { "dem freigegebenen Lauf" } else { "dem neuesten Lauf" };
    view! {
        <p class="lead">{format!("Verglichen mit {of} vom {saved}. Gespeichert wird davon nichts, bis Sie es als Szenario aufheben.")}</p>
        <Sliders snapshot=snapshot.clone() typed />
        <details class="budget__more">
            <summary>"Alle Parameter"</summary>
            <form class="form budget__form" novalidate on:submit=move |event| event.prevent_default()>
                <Outcome form />
                <ParameterFields form typed />
            </form>
        </details>
        <LevelFields snapshot=snapshot.clone() levels />
        {move || told().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        <Effects sides />
        <Scenarios snapshot typed levels explained />
        <Derivations explained />
    }
    .into_any()
}

fn levels(snapshot: &Snapshot) -> Levels {
    let kommunen = snapshot.inputs.kommunen().iter();
    kommunen.map(|kommune| (kommune.id, RwSignal::new(kommune.level.to_string()))).collect()
}

/// Calculates with what the fields say; follows every field.
fn try_out(snapshot: &Snapshot, figures: &Figures, typed: Typed, levels: StoredValue<Levels>) -> Tried {
    let parameters = typed.input().check();
    let chosen: Vec<_> = levels.with_value(|levels| levels.iter().map(|(id, level)| (*id, level.get())).collect());
    let Ok(parameters) = parameters else { return Tried::Faulty };
    let level = |level: &String| level.parse::<u8>().ok();
    let inputs = chosen.iter().filter_map(|(id, text)| Some((*id, level(text)?)));
    let inputs = inputs.fold(snapshot.inputs.clone(), |inputs, (id, level)| inputs.with_level(id, level));
    let other = Snapshot { formula: snapshot.formula, parameters, inputs };
    let compared = other.figures().and_then(|after| Comparison::between((snapshot, figures), &after));
    match compared {
        Ok(comparison) => Tried::Done(Box::new(Trial { comparison, snapshot: Arc::new(other) })),
        Err(error) => Tried::Refused(german::refusal(&error)),
    }
}
