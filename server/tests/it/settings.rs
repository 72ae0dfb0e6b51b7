//! Settings that cannot be used stop the start, by name and with what is allowed.

use server::config::{Config, ConfigError};
use std::{cell::RefCell, collections::BTreeSet, fs};

fn read(variable: &'static str, value: &str) -> Result<Config, ConfigError> {
    // A mail server needs somebody who receives reports.
    let receiver = |name| (name == "FEEDBACK_EMAIL").then(|| "amt@kreis.example".to_owned());
    Config::read(|name| if name == variable { Some(value.to_owned()) } else { receiver(name) })
}

#[test]
fn a_setting_that_cannot_be_used_stops_the_start_by_name() {
    let wrong = [
        ("LISTEN", "3000"),
        ("PUBLIC_URL", "portal.example"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://kreis.example/portal"),
        ("DATABASE_URL", "postgres://db"),
        ("DEMO", "ja"),
        ("SMTP_URL", "mail.example"),
        ("MAIL_FROM", "das Portal"),
        ("FEEDBACK_EMAIL", "niemand"),
        ("RUST_LOG", "server=laut"),
        ("LOG_FORMAT", "xml"),
        ("CELL_MIN", "2"),
        ("FIELD_HOURS", "0"),
        ("SESSION_HOURS", "tausend"),
        ("SESSION_HOURS", "0"),
        ("SESSION_IDLE_MINUTES", "0"),
        ("ANSWERS_KEPT_MONTHS", "13"),
        ("ANSWERS_KEPT_MONTHS", "0"),
        ("REGISTRATIONS_KEPT_MONTHS", "0"),
        ("DB_CACHE_MIB", "0"),
        ("DB_MEMTABLE_MIB", "7"),
        ("TRUSTED_PROXIES", "-1"),
        ("PAYER_NAME", "Kreiskasse"),
        ("TLS_CERT", "cert.pem"),
    ];
    for (variable, value) in wrong {
        let fault = read(variable, value).expect_err(variable);
        // Of two that belong together, the missing one is named.
        let named = match variable {
            "PAYER_NAME" => "PAYER_IBAN",
            "TLS_CERT" => "TLS_KEY",
            other => other,
        };
        assert_eq!(fault.variable, named);
        let sentence = fault.to_string();
        assert!(sentence.contains("Erlaubt ist: ") && sentence.ends_with('.'), "{sentence}");
    }
}

/// The README's table is what the office reads: it names every variable that is read, and none that is not.
#[test]
fn the_readme_has_a_line_for_every_setting_and_no_other() {
    let asked = RefCell::new(BTreeSet::new());
    let read = Config::read(|name| {
        // Facts for the legal pages have one line for all.
        asked.borrow_mut().insert(if name.starts_with("OFFICE_") { "OFFICE_…" } else { name });
        None
    });
    assert!(read.is_ok(), "the defaults: {read:?}");
    let readme = fs::read_to_string(crate::manifest_dir().join("../README.md")).expect("the README");
    let (_, rest) = readme.split_once("\n## Settings\n").expect("a chapter about settings");
    let (chapter, _) = rest.split_once("\n## ").expect("a chapter behind it");
    let names = chapter.lines().filter_map(|line| line.strip_prefix("| `")?.split_once(" |"));
    let listed: BTreeSet<&str> = names.flat_map(|(names, _)| names.trim_end_matches('`').split("`, `")).collect();
    assert_eq!(listed, asked.into_inner());
}

#[test]
fn blank_settings_count_as_unset() {
    assert_eq!(read("RUST_LOG", " "), read("RUST_LOG", ""));
    assert_eq!(read("RUST_LOG", "").expect("the defaults").log.filter, "info,surrealdb=warn,surrealkv=warn");
    assert!(read("LOG_FORMAT", "json").expect("a format").log.json);
    let sender = read("MAIL_FROM", "Kreisjugendamt <portal@kreis.example>").expect("a sender");
    assert_eq!(sender.mail_from.as_deref(), Some("Kreisjugendamt <portal@kreis.example>"));
}

#[test]
fn under_cargo_leptos_its_folder_is_served_unless_another_is_named() {
    let site = |set: &[(&str, &str)]| {
        let value = |name| set.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let config = Config::read(value).expect("settings");
        assert_eq!(config.log.filter == "warn", config.watched, "the logins stay in sight");
        (config.site_dir.display().to_string(), config.watched)
    };
    let (root, watch) = (("LEPTOS_SITE_ROOT", "target/site/watch"), ("LEPTOS_WATCH", "true"));
    assert_eq!(site(&[root]), ("site".into(), false), "it was not started to be renewed");
    assert_eq!(site(&[root, watch]), ("target/site/watch".into(), true));
    assert_eq!(site(&[root, watch, ("SITE_DIR", "elsewhere")]), ("elsewhere".into(), true));
}

/// Banks take 70 characters, and a payment file writes ä as ae: what is too long is found at the start.
#[test]
fn the_name_of_the_payer_fits_a_payment_file() {
    let read = |name: String| {
        Config::read(move |variable| match variable {
            "PAYER_NAME" => Some(name.clone()),
            "PAYER_IBAN" => Some("DE89370400440532013000".to_owned()),
            "FEEDBACK_EMAIL" => Some("amt@kreis.example".to_owned()),
            _ => None,
        })
    };
    for fits in ["k".repeat(70), "ä".repeat(35)] {
        assert!(read(fits.clone()).is_ok(), "{fits}");
    }
    for too_long in ["k".repeat(71), "ä".repeat(36), format!("{}ß", "k".repeat(69)), " ".to_owned()] {
        assert_eq!(read(too_long.clone()).expect_err(&too_long).variable, "PAYER_NAME");
    }
}
