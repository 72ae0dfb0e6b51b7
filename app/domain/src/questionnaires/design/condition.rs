//! Conditions that can be put together without writing an expression: "zeige, wenn … ist …".

use crate::questionnaires::expression::{
    Axis, Expression, NodeTest, Operator, Path, Start, Step, parse, parse_number, write_number,
};
use chrono::NaiveDate;

/// Tests that must all hold, or of which one must.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    pub any: bool,
    pub tests: Vec<Test>,
}

/// One test, `${kennt} = 'ja'`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    pub subject: Subject,
    pub is: Is,
    /// Does not matter where [`Is::needs_value`] says so.
    pub value: Operand,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `${name}`
    Question(String),
    /// The question's own answer, `.`
    Here,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    Equal,
    NotEqual,
    Greater,
    AtLeast,
    Less,
    AtMost,
    /// Among the ticked choices.
    Chosen,
    NotChosen,
    /// A part of the text.
    Contains,
    Answered,
    Blank,
}

impl Is {
    pub fn needs_value(self) -> bool {
        !matches!(self, Self::Answered | Self::Blank)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    Text(String),
    /// As it is written in an expression, with a decimal point.
    Number(String),
    /// ISO 8601.
    Date(String),
}

impl Operand {
    /// What is typed as a value: a number (with comma or point) where numbers are asked for, else a text.
    pub fn typed(raw: &str, numeric: bool, date: bool) -> Self {
        let raw = raw.trim();
        let number = parse_number(&raw.replacen(',', ".", 1)).filter(|number| number.is_finite());
        match number.filter(|_| numeric) {
            Some(number) => Self::Number(write_number(number)),
            None if date && !raw.is_empty() => Self::Date(raw.to_owned()),
            None => Self::Text(raw.to_owned()),
        }
    }

    /// As a field shows it.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Date(text) => text.clone(),
            Self::Number(number) => number.replacen('.', ",", 1),
        }
    }

    fn expression(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Number(number) => number.clone(),
            Self::Date(date) => format!("date({})", quoted(date)),
        }
    }
}

/// XPath has no way to write both quotation marks into one text; the rarer one gives way.
fn quoted(text: &str) -> String {
    if text.contains('\'') { format!("\"{}\"", text.replace('"', "'")) } else { format!("'{text}'") }
}

impl Condition {
    /// The condition that an expression is, if it has this shape.
    pub fn of(source: &str) -> Option<Self> {
        let expression = parse(source).ok()?;
        if let Expression::Chain(first, rest) = &expression
            && let Some((operator @ (Operator::And | Operator::Or), _)) = rest.first()
        {
            if rest.iter().any(|(other, _)| other != operator) {
                return None;
            }
            let parts = std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, part)| part));
            let tests = parts.map(test).collect::<Option<_>>()?;
            return Some(Self { any: *operator == Operator::Or, tests });
        }
        Some(Self { any: false, tests: vec![test(&expression)?] })
    }

    /// As an expression of ODK; blank without a test.
    pub fn expression(&self) -> String {
        let tests: Vec<String> = self.tests.iter().map(Test::expression).collect();
        tests.join(if self.any { " or " } else { " and " })
    }
}

impl Test {
    /// Whether there is something to compare with. "Greater than" wants a number or a date, and a day is one of the calendar.
    pub fn has_value(&self) -> bool {
        let orders = matches!(self.is, Is::Greater | Is::AtLeast | Is::Less | Is::AtMost);
        match &self.value {
            _ if !self.is.needs_value() => true,
            // Others write a date as a text, too.
            Operand::Text(text) if orders => text.contains(|c: char| c.is_ascii_digit()),
            Operand::Text(text) => !text.is_empty(),
            Operand::Number(_) => true,
            Operand::Date(date) => date.parse::<NaiveDate>().is_ok(),
        }
    }

    fn expression(&self) -> String {
        let subject = match &self.subject {
            Subject::Question(name) => format!("${{{name}}}"),
            Subject::Here => ".".to_owned(),
        };
        let value = self.value.expression();
        let sign = match self.is {
            Is::Chosen => return format!("selected({subject}, {value})"),
            Is::NotChosen => return format!("not(selected({subject}, {value}))"),
            Is::Contains => return format!("contains({subject}, {value})"),
            Is::Answered => return format!("{subject} != ''"),
            Is::Blank => return format!("{subject} = ''"),
            Is::Equal => "=",
            Is::NotEqual => "!=",
            Is::Greater => ">",
            Is::AtLeast => ">=",
            Is::Less => "<",
            Is::AtMost => "<=",
        };
        format!("{subject} {sign} {value}")
    }
}

/// The single test that an expression is.
pub(super) fn test(expression: &Expression) -> Option<Test> {
    match expression {
        Expression::Call(name, parts) => match (name.as_str(), parts.as_slice()) {
            ("selected", [subject, value]) => of_parts(subject, Is::Chosen, value),
            ("contains", [subject, value]) => of_parts(subject, Is::Contains, value),
            ("not", [Expression::Call(inner, parts)]) if inner == "selected" => match parts.as_slice() {
                [subject, value] => of_parts(subject, Is::NotChosen, value),
                _ => None,
            },
            _ => None,
        },
        Expression::Chain(subject, rest) => match rest.as_slice() {
            [(operator, value)] => {
                let blank = matches!(value, Expression::Text(text) if text.is_empty());
                let is = match operator {
                    Operator::Equal if blank => Is::Blank,
                    Operator::NotEqual if blank => Is::Answered,
                    Operator::Equal => Is::Equal,
                    Operator::NotEqual => Is::NotEqual,
                    Operator::Greater => Is::Greater,
                    Operator::GreaterOrEqual => Is::AtLeast,
                    Operator::Less => Is::Less,
                    Operator::LessOrEqual => Is::AtMost,
                    _ => return None,
                };
                of_parts(subject, is, value)
            }
            _ => None,
        },
        _ => None,
    }
}

fn of_parts(subject: &Expression, is: Is, value: &Expression) -> Option<Test> {
    let Expression::Path(Path { start, predicates, steps }) = subject else { return None };
    let subject = match (start, steps.as_slice()) {
        _ if !predicates.is_empty() => return None,
        (Start::Reference(name), []) if !name.contains('#') => Subject::Question(name.clone()),
        (Start::Here, [Step { axis: Axis::Itself, test: NodeTest::Any, predicates }]) if predicates.is_empty() => {
            Subject::Here
        }
        _ => return None,
    };
    let value = match value {
        Expression::Text(text) => Operand::Text(text.clone()),
        Expression::Number(number) if number.is_finite() => Operand::Number(write_number(*number)),
        Expression::Negate(inner) => match inner.as_ref() {
            Expression::Number(number) if number.is_finite() && *number != 0.0 => {
                Operand::Number(write_number(-*number))
            }
            _ => return None,
        },
        Expression::Call(name, parts) if name == "date" => match parts.as_slice() {
            [Expression::Text(date)] => Operand::Date(date.clone()),
            _ => return None,
        },
        _ => return None,
    };
    // Numbers that are not written as they were read would become others.
    let is_text = matches!(value, Operand::Text(_));
    let fits = is_text || !matches!(is, Is::Chosen | Is::NotChosen | Is::Contains);
    fits.then_some(Test { subject, is, value })
}
