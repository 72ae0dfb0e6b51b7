use super::*;
use crate::{
    access::{Principal, Role, Scope},
    accounts::Subject,
    people::{Sheet, Warning, WeeklyHours, rules},
};
use std::collections::{BTreeMap, BTreeSet};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day")
}

/// Hours of the worked example by level (domain §3).
fn shares(directory: &Directory) -> BTreeMap<KitaId, WeeklyHours> {
    let by_level = [944, 1655, 2367, 3079].map(WeeklyHours::from_hundredths);
    let eligible = directory.facts_on(today()).into_iter().filter(|facts| facts.eligible);
    eligible.map(|facts| (facts.kita, by_level[usize::from(facts.level)])).collect()
}

#[test]
fn the_demo_has_the_size_of_the_district() {
    let demo = directory(today());
    assert_eq!((demo.sozialraeume.len(), demo.kommunen.len()), (8, 85));
    assert_eq!((demo.kitas.len(), demo.anstellungstraeger.len(), demo.kisos.len()), (98, 12, 47));
    assert_eq!(rules::broken(&demo), []);
    assert_eq!(demo, directory(today()), "the same day gives the same directory");
}

#[test]
fn levels_belong_to_the_numbers_of_the_worked_example() {
    for (position, facts) in directory(today()).facts_on(today()).into_iter().enumerate() {
        let number = position as u32 + 1;
        assert_eq!(facts.number.as_str(), format!("{number:03}"));
        let level = match number {
            1..=60 | 96..=98 => 0,
            61..=75 => 1,
            76..=87 => 2,
            _ => 3,
        };
        assert_eq!((facts.level, facts.eligible), (level, number < 96), "{number:03}");
        assert_eq!(facts.anstellungstraeger.is_some(), facts.eligible, "{number:03}");
        assert!(facts.places >= 40);
    }
}

#[test]
fn the_last_employer_has_the_kitas_of_the_worked_example() {
    let own = Some(anstellungstraeger(12));
    let facts = directory(today()).facts_on(today());
    let numbers: Vec<_> =
        facts.iter().filter(|facts| facts.anstellungstraeger == own).map(|f| f.number.as_str()).collect();
    assert_eq!(numbers, ["024", "025", "061", "076"]);
}

#[test]
fn exactly_the_planted_deviations_are_found() {
    let demo = directory(today());
    let mut warnings = demo.warnings(today(), &shares(&demo));
    let hours = WeeklyHours::from_hundredths;
    let (above, rest): (Vec<_>, Vec<_>) =
        warnings.drain(..).partition(|warning| matches!(warning, Warning::ContractDiffers { .. }));
    let [Warning::ContractDiffers { kiso: who, contract, assigned }] = above.as_slice() else { panic!("{above:?}") };
    assert_eq!((*who, *contract + hours(200)), (kiso(7), *assigned));
    let end = NaiveDate::from_ymd_opt(2027, 2, 28).expect("a day");
    let [fewer, none, vacant, Warning::AgreementEnds { on, .. }] = rest.as_slice() else { panic!("{rest:?}") };
    assert_eq!(fewer, &Warning::ShareDiffers { kita: kita(17), share: hours(944), assigned: hours(750) });
    assert_eq!(none, &Warning::ShareDiffers { kita: kita(33), share: hours(944), assigned: hours(0) });
    assert!(matches!(vacant, Warning::Vacant { hours, .. } if *hours == WeeklyHours::from_hundredths(950)));
    assert_eq!(*on, end);
}

#[test]
fn nobody_works_more_than_full_time_or_without_a_kita() {
    let demo = directory(today());
    for kiso in demo.kisos.iter() {
        let hours = demo.hours_of_kiso(kiso.id, today());
        assert!(!hours.is_zero() && hours <= WeeklyHours::from_hundredths(3900), "{} {hours}", kiso.name);
    }
}

#[test]
fn every_role_sees_its_own_part_and_nothing_else() {
    let demo = directory(today());
    let scope = |role, subject| demo.scope_of(role, &subject, today());
    assert_eq!(scope(Role::Koordination, Subject::Office), Scope::All);
    assert_eq!(scope(Role::Kasse, Subject::Office), Scope::Nothing);
    assert_eq!(scope(Role::KiSo, Subject::Person(leitung(1))), Scope::Kitas(Vec::new()));

    let seen_by = |role, subject| {
        let account = crate::ids::AccountId::new(uuid::Uuid::nil());
        demo.visible_to(&Principal { account, role, scope: scope(role, subject) }, today())
    };
    let leitung = seen_by(Role::KitaLeitung, Subject::Person(leitung(17)));
    assert_eq!(leitung.kitas.iter().map(|kita| kita.id).collect::<Vec<_>>(), [kita(17)]);
    assert_eq!((leitung.kisos.len(), leitung.agreements.len(), leitung.posts.len()), (1, 1, 0));
    assert!(leitung.anstellungstraeger.iter().all(|employer| employer.account.is_none()));
    assert!(leitung.kisos.iter().all(|kiso| kiso.contracts.is_empty()));

    let own = Subject::Anstellungstraeger(anstellungstraeger(12));
    let employer = seen_by(Role::Anstellungstraeger, own);
    assert_eq!((employer.kitas.len(), employer.kisos.len(), employer.anstellungstraeger.len()), (4, 2, 1));
    assert!(employer.anstellungstraeger.iter().all(|employer| employer.account.is_some()));
    assert!(seen_by(Role::Kasse, Subject::Office).is_empty());
    assert_eq!(seen_by(Role::Revision, Subject::Office), demo);
}

