//! What is not in order yet, and what has changed since the latest version.

use super::{desk::Desk, field::Act};
use crate::{
    questionnaires::{BASE, german},
    ui::{Empty, Notice, NoticeKind, lead_on},
};
use domain::questionnaires::{
    Definition, QuestionId,
    design::{Change, Line, What, difference, lines},
    german::part,
};
use leptos::{prelude::*, task::spawn_local};

/// Every fault with the way to its question; without one that blocks, the way to publishing.
#[component]
pub fn Faults(desk: Desk) -> impl IntoView {
    let list = move || {
        let faults = desk.faults.get();
        let blocking = faults.iter().filter(|fault| fault.blocks()).count();
        let items = faults.into_iter().map(|fault| {
            let (question, sentence) = (fault.question, fault.sentence());
            view! { <li>{sentence} " " <ToQuestion desk question called=fault.called /></li> }
        });
        let notice = match blocking {
            0 => view! {
                <Notice kind=NoticeKind::Success title="Dieser Entwurf kann veröffentlicht werden." />
            }
            .into_any(),
            _ => view! {
                <Notice kind=NoticeKind::Warning title="Vor dem Veröffentlichen ist noch etwas zu tun." />
            }
            .into_any(),
        };
        view! { {notice} <ul class="review">{items.collect_view()}</ul> }
    };
    view! {
        <section aria-labelledby="pruefung-titel">
            <h2 id="pruefung-titel" class="kern-heading-small">"Prüfung"</h2>
            {list}
            <MissingTexts desk />
            <Onwards desk />
        </section>
    }
}

/// Languages in which texts are missing; publishing does not wait for them.
#[component]
fn MissingTexts(desk: Desk) -> impl IntoView {
    move || {
        let draft = desk.settled.get();
        let lines = lines(&draft);
        let gaps = draft.languages.iter().enumerate().filter_map(|(place, language)| {
            let missing = |line: &&Line| line.texts.get(place).is_some_and(String::is_empty);
            let texts = match lines.iter().filter(missing).count() {
                0 => return None,
                1 => "1 Text fehlt".to_owned(),
                count => format!("{count} Texte fehlen"),
            };
            let name = german::language(language).to_owned();
            Some(view! { <li><bdi>{name}</bdi> ": " {texts}</li> })
        });
        let gaps: Vec<_> = gaps.collect();
        (!gaps.is_empty()).then(|| {
            let to_texts = Callback::new(move |()| desk.view.set("sprachen"));
            view! {
                <Notice kind=NoticeKind::Info title="Noch nicht alles ist übersetzt.">
                    <p>"Wer eine dieser Sprachen wählt, liest die fehlenden Texte in einer anderen."</p>
                    <ul>{gaps}</ul>
                    <Act label="Texte ergänzen" act=to_texts look="kern-btn--secondary" />
                </Notice>
            }
        })
    }
}

#[component]
fn ToQuestion(desk: Desk, question: Option<QuestionId>, called: String) -> impl IntoView {
    question.map(|id| {
        let about = if called.is_empty() { id.to_string() } else { called };
        view! { <Act label="Zur Frage" about act=Callback::new(move |()| desk.show(id)) look="kern-btn--secondary" /> }
    })
}

/// Saves everything and leads to where versions are published.
#[component]
fn Onwards(desk: Desk) -> impl IntoView {
    let navigate = lead_on();
    let go = move |_| {
        let (navigate, address) = (navigate.clone(), format!("{BASE}/{}", desk.id.get_value()));
        spawn_local(async move {
            if desk.deliver().await {
                navigate(&address);
            } else {
                desk.said.set("Noch ist nicht alles gespeichert.".into());
            }
        });
    };
    view! {
        <p class="actions">
            <button class="kern-btn kern-btn--primary" type="button" on:click=go>
                <span class="kern-label">"Speichern und zum Veröffentlichen"</span>
            </button>
        </p>
    }
}

/// The draft beside the latest version.
#[component]
pub fn Differences(desk: Desk) -> impl IntoView {
    let content = move || {
        let draft = desk.settled.get();
        match desk.latest() {
            None => view! { <Empty text="Noch ist keine Fassung veröffentlicht: Alles ist neu." /> }.into_any(),
            Some(latest) => view! { <ChangeList changes=difference(&latest, &draft) desk=Some(desk) /> }.into_any(),
        }
    };
    let title = match desk.published.get_value() {
        Some(number) => format!("Änderungen seit Fassung {number}"),
        None => "Änderungen".to_owned(),
    };
    view! {
        <section aria-labelledby="aenderungen-titel">
            <h2 id="aenderungen-titel" class="kern-heading-small">{title}</h2>
            {content}
        </section>
    }
}

/// What changed from one definition to another.
pub fn changes_between(before: &Definition, after: &Definition) -> AnyView {
    view! { <ChangeList changes=difference(before, after) desk=None /> }.into_any()
}

#[component]
fn ChangeList(changes: Vec<Change>, desk: Option<Desk>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <Empty text="Nichts hat sich geändert." /> }.into_any();
    }
    let items = changes.into_iter().map(|change| {
        let removed = change.what == What::Removed;
        let (kind, parts) = match change.what {
            What::Added => ("neu", Vec::new()),
            What::Removed => ("entfernt", Vec::new()),
            What::Changed(parts) => ("geändert", parts),
        };
        let called = match (&change.question, change.called.as_str()) {
            (None, "") => "Fragebogen".to_owned(),
            (None, list) => format!("Antwortliste „{list}“"),
            (Some(_), text) => format!("„{text}“"),
        };
        let parts = parts.into_iter().map(|changed| {
            let of = if changed.of.is_empty() { String::new() } else { format!(" ({})", changed.of) };
            let values = (changed.part != "place").then(|| {
                view! { ": " <Value text=changed.before /> " → " <Value text=changed.after /> }
            });
            view! { <li>{part(changed.part)} {of} {values}</li> }
        });
        let parts = parts.collect_view();
        let way = desk.filter(|_| !removed).map(|desk| {
            view! { <ToQuestion desk question=change.question called=change.called /> }
        });
        view! { <li><strong>{kind}</strong> " " <span dir="auto">{called}</span> " " {way} <ul>{parts}</ul></li> }
    });
    view! { <ul class="review">{items.collect_view()}</ul> }.into_any()
}

#[component]
fn Value(text: String) -> impl IntoView {
    if text.is_empty() {
        view! { <em>"leer"</em> }.into_any()
    } else {
        view! { <span dir="auto">{text}</span> }.into_any()
    }
}
