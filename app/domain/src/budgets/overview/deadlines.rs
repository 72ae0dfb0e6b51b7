//! What comes due for the office: Verwendungsnachweise, agreements that end, and the Land's notice. A list on the overview, and
//! a mail on each occasion.

use crate::{
    budgets::{Parameters, WarningLimits},
    ids::KooperationsvereinbarungId,
    people::{Directory, Kooperationsvereinbarung},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Something that comes due, or is overdue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day.
    pub on: NaiveDate,
    /// Days from today; below zero where it is over.
    pub days_left: i64,
    pub what: Due,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Due {
    /// Verwendungsnachweise of a year that nobody has submitted yet; at least one.
    Proofs { year: i32, missing: usize },
    /// An agreement ends, and not each of its Kitas has an employer on the day after.
    Agreement { agreement: KooperationsvereinbarungId, reference: String, employer: String },
    /// The notice that a year is calculated with holds no longer, and no later year has one.
    Notice { year: i32, decision: String },
}

/// What one is reminded of: once each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Occasion {
    /// As early as somebody can still do something about it.
    Soon,
    /// Within two weeks.
    Near,
    Over,
}

/// How long before its end something else than an agreement is named.
const HORIZON: i64 = 60;
const NEAR: i64 = 14;
/// Who missed that long does not need another mail; the list goes on naming it.
const OVER: i64 = 30;

impl Due {
    /// How many days before it is worth naming.
    fn horizon(&self) -> i64 {
        match self {
            Self::Agreement { .. } => i64::try_from(WarningLimits::default().notice_days).unwrap_or(HORIZON),
            Self::Proofs { .. } | Self::Notice { .. } => HORIZON,
        }
    }
}

impl Deadline {
    /// `None` as long as it is too early to name it.
    fn new(what: Due, on: NaiveDate, today: NaiveDate) -> Option<Self> {
        let days_left = (on - today).num_days();
        (days_left <= what.horizon()).then_some(Self { on, days_left, what })
    }

    /// Verwendungsnachweise of a year; `None` where each is submitted.
    pub fn of_proofs((year, missing): (i32, usize), on: NaiveDate, today: NaiveDate) -> Option<Self> {
        Self::new(Due::Proofs { year, missing }, on, today).filter(|_| missing > 0)
    }

    /// The notice of the newest year that has parameters.
    pub fn of_notice(newest: &Parameters, today: NaiveDate) -> Option<Self> {
        let notice = &newest.landeszuweisung;
        let what = Due::Notice { year: newest.year, decision: notice.decision.clone() };
        Self::new(what, notice.valid_to?, today)
    }

    /// Agreements that end without a successor, and those that have ended a short while ago and still have none: a Kita that
    /// has left the Sozialraumbudget for good is no deadline for ever.
    pub fn of_agreements(directory: &Directory, today: NaiveDate) -> Vec<Self> {
        let begun = directory.agreements.iter().filter(|found| found.status.is_binding() && found.term.from() <= today);
        let ending = begun.filter_map(|found| {
            let last = found.term.to().filter(|last| leaves_kitas_alone(directory, found, *last, today))?;
            let employer = directory.anstellungstraeger.get(found.anstellungstraeger)?;
            let (reference, employer) = (found.reference.clone(), employer.name.clone());
            Self::new(Due::Agreement { agreement: found.id, reference, employer }, last, today)
        });
        ending.filter(|found| found.days_left >= -OVER).collect()
    }

    /// What the office is reminded of now; `None` long after.
    pub fn occasion(&self) -> Option<Occasion> {
        match self.days_left {
            left if left < -OVER => None,
            left if left < 0 => Some(Occasion::Over),
            left if left <= NEAR => Some(Occasion::Near),
            _ => Some(Occasion::Soon),
        }
    }

    /// Stable name of the occasion: whatever is asked how often, it is told once. A day that is moved is told anew.
    pub fn key(&self) -> Option<String> {
        let occasion = match self.occasion()? {
            Occasion::Soon => "soon",
            Occasion::Near => "near",
            Occasion::Over => "over",
        };
        let what = match &self.what {
            Due::Proofs { year, .. } => format!("proofs/{year}"),
            Due::Agreement { agreement, .. } => format!("agreement/{agreement}"),
            Due::Notice { year, .. } => format!("notice/{year}"),
        };
        Some(format!("{what}/{}/{occasion}", self.on))
    }
}

/// Whether a Kita of the agreement's last day has no employer on the day after it, or today where that is later.
fn leaves_kitas_alone(
    directory: &Directory,
    found: &Kooperationsvereinbarung,
    last: NaiveDate,
    today: NaiveDate,
) -> bool {
    let Some(next) = last.succ_opt() else { return false };
    let mut current = found.kitas.iter().filter(|term| term.period.contains(last));
    current.any(|term| directory.employer_on(term.kita, next.max(today)).is_none())
}

