use crate::ui::{Field, Form, Notice, NoticeKind, Outcome, Page, submitted};
use domain::accounts::LoginInput;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Login by a plain form: works without WASM, and a refused login keeps the address.
#[component]
pub fn LoginPage() -> impl IntoView {
    let before = submitted::<LoginInput>();
    let typed = before.as_ref().map(|before| before.input.clone()).unwrap_or_default();
    let query = use_query_map().get_untracked();
    let next = if typed.next.is_empty() { query.get("next").unwrap_or_default() } else { typed.next };
    let (email, password) = (RwSignal::new(typed.email), RwSignal::new(String::new()));
    let form = Form::new(move || {
        LoginInput { email: email.get(), password: password.get(), next: String::new() }
            .check()
            .err()
            .unwrap_or_default()
    });
    form.show(before.and_then(|before| before.error));
    view! {
        <Page title="Anmelden">
            {query.get("passwort").map(|_| view! {
                <div class="outcome" id="gespeichert" tabindex="-1">
                    <Notice kind=NoticeKind::Success title="Ihr Passwort ist gespeichert. Bitte melden Sie sich damit an." />
                </div>
            })}
            <form
                class="form"
                method="post"
                action="/anmelden#ergebnis"
                novalidate
                on:submit=move |event| {
                    if !form.judge() {
                        event.prevent_default();
                    }
                }
            >
                <Outcome form id="ergebnis" />
                <input type="hidden" name="next" value=next />
                <Field form name="email" label="E-Mail-Adresse" value=email kind="email" autocomplete="username" />
                <Field form name="password" label="Passwort" value=password kind="password" autocomplete="current-password" />
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Anmelden"</span></button>
            </form>
            <p class="kern-body"><a class="kern-link" href="/passwort-vergessen">"Passwort vergessen"</a></p>
        </Page>
    }
}
