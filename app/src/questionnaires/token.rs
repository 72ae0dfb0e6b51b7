//! Chance for the links of surveys; `domain` has none itself.

use domain::questionnaires::survey::SurveyToken;

/// A token that nobody has yet, from the operating system's generator.
pub fn random_token() -> SurveyToken {
    // Each UUID of version 4 gives 14 bytes without fixed bits.
    let mut random = std::iter::repeat_with(uuid::Uuid::new_v4).flat_map(|uuid| {
        let bytes = *uuid.as_bytes();
        bytes.into_iter().enumerate().filter(|(place, _)| !matches!(place, 6 | 8)).map(|(_, byte)| byte)
    });
    SurveyToken::from_random(|| random.next().unwrap_or_default())
}
