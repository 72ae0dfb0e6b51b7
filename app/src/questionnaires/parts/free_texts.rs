//! Free texts one after another: read, black out words, release or withhold. Everything works by keyboard.

use super::text_desk::{Desk, HEADING, sighted};
use crate::{
    offline::focus,
    questionnaires::{
        free_texts::{FreeTextLine, FreeTextsView},
        german,
    },
    ui::{Badge, Failure, Notice, NoticeKind},
};
use domain::questionnaires::free_texts::{BlackedOut, Stand};
use leptos::{ev, prelude::*};

#[component]
pub fn FreeTextDesk(view: FreeTextsView) -> impl IntoView {
    let desk = Desk::begin(view);
    let unseen = move || match desk.unseen() {
        0 => "Alle Texte sind angesehen.".to_owned(),
        1 => "Noch 1 Text ist nicht angesehen.".to_owned(),
        count => format!("Noch {count} Texte sind nicht angesehen."),
    };
    let shown = move || desk.shown().map(|line| view! { <OneText desk line /> });
    view! {
        <p class="kern-body" role="status">{move || desk.told.get()} " " {unseen}</p>
        {move || desk.notice.get().map(|title| view! { <Notice kind=NoticeKind::Warning title /> })}
        {move || desk.failure.get().map(|error| view! { <Failure error /> })}
        {shown}
    }
}

/// The text in sight, with what can become of it.
#[component]
fn OneText(desk: Desk, line: FreeTextLine) -> impl IntoView {
    let (black, in_sight) = (RwSignal::new(desk.marked(&line)), sighted(&line));
    Effect::new(move |_| desk.mark(&in_sight, black.get()));
    let FreeTextLine { question, text, stand, suspicious, .. } = line;
    let is_guessed = stand == Stand::Unseen && !suspicious.is_empty();
    let release = move |_| desk.decide("release", black.get_untracked());
    let withhold = move |_| desk.decide("withhold", BlackedOut::default());
    let label = move || if black.with(BlackedOut::is_empty) { "Freigeben" } else { "Geschwärzt freigeben" };
    let working = move || desk.working.get().then_some("true");
    view! {
        <section class="card" aria-labelledby=HEADING>
            <h2 class="kern-heading-medium" id=HEADING tabindex="-1">{desk.position()}</h2>
            <p class="kern-body">{question} " " <StandBadge stand /></p>
            {is_guessed.then(|| view! {
                <p class="kern-hint">
                    "Was nach einem Namen, einer Nummer oder einer Adresse aussieht, ist schon zum Schwärzen vorgemerkt. Das ist nur \
                     geraten: bitte lesen Sie den ganzen Text."
                </p>
            })}
            <Words text=text.clone() suspicious black />
            <p class="kern-label">"So sieht er freigegeben aus:"</p>
            <p class="free-text__preview" dir="auto">{move || black.with(|black| black.apply(&text))}</p>
            <p class="actions">
                <button class="kern-btn kern-btn--primary" type="button" on:click=release aria-disabled=working>
                    <span class="kern-label">{label}</span>
                </button>
                <button class="kern-btn kern-btn--secondary" type="button" on:click=withhold aria-disabled=working>
                    <span class="kern-label">"Zurückhalten"</span>
                </button>
                <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| desk.go(false)>
                    <span class="kern-label">"Voriger Text"</span>
                </button>
                <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| desk.go(true)>
                    <span class="kern-label">"Nächster Text"</span>
                </button>
            </p>
        </section>
    }
}

#[component]
fn StandBadge(stand: Stand) -> impl IntoView {
    let kind = match stand {
        Stand::Unseen => NoticeKind::Info,
        Stand::Released => NoticeKind::Success,
        Stand::BlackedOut | Stand::Withheld => NoticeKind::Warning,
    };
    view! { <Badge kind text=german::stand(stand) /> }
}

/// The words of a text as buttons that black them out. One of them is reached by Tab, the others by arrow keys, so that a
/// long text is no long way.
#[component]
fn Words(text: String, suspicious: Vec<u32>, black: RwSignal<BlackedOut>) -> impl IntoView {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let last = u32::try_from(words.len()).unwrap_or(u32::MAX).saturating_sub(1);
    let reached = RwSignal::new(0_u32);
    let keys = move |event: ev::KeyboardEvent| {
        let from = reached.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => from.saturating_add(1).min(last),
            "ArrowLeft" | "ArrowUp" => from.saturating_sub(1),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        reached.set(to);
        focus(&word_id(to));
    };
    let buttons = (0..).zip(words).map(|(number, word)| {
        let is_suspicious = suspicious.contains(&number);
        view! { <Word number word is_suspicious reached black /> }
    });
    let buttons = buttons.collect_view();
    view! {
        <p class="kern-hint" id="freitext-hilfe">
            "Zum Schwärzen ein Wort anklicken, oder mit den Pfeiltasten dorthin gehen und die Leertaste drücken."
        </p>
        <div class="free-text" dir="auto" role="group" aria-label="Wörter des Textes" aria-describedby="freitext-hilfe" on:keydown=keys>
            {buttons}
        </div>
    }
}

#[component]
fn Word(
    number: u32,
    word: String,
    is_suspicious: bool,
    /// The word that Tab leads to.
    reached: RwSignal<u32>,
    black: RwSignal<BlackedOut>,
) -> impl IntoView {
    let is_black = move || black.with(|black| black.holds(number));
    let turn = move |_| {
        reached.set(number);
        black.update(|black| *black = black.turned(number));
    };
    view! {
        <button class="free-text__word" class:free-text__word--suspicious=is_suspicious type="button" id=word_id(number)
            aria-pressed=move || if is_black() { "true" } else { "false" }
            tabindex=move || if reached.get() == number { "0" } else { "-1" } on:click=turn>
            {word}
        </button>
    }
}

fn word_id(number: u32) -> String {
    format!("freitext-wort-{number}")
}
