//! What is planned beside what is filled: counted by days, exact, rounded once, and of the own posts alone.

use super::*;
use crate::{
    access::{Principal, Role, Scope},
    budgets::{Inputs, RunView, Vzae, WeeklyHours, calculate, demo, payment::tests::stage::run_id},
    ids::{AccountId, AnstellungstraegerId, PostId},
    people::{self, Directory, Filling, PayGroup, Period, Post},
};
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use std::sync::LazyLock;
use uuid::Uuid;

pub(super) const YEAR: i32 = 2026;
const FULL_TIME: i64 = 3_900;
/// Built once: properties ask for it hundreds of times.
pub(super) static DEMO: LazyLock<Directory> = LazyLock::new(|| people::demo::directory(day(3, 2)));

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(YEAR, month, day).expect("a day")
}

fn own() -> AnstellungstraegerId {
    people::demo::anstellungstraeger(12)
}

fn post(number: u128, hundredths: u32, period: Period, filled: Option<Period>) -> Post {
    Post {
        id: PostId::new(Uuid::from_u128(number)),
        anstellungstraeger: own(),
        name: format!("Stelle {number}"),
        hours: people::WeeklyHours::from_hundredths(hundredths),
        pay_group: PayGroup::parse("", "S 12").ok(),
        period,
        fillings: filled.map(|period| Filling { kiso: None, period }).into_iter().collect(),
    }
}

/// The demo's directory with these posts and no others.
fn with_posts(posts: Vec<Post>) -> Directory {
    let mut directory = Directory { revision: DEMO.revision, ..Directory::default() };
    for (revision, record) in DEMO.records() {
        if !matches!(record, people::Record::Post(_)) {
            directory.put(revision, record);
        }
    }
    posts.into_iter().for_each(|post| directory.put(1, post.into()));
    directory
}

pub(super) fn seen(role: Role, scope: Scope, directory: &Directory) -> PostsView {
    let inputs = Inputs::of_directory(directory, day(3, 2)).expect("consistent");
    let run = calculate(demo::parameters(YEAR).check().expect("valid"), inputs).expect("calculates");
    let rows = RunView::new(run.snapshot(), run.figures(), &[], &scope).anstellungstraeger;
    let part = directory.visible_to(&Principal { account: AccountId::new(Uuid::nil()), role, scope }, day(3, 2));
    let planned_by = PlannedBy { run: run_id(1), is_released: true };
    PostsView::new(YEAR, Some(planned_by), &rows, &part, |_| WeeklyHours::from_scaled(FULL_TIME))
}

fn of_own(directory: &Directory) -> EmployerPosts {
    let mut view = seen(Role::Anstellungstraeger, Scope::Anstellungstraeger(own()), directory);
    assert_eq!(view.rows.len(), 1, "itself and nobody else");
    view.rows.remove(0)
}

#[test]
fn a_post_filled_from_the_sixteenth_counts_half_an_april() {
    let whole = Period::starting(day(1, 1));
    let found = of_own(&with_posts(vec![post(1, 3_900, whole, Some(Period::starting(day(4, 16))))]));
    let april = found.months[3].sum;
    assert_eq!((april.kept, april.filled), (Vzae::from_scaled(10_000), Vzae::from_scaled(5_000)));
    assert_eq!(april.planned, Some(Vzae::from_scaled(15_155)), "the worked example");
    assert_eq!(april.missing(), Some(Vzae::from_scaled(10_155)));
    let filled: Vec<i64> = found.months.iter().map(|month| month.sum.filled.scaled()).collect();
    assert_eq!(filled, [0, 0, 0, 5_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000]);
    // 260 of 365 days.
    assert_eq!(found.whole.filled, Vzae::from_scaled(7_123));
    assert_eq!(found.posts[0].spans.len(), 2);
}

/// One Kita of the own Anstellungsträger is another's from 1 August on.
pub(super) fn with_change() -> Directory {
    let mut directory = with_posts(Vec::new());
    let agreement = |of: AnstellungstraegerId| {
        let mut binding = directory.agreements.iter().filter(|found| found.status.is_binding());
        binding.find(|found| found.anstellungstraeger == of).cloned().expect("an agreement")
    };
    let (mut before, mut after) = (agreement(own()), agreement(people::demo::anstellungstraeger(1)));
    let term = before.kitas.iter_mut().find(|term| term.kita == people::demo::kita(24)).expect("Kita 024");
    after.kitas.push(people::KitaTerm { kita: term.kita, period: Period::starting(day(8, 1)) });
    term.period = Period::new(term.period.from(), Some(day(7, 31))).expect("an end");
    directory.put(1, before.into());
    directory.put(1, after.into());
    directory
}

#[test]
fn what_is_planned_follows_a_kita_that_changes_its_employer() {
    let directory = with_change();
    let view = seen(Role::Koordination, Scope::All, &directory);
    let of = |id: AnstellungstraegerId| view.rows.iter().find(|row| row.anstellungstraeger == id).expect("is there");
    let planned = |row: &EmployerPosts| -> Vec<i64> {
        row.months.iter().map(|month| month.sum.planned.expect("is calculated").scaled()).collect()
    };
    let loses = planned(of(own()));
    assert_eq!(loses[..7], [15_155; 7], "until July as if nothing changed");
    // The Kita 024 carries 18,392.98 € a year, 0.2420 posts.
    assert_eq!(loses[7..], [12_734; 5]);
    assert!(of(own()).differs);
    let gains = planned(of(people::demo::anstellungstraeger(1)));
    assert!(gains[..7].iter().all(|month| *month == gains[0]), "{gains:?}");
    assert!(gains[7..].iter().all(|month| (month - gains[0] - 2_420).abs() <= 1), "{gains:?}");
    let whole = of(own()).whole.planned.expect("is calculated");
    // 7 months of the whole, 5 of the rest: 212 and 153 of 365 days.
    assert_eq!(whole, Vzae::from_scaled(14_140));
    let unchanged = of(people::demo::anstellungstraeger(2));
    assert!(!unchanged.differs && planned(unchanged).windows(2).all(|pair| pair[0] == pair[1]));
    let april = of(own()).months[3].sum;
    assert_eq!(april.missing(), april.planned, "nothing is filled");
    let table = &sheets::posts(&view)[0];
    let of_own = table.rows.iter().filter(|row| row[0] == crate::table::Cell::text(&of(own()).name));
    assert_eq!(of_own.count(), 13);
}

