//! What may be done with minutes, and what becomes of them.

use super::{Meeting, Minutes, State, Task};
use crate::events::types::{Event, EventStatus, Registration};
use chrono::{NaiveDate, NaiveDateTime};

/// Minutes after a change. `None` once they are approved: what was agreed on stays.
pub fn changed(minutes: &Minutes, items: Vec<super::Item>) -> Option<Minutes> {
    match minutes.state {
        State::Approved { .. } => None,
        State::Draft | State::Sent { .. } => {
            let revision = minutes.revision.saturating_add(1);
            Some(Minutes { items, state: State::Draft, revision, ..minutes.clone() })
        }
    }
}

/// Minutes of `of` once they are sent. `None` when there is nothing to send, or nothing new, or when the meeting has not begun:
/// nobody can know yet what came of it.
pub fn sent(minutes: &Minutes, of: &Event, local: NaiveDateTime) -> Option<Minutes> {
    let sendings = minutes.sendings.saturating_add(1);
    let sendable = has_news(minutes) && of.plan.has_begun(local);
    sendable.then(|| Minutes { state: State::Sent { on: local.date() }, sendings, ..minutes.clone() })
}

/// Whether minutes say something that nobody was sent.
pub fn has_news(minutes: &Minutes) -> bool {
    minutes.state == State::Draft && !minutes.items.is_empty()
}

/// Whether those to whom they went see them in the portal as well: what everybody was mailed, and not what is changed since.
pub fn is_shared(minutes: &Minutes) -> bool {
    matches!(minutes.state, State::Sent { .. } | State::Approved { .. })
}

/// To whom they go: everybody who was registered, whether they came or not.
pub fn recipients(meeting: &Meeting) -> Vec<&Registration> {
    meeting.sheet.attendants()
}

/// Whether two meetings are of one round, so that tasks and minutes of one lie on the table of the other: same format, same
/// Sozialräume, same employers.
pub fn same_round(one: &Event, other: &Event) -> bool {
    let (one, other) = (&one.plan, &other.plan);
    one.format == other.format
        && one.circle.sozialraeume == other.circle.sozialraeume
        && one.circle.anstellungstraeger == other.circle.anstellungstraeger
}

/// Whether a meeting can approve the minutes of another: it is of the same round, comes after it, and has begun.
pub fn can_approve(minutes: &Minutes, of: &Event, at: &Event, local: NaiveDateTime) -> bool {
    let end = of.plan.days.iter().map(|day| day.date.and_time(day.end)).max();
    let begin = at.plan.begins_at();
    let later = end.zip(begin).is_some_and(|(end, begin)| end <= begin && begin <= local);
    let held = matches!(at.plan.status, EventStatus::Offen | EventStatus::Durchgefuehrt | EventStatus::Abgeschlossen);
    matches!(minutes.state, State::Sent { .. }) && same_round(of, at) && later && held
}

/// Whether a task is not done although its day is over.
pub fn is_overdue(task: &Task, today: NaiveDate) -> bool {
    task.done.is_none() && task.until.is_some_and(|until| until < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        events::{
            minutes::Item,
            roll::{date, event, noon},
            types::Format,
        },
        ids::SozialraumId,
    };

    fn item() -> Item {
        Item { topic: "Sommerfest".into(), result: None, decision: Some("Wird gefeiert".into()) }
    }

    #[test]
    fn minutes_are_written_sent_changed_sent_again_and_approved() {
        let of = event(3, 0);
        let blank = Minutes::blank(of.id);
        assert_eq!(sent(&blank, &of, noon(20)), None, "there is nothing to send");
        let written = changed(&blank, vec![item()]).expect("a draft");
        assert_eq!(sent(&written, &of, noon(19)), None, "the meeting has not begun");
        let once = sent(&written, &of, noon(20)).expect("a sending");
        assert_eq!((once.state, once.sendings), (State::Sent { on: date(20) }, 1));
        assert_eq!(sent(&once, &of, noon(21)), None, "a second click sends nothing");
        assert!(is_shared(&once) && !is_shared(&written), "what was sent is there to read");
        let changed_since = changed(&once, vec![item(), item()]).expect("a change");
        let again = sent(&changed_since, &of, noon(22)).expect("a sending");
        assert_eq!((again.sendings, again.revision), (2, 2));
        assert!(!is_shared(&changed_since), "nobody was sent what is changed since");
        let approved = Minutes { state: State::Approved { on: date(23), at: event(3, 0).id }, ..again };
        assert_eq!(changed(&approved, vec![]), None);
        assert!(is_shared(&approved));
    }

    #[test]
    fn a_later_meeting_of_the_same_format_approves() {
        let of = event(3, 0);
        let written = changed(&Minutes::blank(of.id), vec![item()]).expect("a draft");
        let minutes = sent(&written, &of, noon(21)).expect("sent");
        let mut next = event(3, 0);
        next.plan.days.iter_mut().for_each(|day| day.date = date(28));
        assert!(can_approve(&minutes, &of, &next, noon(28)));
        assert!(!can_approve(&minutes, &of, &next, noon(27)), "not before it has begun");
        assert!(!can_approve(&minutes, &of, &of, noon(28)), "not by itself");
        assert!(!can_approve(&Minutes::blank(of.id), &of, &next, noon(28)), "not what nobody has read");
        let mut elsewhere = next.clone();
        elsewhere.plan.circle.sozialraeume.insert(SozialraumId::new(uuid::Uuid::from_u128(1)));
        assert!(!can_approve(&minutes, &of, &elsewhere, noon(28)), "not the team of another Sozialraum");
        next.plan.format = Format::Netzwerktreffen;
        assert!(!can_approve(&minutes, &of, &next, noon(28)));
    }

    #[test]
    fn only_some_formats_have_minutes_and_case_discussions_no_text_at_all() {
        let with_minutes: Vec<_> = Format::ALL.iter().filter(|format| format.has_minutes()).collect();
        assert_eq!(with_minutes.len(), 3);
        assert!(!Format::KollegialeFallberatung.has_minutes() && !Format::KollegialeFallberatung.has_description());
    }
}
