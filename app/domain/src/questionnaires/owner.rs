//! Whose a questionnaire is, and what others may do with it (domain §6: designed by KiSo or Koordination).

use crate::{
    access::{Principal, Role},
    ids::AccountId,
};
use serde::{Deserialize, Serialize};

/// Who designs a questionnaire, and for whom it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The Koordination's, for all.
    Office,
    /// One KiSo's own.
    KiSo(AccountId),
}

/// How much of a questionnaire somebody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The draft as well.
    Whole,
    /// Published versions only; that there is a draft is not told.
    Published,
    Nothing,
}

impl Owner {
    /// Whose it becomes what this person begins.
    pub fn of(principal: &Principal) -> Self {
        match principal.role {
            Role::Koordination => Self::Office,
            _ => Self::KiSo(principal.account),
        }
    }

    /// The account of a KiSo; `None`: office-wide.
    pub fn account(self) -> Option<AccountId> {
        match self {
            Self::Office => None,
            Self::KiSo(account) => Some(account),
        }
    }

    /// What of this one is seen by who owns `by`: everything by the Koordination, of one's own by a KiSo; and what is published
    /// by all when it is office-wide.
    pub fn sight(self, by: Self) -> Sight {
        match self {
            _ if by == self || by == Self::Office => Sight::Whole,
            Self::Office => Sight::Published,
            Self::KiSo(_) => Sight::Nothing,
        }
    }

    /// Whether who owns `by` designs, publishes and discards it. The Koordination takes a KiSo's over first.
    pub fn may_be_changed(self, by: Self) -> bool {
        by == self
    }

    /// Whether who owns `by` may plan an Erhebung with a published version of it.
    pub fn may_be_used(self, by: Self) -> bool {
        self == Self::Office || by == self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::Scope;
    use uuid::Uuid;

    const MINE: Owner = Owner::KiSo(AccountId::new(Uuid::from_u128(1)));
    const THEIRS: Owner = Owner::KiSo(AccountId::new(Uuid::from_u128(2)));
    const ALL: [Owner; 3] = [Owner::Office, MINE, THEIRS];

    #[test]
    fn what_somebody_begins_is_the_offices_or_her_own() {
        let account = AccountId::new(Uuid::from_u128(1));
        let who = |role| Principal { account, role, scope: Scope::Nothing };
        assert_eq!(Owner::of(&who(Role::Koordination)), Owner::Office);
        assert_eq!(Owner::of(&who(Role::KiSo)), MINE);
        assert_eq!((Owner::Office.account(), MINE.account()), (None, Some(account)));
    }

    #[test]
    fn a_kiso_sees_her_own_and_what_the_office_published() {
        assert_eq!(ALL.map(|owner| owner.sight(MINE)), [Sight::Published, Sight::Whole, Sight::Nothing]);
    }

    #[test]
    fn the_koordination_sees_everything() {
        assert_eq!(ALL.map(|owner| owner.sight(Owner::Office)), [Sight::Whole; 3]);
    }

    #[test]
    fn everybody_changes_the_own_ones_only() {
        for owner in ALL {
            for by in ALL {
                assert_eq!(owner.may_be_changed(by), owner == by);
            }
        }
    }

    #[test]
    fn whoever_uses_one_sees_it_and_nobody_uses_what_is_another_kisos() {
        for owner in ALL {
            for by in ALL {
                assert!(!owner.may_be_used(by) || owner.sight(by) != Sight::Nothing, "{owner:?} by {by:?}");
                assert!(!owner.may_be_changed(by) || owner.sight(by) == Sight::Whole, "{owner:?} by {by:?}");
            }
        }
        assert_eq!(ALL.map(|owner| owner.may_be_used(MINE)), [true, true, false]);
        assert_eq!(ALL.map(|owner| owner.may_be_used(Owner::Office)), [true, false, false], "taken over first");
    }
}
