use crate::error::{ErrorCode, FieldError};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An IBAN without spaces whose check digits are right (ISO 13616, ISO 7064 MOD 97-10).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Iban(String);

impl Iban {
    /// Reads an IBAN as people write it, with or without spaces. German ones must have 22 characters.
    pub fn parse(field: &str, raw: &str) -> Result<Self, FieldError> {
        let iban: String = raw.split_whitespace().collect::<String>().to_ascii_uppercase();
        if iban.is_empty() {
            return Err(FieldError::new(field, ErrorCode::Required));
        }
        let shaped = iban.chars().all(|c| c.is_ascii_alphanumeric())
            && (15..=34).contains(&iban.len())
            && iban[..2].chars().all(|c| c.is_ascii_alphabetic())
            && iban[2..4].chars().all(|c| c.is_ascii_digit())
            && (!iban.starts_with("DE") || iban.len() == 22 && iban[2..].chars().all(|c| c.is_ascii_digit()));
        if shaped && remainder(&iban) == 1 { Ok(Self(iban)) } else { Err(FieldError::new(field, ErrorCode::NotAnIban)) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The number that country code and check digits at the end make, letters counted as 10 to 35, modulo 97.
fn remainder(iban: &str) -> u32 {
    let (head, tail) = iban.split_at(4);
    tail.chars().chain(head.chars()).filter_map(|c| c.to_digit(36)).fold(0, |rest, digit| {
        let shift = if digit < 10 { 10 } else { 100 };
        (rest * shift + digit) % 97
    })
}

/// In groups of four, as printed on letters.
impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, c) in self.0.chars().enumerate() {
            let gap = if position > 0 && position % 4 == 0 { " " } else { "" };
            write!(f, "{gap}{c}")?;
        }
        Ok(())
    }
}

/// Not in logs: country and last two digits are enough to tell accounts apart.
impl fmt::Debug for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Iban({}…{})",
            self.0.get(..2).unwrap_or("?"),
            self.0.get(self.0.len().saturating_sub(2)..).unwrap_or("?")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Published example numbers: Bundesbank, Austrian and British registries.
    const GOOD: [&str; 3] = ["DE89 3704 0044 0532 0130 00", "AT61 1904 3002 3457 3201", "gb82 west 1234 5698 7654 32"];

    #[test]
    fn published_examples_are_valid_and_grouped_in_fours() {
        for raw in GOOD {
            let iban = Iban::parse("iban", raw).expect("a published example");
            assert_eq!(iban.to_string(), raw.to_uppercase());
        }
    }

    #[test]
    fn every_single_wrong_digit_is_found() {
        let good = "DE89370400440532013000";
        for position in 2..good.len() {
            for digit in '0'..='9' {
                let mut wrong: Vec<char> = good.chars().collect();
                if wrong[position] != digit {
                    wrong[position] = digit;
                    let wrong: String = wrong.into_iter().collect();
                    assert!(Iban::parse("iban", &wrong).is_err(), "{wrong}");
                }
            }
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for raw in [
            "DE8937040044053201300",
            "ÄÖ89370400440532013000",
            "1289370400440532013000",
            "DE",
            "DE893704004405320130000",
        ] {
            assert_eq!(Iban::parse("iban", raw).map_err(|fault| fault.code), Err(ErrorCode::NotAnIban), "{raw}");
        }
    }

    #[test]
    fn logs_do_not_show_the_number() {
        let iban = Iban::parse("iban", GOOD[0]).expect("a published example");
        assert_eq!(format!("{iban:?}"), "Iban(DE…00)");
    }
}
