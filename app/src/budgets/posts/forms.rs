//! What an Anstellungsträger reports of its posts. Folded: the list is what one comes for.

use super::api::{fill_post, save_post, vacate_post};
use crate::{
    budgets::{
        parts::own_form,
        payment::{Done, Step, StepForm},
    },
    ui::{Field, Form, SelectField},
};
use domain::{
    ErrorCode, FieldError,
    budgets::{
        WeeklyHours,
        overview::{PostEntry, post_vzae},
    },
    ids::PostId,
    people::{self, FillingInput, PostInput, Revision, VacancyInput},
};
use leptos::prelude::*;

/// Posts as they stand now, read anew after each step.
type Posts = Memo<Vec<PostEntry>>;

/// `full_time`: hours a week of a full-time post. `request`: what a new post is called.
#[component]
pub fn PostForms(posts: Posts, full_time: WeeklyHours, request: Memo<Option<PostId>>, done: Done) -> impl IntoView {
    let has_posts = Memo::new(move |_| !posts.with(Vec::is_empty));
    let of_known = move || {
        has_posts.get().then(|| {
            let vacancy = own_form(done, move |done| view! { <ReportVacancy posts done /> }.into_any());
            let filling = own_form(done, move |done| view! { <ReportFilling posts done /> }.into_any());
            view! { {vacancy} {filling} }
        })
    };
    view! {
        <section class="section">
            <h2>"Stellen melden"</h2>
            {own_form(done, move |done| view! { <EnterPost posts full_time request done /> }.into_any())}
            {of_known}
        </section>
    }
}

/// The post that is chosen in a field.
fn find(posts: Posts, chosen: RwSignal<String>) -> Option<PostEntry> {
    let id = chosen.get().parse::<PostId>().ok()?;
    posts.with(|posts| posts.iter().find(|entry| entry.post == id).cloned())
}

/// As [`find`]: what a form sends of it.
fn seen(posts: Posts, chosen: RwSignal<String>) -> Option<(PostId, Revision)> {
    find(posts, chosen).map(|entry| (entry.post, entry.revision))
}

fn options(posts: Posts) -> Signal<Vec<(String, String)>> {
    let option = |entry: &PostEntry| (entry.post.to_string(), entry.name.clone());
    Signal::derive(move || posts.with(|posts| posts.iter().map(option).collect()))
}

/// A new post, or other figures for a known one, whose end is one of them.
#[component]
fn EnterPost(posts: Posts, full_time: WeeklyHours, request: Memo<Option<PostId>>, done: Done) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (post, name, hours, pay_group) = (text(), text(), text(), text());
    let (first_day, last_day, filled_from) = (text(), text(), text());
    let input = move || PostInput {
        name: name.get(),
        hours: hours.get(),
        pay_group: pay_group.get(),
        first_day: first_day.get(),
        last_day: last_day.get(),
        filled_from: filled_from.get(),
    };
    let form = Form::new(move || input().check().err().unwrap_or_default());
    // What the fields begin with: read anew meanwhile, the post may have changed, and the fields have not.
    let begun = RwSignal::new(None::<(PostId, Revision)>);
    // Whoever chooses a post begins with what is known of it.
    Effect::new(move |before: Option<Option<PostId>>| {
        let entry = find(posts, post);
        let id = entry.as_ref().map(|entry| entry.post);
        if before.is_some_and(|before| before != id) {
            begun.set(entry.as_ref().map(|entry| (entry.post, entry.revision)));
            let known = entry.map(known).unwrap_or_default();
            name.set(known.name);
            hours.set(known.hours);
            pay_group.set(known.pay_group);
            first_day.set(known.first_day);
            last_day.set(known.last_day);
            filled_from.set(known.filled_from);
        }
        id
    });
    let step = move || -> Step {
        let (chosen, input, request) = (begun.get(), input(), request.get());
        let (post, seen) = (chosen.map(|(post, _)| post), chosen.map_or(0, |(_, seen)| seen));
        Box::pin(async move { save_post(post, seen, input, request).await })
    };
    let as_posts = move || match people::WeeklyHours::parse("hours", &hours.get()) {
        Ok(hours) => format!("Das sind {} VZÄ.", post_vzae(hours, full_time)),
        Err(_) => String::new(),
    };
    let is_new = Memo::new(move |_| find(posts, post).is_none());
    let filled = move || {
        is_new.get().then(|| {
            view! {
                <Field form name="filled_from" label="Besetzt ab" kind="date" value=filled_from optional=true
                    hint="Leer, solange sie unbesetzt ist" />
            }
        })
    };
    view! {
        <details class="budget__more post__enter">
            <summary>"Stelle eintragen, ändern oder beenden"</summary>
            <StepForm form label="Stelle speichern" success="Die Stelle ist gespeichert." look="kern-btn--secondary" step done>
                <SelectField form name="post" label="Welche Stelle" value=post options=options(posts) blank="Neue Stelle"
                    sometimes=true />
                <Field form name="name" label="Bezeichnung" value=name hint="Zum Beispiel Stelle 3. Kein Name einer Person." />
                <Field form name="hours" label="Wochenstunden" value=hours inputmode="decimal"
                    hint=format!("Eine volle Stelle hat {full_time} Stunden.") />
                <p class="muted" aria-live="polite">{as_posts}</p>
                <Field form name="pay_group" label="Entgeltgruppe" value=pay_group hint="Zum Beispiel S 12" />
                <Field form name="first_day" label="Beginn" kind="date" value=first_day />
                <Field form name="last_day" label="Ende" kind="date" value=last_day optional=true
                    hint="Der letzte Tag; leer: auf Weiteres" />
                {filled}
            </StepForm>
        </details>
    }
}

