//! Attendance where there may be no network: the events near today, and the list of each.

use crate::{
    events::parts::TabletList,
    offline::{LockNow, OfflineError, Tablet, pages::on_tablet},
    ui::{Empty, Loading, Notice, NoticeKind, Page},
};
use domain::{
    AppError,
    events::attendance::{
        german,
        tablet::{TabletRecord, TabletSheet, german as tablet_german},
    },
    ids::EventId,
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The events whose lists lie on the device.
#[component]
pub fn TabletPage() -> impl IntoView {
    on_tablet(|tablet| view! { <NearEvents tablet /> }.into_any())
}

/// The list of one event.
#[component]
pub fn TabletListPage() -> impl IntoView {
    on_tablet(|tablet| view! { <OneList tablet /> }.into_any())
}

#[component]
fn NearEvents(tablet: Tablet) -> impl IntoView {
    let events = Memo::new(move |_| tablet.lists().map(|lists| lists.iter().map(EventLink::of).collect::<Vec<_>>()));
    view! {
        <Page title="Vor Ort">
            <p class="lead">{tablet_german::KEPT}</p>
            <Troubles tablet />
            <p role="status">
                {move || tablet_german::sent(tablet.unsent(), tablet.unsaved())}
                {move || (!tablet.is_reached()).then(|| format!(" {}", tablet_german::NOT_REACHED))}
            </p>
            {move || match events.get() {
                None => view! { <Loading /> }.into_any(),
                Some(events) if events.is_empty() => view! {
                    <Empty text="Zurzeit ist keine Veranstaltung in der Nähe. Eine Liste erscheint hier ab 7 Tagen vor dem Termin, sobald das Gerät Netz hat." />
                }.into_any(),
                Some(events) => view! {
                    <ul class="card__list">
                        {events.into_iter().map(|event| view! { <li><a class="kern-link" href=event.address>{event.text}</a></li> }).collect_view()}
                    </ul>
                }.into_any(),
            }}
            <div class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| tablet.sync()>
                    <span class="kern-label">"Jetzt senden und Listen holen"</span>
                </button>
                <LockNow />
            </div>
        </Page>
    }
}

/// Where a list is, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
struct EventLink {
    address: String,
    text: String,
}

impl EventLink {
    fn of(list: &TabletSheet) -> Self {
        let days = list.sessions.iter().map(|session| session.day.date.clone()).collect::<Vec<_>>().join(" und ");
        // Of an event that the portal cannot read the days may not be known.
        let text = if days.is_empty() { list.title.clone() } else { format!("{}, {days}", list.title) };
        Self { address: format!("/app/vor-ort/{}", list.event), text }
    }
}

#[component]
fn OneList(tablet: Tablet) -> impl IntoView {
    let params = use_params_map();
    let event = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<EventId>().ok()));
    // `None` until the device is read; then whether the list is here, of what, and whether there is anything in it.
    let found = Memo::new(move |_| {
        let lists = tablet.lists()?;
        let list = lists.into_iter().find(|list| Some(list.event) == event.get());
        Some(list.map(|list| (list.title, list.unreadable && list.sessions.is_empty())))
    });
    view! {
        <Page title="Anwesenheit vor Ort">
            <Troubles tablet />
            {move || match (found.get(), event.get()) {
                (None, _) => view! { <Loading /> }.into_any(),
                (Some(Some((title, true))), _) => view! {
                    <p class="lead">{title}</p>
                    <Empty text=tablet_german::NO_LIST />
                }
                .into_any(),
                (Some(Some((title, false))), Some(event)) => view! {
                    <p class="lead">{title}</p>
                    <TabletList tablet event />
                }
                .into_any(),
                _ => view! {
                    <Empty text="Diese Liste liegt nicht auf dem Gerät. Listen sind ab 7 Tagen vor einem Termin hier und verschwinden 3 Tage danach." />
                }
                .into_any(),
            }}
            <p class="actions">
                <a href="/app/vor-ort" class="kern-btn kern-btn--tertiary"><span class="kern-label">"Alle Listen"</span></a>
            </p>
        </Page>
    }
}

/// What is wrong with the device or the way to the server, and what the server did not take.
#[component]
fn Troubles(tablet: Tablet) -> impl IntoView {
    let failure = move || {
        tablet.failure.get().map(|error| {
            let login = (error == OfflineError::Server(AppError::Unauthenticated)).then(|| {
                view! { <p><a class="kern-link" href="/anmelden?next=/app/vor-ort" rel="external">"Neu anmelden"</a></p> }
            });
            view! { <Notice kind=NoticeKind::Danger title=error.sentence()>{login}</Notice> }
        })
    };
    let held_up = Memo::new(move |_| tablet_german::held_up(tablet.held_up()));
    let damaged = Memo::new(move |_| tablet.damaged());
    let unreadable = Memo::new(move |_| tablet_german::unreadable(tablet.unreadable()));
    let refused = Memo::new(move |_| tablet.refused());
    view! {
        {failure}
        {move || damaged.get().map(|text| view! { <Notice kind=NoticeKind::Warning title=text /> })}
        {move || unreadable.get().map(|text| view! { <Notice kind=NoticeKind::Warning title=text /> })}
        {move || held_up.get().map(|text| view! { <Notice kind=NoticeKind::Warning title=text /> })}
        {move || refused.get().into_iter().map(|(key, record)| view! { <Refused tablet key record /> }).collect_view()}
    }
}

/// An entry that the server did not take: it stays until somebody has read why.
#[component]
fn Refused(tablet: Tablet, key: String, record: TabletRecord) -> impl IntoView {
    let TabletRecord { change, refusal } = record;
    let lists = untrack(|| tablet.lists()).unwrap_or_default();
    let list = lists.iter().find(|list| list.event == change.event);
    let name =
        list.and_then(|list| list.name(&change.person)).unwrap_or("eine Person, die nicht mehr in der Liste steht");
    let what = change.attendance.map_or("ohne Eintrag", german::attendance);
    let text = format!("{name}: {what}. {refusal}");
    view! {
        <Notice kind=NoticeKind::Warning title="Ein Eintrag ist nicht übernommen.">
            <p>{text}</p>
            <p class="actions">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| tablet.dismiss(key.clone())>
                    <span class="kern-label">"Zur Kenntnis genommen"</span>
                </button>
            </p>
        </Notice>
    }
}
