//! What people read about budgets: names of parameters and figures, warnings and explanations.

use super::{
    derivation::{Derivation, Formula, Rounding, Term},
    error::BudgetError,
    euro::Euro,
    figure::{EmployerPart, Figure, Part, Total, Value},
    first_charge::german as first_charge,
    fixed::WeeklyHours,
    inputs::{Inputs, KitaInput, KommuneInput},
    parameters::{Parameter, Parameters, SockelBasis, SockelVerteilung},
    release::RunStatus,
    warnings::Warning,
};
use crate::{german, ids::AnstellungstraegerId};

pub(super) const WEIGHT_SUM: &str = "Summe aller Gewichte";
pub(super) const ELIGIBLE_DAYS: &str = "Förderfähige Tage der Kita im Jahr";
pub(super) const ONE_MONTH: &str = "Ein Monat";
pub(super) const TWELVE_MONTHS: &str = "Monate des Jahres";
pub(super) const DAYS_OF_YEAR_AND_MONTH: &str = "Tage des Jahres ÷ Tage des Monats";
pub(super) const WHOLE_YEAR_BUDGETS: &str = "Budgets der Kitas, die das ganze Jahr dazugehören";
pub(super) const FULL_TIME: &str = "Wochenstunden einer Vollzeitstelle beim Anstellungsträger";

/// Name of a parameter, as the label of its field.
pub fn parameter(parameter: Parameter) -> &'static str {
    match parameter {
        Parameter::Landeszuweisung => "Landeszuweisung laut Bescheid",
        Parameter::Landesanteil => "Anteil des Landes",
        Parameter::BeVzae => "Betriebserlaubnisrelevantes Personal (VZÄ)",
        Parameter::BePauschale => "Kosten je VZÄ betriebserlaubnisrelevantes Personal",
        Parameter::SockelQuote => "Anteil des Sockels",
        Parameter::SockelBasis => "Grundlage des Sockelanteils",
        Parameter::SockelVerteilung => "Verteilung des Sockels",
        Parameter::StufenGewicht => "Gewichte der Mehrbedarfsstufen",
        Parameter::VzaePauschale => "Kosten einer Vollzeitstelle im Jahr",
        Parameter::VollzeitStunden => "Wochenstunden einer Vollzeitstelle",
        Parameter::MindestAnteil => "Mindestanteil je Kita (VZÄ)",
    }
}

/// Label of the field for the weight of one level.
pub fn level_label(level: u8) -> String {
    format!("Gewicht der Stufe {level}")
}

pub fn sockel_basis(basis: SockelBasis) -> &'static str {
    match basis {
        SockelBasis::KisoTopf => "KiSo-Topf (nach Abzug der Vorwegposition)",
        SockelBasis::Gesamt => "Gesamtbudget",
    }
}

pub fn sockel_verteilung(verteilung: SockelVerteilung) -> &'static str {
    match verteilung {
        SockelVerteilung::Equal => "für jede Kita gleich",
        SockelVerteilung::Places => "nach Plätzen",
        SockelVerteilung::Children => "nach Kindern",
    }
}

/// A parameter's value for reading.
pub fn parameter_value(parameters: &Parameters, parameter: Parameter) -> String {
    match parameter {
        Parameter::Landeszuweisung => parameters.landeszuweisung.value.to_string(),
        Parameter::Landesanteil => parameters.landesanteil.value.to_string(),
        Parameter::BeVzae => parameters.be_vzae.value.to_string(),
        Parameter::BePauschale => parameters.be_pauschale.value.to_string(),
        Parameter::SockelQuote => parameters.sockel_quote.value.to_string(),
        Parameter::SockelBasis => sockel_basis(parameters.sockel_basis.value).into(),
        Parameter::SockelVerteilung => sockel_verteilung(parameters.sockel_verteilung.value).into(),
        Parameter::StufenGewicht => {
            let weights = parameters.stufen_gewicht.value.iter();
            weights.map(|(level, weight)| format!("Stufe {level}: {weight}")).collect::<Vec<_>>().join("; ")
        }
        Parameter::VzaePauschale => parameters.vzae_pauschale.value.to_string(),
        Parameter::VollzeitStunden => parameters.vollzeit_stunden.value.to_string(),
        Parameter::MindestAnteil => parameters.mindest_anteil.value.to_string(),
    }
}

