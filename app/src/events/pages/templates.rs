//! How mails are worded: the list of occasions, and the form of one with a preview.

use crate::{
    events::{
        api::{mail_template, mail_templates, save_mail_template, try_mail_template},
        parts::{BackToBuiltin, Preview, template_page},
    },
    staff::with_right,
    ui::{
        Acts, Answer, Column, Field, Form, LinesField, Notice, NoticeKind, Page, Reading, SendForm, Sending,
        SortedTable,
    },
};
use domain::{
    access::Koordination,
    events::templates::{Occasion, TemplateInput, TemplateRow, TemplateView},
};
use leptos::{prelude::*, task::spawn_local};

const BASE: &str = "/app/veranstaltungen/vorlagen";

/// Every occasion on which participants are written to.
#[component]
pub fn TemplatesPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Templates /> }.into_any())
}

#[component]
fn Templates() -> impl IntoView {
    let content = Reading::new(mail_templates).shown(|rows| view! { <Occasions rows /> }.into_any());
    view! {
        <Page title="Vorlagen der Mails">
            <p class="lead">"So schreibt das Portal Personen, die sich einzeln oder als Tandem angemeldet haben, und so verschickt es \
                Protokolle."</p>
            {content}
        </Page>
    }
}

#[component]
fn Occasions(rows: Signal<Vec<TemplateRow>>) -> impl IntoView {
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
    with_right::<Koordination>(|| {
        template_page(
            "anlass",
            mail_template,
            |view: &TemplateView| view.name.clone(),
            |view, acts| view! { <Wording view acts /> }.into_any(),
        )
    })
}

#[component]
fn Wording(view: TemplateView, acts: Acts) -> impl IntoView {
    let TemplateView { occasion, when, revision, changed: own, refused, input, placeholders, required, .. } = view;
    let (subject, body) = (RwSignal::new(input.subject), RwSignal::new(input.body));
    let typed = move || TemplateInput { subject: subject.get(), body: body.get() };
    let form = Form::new(move || typed().check(occasion).err().unwrap_or_default());
    if refused {
        // What is missing is said at the field, before anybody saves.
        ["subject", "body"].into_iter().for_each(|name| form.left(name));
    }
    let reset = move || -> Sending { Box::pin(save_mail_template(occasion.code().to_owned(), revision, None)) };
    let meanings = placeholders
        .into_iter()
        .map(|(written, meaning)| view! { <li><code>{written}</code> " – " {meaning}</li> })
        .collect_view();
    view! {
        <p class="lead">"Diese Mail geht hinaus, " {when} "."</p>
        <p class="actions"><a href=BASE class="kern-btn kern-btn--tertiary"><span class="kern-label">"Alle Vorlagen"</span></a></p>
        {refused.then(|| view! { <NotUsed /> })}
        <WordingForm form occasion revision typed=Signal::derive(typed) acts>
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
        <Trial form occasion typed=Signal::derive(typed) answer=acts.answer />
        {own.then(|| view! {
            <BackToBuiltin heading="Mitgelieferter Text" label="Mitgelieferten Text wiederherstellen"
                question="Den eigenen Text verwerfen? Er lässt sich nicht zurückholen."
                said="Es gilt wieder der mitgelieferte Text." reset acts />
        })}
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
    acts: Acts,
    children: Children,
) -> impl IntoView {
    let send = move || -> Sending {
        acts.begin();
        let input = typed.get_untracked();
        Box::pin(async move {
            save_mail_template(occasion.code().to_owned(), revision, Some(input)).await?;
            let said = "Die Vorlage ist gespeichert. Sie gilt für alle Mails, die ab jetzt hinausgehen.";
            acts.end(Ok(said.to_owned())).await;
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
