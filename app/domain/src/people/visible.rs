//! Who sees what. Lists, details, search and export all start from [`Directory::visible_to`], so that there is one
//! rule for all of them.

use super::Directory;
use crate::{
    access::{Principal, Role, Scope},
    accounts::Subject,
    ids::{AnstellungstraegerId, KitaId, PersonId},
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Which part of the directory there is: a sum over what was left out is not shown, as it would be a wrong number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sight {
    #[default]
    Whole,
    /// All Kitas, employers and agreements, and nobody's name or hours.
    WithoutStaff,
    /// What belongs to one employer, on the day of the request.
    OneEmployer,
    /// What belongs to some Kitas, on the day of the request.
    SomeKitas,
}

impl Sight {
    /// All Kitas are there, so that they can be counted by municipality or Kita-Träger.
    pub fn counts_kitas(self) -> bool {
        matches!(self, Self::Whole | Self::WithoutStaff)
    }

    /// Everybody who works for an employer that is there is there too.
    pub fn counts_staff(self) -> bool {
        matches!(self, Self::Whole | Self::OneEmployer)
    }

    /// Everybody who works in a Kita that is there is there too.
    pub fn counts_hours_of_kitas(self) -> bool {
        self != Self::WithoutStaff
    }
}

impl Directory {
    /// What somebody sees on the day of the request; what lies outside the scope is not there at all.
    ///
    /// Names of Sozialräume, Kommunen and Kita-Träger are public. An employer sees its own Kitas, agreements, posts and
    /// KiSo. Who is known by Kitas sees these Kitas, who works in them, and neither contracts nor bank accounts.
    /// Finanzen check amounts and payees, for which nobody's name is needed.
    pub fn visible_to(&self, by: &Principal, day: NaiveDate) -> Directory {
        match &by.scope {
            Scope::All if by.role == Role::Finanzen => self.without_staff(),
            Scope::All => self.clone(),
            Scope::Anstellungstraeger(own) => self.of_employer(*own, day),
            Scope::Kitas(kitas) => self.of_kitas(&kitas.iter().copied().collect(), day),
            Scope::Nothing => Directory { revision: self.revision, ..Directory::default() },
        }
    }

    /// The scope of an account on a day. A KiSo has the Kitas of that day, a Leitung its own, an employer itself.
    pub fn scope_of(&self, role: Role, subject: &Subject, day: NaiveDate) -> Scope {
        match (role, subject) {
            (Role::Koordination | Role::Finanzen | Role::Revision, Subject::Office) => Scope::All,
            (Role::KiSo, Subject::Person(person)) => Scope::Kitas(self.kitas_of_kiso(*person, day)),
            (Role::KitaLeitung, Subject::Person(person)) => Scope::Kitas(self.kitas_of_leitung(*person, day)),
            (Role::Anstellungstraeger, Subject::Anstellungstraeger(own)) => Scope::Anstellungstraeger(*own),
            _ => Scope::Nothing,
        }
    }

    /// Whether an account of this role can stand for this one: it is listed, and as what the role says.
    pub fn lists(&self, role: Role, subject: &Subject) -> bool {
        match (role, subject) {
            (Role::KiSo, Subject::Person(person)) => self.kisos.get(*person).is_some(),
            (Role::KitaLeitung, Subject::Person(person)) => self.leitungen.get(*person).is_some(),
            (Role::Anstellungstraeger, Subject::Anstellungstraeger(own)) => self.anstellungstraeger.get(*own).is_some(),
            (Role::Koordination | Role::Finanzen | Role::Kasse | Role::Revision, Subject::Office) => true,
            _ => false,
        }
    }

    fn kitas_of_kiso(&self, person: PersonId, day: NaiveDate) -> Vec<KitaId> {
        let works = self.kisos.get(person).is_some_and(|kiso| kiso.contract_on(day).is_some());
        let own = self.zuordnungen.iter().filter(|z| works && z.kiso == person && z.period.contains(day));
        own.map(|zuordnung| zuordnung.kita).collect()
    }

    fn kitas_of_leitung(&self, person: PersonId, day: NaiveDate) -> Vec<KitaId> {
        let leitung = self.leitungen.get(person).filter(|leitung| leitung.period.contains(day));
        leitung.map(|leitung| leitung.kita).into_iter().collect()
    }

    fn without_staff(&self) -> Directory {
        let mut part = self.clone();
        part.sight = Sight::WithoutStaff;
        part.kisos.retain(|_| false);
        part.leitungen.retain(|_| false);
        part.zuordnungen.retain(|_| false);
        part.posts.retain(|_| false);
        part
    }

    fn of_employer(&self, own: AnstellungstraegerId, day: NaiveDate) -> Directory {
        let mut part = self.clone();
        part.sight = Sight::OneEmployer;
        let kitas: BTreeSet<KitaId> =
            self.kitas.iter().map(|kita| kita.id).filter(|kita| self.employer_on(*kita, day) == Some(own)).collect();
        part.anstellungstraeger.retain(|employer| employer.id == own);
        part.agreements.retain(|agreement| agreement.anstellungstraeger == own);
        part.posts.retain(|post| post.anstellungstraeger == own);
        part.kisos.retain(|kiso| kiso.contract_on(day).is_some_and(|contract| contract.anstellungstraeger == own));
        part.keep_kitas(&kitas);
        let staff: BTreeSet<PersonId> = part.kisos.iter().map(|kiso| kiso.id).collect();
        part.zuordnungen.retain(|zuordnung| staff.contains(&zuordnung.kiso));
        part.kisos.for_each(|kiso| kiso.contracts.retain(|contract| contract.anstellungstraeger == own));
        // Whoever has left is not named any more, but the post was filled: without the days it would seem vacant.
        part.posts.for_each(|post| {
            for filling in &mut post.fillings {
                filling.kiso = filling.kiso.filter(|kiso| staff.contains(kiso));
            }
        });
        part
    }

    fn of_kitas(&self, kitas: &BTreeSet<KitaId>, day: NaiveDate) -> Directory {
        let mut part = self.clone();
        part.sight = Sight::SomeKitas;
        part.keep_kitas(kitas);
        part.zuordnungen.retain(|zuordnung| zuordnung.period.contains(day));
        let staff: BTreeSet<PersonId> = part.zuordnungen.iter().map(|zuordnung| zuordnung.kiso).collect();
        let employers: BTreeSet<_> = kitas.iter().filter_map(|kita| self.employer_on(*kita, day)).collect();
        part.kisos.retain(|kiso| staff.contains(&kiso.id));
        part.kisos.for_each(|kiso| kiso.contracts.retain(|_| false));
        part.posts.retain(|_| false);
        part.agreements.retain(|agreement| !agreement.kitas.is_empty());
        part.agreements.retain(|agreement| agreement.term.contains(day) && agreement.status.is_binding());
        part.anstellungstraeger.retain(|employer| employers.contains(&employer.id));
        part.anstellungstraeger.for_each(|employer| employer.account = None);
        part
    }

    /// Leaves these Kitas and what hangs on them.
    fn keep_kitas(&mut self, kitas: &BTreeSet<KitaId>) {
        self.kitas.retain(|kita| kitas.contains(&kita.id));
        self.leitungen.retain(|leitung| kitas.contains(&leitung.kita));
        self.zuordnungen.retain(|zuordnung| kitas.contains(&zuordnung.kita));
        self.agreements.for_each(|agreement| agreement.kitas.retain(|term| kitas.contains(&term.kita)));
    }
}
