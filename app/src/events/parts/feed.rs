//! The own calendar feed: a secret address for the calendar of a phone or of the office.

use crate::{
    ApiError,
    events::api::{calendar_feed, end_calendar_feed, make_calendar_feed},
    ui::{ActionOutcome, Confirm, Failure, Loading, Notice, NoticeKind},
};
use domain::AppError;
use leptos::{prelude::*, task::spawn_local};

/// How the last act ended.
type Ended = RwSignal<Option<Result<String, AppError>>>;

#[component]
pub fn CalendarFeed() -> impl IntoView {
    let since = RwSignal::new(None);
    let (ended, address) = (Ended::new(None), RwSignal::new(None::<String>));
    Effect::new(move |_| spawn_local(async move { _ = since.try_set(Some(calendar_feed().await)) }));
    let make = Callback::new(move |()| {
        spawn_local(async move {
            let made = make_calendar_feed().await;
            // What holds now is shown with what is said, so that no question which somebody opens then is drawn over.
            let now = calendar_feed().await;
            if let Ok(made) = &made {
                _ = address.try_set(Some(made.clone()));
            }
            let said = "Die Adresse Ihres Kalenders ist da. Sie steht nur jetzt hier.".to_owned();
            _ = since.try_set(Some(now));
            _ = ended.try_set(Some(made.map(|_| said).map_err(|ApiError(error)| error)));
        });
    });
    let end = Callback::new(move |()| {
        spawn_local(async move {
            let outcome = end_calendar_feed().await;
            let now = calendar_feed().await;
            _ = address.try_set(None);
            let said = "Unter der Adresse gibt es keine Termine mehr.".to_owned();
            _ = since.try_set(Some(now));
            _ = ended.try_set(Some(outcome.map(|()| said).map_err(|ApiError(error)| error)));
        });
    });
    let choice = move || {
        since.get().map_or_else(|| view! { <Loading /> }.into_any(), |since| match since {
            Ok(None) => view! {
                <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| make.run(())>
                    <span class="kern-label">"Adresse erzeugen"</span>
                </button>
            }
            .into_any(),
            Ok(Some(since)) => view! {
                <p class="kern-body">"Ihre Adresse gilt seit " {since} "."</p>
                <p class="actions">
                    <Confirm label="Neue Adresse erzeugen" yes="Alte Adresse ersetzen" act=make
                        question="Eine neue Adresse erzeugen? Die bisherige gilt dann nicht mehr." />
                    <Confirm label="Beenden" yes="Adresse beenden" object="Kalender" act=end
                        question="Die Adresse beenden? Kalender, die sie abonniert haben, zeigen Ihre Termine dann nicht mehr." />
                </p>
            }
            .into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <section aria-labelledby="kalender-abo">
            <h2 id="kalender-abo">"Termine im eigenen Kalender"</h2>
            <p class="kern-body">
                "Mit einer eigenen Adresse zeigt der Kalender Ihres Telefons oder Ihres Büros die Termine, zu denen Sie angemeldet
                sind, und jede Änderung daran. Wer die Adresse kennt, sieht diese Termine; geben Sie sie nicht weiter."
            </p>
            <ActionOutcome answer=ended />
            {move || address.get().map(|address| view! { <Address address /> })}
            {choice}
        </section>
    }
}

/// The address to copy, with the way into a calendar of this device.
#[component]
fn Address(address: String) -> impl IntoView {
    let subscribe = address.replacen("https://", "webcal://", 1).replacen("http://", "webcal://", 1);
    view! {
        <Notice kind=NoticeKind::Info title="Kopieren Sie die Adresse jetzt: Später lässt sie sich nicht mehr anzeigen.">
            <div class="kern-form-input">
                <label class="kern-label" for="kalender-adresse">"Adresse Ihres Kalenders"</label>
                <input class="kern-form-input__input" id="kalender-adresse" type="text" readonly=true value=address />
            </div>
            <p><a class="kern-link" href=subscribe rel="external">"Auf diesem Gerät abonnieren"</a></p>
        </Notice>
    }
}
