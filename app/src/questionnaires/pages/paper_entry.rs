use crate::{
    ApiError,
    questionnaires::{
        BASE,
        paper::{PaperErhebung, PaperForm, paper_erhebungen, read_paper_form},
        parts::{CardLink, ErhebungCard, ErhebungCards, TypedSheets},
    },
    staff::with_right,
    ui::{FailurePage, Loading, Page},
};
use domain::access::KiSo;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Where answers from paper are typed.
const PAPER: &str = "/app/erhebungen/papier";

/// The Erhebungen for which answers from paper are taken: sheets to print, and the way to type them.
#[component]
pub fn PaperErhebungenPage() -> impl IntoView {
    with_right::<KiSo>(|| view! { <PaperErhebungen /> }.into_any())
}

#[component]
fn PaperErhebungen() -> impl IntoView {
    let found = LocalResource::new(paper_erhebungen);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => view! { <List rows /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn List(rows: Vec<PaperErhebung>) -> impl IntoView {
    let cards = rows.into_iter().map(|erhebung| view! { <Card erhebung /> }.into_any()).collect::<Vec<_>>();
    view! {
        <ErhebungCards title="Bögen auf Papier"
            lead="Drucken Sie den Bogen für Familien, die lieber auf Papier antworten, und geben Sie ausgefüllte Bögen hier ein. Das geht \
                  bis drei Monate nach dem Ende der Erhebung und braucht Netz."
            empty="Zurzeit ist in Ihren Kitas keine Befragung offen oder gerade zu Ende gegangen." cards />
    }
}

#[component]
fn Card(erhebung: PaperErhebung) -> impl IntoView {
    let PaperErhebung { id, title, kita, period, questionnaire, version } = erhebung;
    let object = format!(": {title}, {kita}");
    let printed = format!("{BASE}/{questionnaire}/papier?fassung={version}");
    view! {
        <ErhebungCard title facts=format!("{kita} · {period}")>
            <CardLink href=format!("{PAPER}/{id}") label="Bögen eingeben" object=object.clone() primary=true />
            <CardLink href=printed label="Bogen drucken" object primary=false />
        </ErhebungCard>
    }
}

/// Answers from paper, one sheet after the other.
#[component]
pub fn PaperEntryPage() -> impl IntoView {
    with_right::<KiSo>(|| view! { <PaperEntry /> }.into_any())
}

#[component]
fn PaperEntry() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("erhebung").unwrap_or_default()));
    let found = LocalResource::new(move || read_paper_form(id.get()));
    let content = move || {
        found.get().map(|found| match found {
            Ok(PaperForm { erhebung, definition }) => view! {
                <Page title=format!("Bögen eingeben: {}", erhebung.title)>
                    <p class="lead">
                        {erhebung.kita} " · " {erhebung.period}
                        ". Zu jeder Frage den Code vom Bogen oder die Antwort tippen; Enter führt zur nächsten, Umschalt und Enter zurück. \
                         Was auf dem Papier leer ist, bleibt leer."
                    </p>
                    <TypedSheets erhebung=erhebung.id definition />
                </Page>
            }
            .into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}
