use super::{NOTHING_RELEASED, reading_role};
use crate::{
    budgets::RunSource,
    budgets::documents::Documents,
    budgets::parts::{Derivations, Explained, empty, followed, forbidden, steps, told_after},
    budgets::settlement::{
        BASE, ProofPageView,
        api::proof,
        parts::{CheckForm, Deadline, Explanations, OfficeSteps, Settlements, StatementForm, StatementTable},
    },
    ui::{Empty, NotFound, Notice, NoticeKind, Reading, part},
};
use domain::{
    budgets::{
        documents::DocumentKind,
        settlement::{PostSince, ProofStatus, german},
    },
    ids::AnstellungstraegerId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// One Verwendungsnachweis, for those who see the whole area.
#[component]
pub fn ProofPage() -> impl IntoView {
    let params = use_params_map();
    move || {
        let year = params.with(|params| params.get("year").and_then(|year| year.parse::<i32>().ok()));
        let of = params.with(|params| params.get("id").and_then(|id| id.parse::<AnstellungstraegerId>().ok()));
        match year.zip(of) {
            Some((year, of)) => view! { <Proof year of=Some(of) /> }.into_any(),
            None => view! { <NotFound /> }.into_any(),
        }
    }
}

/// `of`: `None` for the own one.
#[component]
pub fn Proof(year: i32, of: Option<AnstellungstraegerId>) -> impl IntoView {
    let title = format!("Verwendungsnachweis {year}");
    if reading_role().is_none() {
        return forbidden();
    }
    let reading = Reading::new(move || proof(year, of));
    let (message, done) = told_after::<_, &'static str>(reading);
    let (back, label) = match of {
        Some(_) => (format!("{BASE}/{year}"), format!("Abrechnung {year}")),
        None => (BASE.to_owned(), "Alle Jahre".to_owned()),
    };
    let head = view! {
        <p><a href=back>{label}</a></p>
        {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
    };
    followed((title, head), reading, empty(NOTHING_RELEASED), move |view| view! { <Found view done /> }.into_any())
}

/// A receipt that somebody is about to file stays while the Verwendungsnachweis is saved.
#[component]
fn Found(view: Signal<ProofPageView>, done: Callback<&'static str>) -> impl IntoView {
    let (year, of) = view.with_untracked(|view| (view.proof.year, view.proof.anstellungstraeger));
    let may_file = part(view, |view| view.proof.next.edit);
    // One dialog for the page: it stays open over what is drawn anew beneath it.
    let explained = Explained::new(RunSource::Stored(view.with_untracked(|view| view.run)));
    view! {
        {move || view! { <Steps view=view.get() done explained /> }}
        {move || view! { <Documents year kind=DocumentKind::Beleg of=Some(of) title="Belege" may_file=may_file.get() /> }}
        {move || view! { <Past view=view.get() explained /> }}
        <Derivations explained />
    }
}

/// How far it has come, and what comes next.
#[component]
fn Steps(view: ProofPageView, done: Callback<&'static str>, explained: Explained) -> impl IntoView {
    let ProofPageView { proof, run, statement, offset_choices, today, posts_since, .. } = view;
    explained.shows(run);
    let next = proof.next;
    let leads = proof.checked_run.map(|run| (explained, run));
    let is_draft = proof.status == ProofStatus::Draft;
    let lead = format!("{}: {}", proof.name, german::status(proof.status));
    let explanations = proof.explanations.clone();
    view! {
        <p class="lead">{lead}</p>
        {is_draft.then(|| view! { <Deadline deadline=proof.deadline today is_late=proof.is_late /> })}
        {returned(&proof)}
        <p>{german::mode_rule(proof.mode)}</p>
        {(!posts_since.is_empty()).then(|| view! { <PostsSince rows=posts_since /> })}
        {next.edit.then(|| view! { <StatementForm proof=proof.clone() statement done explained /> })}
        {(!next.edit && is_draft).then(|| view! {
            <Empty text="Der Verwendungsnachweis ist noch nicht eingereicht. Bis dahin sieht ihn nur der Anstellungsträger." />
        })}
        {(!is_draft).then(|| view! { <StatementTable proof=proof.clone() run explained /> })}
        {next.examine.then(|| view! { <CheckForm proof=proof.clone() offset_choices done explained /> })}
        {(!explanations.is_empty() && proof.status == ProofStatus::Checked).then(|| view! {
            <Explanations title="Ergebnis der Prüfung" explanations leads />
        })}
        <OfficeSteps proof done />
    }
}

/// What was settled, and who did what.
#[component]
fn Past(view: ProofPageView, explained: Explained) -> impl IntoView {
    let ProofPageView { proof, when, settled, .. } = view;
    view! {
        {(!proof.settlements.is_empty()).then(|| view! { <Settlements year=proof.year of=proof.anstellungstraeger rows=proof.settlements.clone() when=settled explained /> })}
        {(!proof.steps.is_empty()).then(|| steps(proof.steps, when, german::step))}
    }
}

/// What the Koordination has changed about posts after the submission: a check counts posts as they are now.
#[component]
fn PostsSince(rows: Vec<PostSince>) -> impl IntoView {
    let items = rows.iter().map(|row| view! { <li>{german::post_since(row)}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Warning title=german::POSTS_SINCE>
            <ul>{items}</ul>
            <p>"Eine neue Prüfung zählt die Stellen, wie sie jetzt sind; eine frühere bleibt, wie sie war."</p>
        </Notice>
    }
}

/// The question with which a draft came back.
fn returned(proof: &domain::budgets::settlement::ProofView) -> Option<impl IntoView + use<>> {
    use domain::budgets::settlement::ProofStepKind::GivenBack;
    let last = proof.steps.last().filter(|step| step.kind == GivenBack && proof.status == ProofStatus::Draft)?;
    let title = format!("Zur Überarbeitung zurückgegeben: {}", last.reason.clone().unwrap_or_default());
    Some(view! { <Notice kind=NoticeKind::Warning title /> })
}
