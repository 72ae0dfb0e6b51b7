//! Running a transaction until it has met no other writer.

use crate::{
    Store,
    error::{self, Failure},
    query::Query,
};
use domain::AppError;
use rand::Rng;
use std::time::Duration;
use surrealdb::types::Value;

/// Attempts before the person is told that somebody else keeps changing the same thing.
const ATTEMPTS: u32 = 8;

impl Store {
    /// The value of the text's last statement. Only a conflict with another writer is tried again: nothing of such a
    /// transaction was stored. A commit with unknown outcome is not, because it may have been stored; all ids come
    /// from outside, so whoever asks again meets the first attempt's record instead of making a second.
    pub(crate) async fn answer(&self, query: Query) -> Result<Value, AppError> {
        let text = query.full_text();
        for attempt in 1..=ATTEMPTS {
            match self.attempt(&query, &text).await {
                Ok(value) => return Ok(value),
                Err(Failure::Conflict) if attempt < ATTEMPTS => tokio::time::sleep(pause(attempt)).await,
                Err(failure) => return Err(error::to_app_error(query.text, failure)),
            }
        }
        Err(AppError::Conflict)
    }

    async fn attempt(&self, query: &Query, text: &str) -> Result<Value, Failure> {
        let mut results = self.database().execute(text, query.params()).await.map_err(|cause| Failure::of(&cause))?;
        let count = results.num_statements();
        // In BEGIN … COMMIT the call itself succeeds; a failure stands among the results.
        let mut errors: Vec<_> = results.take_errors().into_iter().collect();
        if !errors.is_empty() {
            errors.sort_by_key(|(position, _)| *position);
            return Err(Failure::of_transaction(errors.iter().map(|(_, cause)| cause)));
        }
        let last = count.checked_sub(1 + query.trailing_results());
        let last = last.ok_or_else(|| Failure::Other(format!("{count} results are too few")))?;
        results.take::<Value>(last).map_err(|cause| Failure::of(&cause))
    }
}

/// Random, so that two writers that met do not meet again, and longer with each attempt: up to 4, 8, … 256 ms.
fn pause(attempt: u32) -> Duration {
    let longest = 2_000_u64 << attempt;
    Duration::from_micros(rand::rng().random_range(500..longest))
}
