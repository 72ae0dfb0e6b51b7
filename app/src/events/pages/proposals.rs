//! What new events begin with: the list of formats, and the form of one.

use crate::{
    events::{
        parts::{BackToBuiltin, template_page},
        proposals::{event_proposal, event_proposals, save_event_proposal},
    },
    staff::with_right,
    ui::{Acts, Column, Field, Form, LinesField, Page, Reading, SendForm, Sending, SortedTable},
};
use domain::{
    access::Koordination,
    events::{
        Format,
        proposals::{ProposalInput, ProposalRow, ProposalView},
    },
};
use leptos::prelude::*;

const BASE: &str = "/app/veranstaltungen/formate";

/// Every format with what its events begin with.
#[component]
pub fn ProposalsPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Proposals /> }.into_any())
}

#[component]
fn Proposals() -> impl IntoView {
    let content = Reading::new(event_proposals).shown(|rows| view! { <Formats rows /> }.into_any());
    view! {
        <Page title="Vorlagen der Formate">
            <p class="lead">"Damit beginnt das Formular, wenn Sie eine Veranstaltung anlegen und das Format wählen. Was schon angelegt \
                ist, bleibt, wie es ist."</p>
            {content}
        </Page>
    }
}

#[component]
fn Formats(rows: Signal<Vec<ProposalRow>>) -> impl IntoView {
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
    with_right::<Koordination>(|| {
        template_page(
            "format",
            event_proposal,
            |view: &ProposalView| view.name.clone(),
            |view, acts| view! { <OfFormat view acts /> }.into_any(),
        )
    })
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
fn OfFormat(view: ProposalView, acts: Acts) -> impl IntoView {
    let ProposalView { format, revision, changed: own, input, .. } = view;
    let typed = Typed::of(input);
    let form = Form::new(move || typed.input().check(format).err().unwrap_or_default());
    let send = move || -> Sending {
        acts.begin();
        let input = untrack(|| typed.input());
        Box::pin(async move {
            save_event_proposal(format.code().to_owned(), revision, Some(input)).await?;
            acts.end(Ok("Die Vorlage ist gespeichert. Sie gilt für neue Veranstaltungen.".to_owned())).await;
            Ok(())
        })
    };
    let reset = move || -> Sending { Box::pin(save_event_proposal(format.code().to_owned(), revision, None)) };
    view! {
        <p class="actions"><a href=BASE class="kern-btn kern-btn--tertiary"><span class="kern-label">"Alle Formate"</span></a></p>
        <SendForm form label="Vorlage speichern" send><Fields form format typed /></SendForm>
        {own.then(|| view! {
            <BackToBuiltin heading="Mitgelieferte Vorlage" label="Mitgelieferte Vorlage wiederherstellen"
                question="Die eigene Vorlage verwerfen? Sie lässt sich nicht zurückholen."
                said="Es gilt wieder die mitgelieferte Vorlage." reset acts />
        })}
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
