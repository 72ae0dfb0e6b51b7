//! What pages show of minutes and tasks.

use super::{
    ItemInput, Meeting, Minutes, MinutesInput, State, Task, TaskInput, german,
    rules::{self, is_overdue},
};
use crate::{
    events::{
        german as events_german,
        port::{OpenTasks, OwnMinutes},
        types::Event,
    },
    german::date,
};
use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

/// The page of a meeting's minutes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MinutesView {
    pub id: String,
    pub title: String,
    pub format: String,
    /// `03.02.2027`
    pub date: String,
    pub state: String,
    pub revision: u32,
    /// They can still be changed.
    pub editable: bool,
    /// They have something new to send.
    pub sendable: bool,
    /// They have something new, but the meeting has not begun: when it does, `03.02.2027, 09:00 Uhr`.
    pub begins: Option<String>,
    /// To how many people they would go.
    pub recipients: usize,
    /// Who was there, one line each; empty while no attendance is entered.
    pub attendance: Vec<String>,
    pub input: MinutesInput,
    pub tasks: Vec<TaskRow>,
    /// Of earlier meetings of the format.
    pub open_tasks: Vec<TaskRow>,
    /// Minutes that this meeting can approve.
    pub unapproved: Vec<UnapprovedRow>,
    /// What may be missing among the two above, because it cannot be read, as a sentence.
    #[serde(default)]
    pub unreadable: Option<String>,
}

/// Minutes as those read them who were registered for the meeting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SharedMinutesView {
    /// `Teamtreffen Pellenz, 03.02.2027`
    pub meeting: String,
    pub state: String,
    /// Who was there, one line each.
    pub attendance: Vec<String>,
    pub items: Vec<ItemInput>,
    pub tasks: Vec<TaskRow>,
    /// They cannot be read, and nothing but [`german::UNREADABLE`] is known of them.
    #[serde(default)]
    pub unreadable: bool,
}

impl SharedMinutesView {
    /// Everything that somebody may read; what cannot be read stands below.
    pub fn all(own: &OwnMinutes, today: NaiveDate) -> Vec<Self> {
        let unreadable = own.unreadable.iter().map(|_| Self::of_unreadable());
        own.meetings.iter().map(|meeting| Self::of(meeting, today)).chain(unreadable).collect()
    }

    fn of_unreadable() -> Self {
        Self {
            meeting: german::UNREADABLE.into(),
            state: String::new(),
            attendance: vec![],
            items: vec![],
            tasks: vec![],
            unreadable: true,
        }
    }

    fn of(meeting: &Meeting, today: NaiveDate) -> Self {
        let event = &meeting.sheet.event;
        Self {
            meeting: meeting_name(event),
            state: german::state(&meeting.minutes),
            attendance: german::attendance(meeting),
            items: input_of(event, &meeting.minutes, &[]).items,
            tasks: meeting.tasks.iter().map(|task| TaskRow::of(task, event, today)).collect(),
            unreadable: false,
        }
    }
}

/// One task, with its meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRow {
    pub id: String,
    pub what: String,
    /// `Kim Probe, bis 28.02.2027`
    pub who_until: String,
    pub overdue: bool,
    pub done: bool,
    /// The meeting: id and `Teamtreffen Pellenz, 03.02.2027`.
    pub event: String,
    pub meeting: String,
    /// No task: `what` says that some are missing in the list, because they cannot be read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unreadable: bool,
}

/// Minutes that wait for approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnapprovedRow {
    pub event: String,
    /// `Teamtreffen Pellenz, 03.02.2027`
    pub meeting: String,
}

impl TaskRow {
    /// Every task that is not done. What cannot be read is said below: a page of the version before shows it as a task.
    pub fn all(open: &OpenTasks, today: NaiveDate) -> Vec<Self> {
        let missing = german::tasks_unreadable(open.unreadable.len()).map(Self::of_unreadable);
        open.tasks.iter().map(|(task, event)| Self::of(task, event, today)).chain(missing).collect()
    }

    fn of_unreadable(what: String) -> Self {
        let [id, who_until, event, meeting] = [const { String::new() }; 4];
        Self { id, what, who_until, overdue: false, done: false, event, meeting, unreadable: true }
    }

    pub fn of(task: &Task, event: &Event, today: NaiveDate) -> Self {
        Self {
            id: task.id.to_string(),
            what: task.what.clone(),
            who_until: german::who_until(task),
            overdue: is_overdue(task, today),
            done: task.done.is_some(),
            event: event.id.to_string(),
            meeting: meeting_name(event),
            unreadable: false,
        }
    }
}

