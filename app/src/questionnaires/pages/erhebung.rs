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
    ui::{Acts, Empty, Page, Reading, part},
};
use domain::questionnaires::Results;
use leptos::{prelude::*, task::spawn_local};

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
    let reading = Reading::new(move || find(id.get(), office));
    let acts = Acts::on(reading);
    reading.as_page(move |found| view! { <Detail found acts /> }.into_any())
}

/// Each part is drawn anew by itself: who saves the days of the link keeps what is typed below it.
#[component]
fn Detail(found: Signal<Found>, acts: Acts) -> impl IntoView {
    let office = is_office();
    let (id, title) = found.with_untracked(|(row, ..)| (row.id.clone(), row.title.clone()));
    let row = part(found, |(row, ..)| row.clone());
    let survey = part(found, |(_, _, survey)| survey.clone());
    let results = part(found, |(_, results, _)| results.clone());
    let (asked, submissions) = (part(found, |(row, ..)| row.asked), part(found, |(row, ..)| row.submissions));
    let is_over = part(found, |(row, ..)| row.state == ErhebungState::Closed);
    let has_survey = Memo::new(move |_| survey.with(Option::is_some));
    let counts_asked = part(found, |(_, results, survey)| survey.is_some() && results.is_some());
    let of_survey = id.clone();
    // Said above the link, or without a sentence where what was saved says so itself.
    let changed = Callback::new(move |sentence: Option<&'static str>| {
        acts.begin();
        spawn_local(async move {
            match sentence {
                Some(sentence) => acts.end(Ok(sentence.to_owned())).await,
                None => acts.reread(false).await,
            }
        });
    });
    let asked_changed = Callback::new(move |()| changed.run(None));
    let counts = move || match results.get() {
        Some(results) => {
            let evaluation = row.with_untracked(|row| format!("{BASE}/{}/auswertung", row.questionnaire));
            view! { <Counts results evaluation /> }.into_any()
        }
        None => view! { <p>"Die Ergebnisse wertet die Koordination aus."</p> }.into_any(),
    };
    view! {
        <Page title>
            {move || view! { <Facts row=row.get() office /> }}
            {move || has_survey.get().then(|| view! {
                <SurveyPanel erhebung=of_survey.clone() survey is_over told=acts.answer changed />
            })}
            {move || counts_asked.get().then(|| view! {
                <AskedPanel erhebung=id.clone() asked submissions changed=asked_changed />
            })}
            <h2>"Ergebnisse"</h2>
            {counts}
            <p class="actions">
                <a href=format!("{BASE}/erhebungen") class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Zu allen Erhebungen"</span>
                </a>
            </p>
        </Page>
    }
}

/// What was planned, and how many have answered.
#[component]
fn Facts(row: ErhebungRow, office: bool) -> impl IntoView {
    let ErhebungRow { about, questionnaire, version, period, methode, zielgruppe, submissions, state, .. } = row;
    // A colleague's questionnaire in a Kita of both has no page for a KiSo; what is asked stands on the sheet.
    let page = if office { "" } else { "/papier" };
    let questions = format!("{BASE}/{questionnaire}{page}?fassung={version}");
    view! {
        <p class="lead">{about} " · " {german::submissions(submissions)} " " <StateBadge state /></p>
        <dl class="facts">
            <dt>"Zeitraum"</dt><dd>{period}</dd>
            <dt>"Methode"</dt><dd>{methode}</dd>
            <dt>"Befragt"</dt><dd>{zielgruppe}</dd>
            <dt>"Fragebogen"</dt><dd><a href=questions>{format!("Fassung {version}")}</a></dd>
        </dl>
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
