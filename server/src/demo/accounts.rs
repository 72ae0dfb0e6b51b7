use crate::{AppState, auth::tokens::Token};
use anyhow::{Context, anyhow};
use domain::{
    access::Role,
    accounts::{Account, AccountStatus, Email, Subject, ending},
    german,
    ids::AccountId,
    people,
};
use uuid::Uuid;

/// What is printed of a new login.
pub struct Printed {
    pub role: &'static str,
    pub email: String,
    pub password: String,
}

/// One account a role, and a second one of Finanzen and of an Anstellungsträger.
pub async fn fill(state: &AppState) -> anyhow::Result<Vec<Printed>> {
    let mut printed = Vec::new();
    for (number, role) in (1..).zip(Role::ALL) {
        let name = format!("Demo {}", german::role(role));
        let email = format!("{}@demo.example", role.code().replace('_', "-"));
        printed.push(create(state, demo_id(number), (role, &name, &email, super::people::subject(role))).await?);
    }
    printed.push(second_finanzen(state).await?);
    printed.push(second_employer(state).await?);
    Ok(printed)
}

/// Feststellung and Anordnung need two people.
async fn second_finanzen(state: &AppState) -> anyhow::Result<Printed> {
    let (role, name) = (Role::Finanzen, "Demo Finanzen 2");
    let printed = create(state, demo_id(101), (role, name, "finanzen-2@demo.example", Subject::Office)).await?;
    Ok(Printed { role: "Finanzen 2", ..printed })
}

/// Another employer, who must see nothing of the first.
async fn second_employer(state: &AppState) -> anyhow::Result<Printed> {
    let (role, name) = (Role::Anstellungstraeger, "Demo Anstellungsträger 2");
    let subject = Subject::Anstellungstraeger(people::demo::anstellungstraeger(1));
    let printed = create(state, demo_id(102), (role, name, "anstellungstraeger-2@demo.example", subject)).await?;
    Ok(Printed { role: "Anstellungsträger 2", ..printed })
}

/// The account from which all others are invited.
pub async fn first(state: &AppState) -> anyhow::Result<Vec<Printed>> {
    let who = (Role::Koordination, "Koordination", "koordination@portal.example", Subject::Office);
    Ok(vec![create(state, AccountId::new(Uuid::now_v7()), who).await?])
}

/// The same in every demo database.
fn demo_id(number: u128) -> AccountId {
    AccountId::new(Uuid::from_u128(0x0a_0000 + number))
}

async fn create(
    state: &AppState,
    id: AccountId,
    (role, name, email, subject): (Role, &str, &str, Subject),
) -> anyhow::Result<Printed> {
    let password = random_password()?;
    let hash = state.hasher.hash(&password).await?;
    let account = Account {
        id,
        email: Email::parse("email", email).map_err(|fault| anyhow!("{fault:?}"))?,
        name: name.to_owned(),
        role,
        subject,
        status: AccountStatus::Active,
        ends_on: ending::has_end(role).then(|| ending::latest_end(state.ports.clock.today())),
    };
    state.ports.accounts.create_first(&account, &hash, state.ports.clock.now()).await?;
    Ok(Printed { role: german::role(role), email: email.to_owned(), password })
}

/// 80 random bits in groups that can be typed from a terminal: `3f9a-…`.
fn random_password() -> anyhow::Result<String> {
    let token = Token::random().context("no randomness")?;
    let groups: Vec<&str> = (0..5).filter_map(|group| token.as_str().get(group * 4..group * 4 + 4)).collect();
    Ok(groups.join("-"))
}
