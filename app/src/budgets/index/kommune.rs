use super::{
    api::{kommune_index, remove_indicator},
    indicator_form::IndicatorForm,
    indicators::{Computation, IndicatorTable},
    level::Level,
    page::reading_role,
};
use crate::{
    budgets::{BASE, parts::forbidden, payment::Done},
    ui::{ActionOutcome, Acts, Empty, Failure, NotFound, Page, Reading, part},
};
use domain::{
    AppError,
    access::Role,
    budgets::index::{Indicator, KommuneIndexView, KommuneIndicators},
    ids::KommuneId,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

/// One Kommune of a year: its indicators, the index made of them, and its level.
#[component]
pub fn IndexKommunePage() -> impl IntoView {
    let params = use_params_map();
    move || {
        let year = params.with(|params| params.get("year").and_then(|year| year.parse::<i32>().ok()));
        let of = params.with(|params| params.get("id").and_then(|id| id.parse::<KommuneId>().ok()));
        match year.zip(of) {
            Some((year, of)) => view! { <OfKommune year of /> }.into_any(),
            None => view! { <NotFound /> }.into_any(),
        }
    }
}

/// What the parts of the page need for what they do.
#[derive(Clone, Copy)]
pub struct Desk {
    pub year: i32,
    pub kommune: KommuneId,
    pub acts: Acts,
    /// Says that something was saved, and reads the page anew.
    pub done: Done,
    /// The indicator that the form changes; `None` for a new one.
    pub editing: RwSignal<Option<Indicator>>,
    view: Signal<KommuneIndexView>,
}

impl Desk {
    /// The version that an act names: of what stands on the page when somebody acts, not when a row of it was drawn.
    pub fn seen(self) -> u32 {
        self.view.with_untracked(|view| view.version)
    }

    /// The version that a change of `before` names. Where that is another indicator now than the one the form was filled from,
    /// it is the version of that moment, `opened`, which the server refuses: nobody's change is overwritten unseen.
    pub fn seen_for(self, before: Option<&Indicator>, opened: u32) -> u32 {
        self.view.with_untracked(|view| match before {
            Some(before) if !view.indicators.contains(before) => opened,
            _ => view.version,
        })
    }

    /// Takes an indicator away, and says what came of it.
    pub fn remove(self, name: String) {
        let removed = remove_indicator(self.year, self.kommune, self.seen(), name.clone());
        self.acts.run(async move {
            removed.await?;
            let is_edited = |editing: &Option<Indicator>| editing.as_ref().is_some_and(|before| before.name == name);
            if self.editing.try_with_untracked(is_edited) == Some(true) {
                self.editing.set(None);
            }
            Ok("Der Indikator ist entfernt.".to_owned())
        });
    }
}

#[component]
fn OfKommune(year: i32, of: KommuneId) -> impl IntoView {
    let title = format!("Indikatoren und Index {year}");
    let Some(role) = reading_role() else {
        return forbidden();
    };
    let may_edit = role == Role::Koordination;
    let reading = Reading::new(move || kommune_index(year, of));
    let acts = Acts::on(reading);
    let done = Callback::new(move |text: &'static str| {
        acts.begin();
        spawn_local(acts.end(Ok(text.to_owned())));
    });
    let found = move |view: Signal<KommuneIndexView>| {
        let desk = Desk { year, kommune: of, acts, done, editing: RwSignal::new(None), view };
        view! { <Found view desk may_edit /> }.into_any()
    };
    view! {
        <Page title>
            <p><a href=format!("{BASE}/{year}/index")>{format!("Alle Kommunen {year}")}</a></p>
            <ActionOutcome answer=acts.answer />
            {reading.shown_or(found, not_found)}
        </Page>
    }
    .into_any()
}

fn not_found(error: AppError) -> AnyView {
    match error {
        AppError::NotFound => view! { <Empty text="Diese Kommune steht nicht im Verzeichnis." /> }.into_any(),
        error => view! { <Failure error /> }.into_any(),
    }
}

/// Each part is drawn anew by itself: who takes an indicator away keeps what is typed below the table.
#[component]
fn Found(view: Signal<KommuneIndexView>, desk: Desk, may_edit: bool) -> impl IntoView {
    let name = part(view, |view| view.row.name.clone());
    let rows = part(view, |view| view.indicators.clone());
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let is_full = Memo::new(move |_| rows.with(Vec::len) >= KommuneIndicators::MOST);
    let table = move || match is_empty.get() {
        true => view! { <Empty text="Für diese Kommune sind noch keine Indikatoren eingetragen." /> }.into_any(),
        false => view! { <IndicatorTable rows desk may_edit /> }.into_any(),
    };
    // What was entered stands in the table now; the form is a blank one again.
    let entered = Callback::new(move |text: &'static str| {
        desk.editing.set(None);
        desk.done.run(text);
    });
    let form = move || {
        let before = desk.editing.get();
        let is_offered = may_edit && (before.is_some() || !is_full.get());
        is_offered.then(|| view! { <IndicatorForm desk before done=entered /> })
    };
    view! {
        <p class="lead">{move || name.get()}</p>
        <section class="section">
            <h2>"Indikatoren und Index"</h2>
            {table}
            <Computation view />
        </section>
        <Level view desk may_edit />
        {form}
    }
}
