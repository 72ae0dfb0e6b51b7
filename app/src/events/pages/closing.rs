//! What follows the last day: the status of the event, and the Teilnahmebescheinigungen.

use crate::{
    ApiError,
    events::{
        api::{closing, issue_certificates, take_step, withdraw_certificate},
        parts::{Answer, papers},
    },
    staff::with_right,
    ui::{ActionOutcome, Column, Confirm, Empty, Failure, Loading, Page, SortedTable},
};
use domain::{
    access::Koordination,
    events::attendance::{ClosingRow, ClosingView, Step},
};
use leptos::{prelude::*, task::spawn_local};
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
    let found = LocalResource::new(move || closing(id()));
    let answer = Answer::new(None);
    let changed = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Closing view answer changed /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Abschluss und Bescheinigungen">
            <ActionOutcome answer />
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn Closing(view: ClosingView, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let ClosingView { id, title, status, next, obstacle, required, rows, to_issue, issued } = view;
    let event = id.clone();
    let base = format!("/app/veranstaltungen/{id}");
    let attendance = format!("{base}/anwesenheit");
    view! {
        <p class="lead">{title} " · " {status}</p>
        <p class="actions">
            <a href=base class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zur Veranstaltung"</span></a>
            <a href=attendance class="kern-btn kern-btn--tertiary"><span class="kern-label">"Anwesenheit"</span></a>
        </p>
        <h2>"Stand"</h2>
        {(!obstacle.is_empty()).then(|| view! { <p>{obstacle}</p> })}
        {next.and_then(|code| Step::from_code(&code)).map(|step| view! { <TakeStep event=id.clone() step answer changed /> })}
        <h2>"Teilnahmebescheinigungen"</h2>
        <p>{format!("Eine Bescheinigung bekommt, wer mindestens {required} % der Zeit anwesend war. Sie ist ab dem Stand »Durchgeführt« möglich, \
            wenn die Anwesenheit der Person vollständig eingetragen ist.")}</p>
        <p>"Ist gerade ein Fragebogen der Rückmeldung offen, führt die Mail mit der Bescheinigung auch dorthin."</p>
        <Issue event=id to_issue answer changed />
        {(0 < issued).then(|| view! {
            <p><a href=papers::certificates(&event) rel="external" download="">{format!("Alle {issued} Bescheinigungen als eine PDF-Datei")}</a></p>
        })}
        <People event rows answer changed />
    }
}

/// The button that takes the next step.
#[component]
fn TakeStep(event: String, step: Step, answer: Answer, changed: Callback<()>) -> impl IntoView {
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
        let event = event.clone();
        answer.set(None);
        spawn_local(async move {
            answer.set(Some(
                take_step(event, step.code().into()).await.map(|()| done.to_owned()).map_err(|error| error.0),
            ));
            changed.run(());
        });
    });
    view! { <p class="actions"><Confirm label yes question=question.to_owned() act look="kern-btn--secondary" /></p> }
}

/// The button that issues all certificates that are missing.
#[component]
fn Issue(event: String, to_issue: usize, answer: Answer, changed: Callback<()>) -> impl IntoView {
    if to_issue == 0 {
        return view! { <p>"Zurzeit ist keine Bescheinigung auszustellen."</p> }.into_any();
    }
    let question = format!(
        "{to_issue} Bescheinigungen ausstellen? Jede Person bekommt eine Mail mit ihrer Bescheinigung; ihre Anwesenheit lässt sich danach \
         nicht mehr ändern."
    );
    let act = Callback::new(move |()| {
        let event = event.clone();
        answer.set(None);
        spawn_local(async move {
            let issued = issue_certificates(event).await.map(|count| match count {
                1 => "1 Bescheinigung ist ausgestellt; die Mail ist unterwegs.".to_owned(),
                count => format!("{count} Bescheinigungen sind ausgestellt; die Mails sind unterwegs."),
            });
            answer.set(Some(issued.map_err(|error| error.0)));
            changed.run(());
        });
    });
    view! { <p class="actions"><Confirm label="Bescheinigungen ausstellen" yes="Ausstellen" question act look="kern-btn--primary" /></p> }
        .into_any()
}

/// The button that takes one certificate back.
#[component]
fn Withdraw(event: String, row: ClosingRow, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let ClosingRow { name, number, .. } = row;
    let question = format!(
        "Die Bescheinigung für {name} zurückziehen? Ihre Nummer gilt dann nicht mehr, und der Link in der Mail öffnet nichts; die \
         Person bekommt eine Mail. Danach lässt sich die Anwesenheit berichtigen. Sonst wird sie beim nächsten Ausstellen neu ausgestellt."
    );
    let object = name.clone();
    let act = Callback::new(move |()| {
        let (event, number) = (event.clone(), number.clone());
        let said = format!("Die Bescheinigung für {name} ist zurückgezogen.");
        answer.set(None);
        spawn_local(async move {
            let withdrawn = withdraw_certificate(event, number).await;
            answer.set(Some(withdrawn.map(|()| said).map_err(|error| error.0)));
            changed.run(());
        });
    });
    view! { <Confirm label="Zurückziehen" yes="Wirklich zurückziehen" question object act /> }
}

#[component]
fn People(event: String, rows: Vec<ClosingRow>, answer: Answer, changed: Callback<()>) -> impl IntoView {
    if rows.is_empty() {
        return view! { <Empty text="Es ist niemand angemeldet." /> }.into_any();
    }
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
            (!row.number.is_empty()).then(|| view! { <Withdraw event row=row.clone() answer changed /> })
        }),
    ];
    view! { <SortedTable caption="Teilnehmende und ihre Bescheinigungen" columns rows /> }.into_any()
}
