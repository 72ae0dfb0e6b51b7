//! German words of the settlement.

use super::{
    explanation::{Explanation, Step},
    lump::FilledPost,
    outcome::Outcome,
    posts_since::{Filled, PostSince},
    reminder::Reminder,
    told::{KitaColumn, LandColumn, ProofColumn},
    types::{ProofStatus, ProofStepKind, Recognised},
};
use crate::{
    budgets::{Euro, Vzae, WeeklyHours, payment::EmployerPlan},
    german,
    people::SettlementMode,
};
use chrono::NaiveDate;

pub(super) const ACTUAL: &str = "Anerkannte Ist-Kosten";
pub(super) const BUDGET: &str = "Budget des Anstellungsträgers";
pub(super) const KITA_BUDGET: &str = "Budget der Kita";
pub(super) const RECOGNISED: &str = "anerkannt";
pub(super) const ELIGIBLE: &str = "Abgerechnet";
pub(super) const PAUSCHALE: &str = "Kosten einer Vollzeitstelle im Jahr";
pub(super) const LUMP_SUM: &str = "Pauschale für besetzte Stellen";
pub(super) const ORDERED: &str = "Angeordnete Abschläge";
pub(super) const OFFSET_BEFORE: &str = "schon mit anderen Jahren verrechnet";
pub(super) const RECEIVED_BEFORE: &str = "schon zurückgezahlt";
pub(super) const RECEIVED: &str = "Erhalten";
pub(super) const BACK: &str = "Zu viel gezahlt";
pub(super) const MORE: &str = "Nachzahlung";
pub const FIRST_CHARGE: &str = "Betriebserlaubnisrelevantes Personal";
pub(super) const FIRST_CHARGE_PAID: &str = "An Kita-Träger gezahlt";
pub(super) const LANDESZUWEISUNG: &str = "Landeszuweisung";
pub(super) const LAND_ACTUAL: &str = "Ist-Kosten gegenüber dem Land";
pub(super) const LAND_SHARE: &str = "Anteil des Landes an den Ist-Kosten";
pub(super) const LAND: &str = "Das Land trägt";
pub(super) const KREIS: &str = "Der Kreis trägt";
pub(super) const CLAIMED: &str = "Nachgewiesene Ist-Kosten";
pub(super) const PERSONNEL: &str = "Personalkosten";
pub(super) const TRAINING: &str = "Fortbildung und Fachberatung";
pub(super) const NOT_RECOGNISED: &str = "nicht anerkannt";
pub(super) const COUNTED: &str = "Gegenüber dem Land";
pub(super) const ENTERED_BY_OFFICE: &str = "Von der Koordination eingetragen.";
pub(super) const SETTLED: &str = "abgerechnet";
pub(super) const NOT_SETTLED: &str = "noch nicht abgerechnet";
pub(super) const NOT_ENTERED: &str = "noch nicht eingetragen";
pub(super) const NOT_BEGUN: &str = "noch nicht begonnen";

/// Who got how much of the first charge, gave how much of it back, and is asked for how much.
pub(super) fn kept_of(row: &EmployerPlan, ordered: Euro) -> String {
    let parts = [(row.received, "zurückgezahlt"), (row.rueckforderung, "noch zurückgefordert")];
    let told: String = parts
        .into_iter()
        .filter(|(amount, _)| *amount != Euro::ZERO)
        .map(|(amount, what)| format!(", {amount} {what}"))
        .collect();
    match told.is_empty() {
        true => row.name.clone(),
        false => format!("{} ({ordered} angeordnet{told})", row.name),
    }
}

/// What goes back to the Land; as long as something is not settled, the amount can still change.
pub(super) fn back_to_land(is_complete: bool) -> &'static str {
    if is_complete { "An das Land zurück" } else { "An das Land zurück (vorläufig)" }
}

pub fn status(status: ProofStatus) -> &'static str {
    match status {
        ProofStatus::Draft => "Entwurf",
        ProofStatus::Submitted => "eingereicht",
        ProofStatus::Checked => "geprüft",
        ProofStatus::Settled => "abgerechnet",
    }
}

