use super::reading_role;
use crate::{
    budgets::payment::{BASE, api::payout_years},
    ui::{Empty, Failure, FailurePage, Loading, Page},
};
use domain::{AppError, access::Role};
use leptos::prelude::*;

/// The years that are paid.
#[component]
pub fn PayoutPage() -> impl IntoView {
    let Some(role) = reading_role() else {
        return view! { <FailurePage error=AppError::Forbidden /> }.into_any();
    };
    let found = LocalResource::new(payout_years);
    let content = move || {
        found.get().map(|found| match found {
            Ok(years) if years.is_empty() => view! { <Empty text=nothing(role) /> }.into_any(),
            Ok(years) => view! { <Years years /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Auszahlung">
            <p class="lead">{purpose(role)}</p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
    .into_any()
}

#[component]
fn Years(years: Vec<i32>) -> impl IntoView {
    let links = years
        .into_iter()
        .map(|year| view! { <li><a href=format!("{BASE}/{year}")>{format!("Auszahlung {year}")}</a></li> })
        .collect_view();
    view! { <ul class="payout__years">{links}</ul> }
}

fn purpose(role: Role) -> &'static str {
    match role {
        Role::Koordination => "Abschlagsplan, Zahlläufe und was zurückgekommen ist.",
        Role::Finanzen => "Zahlläufe prüfen, feststellen und anordnen – immer zu zweit.",
        Role::Kasse => "Angeordnete Zahlläufe auszahlen und Rückläufer buchen.",
        Role::Anstellungstraeger => "Ihre Abschläge: was geplant ist und was ausgezahlt wurde.",
        _ => "Abschlagspläne und Zahlläufe zum Nachlesen.",
    }
}

fn nothing(role: Role) -> &'static str {
    match role {
        Role::Koordination => {
            "Noch ist kein Lauf freigegeben. Bitte erbitten Sie im Sozialraumbudget die Freigabe eines Laufs."
        }
        Role::Finanzen => {
            "Noch ist kein Lauf freigegeben. Sobald die Koordination darum bittet, finden Sie den Lauf im Sozialraumbudget."
        }
        _ => "Noch ist kein Budget freigegeben. Sobald es so weit ist, erscheint das Jahr hier.",
    }
}
