//! The shape of an expression after parsing.

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    Number(f64),
    Text(String),
    Negate(Box<Expression>),
    /// Operands of one precedence, computed from left to right. Flat, so that a long chain is not a deep tree.
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
    Union(Vec<Expression>),
    Call(String, Vec<Expression>),
    Path(Path),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl Operator {
    /// How tightly it binds; higher is tighter.
    pub fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
            Self::Add | Self::Subtract => 5,
            Self::Multiply | Self::Divide | Self::Remainder => 6,
        }
    }
}

/// A location path, or any value from which steps lead on.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    pub start: Start,
    /// Conditions on the start itself, `instance('x')[…]`.
    pub predicates: Vec<Expression>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// `/`
    Root,
    /// The context node.
    Here,
    /// `${name}`
    Reference(String),
    Value(Box<Expression>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    pub axis: Axis,
    pub test: NodeTest,
    pub predicates: Vec<Expression>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    Child,
    Parent,
    Itself,
    Descendant,
    DescendantOrSelf,
    Ancestor,
    AncestorOrSelf,
    FollowingSibling,
    PrecedingSibling,
    Following,
    Preceding,
    Attribute,
    /// Read, but always empty: no tree here has namespace nodes.
    Namespace,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeTest {
    /// `node()`
    Any,
    /// `*`
    Named,
    /// An element or attribute of this local name; prefixes are not compared.
    Name(String),
    Text,
    Comment,
    /// With or without a target.
    Instruction(Option<String>),
}

impl Axis {
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "child" => Self::Child,
            "parent" => Self::Parent,
            "self" => Self::Itself,
            "descendant" => Self::Descendant,
            "descendant-or-self" => Self::DescendantOrSelf,
            "ancestor" => Self::Ancestor,
            "ancestor-or-self" => Self::AncestorOrSelf,
            "following-sibling" => Self::FollowingSibling,
            "preceding-sibling" => Self::PrecedingSibling,
            "following" => Self::Following,
            "preceding" => Self::Preceding,
            "attribute" => Self::Attribute,
            "namespace" => Self::Namespace,
            _ => return None,
        })
    }

    /// Whether positions count backwards along it (XPath 1.0 §2.4).
    pub fn is_reverse(self) -> bool {
        matches!(self, Self::Ancestor | Self::AncestorOrSelf | Self::PrecedingSibling | Self::Preceding | Self::Parent)
    }
}

impl Expression {
    /// Calls `see` for this expression and everything in it, outer before inner.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Expression)) {
        see(self);
        match self {
            Self::Number(_) | Self::Text(_) => {}
            Self::Negate(inner) => inner.visit(see),
            Self::Chain(first, rest) => {
                first.visit(see);
                rest.iter().for_each(|(_, operand)| operand.visit(see));
            }
            Self::Union(parts) | Self::Call(_, parts) => parts.iter().for_each(|part| part.visit(see)),
            Self::Path(path) => {
                if let Start::Value(value) = &path.start {
                    value.visit(see);
                }
                path.predicates.iter().for_each(|predicate| predicate.visit(see));
                path.steps.iter().flat_map(|step| &step.predicates).for_each(|predicate| predicate.visit(see));
            }
        }
    }

    /// The names in `${…}`, in the order in which they stand.
    pub fn references(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.visit(&mut |part| {
            if let Self::Path(Path { start: Start::Reference(name), .. }) = part {
                names.push(name.as_str());
            }
        });
        names
    }
}
