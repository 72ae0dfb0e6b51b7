//! Registrations that are deleted after their time leave sums behind, in one transaction and once.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, plan, register},
    story_limits::{alone, of_kita, regions},
};
use chrono::{Days, NaiveDate};
use domain::{
    events::{
        Attendance, EventPlan,
        attendance::{Marking, Session},
        kept::Attended,
        port::{AttendanceStore, EventStore, YearOfEvents},
        statistics::{Counted, Statistics},
        walk_in::{WalkIn, WalkInOutcome},
    },
    ids::{KitaId, SozialraumId},
    people::{demo, port::DirectoryStore},
};
use store::internals::Query;

/// One day of the seminar.
const DAY: u32 = 450;

/// A seminar with people of two Sozialräume, four of the first and three of the second, each there on the first day.
async fn attended(stage: &Stage) -> [(SozialraumId, KitaId); 2] {
    let directory = demo::directory(noon().date_naive());
    stage.store.fill(&directory, noon()).await.expect("a directory");
    let plan: EventPlan = plan(9);
    stage.store.create(&koordination(), SEMINAR, &plan, noon()).await.expect("a new event");
    let [(first, here), (second, there)] = regions(&directory);
    let session = Session::of(&plan.days[0]);
    let mut markings = vec![];
    for number in 1..=7 {
        register(stage, &alone(number, if number <= 4 { here } else { there })).await;
        markings.push(Marking { person: key(number), session, attendance: Some(Attendance::Anwesend) });
    }
    let second_day = noon() + Days::new(44);
    stage.store.enter(&koordination(), SEMINAR, &markings, second_day).await.expect("attendance");
    [(first, here), (second, there)]
}

/// The day after the last one.
fn over() -> NaiveDate {
    noon().date_naive() + Days::new(45)
}

async fn year(stage: &Stage) -> YearOfEvents {
    stage.store.year_of_events(&koordination(), 2026).await.expect("a year")
}

fn statistics(year: &YearOfEvents) -> Statistics {
    let counted = Counted { sheets: &year.sheets, kept: &year.kept };
    let region = |kita: KitaId| year.regions.get(&kita).copied();
    Statistics::of(counted, &year.names, region, (2026, vec![2026]), over())
}

#[test]
fn sums_stay_when_registrations_are_deleted_and_say_what_the_registrations_said() {
    on_each_engine(|stage| async move {
        let [(first, here), (second, _)] = attended(&stage).await;
        let before = statistics(&year(&stage).await);
        assert_eq!((before.formats[0].attended, before.formats[0].minutes), (7, 7 * DAY));

        // Two at once, as when two processes tidy up.
        let delete = || stage.store.delete_registrations(over(), 3);
        let (one, other) = tokio::join!(delete(), delete());
        assert_eq!(one.expect("deleted") + other.expect("deleted"), 7);
        let after = year(&stage).await;
        assert!(after.sheets[0].registrations.is_empty() && after.sheets[0].marks.is_empty());
        let kept = &after.kept[&SEMINAR];
        assert_eq!(kept.whole, Some(Attended { people: 7, minutes: 7 * DAY }));
        assert_eq!(kept.of(first), Some(Attended { people: 4, minutes: 4 * DAY }));
        assert_eq!(kept.of(second), Some(Attended { people: 3, minutes: 3 * DAY }));
        let figures = statistics(&after);
        assert_eq!((&figures.formats, &figures.sozialraeume), (&before.formats, &before.sozialraeume));
        assert_eq!((figures.kept, figures.few, figures.forgotten), (1, 0, 0));

        // Somebody who is entered afterwards takes nothing from the sums when the registrations are deleted again.
        let session = Session::of(&plan(9).days[0]);
        let late = WalkIn { participant: of_kita(8, here), session, beyond: false };
        let admitted = stage.store.admit(&koordination(), SEMINAR, &late, noon() + Days::new(43)).await;
        assert_eq!(admitted, Ok(WalkInOutcome::Admitted));
        assert_eq!((delete().await, delete().await), (Ok(1), Ok(0)));
        assert_eq!(year(&stage).await.kept, after.kept);
    });
}

#[test]
fn of_few_people_no_sum_is_kept_and_the_statistics_say_so() {
    on_each_engine(|stage| async move {
        let [(first, _), (second, _)] = attended(&stage).await;
        assert_eq!(stage.store.delete_registrations(over(), 8).await, Ok(7));
        let after = year(&stage).await;
        let kept = &after.kept[&SEMINAR];
        assert_eq!((kept.whole, kept.of(first), kept.of(second)), (None, None, None));
        let figures = statistics(&after);
        assert_eq!((figures.formats[0].taken, figures.formats[0].attended), (7, 0));
        assert_eq!((figures.kept, figures.few, figures.forgotten), (0, 1, 0));
    });
}

#[test]
fn what_cannot_be_read_is_deleted_in_time_without_sums() {
    const DAMAGE: &str = "UPDATE registration SET status = 'unlesbar' WHERE email = 'person2@beispiel.de' RETURN NONE;";
    on_each_engine(|stage| async move {
        attended(&stage).await;
        stage.store.run(Query::write(DAMAGE)).await.expect("a statement");
        assert_eq!(stage.store.delete_registrations(over(), 3).await, Ok(7));
        let after = year(&stage).await;
        assert!(after.kept.is_empty() && after.unreadable.is_empty());
        assert!(after.sheets[0].registrations.is_empty() && after.sheets[0].marks.is_empty());
        assert_eq!(statistics(&after).forgotten, 1, "as from before sums were kept");
    });
}