/// Why there is no calculation, and what to do.
pub fn refusal(error: &BudgetError) -> String {
    match error {
        BudgetError::OutOfRange(which) => {
            format!("Der Wert „{}“ liegt außerhalb des Erlaubten. Bitte prüfen Sie ihn.", parameter(*which))
        }
        BudgetError::FirstChargeExceedsGesamt { most } => format!(
            "Das betriebserlaubnisrelevante Personal kostet mehr als das Gesamtbudget. Bitte geben Sie höchstens {most} \
             VZÄ ein oder prüfen Sie die Landeszuweisung."
        ),
        BudgetError::SockelExceedsKisoTopf { most } => format!(
            "Der Sockel ist größer als der KiSo-Topf. Bitte geben Sie als Anteil des Sockels höchstens {most} ein."
        ),
        BudgetError::NobodyForSockel => {
            "Der Sockel lässt sich nicht verteilen: Keine förderfähige Kita hat ein Gewicht. Bitte prüfen Sie die Kitas \
             und die Verteilung des Sockels."
                .into()
        }
        BudgetError::NobodyForAufstockung => {
            "Die Aufstockung lässt sich nicht verteilen: Keine förderfähige Kita liegt in einer Kommune mit Mehrbedarf. \
             Bitte prüfen Sie die Stufen der Kommunen und ihre Gewichte."
                .into()
        }
        BudgetError::UnknownLevel(level) => {
            format!("Für die Mehrbedarfsstufe {level} fehlt ein Gewicht. Bitte tragen Sie es bei den Parametern ein.")
        }
        BudgetError::DuplicateKita(number) => {
            format!("Die Kita-Nummer {number} kommt zweimal vor. Bitte berichtigen Sie sie im Verzeichnis.")
        }
        BudgetError::UnknownReference(number) => format!(
            "Zur Kita {number} fehlt die Kommune, der Sozialraum oder der Anstellungsträger. Bitte ergänzen Sie das \
             Verzeichnis."
        ),
        BudgetError::TooLarge => "Die Beträge sind zu groß für eine Berechnung. Bitte prüfen Sie die Parameter.".into(),
        BudgetError::DuplicateId | BudgetError::DaysDoNotFit(_) | BudgetError::UnknownFormula(_) | BudgetError::Rule(_) => {
            "Die Berechnung ist durch einen Fehler bei uns nicht aufgegangen; es wurde nichts gespeichert. Bitte \
             verständigen Sie den Betrieb."
                .into()
        }
    }
}

