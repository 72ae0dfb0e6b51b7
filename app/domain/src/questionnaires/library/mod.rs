//! Questionnaires to begin with, for the target groups and methods of domain §4 and §6. Each is a draft by the makers of
//! this program: the office has to review it before it is used.
//!
//! A file holds the sheets of an XLSForm workbook: a line `[sheet]`, then rows divided by `|`.
//!
//! The questionnaire for parents comes in all languages of domain §6. **To be reviewed**: its translations were drafted without
//! a native speaker. Each language is a file of its own, so that one person can review it.

use super::{
    definition::Definition,
    survey::Language,
    workbook::{Cell, Sheet, Workbook},
    xlsform::{self, ImportFault},
};

/// A questionnaire to begin with: its code, and what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Starter {
    pub code: &'static str,
    /// The office's word for it, with whom it is for.
    pub name: &'static str,
}

pub const STARTERS: [Starter; 10] = [
    Starter { code: "eltern", name: super::german::STARTERS[0] },
    Starter { code: "mitarbeitende", name: super::german::STARTERS[1] },
    Starter { code: "leitung", name: super::german::STARTERS[2] },
    Starter { code: "traeger", name: super::german::STARTERS[3] },
    Starter { code: "schluesselpersonen", name: super::german::STARTERS[4] },
    Starter { code: "kinder", name: super::german::STARTERS[5] },
    Starter { code: "interview", name: super::german::STARTERS[6] },
    Starter { code: "hospitation", name: super::german::STARTERS[7] },
    Starter { code: "ortsbegehung", name: super::german::STARTERS[8] },
    Starter { code: "recherche", name: super::german::STARTERS[9] },
];

fn text(code: &str) -> Option<&'static str> {
    Some(match code {
        "eltern" => include_str!("eltern.txt"),
        "mitarbeitende" => include_str!("mitarbeitende.txt"),
        "leitung" => include_str!("leitung.txt"),
        "traeger" => include_str!("traeger.txt"),
        "schluesselpersonen" => include_str!("schluesselpersonen.txt"),
        "kinder" => include_str!("kinder.txt"),
        "interview" => include_str!("interview.txt"),
        "hospitation" => include_str!("hospitation.txt"),
        "ortsbegehung" => include_str!("ortsbegehung.txt"),
        "recherche" => include_str!("recherche.txt"),
        _ => return None,
    })
}

/// The parents' questionnaire besides German.
const ELTERN: [(Language, &str); 11] = [
    (Language::EasyGerman, include_str!("eltern/de-x-leicht.txt")),
    (Language::English, include_str!("eltern/en.txt")),
    (Language::Turkish, include_str!("eltern/tr.txt")),
    (Language::Arabic, include_str!("eltern/ar.txt")),
    (Language::Ukrainian, include_str!("eltern/uk.txt")),
    (Language::Russian, include_str!("eltern/ru.txt")),
    (Language::Polish, include_str!("eltern/pl.txt")),
    (Language::Romanian, include_str!("eltern/ro.txt")),
    (Language::French, include_str!("eltern/fr.txt")),
    (Language::Albanian, include_str!("eltern/sq.txt")),
    (Language::Persian, include_str!("eltern/fa.txt")),
];

/// The questionnaire of this code; `None` when there is no such one.
pub fn starter(code: &str) -> Option<Result<Definition, Vec<ImportFault>>> {
    Some(xlsform::import(&workbook(code)?, None).map(|imported| imported.definition))
}

/// The workbook of this starter, with all its languages.
fn workbook(code: &str) -> Option<Workbook> {
    let mut workbook = sheets(text(code)?);
    let translations: &[(Language, &str)] = if code == "eltern" { &ELTERN } else { &[] };
    for (language, text) in translations {
        translate(&mut workbook, *language, text);
    }
    Some(workbook)
}

fn sheets(text: &str) -> Workbook {
    let mut workbook = Workbook::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            workbook.sheets.push(Sheet { name: name.to_owned(), rows: Vec::new() });
        } else if let Some(sheet) = workbook.sheets.last_mut() {
            sheet.rows.push(line.split('|').map(|cell| Cell::Text(cell.trim().to_owned())).collect());
        }
    }
    workbook
}

/// As the questionnaire calls a language.
fn called(language: Language) -> String {
    format!("{} ({})", language.name(), language.tag())
}

/// Adds the columns of a language. Its file names questions, with label and hint, and choices by list and name, with label.
fn translate(workbook: &mut Workbook, language: Language, text: &str) {
    for Sheet { name, rows } in sheets(text).sheets {
        let is_choices = name == "choices";
        let keys: &[&str] = if is_choices { &["list_name", "name"] } else { &["name"] };
        let columns: &[&str] = if is_choices { &["label"] } else { &["label", "hint"] };
        let heads = columns.iter().map(|column| format!("{column}::{}", called(language)));
        if let Some(sheet) = workbook.sheets.iter_mut().find(|sheet| sheet.name == name) {
            add_columns(sheet, keys, &heads.collect::<Vec<_>>(), &rows);
        }
    }
}

