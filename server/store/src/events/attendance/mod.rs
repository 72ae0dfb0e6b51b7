//! Attendance and certificates: read, let `domain` decide, write only if the head record is still the one that was read.

mod forget;
mod held;
mod moved;
mod rows;
mod tablet;
mod walk_in;
mod year;

use super::{
    mails::Mails,
    rows::{EventRow, RegistrationRow, SeatsRow, seats_record},
    unreadable,
};
use crate::{
    Store,
    audit::Audit,
    error::{self, Unique},
    outbox::JobRow,
    query::Query,
    row::{Day, Ref},
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    accounts::TokenHash,
    events::{
        Registration,
        attendance::{
            Marking, Sheet, Step, rules,
            tablet::{HeldEntry, TabletChange, TabletReceipt},
        },
        certificate::{Certificate, CertificateNumber, Numbering},
        port::{AttendanceStore, EventStore, YearOfEvents},
        walk_in::{WalkIn, WalkInOutcome},
    },
    ids::{DeviceId, EventId, KitaId},
};
pub(super) use rows::certificate_record;
use rows::{CertificateRow, MarkRow, mark_record};
use surrealdb::types::{RecordId, SurrealValue};

/// Numbers are random (60 bits): two alike are a fault of ours, no entry of a person.
pub(crate) const UNIQUE: &[Unique] = &[
    Unique { index: "certificate_number", field: "", code: ErrorCode::NotUnique },
    Unique { index: "calendar_feed_token", field: "", code: ErrorCode::NotUnique },
];

/// As for seats: decisions on a head record that was newer in the end, before the person is asked to try again.
const ROUNDS: u32 = 32;

/// One statement, so one snapshot: the head record belongs to everything else.
const SHEET: &str = "
    RETURN {
        event: (SELECT * FROM ONLY $event FETCH seats),
        registrations: (SELECT * FROM registration WHERE event = $event),
        marks: (SELECT * FROM attendance WHERE event = $event),
        certificates: (SELECT * FROM certificate WHERE event = $event)
    };
";

const ENTER: &str = "
    LET $head = UPDATE $seats SET version += 1 WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    DELETE $removed RETURN NONE;
";

/// The revision grows, so that a plan that somebody has open in the form does not bring the old status back.
const STEP: &str = "
    LET $head = UPDATE $seats SET version += 1 WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    UPDATE $event SET status = $status, revision += 1 RETURN NONE;
";

const ISSUE: &str = "
    LET $head = UPDATE $seats SET version += 1 WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    FOR $row IN $rows { CREATE $row.id CONTENT $row RETURN NONE };
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

const RECORD: &str = "SELECT VALUE id FROM certificate WHERE number = $number;";

const WITHDRAW: &str = "
    LET $head = UPDATE $seats SET version += 1 WHERE version = $version RETURN AFTER;
    IF array::len($head) = 0 { THROW 'conflict' };
    UPDATE $certificates SET withdrawn = $today RETURN NONE;
    INSERT IGNORE INTO job $jobs RETURN NONE;
";

const BY_NUMBER: &str = "SELECT * FROM certificate WHERE number = $number;";

#[derive(SurrealValue)]
struct SheetRow {
    event: Option<EventRow<SeatsRow>>,
    registrations: Vec<RegistrationRow>,
    marks: Vec<MarkRow>,
    certificates: Vec<CertificateRow>,
}

#[async_trait]
impl AttendanceStore for Store {
    async fn sheet(&self, _: &Koordination, event: EventId) -> Result<Sheet, AppError> {
        Ok(self.versioned_sheet(event).await?.0)
    }

    async fn enter(
        &self,
        by: &Koordination,
        event: EventId,
        markings: &[Marking],
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let today = self.clock().local(now).date();
        let change = |sheet: &Sheet| {
            let (written, removed) = rules::enter(sheet, markings, today).map_err(|_| AppError::Conflict)?;
            if written.is_empty() && removed.is_empty() {
                return Ok(None);
            }
            let removed: Vec<_> =
                removed.iter().map(|(person, session)| mark_record(event, person, *session)).collect();
            let rows: Vec<_> = written.iter().map(|mark| MarkRow::of(event, mark)).collect();
            let subjects = rows.iter().map(MarkRow::record).chain(removed.iter().cloned());
            let audit = subjects.fold(Audit::hashes(by, "event.attendance", now).of(event), Audit::of_record);
            Ok(Some(Query::audited(ENTER, audit).bind("rows", rows).bind("removed", removed)))
        };
        self.change_sheet(event, change).await.map(|_| ())
    }