/// What does not fit, and what to do.
pub fn warning(warning: &Warning, inputs: &Inputs) -> String {
    let kita = |id| inputs.find_kita(id).map_or_else(|| "Kita".to_owned(), kita_label);
    let employer = |id| inputs.find_anstellungstraeger(id).map_or("Anstellungsträger", |found| found.name.as_str());
    match warning {
        Warning::KitaBelowMinimum { kita: id, share, minimum } => format!(
            "{}: Der Zeitanteil von {share} VZÄ liegt unter dem Mindestanteil von {minimum} VZÄ. Bitte prüfen Sie, ob sich \
             der Anteil mit einer Nachbarkita bündeln lässt.",
            kita(*id)
        ),
        Warning::KitaWithoutAnstellungstraeger { kita: id } => format!(
            "{}: Keine Kooperationsvereinbarung gilt, das Budget hat keinen Empfänger. Bitte ordnen Sie einen \
             Anstellungsträger zu.",
            kita(*id)
        ),
        Warning::KitaPartOfYear { kita: id, days, year_days } => format!(
            "{}: Förderfähig ist sie an {days} von {year_days} Tagen dieses Jahres, danach ist ihr Budget bemessen. Bitte \
             prüfen Sie die Daten im Verzeichnis.",
            kita(*id)
        ),
        Warning::KitaChangesEmployer { kita: id } => format!(
            "{}: Im Laufe des Jahres wechselt, wer die KiSo anstellt; das Budget ist nach Tagen aufgeteilt. Bitte prüfen \
             Sie die Laufzeiten der Kooperationsvereinbarungen.",
            kita(*id)
        ),
        Warning::LevelUnjustified { kommune, proposed, level } => format!(
            "{}: Gerechnet ist mit der Stufe {level}, der Index schlug die Stufe {proposed} vor, und begründet ist das nicht. \
             Bitte tragen Sie bei den Indikatoren einen Grund ein oder prüfen Sie die Stufe, und berechnen Sie das Jahr neu.",
            inputs.find_kommune(*kommune).map_or("Kommune", |found| found.name.as_str())
        ),
        Warning::KitaBelowShare { kita: id, share, assigned } => format!(
            "{}: Zugeordnet sind {assigned} von {share} Wochenstunden. Bitte prüfen Sie die Zuordnungen.",
            kita(*id)
        ),
        Warning::KiSoAboveContract { name, contract, assigned, .. } => format!(
            "{name}: Die Zuordnungen ergeben {assigned} Wochenstunden, der Vertrag hat {contract}. Bitte kürzen Sie eine \
             Zuordnung oder passen Sie den Vertrag an."
        ),
        Warning::KiSoBelowContract { name, contract, assigned, .. } => format!(
            "{name}: Die Zuordnungen ergeben nur {assigned} von {contract} Wochenstunden des Vertrags. Bitte prüfen Sie, \
             welche Kita die übrigen Stunden erhält."
        ),
        Warning::FirstChargeExceeded { posts, listed } => format!(
            "Vorwegposition: Auf der Liste stehen {listed} VZÄ, die Parameter sehen {posts} VZÄ vor; die Beträge sind \
             anteilig gekürzt. Bitte prüfen Sie die Liste oder die Parameter."
        ),
        Warning::FirstChargeUnassigned { first_charge, unassigned } => format!(
            "Vorwegposition: Von {first_charge} sind {unassigned} noch keiner Kita zugeordnet und werden niemandem gezahlt. Bitte \
             ergänzen Sie die Liste der Vorwegposition oder senken Sie die Stellen bei den Parametern, und berechnen Sie das \
             Jahr neu."
        ),
        Warning::EmployedBelowPlanned { anstellungstraeger, planned, employed } => format!(
            "{}: Besetzt sind {employed} von {planned} VZÄ, die das Budget trägt. Bitte klären Sie mit dem \
             Anstellungsträger die Besetzung.",
            employer(*anstellungstraeger)
        ),
        Warning::PostUnfilled { name, anstellungstraeger, hours, .. } => format!(
            "{}: Die Stelle „{name}“ mit {hours} Wochenstunden ist nicht besetzt. Bitte klären Sie, ab wann sie besetzt \
             wird.",
            employer(*anstellungstraeger)
        ),
        Warning::AgreementEnds { anstellungstraeger, on, .. } => format!(
            "{}: Die Kooperationsvereinbarung endet am {}. Bitte veranlassen Sie rechtzeitig die Verlängerung.",
            employer(*anstellungstraeger),
            german::date(*on)
        ),
    }
}