/// Each row gets what stands behind the same keys in `texts`.
fn add_columns(sheet: &mut Sheet, keys: &[&str], heads: &[String], texts: &[Vec<Cell>]) {
    let head: Vec<String> = sheet.rows.first().into_iter().flatten().map(Cell::text).collect();
    let places: Vec<usize> = keys.iter().filter_map(|key| head.iter().position(|name| name == key)).collect();
    for (number, row) in sheet.rows.iter_mut().enumerate() {
        row.resize(head.len(), Cell::Empty);
        let named: Vec<Cell> = places.iter().map(|place| row[*place].clone()).collect();
        let found = texts.iter().find(|text| text.starts_with(&named));
        for (position, head) in heads.iter().enumerate() {
            let text = found.and_then(|text| text.get(named.len() + position)).cloned().unwrap_or_default();
            row.push(if number == 0 { Cell::Text(head.clone()) } else { text });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{
        check_publishable, design,
        survey::{Direction, check_answerable},
    };

    #[test]
    fn every_starter_can_be_published_as_it_is() {
        for Starter { code, .. } in STARTERS {
            let imported = xlsform::import(&workbook(code).expect(code), None).expect(code);
            assert_eq!(imported.warnings, [], "{code}");
            let definition = imported.definition;
            assert_eq!(design::check(&definition), [], "{code}");
            assert_eq!(check_publishable(&definition), [], "{code}");
            assert_eq!(check_answerable(&definition), [], "{code}");
            assert_eq!(design::accept(&definition, None), Ok(()), "{code}");
            assert!((5..=20).contains(&definition.question_count()), "{code}: about five minutes");
            let languages = if code == "eltern" { Language::ALL.to_vec() } else { vec![Language::German] };
            assert_eq!(definition.languages, languages.into_iter().map(called).collect::<Vec<_>>(), "{code}");
        }
        assert!(starter("anderes").is_none());
    }

    #[test]
    fn parents_find_every_text_in_each_language_and_none_left_in_german() {
        let definition = starter("eltern").expect("a starter").expect("without faults");
        let lines = design::lines(&definition);
        assert!(lines.len() > 40, "{}", lines.len());
        for line in lines {
            assert_eq!(line.missing(), 0, "{line:?}");
            let german = &line.texts[0];
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            for (text, language) in line.texts.iter().zip(Language::ALL).skip(1) {
                assert_eq!(digits(text), digits(german), "{language:?}: {text}");
                let may_be_same = language == Language::EasyGerman || german == "Internet";
                assert!(may_be_same || text != german, "{language:?}: {text}");
                assert_eq!(Direction::of(text), language.direction(), "{language:?}: {text}");
                assert_eq!(
                    text.ends_with('?'),
                    german.ends_with('?') && language.direction() == Direction::LeftToRight
                );
                assert_eq!(
                    text.ends_with('؟'),
                    german.ends_with('?') && language.direction() == Direction::RightToLeft
                );
            }
        }
    }

    #[test]
    fn every_text_is_in_the_script_of_its_language() {
        let definition = starter("eltern").expect("a starter").expect("without faults");
        for line in design::lines(&definition) {
            for (text, language) in line.texts.iter().zip(Language::ALL) {
                let range = match language {
                    Language::Arabic | Language::Persian => 0x0600..=0x06FF,
                    Language::Russian | Language::Ukrainian => 0x0400..=0x04FF,
                    _ => 0x0000..=0x024F,
                };
                // The office's own word stands behind the translated one.
                let own = text.replace("(Kita-Sozialarbeit)", "");
                let foreign = own.chars().find(|c| c.is_alphabetic() && !range.contains(&u32::from(*c)));
                assert_eq!(foreign, None, "{language:?}: {text}");
                let is_named = line.texts[0] == "Kita-Sozialarbeit" && language != Language::EasyGerman;
                assert!(!is_named || text.contains("Kita-Sozialarbeit"), "{language:?}: {text}");
            }
        }
    }

    #[test]
    fn a_translation_goes_by_name_and_leaves_other_rows_as_they_are() {
        let mut workbook = sheets("[survey]\ntype | name | label\ntext | a | A\nend_group\ntext | b | B | C");
        translate(&mut workbook, Language::English, "[survey]\nb | Bee | Hint\n[other]\nx | y");
        let rows: Vec<Vec<String>> =
            workbook.sheets[0].rows.iter().map(|row| row.iter().map(Cell::text).collect()).collect();
        assert_eq!(rows[0], ["type", "name", "label", "label::English (en)", "hint::English (en)"]);
        assert_eq!(rows[1], ["text", "a", "A", "", ""]);
        assert_eq!(rows[2], ["end_group", "", "", "", ""]);
        assert_eq!(rows[3], ["text", "b", "B", "Bee", "Hint"]);
    }
}
