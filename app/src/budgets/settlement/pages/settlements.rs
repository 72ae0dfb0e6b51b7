use super::reading_role;
use crate::{
    budgets::{payment::api::payout_years, settlement::BASE},
    ui::{Empty, Failure, FailurePage, Loading, Page},
};
use domain::{AppError, access::Role};
use leptos::prelude::*;

/// The years that can be settled.
#[component]
pub fn SettlementsPage() -> impl IntoView {
    let Some(role) = reading_role() else {
        return view! { <FailurePage error=AppError::Forbidden /> }.into_any();
    };
    let found = LocalResource::new(payout_years);
    let content = move || {
        found.get().map(|found| match found {
            Ok(years) if years.is_empty() => view! {
                <Empty text="Noch ist kein Budget freigegeben. Sobald es so weit ist, erscheint das Jahr hier." />
            }
            .into_any(),
            Ok(years) => {
                let links = years
                    .into_iter()
                    .map(|year| view! { <li><a href=format!("{BASE}/{year}")>{format!("Abrechnung {year}")}</a></li> })
                    .collect_view();
                view! { <ul class="payout__years">{links}</ul> }.into_any()
            }
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Abrechnung">
            <p class="lead">{purpose(role)}</p>
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
    .into_any()
}

fn purpose(role: Role) -> &'static str {
    match role {
        Role::Koordination => "Verwendungsnachweise prüfen, Fristen setzen, gegenüber dem Land abrechnen.",
        Role::Finanzen => "Geprüfte Verwendungsnachweise abrechnen – immer eine zweite Person.",
        Role::Anstellungstraeger => "Ihr Verwendungsnachweis: Ist-Kosten eintragen, einreichen und das Ergebnis lesen.",
        _ => "Verwendungsnachweise und Abrechnungen zum Nachlesen.",
    }
}
