//! One step of a payment run: ask the server, say what came of it, read the page anew.

use crate::ui::{Form, SendForm, Sending};
use leptos::prelude::*;

/// Called with a sentence when a step was taken.
pub type Done = Callback<&'static str>;

/// What is asked of the server.
pub type Step = Sending;

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
    let class = if wide { "form payout__step form--wide" } else { "form payout__step" };
    let send = move || -> Sending {
        let answer = step();
        Box::pin(async move {
            answer.await?;
            _ = done.try_run(success);
            Ok(())
        })
    };
    view! { <SendForm form label look class send>{children.map(|children| children())}</SendForm> }
}

/// A step without anything to enter.
#[component]
pub fn StepButton(
    label: &'static str,
    success: &'static str,
    #[prop(default = "kern-btn--primary")] look: &'static str,
    step: impl Fn() -> Step + Send + Sync + 'static,
    done: Done,
) -> impl IntoView {
    let form = Form::new(Vec::new);
    view! { <StepForm form label success look step done /> }
}
