//! Another role for an account that is there already, or somebody else of the directory behind it.

use super::{AccountStatus, Subject, ending};
use crate::{
    access::{Registrant, Right, Role},
    error::{ErrorCode, FieldError},
    field::Faults,
};
use chrono::NaiveDate;

/// What the Koordination chooses in the account's row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleInput {
    /// Code of a [`Role`].
    pub role: String,
    /// Id of the KiSo, Kita-Leitung or Anstellungsträger of the directory; blank for people of the office.
    pub subject: String,
}

impl RoleInput {
    pub fn check(&self) -> Result<RoleChange, Vec<FieldError>> {
        let mut faults = Faults::new();
        let role = faults.take(Role::from_code(&self.role).ok_or(FieldError::new("role", ErrorCode::NotAChoice)));
        let subject = role.and_then(|role| faults.take(subject_of(role, &self.subject)));
        faults.finish(role.zip(subject).map(|(role, subject)| RoleChange { role, subject }))
    }
}

/// A role with whom of the directory it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleChange {
    pub role: Role,
    pub subject: Subject,
}

impl RoleChange {
    /// The last day that the account gets, where such accounts end by themselves.
    pub fn ends_on(&self, today: NaiveDate) -> Option<NaiveDate> {
        ending::has_end(self.role).then(|| ending::proposed_end(today))
    }

    /// Whether its holder still has the page on which a calendar feed is ended; without it the feed ends at once.
    pub fn keeps_feed(&self) -> bool {
        Registrant::ROLES.contains(&self.role)
    }
}

/// Whether an account of this role stands for somebody of the directory; the others are the office's own.
pub fn is_in_directory(role: Role) -> bool {
    match role {
        Role::Koordination | Role::Finanzen | Role::Kasse | Role::Revision => false,
        Role::KiSo | Role::KitaLeitung | Role::Anstellungstraeger => true,
    }
}

/// Whom an account of this role stands for, as it is typed.
pub(super) fn subject_of(role: Role, subject: &str) -> Result<Subject, FieldError> {
    let missing = || FieldError::new("subject", ErrorCode::Required);
    match role {
        Role::Koordination | Role::Finanzen | Role::Kasse | Role::Revision => Ok(Subject::Office),
        Role::KiSo | Role::KitaLeitung => subject.parse().map(Subject::Person).map_err(|_| missing()),
        Role::Anstellungstraeger => subject.parse().map(Subject::Anstellungstraeger).map_err(|_| missing()),
    }
}

/// Whether an account can get another role.
///
/// What an Anstellungsträger claims, submits and enters stands under its account, and what others check, order and pay under
/// theirs: one that went from one side to the other, were it in two steps, would stand on both. Under one that is only invited
/// nothing stands yet.
pub fn judge_role(before: Role, status: AccountStatus, after: Role) -> Result<(), FieldError> {
    let is_employer = |role: Role| role == Role::Anstellungstraeger;
    if status == AccountStatus::Invited || is_employer(before) == is_employer(after) {
        Ok(())
    } else {
        Err(FieldError::new("role", ErrorCode::BothSides))
    }
}

/// Whether answers that lie on a device of the account are no longer taken from it with another role.
pub fn strands_answers(before: Role, after: Role) -> bool {
    before == Role::KiSo && after != Role::KiSo
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{AnstellungstraegerId, PersonId};
    use uuid::Uuid;

    const ID: &str = "00000000-0000-0000-0000-000000000001";
    const UUID: Uuid = Uuid::from_u128(1);

    fn checked(role: Role, subject: &str) -> Result<Subject, Vec<FieldError>> {
        let input = RoleInput { role: role.code().into(), subject: subject.into() };
        input.check().map(|change| change.subject)
    }

    #[test]
    fn whoever_stands_for_somebody_is_asked_for_whom() {
        for role in Role::ALL {
            let missing = Err(vec![FieldError::new("subject", ErrorCode::Required)]);
            assert_eq!(
                checked(role, ""),
                if is_in_directory(role) { missing } else { Ok(Subject::Office) },
                "{role:?}"
            );
        }
        assert_eq!(checked(Role::KiSo, ID), Ok(Subject::Person(PersonId::new(UUID))));
        assert_eq!(checked(Role::KitaLeitung, ID), Ok(Subject::Person(PersonId::new(UUID))));
        let employer = Subject::Anstellungstraeger(AnstellungstraegerId::new(UUID));
        assert_eq!(checked(Role::Anstellungstraeger, ID), Ok(employer));
        assert_eq!(
            checked(Role::Kasse, ID),
            Ok(Subject::Office),
            "nobody of the directory, whatever was chosen before"
        );
        let unknown = RoleInput { role: "chef".into(), subject: ID.into() };
        assert_eq!(unknown.check(), Err(vec![FieldError::new("role", ErrorCode::NotAChoice)]));
    }

    /// Otherwise two steps would do what one must not.
    #[test]
    fn no_number_of_steps_leads_from_an_employer_to_another_role_or_back() {
        let refused = Err(FieldError::new("role", ErrorCode::BothSides));
        for before in Role::ALL {
            for after in Role::ALL {
                let crosses = (before == Role::Anstellungstraeger) != (after == Role::Anstellungstraeger);
                for status in [AccountStatus::Active, AccountStatus::Disabled] {
                    let expected = if crosses { refused.clone() } else { Ok(()) };
                    assert_eq!(judge_role(before, status, after), expected, "{before:?} {after:?}");
                }
                assert_eq!(judge_role(before, AccountStatus::Invited, after), Ok(()), "nobody has used it yet");
            }
        }
    }

    #[test]
    fn a_last_day_and_a_calendar_come_and_go_with_the_role() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let to = |role| RoleChange { role, subject: Subject::Office };
        assert_eq!(to(Role::Revision).ends_on(today), Some(ending::proposed_end(today)));
        assert_eq!(to(Role::KiSo).ends_on(today), None);
        let with_feed: Vec<Role> = Role::ALL.into_iter().filter(|role| to(*role).keeps_feed()).collect();
        assert_eq!(with_feed, [Role::Koordination, Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger]);
    }

    #[test]
    fn only_a_kiso_who_becomes_something_else_leaves_answers_behind() {
        for after in Role::ALL {
            assert_eq!(strands_answers(Role::KiSo, after), after != Role::KiSo);
            assert!(!strands_answers(Role::KitaLeitung, after));
        }
    }
}
