//! What becomes of an entry that was made on a tablet, when it arrives. The rule is that of every other entry ([`enter`]); only
//! what was not seen there is treated with care.

use super::super::{
    Mark, Marking, Session, Sheet,
    rules::{Refusal, enter},
};
use crate::events::types::{Attendance, PersonKey};
use chrono::NaiveDate;
use std::slice;

/// What is to be written for one entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    pub written: Vec<Mark>,
    pub removed: Vec<(PersonKey, Session)>,
}

/// `base` is what the tablet showed when the entry was made; `today` is the day in the office when it arrives.
///
/// What somebody else has entered meanwhile, and says something else, is displaced but kept beside the entry. An entry that was
/// only to be taken back stays when it is another one by now.
///
/// # Errors
/// Those of [`enter`]: the person is not expected any more, the event is closed, and so on.
pub fn judge(sheet: &Sheet, marking: &Marking, base: Option<Attendance>, today: NaiveDate) -> Result<Judged, Refusal> {
    let (written, removed) = enter(sheet, slice::from_ref(marking), today)?;
    let current = sheet.attendance(&marking.person, marking.session);
    let unseen = current.filter(|current| base != Some(*current) && marking.attendance != Some(*current));
    if unseen.is_none() {
        return Ok(Judged { written, removed });
    }
    let written = written.into_iter().map(|mark| Mark { other: unseen, ..mark }).collect();
    Ok(Judged { written, removed: vec![] })
}
