//! The days on which participants are asked how an event was: they move with it, in the same transaction.

use crate::{
    Store,
    query::Query,
    row::{Day, record},
};
use chrono::NaiveDate;
use domain::{
    AppError,
    ids::{EventId, SurveyId},
    questionnaires::feedback::{feedback_of, moved},
};
use surrealdb::types::{RecordId, SurrealValue};

const OF_ERHEBUNG: &str = "SELECT id, first_day AS opens, last_day AS closes FROM $erhebung;";

const OF_LINK: &str = "SELECT id, opens, closes FROM $survey;";

/// An Erhebung or its link, with its first and last day.
#[derive(Clone, SurrealValue)]
pub(super) struct AskedDays {
    pub(super) id: RecordId,
    opens: Day,
    closes: Day,
}

/// What participants of an event are asked; blank when they are asked nothing.
pub(super) struct Asked {
    pub(super) erhebung: Vec<AskedDays>,
    pub(super) link: Vec<AskedDays>,
}

impl Store {
    pub(super) async fn asked_about(&self, event: EventId) -> Result<Asked, AppError> {
        let id = feedback_of(event);
        let erhebung = self.rows(Query::read(OF_ERHEBUNG).bind("erhebung", record(id))).await?;
        let link = self.rows(Query::read(OF_LINK).bind("survey", record(SurveyId::new(id.uuid())))).await?;
        Ok(Asked { erhebung, link })
    }
}

impl Asked {
    /// With the days of an event that ends on `after` now; nothing where that is the day of `before`.
    pub(super) fn moved(self, before: Option<NaiveDate>, after: Option<NaiveDate>, today: NaiveDate) -> Self {
        let Some(last_day) = after.filter(|_| before != after) else { return Self { erhebung: vec![], link: vec![] } };
        let erhebung: Vec<_> = self.erhebung.into_iter().map(|days| days.moved(last_day, today)).collect();
        // Answers belong to the Erhebung, so the link is never open longer.
        let end = erhebung.iter().map(|days| days.closes).max();
        let link = self.link.into_iter().map(|days| days.moved(last_day, today)).map(|days| {
            let closes = end.map_or(days.closes, |end| days.closes.min(end));
            AskedDays { closes, ..days }
        });
        let link = link.collect();
        Self { erhebung, link }
    }

    pub(super) fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.erhebung.iter().chain(&self.link).map(|days| days.id.clone())
    }
}

impl AskedDays {
    fn moved(self, last_day: NaiveDate, today: NaiveDate) -> Self {
        let (opens, closes) = moved((self.opens.0, self.closes.0), last_day, today);
        Self { id: self.id, opens: Day(opens), closes: Day(closes) }
    }
}
