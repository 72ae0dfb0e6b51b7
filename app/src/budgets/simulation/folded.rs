use leptos::{ev, prelude::*, web_sys::HtmlElement};

/// A table below its heading, open or folded. On paper it is always there.
///
/// What is folded is not drawn: every movement of a slider would draw hundreds of rows that nobody sees.
#[component]
pub fn Folded(title: &'static str, open: bool, #[prop(into)] table: ViewFn) -> impl IntoView {
    let (is_open, printing) = (RwSignal::new(open), RwSignal::new(false));
    let begins = window_event_listener(ev::beforeprint, move |_| printing.set(true));
    let ended = window_event_listener(ev::afterprint, move |_| printing.set(false));
    on_cleanup(move || {
        begins.remove();
        ended.remove();
    });
    let is_drawn = Memo::new(move |_| is_open.get() || printing.get());
    let content = move || is_drawn.get().then(|| table.run());
    let turned = move |event: ev::Event| {
        is_open.set(event_target::<HtmlElement>(&event).has_attribute("open"));
    };
    view! {
        <details class="budget__more simulation__table printed" open=open on:toggle=turned>
            <summary>{title}</summary>
            {content}
        </details>
    }
}
