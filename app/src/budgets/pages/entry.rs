use crate::{
    ApiError,
    budgets::{
        Calculated, Calculation, RunSource,
        api::{preview, save_parameters, save_run},
        parts::{Factor, ParameterFields, RunFigures, Typed},
    },
    ui::{Failure, Form, Notice, NoticeKind, Outcome},
};
use domain::{AppError, budgets::BudgetParametersInput};
use leptos::{html, prelude::*, task::spawn_local};

/// A calculation on the page, with the entry it belongs to.
#[derive(Clone)]
struct Shown {
    input: BudgetParametersInput,
    calculation: Result<Calculation, AppError>,
}

/// The Koordination's part of a year: enter parameters, calculate, store. What is typed stays whatever happens.
#[component]
pub fn Entry(
    year: i32,
    version: u32,
    form: BudgetParametersInput,
    proposed_from: Option<i32>,
    /// Unfolded from the start: where there is no run yet.
    open: bool,
    /// Set while there are figures that are not stored yet: they take the place of those that are.
    previewing: RwSignal<bool>,
    /// Called with a message when something was stored.
    stored: Callback<String>,
) -> impl IntoView {
    let typed = Typed::new(year, &form);
    let form = Form::new(move || typed.input().check().err().unwrap_or_default());
    let busy = RwSignal::new(false);
    let shown = RwSignal::new(None::<Shown>);
    let calculate = move || {
        if busy.get_untracked() || !form.judge() {
            return;
        }
        busy.set(true);
        let input = untrack(|| typed.input());
        spawn_local(async move {
            match preview(input.clone()).await {
                Err(ApiError(AppError::Invalid(faults))) => form.show(Some(AppError::Invalid(faults))),
                answer => {
                    previewing.set(matches!(answer, Ok(Calculation::Done(_))));
                    shown.set(Some(Shown { input, calculation: answer.map_err(|error| error.0) }));
                }
            }
            busy.set(false);
        });
    };
    let store = move |_| {
        if busy.get_untracked() || !form.judge() {
            return;
        }
        busy.set(true);
        let input = untrack(|| typed.input());
        spawn_local(async move {
            match save_parameters(input, version).await {
                Ok(_) => {
                    let said = "Die Parameter sind gespeichert. Frühere Stände und Läufe bleiben erhalten.";
                    _ = stored.try_run(said.into());
                }
                Err(error) => form.show(Some(error.0)),
            }
            busy.set(false);
        });
    };
    view! {
        <details class="budget__entry" open=open>
            <summary>"Parameter und Berechnung"</summary>
            {proposed_from.map(|from| view! {
                <Notice kind=NoticeKind::Info title=format!("Vorschlag aus den Parametern {from}, noch nicht gespeichert.")>
                    "Bitte tragen Sie den Bescheid dieses Jahres zur Landeszuweisung ein, dazu die Beschlüsse, deren Geltung geendet hat."
                </Notice>
            })}
            {proposed_from.map(|_| view! { <Factor typed /> })}
            <form class="form budget__form" novalidate on:submit=move |event| { event.prevent_default(); calculate(); }>
                <Outcome form />
                <ParameterFields form typed />
                <p class="actions">
                    <button class="kern-btn kern-btn--primary" type="submit" disabled=move || busy.get()>
                        <span class="kern-label">"Berechnen"</span>
                    </button>
                    <button class="kern-btn kern-btn--secondary" type="button" disabled=move || busy.get() on:click=store>
                        <span class="kern-label">"Parameter speichern"</span>
                    </button>
                </p>
            </form>
        </details>
        {move || shown.get().map(|shown| view! { <Preview shown typed version stored /> })}
    }
}

/// A run that is not stored yet.
#[component]
fn Preview(shown: Shown, typed: Typed, version: u32, stored: Callback<String>) -> impl IntoView {
    let Shown { input, calculation } = shown;
    let calculated = match calculation {
        Ok(Calculation::Done(calculated)) => *calculated,
        Ok(Calculation::Refused(sentence)) => {
            return view! { <Notice kind=NoticeKind::Danger title=sentence /> }.into_any();
        }
        Err(error) => return view! { <Failure error /> }.into_any(),
    };
    let Calculated { id, basis, run } = calculated;
    let source = RunSource::Typed(input.clone());
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move |_| {
        if let Some(heading) = heading.get() {
            // The figures stand below a long form; whoever cannot be led there still finds them.
            _ = heading.focus();
        }
    });
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(None::<AppError>));
    let seen = input.clone();
    // Stored is what was seen: after another entry it has to be calculated again.
    let changed = Memo::new(move |_| typed.input() != seen);
    let save = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let input = input.clone();
        spawn_local(async move {
            match save_run(input, version, basis, id).await {
                Ok(()) => _ = stored.try_run("Der Lauf ist gespeichert.".into()),
                Err(error) => failed.set(Some(error.0)),
            }
            busy.set(false);
        });
    };
    view! {
        <section class="budget__preview" aria-label="Berechnung, noch nicht gespeichert">
            <h2 tabindex="-1" node_ref=heading>"Berechnung, noch nicht gespeichert"</h2>
            {move || changed.get().then(|| view! {
                <Notice kind=NoticeKind::Warning title="Die Parameter wurden seitdem geändert. Bitte berechnen Sie neu." />
            })}
            {move || failed.get().map(|error| view! { <Failure error /> })}
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="button" disabled=move || busy.get() || changed.get() on:click=save>
                    <span class="kern-label">"Lauf speichern"</span>
                </button>
            </p>
            <RunFigures view=run source />
        </section>
    }
    .into_any()
}
