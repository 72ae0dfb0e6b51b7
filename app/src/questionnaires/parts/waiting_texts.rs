use crate::{
    offline::is_online,
    questionnaires::{TEXTS, free_texts::waiting_texts, german},
    ui::{Notice, NoticeKind},
};
use leptos::{prelude::*, task::spawn_local};

/// Says that free texts wait for this person. Where nobody can be asked it says nothing: what it leads to needs network as well.
#[component]
pub fn WaitingTexts() -> impl IntoView {
    let waiting = RwSignal::new(0_u32);
    Effect::new(move |_| {
        if !is_online() {
            return;
        }
        spawn_local(async move {
            if let Ok(count) = waiting_texts().await {
                // The page may have been left meanwhile.
                _ = waiting.try_set(count);
            }
        });
    });
    move || {
        let count = waiting.get();
        (count > 0).then(|| {
            view! {
                <Notice kind=NoticeKind::Info title=german::texts_wait_for_you(count)>
                    <a href=TEXTS class="kern-link">"Freie Texte durchsehen"</a>
                </Notice>
            }
        })
    }
}
