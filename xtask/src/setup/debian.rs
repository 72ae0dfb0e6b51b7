//! Where rustup cannot download (Debian 12): Debian's own Rust, with the browser's standard library built from its source.
//!
//! The packages move with security updates, and the LLVM number with them: both are asked for, never written down.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::toolchain::WASM;
use crate::process::{command, find_on_path, output, run, run_quietly};
use crate::{step, workspace};

/// The name under which rustup knows Debian's Rust.
pub const TOOLCHAIN: &str = "debian";

const PACKAGES: [&str; 5] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-clippy", "rustfmt-web"];

/// Whether packages can be installed: Debian or a relative of it, as root.
pub fn is_possible() -> bool {
    let root = output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && find_on_path(&["apt-get"]).is_some()
}

/// Whether rustup has been told about Debian's Rust.
pub fn is_linked() -> bool {
    find_on_path(&["rustup"]).is_some()
        && output(command("rustup").args(["toolchain", "list"]))
            .is_ok_and(|list| list.lines().any(|line| line.split_whitespace().next() == Some(TOOLCHAIN)))
}

/// Installs Debian's Rust, builds the standard library for the browser and links the toolchain.
///
/// # Errors
/// When a package, the build or a link fails.
pub fn make_toolchain() -> Result<()> {
    install_toolchain_packages()?;
    let host = host_of_rustc()?;
    let lld = format!("lld-{}", host.llvm);
    step::announce(&lld, &format!("apt-get install {lld}"), || install(&[&lld]))?;
    link_linker(&host)?;
    build_standard_library()?;
    run_quietly(command("rustup").args(["toolchain", "link", TOOLCHAIN, "/usr"]))
}

/// Installs Debian's compiler, cargo, clippy, rustfmt and the source of the standard library.
///
/// # Errors
/// When apt-get fails.
pub fn install_toolchain_packages() -> Result<()> {
    let by_hand = format!("apt-get install {}", PACKAGES.join(" "));
    step::announce("Debian's Rust packages", &by_hand, || install(&PACKAGES))
}

/// Installs Debian packages; the package lists are renewed only when the first try fails.
///
/// # Errors
/// When apt-get fails twice.
pub fn install(packages: &[&str]) -> Result<()> {
    let install = || {
        let mut apt = command("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(["install", "-y", "-q", "--no-install-recommends"]);
        apt.args(packages);
        run_quietly(&mut apt)
    };
    if install().is_ok() {
        return Ok(());
    }
    run_quietly(command("apt-get").args(["update", "-q"]))?;
    install()
}

/// Whether the package lists of this machine know the package.
pub fn offers(package: &str) -> bool {
    output(command("apt-cache").args(["show", "--no-all-versions", package])).is_ok()
}

/// What Debian's rustc says about itself.
struct Host {
    triple: String,
    llvm: String,
}

fn host_of_rustc() -> Result<Host> {
    parse_version(&output(command("/usr/bin/rustc").arg("-vV"))?).context("rustc -vV has an unknown form")
}

fn parse_version(version: &str) -> Option<Host> {
    let value = |key: &str| version.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
    let llvm = value("LLVM version:")?.split('.').next()?.to_string();
    Some(Host { triple: value("host:")?.to_string(), llvm })
}

/// Debian's rustc looks for `rust-lld` where the Rust project puts it; Debian puts lld elsewhere.
fn link_linker(host: &Host) -> Result<()> {
    let folder = Path::new("/usr/lib/rustlib").join(&host.triple).join("bin");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let link = folder.join("rust-lld");
    if link.symlink_metadata().is_ok() {
        fs::remove_file(&link)?;
    }
    let lld = format!("/usr/lib/llvm-{}/bin/lld", host.llvm);
    symlink(&lld, &link).with_context(|| format!("cannot link {} to {lld}", link.display()))
}

/// Debian ships no standard library for the browser, but its source.
fn build_standard_library() -> Result<()> {
    let name = format!("standard library for {WASM}");
    step::announce(&name, "follow build_standard_library in xtask/src/setup/debian.rs", || {
        let work = workspace::tools()?.join("debian-std");
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        fs::create_dir_all(&work)?;
        run(command("cp").arg("-r").arg(rust_source()?.join("library")).arg(&work))?;
        let out = work.join("out");
        let mut cargo = command("/usr/bin/cargo");
        cargo.current_dir(work.join("library"));
        // The same environment the Rust project builds it with: unstable features, and metadata that sets its symbols
        // apart from those of a crate that happens to have the same name.
        cargo.env("RUSTC", "/usr/bin/rustc").env("RUSTC_BOOTSTRAP", "1");
        cargo.env("__CARGO_DEFAULT_LIB_METADATA", "wasm-std").env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "s");
        cargo.env("RUSTFLAGS", "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked -Cpanic=abort");
        cargo.args(["build", "--release", "-p", "sysroot", "--target", WASM, "--target-dir"]).arg(&out);
        run(&mut cargo)?;
        let installed = Path::new("/usr/lib/rustlib").join(WASM).join("lib");
        if installed.exists() {
            fs::remove_dir_all(&installed)?;
        }
        fs::create_dir_all(&installed)?;
        for entry in fs::read_dir(out.join(WASM).join("release").join("deps"))? {
            let file = entry?.path();
            if file.extension().is_some_and(|extension| extension == "rlib") {
                fs::copy(&file, installed.join(file.file_name().unwrap_or_default()))?;
            }
        }
        fs::remove_dir_all(&work).context("cannot remove the build folder of the standard library")
    })
}

/// The folder of the source that belongs to Debian's rustc; of several versions the newest.
fn rust_source() -> Result<PathBuf> {
    let folders = fs::read_dir("/usr/src").context("cannot list /usr/src")?.filter_map(Result::ok).map(|e| e.path());
    let mut sources: Vec<PathBuf> =
        folders.filter(|path| path.join("library").is_dir() && path.to_string_lossy().contains("/rustc-")).collect();
    sources.sort_by_key(|path| path.metadata().and_then(|data| data.modified()).ok());
    sources.pop().context("rust-web-src left no /usr/src/rustc-*/library")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_is_that_of_the_compilers_llvm() {
        let host = parse_version("rustc 1.96.0\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.8\n").unwrap();
        assert_eq!((host.triple.as_str(), host.llvm.as_str()), ("x86_64-unknown-linux-gnu", "22"));
        assert!(parse_version("rustc 1.96.0").is_none());
    }
}
