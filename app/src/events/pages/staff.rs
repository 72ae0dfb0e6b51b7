//! The staff zone: list and detail.

use crate::{
    ApiError,
    events::{
        api::{event_years, events_to_join, my_events, planned_event, planned_events},
        parts::{
            CalendarFeed, Cancelled, Contents, Days, EventList, FailedMails, Materials, MyEvents, MyMinutes,
            OpenRequests, Paired, People, Registrations, Series, Terms,
            files::{self, FileLinks, FileTable, ListedFile},
            papers::DayPapers,
        },
    },
    staff::{StaffSession, with_right},
    ui::{ActionOutcome, Acts, Column, Empty, Failure, Loading, Notice, NoticeKind, Page, Reading, SortedTable, part},
};
use domain::{
    AppError,
    access::{Koordination, Registrant, Role},
    events::{EventRow, EventView, MyEventRow, rules::Availability},
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// Every event for the Koordination; for the others what they are registered for, and what they can register for.
#[component]
pub fn StaffEventsPage() -> impl IntoView {
    let plans = use_context::<StaffSession>().is_some_and(|session| session.0.role == Role::Koordination);
    with_right::<Registrant>(|| {
        let content = if plans { view! { <AllEvents /> }.into_any() } else { view! { <OwnEvents /> }.into_any() };
        view! { <Page title="Veranstaltungen">{content}</Page> }.into_any()
    })
}

#[component]
fn AllEvents() -> impl IntoView {
    let query = use_query_map();
    let year = Memo::new(move |_| query.read().get("jahr").and_then(|year| year.parse::<i32>().ok()));
    let list = LocalResource::new(move || {
        let year = year.get();
        async move { Ok::<_, ApiError>((year, planned_events(year).await?, event_years().await?)) }
    });
    let content = move || {
        list.get().map(|list| match list {
            Ok((year, events, years)) => view! { <Planned year events years /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <FailedMails /> <OpenRequests /> <Transition fallback=Loading>{content}</Transition> }
}

#[component]
fn OwnEvents() -> impl IntoView {
    let reading = Reading::new(|| async { Ok::<_, ApiError>((my_events().await?, events_to_join().await?)) });
    let acts = Acts::on(reading);
    // Minutes can be read where an own registration cannot, and say which are missing.
    let failed = |error: AppError| view! { <Failure error /> <MyMinutes /> }.into_any();
    let content = move |found: Signal<(Vec<MyEventRow>, Vec<EventRow>)>| {
        let (mine, events) = (part(found, |(mine, _)| mine.clone()), part(found, |(_, events)| events.clone()));
        view! {
            <p class="actions"><a href="/app/veranstaltungen/kalender" class="kern-btn kern-btn--secondary">
                <span class="kern-label">"Kalender"</span>
            </a></p>
            <MyEvents mine acts />
            <MyMinutes />
            <CalendarFeed />
            <h2>"Anmelden"</h2>
            {move || view! { <EventList events=events.get() base="/veranstaltungen" to_join=true /> }}
        }
        .into_any()
    };
    let content = reading.shown_or(content, failed);
    view! { <ActionOutcome answer=acts.answer /> {content} }
}

#[component]
fn Planned(
    /// `None`: what is at hand.
    year: Option<i32>,
    events: Vec<EventRow>,
    /// Those that have events.
    years: Vec<i32>,
) -> impl IntoView {
    let (missing, events): (Vec<_>, Vec<_>) = events.into_iter().partition(|row| row.unreadable);
    let caption = year.map_or("Aktuelle Veranstaltungen".to_owned(), |year| format!("Veranstaltungen {year}"));
    let columns = vec![
        Column::new("Titel", |row: &EventRow| {
            let (page, title) = (format!("/app/veranstaltungen/{}", row.id), row.title.clone());
            view! { <a href=page>{title}</a> }
        })
        .sorted_by(|a, b| a.title.cmp(&b.title)),
        Column::new("Termin", |row: &EventRow| row.dates.clone()).sorted_by(|a, b| a.begins.cmp(&b.begins)),
        Column::new("Format", |row: &EventRow| row.format.clone()).sorted_by(|a, b| a.format.cmp(&b.format)),
        Column::new("Sozialraum", |row: &EventRow| row.sozialraeume.clone())
            .sorted_by(|a, b| a.sozialraeume.cmp(&b.sozialraeume)),
        Column::number("Plätze", |row: &EventRow| row.capacity).sorted_by(|a, b| a.capacity.cmp(&b.capacity)),
        Column::number("Belegt", |row: &EventRow| row.taken).sorted_by(|a, b| a.taken.cmp(&b.taken)),
        Column::number("Frei", |row: &EventRow| row.free).sorted_by(|a, b| a.free.cmp(&b.free)),
        Column::number("Warten", |row: &EventRow| row.waiting).sorted_by(|a, b| a.waiting.cmp(&b.waiting)),
        Column::new("Stand", |row: &EventRow| row.status.clone()).sorted_by(|a, b| a.status.cmp(&b.status)),
    ];
    view! {
        <p class="actions"><a href="/app/veranstaltungen/neu" class="kern-btn kern-btn--primary">
            <span class="kern-label">"Veranstaltung anlegen"</span>
        </a>
        <a href="/app/veranstaltungen/kalender" class="kern-btn kern-btn--secondary">
            <span class="kern-label">"Kalender"</span>
        </a>
        " "
        <a href="/app/veranstaltungen/auswertung" class="kern-btn kern-btn--secondary">
            <span class="kern-label">"Auswertung"</span>
        </a>
        <a href="/app/veranstaltungen/aufgaben" class="kern-btn kern-btn--tertiary">
            <span class="kern-label">"Offene Aufgaben"</span>
        </a>
        <a href="/app/veranstaltungen/vorlagen" class="kern-btn kern-btn--tertiary">
            <span class="kern-label">"Vorlagen der Mails"</span>
        </a>
        <a href="/app/veranstaltungen/formate" class="kern-btn kern-btn--tertiary">
            <span class="kern-label">"Vorlagen der Formate"</span>
        </a></p>
        {(!years.is_empty()).then(|| view! { <Years year years=years.clone() /> })}
        {missing.into_iter().map(|EventRow { title, .. }| view! { <Notice kind=NoticeKind::Warning title /> }).collect_view()}
        {if events.is_empty() {
            view! { <Empty text="Hier steht keine Veranstaltung." /> }.into_any()
        } else {
            view! { <SortedTable caption columns rows=events /> }.into_any()
        }}
        <YearFiles years />
    }
}

/// Links to the events of one year each, and to those at hand.
#[component]
fn Years(year: Option<i32>, years: Vec<i32>) -> impl IntoView {
    const LIST: &str = "/app/veranstaltungen";
    let of_year = |other: i32| (Some(other), format!("{LIST}?jahr={other}"), other.to_string());
    let at_hand = (None, LIST.to_owned(), "Aktuelle".to_owned());
    let links = [at_hand].into_iter().chain(years.into_iter().map(of_year)).map(|(other, address, text)| {
        // Not the router's `A`, which takes every year for the present page.
        view! {
            <a href=address data-noscroll="" class="kern-btn kern-btn--tertiary" aria-current=(other == year).then_some("true")>
                <span class="kern-label">{text}</span>
            </a>
        }
    });
    view! { <nav class="actions" aria-label="Jahr">{links.collect_view()}</nav> }
}

/// The events of each year as files, the latest year first.
#[component]
fn YearFiles(years: Vec<i32>) -> impl IntoView {
    (!years.is_empty()).then(|| {
        let file = |year: i32| ListedFile {
            row: year.to_string(),
            of: format!("Veranstaltungen {year}"),
            address: files::of_year(year, "liste"),
        };
        let files = years.into_iter().map(file).collect::<Vec<_>>();
        view! { <FileTable caption="Listen und Dateien" rows_are="Jahr" files /> }
    })
}

/// One event with everybody who registered, for the Koordination.
#[component]
pub fn StaffEventPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OneEvent /> }.into_any())
}

#[component]
fn OneEvent() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let reading = Reading::new(move || planned_event(id()));
    let (answer, paired) = (Cancelled::new(None), Paired::new(None));
    let acts = Acts::on(reading);
    // A link to another event of the series leads to this same page: what was answered here is not about that event.
    Effect::new(move |before: Option<String>| {
        let now = id();
        if before.is_some_and(|before| before != now) {
            answer.set(None);
            paired.set(None);
        }
        now
    });
    reading.as_page(move |view| view! { <Detail view answer paired acts /> }.into_any())
}

