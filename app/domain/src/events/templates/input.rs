use super::{Occasion, Part, Placeholder, Template, parts};
use crate::{
    error::{ErrorCode, FieldError},
    field::{self, Faults},
};
use serde::{Deserialize, Serialize};

/// A wording as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TemplateInput {
    pub subject: String,
    pub body: String,
}

impl TemplateInput {
    pub fn of(template: &Template) -> Self {
        Self { subject: template.subject().to_owned(), body: template.body().to_owned() }
    }

    /// The wording, or every fault of the form. A placeholder that the occasion does not know is named by its line.
    pub fn check(&self, occasion: Occasion) -> Result<Template, Vec<FieldError>> {
        let mut faults = Faults::new();
        let subject = faults.take(field::text("subject", &self.subject, 120));
        let body = field::optional_lines("body", &self.body, 4000);
        let body = faults.take(body.and_then(|body| body.ok_or_else(|| FieldError::new("body", ErrorCode::Required))));
        if let Some(subject) = &subject {
            faults.take(known("subject", subject, &Placeholder::IN_SUBJECT));
        }
        if let Some(body) = &body {
            let judged = known("body", body, &occasion.placeholders());
            faults.take(judged.and_then(|()| complete(body, occasion)));
        }
        let template = subject.zip(body).map(|(subject, body)| Template { subject, body });
        faults.finish(template)
    }
}

/// Names nothing but these.
fn known(field: &str, text: &str, allowed: &[Placeholder]) -> Result<(), FieldError> {
    for (number, line) in (1_i64..).zip(text.lines()) {
        if names(line).any(|name| !allowed.iter().any(|one| one.name() == name)) {
            return Err(FieldError::with_limit(field, ErrorCode::UnknownPlaceholder, number));
        }
    }
    Ok(())
}

/// Names everything that it must.
fn complete(body: &str, occasion: Occasion) -> Result<(), FieldError> {
    let missing = occasion.required().iter().find(|wanted| !names(body).any(|name| name == wanted.name()));
    match missing {
        Some(missing) => {
            let shown = format!("{{{}}}", missing.name());
            Err(FieldError::with_limit("body", ErrorCode::MissingPlaceholder, shown))
        }
        None => Ok(()),
    }
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    parts(text).into_iter().filter_map(|part| match part {
        Part::Placeholder(name) => Some(name),
        Part::Text(_) => None,
    })
}
