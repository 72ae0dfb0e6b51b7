//! Posts as their Anstellungsträger reports them: days are kept and no reason, another's posts do not exist, and of two who
//! report at once the second is told.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{Days, NaiveDate};
use domain::{
    AppError, ErrorCode, FieldError,
    access::{Anstellungstraeger, BudgetReader, DirectoryReader, Principal, Role, Scope},
    budgets::{
        Euro,
        settlement::{Advance, FilledPost, KitaCost, Statement, Verwendungsnachweis, port::SettlementStore},
    },
    ids::{AccountId, PostId},
    people::{Directory, Period, Post, PostChange, PostInput, PostWish, Span, demo, port::DirectoryStore},
};
use store::internals::Query;
use uuid::Uuid;

fn today() -> NaiveDate {
    noon().date_naive()
}

fn who(role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(7)), role, scope }
}

fn employer(number: u32) -> Anstellungstraeger {
    who(Role::Anstellungstraeger, Scope::Anstellungstraeger(demo::anstellungstraeger(number))).require().unwrap()
}

async fn everything(stage: &Stage) -> Directory {
    let by: DirectoryReader = who(Role::Koordination, Scope::All).require().unwrap();
    stage.store.read(&by, today()).await.unwrap()
}

async fn filled(stage: &Stage) -> Directory {
    stage.store.fill(&demo::directory(today()), noon()).await.unwrap();
    everything(stage).await
}

fn new_post(number: u128, name: &str) -> PostChange {
    let input = PostInput {
        name: name.into(),
        hours: "19,5".into(),
        pay_group: "S 12".into(),
        first_day: "2026-03-16".into(),
        last_day: "2027-12-31".into(),
        filled_from: "2026-03-16".into(),
    };
    PostChange { id: PostId::new(Uuid::from_u128(number)), base: 0, wish: PostWish::Keep(input.check().unwrap()) }
}

fn days(from: u64, length: Option<u64>) -> Period {
    let first = today() + Days::new(from);
    Period::new(first, length.map(|length| first + Days::new(length))).unwrap()
}

fn own_post(directory: &Directory, number: u32) -> Post {
    let of = demo::anstellungstraeger(number);
    directory.posts.iter().find(|post| post.anstellungstraeger == of).cloned().unwrap()
}

#[test]
fn a_post_is_entered_vacated_and_filled_again() {
    on_each_engine(|stage| async move {
        filled(&stage).await;
        let by = employer(12);
        let opened = new_post(900, "Stelle 900");
        let base = stage.store.write_post(&by, &opened, noon()).await.unwrap();
        let vacancy = PostChange { id: opened.id, base, wish: PostWish::Vacate(days(60, None)) };
        let base = stage.store.write_post(&by, &vacancy, noon()).await.unwrap();
        let filling = PostChange { id: opened.id, base, wish: PostWish::Fill(days(90, None)) };
        stage.store.write_post(&by, &filling, noon()).await.unwrap();

        let post = everything(&stage).await.posts.get(opened.id).cloned().unwrap();
        assert_eq!(post.pay_group.as_ref().map(ToString::to_string).as_deref(), Some("S 12"));
        let span = |is_filled, period: Period| Span { is_filled, first_day: period.from(), last_day: period.to() };
        let until_then = Period::new(days(14, None).from(), Some(days(59, None).from())).unwrap();
        let to_the_end = Period::new(days(90, None).from(), NaiveDate::from_ymd_opt(2027, 12, 31)).unwrap();
        let expected = [span(true, until_then), span(false, days(60, Some(29))), span(true, to_the_end)];
        assert_eq!(post.spans(), expected, "2 March and 14 days are the 16th");

        const LOGGED: &str = "SELECT VALUE after[0].name FROM audit WHERE action = 'directory.post';";
        let logged: Vec<String> = stage.store.rows(Query::read(LOGGED)).await.unwrap();
        assert_eq!(logged, ["Stelle 900"; 3], "each report is in the log");
        let again = stage.store.write_post(&by, &new_post(901, "Stelle 900"), noon()).await;
        assert_eq!(again, Err(AppError::field("name", ErrorCode::NotUnique)), "entered twice, kept once");
    });
}

/// The Verwendungsnachweis of 2026 of an employer, with one Kita and the posts as they are.
async fn submitted(stage: &Stage, number: u32) -> Vec<FilledPost> {
    let of = demo::anstellungstraeger(number);
    let cost = KitaCost {
        kita: demo::kita(24),
        number: "024".into(),
        name: "Kita".into(),
        personnel: Some(Euro::ZERO),
        training: Some(Euro::ZERO),
    };
    let statement = Statement { kitas: vec![cost], remarks: None };
    let posts = FilledPost::of_directory(&everything(stage).await, of, 2026);
    let step = Advance::submit(&Verwendungsnachweis::blank(2026, of), statement, &employer(number)).unwrap();
    stage.store.advance(&step.with_posts(posts.clone()), noon()).await.unwrap();
    posts
}

