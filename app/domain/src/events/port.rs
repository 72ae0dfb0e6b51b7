//! What the rest of the program needs of the store for events. Times and ids are passed in by the caller.

use super::{
    AreaNames, Event, EventPlan, Format, Opening, Party, PersonKey, Registration,
    approval::{RequestOutcome, Ruling},
    attendance::{
        Marking, Sheet, Step,
        tablet::{HeldEntry, TabletChange, TabletReceipt},
    },
    certificate::{Certificate, CertificateNumber, Numbering},
    kept::Kept,
    minutes::{Meeting, MinutesDraft, Task},
    planning::Calendar,
    proposals::{Proposal, StoredProposal},
    rules::{Place, Refusal, Registrar},
    series::Copies,
    tandem::{Answer, Needs},
    templates::{Occasion, Stored, Template},
    walk_in::{WalkIn, WalkInOutcome},
};
use crate::{
    access::{Koordination, Registrant},
    accounts::{Email, TokenHash},
    error::AppError,
    ids::{DeviceId, EventId, KitaId, SozialraumId, TaskId},
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::{BTreeMap, BTreeSet};

/// Events with a day in a period, as far as they can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedEvents {
    pub events: Vec<Event>,
    /// Those that cannot; it is reported.
    pub unreadable: Vec<EventId>,
}

impl ListedEvents {
    /// How many are left out.
    pub fn missing(&self) -> u32 {
        u32::try_from(self.unreadable.len()).unwrap_or(u32::MAX)
    }
}

/// How a registration ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistrationOutcome {
    /// Everybody of the party got a seat just now; a mail to each is on its way.
    Registered,
    /// Everybody of the party is on the waiting list just now; a mail to each is on its way.
    Waitlisted,
    /// They had their seats before; no second mail.
    AlreadyRegistered,
    /// They were on the waiting list before; no second mail.
    AlreadyWaiting,
    /// Everybody of the party has asked for a seat just now; a mail to each is on its way.
    Requested,
    /// They had asked before; no second mail.
    AlreadyRequested,
    /// A half looks for a partner from now on; a mail is on its way.
    Seeking,
    /// The half looked for a partner before; no second mail.
    AlreadySeeking,
    Refused(Refusal),
}

/// How an answer through a link ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerOutcome {
    /// It holds from now on; mails to those concerned are on their way.
    Done,
    /// It was so before; no second mail.
    Unchanged,
    /// The deadline has passed, the tandem is no more, or the event has begun or was called off.
    TooLate,
}

/// A registration with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub event: Event,
    pub registration: Registration,
    /// The registration that this one names as its other half, whatever has become of it.
    pub partner: Option<Registration>,
    /// On the waiting list; `None` for who is not on it.
    pub place: Option<Place>,
}

/// What somebody is registered for, as far as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnEvents {
    pub events: Vec<Linked>,
    /// Events of which the plan, the own registration or one on which it depends cannot be read; it is reported.
    pub unreadable: BTreeSet<EventId>,
}

/// A Kita as everybody may know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KitaName {
    pub id: KitaId,
    pub name: String,
}