pub fn step(kind: ProofStepKind) -> &'static str {
    match kind {
        ProofStepKind::Submitted => "Verwendungsnachweis eingereicht",
        ProofStepKind::GivenBack => "zur Überarbeitung zurückgegeben",
        ProofStepKind::Checked => "geprüft",
        ProofStepKind::Settled => "abgerechnet",
        ProofStepKind::Reopened => "zur Korrektur wieder geöffnet",
    }
}

pub fn mode(mode: SettlementMode) -> &'static str {
    match mode {
        SettlementMode::M1 => "M1: Ist-Kosten je Anstellungsträger",
        SettlementMode::M2 => "M2: Ist-Kosten je Kita",
        SettlementMode::M3 => "M3: Pauschale je besetztem VZÄ-Monat",
    }
}

/// What the Kooperationsvereinbarung says about the settlement.
pub fn mode_rule(mode: SettlementMode) -> &'static str {
    match mode {
        SettlementMode::M1 => {
            "Nach der Kooperationsvereinbarung (M1) zählen die Ist-Kosten aller Kitas zusammen, höchstens das Budget."
        }
        SettlementMode::M2 => {
            "Nach der Kooperationsvereinbarung (M2) zählen die Ist-Kosten jeder Kita, höchstens bis zu ihrem Budget."
        }
        SettlementMode::M3 => {
            "Nach der Kooperationsvereinbarung (M3) zählt die Pauschale für besetzte Stellen, höchstens das Budget."
        }
    }
}

pub fn kita(number: &str, name: &str) -> String {
    format!("Kita {number} ({name})")
}

/// A Kita of the statement that the released run has no more: `Kita 024 (Löwenzahn), nicht mehr im Lauf`
pub fn gone(kita: &str) -> String {
    format!("{kita}, nicht mehr im Lauf")
}

/// An amount in the list of a year.
pub fn proof_column(column: ProofColumn) -> &'static str {
    match column {
        ProofColumn::Claimed => "Nachgewiesen",
        ProofColumn::Actual => "Anerkannt",
        ProofColumn::Eligible => ELIGIBLE,
    }
}

/// An amount of a Verwendungsnachweis.
pub fn kita_column(column: KitaColumn) -> &'static str {
    match column {
        KitaColumn::Budget => "Budget",
        KitaColumn::Personnel => PERSONNEL,
        KitaColumn::Training => "Fortbildung",
        KitaColumn::Claimed => "Nachgewiesen",
        KitaColumn::Recognised => "Anerkannt",
    }
}

/// An amount in the list towards the Land.
pub fn land_column(column: LandColumn) -> &'static str {
    match column {
        LandColumn::Actual => "Anerkannt",
        LandColumn::Eligible => ELIGIBLE,
        LandColumn::Counted => COUNTED,
    }
}

pub(super) fn claimed(number: &str, name: &str) -> String {
    format!("Nachgewiesen {}", kita(number, name))
}

pub(super) fn recognised(number: &str, name: &str) -> String {
    format!("Anerkannt {}", kita(number, name))
}

pub(super) fn counted(number: &str, name: &str) -> String {
    format!("Anrechenbar Kita {number} ({name})")
}

/// `Kita 024 (…): 500,00 € nicht anerkannt – Sachkosten`
pub(super) fn objection(of: &Recognised) -> Option<String> {
    let reason = of.objection.as_ref()?;
    let missing = of.claimed.checked_sub(of.recognised)?;
    Some(format!("{}: {missing} nicht anerkannt – {reason}", kita(&of.number, &of.name)))
}

/// `Demo-Stelle 01: 19,50 von 39,00 Std., besetzt: Januar bis Juni ganz, Juli an 15 Tagen`
pub(super) fn filled_post(post: &FilledPost, full_time: WeeklyHours) -> String {
    let days: u32 = post.filled_days.iter().map(|days| u32::from(*days)).sum();
    format!("{}: {} von {full_time} Wochenstunden, besetzt an {days} Tagen", post.name, post.hours)
}