#[test]
fn a_new_post_sent_again_is_one_and_a_submitted_year_stays() {
    on_each_engine(|stage| async move {
        filled(&stage).await;
        let (by, opened) = (employer(12), new_post(900, "Stelle 900"));
        let base = stage.store.write_post(&by, &opened, noon()).await.unwrap();
        assert_eq!(stage.store.write_post(&by, &opened, noon()).await, Ok(base), "an answer that got lost");
        let posts = submitted(&stage, 12).await;
        let reader: BudgetReader = who(Role::Revision, Scope::All).require().unwrap();
        let ledger = stage.store.settlements(&reader, 2026).await.unwrap();
        assert_eq!(ledger.proof(demo::anstellungstraeger(12)).posts, Some(posts));
        let vacancy = |days| PostChange { id: opened.id, base, wish: PostWish::Vacate(days) };
        let fault = FieldError::with_limit("", ErrorCode::ProofSubmitted, "2026".to_owned());
        let refused = stage.store.write_post(&by, &vacancy(days(60, None)), noon()).await;
        assert_eq!(refused, Err(AppError::Invalid(vec![fault])));
        let may = |day| NaiveDate::from_ymd_opt(2027, 5, day).unwrap();
        let next_year = Period::new(may(1), Some(may(31))).unwrap();
        stage.store.write_post(&by, &vacancy(next_year), noon()).await.unwrap();
        let other = own_post(&everything(&stage).await, 1);
        let base = everything(&stage).await.posts.revision(other.id);
        let of_other = PostChange { id: other.id, base, wish: PostWish::Vacate(days(60, Some(1))) };
        stage.store.write_post(&employer(1), &of_other, noon()).await.unwrap();
    });
}

#[test]
fn posts_of_another_do_not_exist_and_who_saw_an_older_state_is_told() {
    on_each_engine(|stage| async move {
        let before = filled(&stage).await;
        let post = own_post(&before, 12);
        let base = before.posts.revision(post.id);
        let vacancy = PostChange { id: post.id, base, wish: PostWish::Vacate(days(10, Some(4))) };
        assert_eq!(stage.store.write_post(&employer(1), &vacancy, noon()).await, Err(AppError::NotFound));
        assert_eq!(everything(&stage).await, before, "nothing was written");
        stage.store.write_post(&employer(12), &vacancy, noon()).await.unwrap();
        let late = PostChange { id: post.id, base, wish: PostWish::Fill(days(10, Some(4))) };
        assert_eq!(stage.store.write_post(&employer(12), &late, noon()).await, Err(AppError::Conflict));
        let after = everything(&stage).await;
        assert!(after.posts.get(post.id).unwrap().is_vacant(today() + Days::new(12)), "the first report stands");
        assert_eq!(after.posts.len(), before.posts.len());
    });
}

#[test]
fn of_those_who_report_one_post_at_once_one_is_heard_and_other_posts_do_not_wait() {
    on_each_engine(|stage| async move {
        let before = filled(&stage).await;
        let post = own_post(&before, 12);
        let base = before.posts.revision(post.id);
        let vacancy = |from| PostChange { id: post.id, base, wish: PostWish::Vacate(days(from, Some(1))) };
        // The negative control: judged against what they saw, all are fine.
        assert!((1..=6).all(|from| before.post_change(post.anstellungstraeger, &vacancy(from)).is_ok()));
        let other = own_post(&before, 1);
        let elsewhere = before.posts.revision(other.id);
        let of_other = PostChange { id: other.id, base: elsewhere, wish: PostWish::Vacate(days(3, Some(1))) };
        let mut writers: Vec<_> = (1..=6)
            .map(|from| {
                let (store, change) = (stage.store.clone(), vacancy(from));
                tokio::spawn(async move { store.write_post(&employer(12), &change, noon()).await })
            })
            .collect();
        let store = stage.store.clone();
        writers.push(tokio::spawn(async move { store.write_post(&employer(1), &of_other, noon()).await }));
        let mut answers = Vec::new();
        for writer in writers {
            answers.push(writer.await.unwrap());
        }
        assert!(answers.pop().unwrap().is_ok(), "somebody else's post is no reason to be refused");
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
        assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| *error == AppError::Conflict));
        let after = everything(&stage).await;
        assert_eq!(after.posts.get(post.id).unwrap().spans().len(), 3, "one vacancy and no second one");
    });
}