    async fn enter_from_tablet(
        &self,
        by: &Koordination,
        change: &TabletChange,
        now: DateTime<Utc>,
    ) -> Result<TabletReceipt, AppError> {
        self.take_change(by, change, now).await
    }

    async fn hold_entries(
        &self,
        device: DeviceId,
        entries: &[(String, TabletChange)],
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.hold(device, entries, now).await
    }

    async fn held_entries(&self, _: &Koordination) -> Result<Vec<HeldEntry>, AppError> {
        self.all_held().await
    }

    async fn take_held(
        &self,
        by: &Koordination,
        device: DeviceId,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, AppError> {
        self.enter_held(by, device, event, now).await
    }

    async fn turn_held_down(
        &self,
        by: &Koordination,
        device: DeviceId,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.discard_held(by, device, event, now).await
    }

    async fn admit(
        &self,
        by: &Koordination,
        event: EventId,
        walk_in: &WalkIn,
        now: DateTime<Utc>,
    ) -> Result<WalkInOutcome, AppError> {
        self.admit_walk_in(by, event, walk_in, now).await
    }

    async fn take_step(
        &self,
        by: &Koordination,
        event: EventId,
        step: Step,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let local = self.clock().local(now);
        let change = |sheet: &Sheet| {
            let status = rules::step(sheet, step, local).map_err(|_| AppError::Conflict)?;
            let audit = Audit::hashes(by, "event.step", now).of(event).note(format!("status={}", status.code()));
            let query = Query::audited(STEP, audit).bind("event", Ref(event)).bind("status", status.code());
            Ok(Some(query))
        };
        self.change_sheet(event, change).await.map(|_| ())
    }

    async fn issue_certificates(
        &self,
        by: &Koordination,
        event: EventId,
        numbering: &dyn Numbering,
        feedback: &str,
        now: DateTime<Utc>,
    ) -> Result<u32, AppError> {
        let kitas = self.kita_names().await?;
        let kita = |id: KitaId| kitas.iter().find(|kita| kita.id == id).map(|kita| kita.name.clone());
        let today = self.clock().local(now).date();
        let change = |sheet: &Sheet| {
            let issue = |row: &&Registration| {
                let from = row.participant.kita.and_then(kita).or_else(|| row.participant.einrichtung.clone());
                let certificate = rules::certify(sheet, row, from.unwrap_or_default(), numbering.fresh()?, today);
                Ok((certificate, (*row).clone()))
            };
            let issued: Vec<_> = rules::to_certify(sheet).iter().map(issue).collect::<Result<_, AppError>>()?;
            Ok((!issued.is_empty()).then(|| issuing(by, sheet, &issued, feedback, now)))
        };
        let written = self.change_sheet(event, change).await?;
        // Counted on what was there before: whoever has earned one has one now.
        Ok(written.map_or(0, |sheet| u32::try_from(rules::to_certify(&sheet).len()).unwrap_or(u32::MAX)))
    }

    async fn withdraw_certificate(
        &self,
        by: &Koordination,
        event: EventId,
        number: &CertificateNumber,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let records: Vec<RecordId> = self.rows(Query::read(RECORD).bind("number", number.as_str())).await?;
        let today = Day(self.clock().local(now).date());
        let change = |sheet: &Sheet| {
            if !rules::withdraws(sheet, number)? {
                return Ok(None);
            }
            let audit = Audit::hashes(by, "event.withdraw_certificate", now).of(event);
            let query = Query::audited(WITHDRAW, records.iter().cloned().fold(audit, Audit::of_record));
            let query = query.bind("certificates", records.clone()).bind("today", today);
            Ok(Some(query.bind("jobs", withdrawal_mail(sheet, number, now))))
        };
        self.change_sheet(event, change).await.map(|_| ())
    }

    async fn year_of_events(&self, _: &Koordination, year: i32) -> Result<YearOfEvents, AppError> {
        self.read_year(year).await
    }

    async fn certificate(&self, number: &CertificateNumber) -> Result<Certificate, AppError> {
        let row: Option<CertificateRow> = self.row(Query::read(BY_NUMBER).bind("number", number.as_str())).await?;
        row.ok_or(AppError::NotFound)?.into_domain().map_err(|cause| unreadable(BY_NUMBER, &cause))
    }

    async fn linked_certificate(&self, number: &CertificateNumber, link: &TokenHash) -> Result<Certificate, AppError> {
        let certificate = self.certificate(number).await?;
        if self.opens_certificate(&certificate, link).await? { Ok(certificate) } else { Err(AppError::NotFound) }
    }
}

impl Store {
    /// Writes what `change` makes of the sheet, again and again until the head record has not changed in between. Returns
    /// the sheet that was decided on; `None` when there was nothing to write.
    async fn change_sheet(
        &self,
        event: EventId,
        change: impl Fn(&Sheet) -> Result<Option<Query>, AppError>,
    ) -> Result<Option<Sheet>, AppError> {
        let _turn = self.event_locks().lock(event).await;
        for _ in 1..=ROUNDS {
            let (sheet, version) = self.versioned_sheet(event).await?;
            let Some(query) = change(&sheet)? else { return Ok(None) };
            match self.run(query.bind("seats", seats_record(event)).bind("version", version)).await {
                Ok(()) => return Ok(Some(sheet)),
                Err(AppError::Conflict) => continue,
                Err(cause) => return Err(cause),
            }
        }
        Err(AppError::Conflict)
    }

