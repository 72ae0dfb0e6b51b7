use crate::{
    questionnaires::{
        api::save_survey,
        german,
        parts::{CodesForm, hand_on::HandOn},
        view::{SurveyLink, SurveyView},
    },
    ui::{ActionOutcome, Answer, Badge, Field, Form, Notice, NoticeKind, RadioField, SendForm, Sending},
};
use domain::{
    ErrorCode, FieldError,
    field::date,
    questionnaires::survey::{SurveyAccess, SurveyInput, SurveyState},
};
use leptos::prelude::*;

/// The public link of an Erhebung: address, QR code, days.
#[component]
pub fn SurveyPanel(
    erhebung: String,
    /// `None` only while nothing is drawn.
    survey: Memo<Option<SurveyView>>,
    /// The last day of the Erhebung is past: no link could be answered any more.
    is_over: Memo<bool>,
    told: Answer,
    changed: Callback<Option<&'static str>>,
) -> impl IntoView {
    let unfit = Memo::new(move |_| of(survey, |survey| survey.unfit.clone()).unwrap_or_default());
    let content = move || match unfit.get() {
        names if names.is_empty() => view! { <Offered erhebung=erhebung.clone() survey is_over changed /> }.into_any(),
        names => view! { <Unfit names=names.join(", ") /> }.into_any(),
    };
    view! { <section class="section"><h2>"Öffentliche Umfrage"</h2><ActionOutcome answer=told />{content}</section> }
}

fn of<P>(survey: Memo<Option<SurveyView>>, read: impl Fn(&SurveyView) -> P) -> Option<P> {
    survey.with(|survey| survey.as_ref().map(read))
}

#[component]
fn Unfit(names: String) -> impl IntoView {
    view! {
        <Notice kind=NoticeKind::Warning title="Zu dieser Erhebung ist kein öffentlicher Link möglich.">
            <p>"Orte und Dateien würden zeigen, wer antwortet. Betroffen: " {names} ". Bitte veröffentlichen Sie eine \
                Fassung ohne diese Fragen."</p>
        </Notice>
    }
}

/// The link with what belongs to it, or the way to one. What is typed in one of its forms stays when the other one is sent.
#[component]
fn Offered(
    erhebung: String,
    survey: Memo<Option<SurveyView>>,
    is_over: Memo<bool>,
    changed: Callback<Option<&'static str>>,
) -> impl IntoView {
    let link = Memo::new(move |_| {
        of(survey, |survey| survey.link.clone()).flatten().map(|link| SurveyLink { codes: None, ..link })
    });
    let codes = Memo::new(move |_| of(survey, |survey| survey.link.as_ref().and_then(|link| link.codes)).flatten());
    let count = Memo::new(move |_| codes.get().unwrap_or_default());
    let cards = Memo::new(move |_| {
        let languages = || of(survey, |survey| survey.link.as_ref().map(|link| link.card_languages.clone())).flatten();
        (codes.get().is_some() && !is_over.get()).then(languages).flatten()
    });
    let days = Memo::new(move |_| of(survey, |survey| (survey.input.clone(), survey.link.is_some())));
    let unreviewed = Memo::new(move |_| of(survey, |survey| survey.unreviewed.clone()).unwrap_or_default());
    let of_days = erhebung.clone();
    view! {
        <p>{move || match link.with(Option::is_some) {
            true => "Wer den Link hat, antwortet ohne Anmeldung, freiwillig und anonym. Wo Codes verlangt werden, gehört zu jeder Antwort \
                einer.",
            false => "Mit einem Link antworten die Befragten ohne Anmeldung auf dem eigenen Telefon, freiwillig und anonym.",
        }}</p>
        {move || link.get().map(|link| view! { <Link link /> })}
        {move || cards.get().map(|languages| view! { <CodesForm erhebung=erhebung.clone() count languages changed /> })}
        {move || match is_over.get() {
            true => view! { <p>"Diese Erhebung ist beendet: Sie nimmt keine Antworten mehr an, und einen neuen Link gibt es nicht."</p> }
                .into_any(),
            false => {
                let erhebung = of_days.clone();
                view! {
                    {move || view! { <Unreviewed languages=unreviewed.get() /> }}
                    {move || days.get().map(|(input, is_open)| view! { <Days erhebung=erhebung.clone() input is_open changed /> })}
                }
                .into_any()
            }
        }}
    }
}

