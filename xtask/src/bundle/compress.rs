//! Brotli beside every file that gains from it; the server sends it to browsers that ask.

use std::cmp::Reverse;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::lock;
use super::site::files_below;
use crate::process::{command, run};
use crate::{side_by_side, step, workspace};

/// Fonts and pictures are compressed already.
const EXTENSIONS: [&str; 7] = ["wasm", "js", "css", "svg", "html", "txt", "webmanifest"];

/// Node is there for the bundles anyway and has brotli in it: no further program to install.
const SCRIPT: &str = "
const { brotliCompressSync, constants } = require('node:zlib');
const { readFileSync, writeFileSync, existsSync } = require('node:fs');
for (const file of process.argv.slice(1)) {
  if (existsSync(file + '.br') && /[.][0-9a-f]{16}[._]/.test(file)) continue;
  const content = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(file + '.br', brotliCompressSync(content, { params }));
}";

/// Writes `<file>.br` beside every file of the site that gains from it.
///
/// # Errors
/// When Node fails.
pub fn compress(site: &Path) -> Result<()> {
    let _alone = lock::take()?;
    step::run("brotli", "install Node 20 or newer", || {
        let mut files = Vec::new();
        for file in files_below(site)? {
            if file.extension().and_then(|extension| extension.to_str()).is_some_and(|e| EXTENSIONS.contains(&e)) {
                let size = fs::metadata(&file).with_context(|| format!("cannot measure {}", file.display()))?.len();
                files.push((size, file));
            }
        }
        files.sort_by_key(|(size, _)| Reverse(*size));
        side_by_side::each(side_by_side::dealt(files), |files| {
            let mut node = command("node");
            node.current_dir(workspace::root()).args(["-e", SCRIPT]).args(files.iter().map(|(_, file)| file));
            run(&mut node)
        })
    })
}
