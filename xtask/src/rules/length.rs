//! No hand-written file that a reader cannot take in.

use super::source::Source;

const LIMIT: usize = 600;

/// Every file above the limit.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let lines = |source: &Source| source.text.lines().count();
    let too_long = sources.iter().filter(|source| lines(source) > LIMIT);
    too_long
        .map(|source| format!("{}: {} lines, at most {LIMIT}: split it by meaning", source.path, lines(source)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_601st_line_is_caught() {
        let long = Source::invented("app/src/long.rs", &"x\n".repeat(601));
        let fitting = Source::invented("style/main.css", &"x\n".repeat(600));
        assert_eq!(faults(&[long, fitting]).len(), 1);
    }
}
