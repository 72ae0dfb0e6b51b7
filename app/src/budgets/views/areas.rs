//! Sozialräume and Kommunen of a year.

use super::{api::year_overview, page::year_page, tiles::AreaTiles};
use crate::budgets::{
    BASE, RunSource,
    parts::{AreaLine, AreaTable, Derivations, Explained, Files},
};
use domain::{access::AreaReader, budgets::overview::Overview};
use leptos::prelude::*;

#[component]
pub fn SozialraeumePage() -> impl IntoView {
    year_page::<AreaReader, _, _, _>(
        |year| format!("Sozialräume {year}"),
        year_overview,
        |view: Overview| {
            let explained = Explained::new(RunSource::Stored(view.run));
            let rows: Vec<AreaLine> = view.sozialraeume.into_iter().map(AreaLine::from).collect();
            let address = format!("/api/export/budget/{}/sozialraeume", view.year);
            view! {
                <Files address of="Sozialräume" />
                <section class="section">
                <h2>"Wie sie zueinander liegen"</h2>
                    <p class="muted">"Die Kacheln liegen ungefähr so zueinander wie die Sozialräume im Kreis. Je kräftiger der Rand, desto größer das Budget."</p>
                    <AreaTiles rows=rows.clone() explained />
                </section>
                <AreaTable names=("Sozialraum", "Sozialräume") rows explained />
                <Derivations explained />
            }
        },
    )
}

#[component]
pub fn KommunenPage() -> impl IntoView {
    year_page::<AreaReader, _, _, _>(
        |year| format!("Kommunen {year}"),
        year_overview,
        |view: Overview| {
            let explained = Explained::new(RunSource::Stored(view.run));
            let rows: Vec<AreaLine> = view.kommunen.into_iter().map(AreaLine::from).collect();
            let address = format!("/api/export/budget/{}/kommunen", view.year);
            let index = format!("{BASE}/{}/index", view.year);
            view! {
                <p class="lead">"Die Stufe des sozialstrukturellen Mehrbedarfs gehört der Kommune und gilt für alle ihre Kitas."</p>
                <p><a href=index>"Indikatoren und Index, die eine Stufe vorschlagen"</a></p>
                <Files address of="Kommunen" />
                <AreaTable names=("Kommune", "Kommunen") rows explained />
                <Derivations explained />
            }
        },
    )
}
