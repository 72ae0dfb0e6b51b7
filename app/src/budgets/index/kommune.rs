use super::{
    api::{kommune_index, remove_indicator},
    indicator_form::IndicatorForm,
    indicators::{Computation, IndicatorTable},
    level::Level,
    page::reading_role,
};
use crate::{
    budgets::{
        BASE,
        parts::{empty, forbidden, frame},
        payment::Done,
    },
    ui::{ActionOutcome, Empty, NotFound},
};
use domain::{
    AppError,
    access::Role,
    budgets::index::{Indicator, KommuneIndexView, KommuneIndicators},
    ids::KommuneId,
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

const NO_KOMMUNE: &str = "Diese Kommune steht nicht im Verzeichnis.";

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

/// What the page does, for the parts of it.
#[derive(Clone, Copy)]
pub struct Acts {
    pub year: i32,
    pub kommune: KommuneId,
    /// The version that the page was made from.
    pub seen: u32,
    pub done: Done,
    /// The indicator that the form changes; `None` for a new one.
    pub editing: RwSignal<Option<Indicator>>,
    told: RwSignal<Option<Result<String, AppError>>>,
}

impl Acts {
    /// Takes an indicator away, and says what came of it.
    pub fn remove(self, name: String) {
        let Self { year, kommune, seen, done, told, .. } = self;
        spawn_local(async move {
            match remove_indicator(year, kommune, seen, name).await {
                Ok(()) => _ = done.try_run("Der Indikator ist entfernt."),
                Err(error) => told.set(Some(Err(error.0))),
            }
        });
    }
}

#[component]
fn OfKommune(year: i32, of: KommuneId) -> impl IntoView {
    let title = format!("Indikatoren und Index {year}");
    let Some(role) = reading_role() else {
        return forbidden();
    };
    let found = LocalResource::new(move || kommune_index(year, of));
    let told = RwSignal::new(None::<Result<String, AppError>>);
    let done = Callback::new(move |text: &'static str| {
        told.set(Some(Ok(text.to_owned())));
        found.refetch();
    });
    let head = view! {
        <p><a href=format!("{BASE}/{year}/index")>{format!("Alle Kommunen {year}")}</a></p>
        <ActionOutcome answer=told />
    };
    frame((title, head), found, empty(NO_KOMMUNE), move |view| view! { <Found view role told done /> })
}

#[component]
fn Found(
    view: KommuneIndexView,
    role: Role,
    told: RwSignal<Option<Result<String, AppError>>>,
    done: Done,
) -> impl IntoView {
    let editing = RwSignal::new(None::<Indicator>);
    let acts = Acts { year: view.year, kommune: view.row.kommune, seen: view.version, done, editing, told };
    let may_edit = role == Role::Koordination;
    let is_full = view.indicators.len() >= KommuneIndicators::MOST;
    let table = match view.indicators.is_empty() {
        true => view! { <Empty text="Für diese Kommune sind noch keine Indikatoren eingetragen." /> }.into_any(),
        false => view! { <IndicatorTable rows=view.indicators.clone() acts may_edit /> }.into_any(),
    };
    let form = move || {
        let before = editing.get();
        let is_offered = may_edit && (before.is_some() || !is_full);
        is_offered.then(|| view! { <IndicatorForm acts before /> })
    };
    view! {
        <p class="lead">{view.row.name.clone()}</p>
        <section class="section">
            <h2>"Indikatoren und Index"</h2>
            {table}
            <Computation indicators=view.indicators.clone() index=view.row.index rule=view.rule.clone() />
        </section>
        <Level view acts may_edit />
        {form}
    }
}
