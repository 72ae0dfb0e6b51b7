use super::id_of_address;
use crate::{
    ApiError,
    questionnaires::{
        BASE, TEXTS,
        evaluation::{EvaluationView, file_address, query_string, read_evaluation, texts_address},
        german,
        parts::{CrosstabTable, Protected, QuestionCharts, WavesTables},
    },
    staff::with_right,
    ui::{FailurePage, Form, Loading, Page, SelectField},
};
use domain::{
    access::Koordination,
    questionnaires::{Evaluation, EvaluationQuery},
};
use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

/// A questionnaire over all its Erhebungen: filters, charts, waves beside each other, two questions against each other.
#[component]
pub fn EvaluationPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <AtAddress /> }.into_any())
}

#[component]
fn AtAddress() -> impl IntoView {
    let id = Memo::new(move |_| id_of_address());
    let query = Memo::new(move |_| query_of_address());
    let found = LocalResource::new(move || read_evaluation(id.get(), query.get()));
    let content = move || {
        found.get().map(|found| match found {
            Ok(view) => view! { <Found id=id.get_untracked() query=query.get_untracked() view /> }.into_any(),
            Err(ApiError(error)) => view! { <FailurePage error /> }.into_any(),
        })
    };
    // Filters change the address, and the old charts stay until the new ones are there.
    view! { <Transition fallback=Loading>{content}</Transition> }
}

#[component]
fn Found(id: String, query: EvaluationQuery, view: EvaluationView) -> impl IntoView {
    let EvaluationView { title, evaluation, sozialraeume, kitas, waves, languages, choices, asks_texts } = view;
    let Evaluation {
        erhebungen,
        asked,
        responses_of_asked,
        withheld,
        results,
        words,
        texts,
        waiting,
        crosstab,
        waves: compared,
    } = evaluation;
    let facts = match withheld {
        Some(reason) => german::withheld(reason).to_owned(),
        None => german::evaluated(erhebungen, results.submissions),
    };
    let rate = german::response_rate(responses_of_asked, asked);
    let is_empty = results.submissions == 0;
    let of_language = !query.language.is_empty();
    let (threshold, has_texts) = (results.threshold, !texts.is_empty());
    let waiting = waiting.map(german::texts_wait).filter(|sentence| !sentence.is_empty());
    let awaits_texts = asks_texts && threshold.is_some() && !has_texts && !of_language;
    let (id_of_files, query_of_files) = (id.clone(), query.clone());
    view! {
        <Page title=format!("Auswertung: {title}")>
            <Filters query=query.clone() sozialraeume kitas waves languages />
            <p class="lead" role="status">{facts} " " {rate}</p>
            {if withheld.is_some() || is_empty {
                ().into_any()
            } else {
                view! {
                    <p class="actions"><FileLinks id=id_of_files query=query_of_files has_texts /></p>
                    <Protected threshold />
                    <h2>"Ergebnisse"</h2>
                    <QuestionCharts id=id.clone() query=query.clone() results words texts />
                    {awaits_texts.then(|| view! { <p class="result__about">{german::AWAITS_TEXTS}</p> })}
                    {waiting.map(|sentence| view! { <TextsWait sentence /> })}
                    <WavesTables waves=compared />
                    {if of_language {
                        view! { <p>{german::LANGUAGE_LIMITS}</p> }.into_any()
                    } else {
                        let table = crosstab.map(|crosstab| view! { <CrosstabTable crosstab /> });
                        view! { <Crossing query choices>{table}</Crossing> }.into_any()
                    }}
                }.into_any()
            }}
            <p class="actions">
                <a href=format!("{BASE}/{id}") class="kern-btn kern-btn--tertiary">
                    <span class="kern-label">"Zum Fragebogen"</span>
                </a>
            </p>
        </Page>
    }
}

/// Most texts are decided about by the KiSo; the link leads to those of the Koordination.
#[component]
fn TextsWait(sentence: String) -> impl IntoView {
    view! {
        <p class="result__about">
            {sentence} " " <a href=TEXTS class="kern-link">"Texte, über die Sie entscheiden"</a>
        </p>
    }
}

