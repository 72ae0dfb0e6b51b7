//! How a figure came about: formula, terms, decisions and rounding, back to the inputs (domain §3, rule 5).

use super::{
    error::BudgetError,
    euro::Euro,
    figure::{EmployerPart, Figure, Part, Total, Value},
    figures::Figures,
    first_charge::{FirstChargePost, FirstChargeWeights, german as list_words},
    fixed::{Vzae, WeeklyHours},
    fraction::Fraction,
    german, index,
    inputs::{Inputs, KitaInput, days_of_year},
    parameters::{Decided, Parameter, Parameters, SockelBasis, SockelVerteilung},
    planned::PlannedMonth,
    run::{Run, Snapshot},
};
use crate::ids::{AnstellungstraegerId, KitaId, KitaTraegerId};
use serde::{Deserialize, Serialize};
use std::{borrow::Cow, collections::BTreeMap};

/// One figure explained. Its terms explain themselves in turn; only the Kitas of a sum stay folded, because each
/// carries its [`Figure`] to ask for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    pub figure: Figure,
    pub label: String,
    pub value: Value,
    pub formula: Formula,
    pub rounding: Rounding,
    pub terms: Vec<Term>,
}

/// What a formula computes with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub label: String,
    pub value: Value,
    /// The parameter and decision that this value, or the choice of it, rests on.
    pub decided: Option<Decided<Parameter>>,
    /// Set when the term is a figure itself; without figure and decision it is an input of the snapshot.
    pub figure: Option<Figure>,
    pub derivation: Option<Derivation>,
    /// Where the value comes from, line by line, where there is more to say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What is done with the terms, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// The one term as it is.
    Given,
    /// First ÷ second.
    Quotient,
    /// First − second.
    Difference,
    /// First × second.
    Product,
    /// All terms added.
    Sum,
    /// Pot × weight ÷ sum of weights, by largest remainder.
    Share,
    /// Budget ÷ cost of a post.
    Posts,
    /// Budget ÷ cost of a post × hours of a full-time post.
    Hours,
    /// As `Hours` where employers have different full-time hours: cost of a post, then pairs of budget and hours.
    HoursByTariff,
    /// Posts of a month in a year with changes: cost of a post, days of the year ÷ days of the month, budgets of the whole
    /// year, then what of other budgets falls on the month.
    MonthPosts,
}

/// What happened to fractions of the last place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// There were none.
    Exact,
    /// Half away from zero.
    Commercial,
    /// Cut off; the left-over cents of the split went to other shares.
    Down,
    /// Cut off, and one left-over cent of the split added.
    RestCent,
}

/// Explains the figures of one snapshot; recomputes them once.
pub struct Explainer<'a> {
    snapshot: &'a Snapshot,
    figures: Cow<'a, Figures>,
    /// Whether the office's own words on a level are told.
    reasons: bool,
}

impl<'a> Explainer<'a> {
    /// For a simulation.
    pub fn new(snapshot: &'a Snapshot) -> Result<Self, BudgetError> {
        Ok(Self { snapshot, figures: Cow::Owned(snapshot.figures()?), reasons: true })
    }

    /// For a stored run; refuses when its figures do not follow from its snapshot.
    pub fn of_run(run: &'a Run) -> Result<Self, BudgetError> {
        run.verify()?;
        Ok(Self::of_verified(run))
    }

    /// For a run that has passed [`Run::verify`].
    pub(super) fn of_verified(run: &'a Run) -> Self {
        Self { snapshot: run.snapshot(), figures: Cow::Borrowed(run.figures()), reasons: true }
    }

    /// For those who do not read the index pages: with the figures that everybody can look up, but without the reason for
    /// which the office entered another level.
    pub fn without_reasons(self) -> Self {
        Self { reasons: false, ..self }
    }

