//! Mails that did not go out, above the list of events; nothing is there while all did.

use super::Answer;
use crate::{
    ApiError,
    events::failed_mails::{failed_mails, let_mail_go, send_mail_again},
    ui::{ActionOutcome, Column, Confirm, Failure, SortedTable},
};
use domain::mail::failed::{FailedRow, KEPT};
use leptos::{prelude::*, task::spawn_local};

/// The list, with what can be done about each.
#[component]
pub fn FailedMails() -> impl IntoView {
    let found = LocalResource::new(failed_mails);
    // Kept here, because the list is drawn anew after each act.
    let answer = Answer::new(None);
    let changed = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => (!rows.is_empty()).then(|| view! { <GivenUp rows answer changed /> }).into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <ActionOutcome answer />
        <Transition>{content}</Transition>
    }
}

#[component]
fn GivenUp(rows: Vec<FailedRow>, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let columns = vec![
        Column::new("An", |row: &FailedRow| row.to.clone()),
        Column::new("Betreff", |row: &FailedRow| row.subject.clone()),
        Column::new("Vom", |row: &FailedRow| row.since.clone()),
        Column::new("Was geschehen ist", |row: &FailedRow| row.reason.clone()),
        Column::new("Was tun", move |row: &FailedRow| view! { <Acts row=row.clone() answer changed /> }),
    ];
    view! {
        // The table is a region of this name already.
        <div class="section">
            <h2>"Mails, die nicht hinausgingen"</h2>
            <p>"Das Portal hat es mehrmals versucht und dann aufgegeben, oder die Adresse nimmt keine Mails an. Was nach " {KEPT.num_days()}
                " Tagen noch hier steht, wird gelöscht."</p>
            <SortedTable caption="Mails, die nicht hinausgingen" caption_hidden=true columns rows />
        </div>
    }
}

#[component]
fn Acts(row: FailedRow, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let FailedRow { job, to, subject, again, .. } = row;
    let object = format!("{subject}, an {to}");
    let name = format!("Noch einmal senden: {object}");
    // Of a mail with a link to an account there is no text any more.
    let (yes, question) = match again {
        true => ("Text löschen", "Die Mail nicht mehr senden? Ihr Text wird gelöscht."),
        false => ("Eintrag löschen", "Die Mail aus der Liste nehmen? Adresse und Betreff werden gelöscht."),
    };
    let key = StoredValue::new(job);
    let send = move |_| {
        answer.set(None);
        spawn_local(async move {
            let sent = send_mail_again(key.get_value()).await;
            let said = "Die Mail wird gleich noch einmal verschickt.".to_owned();
            answer.set(Some(sent.map(|()| said).map_err(|error| error.0)));
            changed.run(());
        });
    };
    let let_go = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            let gone = let_mail_go(key.get_value()).await;
            let said = "Die Mail ist erledigt; was von ihr da war, ist gelöscht.".to_owned();
            answer.set(Some(gone.map(|()| said).map_err(|error| error.0)));
            changed.run(());
        });
    });
    view! {
        <div class="actions">
            {again.then(|| view! {
                <button class="kern-btn kern-btn--secondary" type="button" aria-label=name on:click=send>
                    <span class="kern-label">"Noch einmal senden"</span>
                </button>
            })}
            <Confirm label="Erledigt" yes object act=let_go question />
        </div>
    }
}
