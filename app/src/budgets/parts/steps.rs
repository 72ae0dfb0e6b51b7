use domain::budgets::TakenRow;
use leptos::prelude::*;

/// Who did what when; `name` says what a kind of step is called.
pub fn steps<K: Copy>(steps: Vec<TakenRow<K>>, when: Vec<String>, name: impl Fn(K) -> &'static str) -> AnyView {
    let items: Vec<_> = steps
        .into_iter()
        .zip(when)
        .map(|(step, when)| {
            let by = if step.name.is_empty() { String::new() } else { format!(" von {}", step.name) };
            let reason = step.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
            view! { <li>{when}" – "{name(step.kind)}{by}{reason}</li> }
        })
        .collect();
    view! { <section class="section"><h2>"Was geschehen ist"</h2><ol class="payout__steps">{items}</ol></section> }
        .into_any()
}
