//! The series of an event, and the question for which of its events a change is.

use crate::ui::{Form, Notice, NoticeKind, RadioField, TakesFocus};
use domain::events::series::SeriesView;
use leptos::prelude::*;

/// Each event of the series as a link, but for the one whose page this is.
#[component]
pub fn Series(
    /// Id of the event whose page this is.
    event: String,
    series: SeriesView,
) -> impl IntoView {
    let entries = series
        .members
        .into_iter()
        .map(|row| {
            let region = if row.sozialraeume.is_empty() { String::new() } else { format!(", {}", row.sozialraeume) };
            let name = format!("{}{region}: {}", row.dates, row.title);
            let shown = if row.id == event {
                view! { <strong>{name}</strong> " (dieser Termin)" }.into_any()
            } else {
                view! { <a href=format!("/app/veranstaltungen/{}", row.id)>{name}</a> }.into_any()
            };
            view! { <li>{shown} " · " {row.status}</li> }
        })
        .collect_view();
    view! {
        <h2>{series.summary}</h2>
        <ul class="event-lines">{entries}</ul>
    }
}

/// For which events a change in the planning form is.
#[derive(Clone, Copy)]
pub struct Scope(RwSignal<String>);

impl Scope {
    const ONE: &'static str = "one";
    const LATER: &'static str = "later";

    /// Until somebody chooses otherwise.
    pub fn only_this() -> Self {
        Self(RwSignal::new(Self::ONE.into()))
    }

    /// Also for the later events of the series.
    pub fn is_later(self) -> bool {
        self.0.with_untracked(|scope| scope == Self::LATER)
    }
}

/// Asks for which events the change is; nothing where it can be for this one only.
#[component]
pub fn ScopeField(
    form: Form,
    scope: Scope,
    /// The events that it could be for as well, one line each.
    later: Vec<String>,
) -> impl IntoView {
    (!later.is_empty()).then(|| {
        let all = format!("Dieser und alle späteren Entwürfe und offenen Termine der Reihe ({} weitere)", later.len());
        let options = vec![(Scope::ONE.to_owned(), "Nur dieser Termin".to_owned()), (Scope::LATER.to_owned(), all)];
        let entries = later.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! {
            <h2>"Reihe"</h2>
            <RadioField form name="scope" label="Wofür gilt die Änderung?" value=scope.0 options
                hint="Für die Reihe werden Titel, Format, Beschreibung, Inhalte, Themen, Plätze, Rollen und alles zur Anmeldung überall \
                    so wie hier. Tage, Orte, Materialien, Sozialräume und Stand der anderen bleiben, ihr Anmeldefenster behält den \
                    Abstand zum ersten Tag." />
            <p>"Weitere Termine ab diesem Tag:"</p>
            <ul class="event-lines">{entries}</ul>
        }
    })
}

/// Events of the series that stayed as they were; nothing if all were changed.
#[component]
pub fn LeftAsTheyWere(
    /// Where to go on from the event that was changed.
    #[prop(into)]
    page: String,
    left: RwSignal<Vec<String>>,
) -> impl IntoView {
    move || {
        let lines = left.get();
        (!lines.is_empty()).then(|| {
            let page = page.clone();
            let entries = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            let notice = view! {
                <Notice kind=NoticeKind::Warning title="Nicht alle Termine der Reihe ließen sich ändern.">
                    <p>"Dieser Termin und die übrigen sind gespeichert. Bitte ändern Sie die folgenden einzeln, oder speichern Sie \
                        noch einmal."</p>
                    <ul>{entries}</ul>
                    <p><a href=page>"Zur Veranstaltung mit ihrer Reihe"</a></p>
                </Notice>
            };
            view! { <TakesFocus>{notice}</TakesFocus> }
        })
    }
}
