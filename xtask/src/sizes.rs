//! `cargo xtask sizes`: what a browser downloads, against the committed baseline.

mod baseline;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use crate::bundle::{self, Profile, Site};
use crate::setup::{self, Need, Tools};
use crate::step;
use baseline::{Baseline, Size};

/// Bytes that a browser may have to fetch for a zone's first page, as brotli: script and WASM, and the style of all zones.
const CAPS: [(&str, u64); 4] = [("public", 350_000), ("staff", 900_000), ("survey", 350_000), ("css", 40_000)];

/// `cargo xtask sizes [--accept]`: prints the sizes; with `--accept` they become the baseline.
///
/// # Errors
/// When a bundle does not build, or without `--accept` has outgrown the baseline.
pub fn command(arguments: &[String]) -> Result<()> {
    let accept = match arguments {
        [] => false,
        [flag] if flag == "--accept" => true,
        other => bail!("sizes knows only --accept, not {other:?}"),
    };
    let tools = setup::prepare(&[Need::Build])?;
    let sizes = measure(&tools)?;
    let path = baseline::path();
    let baseline = Baseline::read(&path)?;
    if accept {
        fs::write(&path, baseline.with(&sizes).text()).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{}: add the reason for the growth and commit it", path.display());
        return Ok(());
    }
    if baseline.is_empty() { Ok(()) } else { compare(&baseline, &sizes) }
}

/// Measures the release bundles and compares them. As long as no baseline is committed there is nothing to compare with:
/// it says so and does not spend the minutes of a release build.
///
/// # Errors
/// When a bundle does not build or has outgrown the baseline.
pub fn check(tools: &Tools) -> Result<()> {
    let baseline = Baseline::read(&baseline::path())?;
    if baseline.is_empty() {
        println!(
            "NOT CHECKED: {} holds no sizes yet; `cargo xtask sizes --accept` writes them",
            baseline::path().display()
        );
        return Ok(());
    }
    compare(&baseline, &measure(tools)?)
}

fn compare(baseline: &Baseline, sizes: &[Size]) -> Result<()> {
    step::run("sizes against the baseline", "cargo xtask sizes --accept, then commit with the reason", || {
        baseline.compare(sizes)
    })
}

fn measure(tools: &Tools) -> Result<Vec<Size>> {
    let site = bundle::build(tools, Profile::Release)?;
    bundle::compress(&site.folder)?;
    let sizes = sizes_of(&site)?;
    println!("{:<12} {:>12} {:>12}", "", "bytes", "brotli");
    for size in &sizes {
        println!("{:<12} {:>12} {:>12}", size.name, size.raw, size.brotli);
    }
    for (bundle, cap) in CAPS {
        let whole: u64 = sizes.iter().filter(|size| size.name.starts_with(bundle)).map(|size| size.brotli).sum();
        println!("{bundle}: {whole} bytes brotli at the start; cap {cap}");
        ensure!(whole <= cap, "{bundle} is above its cap: take more of it out into parts (frontend/src/chunks.rs)");
    }
    Ok(sizes)
}

fn sizes_of(site: &Site) -> Result<Vec<Size>> {
    let assets = &site.assets;
    let files = [
        ("public.wasm", &assets.public_wasm),
        ("public.js", &assets.public_js),
        ("staff.wasm", &assets.staff_wasm),
        ("staff.js", &assets.staff_js),
        ("survey.wasm", &assets.survey_wasm),
        ("survey.js", &assets.survey_js),
        ("css", &assets.css),
    ];
    let mut sizes = Vec::new();
    for (name, address) in files {
        let (raw, brotli) = size_of(site, address)?;
        sizes.push(Size { name: name.to_string(), raw, brotli });
    }
    let mut later = Size { name: "later".into(), raw: 0, brotli: 0 };
    for address in &assets.staff_parts {
        let (raw, brotli) = size_of(site, address)?;
        println!("  part {address}: {brotli} bytes brotli");
        later = Size { raw: later.raw + raw, brotli: later.brotli + brotli, ..later };
    }
    sizes.push(later);
    Ok(sizes)
}

/// Bytes of a file of the site, as built and as brotli.
fn size_of(site: &Site, address: &str) -> Result<(u64, u64)> {
    let length = |path: &Path| -> Result<u64> {
        Ok(fs::metadata(path).with_context(|| format!("cannot measure {}", path.display()))?.len())
    };
    let file = site.folder.join(address.trim_start_matches('/'));
    let mut packed = file.clone().into_os_string();
    packed.push(".br");
    Ok((length(&file)?, length(Path::new(&packed))?))
}
