//! Private calendar feeds.

use crate::{Store, query::Query, row::Ref};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{Registrant, Right},
    accounts::TokenHash,
    events::{Event, RegistrationStatus, port::FeedStore},
    ids::AccountId,
};
use surrealdb::types::{RecordId, Uuid};

const SINCE: &str = "SELECT VALUE created_at FROM $feed;";

/// Under the account's own key: of two that are made at once, one stays.
const MAKE: &str = "UPSERT $feed CONTENT { account: $account, token: $hash, created_at: $now } RETURN NONE;";

const END: &str = "DELETE $feed RETURN NONE;";

const OWNER: &str = "SELECT VALUE account.email FROM calendar_feed WHERE token = $hash AND account.status = 'active';";

/// The registrations of an address first: asked of every event whether it is among them, they were read for each (229 ms for
/// 200 events, `cargo xtask bench events --release`).
const SEATED: &str = "
    SELECT * FROM array::distinct((SELECT VALUE event FROM registration WHERE email = $email AND status IN $seated))
        WHERE status != 'entwurf' ORDER BY first_day DESC, title FETCH seats;
";

#[async_trait]
impl FeedStore for Store {
    async fn feed_since(&self, by: &Registrant) -> Result<Option<DateTime<Utc>>, AppError> {
        let since: Vec<DateTime<Utc>> = self.rows(Query::read(SINCE).bind("feed", feed_of(by))).await?;
        Ok(since.first().copied())
    }

    async fn make_feed(&self, by: &Registrant, token: &TokenHash, now: DateTime<Utc>) -> Result<(), AppError> {
        let account = Ref::<AccountId>(by.principal().account);
        let query = Query::write(MAKE).bind("feed", feed_of(by)).bind("account", account);
        self.run(query.bind("hash", token.0.as_str()).bind("now", now)).await
    }

    async fn end_feed(&self, by: &Registrant) -> Result<(), AppError> {
        self.run(Query::write(END).bind("feed", feed_of(by))).await
    }

    async fn feed(&self, token: &TokenHash) -> Result<Vec<Event>, AppError> {
        let owners: Vec<String> = self.rows(Query::read(OWNER).bind("hash", token.0.as_str())).await?;
        let email = owners.into_iter().next().ok_or(AppError::NotFound)?;
        let seated = RegistrationStatus::ALL.iter().filter(|status| status.holds_seat());
        let seated: Vec<String> = seated.map(|status| status.code().to_owned()).collect();
        // It is reported: a feed that fails as a whole would bring no change of the others any more.
        let query = Query::read(SEATED).bind("email", email).bind("seated", seated);
        let (events, _) = self.readable_events(query).await?;
        Ok(events)
    }
}

fn feed_of(by: &Registrant) -> RecordId {
    RecordId::new("calendar_feed", Uuid::from(by.principal().account.uuid()))
}
