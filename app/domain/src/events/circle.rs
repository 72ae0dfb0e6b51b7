//! For whom an event is: the one rule that list, detail, registration, calendar and file of every channel ask
//! ([`may_see`]).

use super::types::{Audience, EventPlan, EventStatus};
use crate::{
    access::{Principal, Role, Scope},
    ids::{AnstellungstraegerId, SozialraumId},
    people::Directory,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// To what part of the people with an account an event is addressed. An empty set restricts nothing; who is named in each
/// of the others sees the event.
///
/// A public event can have Sozialräume as well: they say where it belongs, and hide it from nobody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Circle {
    /// Of [`Self::ROLES`].
    pub roles: BTreeSet<Role>,
    pub sozialraeume: BTreeSet<SozialraumId>,
    pub anstellungstraeger: BTreeSet<AnstellungstraegerId>,
}

impl Circle {
    /// Roles that can be addressed. The Koordination sees every event.
    pub const ROLES: [Role; 3] = [Role::KiSo, Role::KitaLeitung, Role::Anstellungstraeger];

    fn takes_in(&self, member: &Membership) -> bool {
        open_or(&self.roles, |roles| roles.contains(&member.role))
            && open_or(&self.sozialraeume, |own| !own.is_disjoint(&member.sozialraeume))
            && open_or(&self.anstellungstraeger, |own| !own.is_disjoint(&member.anstellungstraeger))
    }
}

fn open_or<T>(set: &BTreeSet<T>, names: impl Fn(&BTreeSet<T>) -> bool) -> bool {
    set.is_empty() || names(set)
}

/// Where somebody with an account belongs on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub role: Role,
    /// Of the person's Kitas, or of all Kitas of the employer.
    pub sozialraeume: BTreeSet<SozialraumId>,
    /// The employer itself, or those whose KiSo work in the person's Kitas.
    pub anstellungstraeger: BTreeSet<AnstellungstraegerId>,
}

/// Who looks at events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Nobody that is known: public events only.
    Guest,
    Member(Membership),
}

impl Viewer {
    /// As which somebody looks on `day`, by the Kitas of that day.
    pub fn of(principal: &Principal, directory: &Directory, day: NaiveDate) -> Self {
        let (mut sozialraeume, mut anstellungstraeger) = (BTreeSet::new(), BTreeSet::new());
        if let Scope::Anstellungstraeger(own) = principal.scope {
            anstellungstraeger.insert(own);
        }
        for kita in directory.kitas.iter() {
            let employer = directory.employer_on(kita.id, day);
            if principal.scope.covers_kita(kita.id, employer) {
                sozialraeume.extend(directory.kommunen.get(kita.kommune).map(|kommune| kommune.sozialraum));
                anstellungstraeger.extend(employer);
            }
        }
        Self::Member(Membership { role: principal.role, sozialraeume, anstellungstraeger })
    }
}

/// Whether an event is there for whoever asks: a draft never is (the Koordination plans it on pages of its own), guests see
/// public events, and who has an account also those whose circle takes them in. The Koordination is in every circle.
pub fn may_see(plan: &EventPlan, viewer: &Viewer) -> bool {
    let reached = match (plan.audience, viewer) {
        (Audience::Public, _) => true,
        (Audience::Members, Viewer::Guest) => false,
        (Audience::Members, Viewer::Member(member)) => {
            member.role == Role::Koordination || plan.circle.takes_in(member)
        }
    };
    reached && plan.status != EventStatus::Entwurf
}

#[cfg(test)]
#[path = "circle_test.rs"]
mod tests;