#[component]
fn Detail(view: Signal<EventView>, answer: Cancelled, paired: Paired, acts: Acts) -> impl IntoView {
    let people = People::of(view);
    let id = view.with_untracked(|view| view.event.id.clone());
    let title = part(view, |view| view.event.title.clone());
    // The people are left out: theirs is drawn anew row by row.
    let facts = part(view, |view| EventView {
        tandems: Vec::new(),
        halves: Vec::new(),
        registrations: Vec::new(),
        ..view.clone()
    });
    move || {
        let event = id.clone();
        view! {
            <Page title=title.get()>
                {move || view! { <Facts view=facts.get() /> }}
                <Registrations event people answer paired acts />
            </Page>
        }
    }
}

/// What there is to say about the event itself.
#[component]
fn Facts(view: EventView) -> impl IntoView {
    let EventView { event, description, contents, days, window, notes, audience, admission, tandem_terms, .. } = view;
    let notes = notes.into_iter().map(|note| view! { <p>{note}</p> }).collect_view();
    let paragraphs = description.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let terms = (!tandem_terms.is_empty())
        .then(|| view! { <h2>"Tandems in dieser Veranstaltung"</h2> <Terms terms=tandem_terms /> });
    view! {
        <p class="lead">{event.format.clone()} " · " {event.status.clone()} " · " {audience} " · " {admission}</p>
        {(!event.sozialraeume.is_empty()).then(|| view! { <p>"Sozialraum: " {event.sozialraeume.clone()}</p> })}
        <p><strong>{format!("{} von {} Plätzen belegt.", event.taken, event.capacity)}</strong>
            " " {event.availability_text.clone()} " Anmeldung " {window} "."</p>
        {notes}
        <Ways event=event.clone() />
        {(event.free < 0).then(|| view! {
            <Notice kind=NoticeKind::Warning title="Es sind mehr Plätze vergeben, als es gibt.">
                <p>"Niemand verliert dadurch seinen Platz. Bitte erhöhen Sie die Plätze oder stornieren Sie Anmeldungen nach \
                    Absprache."</p>
            </Notice>
        })}
        {paragraphs}
        <Days days />
        <Contents contents />
        <Materials materials=view.materials />
        {view.series.map(|series| view! { <Series event=event.id.clone() series /> })}
        {terms}
    }
}

