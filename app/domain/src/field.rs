//! Parsing of single form fields. Validation is parsing: raw text in, domain value or [`FieldError`] out.

use crate::error::{ErrorCode, FieldError, Limit};
use chrono::NaiveDate;

/// Collects the faults of a form so that a person sees all of them at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn push(&mut self, fault: FieldError) {
        self.0.push(fault);
    }

    /// Takes the value of a good field, remembers the fault of a bad one.
    pub fn take<T>(&mut self, parsed: Result<T, FieldError>) -> Option<T> {
        parsed.map_err(|fault| self.0.push(fault)).ok()
    }

    /// Whether a field has a fault already.
    pub fn names(&self, field: &str) -> bool {
        self.0.iter().any(|fault| fault.field == field)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults, if any, else what `value` holds.
    ///
    /// `value` is `None` only when a field was faulty, so the caller combines its fields with `Option::zip` or `?`.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.0.is_empty() => Ok(value),
            _ => Err(self.0),
        }
    }
}

/// A required single-line text of at most `max` characters, trimmed.
pub fn text(field: &str, raw: &str, max: usize) -> Result<String, FieldError> {
    match optional_text(field, raw, max)? {
        Some(text) => Ok(text),
        None => Err(FieldError::new(field, ErrorCode::Required)),
    }
}

/// The name of a person, as [`text`]. An address of the web is none: whoever types one into a public form would have the
/// office's mails carry it to whose address stands in the field below.
pub fn person_name(field: &str, raw: &str, max: usize) -> Result<String, FieldError> {
    let name = text(field, raw, max)?;
    let small = name.to_lowercase();
    if small.contains("://") || small.contains("www.") {
        return Err(FieldError::new(field, ErrorCode::WebAddress));
    }
    Ok(name)
}

/// A single-line text of at most `max` characters, trimmed; blank is `None`.
pub fn optional_text(field: &str, raw: &str, max: usize) -> Result<Option<String>, FieldError> {
    let trimmed = raw.trim();
    if trimmed.chars().all(is_invisible) {
        return Ok(None);
    }
    if trimmed.chars().count() > max {
        return Err(FieldError::with_limit(field, ErrorCode::TooLong, max as i64));
    }
    if trimmed.chars().any(is_forbidden) {
        return Err(FieldError::new(field, ErrorCode::ForbiddenCharacter));
    }
    Ok(Some(trimmed.to_owned()))
}

/// A text of several lines: as [`optional_text`], but line breaks and tabs are allowed.
pub fn optional_lines(field: &str, raw: &str, max: usize) -> Result<Option<String>, FieldError> {
    let trimmed = raw.trim();
    if trimmed.chars().all(is_invisible) {
        return Ok(None);
    }
    if trimmed.chars().count() > max {
        return Err(FieldError::with_limit(field, ErrorCode::TooLong, max as i64));
    }
    if trimmed.chars().any(|c| is_forbidden(c) && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(FieldError::new(field, ErrorCode::ForbiddenCharacter));
    }
    Ok(Some(trimmed.replace("\r\n", "\n")))
}

/// A whole number between `min` and `max`, both allowed.
pub fn whole_number(field: &str, raw: &str, min: i64, max: i64) -> Result<i64, FieldError> {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return Err(FieldError::new(field, ErrorCode::Required));
    }
    let number: i64 =
        trimmed.parse().map_err(|_| FieldError::with_limit(field, ErrorCode::NotANumber, Limit::range(min, max)))?;
    if number < min {
        return Err(FieldError::with_limit(field, ErrorCode::TooSmall, min));
    }
    if number > max {
        return Err(FieldError::with_limit(field, ErrorCode::TooLarge, max));
    }
    Ok(number)
}

/// A date as browsers send it (ISO 8601, `2026-11-22`) or as people write it (`22.11.2026`), years 1900 to 2199.
pub fn date(field: &str, raw: &str) -> Result<NaiveDate, FieldError> {
    optional_date(field, raw)?.ok_or_else(|| FieldError::new(field, ErrorCode::Required))
}

/// As [`date`]; blank is `None`.
pub fn optional_date(field: &str, raw: &str) -> Result<Option<NaiveDate>, FieldError> {
    use chrono::Datelike;
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    ["%Y-%m-%d", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(trimmed, format).ok())
        .filter(|date| (1900..2200).contains(&date.year()))
        .map(Some)
        .ok_or_else(|| FieldError::new(field, ErrorCode::NotADate))
}

/// Largest file that can be sent: 10 MiB. Known in browsers too: what is too large is told before it travels.
pub const FILE_BYTES_MAX: usize = 10 * 1024 * 1024;

/// A file of more than [`FILE_BYTES_MAX`], in the field `file`.
pub fn file_too_large() -> FieldError {
    FieldError::with_limit("file", ErrorCode::FileTooLarge, "10 MB".to_owned())
}

/// A file that was written anew after it was chosen, or is gone: the browser gives it out no more. In the field `file`.
pub fn file_changed() -> FieldError {
    FieldError::new("file", ErrorCode::FileChanged)
}

/// A text without what turns the order of its characters around, so that it would be read as another one: embeddings and
/// overrides (U+202A–202E), and isolates (U+2066–2069) of which one is not closed. What Arabic and Hebrew are written with
/// stays: the marks U+200E, U+200F and U+061C, and isolates in pairs.
pub fn without_overrides(text: &str) -> String {
    let keeps_isolates = isolates_are_closed(text);
    let stays = |c: &char| match c {
        '\u{202A}'..='\u{202E}' => false,
        '\u{2066}'..='\u{2069}' => keeps_isolates,
        _ => true,
    };
    text.chars().filter(stays).collect()
}

