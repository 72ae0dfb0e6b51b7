//! Whole documents, as the server sends them: a page of questions, and what only says something.

use super::{
    CODE, KIOSK, LANGUAGE, PAGE, RESUME, STAND, STEP,
    frame::{Begun, Frame, Takeover},
    page::{DiscardButton, Page},
    shell::Shell,
};
use crate::ui::{Notice, NoticeKind};
use domain::questionnaires::survey::{Rest, Text, Turn};
use leptos::prelude::*;

/// The document of one page; `offered` are the languages of the questionnaire.
pub fn survey_page(frame: Frame, turn: Turn, offered: Vec<String>) -> String {
    let title = frame.title.clone();
    let (now, left, kept) = match frame.takeover {
        Some(Takeover { now, left, kept }) => (Some(now.to_string()), Some(left.to_string()), kept),
        None => (None, None, false),
    };
    Owner::new().with(|| {
        view! {
            <Shell frame=frame.clone() heading=title>
                <div id=PAGE data-now=now data-left=left data-kept=kept.then_some("")><Page frame turn offered /></div>
            </Shell>
        }
        .to_html()
    })
}

/// A document with a heading and a paragraph: thanks, closed, unknown.
pub fn survey_message(frame: Frame, heading: String, text: Text) -> String {
    let sentence = text.of(frame.language);
    Owner::new().with(|| view! { <Shell frame heading><p class="lead">{sentence}</p></Shell> }.to_html())
}

/// Thanks. A tablet that goes from hand to hand leads on to the next person.
pub fn survey_thanks(frame: Frame) -> String {
    over(frame, Text::ThanksTitle, Text::ThanksText)
}

/// Says on such a tablet that a filling-in was thrown away, to whoever goes back to it.
pub fn survey_discarded(frame: Frame) -> String {
    over(frame, Text::DiscardedTitle, Text::DiscardedText)
}

/// The end of a filling-in, with the way to the next person on a tablet that goes round.
fn over(frame: Frame, heading: Text, sentence: Text) -> String {
    let (heading, sentence) = (heading.of(frame.language), sentence.of(frame.language));
    let next = frame.kiosk.then(|| (format!("{}?{KIOSK}=1", frame.address), Text::KioskNext.of(frame.language)));
    Owner::new().with(|| {
        let next = next.map(|(address, label)| {
            view! {
                <p class="actions"><a class="kern-btn kern-btn--primary" href=address><span class="kern-label">{label}</span></a></p>
            }
        });
        view! { <Shell frame heading><p class="lead">{sentence}</p>{next}</Shell> }.to_html()
    })
}

/// Says that the answers lie on this device until a day, and leads back to them, or away with them. The form carries them
/// as well: a browser that keeps no cookies loses nothing as long as the page is open.
pub fn survey_paused(frame: Frame, rest: &Rest, until: &str) -> String {
    let spoken = frame.language;
    let (heading, sentence) = (Text::PausedTitle.of(spoken), Text::PausedText.with(spoken, &[until]));
    let (address, stand, language) = (frame.address.clone(), rest.stand.write(), rest.language.clone());
    Owner::new().with(|| {
        view! {
            <Shell frame heading>
                <p class="lead">{sentence}</p>
                <form class="survey__form" method="post" action=address>
                    <input type="hidden" name=STAND value=stand />
                    <input type="hidden" name=LANGUAGE value=language />
                    <div class="actions">
                        <button class="kern-btn kern-btn--primary" type="submit" name=STEP value=RESUME>
                            <span class="kern-label">{Text::Next.of(spoken)}</span>
                        </button>
                        <DiscardButton spoken />
                    </div>
                </form>
            </Shell>
        }
        .to_html()
    })
}

/// Asks for the code of a card; with what was typed when that is none, and goes on with what was answered before.
pub fn survey_code_page(frame: Frame, begun: Option<Begun>) -> String {
    let heading = Text::CodeTitle.of(frame.language);
    Owner::new().with(|| view! { <Shell frame=frame.clone() heading><CodeForm frame begun /></Shell> }.to_html())
}

#[component]
fn CodeForm(frame: Frame, begun: Option<Begun>) -> impl IntoView {
    let spoken = frame.language;
    let is_wrong = !frame.code.is_empty();
    let (method, step) = if begun.is_some() { ("post", Some(RESUME)) } else { ("get", None) };
    let begun = begun.map(|Begun { stand, language }| {
        view! {
            <input type="hidden" name=STAND value=stand />
            <input type="hidden" name=LANGUAGE value=language />
        }
    });
    let wrong = is_wrong.then(|| {
        view! {
            <div class="outcome" tabindex="-1" autofocus>
                <Notice kind=NoticeKind::Danger title=Text::CodeWrong.of(spoken) />
            </div>
        }
    });
    view! {
        {wrong}
        <form class="survey__form" method=method action=frame.address autocomplete="off">
            {begun}
            {frame.kiosk.then(|| view! { <input type="hidden" name=KIOSK value="1" /> })}
            <div class="kern-form-input">
                <label class="kern-label" for="code">{Text::CodeLabel.of(spoken)}</label>
                <div class="kern-hint" id="code-hinweis">{Text::CodeHint.of(spoken)}</div>
                <input class="kern-form-input__input" id="code" name=CODE value=frame.code dir="ltr" maxlength="20" required
                    autocapitalize="none" spellcheck="false" aria-describedby="code-hinweis" aria-invalid=is_wrong.then_some("true") />
            </div>
            <div class="actions">
                <button class="kern-btn kern-btn--primary" type="submit" name=step.map(|_| STEP) value=step>
                    <span class="kern-label">{Text::Next.of(spoken)}</span>
                </button>
            </div>
        </form>
    }
}
