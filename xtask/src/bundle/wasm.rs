//! The browser bundles: cargo, the splitter, wasm-bindgen, and in a release wasm-opt.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{Profile, hash, parts};
use crate::process::{command, run};
use crate::setup::Tools;
use crate::{side_by_side, step, workspace};

const WASM: &str = "wasm32-unknown-unknown";

/// What every supported browser knows (Chromium 96, Firefox 100, Safari 15) and rustc may emit. `--all-features` would also
/// let wasm-opt use what only the newest browsers know.
const WASM_FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The files of a bundle, by name inside `pkg/`.
pub struct Bundle {
    pub js: String,
    pub wasm: String,
    /// What every file of the bundle begins with.
    pub stem: String,
    /// What is fetched after the start, when somebody opens a page that needs it: by name inside `pkg/`.
    pub parts: Vec<String>,
}

/// A bundle as cargo compiled it, and what the files that come of it are called.
pub struct Compiled {
    name: &'static str,
    code: Vec<u8>,
    bundle: Bundle,
}

/// Compiles the bundle `name`.
///
/// # Errors
/// When cargo fails.
pub fn compile(tools: &Tools, profile: Profile, name: &'static str) -> Result<Compiled> {
    let mut cargo = tools.toolchain.cargo();
    cargo.args(["rustc", "--quiet", "-p", "frontend", "--lib", "--target", WASM, "--features", name]);
    cargo.args(["--profile", profile.cargo_name(), "--target-dir"]).arg(workspace::front_target());
    // The splitter follows the linker's records of who calls whom.
    cargo.args(["--", "-C", "link-args=--emit-relocs"]);
    step::run(&format!("compile bundle {name}"), "see the compiler's messages above", || run(&mut cargo))?;

    let input = workspace::front_target().join(WASM).join(profile.cargo_name()).join("frontend.wasm");
    let code = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
    // The snippets of JavaScript are inside the compiled file, so its hash and the tools decide everything.
    let made_by = format!("{} {}", tools.wasm_bindgen.display(), profile.cargo_name());
    let stem = format!("{name}.{}", hash::digits([code.as_slice(), made_by.as_bytes()]));
    let bundle = Bundle { js: format!("{stem}.js"), wasm: format!("{stem}_bg.wasm"), stem, parts: Vec::new() };
    Ok(Compiled { name, code, bundle })
}

/// Makes what a browser gets of the bundles and puts it into `package`, in their order; one that lies there already costs nothing.
///
/// # Errors
/// When the splitter, wasm-bindgen or wasm-opt fails.
pub fn finish(tools: &Tools, profile: Profile, compiled: Vec<Compiled>, package: &Path) -> Result<Vec<Bundle>> {
    let by_hand = "rm -r the `site` folder in cargo's target folder and try again";
    let missing: Vec<&Compiled> = compiled.iter().filter(|one| !package.join(&one.bundle.js).is_file()).collect();
    // Built beside and moved in at the end, so that an interrupted build leaves no half bundle behind.
    let work_of = |one: &Compiled| package.with_file_name(format!("making-{}", one.name));
    for one in &missing {
        step::run(&format!("bind bundle {}", one.name), by_hand, || take_apart(tools, one, &work_of(one)))?;
    }
    if profile == Profile::Release && !missing.is_empty() {
        step::run("shrink bundles", by_hand, || {
            let mut files = Vec::new();
            for one in &missing {
                files.extend(wasm_files(&work_of(one), &one.bundle)?);
            }
            // wasm-opt works on one core, and the biggest file decides how long it takes: that one first.
            files.sort_by_key(|(size, _)| Reverse(*size));
            side_by_side::each(files, |(_, file)| shrink(&file))
        })?;
    }
    for one in &missing {
        move_in(&work_of(one), package, &one.bundle.js)?;
    }
    let whole = |one: Compiled| -> Result<Bundle> {
        let parts = parts::names(package, &one.bundle.stem)?;
        Ok(Bundle { parts, ..one.bundle })
    };
    compiled.into_iter().map(whole).collect()
}

