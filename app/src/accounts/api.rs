//! Server functions. Each authorises, asks its port and returns a view.

use crate::ApiError;
use domain::accounts::{AccountsView, MeView};
use leptos::{prelude::*, server_fn::codec::Json};

#[server(endpoint = "fn/accounts/me", input = Json)]
pub async fn me() -> Result<MeView, ApiError> {
    let visitor = crate::context::visitor()?;
    Ok(MeView { account: visitor.account.id.to_string(), name: visitor.account.name, role: visitor.account.role })
}

#[server(endpoint = "fn/accounts/list", input = Json)]
pub async fn accounts() -> Result<AccountsView, ApiError> {
    use domain::{
        access::{Koordination, Right},
        accounts::AccountRow,
    };
    let (by, ports) = crate::context::authorised::<Koordination>()?;
    let accounts = ports.accounts.list(&by).await?;
    Ok(AccountsView { accounts: accounts.iter().map(|account| AccountRow::of(account, by.principal().account)).collect() })
}
