//! The project's own source files, and Rust text without its comments and string literals.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::workspace;

/// Folders that hold what was built, fetched, generated or recorded, not what was written.
const NOT_WRITTEN: [&str; 6] = ["target", "node_modules", ".git", "test-results", "playwright-report", "schema"];
/// The same, but only in the root: elsewhere these are ordinary names.
const NOT_WRITTEN_IN_ROOT: [&str; 2] = ["data", "dist"];

/// A source file of the project.
pub struct Source {
    /// Relative to the root, with forward slashes: `app/domain/src/lib.rs`.
    pub path: String,
    pub text: String,
}

impl Source {
    /// A file as a test invents it.
    #[cfg(test)]
    pub fn invented(path: &str, text: &str) -> Source {
        Source { path: path.to_string(), text: text.to_string() }
    }

    /// Whether the file belongs to tests as a whole.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/")
            || self.path.starts_with("end2end/")
            || matches!(name, "tests.rs" | "test.rs")
            || name.ends_with("_test.rs")
            || name.ends_with("_tests.rs")
    }

    pub fn has_extension(&self, extension: &str) -> bool {
        Path::new(&self.path).extension().is_some_and(|found| found == extension)
    }
}

/// Every hand-written file with one of the extensions, in the order of their paths.
///
/// # Errors
/// When a folder or file cannot be read.
pub fn read_all(extensions: &[&str]) -> Result<Vec<Source>> {
    let root = workspace::root();
    let mut paths = Vec::new();
    collect(&root, &root, &mut paths)?;
    paths.sort();
    let mut sources = Vec::new();
    for path in paths {
        if path.extension().and_then(|found| found.to_str()).is_some_and(|found| extensions.contains(&found)) {
            let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            let relative = path.strip_prefix(&root).context("a source file outside the checkout")?;
            sources.push(Source { path: relative.to_string_lossy().replace('\\', "/"), text });
        }
    }
    Ok(sources)
}

fn collect(root: &Path, folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        if entry.file_type()?.is_dir() {
            let is = |other: &&str| name.as_os_str() == *other;
            let left_out = NOT_WRITTEN.iter().any(is) || (folder == root && NOT_WRITTEN_IN_ROOT.iter().any(is));
            if !left_out {
                collect(root, &entry.path(), paths)?;
            }
        } else {
            paths.push(entry.path());
        }
    }
    Ok(())
}

/// Rust text in which comments and the insides of string and character literals are blanks. Lines stay where they are.
pub fn code_only(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let end = end_of_blank(&characters, at);
        if end > at {
            code.extend(characters[at..end].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            code.push(characters[at]);
            at += 1;
        }
    }
    code
}

/// Where the comment or literal that begins at `at` ends; `at` when none begins there.
fn end_of_blank(text: &[char], at: usize) -> usize {
    let follows = |offset: usize, c: char| text.get(at + offset) == Some(&c);
    match text[at] {
        '/' if follows(1, '/') => position_from(text, at, |c| c == '\n'),
        '/' if follows(1, '*') => end_of_block_comment(text, at),
        '"' => end_of_string(text, at + 1),
        'r' if !continues_a_word(text, at) => end_of_raw_string(text, at).unwrap_or(at),
        'b' if follows(1, 'r') && !continues_a_word(text, at) => end_of_raw_string(text, at + 1).unwrap_or(at),
        '\'' if follows(1, '\\') => position_from(text, at + 3, |c| c == '\'') + 1,
        // 'x' is a character, 'x without a second quote a lifetime.
        '\'' if follows(2, '\'') => at + 3,
        _ => at,
    }
    .min(text.len())
}

fn position_from(text: &[char], from: usize, found: impl Fn(char) -> bool) -> usize {
    (from..text.len()).find(|at| found(text[*at])).unwrap_or(text.len())
}

fn continues_a_word(text: &[char], at: usize) -> bool {
    at > 0 && (text[at - 1].is_alphanumeric() || text[at - 1] == '_')
}

fn end_of_block_comment(text: &[char], from: usize) -> usize {
    let mut depth = 0;
    let mut at = from;
    while at + 1 < text.len() {
        match (text[at], text[at + 1]) {
            ('/', '*') => (depth, at) = (depth + 1, at + 2),
            ('*', '/') => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

fn end_of_string(text: &[char], from: usize) -> usize {
    let mut at = from;
    while at < text.len() {
        match text[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    text.len()
}

fn end_of_raw_string(text: &[char], r: usize) -> Option<usize> {
    let open = position_from(text, r + 1, |c| c != '#');
    if text.get(open) != Some(&'"') {
        return None;
    }
    let hashes = open - r - 1;
    let closes = |at: usize| text[at] == '"' && (1..=hashes).all(|offset| text.get(at + offset) == Some(&'#'));
    let end = (open + 1..text.len()).find(|at| closes(*at));
    Some(end.map_or(text.len(), |at| at + 1 + hashes))
}

/// The words of one line of code, each identifier or number by itself.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_literals_are_blank_and_lines_stay() {
        let text =
            "let a = \"f64 \\\" f64\"; // f64\n/* f64 /* f64 */ f64 */ let b: f32 = r#\"f64 \" f64\"#;\nlet c = 'f';";
        let code = code_only(text);
        assert_eq!(code.lines().count(), 3);
        assert!(!code.contains("f64"));
        assert!(code.contains("let b: f32 =") && code.contains("let c ="));
    }

    #[test]
    fn lifetimes_and_escaped_quotes_do_not_swallow_code() {
        let code = code_only("fn f<'a>(x: &'a str) -> f64 { '\\'' ; b'\"'; other(br\"f64\") }");
        assert!(code.contains("-> f64 {") && code.contains("other("));
        assert_eq!(code.matches("f64").count(), 1);
    }

    #[test]
    fn a_word_is_whole() {
        assert_eq!(words("Decimal::from_f64(x.0)").collect::<Vec<_>>(), ["Decimal", "from_f64", "x", "0"]);
    }
}
