//! The parameters of a year as fields: the value in sight, period and decision folded below it.

use super::names::{COMMON, LEVELS, Names, all_names, names};
use crate::ui::{Field, Form, SelectField};
use domain::budgets::{BudgetParametersInput, Parameter, SockelBasis, SockelVerteilung, german};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// Levels that are in sight; the office's own scale has these.
const USUAL_LEVELS: usize = 4;

/// What is typed: one signal a field.
#[derive(Clone, Copy)]
pub struct Typed {
    year: i32,
    values: StoredValue<BTreeMap<&'static str, RwSignal<String>>>,
}

impl Typed {
    pub fn new(year: i32, filled: &BudgetParametersInput) -> Self {
        let values = all_names().map(|name| (name, RwSignal::new(filled.get(name).to_owned()))).collect();
        Self { year, values: StoredValue::new(values) }
    }

    /// The entry as it stands now; follows the fields when it is read in an effect.
    pub fn input(self) -> BudgetParametersInput {
        let mut input = BudgetParametersInput::default();
        input.set("year", self.year.to_string());
        self.values.with_value(|values| values.iter().for_each(|(name, value)| input.set(*name, value.get())));
        input
    }

    /// Writes into a field, as a slider does.
    pub fn set(self, name: &str, text: String) {
        self.of(name).set(text);
    }

    /// Writes every field anew.
    pub fn fill(self, input: &BudgetParametersInput) {
        self.values.with_value(|values| values.iter().for_each(|(name, value)| value.set(input.get(name).to_owned())));
    }

    fn of(self, name: &str) -> RwSignal<String> {
        // Every name of the form is in the map; another one would type into a field that is not sent.
        self.values.with_value(|values| values.get(name).copied()).unwrap_or_default()
    }
}

/// All fields of the form.
#[component]
pub fn ParameterFields(form: Form, typed: Typed) -> impl IntoView {
    view! {
        <Group title="Mittel">
            <MoneyField form typed parameter=Parameter::Landeszuweisung />
            <TextField form typed parameter=Parameter::Landesanteil hint="Zum Beispiel 0,60 oder 3/5" />
        </Group>
        <Group title="Betriebserlaubnisrelevantes Personal, vorweg">
            <TextField form typed parameter=Parameter::BeVzae hint="Zum Beispiel 4,5" />
            <MoneyField form typed parameter=Parameter::BePauschale />
        </Group>
        <Group title="Sockelbetrag">
            <TextField form typed parameter=Parameter::SockelQuote hint="Zum Beispiel 2/3 oder 0,5" />
            <ChoiceField form typed parameter=Parameter::SockelBasis />
            <ChoiceField form typed parameter=Parameter::SockelVerteilung />
        </Group>
        <Group title="Aufstockung"><Weights form typed /></Group>
        <Group title="Stellen und Stunden">
            <MoneyField form typed parameter=Parameter::VzaePauschale />
            <TextField form typed parameter=Parameter::VollzeitStunden
                hint="Wo der Träger keinen eigenen Wert hat" />
            <TextField form typed parameter=Parameter::MindestAnteil hint="Darunter erscheint ein Hinweis" />
        </Group>
        <Group title="Beschluss für alle Angaben ohne eigenen">
            <Field form name=COMMON.decision label="Beschluss" value=typed.of(COMMON.decision)
                hint="Zum Beispiel: JHA 18.11.2020" optional=true />
            <Field form name=COMMON.valid_from label="Gültig ab" value=typed.of(COMMON.valid_from)
                hint="Leer: ab dem 1. Januar" optional=true />
            <Field form name=COMMON.valid_to label="Gültig bis" value=typed.of(COMMON.valid_to)
                hint="Leer: bis auf Weiteres" optional=true />
        </Group>
    }
}

#[component]
fn Group(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <fieldset class="budget__group">
            <legend>{title}</legend>
            <div class="budget__fields">{children()}</div>
        </fieldset>
    }
}

#[component]
fn MoneyField(form: Form, typed: Typed, parameter: Parameter) -> impl IntoView {
    view! { <TextField form typed parameter hint="In Euro, zum Beispiel 1.234,56" /> }
}

