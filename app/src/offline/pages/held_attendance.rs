//! What revoked tablets delivered about attendance: beside what the list says, for a decision.

use crate::{
    offline::api::end_held_attendance,
    ui::{Acts, Answer, Confirm, Head, Reading, TableFrame, as_sent, heads},
};
use domain::events::attendance::tablet::{HeldLine, HeldView, german};
use leptos::prelude::*;

/// Of which tablet and event, and whether it is taken over.
#[derive(Clone)]
struct Decision {
    device: String,
    event: String,
    take: bool,
}

#[component]
pub(super) fn HeldAttendance(held: Reading<Vec<HeldView>>, answer: Answer) -> impl IntoView {
    let acts = Acts::on(held).saying(answer);
    let decide = Callback::new(move |Decision { device, event, take }: Decision| {
        acts.run(async move {
            let refusals = end_held_attendance(device, event, take).await?;
            Ok(match german::not_taken(&refusals) {
                Some(sentence) => sentence,
                None if take => "Die Anwesenheit ist übernommen.".to_owned(),
                None => "Die Einträge sind verworfen.".to_owned(),
            })
        });
    });
    held.beside(move |views| {
        let each = move || views.get();
        view! { <For each key=as_sent let(view)><HeldEvent view decide /></For> }.into_any()
    })
}

#[component]
fn HeldEvent(view: HeldView, decide: Callback<Decision>) -> impl IntoView {
    let HeldView { device, event, title, owner, since, lines } = view;
    let about = format!("{title}, {owner}");
    let named = about.clone();
    let caption = format!("Anwesenheit von einem gesperrten Gerät: {about}, seit {since}");
    let rows = lines
        .into_iter()
        .map(|HeldLine { person, session, held, stands }| {
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__cell" scope="row">{person}</th>
                    <td class="kern-table__cell">{session}</td>
                    <td class="kern-table__cell">{held}</td>
                    <td class="kern-table__cell">{stands}</td>
                </tr>
            }
        })
        .collect_view();
    let of = Decision { device, event, take: false };
    let taken = Decision { take: true, ..of.clone() };
    let take = move |_| decide.run(taken.clone());
    let discard = Callback::new(move |()| decide.run(of.clone()));
    view! {
        <TableFrame caption>
            {heads([Head::text("Person"), Head::text("Termin"), Head::text("Auf dem Gerät"), Head::text("In der Liste")])}
            <tbody>{rows}</tbody>
        </TableFrame>
        <p class="actions">
            <button class="kern-btn kern-btn--secondary" type="button" on:click=take>
                <span class="kern-label">"Übernehmen"<span class="kern-sr-only">": " {named}</span></span>
            </button>
            " "
            <Confirm label="Verwerfen" yes="Endgültig verwerfen" question=german::TURN_DOWN object=about act=discard />
        </p>
    }
}
