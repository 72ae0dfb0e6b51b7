//! Which built files belong together: `assets.json`, written by the build beside them.

use anyhow::Context;
use app::shell::Assets;
use std::path::Path;

/// Reads `assets.json`; without it nothing but plain pages could be shown, so its absence stops the start.
pub fn read(site_dir: &Path) -> anyhow::Result<Assets> {
    let path = site_dir.join("assets.json");
    let text = std::fs::read_to_string(&path).with_context(|| {
        let path = path.display();
        format!(
            "{path} fehlt: bitte mit `cargo xtask serve` bauen (für `cargo leptos watch` einmal mit `cargo xtask setup \
             --watch`) oder SITE_DIR prüfen"
        )
    })?;
    serde_json::from_str(&text).with_context(|| format!("{} ist beschädigt: bitte neu bauen", path.display()))
}
