//! The views of a year, beside each other.

use crate::{budgets::BASE, staff::StaffSession, ui::PrintButton};
use domain::access::{AreaReader, Right, Role, StaffingReader};
use leptos::prelude::*;
use leptos_router::components::A;

/// What there is of a year for the person's role. The server decides again.
#[component]
pub fn YearNavigation(year: i32) -> impl IntoView {
    let role = use_context::<StaffSession>().map(|session| session.0.role);
    let base = format!("{BASE}/{year}");
    let sees_area = role.is_some_and(|role| AreaReader::ROLES.contains(&role));
    let sees_staff = role.is_some_and(|role| StaffingReader::ROLES.contains(&role));
    let own = role == Some(Role::Anstellungstraeger);
    let employers = if own { "Unser Budget" } else { "Anstellungsträger" };
    let links = [
        (true, "", "Berechnung"),
        (sees_area, "/uebersicht", "Übersicht"),
        (sees_area, "/sozialraeume", "Sozialräume"),
        (sees_area, "/kommunen", "Kommunen"),
        (sees_area, "/index", "Indikatoren"),
        (true, "/anstellungstraeger", employers),
        (sees_staff, "/einsatz", "Einsatz"),
        (sees_staff, "/stellen", "Stellen"),
        (sees_area, "/vorweg", "Vorwegposition"),
        (sees_area, "/simulation", "Simulation"),
        (sees_area, "/prognose", "Prognose"),
    ];
    let links = links
        .into_iter()
        .filter(|(shown, ..)| *shown)
        .map(|(_, path, name)| view! { <li><A href=format!("{base}{path}") exact=true>{name}</A></li> })
        .collect_view();
    view! { <nav class="subnavigation" aria-label=format!("Ansichten {year}")><ul>{links}</ul></nav> }
}

/// What is on the page as files, and on paper.
#[component]
pub fn Files(
    /// Address without its ending.
    #[prop(into)]
    address: String,
    /// What comes after the ending, such as `?lauf=…`.
    #[prop(optional, into)]
    query: String,
    /// Which table, for those who do not see it.
    #[prop(into)]
    of: String,
) -> impl IntoView {
    let link = |ending: &str, kind: &'static str| {
        let (href, hidden) = (format!("{address}.{ending}{query}"), format!("{of} als "));
        view! {
            <a class="kern-btn kern-btn--secondary" href=href rel="external" download="">
                <span class="kern-label"><span class="kern-sr-only">{hidden}</span>{kind}</span>
            </a>
        }
    };
    view! { <p class="actions">{link("xlsx", "Excel-Datei")} {link("csv", "CSV-Datei")} <PrintButton /></p> }
}
