//! The form of an entry: raw texts in, everything that is wrong at once out.

use super::types::year as of_year;
use crate::{
    budgets::Vzae,
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    german,
    ids::KitaId,
    people::{BankAccount, Iban},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// As it is typed; blank days mean the whole year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeInput {
    pub kita: String,
    pub vzae: String,
    pub first_day: String,
    pub last_day: String,
    pub reason: String,
    pub reference: String,
    pub holder: String,
    pub iban: String,
}

/// An entry that was not compared with the directory yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstChargeWish {
    pub(super) kita: KitaId,
    pub(super) vzae: Vzae,
    pub(super) period: (NaiveDate, NaiveDate),
    pub(super) reason: String,
    pub(super) reference: String,
    pub(super) account: BankAccount,
}

impl FirstChargeInput {
    pub fn check(&self, year: i32) -> Result<FirstChargeWish, Vec<FieldError>> {
        let mut faults = Faults::new();
        let kita = self.kita.parse().map_err(|_| {
            FieldError::new(
                "kita",
                if self.kita.is_empty() { ErrorCode::Required } else { ErrorCode::UnknownReference },
            )
        });
        let kita = faults.take(kita);
        let (least, most) = (Vzae::from_scaled(1), Vzae::from_scaled(100 * Vzae::unit()));
        let vzae = faults.take(Vzae::parse_field("vzae", &self.vzae, least, most));
        let period = self.period(year, &mut faults);
        let reason = faults.take(field::text("reason", &self.reason, 200));
        let reference = faults.take(field::text("reference", &self.reference, 100));
        let holder = faults.take(BankAccount::check_holder("holder", &self.holder));
        let iban = faults.take(Iban::parse("iban", &self.iban));
        let all = kita.zip(vzae).zip(period).zip(reason.zip(reference)).zip(holder.zip(iban));
        faults.finish(all.map(|((((kita, vzae), period), (reason, reference)), (holder, iban))| FirstChargeWish {
            kita,
            vzae,
            period,
            reason,
            reference,
            account: BankAccount { holder, iban },
        }))
    }

    fn period(&self, year: i32, faults: &mut Faults) -> Option<(NaiveDate, NaiveDate)> {
        let whole = of_year(year)?;
        let (first, last) = (whole.from(), whole.to()?);
        let mut day = |field: &str, raw: &str, blank: NaiveDate| {
            let day = field::optional_date(field, raw).map(|day| day.unwrap_or(blank)).and_then(|day| match day {
                _ if day < first => Err(FieldError::with_limit(field, ErrorCode::TooSmall, german::date(first))),
                _ if day > last => Err(FieldError::with_limit(field, ErrorCode::TooLarge, german::date(last))),
                day => Ok(day),
            });
            faults.take(day)
        };
        let period = day("first_day", &self.first_day, first).zip(day("last_day", &self.last_day, last))?;
        if period.1 < period.0 {
            faults.push(FieldError::new("last_day", ErrorCode::EndBeforeStart));
            return None;
        }
        Some(period)
    }
}
