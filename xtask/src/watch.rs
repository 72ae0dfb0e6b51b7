//! `cargo xtask watch`: rebuild and restart on every change, with cargo-leptos; and what plain `cargo leptos watch` needs.
//!
//! What cargo-leptos builds stands in the workspace's Cargo.toml; the server sees that it was started by it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::process::run;
use crate::setup::{self, Need, Tools};

/// `cargo xtask watch`.
///
/// # Errors
/// When set-up or cargo-leptos fails.
pub fn command(arguments: &[String]) -> Result<()> {
    ensure!(arguments.is_empty(), "watch has no options");
    let tools = setup::prepare(&[Need::Watch])?;
    let program = tools.cargo_leptos.as_ref().context("set-up brought no cargo-leptos")?;
    let mut leptos = tools.toolchain.program(&program.to_string_lossy());
    leptos.args(["leptos", "watch"]);
    if std::env::var_os("DEMO").is_none() {
        leptos.env("DEMO", "1");
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    leptos.env("PATH", std::env::join_paths(folders(&tools).into_iter().chain(std::env::split_paths(&path)))?);
    run(&mut leptos)
}

/// How to call cargo-leptos without this program.
pub fn plain_call(tools: &Tools) -> String {
    let toolchain = tools.toolchain.name().map(|name| format!("RUSTUP_TOOLCHAIN={name} ")).unwrap_or_default();
    let folders: Vec<_> = folders(tools).iter().map(|folder| folder.display().to_string()).collect();
    format!("{toolchain}PATH=\"{}:$PATH\" DEMO=1 cargo leptos watch", folders.join(":"))
}

/// Where cargo finds cargo-leptos, and that the very wasm-bindgen that set-up brought.
fn folders(tools: &Tools) -> Vec<PathBuf> {
    let programs = tools.cargo_leptos.iter().chain([&tools.wasm_bindgen]);
    programs.map(|program| program.parent().unwrap_or(Path::new(".")).to_path_buf()).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::bundle::WATCHED;
    use crate::workspace;

    /// What the metadata name must be what the server looks for (`server/src/assets.rs`) and what the lints check.
    #[test]
    fn the_metadata_name_what_is_built_and_looked_for() {
        let read = |file: &str| fs::read_to_string(workspace::root().join(file)).unwrap();
        let (manifest, assets) = (read("Cargo.toml"), read("server/src/assets.rs"));
        for setting in [format!("lib-features = [\"{WATCHED}\"]"), "output-name = \"public\"".into()] {
            assert!(manifest.contains(&setting), "{setting}");
        }
        assert!(assets.contains("/pkg/public.{extension}"));
        let natives = workspace::NATIVE.map(|word| format!("\"{word}\"")).join(", ");
        assert!(manifest.contains(&format!("bin-cargo-args = [{natives}]")), "{natives}");
    }
}
