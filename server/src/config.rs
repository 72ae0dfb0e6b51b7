//! Settings from the environment; the table in the README describes each. A wrong value stops the start with the
//! variable's name and what is allowed.

use crate::mail::Sender;
use app::installation::{Office, Retention};
use domain::{
    accounts::Email,
    people::{BankAccount, Iban},
};
use std::{net::SocketAddr, path::PathBuf, time::Duration};
use tracing_subscriber::EnvFilter;

/// A setting that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: »{value}« geht nicht. Erlaubt ist: {allowed}.")]
pub struct ConfigError {
    pub variable: &'static str,
    pub value: String,
    pub allowed: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `surrealkv://…`, `mem://` or `ws://…`.
    pub database_url: String,
    /// Address to listen on.
    pub listen: SocketAddr,
    /// Address people type; decides on secure cookies and on links in mails. No slash at the end.
    pub public_url: String,
    /// Folder for mails written as files, and for the audit log's daily heads.
    pub data_dir: PathBuf,
    /// Folder with the built browser files and `assets.json`.
    pub site_dir: PathBuf,
    /// Started by `cargo leptos watch` (`LEPTOS_WATCH`), which renews the files of its `LEPTOS_SITE_ROOT` under the same names.
    pub watched: bool,
    pub tls: Option<Tls>,
    /// `smtp://` or `smtps://`; unset: mails become files.
    pub smtp_url: Option<String>,
    /// Whom mails come from; unset: `sozialraumportal@` the host of `public_url`.
    pub mail_from: Option<String>,
    /// Whether an empty database is filled with invented data, and the pages say so.
    pub demo: bool,
    /// What only the office knows, for the legal pages (`OFFICE_…`); unset facts show as marked gaps.
    pub office: Office,
    /// The account that payment files are drawn on; unset: no file is written. With `DEMO` an invented one.
    pub payer: Option<Payer>,
    /// Who gets reports of barriers and faults; `FEEDBACK_EMAIL`, else `MAIL_FROM`.
    pub barrier_email: Email,
    /// Reverse proxies in front that append to `X-Forwarded-For`; 0 = take the address of the connection.
    pub trusted_proxies: usize,
    /// Block cache and memtable of the embedded database, in MiB.
    pub db_cache_mib: u64,
    pub db_memtable_mib: u64,
    /// A session ends after this time without a request …
    pub session_idle: Duration,
    /// … and after this time in any case.
    pub session_absolute: Duration,
    /// Smallest count that is shown of a survey of respondents.
    pub cell_min: u32,
    /// How long personal data are kept.
    pub retention: Retention,
    /// How long a device may be opened with its PIN after the last contact of a login, in hours.
    pub field_hours: u32,
    pub log: Log,
}

/// What is written to standard error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    /// Directives of `tracing_subscriber::EnvFilter`, checked.
    pub filter: String,
    /// One JSON object in each line, for machines.
    pub json: bool,
}

/// The district as a customer of its bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payer {
    /// As on the account, at most 70 characters.
    pub name: String,
    pub iban: Iban,
    /// Only where the bank wants it; inside SEPA it finds itself by the IBAN.
    pub bic: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tls {
    pub cert: PathBuf,
    pub key: PathBuf,
}

