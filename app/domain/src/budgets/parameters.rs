//! What the office decides for a year: amounts, quotas and rates, each with its validity and its decision.

use super::{
    euro::Euro,
    fixed::{Vzae, WeeklyHours},
    fraction::Fraction,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A value with the period it holds for and the decision behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided<T> {
    pub value: T,
    pub valid_from: NaiveDate,
    /// Last day; `None` until further notice.
    pub valid_to: Option<NaiveDate>,
    /// For example `JHA 18.11.2020`.
    pub decision: String,
}

/// The parameters of one budget year (domain §3). Ranges are checked by [`super::BudgetParametersInput::check`] on
/// entry and again by every calculation, so the fields are open for simulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parameters {
    pub year: i32,
    /// Amount of the Land's notice, as given.
    pub landeszuweisung: Decided<Euro>,
    /// Share of the Land in the whole, above 0 and at most 1.
    pub landesanteil: Decided<Fraction>,
    /// First charge: posts of supervision staff that the operating licence demands.
    pub be_vzae: Decided<Vzae>,
    /// Cost of one such post a year.
    pub be_pauschale: Decided<Euro>,
    /// Share that becomes Sockelbetrag, at most 1.
    pub sockel_quote: Decided<Fraction>,
    /// What `sockel_quote` is a share of.
    pub sockel_basis: Decided<SockelBasis>,
    pub sockel_verteilung: Decided<SockelVerteilung>,
    /// Weight of a Kommune's Mehrbedarf level.
    pub stufen_gewicht: Decided<BTreeMap<u8, Fraction>>,
    /// Cost of one full-time KiSo post a year.
    pub vzae_pauschale: Decided<Euro>,
    /// Hours a week of a full-time post, where an Anstellungsträger has no own value.
    pub vollzeit_stunden: Decided<WeeklyHours>,
    /// Smallest share of a Kita that makes sense in practice; a smaller one is a warning.
    pub mindest_anteil: Decided<Vzae>,
}

/// Whether the Sockel quota counts on the whole budget or on what the first charge leaves (domain §9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SockelBasis {
    KisoTopf,
    Gesamt,
}

/// How the Sockeltopf is shared over the eligible Kitas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SockelVerteilung {
    Equal,
    Places,
    Children,
}

impl SockelBasis {
    pub const ALL: [SockelBasis; 2] = [SockelBasis::KisoTopf, SockelBasis::Gesamt];

    /// Stable name in forms, in the database and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            SockelBasis::KisoTopf => "kiso_topf",
            SockelBasis::Gesamt => "gesamt",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.code() == code)
    }
}

impl SockelVerteilung {
    pub const ALL: [SockelVerteilung; 3] =
        [SockelVerteilung::Equal, SockelVerteilung::Places, SockelVerteilung::Children];

    /// Stable name in forms, in the database and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            SockelVerteilung::Equal => "equal",
            SockelVerteilung::Places => "places",
            SockelVerteilung::Children => "children",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verteilung| verteilung.code() == code)
    }
}

/// The parameters by name: for errors, derivations and forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parameter {
    Landeszuweisung,
    Landesanteil,
    BeVzae,
    BePauschale,
    SockelQuote,
    SockelBasis,
    SockelVerteilung,
    StufenGewicht,
    VzaePauschale,
    VollzeitStunden,
    MindestAnteil,
}

impl Parameter {
    pub const ALL: [Parameter; 11] = [
        Parameter::Landeszuweisung,
        Parameter::Landesanteil,
        Parameter::BeVzae,
        Parameter::BePauschale,
        Parameter::SockelQuote,
        Parameter::SockelBasis,
        Parameter::SockelVerteilung,
        Parameter::StufenGewicht,
        Parameter::VzaePauschale,
        Parameter::VollzeitStunden,
        Parameter::MindestAnteil,
    ];

    /// Name of the form field that holds the value, and of the column in the database.
    pub fn field(self) -> &'static str {
        match self {
            Parameter::Landeszuweisung => "landeszuweisung",
            Parameter::Landesanteil => "landesanteil",
            Parameter::BeVzae => "be_vzae",
            Parameter::BePauschale => "be_pauschale",
            Parameter::SockelQuote => "sockel_quote",
            Parameter::SockelBasis => "sockel_basis",
            Parameter::SockelVerteilung => "sockel_verteilung",
            Parameter::StufenGewicht => "stufen_gewicht",
            Parameter::VzaePauschale => "vzae_pauschale",
            Parameter::VollzeitStunden => "vollzeit_stunden",
            Parameter::MindestAnteil => "mindest_anteil",
        }
    }

    pub fn valid_from_field(self) -> String {
        format!("{}_valid_from", self.field())
    }

    pub fn valid_to_field(self) -> String {
        format!("{}_valid_to", self.field())
    }

    pub fn decision_field(self) -> String {
        format!("{}_decision", self.field())
    }
}

/// Name of the form field for the weight of one level.
pub fn level_field(level: u8) -> String {
    format!("{}_{level}", Parameter::StufenGewicht.field())
}

impl Parameters {
    /// The first parameter outside its range, if any. Weights and quotas cannot be negative by their type.
    pub fn out_of_range(&self) -> Option<Parameter> {
        let share = |fraction: Fraction| fraction <= Fraction::ONE;
        [
            (Parameter::Landeszuweisung, !self.landeszuweisung.value.is_negative()),
            (Parameter::Landesanteil, share(self.landesanteil.value) && !self.landesanteil.value.is_zero()),
            (Parameter::BeVzae, self.be_vzae.value >= Vzae::ZERO),
            (Parameter::BePauschale, !self.be_pauschale.value.is_negative()),
            (Parameter::SockelQuote, share(self.sockel_quote.value)),
            (Parameter::VzaePauschale, self.vzae_pauschale.value > Euro::ZERO),
            (Parameter::VollzeitStunden, self.vollzeit_stunden.value > WeeklyHours::ZERO),
        ]
        .into_iter()
        .find_map(|(parameter, in_range)| (!in_range).then_some(parameter))
    }

    /// Period and decision of a parameter, whatever its type.
    pub fn provenance(&self, parameter: Parameter) -> Decided<Parameter> {
        fn of<T>(parameter: Parameter, decided: &Decided<T>) -> Decided<Parameter> {
            Decided {
                value: parameter,
                valid_from: decided.valid_from,
                valid_to: decided.valid_to,
                decision: decided.decision.clone(),
            }
        }
        match parameter {
            Parameter::Landeszuweisung => of(parameter, &self.landeszuweisung),
            Parameter::Landesanteil => of(parameter, &self.landesanteil),
            Parameter::BeVzae => of(parameter, &self.be_vzae),
            Parameter::BePauschale => of(parameter, &self.be_pauschale),
            Parameter::SockelQuote => of(parameter, &self.sockel_quote),
            Parameter::SockelBasis => of(parameter, &self.sockel_basis),
            Parameter::SockelVerteilung => of(parameter, &self.sockel_verteilung),
            Parameter::StufenGewicht => of(parameter, &self.stufen_gewicht),
            Parameter::VzaePauschale => of(parameter, &self.vzae_pauschale),
            Parameter::VollzeitStunden => of(parameter, &self.vollzeit_stunden),
            Parameter::MindestAnteil => of(parameter, &self.mindest_anteil),
        }
    }
}
