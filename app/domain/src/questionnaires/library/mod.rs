//! Questionnaires to begin with, for the target groups and methods of domain §4 and §6. Each is a draft by the makers of
//! this program: the office has to review it before it is used.
//!
//! A file holds the sheets of an XLSForm workbook: a line `[sheet]`, then rows divided by `|`.

use super::{
    definition::Definition,
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

pub const STARTERS: [Starter; 9] = [
    Starter { code: "eltern", name: super::german::STARTERS[0] },
    Starter { code: "mitarbeitende", name: super::german::STARTERS[1] },
    Starter { code: "leitung", name: super::german::STARTERS[2] },
    Starter { code: "traeger", name: super::german::STARTERS[3] },
    Starter { code: "schluesselpersonen", name: super::german::STARTERS[4] },
    Starter { code: "kinder", name: super::german::STARTERS[5] },
    Starter { code: "interview", name: super::german::STARTERS[6] },
    Starter { code: "hospitation", name: super::german::STARTERS[7] },
    Starter { code: "ortsbegehung", name: super::german::STARTERS[8] },
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
        _ => return None,
    })
}

/// The questionnaire of this code; `None` when there is no such one.
pub fn starter(code: &str) -> Option<Result<Definition, Vec<ImportFault>>> {
    let text = text(code)?;
    Some(xlsform::import(&workbook(text), None).map(|imported| imported.definition))
}

fn workbook(text: &str) -> Workbook {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::{check_publishable, design, survey::check_answerable};

    #[test]
    fn every_starter_can_be_published_as_it_is() {
        for Starter { code, .. } in STARTERS {
            let imported = xlsform::import(&workbook(text(code).expect(code)), None).expect(code);
            assert_eq!(imported.warnings, [], "{code}");
            let definition = imported.definition;
            assert_eq!(design::check(&definition), [], "{code}");
            assert_eq!(check_publishable(&definition), [], "{code}");
            assert_eq!(check_answerable(&definition), [], "{code}");
            assert_eq!(design::accept(&definition, None), Ok(()), "{code}");
            assert!((5..=20).contains(&definition.question_count()), "{code}: about five minutes");
            assert_eq!(definition.languages, ["Deutsch (de)"], "{code}");
        }
        assert!(starter("anderes").is_none());
    }
}