#[component]
fn TextField(form: Form, typed: Typed, parameter: Parameter, hint: &'static str) -> impl IntoView {
    let name = names(parameter).value;
    view! {
        <div>
            <Field form name label=german::parameter(parameter) value=typed.of(name) inputmode="decimal" hint />
            <Provenance form typed parameter />
        </div>
    }
}

#[component]
fn ChoiceField(form: Form, typed: Typed, parameter: Parameter) -> impl IntoView {
    let name = names(parameter).value;
    let pair = |code: &str, label: &str| (code.to_owned(), label.to_owned());
    let options: Vec<(String, String)> = match parameter {
        Parameter::SockelBasis => SockelBasis::ALL.map(|basis| pair(basis.code(), german::sockel_basis(basis))).into(),
        _ => SockelVerteilung::ALL.map(|found| pair(found.code(), german::sockel_verteilung(found))).into(),
    };
    view! {
        <div>
            <SelectField form name label=german::parameter(parameter) value=typed.of(name) options />
            <Provenance form typed parameter />
        </div>
    }
}

/// The weights of all levels; those that hardly anybody uses are folded.
#[component]
fn Weights(form: Form, typed: Typed) -> impl IntoView {
    let field = move |(level, name): (u8, &'static str)| {
        view! {
            <Field form name label=german::level_label(level) value=typed.of(name) inputmode="decimal" optional=true />
        }
    };
    let (usual, more) = LEVELS.split_at(USUAL_LEVELS);
    let usual = (0..).zip(usual.iter().copied()).map(field).collect_view();
    let open = is_faulty(form, more.to_vec());
    let more = (USUAL_LEVELS as u8..).zip(more.iter().copied()).map(field).collect_view();
    let fault = form.fault_of(names(Parameter::StufenGewicht).value);
    let fault = move || fault.get().map(|fault| view! { <p class="kern-error">{domain::german::sentence(&fault)}</p> });
    view! {
        <div class="budget__levels" id=names(Parameter::StufenGewicht).value tabindex="-1">
            {fault}
            <div class="budget__fields budget__fields--small">{usual}</div>
            <details class="budget__more" open=open>
                <summary>"Weitere Stufen"</summary>
                <div class="budget__fields budget__fields--small">{more}</div>
            </details>
            <Provenance form typed parameter=Parameter::StufenGewicht />
        </div>
    }
}

/// Period and decision of one parameter: a line to read, fields on opening it.
#[component]
fn Provenance(form: Form, typed: Typed, parameter: Parameter) -> impl IntoView {
    let Names { valid_from, valid_to, decision, .. } = names(parameter);
    let open = is_faulty(form, vec![valid_from, valid_to, decision]);
    let (from, to, decided) = (typed.of(valid_from), typed.of(valid_to), typed.of(decision));
    let line = move || {
        let decided = or_common(typed, decided, COMMON.decision);
        let (from, to) = (or_common(typed, from, COMMON.valid_from), or_common(typed, to, COMMON.valid_to));
        let mut line = if decided.is_empty() { "Beschluss fehlt".to_owned() } else { decided };
        if !from.is_empty() {
            line.push_str(&format!(", ab {from}"));
        }
        if !to.is_empty() {
            line.push_str(&format!(", bis {to}"));
        }
        line
    };
    view! {
        <details class="budget__more" open=open>
            <summary>{line}<span class="kern-sr-only">{format!(": Beschluss zu {}", german::parameter(parameter))}</span></summary>
            <Field form name=decision label="Beschluss" value=decided optional=true />
            <Field form name=valid_from label="Gültig ab" value=from optional=true />
            <Field form name=valid_to label="Gültig bis" value=to optional=true />
        </details>
    }
}

fn or_common(typed: Typed, own: RwSignal<String>, common: &str) -> String {
    let own = own.get();
    let text = if own.trim().is_empty() { typed.of(common).get() } else { own };
    text.trim().to_owned()
}

/// Whether one of these fields has a fault: what is folded must open then.
fn is_faulty(form: Form, names: Vec<&'static str>) -> Signal<bool> {
    let faults: Vec<_> = names.into_iter().map(|name| form.fault_of(name)).collect();
    Signal::derive(move || faults.iter().any(|fault| fault.with(Option::is_some)))
}
