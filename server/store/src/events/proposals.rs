//! What new events of a format begin with, as the Koordination has written it.

use crate::{Store, audit::Audit, query::Query, row::Json};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        Format,
        port::ProposalStore,
        proposals::{Proposal, ProposalInput, StoredProposal},
    },
};
use surrealdb::types::{RecordId, SurrealValue};

const ALL: &str = "SELECT record::id(id) AS format, proposal, revision FROM event_proposal;";

const ONE: &str = "SELECT record::id(id) AS format, proposal, revision FROM $proposal;";

/// Two who write at once: the second finds another revision. The first ones meet at the record that both create.
const SAVE: &str = "
    LET $now_stored = (SELECT VALUE revision FROM $proposal)[0] ?? 0;
    IF $now_stored != $revision { THROW 'conflict' };
    UPSERT $proposal CONTENT $row RETURN NONE;
";

#[derive(SurrealValue)]
struct ProposalRow {
    format: String,
    proposal: Option<Json<ProposalInput>>,
    revision: i64,
}

/// What is written; the key is the format.
#[derive(SurrealValue)]
struct Written {
    proposal: Option<Json<ProposalInput>>,
    revision: i64,
    changed_at: DateTime<Utc>,
}

#[async_trait]
impl ProposalStore for Store {
    async fn proposals(&self, _: &Koordination) -> Result<Vec<StoredProposal>, AppError> {
        let rows: Vec<ProposalRow> = self.rows(Query::read(ALL)).await?;
        Ok(rows.into_iter().filter_map(ProposalRow::into_domain).collect())
    }

    async fn save_proposal(
        &self,
        by: &Koordination,
        format: Format,
        proposal: Option<&Proposal>,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let input = proposal.map(|proposal| proposal.input().clone());
        let next = revision.saturating_add(1);
        let written = Written { proposal: input.clone().map(Json), revision: i64::from(next), changed_at: now };
        let audit = Audit::hashes(by, "event.save_proposal", now).of_record(proposal_record(format));
        let query = Query::audited(SAVE, audit).bind("proposal", proposal_record(format));
        let done = self.run(query.bind("revision", i64::from(revision)).bind("row", written)).await;
        // Sent twice: it is there already, and nobody has written after it.
        let wanted = StoredProposal { format, revision: next, input };
        if done == Err(AppError::Conflict) && self.proposal_of(format).await? == Some(wanted) {
            return Ok(());
        }
        done
    }
}

impl Store {
    async fn proposal_of(&self, format: Format) -> Result<Option<StoredProposal>, AppError> {
        let rows: Vec<ProposalRow> = self.rows(Query::read(ONE).bind("proposal", proposal_record(format))).await?;
        Ok(rows.into_iter().find_map(ProposalRow::into_domain))
    }
}

impl ProposalRow {
    /// `None` for a format that this version does not know.
    fn into_domain(self) -> Option<StoredProposal> {
        let format = Format::from_code(&self.format)?;
        let revision = u32::try_from(self.revision).unwrap_or(u32::MAX);
        Some(StoredProposal { format, revision, input: self.proposal.map(|Json(input)| input) })
    }
}

fn proposal_record(format: Format) -> RecordId {
    RecordId::new("event_proposal", format.code())
}
