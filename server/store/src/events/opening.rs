//! Links to registrations and certificates that went out by mail: a hash for each, and what it opens.

use super::rows::registration_record;
use crate::{Store, query::Query, row::Ref};
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    accounts::TokenHash,
    events::{Opening, certificate::Certificate},
    ids::EventId,
};
use surrealdb::types::{RecordId, SurrealValue};

/// One of `registration` and `certificate` is there, as `there` is the same one.
const KEEP: &str = "
    LET $known = record::exists($there);
    IF $known {
        CREATE $link CONTENT {
            event: $event, registration: $registration, registered_at: $registration.registered_at,
            certificate: $certificate, made_at: $now
        } RETURN NONE
    };
    $known;
";

const REGISTRATION: &str =
    "SELECT registration, registered_at FROM $link WHERE event = $event AND registration != NONE;";

const CERTIFICATE: &str = "SELECT VALUE certificate FROM $link WHERE certificate != NONE;";

/// The registration that a link opens, while it is the one of this moment.
#[derive(SurrealValue)]
pub(super) struct Opened {
    pub(super) registration: RecordId,
    pub(super) registered_at: DateTime<Utc>,
}

impl Store {
    pub(super) async fn keep_mailed_link(
        &self,
        opening: &Opening,
        link: &TokenHash,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let (event, registration, certificate) = match opening {
            Opening::Registration { event, person } => (event, Some(registration_record(*event, person)), None),
            Opening::Certificate { event, person, number } => {
                (event, None, Some(super::attendance::certificate_record(*event, person, number)))
            }
        };
        let there = registration.clone().or(certificate.clone());
        let query = Query::write(KEEP).bind("link", record(link)).bind("event", Ref(*event)).bind("there", there);
        let query = query.bind("registration", registration).bind("certificate", certificate);
        self.value(query.bind("now", now)).await
    }

    pub(super) async fn opened(&self, event: EventId, link: &TokenHash) -> Result<Opened, AppError> {
        let query = Query::read(REGISTRATION).bind("link", record(link)).bind("event", Ref(event));
        self.row(query).await?.ok_or(AppError::NotFound)
    }

    /// Whether a link is one to the file of this certificate.
    pub(super) async fn opens_certificate(
        &self,
        certificate: &Certificate,
        link: &TokenHash,
    ) -> Result<bool, AppError> {
        let opened: Option<RecordId> = self.row(Query::read(CERTIFICATE).bind("link", record(link))).await?;
        let Certificate { event, person, number, .. } = certificate;
        Ok(opened == Some(super::attendance::certificate_record(*event, person, number)))
    }
}

fn record(link: &TokenHash) -> RecordId {
    RecordId::new("mailed_link", link.0.as_str())
}
