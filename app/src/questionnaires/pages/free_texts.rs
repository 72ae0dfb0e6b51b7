use crate::{
    ApiError,
    questionnaires::{
        free_texts::{FreeTextsView, TextsErhebung, free_text_erhebungen, read_free_texts},
        german,
        parts::FreeTextDesk,
    },
    staff::with_right,
    ui::{Empty, FailurePage, Loading, Page},
};
use domain::access::KiSo;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where free texts are decided about.
const TEXTS: &str = "/app/erhebungen/freitexte";

/// The Erhebungen of one's own Kitas in which somebody wrote a free text.
#[component]
pub fn FreeTextErhebungenPage() -> impl IntoView {
    with_right::<KiSo>(|| view! { <FreeTextErhebungen /> }.into_any())
}

#[component]
fn FreeTextErhebungen() -> impl IntoView {
    let found = LocalResource::new(free_text_erhebungen);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => view! { <List rows /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn List(rows: Vec<TextsErhebung>) -> impl IntoView {
    let content = if rows.is_empty() {
        let text =
            "In Ihren Kitas hat noch niemand einen freien Text geschrieben, oder die Antworten sind schon gelöscht.";
        view! { <Empty text /> }.into_any()
    } else {
        rows.into_iter().map(|erhebung| view! { <Card erhebung /> }).collect_view().into_any()
    };
    view! {
        <Page title="Freie Texte">
            <p class="lead">
                "Was Befragte mit eigenen Worten geschrieben haben, sehen zuerst nur Sie. Die Koordination sieht einen Text erst, wenn Sie \
                 ihn freigegeben haben, und ohne die Wörter, die Sie schwärzen."
            </p>
            {content}
        </Page>
    }
}

#[component]
fn Card(erhebung: TextsErhebung) -> impl IntoView {
    let TextsErhebung { id, title, kita, period, unseen, texts } = erhebung;
    let object = format!(": {title}, {kita}, {period}");
    let look = if unseen > 0 { "kern-btn kern-btn--primary" } else { "kern-btn kern-btn--secondary" };
    view! {
        <div class="card">
            <h2 class="kern-heading-medium">{title}</h2>
            <p class="kern-body">{kita} " · " {period} " · " {german::free_texts(texts, unseen)}</p>
            <p class="actions">
                <a href=format!("{TEXTS}/{id}") class=look>
                    <span class="kern-label">"Texte durchsehen"<span class="kern-sr-only">{object}</span></span>
                </a>
            </p>
        </div>
    }
}

/// The texts of one Erhebung, one after another.
#[component]
pub fn FreeTextsPage() -> impl IntoView {
    with_right::<KiSo>(|| view! { <FreeTexts /> }.into_any())
}

#[component]
fn FreeTexts() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("erhebung").unwrap_or_default()));
    let found = LocalResource::new(move || read_free_texts(id.get()));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found view /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Found(view: FreeTextsView) -> impl IntoView {
    let erhebung = view.erhebung.clone();
    let content = if view.lines.is_empty() {
        view! { <Empty text="In dieser Erhebung hat noch niemand einen freien Text geschrieben." /> }.into_any()
    } else {
        view! { <FreeTextDesk view /> }.into_any()
    };
    view! {
        <Page title=format!("Freie Texte: {}", erhebung.title)>
            <p class="lead">
                {erhebung.kita} " · " {erhebung.period}
                ". Die Texte einer Person stehen nicht beieinander. Was Sie entscheiden, lässt sich später ändern."
            </p>
            {content}
            <p class="actions">
                <a href=TEXTS class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Zu allen Erhebungen mit freien Texten"</span>
                </a>
            </p>
        </Page>
    }
}
