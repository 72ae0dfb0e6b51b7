//! What can be wrong with a workbook, with the cell and a German sentence.

use crate::questionnaires::german;
use serde::{Deserialize, Serialize};

/// One fault of a workbook, or of an XForm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFault {
    /// Of an XForm the element, `<bind nodeset="/data/alter">`; blank where the file as a whole is meant.
    pub sheet: String,
    /// As the spreadsheet program counts: the header is row 1. Of an XForm the line.
    pub row: Option<u32>,
    /// The header of the column as it is written, `label::German (de)`; of an XForm the attribute.
    pub column: Option<String>,
    pub code: FaultCode,
    /// The name or text concerned.
    #[serde(default)]
    pub detail: String,
    /// What was probably meant.
    #[serde(default)]
    pub suggestion: Option<String>,
    /// The file is an XForm (XML).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub xml: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    NoSurvey,
    /// The sheet with the questions is empty.
    NoRows,
    /// A list is looked for in the sheet `external_choices`, and there is none.
    NoExternalChoices,
    NoColumn,
    /// A sheet that is not read and whose name is near to one that would be; a hint.
    MisspeltSheet,
    /// The same of a column.
    MisspeltColumn,
    /// Two columns of the same meaning, such as `relevant` and `relevance`.
    DoubleColumn,
    TooManyRows,
    TooDeep,
    NoType,
    UnknownType,
    NoName,
    BadName,
    ReservedName,
    DoubleName,
    /// A repeat with the name of the whole form, or of another repeat.
    RepeatName,
    NoLabel,
    NoImage,
    EndWithoutBegin,
    BeginWithoutEnd,
    UnknownList,
    NoList,
    NoChoiceName,
    DoubleChoice,
    /// `or_other` adds a choice that no filter knows.
    OtherWithFilter,
    /// Several answers are stored divided by spaces, so a space in one of them would divide it (collect#6144).
    ChoiceWithSpace,
    BadFileName,
    /// One name for a list in the workbook and for a file beside it.
    DoubleSource,
    BadParameters,
    UnknownParameter,
    ParameterNotANumber,
    ParameterValue,
    ParameterOnlyWithAppearance,
    MissingParameter,
    /// `reference-geometry` names neither a list nor a file nor a repeat.
    UnknownPlaces,
    /// A question for a picture, which is hidden from whoever answers; a warning.
    UnaskedPicture,
    /// A type that cannot be asked here; a warning, as it is read and given back.
    TypeNotRun,
    /// A function that the engine does not have; a warning.
    FunctionNotRun,
    /// A scale whose begin lies behind its end; a warning.
    BackwardScale,
    NoTrigger,
    /// Nobody sees the question, so nobody can trigger anything with it.
    UnseenTrigger,
    /// A calculation where none is possible.
    NotCalculated,
    AuditName,
    BadReference,
    UnknownReference,
    AmbiguousReference,
    UnreadableExpression,
    NoCalculation,
    Circle,
    /// The file is no XML, or is damaged.
    NotXml,
    /// A document type, which could make a small file a huge one.
    DocumentType,
    TooManyElements,
    /// A part without which it is no XForm.
    NoForm,
    /// An element of the body that is not known.
    UnknownElement,
    /// It leads to no node of the form.
    UnknownNode,
    /// A question that says not where its answer goes.
    NoTarget,
    DoubleControl,
    /// The choices cannot be found.
    UnknownItems,
    /// No text of this id.
    UnknownText,
    /// A computed value within a text.
    ComputedText,
    /// The heading of a group without a node of its own.
    GroupWithoutNode,
    /// Something of the file that is left out.
    NotTaken,
    /// There are more faults than are listed.
    MoreFaults,
}

impl ImportFault {
    pub(super) fn of_sheet(sheet: &str, code: FaultCode) -> Self {
        let (detail, suggestion) = (String::new(), None);
        Self { sheet: sheet.to_owned(), row: None, column: None, code, detail, suggestion, xml: false }
    }

    /// In this line of an XForm.
    pub fn of_file(code: FaultCode, line: Option<u32>) -> Self {
        Self { row: line, xml: true, ..Self::of_sheet("", code) }
    }

    /// In this row (counted from 1 as on the screen) and column.
    pub(super) fn at(mut self, row: usize, column: &str) -> Self {
        self.row = u32::try_from(row).ok();
        self.column = Some(column.to_owned());
        self
    }

    pub(crate) fn about(mut self, detail: &str) -> Self {
        self.detail = detail.chars().take(80).collect();
        self
    }

    pub(super) fn suggest(mut self, suggestion: Option<&str>) -> Self {
        self.suggestion = suggestion.map(str::to_owned);
        self
    }

    /// Whether it refuses nothing by itself: it may be the cause of the others.
    pub fn is_hint(&self) -> bool {
        matches!(self.code, FaultCode::MisspeltSheet | FaultCode::MisspeltColumn)
    }

    /// Where it is, what is wrong and what to do.
    pub fn sentence(&self) -> String {
        german::import_fault(self)
    }
}

/// Most faults that one pass names.
pub(crate) const MAX_FAULTS: usize = 300;

/// Faults of one pass over a workbook.
#[derive(Debug, Default)]
pub(super) struct Faults(Vec<ImportFault>);

impl Faults {
    /// Keeps a fault once. Of a file that is wrong all over, the first ones tell enough.
    pub fn push(&mut self, fault: ImportFault) {
        if self.0.len() == MAX_FAULTS {
            self.0.push(ImportFault::of_sheet(&fault.sheet, FaultCode::MoreFaults));
        } else if self.0.len() < MAX_FAULTS && !self.0.contains(&fault) {
            self.0.push(fault);
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn finish(self) -> Vec<ImportFault> {
        self.0
    }
}
