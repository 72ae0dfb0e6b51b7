//! What follows an answer of the server does not count on the page being there: it may have been left meanwhile, and a callback that
//! went with it panics when it is run, which ends the browser part.

use super::source::{Source, code_only};
use std::collections::BTreeSet;

const CALL: &str = ".run(";
const ANSWER: &str = ".await";

/// Every callback of a page that is run behind an answer.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let pages = sources.iter().filter(|source| source.has_extension("rs") && source.path.starts_with("app/src/"));
    pages
        .flat_map(|source| {
            let lines = late_calls(&code_only(&source.text));
            lines.into_iter().map(|line| {
                format!("{}:{line}: `{CALL}` behind `{ANSWER}`: the page may be gone, use `try_run`", source.path)
            })
        })
        .collect()
}

/// The lines of such calls. A method `run` of `self` is no callback.
fn late_calls(code: &str) -> BTreeSet<usize> {
    let mut lines = BTreeSet::new();
    for opening in ["async {", "async move {"] {
        for (at, _) in code.match_indices(opening) {
            let from = at + opening.len();
            let block = &code[from..end_of_block(code, from)];
            let Some(answer) = block.find(ANSWER) else { continue };
            // Also what is run with an answer, in the line of the first one.
            let line_of_answer = block[..answer].rfind('\n').map_or(0, |end| end + 1);
            let calls = block.match_indices(CALL).filter(|(call, _)| line_of_answer <= *call);
            let of_pages = calls.filter(|(call, _)| !block[..*call].ends_with("self"));
            lines.extend(of_pages.map(|(call, _)| code[..from + call].matches('\n').count() + 1));
        }
    }
    lines
}

/// Where the block ends whose inside begins at `from`.
fn end_of_block(code: &str, from: usize) -> usize {
    let mut depth = 1;
    for (at, c) in code[from..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return from + at;
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        faults(&[Source::invented(path, text)]).len()
    }

    #[test]
    fn a_callback_behind_an_answer_is_caught() {
        let page = "app/src/accounts/pages/invitation.rs";
        assert_eq!(found(page, "async move {\n  invite(input).await?;\n  invited.run(address);\n}"), 1);
        assert_eq!(found(page, "async move {\n  renewed.run(renew(id).await?);\n}"), 1);
        assert_eq!(found(page, "async move {\n  invite(input).await?;\n  _ = invited.try_run(address);\n}"), 0);
    }

    #[test]
    fn before_an_answer_outside_of_pages_and_of_oneself_it_may_be_run() {
        let page = "app/src/accounts/pages/invitation.rs";
        assert_eq!(found(page, "begun.run(());\nasync move {\n  invite(input).await\n}\nafter.run(())"), 0);
        assert_eq!(found(page, "async move {\n  begun.run(());\n  invite(input).await\n}"), 0);
        assert_eq!(found(page, "async move { self.run(workspace).await }"), 0);
        assert_eq!(found("server/src/jobs/mod.rs", "async move {\n  a.await;\n  b.run(());\n}"), 0);
    }
}
