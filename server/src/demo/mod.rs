//! Invented data for trying the portal, put into an empty database when `DEMO=1`: on the same day always the same, with the same
//! ids, but for what opens something (passwords, links) and what the store numbers itself.

mod accounts;
mod budgets;
mod events;
mod past_events;
mod people;
mod questionnaires;
mod settled_year;

use crate::AppState;

/// Fills an empty database with the demo, or without `DEMO` with the very first account; prints the logins once.
pub async fn greet(state: &AppState) -> anyhow::Result<()> {
    if !state.ports.accounts.is_empty().await? {
        return Ok(());
    }
    if state.config.demo {
        people::fill(state).await?;
    }
    let logins = if state.config.demo { accounts::fill(state).await? } else { accounts::first(state).await? };
    // At once: whoever stops the first start in the middle of what follows has the logins, which nothing shows again.
    println!("\nZugänge (die Passwörter werden nur dieses eine Mal gezeigt):");
    for login in logins {
        println!("  {:<20} {:<44} {}", login.role, login.email, login.password);
    }
    if state.config.demo {
        events::fill(state).await?;
        budgets::fill(state).await?;
        questionnaires::fill(state).await?;
    }
    Ok(())
}
