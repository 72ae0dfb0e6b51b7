use super::Page;
use leptos::prelude::*;

/// Start of the public zone.
#[component]
pub fn StartPage() -> impl IntoView {
    view! {
        <Page title="Sozialraumbudget und Kita-Sozialarbeit">
            <p class="lead">
                "Das Portal des Kreisjugendamts Mayen-Koblenz für Kitas, Anstellungsträger und Kita-Sozialarbeit."
            </p>
            <ul class="tiles">
                <Tile
                    href="/veranstaltungen"
                    name="Veranstaltungen"
                    purpose="Startseminare, Fachtage und Netzwerktreffen: Termine ansehen und sich anmelden."
                />
                <Tile
                    href="/app"
                    name="Zum Portal"
                    purpose="Für Koordination, Finanzen, Kita-Sozialarbeit, Kita-Leitungen und Anstellungsträger mit Konto."
                    external=true
                />
                <Tile
                    href="/leichte-sprache"
                    name="Leichte Sprache"
                    purpose="Was dieses Portal ist, in einfachen Sätzen."
                    external=true
                />
            </ul>
            <section class="section text">
                <h2 class="kern-heading-medium">"Worum es geht"</h2>
                <p>
                    "Mit dem Sozialraumbudget fördert das Land Rheinland-Pfalz gemeinsam mit dem Landkreis zusätzliches Personal in
                    Kitas (§ 25 Abs. 5 KiTaG). Kita-Sozialarbeiterinnen und Kita-Sozialarbeiter unterstützen Familien früh und ohne
                    Hürden, dort wo die Kinder sind."
                </p>
            </section>
        </Page>
    }
}

/// A way onward with a sentence on what lies there; an item of a list.
#[component]
pub fn Tile(
    href: &'static str,
    name: &'static str,
    purpose: &'static str,
    /// Leads to what is not in this bundle: the other zone, or a text.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    let link = if external {
        view! { <a class="tile__link" href=href rel="external">{name}</a> }.into_any()
    } else {
        view! { <a href=href class="tile__link">{name}</a> }.into_any()
    };
    view! {
        <li class="tile">
            {link}
            <p class="tile__text">{purpose}</p>
        </li>
    }
}
