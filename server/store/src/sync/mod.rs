//! Sync: what devices send is judged by `domain::sync::server` and stored once; see there for the why.

mod backed_up;
mod finished;
mod pull;
mod push;
mod quarantine;
mod review;
mod rows;
mod sequencer;
mod span;
mod vault;

pub(crate) use backed_up::BackedUp;
pub use sequencer::Sequencer;

use crate::{Store, audit::Audit, query::Query, row::Ref};
use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError,
    access::{DeviceHolder, KiSo, Koordination, Member, Right, Role, Scope},
    ids::{DeviceId, ErhebungId, KitaId, SubmissionId},
    questionnaires::SentSubmission,
    sync::{
        Finishing, Receipt,
        port::{
            DeviceStanding, FinishedTwice, QuarantinedAnswers, RegisteredDevice, SyncStore, WaitingChanges,
            WaitingContent,
        },
        protocol::{
            Check, CheckReply, DeviceView, Known, Position, Pull, PullReply, Push, PushReply, ServerHead, StatusReply,
            StatusRequest,
        },
        quarantine::SubmissionFile,
        server::{is_lineage_kept, view_of},
        vault::{HalfRequest, OfficeSecret},
    },
};
use rows::{DeviceRow, HeadRow, ReceiptRow, RegisteredRow};
use span::{LinksRow, span_at};
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

/// One snapshot: the end of the sequence, and the links at the place that the device knows, at the one it reads after, and at the
/// last one that counts as backed up.
const HEAD: &str = "
    RETURN {
        head: (SELECT epoch, number, link FROM ONLY change_head:main),
        known: (SELECT first, links, placed_at FROM $known LIMIT 1)[0],
        after: (SELECT first, links, placed_at FROM $after LIMIT 1)[0],
        backed_up: (SELECT first, links, placed_at FROM $backed_up LIMIT 1)[0]
    };
";

/// How exactly it is known when a device was here last.
const CONTACT_STEP: TimeDelta = TimeDelta::minutes(1);

const KNOWN: &str = "
    SELECT account, last_contact, received, received_hash, refused, turned_down, revoked_at FROM $device;
";

/// Registers the device the first time; the account of the first time stays.
const CONTACT: &str = "
    LET $found = SELECT VALUE account FROM $device;
    IF array::len($found) > 0 AND $found[0] != $account { THROW 'forbidden' };
    IF array::len($found) = 0 {
        CREATE $device CONTENT {
            account: $account, registered_at: $now, last_contact: $now, received: 0, received_hash: '', refused: []
        } RETURN NONE
    } ELSE {
        UPDATE $device SET last_contact = $now WHERE last_contact < $now - 1m RETURN NONE
    };
    SELECT account, last_contact, received, received_hash, refused, turned_down, revoked_at FROM $device;
";

const HELD: &str = "SELECT id, hash FROM $submissions;";

const DEVICES: &str = "
    SELECT id, account.name ?? '' AS owner, registered_at, last_contact, revoked_at FROM device
        WHERE $any OR account = $account ORDER BY last_contact DESC, id;
";

const REVOKE: &str = "
    LET $found = SELECT VALUE account FROM $device;
    IF array::len($found) = 0 OR ($found[0] != $account AND !$any) { THROW 'not_found' };
    UPDATE $device SET revoked_at = revoked_at ?? $at RETURN NONE;
";

/// What [`HEAD`] answers.
#[derive(SurrealValue)]
struct Ends {
    head: HeadRow,
    known: Option<LinksRow>,
    after: Option<LinksRow>,
    backed_up: Option<LinksRow>,
}

/// Whether the place is there with its link: then everything before it is the same as well.
fn holds(links: Option<&LinksRow>, place: &Position) -> bool {
    place.number == 0 || links.and_then(|links| links.link_at(place.number)).as_ref() == Some(&place.link)
}