    /// `None` when the run has no such figure.
    pub fn explain(&self, figure: Figure) -> Option<Derivation> {
        match figure {
            Figure::Total { total } => self.total(total),
            Figure::Kita { kita, part } => {
                let kita = self.inputs().find_kita(kita)?;
                match part {
                    Part::Sockel => self.sockel(figure, kita),
                    Part::Aufstockung => self.aufstockung(figure, kita),
                    Part::Budget => {
                        let parts = [Part::Sockel, Part::Aufstockung];
                        let terms = parts.map(|part| self.expanded(Figure::Kita { kita: kita.id, part }));
                        self.finish(figure, Formula::Sum, Rounding::Exact, terms)
                    }
                    Part::Vzae => self.posts(figure, Figure::Kita { kita: kita.id, part: Part::Budget }),
                    Part::Hours => {
                        let budget = Figure::Kita { kita: kita.id, part: Part::Budget };
                        self.hours(figure, budget, self.full_time(kita))
                    }
                }
            }
            Figure::KitaShare { kita, anstellungstraeger } => self.share_by_days(figure, kita, anstellungstraeger),
            Figure::Anstellungstraeger { anstellungstraeger, part } => {
                let budget = Figure::Anstellungstraeger { anstellungstraeger, part: EmployerPart::Budget };
                match part {
                    EmployerPart::Budget => self.sum_of_employer(figure, Some(anstellungstraeger)),
                    EmployerPart::Vzae => self.posts(figure, budget),
                    EmployerPart::Hours => {
                        let full_time = self.inputs().find_anstellungstraeger(anstellungstraeger)?.vollzeit_stunden;
                        self.hours(figure, budget, self.tariff(full_time))
                    }
                    EmployerPart::Month(_) => self.month(figure, budget),
                    EmployerPart::Planned(month) => self.posts_of_month(figure, anstellungstraeger, month),
                }
            }
            Figure::Sozialraum { sozialraum, part } => {
                let budget = Figure::Sozialraum { sozialraum, part: Part::Budget };
                self.area(figure, part, budget, |kita| kita.sozialraum == sozialraum)
            }
            Figure::Kommune { kommune, part } => {
                let budget = Figure::Kommune { kommune, part: Part::Budget };
                self.area(figure, part, budget, |kita| kita.kommune == kommune)
            }
            Figure::FirstCharge { entry } => {
                let at = self.inputs().first_charge()?.iter().position(|post| post.id == entry)?;
                self.share_of_list(figure, Some(at))
            }
            Figure::FirstChargeRest => self.share_of_list(figure, None),
            Figure::KitaTraeger { kita_traeger } => self.sum_of_traeger(figure, kita_traeger),
        }
    }

    fn total(&self, total: Total) -> Option<Derivation> {
        let figure = Figure::Total { total };
        let of = |total| self.expanded(Figure::Total { total });
        let p = self.parameters();
        let money = |parameter, amount| self.parameter(parameter, Value::Euro(amount));
        let quota = |parameter, quota| self.parameter(parameter, Value::Fraction(quota));
        match total {
            Total::Landeszuweisung => {
                let given = money(Parameter::Landeszuweisung, p.landeszuweisung.value);
                self.finish(figure, Formula::Given, Rounding::Exact, [Some(given)])
            }
            Total::Gesamt => {
                let share = p.landesanteil.value;
                let exact = p.landeszuweisung.value.cents() * i128::from(share.denominator().get());
                let terms = [of(Total::Landeszuweisung), Some(quota(Parameter::Landesanteil, share))];
                self.finish(figure, Formula::Quotient, commercial(exact, i128::from(share.numerator())), terms)
            }
            Total::Kreisanteil => {
                let terms = [of(Total::Gesamt), of(Total::Landeszuweisung)];
                self.finish(figure, Formula::Difference, Rounding::Exact, terms)
            }
            Total::FirstCharge => {
                let (posts, cost) = (p.be_vzae.value, p.be_pauschale.value);
                let exact = cost.cents() * i128::from(posts.scaled());
                let terms =
                    [self.parameter(Parameter::BeVzae, Value::Vzae(posts)), money(Parameter::BePauschale, cost)];
                let rounding = commercial(exact, i128::from(Vzae::unit()));
                self.finish(figure, Formula::Product, rounding, terms.map(Some))
            }
            Total::KisoTopf => {
                let terms = [of(Total::Gesamt), of(Total::FirstCharge)];
                self.finish(figure, Formula::Difference, Rounding::Exact, terms)
            }
            Total::Sockeltopf => {
                let (basis, amount) = match p.sockel_basis.value {
                    SockelBasis::KisoTopf => (Total::KisoTopf, self.figures.totals.kiso_topf),
                    SockelBasis::Gesamt => (Total::Gesamt, self.figures.totals.gesamt),
                };
                let share = p.sockel_quote.value;
                let exact = amount.cents() * i128::from(share.numerator());
                let decided = Some(p.provenance(Parameter::SockelBasis));
                let basis = of(basis).map(|term| Term { decided, ..term });
                let rounding = commercial(exact, i128::from(share.denominator().get()));
                let terms = [basis, Some(quota(Parameter::SockelQuote, share))];
                self.finish(figure, Formula::Product, rounding, terms)
            }
            Total::Aufstockungstopf => {
                let terms = [of(Total::KisoTopf), of(Total::Sockeltopf)];
                self.finish(figure, Formula::Difference, Rounding::Exact, terms)
            }
            Total::Vzae => self.posts(figure, Figure::Total { total: Total::KisoTopf }),
            Total::WithoutAnstellungstraeger => self.sum_of_employer(figure, None),
        }
    }

