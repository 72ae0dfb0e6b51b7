//! What new events begin with: the list of formats, and the form of one.

use crate::{
    ApiError,
    events::{
        parts::Answer,
        proposals::{event_proposal, event_proposals, save_event_proposal},
    },
    staff::with_right,
    ui::{
        ActionOutcome, Column, Confirm, Failure, FailurePage, Field, Form, LinesField, Loading, Page, SendForm,
        Sending, SortedTable,
    },
};
use domain::{
    access::Koordination,
    events::{
        Format,
        proposals::{ProposalInput, ProposalRow, ProposalView},
    },
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

const BASE: &str = "/app/veranstaltungen/formate";

/// Every format with what its events begin with.
#[component]
pub fn ProposalsPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Proposals /> }.into_any())
}

#[component]
fn Proposals() -> impl IntoView {
    let found = LocalResource::new(event_proposals);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => view! { <Formats rows /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Vorlagen der Formate">
            <p class="lead">"Damit beginnt das Formular, wenn Sie eine Veranstaltung anlegen und das Format wählen. Was schon angelegt \
                ist, bleibt, wie es ist."</p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn Formats(rows: Vec<ProposalRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Format", |row: &ProposalRow| {
            let (page, name) = (format!("{BASE}/{}", row.format), row.name.clone());
            view! { <a href=page>{name}</a> }
        }),
        Column::new("Titel", |row: &ProposalRow| row.title.clone()),
        Column::new("Uhrzeit", |row: &ProposalRow| row.hours.clone()),
        Column::number("Plätze", |row: &ProposalRow| row.capacity.clone()),
        Column::new("Vorlage", |row: &ProposalRow| if row.changed { "eigene" } else { "mitgeliefert" }),
    ];
    view! { <SortedTable caption="Formate" columns rows /> }
}

/// What events of one format begin with.
#[component]
pub fn ProposalPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <AtAddress /> }.into_any())
}

#[component]
fn AtAddress() -> impl IntoView {
    let params = use_params_map();
    let format = move || params.read().get("format").unwrap_or_default();
    let found = LocalResource::new(move || event_proposal(format()));
    let answer = Answer::new(None);
    let changed = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! {
                <Page title=format!("Vorlage: {}", view.name)>
                    <ActionOutcome answer />
                    <OfFormat view answer changed />
                </Page>
            }
            .into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

/// What is typed.
#[derive(Clone, Copy)]
struct Typed {
    title: RwSignal<String>,
    description: RwSignal<String>,
    contents: RwSignal<String>,
    topics: RwSignal<String>,
    begin: RwSignal<String>,
    end: RwSignal<String>,
    capacity: RwSignal<String>,
    minimum: RwSignal<String>,
}

impl Typed {
    fn of(input: ProposalInput) -> Self {
        Self {
            title: RwSignal::new(input.title),
            description: RwSignal::new(input.description),
            contents: RwSignal::new(input.contents),
            topics: RwSignal::new(input.topics),
            begin: RwSignal::new(input.begin),
            end: RwSignal::new(input.end),
            capacity: RwSignal::new(input.capacity),
            minimum: RwSignal::new(input.minimum),
        }
    }

    fn input(&self) -> ProposalInput {
        ProposalInput {
            title: self.title.get(),
            description: self.description.get(),
            contents: self.contents.get(),
            topics: self.topics.get(),
            begin: self.begin.get(),
            end: self.end.get(),
            capacity: self.capacity.get(),
            minimum: self.minimum.get(),
        }
    }
}

#[component]
fn OfFormat(view: ProposalView, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let ProposalView { format, revision, changed: own, input, .. } = view;
    let typed = Typed::of(input);
    let form = Form::new(move || typed.input().check(format).err().unwrap_or_default());
    let send = move || -> Sending {
        answer.set(None);
        let input = untrack(|| typed.input());
        Box::pin(async move {
            save_event_proposal(format.code().to_owned(), revision, Some(input)).await?;
            answer.set(Some(Ok("Die Vorlage ist gespeichert. Sie gilt für neue Veranstaltungen.".to_owned())));
            changed.run(());
            Ok(())
        })
    };
    view! {
        <p class="actions"><a href=BASE class="kern-btn kern-btn--tertiary"><span class="kern-label">"Alle Formate"</span></a></p>
        <SendForm form label="Vorlage speichern" send><Fields form format typed /></SendForm>
        {own.then(|| view! { <BackToBuiltin format revision answer changed /> })}
    }
}

#[component]
fn Fields(form: Form, format: Format, typed: Typed) -> impl IntoView {
    let contents = format.has_description().then(|| {
        view! {
            <LinesField form name="description" label="Beschreibung" value=typed.description rows=4 optional=true />
            <LinesField form name="contents" label="Inhalte" value=typed.contents rows=10 optional=true hint="Ein Inhalt je Zeile." />
        }
    });
    view! {
        <Field form name="title" label="Titel" value=typed.title />
        {contents}
        <LinesField form name="topics" label="Themen" value=typed.topics rows=2 optional=true hint="Ein Stichwort je Zeile." />
        <Field form name="begin" label="Beginn" value=typed.begin kind="time" optional=true />
        <Field form name="end" label="Ende" value=typed.end kind="time" optional=true />
        <Field form name="capacity" label="Plätze" value=typed.capacity inputmode="numeric" optional=true />
        <Field form name="minimum" label="Mindestzahl" value=typed.minimum inputmode="numeric" optional=true />
    }
}

#[component]
fn BackToBuiltin(format: Format, revision: u32, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let act = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            let reset = save_event_proposal(format.code().to_owned(), revision, None).await;
            let said = "Es gilt wieder die mitgelieferte Vorlage.".to_owned();
            answer.set(Some(reset.map(|()| said).map_err(|error| error.0)));
            changed.run(());
        });
    });
    view! {
        <h2>"Mitgelieferte Vorlage"</h2>
        <p class="actions"><Confirm label="Mitgelieferte Vorlage wiederherstellen" yes="Wiederherstellen" act
            question="Die eigene Vorlage verwerfen? Sie lässt sich nicht zurückholen." /></p>
    }
}
