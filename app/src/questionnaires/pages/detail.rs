use super::{id_of_address, is_office};
use crate::{
    ApiError,
    questionnaires::{
        BASE,
        api::{discard_draft, publish, questionnaire, versions},
        export_address, german,
        parts::{
            ErhebungTable, Questions, TakeOver,
            design::{Desk, changes_between},
        },
        view::{PublishAnswer, QuestionnaireRow, QuestionnaireView},
    },
    staff::with_right,
    ui::{
        ActionOutcome, Acts, Badge, Confirm, Empty, Failure, Loading, Notice, NoticeKind, Page, Reading, lead_on, part,
    },
};
use domain::access::Designer;
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_query_map;

/// One questionnaire: its questions to read, its versions, and publishing.
#[component]
pub fn QuestionnairePage() -> impl IntoView {
    with_right::<Designer>(|| view! { <Questionnaire /> }.into_any())
}

#[component]
fn Questionnaire() -> impl IntoView {
    let query = use_query_map();
    let version = Memo::new(move |_| query.with(|query| query.get("fassung").and_then(|number| number.parse().ok())));
    let id = Memo::new(move |_| id_of_address());
    let reading = Reading::new(move || questionnaire(id.get(), version.get()));
    let acts = Acts::on(reading);
    reading.as_page(move |view| {
        // The title is the page's heading: with another one it is another page.
        let title = part(view, |view| view.head.title.clone());
        (move || view! { <Detail title=title.get() view acts /> }).into_any()
    })
}

/// Each part is drawn anew by itself: a question that is open in one stays when another one changes.
#[component]
fn Detail(title: String, view: Signal<QuestionnaireView>, acts: Acts) -> impl IntoView {
    let office = is_office();
    let id = view.with_untracked(|view| view.head.id.clone());
    let (of_versions, of_changes) = (id.clone(), id);
    let lead = part(view, move |view| lead(view, office));
    let versions = part(view, |view| (view.head.has_draft, view.head.latest, view.shown));
    let obstacles = part(view, |view| view.obstacles.clone());
    let actions = part(view, move |view| {
        let may_publish = view.shown.is_none() && view.obstacles.is_empty() && view.head.may_change;
        (view.head.clone(), view.shown, may_publish, office && !view.erhebungen.is_empty())
    });
    let foreign = part(view, move |view| (office && !view.head.may_change).then(|| view.head.clone()));
    let later = part(view, |view| view.shown.filter(|number| *number > 1));
    let questions = part(view, |view| view.questions.clone());
    let erhebungen = part(view, |view| view.erhebungen.clone());
    view! {
        <Page title>
            <p class="lead">{move || lead.get()}</p>
            <ActionOutcome answer=acts.answer />
            {move || {
                let (has_draft, latest, shown) = versions.get();
                view! { <Versions id=of_versions.clone() has_draft latest shown /> }
            }}
            {move || view! { <Obstacles sentences=obstacles.get() /> }}
            {move || {
                let (head, shown, may_publish, evaluates) = actions.get();
                view! { <Actions head shown may_publish evaluates acts /> }
            }}
            {move || foreign.get().map(|head| view! { <TakeOver head acts /> })}
            {move || later.get().map(|number| view! { <SinceBefore id=of_changes.clone() number /> })}
            <h2>"Fragen"</h2>
            {move || view! { <Questions questions=questions.get() /> }}
            <h2>"Erhebungen"</h2>
            {move || match erhebungen.get() {
                rows if rows.is_empty() => view! { <Empty text="Mit diesem Fragebogen gibt es noch keine Erhebung." /> }.into_any(),
                rows => view! { <ErhebungTable rows caption="Erhebungen mit diesem Fragebogen" /> }.into_any(),
            }}
        </Page>
    }
}

/// How much it asks, in which languages, whose it is, and since when it is so.
fn lead(view: &QuestionnaireView, office: bool) -> String {
    let head = &view.head;
    let owner = match (office, head.may_change) {
        (true, _) if head.owner_left => {
            format!("{} (Konto gesperrt oder mit anderer Rolle)", german::owner(&head.owner_name))
        }
        (true, _) => german::owner(&head.owner_name),
        (false, true) => "Ihr eigener Fragebogen".to_owned(),
        (false, false) => "vom Kreisjugendamt".to_owned(),
    };
    let languages: Vec<&str> = view.languages.iter().map(|name| german::language(name)).collect();
    let spoken = match languages.len() {
        0 | 1 => String::new(),
        _ => format!(" · Sprachen: {}", languages.join(", ")),
    };
    format!("{}{spoken} · {owner} · geändert {}", german::questions(head.questions), head.changed)
}

/// What can be done with it: designing by whose it is, planning and copying by who may use it.
#[component]
fn Actions(
    head: QuestionnaireRow,
    shown: Option<u32>,
    may_publish: bool,
    /// There is something to evaluate, by who does.
    evaluates: bool,
    acts: Acts,
) -> impl IntoView {
    let QuestionnaireRow { id, title, has_draft, latest, revision, may_change, may_use, .. } = head;
    let discards = may_change && shown.is_none() && has_draft;
    let paper = format!("{BASE}/{id}/papier{}", shown.map_or(String::new(), |number| format!("?fassung={number}")));
    view! {
        <p class="actions">
            {may_publish.then(|| view! { <PublishButton id=id.clone() title=title.clone() acts /> })}
            {latest.filter(|_| may_use).map(|_| view! {
                <a href=format!("{BASE}/erhebungen/neu?fragebogen={id}") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Erhebung anlegen"</span>
                </a>
            })}
            {may_change.then(|| view! {
                <a href=format!("{BASE}/{id}/entwurf") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">{if has_draft { "Entwurf bearbeiten" } else { "Nächste Fassung entwerfen" }}</span>
                </a>
            })}
            {evaluates.then(|| view! {
                <a href=format!("{BASE}/{id}/auswertung") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Auswerten"</span>
                </a>
            })}
            {latest.map(|_| view! {
                <a href=format!("{BASE}/neu?fragebogen={id}") class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Kopieren"</span>
                </a>
            })}
            {may_change.then(|| view! {
                <a href=format!("{BASE}/einspielen?fragebogen={id}") class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Nächste Fassung einspielen"</span>
                </a>
            })}
            <a href=paper class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Auf Papier drucken"</span>
            </a>
            <a class="kern-btn kern-btn--tertiary" href=export_address(&id, shown) rel="external" download>
                <span class="kern-label">"Als XLSForm herunterladen"</span>
            </a>
            {discards.then(|| view! { <DiscardButton id=id.clone() title latest seen=revision acts /> })}
        </p>
    }
}

