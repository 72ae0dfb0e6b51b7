//! How mails are worded: the list of occasions, and the form of one with a preview.

use crate::{
    ApiError,
    events::{
        api::{mail_template, mail_templates, save_mail_template, try_mail_template},
        parts::{Answer, Preview},
    },
    staff::with_right,
    ui::{
        ActionOutcome, Column, Confirm, Failure, FailurePage, Field, Form, LinesField, Loading, Notice, NoticeKind,
        Page, SendForm, Sending, SortedTable,
    },
};
use domain::{
    access::Koordination,
    events::templates::{Occasion, TemplateInput, TemplateRow, TemplateView},
};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::hooks::use_params_map;

const BASE: &str = "/app/veranstaltungen/vorlagen";

/// Every occasion on which participants are written to.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Templates /> }.into_any())
}

#[component]
fn Templates() -> impl IntoView {
    let found = LocalResource::new(mail_templates);
    let content = move || {
        found.get().map(|found| match found {
            Ok(rows) => view! { <Occasions rows /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! {
        <Page title="Vorlagen der Mails">
            <p class="lead">"So schreibt das Portal Personen, die sich einzeln oder als Tandem angemeldet haben, und so verschickt es \
                Protokolle."</p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn Occasions(rows: Vec<TemplateRow>) -> impl IntoView {
    let columns = vec![
        Column::new("Anlass", |row: &TemplateRow| {
            let (page, name) = (format!("{BASE}/{}", row.occasion), row.name.clone());
            view! { <a href=page>{name}</a> }
        }),
        Column::new("Wann", |row: &TemplateRow| row.when.clone()),
        Column::new("Text", |row: &TemplateRow| match (row.refused, row.changed) {
            (true, _) => "mitgeliefert, weil im eigenen etwas fehlt",
            (false, true) => "eigener",
            (false, false) => "mitgeliefert",
        }),
    ];
    view! { <SortedTable caption="Anlässe" columns rows /> }
}

/// The wording of one occasion.
#[component]
pub fn TemplatePage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <AtAddress /> }.into_any())
}

#[component]
fn AtAddress() -> impl IntoView {
    let params = use_params_map();
    let occasion = move || params.read().get("anlass").unwrap_or_default();
    let found = LocalResource::new(move || mail_template(occasion()));
    let answer = Answer::new(None);
    let changed = Callback::new(move |()| found.refetch());
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! {
                <Page title=format!("Vorlage: {}", view.name)>
                    <ActionOutcome answer />
                    <Wording view answer changed />
                </Page>
            }
            .into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    view! { <Suspense fallback=Loading>{content}</Suspense> }
}

#[component]
fn Wording(view: TemplateView, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let TemplateView { occasion, when, revision, changed: own, refused, input, placeholders, required, .. } = view;
    let (subject, body) = (RwSignal::new(input.subject), RwSignal::new(input.body));
    let typed = move || TemplateInput { subject: subject.get(), body: body.get() };
    let form = Form::new(move || typed().check(occasion).err().unwrap_or_default());
    if refused {
        // What is missing is said at the field, before anybody saves.
        ["subject", "body"].into_iter().for_each(|name| form.left(name));
    }
    let meanings = placeholders
        .into_iter()
        .map(|(written, meaning)| view! { <li><code>{written}</code> " – " {meaning}</li> })
        .collect_view();
    view! {
        <p class="lead">"Diese Mail geht hinaus, " {when} "."</p>
        <p class="actions"><a href=BASE class="kern-btn kern-btn--tertiary"><span class="kern-label">"Alle Vorlagen"</span></a></p>
        {refused.then(|| view! { <NotUsed /> })}
        <WordingForm form occasion revision typed=Signal::derive(typed) answer changed>
            <Field form name="subject" label="Betreff" value=subject hint="Möglich sind {Titel}, {Format} und {Ort}." />
            <LinesField form name="body" label="Text" value=body rows=18
                hint=format!("Eine leere Zeile trennt Absätze. Vorkommen müssen {required}.") />
        </WordingForm>
        <h2>"Platzhalter"</h2>
        <p>"Beim Verschicken tritt an ihre Stelle, was zu Veranstaltung und Person gehört. Ein Absatz, in dem dann nichts mehr steht, \
            fällt weg."</p>
        <ul>{meanings}</ul>
        <Preview occasion typed=Signal::derive(typed) />
        <h2>"Ausprobieren"</h2>
        <Trial form occasion typed=Signal::derive(typed) answer />
        {own.then(|| view! { <BackToBuiltin occasion revision answer changed /> })}
    }
}

/// Above a stored wording that the rules do not take any more.
#[component]
fn NotUsed() -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title="Ihr eigener Text geht nicht hinaus">
            <p>"Er wurde gespeichert, bevor das Portal verlangte, was hier fehlt. Bis Sie ihn ergänzt und gespeichert haben, \
                bekommen alle den mitgelieferten Text."</p>
        </Notice>
    }
}

/// The form itself; `children` are its fields.
#[component]
fn WordingForm(
    form: Form,
    occasion: Occasion,
    revision: u32,
    typed: Signal<TemplateInput>,
    answer: Answer,
    changed: Callback<()>,
    children: Children,
) -> impl IntoView {
    let send = move || -> Sending {
        answer.set(None);
        let input = typed.get_untracked();
        Box::pin(async move {
            save_mail_template(occasion.code().to_owned(), revision, Some(input)).await?;
            let said = "Die Vorlage ist gespeichert. Sie gilt für alle Mails, die ab jetzt hinausgehen.";
            answer.set(Some(Ok(said.to_owned())));
            changed.run(());
            Ok(())
        })
    };
    view! { <SendForm form label="Vorlage speichern" send>{children()}</SendForm> }
}

/// The button that sends what is typed to the own address, saved or not.
#[component]
fn Trial(form: Form, occasion: Occasion, typed: Signal<TemplateInput>, answer: Answer) -> impl IntoView {
    let send = move |_| {
        answer.set(None);
        if !form.judge() {
            return;
        }
        let input = typed.get_untracked();
        spawn_local(async move {
            let sent = try_mail_template(occasion.code().to_owned(), input).await;
            let said = |to: String| format!("Die Testmail geht an {to}. Gespeichert ist dadurch nichts.");
            answer.set(Some(sent.map(said).map_err(|error| error.0)));
        });
    };
    view! {
        <p>"Die Testmail hat den Text, der jetzt im Formular steht, mit den erfundenen Angaben der Vorschau."</p>
        <p class="actions">
            <button class="kern-btn kern-btn--secondary" type="button" on:click=send>
                <span class="kern-label">"Testmail an mich"</span>
            </button>
        </p>
    }
}

#[component]
fn BackToBuiltin(occasion: Occasion, revision: u32, answer: Answer, changed: Callback<()>) -> impl IntoView {
    let act = Callback::new(move |()| {
        answer.set(None);
        spawn_local(async move {
            let reset = save_mail_template(occasion.code().to_owned(), revision, None).await;
            let said = "Es gilt wieder der mitgelieferte Text.".to_owned();
            answer.set(Some(reset.map(|()| said).map_err(|error| error.0)));
            changed.run(());
        });
    });
    view! {
        <h2>"Mitgelieferter Text"</h2>
        <p class="actions"><Confirm label="Mitgelieferten Text wiederherstellen" yes="Wiederherstellen" act
            question="Den eigenen Text verwerfen? Er lässt sich nicht zurückholen." /></p>
    }
}