#[test]
fn more_filled_than_planned_is_below_zero_and_ended_posts_are_left_out() {
    let whole = Period::starting(day(1, 1));
    let over = Period::new(NaiveDate::from_ymd_opt(2021, 7, 1).expect("a day"), day(1, 1).pred_opt()).expect("an end");
    let posts =
        vec![post(1, 3_900, whole, Some(whole)), post(2, 3_900, whole, Some(whole)), post(3, 3_900, over, None)];
    let found = of_own(&with_posts(posts));
    assert_eq!(found.whole.missing(), Some(Vzae::from_scaled(-4_845)));
    assert_eq!(found.posts.iter().map(|post| post.name.as_str()).collect::<Vec<_>>(), ["Stelle 1", "Stelle 2"]);
}

#[test]
fn the_office_sees_all_and_nobody_learns_who_or_why() {
    let directory = &*DEMO;
    let view = seen(Role::Koordination, Scope::All, directory);
    assert_eq!(view.rows.len(), 12);
    assert!(view.rows.iter().all(|row| row.months.len() == 12 && !row.posts.is_empty()));
    assert_eq!(view.rows.iter().map(|row| row.posts.len()).sum::<usize>(), directory.posts.len());
    let text = serde_json::to_string(&view).expect("serialises");
    assert!(!text.contains("reason") && !text.contains("kiso") && !text.contains("Muster"), "neither why nor who");
    let tables = sheets::posts(&view);
    assert_eq!((tables[0].rows.len(), tables[1].rows.len()), (12 * 13, directory.posts.len()));
    assert!(tables.iter().all(|table| table.rows.iter().all(|row| row.len() == table.head.len())));
    let unplanned = PostsView::new(YEAR, None, &[], directory, |employer| employer.full_time.into());
    assert!(unplanned.rows.iter().all(|row| row.whole.planned.is_none() && row.whole.missing().is_none()));
}

fn any_period() -> impl Strategy<Value = Period> {
    (0..500_u64, proptest::option::of(0..400_u64)).prop_map(|(from, length)| {
        let first = day(1, 1) - Days::new(100) + Days::new(from);
        Period::new(first, length.map(|length| first + Days::new(length))).expect("begin before end")
    })
}

fn any_posts() -> impl Strategy<Value = Vec<Post>> {
    let one = (1..6_000_u32, any_period(), proptest::option::of(any_period()));
    proptest::collection::vec(one, 0..4).prop_map(|all| {
        let numbered = all.into_iter().zip(1_u128..);
        numbered.map(|((hours, period, filled), number)| post(number, hours, period, filled)).collect()
    })
}

/// Hundredths of hours a week, day by day, of the posts that `counts` on the day.
fn walked(posts: &[Post], days: &[NaiveDate], counts: impl Fn(&Post, NaiveDate) -> bool) -> i128 {
    let on = |day: &NaiveDate| -> i128 {
        let counted = posts.iter().filter(|post| counts(post, *day));
        counted.map(|post| i128::from(WeeklyHours::from(post.hours).scaled())).sum()
    };
    days.iter().map(on).sum()
}

/// Whether `shown` is `units` ÷ (`days` × full time), rounded: no further from it than half of the last place.
fn is_rounded(shown: Vzae, units: i128, days: usize) -> bool {
    let whole = i128::from(FULL_TIME) * i128::try_from(days).expect("few days");
    let distance = i128::from(shown.scaled()) * whole - units * i128::from(Vzae::unit());
    distance.abs() * 2 <= whole
}

proptest! {
    #[test]
    fn every_month_and_the_year_are_what_a_walk_through_the_days_counts(posts in any_posts()) {
        let directory = with_posts(posts.clone());
        let view = PostsView::new(YEAR, None, &[], &directory, |_| WeeklyHours::from_scaled(FULL_TIME));
        let found = view.rows.iter().find(|row| row.anstellungstraeger == own()).expect("is there");
        let year: Vec<NaiveDate> = day(1, 1).iter_days().take_while(|day| day.year() == YEAR).collect();
        let filled = |post: &Post, on: NaiveDate| post.period.contains(on) && !post.is_vacant(on);
        let kept = |post: &Post, on: NaiveDate| post.period.contains(on);
        let months = (0..12_u32).zip(&found.months).map(|(month, found)| {
            (year.iter().copied().filter(|day| day.month0() == month).collect::<Vec<_>>(), found.sum)
        });
        for (days, sum) in months.chain([(year.clone(), found.whole)]) {
            prop_assert!(is_rounded(sum.filled, walked(&posts, &days, filled), days.len()), "{:?}", days.first());
            prop_assert!(is_rounded(sum.kept, walked(&posts, &days, kept), days.len()), "{:?}", days.first());
            prop_assert!(sum.filled <= sum.kept);
        }
    }
}
