//! The form of an entry: raw texts in, everything that is wrong at once out.

use super::{post::FirstChargePost, types::year as of_year};
use crate::{
    budgets::{Fraction, Vzae, payment::check_reason, round_half_away},
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

/// With what posts of the year before are multiplied, as it is typed; blank leaves them as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostFactor(Option<Fraction>);

impl PostFactor {
    /// Highest factor: twice the posts.
    const MOST: Fraction = Fraction::whole(2);

    pub fn check(raw: &str) -> Result<Self, FieldError> {
        if raw.trim().is_empty() {
            return Ok(Self(None));
        }
        match Fraction::parse_field("going_on_factor", raw, Self::MOST)? {
            zero if zero.is_zero() => {
                Err(FieldError::with_limit("going_on_factor", ErrorCode::TooSmall, "0,000001".to_owned()))
            }
            factor => Ok(Self(Some(factor))),
        }
    }

    /// Rounded once to four places, half away from zero; posts never vanish.
    pub(super) fn of(self, posts: Vzae) -> Vzae {
        let Some(factor) = self.0 else { return posts };
        let product = i128::from(posts.scaled()) * i128::from(factor.numerator());
        let scaled = round_half_away(product, factor.denominator());
        Vzae::from_scaled(i64::try_from(scaled).unwrap_or(i64::MAX).max(1))
    }
}

/// The end of an entry within the year, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstChargeEndInput {
    pub last_day: String,
    pub reason: String,
}

/// An end that fits the days of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstChargeEnd {
    pub(super) last_day: NaiveDate,
    pub(super) reason: String,
}

impl FirstChargeEndInput {
    /// For an entry that holds on these days: it ends on one of them, before the last.
    pub fn check(&self, (first, last): (NaiveDate, NaiveDate)) -> Result<FirstChargeEnd, Vec<FieldError>> {
        let mut faults = Faults::new();
        let day = field::date("end_day", &self.last_day).and_then(|day| match last.pred_opt() {
            _ if day < first => Err(FieldError::with_limit("end_day", ErrorCode::TooSmall, german::date(first))),
            Some(most) if day > most => Err(FieldError::with_limit("end_day", ErrorCode::TooLarge, german::date(most))),
            _ => Ok(day),
        });
        let day = faults.take(day);
        let named = |fault: FieldError| FieldError { field: "end_reason".into(), ..fault };
        let reason = faults.take(check_reason(&self.reason).map_err(named));
        faults.finish(day.zip(reason).map(|(last_day, reason)| FirstChargeEnd { last_day, reason }))
    }

    /// As [`Self::check`], for a post of the list.
    pub(super) fn check_for(&self, post: &FirstChargePost) -> Result<FirstChargeEnd, Vec<FieldError>> {
        self.check((post.first_day, post.last_day))
    }
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
