//! Server functions of the index. Each judges what the page was made from against what is stored now.

use crate::ApiError;
use domain::{
    budgets::index::{IndexRuleInput, IndexView, IndicatorInput, KommuneIndexView},
    ids::KommuneId,
};
use leptos::{prelude::*, server_fn::codec::Json};

#[cfg(feature = "ssr")]
use crate::context::{Ports, authorised};
#[cfg(feature = "ssr")]
use chrono::NaiveDate;
#[cfg(feature = "ssr")]
use domain::{
    AppError,
    access::{AreaReader, DirectoryReader, Koordination},
    budgets::{
        calculation_day,
        index::{Deviation, IndexYear, KommuneIndicators, check_deviation},
    },
    people::Directory,
};

/// The Kommunen of a year with index, proposal and level.
#[server(endpoint = "fn/budgets/index", input = Json)]
pub async fn index_of_year(year: i32) -> Result<IndexView, ApiError> {
    let (by, _) = authorised::<AreaReader>()?;
    let found = State::of(year).await?;
    // Only a year that has nothing of its own can begin with another one.
    let before = match found.kept.is_empty() {
        true => before(&found.ports, &by, year).await?,
        false => IndexYear::new(year - 1),
    };
    Ok(IndexView::new(&found.kept, &before, &found.directory, found.day))
}

/// One Kommune with its indicators; `NotFound` where the directory has no such Kommune.
#[server(endpoint = "fn/budgets/kommune-index", input = Json)]
pub async fn kommune_index(year: i32, kommune: KommuneId) -> Result<KommuneIndexView, ApiError> {
    let found = State::of(year).await?;
    Ok(found.view(kommune)?)
}

/// Stores the rule; `seen` is the version that the form was filled from.
#[server(endpoint = "fn/budgets/save-index-rule", input = Json)]
pub async fn save_index_rule(year: i32, seen: u32, input: IndexRuleInput) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    check_year(year)?;
    let rule = input.check(year).map_err(AppError::Invalid)?;
    Ok(ports.index.save_index_rule(&by, year, &rule, seen, ports.clock.now()).await?)
}

/// Adds an indicator, or puts it in the place of the one called `replaces`, which is blank for a new one.
#[server(endpoint = "fn/budgets/save-indicator", input = Json)]
pub async fn save_indicator(
    year: i32,
    kommune: KommuneId,
    seen: u32,
    replaces: String,
    input: IndicatorInput,
) -> Result<(), ApiError> {
    let (by, _) = authorised::<Koordination>()?;
    let indicator = input.check(year).map_err(AppError::Invalid)?;
    let found = State::of(year).await?;
    let replaces = (!replaces.is_empty()).then_some(replaces.as_str());
    let changed = found.seen(kommune, seen)?.with(replaces, indicator)?;
    found.save(&by, &changed).await
}

/// Takes an indicator away.
#[server(endpoint = "fn/budgets/remove-indicator", input = Json)]
pub async fn remove_indicator(year: i32, kommune: KommuneId, seen: u32, name: String) -> Result<(), ApiError> {
    let (by, _) = authorised::<Koordination>()?;
    let found = State::of(year).await?;
    let changed = found.seen(kommune, seen)?.without(&name)?;
    found.save(&by, &changed).await
}

/// Keeps why the level of the directory is not the proposed one. `levels`: proposed and entered as the page showed them. The
/// reason speaks of these two; where one of them is another now, it is a `Conflict`. Pages from before that send none.
#[server(endpoint = "fn/budgets/justify-level", input = Json)]
pub async fn justify_level(
    year: i32,
    kommune: KommuneId,
    seen: u32,
    reason: String,
    levels: Option<(u8, u8)>,
) -> Result<(), ApiError> {
    let (by, _) = authorised::<Koordination>()?;
    let reason = check_deviation(&reason).map_err(|fault| AppError::Invalid(vec![fault]))?;
    let found = State::of(year).await?;
    let row = found.view(kommune)?.row;
    let proposed = row.proposed.ok_or(AppError::Conflict)?;
    if levels.is_some_and(|levels| levels != (proposed, row.entered)) {
        return Err(AppError::Conflict.into());
    }
    let deviation = Deviation { proposed, entered: row.entered, reason };
    let changed = found.seen(kommune, seen)?.justified(deviation)?;
    found.save(&by, &changed).await
}

/// Begins a year with rule and indicators of the newest one before it; `NotFound` where there is none.
#[server(endpoint = "fn/budgets/copy-index", input = Json)]
pub async fn copy_index(year: i32) -> Result<(), ApiError> {
    let (by, ports) = authorised::<Koordination>()?;
    let (reader, _) = authorised::<AreaReader>()?;
    check_year(year)?;
    let before = before(&ports, &reader, year).await?;
    if before.is_empty() {
        return Err(AppError::NotFound.into());
    }
    Ok(ports.index.begin_index_year(&by, &before.copied_to(year), ports.clock.now()).await?)
}

/// What is kept of a year, and the directory on the day whose levels a run of it takes.
#[cfg(feature = "ssr")]
struct State {
    ports: Ports,
    kept: IndexYear,
    directory: Directory,
    day: NaiveDate,
}

#[cfg(feature = "ssr")]
impl State {
    async fn of(year: i32) -> Result<Self, ApiError> {
        let (by, ports) = authorised::<AreaReader>()?;
        let (directory_reader, _) = authorised::<DirectoryReader>()?;
        check_year(year)?;
        let day = calculation_day(year, ports.clock.today());
        let kept = ports.index.index_year(&by, year).await?;
        let directory = ports.directory.read(&directory_reader, day).await?;
        Ok(Self { ports, kept, directory, day })
    }

    fn view(&self, kommune: KommuneId) -> Result<KommuneIndexView, AppError> {
        KommuneIndexView::new(&self.kept, &self.directory, kommune, self.day).ok_or(AppError::NotFound)
    }

    /// `Conflict` when the Kommune is not at the version that the page was made from.
    fn seen(&self, kommune: KommuneId, seen: u32) -> Result<KommuneIndicators, AppError> {
        if self.directory.kommunen.get(kommune).is_none() {
            return Err(AppError::NotFound);
        }
        let own = self.kept.of(kommune);
        if own.version == seen { Ok(own) } else { Err(AppError::Conflict) }
    }

    async fn save(&self, by: &Koordination, changed: &KommuneIndicators) -> Result<(), ApiError> {
        let (ports, year) = (&self.ports, self.kept.year);
        Ok(ports.index.save_indicators(by, year, changed, ports.clock.now()).await?)
    }
}

/// What is kept of the newest of the ten years before; empty where none of them has anything.
#[cfg(feature = "ssr")]
async fn before(ports: &Ports, by: &AreaReader, year: i32) -> Result<IndexYear, AppError> {
    let mut found = ports.index.index_year(by, year - 1).await?;
    while found.is_empty() && found.year > year - 10 {
        found = ports.index.index_year(by, found.year - 1).await?;
    }
    Ok(found)
}

#[cfg(feature = "ssr")]
fn check_year(year: i32) -> Result<(), AppError> {
    if (2021..=2199).contains(&year) { Ok(()) } else { Err(AppError::NotFound) }
}
