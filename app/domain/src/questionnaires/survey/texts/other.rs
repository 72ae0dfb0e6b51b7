//! What "or other" adds to a question, in the languages of the survey. Apart from the other texts, because the designer
//! needs these in the browser and none of those. **To be reviewed** like all texts but the German ones. The English ones are
//! those that other tools for XLSForm add.

use crate::questionnaires::{german, survey::Language};

/// The choice that is offered besides.
pub fn other_choice(language: Language) -> &'static str {
    match language {
        Language::German => german::OTHER_CHOICE,
        Language::EasyGerman => german::OTHER_CHOICE_EASY,
        Language::English => "Other",
        Language::Turkish => "Diğer",
        Language::Arabic => "غير ذلك",
        Language::Ukrainian => "Інше",
        Language::Russian => "Другое",
        Language::Polish => "Inne",
        Language::Romanian => "Altceva",
        Language::French => "Autre",
        Language::Albanian => "Tjetër",
        Language::Persian => "موارد دیگر",
    }
}

/// The question behind it.
pub fn other_question(language: Language) -> &'static str {
    match language {
        Language::German => german::OTHER_QUESTION,
        Language::EasyGerman => german::OTHER_QUESTION_EASY,
        Language::English => "Specify other.",
        Language::Turkish => "Lütfen belirtin.",
        Language::Arabic => "يُرجى التوضيح.",
        Language::Ukrainian => "Будь ласка, уточніть.",
        Language::Russian => "Пожалуйста, уточните.",
        Language::Polish => "Proszę podać, co dokładnie.",
        Language::Romanian => "Vă rugăm să precizați.",
        Language::French => "Veuillez préciser.",
        Language::Albanian => "Ju lutemi saktësoni.",
        Language::Persian => "لطفاً توضیح دهید.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_language_has_words_of_its_own() {
        for words in [other_choice, other_question] {
            let all: BTreeSet<&str> = Language::ALL.into_iter().map(words).collect();
            assert_eq!(all.len(), Language::ALL.len(), "{all:?}");
            assert!(all.iter().all(|text| !text.trim().is_empty()));
        }
    }
}