pub(super) fn filled_months(months: Vzae) -> String {
    format!("Zusammen {months} besetzte VZÄ-Monate, nach Tagen je Monat; gerundet wird erst der Betrag, kaufmännisch")
}

/// What follows for the money.
pub fn consequence(outcome: &Outcome, offset_year: Option<i32>) -> String {
    match offset_year {
        _ if outcome.more > Euro::ZERO => {
            format!("{} werden mit dem Abschlagsplan des Jahres nachgezahlt.", outcome.more)
        }
        _ if outcome.back == Euro::ZERO => "Es ist nichts zurückzuzahlen und nichts nachzuzahlen.".into(),
        Some(year) => format!(
            "{} werden mit den offenen Abschlägen {year} verrechnet; was dort nicht reicht, wird zurückgefordert.",
            outcome.back
        ),
        None => format!("{} werden zurückgefordert.", outcome.back),
    }
}

/// The calculation in numbers: `das Kleinste von 115.175,10 € und 98.000,00 € = 98.000,00 €`.
pub fn calculation(explanation: &Explanation) -> String {
    let terms: Vec<String> = explanation.terms.iter().map(|term| term.value.to_string()).collect();
    let result = explanation.value;
    match explanation.step {
        // Nothing was added up, and nothing taken off.
        _ if terms.is_empty() => result.to_string(),
        Step::Sum => format!("{} = {result}", terms.join(" + ")),
        Step::Least => format!("das Kleinste von {} = {result}", terms.join(" und ")),
        Step::Difference => format!("{} = {result}", terms.join(" − ")),
        Step::Quota { quota } => format!("{} × {quota} = {result}", terms.join(" ")),
        Step::LumpSum => format!("{} ÷ 12 × besetzte VZÄ-Monate = {result}", terms.join(" ")),
        Step::Part { parts } => format!("{} ÷ {parts} = {result}", terms.join(" ")),
    }
}

/// When it is due, and how late it is.
pub fn deadline(day: NaiveDate, today: NaiveDate) -> String {
    let date = german::date(day);
    match (day - today).num_days() {
        0 => format!("Die Frist für den Verwendungsnachweis endet heute, am {date}."),
        1 => format!("Die Frist für den Verwendungsnachweis endet morgen, am {date}."),
        left if left > 1 => format!("Die Frist für den Verwendungsnachweis endet am {date}, in {left} Tagen."),
        -1 => format!("Die Frist für den Verwendungsnachweis ist am {date} abgelaufen, gestern."),
        left => format!("Die Frist für den Verwendungsnachweis ist am {date} abgelaufen, vor {} Tagen.", -left),
    }
}

/// How a settlement ended, in a row of a list.
pub fn result(outcome: &Outcome, offset: Euro, offset_year: Option<i32>) -> String {
    let reclaimed = outcome.back.checked_sub(offset).unwrap_or_default();
    let offset_told = offset_year.filter(|_| offset > Euro::ZERO).map(|year| format!("{offset} mit {year} verrechnet"));
    match offset_told {
        _ if outcome.more > Euro::ZERO => format!("{} Nachzahlung", outcome.more),
        None if reclaimed == Euro::ZERO => "ausgeglichen".into(),
        None => format!("{reclaimed} Rückforderung"),
        Some(told) if reclaimed == Euro::ZERO => told,
        Some(told) => format!("{told}, {reclaimed} Rückforderung"),
    }
}

pub(super) const RECLAIMED: &str = "Rückforderung";

pub(super) fn offset_with(year: i32) -> String {
    format!("Mit {year} verrechnet")
}

/// What could be offset at most.
pub(super) fn open_in(year: i32) -> String {
    format!("Offene Monate {year}, als abgerechnet wurde")
}

/// Subject of the letter, which is also the title of the file.
pub(super) fn letter_subject(year: i32, number: u32) -> String {
    match number {
        1 => format!("Abrechnung des Sozialraumbudgets {year}"),
        number => format!("Abrechnung des Sozialraumbudgets {year}, Korrektur {}", number - 1),
    }
}

