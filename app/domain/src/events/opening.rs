//! What a mailed link opens. The link itself is made when its mail is being sent: the outbox says what it is for, and the database
//! holds the hash of its token.

use super::{
    certificate::{Certificate, CertificateNumber},
    types::{PersonKey, Registration},
};
use crate::ids::EventId;
use serde::{Deserialize, Serialize};

/// What the link in one mail leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Opening {
    /// One person's registration as it is when the mail goes out, until the same person registers anew, at another moment. Its turn
    /// says less: who is found a partner gets another one, and keeps the links.
    Registration { event: EventId, person: PersonKey },
    /// The file of a certificate.
    Certificate { event: EventId, person: PersonKey, number: CertificateNumber },
}

impl Opening {
    pub fn of_registration(row: &Registration) -> Self {
        Self::Registration { event: row.event, person: row.person.clone() }
    }

    pub fn of_certificate(certificate: &Certificate) -> Self {
        let Certificate { event, person, number, .. } = certificate;
        Self::Certificate { event: *event, person: person.clone(), number: number.clone() }
    }

    /// The page or file behind the link, without the portal's own address in front.
    pub fn path(&self, token: &str) -> String {
        match self {
            Self::Registration { event, .. } => format!("/veranstaltungen/{event}/meine-anmeldung?link={token}"),
            Self::Certificate { number, .. } => format!("/bescheinigung/{number}/datei?link={token}"),
        }
    }
}
