//! Names of columns: the ones of XLSForm and the older ones that still occur in workbooks.

use super::similar::nearest;

/// Known column → names under which it occurs, in lower case with `_` for spaces.
pub type Known = &'static [(&'static str, &'static [&'static str])];

pub const SURVEY: Known = &[
    ("type", &["type", "command"]),
    ("name", &["name", "tag", "value"]),
    ("label", &["label", "caption"]),
    ("hint", &["hint"]),
    ("guidance_hint", &["guidance_hint"]),
    ("required", &["required", "bind::required"]),
    ("required_message", &["required_message", "bind::jr:requiredmsg", "requiredmsg"]),
    ("relevant", &["relevant", "relevance", "bind::relevant"]),
    ("constraint", &["constraint", "bind::constraint"]),
    ("constraint_message", &["constraint_message", "constraining_message", "bind::jr:constraintmsg", "constraintmsg"]),
    ("read_only", &["read_only", "readonly", "bind::readonly"]),
    ("calculation", &["calculation", "calculate", "bind::calculate"]),
    ("default", &["default"]),
    ("choice_filter", &["choice_filter"]),
    ("repeat_count", &["repeat_count", "count", "jr:count", "control::jr:count", "body::jr:count"]),
    ("appearance", &["appearance", "control::appearance", "body::appearance"]),
    ("parameters", &["parameters"]),
    ("trigger", &["trigger"]),
    ("disabled", &["disabled"]),
    ("image", &["image", "media::image", "media"]),
    ("big-image", &["big-image", "big_image", "media::big-image"]),
    ("audio", &["audio", "media::audio"]),
    ("video", &["video", "media::video"]),
];

pub const CHOICES: Known = &[
    ("list_name", &["list_name", "list"]),
    ("name", &["name", "value"]),
    ("label", &["label", "caption"]),
    ("image", &["image", "media::image"]),
    ("big-image", &["big-image", "big_image", "media::big-image"]),
    ("audio", &["audio", "media::audio"]),
    ("video", &["video", "media::video"]),
];

pub const SETTINGS: Known = &[
    ("form_title", &["form_title", "title", "set_form_title"]),
    ("form_id", &["form_id", "id_string", "set_form_id"]),
    ("name", &["name", "form_name"]),
    ("version", &["version"]),
    ("default_language", &["default_language"]),
    ("instance_name", &["instance_name"]),
    ("style", &["style"]),
    ("allow_choice_duplicates", &["allow_choice_duplicates"]),
    ("clean_text_values", &["clean_text_values"]),
];

/// Sheets that only other programs use; their lists must be known to judge what refers to them.
pub const OTHER_LISTS: Known = &[("list_name", &["list_name", "dataset"]), ("name", &["name"])];

/// Columns that hold text for people, and so may have a language.
const TRANSLATED: &[&str] = &[
    "label",
    "hint",
    "guidance_hint",
    "required_message",
    "constraint_message",
    "image",
    "big-image",
    "audio",
    "video",
];

/// The known column that a header means, and its language; `None` for columns that only the author knows.
pub fn read(header: &str, known: Known) -> Option<(&'static str, String)> {
    // Old workbooks divide by one colon; where there are two, one colon belongs to the text (`bind::jr:count`).
    let divider = if header.contains("::") { "::" } else { ":" };
    let parts: Vec<&str> = header.split(divider).map(str::trim).collect();
    let plain = |text: &str| text.trim().to_lowercase().replace(' ', "_");
    let find = |name: &str| known.iter().find(|(_, names)| names.contains(&name)).map(|(column, _)| *column);
    let divided = parts.iter().map(|part| plain(part)).collect::<Vec<_>>().join("::");
    if let Some(column) = find(&plain(header)).or_else(|| find(&divided)) {
        return Some((column, String::new()));
    }
    // The longest beginning that is a column; the rest is the language: `media::image::English (en)`.
    for cut in (1..parts.len()).rev() {
        let head = parts[..cut].iter().map(|part| plain(part)).collect::<Vec<_>>().join("::");
        if let Some(column) = find(&head).filter(|column| TRANSLATED.contains(column)) {
            return Some((column, parts[cut..].join("::").trim().to_owned()));
        }
    }
    None
}

/// The known column that one of the author's own is probably meant to be.
pub fn meant(header: &str, known: Known) -> Option<&'static str> {
    let head = header.split(':').next().unwrap_or_default().trim().to_lowercase().replace(' ', "_");
    let names = known.iter().flat_map(|(_, names)| names.iter().copied());
    nearest(&head, names.filter(|name| !name.contains(':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_by_all_their_names() {
        let cases = [
            ("label", Some(("label", ""))),
            ("Label::German (de)", Some(("label", "German (de)"))),
            ("label : English", Some(("label", "English"))),
            ("caption", Some(("label", ""))),
            ("relevance", Some(("relevant", ""))),
            ("constraint message", Some(("constraint_message", ""))),
            ("media::image::fr", Some(("image", "fr"))),
            ("bind::relevant", Some(("relevant", ""))),
            ("bind:relevant", Some(("relevant", ""))),
            ("body :: appearance", Some(("appearance", ""))),
            ("jr:count", Some(("repeat_count", ""))),
            ("note to self", None),
        ];
        for (header, expected) in cases {
            let found = read(header, SURVEY);
            assert_eq!(found.as_ref().map(|(column, language)| (*column, language.as_str())), expected, "{header}");
        }
    }
}
