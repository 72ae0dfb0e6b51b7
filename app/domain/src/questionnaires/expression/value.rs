//! Values of expressions.

/// What an expression yields; ODK adds moments to the four types of XPath 1.0.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<N> {
    /// In document order, without duplicates (but for `randomize`, which returns another order on purpose).
    Nodes(Vec<N>),
    Text(String),
    Number(f64),
    Bool(bool),
    /// Milliseconds since 1970-01-01T00:00Z; NaN when a text was not a date.
    Moment(f64),
}

impl<N> Value<N> {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}
