use super::Proposal;
use crate::{
    error::{ErrorCode, FieldError},
    events::{
        german::time as written,
        input::{lines, number_if_any, refuse_case_content, time},
        types::Format,
    },
    field::{self, Faults},
};
use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

/// More people than any event has.
const MOST: i64 = 2000;

/// What the Koordination writes of a format; each field as the planning form has it. All but the title may be blank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalInput {
    pub title: String,
    pub description: String,
    /// One entry a line.
    pub contents: String,
    /// One a line.
    pub topics: String,
    /// Hours of the first day.
    pub begin: String,
    pub end: String,
    pub capacity: String,
    pub minimum: String,
}

impl ProposalInput {
    /// The proposal, or every fault of the form: what the planning form would not take as it is, is none.
    pub fn check(&self, format: Format) -> Result<Proposal, Vec<FieldError>> {
        let mut faults = Faults::new();
        let title = faults.take(field::text("title", &self.title, 160));
        let description = faults.take(field::optional_lines("description", &self.description, 4000));
        let contents = faults.take(lines("contents", &self.contents));
        let topics = faults.take(lines("topics", &self.topics));
        let given = [description != Some(None), contents != Some(vec![]), false];
        refuse_case_content(Some(format), given, &mut faults);
        let begin = faults.take(time_if_any("begin", &self.begin));
        let end = faults.take(time_if_any("end", &self.end));
        if begin.flatten().zip(end.flatten()).is_some_and(|(begin, end)| end <= begin) {
            faults.push(FieldError::new("end", ErrorCode::EndBeforeStart));
        }
        let capacity = faults.take(number_if_any("capacity", &self.capacity, MOST));
        let most = capacity.flatten().map_or(MOST, i64::from);
        let minimum = faults.take(number_if_any("minimum", &self.minimum, most));
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let input = (|| {
            Some(Self {
                title: title?,
                description: description?.unwrap_or_default(),
                contents: contents?.join("\n"),
                topics: topics?.join("\n"),
                begin: begin?.map(written).unwrap_or_default(),
                end: end?.map(written).unwrap_or_default(),
                capacity: number(capacity?),
                minimum: number(minimum?),
            })
        })();
        faults.finish(input.map(Proposal))
    }
}

fn time_if_any(field: &str, raw: &str) -> Result<Option<NaiveTime>, FieldError> {
    match raw.trim() {
        "" => Ok(None),
        raw => time(field, raw).map(Some),
    }
}
