//! German words for what people read of a year.

use super::{
    deadlines::{Deadline, Due},
    forecast::Forecast,
    forecast_steps::ForecastColumn,
    plan_figure::{Beside, Column, PlanFigure, Share},
    reclaim_figure::ReclaimColumn,
    staffing::Check,
    status::YearStatus,
    tally::{Count, Counted, PostColumn, Tally},
};
use crate::{
    budgets::{
        Decided, Euro, Fraction, Parameter, Total, WeeklyHours, german as budgets,
        payment::{MonthState, YearPlan, german as payment},
    },
    german,
    people::Span,
};
use chrono::NaiveDate;

pub(super) const BUDGET: &str = "Budget des freigegebenen Laufs";
pub(super) const SETTLED: &str = "Abgerechnet";
pub(super) const RECEIVED: &str = "Rückforderung eingegangen";
pub(super) const ORDERED_BEFORE: &str = "Davor für diesen Monat angeordnet und nicht zurückgekommen";
pub(super) const OPEN_REST: &str = "Rest, den die offenen Monate tragen";
pub(super) const PAYMENTS: &str = "Summe des Zahllaufs";

pub(super) const NOTHING_RECLAIMED: &str = "Angeordnet ist nicht mehr, als ausgezahlt werden soll und schon zurückkam.";

/// An amount of a Rückforderung.
pub fn reclaim(column: ReclaimColumn) -> &'static str {
    match column {
        ReclaimColumn::Reclaimed => "Zurückgefordert",
        ReclaimColumn::Received => "Eingegangen",
        ReclaimColumn::Open => "Noch offen",
    }
}

pub(super) fn of_reclaim(name: &str, column: ReclaimColumn) -> String {
    format!("{} {name}", reclaim(column))
}

/// `02.03.2026, Kontoauszug 7`
pub(super) fn booked(day: NaiveDate, note: &str) -> String {
    format!("{}, {note}", german::date(day))
}

/// Who booked, where that may be known.
pub(super) fn booked_by(name: &str) -> String {
    format!("Gebucht von {name}.")
}

/// Name of what the open months carry of a payee's year; below zero it is asked back.
pub(super) fn rest_of(name: &str) -> String {
    format!("Rest {name}")
}

/// Beside a payment, for who sees no plan.
pub(super) const AS_ORDERED: &str = "Angeordneter Betrag";
pub(super) const BY_THE_PLAN: &str = "Der Betrag ist, was der Abschlagsplan zu zahlen vorsieht, ohne schon Angeordnetes; \
                                      Finanzen haben ihn bei Feststellung und Anordnung mit dem Plan verglichen. Den Plan \
                                      selbst sehen Koordination und Finanzen.";

/// Name of one payment of a payment run.
pub(super) fn of_payment(name: &str, at: u8) -> String {
    format!("Zahlung {name} {}", month(at))
}

// Posts and hours that are counted.
pub(super) const PLANNED: &str = "VZÄ geplant";
pub(super) const KEPT: &str = "VZÄ der Stellen";
pub(super) const FILLED: &str = "VZÄ besetzt";
pub(super) const MISSING: &str = "VZÄ fehlend";
pub(super) const OTHER_KISOS: &str = "KiSo anderer Anstellungsträger";
pub(super) const CONTRACT: &str = "Wochenstunden laut Vertrag";
pub(super) const NO_BUDGET: &str = "Laut Budget (der Lauf hat für diese Kita keins)";

/// Name of a column of posts.
pub fn post_column(column: PostColumn) -> &'static str {
    match column {
        PostColumn::Kept => KEPT,
        PostColumn::Filled => FILLED,
        PostColumn::Missing => MISSING,
    }
}

pub(super) fn assigned(name: &str) -> String {
    format!("Zugeordnete Wochenstunden {name}")
}

pub(super) fn vacant(name: &str) -> String {
    format!("Unbesetzte Wochenstunden {name}")
}

pub(super) fn hours_of_budget(name: &str) -> String {
    format!("Wochenstunden laut Budget {name}")
}

pub(super) fn against_budget(name: &str) -> String {
    format!("Unterschied zum Budget {name}")
}

pub(super) fn against_contract(name: &str) -> String {
    format!("Unterschied zum Vertrag {name}")
}

pub(super) fn tolerance(hours: WeeklyHours) -> String {
    format!("Unterschiede bis {hours} Std. gelten als gerundet und passen.")
}

/// ` an 15 Tagen`
pub fn on_days(days: u32) -> String {
    if days == 1 { " an 1 Tag".into() } else { format!(" an {days} Tagen") }
}