impl Config {
    /// Reads the process's environment.
    pub fn from_env() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var(name).ok())
    }

    /// Folder of the audit log's daily heads.
    pub fn audit_dir(&self) -> PathBuf {
        self.data_dir.join("audit")
    }

    /// Reads settings from `get`; blank values count as unset.
    pub fn read(get: impl Fn(&'static str) -> Option<String>) -> Result<Self, ConfigError> {
        let get = |name| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let listen: SocketAddr = parsed(
            "LISTEN",
            get("LISTEN").unwrap_or("127.0.0.1:3000".into()),
            "Adresse und Port, zum Beispiel 127.0.0.1:3000",
        )?;
        let tls = match (get("TLS_CERT"), get("TLS_KEY")) {
            (Some(cert), Some(key)) => Some(Tls { cert: cert.into(), key: key.into() }),
            (None, None) => None,
            (cert, _) => {
                let variable = if cert.is_some() { "TLS_KEY" } else { "TLS_CERT" };
                return Err(ConfigError {
                    variable,
                    value: String::new(),
                    allowed: "TLS_CERT und TLS_KEY nur zusammen, als Pfade zu PEM-Dateien",
                });
            }
        };
        let scheme = if tls.is_some() { "https" } else { "http" };
        let public_url = get("PUBLIC_URL").unwrap_or_else(|| format!("{scheme}://localhost:{}", listen.port()));
        let demo = flag("DEMO", get("DEMO"))?;
        let watched = get("LEPTOS_WATCH").is_some();
        let barrier_email = barrier_email(get("FEEDBACK_EMAIL"), get("MAIL_FROM"), get("SMTP_URL").is_some())?;
        let config = Self {
            database_url: one_of(
                "DATABASE_URL",
                get("DATABASE_URL").unwrap_or("surrealkv://data/db".into()),
                &["surrealkv://", "mem://", "ws://", "wss://"],
                "surrealkv://PFAD, mem:// oder ws://RECHNER:PORT",
            )?,
            listen,
            public_url: site(public_url)?,
            data_dir: get("DATA_DIR").unwrap_or("data".into()).into(),
            site_dir: get("SITE_DIR")
                .or_else(|| get("LEPTOS_SITE_ROOT").filter(|_| watched))
                .unwrap_or("site".into())
                .into(),
            watched,
            tls,
            smtp_url: get("SMTP_URL")
                .map(|url| {
                    one_of(
                        "SMTP_URL",
                        url,
                        &["smtp://", "smtps://"],
                        "smtp://NUTZER:PASSWORT@RECHNER:PORT oder smtps://…",
                    )
                })
                .transpose()?,
            mail_from: get("MAIL_FROM").map(mail_from).transpose()?,
            demo,
            payer: payer(get("PAYER_NAME"), get("PAYER_IBAN"), get("PAYER_BIC"), demo)?,
            office: Office::read(get),
            barrier_email,
            trusted_proxies: number("TRUSTED_PROXIES", get("TRUSTED_PROXIES"), 0, 10, "eine Zahl von 0 bis 10")?
                as usize,
            db_cache_mib: positive("DB_CACHE_MIB", get("DB_CACHE_MIB"), 32, 65_536, "MiB von 1 bis 65536")?,
            db_memtable_mib: memtable(get("DB_MEMTABLE_MIB"))?,
            session_idle: Duration::from_secs(
                60 * positive(
                    "SESSION_IDLE_MINUTES",
                    get("SESSION_IDLE_MINUTES"),
                    120,
                    1_440,
                    "Minuten von 1 bis 1440",
                )?,
            ),
            session_absolute: Duration::from_secs(
                3_600 * positive("SESSION_HOURS", get("SESSION_HOURS"), 12, 168, "Stunden von 1 bis 168")?,
            ),
            retention: retention(get)?,
            field_hours: field_hours(get("FIELD_HOURS"))?,
            // A line for each migration and each mail would take the printed logins out of a developer's sight.
            log: log(get("RUST_LOG").or_else(|| watched.then(|| "warn".into())), get("LOG_FORMAT"))?,
            cell_min: number("CELL_MIN", get("CELL_MIN"), 5, 100, "eine Zahl von 3 bis 100")? as u32,
        };
        // Below three, whoever knows one answer knows the other.
        if config.cell_min < 3 {
            return Err(ConfigError {
                variable: "CELL_MIN",
                value: config.cell_min.to_string(),
                allowed: "eine Zahl von 3 bis 100",
            });
        }
        if config.demo && !config.is_local() {
            return Err(ConfigError {
                variable: "DEMO",
                value: "1".into(),
                allowed: "Demo-Konten nur, solange PUBLIC_URL auf localhost zeigt",
            });
        }
        Ok(config)
    }

    /// Whether people reach the portal only from this machine.
    pub fn is_local(&self) -> bool {
        let host = self.public_url.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        matches!(host, "localhost" | "127.0.0.1" | "[::1]")
    }

    /// Whether browsers treat the address as a secure context (cookies with `__Host-`, service workers, WebCrypto).
    pub fn is_secure_context(&self) -> bool {
        self.public_url.starts_with("https://") || self.is_local()
    }
}

