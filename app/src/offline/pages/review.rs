//! What waits for the Koordination: changes of devices that were revoked or had no right, answers of respondents that came
//! with them, and files that were saved on a device.

use super::held_attendance::HeldAttendance;
use crate::{
    offline::api::{end_quarantine, held_attendance, let_in, review, turn_down},
    staff::with_right,
    ui::{
        ActionOutcome, Acts, Chosen, Confirm, Empty, FileField, Form, Head, Page, Reading, SendForm, Sending,
        TableFrame, as_sent, chosen, heads, part, send_file,
    },
};
use domain::{
    AppError, ErrorCode,
    access::Koordination,
    events::attendance::tablet::HeldView,
    sync::{QuarantinedEntry, ReviewView, TwiceEntry, WaitingEntry, german},
};
use leptos::{prelude::*, task::spawn_local, web_sys};

#[component]
pub fn ReviewPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Review /> }.into_any())
}

/// What a person decides on this page.
#[derive(Clone)]
enum Decision {
    LetIn { device: String, submission: String },
    TurnDown { device: String, submission: String },
    Answers { erhebung: String, take: bool },
}

#[component]
fn Review() -> impl IntoView {
    let (reading, held) = (Reading::new(review), Reading::new(held_attendance));
    let acts = Acts::on(reading);
    let decide = Callback::new(move |decision: Decision| {
        acts.run(async move {
            let (done, said) = match decision {
                Decision::LetIn { device, submission } => {
                    (let_in(device, submission).await, "Die Änderungen sind übernommen.")
                }
                Decision::TurnDown { device, submission } => {
                    (turn_down(device, submission).await, "Die Änderungen sind verworfen.")
                }
                Decision::Answers { erhebung, take: true } => {
                    (end_quarantine(erhebung, true).await, "Die Antworten zählen jetzt mit.")
                }
                Decision::Answers { erhebung, take: false } => {
                    (end_quarantine(erhebung, false).await, "Die Antworten sind gelöscht.")
                }
            };
            done.map(|()| said.to_owned())
        });
    });
    let read_in = Callback::new(move |()| {
        let said = "Die Datei ist eingelesen. Was davon neu ist, wartet unten auf Ihre Entscheidung.".to_owned();
        spawn_local(acts.end(Ok(said)));
    });
    let beside = held.now();
    let content = reading.shown(move |view| view! { <Waiting view held=beside decide /> }.into_any());
    view! {
        <Page title="Zu prüfen">
            <p class="kern-body">
                "Was von einem gesperrten Gerät kommt, oder aus einer Kita, für die das Recht geendet hat, ist gespeichert, zählt aber
                erst, wenn Sie es übernehmen."
            </p>
            <ActionOutcome answer=acts.answer />
            {content}
            <HeldAttendance held answer=acts.answer />
            <ReadIn read_in />
        </Page>
    }
}

#[component]
fn Waiting(view: Signal<ReviewView>, held: Memo<Option<Vec<HeldView>>>, decide: Callback<Decision>) -> impl IntoView {
    let waiting = part(view, |view| view.waiting.clone());
    let answers = part(view, |view| view.answers.clone());
    let twice = part(view, |view| view.twice.clone());
    let has_waiting = Memo::new(move |_| !waiting.with(Vec::is_empty));
    let has_answers = Memo::new(move |_| !answers.with(Vec::is_empty));
    let has_twice = Memo::new(move |_| !twice.with(Vec::is_empty));
    // While that is not read, nobody knows.
    let is_held = Memo::new(move |_| held.with(|held| held.as_ref().is_none_or(|held| !held.is_empty())));
    let nothing = move || {
        let waits = has_waiting.get() || has_answers.get() || has_twice.get() || is_held.get();
        (!waits).then(|| view! { <Empty text="Zurzeit wartet nichts." /> })
    };
    view! {
        {nothing}
        {move || has_twice.get().then(|| view! {
            <TableFrame caption="Mehrfach abgeschlossene Bögen">
                {heads([Head::text("Fragebogen"), Head::text("Seit"), Head::text("Aktion")])}
                <tbody><For each=move || twice.get() key=as_sent let(entry)><TwiceRow entry /></For></tbody>
            </TableFrame>
        })}
        {move || has_waiting.get().then(|| view! {
            <TableFrame caption="Bögen von Geräten">
                {heads([Head::text("Fragebogen"), Head::text("Von"), Head::text("Warum"), Head::text("Aktion")])}
                <tbody><For each=move || waiting.get() key=as_sent let(entry)><WaitingRow entry decide /></For></tbody>
            </TableFrame>
        })}
        {move || has_answers.get().then(|| view! {
            <p class="kern-body">"Antworten aus Befragungen werden niemandem einzeln gezeigt."</p>
            <TableFrame caption="Antworten aus Befragungen">
                {heads([Head::text("Erhebung"), Head::text("Anzahl"), Head::text("Aktion")])}
                <tbody><For each=move || answers.get() key=as_sent let(entry)><AnswersRow entry decide /></For></tbody>
            </TableFrame>
        })}
    }
}

