//! The project's commands. `cargo xtask` lists them; each does all the set-up it depends on.
//!
//! Started with whatever toolchain is the default, so it depends on almost nothing and compiles in seconds.

mod arguments;
mod bench;
mod bundle;
mod crash;
mod fuzz;
mod plans;
mod process;
mod release;
mod rules;
mod serve;
mod setup;
mod side_by_side;
mod simulate;
mod sizes;
mod step;
mod storm;
mod test;
mod watch;
mod workspace;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--port N] [--data DIR] [--no-demo] [--release]
                                   build and run the portal; prints the address and the demo logins
cargo xtask test [rules|domain|store|server|e2e|sizes|lints]...
                                   every test, or the named levels in this order
cargo xtask setup [--watch]        install what is missing (the other commands do this themselves); with --watch also
                                   what plain `cargo leptos watch` needs, and print how to call it
cargo xtask release                optimised server and browser bundles in one folder, dist/
cargo xtask bundles                the browser bundles as people get them, in the target folder
cargo xtask sizes [--accept]       size of the release bundles, against the committed baseline
cargo xtask bench [NAME] [--release]
                                   the benchmarks; with --release those of the server as people get it
cargo xtask bench browser [FILE]   those in Chromium, all or one of end2end/bench
cargo xtask screenshots            the pictures of docs/screenshots, from the running product
cargo xtask simulate [--seeds N] [--from N]
                                   sync with failing devices, network and server; 10,000 seeds
cargo xtask plans [NUMBER]         the properties of the budget with 100,000 random plans each
cargo xtask crash server|browser [ROUNDS]
                                   kill -9 of the server in mid-push, 100 rounds; of all of Chromium, 50
cargo xtask crash short            both and the simulation as the test command runs them, with the time that takes
cargo xtask storm [RUNS]           many people and pairs on few seats at the same moment, 20 runs on each engine
cargo xtask fuzz [MINUTES]         invented files through the import of questionnaires, 10 minutes; needs nightly
cargo xtask watch                  rebuild and restart on every change (cargo-leptos)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let outcome = match arguments.first().map(String::as_str) {
        Some("setup") => setup::command(rest),
        Some("serve") => serve::command(rest),
        Some("test") => test::command(rest),
        Some("release") => release::command(rest),
        Some("bundles") => bundle::command(rest),
        Some("sizes") => sizes::command(rest),
        Some("bench") => bench::command(rest),
        Some("screenshots") => test::take_screenshots(rest),
        Some("simulate") => simulate::command(rest),
        Some("plans") => plans::command(rest),
        Some("crash") => crash::command(rest),
        Some("storm") => storm::command(rest),
        Some("fuzz") => fuzz::command(rest),
        Some("watch") => watch::command(rest),
        None | Some("help" | "--help" | "-h") => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        Some(other) => Err(anyhow::anyhow!("there is no command `{other}`\n\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}
