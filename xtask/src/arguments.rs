//! What several commands take behind their name.

use anyhow::{Context, Result, bail};

/// How many of something: `default` where nothing is said.
///
/// # Errors
/// When it is no number, or more than one word.
pub fn how_many(arguments: &[String], what: &str, default: u32) -> Result<u32> {
    match arguments {
        [] => Ok(default),
        [number] => number.parse().with_context(|| format!("`{number}` is no number of {what}")),
        _ => bail!("this takes the number of {what} and nothing else"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_or_none() {
        let words = |text: &str| text.split_whitespace().map(str::to_string).collect::<Vec<_>>();
        assert_eq!(how_many(&words(""), "runs", 20).unwrap(), 20);
        assert_eq!(how_many(&words("7"), "runs", 20).unwrap(), 7);
        assert!(how_many(&words("many"), "runs", 20).unwrap_err().to_string().contains("number of runs"));
        assert!(how_many(&words("7 8"), "runs", 20).is_err());
    }
}
