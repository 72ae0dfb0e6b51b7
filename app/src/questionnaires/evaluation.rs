//! The evaluation of a questionnaire: server functions, and what the page and the files are made of.

use crate::ApiError;
use domain::questionnaires::{Evaluation, EvaluationQuery};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::german;
#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised, computed, visitor};
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{DirectoryReader, Koordination, Member, Principal},
    ids::{ErhebungId, KitaId, QuestionnaireId, SozialraumId},
    people::{Directory, fold},
    questionnaires::{
        Collected, Counted, Definition, Erhebung, Kind, Part, Results, check_asked,
        evaluation::{is_single_choice, language_code},
    },
};
#[cfg(feature = "ssr")]
use std::collections::{BTreeMap, BTreeSet};

/// The evaluation of a part, with everything a reader can choose from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvaluationView {
    pub title: String,
    pub evaluation: Evaluation,
    /// Id and name, by name.
    pub sozialraeume: Vec<(String, String)>,
    pub kitas: Vec<(String, String)>,
    /// As they stand in an address and as people read them, oldest first.
    pub waves: Vec<(String, String)>,
    /// Languages in which enough people answered: code and name.
    #[serde(default)]
    pub languages: Vec<(String, String)>,
    /// Questions that can stand against each other: id and text, in the order of the questionnaire.
    pub choices: Vec<(String, String)>,
    /// Whether something is answered in words of one's own.
    #[serde(default)]
    pub asks_texts: bool,
}

/// All Erhebungen of a questionnaire together, or the part that is asked for.
#[server(endpoint = "fn/questionnaires/evaluation", input = Json)]
pub async fn read_evaluation(id: String, query: EvaluationQuery) -> Result<EvaluationView, ApiError> {
    let ports = expect_context::<Ports>();
    Ok(evaluate(&ports, &visitor()?.principal, &id, &query).await?)
}

/// Keeps how many people were asked in an Erhebung; blank: nobody counted.
#[server(endpoint = "fn/questionnaires/save-asked", input = Json)]
pub async fn save_asked(id: String, asked: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let id: ErhebungId = id.parse().map_err(|_| AppError::NotFound)?;
    let asked = check_asked(&asked).map_err(|fault| AppError::Invalid(vec![fault]))?;
    Ok(ports.questionnaires.save_asked(&by, id, asked, ports.clock.now()).await?)
}

/// The same for the page and for files.
#[cfg(feature = "ssr")]
pub async fn evaluate(
    ports: &Ports,
    principal: &Principal,
    id: &str,
    query: &EvaluationQuery,
) -> Result<EvaluationView, AppError> {
    let (by, reader) = (principal.require::<Koordination>()?, principal.require::<Member>()?);
    let id: QuestionnaireId = id.parse().map_err(|_| AppError::NotFound)?;
    let (head, _) = ports.questionnaires.read_head(&by, id).await?;
    let latest = head.latest.ok_or(AppError::NotFound)?;
    let definition = ports.questionnaires.read_version(&reader, id, latest).await?;
    let counted = ports.questionnaires.count_parts(&by, id, query.pair()).await?;
    let directory = ports.directory.read(&principal.require::<DirectoryReader>()?, ports.clock.today()).await?;
    let (threshold, query) = (ports.cell_min, query.clone());
    computed(move || view_of(head.title, &definition, &counted, (&directory, threshold), &query)).await
}

#[cfg(feature = "ssr")]
fn view_of(
    title: String,
    definition: &Definition,
    counted: &Counted,
    (directory, threshold): (&Directory, u32),
    query: &EvaluationQuery,
) -> EvaluationView {
    let Counted { parts, decisions } = counted;
    let sozialraum_of = |kita: KitaId| sozialraum_in(directory, kita);
    let collected = Collected { definition, parts, decisions, sozialraum_of: &sozialraum_of, threshold };
    let sozialraeume: BTreeSet<_> =
        parts.iter().filter_map(|part| sozialraum_of(part.head.erhebung.about.kita()?)).collect();
    let waves: Vec<_> = parts.iter().map(|part| part.wave).collect::<BTreeSet<_>>().into_iter().collect();
    let language = definition.first_language();
    let nodes = definition.walk().into_iter().filter(|node| is_single_choice(node));
    EvaluationView {
        title,
        evaluation: collected.evaluate(query),
        sozialraeume: by_name(
            directory
                .sozialraeume
                .iter()
                .filter(|known| sozialraeume.contains(&known.id))
                .map(|known| (known.id.to_string(), known.name.clone())),
        ),
        kitas: kitas(parts, directory),
        waves: waves.iter().map(ToString::to_string).zip(domain::questionnaires::german::waves(&waves)).collect(),
        languages: collected
            .languages()
            .into_iter()
            .map(|language| (language_code(language).to_owned(), german::answer_language(language).to_owned()))
            .collect(),
        choices: nodes
            .map(|node| (node.id.to_string(), node.label.best(language, "").unwrap_or(&node.name).to_owned()))
            .collect(),
        asks_texts: definition.walk().iter().any(|node| node.kind == Kind::Text),
    }
}

