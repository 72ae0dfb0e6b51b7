//! Entries of sessions that begin at another time of their day by a changed plan: they go with them.

use super::rows::{MarkRow, mark_record};
use crate::{Store, query::Query};
use domain::{
    AppError,
    events::attendance::{Mark, Session},
    ids::EventId,
};
use surrealdb::types::RecordId;

/// What is to be written with the plan, if the head record still has this version; nothing where no entry is concerned.
pub(in crate::events) struct MovedMarks {
    version: i64,
    left: Vec<RecordId>,
    rows: Vec<MarkRow>,
}

impl Store {
    /// The entries that go from one session to another.
    pub(in crate::events) async fn moved_marks(
        &self,
        event: EventId,
        sessions: &[(Session, Session)],
    ) -> Result<MovedMarks, AppError> {
        if sessions.is_empty() {
            return Ok(MovedMarks { version: 0, left: vec![], rows: vec![] });
        }
        let (sheet, version) = self.versioned_sheet(event).await?;
        let (mut left, mut rows) = (Vec::new(), Vec::new());
        for mark in sheet.marks {
            let Some((_, to)) = sessions.iter().find(|(from, _)| *from == mark.session) else { continue };
            left.push(mark_record(event, &mark.person, mark.session));
            rows.push(MarkRow::of(event, &Mark { session: *to, ..mark }));
        }
        Ok(MovedMarks { version, left, rows })
    }
}

impl MovedMarks {
    /// Whether they can be written on a head record of this version: nobody has entered anything since they were read.
    pub(in crate::events) fn fits(&self, version: i64) -> bool {
        self.rows.is_empty() || self.version == version
    }

    /// Every record that is written.
    pub(in crate::events) fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.left.iter().cloned().chain(self.rows.iter().map(MarkRow::record))
    }

    pub(in crate::events) fn bind_to(&self, query: Query) -> Query {
        query.bind("left_marks", self.left.clone()).bind("moved_marks", self.rows.clone())
    }
}