/// Name and IBAN only together. The demo pays from the example number of the Bundesbank.
fn payer(
    name: Option<String>,
    iban: Option<String>,
    bic: Option<String>,
    demo: bool,
) -> Result<Option<Payer>, ConfigError> {
    const PAYER_NAME: &str = "PAYER_NAME";
    let (name, iban) = match (name, iban) {
        (Some(name), Some(iban)) => (name, iban),
        (None, None) if demo => ("Demo-Kreiskasse".to_owned(), "DE89370400440532013000".to_owned()),
        (None, None) => return Ok(None),
        (name, _) => {
            let variable = if name.is_some() { "PAYER_IBAN" } else { PAYER_NAME };
            return Err(ConfigError {
                variable,
                value: String::new(),
                allowed: "PAYER_NAME und PAYER_IBAN nur zusammen",
            });
        }
    };
    // As the payment file writes it, where ä is two characters: found at the start, and not on the day of a payment.
    let written = BankAccount::written_length(name.trim());
    if !(1..=BankAccount::HOLDER_MAX).contains(&written) {
        return Err(ConfigError {
            variable: PAYER_NAME,
            value: name,
            allowed: "1 bis 70 Zeichen, wie auf dem Konto; ä, ö, ü und ß zählen doppelt",
        });
    }
    let fault = |variable, value: &String, allowed| ConfigError { variable, value: value.clone(), allowed };
    if let Some(bic) = bic.as_ref().filter(|bic| sepa::validate_bic(bic).is_err()) {
        return Err(fault("PAYER_BIC", bic, "ein BIC mit 8 oder 11 Zeichen"));
    }
    let parsed = Iban::parse("", &iban).map_err(|_| fault("PAYER_IBAN", &iban, "eine gültige IBAN"))?;
    Ok(Some(Payer { name, iban: parsed, bic }))
}

fn mail_from(value: String) -> Result<String, ConfigError> {
    const ALLOWED: &str = "eine Adresse wie portal@kreis.example oder Name <portal@kreis.example>";
    match Sender::parse(&value) {
        Some(_) => Ok(value),
        None => Err(ConfigError { variable: "MAIL_FROM", value, allowed: ALLOWED }),
    }
}

fn log(filter: Option<String>, format: Option<String>) -> Result<Log, ConfigError> {
    let filter = filter.unwrap_or_else(|| "info,surrealdb=warn,surrealkv=warn".to_owned());
    if EnvFilter::try_new(&filter).is_err() {
        const ALLOWED: &str = "error, warn, info, debug, trace oder Angaben je Modul wie info,server=debug";
        return Err(ConfigError { variable: "RUST_LOG", value: filter, allowed: ALLOWED });
    }
    let json = match format.as_deref() {
        None | Some("text") => false,
        Some("json") => true,
        Some(other) => {
            return Err(ConfigError { variable: "LOG_FORMAT", value: other.to_owned(), allowed: "text oder json" });
        }
    };
    Ok(Log { filter, json })
}

/// A report that nobody receives would be worse than no form: with a mail server there must be an address. Without one,
/// mails become files, and the address only says what they are.
fn barrier_email(own: Option<String>, sender: Option<String>, smtp: bool) -> Result<Email, ConfigError> {
    let fault = |value: String| ConfigError {
        variable: "FEEDBACK_EMAIL",
        value,
        allowed: "eine E-Mail-Adresse; nötig, sobald SMTP_URL gesetzt ist und MAIL_FROM keine bloße Adresse enthält",
    };
    if let Some(own) = own {
        return Email::parse("", &own).map_err(|_| fault(own));
    }
    let sender = sender.and_then(|sender| Email::parse("", &sender).ok());
    let unsent = (!smtp).then(|| Email::parse("", "rueckmeldung@portal.invalid").ok()).flatten();
    sender.or(unsent).ok_or_else(|| fault(String::new()))
}

