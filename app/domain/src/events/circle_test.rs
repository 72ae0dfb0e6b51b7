use super::*;
use crate::{
    events::roll::event,
    ids::{AccountId, KitaId},
    people::demo,
};
use proptest::prelude::*;
use uuid::Uuid;

fn sozialraum(number: u128) -> SozialraumId {
    SozialraumId::new(Uuid::from_u128(number))
}

fn employer(number: u128) -> AnstellungstraegerId {
    AnstellungstraegerId::new(Uuid::from_u128(number))
}

fn member(role: Role, regions: &[u128], employers: &[u128]) -> Viewer {
    Viewer::Member(Membership {
        role,
        sozialraeume: regions.iter().copied().map(sozialraum).collect(),
        anstellungstraeger: employers.iter().copied().map(employer).collect(),
    })
}

fn teamtreffen(roles: &[Role], regions: &[u128], employers: &[u128]) -> EventPlan {
    EventPlan {
        audience: Audience::Members,
        circle: Circle {
            roles: roles.iter().copied().collect(),
            sozialraeume: regions.iter().copied().map(sozialraum).collect(),
            anstellungstraeger: employers.iter().copied().map(employer).collect(),
        },
        ..event(9, 0).plan
    }
}

/// Issue 5 §5.
#[test]
fn a_teamtreffen_of_bendorf_is_not_there_for_pellenz() {
    const BENDORF: u128 = 1;
    const PELLENZ: u128 = 2;
    let plan = teamtreffen(&[Role::KiSo], &[BENDORF], &[]);
    assert!(may_see(&plan, &member(Role::KiSo, &[BENDORF], &[])));
    assert!(may_see(&plan, &member(Role::KiSo, &[PELLENZ, BENDORF], &[])), "who works in both belongs to both teams");
    assert!(!may_see(&plan, &member(Role::KiSo, &[PELLENZ], &[])));
    assert!(!may_see(&plan, &member(Role::KiSo, &[], &[])), "who has no Kita belongs to no region");
    assert!(!may_see(&plan, &member(Role::KitaLeitung, &[BENDORF], &[])));
    assert!(!may_see(&plan, &Viewer::Guest));
    assert!(may_see(&plan, &member(Role::Koordination, &[], &[])));
    let public = EventPlan { audience: Audience::Public, ..plan };
    assert!(may_see(&public, &Viewer::Guest), "the regions of a public event hide it from nobody");
}

#[test]
fn a_meeting_within_one_employer_is_for_its_people() {
    let plan = teamtreffen(&[], &[], &[7]);
    assert!(may_see(&plan, &member(Role::KiSo, &[1], &[7])));
    assert!(may_see(&plan, &member(Role::Anstellungstraeger, &[1, 2], &[7])));
    assert!(!may_see(&plan, &member(Role::KiSo, &[1], &[8])));
}

#[test]
fn where_somebody_belongs_follows_from_the_kitas_of_the_day() {
    let directory = demo::directory(demo_day());
    let kita = directory.kitas.iter().next().expect("the demo has Kitas");
    let region = directory.kommunen.get(kita.kommune).expect("a Kommune").sozialraum;
    let look = |role, scope| {
        Viewer::of(&Principal { account: AccountId::new(Uuid::nil()), role, scope }, &directory, demo_day())
    };
    let Viewer::Member(kiso) = look(Role::KiSo, Scope::Kitas(vec![kita.id])) else { panic!("somebody") };
    assert_eq!(kiso.sozialraeume, BTreeSet::from([region]));
    let gone = KitaId::new(Uuid::from_u128(99));
    let Viewer::Member(nobody) = look(Role::KiSo, Scope::Kitas(vec![gone])) else { panic!("somebody") };
    assert!(nobody.sozialraeume.is_empty() && nobody.anstellungstraeger.is_empty());
    let own = directory.anstellungstraeger.iter().next().expect("the demo has employers").id;
    let Viewer::Member(office) = look(Role::Anstellungstraeger, Scope::Anstellungstraeger(own)) else {
        panic!("somebody")
    };
    assert_eq!(office.anstellungstraeger, BTreeSet::from([own]), "nobody else's employer");
}

fn demo_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 26).expect("a valid date")
}

fn some() -> impl Strategy<Value = Vec<u128>> {
    proptest::collection::vec(0..4_u128, 0..3)
}

fn roles() -> impl Strategy<Value = Vec<Role>> {
    proptest::collection::vec(proptest::sample::select(Circle::ROLES.to_vec()), 0..3)
}

proptest! {
    /// Naming somebody else hides an event from those who were not named, and never shows it to more people.
    #[test]
    fn a_narrower_circle_shows_to_nobody_else(
        roles in roles(), regions in some(), employers in some(), role in proptest::sample::select(Circle::ROLES.to_vec()),
        own in some(), own_employers in some(),
    ) {
        let viewer = member(role, &own, &own_employers);
        let narrow = may_see(&teamtreffen(&roles, &regions, &employers), &viewer);
        for wider in [
            teamtreffen(&[], &regions, &employers),
            teamtreffen(&roles, &[], &employers),
            teamtreffen(&roles, &regions, &[]),
        ] {
            prop_assert!(!narrow || may_see(&wider, &viewer));
        }
        prop_assert!(may_see(&teamtreffen(&[], &[], &[]), &viewer));
        prop_assert!(!may_see(&teamtreffen(&roles, &regions, &employers), &Viewer::Guest));
    }

    #[test]
    fn a_draft_is_there_for_nobody(role in proptest::sample::select(Role::ALL.to_vec()), public: bool) {
        let audience = if public { Audience::Public } else { Audience::Members };
        let plan = EventPlan { status: EventStatus::Entwurf, audience, ..teamtreffen(&[], &[], &[]) };
        prop_assert!(!may_see(&plan, &member(role, &[1], &[1])));
    }
}
