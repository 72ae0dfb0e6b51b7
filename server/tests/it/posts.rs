//! Posts over HTTP: an Anstellungsträger enters its own, finds nobody else's in list, form or file, and the office reads all.

use crate::{
    payments::{People, ask, employer, with_directory},
    test_app::{Browser, TestApp},
};
use axum::http::StatusCode;
use domain::{
    AppError, ErrorCode, FieldError,
    access::Role,
    accounts::Subject,
    budgets::{
        Vzae,
        overview::{EmployerPosts, PostEntry, PostsView},
    },
    people::{self, ListView},
};
use serde_json::{Value, json};

const YEAR: i32 = 2026;

async fn posts(browser: &mut Browser<'_>) -> PostsView {
    ask(browser, "posts", json!({ "year": YEAR })).await
}

/// The Anstellungsträger of the worked example, as its own account sees it.
async fn own(browser: &mut Browser<'_>) -> EmployerPosts {
    let mut view = posts(browser).await;
    assert_eq!(view.rows.len(), 1, "itself and nobody else");
    view.rows.remove(0)
}

fn named<'a>(row: &'a EmployerPosts, name: &str) -> &'a PostEntry {
    row.posts.iter().find(|post| post.name == name).expect("such a post")
}

/// A second employer's browser.
async fn another(app: &TestApp) -> Browser<'_> {
    let subject = Subject::Anstellungstraeger(people::demo::anstellungstraeger(1));
    app.second_logged_in_for(Role::Anstellungstraeger, subject).await
}

fn input(name: &str) -> Value {
    json!({
        "name": name, "hours": "39", "pay_group": "S 12", "first_day": "2026-01-01", "last_day": "",
        "filled_from": "2026-04-16",
    })
}

#[tokio::test]
async fn an_employer_enters_a_post_and_a_vacancy_and_the_office_sees_both() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let mut browser = employer(&app).await;
    let before = own(&mut browser).await;
    assert_eq!(before.whole.planned, Some(Vzae::from_scaled(15_155)), "the worked example");
    let wish = json!({ "post": null, "seen": 0, "input": input("Stelle 9") });
    ask::<()>(&mut browser, "save-post", wish.clone()).await;
    let entered = own(&mut browser).await;
    let april = |row: &EmployerPosts| row.months[3].sum.filled.scaled();
    assert_eq!(april(&entered) - april(&before), 5_000, "half of April, by days");

    let post = named(&entered, "Stelle 9");
    let days = json!({ "vacant_from": "2026-05-01", "vacant_to": "2026-05-31" });
    ask::<()>(&mut browser, "vacate-post", json!({ "post": post.post, "seen": post.revision, "input": days })).await;
    let vacant = own(&mut browser).await;
    assert_eq!(vacant.months[4].sum.filled, before.months[4].sum.filled, "nobody fills it in May");
    let post = named(&vacant, "Stelle 9");
    let back = json!({ "occupied_from": "2026-05-16", "occupied_to": "" });
    ask::<()>(&mut browser, "fill-post", json!({ "post": post.post, "seen": post.revision, "input": back })).await;

    let all = posts(&mut people.koordination).await;
    assert_eq!(all.rows.len(), 12);
    let row = all.rows.iter().find(|row| row.anstellungstraeger == before.anstellungstraeger).expect("is there");
    let filled: Vec<bool> = named(row, "Stelle 9").spans.iter().map(|span| span.is_filled).collect();
    assert_eq!(filled, [false, true, false, true]);
    let answer = browser.call("budgets/save-post", &wish.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
    let twice: AppError = serde_json::from_str(&answer.body).expect("an error");
    assert_eq!(twice, AppError::Invalid(vec![FieldError::new("name", ErrorCode::NotUnique)]));
}

#[tokio::test]
async fn a_second_editor_is_told_and_nothing_is_lost() {
    let app = with_directory().await;
    let mut browser = employer(&app).await;
    let post = own(&mut browser).await.posts.remove(0);
    let days = json!({ "vacant_from": "2026-05-01", "vacant_to": "" });
    let wish = json!({ "post": post.post, "seen": post.revision, "input": days });
    ask::<()>(&mut browser, "vacate-post", wish.clone()).await;
    for name in ["vacate-post", "fill-post", "save-post"] {
        let late = json!({
            "post": post.post, "seen": post.revision,
            "input": { "vacant_from": "2026-06-01", "occupied_from": "2026-06-01", "name": "Stelle", "hours": "10",
                "pay_group": "S 12", "first_day": "2026-01-01" },
        });
        let answer = browser.call(&format!("budgets/{name}"), &late.to_string()).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{name}: {}", answer.body);
    }
    let after = own(&mut browser).await;
    assert_eq!(named(&after, &post.name).spans.len(), 2, "the first report stands");
}

