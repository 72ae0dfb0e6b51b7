//! The directory: Sozialräume, Kommunen, Kitas, employers, agreements, KiSo and who works where how much.

mod area;
mod cell;
pub mod demo;
mod directory;
mod employer;
mod entry;
pub mod german;
mod hours;
mod iban;
pub mod import;
mod kita;
mod lines;
mod listing;
mod on_day;
mod own;
mod period;
pub mod port;
pub mod posts;
pub mod rules;
mod sheet;
mod staff;
mod timeline;
mod view;
mod visible;
mod warnings;

pub use area::{Kommune, Mehrbedarf, Sozialraum};
pub use cell::{Cell, fold};
pub use directory::{Action, Change, Directory, Entity, Entry, Kind, Record, RecordKey, Refusal, Revision, Table};
pub use employer::{
    AgreementStatus, Anstellungstraeger, BankAccount, KitaTerm, Kooperationsvereinbarung, PostalAddress, SettlementMode,
};
pub use entry::{NAME_MAX, REPLACES, term_key};
pub use hours::WeeklyHours;
pub use iban::Iban;
pub use kita::{Indicators, Kita, KitaNumber, KitaTraeger};
pub use lines::Line;
pub use listing::ListQuery;
pub use on_day::KitaFacts;
pub use period::Period;
pub use posts::{FillingInput, PayGroup, PostChange, PostDraft, PostInput, PostWish, Span, VacancyInput};
pub use sheet::{Column, ColumnKind, ColumnRole, Fields, Sheet};
pub use staff::{Contract, Filling, KiSo, Leitung, Post, PresenceDays, Zuordnung};
pub use timeline::{Step, Timeline};
pub use view::{Choice, HistoryRow, Link, ListView, RecordView, Related, WarningRow, WarningsView};
pub use visible::Sight;
pub use warnings::{NOTICE_DAYS, TOLERANCE_HUNDREDTHS, Warning};
