use super::place;
use crate::{
    people::{BASE, api::list, parts::LineTable},
    staff::with_right,
    ui::{Empty, Failure, Field, Form, Loading, NotFound, Page, SelectField},
};
use domain::{
    access::DirectoryReader,
    people::{Choice, ListQuery, ListView, Sheet, german},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
    location::Url,
};

/// One list: search, filters, order, and the same lines as a file.
#[component]
pub fn ListPage() -> impl IntoView {
    with_right::<DirectoryReader>(|| view! { <SheetAtAddress /> }.into_any())
}

#[component]
fn SheetAtAddress() -> impl IntoView {
    let place = place();
    move || match place.get().sheet {
        Some(sheet) => view! { <SheetPage sheet /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn SheetPage(sheet: Sheet) -> impl IntoView {
    let found = LocalResource::new(move || list(sheet));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) if view.lines.is_empty() && !view.can_edit => {
                view! { <Empty text="Hier ist für Sie nichts hinterlegt. Fehlt etwas, wenden Sie sich bitte an die Koordination." /> }.into_any()
            }
            Ok(view) => view! { <Found view /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! { <Page title=german::sheet(sheet)><Suspense fallback=Loading>{content}</Suspense></Page> }
}

#[component]
fn Found(view: ListView) -> impl IntoView {
    let ListView { sheet, lines, sozialraeume, anstellungstraeger, can_edit } = view;
    let query = query_of_address();
    keep_in_address(query);
    let nothing = if lines.is_empty() {
        "Noch ist nichts eingetragen. Legen Sie den ersten Eintrag an, oder spielen Sie eine Datei ein."
    } else {
        "Dazu gibt es keinen Eintrag. Bitte ändern Sie Suche oder Filter."
    };
    let lines = StoredValue::new(lines);
    let found = Memo::new(move |_| query.with(|query| lines.with_value(|lines| query.apply(sheet, lines))));
    let count = move || match found.with(Vec::len) {
        1 => "1 Eintrag".to_owned(),
        count => format!("{count} Einträge"),
    };
    view! {
        <Filters query sozialraeume anstellungstraeger />
        <p class="actions">
            {can_edit.then(|| view! { <NewLink sheet /> })}
            <FileLinks sheet query />
        </p>
        <p role="status">{count}</p>
        {move || found.with(Vec::is_empty).then(|| view! { <Empty text=nothing /> })}
        <div hidden=move || found.with(Vec::is_empty)>
            <LineTable sheet caption=german::sheet(sheet) lines=found query />
        </div>
    }
}

#[component]
fn Filters(query: RwSignal<ListQuery>, sozialraeume: Vec<Choice>, anstellungstraeger: Vec<Choice>) -> impl IntoView {
    let form = Form::new(Vec::new);
    let start = query.get_untracked();
    let search = RwSignal::new(start.search);
    let sozialraum = RwSignal::new(start.sozialraum);
    let employer = RwSignal::new(start.anstellungstraeger);
    Effect::new(move |_| {
        let (search, sozialraum, employer) = (search.get(), sozialraum.get(), employer.get());
        query.update(|query| {
            query.search = search;
            query.sozialraum = sozialraum;
            query.anstellungstraeger = employer;
        });
    });
    view! {
        <div class="filters" role="search">
            <Field form name="search" label="Suche" value=search kind="search" optional=true />
            <SelectField form name="sozialraum" label="Sozialraum" value=sozialraum options=pairs(sozialraeume) blank="Alle" optional=true />
            <SelectField form name="anstellungstraeger" label="Anstellungsträger" value=employer
                options=pairs(anstellungstraeger) blank="Alle" optional=true />
        </div>
    }
}

#[component]
fn NewLink(sheet: Sheet) -> impl IntoView {
    view! {
        <a href=format!("{BASE}/{}/neu", sheet.code()) class="kern-btn kern-btn--primary">
            <span class="kern-label">{format!("{} anlegen", german::record(sheet))}</span>
        </a>
    }
}

/// The lines in sight as files; the server filters again by the same rules.
#[component]
fn FileLinks(sheet: Sheet, query: RwSignal<ListQuery>) -> impl IntoView {
    let link = move |kind: &'static str, label: &'static str| {
        let address = move || query.with(|query| file_address(sheet, kind, query));
        view! {
            <a class="kern-btn kern-btn--tertiary" href=address rel="external" download="">
                <span class="kern-label">{label}</span>
            </a>
        }
    };
    view! { {link("xlsx", "Als Excel-Datei")} {link("csv", "Als CSV-Datei")} }
}

fn file_address(sheet: Sheet, kind: &str, query: &ListQuery) -> String {
    format!("/api/v1/verzeichnis/{}.{kind}?{}", sheet.code(), query_string(query))
}

/// What is asked for, as it stands in an address; what is not asked for is left out.
fn query_string(query: &ListQuery) -> String {
    let ListQuery { search, sozialraum, anstellungstraeger, sort, descending } = query;
    let descending = if *descending { "true" } else { "" };
    [
        ("search", Url::escape(search).as_str()),
        ("sozialraum", sozialraum),
        ("anstellungstraeger", anstellungstraeger),
        ("sort", sort),
        ("descending", descending),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| format!("{name}={value}"))
    .collect::<Vec<_>>()
    .join("&")
}

/// Writes search, filters and order into the address, so that the list is the same after a reload, on the way back from a
/// record, and for whoever gets the link.
fn keep_in_address(query: RwSignal<ListQuery>) {
    let (navigate, path) = (use_navigate(), use_location().pathname);
    Effect::new(move |before: Option<String>| {
        let asked = query.with(query_string);
        if before.is_some_and(|before| before != asked) {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("{}?{asked}", path.get_untracked()), options);
        }
        asked
    });
}

/// What a link to this list asks for.
fn query_of_address() -> RwSignal<ListQuery> {
    let query = use_query_map().with_untracked(|asked| {
        let text = |name: &str| asked.get(name).unwrap_or_default();
        ListQuery {
            search: text("search"),
            sozialraum: text("sozialraum"),
            anstellungstraeger: text("anstellungstraeger"),
            sort: text("sort"),
            descending: text("descending") == "true",
        }
    });
    RwSignal::new(query)
}

fn pairs(choices: Vec<Choice>) -> Vec<(String, String)> {
    choices.into_iter().map(|choice| (choice.value, choice.label)).collect()
}
