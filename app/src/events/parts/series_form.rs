//! Further events made from one: first days, Sozialräume, and what will come of it.

use crate::{
    events::api::make_series,
    ui::{CheckField, ChecksField, Field, Form, SendForm, Sending},
};
use chrono::NaiveDate;
use domain::{
    events::{
        AreaNames,
        series::{Basis, MAX_DATES, SeriesFormView, SeriesInput, german, rules::quarterly},
    },
    field,
};
use leptos::prelude::*;

/// Names of the fields of the dates, as `SeriesInput::check` names them in faults.
const NAMES: [&str; MAX_DATES] = [
    "date_0", "date_1", "date_2", "date_3", "date_4", "date_5", "date_6", "date_7", "date_8", "date_9", "date_10",
    "date_11",
];

/// What is typed, and what it is judged by.
#[derive(Clone, Copy)]
struct Asked {
    request: StoredValue<String>,
    dates: RwSignal<Vec<RwSignal<String>>>,
    sozialraeume: RwSignal<Vec<String>>,
    same_day: RwSignal<bool>,
    basis: StoredValue<Basis>,
    area: StoredValue<AreaNames>,
    today: NaiveDate,
}

impl Asked {
    fn input(&self) -> SeriesInput {
        SeriesInput {
            request: self.request.get_value(),
            dates: self.dates.with(|dates| dates.iter().map(|date| date.get()).collect()),
            sozialraeume: self.sozialraeume.get(),
            same_day: self.same_day.get(),
        }
    }

    /// One line for each event that would be made; none while something is faulty.
    fn lines(&self) -> Vec<String> {
        let input = self.input();
        self.basis.with_value(|basis| {
            let slots = input.check(basis, self.today).map(|request| request.slots).unwrap_or_default();
            self.area.with_value(|area| slots.iter().map(|slot| german::slot(slot, basis, area)).collect())
        })
    }
}

/// Makes further events, then calls `made` with the id of the one that was copied.
#[component]
pub fn SeriesForm(view: SeriesFormView, made: Callback<String>) -> impl IntoView {
    let SeriesFormView { event, basis, area, input, today } = view;
    let about = [event.title.as_str(), event.format.as_str(), event.dates.as_str(), event.sozialraeume.as_str()];
    let about = about.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let id = StoredValue::new(event.id);
    let asked = Asked {
        request: StoredValue::new(input.request),
        dates: RwSignal::new(input.dates.into_iter().map(RwSignal::new).collect()),
        sozialraeume: RwSignal::new(input.sozialraeume),
        same_day: RwSignal::new(input.same_day),
        basis: StoredValue::new(basis),
        area: StoredValue::new(area),
        today,
    };
    let form = Form::new(move || {
        let input = asked.input();
        asked.basis.with_value(|basis| input.check(basis, today)).err().unwrap_or_default()
    });
    let send = move || -> Sending {
        let (id, input) = (id.get_value(), asked.input());
        Box::pin(async move {
            make_series(id.clone(), input).await?;
            _ = made.try_run(id);
            Ok(())
        })
    };
    let back = view! {
        <a href=format!("/app/veranstaltungen/{}", id.get_value()) class="kern-btn kern-btn--tertiary">
            <span class="kern-label">"Zurück zur Veranstaltung"</span>
        </a>
    };
    view! {
        <p class="lead">{about}</p>
        <p>"Die neuen Termine sind Entwürfe. Sie übernehmen alles außer den Anmeldungen; weitere Tage, Uhrzeiten und das \
            Anmeldefenster behalten ihren Abstand zum ersten Tag."</p>
        <SendForm form label="Entwürfe anlegen" beside=back.into_any() send>
            <h2>"Wann"</h2>
            <Dates form dates=asked.dates />
            <h2>"Für wen"</h2>
            <Regions form asked dates=event.dates />
            <Preview asked />
        </SendForm>
    }
}

/// The first days with buttons to add one and to take the last one away; a new one is a quarter after the last.
#[component]
fn Dates(form: Form, dates: RwSignal<Vec<RwSignal<String>>>) -> impl IntoView {
    let rows = move || dates.get().into_iter().enumerate().collect::<Vec<_>>();
    let add = move |_| {
        let last = dates.with_untracked(|dates| dates.last().map(|date| date.get_untracked()).unwrap_or_default());
        let next = field::date("", &last).ok().and_then(|last| quarterly(last).into_iter().next());
        let next = next.map(|day| day.to_string()).unwrap_or_default();
        dates.update(|dates| dates.push(RwSignal::new(next)));
    };
    let remove = move |_| dates.update(|dates| _ = dates.pop());
    view! {
        <For each=rows key=|(index, _)| *index let((index, value))>
            <OneDate form index value />
        </For>
        <div class="actions">
            <Show when=move || dates.with(Vec::len) < MAX_DATES>
                <button class="kern-btn kern-btn--secondary" type="button" on:click=add>
                    <span class="kern-label">"Termin hinzufügen"</span>
                </button>
            </Show>
            <Show when=move || 1 < dates.with(Vec::len)>
                <button class="kern-btn kern-btn--tertiary" type="button" on:click=remove>
                    <span class="kern-label">"Letzten Termin entfernen"</span>
                </button>
            </Show>
        </div>
    }
}

#[component]
fn OneDate(form: Form, index: usize, value: RwSignal<String>) -> impl IntoView {
    let name = NAMES.get(index).copied().unwrap_or(NAMES[0]);
    let label = format!("{}. weiterer Termin, erster Tag", index + 1);
    view! { <Field form name label value kind="date" optional=true /> }
}

#[component]
fn Regions(
    form: Form,
    asked: Asked,
    /// Of the event that is copied.
    dates: String,
) -> impl IntoView {
    let options = asked.area.with_value(|area| {
        area.sozialraeume.iter().map(|(id, name)| (id.to_string(), name.clone())).collect::<Vec<_>>()
    });
    let ahead = asked.basis.with_value(|basis| basis.first >= asked.today);
    let label = StoredValue::new(format!("Auch am Tag des Termins, von dem Sie ausgehen ({dates})"));
    let asks = move || ahead && !asked.sozialraeume.with(Vec::is_empty);
    view! {
        <ChecksField form name="sozialraeume" label="Sozialräume" values=asked.sozialraeume options
            hint="Ohne Haken: für denselben Kreis. Mit Haken: für jeden gewählten Sozialraum ein eigener Termin." />
        <Show when=asks>
            <CheckField form name="same_day" label=label.get_value() value=asked.same_day
                hint="Für die gewählten Sozialräume, für die er nicht schon ist." />
        </Show>
    }
}

/// Each event that would be made, with the holidays it falls into.
#[component]
fn Preview(asked: Asked) -> impl IntoView {
    let content = move || {
        let lines = asked.lines();
        if lines.is_empty() {
            return view! { <p>"Noch nichts. Bitte tragen Sie mindestens einen Tag ein, der noch nicht vorbei ist."</p> }
                .into_any();
        }
        let count = german::to_be_made(lines.len());
        let entries = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <p>{count}</p> <ul class="event-lines">{entries}</ul> }.into_any()
    };
    view! { <h2>"Was entsteht"</h2> {content} }
}
