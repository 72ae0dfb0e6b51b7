//! Begins a year with the amounts of the one before times a factor.

use super::form::Typed;
use crate::ui::{Field, Form, Notice, NoticeKind, SendForm, Sending};
use domain::budgets::{Fraction, Parameter};
use leptos::prelude::*;

/// Highest factor: twice the amounts.
const MOST: Fraction = Fraction::whole(2);

/// Multiplies the amounts of money that stand in the fields; the person sees them and goes on typing.
#[component]
pub fn Factor(typed: Typed) -> impl IntoView {
    let factor = RwSignal::new(String::new());
    let parsed = move || Fraction::parse_field("factor", &factor.get(), MOST);
    let form = Form::new(move || parsed().err().into_iter().collect());
    let done = RwSignal::new(None::<String>);
    // Nothing is sent: what comes of it stands in the fields of the page.
    let multiply = move || -> Sending {
        if let Ok(by) = parsed() {
            let grown = typed.input().times(by);
            for parameter in [Parameter::Landeszuweisung, Parameter::BePauschale, Parameter::VzaePauschale] {
                typed.set(parameter.field(), grown.get(parameter.field()).to_owned());
            }
            done.set(Some(format!(
                "Die Beträge sind mit {by} multipliziert, auf Cent gerundet. Gespeichert ist noch nichts."
            )));
        }
        Box::pin(std::future::ready(Ok(())))
    };
    view! {
        <details class="budget__more">
            <summary>"Beträge mit einem Faktor hochrechnen"</summary>
            <SendForm form label="Hochrechnen" look="kern-btn--secondary" send=multiply>
                {move || done.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
                <Field form name="factor" label="Faktor" value=factor inputmode="decimal" hint="Zum Beispiel 1,025 für 2,5 % mehr" />
            </SendForm>
        </details>
    }
}
