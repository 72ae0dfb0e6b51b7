//! How attendance and certificates stand in rows.

use crate::{
    events::rows::person_key,
    row::{Day, Json, Ref, from_code},
};
use domain::{
    events::{
        Attendance, PersonKey,
        attendance::{Mark, Session},
        certificate::{Certificate, CertificateNumber, Facts, Holder},
    },
    ids::EventId,
};
use surrealdb::types::{Array, Error, RecordId, RecordIdKey, SurrealValue, Uuid, Value};

#[derive(Clone, SurrealValue)]
pub(super) struct MarkRow {
    id: RecordId,
    event: Ref<EventId>,
    person: String,
    session: String,
    attendance: String,
    other: Option<String>,
}

#[derive(SurrealValue)]
pub(super) struct CertificateRow {
    id: RecordId,
    event: Ref<EventId>,
    person: String,
    number: String,
    issued: Day,
    facts: Json<Facts>,
    holder: Option<Json<Holder>>,
    withdrawn: Option<Day>,
}

/// `attendance:[u'…', '…', '2027-02-01T09:00']`
pub(super) fn mark_record(event: EventId, person: &PersonKey, session: Session) -> RecordId {
    keyed("attendance", event, [person.as_str().to_owned(), session.to_string()])
}

/// `certificate:[u'…', '…', '7K3M-9QXT-4WVN']`; without the number those from before one could be taken back. That only one of a
/// person holds is judged on the head record.
pub(in crate::events) fn certificate_record(
    event: EventId,
    person: &PersonKey,
    number: &CertificateNumber,
) -> RecordId {
    keyed("certificate", event, [person.as_str().to_owned(), number.to_string()])
}

fn keyed<const N: usize>(table: &str, event: EventId, rest: [String; N]) -> RecordId {
    let mut key = vec![Value::Uuid(Uuid::from(event.uuid()))];
    key.extend(rest.map(Value::String));
    RecordId::new(table, RecordIdKey::Array(Array::from(key)))
}

impl MarkRow {
    pub(super) fn of(event: EventId, mark: &Mark) -> Self {
        Self {
            id: mark_record(event, &mark.person, mark.session),
            event: Ref(event),
            person: mark.person.to_string(),
            session: mark.session.to_string(),
            attendance: mark.attendance.code().into(),
            other: mark.other.map(|other| other.code().into()),
        }
    }

    pub(super) fn record(&self) -> RecordId {
        self.id.clone()
    }

    pub(super) fn into_domain(self) -> Result<Mark, Error> {
        Ok(Mark {
            person: person_key(&self.person)?,
            session: Session::parse(&self.session).ok_or_else(|| Error::internal("a session is none".into()))?,
            attendance: from_code("attendance", &self.attendance, Attendance::from_code)?,
            other: self.other.map(|other| from_code("attendance", &other, Attendance::from_code)).transpose()?,
        })
    }
}

impl CertificateRow {
    pub(super) fn of(certificate: &Certificate) -> Self {
        Self {
            id: certificate_record(certificate.event, &certificate.person, &certificate.number),
            event: Ref(certificate.event),
            person: certificate.person.to_string(),
            number: certificate.number.to_string(),
            issued: Day(certificate.issued),
            facts: Json(certificate.facts.clone()),
            holder: certificate.holder.clone().map(Json),
            withdrawn: certificate.withdrawn.map(Day),
        }
    }

    pub(super) fn into_domain(self) -> Result<Certificate, Error> {
        let number = CertificateNumber::parse(&self.number);
        Ok(Certificate {
            number: number.ok_or_else(|| Error::internal("a certificate's number is none".into()))?,
            event: self.event.0,
            person: person_key(&self.person)?,
            issued: self.issued.0,
            facts: self.facts.0,
            holder: self.holder.map(|holder| holder.0),
            withdrawn: self.withdrawn.map(|day| day.0),
        })
    }
}
