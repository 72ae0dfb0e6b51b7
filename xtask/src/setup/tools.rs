//! Programs that cargo installs into the tool cache.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use super::Toolchain;
use crate::process::run;
use crate::{step, workspace};

/// The newest whose locked dependencies Rust 1.95 can build; 0.3.11 asks for 1.96, and without its lock file for 1.97.
const CARGO_LEPTOS: &str = "0.3.10";

/// Brings the `wasm-bindgen` of exactly the version in `Cargo.lock`; any other refuses the bundle.
///
/// # Errors
/// When it does not compile.
pub fn prepare_wasm_bindgen(toolchain: &Toolchain) -> Result<PathBuf> {
    let version = workspace::locked_version("wasm-bindgen")?;
    let root = workspace::tools()?.join(format!("wasm-bindgen-{version}"));
    let program = root.join("bin").join("wasm-bindgen");
    let name = format!("wasm-bindgen {version}");
    let by_hand = format!("cargo install wasm-bindgen-cli --version {version} --root {}", root.display());
    if program.is_file() {
        return step::run(&name, &by_hand, || Ok(program));
    }
    step::announce(&name, &by_hand, || {
        // Optimised, because unoptimised it takes minutes for the bundle of a debug build.
        let mut cargo = toolchain.cargo();
        cargo.args(["install", "--quiet", "wasm-bindgen-cli", "--version", &version, "--root"]).arg(&root);
        install(&mut cargo)?;
        Ok(program)
    })
}

/// Brings cargo-leptos, which only `watch` needs.
///
/// # Errors
/// When it does not compile.
pub fn prepare_cargo_leptos(toolchain: &Toolchain) -> Result<PathBuf> {
    let root = workspace::tools()?;
    let program = root.join("bin").join("cargo-leptos");
    let name = format!("cargo-leptos {CARGO_LEPTOS}");
    let by_hand = format!("cargo install --locked cargo-leptos --version {CARGO_LEPTOS} --root {}", root.display());
    let installed = fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
    if program.is_file() && installed.contains(&format!("\"{name} ")) {
        return step::run(&name, &by_hand, || Ok(program));
    }
    step::announce(&name, &by_hand, || {
        let mut cargo = toolchain.cargo();
        cargo.args(["install", "--quiet", "--debug", "--locked", "cargo-leptos", "--version", CARGO_LEPTOS]);
        // `no_downloads`: it would fetch other versions of the tools that set-up has already brought.
        cargo.args(["--features", "no_downloads", "--root"]).arg(&root).env("CARGO_PROFILE_DEV_DEBUG", "0");
        install(&mut cargo)?;
        Ok(program)
    })
}

/// Compiles outside the checkout: the flags of its `.cargo/config.toml` are meant for the portal, not for tools.
fn install(cargo: &mut std::process::Command) -> Result<()> {
    let build = workspace::tools()?.join("build");
    fs::create_dir_all(&build)?;
    cargo.current_dir(&build).env("CARGO_TARGET_DIR", &build);
    run(cargo)?;
    // Several hundred megabytes that nothing asks for again until the version changes.
    fs::remove_dir_all(&build)?;
    Ok(())
}
