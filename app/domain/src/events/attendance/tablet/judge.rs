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

/// `base` is what the tablet showed when the entry was made, `other` what it showed beside it as displaced; `today` is the day in
/// the office when it arrives.
///
/// What somebody else has entered meanwhile, and says something else, is displaced but kept beside the entry; so is what was
/// displaced before, as long as nobody has seen it: a slip of the finger that is put right at once decides nothing. An entry that
/// was only to be taken back stays when it is another one by now, and what it had displaced stands again.
///
/// # Errors
/// Those of [`enter`]: the person is not expected any more, the event is closed, and so on.
pub fn judge(
    sheet: &Sheet,
    marking: &Marking,
    (base, other): (Option<Attendance>, Option<Attendance>),
    today: NaiveDate,
) -> Result<Judged, Refusal> {
    let (written, removed) = enter(sheet, slice::from_ref(marking), today)?;
    let Marking { person, session, attendance: wish } = marking;
    let unseen = |stands: Option<Attendance>, seen: Option<Attendance>| {
        stands.filter(|stands| seen != Some(*stands) && *wish != Some(*stands))
    };
    let current = unseen(sheet.attendance(person, *session), base);
    let displaced = unseen(sheet.other(person, *session), other);
    let written = match (current, displaced) {
        (None, None) => return Ok(Judged { written, removed }),
        (None, Some(attendance)) if wish.is_none() => {
            vec![Mark { person: person.clone(), session: *session, attendance, other: None }]
        }
        _ => written.into_iter().map(|mark| Mark { other: current.or(displaced), ..mark }).collect(),
    };
    Ok(Judged { written, removed: vec![] })
}
