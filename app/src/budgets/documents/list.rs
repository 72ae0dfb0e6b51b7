use super::{
    ADDRESS,
    api::{DocumentsView, documents, withdraw_document},
    send::send,
};
use crate::{
    ApiError,
    budgets::payment::{Done, Step, StepForm},
    ui::{
        Badge, Chosen, Column, Empty, Failure, Field, FileField, Form, Loading, Notice, NoticeKind, SelectField,
        SendForm, Sending, SortedTable, TakesFocus, chosen,
    },
};
use chrono::NaiveDate;
use domain::{
    AppError, ErrorCode, FieldError,
    budgets::{
        documents::{Document, DocumentInput, DocumentKind, german},
        payment::check_reason,
    },
    german as common,
    ids::{AnstellungstraegerId, DocumentId},
};
use leptos::{prelude::*, web_sys};

/// Documents of one kind, and for who may file them the form.
#[component]
pub fn Documents(
    year: i32,
    kind: DocumentKind,
    /// Whose receipts; everything of the kind where it is `None`.
    #[prop(optional_no_strip)]
    of: Option<AnstellungstraegerId>,
    title: &'static str,
    may_file: bool,
) -> impl IntoView {
    let found = LocalResource::new(move || documents(year));
    let told = RwSignal::new(None::<&'static str>);
    let done = Callback::new(move |message| {
        told.set(Some(message));
        found.refetch();
    });
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view year kind of may_file done title /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <section class="section">
            <h2>{title}</h2>
            {move || told.get().map(|title| view! { <TakesFocus><Notice kind=NoticeKind::Success title /></TakesFocus> })}
            <Suspense fallback=Loading>{content}</Suspense>
        </section>
    }
}

#[component]
fn Found(
    view: DocumentsView,
    year: i32,
    kind: DocumentKind,
    of: Option<AnstellungstraegerId>,
    may_file: bool,
    done: Done,
    title: &'static str,
) -> impl IntoView {
    let DocumentsView { documents, today } = view;
    let wanted = |document: &Document| document.kind == kind && (of.is_none() || document.anstellungstraeger == of);
    let rows: Vec<Document> = documents.into_iter().filter(wanted).collect();
    let counting: Vec<Document> = rows.iter().filter(|document| document.withdrawn.is_none()).cloned().collect();
    let table = match rows.is_empty() {
        true => view! { <Empty text="Noch ist nichts abgelegt." /> }.into_any(),
        false => view! { <SortedTable caption=title caption_hidden=true columns=columns() rows /> }.into_any(),
    };
    view! {
        {table}
        {may_file.then(|| view! { <FileForm year kind today done /> })}
        {(may_file && !counting.is_empty()).then(|| view! { <Withdraw rows=counting done /> })}
    }
}

fn columns() -> Vec<Column<Document>> {
    vec![
        Column::new("Datei", |row: &Document| {
            let (href, name) = (format!("{ADDRESS}/{}", row.id), row.file_name.clone());
            let size = german::size(row.size);
            view! { <a class="kern-link" href=href rel="external" download="">{format!("{name} ({size})")}</a> }
        }),
        Column::new("Datum", |row: &Document| common::date(row.day)).sorted_by(|a, b| a.day.cmp(&b.day)),
        Column::new("Aktenzeichen oder Zweck", |row: &Document| row.reference.clone()),
        Column::new("Abgelegt von", |row: &Document| row.by.clone()),
        Column::new("Stand", |row: &Document| match &row.withdrawn {
            None => view! { <Badge kind=NoticeKind::Success text="gilt" /> },
            Some(reason) => view! { <Badge kind=NoticeKind::Warning text=format!("zurückgezogen: {reason}") /> },
        }),
    ]
}

/// Folded: mostly one comes to read.
#[component]
fn FileForm(year: i32, kind: DocumentKind, today: NaiveDate, done: Done) -> impl IntoView {
    let file = RwSignal::new_local(None::<Chosen>);
    let (day, reference) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let input = move || DocumentInput { kind: kind.code().to_owned(), day: day.get(), reference: reference.get() };
    let form = Form::new(move || input().check(today).err().unwrap_or_default());
    let file_it = move || -> Sending {
        let (picked, input) = (file.get(), input());
        Box::pin(async move {
            let Some(picked) = picked else {
                return Err(ApiError(AppError::field("file", ErrorCode::Required)));
            };
            send(&picked, year, &input).await.map_err(ApiError)?;
            _ = done.try_run("Die Datei ist abgelegt.");
            Ok(())
        })
    };
    let changed = Callback::new(move |input: web_sys::HtmlInputElement| file.set(chosen(&input)));
    let hint = match kind {
        DocumentKind::Bescheid => "Aktenzeichen des Landes",
        DocumentKind::Beleg => "Wofür der Beleg ist. Bitte nichts zu einzelnen Personen.",
    };
    view! {
        <details class="budget__more">
            <summary>{format!("{} ablegen", german::kind(kind))}</summary>
            <SendForm form label="Ablegen" look="kern-btn--secondary" send=file_it>
                <FileField form name="file" label="PDF-Datei" accept=".pdf,application/pdf" hint="Höchstens 10 MB" changed />
                <Field form name="document_day" label="Datum des Dokuments" kind="date" value=day />
                <Field form name="document_reference" label="Aktenzeichen oder Zweck" value=reference hint />
            </SendForm>
        </details>
    }
}

/// Folded: nothing is deleted.
#[component]
fn Withdraw(rows: Vec<Document>, done: Done) -> impl IntoView {
    let (document, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let picked = move || document.get().parse::<DocumentId>().ok();
    let form = Form::new(move || {
        let blank = picked().is_none().then(|| FieldError::new("document", ErrorCode::Required));
        let named = |fault: FieldError| FieldError { field: "document_reason".into(), ..fault };
        blank.into_iter().chain(check_reason(&reason.get()).err().map(named)).collect()
    });
    let options: Vec<(String, String)> = rows
        .iter()
        .map(|row| (row.id.to_string(), format!("{} vom {}", row.file_name, common::date(row.day))))
        .collect();
    let step = move || -> Step {
        let (picked, reason) = (picked(), reason.get());
        Box::pin(async move {
            match picked {
                Some(id) => withdraw_document(id, reason).await,
                None => Ok(()),
            }
        })
    };
    view! {
        <details class="budget__more">
            <summary>"Datei zurückziehen"</summary>
            <StepForm form label="Zurückziehen" success="Die Datei ist zurückgezogen. Sie bleibt zum Nachlesen stehen." look="kern-btn--secondary" step done>
                <SelectField form name="document" label="Datei" value=document options />
                <Field form name="document_reason" label="Grund des Zurückziehens" value=reason />
            </StepForm>
        </details>
    }
}
