//! What follows the last day: the status of the event, and the Teilnahmebescheinigungen.

use crate::{
    events::{
        api::{closing, issue_certificates, take_step, withdraw_certificate},
        parts::papers,
    },
    staff::with_right,
    ui::{ActionOutcome, Acts, Column, Confirm, Empty, Page, Reading, SortedTable, as_sent, part},
};
use domain::{
    access::Koordination,
    events::attendance::{ClosingRow, ClosingView, Step},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Closing an event and issuing its certificates, for the Koordination.
#[component]
pub fn ClosingPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OfEvent /> }.into_any())
}

#[component]
fn OfEvent() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let reading = Reading::new(move || closing(id()));
    let acts = Acts::on(reading);
    let content = reading.shown(move |view| view! { <Closing view acts /> }.into_any());
    view! {
        <Page title="Abschluss und Bescheinigungen">
            <ActionOutcome answer=acts.answer />
            {content}
        </Page>
    }
}

#[component]
fn Closing(view: Signal<ClosingView>, acts: Acts) -> impl IntoView {
    let (id, required) = view.with_untracked(|view| (view.id.clone(), view.required));
    let event = StoredValue::new(id.clone());
    let lead = part(view, |view| format!("{} · {}", view.title, view.status));
    let obstacle = part(view, |view| view.obstacle.clone());
    let next = part(view, |view| view.next.clone());
    let (to_issue, issued) = (part(view, |view| view.to_issue), part(view, |view| view.issued));
    let base = format!("/app/veranstaltungen/{id}");
    let attendance = format!("{base}/anwesenheit");
    let step = move || {
        let step = next.get().and_then(|code| Step::from_code(&code));
        step.map(|step| view! { <TakeStep event=event.get_value() step acts /> })
    };
    let all = move || {
        let (address, issued) = (papers::certificates(&event.get_value()), issued.get());
        (0 < issued).then(|| view! {
            <p><a href=address rel="external" download="">{format!("Alle {issued} Bescheinigungen als eine PDF-Datei")}</a></p>
        })
    };
    view! {
        <p class="lead">{move || lead.get()}</p>
        <p class="actions">
            <a href=base class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zur Veranstaltung"</span></a>
            <a href=attendance class="kern-btn kern-btn--tertiary"><span class="kern-label">"Anwesenheit"</span></a>
        </p>
        <h2>"Stand"</h2>
        {move || Some(obstacle.get()).filter(|text| !text.is_empty()).map(|text| view! { <p>{text}</p> })}
        {step}
        <h2>"Teilnahmebescheinigungen"</h2>
        <p>{format!("Eine Bescheinigung bekommt, wer mindestens {required} % der Zeit anwesend war. Sie ist ab dem Stand »Durchgeführt« möglich, \
            wenn die Anwesenheit der Person vollständig eingetragen ist.")}</p>
        <p>"Ist gerade ein Fragebogen der Rückmeldung offen, führt die Mail mit der Bescheinigung auch dorthin."</p>
        {move || view! { <Issue event=event.get_value() to_issue=to_issue.get() acts /> }}
        {all}
        <People event=id rows=part(view, |view| view.rows.clone()) acts />
    }
}

/// The button that takes the next step.
#[component]
fn TakeStep(event: String, step: Step, acts: Acts) -> impl IntoView {
    let (label, yes, question, done) = match step {
        Step::Hold => (
            "Als durchgeführt melden",
            "Durchgeführt",
            "Hat die Veranstaltung stattgefunden?",
            "Die Veranstaltung ist als durchgeführt gemeldet.",
        ),
        Step::Close => (
            "Veranstaltung abschließen",
            "Abschließen",
            "Abschließen? Die Anwesenheit lässt sich dann nicht mehr ändern.",
            "Die Veranstaltung ist abgeschlossen.",
        ),
        Step::Reopen => (
            "Wieder öffnen",
            "Wieder öffnen",
            "Wieder öffnen, um die Anwesenheit zu ändern?",
            "Die Veranstaltung ist wieder offen: Die Anwesenheit lässt sich ändern.",
        ),
    };
    let act = Callback::new(move |()| {
        let taken = take_step(event.clone(), step.code().into());
        acts.run(async move { taken.await.map(|()| done.to_owned()) });
    });
    view! { <p class="actions"><Confirm label yes question=question.to_owned() act look="kern-btn--secondary" /></p> }
}

