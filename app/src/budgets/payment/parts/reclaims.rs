//! Rückforderungen of a year, what came back of them, and the booking of the Kasse.

use super::confirm::{Done, StepForm};
use crate::{
    budgets::{
        parts::{Amount, Explained, Origin, Place, sentence},
        payment::api::book_received,
    },
    ui::{Badge, Column, Field, Form, NoticeKind, SelectField, SortedTable},
};
use chrono::NaiveDate;
use domain::{
    budgets::{
        Euro,
        overview::{ReclaimColumn, german as overview},
        payment::{ReceivedInput, ReceivedRow, Reclaim, Version},
    },
    german,
    ids::RunId,
};
use leptos::prelude::*;

/// Who owes what of the year: Anstellungsträger once it is settled, Kita-Träger by the released run.
#[component]
pub fn Reclaims(
    rows: Vec<Reclaim>,
    received: Vec<ReceivedRow>,
    explained: Explained,
    /// The released run, for those who may read it.
    run: Option<RunId>,
) -> impl IntoView {
    type Row = Reclaim;
    let money = move |label, column: ReclaimColumn| {
        Column::number(label, move |row: &Row| {
            let origin = Origin::Made(row.told.of(column).clone(), run);
            let of = format!("{} {}", overview::reclaim(column), row.name);
            view! { <Amount explained origin text=row.amount(column).without_sign() of /> }
        })
    };
    let columns = vec![
        Column::new("Empfänger", |row: &Row| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        money("Zurückgefordert in €", ReclaimColumn::Reclaimed).sorted_by(|a, b| a.reclaimed.cmp(&b.reclaimed)),
        money("Eingegangen in €", ReclaimColumn::Received),
        money("Noch offen in €", ReclaimColumn::Open).sorted_by(|a, b| a.open.cmp(&b.open)),
        Column::new("Stand", |row: &Row| match row.open == Euro::ZERO {
            true => view! { <Badge kind=NoticeKind::Success text="beglichen" /> },
            false => view! { <Badge kind=NoticeKind::Warning text="offen" /> },
        }),
    ];
    let bookings = received
        .into_iter()
        .map(|row| {
            let by = if row.by.is_empty() { String::new() } else { format!(" gebucht von {}", row.by) };
            let told = format!(": {} am {}, {}{by}", row.amount, german::date(row.day), row.note);
            let of = format!("{} {}", overview::reclaim(ReclaimColumn::Received), row.payee);
            let told = sentence(explained, &told, vec![Place::new(row.amount, Origin::Sum(row.explain()), of)]);
            view! { <li><strong>{row.payee}</strong>{told}</li> }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"Rückforderungen"</h2>
            <SortedTable caption="Rückforderungen" caption_hidden=true columns rows />
            <ul class="payout__origin">{bookings}</ul>
        </section>
    }
}

/// The Kasse books what a bank statement shows.
#[component]
pub fn Receive(
    year: i32,
    version: Memo<Version>,
    rows: Memo<Vec<Reclaim>>,
    today: NaiveDate,
    done: Done,
) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (of, act, amount, day, note) =
        (text(), RwSignal::new(ReceivedInput::RECEIVE.to_owned()), text(), RwSignal::new(today.to_string()), text());
    let input = move || ReceivedInput {
        payee: of.get(),
        act: act.get(),
        amount: amount.get(),
        day: day.get(),
        note: note.get(),
    };
    let form = Form::new(move || input().check(today).err().unwrap_or_default());
    let option = |row: &Reclaim| (row.payee.to_string(), format!("{}, offen {}", row.name, row.open));
    let options =
        Signal::derive(move || -> Vec<(String, String)> { rows.with(|rows| rows.iter().map(option).collect()) });
    let pair = |code: &str, label: &str| (code.to_owned(), label.to_owned());
    let acts = vec![
        pair(ReceivedInput::RECEIVE, "Geldeingang buchen"),
        pair(ReceivedInput::TAKE_BACK, "frühere Buchung zurücknehmen"),
    ];
    view! {
        <details class="budget__more payout__receive">
            <summary>"Eingang einer Rückforderung buchen"</summary>
            <StepForm form label="Eingang buchen" success="Der Eingang ist gebucht." look="kern-btn--secondary"
                step=move || Box::pin(book_received(year, version.get(), input())) done>
                <SelectField form name="reclaim_of" label="Rückforderung an" value=of options />
                <SelectField form name="reclaim_act" label="Was gebucht wird" value=act options=acts />
                <Field form name="reclaim_amount" label="Betrag" value=amount inputmode="decimal" hint="In Euro, zum Beispiel 1.234,56" />
                <Field form name="reclaim_day" label="Tag der Gutschrift" kind="date" value=day />
                <Field form name="reclaim_note" label="Beleg" value=note hint="Zum Beispiel: Kontoauszug 12/2026" />
            </StepForm>
        </details>
    }
}
