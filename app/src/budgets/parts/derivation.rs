//! Where figures come from: one dialog for the page, filled on demand.

use crate::{
    ApiError,
    budgets::{RunSource, api::explain},
    ui::{Failure, Loading},
};
use domain::{
    budgets::{Decided, Derivation, Figure, Parameter, Term, german},
    german as common,
};
use leptos::{html, prelude::*};

/// Which figures the dialog explains at the moment.
#[derive(Clone, Copy)]
pub struct Explained {
    source: StoredValue<RunSource>,
    asked: RwSignal<Option<(String, Vec<Figure>)>>,
}

impl Explained {
    pub fn new(source: RunSource) -> Self {
        Self { source: StoredValue::new(source), asked: RwSignal::new(None) }
    }
}

/// Opens the dialog for the figures of one row.
#[component]
pub fn ExplainButton(
    explained: Explained,
    figures: Vec<Figure>,
    /// Whose figures they are, in the title of the dialog.
    #[prop(into)]
    of: String,
    /// What the button says in a row that names itself.
    #[prop(default = "Zeigen")]
    label: &'static str,
) -> impl IntoView {
    let hidden = format!(": Herleitung {of}");
    let ask = move |_| explained.asked.set(Some((of.clone(), figures.clone())));
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" on:click=ask>
            <span class="kern-label">{label}<span class="kern-sr-only">{hidden}</span></span>
        </button>
    }
}

/// The dialog itself; the browser keeps the focus inside and closes it with Escape.
#[component]
pub fn Derivations(explained: Explained) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let found = LocalResource::new(move || {
        let asked = explained.asked.get();
        let source = explained.source.get_value();
        async move {
            match asked {
                Some((_, figures)) => explain(source, figures).await.map(Some),
                None => Ok(None),
            }
        }
    });
    Effect::new(move |_| {
        let (true, Some(dialog)) = (explained.asked.with(Option::is_some), dialog.get()) else { return };
        // Refused only where the dialog stands open already.
        _ = dialog.show_modal();
    });
    let title = move || explained.asked.with(|asked| asked.as_ref().map(|(of, _)| format!("Herleitung {of}")));
    let content = move || {
        found.get().map(|found: Result<Option<Vec<Derivation>>, ApiError>| match found {
            Ok(derivations) => derivations.unwrap_or_default().into_iter().map(steps).collect_view().into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    view! {
        <dialog class="derivation" node_ref=dialog aria-labelledby="derivation-title" on:close=move |_| explained.asked.set(None)>
            <h2 id="derivation-title">{title}</h2>
            <Transition fallback=Loading>{content}</Transition>
            <button class="kern-btn kern-btn--secondary" type="button" on:click=close>
                <span class="kern-label">"Schließen"</span>
            </button>
        </dialog>
    }
}

/// A figure with its calculation and, folded, what it was calculated from.
fn steps(derivation: Derivation) -> AnyView {
    let calculation = german::calculation(&derivation);
    let rounding = german::rounding(derivation.rounding);
    let terms = derivation.terms.into_iter().map(term).collect_view();
    view! {
        <section class="derivation__figure">
            <h3>{derivation.label}</h3>
            <p class="derivation__sum">{calculation}</p>
            {(!rounding.is_empty()).then(|| view! { <p class="muted">{rounding}</p> })}
            <details><summary>"Woraus berechnet"</summary><ul>{terms}</ul></details>
        </section>
    }
    .into_any()
}

fn term(term: Term) -> AnyView {
    let value = german::value(term.value);
    let decided = term.decided.map(|decided| decision(&decided));
    let inner = term.derivation.map(|derivation| {
        let terms = derivation.terms.iter().cloned().map(self::term).collect_view();
        view! { <ul><li>{german::calculation(&derivation)}</li>{terms}</ul> }
    });
    view! { <li>{term.label}": "<strong>{value}</strong>{decided}{inner}</li> }.into_any()
}

/// ` (JHA 18.11.2020, ab 18.11.2020)`
fn decision(decided: &Decided<Parameter>) -> String {
    let until = decided.valid_to.map(|last| format!(" bis {}", common::date(last))).unwrap_or_default();
    format!(" ({}, ab {}{until})", decided.decision, common::date(decided.valid_from))
}
