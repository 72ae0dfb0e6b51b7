use super::decided::DecidedOutcome;
use crate::{
    events::api::pair_halves,
    ui::{Column, Confirm, Form, SelectField, SendForm, Sending, SortedTable},
};
use domain::{
    AppError, ErrorCode, FieldError,
    events::tandem::{Half, HalfRow, PairView},
};
use leptos::prelude::*;

/// How the last pairing ended. Kept by the page, because the list is drawn anew after each.
pub type Paired = RwSignal<Option<Result<PairView, AppError>>>;

/// Those who look for a partner, with a form that brings two of them together.
#[component]
pub fn Halves(
    event: String,
    halves: Vec<HalfRow>,
    answer: Paired,
    cancel: Callback<(String, String)>,
    /// Called before a pairing: what the last act led to would be taken for its answer.
    begun: Callback<()>,
    changed: Callback<()>,
) -> impl IntoView {
    let table = (!halves.is_empty()).then(|| view! { <HalfTable halves=halves.clone() cancel /> });
    let both = [Half::Leitung, Half::KiSo].map(|half| choices(&halves, half));
    let form =
        both.iter().all(|choices| !choices.is_empty()).then(|| view! { <Pairing event both answer begun changed /> });
    let hint = (!halves.is_empty() && form.is_none()).then_some(
        "Verbinden lassen sich eine Kita-Leitung und eine KiSo; im Moment sucht nur eine der beiden Seiten.",
    );
    let decided = move || answer.get().map(|answer| answer.map(|view| (view.done, view.text)));
    let nobody = halves.is_empty().then_some("Niemand sucht im Moment eine Partnerin oder einen Partner.");
    view! {
        <h2>"Sucht Partner"</h2>
        <DecidedOutcome answer=Signal::derive(decided) />
        <p>{nobody} {hint}</p>
        {table}
        {form}
    }
}

#[component]
fn HalfTable(halves: Vec<HalfRow>, cancel: Callback<(String, String)>) -> impl IntoView {
    let columns = vec![
        Column::new("Name", |row: &HalfRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Funktion", |row: &HalfRow| row.funktion.clone()).sorted_by(|a, b| a.funktion.cmp(&b.funktion)),
        Column::new("Kita", |row: &HalfRow| row.from.clone()).sorted_by(|a, b| a.from.cmp(&b.from)),
        Column::new("E-Mail-Adresse", |row: &HalfRow| row.email.clone()),
        Column::new("Sucht bis", |row: &HalfRow| row.until.clone()),
        Column::new("Aktion", move |row: &HalfRow| view! { <EndSearch row=row.clone() cancel /> }),
    ];
    view! { <SortedTable caption="Sucht Partner" caption_hidden=true columns rows=halves /> }
}

#[component]
fn EndSearch(row: HalfRow, cancel: Callback<(String, String)>) -> impl IntoView {
    let HalfRow { person, name, .. } = row;
    let question = format!("Suche von {name} beenden? {name} bekommt eine Mail.");
    let object = name.clone();
    let act = Callback::new(move |()| cancel.run((person.clone(), name.clone())));
    view! { <Confirm label="Suche beenden" yes="Wirklich beenden" question object act /> }
}

/// Two lists and a button. Who is from where stands beside the names: a tandem should be of one Kita, and the Koordination
/// knows when it may be otherwise.
#[component]
fn Pairing(
    event: String,
    both: [Vec<(String, String)>; 2],
    answer: Paired,
    begun: Callback<()>,
    changed: Callback<()>,
) -> impl IntoView {
    let [leitungen, kisos] = both;
    let (leitung, kiso) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new(move || {
        let missing = |name: &str, value: RwSignal<String>| {
            value.with(String::is_empty).then(|| FieldError::new(name, ErrorCode::Required))
        };
        [missing("pair_leitung", leitung), missing("pair_kiso", kiso)].into_iter().flatten().collect()
    });
    let send = move || -> Sending {
        answer.set(None);
        begun.run(());
        let (event, leitung, kiso) = (event.clone(), leitung.get(), kiso.get());
        Box::pin(async move {
            // Said above the list, which is drawn anew whatever came of it.
            answer.set(Some(pair_halves(event, leitung, kiso).await.map_err(|error| error.0)));
            changed.run(());
            Ok(())
        })
    };
    view! {
        <h3>"Zwei zu einem Tandem verbinden"</h3>
        <SendForm form label="Zum Tandem verbinden" look="kern-btn--secondary" send>
            <SelectField form name="pair_leitung" label="Kita-Leitung" value=leitung options=leitungen />
            <SelectField form name="pair_kiso" label="KiSo" value=kiso options=kisos />
        </SendForm>
    }
}

fn choices(halves: &[HalfRow], half: Half) -> Vec<(String, String)> {
    let own = halves.iter().filter(|row| row.half == half);
    own.map(|row| (row.person.clone(), format!("{}, {}", row.name, row.from))).collect()
}
