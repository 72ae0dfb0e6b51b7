use crate::{
    accounts::api::{invite, subjects},
    ui::{Field, Form, Notice, NoticeKind, SelectField, SendForm, Sending},
};
use chrono::NaiveDate;
use domain::{
    access::Role,
    accounts::{InvitationInput, ending, is_in_directory},
    german,
};
use leptos::prelude::*;

/// Invites somebody by mail.
#[component]
pub fn InvitationForm(
    /// Called before an invitation goes out.
    begun: Callback<()>,
    /// Called with the address of who was invited.
    invited: Callback<String>,
    /// In the office, once it is known.
    today: Signal<Option<NaiveDate>>,
) -> impl IntoView {
    let [email, name, role, subject, ends_on] = [(); 5].map(|()| RwSignal::new(String::new()));
    let input = move || InvitationInput {
        email: email.get(),
        name: name.get(),
        role: role.get(),
        subject: subject.get(),
        ends_on: ends_on.get(),
    };
    let form = Form::new(move || input().check().err().unwrap_or_default());
    let send = move || -> Sending {
        begun.run(());
        let input = input();
        let address = input.email.clone();
        Box::pin(async move {
            invite(input).await?;
            [email, name, role, subject, ends_on].iter().for_each(|field| field.set(String::new()));
            form.show(None);
            // The page may have been left meanwhile; as everywhere behind an answer of the server.
            _ = invited.try_run(address);
            Ok(())
        })
    };
    let roles: Vec<(String, String)> =
        Role::ALL.into_iter().map(|role| (role.code().to_owned(), german::role(role).to_owned())).collect();
    let needs_subject = move || Role::from_code(&role.get()).is_some_and(is_in_directory);
    let has_end = Memo::new(move |_| Role::from_code(&role.get()).is_some_and(ending::has_end));
    // Who stands for a KiSo is no Kita-Leitung: the list of another role has nobody chosen, and the form must not send the one before.
    Effect::new(move |before: Option<String>| {
        let now = role.get();
        if before.is_some_and(|before| before != now) {
            subject.set(String::new());
        }
        now
    });
    // Proposed once the role is chosen; what is typed then stays.
    Effect::new(move |_| {
        if let (true, Some(today)) = (has_end.get(), today.get())
            && ends_on.with_untracked(String::is_empty)
        {
            ends_on.set(ending::proposed_end(today).to_string());
        }
    });
    view! {
        <details class="invite">
            <summary class="kern-body--bold">"Jemanden einladen"</summary>
            <SendForm form label="Einladen" send>
                <Field form name="email" label="E-Mail-Adresse" value=email kind="email" autocomplete="off" />
                <Field form name="name" label="Name" value=name autocomplete="off" />
                <SelectField form name="role" label="Rolle" value=role options=roles />
                {move || needs_subject().then(|| view! { <SubjectField form subject role /> })}
                {move || has_end.get().then(|| view! {
                    <Field form name="ends_on" label="Zugang bis" value=ends_on kind="date"
                        hint="Dieser Tag zählt noch mit. Höchstens ein Jahr; danach lässt sich der Zugang verlängern." />
                })}
            </SendForm>
        </details>
    }
}

/// Whom of the directory the account stands for. Without the list there is nobody to choose, and the form says why.
#[component]
fn SubjectField(form: Form, subject: RwSignal<String>, role: RwSignal<String>) -> impl IntoView {
    let (options, missing) = listed(move || role.get());
    view! {
        <SelectField form name="subject" label="Steht im Verzeichnis als" value=subject options />
        {missing}
    }
}

/// Whom of the directory an account of this role can stand for, and what is said while the list is missing.
pub(super) fn listed(role: impl Fn() -> String + 'static) -> (Signal<Vec<(String, String)>>, AnyView) {
    let found = LocalResource::new(move || subjects(role()));
    let options = Signal::derive(move || found.get().and_then(Result::ok).unwrap_or_default());
    let missing = move || {
        found.get().and_then(Result::err).map(|error| {
            view! {
                <Notice kind=NoticeKind::Danger title=german::message_beside_entry(&error.0)>
                    <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| found.refetch()>
                        <span class="kern-label">"Verzeichnis erneut laden"</span>
                    </button>
                </Notice>
            }
        })
    };
    (options, missing.into_any())
}
