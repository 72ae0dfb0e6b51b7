//! The folder that the server serves: static files, today's files in `pkg/` and those of the build before.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::hash;
use super::wasm::Bundle;
use crate::workspace;

/// Today's names, as the server reads them from `assets.json`. Every address begins with `/pkg/`.
#[derive(Clone)]
pub struct Assets {
    /// Changes whenever any file of the site does.
    pub build: String,
    pub public_js: String,
    pub public_wasm: String,
    pub staff_js: String,
    pub staff_wasm: String,
    pub staff_parts: Vec<String>,
    pub survey_js: String,
    pub survey_wasm: String,
    pub css: String,
}

impl Assets {
    /// The text of `assets.json`.
    pub fn json(&self) -> String {
        // Only letters, digits, dots, slashes and underscores occur: nothing to escape.
        let parts: Vec<String> = self.staff_parts.iter().map(|part| format!("\"{part}\"")).collect();
        format!(
            "{{\n  \"build\": \"{}\",\n  \"public_js\": \"{}\",\n  \"public_wasm\": \"{}\",\n  \"staff_js\": \"{}\",\n  \
             \"staff_wasm\": \"{}\",\n  \"staff_parts\": [{}],\n  \"survey_js\": \"{}\",\n  \
             \"survey_wasm\": \"{}\",\n  \"css\": \"{}\"\n}}\n",
            self.build,
            self.public_js,
            self.public_wasm,
            self.staff_js,
            self.staff_wasm,
            parts.join(", "),
            self.survey_js,
            self.survey_wasm,
            self.css
        )
    }
}

const TODAY: &str = "assets.json";
const BEFORE: &str = "assets.previous.json";

/// Copies the static files, writes `assets.json` for the bundles (`public`, `staff`, `survey`) and removes what only builds
/// before the last one used.
///
/// # Errors
/// When a file cannot be written or removed.
pub fn finish(site: &Path, bundles: [&Bundle; 3], style: &str) -> Result<Assets> {
    let [public, staff, survey] = bundles;
    let statics = copy_statics(&workspace::root().join("frontend").join("public"), site)?;
    let names = [&public.stem, &staff.stem, &survey.stem, style, &statics];
    let assets = Assets {
        build: hash::digits(names.iter().map(|name| name.as_bytes())),
        public_js: format!("/pkg/{}", public.js),
        public_wasm: format!("/pkg/{}", public.wasm),
        staff_js: format!("/pkg/{}", staff.js),
        staff_wasm: format!("/pkg/{}", staff.wasm),
        staff_parts: staff.parts.iter().map(|part| format!("/pkg/{part}")).collect(),
        survey_js: format!("/pkg/{}", survey.js),
        survey_wasm: format!("/pkg/{}", survey.wasm),
        css: format!("/pkg/{style}"),
    };
    publish(site, &assets.json())?;
    Ok(assets)
}

/// Puts the new names in place. A page or shell that a browser got from the build before still finds its files.
fn publish(site: &Path, json: &str) -> Result<()> {
    let today = site.join(TODAY);
    let before = site.join(BEFORE);
    if let Ok(old) = fs::read_to_string(&today)
        && old != json
    {
        fs::write(&before, old)?;
    }
    let written = site.join("assets.json.new");
    fs::write(&written, json)?;
    fs::rename(&written, &today)?;
    let kept = format!("{json}{}", fs::read_to_string(&before).unwrap_or_default());
    for entry in fs::read_dir(site.join("pkg"))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // `public.<hash>` and `main.<hash>` are what the files of one build have in common.
        let stem: String = name.split(['_', '.']).take(2).collect::<Vec<_>>().join(".");
        if !kept.contains(&stem) {
            if entry.path().is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
        }
    }
    Ok(())
}

/// Mirrors the static files into the site and returns the hash over all of them.
fn copy_statics(source: &Path, site: &Path) -> Result<String> {
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let name = entry.file_name();
        if [TODAY, BEFORE, "pkg"].iter().any(|own| name.as_os_str() == *own) {
            continue;
        }
        if entry.path().is_dir() { fs::remove_dir_all(entry.path())? } else { fs::remove_file(entry.path())? }
    }
    let mut contents = Vec::new();
    let files = if source.is_dir() { files_below(source)? } else { Vec::new() };
    for file in files {
        let name = file.strip_prefix(source).context("a static file outside its folder")?.to_path_buf();
        let content = fs::read(&file)?;
        let place = site.join(&name);
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&place, &content)?;
        contents.push(name.to_string_lossy().into_owned().into_bytes());
        contents.push(content);
    }
    Ok(hash::digits(contents.iter().map(Vec::as_slice)))
}

/// Every file below a folder, in the same order on every machine.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() { files.extend(files_below(&path)?) } else { files.push(path) }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(stem: &str) -> String {
        format!("{{\"build\": \"{stem}\", \"public_js\": \"/pkg/public.{stem}.js\"}}")
    }

    #[test]
    fn files_of_the_build_before_stay_and_older_ones_go() {
        let site = std::env::temp_dir().join(format!("xtask-site-{}", std::process::id()));
        fs::create_dir_all(site.join("pkg")).unwrap();
        for build in ["a1", "b2", "c3"] {
            fs::write(site.join(format!("pkg/public.{build}.js")), "").unwrap();
            fs::write(site.join(format!("pkg/public.{build}_bg.wasm")), "").unwrap();
            fs::create_dir_all(site.join(format!("pkg/public.{build}_snippets"))).unwrap();
            publish(&site, &json(build)).unwrap();
            // Building again without a change must not push out the build before.
            publish(&site, &json(build)).unwrap();
        }
        let mut left: Vec<_> = files_below(&site.join("pkg")).unwrap();
        left.retain(|file| file.extension().is_some_and(|extension| extension == "wasm"));
        let snippets = ["a1", "b2", "c3"].map(|build| site.join(format!("pkg/public.{build}_snippets")).is_dir());
        fs::remove_dir_all(&site).unwrap();
        let names: Vec<_> = left.iter().filter_map(|file| file.file_name()?.to_str()).collect();
        assert_eq!(names, ["public.b2_bg.wasm", "public.c3_bg.wasm"]);
        assert_eq!(snippets, [false, true, true]);
    }
}