#[test]
fn an_account_can_stand_for_who_is_listed_as_what_its_role_says_and_for_nobody_else() {
    let demo = directory(today());
    let subjects = [
        Subject::Office,
        Subject::Person(kiso(1)),
        Subject::Person(leitung(17)),
        Subject::Anstellungstraeger(anstellungstraeger(12)),
    ];
    for role in Role::ALL {
        let own = match role {
            Role::Koordination | Role::Finanzen | Role::Kasse | Role::Revision => 0,
            Role::KiSo => 1,
            Role::KitaLeitung => 2,
            Role::Anstellungstraeger => 3,
        };
        for (position, subject) in subjects.iter().enumerate() {
            assert_eq!(demo.lists(role, subject), position == own, "{role:?} {subject:?}");
        }
    }
    let nobody = uuid::Uuid::nil();
    assert!(!demo.lists(Role::KiSo, &Subject::Person(crate::ids::PersonId::new(nobody))));
    let employer = crate::ids::AnstellungstraegerId::new(nobody);
    assert!(!demo.lists(Role::Anstellungstraeger, &Subject::Anstellungstraeger(employer)));
}

#[test]
fn finanzen_see_kitas_payees_and_agreements_but_nobodys_name() {
    let demo = directory(today());
    let account = crate::ids::AccountId::new(uuid::Uuid::nil());
    let part = demo.visible_to(&Principal { account, role: Role::Finanzen, scope: Scope::All }, today());
    assert_eq!(
        (part.kitas.len(), part.anstellungstraeger.len(), part.agreements.len()),
        (98, 12, demo.agreements.len())
    );
    assert_eq!((part.kisos.len(), part.leitungen.len(), part.zuordnungen.len(), part.posts.len()), (0, 0, 0, 0));
    assert!(part.anstellungstraeger.iter().all(|employer| employer.account.is_some()));
}

#[test]
fn what_was_left_out_is_not_summed_up_to_a_wrong_number() {
    let demo = directory(today());
    let column = |part: &Directory, sheet: Sheet, field: &str| {
        let position = sheet.columns().iter().position(|column| column.field == field).expect("a column");
        part.lines(sheet, today()).iter().map(|line| line.cells[position].text()).collect::<BTreeSet<_>>()
    };
    let account = crate::ids::AccountId::new(uuid::Uuid::nil());
    let scope = Scope::Kitas(vec![kita(17)]);
    let leitung = demo.visible_to(&Principal { account, role: Role::KitaLeitung, scope }, today());
    let finanzen = demo.visible_to(&Principal { account, role: Role::Finanzen, scope: Scope::All }, today());
    let nothing = BTreeSet::from([String::new()]);
    for (part, sheet, field) in [
        (&leitung, Sheet::Sozialraeume, "kitas_count"),
        (&leitung, Sheet::Sozialraeume, "assigned"),
        (&leitung, Sheet::Kommunen, "kitas_count"),
        (&leitung, Sheet::Anstellungstraeger, "contract_hours"),
        (&leitung, Sheet::Anstellungstraeger, "vacant"),
        (&leitung, Sheet::KiSo, "assigned"),
        (&finanzen, Sheet::Sozialraeume, "kisos_count"),
        (&finanzen, Sheet::Kitas, "assigned"),
        (&finanzen, Sheet::Anstellungstraeger, "kisos_count"),
    ] {
        assert_eq!(column(part, sheet, field), nothing, "{sheet:?} {field}");
    }
    let hours = demo.hours_of_kita(kita(17), today());
    assert!(!hours.is_zero());
    assert_eq!(column(&leitung, Sheet::Kitas, "assigned"), BTreeSet::from([hours.to_string()]));
    assert_eq!(
        column(&finanzen, Sheet::Anstellungstraeger, "kitas_count"),
        column(&demo, Sheet::Anstellungstraeger, "kitas_count")
    );
}

#[test]
fn a_kiso_sees_a_kita_on_the_days_of_the_assignment_only() {
    let mut demo = directory(today());
    let subject = Subject::Person(kiso(1));
    let before = |demo: &Directory, day| match demo.scope_of(Role::KiSo, &subject, day) {
        Scope::Kitas(kitas) => kitas.len(),
        other => panic!("{other:?}"),
    };
    let all = before(&demo, today());
    assert!(all > 0);
    let mut ended = demo.zuordnungen_of_kiso(kiso(1), today()).next().cloned().expect("an assignment");
    ended.period = crate::people::Period::new(ended.period.from(), Some(today())).expect("begin before end");
    demo.put(2, ended.into());
    assert_eq!(before(&demo, today()), all);
    assert_eq!(before(&demo, today().succ_opt().expect("a day")), all - 1);
}
