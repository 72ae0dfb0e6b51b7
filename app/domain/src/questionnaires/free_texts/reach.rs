//! Who decides about which texts.

use super::FreeText;
use crate::{
    access::{Right, Role, Scope, TextReleaser},
    ids::KitaId,
    people::Directory,
    questionnaires::erhebung::About,
};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// About which texts somebody decides on a day: a KiSo about those of the own Kitas; the Koordination where nobody else can,
/// that is about events and about Kitas without a KiSo, and there about none that a KiSo has decided about before.
#[derive(Clone, Debug)]
pub struct Reach {
    by: TextReleaser,
    /// The own Kitas, or for the Koordination those that have a KiSo.
    kitas: BTreeSet<KitaId>,
    is_office: bool,
}

impl Reach {
    /// `directory`: as the person sees it on that day.
    pub fn of(by: TextReleaser, directory: &Directory, day: NaiveDate) -> Self {
        let principal = by.principal();
        let is_office = principal.role == Role::Koordination;
        let kitas = match &principal.scope {
            _ if is_office => with_kiso(directory, day),
            Scope::Kitas(own) => own.iter().copied().collect(),
            Scope::All | Scope::Anstellungstraeger(_) | Scope::Nothing => BTreeSet::new(),
        };
        Self { by, kitas, is_office }
    }

    pub fn by(&self) -> &TextReleaser {
        &self.by
    }

    /// An Erhebung is reached when its Kita is among these, and for the Koordination when it is not.
    pub fn kitas(&self) -> impl Iterator<Item = KitaId> + '_ {
        self.kitas.iter().copied()
    }

    pub fn is_office(&self) -> bool {
        self.is_office
    }

    /// Whether the texts of an Erhebung about this are decided about here.
    pub fn covers(&self, about: About) -> bool {
        about.kita().is_some_and(|kita| self.kitas.contains(&kita)) != self.is_office
    }

    /// Whether a text of such an Erhebung is to be read here: what a KiSo has withheld or blacked out, nobody else reads.
    pub fn shows(&self, text: &FreeText) -> bool {
        !self.is_office || text.decision.is_none() || text.by_office
    }
}

/// The Kitas that are somebody's on a day, as [`Directory::scope_of`] gives them to that person's account.
fn with_kiso(directory: &Directory, day: NaiveDate) -> BTreeSet<KitaId> {
    let works = |kiso| directory.kisos.get(kiso).is_some_and(|kiso| kiso.contract_on(day).is_some());
    let today = directory.zuordnungen.iter().filter(|zuordnung| zuordnung.period.contains(day));
    today.filter(|zuordnung| works(zuordnung.kiso)).map(|zuordnung| zuordnung.kita).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        access::Principal,
        accounts::Subject,
        ids::{AccountId, EventId, SubmissionId},
        people::{KiSo, demo},
        questionnaires::{
            QuestionId,
            free_texts::{Decision, FreeTextKey},
            submission::Place,
        },
    };
    use uuid::Uuid;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
    }

    fn reach(role: Role, scope: Scope) -> Reach {
        let who = Principal { account: AccountId::new(Uuid::nil()), role, scope };
        Reach::of(who.require().expect("the right"), &demo::directory(today()), today())
    }

    fn text(decision: Option<Decision>, by_office: bool) -> FreeText {
        let key = FreeTextKey { submission: SubmissionId::new(Uuid::nil()), place: Place::of(QuestionId(1)) };
        FreeText { key, text: "Mehr Licht".into(), decision, by_office, revision: 1 }
    }

    #[test]
    fn every_erhebung_is_decided_about_by_somebody_and_none_by_both_sides() {
        let directory = demo::directory(today());
        let office = reach(Role::Koordination, Scope::All);
        let kisos: Vec<Reach> = directory
            .kisos
            .iter()
            .map(|kiso| directory.scope_of(Role::KiSo, &Subject::Person(kiso.id), today()))
            .map(|scope| reach(Role::KiSo, scope))
            .collect();
        let mut left = 0;
        for kita in directory.kitas.iter() {
            let about = About::Kita(kita.id);
            let is_somebodys = kisos.iter().any(|kiso| kiso.covers(about));
            assert_ne!(office.covers(about), is_somebodys, "{}", kita.name);
            left += u32::from(!is_somebodys);
        }
        assert!(left > 0, "some Kitas of the demo have no KiSo");
        let event = About::Event(EventId::new(Uuid::nil()));
        assert!(office.covers(event) && !kisos.iter().any(|kiso| kiso.covers(event)));
    }

    #[test]
    fn a_kita_whose_kiso_has_left_is_the_offices() {
        let who = Principal { account: AccountId::new(Uuid::nil()), role: Role::Koordination, scope: Scope::All };
        let mut directory = demo::directory(today());
        let kita = About::Kita(demo::kita(24));
        let covers =
            |directory: &Directory| Reach::of(who.require().expect("the right"), directory, today()).covers(kita);
        assert!(!covers(&directory));
        let kisos: Vec<KiSo> = directory.kisos.iter().cloned().collect();
        for kiso in kisos {
            directory.kisos.put(1, KiSo { last_day: today().pred_opt(), ..kiso });
        }
        assert!(covers(&directory), "who has left is nobody's KiSo, whatever the assignment says");
    }

    #[test]
    fn what_a_kiso_has_decided_about_is_shown_to_the_own_side_only() {
        let (office, kiso) = (reach(Role::Koordination, Scope::All), reach(Role::KiSo, Scope::Kitas(Vec::new())));
        let withheld = Some(Decision::Withheld);
        let shown = [(None, false), (withheld.clone(), true), (withheld, false)]
            .map(|(decision, by_office)| text(decision, by_office))
            .map(|text| (office.shows(&text), kiso.shows(&text)));
        assert_eq!(shown, [(true, true), (true, true), (false, true)]);
    }

    #[test]
    fn a_kiso_without_kitas_reaches_nothing_whatever_the_scope() {
        for scope in [Scope::Kitas(Vec::new()), Scope::All, Scope::Nothing] {
            let nobody = reach(Role::KiSo, scope);
            assert!(!nobody.covers(About::Kita(demo::kita(24))));
            assert!(!nobody.covers(About::Event(EventId::new(Uuid::nil()))));
        }
    }
}
