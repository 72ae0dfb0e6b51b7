mod design;
mod detail;
mod erhebung;
mod erhebungen;
mod evaluation;
mod free_texts;
mod import;
mod list;
mod new;
mod new_erhebung;
mod paper;
mod paper_entry;

pub use design::DesignPage;
pub use detail::QuestionnairePage;
pub use erhebung::ErhebungPage;
pub use erhebungen::ErhebungenPage;
pub use evaluation::EvaluationPage;
pub use free_texts::{FreeTextErhebungenPage, FreeTextsPage};
pub use import::ImportQuestionnairePage;
pub use list::QuestionnairesPage;
pub use new::NewQuestionnairePage;
pub use new_erhebung::NewErhebungPage;
pub use paper::PaperPage;
pub use paper_entry::{PaperEntryPage, PaperErhebungenPage};

use crate::staff::StaffSession;
use domain::access::Role;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The id in the page's address.
fn id_of_address() -> String {
    use_params_map().with(|params| params.get("id").unwrap_or_default())
}

/// Whether the Koordination looks at the page; else it is a KiSo.
fn is_office() -> bool {
    use_context::<StaffSession>().is_some_and(|StaffSession(me)| me.role == Role::Koordination)
}

/// The questionnaire that a link to this page names; blank without one.
fn questionnaire_of_query() -> String {
    use_query_map().with_untracked(|query| query.get("fragebogen").unwrap_or_default())
}
