//! Mails that were given up: jobs of the outbox in the state `failed` whose text is still there.

use crate::{Store, audit::Audit, error, outbox, query::Query, row::Json};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    mail::{
        JobId, Mail,
        failed::{FailedMail, KEPT},
        port::FailedMails,
    },
};
use surrealdb::types::SurrealValue;

const FAILED: &str = "
    SELECT record::id(id) AS name, payload, reason, created_at FROM job
        WHERE kind = 'mail' AND state = 'failed' AND payload != NONE ORDER BY created_at DESC LIMIT 200;
";

const SEND_AGAIN: &str = "
    UPDATE $mail SET state = 'waiting', attempts = 0, due_at = $now, reason = NONE
        WHERE state = 'failed' AND payload != NONE RETURN NONE;
";

const LET_GO: &str = "UPDATE $mail SET payload = NONE WHERE state = 'failed' RETURN NONE;";

/// A mail is given up within minutes of the time when it was due; one that is sent again is due anew.
const LET_OLD_GO: &str = "
    LET $old = SELECT VALUE id FROM job
        WHERE kind = 'mail' AND state = 'failed' AND due_at < $before AND payload != NONE;
    UPDATE $old SET payload = NONE RETURN NONE;
    array::len($old);
";

#[derive(SurrealValue)]
struct FailedRow {
    name: String,
    payload: Option<Json<Mail>>,
    reason: Option<String>,
    created_at: DateTime<Utc>,
}

#[async_trait]
impl FailedMails for Store {
    async fn failed_mails(&self, _: &Koordination) -> Result<Vec<FailedMail>, AppError> {
        let rows: Vec<FailedRow> = self.rows(Query::read(FAILED)).await?;
        rows.into_iter().map(FailedRow::into_domain).collect()
    }

    async fn send_again(&self, by: &Koordination, id: &JobId, now: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "event.send_mail_again", now).of_record(outbox::record(id));
        self.run(Query::audited(SEND_AGAIN, audit).bind("mail", outbox::record(id)).bind("now", now)).await
    }

    async fn let_go(&self, by: &Koordination, id: &JobId, now: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "event.let_mail_go", now).of_record(outbox::record(id));
        self.run(Query::audited(LET_GO, audit).bind("mail", outbox::record(id))).await
    }

    async fn let_old_go(&self, now: DateTime<Utc>) -> Result<u64, AppError> {
        let gone: i64 = self.value(Query::write(LET_OLD_GO).bind("before", now - KEPT)).await?;
        Ok(gone.unsigned_abs())
    }
}

impl FailedRow {
    fn into_domain(self) -> Result<FailedMail, AppError> {
        let Json(mail) = self.payload.ok_or_else(|| error::internal(FAILED, "a mail without a text"))?;
        Ok(FailedMail {
            id: JobId::new(self.name),
            to: mail.to,
            subject: mail.subject,
            reason: self.reason.unwrap_or_default(),
            since: self.created_at,
        })
    }
}
