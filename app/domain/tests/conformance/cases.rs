//! Where the cases lie, and how their results are counted and printed.

use serde_json::Value;
use std::{collections::BTreeMap, path::PathBuf};

/// The folder with the cases; `None`, said loudly, when there is none.
pub fn folder() -> Option<PathBuf> {
    // Asked of the environment: a program from a shared build cache may have been compiled in another checkout.
    let manifest = || std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo says where the package lies");
    let beside = || PathBuf::from(manifest()).join("../../../shared/conformance");
    let folder = std::env::var_os("CONFORMANCE_DIR").map_or_else(beside, PathBuf::from);
    if folder.join("README.md").is_file() {
        return Some(folder);
    }
    eprintln!("\n*** NO CONFORMANCE CASES: {} is missing, nothing was compared. ***\n", folder.display());
    None
}

/// The cases of one file; a file that is missing or damaged is a fault of the folder.
pub fn read(file: &str) -> Vec<Value> {
    let Some(folder) = folder() else { return Vec::new() };
    let text = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|fault| panic!("{file}: {fault}"));
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap_or_else(|fault| panic!("{file}: {fault}")))
        .collect()
}

pub fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// What the project promises: file, tier and the least share in per cent.
const BOUNDS: [(&str, &str, usize); 6] = [
    ("xpath", "must", 97),
    ("import", "must", 99),
    ("import", "should", 95),
    ("walks", "must", 95),
    ("walks", "should", 90),
    ("samples", "must", 100),
];

/// Tiers of this file whose share lies below what is promised.
fn broken_promises(file: &str, tiers: &BTreeMap<String, (usize, usize)>) -> Vec<String> {
    let of_file = BOUNDS.iter().filter(|(of, ..)| *of == file);
    let broken = of_file.filter_map(|(_, tier, least)| {
        // A tier without a single case is one that was not compared.
        let (right, all) = tiers.get(*tier).copied().unwrap_or_default();
        (all == 0 || right * 100 < least * all).then(|| format!("{file} {tier} {right}/{all} is below {least} %"))
    });
    broken.collect()
}

#[test]
fn a_share_below_what_is_promised_is_named() {
    let tiers = |must, should| BTreeMap::from([("must".to_owned(), must), ("should".to_owned(), should)]);
    assert_eq!(broken_promises("import", &tiers((99, 100), (95, 100))), [""; 0]);
    assert_eq!(broken_promises("import", &tiers((98, 100), (95, 100))), ["import must 98/100 is below 99 %"]);
    assert_eq!(broken_promises("walks", &tiers((95, 100), (89, 100))), ["walks should 89/100 is below 90 %"]);
    assert_eq!(broken_promises("samples", &BTreeMap::new()), ["samples must 0/0 is below 100 %"]);
}

/// Counts per tier.
pub struct Score {
    file: &'static str,
    tiers: BTreeMap<String, (usize, usize)>,
    shown: usize,
}

impl Score {
    pub fn new(file: &'static str) -> Self {
        Self { file, tiers: BTreeMap::new(), shown: 0 }
    }

    /// Counts one case; `wrong` says what was expected and what came.
    pub fn count(&mut self, tier: &str, name: &str, wrong: Option<String>) {
        let (right, all) = self.tiers.entry(tier.to_owned()).or_default();
        *all += 1;
        match wrong {
            None => *right += 1,
            Some(wrong) => {
                let limit = std::env::var("CONFORMANCE_SHOW").ok().and_then(|limit| limit.parse().ok()).unwrap_or(0);
                if self.shown < limit {
                    self.shown += 1;
                    println!("  {} {tier} {name}: {wrong}", self.file);
                }
            }
        }
    }

    /// Prints one line per tier and holds the must tier against `CONFORMANCE_MIN`, and every tier against what the project
    /// promises when `CONFORMANCE_HOLD` is set. Without cases nothing was compared, which [`folder`] has said.
    pub fn finish(self) {
        for (tier, (right, all)) in &self.tiers {
            println!("{} {tier} {right}/{all}", self.file);
        }
        let least: Option<f64> = std::env::var("CONFORMANCE_MIN").ok().and_then(|least| least.parse().ok());
        if let (Some(least), Some((right, all))) = (least, self.tiers.get("must")) {
            let share = 100.0 * *right as f64 / *all as f64;
            assert!(share >= least, "{} must: {share:.1} % is below {least} %", self.file);
        }
        if std::env::var_os("CONFORMANCE_HOLD").is_some() && folder().is_some() {
            let broken = broken_promises(self.file, &self.tiers);
            assert!(broken.is_empty(), "{}", broken.join("; "));
        }
    }
}
