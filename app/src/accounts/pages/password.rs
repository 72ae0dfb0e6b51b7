use crate::ui::{Field, Form, Notice, NoticeKind, Outcome, Page, submitted};
use domain::{
    AppError, ErrorCode,
    accounts::{NewPasswordInput, PASSWORD_MIN_CHARS, PasswordResetInput},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Asks for a mailed link. The answer does not tell whether the address has an account.
#[component]
pub fn ForgotPasswordPage() -> impl IntoView {
    let sent = use_query_map().with_untracked(|query| query.get("gesendet").is_some());
    let before = submitted::<PasswordResetInput>();
    let email = RwSignal::new(before.as_ref().map(|before| before.input.email.clone()).unwrap_or_default());
    let form = Form::new(move || PasswordResetInput { email: email.get() }.check().err().unwrap_or_default());
    form.show(before.and_then(|before| before.error));
    view! {
        <Page title="Passwort vergessen">
            {sent.then(|| view! {
                <div class="outcome" id="gesendet" tabindex="-1">
                    <Notice kind=NoticeKind::Success title="Gibt es zu dieser Adresse ein Konto, ist jetzt eine E-Mail unterwegs.">
                        <p class="kern-body">"Der Link darin gilt eine Stunde. Kommt nichts an, prüfen Sie bitte die Schreibweise und den Spam-Ordner."</p>
                    </Notice>
                </div>
            })}
            <form class="form" method="post" action="/passwort-vergessen#ergebnis" novalidate
                on:submit=move |event| if !form.judge() { event.prevent_default() }>
                <Outcome form id="ergebnis" />
                <Field form name="email" label="E-Mail-Adresse" value=email kind="email" autocomplete="username"
                    hint="Wir schicken Ihnen einen Link, über den Sie ein neues Passwort festlegen." />
                <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Link anfordern"</span></button>
            </form>
        </Page>
    }
}

/// Behind a mailed link: the new password, twice.
#[component]
pub fn SetPasswordPage() -> impl IntoView {
    let before = submitted::<NewPasswordInput>();
    let token = match &before {
        Some(before) => before.input.token.clone(),
        None => use_query_map().with_untracked(|query| query.get("token").unwrap_or_default()),
    };
    let error = before.and_then(|before| before.error);
    let used_up = token.is_empty()
        || matches!(&error, Some(AppError::Invalid(faults)) if faults.iter().any(|fault| fault.code == ErrorCode::LinkInvalid));
    view! {
        <Page title="Passwort festlegen">
            {if used_up {
                view! {
                    <div class="outcome" id="ergebnis" tabindex="-1">
                        <Notice kind=NoticeKind::Danger title="Dieser Link ist abgelaufen oder schon benutzt.">
                            <p class="kern-body">"Bitte fordern Sie unter " <a class="kern-link" href="/passwort-vergessen">"Passwort vergessen"</a> " einen neuen an."</p>
                        </Notice>
                    </div>
                }.into_any()
            } else {
                view! { <NewPasswordForm token error /> }.into_any()
            }}
        </Page>
    }
}

#[component]
fn NewPasswordForm(token: String, error: Option<AppError>) -> impl IntoView {
    let (password, repeated) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let form = Form::new(move || {
        NewPasswordInput { token: String::new(), password: password.get(), repeated: repeated.get() }
            .check()
            .err()
            .unwrap_or_default()
    });
    form.show(error);
    view! {
        <form class="form" method="post" action="/passwort-setzen#ergebnis" novalidate
            on:submit=move |event| if !form.judge() { event.prevent_default() }>
            <Outcome form id="ergebnis" />
            <input type="hidden" name="token" value=token />
            <Field form name="password" label="Neues Passwort" value=password kind="password" autocomplete="new-password"
                hint=format!("Mindestens {PASSWORD_MIN_CHARS} Zeichen. Gut ist ein Satz, den nur Sie kennen; Einfügen ist erlaubt.") />
            <Field form name="repeated" label="Neues Passwort wiederholen" value=repeated kind="password" autocomplete="new-password" />
            <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">"Passwort speichern"</span></button>
        </form>
    }
}
