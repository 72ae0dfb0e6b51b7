//! The code of a participant for the door.

use leptos::prelude::*;

/// The code behind a fold; nothing where there is none. It is a link that the camera of any tablet reads: no scanner is needed.
#[component]
pub fn Pass(
    event: String,
    /// What the code says; blank without one.
    address: String,
    title: String,
    /// The token of who sees the registration by a mailed link only.
    #[prop(optional)]
    link: Option<String>,
) -> impl IntoView {
    let query = link.map(|link| format!("?link={link}")).unwrap_or_default();
    (!address.is_empty()).then(|| {
        view! {
            <details class="invite">
                <summary class="kern-body--bold">"Code für die Anwesenheit" <span class="kern-sr-only">": " {title}</span></summary>
                <p>"Zeigen Sie diesen Code am Eingang auf dem Telefon oder ausgedruckt. Wer die Veranstaltung leitet, liest ihn mit der \
                    Kamera des Tablets und trägt Sie als anwesend ein. Ohne Code genügt Ihr Name."</p>
                <p><img class="pass" src=format!("/veranstaltungen/{event}/code.svg{query}") width="240" height="240" loading="lazy"
                    alt="QR-Code für die Anwesenheit" /></p>
                <p>"Im Code steht nur diese Adresse, kein Name: " <span class="pass__address">{address}</span></p>
            </details>
        }
    })
}
