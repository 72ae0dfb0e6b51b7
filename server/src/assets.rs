//! Which built files belong together: `assets.json`, written by the build beside them.

use anyhow::Context;
use app::shell::Assets;
use std::path::Path;

/// The names that cargo-leptos gives to what it builds (`output-name` in Cargo.toml): one bundle for all zones.
pub fn watched(_: &Path) -> anyhow::Result<Assets> {
    let [js, wasm, css] = ["js", "wasm", "css"].map(|extension| format!("/pkg/public.{extension}"));
    Ok(Assets {
        build: "watch".into(),
        public_js: js.clone(),
        public_wasm: wasm.clone(),
        staff_js: js.clone(),
        staff_wasm: wasm.clone(),
        staff_parts: Vec::new(),
        survey_js: js,
        survey_wasm: wasm,
        css,
    })
}

/// Reads `assets.json`; without it nothing but plain pages could be shown, so its absence stops the start.
pub fn read(site_dir: &Path) -> anyhow::Result<Assets> {
    let path = site_dir.join("assets.json");
    let text = std::fs::read_to_string(&path).with_context(|| {
        format!("{} fehlt: bitte mit `cargo xtask serve` bauen oder SITE_DIR prüfen", path.display())
    })?;
    serde_json::from_str(&text).with_context(|| format!("{} ist beschädigt: bitte neu bauen", path.display()))
}
