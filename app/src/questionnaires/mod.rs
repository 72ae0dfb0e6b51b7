//! Questionnaires: designing, import, publishing and planning Erhebungen by the Koordination and by each KiSo for herself; results
//! for the Koordination. Answering them is `offline`'s.

pub mod api;
pub mod evaluation;
pub mod free_texts;
pub mod german;
pub mod pages;
pub mod paper;
mod parts;
pub mod survey;
#[cfg(feature = "ssr")]
pub mod token;
mod upload;
pub mod view;

pub use pages::{
    DesignPage, ErhebungPage, ErhebungenPage, EvaluationPage, FreeTextErhebungenPage, FreeTextsPage,
    ImportQuestionnairePage, NewErhebungPage, NewQuestionnairePage, PaperEntryPage, PaperErhebungenPage, PaperPage,
    QuestionnairePage, QuestionnairesPage,
};
pub use parts::WaitingTexts;
pub use view::ImportAnswer;

/// Where everything of this feature lies.
const BASE: &str = "/app/frageboegen";

/// Where free texts are decided about.
const TEXTS: &str = "/app/erhebungen/freitexte";

/// Where workbooks are sent, as `multipart/form-data` with `file`; for the next version of a
/// questionnaire with its id as `questionnaire`, for a new one with the id that it gets as `request`. Server functions take no files.
pub const IMPORT_ADDRESS: &str = "/api/v1/frageboegen/einspielen";

/// Where a questionnaire comes out as an XLSForm workbook: this version, or what is at hand without a number.
pub fn export_address(id: &str, version: Option<u32>) -> String {
    let version = version.map_or(String::new(), |number| format!("?fassung={number}"));
    format!("/api/v1/frageboegen/{id}/xlsform.xlsx{version}")
}