/// The calculation in numbers: `(39,00 Std. × 15 Tage) ÷ (30 Tage × 39,00 Std.) = 0,5000 VZÄ`.
pub fn tally(tally: &Tally) -> String {
    let term = |term: &Counted| match term.days {
        Some(days) => format!("{} × {days} Tage", budgets::value(term.value)),
        None => budgets::value(term.value),
    };
    let (terms, result): (Vec<String>, _) = (tally.terms.iter().map(term).collect(), budgets::value(tally.value));
    match tally.count {
        _ if terms.is_empty() => result,
        Count::Sum => format!("{} = {result}", terms.join(" + ")),
        Count::Difference => format!("{} = {result}", terms.join(" − ")),
        Count::Days { days, full_time } => {
            format!("({}) ÷ ({days} Tage × {full_time} Std.) = {result}", terms.join(" + "))
        }
        Count::Posts { full_time } => format!("({}) ÷ {full_time} Std. = {result}", terms.join(" + ")),
    }
}

pub fn status(status: YearStatus) -> &'static str {
    match status {
        YearStatus::Entwurf => "Entwurf",
        YearStatus::Festgesetzt => "festgesetzt",
        YearStatus::Laufend => "laufend",
        YearStatus::Abgerechnet => "abgerechnet",
    }
}

pub fn column(column: Column) -> &'static str {
    match column {
        Column::Planned => "Geplant",
        Column::Ordered => "Angeordnet",
        Column::Paid => "Bezahlt",
        Column::Rest => "Noch zu zahlen",
    }
}

/// What a negative [`Column::Rest`] is called, with the amount turned positive.
pub const RECLAIM: &str = "Zurückzufordern";
/// Why more can be paid than is planned.
pub const MORE_PAID: &str = "Bezahlt ist mehr als geplant, wo bei der Abrechnung weniger anerkannt wurde, als gezahlt war: \
                             Geplant ist dann, was abgerechnet ist. Den Unterschied zahlt der Anstellungsträger zurück, \
                             oder er wird mit späteren Monaten verrechnet.";

/// Name of an amount of a forecast.
pub fn forecast(column: ForecastColumn) -> &'static str {
    match column {
        ForecastColumn::Vzae => "VZÄ, die das Budget trägt",
        ForecastColumn::Difference => "Unterschied der VZÄ gegenüber heute",
        ForecastColumn::Landeszuweisung => budgets::total(Total::Landeszuweisung),
        ForecastColumn::Gesamt => budgets::total(Total::Gesamt),
        ForecastColumn::FirstCharge => budgets::total(Total::FirstCharge),
        ForecastColumn::KisoTopf => budgets::total(Total::KisoTopf),
        ForecastColumn::VzaePauschale => budgets::parameter(Parameter::VzaePauschale),
    }
}

/// What an amount has grown by since the year before.
pub(super) const GROWTH: &str = "Zuwachs";

/// Rates of a forecast, as the labels of their fields.
pub const GROWTH_OF_LAND: &str = "Zuwachs der Landeszuweisung im Jahr";
pub const GROWTH_OF_POSTS: &str = "Zuwachs der Kosten einer Stelle im Jahr";

/// `2,5 %`; a rate that has no such decimal stays a fraction of the whole.
pub(super) fn percent(rate: Fraction) -> String {
    match rate.checked_times(100, 1) {
        Some(percent) => format!("{percent} %"),
        None => rate.to_string(),
    }
}

/// What a forecast rests on, for who has it on paper.
pub fn assumed(forecast: Forecast) -> String {
    format!(
        "Angenommen: {GROWTH_OF_LAND} {}, {GROWTH_OF_POSTS} {}. Maßgeblich bleibt der Bescheid des Landes.",
        percent(forecast.growth),
        percent(forecast.tariff)
    )
}

/// How much that is: `1.740.000,00 € × 0,025, kaufmännisch auf Cent gerundet`
pub(super) fn growth(before: Euro, rate: Fraction) -> String {
    format!("{before} × {rate}, kaufmännisch auf Cent gerundet")
}

pub fn share(share: Share) -> &'static str {
    match share {
        Share::All => "Gesamt",
        Share::Kiso => "Anstellungsträger",
        Share::FirstCharge => "Vorwegposition",
    }
}

/// Name of an amount with the payee or share it belongs to.
pub fn plan_figure(figure: PlanFigure, plan: &YearPlan) -> String {
    let name = |payee| plan.row(payee).map(|row| row.name.as_str()).unwrap_or_default();
    match figure {
        PlanFigure::Sum { share: of, column: which } => format!("{} {}", column(which), share(of)),
        PlanFigure::Month { share: of, month: at, column: which } => {
            format!("{} {} {}", column(which), share(of), month(at))
        }
        PlanFigure::Payee { payee, column } => of_payee(name(payee), column),
        PlanFigure::PayeeMonth { payee, month, column } => of_payee_month(name(payee), month, column),
        PlanFigure::Beside { payee, part } => of_payee_beside(name(payee), part),
    }
}

pub(super) fn of_payee(name: &str, which: Column) -> String {
    format!("{} {name}", column(which))
}

/// What stands beside the months of a plan.
pub fn beside(part: Beside) -> &'static str {
    match part {
        Beside::Held => "Ausgesetzt",
        Beside::Rueckforderung => "Rückforderung",
        Beside::Nachzahlung => "Nachzahlung",
    }
}

