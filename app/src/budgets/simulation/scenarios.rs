//! Scenarios: what was tried, kept under a name, opened again, and compared.

use super::{
    api::{drop_scenario, keep_scenario, scenarios},
    side_by_side::SideTable,
    sliders::Levels,
};
use crate::{
    budgets::{
        parts::{Explained, Typed},
        payment::StepForm,
    },
    staff::StaffSession,
    ui::{ActionOutcome, Acts, Confirm, Empty, Field, Form, Reading, as_sent},
};
use domain::{
    access::Role,
    budgets::{
        BudgetParametersInput, Snapshot,
        scenario::{COMPARED_MAX, Scenario, ScenarioInput},
    },
    field,
};
use leptos::{prelude::*, task::spawn_local};

/// What the page has of scenarios.
#[derive(Clone, Copy)]
struct Kept {
    year: i32,
    /// Names of those that are compared, in the order in which they were chosen.
    chosen: RwSignal<Vec<String>>,
    acts: Acts,
}

/// Keeping and comparing. Whoever may not keep reads what others have kept.
#[component]
pub fn Scenarios(snapshot: Snapshot, typed: Typed, levels: StoredValue<Levels>, explained: Explained) -> impl IntoView {
    let year = snapshot.parameters.year;
    let reading = Reading::new(move || scenarios(year));
    let kept = Kept { year, chosen: RwSignal::new(Vec::new()), acts: Acts::on(reading) };
    let may_keep = use_context::<StaffSession>().is_some_and(|session| session.0.role == Role::Koordination);
    let snapshot = StoredValue::new(snapshot);
    let content = reading.shown(move |found| {
        let nothing = Memo::new(move |_| found.with(Vec::is_empty));
        (move || match nothing.get() {
            true => view! { <Empty text="Noch ist kein Szenario aufgehoben." /> }.into_any(),
            false => view! { <List found kept typed levels may_keep snapshot explained /> }.into_any(),
        })
        .into_any()
    });
    view! {
        <section class="section">
            <h2>"Szenarien"</h2>
            <ActionOutcome answer=kept.acts.answer />
            {may_keep.then(|| view! { <Keep kept typed levels /> })}
            {content}
        </section>
    }
}

#[component]
fn Keep(kept: Kept, typed: Typed, levels: StoredValue<Levels>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let form = Form::new(move || field::text("scenario_name", &name.get(), 80).err().into_iter().collect());
    let input = move || ScenarioInput { name: name.get(), parameters: typed.input(), levels: tried(levels) };
    let done = Callback::new(move |told: &'static str| {
        name.set(String::new());
        spawn_local(kept.acts.end(Ok(told.to_owned())));
    });
    view! {
        <StepForm form label="Als Szenario aufheben" success="Das Szenario ist aufgehoben." look="kern-btn--secondary"
            step=move || Box::pin(keep_scenario(kept.year, input())) done>
            <Field form name="scenario_name" label="Name des Szenarios" value=name hint="Zum Beispiel: Sockel 70 %, Land unverändert" />
        </StepForm>
    }
}

/// The levels that the fields say.
fn tried(levels: StoredValue<Levels>) -> std::collections::BTreeMap<domain::ids::KommuneId, u8> {
    levels.with_value(|levels| levels.iter().filter_map(|(id, level)| Some((*id, level.get().parse().ok()?))).collect())
}

#[component]
fn List(
    found: Signal<Vec<Scenario>>,
    kept: Kept,
    typed: Typed,
    levels: StoredValue<Levels>,
    may_keep: bool,
    snapshot: StoredValue<Snapshot>,
    explained: Explained,
) -> impl IntoView {
    let compared = move || {
        let chosen = kept.chosen.get();
        let of = |name: &String| found.with(|all| all.iter().find(|scenario| scenario.name == *name).cloned());
        chosen.iter().filter_map(of).collect::<Vec<_>>()
    };
    let table = move || {
        let scenarios = compared();
        (!scenarios.is_empty()).then(|| view! { <SideTable snapshot=snapshot.get_value() scenarios explained /> })
    };
    let each = move || found.get();
    let full = move || kept.chosen.with(Vec::len) >= COMPARED_MAX;
    view! {
        <fieldset class="simulation__scenarios">
            <legend>{format!("Vergleichen, höchstens {COMPARED_MAX}")}</legend>
            <ul><For each key=as_sent let(scenario)><Item scenario kept typed levels may_keep /></For></ul>
        </fieldset>
        <p role="status" class="muted">{move || full().then(|| format!("Mehr als {COMPARED_MAX} Szenarien lassen sich nicht nebeneinander lesen."))}</p>
        {table}
    }
}

#[component]
fn Item(scenario: Scenario, kept: Kept, typed: Typed, levels: StoredValue<Levels>, may_keep: bool) -> impl IntoView {
    let name = scenario.name.clone();
    // A name may have blanks, which an id must not, and the position changes with what others drop.
    let (id, own) = (format!("scenario-{}", scenario.at.timestamp_micros()), name.clone());
    let is_chosen = {
        let name = name.clone();
        Signal::derive(move || kept.chosen.with(|chosen| chosen.contains(&name)))
    };
    let choose = move |event: leptos::ev::Event| {
        let wanted = event_target_checked(&event);
        kept.chosen.update(|chosen| {
            chosen.retain(|other| *other != own);
            if wanted && chosen.len() < COMPARED_MAX {
                chosen.push(own.clone());
            }
        });
    };
    let full = move || !is_chosen.get() && kept.chosen.with(Vec::len) >= COMPARED_MAX;
    let about = format!(" – aufgehoben von {}", scenario.by);
    let (open, gone) = (scenario.clone(), name.clone());
    let load = move |_| {
        fill(&open, typed, levels);
        kept.acts.answer.set(Some(Ok(format!("„{}“ steht jetzt in den Feldern.", open.name))));
    };
    let drop = Callback::new(move |()| {
        let name = gone.clone();
        kept.acts.run(async move {
            let answer = drop_scenario(kept.year, name.clone()).await;
            // The page may have been left meanwhile.
            _ = kept.chosen.try_update(|chosen| chosen.retain(|other| *other != name));
            answer.map(|()| format!("„{name}“ ist verworfen."))
        });
    });
    view! {
        <li>
            <span class="kern-form-check">
                <input class="kern-form-check__checkbox" id=id.clone() type="checkbox" prop:checked=is_chosen disabled=full on:change=choose />
                <label class="kern-label" for=id>{name.clone()}</label>
            </span>
            <span class="muted">{about}</span>
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=load>
                <span class="kern-label">"In die Felder"<span class="kern-sr-only">{format!(": {name}")}</span></span>
            </button>
            {may_keep.then(|| view! {
                <Confirm label="Verwerfen" yes="Wirklich verwerfen" question="Das Szenario ist dann weg. Kein Lauf ändert sich dadurch." object=name act=drop />
            })}
        </li>
    }
}

/// Puts a scenario into the fields; everything follows them.
fn fill(scenario: &Scenario, typed: Typed, levels: StoredValue<Levels>) {
    typed.fill(&BudgetParametersInput::from(&scenario.content.parameters));
    levels.with_value(|fields| {
        for (kommune, level) in &scenario.content.levels {
            if let Some(field) = fields.get(kommune) {
                field.set(level.to_string());
            }
        }
    });
}