pub(super) fn letter_opening(year: i32, number: u32, mode: SettlementMode) -> Vec<String> {
    let what = match number {
        1 => format!("Ihren Verwendungsnachweis für das Jahr {year} haben wir geprüft und das Jahr abgerechnet."),
        _ => format!("die Abrechnung des Jahres {year} haben wir berichtigt. Dieses Schreiben ersetzt das frühere."),
    };
    vec!["Sehr geehrte Damen und Herren,".to_owned(), what, mode_rule(mode).to_owned()]
}

pub(super) fn letter_closing(outcome: &Outcome, offset: (Euro, Option<i32>), reclaimed: Euro) -> Vec<String> {
    let mut texts = Vec::new();
    if let (amount, Some(year)) = offset
        && amount > Euro::ZERO
    {
        texts.push(format!("{amount} verrechnen wir mit den offenen Abschlägen des Jahres {year}."));
    }
    if reclaimed > Euro::ZERO {
        texts.push(format!("Bitte zahlen Sie {reclaimed} an die Kreiskasse zurück."));
    }
    if outcome.more > Euro::ZERO {
        texts.push(format!("{} zahlen wir Ihnen mit dem Abschlagsplan des Jahres nach.", outcome.more));
    }
    if texts.is_empty() {
        texts.push("Es ist nichts zurückzuzahlen und nichts nachzuzahlen.".to_owned());
    }
    texts.push("Mit freundlichen Grüßen".to_owned());
    texts
}

/// Heading above what was not recognised.
pub const OBJECTIONS: &str = "Was wir nicht anerkennen konnten";
/// Titles of the columns of the letter's table.
pub const LETTER_COLUMNS: [&str; 3] = ["Posten", "Rechenweg", "Betrag"];

/// Subject and text of a reminder.
pub fn reminder(reminder: Reminder, year: i32, deadline: NaiveDate, address: &str) -> (String, String) {
    let date = german::date(deadline);
    let (subject, told) = match reminder {
        Reminder::TwoWeeks => (
            format!("Verwendungsnachweis {year}: Frist am {date}"),
            format!("der Verwendungsnachweis für das Jahr {year} ist bis zum {date} einzureichen."),
        ),
        Reminder::ThreeDays => (
            format!("Verwendungsnachweis {year}: Frist in wenigen Tagen"),
            format!(
                "die Frist für den Verwendungsnachweis des Jahres {year} endet am {date}. Er ist noch nicht eingereicht."
            ),
        ),
        Reminder::Overdue => (
            format!("Verwendungsnachweis {year}: Frist abgelaufen"),
            format!(
                "die Frist für den Verwendungsnachweis des Jahres {year} ist am {date} abgelaufen. Bitte reichen Sie ihn bald ein."
            ),
        ),
    };
    let text = format!(
        "Guten Tag,\n\n{told}\n\nEintragen und einreichen können Sie ihn hier:\n{address}\n\nDiese Nachricht hat das \
         Sozialraumportal verschickt. Haben Sie ihn inzwischen eingereicht, ist nichts mehr zu tun.\n"
    );
    (subject, text)
}

/// Heading above what has changed about posts since the submission.
pub const POSTS_SINCE: &str = "Seit der Einreichung haben sich Stellen dieses Jahres geändert";

/// `Stelle 2: eingereicht mit 19,50 Std. an 31 Tagen, jetzt 39,00 Std. an 31 Tagen`
pub fn post_since(row: &PostSince) -> String {
    let filled = |filled: Filled| match filled.days {
        1 => format!("{} Std. an 1 Tag", filled.hours),
        days => format!("{} Std. an {days} Tagen", filled.hours),
    };
    let before =
        row.submitted.map_or_else(|| "als nicht besetzt".to_owned(), |before| format!("mit {}", filled(before)));
    let now = row.now.map_or_else(|| "nicht besetzt".to_owned(), filled);
    format!("{}: eingereicht {before}, jetzt {now}", row.name)
}
