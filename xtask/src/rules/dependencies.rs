//! Who may use what: `frontend → app → domain ← store ← server → app`, SurrealDB in `store` only.

use std::process::Command;

use anyhow::Result;

use super::source::{Source, code_only, words};
use crate::bundle::BUNDLES;
use crate::process::output;
use crate::setup::Toolchain;

const OURS: [&str; 7] = ["domain", "app", "print", "store", "server", "frontend", "xtask"];

/// Which of our crates a crate may depend on directly.
const MAY_USE: [(&str, &[&str]); 7] = [
    ("domain", &[]),
    ("app", &["domain"]),
    ("print", &[]),
    ("store", &["domain"]),
    ("server", &["app", "domain", "print", "store"]),
    ("frontend", &["app"]),
    ("xtask", &[]),
];

/// `domain` runs in the browser as well, and knows neither clock nor chance nor I/O.
const NEVER_BELOW_DOMAIN: [&str; 8] = ["leptos", "tokio", "surrealdb", "axum", "rand", "getrandom", "reqwest", "hyper"];
const NEVER_IN_BROWSER: [&str; 4] = ["tokio", "axum", "surrealdb", "hyper"];

/// Every dependency that is not allowed, as cargo resolves them.
///
/// # Errors
/// When cargo cannot resolve the workspace.
pub fn faults_of_crates(toolchain: &Toolchain) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (package, allowed) in MAY_USE {
        let direct = tree(toolchain.cargo().args(["tree", "-p", package, "-e", "normal", "--depth", "1"]))?;
        faults.extend(not_allowed(package, &direct, allowed));
    }
    let below = tree(toolchain.cargo().args(["tree", "-p", "domain", "-e", "normal"]))?;
    faults.extend(
        named(&below, &NEVER_BELOW_DOMAIN)
            .map(|name| format!("domain depends on {name}: cargo tree -p domain -i {name}")),
    );
    for bundle in BUNDLES {
        let mut cargo = toolchain.cargo();
        cargo.args([
            "tree",
            "-p",
            "frontend",
            "--target",
            "wasm32-unknown-unknown",
            "-e",
            "normal",
            "--features",
            bundle,
        ]);
        let below = names(&without_channels(&output(cargo.args(["--prefix", "none", "--format", "{p}|{f}"]))?));
        faults.extend(named(&below, &NEVER_IN_BROWSER).map(|name| format!("bundle {bundle} contains {name}")));
    }
    Ok(faults)
}

/// Every place outside `store` that names SurrealDB, in code or in a manifest.
pub fn faults_of_sources(sources: &[Source]) -> Vec<String> {
    let elsewhere = |source: &&Source| {
        ["app/", "frontend/", "server/src/", "server/tests/"].iter().any(|folder| source.path.starts_with(folder))
            || source.path == "server/Cargo.toml"
    };
    let mut faults = Vec::new();
    for source in sources.iter().filter(elsewhere) {
        let text = if source.has_extension("rs") { code_only(&source.text) } else { without_comments(&source.text) };
        for (number, line) in text.lines().enumerate() {
            if words(line).any(|word| word.starts_with("surrealdb")) {
                faults.push(format!("{}:{}: only server/store may name SurrealDB", source.path, number + 1));
            }
        }
    }
    faults
}

fn without_comments(manifest: &str) -> String {
    manifest.lines().map(|line| line.split('#').next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The names of the packages in the tree; the first is its root.
fn tree(cargo: &mut Command) -> Result<Vec<String>> {
    Ok(names(&output(cargo.args(["--prefix", "none", "--format", "{p}"]))?))
}

/// The tree without a tokio that is nothing but channels: indexed_db_futures takes those from it, and no runtime.
fn without_channels(tree: &str) -> String {
    let only_channels = |line: &&str| {
        let Some((package, features)) = line.split_once('|') else { return false };
        let features = features.trim_end_matches("(*)").trim();
        package.starts_with("tokio v")
            && features.split(',').all(|feature| matches!(feature, "sync" | "macros" | "default"))
    };
    tree.lines().filter(|line| !only_channels(line)).collect::<Vec<_>>().join("\n")
}

fn names(tree: &str) -> Vec<String> {
    tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_string).collect()
}

fn not_allowed(package: &str, direct: &[String], allowed: &[&str]) -> Vec<String> {
    let ours = direct.iter().skip(1).filter(|name| OURS.contains(&name.as_str()) && name.as_str() != package);
    ours.filter(|name| !allowed.contains(&name.as_str())).map(|name| format!("{package} must not use {name}")).collect()
}

/// What the tree contains of `never`: the crate itself or one of its family (`tokio-util`).
fn named<'a>(tree: &'a [String], never: &'a [&'a str]) -> impl Iterator<Item = &'a String> {
    let family = |name: &str, head: &str| {
        name.strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_']))
    };
    tree.iter().skip(1).filter(move |name| never.iter().any(|head| family(name, head)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surrealdb_outside_the_store_is_caught() {
        let found = |path: &str, text: &str| faults_of_sources(&[Source::invented(path, text)]).len();
        assert_eq!(found("server/src/main.rs", "use surrealdb::Surreal;"), 1);
        assert_eq!(found("server/Cargo.toml", "surrealdb-core = \"3\""), 1);
        assert_eq!(found("server/Cargo.toml", "# surrealdb is the store's\n"), 0);
        assert_eq!(found("server/src/main.rs", "// surrealdb\nlet a = \"surrealdb\";"), 0);
        assert_eq!(found("server/store/src/lib.rs", "use surrealdb::Surreal;"), 0);
    }

    #[test]
    fn a_dependency_against_the_direction_is_caught() {
        let tree =
            names("app v0.1.0 (/w/app)\ndomain v0.1.0 (/w/app/domain)\nstore v0.1.0 (/w/server/store)\nserde v1.0.0\n");
        assert_eq!(not_allowed("app", &tree, &["domain"]), ["app must not use store"]);
        assert!(not_allowed("app", &tree, &["domain", "store"]).is_empty());
    }

    #[test]
    fn tokios_channels_are_no_runtime() {
        let tree = "frontend v0.1.0|public\ntokio v1.54.1|sync\ntokio v1.54.1|sync (*)\n";
        assert_eq!(names(&without_channels(tree)), ["frontend"]);
        assert_eq!(names(&without_channels("a v1|\ntokio v1.54.1|rt,sync\n")), ["a", "tokio"]);
    }

    #[test]
    fn a_forbidden_crate_and_its_family_are_caught() {
        let tree = names("domain v0.1.0\nrand_core v0.9.0\ntokio-util v0.7.0 (*)\nrandom-words v1.0.0\nuuid v1.0.0\n");
        assert_eq!(named(&tree, &NEVER_BELOW_DOMAIN).collect::<Vec<_>>(), ["rand_core", "tokio-util"]);
    }
}
