//! One step of a payment run: ask the server, say what came of it, read the page anew.

use crate::{
    ApiError,
    ui::{Form, Outcome},
};
use leptos::{prelude::*, task::spawn_local};
use std::{future::Future, pin::Pin};

/// Called with a sentence when a step was taken.
pub type Done = Callback<&'static str>;

/// What is asked of the server.
pub type Step = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// A form around fields, whose button takes the step. What is typed stays when it is refused.
#[component]
pub fn StepForm(
    form: Form,
    /// What the button says.
    label: &'static str,
    /// Said when it worked.
    success: &'static str,
    #[prop(default = "kern-btn--primary")] look: &'static str,
    /// As wide as a table among its fields.
    #[prop(optional)]
    wide: bool,
    step: impl Fn() -> Step + Send + Sync + 'static,
    done: Done,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || !form.judge() {
            return;
        }
        busy.set(true);
        let answer = untrack(&step);
        spawn_local(async move {
            match answer.await {
                Ok(()) => done.run(success),
                Err(error) => form.show(Some(error.0)),
            }
            // Gone when the page was drawn anew meanwhile.
            _ = busy.try_set(false);
        });
    };
    view! {
        <form class="form payout__step" class:form--wide=wide novalidate on:submit=submit>
            <Outcome form />
            {children.map(|children| children())}
            <p class="actions">
                <button class=format!("kern-btn {look}") type="submit" disabled=move || busy.get()>
                    <span class="kern-label">{label}</span>
                </button>
            </p>
        </form>
    }
}

/// A step without anything to enter.
#[component]
pub fn StepButton(
    label: &'static str,
    success: &'static str,
    step: impl Fn() -> Step + Send + Sync + 'static,
    done: Done,
) -> impl IntoView {
    let form = Form::new(Vec::new);
    view! { <StepForm form label success step done /> }
}
