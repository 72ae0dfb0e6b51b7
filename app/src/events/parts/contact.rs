//! How to reach the Koordination, for those who have no account.

use crate::installation::installation;
use leptos::prelude::*;

/// Phone and e-mail as the office has entered them; nothing as long as it has not.
#[component]
pub fn Contact() -> impl IntoView {
    let office = installation().office;
    let lines = |value: Option<String>| value.into_iter().flat_map(|value| split(&value)).collect::<Vec<_>>();
    let (phone, email) = (lines(office.phone).join(", "), lines(office.email));
    let has_phone = !phone.is_empty();
    if !has_phone && email.is_empty() {
        return ().into_any();
    }
    let phone = has_phone.then(|| view! { <br /> "Telefon: " {phone} });
    let emails = email.into_iter().map(|email| view! { <br /> "E-Mail: " {address(email)} }).collect_view();
    view! { <p class="contact">"So erreichen Sie die Koordination:" {phone} {emails}</p> }.into_any()
}

/// A `;` in a setting begins a new line.
fn split(value: &str) -> Vec<String> {
    value.split(';').map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// A link where the text is an address and nothing else.
fn address(email: String) -> AnyView {
    if !email.contains('@') || email.contains(char::is_whitespace) {
        return view! { {email} }.into_any();
    }
    view! { <a href=format!("mailto:{email}") rel="external">{email.clone()}</a> }.into_any()
}
