//! Where figures come from: one dialog for the page, filled on demand.

use crate::{
    ApiError,
    budgets::{
        RunSource,
        api::explain,
        payment::api::payment as payment_run,
        settlement::api::proof,
        views::api::{explain_payment, explain_plan},
    },
    ui::{Failure, Loading},
};
use domain::{
    AppError, IncidentId,
    budgets::{
        BudgetError, Decided, Derivation, Euro, Explainer, Figure, Parameter, Snapshot, Term, german,
        overview::{PlanExplanation, PlanFigure, Tally, explain_asked_back, german as words},
        payment::Payee,
        settlement::{self, Explanation, SettlementRow, german as words_of_settlement},
        simulation::explain_difference,
    },
    german as common,
    ids::{AnstellungstraegerId, PaymentRunId, RunId},
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// Which figures the dialog explains at the moment, and those that led there.
#[derive(Clone, Copy)]
pub struct Explained {
    /// The run whose figures the page shows; `None` where each amount says itself where it comes from.
    source: StoredValue<Option<RunSource>>,
    asked: RwSignal<Vec<Asked>>,
}

/// Something that can be explained.
#[derive(Clone)]
pub enum Origin {
    Run(RunSource, Vec<Figure>),
    /// Of the plan of a year.
    Plan(i32, PlanFigure),
    /// As [`Self::Plan`], where the plan follows another run than the one that the page shows.
    PlanBy(RunId, i32, PlanFigure),
    /// Of what is tried in the browser, and explained there.
    Tried(Arc<Snapshot>, Vec<Figure>),
    /// What a figure has more or less after than before, both in the browser.
    Difference {
        before: Arc<Snapshot>,
        after: Arc<Snapshot>,
        figure: Figure,
    },
    /// What of the plan of a year is left, where that is below zero and therefore asked back.
    Reclaim(i32, PlanFigure),
    /// What a settlement of an Anstellungsträger's year came to, as plans carry it.
    Settled {
        year: i32,
        of: AnstellungstraegerId,
        carried: Settled,
    },
    /// Of one payment of a payment run.
    Payment(PaymentRunId, Payee),
    /// The sum of a payment run, whose lines are read when somebody asks.
    PaymentRun(PaymentRunId),
    /// What a figure has more or less in a stored run than in the released one, explained on the page; both sides are asked
    /// of their runs.
    Correction {
        explanation: Explanation,
        released: RunId,
        correction: RunId,
        figure: Figure,
    },
    /// Explained on the page, from what stands there.
    Sum(Explanation),
    /// Added up on the page from figures of its run, which lead on to it; `None` where the sum is too large for an amount.
    Added(Option<Explanation>),
    /// As [`Self::Sum`], with its parts; budgets in it lead on to this run, where the person may read it.
    Made(Vec<Explanation>, Option<RunId>),
    /// Counted on the page.
    Counted(Vec<Tally>),
    /// Explained already, down to the inputs.
    Known(Result<Vec<Derivation>, BudgetError>),
}

/// What plans carry of a settlement.
#[derive(Clone, Copy)]
pub enum Settled {
    /// What is kept of the year.
    Kept,
    /// What of it is offset with another year, and how much.
    Offset(i32, Euro),
}

#[derive(Clone)]
struct Asked {
    of: String,
    origin: Origin,
}

/// Where the terms of a derivation that are folded away can be asked for.
#[derive(Clone)]
enum Source {
    Run(RunSource),
    Tried(Arc<Snapshot>),
}

/// What the dialog says.
#[derive(Clone, Default)]
struct Told {
    explanations: Vec<Explanation>,
    /// Where figures among the terms of `explanations` can be asked for.
    behind: Option<Source>,
    tallies: Vec<Tally>,
    derivations: Vec<(Option<Source>, Derivation)>,
}

impl Explained {
    /// `source`: the run whose figures the page shows.
    pub fn new(source: RunSource) -> Self {
        Self { source: StoredValue::new(Some(source)), asked: RwSignal::new(Vec::new()) }
    }

    /// For a page of what is calculated in the browser.
    pub fn in_browser() -> Self {
        Self { source: StoredValue::new(None), asked: RwSignal::new(Vec::new()) }
    }

    /// The page shows another run now.
    pub fn shows(self, run: RunId) {
        self.source.set_value(Some(RunSource::Stored(run)));
    }

    fn ask(self, of: String, origin: Origin) {
        self.asked.update(|asked| asked.push(Asked { of, origin }));
    }

    /// The page's run, where terms of what it shows can be asked for.
    fn behind(self) -> Option<Source> {
        self.source.get_value().map(Source::Run)
    }

    /// Figures of the page's run.
    fn figures(self, figures: Vec<Figure>) -> Option<Origin> {
        self.source.get_value().map(|source| Origin::Run(source, figures))
    }
}

impl Source {
    fn origin(self, figures: Vec<Figure>) -> Origin {
        match self {
            Self::Run(source) => Origin::Run(source, figures),
            Self::Tried(snapshot) => Origin::Tried(snapshot, figures),
        }
    }
}

impl Told {
    fn of(source: Option<&Source>, derivations: impl IntoIterator<Item = Derivation>) -> Self {
        let derivations = derivations.into_iter().map(|derivation| (source.cloned(), derivation)).collect();
        Self { derivations, ..Self::default() }
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
    let ask = move |_| {
        if let Some(origin) = explained.figures(figures.clone()) {
            explained.ask(of.clone(), origin);
        }
    };
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
        let origin = match &origin {
            AmountOf::Page(figure) => explained.figures(vec![*figure]),
            AmountOf::Elsewhere(origin) => Some(origin.clone()),
            AmountOf::Later(origin) => Some(origin()),
        };
        if let Some(origin) = origin {
            explained.ask(of.clone(), origin);
        }
    };
    view! { <button class="amount" type="button" aria-label=name on:click=ask>{text}</button> }
}

/// What an [`Amount`] is.
#[derive(Clone)]
pub enum AmountOf {
    /// A figure of the page's run.
    Page(Figure),
    Elsewhere(Origin),
    /// Found out when somebody asks.
    Later(Arc<dyn Fn() -> Origin + Send + Sync>),
}

impl AmountOf {
    pub fn later(origin: impl Fn() -> Origin + Send + Sync + 'static) -> Self {
        Self::Later(Arc::new(origin))
    }
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
    let Some(Asked { of, origin }) = asked else { return Ok(None) };
    Ok(Some(match origin {
        Origin::Run(source, figures) => {
            let derivations = explain(source.clone(), figures).await?;
            Told::of(Some(&Source::Run(source)), derivations)
        }
        Origin::Plan(year, figure) => of_plan(explained.behind(), explain_plan(year, figure).await?),
        Origin::PlanBy(run, year, figure) => {
            let behind = Some(Source::Run(RunSource::Stored(run)));
            of_plan(behind, explain_plan(year, figure).await?)
        }
        Origin::Settled { year, of, carried } => {
            let settlements = proof(year, Some(of)).await?.proof.settlements;
            let (explanations, run) = of_settlement(settlements, carried).ok_or(AppError::NotFound)?;
            Told { explanations, behind: Some(Source::Run(RunSource::Stored(run))), ..Told::default() }
        }
        Origin::Reclaim(year, figure) => {
            let told = of_plan(explained.behind(), explain_plan(year, figure).await?);
            let explanations = explain_asked_back(of, told.explanations).map_err(broken)?;
            Told { explanations, ..told }
        }
        Origin::Payment(payment, payee) => of_plan(explained.behind(), explain_payment(payment, payee).await?),
        Origin::PaymentRun(payment) => {
            let told = payment_run(payment).await?.payment.explain_sum();
            Told { explanations: vec![told], ..Told::default() }
        }
        Origin::Correction { explanation, released, correction, figure } => {
            let new = of_run(RunSource::Stored(correction), figure, german::in_this_run).await?;
            let old = of_run(RunSource::Stored(released), figure, german::in_released_run).await?;
            let derivations = new.into_iter().chain(old).collect();
            Told { explanations: vec![explanation], derivations, ..Told::default() }
        }
        Origin::Sum(explanation) => Told { explanations: vec![explanation], ..Told::default() },
        Origin::Added(explanation) => {
            Told { explanations: explanation.into_iter().collect(), behind: explained.behind(), ..Told::default() }
        }
        Origin::Made(explanations, run) => {
            let behind = run.map(|run| Source::Run(RunSource::Stored(run)));
            Told { explanations, behind, ..Told::default() }
        }
        Origin::Counted(tallies) => Told { tallies, ..Told::default() },
        Origin::Tried(snapshot, figures) => tried(snapshot, &figures).map_err(broken)?,
        Origin::Difference { before, after, figure } => difference(before, after, figure).map_err(broken)?,
        Origin::Known(derivations) => Told::of(None, derivations.map_err(broken)?),
    }))
}

/// Amounts of a plan, with the budgets of the run that it follows behind them.
fn of_plan(source: Option<Source>, told: PlanExplanation) -> Told {
    Told { explanations: told.explanations, ..Told::of(source.as_ref(), told.derivations) }
}

/// What a settlement came to, and the run that it rests on: of the newest one what is kept, else of the one that made the offset.
fn of_settlement(settlements: Vec<SettlementRow>, carried: Settled) -> Option<(Vec<Explanation>, RunId)> {
    match carried {
        Settled::Kept => settlements.last().map(|last| (last.explain_eligible(), last.run)),
        Settled::Offset(year, amount) => {
            let made = settlements.iter().find(|row| row.offset_year == Some(year) && row.offset == amount)?;
            Some((made.explain_result().into_iter().next()?, made.run))
        }
    }
}

/// A figure as a stored run has it; nothing where it does not know it.
async fn of_run(
    source: RunSource,
    figure: Figure,
    named: fn(&str) -> String,
) -> Result<Vec<(Option<Source>, Derivation)>, ApiError> {
    let told = explain(source.clone(), vec![figure]).await?.into_iter();
    let named = |told: Derivation| Derivation { label: named(&told.label), ..told };
    Ok(told.map(|told| (Some(Source::Run(source.clone())), named(told))).collect())
}

fn tried(snapshot: Arc<Snapshot>, figures: &[Figure]) -> Result<Told, BudgetError> {
    let explainer = Explainer::new(&snapshot)?;
    let derivations: Vec<Derivation> = figures.iter().filter_map(|figure| explainer.explain(*figure)).collect();
    drop(explainer);
    Ok(Told::of(Some(&Source::Tried(snapshot)), derivations))
}

fn difference(before: Arc<Snapshot>, after: Arc<Snapshot>, figure: Figure) -> Result<Told, BudgetError> {
    let Some((explanation, [new, old])) = explain_difference(&before, &after, figure)? else {
        return Ok(Told::default());
    };
    let derivations = vec![(Some(Source::Tried(after)), new), (Some(Source::Tried(before)), old)];
    Ok(Told { explanations: vec![explanation], derivations, ..Told::default() })
}

/// What stands on the page was calculated from the same inputs, so this is a fault of ours.
fn broken(error: BudgetError) -> ApiError {
    leptos::logging::error!("a figure of the page does not explain itself: {error}");
    ApiError(AppError::Internal(IncidentId("F-BUDGET".into())))
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
    if told.explanations.is_empty() && told.tallies.is_empty() && told.derivations.is_empty() {
        return view! { <p>"Der Lauf führt diese Zahl nicht selbst. Wer in ihm fehlt, hat dort 0,00 €."</p> }
            .into_any();
    }
    let behind = told.behind;
    let parts = told.explanations.into_iter().map(|told| plan_step(explained, behind.as_ref(), told)).collect_view();
    let counted = told.tallies.into_iter().map(|tally| count(explained, tally)).collect_view();
    let figures = told
        .derivations
        .into_iter()
        .map(|(source, derivation)| steps(explained, source.as_ref(), derivation))
        .collect_view();
    view! { {parts} {counted} {figures} }.into_any()
}

/// An amount of the plan, or a difference, with what it was made of.
fn plan_step(explained: Explained, behind: Option<&Source>, explanation: Explanation) -> AnyView {
    let calculation = words_of_settlement::calculation(&explanation);
    let terms = explanation
        .terms
        .into_iter()
        .map(|term| {
            let label = term.label.clone();
            view! { <li>{label}": "{made_of(explained, behind, term)}</li> }
        })
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

/// What an amount was made of; where the run explains it, it leads on.
fn made_of(explained: Explained, behind: Option<&Source>, term: settlement::Amount) -> AnyView {
    let text = term.value.to_string();
    match behind.filter(|_| !term.figures.is_empty()) {
        Some(source) => {
            let origin = source.clone().origin(term.figures);
            view! { <Amount explained origin text of=term.label /> }.into_any()
        }
        None => view! { <strong>{text}</strong> }.into_any(),
    }
}

/// As [`made_of`], beside the amount itself; `run`: the one that it rests on.
pub fn term_of_run(explained: Explained, run: RunId, term: settlement::Amount) -> AnyView {
    made_of(explained, Some(&Source::Run(RunSource::Stored(run))), term)
}

/// A counted figure with what it was counted from; a term that is a figure of the run leads on to it.
fn count(explained: Explained, tally: Tally) -> AnyView {
    let calculation = words::tally(&tally);
    let terms = tally
        .terms
        .into_iter()
        .map(|term| {
            let text = german::value(term.value);
            let value = match term.figure.and_then(|figure| explained.figures(vec![figure])) {
                Some(origin) => view! { <Amount explained origin text of=term.label.clone() /> }.into_any(),
                None => view! { <strong>{text}</strong> }.into_any(),
            };
            let days = term.days.map(words::on_days);
            view! { <li>{term.label}": "{value}{days}</li> }
        })
        .collect_view();
    let notes = tally.notes.into_iter().map(|note| view! { <p class="muted">{note}</p> }).collect_view();
    view! {
        <section class="derivation__figure">
            <h3>{tally.label}</h3>
            <p class="derivation__sum">{calculation}</p>
            {notes}
            <details class="printed"><summary>"Woraus berechnet"</summary><ul>{terms}</ul></details>
        </section>
    }
    .into_any()
}

/// A figure with its calculation and, folded, what it was calculated from.
fn steps(explained: Explained, source: Option<&Source>, derivation: Derivation) -> AnyView {
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
fn term(explained: Explained, source: Option<&Source>, term: Term) -> AnyView {
    let text = german::value(term.value);
    let folded = term.figure.filter(|_| term.derivation.is_none());
    let value = match folded.zip(source) {
        Some((figure, source)) => {
            let origin = source.clone().origin(vec![figure]);
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