fn parsed<T: std::str::FromStr>(
    variable: &'static str,
    value: String,
    allowed: &'static str,
) -> Result<T, ConfigError> {
    value.parse().map_err(|_| ConfigError { variable, value, allowed })
}

fn one_of(
    variable: &'static str,
    value: String,
    starts: &[&str],
    allowed: &'static str,
) -> Result<String, ConfigError> {
    if starts.iter().any(|start| value.starts_with(start)) {
        Ok(value)
    } else {
        Err(ConfigError { variable, value, allowed })
    }
}

/// With no months at all, the next night would delete what people entered today.
fn retention(get: impl Fn(&'static str) -> Option<String>) -> Result<Retention, ConfigError> {
    let months =
        |variable, max, allowed| positive(variable, get(variable), 12, max, allowed).map(|months| months as u32);
    Ok(Retention {
        registrations_months: months("REGISTRATIONS_KEPT_MONTHS", 120, "eine Zahl von Monaten von 1 bis 120")?,
        // The law of the house allows no more (domain §7).
        answers_months: months("ANSWERS_KEPT_MONTHS", 12, "eine Zahl von Monaten von 1 bis 12")?,
    })
}

/// Nobody gets into the field with a period of nothing, and one of months would be none.
fn field_hours(value: Option<String>) -> Result<u32, ConfigError> {
    Ok(positive("FIELD_HOURS", value, 72, 720, "eine Zahl von Stunden von 1 bis 720")? as u32)
}

/// The address of the portal without a slash at its end. Pages, cookies and links know no path before their own.
fn site(value: String) -> Result<String, ConfigError> {
    const ALLOWED: &str = "http://… oder https://…, ohne Pfad";
    let value = one_of("PUBLIC_URL", value, &["http://", "https://"], ALLOWED)?;
    let site = value.trim_end_matches('/');
    let host = site.split_once("://").map_or("", |(_, host)| host);
    if host.is_empty() || host.contains(['/', '?', '#', '@']) || host.contains(char::is_whitespace) {
        return Err(ConfigError { variable: "PUBLIC_URL", value, allowed: ALLOWED });
    }
    Ok(site.to_owned())
}

/// As [`number`], and at least 1: a period of nothing would let nobody in or keep nothing, and nothing fits into no memory.
fn positive(
    variable: &'static str,
    value: Option<String>,
    default: u64,
    max: u64,
    allowed: &'static str,
) -> Result<u64, ConfigError> {
    match number(variable, value, default, max, allowed)? {
        0 => Err(ConfigError { variable, value: "0".into(), allowed }),
        number => Ok(number),
    }
}

/// Every transaction has to fit. SurrealKV writes one that does not to its log before it refuses it, and then opens the database only
/// with a larger memtable; a push of a device has up to 4 MB.
fn memtable(value: Option<String>) -> Result<u64, ConfigError> {
    const ALLOWED: &str = "MiB von 8 bis 4096";
    match number("DB_MEMTABLE_MIB", value, 16, 4_096, ALLOWED)? {
        small @ 0..8 => Err(ConfigError { variable: "DB_MEMTABLE_MIB", value: small.to_string(), allowed: ALLOWED }),
        number => Ok(number),
    }
}

fn number(
    variable: &'static str,
    value: Option<String>,
    default: u64,
    max: u64,
    allowed: &'static str,
) -> Result<u64, ConfigError> {
    let Some(value) = value else { return Ok(default) };
    match value.parse() {
        Ok(number) if number <= max => Ok(number),
        _ => Err(ConfigError { variable, value, allowed }),
    }
}

fn flag(variable: &'static str, value: Option<String>) -> Result<bool, ConfigError> {
    match value.as_deref() {
        None | Some("0") => Ok(false),
        Some("1") => Ok(true),
        Some(other) => Err(ConfigError { variable, value: other.into(), allowed: "0 oder 1" }),
    }
}
