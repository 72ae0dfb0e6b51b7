//! Minutes: each change is stored only if nobody has changed them since they were read.

mod rows;

use super::{MINE, mails::Mails, readable, rows::RegistrationRow, unreadable};
use crate::{
    Store,
    audit::Audit,
    outbox::JobRow,
    query::Query,
    row::{Day, Ref, record, timed_id},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{Koordination, Registrant},
    accounts::Email,
    events::{
        Event, Format,
        minutes::{Meeting, Minutes, MinutesDraft, State, Task, rules},
        port::{AttendanceStore, MinutesStore, OpenTasks, OwnMinutes},
    },
    ids::{EventId, TaskId},
};
use rows::{MinutesRow, TaskRow, minutes_record};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{SurrealValue, Value};

/// One statement, so one snapshot. What belongs on the table of a meeting comes from all meetings of its format. One whose format
/// nobody knows any more may be one of them: it cannot be read, and is named.
const TABLE: &str = "
    RETURN {
        own: (SELECT * FROM $minutes),
        tasks: (SELECT * FROM task WHERE event = $event ORDER BY position),
        open_tasks: (SELECT * FROM task WHERE done = NONE AND event != $event AND event.format NOT IN $others ORDER BY until),
        unapproved: (SELECT * FROM minutes WHERE sent_on != NONE AND event != $event AND event.format NOT IN $others),
        meetings: (SELECT * FROM event WHERE format NOT IN $others FETCH seats)
    };
";

/// Two who write at once: the second finds another revision. The first ones meet at the record that both create.
const SAVE: &str = "
    LET $now_stored = (SELECT VALUE revision FROM $minutes)[0] ?? 0;
    IF $now_stored != $revision { THROW 'conflict' };
    UPSERT $minutes CONTENT $row RETURN NONE;
    DELETE task WHERE event = $event AND id NOT IN $kept RETURN NONE;
    FOR $task IN $tasks { UPSERT $task.id CONTENT $task RETURN NONE };
";

const SET_STATE: &str = "
    LET $changed = UPDATE $minutes CONTENT $row WHERE revision = $revision AND sendings = $sendings RETURN AFTER;
    IF array::len($changed) = 0 { THROW 'conflict' };
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

const SET_DONE: &str = "
    IF !record::exists($task) { THROW 'not_found' };
    UPDATE $task SET done = $done RETURN NONE;
";

const OPEN_TASKS: &str = "
    RETURN {
        tasks: (SELECT * FROM task WHERE done = NONE ORDER BY until),
        meetings: (SELECT * FROM event WHERE id IN (SELECT VALUE event FROM task WHERE done = NONE) FETCH seats)
    };
";

const SENT: &str = "SELECT * FROM minutes WHERE sendings > 0 AND event IN $events;";

const TASKS: &str = "SELECT * FROM task WHERE event IN $events ORDER BY position;";

#[derive(SurrealValue)]
struct Table {
    own: Vec<MinutesRow>,
    tasks: Vec<TaskRow>,
    open_tasks: Vec<Value>,
    unapproved: Vec<Value>,
    meetings: Vec<Value>,
}

#[derive(SurrealValue)]
struct OpenRows {
    tasks: Vec<Value>,
    meetings: Vec<Value>,
}

#[async_trait]
impl MinutesStore for Store {
    async fn meeting(&self, by: &Koordination, event: EventId) -> Result<Meeting, AppError> {
        let sheet = self.sheet(by, event).await?;
        let format = sheet.event.plan.format;
        if !format.has_minutes() {
            return Err(AppError::NotFound);
        }
        let query = Query::read(TABLE).bind("event", Ref(event)).bind("minutes", minutes_record(event));
        let others = Format::ALL.iter().filter(|other| **other != format).map(|other| other.code().to_owned());
        let table: Table = self.value(query.bind("others", others.collect::<Vec<String>>())).await?;
        let own = table.own.into_iter().next().map(MinutesRow::into_domain).transpose();
        let own = own.map_err(|cause| unreadable(TABLE, &cause))?;
        let mut meetings = read_meetings(TABLE, table.meetings)?;
        meetings.retain(|_, read| read.as_ref().is_none_or(|meeting| rules::same_round(meeting, &sheet.event)));
        let mut unreadable = BTreeSet::new();
        let open_tasks = with_meetings(read_tasks(TABLE, table.open_tasks)?, &meetings, &mut unreadable);
        let unapproved = with_meetings(read_minutes(TABLE, table.unapproved)?, &meetings, &mut unreadable);
        Ok(Meeting {
            sheet,
            minutes: own.unwrap_or_else(|| Minutes::blank(event)),
            tasks: table.tasks.into_iter().map(TaskRow::into_domain).collect(),
            open_tasks,
            unapproved,
            unreadable,
        })
    }