/// Whether every isolate is closed, and nothing else is.
fn isolates_are_closed(text: &str) -> bool {
    let step = |open: u32, c: char| match c {
        '\u{2066}'..='\u{2068}' => open.checked_add(1),
        '\u{2069}' => open.checked_sub(1),
        _ => Some(open),
    };
    text.chars().try_fold(0, step) == Some(0)
}

/// Control characters and the bidirectional controls of Unicode (U+202A–202E, U+2066–2069, U+200E, U+200F, U+061C),
/// which can make a name on the screen read as another one.
fn is_forbidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
        || (is_invisible(c) && !c.is_whitespace() && !is_joiner(c))
}

/// What leaves no trace on the screen: with it two names would look the same, or one like none at all.
fn is_invisible(c: char) -> bool {
    c.is_whitespace() || is_joiner(c) || matches!(c, '\u{00AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// Persian and Arabic names are written with these (U+200C, U+200D).
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_bounded() {
        assert_eq!(text("name", "  Kita Löwenzahn ", 20), Ok("Kita Löwenzahn".into()));
        assert_eq!(text("name", "   ", 20), Err(FieldError::new("name", ErrorCode::Required)));
        assert_eq!(text("name", "äöüß!", 4), Err(FieldError::with_limit("name", ErrorCode::TooLong, 4)));
    }

    #[test]
    fn what_nobody_can_see_is_no_text_and_hides_in_none() {
        for blank in ["\u{200B}\u{200B}", "\u{AD}", " \u{2060} ", "\u{200D}", "\u{FEFF}"] {
            assert_eq!(text("name", blank, 20), Err(FieldError::new("name", ErrorCode::Required)), "{blank:?}");
            assert_eq!(optional_lines("note", blank, 20), Ok(None), "{blank:?}");
        }
        for hidden in ["Erika\u{2060}", "Er\u{AD}ika", "Er\u{200B}ika"] {
            assert_eq!(
                text("name", hidden, 20),
                Err(FieldError::new("name", ErrorCode::ForbiddenCharacter)),
                "{hidden:?}"
            );
        }
        assert_eq!(text("name", "می\u{200C}نا", 20), Ok("می\u{200C}نا".into()));
    }

    #[test]
    fn script_and_quotes_are_ordinary_text_but_direction_marks_are_refused() {
        assert_eq!(text("name", "<script>'\"", 20), Ok("<script>'\"".into()));
        assert_eq!(text("name", "a\u{202E}b", 20), Err(FieldError::new("name", ErrorCode::ForbiddenCharacter)));
        assert_eq!(text("name", "a\nb", 20), Err(FieldError::new("name", ErrorCode::ForbiddenCharacter)));
        assert_eq!(optional_lines("note", "a\r\nb", 20), Ok(Some("a\nb".into())));
    }

    #[test]
    fn what_turns_a_text_around_is_taken_away_and_marks_of_other_scripts_stay() {
        let kept = "\u{200F}\u{2067}نعم\u{2069} (1\u{200E}) \u{61C}";
        assert_eq!(without_overrides(kept), kept);
        for turned in ["Ja\u{202E}nieN", "\u{202A}Ja\u{202C}nieN", "Ja\u{2067}nieN", "Ja\u{2069}nieN\u{2066}"] {
            assert_eq!(without_overrides(turned), "JanieN", "{turned:?}");
        }
        assert_eq!(without_overrides("Ja\u{2067}ni\u{202E}eN\u{2069}"), "Ja\u{2067}nieN\u{2069}");
    }

    #[test]
    fn a_name_carries_no_address_of_the_web() {
        for address in ["https://gewinn.example", "Erika HTTP://x.example", "Ihr Gewinn: www.x.example"] {
            let refused = Err(FieldError::new("name", ErrorCode::WebAddress));
            assert_eq!(person_name("name", address, 40), refused, "{address}");
        }
        for name in ["Dr. Erika Muster-Beispiel", "O'Neill, Sean", "Wwwjenski / Kita: Leitung", "Ayşe Öz"] {
            assert_eq!(person_name("name", name, 40), Ok(name.into()));
        }
    }

    #[test]
    fn dates_are_read_as_browsers_and_as_people_write_them() {
        let expected = NaiveDate::from_ymd_opt(2026, 2, 28);
        assert_eq!(optional_date("from", "2026-02-28"), Ok(expected));
        assert_eq!(optional_date("from", "28.02.2026"), Ok(expected));
        assert_eq!(date("from", "30.02.2026"), Err(FieldError::new("from", ErrorCode::NotADate)));
        assert_eq!(date("from", "28.02.0026"), Err(FieldError::new("from", ErrorCode::NotADate)));
    }

    #[test]
    fn whole_numbers_have_bounds() {
        assert_eq!(whole_number("seats", "12", 1, 500), Ok(12));
        assert_eq!(whole_number("seats", "0", 1, 500), Err(FieldError::with_limit("seats", ErrorCode::TooSmall, 1)));
        let not_a_number = FieldError::with_limit("seats", ErrorCode::NotANumber, Limit::range(1, 500));
        assert_eq!(whole_number("seats", "zwölf", 1, 500), Err(not_a_number));
    }
}