#[tokio::test]
async fn another_employers_posts_are_not_there_in_list_form_or_file() {
    let app = with_directory().await;
    let mut people = People::of(&app).await;
    people.release().await;
    let mut browser = employer(&app).await;
    let mut whole = own(&mut browser).await;
    let post = whole.posts.remove(0);
    let mut other = another(&app).await;

    // List, here and in the directory.
    let seen = posts(&mut other).await;
    assert!(seen.rows.len() == 1 && seen.rows[0].posts.iter().all(|found| found.post != post.post));
    let listed = other.call("people/list", r#"{"sheet":"stellen"}"#).await.body;
    let listed: ListView = serde_json::from_str(&listed).expect("a list");
    assert!(listed.lines.iter().all(|line| line.id != post.post.uuid()));
    // Detail.
    let record = json!({ "sheet": "stellen", "id": post.post }).to_string();
    assert_eq!(other.call("people/record", &record).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.call("people/record", &record).await.status, StatusCode::OK);
    // Save: also with the right revision it is as if there were no such post.
    let input = json!({ "vacant_from": "2026-05-01", "occupied_from": "2026-05-01", "name": "Unsere", "hours": "10",
        "pay_group": "S 12", "first_day": "2026-01-01" });
    for name in ["vacate-post", "fill-post", "save-post"] {
        for seen in [0, post.revision] {
            let wish = json!({ "post": post.post, "seen": seen, "input": input });
            let answer = other.call(&format!("budgets/{name}"), &wish.to_string()).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name}: {}", answer.body);
        }
    }
    assert_eq!(own(&mut browser).await.posts[0], post, "nothing has changed");
    // File: each its own, the office all, Finanzen none.
    let file = other.get("/api/export/budget/2026/stellen.csv").await;
    assert_eq!((file.status, file.body.lines().count()), (StatusCode::OK, 1 + 13), "{}", file.body);
    assert!(!file.body.contains(&whole.name), "{}", file.body);
    let all = people.koordination.get("/api/export/budget/2026/stellen.csv").await;
    assert_eq!(all.body.lines().count(), 1 + 12 * 13);
    assert_eq!(people.first.get("/api/export/budget/2026/stellen.csv").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn posts_stand_without_a_plan_where_nothing_was_calculated_and_nobody_asks_why() {
    let app = with_directory().await;
    let mut browser = employer(&app).await;
    let view = posts(&mut browser).await;
    assert!(view.run.is_none() && view.rows[0].whole.planned.is_none() && !view.rows[0].posts.is_empty());
    let post = &view.rows[0].posts[0];
    let told = json!({ "vacant_from": "2026-05-01", "vacant_to": "", "reason": "krank", "grund": "krank" });
    let wish = json!({ "post": post.post, "seen": post.revision, "input": told });
    ask::<()>(&mut browser, "vacate-post", wish).await;
    let answer = browser.call("budgets/posts", &json!({ "year": YEAR }).to_string()).await;
    assert!(!answer.body.contains("krank") && !answer.body.contains("reason"), "{}", answer.body);
    let blank = json!({ "post": null, "seen": 0, "input": { "pay_group": "krank" } });
    let answer = browser.call("budgets/save-post", &blank.to_string()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let faults: AppError = serde_json::from_str(&answer.body).expect("an error");
    let AppError::Invalid(faults) = &faults else { panic!("{faults}") };
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["name", "hours", "pay_group", "first_day"]);
}

/// An answer that got lost is asked for again: the post is there once, and nobody reads that it is taken already.
#[tokio::test]
async fn a_new_post_that_is_sent_again_is_there_once() {
    let app = with_directory().await;
    let mut browser = employer(&app).await;
    let request = posts(&mut browser).await.request.expect("what the next post is called");
    let wish = json!({ "post": null, "seen": 0, "input": input("Stelle 9"), "request": request });
    ask::<()>(&mut browser, "save-post", wish.clone()).await;
    ask::<()>(&mut browser, "save-post", wish).await;
    let found = own(&mut browser).await;
    let entered: Vec<_> = found.posts.iter().filter(|post| post.name == "Stelle 9").map(|post| post.post).collect();
    assert_eq!(entered, [request]);
    let other = json!({ "post": null, "seen": 0, "input": input("Stelle 10"), "request": request });
    let answer = browser.call("budgets/save-post", &other.to_string()).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "another post has another name: {}", answer.body);
    assert_ne!(posts(&mut browser).await.request, Some(request), "each page names the next one anew");
}
