use anyhow::Context;
use server::{config::Config, serve};
use std::process::ExitCode;

/// Deep queries recurse on the stack: SurrealDB needs more than the 2 MiB that threads have by default.
const THREAD_STACK: usize = 10 * 1024 * 1024;

fn main() -> ExitCode {
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
    let log = tracing_subscriber::fmt().with_env_filter(&config.log.filter).with_writer(std::io::stderr);
    if config.log.json {
        log.json().init()
    } else {
        log.init()
    }
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(THREAD_STACK)
        .build()
        .context("could not start the runtime")?
        .block_on(serve::run(config))
}
