use crate::{
    ApiError,
    questionnaires::{
        TEXTS,
        free_texts::{FreeTextsView, TextsErhebung, free_text_erhebungen, read_free_texts},
        german,
        parts::{CardLink, ErhebungCard, ErhebungCards, FreeTextDesk},
    },
    staff::{StaffSession, with_right},
    ui::{Empty, FailurePage, Loading, Page},
};
use domain::access::{Role, TextReleaser};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The Erhebungen in which somebody wrote a free text about which one decides.
#[component]
pub fn FreeTextErhebungenPage() -> impl IntoView {
    with_right::<TextReleaser>(|| view! { <FreeTextErhebungen /> }.into_any())
}

#[component]
fn FreeTextErhebungen() -> impl IntoView {
    let is_office = use_context::<StaffSession>().is_some_and(|StaffSession(me)| me.role == Role::Koordination);
    let found = LocalResource::new(free_text_erhebungen);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => view! { <List rows is_office /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn List(rows: Vec<TextsErhebung>, is_office: bool) -> impl IntoView {
    let (lead, empty) = if is_office {
        (german::TEXTS_OF_THE_OFFICE, german::NO_TEXTS_OF_THE_OFFICE)
    } else {
        (german::TEXTS_OF_A_KISO, german::NO_TEXTS_OF_A_KISO)
    };
    let cards = rows.into_iter().map(|erhebung| view! { <Card erhebung /> }.into_any()).collect::<Vec<_>>();
    view! { <ErhebungCards title="Freie Texte" lead empty cards /> }
}

#[component]
fn Card(erhebung: TextsErhebung) -> impl IntoView {
    let TextsErhebung { id, title, kita, period, unseen, texts } = erhebung;
    let object = format!(": {title}, {kita}, {period}");
    let facts = format!("{kita} · {period} · {}", german::free_texts(texts, unseen));
    let primary = unseen > 0;
    view! {
        <ErhebungCard title facts>
            <CardLink href=format!("{TEXTS}/{id}") label="Texte durchsehen" object primary />
        </ErhebungCard>
    }
}

/// The texts of one Erhebung, one after another.
#[component]
pub fn FreeTextsPage() -> impl IntoView {
    with_right::<TextReleaser>(|| view! { <FreeTexts /> }.into_any())
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