#[component]
fn FileLinks(id: String, query: EvaluationQuery, has_texts: bool) -> impl IntoView {
    let link = |address: String, label: &'static str| {
        view! {
            <a class="kern-btn kern-btn--tertiary" href=address rel="external" download="">
                <span class="kern-label">{label}</span>
            </a>
        }
    };
    let texts = has_texts.then(|| link(texts_address(&id, &query), "Freie Texte (CSV)"));
    view! {
        {link(file_address(&id, "xlsx", &query), "Als Excel-Datei")}
        {link(file_address(&id, "csv", &query), "Als CSV-Datei")}
        {texts}
    }
}

#[component]
fn Filters(
    query: EvaluationQuery,
    sozialraeume: Vec<(String, String)>,
    kitas: Vec<(String, String)>,
    waves: Vec<(String, String)>,
    languages: Vec<(String, String)>,
) -> impl IntoView {
    let form = Form::new(Vec::new);
    let sozialraum = RwSignal::new(query.sozialraum.clone());
    let kita = RwSignal::new(query.kita.clone());
    let wave = RwSignal::new(query.wave.clone());
    let language = RwSignal::new(query.language.clone());
    let languages = offered(languages, &query.language);
    let wanted = Signal::derive(move || EvaluationQuery {
        sozialraum: sozialraum.get(),
        kita: kita.get(),
        wave: wave.get(),
        language: language.get(),
        ..query.clone()
    });
    keep_in_address(wanted);
    let speaks = (!languages.is_empty()).then(|| {
        view! {
            <SelectField form name="language" label="Sprache der Antworten" value=language options=languages blank="Alle" optional=true />
        }
    });
    view! {
        <div class="filters" role="search">
            <SelectField form name="sozialraum" label="Sozialraum" value=sozialraum options=sozialraeume blank="Alle" optional=true />
            <SelectField form name="kita" label="Kita" value=kita options=kitas blank="Alle" optional=true />
            <SelectField form name="year" label="Welle" value=wave options=waves blank="Alle" optional=true />
            {speaks}
        </div>
    }
}

/// With the one that stands in the address, also when it is offered no more: so that it can be left again.
fn offered(mut languages: Vec<(String, String)>, chosen: &str) -> Vec<(String, String)> {
    if !chosen.is_empty() && languages.iter().all(|(code, _)| code != chosen) {
        languages.push((chosen.to_owned(), chosen.to_owned()));
    }
    languages
}

/// Which two questions stand against each other, and their table.
#[component]
fn Crossing(query: EvaluationQuery, choices: Vec<(String, String)>, children: Children) -> impl IntoView {
    if choices.len() < 2 {
        return ().into_any();
    }
    let form = Form::new(Vec::new);
    let (row, column) = (RwSignal::new(query.row.clone()), RwSignal::new(query.column.clone()));
    let is_chosen = query.pair().is_some();
    let wanted = Signal::derive(move || EvaluationQuery { row: row.get(), column: column.get(), ..query.clone() });
    keep_in_address(wanted);
    view! {
        <section class="section">
            <h2>"Zwei Fragen im Vergleich"</h2>
            <div class="filters">
                <SelectField form name="row" label="Zeilen" value=row options=choices.clone() blank="Keine" optional=true />
                <SelectField form name="column" label="Spalten" value=column options=choices blank="Keine" optional=true />
            </div>
            {(!is_chosen).then(|| view! { <p>"Wählen Sie zwei verschiedene Fragen."</p> })}
            {children()}
        </section>
    }
    .into_any()
}

fn query_of_address() -> EvaluationQuery {
    use_query_map().with(|map| {
        let text = |name: &str| map.get(name).unwrap_or_default();
        EvaluationQuery {
            sozialraum: text("sozialraum"),
            kita: text("kita"),
            // So called when a year was one wave: links from then stay valid.
            wave: text("year"),
            language: text("language"),
            row: text("row"),
            column: text("column"),
        }
    })
}

/// A choice changes the address, so that the evaluation is the same after a reload and for whoever gets the link.
fn keep_in_address(wanted: Signal<EvaluationQuery>) {
    let (navigate, path) = (use_navigate(), use_location().pathname);
    Effect::new(move |before: Option<EvaluationQuery>| {
        let wanted = wanted.get();
        if before.is_some_and(|before| before != wanted) {
            let address = format!("{}?{}", path.get_untracked(), query_string(&wanted));
            navigate(&address, NavigateOptions { replace: true, scroll: false, ..Default::default() });
        }
        wanted
    });
}