/// A known post as it would be typed.
fn known(entry: PostEntry) -> PostInput {
    PostInput {
        name: entry.name,
        hours: entry.hours.to_string(),
        pay_group: entry.pay_group.unwrap_or_default(),
        first_day: entry.first_day.to_string(),
        last_day: entry.last_day.map(|day| day.to_string()).unwrap_or_default(),
        filled_from: String::new(),
    }
}

/// Days on which nobody fills a post: from when, until when, and nothing about why.
#[component]
fn ReportVacancy(posts: Posts, done: Done) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (post, vacant_from, vacant_to) = (text(), text(), text());
    let input = move || VacancyInput { vacant_from: vacant_from.get(), vacant_to: vacant_to.get() };
    let form = Form::new(move || {
        let blank = seen(posts, post).is_none().then(|| FieldError::new("vacant_post", ErrorCode::Required));
        blank.into_iter().chain(input().check().err().unwrap_or_default()).collect()
    });
    let step = move || -> Step {
        let (chosen, input) = (seen(posts, post), input());
        Box::pin(async move {
            match chosen {
                Some((post, seen)) => vacate_post(post, seen, input).await,
                None => Ok(()),
            }
        })
    };
    view! {
        <details class="budget__more post__vacancy">
            <summary>"Vakanz melden"</summary>
            <StepForm form label="Vakanz melden" success="Die Vakanz ist gemeldet." look="kern-btn--secondary" step done>
                <SelectField form name="vacant_post" label="Unbesetzte Stelle" value=post options=options(posts) />
                <Field form name="vacant_from" label="Unbesetzt ab" kind="date" value=vacant_from
                    hint="Der erste Tag. Gründe werden nicht gespeichert." />
                <Field form name="vacant_to" label="Unbesetzt bis" kind="date" value=vacant_to optional=true
                    hint="Der letzte Tag, wenn er feststeht" />
            </StepForm>
        </details>
    }
}

/// The end of a vacancy: days on which somebody fills a post.
#[component]
fn ReportFilling(posts: Posts, done: Done) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (post, occupied_from, occupied_to) = (text(), text(), text());
    let input = move || FillingInput { occupied_from: occupied_from.get(), occupied_to: occupied_to.get() };
    let form = Form::new(move || {
        let blank = seen(posts, post).is_none().then(|| FieldError::new("occupied_post", ErrorCode::Required));
        blank.into_iter().chain(input().check().err().unwrap_or_default()).collect()
    });
    let step = move || -> Step {
        let (chosen, input) = (seen(posts, post), input());
        Box::pin(async move {
            match chosen {
                Some((post, seen)) => fill_post(post, seen, input).await,
                None => Ok(()),
            }
        })
    };
    view! {
        <details class="budget__more post__filling">
            <summary>"Ende einer Vakanz melden"</summary>
            <StepForm form label="Besetzung melden" success="Die Besetzung ist gemeldet." look="kern-btn--secondary" step done>
                <SelectField form name="occupied_post" label="Besetzte Stelle" value=post options=options(posts) />
                <Field form name="occupied_from" label="Wieder besetzt ab" kind="date" value=occupied_from
                    hint="Der erste Tag. Wer es ist, fragt das Portal hier nicht." />
                <Field form name="occupied_to" label="Wieder besetzt bis" kind="date" value=occupied_to optional=true
                    hint="Der letzte Tag, wenn er feststeht" />
            </StepForm>
        </details>
    }
}
