use crate::AppState;
use domain::{access::Role, accounts::Subject, people::demo};

/// Fills an empty directory.
pub async fn fill(state: &AppState) -> anyhow::Result<()> {
    if state.ports.directory.is_empty().await? {
        let directory = demo::directory(state.ports.clock.today());
        state.ports.directory.fill(&directory, state.ports.clock.now()).await?;
    }
    Ok(())
}

/// Whom the demo's account of a role stands for: all of them belong to the employer of the worked example.
pub fn subject(role: Role) -> Subject {
    match role {
        Role::KiSo => Subject::Person(demo::kiso(46)),
        Role::KitaLeitung => Subject::Person(demo::leitung(24)),
        Role::Anstellungstraeger => Subject::Anstellungstraeger(demo::anstellungstraeger(12)),
        Role::Koordination | Role::Finanzen | Role::Kasse | Role::Revision => Subject::Office,
    }
}
