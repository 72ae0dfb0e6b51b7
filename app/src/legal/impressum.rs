use crate::{
    installation::installation,
    ui::{OfficeFact, Page},
};
use leptos::prelude::*;

/// Who offers the portal (§ 5 DDG, § 18 Abs. 2 MStV).
#[component]
pub fn ImpressumPage() -> impl IntoView {
    let office = installation().office;
    view! {
        <Page title="Impressum">
            <div class="text">
                <h2 class="kern-heading-medium">"Anbieter"</h2>
                <address><OfficeFact value=office.provider missing="Körperschaft und Anschrift" /></address>
                <p>"Vertreten durch: " <OfficeFact value=office.representative missing="vertretungsberechtigte Person" /></p>

                <h2 class="kern-heading-medium">"Kontakt"</h2>
                <p>
                    "Telefon: " <OfficeFact value=office.phone missing="Telefonnummer" /> <br />
                    "E-Mail: " <OfficeFact value=office.email missing="E-Mail-Adresse" />
                </p>

                <h2 class="kern-heading-medium">"Verantwortlich für den Inhalt"</h2>
                <p>"Nach § 18 Abs. 2 des Medienstaatsvertrags:"</p>
                <address><OfficeFact value=office.editor missing="verantwortliche Person mit Anschrift" /></address>

                <Software />
            </div>
        </Page>
    }
}

#[component]
fn Software() -> impl IntoView {
    view! {
        <h2 class="kern-heading-medium">"Software und Schrift"</h2>
        <p>
            "Das Sozialraumportal ist freie Software unter der Lizenz EUPL 1.2. Die Gestaltung baut auf KERN auf, dem
            Design-Standard der deutschen Verwaltung (EUPL 1.2). Die Schrift ist Fira Sans (SIL Open Font License 1.1); sie liegt
            auf diesem Server."
        </p>
    }
}
