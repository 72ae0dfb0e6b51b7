use super::*;
use crate::sync::vault::{Cost, DataKey, OfficeSecret, Pin, WrapRandom};
use proptest::prelude::*;

const START: i64 = 1_800_000_000_000;
const HOURS: u32 = 72;

fn reply(login: i64) -> HalfReply {
    let office = OfficeSecret::new([5; 32]).key().expect("a key");
    HalfReply { half: Some(Half::new([4; 32])), hours: HOURS, login, office }
}

fn vault() -> Vault {
    let (cost, random) = (Cost { memory: 8, passes: 1 }, WrapRandom { salt: [1; 16], nonce: [2; 24] });
    let wrapped = WrappedKey::wrap(&DataKey::new([3; 32]), &Pin::typed("15935728"), &Half::new([4; 32]), cost, random);
    Vault::new(wrapped.expect("a wrapped key"), "o1.sealed".into(), &reply(1), START).expect("a half")
}

/// Tablets hold vaults of this form: a change that this test does not survive locks everybody out.
#[test]
fn the_form_of_vaults_is_frozen() {
    let golden = include_str!("../golden/vault-1.json").trim_end();
    assert_eq!(serde_json::to_string_pretty(&vault()).expect("JSON"), golden);
    assert_eq!(serde_json::from_str::<Vault>(golden).expect("the golden file"), vault());
    let later = golden.replacen('{', "{ \"of_tomorrow\": [1],", 1);
    assert_eq!(serde_json::from_str::<Vault>(&later).expect("a vault of tomorrow"), vault());
}

#[test]
fn what_travels_is_frozen() {
    let request = HalfRequest { device: DeviceId::new(uuid::Uuid::from_u128(7)), sealed_key: Some("o1.x".into()) };
    let golden = include_str!("../golden/half-1.json").trim_end();
    assert_eq!(serde_json::to_string_pretty(&(&request, reply(1))).expect("JSON"), golden);
    assert_eq!(serde_json::from_str::<(HalfRequest, HalfReply)>(golden).expect("JSON"), (request, reply(1)));
}

#[test]
fn a_restart_within_the_field_period_works_and_after_it_does_not() {
    let mut vault = vault();
    let end = START + i64::from(HOURS) * HOUR;
    assert!(vault.begin_try(end - 1).is_ok());
    assert_eq!(vault.begin_try(end), Err(Closed::PeriodOver));
    // The half is gone for good: setting the clock back does not bring it back.
    assert_eq!(vault.begin_try(START), Err(Closed::PeriodOver));
    assert!(!serde_json::to_string(&vault).expect("JSON").contains(&Half::new([4; 32]).text()));
    assert!(vault.hand_out(&reply(1), START), "any login brings it back");
    assert!(vault.begin_try(START).is_ok());
}

#[test]
fn a_clock_that_is_set_back_ends_the_period_and_one_that_is_corrected_does_not() {
    let mut back = vault();
    back.look(START + 5 * HOUR);
    assert_eq!(back.begin_try(START), Err(Closed::PeriodOver));
    let mut corrected = vault();
    corrected.look(START + SET_BACK);
    assert!(corrected.begin_try(START).is_ok());
}

#[test]
fn ten_wrong_pins_delete_the_half_and_only_a_new_login_brings_it_back() {
    let mut vault = vault();
    for left in (0..MAX_TRIES).rev() {
        assert!(vault.begin_try(START).is_ok());
        assert_eq!(vault.tries_left(), left);
    }
    assert_eq!(vault.begin_try(START), Err(Closed::TooManyTries));
    assert!(!vault.hand_out(&reply(1), START), "the session of the tries");
    assert_eq!(vault.closed(), Some(Closed::TooManyTries));
    vault.look(START + 100 * HOUR);
    assert_eq!(vault.closed(), Some(Closed::TooManyTries), "time alone does not help");
    assert!(vault.hand_out(&reply(2), START));
    assert_eq!((vault.closed(), vault.tries_left()), (None, MAX_TRIES));
}

#[test]
fn a_reload_within_a_session_gives_no_tries_back_and_the_right_pin_does() {
    let mut vault = vault();
    for _ in 0..4 {
        vault.begin_try(START).expect("a try");
    }
    assert!(vault.hand_out(&reply(1), START));
    assert_eq!(vault.tries_left(), 6);
    vault.opened();
    assert_eq!(vault.tries_left(), MAX_TRIES);
}

#[test]
fn a_revoked_device_gets_nothing() {
    let mut vault = vault();
    let refused = HalfReply { half: None, ..reply(2) };
    assert!(!vault.hand_out(&refused, START));
    assert_eq!(Vault::new(vault.wrapped().clone(), String::new(), &refused, START), None);
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Try { right: bool },
    Look,
    Wait(i64),
    Online { newer_login: bool },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => any::<bool>().prop_map(|right| Step::Try { right }),
        5 => Just(Step::Try { right: false }),
        1 => Just(Step::Look),
        2 => (-30 * HOUR..90 * HOUR).prop_map(Step::Wait),
        2 => any::<bool>().prop_map(|newer_login| Step::Online { newer_login }),
    ];
    proptest::collection::vec(step, 0..80)
}

proptest! {
    /// Whatever happens: never more than ten wrong PINs for one login, never a try after the field period, and what opens
    /// and what is sealed for the office never changes. A crash after any step reads the same vault back.
    #[test]
    fn nobody_gets_more_tries_than_a_login_brings(steps in steps()) {
        let mut vault = vault();
        let (wrapped, sealed) = (vault.wrapped().clone(), vault.sealed_key().to_owned());
        let (mut now, mut login, mut wrong, mut until) = (START, 1, 0, START + i64::from(HOURS) * HOUR);
        for step in steps {
            match step {
                Step::Wait(time) => now += time,
                Step::Look => vault.look(now),
                Step::Try { right } => match vault.begin_try(now) {
                    Ok(_) => {
                        prop_assert!(now < until, "after the field period");
                        wrong += 1;
                        prop_assert!(wrong <= MAX_TRIES);
                        if right {
                            vault.opened();
                            wrong = 0;
                        }
                    }
                    Err(closed) => prop_assert_eq!(vault.closed(), Some(closed)),
                },
                Step::Online { newer_login } => {
                    login += i64::from(newer_login);
                    let was_tried_out = wrong >= MAX_TRIES;
                    let taken = vault.hand_out(&reply(login), now);
                    prop_assert!(taken || was_tried_out, "a login brings the half back");
                    if taken {
                        until = now + i64::from(HOURS) * HOUR;
                    }
                    if taken && was_tried_out {
                        prop_assert!(newer_login || login > 1);
                        wrong = 0;
                    }
                }
            }
            prop_assert_eq!(vault.wrapped(), &wrapped);
            prop_assert_eq!(vault.sealed_key(), &sealed);
            let text = serde_json::to_string(&vault).expect("JSON");
            vault = serde_json::from_str(&text).expect("the same vault");
        }
    }
}
