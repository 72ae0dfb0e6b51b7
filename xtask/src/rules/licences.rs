//! Under which licences the crates come that this project is built of: none that would bind it to more than naming them.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::str::SplitWhitespace;

use anyhow::Result;

use crate::bundle::BUNDLES;
use crate::process::output;
use crate::setup::Toolchain;

/// By their SPDX names. MPL-2.0 binds whoever changes the files under it, and we change none; EUPL-1.2 is our own.
const ALLOWED: &str = "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CDLA-Permissive-2.0 EUPL-1.2 ISC MIT MPL-2.0 \
                       Unicode-3.0 Unlicense Zlib";

/// BUSL-1.1: SurrealDB may be used inside a product, and not be offered as a database service. Its crates but one name a
/// file in place of the licence.
fn is_surrealdb(package: &str, licence: &str) -> bool {
    (package == "surrealdb" || package.starts_with("surrealdb-")) && matches!(licence, "" | "BUSL-1.1")
}

/// Every crate under another licence, tests and tools included. Needs no network where the crates have been fetched.
///
/// # Errors
/// When cargo cannot resolve the workspace.
pub fn faults(toolchain: &Toolchain) -> Result<Vec<String>> {
    let told = ["--locked", "--prefix", "none", "--format", "{p}|{l}"];
    let mut native = toolchain.cargo();
    native.arg("tree").args(["-p", "domain", "-p", "print", "-p", "store", "-p", "server", "-p", "xtask"]).args(told);
    let mut faults = foreign(&output(&mut native)?);
    for bundle in BUNDLES {
        let mut browser = toolchain.cargo();
        browser.args(["tree", "-p", "frontend", "--target", "wasm32-unknown-unknown", "-e", "normal,build"]);
        faults.extend(foreign(&output(browser.args(["--features", bundle]).args(told))?));
    }
    Ok(faults.into_iter().collect())
}

/// In lines such as `rand v0.9.2|MIT OR Apache-2.0 (*)`.
fn foreign(tree: &str) -> BTreeSet<String> {
    let crates = tree.lines().filter_map(|line| line.trim_end_matches(" (*)").split_once('|'));
    let named = crates.map(|(package, licence)| (package.split(' ').next().unwrap_or_default(), licence.trim()));
    named
        .filter(|(package, licence)| !is_surrealdb(package, licence) && !is_allowed(licence))
        .map(|(package, licence)| {
            format!("{package}: `{licence}` is not met by the list in xtask/src/rules/licences.rs")
        })
        .collect()
}

/// Whether the expression is met by licences of the list alone. In old manifests `/` stands for "or".
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    one_of(&mut words) && words.next().is_none()
}

fn one_of(words: &mut Peekable<SplitWhitespace<'_>>) -> bool {
    let mut is_met = all_of(words);
    while words.next_if_eq(&"OR").is_some() {
        is_met |= all_of(words);
    }
    is_met
}

fn all_of(words: &mut Peekable<SplitWhitespace<'_>>) -> bool {
    let mut is_met = single(words);
    while words.next_if_eq(&"AND").is_some() {
        is_met &= single(words);
    }
    is_met
}

fn single(words: &mut Peekable<SplitWhitespace<'_>>) -> bool {
    match words.next() {
        Some("(") => {
            let is_met = one_of(words);
            words.next() == Some(")") && is_met
        }
        Some(licence) => {
            // The only exception among our crates; it takes duties away.
            let is_known = words.next_if_eq(&"WITH").is_none() || words.next() == Some("LLVM-exception");
            is_known && ALLOWED.split(' ').any(|allowed| allowed == licence)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_licence_is_caught() {
        let tree = "server v0.1.0 (/w/server)|EUPL-1.2\nserde_derive v1.0.2 (proc-macro)|MIT OR Apache-2.0\n\
                    surrealdb-core v3.3.5|\nsurrealdb-protocol v0.13.1|BUSL-1.1 (*)\nbound v1.0.0|GPL-3.0-only\n\
                    bound v1.0.0|GPL-3.0-only (*)\nunsaid v2.0.0|\nservice v1.0.0|BUSL-1.1\nsurrealdb-gpl v1.0.0|GPL-3.0\n";
        let packages = Vec::from_iter(foreign(tree).iter().map(|fault| fault.split(':').next().unwrap().to_owned()));
        assert_eq!(packages, ["bound", "service", "surrealdb-gpl", "unsaid"]);
    }

    #[test]
    fn of_several_licences_one_may_choose_and_must_meet_all() {
        for met in ["MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR GPL-3.0) AND Unicode-3.0", "GPL-2.0 OR MIT AND ISC"] {
            assert!(is_allowed(met), "{met}");
        }
        assert!(is_allowed("Apache-2.0 WITH LLVM-exception OR GPL-2.0"));
        for unmet in ["MIT AND GPL-3.0", "(GPL-3.0 OR MIT) AND GPL-2.0", "MIT WITH GCC-exception-3.1", "MIT ISC"] {
            assert!(!is_allowed(unmet), "{unmet}");
        }
        for no_expression in ["", "(MIT", "AND", "MIT AND", "mit"] {
            assert!(!is_allowed(no_expression), "{no_expression}");
        }
    }
}
