//! The Sozialräume as tiles that lie to each other about as the regions do.

use crate::budgets::parts::{Amount, AreaLine, Explained};
use domain::budgets::{Euro, Part};
use leptos::prelude::*;

/// Column and row of a region, from west to east and from north to south. Whatever is not known here stands below.
const MAP: [(&str, u8, u8); 8] = [
    ("Mendig", 1, 1),
    ("Pellenz", 2, 1),
    ("Weißenthurm", 3, 1),
    ("Bendorf", 4, 1),
    ("Vordereifel", 1, 2),
    ("Maifeld", 2, 2),
    ("Rhein-Mosel", 3, 2),
    ("Vallendar", 4, 2),
];

/// Where a region lies; its name may have more words than the map.
fn place(name: &str) -> Option<(u8, u8)> {
    MAP.into_iter().find(|(known, ..)| name.contains(known)).map(|(_, column, row)| (column, row))
}

/// One tile an area; the darker its edge, the larger its budget. The amounts say the same.
#[component]
pub fn AreaTiles(rows: Vec<AreaLine>, explained: Explained) -> impl IntoView {
    let largest = rows.iter().map(|row| row.budget).max().unwrap_or_default();
    let tiles = rows.into_iter().map(|row| tile(row, largest, explained)).collect_view();
    view! { <ul class="area-tiles">{tiles}</ul> }
}

fn tile(row: AreaLine, largest: Euro, explained: Explained) -> impl IntoView {
    let place = place(&row.name).map(|(column, at)| format!("--column: {column}; --row: {at}; "));
    let style = format!("{}--strength: {}%", place.clone().unwrap_or_default(), strength(row.budget, largest));
    let class = if place.is_some() { "area-tile area-tile--placed" } else { "area-tile" };
    let figure = |name: &'static str, part: Part, text: String| {
        view! { <div><dt>{name}</dt><dd><Amount explained origin=row.figure(part) text of=row.label(part) /></dd></div> }
    };
    let kitas = row.kitas;
    view! {
        <li class=class style=style>
            <h3>{row.name.clone()}</h3>
            <dl>
                {figure("Budget", Part::Budget, row.budget.to_string())}
                {figure("VZÄ", Part::Vzae, row.vzae.to_string())}
                {figure("Std./Woche", Part::Hours, row.hours.to_string())}
                <div><dt>"Kitas"</dt><dd>{kitas}</dd></div>
            </dl>
        </li>
    }
}

/// Whole percent of the largest.
fn strength(budget: Euro, largest: Euro) -> i128 {
    budget.cents().saturating_mul(100).checked_div(largest.cents()).unwrap_or_default().clamp(0, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_place_of_its_own_and_strangers_have_none() {
        let demo = ["Stadt Bendorf", "VG Maifeld", "VG Mendig", "VG Pellenz", "VG Rhein-Mosel", "VG Vallendar"];
        let places: std::collections::BTreeSet<_> = demo.into_iter().map(|name| place(name).expect(name)).collect();
        assert_eq!(places.len(), demo.len());
        assert_eq!(place("Anderswo"), None);
        assert_eq!([strength(Euro::from_cents(1), Euro::from_cents(3)), strength(Euro::ZERO, Euro::ZERO)], [33, 0]);
    }
}
