use super::decided::DecidedOutcome;
use crate::{
    events::api::pair_halves,
    ui::{Acts, Column, Confirm, Form, SelectField, SendForm, Sending, SortedTable, as_sent},
};
use domain::{
    AppError, ErrorCode, FieldError,
    events::tandem::{Half, HalfRow, PairView},
};
use leptos::prelude::*;

/// How the last pairing ended. Kept by the page, because what stands here may be gone after it.
pub type Paired = RwSignal<Option<Result<PairView, AppError>>>;

/// Those who look for a partner, with a form that brings two of them together.
#[component]
pub fn Halves(
    event: String,
    halves: Memo<Vec<HalfRow>>,
    answer: Paired,
    cancel: Callback<(String, String)>,
    /// Called before a pairing: what the last act led to would be taken for its answer.
    begun: Callback<()>,
    acts: Acts,
) -> impl IntoView {
    let has_some = Memo::new(move |_| !halves.with(Vec::is_empty));
    let table = move || has_some.get().then(|| view! { <HalfTable halves cancel /> });
    // Those of each side, while there is somebody on both.
    let both = Memo::new(move |_| {
        let both = halves.with(|halves| [Half::Leitung, Half::KiSo].map(|half| choices(halves, half)));
        both.iter().all(|side| !side.is_empty()).then_some(both)
    });
    let form = move || both.get().map(|both| view! { <Pairing event=event.clone() both answer begun acts /> });
    let hint = move || {
        (has_some.get() && both.with(Option::is_none)).then_some(
            "Verbinden lassen sich eine Kita-Leitung und eine KiSo; im Moment sucht nur eine der beiden Seiten.",
        )
    };
    let decided = move || answer.get().map(|answer| answer.map(|view| (view.done, view.text)));
    let nobody = move || (!has_some.get()).then_some("Niemand sucht im Moment eine Partnerin oder einen Partner.");
    view! {
        <h2>"Sucht Partner"</h2>
        <DecidedOutcome answer=Signal::derive(decided) />
        <p>{nobody} {hint}</p>
        {table}
        {form}
    }
}

#[component]
fn HalfTable(halves: Memo<Vec<HalfRow>>, cancel: Callback<(String, String)>) -> impl IntoView {
    let columns = vec![
        Column::new("Name", |row: &HalfRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Funktion", |row: &HalfRow| row.funktion.clone()).sorted_by(|a, b| a.funktion.cmp(&b.funktion)),
        Column::new("Kita", |row: &HalfRow| row.from.clone()).sorted_by(|a, b| a.from.cmp(&b.from)),
        Column::new("E-Mail-Adresse", |row: &HalfRow| row.email.clone()),
        Column::new("Sucht bis", |row: &HalfRow| row.until.clone()),
        Column::new("Aktion", move |row: &HalfRow| view! { <EndSearch row=row.clone() cancel /> }),
    ];
    view! { <SortedTable caption="Sucht Partner" caption_hidden=true columns rows=halves key=as_sent /> }
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
    acts: Acts,
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
            // Said above the list, which is read anew whatever came of it.
            let paired = pair_halves(event, leitung, kiso).await.map_err(|error| error.0);
            acts.reread(paired.is_err()).await;
            // The page may have been left meanwhile.
            _ = answer.try_set(Some(paired));
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
