//! What a designer can do to a draft.

use crate::questionnaires::definition::{Definition, Kind, QuestionId};
use serde::{Deserialize, Serialize};

/// One change of a draft. Questions are named by their ids, which no change touches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// A new question, group or repeat. A select gets a list of its own; the list named in the kind does not matter.
    Add {
        kind: Kind,
        at: Spot,
    },
    Move {
        id: QuestionId,
        way: Way,
    },
    /// To a spot elsewhere, with everything in it.
    MoveTo {
        id: QuestionId,
        at: Spot,
    },
    /// The question whose change runs the calculation, by its name; blank: every change of what it reads.
    SetTrigger {
        id: QuestionId,
        name: String,
    },
    /// With everything in it. The copies have names of their own and refer to each other, not to the originals.
    Duplicate {
        id: QuestionId,
    },
    /// With everything in it, and with choice lists that nothing else uses.
    Delete {
        id: QuestionId,
    },
    SetKind {
        id: QuestionId,
        kind: Kind,
    },
    /// Gives the export name; everything that refers to it by `${name}` follows.
    Rename {
        id: QuestionId,
        name: String,
    },
    /// Blank takes the text of this language away.
    SetText {
        id: QuestionId,
        field: TextField,
        language: String,
        text: String,
    },
    /// Blank takes the rule away.
    SetRule {
        id: QuestionId,
        rule: Rule,
        source: String,
    },
    SetParameter {
        id: QuestionId,
        key: String,
        value: String,
    },
    /// Whether a select offers "other" with a text to fill in.
    SetOther {
        id: QuestionId,
        on: bool,
    },
    AddChoice {
        list: String,
        language: String,
        label: String,
    },
    MoveChoice {
        list: String,
        at: ChoiceAt,
        down: bool,
    },
    RemoveChoice {
        list: String,
        at: ChoiceAt,
    },
    SetChoiceText {
        list: String,
        at: ChoiceAt,
        language: String,
        text: String,
    },
    /// Gives the code that is stored; conditions that name it follow.
    RenameChoice {
        list: String,
        at: ChoiceAt,
        name: String,
    },
    /// Offers another list that is there already.
    UseList {
        id: QuestionId,
        list: String,
    },
    /// Gives a list another name; questions and expressions that name it follow.
    RenameList {
        list: String,
        name: String,
    },
    /// Makes a copy of a list that other questions offer too, for this question alone.
    OwnList {
        id: QuestionId,
    },
    /// Blank changes nothing: a questionnaire always has a title.
    SetTitle {
        title: String,
    },
    AddLanguage {
        language: String,
    },
    /// With every text in it.
    RemoveLanguage {
        language: String,
    },
    /// Everything as it stood at another time: taking back what is saved already.
    Replace {
        definition: Box<Definition>,
    },
}

/// Where something new goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// At the end of the questionnaire.
    End,
    /// Behind this one, in the same group.
    After(QuestionId),
    /// In front of this one, in the same group.
    Before(QuestionId),
    /// At the end of this group or repeat.
    Inside(QuestionId),
}

impl Spot {
    /// The question by which it is told.
    pub fn of(self) -> Option<QuestionId> {
        match self {
            Self::End => None,
            Self::After(id) | Self::Before(id) | Self::Inside(id) => Some(id),
        }
    }

    fn with_id(self, new: &impl Fn(QuestionId) -> QuestionId) -> Self {
        match self {
            Self::End => self,
            Self::After(id) => Self::After(new(id)),
            Self::Before(id) => Self::Before(new(id)),
            Self::Inside(id) => Self::Inside(new(id)),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// Before the one above; the first one of a group leaves it upwards.
    Up,
    Down,
    /// To the end of the group above, or else to the beginning of the group below.
    In,
    /// Behind its group.
    Out,
}

/// Texts of a question that are translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TextField {
    Label,
    Hint,
    Guidance,
    RequiredMessage,
    ConstraintMessage,
}

impl TextField {
    pub const ALL: [Self; 5] =
        [Self::Label, Self::Hint, Self::Guidance, Self::RequiredMessage, Self::ConstraintMessage];
}

/// What is said in an expression, or plainly for other programs and the look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Rule {
    Required,
    Relevant,
    Constraint,
    Default,
    Calculation,
    ReadOnly,
    ChoiceFilter,
    RepeatCount,
    Appearance,
}

/// A choice by its place and code; where the place has changed, the first of this code is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceAt {
    pub place: usize,
    pub name: String,
}

/// Why a command was not carried out; the draft is as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    #[error("no such question")]
    UnknownQuestion,
    #[error("no such choice")]
    UnknownChoice,
    #[error("there is no such list")]
    UnknownList,
    #[error("it cannot go there")]
    NoPlace,
    #[error("groups nested too deeply")]
    TooDeep,
    #[error("no possible name")]
    BadName,
    #[error("no possible code")]
    BadCode,
    #[error("the name is taken")]
    NameTaken,
    #[error("a group is no question")]
    NotOfThisKind,
    #[error("a questionnaire keeps one language")]
    LastLanguage,
    #[error("no possible language, or there already")]
    BadLanguage,
    #[error("the questionnaire is full")]
    TooMany,
}

impl Command {
    /// Whether this goes on with what `before` began: the same text, a letter further. Both are taken back together.
    pub fn continues(&self, before: &Self) -> bool {
        match (self, before) {
            (Self::SetText { id, field, language, .. }, Self::SetText { id: i, field: f, language: l, .. }) => {
                (id, field, language) == (i, f, l)
            }
            (Self::SetRule { id, rule, .. }, Self::SetRule { id: i, rule: r, .. }) => (id, rule) == (i, r),
            (Self::SetParameter { id, key, .. }, Self::SetParameter { id: i, key: k, .. }) => (id, key) == (i, k),
            (
                Self::SetChoiceText { list, at, language, .. },
                Self::SetChoiceText { list: i, at: a, language: l, .. },
            ) => (list, at.place, language) == (i, a.place, l),
            (Self::SetTitle { .. }, Self::SetTitle { .. }) => true,
            _ => false,
        }
    }

    /// The same command about other questions: ids that were given anew elsewhere.
    pub fn with_ids(mut self, new: &impl Fn(QuestionId) -> QuestionId) -> Self {
        match &mut self {
            Self::Add { at, .. } => *at = at.with_id(new),
            Self::MoveTo { id, at } => (*id, *at) = (new(*id), at.with_id(new)),
            Self::Move { id, .. }
            | Self::SetTrigger { id, .. }
            | Self::Duplicate { id }
            | Self::Delete { id }
            | Self::SetKind { id, .. }
            | Self::Rename { id, .. }
            | Self::SetText { id, .. }
            | Self::SetRule { id, .. }
            | Self::SetParameter { id, .. }
            | Self::SetOther { id, .. }
            | Self::UseList { id, .. }
            | Self::OwnList { id } => *id = new(*id),
            _ => {}
        }
        self
    }
}
