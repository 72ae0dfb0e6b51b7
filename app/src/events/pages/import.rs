//! People from a file into an event.

use crate::{people::TableImport, staff::with_right, ui::Page};
use domain::access::Koordination;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

#[component]
pub fn ImportPeoplePage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Import /> }.into_any())
}

#[component]
fn Import() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let content = move || {
        let id = id.get();
        view! {
            <p class="actions"><a href=format!("/app/veranstaltungen/{id}") class="kern-btn kern-btn--tertiary">
                <span class="kern-label">"Zur Veranstaltung"</span>
            </a></p>
            <TableImport address=format!("/api/events/{id}/einspielen")
                unchanged="Alle in dieser Datei sind schon angemeldet. Es gibt nichts zu tun." />
        }
    };
    view! {
        <Page title="Anmeldungen aus Datei einspielen">
            <p class="lead">
                "Eine Excel- oder CSV-Datei mit den Spalten Name, E-Mail-Adresse und Funktion, dazu Kita oder Andere Einrichtung. \
                 Zuerst sehen Sie, wer einen Platz bekommt und wer auf die Warteliste kommt; erst danach wird jemand angemeldet und \
                 bekommt eine Mail. Wer schon angemeldet ist, bleibt es unverändert."
            </p>
            <p>
                "Jede Zeile wird einzeln angemeldet: Kita-Leitung und KiSo einer Kita werden dadurch kein Tandem. Nimmt die Veranstaltung \
                 nur Tandems auf, wird aus einer Datei niemand angemeldet; Tandems melden sich auf der öffentlichen Seite an."
            </p>
            {content}
        </Page>
    }
}
