//! The days of an event in the planning form.

use crate::ui::{Field, Form};
use domain::events::DayInput;
use leptos::prelude::*;

/// Names of the fields of each day, as `EventInput::check` names them in faults. A form has as many days as this list.
const NAMES: [[&str; 5]; 10] = [
    ["day_0_date", "day_0_begin", "day_0_end", "day_0_place", "day_0_speaker"],
    ["day_1_date", "day_1_begin", "day_1_end", "day_1_place", "day_1_speaker"],
    ["day_2_date", "day_2_begin", "day_2_end", "day_2_place", "day_2_speaker"],
    ["day_3_date", "day_3_begin", "day_3_end", "day_3_place", "day_3_speaker"],
    ["day_4_date", "day_4_begin", "day_4_end", "day_4_place", "day_4_speaker"],
    ["day_5_date", "day_5_begin", "day_5_end", "day_5_place", "day_5_speaker"],
    ["day_6_date", "day_6_begin", "day_6_end", "day_6_place", "day_6_speaker"],
    ["day_7_date", "day_7_begin", "day_7_end", "day_7_place", "day_7_speaker"],
    ["day_8_date", "day_8_begin", "day_8_end", "day_8_place", "day_8_speaker"],
    ["day_9_date", "day_9_begin", "day_9_end", "day_9_place", "day_9_speaker"],
];

/// What is typed for one day.
#[derive(Clone, Copy)]
pub struct Day {
    date: RwSignal<String>,
    begin: RwSignal<String>,
    end: RwSignal<String>,
    place: RwSignal<String>,
    speaker: RwSignal<String>,
}

impl Day {
    pub fn of(input: &DayInput) -> Self {
        let DayInput { date, begin, end, place, speaker } = input.clone();
        let [date, begin, end, place, speaker] = [date, begin, end, place, speaker].map(RwSignal::new);
        Self { date, begin, end, place, speaker }
    }

    pub fn input(&self) -> DayInput {
        DayInput {
            date: self.date.get(),
            begin: self.begin.get(),
            end: self.end.get(),
            place: self.place.get(),
            speaker: self.speaker.get(),
        }
    }

    /// Other hours, where they differ.
    pub fn set_hours(&self, hours: &DayInput) {
        for (value, hour) in [(self.begin, &hours.begin), (self.end, &hours.end)] {
            set(value, hour);
        }
    }

    /// Another day after this one, at the same hours and place; who speaks is asked anew.
    fn next(&self) -> Self {
        Self::of(&DayInput { date: String::new(), speaker: String::new(), ..untrack(|| self.input()) })
    }
}

/// Puts a text where another one stands; what it is already is not put there again.
pub fn set(value: RwSignal<String>, text: &str) {
    if value.with_untracked(|typed| typed != text) {
        value.set(text.to_owned());
    }
}

/// The days with buttons to add one and to take the last one away.
#[component]
pub fn DayFields(form: Form, days: RwSignal<Vec<Day>>) -> impl IntoView {
    let rows = move || days.get().into_iter().enumerate().collect::<Vec<_>>();
    let add = move |_| days.update(|days| days.extend(days.last().map(Day::next)));
    let remove = move |_| days.update(|days| _ = days.pop());
    view! {
        <For each=rows key=|(index, _)| *index let((index, day))>
            <OneDay form index day />
        </For>
        <div class="actions">
            <Show when=move || days.with(Vec::len) < NAMES.len()>
                <button class="kern-btn kern-btn--secondary" type="button" on:click=add>
                    <span class="kern-label">"Tag hinzufügen"</span>
                </button>
            </Show>
            <Show when=move || 1 < days.with(Vec::len)>
                <button class="kern-btn kern-btn--tertiary" type="button" on:click=remove>
                    <span class="kern-label">"Letzten Tag entfernen"</span>
                </button>
            </Show>
        </div>
    }
}

#[component]
fn OneDay(form: Form, index: usize, day: Day) -> impl IntoView {
    let [date, begin, end, place, speaker] = NAMES.get(index).copied().unwrap_or(NAMES[0]);
    let day_name = format!("{}. Tag", index + 1);
    let named = |label: &str| format!("{day_name}, {label}");
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">{day_name.clone()}</legend>
            <div class="kern-fieldset__body">
                <Field form name=date label="Datum" named=named("Datum") value=day.date kind="date" />
                <Field form name=begin label="Beginn" named=named("Beginn") value=day.begin kind="time" />
                <Field form name=end label="Ende" named=named("Ende") value=day.end kind="time" />
                <Field form name=place label="Ort" named=named("Ort") value=day.place />
                <Field form name=speaker label="Wer spricht oder leitet" named=named("Wer spricht oder leitet") value=day.speaker
                    optional=true />
            </div>
        </fieldset>
    }
}
