//! What a questionnaire asks: one immutable version, as JSON in the database and on the tablet.
//!
//! New fields are only ever added, with a default, so that a tablet with an older program still reads a newer
//! definition. Expressions are kept as the author wrote them (`${name}` notation of XLSForm) and parsed on loading.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// One version of a questionnaire.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Definition {
    pub settings: Settings,
    /// Languages in the order of the workbook; `""` stands for text without a named language.
    #[serde(default)]
    pub languages: Vec<String>,
    pub nodes: Vec<Node>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lists: Vec<ChoiceList>,
    /// The first [`QuestionId`] that no version of this questionnaire has used yet.
    #[serde(default)]
    pub next_id: u32,
    /// What only other programs use, given back on export.
    #[serde(default, skip_serializing_if = "Kept::is_empty")]
    pub kept: Kept,
}

/// Parts of a workbook that the portal neither shows nor runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Sheets such as `external_choices` and `entities`: name and rows.
    #[serde(default)]
    pub sheets: Vec<(String, Vec<Vec<String>>)>,
    /// Rows of the survey that name a file beside the workbook: header → text.
    #[serde(default)]
    pub rows: Vec<BTreeMap<String, String>>,
}

impl Kept {
    pub fn is_empty(&self) -> bool {
        self.sheets.is_empty() && self.rows.is_empty()
    }
}

/// The `settings` sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    pub title: String,
    /// `form_id` of the workbook: how other programs know the form.
    #[serde(default)]
    pub form_id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub default_language: String,
    /// Name of the root in paths such as `/data/group/question`.
    #[serde(default = "default_root")]
    pub root: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_name: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub style: String,
    /// Columns that the portal does not use but gives back on export.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
}

fn default_root() -> String {
    "data".into()
}

/// A question through all versions of its questionnaire, whatever its export name is today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct QuestionId(pub u32);

impl fmt::Display for QuestionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A question, a note, a group or a repeat. Fields hold the columns of the same name in XLSForm.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Node {
    pub id: QuestionId,
    /// Export name: column in exports, `${name}` in expressions.
    pub name: String,
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub label: Texts,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub hint: Texts,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub guidance_hint: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<String>,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub required_message: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub constraint_message: Texts,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_only: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// Names of the questions whose change runs `calculation`; empty: it runs whenever its inputs change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trigger: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice_filter: Option<String>,
    /// How many instances a repeat has; `None`: the person adds and removes them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeat_count: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub appearance: String,
    /// The `parameters` column, keys in lower case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, String>,
    /// Pictures and sounds shown with the label: kind of medium → file per language.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub media: BTreeMap<String, Texts>,
    /// Columns that the portal does not use but gives back on export.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub extra: BTreeMap<String, String>,
    /// Made by the importer, not by the author: the text question of `or_other`, the counter of a repeat.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub generated: bool,
    /// A select to whose list the importer has added "other".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub or_other: bool,
    /// Of groups and repeats only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
}

/// Question types of XLSForm that the portal tells apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Kind {
    #[default]
    Text,
    Integer,
    Decimal,
    Date,
    Time,
    DateTime,
    Note,
    SelectOne {
        list: String,
    },
    SelectMultiple {
        list: String,
    },
    Rank {
        list: String,
    },
    Calculate,
    Acknowledge,
    Range,
    Hidden,
    /// When the form was opened.
    Start,
    /// When the form was last changed.
    End,
    Today,
    Geopoint,
    Image,
    Group,
    Repeat,
    /// A type of XLSForm that is read and given back, but that the runtime cannot ask: refused at publishing.
    Other {
        name: String,
    },
}

impl Kind {
    /// Whether it holds other nodes instead of an answer.
    pub fn is_container(&self) -> bool {
        matches!(self, Self::Group | Self::Repeat)
    }

    /// Whether a person sees it as a question.
    pub fn is_asked(&self) -> bool {
        !matches!(
            self,
            Self::Group
                | Self::Repeat
                | Self::Note
                | Self::Calculate
                | Self::Hidden
                | Self::Start
                | Self::End
                | Self::Today
        )
    }

    /// The choice list it offers.
    pub fn list(&self) -> Option<&str> {
        match self {
            Self::SelectOne { list } | Self::SelectMultiple { list } | Self::Rank { list } => Some(list),
            _ => None,
        }
    }
}

/// One text in several languages; a language that is missing falls back to the default one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Texts(Vec<(String, String)>);

impl Texts {
    /// A text without a named language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![(String::new(), text.into())])
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Sets the text of one language.
    pub fn set(&mut self, language: impl Into<String>, text: impl Into<String>) {
        let language = language.into();
        self.0.retain(|(known, _)| *known != language);
        self.0.push((language, text.into()));
    }