/// Splits the compiled code and binds it to its script, in the folder `work`.
fn take_apart(tools: &Tools, compiled: &Compiled, work: &Path) -> Result<()> {
    let Compiled { name, code, bundle } = compiled;
    remove(work)?;
    let first = parts::split(code, work, bundle)?;
    bind(tools, &first, name, work, work.join(parts::folder(&bundle.stem)).is_dir())?;
    give_names_with_hash(work, name, bundle)?;
    fs::remove_file(&first).with_context(|| format!("cannot remove {}", first.display()))
}

/// The WASM files of a bundle below `work`, each with its size.
fn wasm_files(work: &Path, bundle: &Bundle) -> Result<Vec<(u64, PathBuf)>> {
    let mut names = parts::names(work, &bundle.stem)?;
    names.retain(|name| name.ends_with(".wasm"));
    names.push(bundle.wasm.clone());
    let sized = |name: String| -> Result<(u64, PathBuf)> {
        let file = work.join(name);
        let size = fs::metadata(&file).with_context(|| format!("cannot measure {}", file.display()))?.len();
        Ok((size, file))
    };
    names.into_iter().map(sized).collect()
}

fn bind(tools: &Tools, input: &Path, name: &str, work: &Path, has_parts: bool) -> Result<()> {
    let mut bindgen = command(&tools.wasm_bindgen);
    bindgen.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"]).arg(work).arg(input);
    if has_parts {
        // They link to the first one by the linker's names.
        bindgen.args(["--keep-lld-exports", "--no-demangle"]);
    }
    run(&mut bindgen)
}

fn shrink(wasm: &Path) -> Result<()> {
    let mut wasm_opt = command(workspace::root().join("style/node_modules/.bin/wasm-opt"));
    run(wasm_opt.arg("-Oz").args(WASM_FEATURES).arg(wasm).arg("-o").arg(wasm))
}

/// Renames what wasm-bindgen wrote, and the names in the script with it: given a name with a dot, it would take the hash for
/// an extension. Snippets, which have no hash in their names, get a folder that belongs to this bundle alone.
fn give_names_with_hash(work: &Path, name: &str, bundle: &Bundle) -> Result<()> {
    let old_wasm = format!("{name}_bg.wasm");
    fs::rename(work.join(&old_wasm), work.join(&bundle.wasm)).context("wasm-bindgen wrote no WASM file")?;
    let snippets = format!("./{}_snippets/", bundle.stem);
    if work.join("snippets").is_dir() {
        fs::rename(work.join("snippets"), work.join(&snippets))?;
    }
    let old_script = work.join(format!("{name}.js"));
    let text = fs::read_to_string(&old_script).context("wasm-bindgen wrote no script")?;
    let text = text.replace(&old_wasm, &bundle.wasm).replace("./snippets/", &snippets);
    // Only where it is fetched from changes: inside the WASM file the script keeps its name.
    let links = format!("from \"./{}/{}\"", parts::folder(&bundle.stem), parts::LINKS);
    let text = text.replace(&format!("from \"./{}\"", parts::LINKS), &links);
    fs::write(work.join(&bundle.js), text)?;
    fs::remove_file(&old_script).context("cannot remove the script without hash")
}

/// The script goes last: where it is, the bundle is whole.
fn move_in(work: &Path, package: &Path, script: &str) -> Result<()> {
    for entry in fs::read_dir(work)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy() != script {
            let place = package.join(entry.file_name());
            remove(&place)?;
            fs::rename(entry.path(), place)?;
        }
    }
    fs::rename(work.join(script), package.join(script))?;
    fs::remove_dir(work).context("cannot remove the folder the bundle was made in")
}

fn remove(path: &Path) -> Result<()> {
    match path.symlink_metadata() {
        Ok(data) if data.is_dir() => fs::remove_dir_all(path)?,
        Ok(_) => fs::remove_file(path)?,
        Err(_) => (),
    }
    Ok(())
}
