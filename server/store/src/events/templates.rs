//! Wordings of mails. A mail takes the wording that holds when it is sent: what was corrected meanwhile is corrected in it.

use crate::{Store, audit::Audit, query::Query};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::Koordination,
    events::{
        port::TemplateStore,
        templates::{Occasion, Stored, Template, TemplateInput},
    },
    mail::Mail,
};
use surrealdb::types::{RecordId, SurrealValue};

const ALL: &str = "SELECT record::id(id) AS occasion, subject, body, revision FROM mail_template;";

const ONE: &str = "SELECT record::id(id) AS occasion, subject, body, revision FROM $template;";

/// Two who write at once: the second finds another revision. The first ones meet at the record that both create.
const SAVE: &str = "
    LET $now_stored = (SELECT VALUE revision FROM $template)[0] ?? 0;
    IF $now_stored != $revision { THROW 'conflict' };
    UPSERT $template CONTENT $row RETURN NONE;
";

#[derive(SurrealValue)]
struct TemplateRow {
    occasion: String,
    subject: Option<String>,
    body: Option<String>,
    revision: i64,
}

/// What is written; the key is the occasion.
#[derive(SurrealValue)]
struct Written {
    subject: Option<String>,
    body: Option<String>,
    revision: i64,
    changed_at: DateTime<Utc>,
}

#[async_trait]
impl TemplateStore for Store {
    async fn templates(&self, _: &Koordination) -> Result<Vec<Stored>, AppError> {
        let rows: Vec<TemplateRow> = self.rows(Query::read(ALL)).await?;
        Ok(rows.into_iter().filter_map(TemplateRow::into_domain).collect())
    }

    async fn save_template(
        &self,
        by: &Koordination,
        occasion: Occasion,
        template: Option<&Template>,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let written = Written {
            subject: template.map(|template| template.subject().to_owned()),
            body: template.map(|template| template.body().to_owned()),
            revision: i64::from(revision) + 1,
            changed_at: now,
        };
        let audit = Audit::hashes(by, "event.save_template", now).of_record(template_record(occasion));
        let query = Query::audited(SAVE, audit).bind("template", template_record(occasion));
        let done = self.run(query.bind("revision", i64::from(revision)).bind("row", written)).await;
        // Sent twice: it is there already, and nobody has written after it.
        if done == Err(AppError::Conflict) && self.is_worded(occasion, template, i64::from(revision) + 1).await? {
            return Ok(());
        }
        done
    }
}

impl Store {
    /// Whether this is the wording that holds, and `revision` its number.
    async fn is_worded(
        &self,
        occasion: Occasion,
        template: Option<&Template>,
        revision: i64,
    ) -> Result<bool, AppError> {
        let rows: Vec<TemplateRow> = self.rows(Query::read(ONE).bind("template", template_record(occasion))).await?;
        let is_it = |row: &TemplateRow| {
            row.revision == revision
                && row.subject.as_deref() == template.map(Template::subject)
                && row.body.as_deref() == template.map(Template::body)
        };
        Ok(rows.iter().any(is_it))
    }

    /// The mail in the wording that holds now. Where none was written, and where the wording is fixed, it stays as it is.
    pub(crate) async fn worded(&self, mut mail: Mail) -> Result<Mail, AppError> {
        let Some(draft) = mail.draft.take() else { return Ok(mail) };
        let Some(occasion) = Occasion::from_code(&draft.occasion) else { return Ok(mail) };
        let rows: Vec<TemplateRow> = self.rows(Query::read(ONE).bind("template", template_record(occasion))).await?;
        let stored = rows.into_iter().find_map(TemplateRow::into_domain);
        if let Some(template) = stored.and_then(|stored| stored.template) {
            (mail.subject, mail.text) = template.fill(&draft.values);
        }
        Ok(mail)
    }
}

impl TemplateRow {
    /// `None` for an occasion that this version does not know.
    fn into_domain(self) -> Option<Stored> {
        let occasion = Occasion::from_code(&self.occasion)?;
        let input = self.subject.zip(self.body).map(|(subject, body)| TemplateInput { subject, body });
        let stored = Stored::of(occasion, u32::try_from(self.revision).unwrap_or(u32::MAX), input);
        if stored.refused.is_some() {
            tracing::error!(occasion = occasion.code(), "a stored wording is not used, the built-in one goes out");
        }
        Some(stored)
    }
}

fn template_record(occasion: Occasion) -> RecordId {
    RecordId::new("mail_template", occasion.code())
}