#[component]
fn WaitingRow(entry: WaitingEntry, decide: Callback<Decision>) -> impl IntoView {
    let WaitingEntry { device, submission, title, owner, since, count, is_revoked } = entry;
    let known = !title.is_empty();
    let title = if known { title } else { "Erhebung, die es nicht gibt".to_owned() };
    let name = format!("{title}, {owner}");
    let (path, looked_at) = (format!("/app/zu-pruefen/{device}/{submission}"), name.clone());
    let (of, object) = ((device.clone(), submission.clone()), name.clone());
    let discard = Callback::new(move |()| {
        let (device, submission) = of.clone();
        decide.run(Decision::TurnDown { device, submission });
    });
    let take = move |_| decide.run(Decision::LetIn { device: device.clone(), submission: submission.clone() });
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{title}</th>
            <td class="kern-table__cell">{owner} ", seit " {since} ", " {german::changes(count)}</td>
            <td class="kern-table__cell">{german::why_waiting(is_revoked)}</td>
            <td class="kern-table__cell">
                <a href=path class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Ansehen"<span class="kern-sr-only">": " {looked_at}</span></span>
                </a>
                " "
                {known.then(|| view! {
                    <button class="kern-btn kern-btn--secondary" type="button" on:click=take>
                        <span class="kern-label">"Übernehmen"<span class="kern-sr-only">": " {name}</span></span>
                    </button>
                })}
                " "
                <Confirm label="Verwerfen" yes="Endgültig verwerfen" question=german::TURN_DOWN object act=discard />
            </td>
        </tr>
    }
}

/// The way to the contents of a sheet that was finished more than once.
#[component]
fn TwiceRow(entry: TwiceEntry) -> impl IntoView {
    let TwiceEntry { submission, title, since } = entry;
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{title.clone()}</th>
            <td class="kern-table__cell">{since}</td>
            <td class="kern-table__cell">
                <a href=format!("/app/zu-pruefen/{submission}") class="kern-btn kern-btn--secondary">
                    <span class="kern-label">"Vergleichen und wählen"<span class="kern-sr-only">": " {title}</span></span>
                </a>
            </td>
        </tr>
    }
}

#[component]
fn AnswersRow(entry: QuarantinedEntry, decide: Callback<Decision>) -> impl IntoView {
    let QuarantinedEntry { erhebung, title, count } = entry;
    let (taken, name) = (erhebung.clone(), title.clone());
    let take = move |_| decide.run(Decision::Answers { erhebung: taken.clone(), take: true });
    let discard = Callback::new(move |()| decide.run(Decision::Answers { erhebung: erhebung.clone(), take: false }));
    let question = "Diese Antworten löschen? Sie lassen sich nicht zurückholen.";
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{title.clone()}</th>
            <td class="kern-table__cell">{count}</td>
            <td class="kern-table__cell">
                <button class="kern-btn kern-btn--secondary" type="button" on:click=take>
                    <span class="kern-label">"Mitzählen"<span class="kern-sr-only">": " {name}</span></span>
                </button>
                " "
                <Confirm label="Löschen" yes="Endgültig löschen" question object=title act=discard />
            </td>
        </tr>
    }
}

/// A file that somebody saved on a device which would not send.
#[component]
fn ReadIn(read_in: Callback<()>) -> impl IntoView {
    let file = RwSignal::new_local(None::<Chosen>);
    let form = Form::new(Vec::new);
    let changed = Callback::new(move |input: web_sys::HtmlInputElement| {
        file.set(chosen(&input));
        form.show(None);
    });
    let send = move || -> Sending {
        let picked = file.get();
        Box::pin(async move {
            let picked = picked.ok_or_else(|| AppError::field("file", ErrorCode::Required))?;
            match send_file("/api/v1/sync/file", &picked, &[]).await {
                Some((true, _)) => {
                    _ = read_in.try_run(());
                    Ok(())
                }
                Some((false, text)) => Err(serde_json::from_str(&text).unwrap_or(AppError::Unreachable).into()),
                None => Err(AppError::Unreachable.into()),
            }
        })
    };
    view! {
        <h2 class="kern-heading-medium">"Datei von einem Gerät einlesen"</h2>
        <SendForm form label="Einlesen" look="kern-btn--secondary" send>
            <FileField form name="file" label="Datei" accept=".versiegelt" changed
                hint="Auf dem Gerät unter »Dieses Gerät« als Datei gesichert; nur das Kreisjugendamt kann sie öffnen." />
        </SendForm>
    }
}
