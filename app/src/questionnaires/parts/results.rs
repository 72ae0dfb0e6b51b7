use crate::ui::{Bar, BarChart};
use domain::questionnaires::{Figure, QuestionResult};
use leptos::prelude::*;

/// The counts of one question: bars with their table, and how many answered.
#[component]
pub fn ResultChart(question: QuestionResult) -> impl IntoView {
    let QuestionResult { label, multiple, answered, blank, rows, .. } = question;
    let bars: Vec<Bar> = rows.into_iter().map(|row| Bar { label: row.label, count: number(row.count) }).collect();
    let about = format!("Beantwortet: {} · ohne Antwort: {}", text(answered), text(blank));
    let content = match (bars.is_empty(), number(answered)) {
        (true, _) => view! {
            <h3>{label}</h3>
            <p>"Zu dieser Frage wird nur gezählt, wie viele geantwortet haben."</p>
        }
        .into_any(),
        // Several answers of one person each refer to all who answered.
        (false, Some(out_of)) => view! { <BarChart caption=label bars out_of /> }.into_any(),
        (false, None) => view! { <BarChart caption=label bars /> }.into_any(),
    };
    view! {
        <section class="result">
            {content}
            <p class="result__about">{about} {multiple.then_some(" · mehrere Antworten möglich")}</p>
        </section>
    }
}

pub(super) fn number(figure: Figure) -> Option<u64> {
    match figure {
        Figure::Shown(count) => Some(u64::from(count)),
        Figure::Suppressed => None,
    }
}

pub(super) fn text(figure: Figure) -> String {
    number(figure).map_or("zu wenige, nicht gezeigt".to_owned(), |count| count.to_string())
}