    pub(in crate::events) async fn versioned_sheet(&self, event: EventId) -> Result<(Sheet, i64), AppError> {
        let row: SheetRow = self.value(Query::read(SHEET).bind("event", Ref(event))).await?;
        let head = row.event.ok_or(AppError::NotFound)?;
        let version = head.seats.version;
        let sheet = (|| {
            Ok(Sheet {
                event: head.into_domain()?,
                registrations: row
                    .registrations
                    .into_iter()
                    .map(RegistrationRow::into_domain)
                    .collect::<Result<_, _>>()?,
                marks: row.marks.into_iter().map(MarkRow::into_domain).collect::<Result<_, _>>()?,
                certificates: row
                    .certificates
                    .into_iter()
                    .map(CertificateRow::into_domain)
                    .collect::<Result<_, _>>()?,
            })
        })();
        let sheet = sheet.map_err(|cause: surrealdb::types::Error| error::internal(SHEET, cause.message()))?;
        Ok((sheet, version))
    }
}

/// To the holder; to nobody once the registrations were deleted.
fn withdrawal_mail(sheet: &Sheet, number: &CertificateNumber, now: DateTime<Utc>) -> Vec<JobRow> {
    let mail = || {
        let certificate = sheet.certificates.iter().find(|one| one.number == *number)?;
        let row = sheet.registrations.iter().find(|row| row.person == certificate.person)?;
        let of_person = sheet.certificates.iter().filter(|one| one.person == certificate.person);
        let earlier = of_person.filter(|one| !one.holds()).count();
        Some(Mails { event: &sheet.event, now }.certificate_withdrawn((certificate, earlier), row))
    };
    mail().into_iter().collect()
}

fn issuing(
    by: &Koordination,
    sheet: &Sheet,
    issued: &[(Certificate, Registration)],
    feedback: &str,
    now: DateTime<Utc>,
) -> Query {
    let mails = Mails { event: &sheet.event, now };
    let rows: Vec<_> = issued.iter().map(|(certificate, _)| CertificateRow::of(certificate)).collect();
    let job = |(certificate, row): &(Certificate, Registration)| {
        let earlier = sheet.certificates.iter().filter(|one| one.person == row.person).count();
        mails.certificate((certificate, earlier), row, feedback)
    };
    let jobs: Vec<JobRow> = issued.iter().map(job).collect();
    let record = |(Certificate { event, person, number, .. }, _): &(_, _)| certificate_record(*event, person, number);
    let subjects: Vec<RecordId> = issued.iter().map(record).collect();
    let audit = Audit::hashes(by, "event.issue_certificates", now).of(sheet.event.id);
    Query::audited(ISSUE, subjects.into_iter().fold(audit, Audit::of_record)).bind("rows", rows).bind("jobs", jobs)
}
