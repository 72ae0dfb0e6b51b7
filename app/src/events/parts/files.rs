//! Lists as files, behind the pages that show them.

use crate::ui::{Column, SortedTable};
use leptos::prelude::*;

/// What a list can be taken along as: ending and name.
const KINDS: [(&str, &str); 3] = [("xlsx", "Excel"), ("csv", "CSV"), ("pdf", "PDF")];

/// The list of everybody who takes part in an event, without its ending.
pub fn participants(event: &str) -> String {
    format!("/api/export/event/{event}/teilnehmende")
}

/// A list of a year, without its ending.
pub fn of_year(year: i32, list: &str) -> String {
    format!("/api/export/events/{year}/{list}")
}

/// Links to a list in each of its kinds.
#[component]
pub fn FileLinks(
    /// Address without its ending.
    address: String,
    /// Which list it is, as the names of the links begin.
    #[prop(into)]
    of: String,
) -> impl IntoView {
    let links = KINDS
        .map(|(ending, kind)| {
            let (href, label) = (format!("{address}.{ending}"), format!("{of} als {kind}-Datei"));
            view! { <a href=href rel="external" download="">{label}</a> }
        })
        .collect_view();
    view! { <p class="actions">{links}</p> }
}

/// A list that there is as files, as a row of a [`FileTable`].
#[derive(Clone, Debug)]
pub struct ListedFile {
    /// What the row is called: a year, or a list.
    pub row: String,
    /// Which list it is, as the names of the links begin; they stay apart where only the kind is shown.
    pub of: String,
    /// Address without its ending.
    pub address: String,
}

/// Several lists in each of their kinds: a row for each list, a column for each kind. Nobody presses them on paper.
#[component]
pub fn FileTable(
    #[prop(into)] caption: String,
    /// What the rows are.
    rows_are: &'static str,
    files: Vec<ListedFile>,
) -> impl IntoView {
    let named = Column::new(rows_are, |file: &ListedFile| file.row.clone());
    let kinds = KINDS.map(|(ending, kind)| {
        Column::new(kind, move |file: &ListedFile| {
            let (href, label) = (format!("{}.{ending}", file.address), format!("{} als {kind}-Datei", file.of));
            view! { <a href=href rel="external" download="" aria-label=label>{kind}</a> }
        })
    });
    let columns: Vec<_> = [named].into_iter().chain(kinds).collect();
    view! { <div class="no-print"><SortedTable caption columns rows=files /></div> }
}
