//! The directory's story: filled once, read by scope, changed by the Koordination, never into a contradiction.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{Days, NaiveDate};
use domain::{
    AppError, ErrorCode, FieldError,
    access::{DirectoryReader, Koordination, Principal, Right, Role, Scope},
    accounts::Subject,
    ids::{AccountId, KooperationsvereinbarungId},
    people::{
        AgreementStatus, Change, Directory, KitaTerm, Kooperationsvereinbarung, Period, Record, SettlementMode, demo,
        port::DirectoryStore,
    },
};
use uuid::Uuid;

fn today() -> NaiveDate {
    noon().date_naive()
}

fn who(role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(7)), role, scope }
}

fn koordination() -> Koordination {
    who(Role::Koordination, Scope::All).require().unwrap()
}

fn reader(role: Role, scope: Scope) -> DirectoryReader {
    who(role, scope).require().unwrap()
}

async fn everything(stage: &Stage) -> Directory {
    stage.store.read(&reader(Role::Koordination, Scope::All), today()).await.unwrap()
}

async fn filled(stage: &Stage) -> Directory {
    stage.store.fill(&demo::directory(today()), noon()).await.unwrap();
    everything(stage).await
}

#[test]
fn what_is_filled_in_is_read_back_the_same() {
    on_each_engine(|stage| async move {
        assert!(stage.store.is_empty().await.unwrap());
        let demo = demo::directory(today());
        assert_eq!(filled(&stage).await, demo);
        assert!(!stage.store.is_empty().await.unwrap());
        assert_eq!(stage.store.fill(&demo, noon()).await, Err(AppError::Conflict), "only an empty directory is filled");
    });
}

#[test]
fn everybody_reads_the_own_part() {
    on_each_engine(|stage| async move {
        let demo = filled(&stage).await;
        for (role, subject) in [
            (Role::KiSo, Subject::Person(demo::kiso(1))),
            (Role::KitaLeitung, Subject::Person(demo::leitung(61))),
            (Role::Anstellungstraeger, Subject::Anstellungstraeger(demo::anstellungstraeger(12))),
            (Role::Finanzen, Subject::Office),
            (Role::Revision, Subject::Office),
        ] {
            let scope = stage.store.scope_of(role, &subject, today()).await.unwrap();
            assert_eq!(scope, demo.scope_of(role, &subject, today()));
            let by = reader(role, scope);
            let part = stage.store.read(&by, today()).await.unwrap();
            assert_eq!(part, demo.visible_to(by.principal(), today()), "{role:?}");
            assert!(!part.kitas.is_empty(), "{role:?}");
        }
    });
}

#[test]
fn a_change_is_kept_with_the_number_of_its_write() {
    on_each_engine(|stage| async move {
        let before = filled(&stage).await;
        let mut kita = before.kitas.get(demo::kita(24)).cloned().unwrap();
        kita.places.set(today(), 99);
        let base = before.kitas.revision(kita.id);
        let revision = stage.store.write(&koordination(), &[Change::put(base, kita.clone())], noon()).await.unwrap();
        let after = everything(&stage).await;
        assert_eq!((after.revision, after.kitas.revision(kita.id)), (revision, revision));
        assert_eq!(after.kitas.get(kita.id), Some(&kita));
        assert_eq!(after.kitas.revision(demo::kita(25)), base, "the others stay untouched");
        let again = stage.store.write(&koordination(), &[Change::put(base, kita)], noon()).await;
        assert_eq!(again, Err(AppError::Conflict), "somebody who saw the old record is told");
    });
}

#[test]
fn one_broken_rule_stops_the_whole_write() {
    on_each_engine(|stage| async move {
        let before = filled(&stage).await;
        let mut good = before.kitas.get(demo::kita(24)).cloned().unwrap();
        good.name = "Demo-Kita 024 umbenannt".into();
        let mut taken = before.kitas.get(demo::kita(25)).cloned().unwrap();
        taken.number = good.number.clone();
        let changes = [Change::put(1, good), Change::put(1, taken)];
        let refused = stage.store.write(&koordination(), &changes, noon()).await;
        let fault = FieldError::new("number", ErrorCode::NotUnique);
        assert_eq!(refused, Err(AppError::Invalid(vec![fault.clone(), fault])));
        assert_eq!(everything(&stage).await, before);
    });
}

#[test]
fn an_assignment_can_be_taken_back_a_kita_cannot() {
    on_each_engine(|stage| async move {
        let before = filled(&stage).await;
        let zuordnung = before.zuordnungen_of_kiso(demo::kiso(1), today()).next().cloned().unwrap();
        let key = Record::from(zuordnung.clone()).key();
        stage.store.write(&koordination(), &[Change::remove(1, key)], noon()).await.unwrap();
        assert_eq!(everything(&stage).await.zuordnungen.get(zuordnung.id), None);
        let kita = Record::from(before.kitas.get(demo::kita(1)).cloned().unwrap()).key();
        let refused = stage.store.write(&koordination(), &[Change::remove(1, kita)], noon()).await;
        assert_eq!(refused, Err(AppError::field("", ErrorCode::WrongState)));
    });
}

fn claim(number: u128, day: NaiveDate) -> Kooperationsvereinbarung {
    Kooperationsvereinbarung {
        id: KooperationsvereinbarungId::new(Uuid::from_u128(number)),
        reference: format!("KV {number}"),
        version: 1,
        anstellungstraeger: demo::anstellungstraeger(number as u32),
        status: AgreementStatus::Active,
        term: Period::starting(day),
        settlement: SettlementMode::M3,
        kitas: vec![KitaTerm { kita: demo::kita(97), period: Period::starting(day) }],
    }
}

/// Each agreement alone is fine, and none of the writers touches a record that another one writes: only the number of
/// the write, which all of them put into one record, keeps the Kita from having two employers.
#[test]
fn of_those_who_claim_a_kita_at_once_one_gets_it() {
    on_each_engine(|stage| async move {
        filled(&stage).await;
        let writers: Vec<_> = (1..=6)
            .map(|number| {
                let store = stage.store.clone();
                let change = Change::put(0, claim(number, today()));
                tokio::spawn(async move { store.write(&koordination(), &[change], noon()).await })
            })
            .collect();
        let mut won = 0;
        for writer in writers {
            match writer.await.unwrap() {
                Ok(_) => won += 1,
                Err(AppError::Invalid(faults)) => assert_eq!(faults[0].code, ErrorCode::Overlap),
                Err(AppError::Conflict) => {}
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!(won, 1);
        let directory = everything(&stage).await;
        let claims = directory.agreements.iter().filter(|a| a.kitas.iter().any(|term| term.kita == demo::kita(97)));
        assert_eq!(claims.count(), 1);
    });
}

/// The negative control of the race above: judged against what they saw at the start, all six are fine.
#[test]
fn without_the_common_number_each_claim_would_pass() {
    let before = demo::directory(today());
    for number in 1..=6 {
        assert!(before.with(&[Change::put(0, claim(number, today()))]).is_ok());
    }
    let both = [Change::put(0, claim(1, today())), Change::put(0, claim(2, today() + Days::new(30)))];
    assert!(before.with(&both).is_err());
}
