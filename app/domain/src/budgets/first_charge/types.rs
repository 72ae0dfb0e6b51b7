//! Entries of the first charge. They are added and withdrawn, never changed: one that ends earlier is withdrawn, and another with
//! fewer days takes its place.

use super::{
    input::{FirstChargeEndInput, FirstChargeWish, PostFactor},
    post::FirstChargePost,
};
use crate::{
    access::{Koordination, Right},
    budgets::payment::{Ledger, Version, check_reason},
    error::{AppError, ErrorCode},
    ids::{AccountId, FirstChargeId},
    people::{BankAccount, Directory, Period},
};
use chrono::NaiveDate;

/// Posts of supervision staff in one Kita: what a run keeps of them, and what the list alone knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstChargeEntry {
    /// As a run takes it.
    pub post: FirstChargePost,
    pub year: i32,
    /// Where the money goes; the newest entry of a Kita-Träger counts.
    pub account: BankAccount,
    pub withdrawn: Option<Withdrawal>,
    /// Counted when runs began to keep their own list: it counts for ever in the runs before that.
    pub in_old_runs: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub reason: String,
    pub by: AccountId,
}

impl FirstChargeEntry {
    pub fn counts(&self) -> bool {
        self.withdrawn.is_none()
    }

    /// Whether the directory still has the Kita with this Träger: else the entry cannot go on, for its account is the Träger's.
    pub fn is_known_to(&self, directory: &Directory) -> bool {
        let kita = directory.kitas.get(self.post.kita).filter(|kita| kita.traeger == self.post.kita_traeger);
        kita.is_some_and(|kita| directory.kita_traeger.get(kita.traeger).is_some())
    }
}

/// Evidence of a change to the list.
#[derive(Clone, Debug)]
pub struct FirstChargeChange {
    entry: FirstChargeEntry,
    /// The entry whose place `entry` takes, withdrawn.
    replaced: Option<FirstChargeEntry>,
    base: Version,
    by: Koordination,
}

impl FirstChargeChange {
    /// # Errors
    /// A fault of the field `kita` where the directory does not know it in the year.
    pub fn add(
        id: FirstChargeId,
        wish: FirstChargeWish,
        directory: &Directory,
        ledger: &Ledger,
        by: &Koordination,
    ) -> Result<Self, AppError> {
        let unknown = || AppError::field("kita", ErrorCode::UnknownReference);
        let kita = directory.kitas.get(wish.kita).ok_or_else(unknown)?;
        let traeger = directory.kita_traeger.get(kita.traeger).ok_or_else(unknown)?;
        let post = FirstChargePost {
            id,
            kita: kita.id,
            number: kita.number.as_str().to_owned(),
            name: kita.name.clone(),
            kita_traeger: traeger.id,
            traeger_name: traeger.name.clone(),
            vzae: wish.vzae,
            first_day: wish.period.0,
            last_day: wish.period.1,
            reason: wish.reason,
            reference: wish.reference,
        };
        let (year, account) = (ledger.year, wish.account);
        let entry = FirstChargeEntry { post, year, account, withdrawn: None, in_old_runs: false };
        Ok(Self { entry, replaced: None, base: ledger.version, by: by.clone() })
    }

    /// The same posts, times `factor`, for the whole of the ledger's year, as in an entry of the year `before`. The account is the
    /// one that the Kita-Träger has by now: this entry becomes its newest, and must not bring an earlier account back.
    ///
    /// # Errors
    /// As [`Self::add`]: the Kita may have gone since, or have another Träger, whose account this is not.
    pub fn carry_on(
        id: FirstChargeId,
        (entry, factor): (&FirstChargeEntry, PostFactor),
        directory: &Directory,
        (before, ledger): (&Ledger, &Ledger),
        by: &Koordination,
    ) -> Result<Self, AppError> {
        if !entry.is_known_to(directory) {
            return Err(AppError::field("kita", ErrorCode::UnknownReference));
        }
        let whole = year(ledger.year).and_then(|year| Some((year.from(), year.to()?)));
        let traeger = entry.post.kita_traeger;
        let account = ledger.account_of(traeger).or_else(|| before.account_of(traeger));
        let wish = FirstChargeWish {
            kita: entry.post.kita,
            vzae: factor.of(entry.post.vzae),
            period: whole.ok_or_else(|| AppError::field("", ErrorCode::WrongState))?,
            reason: entry.post.reason.clone(),
            reference: entry.post.reference.clone(),
            account: account.unwrap_or_else(|| entry.account.clone()),
        };
        Self::add(id, wish, directory, ledger, by)
    }

