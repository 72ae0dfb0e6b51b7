//! What a bundle fetches after its start: the splitter takes it out along `#[wasm_split]`.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use super::wasm::Bundle;

/// The script that fetches the parts, by name inside their folder.
pub const LINKS: &str = "wasm_parts.js";

/// Folder of a bundle's parts inside `pkg/`: the files in it have no hash in their names, so it has.
pub fn folder(stem: &str) -> String {
    format!("{stem}_parts")
}

/// Takes `code` apart: the parts go into their folder below `work`, the part that starts into a file of its own there, whose
/// path is returned. Code without split points comes back whole.
///
/// # Errors
/// When the code cannot be read, or a file not be written.
pub fn split(code: &[u8], work: &Path, bundle: &Bundle) -> Result<PathBuf> {
    let parts = work.join(folder(&bundle.stem));
    fs::create_dir_all(&parts)?;
    let first = work.join("first.wasm");
    let link = format!("./{LINKS}");
    let main = format!("../{}", bundle.js);
    let mut options = wasm_split_cli_support::Options::new(code);
    options.output_dir = &parts;
    options.main_out_path = &first;
    options.main_module = &main;
    options.link_name = &link;
    wasm_split_cli_support::transform(options).map_err(|fault| anyhow!("the splitter: {fault:?}"))?;
    if names(work, &bundle.stem)?.iter().all(|file| file.ends_with(".js")) {
        fs::remove_dir_all(&parts)?;
    }
    Ok(first)
}

/// The parts that lie below `package`, by name inside it, in the same order on every machine.
///
/// # Errors
/// When the folder cannot be read.
pub fn names(package: &Path, stem: &str) -> Result<Vec<String>> {
    let folder = folder(stem);
    let mut names = Vec::new();
    if package.join(&folder).is_dir() {
        for entry in fs::read_dir(package.join(&folder))? {
            let name = format!("{folder}/{}", entry?.file_name().to_string_lossy());
            // A release has the packed form of each beside it.
            if !name.ends_with(".br") {
                names.push(name);
            }
        }
    }
    names.sort();
    Ok(names)
}
