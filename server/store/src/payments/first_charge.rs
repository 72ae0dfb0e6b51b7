//! How entries of the first charge stand in rows.

use crate::{
    budgets::{decimal, fixed},
    row::{Day, Ref},
};
use domain::{
    budgets::first_charge::{FirstChargeEntry, FirstChargePost, Withdrawal},
    ids::{AccountId, FirstChargeId, KitaId, KitaTraegerId},
    people::{BankAccount, Iban},
};
use rust_decimal::Decimal;
use surrealdb::types::{Error, SurrealValue};

#[derive(SurrealValue)]
pub(super) struct FirstChargeRow {
    id: Ref<FirstChargeId>,
    year: i64,
    kita: Ref<KitaId>,
    number: String,
    name: String,
    kita_traeger: Ref<KitaTraegerId>,
    traeger_name: String,
    vzae: Decimal,
    first_day: Day,
    last_day: Day,
    reason: String,
    reference: String,
    holder: String,
    iban: String,
    withdrawn_reason: Option<String>,
    withdrawn_by: Option<Ref<AccountId>>,
    in_old_runs: bool,
}

impl FirstChargeRow {
    pub(super) fn of(entry: &FirstChargeEntry) -> Self {
        let post = &entry.post;
        Self {
            id: Ref(post.id),
            year: i64::from(entry.year),
            kita: Ref(post.kita),
            number: post.number.clone(),
            name: post.name.clone(),
            kita_traeger: Ref(post.kita_traeger),
            traeger_name: post.traeger_name.clone(),
            vzae: decimal(post.vzae),
            first_day: Day(post.first_day),
            last_day: Day(post.last_day),
            reason: post.reason.clone(),
            reference: post.reference.clone(),
            holder: entry.account.holder.clone(),
            iban: entry.account.iban.as_str().to_owned(),
            withdrawn_reason: entry.withdrawn.as_ref().map(|found| found.reason.clone()),
            withdrawn_by: entry.withdrawn.as_ref().map(|found| Ref(found.by)),
            in_old_runs: entry.in_old_runs,
        }
    }

    pub(super) fn into_domain(self) -> Result<FirstChargeEntry, Error> {
        let unreadable = |what: &str| Error::internal(format!("unreadable {what} of a first charge"));
        let withdrawn = self.withdrawn_reason.zip(self.withdrawn_by);
        let post = FirstChargePost {
            id: self.id.0,
            kita: self.kita.0,
            number: self.number,
            name: self.name,
            kita_traeger: self.kita_traeger.0,
            traeger_name: self.traeger_name,
            vzae: fixed(self.vzae)?,
            first_day: self.first_day.0,
            last_day: self.last_day.0,
            reason: self.reason,
            reference: self.reference,
        };
        Ok(FirstChargeEntry {
            post,
            year: self.year.try_into().map_err(|_| unreadable("year"))?,
            account: BankAccount {
                holder: self.holder,
                iban: Iban::parse("iban", &self.iban).map_err(|_| unreadable("IBAN"))?,
            },
            withdrawn: withdrawn.map(|(reason, by)| Withdrawal { reason, by: by.0 }),
            in_old_runs: self.in_old_runs,
        })
    }
}
