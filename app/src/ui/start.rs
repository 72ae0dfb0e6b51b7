use super::{Empty, Page, StaffSession, navigation::areas};
use leptos::prelude::*;
use leptos_router::components::A;

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
                <Tile href="/leichte-sprache" name="Leichte Sprache" purpose="Was dieses Portal ist, in einfachen Sätzen." />
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

/// Start of the staff zone: the areas of one's role.
#[component]
pub fn StaffStartPage() -> impl IntoView {
    let areas = use_context::<StaffSession>().map(|StaffSession(me)| areas(me.role)).unwrap_or_default();
    let content = if areas.is_empty() {
        view! { <Empty text="Für Ihre Rolle gibt es in dieser Fassung des Portals noch keinen eigenen Bereich." /> }
            .into_any()
    } else {
        let tiles = areas
            .iter()
            .map(|area| view! { <Tile href=area.path name=area.name purpose=area.purpose /> })
            .collect_view();
        view! { <ul class="tiles">{tiles}</ul> }.into_any()
    };
    view! { <Page title="Übersicht">{content}</Page> }
}

/// A way onward with a sentence on what lies there; an item of a list.
#[component]
fn Tile(
    href: &'static str,
    name: &'static str,
    purpose: &'static str,
    /// Leads into the other zone, which is another bundle.
    #[prop(optional)]
    external: bool,
) -> impl IntoView {
    let link = if external {
        view! { <a class="tile__link" href=href rel="external">{name}</a> }.into_any()
    } else {
        view! { <A href=href attr:class="tile__link">{name}</A> }.into_any()
    };
    view! {
        <li class="tile">
            {link}
            <p class="tile__text">{purpose}</p>
        </li>
    }
}