    /// Takes the text of one language away.
    pub fn remove(&mut self, language: &str) {
        self.0.retain(|(known, _)| known != language);
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut String> {
        self.0.iter_mut().map(|(_, text)| text)
    }

    /// The text in exactly this language.
    pub fn exact(&self, language: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == language).map(|(_, text)| text.as_str())
    }

    /// The text in this language, else in the default language, else in any.
    pub fn best(&self, language: &str, default: &str) -> Option<&str> {
        self.exact(language).or_else(|| self.exact(default)).or_else(|| self.0.first().map(|(_, text)| text.as_str()))
    }

    /// Puts the languages into this order, so that equal texts are equal whatever the order of their columns was.
    pub fn sort_by(&mut self, languages: &[String]) {
        let place = |language: &str| languages.iter().position(|known| known == language).unwrap_or(usize::MAX);
        self.0.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }
}

/// The possible answers that one or more select questions offer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceList {
    pub name: String,
    pub choices: Vec<Choice>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What is stored and exported.
    pub name: String,
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub label: Texts,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub media: BTreeMap<String, Texts>,
    /// Further columns, which `choice_filter` reads.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, String>,
}

impl Node {
    /// The expressions of this node, each with its column of an XLSForm.
    pub fn rules(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("required", &self.required),
            ("relevant", &self.relevant),
            ("constraint", &self.constraint),
            ("read_only", &self.read_only),
            ("calculation", &self.calculation),
            ("default", &self.default),
            ("choice_filter", &self.choice_filter),
            ("repeat_count", &self.repeat_count),
        ];
        all.into_iter().filter_map(|(column, source)| source.as_deref().map(|source| (column, source)))
    }

    /// Every text of this node, not of its children.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut Texts> {
        let own = [
            &mut self.label,
            &mut self.hint,
            &mut self.guidance_hint,
            &mut self.required_message,
            &mut self.constraint_message,
        ];
        own.into_iter().chain(self.media.values_mut())
    }
}

impl Definition {
    /// All nodes, parents before their children.
    pub fn walk(&self) -> Vec<&Node> {
        let mut found = Vec::new();
        let mut open: Vec<&Node> = self.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            found.push(node);
            open.extend(node.children.iter().rev());
        }
        found
    }

    pub fn find(&self, id: QuestionId) -> Option<&Node> {
        self.walk().into_iter().find(|node| node.id == id)
    }

    pub fn list(&self, name: &str) -> Option<&ChoiceList> {
        self.lists.iter().find(|list| list.name == name)
    }

    /// A question and an answer to it as people read them: in the first language, labels in place of codes.
    pub fn wording(&self, question: QuestionId, value: &str) -> (String, String) {
        let best = |texts: &Texts| texts.best(self.first_language(), "").map(str::to_owned);
        let Some(node) = self.find(question) else { return (String::new(), value.to_owned()) };
        let label = best(&node.label).unwrap_or_else(|| node.name.clone());
        let Some(list) = node.kind.list().and_then(|name| self.list(name)) else { return (label, value.to_owned()) };
        let choice = |code: &str| {
            let choice = list.choices.iter().find(|choice| choice.name == code);
            choice.and_then(|choice| best(&choice.label)).unwrap_or_else(|| code.to_owned())
        };
        let chosen: Vec<String> = match node.kind {
            Kind::SelectOne { .. } => vec![choice(value)],
            _ => value.split_whitespace().map(choice).collect(),
        };
        (label, chosen.join(", "))
    }

    /// As it is asked: nobody takes pictures here, so questions for one are hidden, and nothing waits for their answer. Rules
    /// that name them find them blank.
    #[must_use]
    pub fn without_pictures(mut self) -> Self {
        hide_pictures(&mut self.nodes);
        self
    }

    /// How many questions a person may have to answer.
    pub fn question_count(&self) -> usize {
        self.walk().iter().filter(|node| node.kind.is_asked() && node.kind != Kind::Image).count()
    }

    /// The language to begin with: the named default, else the first of the workbook.
    pub fn first_language(&self) -> &str {
        let named = &self.settings.default_language;
        match self.languages.iter().find(|language| *language == named).or_else(|| self.languages.first()) {
            Some(language) => language,
            None => "",
        }
    }
}

fn hide_pictures(nodes: &mut [Node]) {
    for node in nodes {
        if node.kind == Kind::Image {
            node.kind = Kind::Hidden;
            (node.required, node.constraint) = (None, None);
        }
        hide_pictures(&mut node.children);
    }
}
