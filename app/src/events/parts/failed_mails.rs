//! Mails that did not go out, above the list of events; nothing is there while all did.

use crate::{
    events::failed_mails::{failed_mails, let_mail_go, send_mail_again},
    ui::{ActionOutcome, Acts, Column, Confirm, Reading, SortedTable, as_sent},
};
use domain::mail::failed::{FailedRow, KEPT};
use leptos::prelude::*;

/// The list, with what can be done about each.
#[component]
pub fn FailedMails() -> impl IntoView {
    let reading = Reading::new(failed_mails);
    let acts = Acts::on(reading);
    let content = reading.beside(move |rows| {
        let has_some = Memo::new(move |_| !rows.with(Vec::is_empty));
        (move || has_some.get().then(|| view! { <GivenUp rows acts /> })).into_any()
    });
    view! { <ActionOutcome answer=acts.answer /> {content} }
}

#[component]
fn GivenUp(rows: Signal<Vec<FailedRow>>, acts: Acts) -> impl IntoView {
    let columns = vec![
        Column::new("An", |row: &FailedRow| row.to.clone()),
        Column::new("Betreff", |row: &FailedRow| row.subject.clone()),
        Column::new("Vom", |row: &FailedRow| row.since.clone()),
        Column::new("Was geschehen ist", |row: &FailedRow| row.reason.clone()),
        Column::new("Was tun", move |row: &FailedRow| view! { <MailActs row=row.clone() acts /> }),
    ];
    view! {
        // The table is a region of this name already.
        <div class="section">
            <h2>"Mails, die nicht hinausgingen"</h2>
            <p>"Das Portal hat es mehrmals versucht und dann aufgegeben, oder die Adresse nimmt keine Mails an. Was nach " {KEPT.num_days()}
                " Tagen noch hier steht, wird gelöscht."</p>
            <SortedTable caption="Mails, die nicht hinausgingen" caption_hidden=true columns rows key=as_sent />
        </div>
    }
}

#[component]
fn MailActs(row: FailedRow, acts: Acts) -> impl IntoView {
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
        let sent = send_mail_again(key.get_value());
        acts.run(async move { sent.await.map(|()| "Die Mail wird gleich noch einmal verschickt.".to_owned()) });
    };
    let let_go = Callback::new(move |()| {
        let gone = let_mail_go(key.get_value());
        acts.run(
            async move { gone.await.map(|()| "Die Mail ist erledigt; was von ihr da war, ist gelöscht.".to_owned()) },
        );
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