/// The results of one Erhebung, which hide what would give something away beside the evaluation of all.
#[cfg(feature = "ssr")]
pub async fn results_of(
    ports: &Ports,
    principal: &Principal,
    erhebung: &Erhebung,
    definition: &Definition,
) -> Result<Results, AppError> {
    let (by, reader) = (principal.require::<Koordination>()?, principal.require::<DirectoryReader>()?);
    let tally = ports.questionnaires.tally(&by, erhebung.id).await?;
    if erhebung.is_protocol() {
        return Ok(Results::new(definition, &tally, None, definition.first_language()));
    }
    let counted = ports.questionnaires.count_parts(&by, erhebung.questionnaire, None).await?;
    let directory = ports.directory.read(&reader, ports.clock.today()).await?;
    let (id, definition, threshold) = (erhebung.id, definition.clone(), ports.cell_min);
    computed(move || {
        let Counted { parts, decisions } = counted.as_ref();
        let sozialraum_of = |kita: KitaId| sozialraum_in(&directory, kita);
        let collected =
            Collected { definition: &definition, parts, decisions, sozialraum_of: &sozialraum_of, threshold };
        let alone = || Results::new(&definition, &tally, Some(threshold), definition.first_language());
        collected.results_of(id).unwrap_or_else(alone)
    })
    .await
}

#[cfg(feature = "ssr")]
fn sozialraum_in(directory: &Directory, kita: KitaId) -> Option<SozialraumId> {
    let kommune = directory.kitas.get(kita).map(|kita| kita.kommune);
    kommune.and_then(|kommune| directory.kommunen.get(kommune)).map(|kommune| kommune.sozialraum)
}

/// The Kitas that have Erhebungen, by the name of today or, when they are gone, of then.
#[cfg(feature = "ssr")]
fn kitas(parts: &[Part], directory: &Directory) -> Vec<(String, String)> {
    let names: BTreeMap<String, String> = parts
        .iter()
        .filter_map(|part| {
            let (id, name) = (part.head.erhebung.about.kita()?, &part.head.about_name);
            let name = directory.kitas.get(id).map_or(name.clone(), |kita| format!("{} ({})", kita.name, kita.number));
            Some((id.to_string(), name))
        })
        .collect();
    by_name(names.into_iter())
}

#[cfg(feature = "ssr")]
fn by_name(pairs: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_by_cached_key(|(_, name)| fold(name));
    pairs
}

/// Where the files of an evaluation are: `kind` is `xlsx` or `csv`.
pub fn file_address(id: &str, kind: &str, query: &EvaluationQuery) -> String {
    format!("/api/v1/frageboegen/{id}/auswertung.{kind}?{}", query_string(query))
}

/// Where the released free texts are as a file.
pub fn texts_address(id: &str, query: &EvaluationQuery) -> String {
    format!("/api/v1/frageboegen/{id}/freitexte.csv?{}", query_string(query))
}

/// Where a question's chart is as a picture.
pub fn picture_address(id: &str, question: u32, query: &EvaluationQuery) -> String {
    format!("/api/v1/frageboegen/{id}/frage-{question}.svg?{}", query_string(query))
}

/// Where the chart of the questions with one scale is as a picture; `first` is one of them.
pub fn scale_address(id: &str, first: u32, query: &EvaluationQuery) -> String {
    format!("/api/v1/frageboegen/{id}/fragen-{first}.svg?{}", query_string(query))
}

/// What is asked for, as it stands in an address; ids, waves and languages need no escaping.
pub fn query_string(query: &EvaluationQuery) -> String {
    let EvaluationQuery { sozialraum, kita, wave, language, row, column } = query;
    let place = [("sozialraum", sozialraum), ("kita", kita), ("year", wave)];
    place
        .into_iter()
        .chain([("language", language), ("row", row), ("column", column)])
        .filter(|(_, value)| !value.is_empty() && value.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        .map(|(name, value)| format!("{name}={value}"))
        .collect::<Vec<_>>()
        .join("&")
}
