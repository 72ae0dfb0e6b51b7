//! Limits per Sozialraum: by the directory of the database, on every way to a seat.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, link, mails, person, plan, register},
};
use domain::{
    AppError,
    events::{
        EventPlan, Participant, Party, RegistrationStatus,
        attendance::Session,
        limits::{Limits, Reached},
        port::{AttendanceStore, EventStore, RegistrationOutcome},
        rules::Place,
        tandem::Half,
        walk_in::{NoSeat, WalkIn, WalkInOutcome},
    },
    ids::{KitaId, SozialraumId},
    people::{Directory, demo, port::DirectoryStore},
};

const PER_REGION: u32 = 2;

/// Two Sozialräume with a Kita of each.
pub fn regions(directory: &Directory) -> [(SozialraumId, KitaId); 2] {
    let within = |sozialraum: SozialraumId| {
        let in_it = |kommune| directory.kommunen.get(kommune).is_some_and(|kommune| kommune.sozialraum == sozialraum);
        directory.kitas.iter().find(|kita| in_it(kita.kommune)).expect("a Kita of the demo").id
    };
    let mut ids = directory.sozialraeume.iter().map(|one| one.id);
    [0, 1].map(|_| ids.next().map(|id| (id, within(id))).expect("a Sozialraum of the demo"))
}

pub fn of_kita(number: u32, kita: KitaId) -> Participant {
    Participant { kita: Some(kita), ..person(number) }
}

pub fn alone(number: u32, kita: KitaId) -> Party {
    Party::Single(of_kita(number, kita))
}

/// A seminar with nine seats, two for each Sozialraum, a waiting list, and a directory.
async fn seminar(stage: &Stage) -> [(SozialraumId, KitaId); 2] {
    let directory = demo::directory(noon().date_naive());
    stage.store.fill(&directory, noon()).await.expect("a directory");
    let limits = Limits { per_sozialraum: Some(PER_REGION), ..Limits::default() };
    let plan = EventPlan { limits, waiting_list: true, ..plan(9) };
    stage.store.create(&koordination(), SEMINAR, &plan, noon()).await.expect("a new event");
    assert_eq!(stage.store.find(&koordination(), SEMINAR).await.map(|event| event.plan), Ok(plan));
    regions(&directory)
}

async fn status(stage: &Stage, number: u32) -> Option<RegistrationStatus> {
    let rows = stage.store.registrations(&koordination(), SEMINAR).await.expect("a list");
    rows.into_iter().find(|row| row.person == key(number)).map(|row| row.status)
}

#[test]
fn a_sozialraum_gets_its_seats_and_who_comes_beyond_them_waits_without_holding_others_up() {
    on_each_engine(|stage| async move {
        let [(region, here), (_, there)] = seminar(&stage).await;
        for number in [1, 2] {
            assert_eq!(register(&stage, &alone(number, here)).await, RegistrationOutcome::Registered);
        }
        assert_eq!(register(&stage, &alone(3, here)).await, RegistrationOutcome::Waitlisted);
        assert_eq!(register(&stage, &alone(4, there)).await, RegistrationOutcome::Registered);
        assert_eq!(register(&stage, &alone(3, here)).await, RegistrationOutcome::AlreadyWaiting);
        let rows = stage.store.registrations(&koordination(), SEMINAR).await.expect("a list");
        let first = rows.iter().find(|row| row.person == key(1)).expect("a registration");
        assert_eq!(first.sozialraum, Some(region));

        let linked = stage.store.linked(SEMINAR, &link(&stage, 3).await).await.expect("a registration");
        let reached = Some(Reached::Sozialraum { limit: PER_REGION });
        assert_eq!(linked.place, Some(Place { number: 1, people: 1, reached }));
        mails(&stage).await;
        stage.store.cancel(&koordination(), SEMINAR, &key(1), noon()).await.expect("a cancellation");
        assert_eq!(status(&stage, 3).await, Some(RegistrationStatus::Angemeldet));
        assert_eq!(mails(&stage).await, ["person1@beispiel.de", "person3@beispiel.de"], "cancelled, and promoted");
    });
}

#[test]
fn a_seat_of_another_sozialraum_is_no_use_and_a_higher_limit_is() {
    on_each_engine(|stage| async move {
        let (by, [(_, here), (_, there)]) = (koordination(), seminar(&stage).await);
        for (number, kita) in [(1, here), (2, here), (3, here), (4, here), (5, there)] {
            register(&stage, &alone(number, kita)).await;
        }
        stage.store.cancel(&by, SEMINAR, &key(5), noon()).await.expect("a cancellation");
        assert_eq!(status(&stage, 3).await, Some(RegistrationStatus::Warteliste));
        let mut plan = stage.store.find(&by, SEMINAR).await.expect("the event").plan;
        plan.limits.per_sozialraum = Some(3);
        stage.store.update(&by, SEMINAR, &plan, 1, noon()).await.expect("a change");
        assert_eq!(status(&stage, 3).await, Some(RegistrationStatus::Angemeldet));
        assert_eq!(status(&stage, 4).await, Some(RegistrationStatus::Warteliste));
        plan.limits = Limits::default();
        stage.store.update(&by, SEMINAR, &plan, 2, noon()).await.expect("a change");
        let event = stage.store.find(&by, SEMINAR).await.expect("the event");
        assert_eq!((event.seats.taken, event.seats.waiting), (4, 0));
    });
}

#[test]
fn both_halves_of_a_tandem_and_who_comes_to_the_door_are_counted() {
    on_each_engine(|stage| async move {
        let [(_, here), _] = seminar(&stage).await;
        register(&stage, &alone(1, here)).await;
        let half = |number, half: Half| Participant { funktion: half.funktion(), ..of_kita(number, here) };
        let (leitung, kiso) = (half(2, Half::Leitung), half(3, Half::KiSo));
        let tandem = Party::Tandem { leitung, kiso, inviting: Half::Leitung };
        assert_eq!(register(&stage, &tandem).await, RegistrationOutcome::Waitlisted, "one seat is left for them");
        assert_eq!(register(&stage, &alone(4, here)).await, RegistrationOutcome::Registered);

        let first_day = noon() + chrono::Days::new(43);
        let session = Session::of(&plan(9).days[0]);
        let walk_in = |beyond| WalkIn { participant: of_kita(5, here), session, beyond };
        let by = koordination();
        let admit = async |beyond| -> Result<WalkInOutcome, AppError> {
            stage.store.admit(&by, SEMINAR, &walk_in(beyond), first_day).await
        };
        let reached = Reached::Sozialraum { limit: PER_REGION };
        assert_eq!(admit(false).await, Ok(WalkInOutcome::NoSeat(NoSeat::Limit(reached))));
        assert_eq!(admit(true).await, Ok(WalkInOutcome::Admitted));
        assert_eq!(status(&stage, 5).await, Some(RegistrationStatus::Angemeldet));
    });
}