impl Store {
    /// The head as it is told to a device that knows `known` and reads on after `after`.
    async fn server_head(&self, known: Option<&Known>, after: Option<&Position>) -> Result<ServerHead, AppError> {
        let span = |position: Option<&Position>| span_at(position.map_or(0, |position| position.number));
        let backed_up = self.backed_up().lately(self.clock().now());
        let query = Query::read(HEAD)
            .bind("known", span(known.map(|known| &known.head)))
            .bind("after", span(after))
            .bind("backed_up", span(backed_up.as_ref()));
        let ends: Ends = self.value(query).await?;
        let backed_up_through = match backed_up.filter(|place| holds(ends.backed_up.as_ref(), place)) {
            Some(place) => place.number,
            None => self.read_backed_up().await?,
        };
        let follows = after.is_none_or(|after| holds(ends.after.as_ref(), after));
        let kept = is_lineage_kept(known, &ends.head.epoch, |number| ends.known.as_ref()?.link_at(number));
        Ok(ServerHead {
            epoch: ends.head.epoch,
            head: Position { number: ends.head.number.unsigned_abs(), link: ends.head.link },
            backed_up_through,
            lineage_kept: kept && follows,
        })
    }

    /// What is stored of the device, which is registered if it is new.
    async fn contact(&self, by: &(impl Right + Sync), device: DeviceId) -> Result<DeviceRow, AppError> {
        // Nearly all were here within the minute, and the transaction would write nothing: reading does.
        let known: Option<DeviceRow> = self.row(Query::read(KNOWN).bind("device", Ref(device))).await?;
        if let Some(known) = known.filter(|known| known.was_here_lately(self.clock().now())) {
            return if known.is_of(by) { Ok(known) } else { Err(AppError::Forbidden) };
        }
        let query = Query::write(CONTACT)
            .bind("device", Ref(device))
            .bind("account", Ref(by.principal().account))
            .bind("now", self.clock().now());
        self.row(query).await?.ok_or(AppError::NotFound)
    }
}

#[async_trait]
impl SyncStore for Store {
    async fn status(&self, by: &KiSo, request: &StatusRequest) -> Result<StatusReply, AppError> {
        let device = self.contact(by, request.device).await?.view(&own_kitas(by))?;
        Ok(StatusReply { server: self.server_head(request.known.as_ref(), None).await?, device })
    }

    async fn push(&self, by: &KiSo, push: &Push) -> Result<PushReply, AppError> {
        self.take_push(by, push).await
    }

    async fn pull(&self, by: &KiSo, pull: &Pull) -> Result<PullReply, AppError> {
        self.read_page(by, pull).await
    }

    async fn check(&self, _: &KiSo, check: &Check) -> Result<CheckReply, AppError> {
        let asked: BTreeSet<_> = check.submissions.iter().map(|held| Ref(held.submission)).collect();
        let query = Query::read(HELD).bind("submissions", asked.into_iter().collect::<Vec<_>>());
        let rows: Vec<ReceiptRow> = self.rows(query).await?;
        let mut held: Vec<Receipt> = rows.into_iter().map(ReceiptRow::into_domain).collect();
        // A sheet that came as a whole and stands beside another content is here as well, until somebody chooses and after it.
        let others = check.submissions.iter().filter(|asked| !held.contains(asked)).map(|asked| asked.submission);
        let said = self.finished_by_changes(others.collect()).await?;
        held.extend(said);
        let held = held.into_iter().filter(|held| check.submissions.contains(held)).collect();
        // Read after what is held: a backup with a later head then holds it as well.
        Ok(CheckReply { server: self.server_head(check.known.as_ref(), None).await?, held })
    }

    async fn office_secret(&self, fresh: OfficeSecret) -> Result<OfficeSecret, AppError> {
        self.the_office_secret(fresh).await
    }

    async fn hand_out(&self, by: &DeviceHolder, request: &HalfRequest) -> Result<bool, AppError> {
        self.keep_sealed_key(by, request).await
    }

    async fn standing(&self, device: DeviceId) -> Result<Option<DeviceStanding>, AppError> {
        self.standing_of(device).await
    }