/// The button that issues all certificates that are missing.
#[component]
fn Issue(event: String, to_issue: usize, acts: Acts) -> impl IntoView {
    if to_issue == 0 {
        return view! { <p>"Zurzeit ist keine Bescheinigung auszustellen."</p> }.into_any();
    }
    let question = format!(
        "{to_issue} Bescheinigungen ausstellen? Jede Person bekommt eine Mail mit ihrer Bescheinigung; ihre Anwesenheit lässt sich danach \
         nicht mehr ändern."
    );
    let act = Callback::new(move |()| {
        let issued = issue_certificates(event.clone());
        acts.run(async move {
            Ok(match issued.await? {
                1 => "1 Bescheinigung ist ausgestellt; die Mail ist unterwegs.".to_owned(),
                count => format!("{count} Bescheinigungen sind ausgestellt; die Mails sind unterwegs."),
            })
        });
    });
    view! { <p class="actions"><Confirm label="Bescheinigungen ausstellen" yes="Ausstellen" question act look="kern-btn--primary" /></p> }
        .into_any()
}

/// The button that takes one certificate back.
#[component]
fn Withdraw(event: String, row: ClosingRow, acts: Acts) -> impl IntoView {
    let ClosingRow { name, number, .. } = row;
    let question = format!(
        "Die Bescheinigung für {name} zurückziehen? Ihre Nummer gilt dann nicht mehr, und der Link in der Mail öffnet nichts; die \
         Person bekommt eine Mail. Danach lässt sich die Anwesenheit berichtigen. Sonst wird sie beim nächsten Ausstellen neu ausgestellt."
    );
    let object = name.clone();
    let act = Callback::new(move |()| {
        let said = format!("Die Bescheinigung für {name} ist zurückgezogen.");
        let withdrawn = withdraw_certificate(event.clone(), number.clone());
        acts.run(async move { withdrawn.await.map(|()| said) });
    });
    view! { <Confirm label="Zurückziehen" yes="Wirklich zurückziehen" question object act /> }
}

#[component]
fn People(event: String, rows: Memo<Vec<ClosingRow>>, acts: Acts) -> impl IntoView {
    let nobody = Memo::new(move |_| rows.with(Vec::is_empty));
    move || match nobody.get() {
        true => view! { <Empty text="Es ist niemand angemeldet." /> }.into_any(),
        false => view! { <PeopleTable event=event.clone() rows acts /> }.into_any(),
    }
}

#[component]
fn PeopleTable(event: String, rows: Memo<Vec<ClosingRow>>, acts: Acts) -> impl IntoView {
    let of = event.clone();
    let columns = vec![
        Column::new("Name", |row: &ClosingRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Kita oder Einrichtung", |row: &ClosingRow| row.from.clone()).sorted_by(|a, b| a.from.cmp(&b.from)),
        Column::new("Anwesend", |row: &ClosingRow| row.share.clone()),
        Column::new("Bescheinigung", |row: &ClosingRow| row.state.clone()).sorted_by(|a, b| a.state.cmp(&b.state)),
        Column::new("Datei", move |row: &ClosingRow| {
            let label = format!("Bescheinigung für {}", row.name);
            (!row.number.is_empty()).then(|| {
                view! {
                    <a href=papers::certificate(&event, &row.number) rel="external" download="" aria-label=label>{row.number.clone()}</a>
                }
            })
        }),
        Column::new("Aktion", move |row: &ClosingRow| {
            let event = of.clone();
            (!row.number.is_empty()).then(|| view! { <Withdraw event row=row.clone() acts /> })
        }),
    ];
    view! { <SortedTable caption="Teilnehmende und ihre Bescheinigungen" columns rows key=as_sent /> }
}
