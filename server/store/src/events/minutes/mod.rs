//! Minutes: each change is stored only if nobody has changed them since they were read.

mod rows;

use super::{
    MINE,
    mails::Mails,
    readable,
    rows::{EventRow, SeatsRow},
    unreadable,
};
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
        Event,
        minutes::{Meeting, Minutes, MinutesDraft, State, Task, rules},
        port::{AttendanceStore, MinutesStore, OwnMinutes},
    },
    ids::{EventId, TaskId},
};
use rows::{MinutesRow, TaskRow, minutes_record};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{SurrealValue, Value};

/// One statement, so one snapshot. What belongs on the table of a meeting comes from all meetings of its format.
const TABLE: &str = "
    RETURN {
        own: (SELECT * FROM $minutes),
        tasks: (SELECT * FROM task WHERE event = $event ORDER BY position),
        open_tasks: (SELECT * FROM task WHERE done = NONE AND event != $event AND event.format = $format ORDER BY until),
        unapproved: (SELECT * FROM minutes WHERE sent_on != NONE AND event != $event AND event.format = $format),
        meetings: (SELECT * FROM event WHERE format = $format FETCH seats)
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
    open_tasks: Vec<TaskRow>,
    unapproved: Vec<MinutesRow>,
    meetings: Vec<EventRow<SeatsRow>>,
}

#[derive(SurrealValue)]
struct OpenTasks {
    tasks: Vec<TaskRow>,
    meetings: Vec<EventRow<SeatsRow>>,
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
        let table: Table = self.value(query.bind("format", format.code())).await?;
        let meetings = events(TABLE, table.meetings)?;
        let meetings: Vec<_> =
            meetings.into_iter().filter(|meeting| rules::same_round(meeting, &sheet.event)).collect();
        let minutes = |row: MinutesRow| row.into_domain().map_err(|cause| unreadable(TABLE, &cause));
        let own = table.own.into_iter().next().map(minutes).transpose()?;
        let unapproved = table.unapproved.into_iter().map(minutes).collect::<Result<Vec<_>, _>>()?;
        Ok(Meeting {
            sheet,
            minutes: own.unwrap_or_else(|| Minutes::blank(event)),
            tasks: table.tasks.into_iter().map(TaskRow::into_domain).collect(),
            open_tasks: with_meetings(table.open_tasks.into_iter().map(TaskRow::into_domain), &meetings, |task| {
                task.event
            }),
            unapproved: with_meetings(unapproved, &meetings, |minutes| minutes.event),
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
        let own = self.registration_rows(Query::read(MINE).bind("email", email.as_str())).await?;
        let seated: Vec<_> = own.iter().filter(|row| row.status.holds_seat()).map(|row| Ref(row.event)).collect();
        let (mut shared, mut unreadable) = (BTreeMap::new(), BTreeSet::new());
        for row in self.rows::<Value>(Query::read(SENT).bind("events", seated)).await? {
            match readable::of_event(SENT, row, MinutesRow::into_domain)? {
                (id, Some(minutes)) if rules::is_shared(&minutes) => {
                    shared.insert(id, (minutes, vec![]));
                }
                (_, Some(_)) => {}
                (id, None) => {
                    unreadable.insert(id);
                }
            }
        }
        let events: Vec<_> = shared.keys().map(|id| Ref(*id)).collect();
        for row in self.rows::<Value>(Query::read(TASKS).bind("events", events)).await? {
            let (id, task) = readable::of_event(TASKS, row, |row: TaskRow| Ok(row.into_domain()))?;
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
                    meetings.push(Meeting { sheet, minutes, tasks, open_tasks: vec![], unapproved: vec![] });
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

    async fn open_tasks(&self, _: &Koordination) -> Result<Vec<(Task, Event)>, AppError> {
        let open: OpenTasks = self.value(Query::read(OPEN_TASKS)).await?;
        let meetings = events(OPEN_TASKS, open.meetings)?;
        let mut tasks = with_meetings(open.tasks.into_iter().map(TaskRow::into_domain), &meetings, |task| task.event);
        tasks.sort_by_key(|(task, _)| (task.until.is_none(), task.until));
        Ok(tasks)
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

fn events(text: &'static str, rows: Vec<EventRow<SeatsRow>>) -> Result<Vec<Event>, AppError> {
    rows.into_iter().map(|row| row.into_domain().map_err(|cause| unreadable(text, &cause))).collect()
}

/// Each with the meeting that it comes from.
fn with_meetings<T>(
    all: impl IntoIterator<Item = T>,
    meetings: &[Event],
    meeting_of: impl Fn(&T) -> EventId,
) -> Vec<(T, Event)> {
    let with = |one: T| {
        let meeting = meetings.iter().find(|event| event.id == meeting_of(&one))?.clone();
        Some((one, meeting))
    };
    all.into_iter().filter_map(with).collect()
}
