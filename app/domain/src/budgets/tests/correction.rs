//! A correction shows what it changes against the released run.

use super::sample;
use crate::budgets::*;

#[test]
fn a_correction_names_who_gets_more_and_who_gets_less() {
    let released = sample::run();
    assert!(RunDifference::between(&released, &sample::run()).expect("compares").is_empty());
    let inputs = sample::inputs().with_level(sample::kommune_id(1), 3);
    let correction = calculate(sample::parameters(), inputs).expect("calculates");
    let difference = RunDifference::between(&released, &correction).expect("compares");
    let own = difference.anstellungstraeger.iter().find(|row| row.id == sample::employer_id(1)).expect("is changed");
    assert_eq!(own.before, Euro::from_cents(11_517_510));
    assert_eq!(own.before.checked_add(own.difference), Some(own.after));
    let changed =
        |number| difference.kitas.iter().find(|row| row.id == sample::kita_id(number)).map(|row| row.difference);
    assert_eq!(changed(1), None, "level 0 gets no Aufstockung before and after");
    assert!(changed(61) > Some(Euro::ZERO) && changed(88) < Some(Euro::ZERO));
    let sum = Euro::checked_sum(difference.anstellungstraeger.iter().map(|row| row.difference));
    assert_eq!(sum, Some(Euro::ZERO), "the pot is the same");
}

#[test]
fn who_left_the_run_loses_everything() {
    let released = sample::run();
    let kept = sample::inputs();
    let kitas = kept.kitas().iter().filter(|kita| kita.anstellungstraeger != Some(sample::employer_id(1))).cloned();
    let employers = kept.anstellungstraeger().iter().filter(|employer| employer.id != sample::employer_id(1)).cloned();
    let inputs =
        Inputs::new(kitas.collect(), kept.kommunen().to_vec(), kept.sozialraeume().to_vec(), employers.collect());
    let correction = calculate(sample::parameters(), inputs.expect("consistent")).expect("calculates");
    let difference = RunDifference::between(&released, &correction).expect("compares");
    let left = difference.anstellungstraeger.iter().find(|row| row.id == sample::employer_id(1)).expect("has left");
    assert_eq!((left.before, left.after), (Euro::from_cents(11_517_510), Euro::ZERO));
}
