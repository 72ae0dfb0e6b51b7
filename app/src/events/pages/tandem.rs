//! The public zone for those who come in twos: the form, what it is answered with, and the page behind a mailed link.

use super::public::with_event;
use crate::{
    ApiError,
    events::{
        TandemForm,
        api::my_registration,
        parts::{CalendarLink, Contact, Days, Materials, Needs, Pass, TandemFields, Terms},
    },
    ui::{FailurePage, Form, Loading, NotFound, Notice, NoticeKind, Outcome, Page, Submitted, page_data, submitted},
};
use domain::{
    AppError,
    events::{
        PublicEventView, approval,
        rules::Availability,
        tandem::{Answer, AnswerInput, MyRegistrationView, State},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The form by which one half registers both.
#[component]
pub fn TandemPage() -> impl IntoView {
    let before = StoredValue::new(submitted::<TandemForm>());
    with_event(move |view| {
        let before = before.get_value();
        view! { <TandemRegistration view before /> }.into_any()
    })
}

#[component]
fn TandemRegistration(view: PublicEventView, before: Option<Submitted<TandemForm>>) -> impl IntoView {
    let PublicEventView { event, kitas, known_tandem, admission, tandem_terms, tandem_room, tandem_waits, .. } = view;
    let asks = view.approval;
    let decides = asks.then(|| approval::german::TERM.to_owned());
    let cancelling = Some(view.cancelling).filter(|sentence| !sentence.is_empty());
    let guests = Some(view.guests).filter(|sentence| !sentence.is_empty());
    let terms = tandem_terms.into_iter().chain(guests).chain(decides).chain(view.limits).chain(cancelling);
    let terms: Vec<_> = terms.collect();
    let open = matches!(event.availability, Availability::Open { .. } | Availability::WaitingList { .. });
    let form = (open && admission.takes_tandems() || before.is_some()).then(|| {
        view! { <TandemFields event=event.id.clone() kitas known=known_tandem before waits=tandem_waits asks /> }
    });
    let nothing = (!admission.takes_tandems()).then_some("Zu dieser Veranstaltung melden sich Personen einzeln an.");
    view! {
        <Page title="Anmeldung als Tandem">
            <p class="lead">{event.title} ", " {event.dates}</p>
            <Terms terms />
            <p class="event-seats"><strong>{tandem_room}</strong></p>
            <p>{nothing}</p>
            {form}
            <Contact />
            <p><a href=format!("/veranstaltungen/{}", event.id) rel="external">"Zur Veranstaltung"</a></p>
        </Page>
    }
}

/// What a registration of a tandem is answered with. It says nothing of a person, so that it can be reloaded and kept.
#[component]
pub fn TandemRegisteredPage() -> impl IntoView {
    let params = use_params_map();
    let outcome = params.read_untracked().get("outcome").unwrap_or_default();
    let Some((kind, title, text, to_confirm)) = answer_to(&outcome) else { return view! { <NotFound /> }.into_any() };
    let page = with_event(move |view| {
        let text = match to_confirm {
            true => format!("{text} {}", mails_of(&view.guests, &view.tandem_deadline)),
            false => format!("{text} {}", view.guests),
        };
        view! {
            <Page title>
                <Notice kind title=view.event.title>
                    <p>{text}</p>
                </Notice>
                <Contact />
                <Days days=view.days />
                <p><a href="/veranstaltungen" rel="external">"Alle Veranstaltungen"</a></p>
            </Page>
        }
        .into_any()
    });
    page.into_any()
}

/// Which mails follow, and what has to be done then; `guests` says who confirms before the other half is asked.
fn mails_of(guests: &str, deadline: &str) -> String {
    match guests {
        "" => format!("Sie bekommen beide eine Mail. {deadline}"),
        guests => format!("Eine Mail ist unterwegs. {guests} {deadline}"),
    }
}

/// Kind, heading, text, and whether the other half has to confirm; `None` for an address that no registration leads to.
fn answer_to(outcome: &str) -> Option<(NoticeKind, &'static str, &'static str, bool)> {
    let answer = match outcome {
        "warteliste" => (
            NoticeKind::Info,
            "Ihr Tandem wartet",
            "Es ist nicht genug Platz; Sie stehen beide auf der Warteliste und rücken nur zusammen nach.",
            true,
        ),
        "angefragt" => (
            NoticeKind::Info,
            "Anfrage für Ihr Tandem eingegangen",
            "Die Koordination entscheidet über die Teilnahme; bis dahin sind keine Plätze für Sie reserviert.",
            true,
        ),
        "suche" => (
            NoticeKind::Info,
            "Sie suchen noch jemanden",
            "Die Koordination sieht, dass Sie eine Partnerin oder einen Partner suchen, und kann Sie mit jemandem \
             zusammenbringen. Bis dahin ist kein Platz für Sie reserviert. Eine Mail mit einem Link zu Ihrem Stand ist unterwegs.",
            false,
        ),
        "angemeldet" => {
            (NoticeKind::Info, "Tandem angemeldet, Bestätigung offen", "Zwei Plätze sind für Sie reserviert.", true)
        }
        _ => return None,
    };
    Some(answer)
}

/// The page behind a mailed link: where the tandem stands, and what its holder can do.
#[component]
pub fn MyRegistrationPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let before = StoredValue::new(submitted::<AnswerInput>());
    let event = move || params.read().get("id").unwrap_or_default();
    let link = move || query.read().get("link").unwrap_or_default();
    let found = page_data(move || (event(), link()), |(event, link)| my_registration(event, link));
    let content = move || {
        Suspend::new(async move {
            match found.await {
                Ok(view) => {
                    view! { <MyRegistration view before=before.get_value() link=query.read_untracked().get("link").unwrap_or_default() /> }
                        .into_any()
                }
                Err(ApiError(AppError::NotFound)) => view! { <NoSuchLink /> }.into_any(),
                Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
            }
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

/// For a link of nobody: cut off by a mail program, or of a registration that is deleted.
#[component]
fn NoSuchLink() -> impl IntoView {
    #[cfg(feature = "ssr")]
    if let Some(response) = use_context::<leptos_axum::ResponseOptions>() {
        response.set_status(http::StatusCode::NOT_FOUND);
    }
    view! {
        <Page title="Link unvollständig oder abgelaufen">
            <p class="lead">"Diese Seite öffnet sich nur über den ganzen Link aus der Mail zu Ihrer Anmeldung."</p>
            <p>"Bitte öffnen Sie ihn noch einmal direkt aus der Mail, oder kopieren Sie ihn bis zum letzten Zeichen in die \
                Adresszeile. Haben Sie sich noch einmal angemeldet, gilt der Link aus der neueren Mail. Klappt das nicht, gilt \
                der Link nicht mehr; melden Sie sich dann bitte bei der Koordination. Was ausgeschrieben ist, steht unter »Alle \
                Veranstaltungen«."</p>
            <Contact />
            <p class="actions">
                <a class="kern-btn kern-btn--secondary" href="/veranstaltungen" rel="external">
                    <span class="kern-label">"Alle Veranstaltungen"</span>
                </a>
            </p>
        </Page>
    }
}

#[component]
fn MyRegistration(view: MyRegistrationView, before: Option<Submitted<AnswerInput>>, link: String) -> impl IntoView {
    let MyRegistrationView {
        event, days, name, funktion, partner, single, state, title, text, asks, can_cancel, ..
    } = view;
    let (pass, materials) = (view.pass, view.materials);
    // Whoever says whether the registration is their own has said what they need in the form.
    let alone = single || view.confirms;
    let kind = match state {
        Some(_) if asks => NoticeKind::Info,
        Some(State::Confirmed { waits: false }) => NoticeKind::Success,
        Some(State::Pending { .. } | State::Confirmed { .. } | State::Requested { .. } | State::Seeking { .. }) => {
            NoticeKind::Info
        }
        _ => NoticeKind::Warning,
    };
    let heading = match (single, partner.is_empty()) {
        (true, _) => "Ihre Anmeldung".to_owned(),
        (false, true) => "Ihr Tandem".to_owned(),
        (false, false) => format!("Ihr Tandem mit {partner}"),
    };
    // A guest confirms a place on the waiting list, a request, or a search, as well.
    let seated = !matches!(
        state,
        Some(
            State::Confirmed { waits: true }
                | State::Pending { waits: true, .. }
                | State::Requested { .. }
                | State::Seeking { .. }
        )
    );
    let again = matches!(state, Some(State::Seeking { .. } | State::Expired | State::Cancelled | State::Declined));
    view! {
        <Page title=heading>
            <div class="outcome" id="ergebnis" tabindex="-1"><Notice kind title><p>{text}</p></Notice></div>
            <p class="lead">{event.title.clone()}</p>
            // What is asked comes before all that matters once it is answered; on a phone it is in sight.
            {(asks && alone).then(|| view! { <TakeSeat event=event.id.clone() link=link.clone() seated /> })}
            {(asks && !alone).then(|| view! { <Question event=event.id.clone() link=link.clone() before /> })}
            <p>{name} " · " {funktion}</p>
            <Days days />
            <Materials materials />
            {(!again && !matches!(state, Some(State::Denied))).then(|| view! { <p><CalendarLink event=event.id.clone() title=event.title.clone() link=link.clone() /></p> })}
            <Pass event=event.id.clone() address=pass title=event.title.clone() link=link.clone() />
            {can_cancel.then(|| view! { <GiveUp event=event.id.clone() link single state /> })}
            {again.then(|| view! {
                <p><a href=format!("/veranstaltungen/{}", event.id) rel="external">"Zur Veranstaltung und neu anmelden"</a></p>
            })}
            <Contact />
            <p><a href="/veranstaltungen" rel="external">"Alle Veranstaltungen"</a></p>
        </Page>
    }
}

/// The invited half confirms or declines. Two forms, since opening a link must not answer it: mail programs open links too.
#[component]
fn Question(event: String, link: String, before: Option<Submitted<AnswerInput>>) -> impl IntoView {
    let typed = before.as_ref().map(|before| before.input.clone()).unwrap_or_default();
    let [access_needs, food_needs, arrival_needs] =
        [typed.access_needs, typed.food_needs, typed.arrival_needs].map(RwSignal::new);
    let form = Form::new(move || {
        let (access_needs, food_needs, arrival_needs) = (access_needs.get(), food_needs.get(), arrival_needs.get());
        let answer = Answer::Confirm.code().to_owned();
        AnswerInput { link: String::new(), answer, access_needs, food_needs, arrival_needs }
            .check()
            .err()
            .unwrap_or_default()
    });
    let answered = before.is_some();
    form.show(before.and_then(|before| before.error));
    // What is wrong is in one of the folded fields.
    let refused = form.summary();
    let unfolded = Memo::new(move |was: Option<&bool>| answered || was == Some(&true) || refused.with(Option::is_some));
    let judge = move |event: leptos::ev::SubmitEvent| {
        if !form.judge() {
            event.prevent_default();
        }
    };
    view! {
        <form class="form" method="post" action=format!("/veranstaltungen/{event}/meine-anmeldung#pruefung") novalidate on:submit=judge>
            <Outcome form id="pruefung" />
            <details class="invite" open=move || unfolded.get()>
                <summary class="kern-body--bold">"Besondere Wünsche (freiwillig)"</summary>
                <div class="form"><Needs form access_needs food_needs arrival_needs /></div>
            </details>
            <input type="hidden" name="link" value=link.clone() />
            <input type="hidden" name="answer" value=Answer::Confirm.code() />
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Ja, ich nehme teil"</span></button>
            </div>
        </form>
        <Decline event link />
    }
}

/// Somebody who has moved up alone, or came without an account, also for two, takes the seat, or leaves it to the next one.
#[component]
fn TakeSeat(
    event: String,
    link: String,
    /// Holds a seat, and does not wait for one only.
    seated: bool,
) -> impl IntoView {
    let (same_event, same_link) = (event.clone(), link.clone());
    let (text, label) = match seated {
        true => (
            "Was für Sie reserviert ist, kann dann sofort die nächste Person bekommen. Sie bekommen eine Mail.",
            "Platz wirklich freigeben",
        ),
        false => ("Ihre Anmeldung endet damit. Sie bekommen eine Mail.", "Anmeldung wirklich zurückziehen"),
    };
    view! {
        <AnswerButton event link answer=Answer::Confirm label="Ja, ich nehme teil" look="kern-btn--primary" />
        <details class="invite">
            <summary class="kern-body--bold">"Nein, ich kann nicht"</summary>
            <p>{text}</p>
            <AnswerButton event=same_event link=same_link answer=Answer::Decline label />
        </details>
    }
}

/// Behind a fold, like [`GiveUp`].
#[component]
fn Decline(event: String, link: String) -> impl IntoView {
    view! {
        <details class="invite">
            <summary class="kern-body--bold">"Nein, ich lehne ab"</summary>
            <p>"Dann kommt das Tandem nicht zustande, und die Plätze können sofort andere bekommen. Die Person, die Sie angemeldet \
                hat, bekommt eine Mail."</p>
            <AnswerButton event link answer=Answer::Decline label="Wirklich ablehnen" />
        </details>
    }
}

/// Behind a fold, because it cannot be taken back and must work without WASM.
#[component]
fn GiveUp(event: String, link: String, single: bool, state: Option<State>) -> impl IntoView {
    let (summary, text, label) = match state {
        Some(State::Confirmed { waits: true }) if single => (
            "Warteliste verlassen",
            "Sie stehen dann nicht mehr auf der Warteliste und rücken nicht nach. Sie bekommen eine Mail.",
            "Warteliste wirklich verlassen",
        ),
        Some(State::Requested { .. }) => (
            "Anfrage zurückziehen",
            "Dann entscheidet die Koordination nicht mehr darüber; ein Tandem zieht damit für beide zurück. Wer dabei war, bekommt eine \
             Mail.",
            "Anfrage wirklich zurückziehen",
        ),
        _ if single => (
            "Anmeldung stornieren",
            "Dann sind Sie nicht mehr angemeldet; den Platz kann sofort jemand anderes bekommen. Sie bekommen eine Mail.",
            "Wirklich stornieren",
        ),
        Some(State::Seeking { .. }) => (
            "Suche beenden",
            "Sie stehen dann nicht mehr auf der Liste derer, die jemanden suchen.",
            "Suche wirklich beenden",
        ),
        _ => (
            "Tandem stornieren",
            "Dann sind Sie beide nicht mehr angemeldet; die Plätze können sofort andere bekommen. Sie bekommen beide eine Mail.",
            "Wirklich beide stornieren",
        ),
    };
    view! {
        <details class="invite">
            <summary class="kern-body--bold">{summary}</summary>
            <p>{text}</p>
            <AnswerButton event link answer=Answer::Cancel label />
        </details>
    }
}

#[component]
fn AnswerButton(
    event: String,
    link: String,
    answer: Answer,
    label: &'static str,
    #[prop(default = "kern-btn--secondary")] look: &'static str,
) -> impl IntoView {
    view! {
        <form method="post" action=format!("/veranstaltungen/{event}/meine-anmeldung")>
            <input type="hidden" name="link" value=link />
            <input type="hidden" name="answer" value=answer.code() />
            <button class=format!("kern-btn {look}") type="submit"><span class="kern-label">{label}</span></button>
        </form>
    }
}
