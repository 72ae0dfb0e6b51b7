//! For whom an event is: kept as planned, and asked on every way to it.

use crate::{
    engines::{noon, on_each_engine},
    story_events::{SEMINAR, koordination, plan, single},
};
use domain::{
    AppError, ErrorCode,
    access::{Principal, Registrant, Role, Scope},
    events::{Audience, Circle, EventPlan, port::EventStore, port::RegistrationOutcome, rules::Registrar},
    ids::{AccountId, SozialraumId},
    people::{Directory, demo, port::DirectoryStore},
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// A KiSo of the first Kita of a Sozialraum.
fn kiso_of(directory: &Directory, sozialraum: SozialraumId) -> Registrant {
    let within = |kommune| directory.kommunen.get(kommune).is_some_and(|kommune| kommune.sozialraum == sozialraum);
    let kita = directory.kitas.iter().find(|kita| within(kita.kommune)).expect("a Kita of the demo").id;
    let account = AccountId::new(Uuid::from_u128(2));
    Principal { account, role: Role::KiSo, scope: Scope::Kitas(vec![kita]) }.require().expect("a KiSo may register")
}

#[test]
fn a_circle_is_kept_and_who_is_outside_finds_nothing() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let directory = demo::directory(noon().date_naive());
        let regions: Vec<_> = directory.sozialraeume.iter().map(|one| one.id).collect();
        let circle = Circle {
            roles: BTreeSet::from([Role::KiSo]),
            sozialraeume: BTreeSet::from([regions[0]]),
            anstellungstraeger: directory.anstellungstraeger.iter().map(|one| one.id).collect(),
        };
        let team = EventPlan { audience: Audience::Members, circle, ..plan(3) };
        let unknown = store.create(&by, SEMINAR, &team, noon()).await;
        assert_eq!(unknown, Err(AppError::field("sozialraeume", ErrorCode::UnknownReference)), "there is no directory");

        store.fill(&directory, noon()).await.expect("a directory");
        store.create(&by, SEMINAR, &team, noon()).await.expect("a new event");
        assert_eq!(store.find(&by, SEMINAR).await.map(|event| event.plan), Ok(team));

        let (own, other) = (kiso_of(&directory, regions[0]), kiso_of(&directory, regions[1]));
        let (own, other) = (Registrar::Member(&own), Registrar::Member(&other));
        assert_eq!(store.announced(own, noon()).await.map(|events| events.len()), Ok(1));
        assert_eq!(store.announced(other, noon()).await, Ok(vec![]));
        assert!(store.announced_event(own, SEMINAR).await.is_ok());
        assert_eq!(store.announced_event(other, SEMINAR).await.err(), Some(AppError::NotFound));
        assert_eq!(store.register(other, SEMINAR, &single(1), noon()).await, Err(AppError::NotFound));
        assert_eq!(store.register(own, SEMINAR, &single(1), noon()).await, Ok(RegistrationOutcome::Registered));
    });
}