    fn area(
        &self,
        figure: Figure,
        part: Part,
        budget: Figure,
        is_inside: impl Fn(&KitaInput) -> bool,
    ) -> Option<Derivation> {
        match part {
            Part::Sockel | Part::Aufstockung | Part::Budget => self.sum(figure, part, is_inside),
            Part::Vzae => self.posts(figure, budget),
            Part::Hours => self.hours_by_tariff(figure, is_inside),
        }
    }

    fn sockel(&self, figure: Figure, kita: &KitaInput) -> Option<Derivation> {
        let verteilung = self.parameters().sockel_verteilung.value;
        let weight_of = |kita: &KitaInput| match verteilung {
            _ if !kita.eligible => Fraction::ZERO,
            SockelVerteilung::Equal => Fraction::ONE,
            SockelVerteilung::Places => Fraction::whole(u64::from(kita.places)),
            SockelVerteilung::Children => Fraction::whole(u64::from(kita.children)),
        };
        let label = german::sockel_weight(verteilung, kita);
        let pot = Figure::Total { total: Total::Sockeltopf };
        self.share_of_kita(figure, pot, kita, weight_of, label, Parameter::SockelVerteilung)
    }

    fn aufstockung(&self, figure: Figure, kita: &KitaInput) -> Option<Derivation> {
        let inputs = self.inputs();
        let weights = &self.parameters().stufen_gewicht.value;
        let weight_of = |kita: &KitaInput| {
            let level = inputs.find_kommune(kita.kommune).map(|kommune| kommune.level);
            level.and_then(|level| weights.get(&level)).copied().filter(|_| kita.eligible).unwrap_or(Fraction::ZERO)
        };
        let kommune = inputs.find_kommune(kita.kommune)?;
        let label = german::aufstockung_weight(kommune, kita);
        let pot = Figure::Total { total: Total::Aufstockungstopf };
        let mut found = self.share_of_kita(figure, pot, kita, weight_of, label, Parameter::StufenGewicht)?;
        // The terms of a share are the pot, its weight and the sum of weights.
        if let (Some(source), Some(weight)) = (&kommune.source, found.terms.get_mut(1).filter(|_| kita.eligible)) {
            weight.notes = index::german::source(source, kommune.level, self.reasons);
        }
        Some(found)
    }

    fn share_of_kita(
        &self,
        figure: Figure,
        pot: Figure,
        kita: &KitaInput,
        weight_of: impl Fn(&KitaInput) -> Fraction,
        label: String,
        parameter: Parameter,
    ) -> Option<Derivation> {
        let year_days = days_of_year(self.parameters().year);
        let weight_by_days = |kita: &KitaInput| match &kita.days {
            Some(days) => weight_of(kita).checked_times(days.eligible(), year_days),
            None => Some(weight_of(kita)),
        };
        let kitas = self.inputs().kitas();
        let total = kitas.iter().try_fold(Fraction::ZERO, |sum, kita| sum.checked_add(weight_by_days(kita)?))?;
        let decided = Some(self.parameters().provenance(parameter));
        let label = match &kita.days {
            Some(days) => german::weight_by_days(&label, days.eligible(), year_days),
            None => label,
        };
        let own = weight_by_days(kita)?;
        let weight = Term { decided, ..input(label, Value::Fraction(own)) };
        let sum = input(german::WEIGHT_SUM.to_owned(), Value::Fraction(total));
        self.share(figure, pot, weight, own, sum, total)
    }

