use super::api::{entries, verify};
use crate::{
    ApiError,
    staff::with_right,
    ui::{Empty, Failure, Form, Head, Loading, Notice, NoticeKind, Page, SelectField, TableFrame, heads},
};
use domain::{
    AppError,
    access::Auditor,
    audit::{Area, AuditRow, AuditView, FieldChange, german},
};
use leptos::{prelude::*, task::spawn_local};

/// Who changed what and when, newest first, and whether the log itself is what was written.
#[component]
pub fn LogPage() -> impl IntoView {
    with_right::<Auditor>(|| view! { <Log /> }.into_any())
}

#[component]
fn Log() -> impl IntoView {
    let area = RwSignal::new(String::new());
    let first = LocalResource::new(move || entries(area.get(), String::new()));
    let content = move || {
        first.get().map(|page| match page {
            Ok(page) if page.rows.is_empty() => view! { <Empty text="Dazu steht nichts im Protokoll." /> }.into_any(),
            Ok(page) => view! { <Entries page area=area.get_untracked() /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    let form = Form::new(Vec::new);
    let areas: Vec<_> =
        Area::ALL.into_iter().map(|area| (area.code().to_owned(), german::area(area).to_owned())).collect();
    view! {
        <Page title="Protokoll">
            <p class="lead">"Jede Änderung durch Beschäftigte steht hier und lässt sich nicht unbemerkt ändern oder löschen."</p>
            <ChainCheck />
            <div class="filters" role="search">
                <SelectField form name="area" label="Bereich" value=area options=areas blank="Alle" optional=true />
            </div>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

/// The pages read so far, and the way to older ones.
#[component]
fn Entries(page: AuditView, area: String) -> impl IntoView {
    let rows = RwSignal::new(page.rows);
    let older_than = RwSignal::new(page.older_than);
    let failed = RwSignal::new(None::<AppError>);
    let area = StoredValue::new(area);
    let more = move |_| {
        let Some(older) = older_than.get_untracked() else { return };
        spawn_local(async move {
            match entries(area.get_value(), older).await {
                Ok(page) => {
                    rows.update(|rows| rows.extend(page.rows));
                    older_than.set(page.older_than);
                    failed.set(None);
                }
                Err(ApiError(error)) => failed.set(Some(error)),
            }
        });
    };
    view! {
        <TableFrame caption="Protokoll" caption_hidden=true>
            {heads([Head::text("Zeitpunkt"), Head::text("Wer"), Head::text("Was"), Head::number("Nr.")])}
            <tbody><For each=move || rows.get() key=|row| row.id.clone() children=|row| view! { <EntryRow row /> } /></tbody>
        </TableFrame>
        <p role="status">{move || rows.with(|rows| if rows.len() == 1 { "1 Eintrag".to_owned() } else { format!("{} Einträge", rows.len()) })}</p>
        {move || failed.get().map(|error| view! { <Failure error /> })}
        <Show when=move || older_than.with(Option::is_some)>
            <button class="kern-btn kern-btn--secondary" type="button" on:click=more><span class="kern-label">"Ältere Einträge"</span></button>
        </Show>
    }
}

#[component]
fn EntryRow(row: AuditRow) -> impl IntoView {
    let AuditRow { sequence, at, who, what, subjects, note, changes, .. } = row;
    let subjects = subjects.into_iter().map(|subject| view! { <li>{subject}</li> }).collect_view();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{at}</th>
            <td class="kern-table__cell">{who}</td>
            <td class="kern-table__cell">
                <details class="audit">
                    <summary>{what}</summary>
                    {note.map(|note| view! { <p>{note}</p> })}
                    <ul>{subjects}</ul>
                    <Changes changes />
                </details>
            </td>
            <td class="kern-table__cell kern-table__cell--numeric">{sequence}</td>
        </tr>
    }
}

/// Before and after, field by field; of what must not be kept the log has hashes only.
#[component]
fn Changes(changes: Vec<FieldChange>) -> impl IntoView {
    if changes.is_empty() {
        return view! { <p>"Die Werte selbst stehen hier nicht; das Protokoll kennt nur ihre Prüfsummen."</p> }
            .into_any();
    }
    let entries = changes
        .into_iter()
        .map(|FieldChange { field, before, after }| {
            let (before, after) = (shown(before), shown(after));
            view! { <dt>{field}</dt><dd>"vorher: " {before}</dd><dd>"nachher: " {after}</dd> }
        })
        .collect_view();
    view! { <dl class="audit__changes">{entries}</dl> }.into_any()
}

fn shown(value: Option<String>) -> String {
    value.filter(|value| !value.is_empty()).unwrap_or_else(|| "–".into())
}

/// Recomputes the chain on demand.
#[component]
fn ChainCheck() -> impl IntoView {
    let checking = RwSignal::new(false);
    let found = RwSignal::new(None::<Result<(bool, Vec<String>), AppError>>);
    let check = move |_| {
        checking.set(true);
        spawn_local(async move {
            found.set(Some(verify().await.map_err(|error| error.0)));
            checking.set(false);
        });
    };
    let result = move || {
        found.get().map(|found| match found {
            Ok((well, sentences)) => {
                let (kind, title) = if well {
                    (NoticeKind::Success, "Das Protokoll ist unverändert.")
                } else {
                    (NoticeKind::Danger, "Das Protokoll ist nicht, was versiegelt wurde.")
                };
                let sentences = sentences.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view();
                view! { <Notice kind title>{sentences}</Notice> }.into_any()
            }
            Err(error) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <p class="actions">
            <button class="kern-btn kern-btn--secondary" type="button" disabled=move || checking.get() on:click=check>
                <span class="kern-label">{move || if checking.get() { "Wird geprüft …" } else { "Protokoll prüfen" }}</span>
            </button>
        </p>
        {result}
    }
}
