//! The style sheet: `style/main.css` with everything it imports, in one minified file.

use std::fs;
use std::path::Path;

use anyhow::{Result, ensure};

use super::hash;
use crate::process::{command, output};
use crate::{step, workspace};

/// The browsers that the WASM bundles need anyway; newer CSS is translated for them.
const TARGETS: &str = "chrome >= 96, firefox >= 100, safari >= 15";

/// Writes `main.<hash>.css` into `package` and returns its name.
///
/// # Errors
/// When the style sheet has a fault, an imported file is missing, or something would be fetched from a third party.
pub fn build(package: &Path) -> Result<String> {
    step::run("style sheet", "see the message of lightningcss", || {
        let style = workspace::root().join("style");
        let mut lightning = command(style.join("node_modules/.bin/lightningcss"));
        lightning.arg("--bundle").arg("--minify").args(["--targets", TARGETS]).arg(style.join("main.css"));
        let sheet = output(&mut lightning)?;
        ensure!(!asks_a_third_party(&sheet), "the style sheet would load a file from another server");
        let name = format!("main.{}.css", hash::digits([sheet.as_bytes()]));
        fs::write(package.join(&name), sheet)?;
        Ok(name)
    })
}

/// Whether a browser would load something from another server. Addresses inside `data:` are names, not requests.
fn asks_a_third_party(sheet: &str) -> bool {
    let follows = |mark: &str| {
        sheet.split(mark).skip(1).any(|rest| {
            let target = rest.trim_start_matches(['"', '\'', ' ']);
            target.starts_with("http:") || target.starts_with("https:") || target.starts_with("//")
        })
    };
    follows("url(") || follows("@import ")
}

#[cfg(test)]
mod tests {
    use super::asks_a_third_party;

    #[test]
    fn a_foreign_font_is_noticed() {
        assert!(asks_a_third_party("@font-face{src:url(https://fonts.example/a.woff2)}"));
        assert!(asks_a_third_party("a{background:url(\"//cdn.example/a.png\")}"));
        assert!(asks_a_third_party("@import \"https://cdn.example/a.css\";"));
        assert!(!asks_a_third_party(
            "a{background:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'\")}"
        ));
        assert!(!asks_a_third_party("@font-face{src:url(/fonts/a.woff2)}"));
    }
}