    /// Budget of a Kita × days with an employer ÷ eligible days.
    fn share_by_days(
        &self,
        figure: Figure,
        kita: KitaId,
        anstellungstraeger: Option<AnstellungstraegerId>,
    ) -> Option<Derivation> {
        let kita = self.inputs().find_kita(kita)?;
        let days = kita.days.as_ref()?;
        let span = days.spans.iter().find(|span| span.anstellungstraeger == anstellungstraeger)?;
        let (own, all) = (Fraction::whole(u64::from(span.days)), Fraction::whole(u64::from(days.eligible())));
        let weight = input(german::days_with(anstellungstraeger, self.inputs()), Value::Fraction(own));
        let total = input(german::ELIGIBLE_DAYS.to_owned(), Value::Fraction(all));
        let pot = Figure::Kita { kita: kita.id, part: Part::Budget };
        self.share(figure, pot, weight, own, total, all)
    }

    /// Budgets of the Kitas that are an employer's for the whole year, and its shares of the others.
    fn sum_of_employer(&self, figure: Figure, employer: Option<AnstellungstraegerId>) -> Option<Derivation> {
        let kitas = self.inputs().kitas().iter();
        let own = kitas.filter(|kita| kita.eligible && kita.employers().any(|(of, _)| of == employer));
        let terms = own.map(|kita| {
            self.folded(match kita.employers().count() {
                1 => Figure::Kita { kita: kita.id, part: Part::Budget },
                _ => Figure::KitaShare { kita: kita.id, anstellungstraeger: employer },
            })
        });
        self.finish(figure, Formula::Sum, Rounding::Exact, terms)
    }

    /// First charge × posts × days ÷ those of all entries and of the rest; `at`: the entry, or none for the rest.
    fn share_of_list(&self, figure: Figure, at: Option<usize>) -> Option<Derivation> {
        let (list, parameters) = (self.inputs().first_charge()?, self.parameters());
        let weights = FirstChargeWeights::new(parameters.be_vzae.value, list, parameters.year).ok()?;
        // Posts stand in units of their last place.
        let days = |weight: u64| Fraction::new(weight, Vzae::unit().unsigned_abs());
        let own = days(at.map_or(Some(weights.rest), |at| weights.entries.get(at).copied())?)?;
        let total = days(weights.total)?;
        let weight = match at.and_then(|at| list.get(at)) {
            Some(post) => {
                Term { notes: list_words::grounds(post), ..input(list_words::weight(post), Value::Fraction(own)) }
            }
            None => input(list_words::REST_WEIGHT.to_owned(), Value::Fraction(own)),
        };
        let sum = input(list_words::WEIGHT_SUM.to_owned(), Value::Fraction(total));
        self.share(figure, Figure::Total { total: Total::FirstCharge }, weight, own, sum, total)
    }

    fn sum_of_traeger(&self, figure: Figure, kita_traeger: KitaTraegerId) -> Option<Derivation> {
        let own = |post: &&FirstChargePost| post.kita_traeger == kita_traeger;
        let entries = self.inputs().first_charge()?.iter().filter(own);
        let terms = entries.map(|post| self.expanded(Figure::FirstCharge { entry: post.id }));
        self.finish(figure, Formula::Sum, Rounding::Exact, terms)
    }

