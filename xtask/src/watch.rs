//! `cargo xtask watch`: rebuild and restart on every change, with cargo-leptos; and what plain `cargo leptos watch` needs.
//!
//! cargo-leptos rebuilds the public bundle, the style sheet and the server. The other bundles are built once, at the start:
//! a project of cargo-leptos has one lib, so whoever works on the staff zone or the survey uses `cargo xtask serve`.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::bundle::{self, Profile, Site};
use crate::process::run;
use crate::setup::{self, Need, Tools};
use crate::workspace;

/// Where cargo-leptos puts its files; `site-root` in the workspace's Cargo.toml.
const SITE_ROOT: &str = "target/site/watch";

/// Where a server started in the checkout looks when nothing names a folder (`SITE_DIR`): cargo-leptos names none.
const LOOKED_AT: &str = "site";

/// `cargo xtask watch`.
///
/// # Errors
/// When set-up, the first build or cargo-leptos fails.
pub fn command(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "watch has no options");
    let tools = setup::prepare(&[Need::Watch])?;
    let site = bundle::build(&tools, Profile::Development)?;
    let folder = combine(&site)?;
    let program = tools.cargo_leptos.context("set-up brought no cargo-leptos")?;
    let mut leptos = tools.toolchain.program(&program.to_string_lossy());
    leptos.args(["leptos", "watch"]).env("SITE_DIR", folder);
    for (name, value) in [("DATABASE_URL", "surrealkv://data/db"), ("DATA_DIR", "data"), ("DEMO", "1")] {
        if std::env::var_os(name).is_none() {
            leptos.env(name, value);
        }
    }
    // cargo-leptos must find the very wasm-bindgen that set-up brought, and wasm-opt.
    let path = std::env::var_os("PATH").unwrap_or_default();
    let own = [parent(&tools.wasm_bindgen), workspace::root().join("style/node_modules/.bin")];
    leptos.env("PATH", std::env::join_paths(own.into_iter().chain(std::env::split_paths(&path)))?);
    run(&mut leptos)
}

/// `cargo xtask setup --watch`: builds all bundles, lets a server that cargo-leptos starts find them, and prints the call.
///
/// # Errors
/// When a bundle does not build, or something else lies where the server looks.
pub fn prepare(tools: &Tools) -> Result<()> {
    let folder = combine(&bundle::build(tools, Profile::Development)?)?;
    lead_to(&folder, &workspace::root().join(LOOKED_AT))?;
    let toolchain = tools.toolchain.name().map(|name| format!("RUSTUP_TOOLCHAIN={name} ")).unwrap_or_default();
    let programs = tools.cargo_leptos.iter().chain([&tools.wasm_bindgen]).map(|program| parent(program));
    let folders: Vec<_> = programs.map(|folder| folder.display().to_string()).collect();
    println!("now: {toolchain}PATH=\"{}:$PATH\" DEMO=1 cargo leptos watch", folders.join(":"));
    Ok(())
}

/// A folder of somebody's own stays where it is.
fn lead_to(folder: &Path, place: &Path) -> Result<()> {
    let is_taken = place.symlink_metadata().is_ok_and(|found| !found.is_symlink());
    ensure!(!is_taken, "{} is no link of ours: move it away, or set SITE_DIR={}", place.display(), folder.display());
    link(folder, place)
}

/// A site of links: the public bundle and style sheet where cargo-leptos renews them, the staff bundle and static files as
/// built before. Every file has a link of its own, because cargo-leptos empties its folder with each build.
fn combine(site: &Site) -> Result<PathBuf> {
    let folder = workspace::target().join("site").join("watched");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let package = folder.join("pkg");
    fs::create_dir_all(&package)?;
    for entry in fs::read_dir(site.folder.join("pkg"))? {
        let source = entry?.path();
        link(&source, &package.join(source.file_name().unwrap_or_default()))?;
    }
    let renewed = workspace::root().join(SITE_ROOT).join("pkg");
    for name in ["public.js", "public.wasm", "public.css"] {
        link(&renewed.join(name), &package.join(name))?;
    }
    for entry in fs::read_dir(workspace::root().join("frontend/public"))? {
        let source = entry?.path();
        link(&source, &folder.join(source.file_name().unwrap_or_default()))?;
    }
    fs::write(folder.join("assets.json"), site.assets.with_names_of_cargo_leptos().json())?;
    Ok(folder)
}

fn link(source: &Path, place: &Path) -> Result<()> {
    if place.symlink_metadata().is_ok() {
        fs::remove_file(place).with_context(|| format!("cannot replace {}", place.display()))?;
    }
    symlink(source, place).with_context(|| format!("cannot link {}", place.display()))
}

fn parent(program: &Path) -> PathBuf {
    program.parent().unwrap_or(Path::new(".")).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_led_to_todays_folder_and_never_away_from_ones_own() {
        let root = std::env::temp_dir().join(format!("xtask-watch-{}", std::process::id()));
        let (own, place) = (root.join("own"), root.join(LOOKED_AT));
        fs::create_dir_all(own.join("pkg")).unwrap();
        for folder in ["before", "today"] {
            lead_to(&root.join(folder), &place).unwrap();
            assert_eq!(fs::read_link(&place).unwrap(), root.join(folder));
        }
        let refused = lead_to(&root.join("today"), &own).unwrap_err().to_string();
        let is_left = own.join("pkg").is_dir();
        fs::remove_dir_all(&root).unwrap();
        assert!(is_left && refused.contains("SITE_DIR="), "{refused}");
    }

    #[test]
    fn the_metadata_name_the_folder_that_is_linked() {
        let manifest = fs::read_to_string(workspace::root().join("Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("site-root = \"{SITE_ROOT}\"")));
    }
}
