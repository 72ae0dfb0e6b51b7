//! What the pages show.

use super::german;
use chrono::NaiveDate;
use domain::{
    clock::Clock,
    ids::KitaId,
    questionnaires::{
        Definition, ErhebungHead, ErhebungInput, ImportFault, Kind, Node, Owner, QuestionnaireHead, Results,
        VersionNumber, Zielgruppe,
        paper::Spoken,
        survey::{CodeCount, Language, SurveyInput, SurveyState},
    },
};
use serde::{Deserialize, Serialize};

/// What became of a workbook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum ImportAnswer {
    /// Stored as a draft; the warnings tell what may keep it from being published.
    Draft { id: String, title: String, warnings: Vec<ImportFault> },
    /// Nothing was stored.
    Refused { faults: Vec<ImportFault> },
}

/// A questionnaire on the designer's desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DraftView {
    /// Counts every write; what is saved names the one it was made on.
    pub revision: u32,
    pub title: String,
    /// `None`: everything is published.
    pub draft: Option<Definition>,
    /// The latest version with its number.
    pub published: Option<(u32, Definition)>,
}

/// A questionnaire in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionnaireRow {
    pub id: String,
    pub title: String,
    pub has_draft: bool,
    /// Number of the latest version; `None` while it was never published.
    pub latest: Option<u32>,
    pub questions: u32,
    /// Counts every write; what is thrown away names the one that was seen.
    #[serde(default)]
    pub revision: u32,
    /// When it was last changed, in seconds since 1970: for sorting.
    pub changed_at: i64,
    /// The same for people.
    pub changed: String,
    /// Name of the KiSo whose it is; blank where it is office-wide.
    #[serde(default)]
    pub owner_name: String,
    /// Whether who reads designs it, publishes and discards.
    #[serde(default)]
    pub may_change: bool,
    /// Whether who reads may plan an Erhebung with it.
    #[serde(default)]
    pub may_use: bool,
    /// The account of the KiSo whose it is is disabled.
    #[serde(default)]
    pub owner_left: bool,
    /// Whether who reads may make it office-wide.
    #[serde(default)]
    pub may_take_over: bool,
}

impl QuestionnaireRow {
    /// `own`: whose it is what the reader designs.
    pub fn of(head: &QuestionnaireHead, own: Owner, clock: &dyn Clock) -> Self {
        let owner_name = match head.owner {
            Owner::Office => String::new(),
            Owner::KiSo(_) if head.owner_name.is_empty() => german::NAMELESS_KISO.to_owned(),
            Owner::KiSo(_) => head.owner_name.clone(),
        };
        Self {
            id: head.id.to_string(),
            title: head.title.clone(),
            has_draft: head.has_draft,
            latest: head.latest.map(|latest| latest.0),
            questions: head.questions,
            revision: head.revision,
            changed_at: head.changed_at.timestamp(),
            changed: domain::german::date_time(clock.local(head.changed_at)),
            owner_name,
            may_change: head.owner.may_be_changed(own),
            may_use: head.owner.may_be_used(own),
            owner_left: head.owner_left,
            may_take_over: own == Owner::Office && head.may_be_taken_over(),
        }
    }
}

/// One questionnaire with the version that is looked at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionnaireView {
    pub head: QuestionnaireRow,
    /// `None`: the draft.
    pub shown: Option<u32>,
    pub languages: Vec<String>,
    pub questions: Vec<QuestionLine>,
    /// Why the draft that is shown cannot be published, as sentences.
    pub obstacles: Vec<String>,
    pub erhebungen: Vec<ErhebungRow>,
}

/// A question as a reader sees it, with what stands inside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionLine {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub kind: String,
    pub required: bool,
    /// The condition in words; blank without one.
    pub relevant: String,
    pub choices: Vec<String>,
    pub children: Vec<QuestionLine>,
}

impl QuestionLine {
    /// Everything that a person is shown, in the language the questionnaire begins with.
    pub fn all(definition: &Definition) -> Vec<Self> {
        let first = definition.first_language();
        let spoken = Spoken::new(definition, first);
        definition.nodes.iter().filter_map(|node| Self::of(definition, node, first, &spoken)).collect()
    }

    fn of(definition: &Definition, node: &Node, language: &str, spoken: &Spoken<'_>) -> Option<Self> {
        let is_shown = node.kind.is_asked() || matches!(node.kind, Kind::Group | Kind::Repeat | Kind::Note);
        if !is_shown {
            return None;
        }
        let list = node.kind.list().and_then(|name| definition.list(name));
        let choices = list.map(|list| &list.choices[..]).unwrap_or_default();
        let text = |texts: &domain::questionnaires::Texts| texts.best(language, "").unwrap_or_default().to_owned();
        let labels = choices.iter().map(|choice| match text(&choice.label) {
            label if label.is_empty() => choice.name.clone(),
            label => label,
        });
        Some(Self {
            name: node.name.clone(),
            label: text(&node.label),
            hint: text(&node.hint),
            kind: german::kind(&node.kind).to_owned(),
            required: node.required.as_deref().is_some_and(is_yes),
            relevant: node.relevant.as_deref().map(|source| spoken.condition(source)).unwrap_or_default(),
            choices: labels.collect(),
            children: node.children.iter().filter_map(|child| Self::of(definition, child, language, spoken)).collect(),
        })
    }
}

