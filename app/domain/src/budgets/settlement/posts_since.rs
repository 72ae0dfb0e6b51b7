//! What has changed about posts since a Verwendungsnachweis was submitted: only the Koordination can change what counts for its
//! year, and whoever checks or settles has to see it.

use super::lump::FilledPost;
use crate::budgets::WeeklyHours;
use serde::{Deserialize, Serialize};

/// A post that counts otherwise than when the Verwendungsnachweis was submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostSince {
    pub name: String,
    /// `None` where nobody filled it in the year.
    pub submitted: Option<Filled>,
    /// `None` where nobody fills it in the year any more.
    pub now: Option<Filled>,
}

/// How a post is filled in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// A week.
    pub hours: WeeklyHours,
    pub days: u32,
}

impl Filled {
    fn of(post: &FilledPost) -> Self {
        Self { hours: post.hours, days: post.filled_days.iter().map(|days| u32::from(*days)).sum() }
    }
}

/// Those that differ in hours or days, in the order of what was submitted, then what came after it.
pub fn posts_since(submitted: &[FilledPost], now: &[FilledPost]) -> Vec<PostSince> {
    let find = |list: &[FilledPost], like: &FilledPost| list.iter().find(|post| post.post == like.post).cloned();
    let changed = submitted.iter().filter_map(|before| {
        let after = find(now, before);
        let same =
            after.as_ref().is_some_and(|after| after.hours == before.hours && after.filled_days == before.filled_days);
        let name = before.name.clone();
        (!same).then(|| PostSince { name, submitted: Some(Filled::of(before)), now: after.as_ref().map(Filled::of) })
    });
    let added = now.iter().filter(|after| find(submitted, after).is_none());
    let added =
        added.map(|after| PostSince { name: after.name.clone(), submitted: None, now: Some(Filled::of(after)) });
    changed.chain(added).collect()
}

#[cfg(test)]
mod tests {
    use super::{super::german, *};
    use crate::ids::PostId;
    use uuid::Uuid;

    fn post(number: u128, hours: i64, january: u8) -> FilledPost {
        let mut filled_days = [0; 12];
        filled_days[0] = january;
        let hours = WeeklyHours::from_scaled(hours);
        FilledPost { post: PostId::new(Uuid::from_u128(number)), name: format!("Stelle {number}"), hours, filled_days }
    }

    #[test]
    fn what_counts_otherwise_is_named_and_nothing_else() {
        let submitted = [post(1, 3_900, 31), post(2, 1_950, 31), post(3, 1_950, 10)];
        assert_eq!(posts_since(&submitted, &submitted), []);
        let renamed = FilledPost { name: "Anders".into(), ..post(1, 3_900, 31) };
        let now = [renamed, post(2, 3_900, 31), post(4, 1_950, 1)];
        let told: Vec<String> = posts_since(&submitted, &now).iter().map(german::post_since).collect();
        assert_eq!(
            told,
            [
                "Stelle 2: eingereicht mit 19,50 Std. an 31 Tagen, jetzt 39,00 Std. an 31 Tagen",
                "Stelle 3: eingereicht mit 19,50 Std. an 10 Tagen, jetzt nicht besetzt",
                "Stelle 4: eingereicht als nicht besetzt, jetzt 19,50 Std. an 1 Tag",
            ]
        );
    }
}