/// The versions to look at; the one in sight is named.
#[component]
fn Versions(id: String, has_draft: bool, latest: Option<u32>, shown: Option<u32>) -> impl IntoView {
    let numbers = (1..=latest.unwrap_or(0)).map(Some);
    let entries = numbers.chain(has_draft.then_some(None)).map(|number| {
        let text = number.map_or("Entwurf".to_owned(), |number| format!("Fassung {number}"));
        let address = number.map_or(format!("{BASE}/{id}"), |number| format!("{BASE}/{id}?fassung={number}"));
        if number == shown {
            let kind = if number.is_some() { NoticeKind::Success } else { NoticeKind::Info };
            view! { <li aria-current="true"><Badge kind text /></li> }.into_any()
        } else {
            view! { <li><a href=address>{text}</a></li> }.into_any()
        }
    });
    view! { <ul class="versions" aria-label="Fassungen">{entries.collect_view()}</ul> }
}

/// What changed from the version before to this one, fetched when somebody asks for it.
#[component]
fn SinceBefore(id: String, number: u32) -> impl IntoView {
    let asked = RwSignal::new(false);
    let content = move || {
        asked.get().then(|| {
            let id = id.clone();
            let found = LocalResource::new(move || versions(id.clone(), number));
            let changes = move || {
                found.get().map(|found| match found {
                    Ok((before, after)) => changes_between(&before, &after),
                    Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
                })
            };
            view! { <Suspense fallback=Loading>{changes}</Suspense> }
        })
    };
    view! {
        <section class="section" aria-labelledby="aenderungen-titel">
            <h2 id="aenderungen-titel">{format!("Änderungen gegenüber Fassung {}", number - 1)}</h2>
            <p class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" aria-expanded=move || asked.get().to_string()
                    on:click=move |_| asked.update(|asked| *asked = !*asked)>
                    <span class="kern-label">{move || if asked.get() { "Änderungen ausblenden" } else { "Änderungen zeigen" }}</span>
                </button>
            </p>
            {content}
        </section>
    }
}

#[component]
fn Obstacles(sentences: Vec<String>) -> impl IntoView {
    if sentences.is_empty() {
        return ().into_any();
    }
    let sentences = sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Warning title="Dieser Entwurf lässt sich noch nicht veröffentlichen.">
            <ul>{sentences}</ul>
        </Notice>
    }
    .into_any()
}

/// Throws the draft away; without a version the whole questionnaire goes, and the list follows.
#[component]
fn DiscardButton(id: String, title: String, latest: Option<u32>, seen: u32, acts: Acts) -> impl IntoView {
    let navigate = lead_on();
    let act = Callback::new(move |()| {
        acts.begin();
        let (id, navigate) = (id.clone(), navigate.clone());
        spawn_local(async move {
            let answer = discard_draft(id.clone(), seen).await;
            if answer.is_ok() {
                Desk::forget(&id);
            }
            match answer {
                Ok(true) => acts.end(Ok("Der Entwurf ist verworfen. Es gilt die letzte Fassung.".into())).await,
                Ok(false) => navigate(BASE),
                Err(ApiError(error)) => acts.end(Err(error)).await,
            }
        });
    });
    let question = match latest {
        Some(number) => format!("Entwurf verwerfen? Alle Änderungen seit Fassung {number} sind dann weg."),
        None => "Entwurf verwerfen? Der Fragebogen ist noch nicht veröffentlicht und dann ganz weg.".to_owned(),
    };
    view! { <Confirm label="Entwurf verwerfen" yes="Wirklich verwerfen" question object=title act /> }
}

#[component]
fn PublishButton(id: String, title: String, acts: Acts) -> impl IntoView {
    let working = RwSignal::new(false);
    let act = Callback::new(move |()| {
        if working.get_untracked() {
            return;
        }
        working.set(true);
        acts.begin();
        let id = id.clone();
        spawn_local(async move {
            match publish(id).await {
                Ok(PublishAnswer::Published { version }) => {
                    let said = format!("Fassung {} ist veröffentlicht und bleibt, wie sie ist.", version.0);
                    acts.end(Ok(said)).await;
                }
                // The page is read anew and then names what stands against it.
                Ok(PublishAnswer::Refused { .. }) => acts.reread(false).await,
                Err(ApiError(error)) => acts.end(Err(error)).await,
            }
            // The button is gone once there is nothing to publish.
            working.try_set(false);
        });
    });
    let question =
        "Fassung veröffentlichen? Danach lässt sie sich nicht mehr ändern; eine Änderung wird die nächste Fassung.";
    view! {
        <Confirm label="Veröffentlichen" yes="Wirklich veröffentlichen" question object=title act look="kern-btn--primary" />
    }
}
