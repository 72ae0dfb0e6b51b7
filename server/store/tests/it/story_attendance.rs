//! The port for attendance: entering, steps, certificates.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, mails, mails_at, plan, register, single, tandem},
};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    AppError, ErrorCode,
    error::FieldError,
    events::{
        Attendance, EventPlan, EventStatus, PersonKey,
        attendance::{
            Marking, Session, Step,
            tablet::{TabletChange, TabletReceipt},
        },
        certificate::{CertificateNumber, Numbering},
        port::{AttendanceStore, EventStore},
    },
    ids::{DeviceId, EventId},
};
use std::sync::atomic::{AtomicU64, Ordering};
use uuid::Uuid;

/// Counts where the server asks for chance.
#[derive(Default)]
pub struct Counted(AtomicU64);

impl Numbering for Counted {
    fn fresh(&self) -> Result<CertificateNumber, AppError> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Ok(CertificateNumber::of_bits(number))
    }
}

/// Noon of the seminar's second day, 15 April 2026.
pub fn second_day() -> DateTime<Utc> {
    noon() + Days::new(44)
}

pub fn marking(person: PersonKey, day: usize, attendance: impl Into<Option<Attendance>>) -> Marking {
    Marking { person, session: Session::of(&plan(3).days[day]), attendance: attendance.into() }
}

/// A seminar with a tandem and a single, everybody's mails taken out of the outbox.
pub async fn seated(stage: &Stage) {
    stage.store.create(&koordination(), SEMINAR, &plan(5), noon()).await.expect("a new event");
    register(stage, &tandem(1, 2)).await;
    register(stage, &single(3)).await;
    mails(stage).await;
}

pub async fn enter(stage: &Stage, markings: &[Marking]) -> Result<(), AppError> {
    stage.store.enter(&koordination(), SEMINAR, markings, second_day()).await
}

pub async fn step(stage: &Stage, step: Step) -> Result<(), AppError> {
    stage.store.take_step(&koordination(), SEMINAR, step, second_day()).await
}

#[test]
fn attendance_is_entered_changed_and_taken_back() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        assert_eq!(enter(&stage, &[marking(key(1), 0, Attendance::Anwesend)]).await, Ok(()));
        assert_eq!(enter(&stage, &[marking(key(1), 0, Attendance::Entschuldigt)]).await, Ok(()));
        let both = [marking(key(2), 0, Attendance::Anwesend), marking(key(2), 1, Attendance::Unentschuldigt)];
        assert_eq!(enter(&stage, &both).await, Ok(()));
        assert_eq!(enter(&stage, &[marking(key(2), 1, None)]).await, Ok(()));
        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        let session = Session::of(&plan(3).days[0]);
        assert_eq!(sheet.attendance(&key(1), session), Some(Attendance::Entschuldigt));
        assert_eq!((sheet.marks.len(), sheet.missing()), (2, 4));

        // All or nothing: a stranger among them, and nobody is entered.
        let with_a_stranger = [marking(key(3), 0, Attendance::Anwesend), marking(key(9), 0, Attendance::Anwesend)];
        assert_eq!(enter(&stage, &with_a_stranger).await, Err(AppError::Conflict));
        assert_eq!(stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet").marks.len(), 2);
        // Nor before the day has come.
        let early = [marking(key(3), 0, Attendance::Anwesend)];
        assert_eq!(stage.store.enter(&koordination(), SEMINAR, &early, noon()).await, Err(AppError::Conflict));
    });
}

#[test]
fn many_tablets_leave_one_entry_for_each() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let all: Vec<_> = [1, 2, 3].map(|person| marking(key(person), 0, Attendance::Anwesend)).into();
        let taps = (0..12).map(|tap| {
            let (store, one) = (stage.store.clone(), vec![all[tap % 3].clone()]);
            tokio::spawn(async move { store.enter(&koordination(), SEMINAR, &one, second_day()).await })
        });
        for tap in taps.collect::<Vec<_>>() {
            assert_eq!(tap.await.expect("no panic"), Ok(()));
        }
        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        assert_eq!((sheet.marks.len(), sheet.missing()), (3, 3));
    });
}

