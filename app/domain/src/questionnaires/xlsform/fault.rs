//! What can be wrong with a workbook, with the cell and a German sentence.

use crate::questionnaires::german;
use serde::{Deserialize, Serialize};

/// One fault of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportFault {
    pub sheet: String,
    /// As the spreadsheet program counts: the header is row 1.
    pub row: Option<u32>,
    /// The header of the column as it is written, `label::German (de)`.
    pub column: Option<String>,
    pub code: FaultCode,
    /// The name or text concerned.
    #[serde(default)]
    pub detail: String,
    /// What was probably meant.
    #[serde(default)]
    pub suggestion: Option<String>,
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
    /// There are more faults than are listed.
    MoreFaults,
}

impl ImportFault {
    pub(super) fn of_sheet(sheet: &str, code: FaultCode) -> Self {
        Self { sheet: sheet.to_owned(), row: None, column: None, code, detail: String::new(), suggestion: None }
    }

    /// In this row (counted from 1 as on the screen) and column.
    pub(super) fn at(mut self, row: usize, column: &str) -> Self {
        self.row = u32::try_from(row).ok();
        self.column = Some(column.to_owned());
        self
    }

    pub(super) fn about(mut self, detail: &str) -> Self {
        self.detail = detail.chars().take(80).collect();
        self
    }

    pub(super) fn suggest(mut self, suggestion: Option<&str>) -> Self {
        self.suggestion = suggestion.map(str::to_owned);
        self
    }

    /// Where it is, what is wrong and what to do.
    pub fn sentence(&self) -> String {
        german::import_fault(self)
    }
}

/// Most faults that one pass names.
const MAX_FAULTS: usize = 300;

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
