//! The HTML around a page of a survey.

use super::{
    START,
    frame::{Frame, way},
};
use crate::ui::{DemoBanner, raw_text};
use leptos::prelude::*;

/// A whole document.
#[component]
pub fn Shell(frame: Frame, #[prop(into)] heading: String, children: Children) -> impl IntoView {
    let Frame { title, kita, language, css, demo, takeover, .. } = frame;
    let tab = format!("{} – Sozialraumportal", if title.is_empty() { &heading } else { &title });
    let (heading_way, kita_way) = (way(&heading), way(&kita));
    view! {
        <!DOCTYPE html>
        <html lang=language.tag() dir=language.direction().code() data-kern-theme="light">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="robots" content="noindex" />
                <meta name="color-scheme" content="light" />
                <title inner_html=raw_text(&tab)></title>
                <link rel="stylesheet" href=css />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                {takeover.map(|_| view! { <script type="module" src=START></script> })}
            </head>
            <body>
                {demo.then(|| view! { <div lang="de" dir="ltr"><DemoBanner /></div> })}
                <header class="header">
                    <span class="header__name" lang="de" dir="ltr">
                        "Sozialraumportal" <span class="header__office">"Kreisjugendamt Mayen-Koblenz"</span>
                    </span>
                </header>
                <main id="inhalt" class="content survey">
                    <h1 class="kern-heading-large page__title" dir=heading_way>{heading}</h1>
                    {(!kita.is_empty()).then(|| view! { <p class="survey__kita" dir=kita_way>{kita}</p> })}
                    {children()}
                </main>
                <LegalLinks />
            </body>
        </html>
    }
}

/// The pages behind them are in German.
#[component]
fn LegalLinks() -> impl IntoView {
    view! {
        <footer class="footer" lang="de" dir="ltr">
            <nav aria-label="Rechtliches und Hilfe">
                <ul>
                    <li><a href="/leichte-sprache">"Leichte Sprache"</a></li>
                    <li><a href="/impressum">"Impressum"</a></li>
                    <li><a href="/datenschutz">"Datenschutz"</a></li>
                    <li><a href="/barrierefreiheit">"Barrierefreiheit"</a></li>
                    <li><a href="/rueckmeldung">"Barriere melden"</a></li>
                </ul>
            </nav>
        </footer>
    }
}