/// Name of a figure with the thing it belongs to.
pub fn figure(figure: Figure, inputs: &Inputs) -> String {
    match figure {
        Figure::Total { total: which } => total(which).to_owned(),
        Figure::Kita { kita, part: which } => {
            format!("{} {}", part(which), inputs.find_kita(kita).map_or_else(|| "Kita".to_owned(), kita_label))
        }
        Figure::KitaShare { kita, anstellungstraeger } => {
            let kita = inputs.find_kita(kita).map_or_else(|| "Kita".to_owned(), kita_label);
            format!("Anteil {} am Budget {kita}", employer_name(anstellungstraeger, inputs))
        }
        Figure::Anstellungstraeger { anstellungstraeger, part } => {
            let name =
                inputs.find_anstellungstraeger(anstellungstraeger).map_or("Anstellungsträger", |found| &found.name);
            match part {
                EmployerPart::Budget => format!("Budget {name}"),
                EmployerPart::Vzae => format!("VZÄ {name}"),
                EmployerPart::Hours => format!("Wochenstunden {name}"),
                EmployerPart::Month(month) => format!("Abschlag {} {name}", german::month(u32::from(month))),
                EmployerPart::Planned(month) => format!("VZÄ {name} im {}", german::month(u32::from(month))),
            }
        }
        Figure::Sozialraum { sozialraum, part: which } => {
            format!("{} {}", part(which), inputs.find_sozialraum(sozialraum).map_or("Sozialraum", |found| &found.name))
        }
        Figure::Kommune { kommune, part: which } => {
            format!("{} {}", part(which), inputs.find_kommune(kommune).map_or("Kommune", |found| &found.name))
        }
        Figure::FirstCharge { entry } => {
            let list = inputs.first_charge().unwrap_or_default();
            list.iter().find(|post| post.id == entry).map_or_else(|| "Vorwegposition".to_owned(), first_charge::entry)
        }
        Figure::KitaTraeger { kita_traeger } => {
            let mut list = inputs.first_charge().unwrap_or_default().iter().rev();
            let found = list.find(|post| post.kita_traeger == kita_traeger);
            first_charge::of_traeger(found.map_or("Kita-Träger", |post| &post.traeger_name))
        }
        Figure::FirstChargeRest => first_charge::UNASSIGNED.to_owned(),
    }
}

pub fn total(total: Total) -> &'static str {
    match total {
        Total::Landeszuweisung => "Landeszuweisung",
        Total::Gesamt => "Gesamtbudget",
        Total::Kreisanteil => "Kreisanteil",
        Total::FirstCharge => "Vorwegposition für betriebserlaubnisrelevantes Personal",
        Total::KisoTopf => "KiSo-Topf",
        Total::Sockeltopf => "Sockeltopf",
        Total::Aufstockungstopf => "Aufstockungstopf",
        Total::Vzae => "VZÄ, die das Budget trägt",
        Total::WithoutAnstellungstraeger => "Budget ohne Anstellungsträger",
    }
}

pub(super) const DIFFERENCE: &str = "Unterschied";

/// Name of what a correction changes.
pub fn changed(label: &str) -> String {
    format!("{DIFFERENCE} {label}")
}

/// Name of a figure in a correction.
pub fn in_this_run(label: &str) -> String {
    format!("{label}, dieser Lauf")
}

/// Name of a figure in the run that a correction is compared with.
pub fn in_released_run(label: &str) -> String {
    format!("{label}, freigegebener Lauf")
}

/// Name of a figure as it would be.
pub(super) fn tried(label: &str) -> String {
    format!("{label}, neu")
}

/// Name of a figure as it is.
pub(super) fn until_now(label: &str) -> String {
    format!("{label}, bisher")
}

pub fn part(part: Part) -> &'static str {
    match part {
        Part::Sockel => "Sockelbetrag",
        Part::Aufstockung => "Aufstockung",
        Part::Budget => "Budget",
        Part::Vzae => "VZÄ",
        Part::Hours => "Wochenstunden",
    }
}

/// The calculation in numbers: `1.747.333,33 € × 1 ÷ 95 = 18.392,98 €`.
pub fn calculation(derivation: &Derivation) -> String {
    let mut terms: Vec<String> = derivation.terms.iter().map(|term| value(term.value)).collect();
    let result = value(derivation.value);
    let left = match derivation.formula {
        Formula::Given | Formula::Sum => terms.join(" + "),
        Formula::Quotient | Formula::Posts => terms.join(" ÷ "),
        Formula::Difference => terms.join(" − "),
        Formula::Product => terms.join(" × "),
        Formula::Share => shared(&derivation.terms, " × ", " ÷ "),
        Formula::Hours => shared(&derivation.terms, " ÷ ", " × "),
        Formula::HoursByTariff => {
            let cost = if terms.is_empty() { String::new() } else { terms.remove(0) };
            let pairs: Vec<String> = terms.chunks(2).map(|pair| pair.join(" × ")).collect();
            format!("({}) ÷ {cost}", pairs.join(" + "))
        }
        Formula::MonthPosts => match terms.as_slice() {
            [cost, days, whole, parts @ ..] => format!("({whole} + ({}) × {days}) ÷ {cost}", parts.join(" + ")),
            _ => String::new(),
        },
    };
    if left.is_empty() { result } else { format!("{left} = {result}") }
}