/// An entry of a tablet for person 1 on the first day.
fn from_tablet(id: u128, attendance: Option<Attendance>, base: Option<Attendance>) -> TabletChange {
    let Marking { person, session, attendance } = marking(key(1), 0, attendance);
    let (person, session) = (person.to_string(), session.to_string());
    TabletChange { id: Uuid::from_u128(id), event: SEMINAR, person, session, attendance, base, other: None }
}

async fn deliver(stage: &Stage, change: &TabletChange) -> TabletReceipt {
    stage.store.enter_from_tablet(&koordination(), change, second_day()).await.expect("a receipt")
}

#[test]
fn an_entry_of_a_tablet_counts_once_and_what_it_did_not_see_is_kept() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let session = Session::of(&plan(3).days[0]);
        let stands = async || {
            let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
            (sheet.attendance(&key(1), session), sheet.other(&key(1), session))
        };
        let (here, excused) = (Some(Attendance::Anwesend), Some(Attendance::Entschuldigt));
        let (first, other) = (from_tablet(1, here, None), from_tablet(2, excused, None));
        // The same one from two pages of a browser at once.
        let (one, again) = tokio::join!(deliver(&stage, &first), deliver(&stage, &first));
        assert_eq!(one.refusal, "");
        assert_eq!(one, again);
        assert_eq!(stands().await, (here, None));
        assert_eq!(deliver(&stage, &other).await.refusal, "");
        assert_eq!(stands().await, (excused, here));
        // Its receipt was lost: sent again, it does not come back over what was entered since.
        assert_eq!(deliver(&stage, &first).await.refusal, "");
        assert_eq!(stands().await, (excused, here));
        // Who has not seen it takes nothing back; an entry in the office decides.
        assert_eq!(deliver(&stage, &from_tablet(3, None, here)).await.refusal, "");
        assert_eq!(stands().await, (excused, here));
        assert_eq!(enter(&stage, &[marking(key(1), 0, Attendance::Anwesend)]).await, Ok(()));
        assert_eq!(stands().await, (here, None));
        assert_eq!(deliver(&stage, &from_tablet(4, None, here)).await.refusal, "");
        assert_eq!(stands().await, (None, None));
    });
}

#[test]
fn what_cannot_be_entered_comes_back_to_the_tablet_with_the_reason() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let here = Some(Attendance::Anwesend);
        let stranger = TabletChange { person: key(9).to_string(), ..from_tablet(1, here, None) };
        assert!(deliver(&stage, &stranger).await.refusal.starts_with("Diese Person ist nicht mehr angemeldet"));
        let odd = TabletChange { session: "gestern".into(), ..from_tablet(2, here, None) };
        assert!(!deliver(&stage, &odd).await.refusal.is_empty());
        let nowhere = TabletChange { event: EventId::new(Uuid::from_u128(99)), ..from_tablet(3, here, None) };
        assert!(deliver(&stage, &nowhere).await.refusal.starts_with("Diese Veranstaltung gibt es nicht mehr"));
        assert!(stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet").marks.is_empty());
        // What was refused once is taken when it fits: the same entry.
        let early = from_tablet(4, here, None);
        let receipt = stage.store.enter_from_tablet(&koordination(), &early, noon()).await.expect("a receipt");
        assert!(receipt.refusal.starts_with("Die Anwesenheit lässt sich ab dem"), "{}", receipt.refusal);
        assert_eq!(deliver(&stage, &early).await.refusal, "");
        // It goes with the registrations.
        let later = second_day().date_naive() + Days::new(400);
        assert_eq!(stage.store.delete_registrations(later, 5).await, Ok(3));
        let left: Vec<String> = stage
            .store
            .rows(store::internals::Query::read("SELECT VALUE person FROM attendance_change;"))
            .await
            .expect("rows");
        assert_eq!(left, Vec::<String>::new());
    });
}

