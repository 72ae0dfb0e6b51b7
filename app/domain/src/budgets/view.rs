//! What pages show: plain rows with names, cut to what the person may see. Money is [`Euro`], never a float.

use super::{
    abschlag::Months,
    euro::Euro,
    figures::{AreaFigures, Figures, Totals},
    fixed::{Vzae, WeeklyHours},
    german,
    inputs::{Inputs, KitaInput},
    parameters::{Parameter, Parameters},
    port::{RunHead, StoredParameters},
    run::Snapshot,
    warnings::Warning,
};
use crate::{
    access::Scope,
    ids::{AnstellungstraegerId, KitaId, KommuneId, SozialraumId},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The budget of a year: parameters, stored runs and one of them in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetYearView {
    pub year: i32,
    /// Version to send back when saving; 0 while nothing is stored.
    pub version: u32,
    pub parameters: Vec<ParameterRow>,
    /// Newest first.
    pub runs: Vec<RunHead>,
    pub run: Option<RunView>,
}

/// A parameter as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParameterRow {
    pub parameter: Parameter,
    pub label: String,
    pub value: String,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
    pub decision: String,
}

/// A run, or a simulation, as far as the scope goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunView {
    pub year: i32,
    /// Only for those who see the whole area.
    pub totals: Option<Totals>,
    /// By official number.
    pub kitas: Vec<KitaRow>,
    /// By name.
    pub anstellungstraeger: Vec<AnstellungstraegerRow>,
    /// By name; only for those who see the whole area.
    pub sozialraeume: Vec<AreaRow<SozialraumId>>,
    /// By name; only for those who see the whole area.
    pub kommunen: Vec<AreaRow<KommuneId>>,
    pub warnings: Vec<WarningRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KitaRow {
    pub kita: KitaId,
    pub number: String,
    pub name: String,
    pub sozialraum: SozialraumId,
    pub sozialraum_name: String,
    pub kommune: KommuneId,
    pub kommune_name: String,
    pub level: u8,
    pub eligible: bool,
    pub anstellungstraeger: Option<AnstellungstraegerId>,
    /// Empty while no agreement covers the Kita.
    pub anstellungstraeger_name: String,
    pub sockel: Euro,
    pub aufstockung: Euro,
    pub budget: Euro,
    pub vzae: Vzae,
    pub hours: WeeklyHours,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnstellungstraegerRow {
    pub anstellungstraeger: AnstellungstraegerId,
    pub name: String,
    pub kitas: u32,
    pub budget: Euro,
    pub vzae: Vzae,
    pub hours: WeeklyHours,
    pub months: Months,
    /// Posts by month where they are not the same all year.
    #[serde(default)]
    pub planned: Option<[Vzae; 12]>,
}

impl AnstellungstraegerRow {
    /// Posts that the budget carries in a month, January = 0.
    pub fn planned_in(&self, month: u8) -> Vzae {
        self.planned.and_then(|months| months.get(usize::from(month)).copied()).unwrap_or(self.vzae)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AreaRow<Id> {
    pub id: Id,
    pub name: String,
    pub kitas: u32,
    pub sockel: Euro,
    pub aufstockung: Euro,
    pub budget: Euro,
    pub vzae: Vzae,
    pub hours: WeeklyHours,
}

/// A warning with its sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarningRow {
    pub warning: Warning,
    pub sentence: String,
}

impl BudgetYearView {
    pub fn new(year: i32, stored: Option<&StoredParameters>, runs: Vec<RunHead>, run: Option<RunView>) -> Self {
        Self {
            year,
            version: stored.map_or(0, |stored| stored.version),
            parameters: stored.map(|stored| parameter_rows(&stored.parameters)).unwrap_or_default(),
            runs,
            run,
        }
    }
}

impl RunView {
    /// `figures` as the snapshot gives them; `warnings` may be of the whole area, the scope cuts them too.
    pub fn new(snapshot: &Snapshot, figures: &Figures, warnings: &[Warning], scope: &Scope) -> Self {
        let inputs = &snapshot.inputs;
        let everything = *scope == Scope::All;
        let kitas = inputs.kitas().iter().zip(&figures.kitas);
        let kitas = kitas.filter(|(kita, _)| kita.is_visible_to(scope));
        let sozialraum = |area: &AreaFigures<SozialraumId>| inputs.find_sozialraum(area.id).map(|found| &found.name);
        let kommune = |area: &AreaFigures<KommuneId>| inputs.find_kommune(area.id).map(|found| &found.name);
        Self {
            year: snapshot.parameters.year,
            totals: everything.then(|| figures.totals.clone()),
            kitas: kitas.map(|(kita, figures)| kita_row(kita, figures, inputs)).collect(),
            anstellungstraeger: employer_rows(inputs, figures, scope),
            sozialraeume: if everything { area_rows(&figures.sozialraeume, sozialraum) } else { Vec::new() },
            kommunen: if everything { area_rows(&figures.kommunen, kommune) } else { Vec::new() },
            warnings: warning_rows(warnings, inputs, scope),
        }
    }
}

/// Every parameter with its value as text, in the order of the form.
pub fn parameter_rows(parameters: &Parameters) -> Vec<ParameterRow> {
    Parameter::ALL
        .into_iter()
        .map(|parameter| {
            let decided = parameters.provenance(parameter);
            ParameterRow {
                parameter,
                label: german::parameter(parameter).to_owned(),
                value: german::parameter_value(parameters, parameter),
                valid_from: decided.valid_from,
                valid_to: decided.valid_to,
                decision: decided.decision,
            }
        })
        .collect()
}

fn kita_row(kita: &KitaInput, figures: &super::KitaFigures, inputs: &Inputs) -> KitaRow {
    let sozialraum = inputs.find_sozialraum(kita.sozialraum);
    let kommune = inputs.find_kommune(kita.kommune);
    let employer = kita.anstellungstraeger.and_then(|id| inputs.find_anstellungstraeger(id));
    KitaRow {
        kita: kita.id,
        number: kita.number.clone(),
        name: kita.name.clone(),
        sozialraum: kita.sozialraum,
        sozialraum_name: sozialraum.map(|found| found.name.clone()).unwrap_or_default(),
        kommune: kita.kommune,
        kommune_name: kommune.map(|found| found.name.clone()).unwrap_or_default(),
        level: kommune.map_or(0, |found| found.level),
        eligible: kita.eligible,
        anstellungstraeger: kita.anstellungstraeger,
        anstellungstraeger_name: employer.map(|found| found.name.clone()).unwrap_or_default(),
        sockel: figures.sockel,
        aufstockung: figures.aufstockung,
        budget: figures.budget,
        vzae: figures.vzae,
        hours: figures.hours,
    }
}

fn employer_rows(inputs: &Inputs, figures: &Figures, scope: &Scope) -> Vec<AnstellungstraegerRow> {
    let is_visible = |id: AnstellungstraegerId| match scope {
        Scope::All => true,
        Scope::Anstellungstraeger(own) => *own == id,
        Scope::Kitas(_) | Scope::Nothing => false,
    };
    let employers = inputs.anstellungstraeger().iter().zip(&figures.anstellungstraeger);
    let mut rows: Vec<AnstellungstraegerRow> = employers
        .filter(|(employer, _)| is_visible(employer.id))
        .map(|(employer, figures)| AnstellungstraegerRow {
            anstellungstraeger: employer.id,
            name: employer.name.clone(),
            kitas: figures.kitas,
            budget: figures.budget,
            vzae: figures.vzae,
            hours: figures.hours,
            months: figures.months,
            planned: figures.planned,
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name).then(a.anstellungstraeger.cmp(&b.anstellungstraeger)));
    rows
}

fn area_rows<'a, Id: Copy + Ord>(
    areas: &[AreaFigures<Id>],
    name: impl Fn(&AreaFigures<Id>) -> Option<&'a String>,
) -> Vec<AreaRow<Id>> {
    let row = |area: &AreaFigures<Id>| AreaRow {
        id: area.id,
        name: name(area).cloned().unwrap_or_default(),
        kitas: area.kitas,
        sockel: area.sockel,
        aufstockung: area.aufstockung,
        budget: area.budget,
        vzae: area.vzae,
        hours: area.hours,
    };
    let mut rows: Vec<AreaRow<Id>> = areas.iter().map(row).collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    rows
}

fn warning_rows(warnings: &[Warning], inputs: &Inputs, scope: &Scope) -> Vec<WarningRow> {
    let visible = warnings.iter().filter(|warning| warning.is_visible_to(scope, inputs));
    visible.map(|warning| WarningRow { warning: warning.clone(), sentence: german::warning(warning, inputs) }).collect()
}