/// How far a run has come.
pub fn run_status(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Draft => "Entwurf",
        RunStatus::Requested { .. } => "zur Freigabe vorgelegt",
        RunStatus::Released { .. } => "freigegeben",
    }
}

/// What happened to fractions of the last place; empty when there were none.
pub fn rounding(rounding: Rounding) -> &'static str {
    match rounding {
        Rounding::Exact => "",
        Rounding::Commercial => "kaufmännisch gerundet",
        Rounding::Down => "auf ganze Cent abgerundet; die Restcents gingen an größere Reste",
        Rounding::RestCent => "darin 1 Cent aus dem Restausgleich",
    }
}

pub fn value(value: Value) -> String {
    match value {
        Value::Euro(amount) => amount.to_string(),
        Value::Vzae(vzae) => format!("{vzae} VZÄ"),
        Value::Hours(hours) => format!("{hours} Std."),
        Value::Fraction(fraction) => fraction.to_string(),
    }
}

pub fn kita_label(kita: &KitaInput) -> String {
    format!("Kita {} ({})", kita.number, kita.name)
}

pub(super) fn sockel_weight(verteilung: SockelVerteilung, kita: &KitaInput) -> String {
    match verteilung {
        _ if !kita.eligible => NOT_ELIGIBLE.into(),
        SockelVerteilung::Equal => "Gewicht: jede Kita gleich".into(),
        SockelVerteilung::Places => "Gewicht: Plätze der Kita".into(),
        SockelVerteilung::Children => "Gewicht: Kinder der Kita".into(),
    }
}

pub(super) fn aufstockung_weight(kommune: &KommuneInput, kita: &KitaInput) -> String {
    match kita.eligible {
        true => format!("Gewicht der Stufe {} ({})", kommune.level, kommune.name),
        false => NOT_ELIGIBLE.into(),
    }
}

/// `Gewicht: jede Kita gleich × 151 von 365 Tagen`
pub(super) fn weight_by_days(weight: &str, days: u32, year_days: u16) -> String {
    format!("{weight} × {days} von {year_days} Tagen")
}

pub(super) fn days_with(anstellungstraeger: Option<AnstellungstraegerId>, inputs: &Inputs) -> String {
    format!("Tage: {}", employer_name(anstellungstraeger, inputs))
}

/// `Januar: Anteil am Budget Kita 024 (Löwenzahn)`
pub(super) fn part_of_month(kita: &KitaInput, month: u8) -> String {
    format!("{}: Anteil am Budget {}", german::month(u32::from(month)), kita_label(kita))
}

/// Where such a part comes from.
pub(super) fn part_of_budget(budget: Euro) -> String {
    format!("Das Jahresbudget {budget} ist nach Tagen auf die Anstellungsträger und deren Monate verteilt.")
}

fn employer_name(anstellungstraeger: Option<AnstellungstraegerId>, inputs: &Inputs) -> &str {
    match anstellungstraeger {
        None => "ohne Anstellungsträger",
        Some(id) => inputs.find_anstellungstraeger(id).map_or("Anstellungsträger", |found| &found.name),
    }
}

pub(super) fn budget_at(hours: WeeklyHours) -> String {
    format!("Budget der Kitas mit {hours} Wochenstunden je Vollzeitstelle")
}

pub(super) const NOT_ELIGIBLE_SHORT: &str = "nicht förderfähig";

const NOT_ELIGIBLE: &str = "Gewicht 0: Die Kita ist nicht förderfähig";

fn shared(terms: &[Term], first: &str, second: &str) -> String {
    match terms {
        [a, b, c] => format!("{}{first}{}{second}{}", value(a.value), value(b.value), value(c.value)),
        _ => String::new(),
    }
}
