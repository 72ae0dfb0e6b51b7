//! The public zone: list, detail with registration, confirmation.

use crate::{
    ApiError,
    events::{
        RegistrationForm,
        api::{public_event, public_events},
        parts::{CalendarLink, Contact, Contents, Days, EventList, FeedbackLink, RegistrationFields, Terms},
    },
    ui::{FailurePage, Loading, Notice, NoticeKind, Page, Submitted, page_data, submitted},
};
use domain::events::{PublicEventView, approval, rules::Availability};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What is announced for everybody.
#[component]
pub fn EventsPage() -> impl IntoView {
    let events = page_data(|| (), |()| public_events());
    let content = move || {
        Suspend::new(async move {
            match events.await {
                Ok(events) => view! {
                    <Page title="Veranstaltungen">
                        <EventList events base="/veranstaltungen" />
                        <p>
                            <a href="/veranstaltungen/termine.ics" rel="external">"Alle öffentlichen Termine als Kalender"</a>
                            " – die Adresse lässt sich im eigenen Kalender abonnieren."
                        </p>
                        <p><a href="/bescheinigung" rel="external">"Teilnahmebescheinigung prüfen"</a></p>
                    </Page>
                }
                .into_any(),
                Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

/// One event, with the form to register as long as there are seats.
#[component]
pub fn EventPage() -> impl IntoView {
    let before = StoredValue::new(submitted::<RegistrationForm>());
    let content = move |view: PublicEventView| {
        let before = before.get_value();
        view! { <Announcement view before /> }.into_any()
    };
    with_event(content)
}

/// What a registration is answered with. It says nothing of a person, so that it can be reloaded and kept.
#[component]
pub fn RegisteredPage() -> impl IntoView {
    with_event(|view| {
        view! {
            <Page title="Anmeldung eingegangen">
                <Notice kind=NoticeKind::Success title=format!("Die Anmeldung ist eingegangen: {}", view.event.title)>
                    <p>"Ihr Platz steht in der Bestätigung, die an Ihre E-Mail-Adresse unterwegs oder schon dort ist. Kommt sie nicht \
                        an, prüfen Sie bitte den Spam-Ordner oder melden Sie sich bei der Koordination."</p>
                    <GuestTerm term=view.guests />
                </Notice>
                <Contact />
                <Days days=view.days />
                <p><CalendarLink event=view.event.id title=view.event.title /></p>
                <p><a href="/veranstaltungen" rel="external">"Alle Veranstaltungen"</a></p>
            </Page>
        }
        .into_any()
    })
}

/// That people without an account have to confirm, where the event says so: also who waits, or has asked.
#[component]
fn GuestTerm(term: String) -> impl IntoView {
    (!term.is_empty()).then(|| view! { <p>{term}</p> })
}

/// What somebody is answered who came when all seats were taken and waits now. Like [`RegisteredPage`] it says nothing of a
/// person.
#[component]
pub fn WaitingPage() -> impl IntoView {
    with_event(|view| {
        view! {
            <Page title="Auf der Warteliste">
                <Notice kind=NoticeKind::Info title=format!("Sie stehen auf der Warteliste: {}", view.event.title)>
                    <p>"Zurzeit ist kein Platz für Sie frei. Wird einer frei und sind Sie an der Reihe, rücken Sie von selbst nach und \
                        bekommen eine Mail. Eine Bestätigung ist schon unterwegs."</p>
                    <GuestTerm term=view.guests />
                </Notice>
                <Contact />
                <Days days=view.days />
                <p><a href="/veranstaltungen" rel="external">"Alle Veranstaltungen"</a></p>
            </Page>
        }
        .into_any()
    })
}

/// What somebody is answered on whose registration the Koordination decides. Like [`RegisteredPage`] it says nothing of a person.
#[component]
pub fn RequestedPage() -> impl IntoView {
    with_event(|view| {
        view! {
            <Page title="Anfrage eingegangen">
                <Notice kind=NoticeKind::Info title=format!("Ihre Anfrage ist eingegangen: {}", view.event.title)>
                    <p>"Die Koordination entscheidet über die Teilnahme; dann bekommen Sie eine Mail. Bis dahin ist kein Platz für Sie \
                        reserviert. Eine Bestätigung Ihrer Anfrage ist schon unterwegs."</p>
                    <GuestTerm term=view.guests />
                </Notice>
                <Contact />
                <Days days=view.days />
                <p><a href="/veranstaltungen" rel="external">"Alle Veranstaltungen"</a></p>
            </Page>
        }
        .into_any()
    })
}

/// A page about the event in the address.
pub(super) fn with_event(page: impl Fn(PublicEventView) -> AnyView + Copy + Send + Sync + 'static) -> impl IntoView {
    let params = use_params_map();
    let event = page_data(move || params.read().get("id").unwrap_or_default(), public_event);
    let content = move || {
        Suspend::new(async move {
            match event.await {
                Ok(view) => page(view),
                Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Announcement(view: PublicEventView, before: Option<Submitted<RegistrationForm>>) -> impl IntoView {
    let PublicEventView { event, description, contents, days, closes, cancelling, kitas, known, admission, .. } = view;
    let (limits, guests, tandem_terms, feedback) = (view.limits, view.guests, view.tandem_terms, view.feedback);
    let (title, asks, kisos) = (event.title.clone(), view.approval, view.kisos);
    let waits = matches!(event.availability, Availability::WaitingList { .. });
    let open = waits || matches!(event.availability, Availability::Open { .. });
    let paragraphs = description.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
    let closing = open.then(|| format!(" Anmeldeschluss ist der {closes}."));
    let tandem =
        (open && admission.takes_tandems()).then(|| view! { <TandemWay event=event.id.clone() terms=tandem_terms /> });
    let form = (open && admission.takes_singles() || before.is_some())
        .then(|| view! { <RegistrationFields event=event.id.clone() kitas kisos known before waits asks /> });
    view! {
        <Page title=event.title>
            <p class="lead">{event.format}</p>
            {paragraphs}
            <Days days />
            <Contents contents />
            <p class="event-seats"><strong>{event.availability_text}</strong> {closing}</p>
            {(open && asks).then(|| view! { <p>{approval::german::TERM}</p> })}
            {(open && !limits.is_empty()).then(|| view! { <Terms terms=limits /> })}
            {(open && !guests.is_empty()).then(|| view! { <p>{guests}</p> })}
            {(open && !cancelling.is_empty()).then(|| view! { <p>{cancelling}</p> })}
            <FeedbackLink address=feedback title />
            {tandem}
            {form}
            <Contact />
            <p><a href="/veranstaltungen" rel="external">"Alle Veranstaltungen"</a></p>
        </Page>
    }
}

/// The way to the form for two, with what they should know before.
#[component]
fn TandemWay(event: String, terms: Vec<String>) -> impl IntoView {
    view! {
        <h2 id="tandem">"Anmeldung als Tandem"</h2>
        <Terms terms />
        <p class="actions">
            <a class="kern-btn kern-btn--primary" href=format!("/veranstaltungen/{event}/tandem") rel="external">
                <span class="kern-label">"Als Tandem anmelden"</span>
            </a>
        </p>
    }
}