impl MinutesView {
    /// `local` is the time on the office's clock.
    pub fn of(meeting: &Meeting, local: NaiveDateTime) -> Self {
        let (event, minutes, today) = (&meeting.sheet.event, &meeting.minutes, local.date());
        let approvable =
            meeting.unapproved.iter().filter(|(minutes, of)| rules::can_approve(minutes, of, event, local));
        Self {
            id: event.id.to_string(),
            title: event.plan.title.clone(),
            format: events_german::format(event.plan.format).into(),
            date: event.plan.days.first().map(|day| date(day.date)).unwrap_or_default(),
            state: german::state(minutes),
            revision: minutes.revision,
            editable: !matches!(minutes.state, State::Approved { .. }),
            sendable: rules::sent(minutes, event, local).is_some(),
            begins: event
                .plan
                .begins_at()
                .filter(|begin| local < *begin && rules::has_news(minutes))
                .map(|begin| format!("{}, {} Uhr", date(begin.date()), events_german::time(begin.time()))),
            recipients: rules::recipients(meeting).len(),
            attendance: german::attendance(meeting),
            input: input_of(event, minutes, &meeting.tasks),
            tasks: meeting.tasks.iter().map(|task| TaskRow::of(task, event, today)).collect(),
            open_tasks: meeting.open_tasks.iter().map(|(task, event)| TaskRow::of(task, event, today)).collect(),
            unapproved: approvable
                .map(|(_, of)| UnapprovedRow { event: of.id.to_string(), meeting: meeting_name(of) })
                .collect(),
            unreadable: german::table_unreadable(meeting.unreadable.len()),
        }
    }
}

/// The form that would lead to these minutes; unwritten ones begin with the contents of the event as their agenda.
fn input_of(event: &Event, minutes: &Minutes, tasks: &[Task]) -> MinutesInput {
    let agenda = |topic: &String| ItemInput { topic: topic.clone(), ..ItemInput::default() };
    let item = |item: &super::Item| ItemInput {
        topic: item.topic.clone(),
        result: item.result.clone().unwrap_or_default(),
        decision: item.decision.clone().unwrap_or_default(),
    };
    let task = |task: &Task| TaskInput {
        id: task.id.to_string(),
        what: task.what.clone(),
        who: task.who.clone(),
        until: task.until.map(|until| until.to_string()).unwrap_or_default(),
    };
    let items = match minutes.revision {
        0 => event.plan.contents.iter().map(agenda).collect(),
        _ => minutes.items.iter().map(item).collect(),
    };
    MinutesInput { items, tasks: tasks.iter().map(task).collect() }
}

fn meeting_name(event: &Event) -> String {
    let day = event.plan.days.first().map(|day| format!(", {}", date(day.date))).unwrap_or_default();
    format!("{}{day}", event.plan.title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::EventId;
    use uuid::Uuid;

    #[test]
    fn minutes_that_cannot_be_read_are_said_and_older_answers_are_readable() {
        let unreadable = [1, 2].map(|number| EventId::new(Uuid::from_u128(number))).into();
        let today = NaiveDate::from_ymd_opt(2027, 2, 3).expect("a day");
        let all = SharedMinutesView::all(&OwnMinutes { meetings: vec![], unreadable }, today);
        assert!(all.len() == 2 && all.iter().all(|one| one.unreadable && one.meeting == german::UNREADABLE));
        let golden = r#"{"meeting":"Teamtreffen","state":"","attendance":[],"items":[],"tasks":[]}"#;
        let before: SharedMinutesView = serde_json::from_str(golden).expect("an answer without the field");
        assert!(!before.unreadable);
    }

    #[test]
    fn tasks_that_cannot_be_read_are_said_in_one_line_and_older_answers_are_readable() {
        let today = NaiveDate::from_ymd_opt(2027, 2, 3).expect("a day");
        let all = |meetings: u128| {
            let unreadable = (1..=meetings).map(|number| EventId::new(Uuid::from_u128(number))).collect();
            TaskRow::all(&OpenTasks { tasks: vec![], unreadable }, today)
        };
        assert!(all(0).is_empty());
        let [one, two] = [1, 2].map(|meetings| match all(meetings).as_slice() {
            [row] if row.unreadable => row.what.clone(),
            rows => panic!("one line for all of them, not {rows:?}"),
        });
        assert!(one.contains("eines Treffens") && two.contains("von 2 Treffen"), "{one} {two}");
        let golden = r#"{"id":"1","what":"Saal","who_until":"Kim","overdue":false,"done":false,"event":"2","meeting":"Treffen"}"#;
        let before: TaskRow = serde_json::from_str(golden).expect("an answer without the field");
        assert!(!before.unreadable);
        assert_ne!(german::table_unreadable(1), german::table_unreadable(2));
    }
}
