//! The HTML around the public zone. The staff zone has its own, static one (`server::shell_files`).

pub use crate::installation::{Installation, Office};

use crate::{legal, routes::PublicApp};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use serde::Deserialize;

/// Paths of the built files, as `assets.json` in the site folder names them; they change with their content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Assets {
    /// Changes whenever one of the files does.
    pub build: String,
    pub public_js: String,
    pub public_wasm: String,
    pub staff_js: String,
    pub staff_wasm: String,
    /// What the staff zone fetches when a page that needs it is opened.
    pub staff_parts: Vec<String>,
    /// What takes over the pages of a public survey.
    pub survey_js: String,
    pub survey_wasm: String,
    pub css: String,
}

/// A whole page of the public zone. `<noscript>` stands here and not in the app (leptos#3360).
pub fn shell() -> impl IntoView {
    let assets = expect_assets();
    let scripts = (!is_text_only()).then(|| scripts(&assets));
    view! {
        <!DOCTYPE html>
        <html lang="de" data-kern-theme="light">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light" />
                <link rel="stylesheet" href=assets.css.clone() />
                <link rel="icon" href="/icon.svg" type="image/svg+xml" />
                {scripts}
                <MetaTags />
            </head>
            <body>
                <PublicApp />
            </body>
        </html>
    }
}

/// What takes the page over in the browser.
fn scripts(assets: &Assets) -> impl IntoView + use<> {
    let start = format!(
        "import init, {{ start }} from '{}'; init({{ module_or_path: '{}' }}).then(() => start());",
        assets.public_js, assets.public_wasm
    );
    view! {
        <link rel="modulepreload" href=assets.public_js.clone() />
        <script type="module" nonce=use_nonce()>
            {start}
        </script>
    }
}

/// Whether the page that was asked for has nothing to be taken over.
fn is_text_only() -> bool {
    use_context::<http::request::Parts>().is_some_and(|parts| legal::is_text(parts.uri.path()))
}

/// Empty paths only while the routes are listed at start-up, when no request gives a context.
fn expect_assets() -> Assets {
    use_context::<Assets>().unwrap_or_default()
}
