//! What must hold over the whole directory, whichever record was changed last.

use super::{Directory, Kind, Kooperationsvereinbarung, Period, RecordKey, cell::fold};
use crate::{
    error::{ErrorCode, FieldError},
    ids::KitaId,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A rule that a record breaks; the field is named as in the record's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    pub record: RecordKey,
    pub fault: FieldError,
}

/// Every broken rule. Where two records contradict each other, both are named.
pub fn broken(directory: &Directory) -> Vec<Broken> {
    let mut faults = Vec::new();
    unknown_references(directory, &mut faults);
    repeated_keys(directory, &mut faults);
    kitas_outside_the_term(directory, &mut faults);
    for (first, second) in shared_kitas(directory.agreements.iter()) {
        for id in [first, second] {
            faults.push(fault(Kind::Kooperationsvereinbarung, id, "kita", ErrorCode::Overlap));
        }
    }
    doubled_zuordnungen(directory, &mut faults);
    two_jobs(directory, &mut faults);
    faults
}

/// Pairs of agreements that claim one Kita on one day, though a Kita has exactly one employer on every day. Drafts
/// bind nobody. An agreement that names a Kita twice for one day is paired with itself.
pub fn shared_kitas<'a>(agreements: impl Iterator<Item = &'a Kooperationsvereinbarung>) -> BTreeSet<(Uuid, Uuid)> {
    let mut claims: BTreeMap<KitaId, Vec<(Period, Uuid)>> = BTreeMap::new();
    for agreement in agreements.filter(|agreement| agreement.status.is_binding()) {
        for term in &agreement.kitas {
            claims.entry(term.kita).or_default().push((term.period, agreement.id.uuid()));
        }
    }
    claims.into_values().flat_map(overlapping).collect()
}

/// Every overlapping pair of the claims on one thing.
fn overlapping(mut claims: Vec<(Period, Uuid)>) -> Vec<(Uuid, Uuid)> {
    claims.sort();
    let mut pairs = Vec::new();
    for (position, (period, owner)) in claims.iter().enumerate() {
        let later = claims.iter().skip(position + 1).take_while(|(next, _)| period.overlaps(next));
        pairs.extend(later.map(|(_, other)| (*owner, *other)));
    }
    pairs
}

fn fault(kind: Kind, id: Uuid, field: &str, code: ErrorCode) -> Broken {
    Broken { record: RecordKey { kind, id }, fault: FieldError::new(field, code) }
}

fn unknown_references(d: &Directory, faults: &mut Vec<Broken>) {
    let mut check = |known: bool, kind: Kind, id: Uuid, field: &str| {
        if !known {
            faults.push(fault(kind, id, field, ErrorCode::UnknownReference));
        }
    };
    for kommune in d.kommunen.iter() {
        let known = d.sozialraeume.get(kommune.sozialraum).is_some();
        check(known, Kind::Kommune, kommune.id.uuid(), "sozialraum");
    }
    for kita in d.kitas.iter() {
        check(d.kommunen.get(kita.kommune).is_some(), Kind::Kita, kita.id.uuid(), "kommune");
        check(d.kita_traeger.get(kita.traeger).is_some(), Kind::Kita, kita.id.uuid(), "traeger");
    }
    for agreement in d.agreements.iter() {
        let (kind, id) = (Kind::Kooperationsvereinbarung, agreement.id.uuid());
        check(d.anstellungstraeger.get(agreement.anstellungstraeger).is_some(), kind, id, "anstellungstraeger");
        check(agreement.kitas.iter().all(|term| d.kitas.get(term.kita).is_some()), kind, id, "kita");
    }
    for kiso in d.kisos.iter() {
        let mut employers = kiso.contracts.steps().iter().map(|step| step.value.anstellungstraeger);
        let known = employers.all(|employer| d.anstellungstraeger.get(employer).is_some());
        check(known, Kind::KiSo, kiso.id.uuid(), "anstellungstraeger");
    }
    for leitung in d.leitungen.iter() {
        check(d.kitas.get(leitung.kita).is_some(), Kind::Leitung, leitung.id.uuid(), "kita");
    }
    for zuordnung in d.zuordnungen.iter() {
        check(d.kisos.get(zuordnung.kiso).is_some(), Kind::Zuordnung, zuordnung.id.uuid(), "kiso");
        check(d.kitas.get(zuordnung.kita).is_some(), Kind::Zuordnung, zuordnung.id.uuid(), "kita");
    }
    for post in d.posts.iter() {
        let known = d.anstellungstraeger.get(post.anstellungstraeger).is_some();
        check(known, Kind::Post, post.id.uuid(), "anstellungstraeger");
        let known = post.fillings.iter().filter_map(|filling| filling.kiso).all(|kiso| d.kisos.get(kiso).is_some());
        check(known, Kind::Post, post.id.uuid(), "kiso");
    }
}

