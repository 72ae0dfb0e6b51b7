//! Posts as their Anstellungsträger enters them: what a post is, and on which days somebody fills it. Who does is told by
//! the directory, and why nobody does has no field (domain §3).

mod days;
mod input;
mod pay_group;
#[cfg(test)]
mod tests;

pub use days::Span;
pub use input::{FillingInput, PostDraft, PostInput, VacancyInput};
pub use pay_group::{PAY_GROUP_MAX, PayGroup};

use super::{Action, Change, Directory, Period, Post, Record, Revision};
use crate::{
    error::{AppError, ErrorCode, FieldError},
    ids::{AnstellungstraegerId, PostId},
};

/// What an Anstellungsträger wants of one of its posts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostWish {
    /// A new post, or other figures for a known one. A post ends by its last day.
    Keep(PostDraft),
    /// Nobody fills the post on these days.
    Vacate(Period),
    /// Somebody fills the post on these days.
    Fill(Period),
}

/// A wish for one post by somebody who has looked at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostChange {
    pub id: PostId,
    /// The revision that the person saw; 0 for a new post.
    pub base: Revision,
    pub wish: PostWish,
}

impl Directory {
    /// The write that a wish of the Anstellungsträger `own` comes to; asked of the whole directory.
    ///
    /// # Errors
    /// `NotFound` for a post that is not there, or is another's, as if it did not exist; `Conflict` when it was changed
    /// since somebody looked at it; `Invalid` where days lie outside the post's term.
    pub fn post_change(&self, own: AnstellungstraegerId, change: &PostChange) -> Result<Change, AppError> {
        let known = self.posts.get(change.id);
        if known.is_some_and(|post| post.anstellungstraeger != own) {
            return Err(AppError::NotFound);
        }
        // Before the days are judged: who saw another state is told so, and not that days do not fit.
        if known.is_some() && self.posts.revision(change.id) != change.base {
            return Err(AppError::Conflict);
        }
        let post = match (known, &change.wish) {
            (None, PostWish::Keep(draft)) if change.base == 0 => draft.open(change.id, own),
            (None, _) => return Err(AppError::NotFound),
            (Some(post), PostWish::Keep(draft)) => draft.change(post),
            (Some(post), PostWish::Vacate(days)) => post.vacated(*days)?,
            (Some(post), PostWish::Fill(days)) => post.filled(*days)?,
        };
        Ok(Change::put(change.base, post))
    }

    /// As [`Self::post_change`], for years of which the Verwendungsnachweis is with the office: hours and days that count for
    /// one of them are the Koordination's to change.
    ///
    /// # Errors
    /// Also `ProofSubmitted`; the limit is the year.
    pub fn post_change_beside(
        &self,
        own: AnstellungstraegerId,
        change: &PostChange,
        submitted: &[i32],
    ) -> Result<Change, AppError> {
        let write = self.post_change(own, change)?;
        let after = match &write.action {
            Action::Put(Record::Post(post)) => Some(post),
            Action::Put(_) | Action::Remove(_) => None,
        };
        let before = self.posts.get(change.id);
        let in_year = |post: Option<&Post>, year: i32| post.and_then(|post| post.in_year(year));
        match submitted.iter().find(|year| in_year(before, **year) != in_year(after, **year)) {
            None => Ok(write),
            Some(year) => {
                let fault = FieldError::with_limit("", ErrorCode::ProofSubmitted, year.to_string());
                Err(AppError::Invalid(vec![fault]))
            }
        }
    }

    /// Whether a new post stands there already exactly as it is wished: sent again after an answer that got lost.
    pub fn has_entered(&self, own: AnstellungstraegerId, change: &PostChange) -> bool {
        let PostWish::Keep(draft) = &change.wish else { return false };
        change.base == 0 && self.posts.get(change.id).is_some_and(|post| *post == draft.open(change.id, own))
    }
}

impl PostDraft {
    fn open(&self, id: PostId, own: AnstellungstraegerId) -> Post {
        let filled = self.filled_from.map(Period::starting);
        Post {
            id,
            anstellungstraeger: own,
            name: self.name.clone(),
            hours: self.hours,
            pay_group: Some(self.pay_group.clone()),
            period: self.period,
            fillings: filled.map(days::unnamed).into_iter().collect(),
        }
    }

    /// Who fills it when stays: that is told by itself.
    fn change(&self, before: &Post) -> Post {
        Post {
            name: self.name.clone(),
            hours: self.hours,
            pay_group: Some(self.pay_group.clone()),
            period: self.period,
            ..before.clone()
        }
    }
}