#[async_trait]
pub trait EventStore: Send + Sync {
    /// Stores a new event with no seat taken; the same again changes nothing. `Conflict` when the id is another plan's;
    /// `Invalid([sozialraeume: UnknownReference])` for a Sozialraum that does not exist, and so for an employer. The audit row is
    /// in the same transaction, as in every function that takes a proof.
    async fn create(
        &self,
        by: &Koordination,
        id: EventId,
        plan: &EventPlan,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Replaces the plan, and tells everybody concerned by mail when the days changed or the event was called off
    /// ([`super::rules::news`]); where participants are asked how it was, those days move with the last one. `Conflict` when
    /// `revision` is not the latest, unless the same plan was written on it just now; capacity below what is taken throws nobody out,
    /// and a larger one lets those in who wait, with a mail to each.
    /// `Invalid([AttendanceEntered])` for a plan that drops a session of which attendance is entered
    /// ([`super::attendance::rules::dropped_sessions`]).
    async fn update(
        &self,
        by: &Koordination,
        id: EventId,
        plan: &EventPlan,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Stores events that were made from one another, all or none, and makes them a series with their source. Events that are
    /// there already, from an earlier sending of the same request, stay as they are. `Conflict` when the source has changed since
    /// it was copied, or when only some are there; `Invalid` as in [`Self::create`].
    async fn make_series(&self, by: &Koordination, copies: &Copies, now: DateTime<Utc>) -> Result<(), AppError>;

    /// The events of the series that began with this one, the first one first; none if it began no series.
    async fn series(&self, by: &Koordination, series: EventId) -> Result<Vec<Event>, AppError>;

    /// Events with a day in this period ([`super::listed`]), both days included, drafts too, the latest first. One that cannot be
    /// read does not take the others away.
    async fn list(&self, by: &Koordination, period: (NaiveDate, NaiveDate)) -> Result<ListedEvents, AppError>;

    /// First days of all events of all years, in any order.
    async fn first_days(&self, by: &Koordination) -> Result<Vec<NaiveDate>, AppError>;

    async fn find(&self, by: &Koordination, id: EventId) -> Result<Event, AppError>;

    /// Everybody who registered, in the order of registration, cancelled ones included.
    async fn registrations(&self, by: &Koordination, id: EventId) -> Result<Vec<Registration>, AppError>;

    /// Cancels a registration, and its other half if it is a tandem, with a mail to each; their seats go to those who wait, with a mail to
    /// each, in the same transaction. Cancelling again changes nothing.
    async fn cancel(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// What the registrar sees ([`super::may_see`]) and whose last day is not before today, the next first. One that cannot be read is left
    /// out, and reported.
    async fn announced(&self, registrar: Registrar<'_>, now: DateTime<Utc>) -> Result<Vec<Event>, AppError>;

    /// An event that the registrar sees ([`super::may_see`]). `Unauthenticated` for a guest when an account would show it, else `NotFound`.
    async fn announced_event(&self, registrar: Registrar<'_>, id: EventId) -> Result<Event, AppError>;

    /// Events with a day in this period, both days included: for the Koordination all with everybody who is registered, for the
    /// others what they see ([`super::may_see`]), with themselves under `email`.
    async fn calendar(
        &self,
        by: &Registrant,
        email: &Email,
        period: (NaiveDate, NaiveDate),
        now: DateTime<Utc>,
    ) -> Result<Calendar, AppError>;

    /// Sozialräume and Anstellungsträger by name: to address an event to, and to show where it belongs.
    async fn area_names(&self, by: &Koordination) -> Result<AreaNames, AppError>;

    /// The Kitas of the directory by name, to choose from in a registration.
    async fn kita_names(&self) -> Result<Vec<KitaName>, AppError>;

    /// Deletes the access and food needs of events that ended more than [`super::rules::NEEDS_KEPT`] ago; returns from how
    /// many registrations.
    async fn delete_needs(&self, now: DateTime<Utc>) -> Result<u64, AppError>;

    /// Deletes the registrations of events whose last day lies before `ended_before`, with attendance and the names on
    /// certificates; returns how many registrations. For statistics the events stay, how many seats were taken, and what may be
    /// kept of the attendance ([`super::kept::keep`], no sum of fewer than `smallest` people), written with the deletion; and the
    /// numbers of certificates, so that they can still be checked. What cannot be read goes as well, without sums.
    async fn delete_registrations(&self, ended_before: NaiveDate, smallest: u32) -> Result<u64, AppError>;

    /// The one seat-taking path. Head record, registrations and mail jobs are written in one transaction, at most once
    /// per person: repeating a call is safe. `NotFound` for an event that the
    /// registrar cannot see; `Invalid([kita: UnknownReference])` for a Kita that does not exist; `Conflict` only when
    /// the database stayed busy, never because the event is full.
    async fn register(
        &self,
        registrar: Registrar<'_>,
        event: EventId,
        party: &Party,
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError>;

    /// Every registration under an address, whatever became of it, with its event; the latest event first, drafts left out.
    async fn mine(&self, by: &Registrant, email: &Email) -> Result<OwnEvents, AppError>;

    /// Keeps the hash of a link that goes out now; `false`, and nothing is kept, where what it would open is not there (any more).
    async fn keep_link(&self, opening: &Opening, link: &TokenHash, now: DateTime<Utc>) -> Result<bool, AppError>;

    /// The registration that a mailed link belongs to, with its event even if only people with an account see that.
    /// `NotFound` for a link of nobody, and for drafts.
    async fn linked(&self, event: EventId, link: &TokenHash) -> Result<Linked, AppError>;

    /// What the holder of a link decides ([`super::tandem::rules::answer`]); `needs` count with a confirmation only. Seats that become
    /// free go to those who wait, and everybody concerned gets a mail, in the same transaction. Repeating a call is safe.
    async fn answer(
        &self,
        event: EventId,
        link: &TokenHash,
        answer: Answer,
        needs: &Needs,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError>;

    /// Gives up the registration that the own account has under its address `email`: as with [`Answer::Cancel`] through its
    /// link, so of a tandem both seats. `NotFound` when there is none. Repeating a call is safe.
    async fn cancel_own(
        &self,
        by: &Registrant,
        email: &Email,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError>;

    /// Takes the seat that the own account has moved up to under its address `email`: as with [`Answer::Confirm`] through its link.
    /// `NotFound` when there is none. Repeating a call is safe.
    async fn confirm_own(
        &self,
        by: &Registrant,
        email: &Email,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<AnswerOutcome, AppError>;

    /// Makes a tandem of two who look for a partner; it takes its seats on the same path as [`Self::register`], with a mail
    /// to each. `NotFound` when one of them is not registered here.
    async fn pair(
        &self,
        by: &Koordination,
        event: EventId,
        people: [&PersonKey; 2],
        now: DateTime<Utc>,
    ) -> Result<RegistrationOutcome, AppError>;

    /// Decides on a request for a seat, of a tandem for both ([`super::approval::rule`]), with a mail to each. The seats are taken on
    /// the same path as by [`Self::register`]. `NotFound` when the person is not registered here. Repeating a call is safe.
    async fn decide(
        &self,
        by: &Koordination,
        event: EventId,
        person: &PersonKey,
        ruling: Ruling,
        now: DateTime<Utc>,
    ) -> Result<RequestOutcome, AppError>;

    /// Published events ahead with people whose requests nobody has decided, and how many these are; the next event first.
    async fn open_requests(&self, by: &Koordination, now: DateTime<Utc>) -> Result<Vec<(Event, usize)>, AppError>;

    /// Clears away what is past its deadline in every event ([`super::tandem::rules::expire`]), with a mail to everybody
    /// concerned; returns how many registrations changed.
    async fn expire(&self, now: DateTime<Utc>) -> Result<u64, AppError>;

    /// Puts the reminders that are due into the outbox ([`super::reminders`]), and word to those whose request nobody has decided
    /// before the event began ([`super::approval::undecided`]), each once; returns how many are new.
    async fn remind(&self, now: DateTime<Utc>) -> Result<u64, AppError>;
}

/// Wordings of mails that the Koordination has written.
#[async_trait]
pub trait TemplateStore: Send + Sync {
    /// Of every occasion that was ever changed.
    async fn templates(&self, by: &Koordination) -> Result<Vec<Stored>, AppError>;

    /// Replaces a wording; `None` brings the built-in one back. `Conflict` when `revision` is not the latest, unless the
    /// same was written on it just now. Mails that wait in the outbox are sent in the wording that holds then.
    async fn save_template(
        &self,
        by: &Koordination,
        occasion: Occasion,
        template: Option<&Template>,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;
}

/// What new events of a format begin with, as the Koordination has written it.
#[async_trait]
pub trait ProposalStore: Send + Sync {
    /// Of every format of which one was ever written.
    async fn proposals(&self, by: &Koordination) -> Result<Vec<StoredProposal>, AppError>;

    /// Replaces the proposal of a format; `None` brings the built-in one back. `Conflict` when `revision` is not the latest, unless
    /// the same was written on it just now.
    async fn save_proposal(
        &self,
        by: &Koordination,
        format: Format,
        proposal: Option<&Proposal>,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;
}

/// The private calendar feed of an account: its own appointments, for whoever has the address.
#[async_trait]
pub trait FeedStore: Send + Sync {
    /// Since when there is one; `None` when there is none.
    async fn feed_since(&self, by: &Registrant) -> Result<Option<DateTime<Utc>>, AppError>;

    /// Opens the feed under a token, of which only the hash is kept. An earlier one leads nowhere from then on.
    async fn make_feed(&self, by: &Registrant, token: &TokenHash, now: DateTime<Utc>) -> Result<(), AppError>;

    /// Ends the feed; without one nothing happens.
    async fn end_feed(&self, by: &Registrant) -> Result<(), AppError>;

    /// The events in which the account behind the token has a seat, the latest first; those that cannot be read are left out and
    /// reported. `NotFound` for a token of nobody, and for accounts that are not in use any more.
    async fn feed(&self, token: &TokenHash) -> Result<Vec<Event>, AppError>;
}

/// Who was there, and the certificates that follow from it.
#[async_trait]
pub trait AttendanceStore: Send + Sync {
    /// An event with everything that was entered about it, from one snapshot.
    async fn sheet(&self, by: &Koordination, event: EventId) -> Result<Sheet, AppError>;

    /// Enters attendance, all or nothing ([`super::attendance::rules::enter`]). `Conflict` when the rules refuse it: the page
    /// offers nothing that they would, so somebody has changed the event meanwhile.
    async fn enter(
        &self,
        by: &Koordination,
        event: EventId,
        markings: &[Marking],
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Enters what somebody entered on a tablet, once however often it is sent ([`super::attendance::tablet::judge`]); what the
    /// rules refuse comes back with the reason.
    async fn enter_from_tablet(
        &self,
        by: &Koordination,
        change: &TabletChange,
        now: DateTime<Utc>,
    ) -> Result<TabletReceipt, AppError>;

    /// Holds entries that a revoked tablet delivers, each under its key, until the Koordination has decided. The same ones again,
    /// and those that arrived before, change nothing.
    async fn hold_entries(
        &self,
        device: DeviceId,
        entries: &[(String, TabletChange)],
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Everything that is held, of each tablet in the order in which it was entered there.
    async fn held_entries(&self, by: &Koordination) -> Result<Vec<HeldEntry>, AppError>;

    /// Enters what one tablet held about one event, as [`Self::enter_from_tablet`]. What the rules refuse stays held, and the
    /// reasons come back. `NotFound` when nothing is held there.
    async fn take_held(
        &self,
        by: &Koordination,
        device: DeviceId,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, AppError>;

    /// Throws away what one tablet held about one event. `NotFound` when nothing is held there.
    async fn turn_held_down(
        &self,
        by: &Koordination,
        device: DeviceId,
        event: EventId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Takes in somebody who is there without having registered ([`super::walk_in::arrive`]): seat and presence in one
    /// transaction, on the same head record as [`EventStore::register`], without a mail. Repeating a call is safe.
    /// `Invalid([kita: UnknownReference])` for a Kita that does not exist.
    async fn admit(
        &self,
        by: &Koordination,
        event: EventId,
        walk_in: &WalkIn,
        now: DateTime<Utc>,
    ) -> Result<WalkInOutcome, AppError>;

    /// Takes a step after the event has begun ([`super::attendance::rules::step`]); `Conflict` when it is not possible.
    async fn take_step(
        &self,
        by: &Koordination,
        event: EventId,
        step: Step,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Issues a certificate to everybody who has earned one and has none, with a mail to each; returns how many. `feedback` is
    /// the address of the survey that asks how the event was, for the mails; blank while there is none to answer. Repeating a
    /// call is safe.
    async fn issue_certificates(
        &self,
        by: &Koordination,
        event: EventId,
        numbering: &dyn Numbering,
        feedback: &str,
        now: DateTime<Utc>,
    ) -> Result<u32, AppError>;

    /// Takes a certificate back ([`super::attendance::rules::withdraws`]): its number says so from then on, and nothing opens its
    /// file. `NotFound` for a number of no certificate of the event. Repeating a call is safe.
    async fn withdraw_certificate(
        &self,
        by: &Koordination,
        event: EventId,
        number: &CertificateNumber,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Everything that was entered about the events that begin in this year.
    async fn year_of_events(&self, by: &Koordination, year: i32) -> Result<YearOfEvents, AppError>;

    /// For the check page: whoever has the number may ask. `NotFound` for a number of no certificate.
    async fn certificate(&self, number: &CertificateNumber) -> Result<Certificate, AppError>;

    /// As [`Self::certificate`], for the holder of a mailed link to its file. `NotFound` for a link of nobody or of another one.
    async fn linked_certificate(&self, number: &CertificateNumber, link: &TokenHash) -> Result<Certificate, AppError>;
}

/// What the statistics of a year are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearOfEvents {
    /// Of the year, without certificates.
    pub sheets: Vec<Sheet>,
    /// What is kept of those whose registrations are deleted.
    pub kept: BTreeMap<EventId, Kept>,
    /// Of the year as well: those of which something cannot be read; it is reported.
    pub unreadable: Vec<EventId>,
    /// First days of all events of all years.
    pub first_days: Vec<NaiveDate>,
    pub names: AreaNames,
    /// Where each Kita lies.
    pub regions: BTreeMap<KitaId, SozialraumId>,
}

/// Minutes that somebody may read, as far as they can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnMinutes {
    pub meetings: Vec<Meeting>,
    /// Meetings of whose minutes something cannot be read; it is reported.
    pub unreadable: BTreeSet<EventId>,
}

/// Tasks that are not done, as far as they can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OpenTasks {
    pub tasks: Vec<(Task, Event)>,
    /// Meetings of which a task, or what it belongs to, cannot be read; it is reported.
    pub unreadable: BTreeSet<EventId>,
}

/// Minutes of meetings and the tasks in them.
#[async_trait]
pub trait MinutesStore: Send + Sync {
    /// A meeting with its minutes and everything from earlier ones of the format that belongs on the table. What of other meetings
    /// cannot be read is left out ([`Meeting::unreadable`]); of its own all must be read, or saving would delete what is not shown.
    /// `NotFound` for an event whose format has no minutes.
    async fn meeting(&self, by: &Koordination, event: EventId) -> Result<Meeting, AppError>;

    /// Replaces minutes and tasks; tasks that are left out are deleted, done ones stay done. `Conflict` when `revision` is
    /// not the latest, or they are approved.
    async fn save_minutes(
        &self,
        by: &Koordination,
        event: EventId,
        draft: &MinutesDraft,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Mails the minutes of `revision` to everybody who was registered; returns to how many. Sending again what nobody has
    /// changed sends nothing, nor does sending before the meeting has begun.
    async fn send_minutes(
        &self,
        by: &Koordination,
        event: EventId,
        revision: u32,
        now: DateTime<Utc>,
    ) -> Result<u32, AppError>;

    /// The people of the meeting `at` approve the minutes of `of` ([`super::minutes::rules::can_approve`]); `Conflict` when
    /// they cannot.
    async fn approve_minutes(
        &self,
        by: &Koordination,
        of: EventId,
        at: EventId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Marks a task as done today, or as open again; repeating a call changes nothing.
    async fn set_task_done(
        &self,
        by: &Koordination,
        task: TaskId,
        done: bool,
        now: DateTime<Utc>,
    ) -> Result<(), AppError>;

    /// Of every meeting in which somebody has a seat under an address, the minutes as they were last sent or approved
    /// ([`super::minutes::rules::is_shared`]), with tasks and attendance and without what lies on its table; the latest meeting first.
    async fn own_minutes(&self, by: &Registrant, email: &Email) -> Result<OwnMinutes, AppError>;

    /// Every task that is not done, with its meeting: those with the nearest day first, those without one last.
    async fn open_tasks(&self, by: &Koordination) -> Result<OpenTasks, AppError>;
}
