use crate::{people::parts::TableImport, staff::with_right, ui::Page};
use domain::access::Koordination;
use leptos::prelude::*;

/// Where tables of the directory are sent.
const ADDRESS: &str = "/api/v1/verzeichnis/einspielen";

/// A table of the directory in.
#[component]
pub fn ImportPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Import /> }.into_any())
}

#[component]
fn Import() -> impl IntoView {
    view! {
        <Page title="Aus Datei einspielen">
            <p class="lead">
                "Eine Excel- oder CSV-Datei mit denselben Spalten wie die ausgegebenen Listen. Zuerst sehen Sie, was sich \
                 ändern würde; erst danach wird etwas gespeichert. Berechnete Spalten werden nicht übernommen."
            </p>
            <p><a class="kern-link" href="/api/v1/verzeichnis/verzeichnis.xlsx" rel="external" download="">
                "Vorlage: das ganze Verzeichnis als Excel-Datei"
            </a></p>
            <TableImport address=ADDRESS unchanged="Alles in dieser Datei steht schon so im Verzeichnis. Es gibt nichts zu tun." />
        </Page>
    }
}
