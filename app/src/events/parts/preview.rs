//! What a mail will look like.

use domain::events::templates::{Occasion, TemplateInput, preview};
use leptos::prelude::*;

/// The mail to an invented person while it is typed.
#[component]
pub fn Preview(occasion: Occasion, typed: Signal<TemplateInput>) -> impl IntoView {
    let shown = move || match typed.with(|input| preview(occasion, input)) {
        Some((subject, text)) => view! { <Letter subject text /> }.into_any(),
        None => view! { <p>"Die Vorschau erscheint, sobald Betreff und Text keine Fehler haben."</p> }.into_any(),
    };
    view! {
        <section class="section" aria-labelledby="vorschau">
            <h2 id="vorschau">"Vorschau"</h2>
            {shown}
        </section>
    }
}

#[component]
fn Letter(subject: String, text: String) -> impl IntoView {
    let paragraph = |text: &str| {
        let lines = text.lines().enumerate().map(|(number, line)| {
            let line = line.to_owned();
            view! { {(0 < number).then(|| view! { <br /> })} {line} }
        });
        view! { <p>{lines.collect_view()}</p> }
    };
    let paragraphs = text.trim_end().split("\n\n").map(paragraph).collect_view();
    view! { <p><strong>"Betreff: "</strong> {subject}</p> {paragraphs} }
}
