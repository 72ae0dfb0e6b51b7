//! Days of a post: what is reported is what counts, whoever is named, in whatever order it was said.

use super::*;
use crate::{
    error::{ErrorCode, FieldError},
    people::{Fields, Filling, Sheet, WeeklyHours, demo},
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

fn day(offset: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Days::new(offset)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

fn period(from: u64, length: Option<u64>) -> Period {
    Period::new(day(from), length.map(|length| day(from + length))).expect("begin before end")
}

fn post(period: Period, fillings: Vec<Filling>) -> Post {
    Post {
        id: PostId::new(Uuid::from_u128(1)),
        anstellungstraeger: demo::anstellungstraeger(12),
        name: "Stelle 1".into(),
        hours: WeeklyHours::from_hundredths(1_950),
        pay_group: None,
        period,
        fillings,
    }
}

fn input() -> PostInput {
    PostInput {
        name: "Stelle 7".into(),
        hours: "19,5".into(),
        pay_group: "S 12".into(),
        first_day: "2026-03-16".into(),
        last_day: String::new(),
        filled_from: "2026-04-01".into(),
    }
}

fn any_days() -> impl Strategy<Value = Period> {
    (0..80_u64, proptest::option::of(0..40_u64)).prop_map(|(from, length)| period(from, length))
}

fn any_post() -> impl Strategy<Value = Post> {
    let filling = (any_days(), any::<bool>())
        .prop_map(|(period, is_named)| Filling { kiso: is_named.then(|| demo::kiso(1)), period });
    (any_days(), proptest::collection::vec(filling, 0..4)).prop_map(|(period, fillings)| post(period, fillings))
}

/// Whether somebody fills the post on a day: looked up day by day, and plainly right.
fn is_filled(post: &Post, on: NaiveDate) -> bool {
    post.period.contains(on) && !post.is_vacant(on)
}

proptest! {
    #[test]
    fn days_are_counted_as_a_walk_through_them_counts(post in any_post(), from in 0..100_u64, length in 0..60_u64) {
        let walked = |counts: &dyn Fn(NaiveDate) -> bool| {
            u32::try_from((from..=from + length).filter(|offset| counts(day(*offset))).count()).expect("few days")
        };
        let (first, last) = (day(from), day(from + length));
        prop_assert_eq!(post.filled_days(first, last), walked(&|on| is_filled(&post, on)));
        prop_assert_eq!(post.kept_days(first, last), walked(&|on| post.period.contains(on)));
    }

    #[test]
    fn spans_follow_each_other_in_turn_over_the_whole_term(post in any_post()) {
        let spans = post.spans();
        prop_assert_eq!(spans.first().map(|span| span.first_day), Some(post.period.from()));
        prop_assert_eq!(spans.last().map(|span| span.last_day), Some(post.period.to()));
        for pair in spans.windows(2) {
            prop_assert_eq!(pair[0].last_day.and_then(|last| last.succ_opt()), Some(pair[1].first_day));
            prop_assert_ne!(pair[0].is_filled, pair[1].is_filled);
        }
    }

    #[test]
    fn a_report_changes_its_days_and_no_other(post in any_post(), days in any_days(), is_vacancy in any::<bool>()) {
        let reported = if is_vacancy { post.vacated(days) } else { post.filled(days) };
        let Ok(after) = reported else {
            let fits = post.period.contains(days.from()) && days.to().is_none_or(|last| post.period.contains(last));
            prop_assert!(!fits, "refused though the days lie in the term");
            return Ok(());
        };
        for offset in 0..160 {
            let on = day(offset);
            let told = if days.contains(on) { post.period.contains(on) && !is_vacancy } else { is_filled(&post, on) };
            prop_assert_eq!(is_filled(&after, on), told, "{}", on);
        }
        let again = if is_vacancy { after.vacated(days) } else { after.filled(days) };
        prop_assert_eq!(again.map(|again| again.spans()), Ok(after.spans()), "said twice it is the same");
    }
}

#[test]
fn a_vacancy_in_between_keeps_who_was_named_before_and_after() {
    let named = Some(demo::kiso(1));
    let before = post(period(0, None), vec![Filling { kiso: named, period: period(0, None) }]);
    let vacant = before.vacated(period(10, Some(4))).expect("lies in the term");
    let parts =
        [Filling { kiso: named, period: period(0, Some(9)) }, Filling { kiso: named, period: period(15, None) }];
    assert_eq!(vacant.fillings, parts);
    let filled = vacant.filled(period(12, None)).expect("lies in the term");
    assert_eq!(filled.fillings[1], Filling { kiso: None, period: period(12, Some(2)) });
    assert_eq!((filled.fillings.len(), filled.fillings[2]), (3, parts[1]), "what is known stays");
}

#[test]
fn what_is_typed_becomes_a_post_or_names_every_fault() {
    let draft = input().check().expect("is complete");
    assert_eq!((draft.hours, draft.pay_group.to_string()), (WeeklyHours::from_hundredths(1_950), "S 12".into()));
    let faults = |input: PostInput| input.check().expect_err("is refused");
    let blank: Vec<String> = faults(PostInput::default()).into_iter().map(|fault| fault.field).collect();
    assert_eq!(blank, ["name", "hours", "pay_group", "first_day"]);
    let none = faults(PostInput { hours: "0".into(), ..input() });
    assert_eq!(none, [FieldError::with_limit("hours", ErrorCode::TooSmall, "0,01".to_owned())]);
    let early = faults(PostInput { filled_from: "2026-03-15".into(), ..input() });
    assert_eq!(early, [FieldError::new("filled_from", ErrorCode::OutsideTerm)]);
    for note in ["krank", "Elternzeit", "S 12 (krank)", "S 12; krank"] {
        let note = faults(PostInput { pay_group: note.into(), ..input() });
        assert_eq!(note, [FieldError::new("pay_group", ErrorCode::NotAPayGroup)], "no place for a reason");
    }
    let backwards = VacancyInput { vacant_from: "2026-05-02".into(), vacant_to: "2026-05-01".into() };
    assert_eq!(backwards.check(), Err(vec![FieldError::new("vacant_to", ErrorCode::EndBeforeStart)]));
    let missing = FieldError::new("occupied_from", ErrorCode::Required);
    assert_eq!(FillingInput::default().check(), Err(vec![missing]));
}

#[test]
fn an_employer_changes_its_own_posts_as_it_saw_them_and_no_others() {
    let mut directory = demo::directory(today());
    let own = demo::anstellungstraeger(12);
    let draft = input().check().expect("is complete");
    let new = PostChange { id: PostId::new(Uuid::from_u128(99)), base: 0, wish: PostWish::Keep(draft.clone()) };
    let change = directory.post_change(own, &new).expect("a new post");
    directory = directory.with(&[change]).expect("breaks no rule");
    let (post, revision) = (directory.posts.get(new.id).cloned().expect("is there"), directory.posts.revision(new.id));
    assert_eq!(post.spans().iter().map(|span| span.is_filled).collect::<Vec<_>>(), [false, true], "first vacant");

    let vacate = |id, base| PostChange { id, base, wish: PostWish::Vacate(Period::starting(today())) };
    assert!(directory.post_change(own, &vacate(new.id, revision)).is_ok());
    let stale = vacate(new.id, revision.saturating_sub(1));
    assert_eq!(directory.post_change(own, &stale), Err(AppError::Conflict), "somebody else was there");
    let other = demo::anstellungstraeger(1);
    let foreign = directory.posts.iter().find(|post| post.anstellungstraeger == other).expect("has a post").id;
    let seen = directory.posts.revision(foreign);
    let take_over = PostChange { id: foreign, base: seen, wish: PostWish::Keep(draft) };
    for change in [vacate(foreign, seen), take_over, vacate(PostId::new(Uuid::from_u128(98)), 0)] {
        assert_eq!(directory.post_change(own, &change), Err(AppError::NotFound));
    }
    let outside = PostChange { wish: PostWish::Vacate(period(0, Some(9))), ..vacate(new.id, revision) };
    let refused = AppError::field("vacant_from", ErrorCode::OutsideTerm);
    assert_eq!(directory.post_change(own, &outside), Err(refused), "before there was the post");
}

#[test]
fn who_has_left_is_not_named_but_the_days_stay_filled() {
    use crate::access::{Principal, Role, Scope};
    let mut directory = demo::directory(today());
    let own = demo::anstellungstraeger(12);
    let post = directory.posts.iter().find(|post| post.anstellungstraeger == own).cloned().expect("has a post");
    let holder = post.fillings[0].kiso.expect("is named");
    let mut kiso = directory.kisos.get(holder).cloned().expect("is there");
    kiso.last_day = today().pred_opt();
    directory = directory.with(&[Change::put(directory.kisos.revision(holder), kiso)]).expect("breaks no rule");
    let by = Principal {
        account: crate::ids::AccountId::new(Uuid::nil()),
        role: Role::Anstellungstraeger,
        scope: Scope::Anstellungstraeger(own),
    };
    let seen = directory.visible_to(&by, today()).posts.get(post.id).cloned().expect("its own post");
    assert_eq!((seen.fillings[0].kiso, seen.spans()), (None, post.spans()));
}

#[test]
fn the_offices_form_keeps_what_it_does_not_ask_for_and_can_say_who_it_is() {
    let mut directory = demo::directory(today());
    let own = demo::anstellungstraeger(12);
    let id = PostId::new(Uuid::from_u128(99));
    let wish = PostChange { id, base: 0, wish: PostWish::Keep(input().check().expect("is complete")) };
    directory = directory.with(&[directory.post_change(own, &wish).expect("a new post")]).expect("breaks no rule");
    let post = directory.posts.get(id).cloned().expect("is there");
    let line = directory.lines(Sheet::Stellen, today()).into_iter().find(|line| line.id == id.uuid()).expect("a line");
    let mut fields = Fields::default();
    for (column, cell) in Sheet::Stellen.columns().iter().zip(&line.cells) {
        fields.set(column.field, cell.input());
    }
    assert_eq!(fields.get("pay_group"), "S 12");
    assert_eq!(Sheet::Stellen.parse(&fields, &directory, id.uuid()), Ok(post.clone().into()), "nothing was changed");
    fields.set("kiso", "DK01");
    let fillings = vec![Filling { kiso: Some(demo::kiso(1)), ..post.fillings[0] }];
    assert_eq!(Sheet::Stellen.parse(&fields, &directory, id.uuid()), Ok(Post { fillings, ..post }.into()));
}

#[test]
fn who_is_named_from_a_day_on_stands_in_the_list_though_it_was_known_before_that_somebody_is_there() {
    let mut directory = demo::directory(today());
    let own = demo::anstellungstraeger(12);
    let id = PostId::new(Uuid::from_u128(99));
    let wish = PostChange { id, base: 0, wish: PostWish::Keep(input().check().expect("is complete")) };
    directory = directory.with(&[directory.post_change(own, &wish).expect("a new post")]).expect("breaks no rule");
    let mut post = directory.posts.get(id).cloned().expect("is there");
    post.fillings.push(Filling { kiso: Some(demo::kiso(1)), period: Period::starting(today()) });
    directory = directory.with(&[Change::put(directory.posts.revision(id), post)]).expect("breaks no rule");
    let line = directory.lines(Sheet::Stellen, today()).into_iter().find(|line| line.id == id.uuid()).expect("a line");
    let shown: Vec<String> = line.cells.iter().map(|cell| cell.text()).collect();
    assert!(shown.contains(&"DK01".to_owned()), "{shown:?}");
}

/// After 2026 is submitted, nothing that counts for it changes; what counts for other years alone, and names, do.
#[test]
fn days_and_hours_of_a_submitted_year_stay() {
    let own = demo::anstellungstraeger(12);
    let mut directory = demo::directory(today());
    let filled = Filling { kiso: None, period: period(0, None) };
    let known = post(period(0, None), vec![filled]);
    directory.put(7, known.clone().into());
    let wish = |wish: PostWish| PostChange { id: known.id, base: 7, wish };
    let judged = |change: &PostChange| directory.post_change_beside(own, change, &[2026]);
    let refused = |year: &str| {
        Err(AppError::Invalid(vec![FieldError::with_limit("", ErrorCode::ProofSubmitted, year.to_owned())]))
    };
    let keep = |hours: &str, first_day: &str, last_day: &str| {
        let input = PostInput {
            hours: hours.into(),
            first_day: first_day.into(),
            last_day: last_day.into(),
            filled_from: String::new(),
            ..input()
        };
        wish(PostWish::Keep(input.check().expect("is complete")))
    };
    assert!(judged(&keep("19,5", "2026-01-01", "")).is_ok(), "another name and pay group");
    assert!(judged(&keep("19,5", "2026-01-01", "2027-03-31")).is_ok(), "it ends later");
    for change in [
        keep("39", "2026-01-01", ""),
        keep("19,5", "2026-02-01", ""),
        keep("19,5", "2026-01-01", "2026-12-30"),
        wish(PostWish::Vacate(period(364, None))),
    ] {
        assert_eq!(judged(&change), refused("2026"), "{change:?}");
    }
    assert!(judged(&wish(PostWish::Vacate(period(365, None)))).is_ok(), "from the next year on");
    assert!(directory.post_change_beside(own, &keep("39", "2026-01-01", ""), &[2025]).is_ok(), "it was not there then");
    let new = PostChange { id: PostId::new(Uuid::from_u128(98)), base: 0, ..keep("39", "2026-05-01", "") };
    assert_eq!(judged(&new), refused("2026"), "a new post counts too");
}

#[test]
fn a_new_post_that_is_sent_again_is_known() {
    let own = demo::anstellungstraeger(12);
    let mut directory = demo::directory(today());
    let id = PostId::new(Uuid::from_u128(97));
    let change = PostChange { id, base: 0, wish: PostWish::Keep(input().check().expect("is complete")) };
    assert!(!directory.has_entered(own, &change));
    directory = directory.with(&[directory.post_change(own, &change).expect("a new post")]).expect("breaks no rule");
    assert!(directory.has_entered(own, &change));
    let other = PostInput { hours: "39".into(), ..input() };
    let other = PostChange { wish: PostWish::Keep(other.check().expect("is complete")), ..change.clone() };
    assert!(!directory.has_entered(own, &other), "another post under the same name of the request");
    assert!(!directory.has_entered(demo::anstellungstraeger(1), &change), "not somebody else's");
}