    async fn save_minutes(
        &self,
        by: &Koordination,
        event: EventId,
        draft: &MinutesDraft,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let meeting = self.meeting(by, event).await?;
        if meeting.minutes.revision != revision {
            return Err(AppError::Conflict);
        }
        let minutes = rules::changed(&meeting.minutes, draft.items.clone()).ok_or(AppError::Conflict)?;
        let tasks = tasks(&meeting, draft, now)?;
        let rows: Vec<_> = tasks.iter().enumerate().map(|(position, task)| TaskRow::of(task, position)).collect();
        let kept: Vec<_> = tasks.iter().map(|task| record(task.id)).collect();
        let audit = kept
            .iter()
            .cloned()
            .fold(Audit::hashes(by, "event.save_minutes", now).of_record(minutes_record(event)), Audit::of_record);
        let query = Query::audited(SAVE, audit).bind("event", Ref(event)).bind("minutes", minutes_record(event));
        let query = query.bind("row", MinutesRow::of(&minutes)).bind("revision", i64::from(revision));
        self.run(query.bind("kept", kept).bind("tasks", rows)).await
    }

    async fn send_minutes(
        &self,
        by: &Koordination,
        event: EventId,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<u32, AppError> {
        let meeting = self.meeting(by, event).await?;
        if meeting.minutes.revision != revision {
            return Err(AppError::Conflict);
        }
        let local = self.clock().local(now);
        let Some(minutes) = rules::sent(&meeting.minutes, &meeting.sheet.event, local) else { return Ok(0) };
        let recipients = rules::recipients(&meeting);
        let mails = Mails { event: &meeting.sheet.event, now };
        let jobs: Vec<JobRow> = recipients.iter().map(|row| mails.minutes(&meeting, &minutes, row)).collect();
        let audit = Audit::hashes(by, "event.send_minutes", now).of_record(minutes_record(event));
        self.run(set_state(&meeting.minutes, &minutes, audit, jobs)).await?;
        Ok(u32::try_from(recipients.len()).unwrap_or(u32::MAX))
    }

    async fn approve_minutes(
        &self,
        by: &Koordination,
        of: EventId,
        at: EventId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (meeting, approving) = (self.meeting(by, of).await?, self.sheet(by, at).await?.event);
        let local = self.clock().local(now);
        if !rules::can_approve(&meeting.minutes, &meeting.sheet.event, &approving, local) {
            return Err(AppError::Conflict);
        }
        let approved = Minutes { state: State::Approved { on: local.date(), at }, ..meeting.minutes.clone() };
        let audit = Audit::hashes(by, "event.approve_minutes", now).of_record(minutes_record(of));
        self.run(set_state(&meeting.minutes, &approved, audit, vec![])).await
    }

    async fn set_task_done(
        &self,
        by: &Koordination,
        task: TaskId,
        done: bool,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let day = done.then(|| Day(self.clock().local(now).date()));
        let audit = Audit::hashes(by, "event.task_done", now).of(task).note(format!("done={done}"));
        self.run(Query::audited(SET_DONE, audit).bind("task", Ref(task)).bind("done", day)).await
    }

    async fn own_minutes(&self, _: &Registrant, email: &Email) -> Result<OwnMinutes, AppError> {
        let seated = self.seats_of(email).await?;
        let (mut shared, mut unreadable) = (BTreeMap::new(), BTreeSet::new());
        let events: Vec<_> = seated.keys().map(|id| Ref(*id)).collect();
        for (id, minutes) in read_minutes(SENT, self.rows(Query::read(SENT).bind("events", events)).await?)? {
            match minutes {
                Some(minutes) if !rules::is_shared(&minutes) => {}
                Some(minutes) if seated.get(&id) == Some(&true) => {
                    shared.insert(id, (minutes, vec![]));
                }
                _ => {
                    unreadable.insert(id);
                }
            }
        }
        let events: Vec<_> = shared.keys().map(|id| Ref(*id)).collect();
        for (id, task) in read_tasks(TASKS, self.rows(Query::read(TASKS).bind("events", events)).await?)? {
            match (task, shared.get_mut(&id)) {
                (Some(task), Some((_, tasks))) => tasks.push(task),
                (Some(_), None) => {}
                // Minutes that lack a task would be others than those that were sent.
                (None, _) => {
                    unreadable.insert(id);
                }
            }
        }
        let mut meetings = vec![];
        for (id, (minutes, tasks)) in shared {
            if unreadable.contains(&id) {
                continue;
            }
            match self.versioned_sheet(id).await {
                Ok((sheet, _)) => {
                    let (open_tasks, unapproved, unreadable) = (vec![], vec![], BTreeSet::new());
                    meetings.push(Meeting { sheet, minutes, tasks, open_tasks, unapproved, unreadable });
                }
                // It is reported already. The others are there all the same.
                Err(AppError::Internal(_)) => {
                    unreadable.insert(id);
                }
                Err(cause) => return Err(cause),
            }
        }
        meetings.sort_by_key(|meeting| std::cmp::Reverse(meeting.sheet.event.plan.begins_at()));
        Ok(OwnMinutes { meetings, unreadable })
    }

    async fn open_tasks(&self, _: &Koordination) -> Result<OpenTasks, AppError> {
        let open: OpenRows = self.value(Query::read(OPEN_TASKS)).await?;
        let meetings = read_meetings(OPEN_TASKS, open.meetings)?;
        let mut unreadable = BTreeSet::new();
        let mut tasks = with_meetings(read_tasks(OPEN_TASKS, open.tasks)?, &meetings, &mut unreadable);
        tasks.sort_by_key(|(task, _)| (task.until.is_none(), task.until));
        Ok(OpenTasks { tasks, unreadable })
    }
}

impl Store {
    /// Events in which somebody has a seat: `false` where the registration cannot be read. What was sent there is neither shown, for who
    /// has no seat does not read it, nor passed over in silence.
    async fn seats_of(&self, email: &Email) -> Result<BTreeMap<EventId, bool>, AppError> {
        let mut seated = BTreeMap::new();
        for row in self.rows::<Value>(Query::read(MINE).bind("email", email.as_str())).await? {
            let (id, own) = readable::of_event(MINE, row, RegistrationRow::into_domain)?;
            if own.as_ref().is_none_or(|own| own.status.holds_seat()) {
                seated.insert(id, own.is_some());
            }
        }
        Ok(seated)
    }
}

/// The tasks as they are afterwards: known ones keep their id and stay done.
fn tasks(meeting: &Meeting, draft: &MinutesDraft, now: DateTime<Utc>) -> Result<Vec<Task>, AppError> {
    let task = |(id, task): &(Option<TaskId>, _)| {
        let known =
            id.map(|id| meeting.tasks.iter().find(|known| known.id == id).ok_or(AppError::Conflict)).transpose()?;
        let task: &domain::events::minutes::TaskDraft = task;
        Ok(Task {
            id: known.map_or_else(|| TaskId::new(timed_id(now)), |known| known.id),
            event: meeting.sheet.event.id,
            what: task.what.clone(),
            who: task.who.clone(),
            until: task.until,
            done: known.and_then(|known| known.done),
        })
    };
    draft.tasks.iter().map(task).collect()
}

/// Writes `next` if the minutes still are `before`.
fn set_state(before: &Minutes, next: &Minutes, audit: Audit, jobs: Vec<JobRow>) -> Query {
    Query::audited(SET_STATE, audit)
        .bind("minutes", minutes_record(next.event))
        .bind("row", MinutesRow::of(next))
        .bind("revision", i64::from(before.revision))
        .bind("sendings", i64::from(before.sendings))
        .bind("jobs", jobs)
}

/// What belongs to an event, as far as it can be read.
type OfEvent<T> = (EventId, Option<T>);

fn read_meetings(text: &'static str, rows: Vec<Value>) -> Result<BTreeMap<EventId, Option<Event>>, AppError> {
    rows.into_iter().map(|row| readable::event(text, row)).collect()
}

fn read_minutes(text: &'static str, rows: Vec<Value>) -> Result<Vec<OfEvent<Minutes>>, AppError> {
    rows.into_iter().map(|row| readable::of_event(text, row, MinutesRow::into_domain)).collect()
}

fn read_tasks(text: &'static str, rows: Vec<Value>) -> Result<Vec<OfEvent<Task>>, AppError> {
    rows.into_iter().map(|row| readable::of_event(text, row, |row: TaskRow| Ok(row.into_domain()))).collect()
}

/// Each with the meeting that it comes from. Meetings of which one, or which themselves, cannot be read join `unreadable`.
fn with_meetings<T>(
    all: Vec<OfEvent<T>>,
    meetings: &BTreeMap<EventId, Option<Event>>,
    unreadable: &mut BTreeSet<EventId>,
) -> Vec<(T, Event)> {
    let mut found = vec![];
    for (id, one) in all {
        match (one, meetings.get(&id)) {
            (Some(one), Some(Some(meeting))) => found.push((one, meeting.clone())),
            (_, Some(_)) => {
                unreadable.insert(id);
            }
            // Of another round, or of an event that is gone.
            (_, None) => {}
        }
    }
    found
}
