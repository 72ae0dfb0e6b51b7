//! Where figures come from: one dialog for the page, filled on demand.

use crate::{
    ApiError,
    budgets::{RunSource, api::explain, views::api::explain_plan},
    ui::{Failure, Loading},
};
use domain::{
    budgets::{
        Decided, Derivation, Figure, Parameter, Term, german,
        overview::PlanFigure,
        settlement::{Explanation, german as settlement},
    },
    german as common,
};
use leptos::{html, prelude::*};

/// Which figures the dialog explains at the moment, and those that led there.
#[derive(Clone, Copy)]
pub struct Explained {
    source: StoredValue<RunSource>,
    asked: RwSignal<Vec<Asked>>,
}

/// Something that can be explained.
#[derive(Clone)]
pub enum Origin {
    Run(RunSource, Vec<Figure>),
    /// Of the plan of a year.
    Plan(i32, PlanFigure),
}

#[derive(Clone)]
struct Asked {
    of: String,
    origin: Origin,
}

/// What the server answers.
#[derive(Clone)]
enum Told {
    Run(RunSource, Vec<Derivation>),
    Plan(RunSource, Vec<Explanation>, Vec<Derivation>),
}

impl Explained {
    /// `source`: the run whose figures the page shows.
    pub fn new(source: RunSource) -> Self {
        Self { source: StoredValue::new(source), asked: RwSignal::new(Vec::new()) }
    }

    fn ask(self, of: String, origin: Origin) {
        self.asked.update(|asked| asked.push(Asked { of, origin }));
    }

    /// Figures of the page's run.
    pub fn figures(self, figures: Vec<Figure>) -> Origin {
        Origin::Run(self.source.get_value(), figures)
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
    let ask = move |_| explained.ask(of.clone(), explained.figures(figures.clone()));
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" on:click=ask>
            <span class="kern-label">{label}<span class="kern-sr-only">{hidden}</span></span>
        </button>
    }
}

/// An amount that says where it comes from when it is clicked. On paper it is the amount alone.
#[component]
pub fn Amount(
    explained: Explained,
    #[prop(into)] origin: AmountOf,
    /// As it stands on the page.
    #[prop(into)]
    text: String,
    /// What it is, in the title of the dialog.
    #[prop(into)]
    of: String,
) -> impl IntoView {
    let name = format!("{text}, Herleitung {of}");
    let ask = move |_| {
        let origin = match origin.clone() {
            AmountOf::Page(figure) => explained.figures(vec![figure]),
            AmountOf::Elsewhere(origin) => origin,
        };
        explained.ask(of.clone(), origin);
    };
    view! { <button class="amount" type="button" aria-label=name on:click=ask>{text}</button> }
}

/// What an [`Amount`] is.
#[derive(Clone)]
pub enum AmountOf {
    /// A figure of the page's run.
    Page(Figure),
    Elsewhere(Origin),
}

impl From<Figure> for AmountOf {
    fn from(figure: Figure) -> Self {
        Self::Page(figure)
    }
}

impl From<Origin> for AmountOf {
    fn from(origin: Origin) -> Self {
        Self::Elsewhere(origin)
    }
}

async fn tell(explained: Explained, asked: Option<Asked>) -> Result<Option<Told>, ApiError> {
    let Some(Asked { origin, .. }) = asked else { return Ok(None) };
    Ok(Some(match origin {
        Origin::Run(source, figures) => Told::Run(source.clone(), explain(source, figures).await?),
        Origin::Plan(year, figure) => {
            let told = explain_plan(year, figure).await?;
            Told::Plan(explained.source.get_value(), told.explanations, told.derivations)
        }
    }))
}

