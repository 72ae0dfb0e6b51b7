//! Taking in what a device sends.

use super::{
    finished::{entries, finish},
    own_kitas,
    rows::{
        BegunRow, ChangeRow, DeviceRow, ErhebungRow, FinishingRow, HeldRow, KnownBegunRow, MarkRow, WaitingRow,
        begun_record, change_range, incident_record, waiting_record,
    },
};
use crate::{
    Store,
    audit::Audit,
    error::unreadable,
    query::Query,
    row::{Ref, record},
};
use chrono::{DateTime, Utc};
use domain::{
    AppError, ErrorCode,
    access::KiSo,
    ids::{DeviceId, KitaId, SubmissionId},
    sync::{
        ChangeKey, Entry, Noted, Verdict,
        protocol::{DeviceView, MAX_PUSH, Push, PushReply},
        server::{Facts, Incident, Judged, Standing, judge_read, read},
    },
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{SurrealValue, Uuid};

/// One snapshot of everything that a push is judged by.
const FACTS: &str = "
    RETURN {
        device: (SELECT account, last_contact, received, received_hash, refused, turned_down, revoked_at FROM $device)[0],
        held: (SELECT id, hash, verdict FROM $changes),
        erhebungen: (SELECT id, kita, zielgruppe = 'protokoll' AS is_protocol FROM $erhebungen WHERE kita != NONE),
        begun: (SELECT record::id(id) AS submission, erhebung FROM $begun),
        waiting: (SELECT VALUE submission FROM $waiting)
    };
";

/// The device's record is the head that all its pushes write: one of two that run at once meets the other here and is
/// judged again. A content that is stored under its id stays unless somebody chose another one. That the device was here
/// costs no transaction of its own, because its record is written anyway.
macro_rules! store {
    ($($finish:tt)*) => {
        concat!(
            "
    LET $moved = UPDATE $device SET received = $to, received_hash = $hash, refused = array::union(refused, $refused),
        last_contact = $contact ?? last_contact
        WHERE received = $from AND (revoked_at IS NOT NONE) = $revoked;
    IF array::len($moved) = 0 { THROW 'conflict' };
    INSERT INTO change $changes RETURN NONE;
    INSERT INTO change_mark $marks RETURN NONE;
    FOR $row IN $begun {
        LET $known = SELECT VALUE erhebung FROM $row.id;
        IF array::len($known) = 0 { CREATE $row.id CONTENT $row RETURN NONE };
        IF array::len($known) > 0 AND $known[0] != $row.erhebung { THROW 'conflict' };
    };
    FOR $row IN $waiting {
        IF record::exists($row.id) { UPDATE $row.id SET seqs = array::union(seqs, $row.seqs) RETURN NONE }
        ELSE { CREATE $row.id CONTENT $row RETURN NONE };
    };
",
            $($finish)*
            "
    SELECT account, last_contact, received, received_hash, refused, turned_down, revoked_at FROM $device;
"
        )
    };
}

/// Most pushes finish nothing, and the text is parsed for each of them.
const STORE: &str = store!();

const STORE_AND_FINISH: &str = store!(finish!(),);

const INCIDENT: &str = "UPSERT $id CONTENT { held: $held, at: $at } RETURN NONE;";

/// Attempts while another push of the same device gets ahead.
const ROUNDS: usize = 8;

#[derive(SurrealValue)]
struct FactRows {
    device: Option<DeviceRow>,
    held: Vec<HeldRow>,
    erhebungen: Vec<ErhebungRow>,
    begun: Vec<KnownBegunRow>,
    waiting: Vec<Uuid>,
}

impl Store {
    pub(super) async fn take_push(&self, by: &KiSo, push: &Push) -> Result<PushReply, AppError> {
        let (device, judged) = self.take_in(Some(by), &own_kitas(by), push).await?;
        self.push_reply(push, device, judged).await
    }

    /// Stores a push of a device whose account works in `kitas`; returns what the device has there afterwards. `by` is who
    /// sends it, where somebody is logged in: then a new device is registered, and one of another account refused.
    pub(super) async fn take_in(
        &self,
        by: Option<&KiSo>,
        kitas: &BTreeSet<KitaId>,
        push: &Push,
    ) -> Result<(DeviceView, Judged), AppError> {
        // In this order: who waits for its device takes nobody else's turn.
        let _alone = self.device_locks().lock(push.device).await;
        let _turn = self.sync_turn().await?;
        let noted = read(push);
        for _ in 1..=ROUNDS {
            let mut rows = self.read_facts(push, &noted).await?;
            let device = match (rows.device.take(), by) {
                (Some(device), Some(by)) if !device.is_of(by) => return Err(AppError::Forbidden),
                (Some(device), _) => device,
                (None, None) => return Err(AppError::NotFound),
                (None, Some(by)) => {
                    self.contact(by, push.device).await?;
                    continue;
                }
            };
            let is_noted = by.is_none() || device.was_here_lately(self.clock().now());
            let device = device.view(kitas)?;
            let facts = rows.into_facts(kitas, &device)?;
            let judged =
                judge_read(push, &noted, &facts).map_err(|_| AppError::field("changes", ErrorCode::WrongFileShape))?;
            match self.store_judged(by, kitas, push, device, &facts, &judged).await {
                Ok(device) => {
                    // Nothing new was stored, and with it not that the device was here.
                    if let (Some(by), true, false) = (by, judged.changes.is_empty(), is_noted) {
                        self.contact(by, push.device).await?;
                    }
                    return Ok((device, judged));
                }
                Err(AppError::Conflict) => continue,
                Err(cause) => return Err(cause),
            }
        }
        Err(AppError::Conflict)
    }

    /// Read after the commit: a backup with a later head then holds the changes as well.
    async fn push_reply(&self, push: &Push, device: DeviceView, judged: Judged) -> Result<PushReply, AppError> {
        Ok(PushReply {
            device,
            server: self.server_head(push.known.as_ref(), None).await?,
            receipts: judged.receipts,
            incident: judged.incident.map(|incident| incident.seq),
        })
    }

    async fn read_facts(&self, push: &Push, noted: &[Option<Noted>]) -> Result<FactRows, AppError> {
        let submissions: BTreeSet<SubmissionId> =
            noted.iter().flatten().map(|noted| noted.change.submission()).collect();
        let erhebungen: BTreeSet<_> = push.changes.iter().filter_map(|change| change.erhebung).collect();
        let seqs = || push.changes.iter().map(|change| change.seq);
        let first = seqs().min().unwrap_or(0);
        // No further than a push reaches: one with other numbers is refused, and must not read the whole device before.
        let last = seqs().max().unwrap_or(0).min(first.saturating_add(MAX_PUSH as u32));
        let query = Query::read(FACTS)
            .bind("device", Ref(push.device))
            .bind("changes", change_range(push.device, first, last))
            .bind("erhebungen", erhebungen.into_iter().map(record).collect::<Vec<_>>())
            .bind("begun", submissions.iter().map(|id| begun_record(*id)).collect::<Vec<_>>())
            .bind("waiting", submissions.iter().map(|id| waiting_record(push.device, *id)).collect::<Vec<_>>());
        self.value(query).await
    }

    /// What the device has there afterwards.
    async fn store_judged(
        &self,
        by: Option<&KiSo>,
        kitas: &BTreeSet<KitaId>,
        push: &Push,
        device: DeviceView,
        facts: &Facts,
        judged: &Judged,
    ) -> Result<DeviceView, AppError> {
        if let Some(incident) = &judged.incident {
            self.note_incident(push, incident).await?;
        }
        // Not the last new one: a file that was read in may have brought changes ahead of their device.
        let Some(last) = judged.receipts.last().filter(|last| last.seq > device.received) else { return Ok(device) };
        let hash = if last.verdict == Verdict::Refused { String::new() } else { last.hash.clone() };
        let now = self.clock().now();
        let with = |verdict| judged.changes.iter().filter(move |change| change.verdict == verdict);
        let accepted = with(Verdict::Accepted).map(|change| (change.seq, change.hash.clone()));
        let mark = MarkRow::of(push.device, accepted);
        let rows: Vec<_> = judged.changes.iter().map(|change| ChangeRow::of(push.device, change)).collect();
        let finishing = self.finishing_rows(finishes(push.device, judged), now).await?;
        let chosen: Vec<_> = finishing.iter().filter_map(FinishingRow::chosen).collect();
        let query = match by {
            // A choice is a deed like that of the Koordination; what is typed has the log of changes.
            Some(by) if !chosen.is_empty() => {
                let audit = Audit::hashes(by, "sync.choose", now);
                Query::audited(STORE_AND_FINISH, chosen.into_iter().fold(audit, Audit::of_record))
            }
            _ if finishing.is_empty() => Query::write(STORE),
            _ => Query::write(STORE_AND_FINISH),
        };
        let query = query
            .bind("device", Ref(push.device))
            .bind("from", i64::from(device.received))
            .bind("to", i64::from(last.seq))
            .bind("hash", hash)
            .bind("contact", by.map(|_| now))
            .bind("revoked", device.revoked)
            .bind("refused", with(Verdict::Refused).map(|change| i64::from(change.seq)).collect::<Vec<_>>())
            .bind("changes", rows)
            .bind("marks", mark.into_iter().collect::<Vec<_>>())
            .bind("begun", begun_rows(facts, judged))
            .bind("waiting", waiting_rows(push.device, judged, now))
            .bind("finishing", finishing);
        self.row::<DeviceRow>(query).await?.ok_or(AppError::NotFound)?.view(kitas)
    }

    async fn note_incident(&self, push: &Push, incident: &Incident) -> Result<(), AppError> {
        tracing::error!(device.id = %push.device, seq = incident.seq, "other content under a number that is stored");
        let id = incident_record(ChangeKey { device: push.device, seq: incident.seq }, &incident.sent);
        let query = Query::write(INCIDENT).bind("id", id).bind("held", incident.held.clone());
        self.run(query.bind("at", self.clock().now())).await
    }
}

impl FactRows {
    fn into_facts(self, kitas: &BTreeSet<KitaId>, device: &DeviceView) -> Result<Facts, AppError> {
        let held: Result<_, _> = self.held.into_iter().map(HeldRow::into_domain).collect();
        let submission = |id: Uuid| SubmissionId::new(id.into_inner());
        Ok(Facts {
            standing: if device.revoked { Standing::Revoked } else { Standing::Active },
            received: device.received,
            held: held.map_err(|cause| unreadable(FACTS, &cause))?,
            kitas: kitas.clone(),
            erhebungen: self.erhebungen.iter().map(|row| (row.id.0, (row.kita.0, row.is_protocol))).collect(),
            begun: self.begun.into_iter().map(|row| (submission(row.submission), row.erhebung.0)).collect(),
            waiting: self.waiting.into_iter().map(submission).collect(),
        })
    }
}

/// The accepted changes that finish something.
fn finishes(device: DeviceId, judged: &Judged) -> Vec<Entry> {
    // As a rule there is none, and no text is read a second time.
    if judged.finalised.is_empty() {
        return Vec::new();
    }
    let accepted = judged.changes.iter().filter(|change| change.verdict == Verdict::Accepted);
    entries(device, accepted.map(|change| (change.seq, change.erhebung, change.body.as_str())))
}

/// The submissions that this push begins.
fn begun_rows(facts: &Facts, judged: &Judged) -> Vec<BegunRow> {
    let accepted = judged.changes.iter().filter(|change| change.verdict == Verdict::Accepted);
    let named = accepted.filter_map(|change| Some((change.submission?, change.erhebung?)));
    let begun: BTreeMap<_, _> = named.filter(|(id, _)| !facts.begun.contains_key(id)).collect();
    begun.into_iter().map(|(id, erhebung)| BegunRow { id: begun_record(id), erhebung: Ref(erhebung) }).collect()
}

/// What of this push waits, by submission.
fn waiting_rows(device: DeviceId, judged: &Judged, now: DateTime<Utc>) -> Vec<WaitingRow> {
    let mut rows: BTreeMap<SubmissionId, WaitingRow> = BTreeMap::new();
    let waits = |verdict| matches!(verdict, Verdict::ToReview | Verdict::Quarantined);
    for change in judged.changes.iter().filter(|change| waits(change.verdict)) {
        let Some(submission) = change.submission else { continue };
        let row = rows.entry(submission).or_insert_with(|| WaitingRow::new(device, submission, change.erhebung, now));
        row.seqs.push(i64::from(change.seq));
    }
    rows.into_values().collect()
}
