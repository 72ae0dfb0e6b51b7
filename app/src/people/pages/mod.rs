mod edit;
mod import;
mod list;
mod overview;
mod record;

pub use edit::{EditRecordPage, NewRecordPage};
pub use import::GuardedImportPage as ImportPage;
pub use list::ListPage;
pub use overview::DirectoryPage;
pub use record::RecordPage;

use domain::people::Sheet;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The sheet that the page's address names.
fn sheet_of_address() -> Option<Sheet> {
    use_params_map().with_untracked(|params| Sheet::from_code(&params.get("sheet").unwrap_or_default()))
}

/// The id in the page's address.
fn id_of_address() -> String {
    use_params_map().with_untracked(|params| params.get("id").unwrap_or_default())
}
