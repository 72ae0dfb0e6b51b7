use crate::{
    questionnaires::{BASE, TEXTS, api::questionnaires, view::QuestionnaireRow},
    staff::with_right,
    ui::{Badge, Column, Empty, Failure, Loading, NoticeKind, Page, SortedTable},
};
use domain::access::Koordination;
use leptos::prelude::*;

/// All questionnaires: drafts and published ones.
#[component]
pub fn QuestionnairesPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Questionnaires /> }.into_any())
}

#[component]
fn Questionnaires() -> impl IntoView {
    let list = LocalResource::new(questionnaires);
    let content = move || {
        list.get().map(|list| match list {
            Ok(rows) if rows.is_empty() => {
                view! { <Empty text="Es gibt noch keinen Fragebogen. Entwerfen Sie den ersten, oder spielen Sie ihn als XLSForm-Datei ein." /> }
                    .into_any()
            }
            Ok(rows) => view! { <QuestionnaireTable rows /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Fragebögen">
            <p class="lead">
                "Ein Fragebogen wird hier entworfen oder als Excel-Datei im Format XLSForm eingespielt, wie es auch ODK und \
                 KoboToolbox lesen. Er wird geprüft und veröffentlicht; in Erhebungen wird er ausgefüllt."
            </p>
            <p class="actions">
                <a href=format!("{BASE}/neu") class="kern-btn kern-btn--primary">
                    <span class="kern-label">"Neuer Fragebogen"</span>
                </a>
                <a href=format!("{BASE}/einspielen") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Fragebogen einspielen"</span>
                </a>
                <a href=format!("{BASE}/erhebungen") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Erhebungen und Ergebnisse"</span>
                </a>
                <a href=TEXTS class="kern-btn kern-btn--tertiary"><span class="kern-label">"Freie Texte"</span></a>
            </p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn QuestionnaireTable(rows: Vec<QuestionnaireRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Titel", |row: &QuestionnaireRow| {
            let (page, title) = (format!("{BASE}/{}", row.id), row.title.clone());
            view! { <a href=page>{title}</a> }
        })
        .sorted_by(|a, b| a.title.to_lowercase().cmp(&b.title.to_lowercase())),
        Column::new("Stand", |row: &QuestionnaireRow| {
            let draft = row.has_draft.then(|| view! { <Badge kind=NoticeKind::Info text="Entwurf" /> });
            let published = row.latest.map(|number| {
                view! { <Badge kind=NoticeKind::Success text=format!("veröffentlicht, Fassung {number}") /> }
            });
            view! { <span class="badges">{published} {draft}</span> }
        })
        .sorted_by(|a, b| a.latest.cmp(&b.latest)),
        Column::number("Fragen", |row: &QuestionnaireRow| row.questions)
            .sorted_by(|a, b| a.questions.cmp(&b.questions)),
        Column::new("Zuletzt geändert", |row: &QuestionnaireRow| row.changed.clone())
            .sorted_by(|a, b| a.changed_at.cmp(&b.changed_at)),
    ];
    view! { <SortedTable caption="Fragebögen" caption_hidden=true columns rows /> }
}
