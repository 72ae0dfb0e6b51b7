//! How participants found an event: which questionnaire asks them, and the way to what they answered.

use crate::{
    events::feedback::{AskedView, FeedbackView, choose_feedback, event_feedback},
    staff::with_right,
    ui::{ActionOutcome, Acts, Empty, Form, Page, Reading, SelectField, SendForm, Sending},
};
use domain::{ErrorCode, FieldError, access::Koordination};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// Feedback about one event, for the Koordination.
#[component]
pub fn FeedbackPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <OfEvent /> }.into_any())
}

#[component]
fn OfEvent() -> impl IntoView {
    let params = use_params_map();
    let id = move || params.read().get("id").unwrap_or_default();
    let reading = Reading::new(move || event_feedback(id()));
    let acts = Acts::on(reading);
    reading.as_page(move |view| (move || view! { <Feedback view=view.get() acts /> }).into_any())
}

#[component]
fn Feedback(view: FeedbackView, acts: Acts) -> impl IntoView {
    let FeedbackView { id, title, questionnaires, asked } = view;
    let back = format!("/app/veranstaltungen/{id}");
    let content = match asked {
        Some(asked) => view! { <Asked asked /> }.into_any(),
        None if questionnaires.is_empty() => view! {
            <Empty text="Es gibt keinen veröffentlichten Fragebogen, der sich ohne Anmeldung beantworten lässt. Bitte veröffentlichen Sie \
                zuerst einen ohne Fragen nach Orten, Bildern und Dateien." />
        }
        .into_any(),
        None => view! { <Choose event=id questionnaires acts /> }.into_any(),
    };
    view! {
        <Page title="Rückmeldungen">
            <p class="lead">{title}</p>
            <p class="actions">
                <a href=back class="kern-btn kern-btn--tertiary"><span class="kern-label">"Zur Veranstaltung"</span></a>
            </p>
            <ActionOutcome answer=acts.answer />
            {content}
        </Page>
    }
}

#[component]
fn Asked(asked: AskedView) -> impl IntoView {
    let AskedView { title, period, address, answers, results } = asked;
    let count = match answers {
        1 => "1 Antwort".to_owned(),
        answers => format!("{answers} Antworten"),
    };
    let link = (!address.is_empty()).then(|| {
        let text = address.clone();
        view! { <dt>"Link"</dt><dd><a href=address rel="external">{text}</a></dd> }
    });
    view! {
        <p>"Wer teilgenommen hat, findet den Link nach dem letzten Termin auf der Seite der Veranstaltung und unter »Meine \
            Veranstaltungen«. Antworten sind freiwillig und anonym."</p>
        <dl class="facts">
            <dt>"Fragebogen"</dt><dd>{title}</dd>
            <dt>"Zeitraum"</dt><dd>{period}</dd>
            {link}
            <dt>"Bisher"</dt><dd>{count}</dd>
        </dl>
        <p class="actions">
            <a href=results class="kern-btn kern-btn--primary">
                <span class="kern-label">"Ergebnisse, Link und QR-Code"</span>
            </a>
        </p>
    }
}

/// One questionnaire for the event; which one stays as chosen, since answers belong to it.
#[component]
fn Choose(event: String, questionnaires: Vec<(String, String)>, acts: Acts) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let form = Form::new(move || {
        let missing = chosen.with(String::is_empty);
        missing.then(|| FieldError::new("questionnaire", ErrorCode::Required)).into_iter().collect()
    });
    let send = move || -> Sending {
        acts.begin();
        let (event, questionnaire) = (event.clone(), chosen.get());
        Box::pin(async move {
            choose_feedback(event, questionnaire).await?;
            acts.end(Ok("Die Rückmeldung ist eingerichtet.".to_owned())).await;
            Ok(())
        })
    };
    view! {
        <SendForm form label="Rückmeldung einrichten" send>
            <p>"Nach dem letzten Termin fragt ein öffentlicher Link vier Wochen lang, wie die Veranstaltung war. Welcher Fragebogen es ist, \
                lässt sich danach nicht mehr ändern. Auch die Mails mit Bescheinigungen, die danach ausgestellt werden, führen dorthin."</p>
            <SelectField form name="questionnaire" label="Fragebogen" value=chosen options=questionnaires />
        </SendForm>
    }
}