/// The most urgent first.
pub fn by_day(mut deadlines: Vec<Deadline>) -> Vec<Deadline> {
    deadlines.sort_by(|a, b| a.on.cmp(&b.on).then_with(|| a.key().cmp(&b.key())));
    deadlines
}

#[cfg(test)]
mod tests {
    use super::{super::german, *};
    use crate::{budgets::tests::sample, people};
    use chrono::Days;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).expect("a day")
    }

    #[test]
    fn proofs_are_named_two_months_before_and_until_each_is_there() {
        let on = day(3, 31);
        let left = |days: i64| Deadline::of_proofs((2026, 3), on, on - chrono::TimeDelta::days(days));
        assert_eq!(left(61), None);
        let occasions = [60, 15, 14, 0, -1, -30, -31].map(|days| left(days).expect("is named").occasion());
        let (soon, near, over) = (Some(Occasion::Soon), Some(Occasion::Near), Some(Occasion::Over));
        assert_eq!(occasions, [soon, soon, near, near, over, over, None]);
        assert_eq!(Deadline::of_proofs((2026, 0), on, on), None, "all are there");
        let told = left(-31).expect("the list goes on naming it");
        assert_eq!(told.key(), None);
        assert_eq!(
            german::deadline(&told),
            "Verwendungsnachweise 2026: 3 fehlen noch. Frist am 31.03.2027, seit 31 Tagen vorbei."
        );
    }

    #[test]
    fn an_occasion_has_one_name_and_another_day_another() {
        let on = day(3, 31);
        let key = |on: NaiveDate, today: NaiveDate| Deadline::of_proofs((2026, 1), on, today).expect("is named").key();
        assert_eq!(key(on, day(3, 20)), key(on, day(3, 31)));
        assert_ne!(key(on, day(3, 1)), key(on, day(3, 31)), "soon is another occasion than near");
        assert_ne!(key(day(4, 1), day(3, 25)), key(on, day(3, 25)));
    }

    #[test]
    fn a_notice_is_named_where_it_ends() {
        let mut parameters = sample::parameters();
        parameters.landeszuweisung.valid_to = None;
        assert_eq!(Deadline::of_notice(&parameters, day(12, 1)), None, "until further notice");
        parameters.landeszuweisung.valid_to = Some(day(12, 31));
        assert_eq!(Deadline::of_notice(&parameters, day(12, 31) - Days::new(61)), None);
        let found = Deadline::of_notice(&parameters, day(12, 30)).expect("is named");
        assert!(german::deadline(&found).ends_with("gilt bis zum 31.12.2027, morgen."), "{}", german::deadline(&found));
    }

    #[test]
    fn agreements_that_end_without_a_successor_are_named() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let mut directory = people::demo::directory(today);
        let of_own = |found: &&people::Kooperationsvereinbarung| {
            let own = found.anstellungstraeger == people::demo::anstellungstraeger(12);
            own && found.status.is_binding() && found.term.contains(today)
        };
        let mut own = directory.agreements.iter().find(of_own).expect("its agreement").clone();
        let end = today + Days::new(10);
        own.term = people::Period::new(own.term.from(), Some(end)).expect("an end");
        for term in &mut own.kitas {
            term.period = people::Period::new(term.period.from(), Some(end)).expect("an end");
        }
        let id = own.id;
        directory.put(1, own.into());
        let found = by_day(Deadline::of_agreements(&directory, today));
        let of_own = |found: &&Deadline| matches!(&found.what, Due::Agreement { agreement, .. } if *agreement == id);
        let own = found.iter().find(of_own).expect("is named");
        assert_eq!((own.on, own.days_left, own.occasion()), (end, 10, Some(Occasion::Near)));
        assert!(german::deadline(own).contains("endet am 12.03.2026, in 10 Tagen"), "{}", german::deadline(own));
        assert!(found.windows(2).all(|pair| pair[0].on <= pair[1].on));
        let (_, mail) = german::deadline_mail(own, "https://portal.example/uebersicht");
        let begin = "Guten Tag,\n\nbitte beachten Sie diese Frist:\n\nDie Kooperationsvereinbarung ";
        assert!(mail.starts_with(begin), "after the comma a sentence goes on: {mail}");

        let later = |days: u64| {
            let found = Deadline::of_agreements(&directory, end + Days::new(days));
            found.into_iter().find(|found| of_own(&found))
        };
        let over = later(3).expect("nobody has its Kitas yet");
        assert_eq!((over.days_left, over.occasion()), (-3, Some(Occasion::Over)));
        let told = german::deadline(&over);
        assert!(told.contains("endete am 12.03.2026, seit 3 Tagen vorbei. Seitdem hat"), "{told}");
        assert_eq!(later(31), None, "not for ever");
    }
}
