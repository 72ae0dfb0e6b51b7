//! Every action that the store writes into the log is said in German there: no reader meets a code.

use domain::audit::german;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The files of a folder and of those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// `event.task_done`: the shape of an action, which no other text of the store has.
fn is_action(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    text.split_once('.').is_some_and(|(area, act)| is_word(area) && is_word(act))
}

#[test]
fn every_action_has_a_german_text() {
    let mut actions = Vec::new();
    for file in files(&crate::manifest_dir().join("src")) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        // What stands between quotation marks is every second part of a line.
        let quoted = code.flat_map(|line| line.split('"').skip(1).step_by(2));
        actions.extend(quoted.filter(|text| is_action(text)).map(str::to_owned));
    }
    assert!(actions.len() > 40, "{} actions: the shape of an action has changed", actions.len());
    for action in actions {
        assert_ne!(german::action(&action), action, "an action without a German text in domain::audit::german");
    }
}