/// `required` is an expression; these are its usual constants.
fn is_yes(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "yes" | "true" | "true()")
}

/// An Erhebung in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErhebungRow {
    pub id: String,
    /// Name of the Kita, or title of the event.
    pub about: String,
    pub title: String,
    pub questionnaire: String,
    pub version: u32,
    /// First day, ISO 8601: for sorting.
    pub from: String,
    pub period: String,
    pub methode: String,
    pub zielgruppe: String,
    pub submissions: u32,
    /// How many people were asked, where somebody counted them.
    #[serde(default)]
    pub asked: Option<u32>,
    pub state: ErhebungState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErhebungState {
    Open,
    Planned,
    Closed,
}

impl ErhebungRow {
    pub fn of(head: &ErhebungHead, today: NaiveDate) -> Self {
        let erhebung = &head.erhebung;
        let state = match () {
            () if today < erhebung.from => ErhebungState::Planned,
            () if today > erhebung.to => ErhebungState::Closed,
            () => ErhebungState::Open,
        };
        Self {
            id: erhebung.id.to_string(),
            about: head.about_name.clone(),
            title: head.questionnaire_title.clone(),
            questionnaire: erhebung.questionnaire.to_string(),
            version: erhebung.version.0,
            from: erhebung.from.to_string(),
            period: format!("{} bis {}", domain::german::date(erhebung.from), domain::german::date(erhebung.to)),
            methode: german::methode(erhebung.methode).to_owned(),
            zielgruppe: german::zielgruppe(erhebung.zielgruppe).to_owned(),
            submissions: head.submissions,
            asked: erhebung.asked,
            state,
        }
    }
}

/// The form for a new Erhebung with its choices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErhebungFormView {
    /// The id that the Erhebung gets, so that a form which is sent twice makes one.
    #[serde(default)]
    pub request: String,
    pub input: ErhebungInput,
    /// Id and name of each Kita.
    pub kitas: Vec<(String, String)>,
    pub questionnaires: Vec<PublishedRow>,
    /// What is planned in these Kitas already.
    #[serde(default)]
    pub planned: Vec<PlannedRow>,
}

/// An Erhebung of a Kita, for whoever plans another one there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRow {
    pub kita: KitaId,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub title: String,
    pub zielgruppe: Zielgruppe,
}

impl PlannedRow {
    /// `None` for what is about an event.
    pub fn of(head: &ErhebungHead) -> Option<Self> {
        let ErhebungHead { erhebung, questionnaire_title, .. } = head;
        Some(Self {
            kita: erhebung.about.kita()?,
            from: erhebung.from,
            to: erhebung.to,
            title: questionnaire_title.clone(),
            zielgruppe: erhebung.zielgruppe,
        })
    }
}

/// A questionnaire that has versions to choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRow {
    pub id: String,
    pub title: String,
    pub latest: u32,
}

/// The results of one Erhebung.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ErhebungView {
    pub erhebung: ErhebungRow,
    pub results: Results,
    /// `None` where nobody is asked: protocol sheets have no link.
    #[serde(default)]
    pub survey: Option<SurveyView>,
}

/// One Erhebung for who plans it, without results.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlannedView {
    pub erhebung: ErhebungRow,
    /// `None` where nobody is asked: protocol sheets have no link.
    pub survey: Option<SurveyView>,
}

/// The public link of an Erhebung, or the way to one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyView {
    pub link: Option<SurveyLink>,
    /// The form for its days, filled with what holds now.
    pub input: SurveyInput,
    /// Names of questions that cannot be asked without an account; with any of them there is no link.
    pub unfit: Vec<String>,
    /// Languages in which nobody has read the survey's own texts yet.
    pub unreviewed: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SurveyLink {
    /// The whole address, for people and for paper.
    pub address: String,
    /// The same for a tablet that goes from hand to hand.
    pub kiosk: String,
    /// Address of the QR code as a picture.
    pub code: String,
    pub days: String,
    pub state: SurveyState,
    /// Where one-time codes are asked for: how many there are.
    pub codes: Option<CodeCount>,
    /// Languages in which cards with codes can be printed.
    #[serde(default)]
    pub card_languages: Vec<Language>,
}

/// What became of publishing: the new version's number, or everything that stands against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum PublishAnswer {
    Published { version: VersionNumber },
    Refused { obstacles: Vec<String> },
}