pub(super) const IN_MONTHS: &str = "In den Monaten des Plans";

pub(super) fn of_payee_beside(name: &str, part: Beside) -> String {
    format!("{} {name}", beside(part))
}

pub(super) fn of_payee_month(name: &str, at: u8, which: Column) -> String {
    format!("{} {name} {}", column(which), month(at))
}

pub(super) fn carried_on(year: i32) -> String {
    format!("Mit {year} verrechnet")
}

pub(super) fn taken_off(year: i32) -> String {
    format!("Verrechnung aus {year}")
}

/// `Januar`, January = 0.
pub fn month(month: u8) -> &'static str {
    german::month(u32::from(month))
}

/// Beside the names of months.
pub const WHOLE_YEAR: &str = "Ganzes Jahr";

pub(super) fn month_state(state: MonthState) -> String {
    format!("Stand: {}.", payment::month_state(state))
}

/// Whether hours fit, in words.
pub fn check(check: Check) -> String {
    match check {
        Check::Fits => "passt".into(),
        Check::Below(hours) => format!("{hours} zu wenig"),
        Check::Above(hours) => format!("{hours} zu viel"),
        Check::NoContract => "kein Vertrag".into(),
    }
}

/// Cost of a full-time post, in the comparison of years.
pub const POST_COST: &str = "Kosten einer Vollzeitstelle im Jahr";
/// `Parameter des Jahres: JHA 18.11.2020, ab 18.11.2020`
pub(super) fn decided<T>(of: &Decided<T>) -> String {
    let until = of.valid_to.map(|last| format!(" bis {}", german::date(last))).unwrap_or_default();
    format!("Parameter des Jahres: {}, ab {}{until}", of.decision, german::date(of.valid_from))
}

/// Actual cost that counts towards the Land.
pub const ACTUAL: &str = "Ist-Kosten, soweit abgerechnet";

/// `besetzt vom 01.01.2026 bis zum 15.03.2026`, `unbesetzt ab dem 16.03.2026`
pub fn span(span: Span) -> String {
    let (state, first) = (post_state(!span.is_filled), german::date(span.first_day));
    match span.last_day {
        Some(last) => format!("{state} vom {first} bis zum {}", german::date(last)),
        None => format!("{state} ab dem {first}"),
    }
}

pub fn post_state(is_vacant: bool) -> &'static str {
    if is_vacant { "unbesetzt" } else { "besetzt" }
}

/// What comes due, as a list names it.
pub fn deadline(deadline: &Deadline) -> String {
    let (on, when, is_over) = (german::date(deadline.on), days_left(deadline.days_left), deadline.days_left < 0);
    match &deadline.what {
        Due::Proofs { year, missing: 1 } => {
            format!("Verwendungsnachweise {year}: einer fehlt noch. Frist am {on}, {when}.")
        }
        Due::Proofs { year, missing } => {
            format!("Verwendungsnachweise {year}: {missing} fehlen noch. Frist am {on}, {when}.")
        }
        Due::Agreement { reference, employer, .. } => {
            let (ends, then) = if is_over { ("endete", "Seitdem") } else { ("endet", "Danach") };
            format!(
                "Die Kooperationsvereinbarung {reference} mit {employer} {ends} am {on}, {when}. {then} hat nicht jede ihrer \
                 Kitas einen Anstellungsträger."
            )
        }
        Due::Notice { year, decision } => {
            let holds = if is_over { "galt" } else { "gilt" };
            format!(
                "Der Bescheid des Landes ({decision}), mit dem {year} gerechnet wird, {holds} bis zum {on}, {when}."
            )
        }
    }
}

fn days_left(days: i64) -> String {
    match days {
        0 => "heute".into(),
        1 => "morgen".into(),
        -1 => "seit gestern vorbei".into(),
        left if left > 0 => format!("in {left} Tagen"),
        over => format!("seit {} Tagen vorbei", -over),
    }
}

/// Subject and text of the mail to the office.
pub fn deadline_mail(found: &Deadline, address: &str) -> (String, String) {
    let on = german::date(found.on);
    let subject = match &found.what {
        Due::Proofs { year, .. } => format!("Frist am {on}: Verwendungsnachweise {year}"),
        Due::Agreement { reference, .. } => format!("Frist am {on}: Kooperationsvereinbarung {reference}"),
        Due::Notice { year, .. } => format!("Frist am {on}: Bescheid des Landes {year}"),
    };
    let text = format!(
        "Guten Tag,\n\nbitte beachten Sie diese Frist:\n\n{}\n\nAlle Fristen stehen in der Übersicht eines Jahres, auch \
         die anderer Jahre:\n{address}\n\nDiese Nachricht hat das Sozialraumportal verschickt. Ist die Sache inzwischen erledigt, ist nichts \
         mehr zu tun.\n",
        deadline(found)
    );
    (subject, text)
}
