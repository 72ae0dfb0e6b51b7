//! Free texts of respondents, for whoever decides about each: the KiSo of the Kita, or the Koordination where there is none.
//! Server functions and what they give.

use crate::ApiError;
use domain::questionnaires::free_texts::{DecisionInput, Seen, Stand};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised, visitor};
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{DirectoryReader, TextReleaser},
    ids::ErhebungId,
    personal::suspicious_words,
    questionnaires::free_texts::{ErhebungTexts, FreeText, FreeTextKey, Reach, text_hash},
};
#[cfg(feature = "ssr")]
use std::collections::HashMap;

/// An Erhebung of respondents, and how far somebody is with its texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TextsErhebung {
    pub id: String,
    pub title: String,
    /// Name of the Kita, or title of the event.
    pub kita: String,
    pub period: String,
    /// Texts about which nobody has decided.
    pub unseen: u32,
    pub texts: u32,
}

/// One of them with its texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreeTextsView {
    pub erhebung: TextsErhebung,
    pub lines: Vec<FreeTextLine>,
}

/// A text as it is decided about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FreeTextLine {
    pub submission: String,
    pub place: String,
    /// The text of the question.
    pub question: String,
    pub text: String,
    pub stand: Stand,
    /// Numbers of the words that are blacked out; of an unseen text those that are proposed.
    pub blacked_out: Vec<u32>,
    /// Numbers of the words in which somebody could be recognised: guesses.
    pub suspicious: Vec<u32>,
    pub seen: Seen,
}

/// The Erhebungen in which respondents wrote something about which one decides, the newest first.
#[server(endpoint = "fn/questionnaires/free-texts", input = Json)]
pub async fn free_text_erhebungen() -> Result<Vec<TextsErhebung>, ApiError> {
    let (reach, ports) = reach().await?;
    let found = ports.free_texts.erhebungen_with_texts(&reach).await?;
    Ok(found.iter().filter(|found| !found.texts.is_empty()).map(TextsErhebung::of).collect())
}

/// How many texts wait for one's decision.
#[server(endpoint = "fn/questionnaires/waiting-texts", input = Json)]
pub async fn waiting_texts() -> Result<u32, ApiError> {
    let (reach, ports) = reach().await?;
    let found = ports.free_texts.erhebungen_with_texts(&reach).await?;
    Ok(found.iter().map(|found| TextsErhebung::of(found).unseen).sum())
}

/// The texts of one of them.
#[server(endpoint = "fn/questionnaires/free-texts-of", input = Json)]
pub async fn read_free_texts(erhebung: String) -> Result<FreeTextsView, ApiError> {
    let (reach, ports) = reach().await?;
    let id: ErhebungId = erhebung.parse().map_err(|_| AppError::NotFound)?;
    let found = ports.free_texts.free_texts_of(&reach, id).await?;
    Ok(FreeTextsView::of(&found))
}

/// Keeps what is decided about a text, as it was seen; returns the text as it stands now. `Conflict` when somebody else has
/// decided since, or when the text is another one by now.
#[server(endpoint = "fn/questionnaires/decide-free-text", input = Json)]
pub async fn decide_free_text(
    erhebung: String,
    submission: String,
    place: String,
    seen: Seen,
    input: DecisionInput,
) -> Result<FreeTextLine, ApiError> {
    let (reach, ports) = reach().await?;
    let id: ErhebungId = erhebung.parse().map_err(|_| AppError::NotFound)?;
    let key = FreeTextKey {
        submission: submission.parse().map_err(|_| AppError::NotFound)?,
        place: place.parse().map_err(|_| AppError::NotFound)?,
    };
    let found = ports.free_texts.free_texts_of(&reach, id).await?;
    let text = found.texts.iter().find(|text| text.key == key).ok_or(AppError::NotFound)?;
    if text_hash(&text.text) != seen.hash {
        return Err(AppError::Conflict.into());
    }
    let decision = input.check(&text.text).map_err(AppError::Invalid)?;
    ports.free_texts.decide_free_text(&reach, &key, &seen, &decision, ports.clock.now()).await?;
    let decided = FreeText { decision: Some(decision), revision: seen.revision.saturating_add(1), ..text.clone() };
    Ok(FreeTextLine::of(&decided, &labels(&found)))
}

/// What one decides about today.
#[cfg(feature = "ssr")]
async fn reach() -> Result<(Reach, Ports), ApiError> {
    let reader = visitor()?.principal.require::<DirectoryReader>()?;
    let (by, ports) = authorised::<TextReleaser>()?;
    let today = ports.clock.today();
    let directory = ports.directory.read(&reader, today).await?;
    Ok((Reach::of(by, &directory, today), ports))
}

#[cfg(feature = "ssr")]
impl TextsErhebung {
    fn of(found: &ErhebungTexts) -> Self {
        let (erhebung, count) = (&found.erhebung, |count: usize| u32::try_from(count).unwrap_or(u32::MAX));
        Self {
            id: erhebung.id.to_string(),
            title: found.definition.settings.title.clone(),
            kita: found.about_name.clone(),
            period: format!("{} bis {}", domain::german::date(erhebung.from), domain::german::date(erhebung.to)),
            unseen: count(found.texts.iter().filter(|text| text.stand() == Stand::Unseen).count()),
            texts: count(found.texts.len()),
        }
    }
}

#[cfg(feature = "ssr")]
impl FreeTextsView {
    fn of(found: &ErhebungTexts) -> Self {
        let labels = labels(found);
        let lines = found.texts.iter().map(|text| FreeTextLine::of(text, &labels)).collect();
        Self { erhebung: TextsErhebung::of(found), lines }
    }
}

#[cfg(feature = "ssr")]
impl FreeTextLine {
    fn of(text: &FreeText, labels: &HashMap<u32, String>) -> Self {
        let suspicious: Vec<u32> =
            suspicious_words(&text.text).into_iter().filter_map(|word| u32::try_from(word).ok()).collect();
        let blacked_out = text.decision.as_ref().map_or(suspicious.clone(), |decision| decision.blacked_out());
        Self {
            submission: text.key.submission.to_string(),
            place: text.key.place.to_string(),
            question: labels.get(&text.key.place.question.0).cloned().unwrap_or_default(),
            text: text.text.clone(),
            stand: text.stand(),
            blacked_out,
            suspicious,
            seen: Seen { hash: text_hash(&text.text), revision: text.revision },
        }
    }
}

/// The texts of the questions, by their numbers.
#[cfg(feature = "ssr")]
fn labels(found: &ErhebungTexts) -> HashMap<u32, String> {
    let definition = &found.definition;
    let language = definition.first_language();
    let nodes = definition.walk().into_iter();
    nodes.map(|node| (node.id.0, node.label.best(language, "").unwrap_or(&node.name).to_owned())).collect()
}