/// Names and numbers by which people tell records apart; capital letters and umlauts do not make a difference.
fn repeated_keys(d: &Directory, faults: &mut Vec<Broken>) {
    let mut seen: BTreeMap<(Kind, String), Vec<(Uuid, &str)>> = BTreeMap::new();
    let mut note = |kind: Kind, key: String, id: Uuid, field: &'static str| {
        seen.entry((kind, fold(&key))).or_default().push((id, field));
    };
    for record in d.sozialraeume.iter() {
        note(Kind::Sozialraum, record.name.clone(), record.id.uuid(), "name");
    }
    for record in d.kommunen.iter() {
        note(Kind::Kommune, record.name.clone(), record.id.uuid(), "name");
    }
    for record in d.kita_traeger.iter() {
        note(Kind::KitaTraeger, record.name.clone(), record.id.uuid(), "name");
    }
    for record in d.kitas.iter() {
        note(Kind::Kita, record.number.to_string(), record.id.uuid(), "number");
    }
    for record in d.anstellungstraeger.iter() {
        note(Kind::Anstellungstraeger, record.name.clone(), record.id.uuid(), "name");
    }
    for record in d.agreements.iter() {
        let key = format!("{}\n{}", record.reference, record.version);
        note(Kind::Kooperationsvereinbarung, key, record.id.uuid(), "reference");
    }
    for record in d.kisos.iter() {
        note(Kind::KiSo, record.code.clone(), record.id.uuid(), "code");
    }
    for record in d.posts.iter() {
        let key = format!("{}\n{}", record.anstellungstraeger, record.name);
        note(Kind::Post, key, record.id.uuid(), "name");
    }
    for ((kind, _), records) in seen.into_iter().filter(|(_, records)| records.len() > 1) {
        faults.extend(records.into_iter().map(|(id, field)| fault(kind, id, field, ErrorCode::NotUnique)));
    }
}

fn kitas_outside_the_term(d: &Directory, faults: &mut Vec<Broken>) {
    for agreement in d.agreements.iter() {
        if !agreement.kitas.iter().all(|term| term.period.lies_in(&agreement.term)) {
            let id = agreement.id.uuid();
            faults.push(fault(Kind::Kooperationsvereinbarung, id, "kita", ErrorCode::OutsideTerm));
        }
    }
}

/// A KiSo has one figure of hours in one Kita on one day.
fn doubled_zuordnungen(d: &Directory, faults: &mut Vec<Broken>) {
    let mut claims: BTreeMap<_, Vec<(Period, Uuid)>> = BTreeMap::new();
    for zuordnung in d.zuordnungen.iter() {
        let pair = (zuordnung.kiso, zuordnung.kita);
        claims.entry(pair).or_default().push((zuordnung.period, zuordnung.id.uuid()));
    }
    let doubled: BTreeSet<Uuid> =
        claims.into_values().flat_map(overlapping).flat_map(|(first, second)| [first, second]).collect();
    faults.extend(doubled.into_iter().map(|id| fault(Kind::Zuordnung, id, "from", ErrorCode::Overlap)));
}

