//! Pages that say that something failed carry a number, and the log has a line under it.

use crate::{AppError, ErrorCode, IncidentId};
use serde::{Deserialize, Serialize};

/// What people confuse when they read it out (0 and O, 1 and I) is left out; 32 letters, so that a byte chooses evenly.
const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const LENGTH: usize = 8;

impl IncidentId {
    /// The number that these random bytes stand for.
    pub fn of(random: [u8; LENGTH]) -> Self {
        Self(random.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
    }

    fn is_number(&self) -> bool {
        self.0.len() == LENGTH && self.0.bytes().all(|byte| LETTERS.contains(&byte))
    }
}

/// A page about a failure, as it comes into the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentReport {
    pub number: IncidentId,
    /// HTTP status of the failure (RFC 9110).
    pub status: u16,
    /// Where the person was: the area, never the whole address.
    pub area: String,
}

impl IncidentReport {
    pub fn new(number: IncidentId, error: &AppError, path: &str) -> Self {
        Self { number, status: error.status(), area: area(path) }
    }

    /// What a browser has sent, before it comes into a log.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when no page of ours says such a thing.
    pub fn check(self) -> Result<Self, AppError> {
        let is_ours = self.number.is_number() && (400..600).contains(&self.status) && area(&self.area) == self.area;
        if is_ours { Ok(self) } else { Err(AppError::field("", ErrorCode::WrongFileShape)) }
    }
}

/// The beginning of an address that says where, but not what: links to surveys, invitations and registrations carry secrets.
fn area(path: &str) -> String {
    let known = |part: &&str| {
        (1..=40).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let mut parts = path.trim_start_matches('/').split('/');
    let Some(first) = parts.next().filter(known) else { return "/".into() };
    match parts.next().filter(known) {
        Some(second) if first == "app" => format!("/app/{second}"),
        _ => format!("/{first}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_gives_a_letter_that_can_be_read_out() {
        for byte in 0..=255 {
            let number = IncidentId::of([byte; LENGTH]);
            assert!(number.is_number(), "{number}");
            assert!(!number.0.contains(['0', 'O', '1', 'I']), "{number}");
        }
    }

    #[test]
    fn an_area_names_no_secret_and_nobody() {
        for (path, expected) in [
            ("/", "/"),
            ("/umfrage/abc2defg3hij4klm", "/umfrage"),
            ("/app", "/app"),
            ("/app/verzeichnis/kitas/0193", "/app/verzeichnis"),
            ("/app/0193", "/app"),
            ("/Erika%20Muster", "/"),
        ] {
            assert_eq!(area(path), expected, "{path}");
        }
    }

    #[test]
    fn only_what_a_page_of_ours_says_comes_into_the_log() {
        let report = IncidentReport::new(IncidentId::of([7; 8]), &AppError::Forbidden, "/app/konten/x");
        assert_eq!(report.clone().check(), Ok(report.clone()));
        let line_break = IncidentReport { number: IncidentId("A\nB".into()), ..report.clone() };
        let address = IncidentReport { area: "/umfrage/abc".into(), ..report.clone() };
        let success = IncidentReport { status: 200, ..report };
        for wrong in [line_break, address, success] {
            assert!(wrong.clone().check().is_err(), "{wrong:?}");
        }
    }
}