    fn posts_of_month(&self, figure: Figure, employer: AnstellungstraegerId, month: u8) -> Option<Derivation> {
        let year = self.parameters().year;
        let planned = PlannedMonth::of(employer, month, (self.inputs(), year), &self.figures.kitas).ok()??;
        let days = Fraction::new(u64::from(planned.year_days), u64::from(planned.month_days))?;
        let divisor = self.parameters().vzae_pauschale.value.cents().checked_mul(i128::from(planned.month_days))?;
        let rounding = commercial(planned.cent_days().checked_mul(i128::from(Vzae::unit()))?, divisor);
        let part = |(kita, amount): &(KitaId, Euro)| {
            let kita = self.inputs().find_kita(*kita)?;
            let budget = self.figures.kitas.iter().find(|found| found.kita == kita.id)?.budget;
            let notes = vec![german::part_of_budget(budget)];
            Some(Term { notes, ..input(german::part_of_month(kita, month), Value::Euro(*amount)) })
        };
        let head = [
            Some(self.post_cost()),
            Some(input(german::DAYS_OF_YEAR_AND_MONTH.to_owned(), Value::Fraction(days))),
            Some(input(german::WHOLE_YEAR_BUDGETS.to_owned(), Value::Euro(planned.whole))),
        ];
        self.finish(figure, Formula::MonthPosts, rounding, head.into_iter().chain(planned.parts.iter().map(part)))
    }

    fn month(&self, figure: Figure, budget: Figure) -> Option<Derivation> {
        let (one, twelve) = (Fraction::ONE, Fraction::whole(12));
        let weight = input(german::ONE_MONTH.to_owned(), Value::Fraction(one));
        let sum = input(german::TWELVE_MONTHS.to_owned(), Value::Fraction(twelve));
        self.share(figure, budget, weight, one, sum, twelve)
    }

    fn share(
        &self,
        figure: Figure,
        pot: Figure,
        weight_term: Term,
        weight: Fraction,
        total_term: Term,
        total: Fraction,
    ) -> Option<Derivation> {
        let (Value::Euro(pot_amount), Value::Euro(share)) = (self.value(pot)?, self.value(figure)?) else {
            return None;
        };
        let rounding = match whole_cents(pot_amount, weight, total)? {
            (cents, _) if cents < share.cents() => Rounding::RestCent,
            (_, true) => Rounding::Exact,
            (_, false) => Rounding::Down,
        };
        self.finish(figure, Formula::Share, rounding, [self.expanded(pot), Some(weight_term), Some(total_term)])
    }

    fn posts(&self, figure: Figure, budget: Figure) -> Option<Derivation> {
        let cost = self.parameters().vzae_pauschale.value;
        let rounding = match self.value(budget)? {
            Value::Euro(amount) => commercial(amount.cents() * i128::from(Vzae::unit()), cost.cents()),
            _ => return None,
        };
        self.finish(figure, Formula::Posts, rounding, [self.expanded(budget), Some(self.post_cost())])
    }

    fn hours(&self, figure: Figure, budget: Figure, full_time: Term) -> Option<Derivation> {
        let cost = self.parameters().vzae_pauschale.value;
        let rounding = match (self.value(budget)?, full_time.value) {
            (Value::Euro(amount), Value::Hours(hours)) => {
                commercial(amount.cents() * i128::from(hours.scaled()), cost.cents())
            }
            _ => return None,
        };
        let terms = [self.expanded(budget), Some(self.post_cost()), Some(full_time)];
        self.finish(figure, Formula::Hours, rounding, terms)
    }

    fn hours_by_tariff(&self, figure: Figure, is_inside: impl Fn(&KitaInput) -> bool) -> Option<Derivation> {
        let mut by_tariff: BTreeMap<WeeklyHours, i128> = BTreeMap::new();
        for (kita, figures) in self.inputs().kitas().iter().zip(&self.figures.kitas).filter(|(k, _)| is_inside(k)) {
            if let Value::Hours(hours) = self.full_time(kita).value {
                *by_tariff.entry(hours).or_default() += figures.budget.cents();
            }
        }
        let exact: i128 = by_tariff.iter().map(|(hours, cents)| i128::from(hours.scaled()) * cents).sum();
        let pairs = by_tariff.into_iter().flat_map(|(hours, cents)| {
            let budget =
                Euro::checked_from_cents(cents).map(|budget| input(german::budget_at(hours), Value::Euro(budget)));
            [budget, Some(input(german::FULL_TIME.to_owned(), Value::Hours(hours)))]
        });
        let terms = std::iter::once(Some(self.post_cost())).chain(pairs);
        let rounding = commercial(exact, self.parameters().vzae_pauschale.value.cents());
        self.finish(figure, Formula::HoursByTariff, rounding, terms)
    }

