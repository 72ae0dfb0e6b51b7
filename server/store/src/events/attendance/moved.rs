//! What a changed plan means for entries: they go with a session that begins at another time of its day, and hold one that would
//! be dropped.

use super::rows::{MarkRow, mark_record};
use crate::{Store, query::Query};
use domain::{
    AppError,
    events::attendance::{Mark, Session, rules::first_entered},
    ids::EventId,
};
use surrealdb::types::RecordId;

/// What is to be written with the plan, if the head record still has this version; nothing where no entry is concerned.
pub(in crate::events) struct MovedMarks {
    /// `None` while no entry can be concerned: then any version will do.
    version: Option<i64>,
    held: Option<Session>,
    left: Vec<RecordId>,
    rows: Vec<MarkRow>,
}

impl Store {
    /// The entries that go from one session to another, and whether any would be lost with the sessions that are `dropped`.
    pub(in crate::events) async fn moved_marks(
        &self,
        event: EventId,
        sessions: &[(Session, Session)],
        dropped: &[Session],
    ) -> Result<MovedMarks, AppError> {
        if sessions.is_empty() && dropped.is_empty() {
            return Ok(MovedMarks { version: None, held: None, left: vec![], rows: vec![] });
        }
        let (sheet, version) = self.versioned_sheet(event).await?;
        let held = first_entered(&sheet, dropped);
        let (mut left, mut rows) = (Vec::new(), Vec::new());
        for mark in sheet.marks {
            let Some((_, to)) = sessions.iter().find(|(from, _)| *from == mark.session) else { continue };
            left.push(mark_record(event, &mark.person, mark.session));
            rows.push(MarkRow::of(event, &Mark { session: *to, ..mark }));
        }
        // Where nothing was entered and nothing is dropped, whoever registers meanwhile is in nobody's way.
        let version = (!rows.is_empty() || !dropped.is_empty()).then_some(version);
        Ok(MovedMarks { version, held, left, rows })
    }
}

impl MovedMarks {
    /// Whether they can be written on a head record of this version: nobody has entered anything since they were read.
    pub(in crate::events) fn fits(&self, version: i64) -> bool {
        self.version.is_none_or(|read| read == version)
    }

    /// A session that the plan would drop although something is entered of it.
    pub(in crate::events) fn held(&self) -> Option<Session> {
        self.held
    }

    /// Every record that is written.
    pub(in crate::events) fn records(&self) -> impl Iterator<Item = RecordId> + '_ {
        self.left.iter().cloned().chain(self.rows.iter().map(MarkRow::record))
    }

    pub(in crate::events) fn bind_to(&self, query: Query) -> Query {
        query.bind("left_marks", self.left.clone()).bind("moved_marks", self.rows.clone())
    }
}
