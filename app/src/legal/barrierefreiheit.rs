use crate::{
    installation::installation,
    ui::{OfficeFact, Page},
};
use leptos::prelude::*;

/// The Erklärung zur Barrierefreiheit. It claims nothing that nobody has examined.
#[component]
pub fn BarrierefreiheitPage() -> impl IntoView {
    let office = installation().office;
    view! {
        <Page title="Erklärung zur Barrierefreiheit">
            <div class="text">
                <p class="lead">
                    "Dieses Portal soll für alle nutzbar sein. Maßstab sind die Richtlinie (EU) 2016/2102, die Norm EN 301 549 und
                    die Richtlinien WCAG 2.1 (Stufe AA); angestrebt wird WCAG 2.2 (Stufe AA)."
                </p>
                <h2 class="kern-heading-medium">"Stand"</h2>
                <p>
                    <strong>
                        "Das Portal ist noch nicht von einer fachkundigen Stelle auf Barrierefreiheit geprüft worden. Deshalb sagen wir
                        nicht, dass es die Anforderungen erfüllt."
                    </strong>
                </p>
                <p>
                    "Erstellt oder zuletzt überprüft am: "
                    <OfficeFact value=office.statement_date missing="Datum und Art der Prüfung" />
                </p>
                <Known />
                <h2 class="kern-heading-medium">"Barriere melden"</h2>
                <p>
                    "Stoßen Sie auf eine Barriere, oder brauchen Sie einen Inhalt in anderer Form? Schreiben Sie uns über das Formular "
                    <a href="/rueckmeldung">"Barriere melden"</a> "."
                </p>
                <p>"Zuständig ist: " <OfficeFact value=office.accessibility_contact missing="Stelle und Erreichbarkeit" /></p>
                <h2 class="kern-heading-medium">"Durchsetzung"</h2>
                <p>
                    "Bekommen Sie auf eine Meldung keine Antwort, die Ihnen hilft, können Sie sich an die zuständige Stelle wenden: "
                    <OfficeFact value=office.enforcement_body missing="Stelle für Überwachung und Durchsetzung, mit Erreichbarkeit" />
                </p>
            </div>
        </Page>
    }
}

/// What the makers did and what they know to be missing.
#[component]
fn Known() -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Was getan wurde"</h2>
        <ul>
            <li>"Bei jeder Änderung prüft ein Programm (axe) die Seiten auf bekannte Fehler. Ein Programm findet nur einen Teil."</li>
            <li>"Alle Seiten sind für die Bedienung mit der Tastatur und für schmale und stark vergrößerte Ansichten gebaut."</li>
            <li>"Anmeldung und öffentliche Seiten sind auch ohne JavaScript nutzbar."</li>
        </ul>
        <h2 class="kern-heading-medium">"Was fehlt oder nicht bekannt ist"</h2>
        <ul>
            <li>"Menschen, die Vorleseprogramme oder andere Hilfsmittel nutzen, haben das Portal noch nicht erprobt."</li>
            <li>"Die Seite in Leichter Sprache ist noch nicht von Menschen aus der Zielgruppe geprüft."</li>
            <li>"Es gibt keine Informationen in Deutscher Gebärdensprache."</li>
            <li>"Breite Tabellen lassen sich auf kleinen Bildschirmen nur seitlich verschoben lesen."</li>
            <li>"Tabellen zum Herunterladen (CSV, Excel) sind nicht für Vorleseprogramme aufbereitet."</li>
        </ul>
    }
}
