//! People who answer a questionnaire: invented, always the same, each through the engine.

use anyhow::{anyhow, ensure};
use chrono::NaiveDate;
use domain::questionnaires::{
    Context, Definition, Form, Kind, NodeState, Place, Submission, engine::Plan, expression::Zone,
};
use std::sync::Arc;

/// How many of a hundred choose each answer of a question with one answer, by its position.
const ONE: [u32; 6] = [42, 26, 17, 9, 4, 2];
/// How many of a hundred tick each answer of a question with several: the fifth is so rare that it is not shown.
const SEVERAL: [u32; 6] = [55, 44, 33, 22, 3, 40];
const WISHES: [&str; 4] = [
    "Mehr Treffen am Nachmittag wären schön.",
    "Die Sprechstunde hilft uns sehr.",
    "Ein Aushang in mehreren Sprachen wäre gut.",
    "Bitte früher Bescheid geben, wenn etwas ausfällt.",
];

/// One person names somebody, as people do: such a text is for the KiSo to black out.
const NAMING: (u32, &str) = (16, "Bitte danken Sie Frau Sonnenschein von uns.");

/// So many people with one questionnaire.
pub struct Respondents {
    plan: Arc<Plan>,
    count: u32,
    /// Milliseconds since 1970.
    now: i64,
}

impl Respondents {
    pub fn new(definition: &Definition, count: u32, now: i64) -> anyhow::Result<Self> {
        let plan = Plan::new(definition).map_err(|faults| anyhow!("demo: {faults:?}"))?;
        Ok(Self { plan: Arc::new(plan), count, now })
    }

    /// What the person with this number sends. Questions that do not apply to it are not asked.
    pub fn answer(&self, number: u32, day: NaiveDate) -> anyhow::Result<Submission> {
        let context = Context { now: self.now, zone: Zone::Berlin, seed: u64::from(number), language: String::new() };
        let mut form = Form::open(self.plan.clone(), context);
        let mut seen: Vec<Place> = Vec::new();
        // One at a time: an answer may bring or take away later questions.
        while let Some(node) = next(&form, &seen) {
            let question = u32::try_from(seen.len())?;
            let entry = self.entry(&node, number, question, day);
            if !entry.is_empty() {
                form.answer(node.place.clone(), &entry).map_err(|fault| anyhow!("demo: {}: {fault}", node.name))?;
            }
            seen.push(node.place);
        }
        let faults = form.check();
        ensure!(faults.is_empty(), "demo: person {number}: {faults:?}");
        Ok(form.submission(self.now))
    }

    fn entry(&self, node: &NodeState, number: u32, question: u32, day: NaiveDate) -> String {
        let percent = self.percent(number, question);
        match &node.kind {
            Kind::SelectOne { .. } => one_of(node, percent),
            Kind::SelectMultiple { .. } => several_of(node, |choice| self.percent(number, question * 7 + choice)),
            Kind::Integer => (1 + percent / 40).to_string(),
            Kind::Decimal => format!("{},5", 1 + percent / 40),
            Kind::Date => day.to_string(),
            Kind::Text if node.required || number.is_multiple_of(4) => wish(number),
            _ => String::new(),
        }
    }

    /// Where a person stands among all, 0 to 99, in another order for each question: so the shares come out as written
    /// above without any two questions answering each other.
    fn percent(&self, number: u32, question: u32) -> u32 {
        const STRIDES: [u32; 6] = [1, 7, 11, 13, 17, 19];
        let stride = STRIDES[question as usize % STRIDES.len()];
        (number * stride + question * 5) % self.count * 100 / self.count
    }
}

fn wish(number: u32) -> String {
    let wish = WISHES[number as usize / 4 % WISHES.len()];
    if number == NAMING.0 { format!("{wish} {}", NAMING.1) } else { wish.to_owned() }
}

/// The first question in sight that was not looked at yet.
fn next(form: &Form, seen: &[Place]) -> Option<NodeState> {
    form.page().into_iter().find(|node| node.kind.is_asked() && !node.read_only && !seen.contains(&node.place))
}

fn one_of(node: &NodeState, percent: u32) -> String {
    let shares: Vec<u32> = ONE.into_iter().take(node.choices.len()).collect();
    let whole: u32 = shares.iter().sum();
    let mut upto = 0;
    let chosen = shares.iter().position(|share| {
        upto += share;
        percent * whole < upto * 100
    });
    chosen.and_then(|position| node.choices.get(position)).map_or(String::new(), |choice| choice.name.clone())
}

/// Whoever ticks nothing ticks the first answer, so that a required question is answered.
fn several_of(node: &NodeState, percent: impl Fn(u32) -> u32) -> String {
    let ticked: Vec<&str> = (0..)
        .zip(&node.choices)
        .zip(SEVERAL)
        .filter(|((position, _), share)| percent(*position) < *share)
        .map(|((_, choice), _)| choice.name.as_str())
        .collect();
    match (ticked.is_empty(), node.choices.first()) {
        (true, Some(first)) => first.name.clone(),
        _ => ticked.join(" "),
    }
}