#[component]
fn Link(link: SurveyLink) -> impl IntoView {
    let SurveyLink { address, kiosk, code, days, state, .. } = link;
    let (kind, text) = match state {
        SurveyState::Open => (NoticeKind::Success, "offen"),
        SurveyState::NotYet => (NoticeKind::Info, "noch nicht offen"),
        SurveyState::Over => (NoticeKind::Info, "beendet"),
    };
    view! {
        <div class="survey-link">
            <p><Badge kind text /> " " {days}</p>
            <p class="survey-link__address"><a href=address.clone() rel="external">{address.clone()}</a></p>
            <img class="survey-link__code" src=code.clone() alt="QR-Code mit dem Link zur Umfrage" width="320" height="320" />
            <p class="actions">
                <a class="kern-btn kern-btn--tertiary" href=code rel="external" download="umfrage.svg">
                    <span class="kern-label">"QR-Code herunterladen"</span>
                </a>
            </p>
            <HandOn kiosk />
        </div>
    }
}

/// The texts around the questions were drafted without native speakers.
#[component]
fn Unreviewed(languages: Vec<String>) -> impl IntoView {
    (!languages.is_empty()).then(|| {
        let languages = languages.into_iter().map(|name| view! { <li><bdi>{name}</bdi></li> }).collect_view();
        view! {
            <Notice kind=NoticeKind::Info title=german::UNREVIEWED_TEXTS>
                <ul>{languages}</ul>
            </Notice>
        }
    })
}

#[component]
fn Days(erhebung: String, input: SurveyInput, is_open: bool, changed: Callback<Option<&'static str>>) -> impl IntoView {
    let SurveyInput { opens, closes, access } = input;
    let (opens, closes, access) = (RwSignal::new(opens), RwSignal::new(closes), RwSignal::new(access));
    let entered = move || SurveyInput { opens: opens.get(), closes: closes.get(), access: access.get() };
    let options = [SurveyAccess::Open, SurveyAccess::Codes];
    let options = options.map(|access| (access.name().to_owned(), german::survey_access(access).to_owned())).to_vec();
    let form = Form::new(move || faults(&entered()));
    let (label, said) = match is_open {
        true => ("Link ändern", "Der Link ist geändert."),
        false => ("Link erzeugen", "Der Link ist erzeugt. Er gilt an den Tagen, die unten stehen."),
    };
    let send = move || -> Sending {
        let (erhebung, input) = (erhebung.clone(), entered());
        Box::pin(async move {
            save_survey(erhebung, input).await?;
            _ = changed.try_run(Some(said));
            Ok(())
        })
    };
    view! {
        <SendForm form label look="kern-btn--secondary" send>
            <Field form name="opens" label="Link gilt ab" value=opens kind="date" />
            <Field form name="closes" label="Link gilt bis" value=closes kind="date" hint="Dieser Tag zählt noch mit." />
            <RadioField form name="access" label="Wer kann antworten?" value=access options />
        </SendForm>
    }
}

/// What can be judged without the Erhebung; its days bound those of the link and are the server's to judge.
fn faults(input: &SurveyInput) -> Vec<FieldError> {
    let (opens, closes) = (date("opens", &input.opens), date("closes", &input.closes));
    let backwards = matches!((&opens, &closes), (Ok(opens), Ok(closes)) if closes < opens);
    let found = [opens.err(), closes.err(), backwards.then(|| FieldError::new("closes", ErrorCode::EndBeforeStart))];
    found.into_iter().flatten().collect()
}