/// KiSo and Leitungen are kept together, so one id cannot be both: one record would overwrite the other.
fn two_jobs(d: &Directory, faults: &mut Vec<Broken>) {
    for kiso in d.kisos.iter().filter(|kiso| d.leitungen.get(kiso.id).is_some()) {
        for kind in [Kind::KiSo, Kind::Leitung] {
            faults.push(fault(kind, kiso.id.uuid(), "", ErrorCode::WrongState));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        ids::{AnstellungstraegerId, KooperationsvereinbarungId},
        people::{AgreementStatus, KitaTerm, SettlementMode},
    };
    use chrono::{Days, NaiveDate};
    use proptest::prelude::*;

    fn day(offset: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day") + Days::new(offset)
    }

    fn agreement(id: u128, status: AgreementStatus, kitas: Vec<KitaTerm>) -> Kooperationsvereinbarung {
        Kooperationsvereinbarung {
            id: KooperationsvereinbarungId::new(Uuid::from_u128(id)),
            reference: format!("KV {id}"),
            version: 1,
            anstellungstraeger: AnstellungstraegerId::new(Uuid::from_u128(id)),
            status,
            term: Period::starting(day(0)),
            settlement: SettlementMode::M1,
            kitas,
        }
    }

    fn any_term() -> impl Strategy<Value = KitaTerm> {
        (0..3u128, 0..30u64, proptest::option::of(0..10u64)).prop_map(|(kita, from, length)| KitaTerm {
            kita: KitaId::new(Uuid::from_u128(kita)),
            period: Period::new(day(from), length.map(|length| day(from + length))).expect("begin before end"),
        })
    }

    fn any_agreements() -> impl Strategy<Value = Vec<Kooperationsvereinbarung>> {
        let status = prop::sample::select(AgreementStatus::ALL.to_vec());
        let one = (status, proptest::collection::vec(any_term(), 0..3));
        proptest::collection::vec(one, 0..5).prop_map(|all| {
            let numbered = all.into_iter().zip(1u128..);
            numbered.map(|((status, kitas), id)| agreement(id, status, kitas)).collect()
        })
    }

    /// Walks day by day and counts who claims each Kita: slow, and plainly right.
    fn contested_days(agreements: &[Kooperationsvereinbarung]) -> bool {
        (0..50).any(|offset| {
            (0..3u128).any(|kita| {
                let binding = agreements.iter().filter(|agreement| agreement.status.is_binding());
                let terms = binding.flat_map(|agreement| &agreement.kitas);
                let kita = KitaId::new(Uuid::from_u128(kita));
                terms.filter(|term| term.kita == kita && term.period.contains(day(offset))).count() > 1
            })
        })
    }

    proptest! {
        #[test]
        fn a_kita_has_one_employer_a_day_exactly_when_no_pair_is_found(agreements in any_agreements()) {
            prop_assert_eq!(shared_kitas(agreements.iter()).is_empty(), !contested_days(&agreements));
        }

        #[test]
        fn the_order_of_agreements_does_not_matter(agreements in any_agreements()) {
            let forwards: BTreeSet<_> = shared_kitas(agreements.iter()).into_iter().map(sorted).collect();
            let backwards: BTreeSet<_> = shared_kitas(agreements.iter().rev()).into_iter().map(sorted).collect();
            prop_assert_eq!(forwards, backwards);
        }
    }

    fn sorted((a, b): (Uuid, Uuid)) -> (Uuid, Uuid) {
        (a.min(b), a.max(b))
    }

    #[test]
    fn handing_a_kita_over_on_the_next_day_is_no_overlap() {
        let kita = KitaId::new(Uuid::from_u128(1));
        let until = Period::new(day(0), Some(day(9))).expect("begin before end");
        let first = agreement(1, AgreementStatus::Terminated, vec![KitaTerm { kita, period: until }]);
        let mut second =
            agreement(2, AgreementStatus::Active, vec![KitaTerm { kita, period: Period::starting(day(10)) }]);
        assert!(shared_kitas([&first, &second].into_iter()).is_empty());
        second.kitas[0].period = Period::starting(day(9));
        assert_eq!(shared_kitas([&first, &second].into_iter()).len(), 1);
        second.status = AgreementStatus::Draft;
        assert!(shared_kitas([&first, &second].into_iter()).is_empty());
    }
}
