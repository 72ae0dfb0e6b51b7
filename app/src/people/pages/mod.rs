mod edit;
mod import;
mod list;
mod overview;
mod record;

pub use edit::{EditRecordPage, NewRecordPage};
pub use import::ImportPage;
pub use list::ListPage;
pub use overview::DirectoryPage;
pub use record::RecordPage;

use domain::people::Sheet;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What the page's address names. A signal: the router keeps a page when only these change.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    /// `None` when there is no such list.
    sheet: Option<Sheet>,
    id: String,
    /// The record that somebody came from, for a new one.
    about: String,
    /// Which of several lines of a record.
    line: String,
}

fn place() -> Memo<Place> {
    let (params, query) = (use_params_map(), use_query_map());
    Memo::new(move |_| Place {
        sheet: params.with(|params| Sheet::from_code(&params.get("sheet").unwrap_or_default())),
        id: params.with(|params| params.get("id").unwrap_or_default()),
        about: query.with(|query| query.get("zu").unwrap_or_default()),
        line: query.with(|query| query.get("zeile").unwrap_or_default()),
    })
}
