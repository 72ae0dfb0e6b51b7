//! The committed sizes and the reasons for their growth, in `xtask/sizes.txt`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Growth in percent that needs no reason: compilers and small changes move sizes a little.
const ALLOWED_GROWTH: u64 = 5;

/// What one file weighs, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    pub name: String,
    pub raw: u64,
    pub brotli: u64,
}

/// The committed file: comment lines (the reasons) and one line per file, `name raw brotli`.
pub struct Baseline {
    comments: Vec<String>,
    sizes: Vec<Size>,
}

/// Where the baseline is committed.
pub fn path() -> PathBuf {
    crate::workspace::root().join("xtask").join("sizes.txt")
}

impl Baseline {
    /// Reads the committed file.
    ///
    /// # Errors
    /// When it cannot be read or a line has another form.
    pub fn read(path: &Path) -> Result<Baseline> {
        let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Baseline::parse(&text).with_context(|| format!("in {}", path.display()))
    }

    fn parse(text: &str) -> Result<Baseline> {
        let mut baseline = Baseline { comments: Vec::new(), sizes: Vec::new() };
        for line in text.lines() {
            if line.is_empty() || line.starts_with('#') {
                baseline.comments.push(line.to_string());
                continue;
            }
            let words: Vec<&str> = line.split_whitespace().collect();
            let [name, raw, brotli] = words[..] else { bail!("`{line}` is not `name raw brotli`") };
            let number = |word: &str| word.parse().with_context(|| format!("`{word}` is no number"));
            baseline.sizes.push(Size { name: name.to_string(), raw: number(raw)?, brotli: number(brotli)? });
        }
        Ok(baseline)
    }

    /// Whether no sizes have been committed yet.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// The same reasons with new sizes.
    pub fn with(self, sizes: &[Size]) -> Baseline {
        Baseline { comments: self.comments, sizes: sizes.to_vec() }
    }

    /// As it is committed.
    pub fn text(&self) -> String {
        let sizes = self.sizes.iter().map(|size| format!("{:<12} {:>9} {:>9}", size.name, size.raw, size.brotli));
        let mut text = self.comments.iter().cloned().chain(sizes).collect::<Vec<_>>().join("\n");
        text.push('\n');
        text
    }

    /// Compares the brotli sizes, which are what travels.
    ///
    /// # Errors
    /// Names every file that grew by more than 5 % or is new.
    pub fn compare(&self, sizes: &[Size]) -> Result<()> {
        let mut faults = Vec::new();
        for size in sizes {
            match self.sizes.iter().find(|known| known.name == size.name) {
                None => faults.push(format!("{} has no baseline", size.name)),
                Some(known) if size.brotli * 100 > known.brotli * (100 + ALLOWED_GROWTH) => {
                    faults.push(format!("{} grew from {} to {} bytes brotli", size.name, known.brotli, size.brotli));
                }
                Some(_) => (),
            }
        }
        if faults.is_empty() { Ok(()) } else { bail!(faults.join("\n")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn size(brotli: u64) -> Vec<Size> {
        vec![Size { name: "public.wasm".to_string(), raw: 900, brotli }]
    }

    #[test]
    fn growth_above_five_percent_is_a_fault() {
        let baseline = Baseline::parse("# why\npublic.wasm 900 1000\n").unwrap();
        assert!(baseline.compare(&size(1050)).is_ok());
        assert!(baseline.compare(&size(400)).is_ok());
        let message = baseline.compare(&size(1051)).unwrap_err().to_string();
        assert!(message.contains("public.wasm") && message.contains("1051"));
    }

    #[test]
    fn a_file_that_the_baseline_does_not_name_is_a_fault() {
        assert!(Baseline::parse("css 1 1\n").unwrap().compare(&size(1)).is_err());
    }

    #[test]
    fn reasons_survive_a_new_baseline() {
        let text = Baseline::parse("# why\npublic.wasm 900 1000\n").unwrap().with(&size(2000)).text();
        assert!(text.starts_with("# why\n"));
        assert_eq!(Baseline::parse(&text).unwrap().sizes, size(2000));
    }

    #[test]
    fn reasons_alone_are_no_baseline() {
        assert!(Baseline::parse("# why\n").unwrap().is_empty());
        assert!(!Baseline::parse("css 1 1\n").unwrap().is_empty());
    }
}
