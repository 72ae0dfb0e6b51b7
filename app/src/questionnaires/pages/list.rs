use super::is_office;
use crate::{
    questionnaires::{BASE, TEXTS, api::questionnaires, german, view::QuestionnaireRow},
    staff::with_right,
    ui::{Badge, Column, Empty, Failure, Form, Loading, NoticeKind, Page, SelectField, SortedTable},
};
use domain::access::Designer;
use leptos::prelude::*;

/// The questionnaires that one sees: the Koordination all, a KiSo the own ones and what is published for all.
#[component]
pub fn QuestionnairesPage() -> impl IntoView {
    with_right::<Designer>(|| view! { <Questionnaires /> }.into_any())
}

#[component]
fn Questionnaires() -> impl IntoView {
    let office = is_office();
    let list = LocalResource::new(questionnaires);
    let content = move || {
        list.get().map(|list| match list {
            Ok(rows) if office => view! { <AllOfThem rows /> }.into_any(),
            Ok(rows) => view! { <OwnAndOffices rows /> }.into_any(),
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
                    <span class="kern-label">{if office { "Erhebungen und Ergebnisse" } else { "Erhebungen planen" }}</span>
                </a>
                <a href=TEXTS class="kern-btn kern-btn--tertiary"><span class="kern-label">"Freie Texte"</span></a>
            </p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

/// For the Koordination: office-wide ones and those of every KiSo.
#[component]
fn AllOfThem(rows: Vec<QuestionnaireRow>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <Empty text="Es gibt noch keinen Fragebogen. Entwerfen Sie den ersten, \
        oder spielen Sie ihn als XLSForm-Datei ein." /> }
        .into_any();
    }
    let mut owners: Vec<String> = rows.iter().map(owner).collect();
    owners.sort();
    owners.dedup();
    let filter = (owners.len() > 1).then(|| owners.into_iter().map(|name| (name.clone(), name)).collect::<Vec<_>>());
    let (form, chosen) = (Form::new(Vec::new), RwSignal::new(String::new()));
    let shown = Signal::derive(move || {
        let chosen = chosen.get();
        rows.iter().filter(|row| chosen.is_empty() || owner(row) == chosen).cloned().collect::<Vec<_>>()
    });
    let mut columns = columns();
    columns.push(Column::new("Von", owner).sorted_by(|a, b| a.owner_name.cmp(&b.owner_name)));
    view! {
        {filter.map(|options| view! {
            <div class="filters" role="search" aria-label="Fragebögen filtern">
                <SelectField form name="von" label="Von" value=chosen options blank="Alle" optional=true />
            </div>
        })}
        <SortedTable caption="Fragebögen" caption_hidden=true columns rows=shown />
    }
    .into_any()
}

fn owner(row: &QuestionnaireRow) -> String {
    german::owner(&row.owner_name)
}

/// For a KiSo: what she designs, and what the Koordination offers.
#[component]
fn OwnAndOffices(rows: Vec<QuestionnaireRow>) -> impl IntoView {
    let (own, offices): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.may_change);
    let own = if own.is_empty() {
        view! {
            <Empty text="Sie haben noch keinen eigenen Fragebogen. Beginnen Sie mit „Neuer Fragebogen“, leer oder mit einer Vorlage; oder \
                öffnen Sie einen des Kreisjugendamts und kopieren Sie ihn." />
        }
        .into_any()
    } else {
        view! { <SortedTable caption="Eigene Fragebögen" caption_hidden=true columns=columns() rows=own /> }.into_any()
    };
    let offices = if offices.is_empty() {
        view! { <Empty text="Die Koordination hat noch keinen Fragebogen für alle veröffentlicht." /> }.into_any()
    } else {
        view! { <SortedTable caption="Fragebögen des Kreisjugendamts" caption_hidden=true columns=columns() rows=offices /> }
            .into_any()
    };
    view! {
        <h2>"Eigene Fragebögen"</h2>
        {own}
        <h2>"Fragebögen des Kreisjugendamts"</h2>
        {offices}
    }
}

fn columns() -> Vec<Column<QuestionnaireRow>> {
    vec![
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
    ]
}
