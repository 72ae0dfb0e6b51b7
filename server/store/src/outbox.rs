//! Mails that wait to be sent: table `job`, kind `mail`.

use crate::{Store, error, query::Query, row::Json};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    mail::{
        JobId, Mail,
        port::{ClaimedMail, Outbox},
    },
};
use surrealdb::types::{RecordId, RecordIdKey, SurrealValue};

#[derive(SurrealValue)]
pub(crate) struct JobRow {
    id: RecordId,
    kind: String,
    payload: Option<Json<Mail>>,
    state: String,
    attempts: i64,
    due_at: DateTime<Utc>,
    created_at: DateTime<Utc>,
    done_at: Option<DateTime<Utc>>,
    reason: Option<String>,
}

impl JobRow {
    /// A mail to send as soon as possible. Written with `INSERT IGNORE`: the same occasion has one job.
    pub(crate) fn mail(id: &JobId, mail: Mail, now: DateTime<Utc>) -> Self {
        Self {
            id: record(id),
            kind: "mail".into(),
            payload: Some(Json(mail)),
            state: "waiting".into(),
            attempts: 0,
            due_at: now,
            created_at: now,
            done_at: None,
            reason: None,
        }
    }
}

const ENQUEUE: &str = "
    LET $is_new = !record::exists($id);
    INSERT IGNORE INTO job $job RETURN NONE;
    $is_new;
";

/// The lease is the time of the next attempt: if the claimer dies, the job is due again by itself.
const CLAIM: &str = "
    LET $next = (SELECT VALUE id FROM job WHERE kind = 'mail' AND state = 'waiting' AND due_at <= $now
        ORDER BY due_at LIMIT 1)[0];
    IF $next { UPDATE $next SET attempts += 1, due_at = $lease_until } ELSE { [] };
";

const MARK_SENT: &str = "
    UPDATE $id SET state = 'done', done_at = $now, payload = NONE, reason = NONE RETURN NONE;
";

/// The text of a mail that was given up stays until somebody has looked at it, unless something else is to be left of it. A
/// claimer whose lease has ended brings back nothing that another one has sent.
const MARK_FAILED: &str = "
    UPDATE $id SET state = IF $retry_at { 'waiting' } ELSE { 'failed' }, due_at = $retry_at ?? due_at, reason = $reason,
        payload = $left ?? payload WHERE state = 'waiting' RETURN NONE;
";

const PAYLOAD: &str = "SELECT VALUE payload FROM $id WHERE payload != NONE;";

#[async_trait]
impl Outbox for Store {
    async fn enqueue(&self, id: &JobId, mail: &Mail, now: DateTime<Utc>) -> Result<bool, AppError> {
        let job = JobRow::mail(id, mail.clone(), now);
        self.value(Query::write(ENQUEUE).bind("id", record(id)).bind("job", job)).await
    }

    async fn claim(&self, now: DateTime<Utc>, lease_until: DateTime<Utc>) -> Result<Option<ClaimedMail>, AppError> {
        let query = Query::write(CLAIM).bind("now", now).bind("lease_until", lease_until);
        let Some(row) = self.row::<JobRow>(query).await? else { return Ok(None) };
        let claimed = claimed(row)?;
        Ok(Some(ClaimedMail { mail: self.worded(claimed.mail).await?, ..claimed }))
    }

    async fn mark_sent(&self, id: &JobId, now: DateTime<Utc>) -> Result<(), AppError> {
        self.run(Query::write(MARK_SENT).bind("id", record(id)).bind("now", now)).await
    }

    async fn mark_failed(&self, id: &JobId, reason: &str, retry_at: Option<DateTime<Utc>>) -> Result<(), AppError> {
        let left = match retry_at {
            None if id.is_link() => self.without_text(id).await?,
            _ => None,
        };
        let query = Query::write(MARK_FAILED).bind("id", record(id)).bind("reason", reason).bind("retry_at", retry_at);
        self.run(query.bind("left", left)).await
    }
}

impl Store {
    /// To whom a mail was to go, and its subject; `None` once it is sent.
    async fn without_text(&self, id: &JobId) -> Result<Option<Json<Mail>>, AppError> {
        let mails: Vec<Json<Mail>> = self.rows(Query::read(PAYLOAD).bind("id", record(id))).await?;
        Ok(mails
            .into_iter()
            .next()
            .map(|Json(mail)| Json(Mail { text: String::new(), draft: None, opens: None, ..mail })))
    }
}

pub(crate) fn record(id: &JobId) -> RecordId {
    RecordId::new("job", id.as_str())
}

fn claimed(row: JobRow) -> Result<ClaimedMail, AppError> {
    let unreadable = |what| error::internal(CLAIM, what);
    let RecordIdKey::String(id) = row.id.key else { return Err(unreadable("the key of a job is no text")) };
    let Json(mail) = row.payload.ok_or_else(|| unreadable("a waiting mail has no text"))?;
    let attempt = u32::try_from(row.attempts).map_err(|_| unreadable("attempts of a job are no count"))?;
    Ok(ClaimedMail { id: JobId::new(id), mail, attempt, written: row.created_at })
}