    fn sum(&self, figure: Figure, part: Part, is_inside: impl Fn(&KitaInput) -> bool) -> Option<Derivation> {
        let kitas = self.inputs().kitas().iter().filter(|kita| kita.eligible && is_inside(kita));
        let terms = kitas.map(|kita| self.folded(Figure::Kita { kita: kita.id, part }));
        self.finish(figure, Formula::Sum, Rounding::Exact, terms)
    }

    /// `None` as soon as one term is missing.
    fn finish(
        &self,
        figure: Figure,
        formula: Formula,
        rounding: Rounding,
        terms: impl IntoIterator<Item = Option<Term>>,
    ) -> Option<Derivation> {
        let terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
        let label = german::figure(figure, self.inputs());
        Some(Derivation { figure, label, value: self.value(figure)?, formula, rounding, terms })
    }

    /// A figure as a term, with its own explanation.
    fn expanded(&self, figure: Figure) -> Option<Term> {
        let derivation = self.explain(figure)?;
        Some(Term {
            label: derivation.label.clone(),
            value: derivation.value,
            decided: None,
            figure: Some(figure),
            derivation: Some(derivation),
            notes: Vec::new(),
        })
    }

    /// A figure as a term without its explanation.
    fn folded(&self, figure: Figure) -> Option<Term> {
        let label = german::figure(figure, self.inputs());
        Some(Term { figure: Some(figure), ..input(label, self.value(figure)?) })
    }

    fn parameter(&self, parameter: Parameter, value: Value) -> Term {
        let decided = Some(self.parameters().provenance(parameter));
        Term { decided, ..input(german::parameter(parameter).to_owned(), value) }
    }

    fn post_cost(&self) -> Term {
        self.parameter(Parameter::VzaePauschale, Value::Euro(self.parameters().vzae_pauschale.value))
    }

    /// Full-time hours in a Kita: its employer's own, else the parameter.
    fn full_time(&self, kita: &KitaInput) -> Term {
        let employer = kita.anstellungstraeger.and_then(|id| self.inputs().find_anstellungstraeger(id));
        self.tariff(employer.and_then(|employer| employer.vollzeit_stunden))
    }

    fn tariff(&self, own: Option<WeeklyHours>) -> Term {
        match own {
            Some(hours) => input(german::FULL_TIME.to_owned(), Value::Hours(hours)),
            None => {
                let hours = self.parameters().vollzeit_stunden.value;
                self.parameter(Parameter::VollzeitStunden, Value::Hours(hours))
            }
        }
    }

    fn value(&self, figure: Figure) -> Option<Value> {
        figure.value(&self.figures, self.inputs())
    }

    fn inputs(&self) -> &'a Inputs {
        &self.snapshot.inputs
    }

    fn parameters(&self) -> &'a Parameters {
        &self.snapshot.parameters
    }
}

/// A value of the snapshot.
fn input(label: String, value: Value) -> Term {
    Term { label, value, decided: None, figure: None, derivation: None, notes: Vec::new() }
}

fn commercial(numerator: i128, denominator: i128) -> Rounding {
    match numerator.checked_rem(denominator) {
        Some(0) | None => Rounding::Exact,
        Some(_) => Rounding::Commercial,
    }
}

/// The whole cents of `pot × weight ÷ total`, and whether nothing was cut off. A share of nothing is nothing, even
/// where all weights are zero.
fn whole_cents(pot: Euro, weight: Fraction, total: Fraction) -> Option<(i128, bool)> {
    if pot == Euro::ZERO {
        return Some((0, true));
    }
    let product = i128::from(weight.numerator()).checked_mul(i128::from(total.denominator().get()))?;
    let numerator = pot.cents().checked_mul(product)?;
    let denominator = i128::from(total.numerator()).checked_mul(i128::from(weight.denominator().get()))?;
    Some((numerator.checked_div(denominator)?, numerator.checked_rem(denominator)? == 0))
}
