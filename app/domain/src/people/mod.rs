//! The directory: Sozialräume, Kommunen, Kitas, employers, agreements, KiSo and who works where how much.

mod area;
pub mod demo;
mod directory;
mod employer;
mod hours;
mod iban;
mod kita;
mod on_day;
mod period;
pub mod port;
pub mod rules;
mod staff;
mod timeline;
mod visible;
mod warnings;

pub use area::{Kommune, Mehrbedarf, Sozialraum};
pub use directory::{Action, Change, Directory, Entity, Entry, Kind, Record, RecordKey, Refusal, Revision, Table};
pub use employer::{
    AgreementStatus, Anstellungstraeger, BankAccount, KitaTerm, Kooperationsvereinbarung, SettlementMode,
};
pub use hours::WeeklyHours;
pub use iban::Iban;
pub use kita::{Indicators, Kita, KitaNumber, KitaTraeger};
pub use on_day::KitaFacts;
pub use period::Period;
pub use staff::{Contract, Filling, KiSo, Leitung, Post, PresenceDays, Zuordnung};
pub use timeline::{Step, Timeline};
pub use warnings::{NOTICE_DAYS, TOLERANCE_HUNDREDTHS, Warning};
