//! What XLSForm keeps in the sheet `settings`.

use super::{
    document::{attribute, children},
    model::{Model, Parts},
    paths::Paths,
};
use crate::questionnaires::xlsform::Grid;
use std::collections::BTreeMap;

/// Attributes of `submission` and the columns that hold them.
const SUBMISSION: [(&str, &str); 4] = [
    ("action", "submission_url"),
    ("base64RsaPublicKey", "public_key"),
    ("auto-send", "auto_send"),
    ("auto-delete", "auto_delete"),
];

pub fn sheet(parts: &Parts, model: &Model, paths: &Paths, doubles: bool) -> Grid {
    let root = parts.root.tag_name().name();
    let of_root = |name: &str| attribute(parts.root, name).unwrap_or_default().to_owned();
    let instance_name = format!("/{root}/meta/instanceName");
    let named = model.bind(&instance_name).get("calculate").map(|rule| paths.rewrite(rule, &instance_name));
    let language = model.itext.default.and_then(|index| model.itext.languages.get(index)).copied();
    let mut row = BTreeMap::from([
        ("form_title".to_owned(), parts.title.clone()),
        ("form_id".to_owned(), of_root("id")),
        ("version".to_owned(), of_root("version")),
        ("default_language".to_owned(), language.unwrap_or_default().to_owned()),
        ("name".to_owned(), if root == "data" { String::new() } else { root.to_owned() }),
        ("instance_name".to_owned(), named.unwrap_or_default()),
        ("style".to_owned(), attribute(parts.body, "class").unwrap_or_default().to_owned()),
        ("allow_choice_duplicates".to_owned(), if doubles { "yes".to_owned() } else { String::new() }),
    ]);
    for submission in children(parts.model, "submission") {
        let given = SUBMISSION.iter().filter_map(|(name, column)| Some((*column, attribute(submission, name)?)));
        row.extend(given.map(|(column, text)| (column.to_owned(), text.to_owned())));
    }
    let mut grid = Grid::new("settings", &["form_title"]);
    grid.push(row);
    grid
}
