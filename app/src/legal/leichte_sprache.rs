use crate::{
    installation::installation,
    ui::{OfficeFact, Page},
};
use leptos::prelude::*;

/// What the portal is and how to get help, in Leichte Sprache: one thought a sentence, one sentence a line.
#[component]
pub fn LeichteSprachePage() -> impl IntoView {
    let office = installation().office;
    view! {
        <Page title="Leichte Sprache">
            <div class="easy">
                <Part title="Das ist diese Internet-Seite" sentences=WHAT />
                <Part title="Das können Sie hier machen" sentences=HERE />
                <Part title="So finden Sie sich zurecht" sentences=WAY />
                <Part title="Ihre Daten sind geschützt" sentences=DATA />
                <Part title="Haben Sie ein Problem mit der Seite?" sentences=HELP />
                <p class="easy__sentence"><a href="/rueckmeldung">"Hier können Sie uns schreiben"</a></p>
                <p class="easy__sentence">
                    "Sie können auch anrufen: " <OfficeFact value=office.phone missing="Telefonnummer" />
                </p>
                <Part title="Über diesen Text" sentences=ABOUT />
            </div>
        </Page>
    }
}

const WHAT: &[&str] = &[
    "Diese Internet-Seite heißt: Sozialraum-Portal.",
    "Sie gehört zum Jugend-Amt vom Landkreis Mayen-Koblenz.",
    "In vielen Kitas arbeiten Kita-Sozial-Arbeiterinnen und Kita-Sozial-Arbeiter.",
    "Sie helfen Familien.",
    "Zum Beispiel: Sie hören zu. Und sie wissen, wo es Hilfe gibt.",
    "Die Hilfe kostet nichts.",
    "Das Geld dafür kommt vom Land und vom Landkreis.",
    "Das Jugend-Amt plant diese Arbeit mit diesem Portal.",
];
const HERE: &[&str] = &[
    "Sie können Termine sehen.",
    "Zum Beispiel: Treffen und Seminare.",
    "Sie können sich für einen Termin anmelden.",
    "Manchmal gibt es Frage-Bögen für Eltern.",
    "Sie müssen keine Frage beantworten.",
    "Niemand weiß, wer geantwortet hat.",
];
const WAY: &[&str] = &[
    "Ganz oben stehen die Links zu den wichtigsten Seiten.",
    "Dort finden Sie auch das Wort: Veranstaltungen.",
    "Klicken Sie darauf.",
    "Dann sehen Sie alle Termine.",
    "Ganz unten stehen Links zu den Regeln für diese Seite.",
    "Manche Menschen arbeiten mit diesem Portal. Sie haben ein Konto.",
];
const DATA: &[&str] = &[
    "Wir schreiben nichts über einzelne Familien auf.",
    "Wir schreiben keine Namen von Kindern auf.",
    "Mehr dazu steht auf der Seite: Datenschutz.",
    "Diese Seite ist nicht in Leichter Sprache.",
];
const HELP: &[&str] = &[
    "Manche Menschen können etwas auf der Seite nicht lesen oder nicht bedienen.",
    "Das nennt man: eine Barriere.",
    "Bitte sagen Sie es uns.",
    "Dann können wir es besser machen.",
];
const ABOUT: &[&str] = &["Diesen Text hat noch keine Prüf-Gruppe für Leichte Sprache gelesen."];

#[component]
fn Part(title: &'static str, sentences: &'static [&'static str]) -> impl IntoView {
    let lines = sentences.iter().map(|line| view! { <p class="easy__sentence">{*line}</p> }).collect_view();
    view! {
        <h2 class="kern-heading-medium">{title}</h2>
        {lines}
    }
}
