use leptos::prelude::*;
use leptos_router::components::A;

/// Foot of the public zone: what the law asks to be reachable from every page.
#[component]
pub fn PublicFooter() -> impl IntoView {
    view! {
        <footer class="footer">
            <nav aria-label="Rechtliches und Hilfe">
                <ul>
                    <li><A href="/leichte-sprache" attr:rel="external">"Leichte Sprache"</A></li>
                    <li><A href="/impressum" attr:rel="external">"Impressum"</A></li>
                    <li><A href="/datenschutz" attr:rel="external">"Datenschutz"</A></li>
                    <li><A href="/barrierefreiheit" attr:rel="external">"Barrierefreiheit"</A></li>
                    <li><A href="/rueckmeldung">"Barriere melden"</A></li>
                </ul>
            </nav>
        </footer>
    }
}

/// Foot of the staff zone: the same pages, which lie outside of it.
#[component]
pub fn StaffFooter() -> impl IntoView {
    view! {
        <footer class="footer footer--staff">
            <nav aria-label="Rechtliches und Hilfe">
                <ul>
                    <li><a href="/" rel="external">"Öffentliche Seiten"</a></li>
                    <li><a href="/impressum" rel="external">"Impressum"</a></li>
                    <li><a href="/datenschutz" rel="external">"Datenschutz"</a></li>
                    <li><a href="/barrierefreiheit" rel="external">"Barrierefreiheit"</a></li>
                    <li><a href="/rueckmeldung" rel="external">"Barriere melden"</a></li>
                </ul>
            </nav>
        </footer>
    }
}