#[test]
fn entries_of_a_revoked_tablet_count_once_somebody_has_decided() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let (tablet, here) = (DeviceId::new(Uuid::from_u128(7)), Some(Attendance::Anwesend));
        let stranger = TabletChange { person: key(9).to_string(), ..from_tablet(1, here, None) };
        let entries = [("1-b".to_owned(), from_tablet(2, here, None)), ("2-a".to_owned(), stranger)];
        let hold = async || stage.store.hold_entries(tablet, &entries, second_day()).await;
        let held = async || stage.store.held_entries(&koordination()).await.expect("entries");
        let take = async || stage.store.take_held(&koordination(), tablet, SEMINAR, second_day()).await;
        // Twice, as when the first reply was lost.
        assert_eq!((hold().await, hold().await), (Ok(()), Ok(())));
        let in_order: Vec<_> = held().await.into_iter().map(|entry| entry.change).collect();
        assert_eq!(in_order, [entries[0].1.clone(), entries[1].1.clone()]);
        let stands = async || {
            let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
            sheet.attendance(&key(1), Session::of(&plan(3).days[0]))
        };
        assert_eq!(stands().await, None, "nothing counts before");

        // One that cannot be read hides no other, and nobody throws it away unseen.
        let run = async |text: &'static str| {
            stage.store.run(store::internals::Query::write(text)).await.expect("written");
        };
        run("UPDATE attendance_held SET attendance = 'unlesbar' WHERE turn = '1-b' RETURN NONE;").await;
        assert_eq!(held().await.into_iter().map(|entry| entry.change).collect::<Vec<_>>(), [entries[1].1.clone()]);
        assert_eq!(take().await.map(|refusals| refusals.len()), Ok(2));
        run("UPDATE attendance_held SET attendance = 'anwesend' WHERE turn = '1-b' RETURN NONE;").await;
        assert_eq!(held().await.len(), 2);

        let refusals = take().await.expect("entries");
        assert_eq!(refusals.len(), 1, "{refusals:?}");
        assert_eq!(stands().await, here);
        // What could not be entered waits on; what arrived does not wait again, however late the tablet sends it.
        assert_eq!(hold().await, Ok(()));
        assert_eq!(held().await.into_iter().map(|entry| entry.change).collect::<Vec<_>>(), [entries[1].1.clone()]);
        let down = async || stage.store.turn_held_down(&koordination(), tablet, SEMINAR, second_day()).await;
        assert_eq!((down().await, down().await), (Ok(()), Err(AppError::NotFound)));
        assert_eq!((held().await, take().await), (vec![], Err(AppError::NotFound)));
        // It goes with the registrations.
        assert_eq!(hold().await, Ok(()));
        let later = second_day().date_naive() + Days::new(400);
        assert_eq!(stage.store.delete_registrations(later, 5).await, Ok(3));
        assert_eq!(held().await, []);
    });
}

