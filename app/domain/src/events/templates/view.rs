//! What pages show of wordings.

use super::{Occasion, Placeholder, Stored, Template, TemplateInput, Values, german};
use crate::{
    accounts::Email,
    error::FieldError,
    events::{approval, german as events_german, guests},
    ids::AccountId,
    mail::{JobId, Mail},
};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// One occasion of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRow {
    /// Code of the [`Occasion`].
    pub occasion: String,
    pub name: String,
    /// When people get the mail.
    pub when: String,
    /// The Koordination has written an own wording, and it holds.
    pub changed: bool,
    /// It has written one that is not used ([`Stored::refused`]).
    #[serde(default)]
    pub refused: bool,
}

impl TemplateRow {
    /// Every occasion, in the order of [`Occasion::ALL`].
    pub fn all(stored: &[Stored]) -> Vec<Self> {
        let row = |occasion: Occasion| {
            let own = stored.iter().find(|one| one.occasion == occasion);
            Self {
                occasion: occasion.code().to_owned(),
                name: german::occasion(occasion).to_owned(),
                when: german::when(occasion).to_owned(),
                changed: own.is_some_and(|own| own.template.is_some()),
                refused: own.is_some_and(|own| own.refused.is_some()),
            }
        };
        Occasion::ALL.into_iter().map(row).collect()
    }
}

/// The form of one occasion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateView {
    pub occasion: Occasion,
    pub name: String,
    pub when: String,
    pub revision: u32,
    /// The Koordination has written an own wording, whether it holds or not.
    pub changed: bool,
    /// It is not used as it stands, and the built-in one goes out ([`Stored::refused`]).
    #[serde(default)]
    pub refused: bool,
    /// The own wording, or else the built-in one.
    pub input: TemplateInput,
    /// Each as it is written, with what comes in its place.
    pub placeholders: Vec<(String, String)>,
    /// Those that the text must have, `{Titel}, {Link}`.
    pub required: String,
}

impl TemplateView {
    /// `stored` is what the store has of this occasion.
    pub fn of(occasion: Occasion, stored: Option<&Stored>) -> Self {
        let refused = stored.and_then(|stored| stored.refused.clone());
        let is_refused = refused.is_some();
        let own = stored.and_then(|stored| stored.template.as_ref().map(TemplateInput::of)).or(refused);
        let braced = |placeholder: &Placeholder| format!("{{{}}}", placeholder.name());
        let placeholders = occasion.placeholders();
        Self {
            occasion,
            name: german::occasion(occasion).to_owned(),
            when: german::when(occasion).to_owned(),
            revision: stored.map_or(0, |stored| stored.revision),
            changed: own.is_some(),
            refused: is_refused,
            input: own.unwrap_or_else(|| TemplateInput::of(&Template::builtin(occasion))),
            placeholders: placeholders.iter().map(|one| (braced(one), german::meaning(*one).to_owned())).collect(),
            required: occasion.required().iter().map(braced).collect::<Vec<_>>().join(", "),
        }
    }
}

/// Subject and text of a mail to an invented participant; `None` while the wording has faults.
pub fn preview(occasion: Occasion, input: &TemplateInput) -> Option<(String, String)> {
    let template = input.check(occasion).ok()?;
    Some(template.fill(&sample(occasion)))
}

/// The same as a mail to try it out. The same wording in the same minute is the same mail: a second click sends no second one.
pub fn trial(
    occasion: Occasion,
    input: &TemplateInput,
    (account, to): (AccountId, &Email),
    local: NaiveDateTime,
) -> Result<(JobId, Mail), Vec<FieldError>> {
    let (subject, text) = input.check(occasion)?.fill(&sample(occasion));
    let minute = crate::german::date_time(local);
    let digest = Sha256::digest(format!("{minute} {subject} {text}").as_bytes());
    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let subject = format!("{}{subject}", german::TRIAL);
    Ok((
        JobId::new(format!("trial/{account}/{digest}")),
        Mail { to: to.clone(), subject, text, draft: None, opens: None },
    ))
}

fn sample(occasion: Occasion) -> Values {
    let value = |placeholder: Placeholder| {
        let text = match (occasion, placeholder) {
            // The longest of what may stand there, which asks for something.
            (Occasion::Promotion, Placeholder::Stand) => {
                events_german::reserved_until(german::sample(Placeholder::Frist))
            }
            (Occasion::GuestAsked, Placeholder::Stand) => guests::german::SAMPLE.to_owned(),
            (Occasion::Approved, Placeholder::Stand) => german::SEAT.to_owned(),
            (Occasion::Requested, Placeholder::Stand) => approval::german::SAMPLE.to_owned(),
            _ => german::sample(placeholder).to_owned(),
        };
        (placeholder.name().to_owned(), text)
    };
    occasion.placeholders().into_iter().map(value).collect()
}