/// Where to go from an event.
#[component]
fn Ways(event: EventRow) -> impl IntoView {
    let draft = event.availability == Availability::Entwurf;
    let staff = |page: &str| format!("/app/veranstaltungen/{}/{page}", event.id);
    let [edit, series, import, attendance, closing, feedback, minutes] =
        ["bearbeiten", "reihe", "einspielen", "anwesenheit", "abschluss", "rueckmeldung", "protokoll"].map(staff);
    let public = format!("/veranstaltungen/{}", event.id);
    view! {
        <p class="actions">
            <a href=edit class="kern-btn kern-btn--secondary"><span class="kern-label">"Bearbeiten"</span></a>
            <a href=series class="kern-btn kern-btn--secondary">
                <span class="kern-label">"Als Vorlage für weitere nehmen"</span>
            </a>
            {(!draft).then(|| view! {
                <a href=import class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Anmeldungen einspielen"</span>
                </a>
                <a href=attendance class="kern-btn kern-btn--secondary"><span class="kern-label">"Anwesenheit"</span></a>
                <a href=closing class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Abschluss und Bescheinigungen"</span>
                </a>
                <a href=feedback class="kern-btn kern-btn--secondary"><span class="kern-label">"Rückmeldungen"</span></a>
                {event.has_minutes.then(|| view! {
                    <a href=minutes class="kern-btn kern-btn--secondary"><span class="kern-label">"Protokoll"</span></a>
                })}
                <a class="kern-btn kern-btn--tertiary" href=public rel="external">
                    <span class="kern-label">"Öffentliche Seite"</span>
                </a>
            })}
        </p>
        {(!draft).then(|| view! {
            <FileLinks address=files::participants(&event.id) of="Teilnehmende" />
            <DayPapers event=event.id />
        })}
    }
}
