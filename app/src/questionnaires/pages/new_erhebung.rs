use super::{is_office, questionnaire_of_query};
use crate::{
    ApiError,
    questionnaires::{
        BASE,
        api::{create_erhebung, erhebung_form},
        german,
        view::{ErhebungFormView, PlannedRow, PublishedRow},
    },
    staff::with_right,
    ui::{Empty, Failure, Field, Form, Loading, Notice, NoticeKind, Page, SelectField, SendForm, Sending, lead_on},
};
use domain::{
    access::Designer,
    ids::ErhebungId,
    questionnaires::{ErhebungInput, Methode, Zielgruppe},
};
use leptos::prelude::*;

/// Plans an Erhebung: where, when, how, whom, with which version.
#[component]
pub fn NewErhebungPage() -> impl IntoView {
    with_right::<Designer>(|| view! { <NewErhebung /> }.into_any())
}

#[component]
fn NewErhebung() -> impl IntoView {
    let office = is_office();
    let form = LocalResource::new(erhebung_form);
    let content = move || {
        form.get().map(|form| match form {
            Ok(view) if view.questionnaires.is_empty() => {
                view! { <Empty text="Noch ist kein Fragebogen veröffentlicht. Veröffentlichen Sie zuerst einen." /> }
                    .into_any()
            }
            Ok(view) if view.kitas.is_empty() && !office => {
                view! { <Empty text="Heute ist Ihnen keine Kita zugeordnet. Bitte wenden Sie sich an die Koordination." /> }
                    .into_any()
            }
            Ok(view) => view! { <ErhebungForm view /> }.into_any(),
            Err(ApiError(error)) => view! { <Failure error /> }.into_any(),
        })
    };
    view! { <Page title="Erhebung anlegen"><Suspense fallback=Loading>{content}</Suspense></Page> }
}

/// What is typed in the form.
#[derive(Clone, Copy)]
struct Entry {
    kita: RwSignal<String>,
    from: RwSignal<String>,
    to: RwSignal<String>,
    methode: RwSignal<String>,
    zielgruppe: RwSignal<String>,
    questionnaire: RwSignal<String>,
    version: RwSignal<String>,
}

impl Entry {
    fn of(input: ErhebungInput) -> Self {
        let ErhebungInput { kita, from, to, methode, zielgruppe, questionnaire, version } = input;
        Self {
            kita: RwSignal::new(kita),
            from: RwSignal::new(from),
            to: RwSignal::new(to),
            methode: RwSignal::new(methode),
            zielgruppe: RwSignal::new(zielgruppe),
            questionnaire: RwSignal::new(questionnaire),
            version: RwSignal::new(version),
        }
    }

    fn input(&self) -> ErhebungInput {
        ErhebungInput {
            kita: self.kita.get(),
            from: self.from.get(),
            to: self.to.get(),
            methode: self.methode.get(),
            zielgruppe: self.zielgruppe.get(),
            questionnaire: self.questionnaire.get(),
            version: self.version.get(),
        }
    }
}

#[component]
fn ErhebungForm(view: ErhebungFormView) -> impl IntoView {
    let ErhebungFormView { request, input, kitas, questionnaires, planned } = view;
    let entry = Entry::of(ErhebungInput { questionnaire: questionnaire_of_query(), ..input });
    let nobody = ErhebungId::new(uuid::Uuid::nil());
    let form = Form::new(move || entry.input().check(nobody).err().unwrap_or_default());
    let navigate = lead_on();
    let send = move || -> Sending {
        let (navigate, input, request) = (navigate.clone(), entry.input(), Some(request.clone()));
        Box::pin(async move {
            let id = create_erhebung(input, request.filter(|request| !request.is_empty())).await?;
            navigate(&format!("{BASE}/erhebungen/{id}"));
            Ok(())
        })
    };
    let methoden = choices(&Methode::ALL, Methode::code, german::methode);
    let zielgruppen = choices(&Zielgruppe::OF_KITAS, Zielgruppe::code, german::zielgruppe);
    view! {
        <SendForm form label="Anlegen" send>
            <WhichVersion form entry questionnaires />
            <SelectField form name="kita" label="Kita" value=entry.kita options=kitas />
            <Field form name="from" label="Erster Tag" value=entry.from kind="date" />
            <Field form name="to" label="Letzter Tag" value=entry.to kind="date" hint="Dieser Tag zählt noch mit." />
            <Meeting entry planned />
            <SelectField form name="methode" label="Methode" value=entry.methode options=methoden />
            <SelectField form name="zielgruppe" label="Wer wird befragt?" value=entry.zielgruppe options=zielgruppen
                hint="Bei Befragten werden kleine Anzahlen nicht gezeigt; bei Protokollbögen der KiSo alle." />
        </SendForm>
    }
}

/// What the Kita is asked already in these days: a hint, since parents and staff may well be asked side by side.
#[component]
fn Meeting(entry: Entry, planned: Vec<PlannedRow>) -> impl IntoView {
    let meeting = Memo::new(move |_| {
        let input = entry.input();
        planned.iter().filter(|row| input.meets(row.kita, (row.from, row.to))).cloned().collect::<Vec<_>>()
    });
    move || {
        let rows = meeting.get();
        (!rows.is_empty()).then(|| {
            let items = rows.iter().map(|row| view! { <li>{german::planned(row)}</li> }).collect_view();
            view! {
                <Notice kind=NoticeKind::Info title=german::MEETS>
                    <ul>{items}</ul>
                    <p>"Sie können die Erhebung trotzdem anlegen."</p>
                </Notice>
            }
        })
    }
}

/// The questionnaire and its version: the latest one unless another is chosen.
#[component]
fn WhichVersion(form: Form, entry: Entry, questionnaires: Vec<PublishedRow>) -> impl IntoView {
    let titles: Vec<(String, String)> = questionnaires.iter().map(|row| (row.id.clone(), row.title.clone())).collect();
    let latest = Memo::new(move |_| {
        let chosen = entry.questionnaire.get();
        questionnaires.iter().find(|row| row.id == chosen).map_or(0, |row| row.latest)
    });
    Effect::new(move |_| {
        let latest = latest.get();
        entry.version.set(if latest == 0 { String::new() } else { latest.to_string() });
    });
    let versions = Signal::derive(move || {
        (1..=latest.get()).rev().map(|number| (number.to_string(), format!("Fassung {number}"))).collect::<Vec<_>>()
    });
    view! {
        <SelectField form name="questionnaire" label="Fragebogen" value=entry.questionnaire options=titles />
        <SelectField form name="version" label="Fassung" value=entry.version options=versions />
    }
}

fn choices<T: Copy>(all: &[T], code: fn(T) -> &'static str, text: fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().map(|value| (code(*value).to_owned(), text(*value).to_owned())).collect()
}
