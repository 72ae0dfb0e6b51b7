use super::{Place, place};
use crate::{
    ApiError,
    people::{
        BASE,
        api::{blank, kita_term, record, remove_kita_term, save},
        parts::RecordFields,
    },
    staff::with_right,
    ui::{Confirm, Failure, FailurePage, Form, Loading, NotFound, Page, SendForm, Sending, TakesFocus, lead_on},
};
use domain::{
    AppError,
    access::Koordination,
    people::{Fields, REPLACES, RecordView, Sheet, german},
};
use leptos::{prelude::*, task::spawn_local};

/// The form for a new record; `?zu=` names the record that somebody came from.
#[component]
pub fn NewRecordPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <NewRecord /> }.into_any())
}

#[component]
fn NewRecord() -> impl IntoView {
    let place = place();
    move || match place.get() {
        Place { sheet: Some(sheet), about, .. } => {
            let found = LocalResource::new(move || blank(sheet, about.clone()));
            let title = format!("{} anlegen", german::record(sheet));
            view! { <Editing title found /> }.into_any()
        }
        Place { sheet: None, .. } => view! { <NotFound /> }.into_any(),
    }
}

/// The form for a record that is there.
#[component]
pub fn EditRecordPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <EditRecord /> }.into_any())
}

#[component]
fn EditRecord() -> impl IntoView {
    let place = place();
    move || match place.get() {
        Place { sheet: Some(sheet @ Sheet::VereinbarungKitas), id, line, .. } => {
            let found = LocalResource::new(move || kita_term(id.clone(), line.clone()));
            let title = format!("{} bearbeiten", german::record(sheet));
            view! { <Editing title found /> }.into_any()
        }
        Place { sheet: Some(sheet), id, .. } => {
            let found = LocalResource::new(move || record(sheet, id.clone()));
            let title = format!("{} bearbeiten", german::record(sheet));
            view! { <Editing title found /> }.into_any()
        }
        Place { sheet: None, .. } => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Editing(title: String, found: LocalResource<Result<RecordView, ApiError>>) -> impl IntoView {
    let content = move || {
        let title = title.clone();
        found.get().map(|found| match found {
            Ok(view) if view.can_edit => view! { <Page title><RecordForm view /></Page> }.into_any(),
            Ok(_) => view! { <FailurePage error=AppError::Forbidden /> }.into_any(),
            Err(error) => view! { <FailurePage error=error.0 /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

/// The same form for every sheet: its fields come from the sheet's columns.
#[component]
fn RecordForm(view: RecordView) -> impl IntoView {
    let RecordView { sheet, id, revision, fields, choices, line, can_remove, .. } = view;
    let replaces = fields.get(REPLACES).to_owned();
    let (term, agreement) = (replaces.clone(), id.clone());
    let replaces = StoredValue::new(replaces);
    let values: Vec<(&'static str, RwSignal<String>)> =
        sheet.fields().map(|column| (column.field, RwSignal::new(fields.get(column.field).to_owned()))).collect();
    let values = StoredValue::new(values);
    let typed = move || {
        let mut fields = Fields::default();
        values.with_value(|values| values.iter().for_each(|(field, value)| fields.set(*field, value.get_untracked())));
        fields.set(REPLACES, replaces.with_value(Clone::clone));
        fields
    };
    let form = Form::new(move || sheet.faults(&typed()));
    let navigate = lead_on();
    let back = if line.is_some() {
        format!("{BASE}/{}/{id}", shown_on(sheet).code())
    } else {
        format!("{BASE}/{}", sheet.code())
    };
    let send = move || -> Sending {
        let (saving, navigate) = (save(sheet, id.clone(), revision, typed()), navigate.clone());
        Box::pin(async move {
            let id = saving.await?;
            navigate(&format!("{BASE}/{}/{id}", shown_on(sheet).code()));
            Ok(())
        })
    };
    let cancel =
        view! { <a href=back class="kern-btn kern-btn--tertiary"><span class="kern-label">"Abbrechen"</span></a> };
    view! {
        <SendForm form label="Speichern" beside=cancel.into_any() send>
            <RecordFields sheet form values choices />
        </SendForm>
        {(can_remove && !term.is_empty()).then(|| view! { <RemoveTerm agreement term revision /> })}
    }
}

/// Takes a Kita out of an agreement, after a question: an end is entered above, this is for mistakes.
#[component]
fn RemoveTerm(agreement: String, term: String, revision: u64) -> impl IntoView {
    let navigate = lead_on();
    let failed = RwSignal::new(None::<AppError>);
    let object = format!("Kita {term}");
    let act = Callback::new(move |()| {
        failed.set(None);
        let (agreement, term, navigate) = (agreement.clone(), term.clone(), navigate.clone());
        spawn_local(async move {
            match remove_kita_term(agreement.clone(), term, revision).await {
                Ok(()) => {
                    let page = format!("{BASE}/{}/{agreement}", Sheet::Vereinbarungen.code());
                    navigate(&page);
                }
                Err(error) => failed.set(Some(error.0)),
            }
        });
    });
    let question = Signal::stored(
        "Aus der Vereinbarung entfernen? Nur, wenn die Kita hier nie hingehörte; sonst tragen Sie bitte das Ende ein."
            .to_owned(),
    );
    view! {
        <Confirm label="Entfernen" yes="Wirklich entfernen" question object act />
        {move || failed.get().map(|error| view! { <TakesFocus><Failure error /></TakesFocus> })}
    }
}

/// The page that shows a line of this sheet.
fn shown_on(sheet: Sheet) -> Sheet {
    if sheet == Sheet::VereinbarungKitas { Sheet::Vereinbarungen } else { sheet }
}
