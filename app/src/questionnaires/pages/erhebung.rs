use super::{id_of_address, is_office};
use crate::{
    ApiError,
    questionnaires::{
        BASE,
        api::{erhebung_results, planned_erhebung},
        german,
        parts::{AskedPanel, Protected, ResultChart, StateBadge, SurveyPanel},
        view::{ErhebungRow, ErhebungState, ErhebungView, PlannedView, SurveyView},
    },
    ui::{Empty, FailurePage, Loading, Page},
};
use domain::questionnaires::Results;
use leptos::prelude::*;

/// What the page shows; results are for the Koordination only.
type Found = (ErhebungRow, Option<Results>, Option<SurveyView>);

async fn find(id: String, office: bool) -> Result<Found, ApiError> {
    if office {
        let ErhebungView { erhebung, results, survey } = erhebung_results(id).await?;
        return Ok((erhebung, Some(results), survey));
    }
    let PlannedView { erhebung, survey } = planned_erhebung(id).await?;
    Ok((erhebung, None, survey))
}

/// One Erhebung with its link, and for the Koordination the counts of its answers.
#[component]
pub fn ErhebungPage() -> impl IntoView {
    let office = is_office();
    let id = Memo::new(move |_| id_of_address());
    let found = LocalResource::new(move || find(id.get(), office));
    let told = RwSignal::new(None::<&'static str>);
    let changed = Callback::new(move |sentence: Option<&'static str>| {
        told.set(sentence);
        found.refetch();
    });
    let content = move || {
        found.get().map(|found| match found {
            Ok((erhebung, results, survey)) => {
                view! { <Detail erhebung shown=(results, survey) told changed /> }.into_any()
            }
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Detail(
    erhebung: ErhebungRow,
    /// Results, for the Koordination only, and the link where somebody is asked.
    shown: (Option<Results>, Option<SurveyView>),
    /// What the last change of the survey came to.
    told: RwSignal<Option<&'static str>>,
    /// Draws the page anew, with a sentence about the change.
    changed: Callback<Option<&'static str>>,
) -> impl IntoView {
    let ErhebungRow {
        id,
        about,
        title,
        questionnaire,
        version,
        period,
        methode,
        zielgruppe,
        submissions,
        state,
        asked,
        ..
    } = erhebung;
    let evaluation = format!("{BASE}/{questionnaire}/auswertung");
    let (results, survey) = shown;
    let counts_asked = survey.is_some() && results.is_some();
    let is_over = state == ErhebungState::Closed;
    let asked_changed = Callback::new(move |()| changed.run(None));
    let erhebung = id.clone();
    // A colleague's questionnaire in a Kita of both has no page for a KiSo; what is asked stands on the sheet.
    let page = if results.is_some() { "" } else { "/papier" };
    let questions = format!("{BASE}/{questionnaire}{page}?fassung={version}");
    view! {
        <Page title=title>
            <p class="lead">{about} " · " {german::submissions(submissions)} " " <StateBadge state /></p>
            <dl class="facts">
                <dt>"Zeitraum"</dt><dd>{period}</dd>
                <dt>"Methode"</dt><dd>{methode}</dd>
                <dt>"Befragt"</dt><dd>{zielgruppe}</dd>
                <dt>"Fragebogen"</dt><dd><a href=questions>{format!("Fassung {version}")}</a></dd>
            </dl>
            {survey.map(|survey| view! { <SurveyPanel erhebung=id survey is_over told changed /> })}
            {counts_asked.then(|| view! { <AskedPanel erhebung asked submissions changed=asked_changed /> })}
            <h2>"Ergebnisse"</h2>
            {match results {
                Some(results) => view! { <Counts results evaluation /> }.into_any(),
                None => view! { <p>"Die Ergebnisse wertet die Koordination aus."</p> }.into_any(),
            }}
            <p class="actions">
                <a href=format!("{BASE}/erhebungen") class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Zu allen Erhebungen"</span>
                </a>
            </p>
        </Page>
    }
}

/// The counts, with the way to the evaluation of all Erhebungen of the questionnaire.
#[component]
fn Counts(results: Results, evaluation: String) -> impl IntoView {
    let counts = if results.submissions == 0 {
        view! { <Empty text="Noch ist kein Bogen angekommen. Sobald einer gesendet ist, stehen die Anzahlen hier." /> }
            .into_any()
    } else {
        let threshold = results.threshold;
        let charts = results.questions.into_iter().map(|question| view! { <ResultChart question /> }).collect_view();
        view! { <Protected threshold /> {charts} }.into_any()
    };
    view! {
        {counts}
        <p class="actions">
            <a href=evaluation class="kern-btn kern-btn--secondary">
                <span class="kern-label">"Mit allen Erhebungen dieses Fragebogens auswerten"</span>
            </a>
        </p>
    }
}
