use crate::{
    accounts::Email,
    error::{ErrorCode, FieldError},
    field::{self, Faults},
};
use serde::{Deserialize, Serialize};

/// Longest report, in characters.
const MESSAGE_MAX: usize = 4_000;
const PAGE_MAX: usize = 500;

/// The form that reports a barrier or a fault.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BarrierReportInput {
    pub message: String,
    /// Which page it is about, as the person names it; voluntary.
    pub page: String,
    /// Where to send an answer; voluntary.
    pub reply_to: String,
    /// A field that people do not see: programs that fill in everything give themselves away.
    pub website: String,
}

/// A checked report.
#[derive(Clone, PartialEq, Eq)]
pub struct BarrierReport {
    pub message: String,
    pub page: Option<String>,
    pub reply_to: Option<Email>,
}

impl BarrierReportInput {
    pub fn check(&self) -> Result<BarrierReport, Vec<FieldError>> {
        let mut faults = Faults::new();
        let message = faults.take(self.parse_message());
        let page = faults.take(field::optional_text("page", &self.page, PAGE_MAX));
        let reply_to = faults.take(self.parse_reply_to());
        let report = message.zip(page).zip(reply_to).map(|((message, page), reply_to)| BarrierReport {
            message,
            page,
            reply_to,
        });
        faults.finish(report)
    }

    /// Whether a program filled in the form: answer as if all were well and drop it.
    pub fn is_by_program(&self) -> bool {
        !self.website.trim().is_empty()
    }

    fn parse_message(&self) -> Result<String, FieldError> {
        field::optional_lines("message", &self.message, MESSAGE_MAX)?
            .ok_or_else(|| FieldError::new("message", ErrorCode::Required))
    }

    fn parse_reply_to(&self) -> Result<Option<Email>, FieldError> {
        if self.reply_to.trim().is_empty() { Ok(None) } else { Email::parse("reply_to", &self.reply_to).map(Some) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(input: &BarrierReportInput) -> Vec<(String, ErrorCode)> {
        input.check().err().unwrap_or_default().into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn a_report_needs_a_message_and_nothing_else() {
        let mut input = BarrierReportInput { message: "Das Bild\r\nhat keinen Text.".into(), ..Default::default() };
        assert!(input.check().is_ok_and(|report| report.message == "Das Bild\nhat keinen Text."));
        input.message = " \n ".into();
        assert_eq!(faults(&input), [("message".into(), ErrorCode::Required)]);
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let input = BarrierReportInput {
            message: "x".repeat(MESSAGE_MAX + 1),
            page: "/im\u{202e}pressum".into(),
            reply_to: "niemand".into(),
            website: String::new(),
        };
        assert_eq!(
            faults(&input),
            [
                ("message".into(), ErrorCode::TooLong),
                ("page".into(), ErrorCode::ForbiddenCharacter),
                ("reply_to".into(), ErrorCode::NotAnEmail)
            ]
        );
    }

    #[test]
    fn a_filled_trap_gives_a_program_away() {
        assert!(!BarrierReportInput { website: "  ".into(), ..Default::default() }.is_by_program());
        assert!(BarrierReportInput { website: "http://x".into(), ..Default::default() }.is_by_program());
    }
}
