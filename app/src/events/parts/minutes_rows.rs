//! Points and tasks of minutes as fields of a form.

use crate::ui::{Field, Form, LinesField};
use domain::events::minutes::{ItemInput, TaskInput};
use leptos::prelude::*;

/// Names of the fields of each row, as `MinutesInput::check` names them in faults. A form has as many rows as this list.
macro_rules! names {
    ($row:literal: $a:literal, $b:literal, $c:literal; $($number:literal)*) => {
        [$([
            concat!($row, "_", $number, "_", $a),
            concat!($row, "_", $number, "_", $b),
            concat!($row, "_", $number, "_", $c),
        ]),*]
    };
}

const ITEMS: [[&str; 3]; 20] =
    names!("item": "topic", "result", "decision"; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
const TASKS: [[&str; 3]; 20] =
    names!("task": "what", "who", "until"; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);

/// What is typed for one point.
#[derive(Clone, Copy)]
pub struct Item {
    topic: RwSignal<String>,
    result: RwSignal<String>,
    decision: RwSignal<String>,
}

impl Item {
    pub fn of(input: &ItemInput) -> Self {
        let ItemInput { topic, result, decision } = input.clone();
        let [topic, result, decision] = [topic, result, decision].map(RwSignal::new);
        Self { topic, result, decision }
    }

    pub fn input(&self) -> ItemInput {
        ItemInput { topic: self.topic.get(), result: self.result.get(), decision: self.decision.get() }
    }
}

/// What is typed for one task.
#[derive(Clone, Copy)]
pub struct Task {
    /// Of a task that is stored; blank for a new one.
    id: StoredValue<String>,
    what: RwSignal<String>,
    who: RwSignal<String>,
    until: RwSignal<String>,
}

impl Task {
    pub fn of(input: &TaskInput) -> Self {
        let TaskInput { id, what, who, until } = input.clone();
        let [what, who, until] = [what, who, until].map(RwSignal::new);
        Self { id: StoredValue::new(id), what, who, until }
    }

    pub fn input(&self) -> TaskInput {
        TaskInput { id: self.id.get_value(), what: self.what.get(), who: self.who.get(), until: self.until.get() }
    }
}

/// The agenda with results and decisions.
#[component]
pub fn ItemFields(form: Form, items: RwSignal<Vec<Item>>) -> impl IntoView {
    let rows = move || items.get().into_iter().enumerate().take(ITEMS.len()).collect::<Vec<_>>();
    let add = move |_| items.update(|items| items.push(Item::of(&ItemInput::default())));
    view! {
        <For each=rows key=|(index, _)| *index let((index, item))>
            <fieldset class="kern-fieldset">
                <legend class="kern-label">{format!("{}. Tagesordnungspunkt", index + 1)}</legend>
                <div class="kern-fieldset__body">
                    <Field form name=ITEMS[index][0] label="Thema" value=item.topic />
                    <LinesField form name=ITEMS[index][1] label="Ergebnis" value=item.result rows=3 optional=true free=true />
                    <LinesField form name=ITEMS[index][2] label="Beschluss" value=item.decision rows=2 optional=true free=true />
                </div>
            </fieldset>
        </For>
        <Show when=move || items.with(Vec::len) < ITEMS.len()>
            <div class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=add>
                    <span class="kern-label">"Tagesordnungspunkt hinzufügen"</span>
                </button>
            </div>
        </Show>
    }
}

/// Who does what until when.
#[component]
pub fn TaskFields(form: Form, tasks: RwSignal<Vec<Task>>) -> impl IntoView {
    let rows = move || tasks.get().into_iter().enumerate().take(TASKS.len()).collect::<Vec<_>>();
    let add = move |_| tasks.update(|tasks| tasks.push(Task::of(&TaskInput::default())));
    view! {
        <For each=rows key=|(index, _)| *index let((index, task))>
            <fieldset class="kern-fieldset">
                <legend class="kern-label">{format!("{}. Aufgabe", index + 1)}</legend>
                <div class="kern-fieldset__body">
                    <Field form name=TASKS[index][0] label="Was" value=task.what free=true />
                    <Field form name=TASKS[index][1] label="Wer" value=task.who />
                    <Field form name=TASKS[index][2] label="Bis wann" value=task.until kind="date" optional=true />
                </div>
            </fieldset>
        </For>
        <Show when=move || tasks.with(Vec::len) < TASKS.len()>
            <div class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=add>
                    <span class="kern-label">"Aufgabe hinzufügen"</span>
                </button>
            </div>
        </Show>
    }
}