/// The dialog itself; the browser keeps the focus inside and closes it with Escape.
#[component]
pub fn Derivations(explained: Explained) -> impl IntoView {
    let (dialog, heading) = (NodeRef::<html::Dialog>::new(), NodeRef::<html::H2>::new());
    let last = move || explained.asked.with(|asked| asked.last().cloned());
    let found = LocalResource::new(move || tell(explained, last()));
    Effect::new(move |_| {
        let (false, Some(dialog)) = (explained.asked.with(Vec::is_empty), dialog.get()) else { return };
        // Refused only where the dialog stands open already.
        _ = dialog.show_modal();
        // Each answer is read from its beginning; what was pressed in the one before is gone. Without a heading the browser
        // has put the focus on the first button.
        dialog.set_scroll_top(0);
        if let Some(heading) = heading.get_untracked() {
            _ = heading.focus();
        }
    });
    let title = move || last().map(|asked| format!("Herleitung {}", asked.of));
    let content = move || {
        found.get().map(|found| match found {
            Ok(Some(told)) => view! { <Answer explained told /> }.into_any(),
            Ok(None) => ().into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    let close = move |_| {
        if let Some(dialog) = dialog.get() {
            dialog.close();
        }
    };
    // The browser tells of closing a moment later; what was asked meanwhile must not be forgotten.
    let closed = move |_| {
        if !dialog.get_untracked().is_some_and(|dialog| dialog.open()) {
            explained.asked.set(Vec::new());
        }
    };
    let back = move |_| explained.asked.update(|asked| _ = asked.pop());
    view! {
        <dialog class="derivation" node_ref=dialog aria-labelledby="derivation-title" on:close=closed>
            <div class="derivation__head">
                <h2 id="derivation-title" node_ref=heading tabindex="-1">{title}</h2>
                <Show when=move || explained.asked.with(|asked| asked.len() > 1)>
                    <button class="kern-btn kern-btn--tertiary" type="button" on:click=back><span class="kern-label">"Zurück"</span></button>
                </Show>
                <button class="kern-btn kern-btn--secondary" type="button" on:click=close><span class="kern-label">"Schließen"</span></button>
            </div>
            <Transition fallback=Loading>{content}</Transition>
        </dialog>
    }
}

#[component]
fn Answer(explained: Explained, told: Told) -> impl IntoView {
    match told {
        Told::Run(source, derivations) => {
            let all = derivations.into_iter().map(|derivation| steps(explained, &source, derivation)).collect_view();
            view! { {all} }.into_any()
        }
        Told::Plan(source, explanations, derivations) => {
            let parts = explanations.into_iter().map(plan_step).collect_view();
            let budgets =
                derivations.into_iter().map(|derivation| steps(explained, &source, derivation)).collect_view();
            view! { {parts} {budgets} }.into_any()
        }
    }
}

/// An amount of the plan with what it was made of.
fn plan_step(explanation: Explanation) -> AnyView {
    let calculation = settlement::calculation(&explanation);
    let terms = explanation
        .terms
        .into_iter()
        .map(|term| view! { <li>{term.label}": "<strong>{term.value.to_string()}</strong></li> })
        .collect_view();
    let notes = explanation.notes.into_iter().map(|note| view! { <p class="muted">{note}</p> }).collect_view();
    view! {
        <section class="derivation__figure">
            <h3>{explanation.label}</h3>
            <p class="derivation__sum">{calculation}</p>
            {notes}
            <details class="printed"><summary>"Woraus berechnet"</summary><ul>{terms}</ul></details>
        </section>
    }
    .into_any()
}

/// A figure with its calculation and, folded, what it was calculated from.
fn steps(explained: Explained, source: &RunSource, derivation: Derivation) -> AnyView {
    let calculation = german::calculation(&derivation);
    let rounding = german::rounding(derivation.rounding);
    let terms = derivation.terms.into_iter().map(|term| self::term(explained, source, term)).collect_view();
    view! {
        <section class="derivation__figure">
            <h3>{derivation.label}</h3>
            <p class="derivation__sum">{calculation}</p>
            {(!rounding.is_empty()).then(|| view! { <p class="muted">{rounding}</p> })}
            <details class="printed"><summary>"Woraus berechnet"</summary><ul>{terms}</ul></details>
        </section>
    }
    .into_any()
}

/// A term with its own explanation; where that is folded away, its value asks for it.
fn term(explained: Explained, source: &RunSource, term: Term) -> AnyView {
    let text = german::value(term.value);
    let folded = term.figure.filter(|_| term.derivation.is_none());
    let value = match folded {
        Some(figure) => {
            let origin = Origin::Run(source.clone(), vec![figure]);
            view! { <Amount explained origin text of=term.label.clone() /> }.into_any()
        }
        None => view! { <strong>{text}</strong> }.into_any(),
    };
    let decided = term.decided.map(|decided| decision(&decided));
    let notes = term.notes.into_iter().map(|note| view! { <p class="muted">{note}</p> }).collect_view();
    let inner = term.derivation.map(|derivation| {
        let calculation = german::calculation(&derivation);
        let terms = derivation.terms.into_iter().map(|inner| self::term(explained, source, inner)).collect_view();
        view! { <ul><li>{calculation}</li>{terms}</ul> }
    });
    view! { <li>{term.label}": "{value}{decided}{notes}{inner}</li> }.into_any()
}

/// ` (JHA 18.11.2020, ab 18.11.2020)`
fn decision(decided: &Decided<Parameter>) -> String {
    let until = decided.valid_to.map(|last| format!(" bis {}", common::date(last))).unwrap_or_default();
    format!(" ({}, ab {}{until})", decided.decision, common::date(decided.valid_from))
}
