use anyhow::Context;
use server::{config::Config, serve};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Deep queries recurse on the stack: SurrealDB needs more than the 2 MiB that threads have by default.
const THREAD_STACK: usize = 10 * 1024 * 1024;

fn main() -> ExitCode {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,surrealdb=warn,surrealkv=warn"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    if std::env::var("LOG_FORMAT").is_ok_and(|format| format == "json") {
        log.json().init()
    } else {
        log.init()
    }
    match start() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Der Server konnte nicht arbeiten: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> anyhow::Result<()> {
    let config = Config::from_env()?;
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(THREAD_STACK)
        .build()
        .context("could not start the runtime")?
        .block_on(serve::run(config))
}
