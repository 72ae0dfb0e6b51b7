//! The expression language of ODK XForms (XPath 1.0 with ODK's functions), over any [`Tree`].
//!
//! No clock, no randomness, no recursion without a limit: whatever the text, the answer is a value or a fault.

mod compare;
mod evaluate;
mod functions;
pub mod moment;
mod number;
mod parse;
mod steps;
mod syntax;
mod token;
pub use token::is_name;
mod tree;
mod value;

pub use evaluate::{Evaluated, Focus, evaluate, evaluate_from};
pub use functions::{all as all_functions, is_known as is_known_function, seed_of, shuffle};
pub use moment::{Zone, iso_moment};
pub use number::{parse_number, write_number};
pub use parse::parse;
pub use syntax::{Axis, Expression, NodeTest, Operator, Path, Start, Step};
pub use tree::{NodeKind, Tree};
pub use value::Value;

/// What an evaluation may know of the world.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Environment {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub now: i64,
    pub zone: Zone,
    /// What `random()` and `uuid()` start from.
    pub seed: u64,
}

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionFault {
    #[error("unreadable at character {0}")]
    Unreadable(usize),
    #[error("too long or too deeply nested")]
    TooComplex,
    #[error("unknown function {0}")]
    UnknownFunction(String),
    #[error("wrong number of arguments of {0}")]
    WrongArguments(String),
    #[error("unknown name {0}")]
    UnknownName(String),
    #[error("{0} cannot work with this value")]
    WrongValue(String),
}