#[test]
fn certificates_follow_from_attendance_once_with_one_mail_each() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let numbering = Counted::default();
        let issue =
            async || stage.store.issue_certificates(&koordination(), SEMINAR, &numbering, "", second_day()).await;
        let here = |person, day| marking(key(person), day, Attendance::Anwesend);
        let marks = [here(1, 0), here(1, 1), here(2, 0), here(2, 1), here(3, 0)];
        enter(&stage, &marks).await.expect("open days");
        assert_eq!(issue().await, Ok(0), "not before it took place");
        assert_eq!(step(&stage, Step::Close).await, Err(AppError::Conflict));
        assert_eq!(step(&stage, Step::Hold).await, Ok(()));
        assert_eq!(step(&stage, Step::Close).await, Err(AppError::Conflict), "an entry is missing");
        enter(&stage, &[marking(key(3), 1, Attendance::Entschuldigt)]).await.expect("an open day");

        // Two clicks at once: two certificates, two mails.
        let (one, other) = tokio::join!(issue(), issue());
        assert_eq!(one.expect("an answer") + other.expect("an answer"), 2);
        assert_eq!(issue().await, Ok(0));
        assert_eq!(mails_at(&stage, second_day()).await, ["person1@beispiel.de", "person2@beispiel.de"]);

        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        assert!(sheet.certificate(&key(3)).is_none(), "half of the time is not enough");
        let certificate = sheet.certificate(&key(1)).expect("a certificate").clone();
        assert_eq!(certificate.holder.as_ref().map(|holder| holder.from.as_str()), Some("Kita Sonnenschein"));
        assert_eq!(stage.store.certificate(&certificate.number).await, Ok(certificate.clone()));
        assert_eq!(stage.store.certificate(&CertificateNumber::of_bits(77)).await, Err(AppError::NotFound));

        // Whoever has a certificate was there; the rest can be corrected as long as the event is not closed.
        assert_eq!(enter(&stage, &[marking(key(1), 0, None)]).await, Err(AppError::Conflict));
        assert_eq!(step(&stage, Step::Close).await, Ok(()));
        assert_eq!(enter(&stage, &[marking(key(3), 1, Attendance::Anwesend)]).await, Err(AppError::Conflict));
        assert_eq!(step(&stage, Step::Reopen).await, Ok(()));
        assert_eq!(enter(&stage, &[marking(key(3), 1, Attendance::Anwesend)]).await, Ok(()));
        assert_eq!(issue().await, Ok(1));

        // With the registrations go attendance and names; the number can still be checked.
        let later = second_day().date_naive() + Days::new(400);
        assert_eq!(stage.store.delete_registrations(later, 5).await, Ok(3));
        let sheet = stage.store.sheet(&koordination(), SEMINAR).await.expect("a sheet");
        assert!(sheet.marks.is_empty() && sheet.registrations.is_empty());
        let kept = stage.store.certificate(&certificate.number).await.expect("the number stays");
        assert_eq!((kept.holder, kept.facts), (None, certificate.facts));
    });
}

#[test]
fn a_certificate_that_is_taken_back_is_known_as_such_and_another_one_comes_with_a_mail_of_its_own() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let (by, store, numbering) = (koordination(), &stage.store, Counted::default());
        let issue = async || store.issue_certificates(&by, SEMINAR, &numbering, "", second_day()).await;
        let here = |day| marking(key(3), day, Attendance::Anwesend);
        enter(&stage, &[here(0), here(1)]).await.expect("open days");
        assert_eq!(step(&stage, Step::Hold).await, Ok(()));
        assert_eq!(issue().await, Ok(1));
        assert_eq!(mails_at(&stage, second_day()).await, ["person3@beispiel.de"]);
        let number = CertificateNumber::of_bits(0);
        let withdraw =
            async |number: &CertificateNumber| store.withdraw_certificate(&by, SEMINAR, number, second_day()).await;
        assert_eq!(withdraw(&CertificateNumber::of_bits(77)).await, Err(AppError::NotFound));
        assert_eq!(enter(&stage, &[marking(key(3), 0, None)]).await, Err(AppError::Conflict));
        let (one, again) = tokio::join!(withdraw(&number), withdraw(&number));
        assert_eq!((one, again), (Ok(()), Ok(())));
        let withdrawn = store.certificate(&number).await.expect("the number stays");
        assert_eq!(withdrawn.withdrawn, Some(second_day().date_naive()));
        assert_eq!(mails_at(&stage, second_day()).await, ["person3@beispiel.de"], "that it holds no longer, once");

        // Attendance is open again; who has earned it after all gets another one under another number.
        assert_eq!(enter(&stage, &[marking(key(3), 0, Attendance::Unentschuldigt)]).await, Ok(()));
        assert_eq!(issue().await, Ok(0));
        assert_eq!(enter(&stage, &[here(0)]).await, Ok(()));
        assert_eq!((issue().await, issue().await), (Ok(1), Ok(0)));
        assert_eq!(mails_at(&stage, second_day()).await, ["person3@beispiel.de"], "a mail of its own");
        let sheet = store.sheet(&by, SEMINAR).await.expect("a sheet");
        let now = sheet.certificate(&key(3)).expect("another one");
        assert_eq!((sheet.certificates.len(), now.number != number), (2, true));
        assert!(store.certificate(&now.number).await.expect("a certificate").holds());
        assert_eq!(withdraw(&now.number).await, Ok(()));
        assert_eq!(mails_at(&stage, second_day()).await, ["person3@beispiel.de"], "of the second one as well");
    });
}

