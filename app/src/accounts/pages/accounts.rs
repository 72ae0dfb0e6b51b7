use crate::{
    accounts::api::accounts,
    ui::{Failure, Loading, Page},
};
use domain::{accounts::AccountRow, german};
use leptos::prelude::*;

/// All accounts, for the Koordination.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let list = LocalResource::new(accounts);
    let content = move || {
        list.get().map(|list| match list {
            Ok(view) => view! { <AccountTable accounts=view.accounts /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Konten">
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

#[component]
fn AccountTable(accounts: Vec<AccountRow>) -> impl IntoView {
    let rows = accounts
        .into_iter()
        .map(|account| {
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__cell" scope="row">{account.name}</th>
                    <td class="kern-table__cell">{account.email}</td>
                    <td class="kern-table__cell">{german::role(account.role)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="kern-table-responsive" tabindex="0">
            <table class="kern-table">
                <caption class="kern-sr-only">"Konten"</caption>
                <thead><tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">"Name"</th>
                    <th class="kern-table__header" scope="col">"E-Mail-Adresse"</th>
                    <th class="kern-table__header" scope="col">"Rolle"</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
