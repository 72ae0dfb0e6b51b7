//! The languages in which respondents are asked (domain §6), and which way texts run.

use serde::{Deserialize, Serialize};

/// A language of the survey's own texts; written as its [`Language::tag`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Language {
    #[serde(rename = "de")]
    German,
    /// Leichte Sprache.
    #[serde(rename = "de-x-leicht")]
    EasyGerman,
    #[serde(rename = "en")]
    English,
    #[serde(rename = "tr")]
    Turkish,
    #[serde(rename = "ar")]
    Arabic,
    #[serde(rename = "uk")]
    Ukrainian,
    #[serde(rename = "ru")]
    Russian,
    #[serde(rename = "pl")]
    Polish,
    #[serde(rename = "ro")]
    Romanian,
    #[serde(rename = "fr")]
    French,
    #[serde(rename = "sq")]
    Albanian,
    #[serde(rename = "fa")]
    Persian,
}

impl Language {
    pub const ALL: [Self; 12] = [
        Self::German,
        Self::EasyGerman,
        Self::English,
        Self::Turkish,
        Self::Arabic,
        Self::Ukrainian,
        Self::Russian,
        Self::Polish,
        Self::Romanian,
        Self::French,
        Self::Albanian,
        Self::Persian,
    ];

    /// Language tag for `lang` (BCP 47); Leichte Sprache has a private subtag, as none is registered.
    pub fn tag(self) -> &'static str {
        match self {
            Self::German => "de",
            Self::EasyGerman => "de-x-leicht",
            Self::English => "en",
            Self::Turkish => "tr",
            Self::Arabic => "ar",
            Self::Ukrainian => "uk",
            Self::Russian => "ru",
            Self::Polish => "pl",
            Self::Romanian => "ro",
            Self::French => "fr",
            Self::Albanian => "sq",
            Self::Persian => "fa",
        }
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::German => "Deutsch",
            Self::EasyGerman => "Leichte Sprache",
            Self::English => "English",
            Self::Turkish => "Türkçe",
            Self::Arabic => "العربية",
            Self::Ukrainian => "Українська",
            Self::Russian => "Русский",
            Self::Polish => "Polski",
            Self::Romanian => "Română",
            Self::French => "Français",
            Self::Albanian => "Shqip",
            Self::Persian => "فارسی",
        }
    }

    pub fn direction(self) -> Direction {
        match self {
            Self::Arabic | Self::Persian => Direction::RightToLeft,
            _ => Direction::LeftToRight,
        }
    }

    /// Whether somebody who speaks it has read the survey's own texts in it.
    pub fn is_reviewed(self) -> bool {
        self == Self::German
    }

    /// The language that a questionnaire means by `Türkçe (tr)`, `German (de)` or `Leichte Sprache`; `None` for another
    /// one, and for text without a named language.
    pub fn of_questionnaire(name: &str) -> Option<Self> {
        let lower = name.trim().to_lowercase();
        let code = lower.rsplit_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(&lower).trim();
        let easy = ["leichte sprache", "leicht", "ls"];
        if easy.iter().any(|word| lower.starts_with(word) || code.ends_with(word)) {
            return Some(Self::EasyGerman);
        }
        let main = code.split(['-', '_']).next().unwrap_or_default();
        let known = |language: &&Self| language.tag() == main || language.name().to_lowercase() == lower;
        Self::ALL.iter().find(known).copied()
    }
}

/// Which way a text runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    /// The direction of a text by its first letter (regressions Q16: each string for itself, not the first of a form).
    pub fn of(text: &str) -> Self {
        let first = text.chars().find(|c| c.is_alphabetic()).map_or(0, u32::from);
        match first {
            // Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms.
            0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF => Self::RightToLeft,
            _ => Self::LeftToRight,
        }
    }

    /// Value of the attribute `dir`.
    pub fn code(self) -> &'static str {
        match self {
            Self::LeftToRight => "ltr",
            Self::RightToLeft => "rtl",
        }
    }
}

/// The language of a questionnaire that fits `Accept-Language` best; without one the questionnaire's first.
///
/// `offered` are the names of the questionnaire, `""` for text without a named language, which counts as German.
pub fn preferred<'a>(accepted: &str, offered: &'a [String], first: &'a str) -> &'a str {
    let mut wanted: Vec<(u32, &str)> = accepted
        .split(',')
        .filter_map(|part| {
            let mut parts = part.trim().split(';');
            let tag = parts.next().map(str::trim).filter(|tag| !tag.is_empty())?;
            let quality = parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1_000), thousandths)?;
            Some((quality, tag))
        })
        .filter(|(quality, _)| *quality > 0)
        .collect();
    // Stable: among equals the browser's order counts.
    wanted.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    let fits = |tag: &str| {
        let main = tag.split('-').next().unwrap_or_default().to_lowercase();
        let of = |name: &String| Language::of_questionnaire(name).unwrap_or(Language::German).tag() == main;
        offered.iter().find(|name| of(name))
    };
    wanted.into_iter().find_map(|(_, tag)| fits(tag)).map_or(first, String::as_str)
}

/// `0.85` as 850; at most three places (RFC 9110 §12.4.2).
fn thousandths(text: &str) -> Option<u32> {
    let (whole, places) = text.split_once('.').unwrap_or((text, ""));
    let places: u32 = format!("{places:0<3}").get(..3)?.parse().ok()?;
    whole.parse::<u32>().ok()?.checked_mul(1_000)?.checked_add(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_questionnaires_are_known_by_code_or_name() {
        for (name, expected) in [
            ("German (de)", Some(Language::German)),
            ("Deutsch (de-DE)", Some(Language::German)),
            ("Leichte Sprache (de-LS)", Some(Language::EasyGerman)),
            ("Leichte Sprache", Some(Language::EasyGerman)),
            ("Türkçe (tr)", Some(Language::Turkish)),
            ("العربية", Some(Language::Arabic)),
            ("fa", Some(Language::Persian)),
            ("Acoli (ach)", None),
            ("", None),
        ] {
            assert_eq!(Language::of_questionnaire(name), expected, "{name}");
        }
    }

    #[test]
    fn a_language_is_stored_as_its_tag() {
        for language in Language::ALL {
            assert_eq!(serde_json::to_value(language).expect("JSON"), language.tag());
        }
    }

    #[test]
    fn the_browser_chooses_among_what_is_offered() {
        let offered: Vec<String> = ["German (de)", "Türkçe (tr)", "العربية (ar)"].map(str::to_owned).into();
        for (accepted, expected) in [
            ("ar", "العربية (ar)"),
            ("ar-SY,de;q=0.8", "العربية (ar)"),
            ("fr,tr;q=0.3,de;q=0.5", "German (de)"),
            ("fr;q=0.9", "German (de)"),
            ("tr;q=0", "German (de)"),
            ("", "German (de)"),
            ("*;q=x,,;", "German (de)"),
        ] {
            assert_eq!(preferred(accepted, &offered, "German (de)"), expected, "{accepted}");
        }
        assert_eq!(preferred("ar,de;q=0.5", &[String::new()], ""), "");
    }

    #[test]
    fn q16_each_text_runs_its_own_way() {
        assert_eq!(Direction::of("كيف حالكم؟"), Direction::RightToLeft);
        assert_eq!(Direction::of("1. فارسی"), Direction::RightToLeft);
        assert_eq!(Direction::of("Kita „النور“"), Direction::LeftToRight);
        assert_eq!(Direction::of("12"), Direction::LeftToRight);
    }
}