#[test]
fn entries_go_with_a_session_that_begins_at_another_time_of_its_day() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        let marks = [marking(key(1), 0, Attendance::Anwesend), marking(key(1), 1, Attendance::Entschuldigt)];
        enter(&stage, &marks).await.expect("open days");
        let mut later = plan(5);
        later.days[0].begin += TimeDelta::minutes(30);
        for _ in 0..2 {
            assert_eq!(store.update(&by, SEMINAR, &later, 1, second_day()).await, Ok(()));
        }
        let sheet = store.sheet(&by, SEMINAR).await.expect("a sheet");
        let stands = |day: usize| sheet.attendance(&key(1), Session::of(&later.days[day]));
        assert_eq!([0, 1].map(stands), [Some(Attendance::Anwesend), Some(Attendance::Entschuldigt)]);
        assert_eq!(sheet.marks.len(), 2, "nothing is left behind");
    });
}

#[test]
fn a_session_with_entries_is_neither_moved_to_another_day_nor_left_out() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        enter(&stage, &[marking(key(3), 0, Attendance::Anwesend)]).await.expect("an open day");
        let (mut elsewhere, mut without) = (plan(5), plan(5));
        let eve = plan(5).days[0].date - Days::new(1);
        elsewhere.days[0].date = eve;
        without.days.remove(0);
        let held = FieldError::with_limit("", ErrorCode::AttendanceEntered, "14.04.2026, 09:00 Uhr".to_owned());
        let held = Err(AppError::Invalid(vec![held]));
        for changed in [&elsewhere, &without] {
            assert_eq!(store.update(&by, SEMINAR, changed, 1, second_day()).await, held);
        }
        assert_eq!(store.find(&by, SEMINAR).await.expect("the event").plan, plan(5));
        assert_eq!(
            mails_at(&stage, second_day()).await,
            Vec::<String>::new(),
            "nobody is told of a change that is none"
        );
        // An old form is told that it is old, not what somebody has entered since.
        assert_eq!(store.update(&by, SEMINAR, &elsewhere, 9, second_day()).await, Err(AppError::Conflict));

        // Once the entry is taken back, or is of somebody without a seat, nothing is lost.
        assert_eq!(enter(&stage, &[marking(key(3), 0, None)]).await, Ok(()));
        assert_eq!(store.update(&by, SEMINAR, &elsewhere, 1, second_day()).await, Ok(()));
        assert_eq!(store.find(&by, SEMINAR).await.expect("the event").plan, elsewhere);
    });
}

#[test]
fn the_planning_form_leads_neither_to_what_took_place_nor_back() {
    on_each_engine(|stage| async move {
        seated(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        let held = EventPlan { status: EventStatus::Durchgefuehrt, ..plan(5) };
        let refused = Err(AppError::field("status", ErrorCode::WrongState));
        assert_eq!(store.update(&by, SEMINAR, &held, 1, second_day()).await, refused);
        assert_eq!(step(&stage, Step::Hold).await, Ok(()));
        assert_eq!(store.update(&by, SEMINAR, &plan(5), 2, second_day()).await, refused);
        let renamed = EventPlan { title: "Startseminar 14".into(), ..held };
        assert_eq!(store.update(&by, SEMINAR, &renamed, 2, second_day()).await, Ok(()));
        assert_eq!(store.find(&by, SEMINAR).await.expect("the event").plan, renamed);
    });
}
