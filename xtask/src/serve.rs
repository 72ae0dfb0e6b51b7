//! `cargo xtask serve`: builds everything and becomes the server.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::bundle::{self, Profile};
use crate::process::run;
use crate::setup::{self, Need, Toolchain};
use crate::{process, step, workspace};

#[derive(Debug, PartialEq, Eq)]
struct Options {
    port: Option<u16>,
    data: Option<PathBuf>,
    demo: bool,
    release: bool,
}

/// `cargo xtask serve [--port N] [--data DIR] [--no-demo] [--release]`.
///
/// # Errors
/// When set-up or a build fails; the server's own errors are its own.
pub fn command(arguments: &[String]) -> Result<()> {
    let options = parse(arguments)?;
    let tools = setup::prepare(&[Need::Build])?;
    let program = build_server(&tools.toolchain, options.release)?;
    let profile = if options.release { Profile::Release } else { Profile::Development };
    let site = bundle::build(&tools, profile)?;
    if options.release {
        bundle::compress(&site.folder)?;
    }
    become_server(&program, &site.folder, &options)
}

/// Compiles the server and returns where it is.
///
/// # Errors
/// When it does not compile.
pub fn build_server(toolchain: &Toolchain, release: bool) -> Result<PathBuf> {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--bin", "server"]).args(workspace::NATIVE);
    if release {
        cargo.arg("--release");
    }
    step::announce("compile server", "see the compiler's messages above", || run(&mut cargo))?;
    Ok(workspace::target().join(if release { "release" } else { "debug" }).join("server"))
}

/// The server takes the place of this program, so Ctrl-C and `kill` reach it directly and its exit code is the command's.
fn become_server(program: &Path, site: &Path, options: &Options) -> Result<()> {
    let mut server = process::command(program);
    server.env("SITE_DIR", site);
    // What stands in the environment counts, unless an option says otherwise.
    if options.data.is_some() || std::env::var_os("DATABASE_URL").is_none() {
        let data = options.data.clone().unwrap_or_else(|| workspace::root().join("data"));
        let data = std::path::absolute(&data).with_context(|| format!("cannot resolve {}", data.display()))?;
        std::fs::create_dir_all(&data).with_context(|| format!("cannot create {}", data.display()))?;
        server.env("DATABASE_URL", format!("surrealkv://{}", data.join("db").display())).env("DATA_DIR", &data);
    }
    if options.port.is_some() || std::env::var_os("LISTEN").is_none() {
        server.env("LISTEN", format!("127.0.0.1:{}", options.port.unwrap_or(3000)));
    }
    // A line for each migration and each mail would take the printed logins out of sight at the first start.
    if std::env::var_os("RUST_LOG").is_none() {
        server.env("RUST_LOG", "warn");
    }
    if options.demo {
        server.env("DEMO", "1");
    } else {
        server.env_remove("DEMO");
    }
    Err(server.exec()).with_context(|| format!("cannot start {}", program.display()))
}

fn parse(arguments: &[String]) -> Result<Options> {
    let mut options = Options { port: None, data: None, demo: true, release: false };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--port" => {
                let value = rest.next().context("--port wants a number")?;
                let port: u16 =
                    value.parse().with_context(|| format!("--port wants a number up to 65535, not {value}"))?;
                ensure!(port > 0, "--port wants a number above 0");
                options.port = Some(port);
            }
            "--data" => options.data = Some(rest.next().context("--data wants a folder")?.into()),
            "--no-demo" => options.demo = false,
            "--release" => options.release = true,
            other => bail!("serve knows --port N, --data DIR, --no-demo and --release, not {other}"),
        }
    }
    Ok(options)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_string).collect()
    }

    #[test]
    fn options_in_any_order() {
        let options = parse(&words("--no-demo --port 4000 --release --data /tmp/x")).unwrap();
        assert_eq!(options, Options { port: Some(4000), data: Some("/tmp/x".into()), demo: false, release: true });
    }

    #[test]
    fn a_wrong_option_is_named() {
        assert!(parse(&words("--port many")).unwrap_err().to_string().contains("many"));
        assert!(parse(&words("--prot 3000")).unwrap_err().to_string().contains("--prot"));
        assert!(parse(&words("--data")).is_err());
    }
}
