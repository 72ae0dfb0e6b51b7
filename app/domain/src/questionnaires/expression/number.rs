//! Numbers of XPath: IEEE doubles, written without exponent.

/// A number as XPath writes it: `5`, `0.5`, `NaN`, `Infinity`; −0 as `0`.
pub fn write_number(number: f64) -> String {
    if number.is_nan() {
        "NaN".into()
    } else if number.is_infinite() {
        if number > 0.0 { "Infinity".into() } else { "-Infinity".into() }
    } else if number == 0.0 {
        "0".into()
    } else {
        format!("{number}")
    }
}

/// `-`? digits with at most one point, spaces around it allowed; anything else is `None`.
///
/// Exponents and `Infinity`, which Rust would read, are not numbers in XPath; ODK clients do read `1e3`.
pub fn parse_number(text: &str) -> Option<f64> {
    let trimmed = text.trim();
    let digits = trimmed.strip_prefix('-').unwrap_or(trimmed);
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (digits, None),
    };
    let good_mantissa = mantissa.chars().any(|c| c.is_ascii_digit())
        && mantissa.chars().all(|c| c.is_ascii_digit() || c == '.')
        && mantissa.matches('.').count() <= 1;
    let good_exponent = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    });
    if good_mantissa && good_exponent { trimmed.parse().ok() } else { None }
}

/// Rounds to decimal places, halves upwards; negative places round to tens, hundreds, …
///
/// Works on the written number, because 1.005 × 100 is 100.49999999999999 in binary.
pub fn round(number: f64, places: i32) -> f64 {
    if !number.is_finite() {
        return number;
    }
    let rounded = |value: f64| if (-0.5..0.0).contains(&value) { -0.0 } else { (value + 0.5).floor() };
    if places == 0 {
        return if number.abs() < 4.5e15 { rounded(number) } else { number };
    }
    let places = places.clamp(-400, 400);
    let shift = |value: f64, by: i32| {
        let written = format!("{value:e}");
        let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
        let exponent: i32 = exponent.parse().unwrap_or(0);
        format!("{mantissa}e{}", exponent + by).parse().unwrap_or(value)
    };
    let shifted: f64 = shift(number, places);
    if shifted.abs() < 4.5e15 { shift(rounded(shifted), -places) } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_without_exponent() {
        for (number, text) in [(5.0, "5"), (-0.0, "0"), (0.1, "0.1"), (1.23e21, "1230000000000000000000")] {
            assert_eq!(write_number(number), text);
        }
    }

    #[test]
    fn only_plain_numbers_are_read() {
        for (text, number) in [(" 1.1  ", Some(1.1)), ("0.", Some(0.0)), (".5", Some(0.5)), ("-3", Some(-3.0))] {
            assert_eq!(parse_number(text), number);
        }
        for text in ["", "-", ".", "1,5", "+1", "Infinity", "NaN", "0x1", "1 2", "1.2.3", "e3"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[test]
    fn halves_round_upwards() {
        assert_eq!(round(2.5, 0), 3.0);
        assert_eq!(round(-2.5, 0), -2.0);
        assert_eq!(round(1.005, 2), 1.01);
        assert_eq!(round(23.7825, -1), 20.0);
    }
}