    async fn quarantine(&self, push: &Push) -> Result<u32, AppError> {
        self.take_quarantined(push).await
    }

    async fn quarantine_answers(&self, answers: &[SentSubmission]) -> Result<(), AppError> {
        self.keep_quarantined(answers).await
    }

    async fn quarantined_answers(&self, _: &Koordination) -> Result<Vec<QuarantinedAnswers>, AppError> {
        self.count_quarantined().await
    }

    async fn end_quarantine(
        &self,
        by: &Koordination,
        erhebung: ErhebungId,
        take: bool,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let (text, action) = quarantine::ending(take);
        let audit = Audit::hashes(by, action, at).of(erhebung);
        self.run(Query::audited(text, audit).bind("erhebung", Ref(erhebung))).await
    }

    async fn take_file(&self, by: &Koordination, file: &SubmissionFile, at: DateTime<Utc>) -> Result<(), AppError> {
        self.import_file(by, file, at).await
    }

    async fn waiting(&self, _: &Koordination) -> Result<Vec<WaitingChanges>, AppError> {
        self.waiting_changes().await
    }

    async fn look(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<WaitingContent, AppError> {
        self.look_at_changes(by, device, submission, at).await
    }

    async fn let_in(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.let_changes_in(by, device, submission, at).await
    }

    async fn turn_down(
        &self,
        by: &Koordination,
        device: DeviceId,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.turn_changes_down(by, device, submission, at).await
    }

    async fn finished_twice(&self, _: &Koordination) -> Result<Vec<FinishedTwice>, AppError> {
        self.twice_finished().await
    }

    async fn compare(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        at: DateTime<Utc>,
    ) -> Result<Finishing, AppError> {
        self.compare_finished(by, submission, at).await
    }

    async fn choose(
        &self,
        by: &Koordination,
        submission: SubmissionId,
        hash: &str,
        at: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.choose_finished(by, submission, hash, at).await
    }

    async fn devices(&self, by: &Member) -> Result<Vec<RegisteredDevice>, AppError> {
        let query = Query::read(DEVICES)
            .bind("account", Ref(by.principal().account))
            .bind("any", by.principal().role == Role::Koordination);
        let rows: Vec<RegisteredRow> = self.rows(query).await?;
        Ok(rows.into_iter().map(RegisteredRow::into_domain).collect())
    }

    async fn revoke(&self, by: &Member, device: DeviceId, at: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::hashes(by, "device.revoke", at).of(device);
        let query = Query::audited(REVOKE, audit)
            .bind("device", Ref(device))
            .bind("account", Ref(by.principal().account))
            .bind("any", by.principal().role == Role::Koordination)
            .bind("at", at);
        self.run(query).await
    }
}

/// The Kitas in which the account works on the day of the request.
fn own_kitas(by: &KiSo) -> BTreeSet<KitaId> {
    match &by.principal().scope {
        Scope::Kitas(kitas) => kitas.iter().copied().collect(),
        Scope::All | Scope::Anstellungstraeger(_) | Scope::Nothing => BTreeSet::new(),
    }
}

impl DeviceRow {
    fn is_of(&self, by: &impl Right) -> bool {
        self.account.0 == by.principal().account
    }

    fn was_here_lately(&self, now: DateTime<Utc>) -> bool {
        self.last_contact >= now - CONTACT_STEP
    }

    fn view(self, kitas: &BTreeSet<KitaId>) -> Result<DeviceView, AppError> {
        let number =
            |value: i64| u32::try_from(value).map_err(|_| crate::error::internal(CONTACT, "a number is no count"));
        Ok(DeviceView {
            received: number(self.received)?,
            received_hash: self.received_hash,
            view: view_of(kitas),
            revoked: self.revoked_at.is_some(),
            refused: self.refused.into_iter().map(number).collect::<Result<_, _>>()?,
            turned_down: self.turned_down.unwrap_or_default().into_iter().map(number).collect::<Result<_, _>>()?,
        })
    }
}
