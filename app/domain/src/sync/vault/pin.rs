use crate::{
    error::{ErrorCode, FieldError},
    field::Faults,
};
use chrono::NaiveDate;
use std::{collections::BTreeSet, fmt};

/// Fewest digits of a PIN.
pub const PIN_MIN_DIGITS: i64 = 8;
/// Fewest characters of a passphrase: of anything that is not digits alone.
pub const PASSPHRASE_MIN_CHARS: i64 = 12;
/// Longest of either: bounds the work of deriving a key.
pub const PIN_MAX_CHARS: i64 = 128;

/// Years that people are born in or marry in: an eight-digit date of these is among the first that anybody tries.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

/// The form that sets the PIN of a device, typed twice.
#[derive(Clone, Default)]
pub struct PinInput {
    pub pin: String,
    pub repeated: String,
}

/// A PIN or passphrase. `Debug` keeps it to itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Pin(String);

impl Pin {
    /// What somebody types to unlock: compared, never judged.
    pub fn typed(raw: &str) -> Self {
        Self(raw.to_owned())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Pin(…)")
    }
}

impl PinInput {
    /// A new PIN: at least eight digits that are no date, no row and not two digits only; or at least twelve characters.
    pub fn check(&self) -> Result<Pin, Vec<FieldError>> {
        let mut faults = Faults::new();
        if let Some(fault) = fault_of(&self.pin) {
            faults.push(fault);
        }
        if self.repeated.is_empty() {
            faults.push(FieldError::new("repeated", ErrorCode::Required));
        } else if self.repeated != self.pin {
            faults.push(FieldError::new("repeated", ErrorCode::NotTheSame));
        }
        faults.finish(Some(Pin(self.pin.clone())))
    }
}

fn fault_of(pin: &str) -> Option<FieldError> {
    let length = pin.chars().count() as i64;
    let is_number = pin.bytes().all(|byte| byte.is_ascii_digit());
    let fault = |code| Some(FieldError::new("pin", code));
    let limit = |code, limit| Some(FieldError::with_limit("pin", code, limit));
    match length {
        0 => fault(ErrorCode::Required),
        _ if length > PIN_MAX_CHARS => limit(ErrorCode::TooLong, PIN_MAX_CHARS),
        _ if is_number && length < PIN_MIN_DIGITS => limit(ErrorCode::TooFewDigits, PIN_MIN_DIGITS),
        _ if is_number && is_guessed_first(pin) => fault(ErrorCode::GuessablePin),
        _ if !is_number && length < PASSPHRASE_MIN_CHARS => limit(ErrorCode::TooShort, PASSPHRASE_MIN_CHARS),
        _ if pin.chars().collect::<BTreeSet<_>>().len() < 3 => fault(ErrorCode::GuessablePin),
        _ => None,
    }
}

/// Digits that anybody tries first: rows such as 12345678 and 98765432, one or two digits again and again, half a PIN twice,
/// and dates.
fn is_guessed_first(digits: &str) -> bool {
    let digits = digits.as_bytes();
    let steps: BTreeSet<u8> = digits.windows(2).map(|pair| (10 + pair[1] - pair[0]) % 10).collect();
    let (left, right) = digits.split_at(digits.len() / 2);
    let different: BTreeSet<&u8> = digits.iter().collect();
    steps.len() == 1 || different.len() < 3 || left == right || is_date(digits)
}

/// Eight digits that are a day, written as 24122025, 20251224 or 12242025.
fn is_date(digits: &[u8]) -> bool {
    let number = |range: std::ops::Range<usize>| {
        digits[range].iter().fold(0, |number, digit| 10 * number + u32::from(digit - b'0'))
    };
    if digits.len() != 8 {
        return false;
    }
    let (first, second, last) = (number(0..2), number(2..4), number(4..8));
    let (early, third, fourth) = (number(0..4), number(4..6), number(6..8));
    let is_day = |year: u32, month, day| {
        i32::try_from(year)
            .is_ok_and(|year| YEARS.contains(&year) && NaiveDate::from_ymd_opt(year, month, day).is_some())
    };
    is_day(last, second, first) || is_day(last, first, second) || is_day(early, third, fourth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn faults(pin: &str) -> Vec<ErrorCode> {
        let input = PinInput { pin: pin.into(), repeated: pin.into() };
        input.check().err().unwrap_or_default().into_iter().map(|fault| fault.code).collect()
    }

    #[test]
    fn short_and_guessable_ones_are_refused() {
        assert_eq!(faults(""), [ErrorCode::Required, ErrorCode::Required]);
        assert_eq!(faults("1593572"), [ErrorCode::TooFewDigits]);
        assert_eq!(faults("kurz und gut"), []);
        assert_eq!(faults("kurz u. gut"), [ErrorCode::TooShort]);
        for guessed in ["12345678", "90123456", "87654321", "00000000", "12121212", "47114711", "24122025", "20251224"]
        {
            assert_eq!(faults(guessed), [ErrorCode::GuessablePin], "{guessed}");
        }
        assert_eq!(faults("12311999"), [ErrorCode::GuessablePin], "month before day");
        assert_eq!(faults("aaaaaaaaaaaa"), [ErrorCode::GuessablePin]);
        for good in ["15935728", "31022025", "482915736"] {
            assert_eq!(faults(good), [], "{good}");
        }
        assert_eq!(faults(&"x1y".repeat(50)), [ErrorCode::TooLong]);
    }

    /// Dates take a hundredth of all numbers; nobody is sent round in circles.
    #[test]
    fn most_numbers_are_taken() {
        let all = (0u64..100_000).map(|step| format!("{:08}", step * 7919 % 100_000_000));
        let refused = all.filter(|pin| !faults(pin).is_empty()).count();
        assert!((100..2_500).contains(&refused), "{refused} of 100,000");
    }

    #[test]
    fn it_is_typed_twice() {
        let check = |repeated: &str| PinInput { pin: "15935728".into(), repeated: repeated.into() }.check();
        assert_eq!(check("15935729"), Err(vec![FieldError::new("repeated", ErrorCode::NotTheSame)]));
        assert_eq!(check("15935728").map(|pin| format!("{pin:?}")), Ok("Pin(…)".to_owned()));
    }

    proptest! {
        #[test]
        fn never_panics_and_never_takes_less_than_eight(pin: String) {
            if faults(&pin).is_empty() {
                prop_assert!(pin.chars().count() >= 8);
            }
        }
    }
}
