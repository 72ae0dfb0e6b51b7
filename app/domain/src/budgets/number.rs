//! Decimal numbers as text: the German way for people (`1.234,56`), the plain way for machines (`1234.56`).
//!
//! A number is held as an integer scaled by a power of ten; no binary float is ever involved.

use crate::german::grouped;

/// Most digits before the decimal mark that are read; keeps every product of this module far from overflow.
const MAX_WHOLE_DIGITS: usize = 12;

/// Why a text is not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    Empty,
    /// No number, more decimals than allowed, or dots that do not group thousands (`1.23` could mean two things).
    Malformed,
    /// More digits than anything here can mean.
    TooLarge,
}

/// Reads a number as people in Germany write it, scaled by `10^places`; at most `places` decimals, and no rounding.
///
/// Dots may group thousands (`1.234`) but must then do so throughout. An English decimal point is refused, because
/// `1.234` would be read as a thousand times what was meant.
pub fn parse_german(raw: &str, places: u32) -> Result<i64, NumberFault> {
    let text = raw.trim();
    if text.is_empty() {
        return Err(NumberFault::Empty);
    }
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let whole = match text.split_once(',') {
        Some((whole, decimals)) => scale(&ungroup(whole)?, Some(decimals), places)?,
        None => scale(&ungroup(text)?, None, places)?,
    };
    Ok(if negative { -whole } else { whole })
}

/// Writes a scaled number the German way, for people: `-123456`, 2 → `−1.234,56`, with the minus sign (U+2212) that no eye
/// takes for a dash. Files for machines are written with [`write_plain`].
pub fn write_german(scaled: i64, places: u32) -> String {
    let (whole, decimals) = digits(scaled, places);
    let sign = if scaled < 0 { "−" } else { "" };
    let mark = if places > 0 { "," } else { "" };
    format!("{sign}{}{mark}{decimals}", grouped(&whole))
}

/// Reads exactly what [`write_plain`] writes; anything else is `None`, so that one value has one text.
pub fn parse_plain(text: &str, places: u32) -> Option<i64> {
    let scaled: i64 = text.replacen('.', "", 1).parse().ok()?;
    (write_plain(scaled, places) == text).then_some(scaled)
}

/// Writes a scaled number for machines: `123456`, 2 → `1234.56`.
pub fn write_plain(scaled: i64, places: u32) -> String {
    let (whole, decimals) = digits(scaled, places);
    let sign = if scaled < 0 { "-" } else { "" };
    let mark = if places > 0 { "." } else { "" };
    format!("{sign}{whole}{mark}{decimals}")
}

/// `1.234` → `1234`; dots must group by three, and a group never begins with 0 (`0.123` is an English decimal).
fn ungroup(whole: &str) -> Result<String, NumberFault> {
    let mut groups = whole.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty();
    let first_fits = !grouped || (first.len() <= 3 && !first.starts_with('0'));
    if first.is_empty() || !first_fits || rest.iter().any(|group| group.len() != 3) {
        return Err(NumberFault::Malformed);
    }
    Ok(std::iter::once(first).chain(rest).collect())
}

/// Joins digits before and after the mark to one scaled number.
fn scale(whole: &str, decimals: Option<&str>, places: u32) -> Result<i64, NumberFault> {
    let width = places as usize;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let decimals_fit = decimals.is_none_or(|decimals| all_digits(decimals) && decimals.len() <= width);
    if !all_digits(whole) || !decimals_fit {
        return Err(NumberFault::Malformed);
    }
    if whole.trim_start_matches('0').len() > MAX_WHOLE_DIGITS {
        return Err(NumberFault::TooLarge);
    }
    let decimals = decimals.unwrap_or_default();
    format!("{whole}{decimals:0<width$}").parse().map_err(|_| NumberFault::TooLarge)
}

/// The digits before and after the mark, without the sign.
fn digits(scaled: i64, places: u32) -> (String, String) {
    let width = places as usize;
    let all = format!("{:0>width$}", scaled.unsigned_abs(), width = width + 1);
    let (whole, decimals) = all.split_at(all.len() - width);
    (whole.to_owned(), decimals.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_numbers_are_read() {
        for (raw, expected) in [
            ("1.234,56", 123_456),
            (" 1234,56 ", 123_456),
            ("1.234.567", 123_456_700),
            ("0,5", 50),
            ("-7", -700),
            ("−7,01", -701),
            ("007", 700),
        ] {
            assert_eq!(parse_german(raw, 2), Ok(expected), "{raw}");
        }
    }

    #[test]
    fn anything_doubtful_is_refused() {
        for raw in [
            "1.23",
            "1234.56",
            "1,234.56",
            "0.123",
            "1.2345",
            "1..234",
            ".5",
            ",5",
            "5,",
            "1,234",
            "12.34,5",
            "1e3",
            "+5",
            "- 5",
            "--5",
            "٣",
            "abc",
            "1.234.56",
            "1234.567",
            "1 234",
            "NaN",
            "0x1",
            "-",
            "\u{202E}1",
        ] {
            assert_eq!(parse_german(raw, 2), Err(NumberFault::Malformed), "{raw}");
        }
        assert_eq!(parse_german("  ", 2), Err(NumberFault::Empty));
        assert_eq!(parse_german("1000000000000", 2), Err(NumberFault::TooLarge));
        assert_eq!(parse_german(&"9".repeat(10_000), 2), Err(NumberFault::TooLarge));
    }

    #[test]
    fn one_value_has_one_plain_text() {
        for (scaled, text) in
            [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (123_456, "1234.56"), (i64::MIN, "-92233720368547758.08")]
        {
            assert_eq!(write_plain(scaled, 2), text);
            assert_eq!(parse_plain(text, 2), Some(scaled));
        }
        for text in ["", "1", "1.5", "01.50", "+1.50", "-0.00", "1,50", "1.500", " 1.50", "1.50 ", "1e2", "150", ".50"]
        {
            assert_eq!(parse_plain(text, 2), None, "{text}");
        }
    }

    #[test]
    fn german_text_groups_thousands_and_keeps_the_sign() {
        assert_eq!(write_german(-123_456_789, 2), "−1.234.567,89");
        assert_eq!(parse_german(&write_german(-123_456_789, 2), 2), Ok(-123_456_789));
        assert_eq!(write_german(2_420, 4), "0,2420");
        assert_eq!(write_german(1_234, 0), "1.234");
    }
}