    /// It counts no more from the next run on, whose open months carry the difference; what was paid stays paid.
    ///
    /// # Errors
    /// `NotFound` for an entry that is not there, `WrongState` for a withdrawn one, or a fault of `reason`.
    pub fn withdraw(id: FirstChargeId, reason: &str, ledger: &Ledger, by: &Koordination) -> Result<Self, AppError> {
        let entry = Self::counting(id, ledger)?;
        let reason = check_reason(reason).map_err(|fault| AppError::Invalid(vec![fault]))?;
        let withdrawn = Some(Withdrawal { reason, by: by.principal().account });
        let entry = FirstChargeEntry { withdrawn, ..entry };
        Ok(Self { entry, replaced: None, base: ledger.version, by: by.clone() })
    }

    /// It ends earlier: withdrawn with the reason, and another one, `anew`, with the days up to its new end takes its place,
    /// both or nothing. Like every change it counts from the next run on. Money goes where it went before: the other entry becomes
    /// the newest of its Kita-Träger, and has the account that counted until now, not that of the one which ends.
    ///
    /// # Errors
    /// `NotFound` for an entry that is not there, `WrongState` for a withdrawn one, or faults of the form.
    pub fn end(
        (id, anew): (FirstChargeId, FirstChargeId),
        input: &FirstChargeEndInput,
        ledger: &Ledger,
        by: &Koordination,
    ) -> Result<Self, AppError> {
        let old = Self::counting(id, ledger)?;
        let end = input.check_for(&old.post).map_err(AppError::Invalid)?;
        let post = FirstChargePost { id: anew, last_day: end.last_day, ..old.post.clone() };
        let account = ledger.account_of(old.post.kita_traeger).unwrap_or_else(|| old.account.clone());
        let entry = FirstChargeEntry { post, account, in_old_runs: false, ..old.clone() };
        let withdrawn = Some(Withdrawal { reason: end.reason, by: by.principal().account });
        let replaced = Some(FirstChargeEntry { withdrawn, ..old });
        Ok(Self { entry, replaced, base: ledger.version, by: by.clone() })
    }

    fn counting(id: FirstChargeId, ledger: &Ledger) -> Result<FirstChargeEntry, AppError> {
        let found = ledger.first_charge.iter().find(|entry| entry.post.id == id).cloned().ok_or(AppError::NotFound)?;
        if found.counts() { Ok(found) } else { Err(AppError::field("", ErrorCode::WrongState)) }
    }

    /// As it stands afterwards.
    pub fn entry(&self) -> &FirstChargeEntry {
        &self.entry
    }

    /// The entry whose place it takes, as it stands afterwards.
    pub fn replaced(&self) -> Option<&FirstChargeEntry> {
        self.replaced.as_ref()
    }

    /// The state that was checked.
    pub fn base(&self) -> Version {
        self.base
    }

    pub fn by(&self) -> &Koordination {
        &self.by
    }
}

/// Entries of the year before that go on: those that hold on its last day, and whose Kita and reference nobody has entered
/// in the year yet, withdrawn or not. Where several have both alike, as many go on as the year has fewer of them.
pub fn entries_that_go_on<'a>(before: &'a [FirstChargeEntry], now: &[FirstChargeEntry]) -> Vec<&'a FirstChargeEntry> {
    let holds = |entry: &FirstChargeEntry| {
        let last = year(entry.year).and_then(|year| year.to());
        entry.counts() && Some(entry.post.last_day) == last
    };
    let is_like =
        |a: &FirstChargeEntry, b: &FirstChargeEntry| a.post.kita == b.post.kita && a.post.reference == b.post.reference;
    let going: Vec<&FirstChargeEntry> = before.iter().filter(|entry| holds(entry)).collect();
    let is_there = |position: usize, entry: &FirstChargeEntry| {
        let earlier = going.iter().take(position).filter(|found| is_like(found, entry)).count();
        now.iter().filter(|found| is_like(found, entry)).count() > earlier
    };
    let going_on = going.iter().enumerate().filter(|(position, entry)| !is_there(*position, entry));
    going_on.map(|(_, entry)| *entry).collect()
}

/// A year's first and last day.
pub(super) fn year(year: i32) -> Option<Period> {
    Period::new(NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31))
}
