//! Questionnaires: definition, import from XLSForm, engine, evaluation (issue "Questionnaires", domain §6).
//!
//! [`Definition`] is one immutable version, [`Draft`] an unfinished and [`Submission`] a finished set of answers.

pub mod definition;
pub mod design;
pub mod engine;
pub mod erhebung;
pub mod evaluation;
pub mod expression;
pub mod feedback;
pub mod free_texts;
pub mod german;
pub mod input;
pub mod library;
mod owner;
pub mod paper;
pub mod port;
pub mod results;
pub mod submission;
mod suppression;
pub mod survey;
pub mod view;
pub mod workbook;
// Reading files is the server's job; the parser must not reach the browser bundles.
#[cfg(not(target_arch = "wasm32"))]
pub mod xform;
pub mod xlsform;

pub use definition::{Choice, ChoiceList, Definition, Kept, Kind, Node, QuestionId, Settings, Texts};
pub use engine::{
    AnswerFault, Arrangement, ChoiceState, Context, Form, NodeState, RepeatState, Spot, Violation, ViolationKind,
};
pub use erhebung::{About, Erhebung, Methode, Zielgruppe};
pub use evaluation::{Collected, Counted, Crosstab, Evaluation, EvaluationQuery, Part, Wave};
pub use input::{ErhebungInput, check_asked};
pub use owner::{Owner, Sight};
pub use port::{
    Acceptance, ErhebungHead, FieldPackage, LatestVersion, QuestionnaireHead, QuestionnaireStore, VersionNumber,
};
pub use results::{QuestionTally, Tally, tally, tally_entries};
pub use submission::{Answer, Draft, Place, SentSubmission, Submission};
pub use view::{Figure, QuestionResult, ResultRow, Results};
pub use workbook::{Cell, Sheet, Workbook};
#[cfg(not(target_arch = "wasm32"))]
pub use xform::import as import_xform;
pub use xlsform::{ImportFault, Imported, PublishFault, check_publishable, export, import};
