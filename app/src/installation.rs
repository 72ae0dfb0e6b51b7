//! What differs between installations and shows on pages: whether the data are invented, and what only the office knows.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Given to every public page by the server; the same on server and client because it travels in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installation {
    /// Whether the portal shows invented data.
    pub demo: bool,
    pub office: Office,
    pub retention: Retention,
    /// Smallest count that results of a survey show (domain §6).
    pub cell_min: u32,
}

/// How long personal data are kept; a job carries it out every hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retention {
    /// Months after the last day of an event.
    pub registrations_months: u32,
    /// Months after an answer of a respondent was given, 12 at most (domain §7).
    pub answers_months: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { registrations_months: 12, answers_months: 12 }
    }
}

/// Facts that only the office knows. Unset ones show as marked gaps; nothing is ever invented in their place.
///
/// A `;` in a value begins a new line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// Legal entity with its postal address (§ 5 Abs. 1 Nr. 1 DDG).
    pub provider: Option<String>,
    /// Who represents it.
    pub representative: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Who answers for the content (§ 18 Abs. 2 MStV), with address.
    pub editor: Option<String>,
    /// How to reach the Datenschutzbeauftragte Person (Art. 13 Abs. 1 lit. b DSGVO).
    pub data_protection_officer: Option<String>,
    /// Who runs the server, and where (Art. 13 Abs. 1 lit. e DSGVO).
    pub hosting: Option<String>,
    /// Who answers reports of barriers.
    pub accessibility_contact: Option<String>,
    /// The body to turn to when a report of a barrier stays without an answer.
    pub enforcement_body: Option<String>,
    /// Day on which the Erklärung zur Barrierefreiheit was drawn up or last checked.
    pub statement_date: Option<String>,
}

impl Office {
    /// Reads the settings `OFFICE_…` through `get`, which returns `None` for what is unset or blank.
    pub fn read(get: impl Fn(&'static str) -> Option<String>) -> Self {
        Self {
            provider: get("OFFICE_PROVIDER"),
            representative: get("OFFICE_REPRESENTATIVE"),
            phone: get("OFFICE_PHONE"),
            email: get("OFFICE_EMAIL"),
            editor: get("OFFICE_EDITOR"),
            data_protection_officer: get("OFFICE_DATA_PROTECTION_OFFICER"),
            hosting: get("OFFICE_HOSTING"),
            accessibility_contact: get("OFFICE_ACCESSIBILITY_CONTACT"),
            enforcement_body: get("OFFICE_ENFORCEMENT_BODY"),
            statement_date: get("OFFICE_STATEMENT_DATE"),
        }
    }
}

/// The installation of the running page; call it in a component.
pub fn installation() -> Installation {
    use_context().unwrap_or_default()
}

/// Carries the installation from the server into the browser, once, at the root of the public zone.
pub fn share_installation() {
    let shared = SharedValue::new(installation).into_inner();
    provide_context::<Installation>(shared);
}
