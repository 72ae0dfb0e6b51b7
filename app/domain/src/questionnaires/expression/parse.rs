//! Tokens into an expression: operators by precedence (Pratt), paths by descent.

use super::{
    ExpressionFault,
    syntax::{Axis, Expression, NodeTest, Operator, Path, Start, Step},
    token::{Token, split},
};

/// Longest expression in characters; the longest of the reference forms has a twentieth of it.
const MAX_LENGTH: usize = 50_000;
/// Deepest nesting of brackets, calls and predicates, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 100;

/// Reads an expression.
pub fn parse(source: &str) -> Result<Expression, ExpressionFault> {
    if source.len() > MAX_LENGTH {
        return Err(ExpressionFault::TooComplex);
    }
    let mut parser = Parser { tokens: split(source)?, at: 0, depth: 0 };
    let expression = parser.expression(0)?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.unreadable()),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
}

type Parsed<T> = Result<T, ExpressionFault>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn peek_second(&self) -> Option<&Token> {
        self.tokens.get(self.at + 1).map(|(token, _)| token)
    }

    fn eat(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn demand(&mut self, token: &Token) -> Parsed<()> {
        if self.eat(token) { Ok(()) } else { Err(self.unreadable()) }
    }

    fn unreadable(&self) -> ExpressionFault {
        let end = self.tokens.last().map_or(0, |(_, begin)| begin + 1);
        ExpressionFault::Unreadable(self.tokens.get(self.at).map_or(end, |(_, begin)| *begin))
    }

    fn expression(&mut self, at_least: u8) -> Parsed<Expression> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(ExpressionFault::TooComplex);
        }
        let mut left = self.prefix()?;
        while let Some(Token::Operator(operator)) = self.peek() {
            let operator = *operator;
            if operator.precedence() < at_least {
                break;
            }
            self.at += 1;
            let right = self.expression(operator.precedence() + 1)?;
            left = chain(left, operator, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Parsed<Expression> {
        let mut negated = false;
        let mut signs = 0;
        while self.eat(&Token::Operator(Operator::Subtract)) {
            negated = !negated;
            signs += 1;
        }
        let operand = self.union()?;
        Ok(match (signs, negated) {
            (0, _) => operand,
            (_, true) => Expression::Negate(Box::new(operand)),
            // An even number of signs still makes a number of the operand.
            (_, false) => Expression::Negate(Box::new(Expression::Negate(Box::new(operand)))),
        })
    }

    fn union(&mut self) -> Parsed<Expression> {
        let first = self.path()?;
        if self.peek() != Some(&Token::Union) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.eat(&Token::Union) {
            parts.push(self.path()?);
        }
        Ok(Expression::Union(parts))
    }

    fn path(&mut self) -> Parsed<Expression> {
        let (start, simple) = match self.peek() {
            Some(Token::Slash) => {
                self.at += 1;
                let steps = if self.step_is_due() { self.steps(Vec::new())? } else { Vec::new() };
                return Ok(path(Start::Root, Vec::new(), steps));
            }
            Some(Token::DoubleSlash) => {
                self.at += 1;
                let steps = self.steps(vec![any_descendant()])?;
                return Ok(path(Start::Root, Vec::new(), steps));
            }
            Some(Token::Reference(name)) => {
                let name = name.clone();
                self.at += 1;
                (Start::Reference(name), None)
            }
            Some(Token::Number(number)) => {
                let number = *number;
                self.at += 1;
                (Start::Here, Some(Expression::Number(number)))
            }
            Some(Token::Text(text)) => {
                let text = text.clone();
                self.at += 1;
                (Start::Here, Some(Expression::Text(text)))
            }
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.expression(0)?;
                self.demand(&Token::Close)?;
                (Start::Here, Some(inner))
            }
            Some(Token::Name(name)) if self.peek_second() == Some(&Token::Open) && !is_node_type(name) => {
                let name = name.clone();
                self.at += 2;
                let arguments = self.arguments()?;
                (Start::Here, Some(Expression::Call(name, arguments)))
            }
            _ => {
                let steps = self.steps(Vec::new())?;
                return Ok(path(Start::Here, Vec::new(), steps));
            }
        };
        self.rest_of_path(start, simple)
    }

    /// Predicates and steps behind a value or a reference; without them the value stays what it is.
    fn rest_of_path(&mut self, start: Start, simple: Option<Expression>) -> Parsed<Expression> {
        let predicates = self.predicates()?;
        let steps = match self.peek() {
            Some(Token::Slash) => {
                self.at += 1;
                self.steps(Vec::new())?
            }
            Some(Token::DoubleSlash) => {
                self.at += 1;
                self.steps(vec![any_descendant()])?
            }
            _ => Vec::new(),
        };
        Ok(match simple {
            Some(value) if predicates.is_empty() && steps.is_empty() => value,
            Some(value) => path(Start::Value(Box::new(value)), predicates, steps),
            None => path(start, predicates, steps),
        })
    }

    fn arguments(&mut self) -> Parsed<Vec<Expression>> {
        let mut arguments = Vec::new();
        if self.eat(&Token::Close) {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression(0)?);
            if self.eat(&Token::Close) {
                return Ok(arguments);
            }
            self.demand(&Token::Comma)?;
        }
    }

    fn predicates(&mut self) -> Parsed<Vec<Expression>> {
        let mut predicates = Vec::new();
        while self.eat(&Token::OpenBracket) {
            predicates.push(self.expression(0)?);
            self.demand(&Token::CloseBracket)?;
        }
        Ok(predicates)
    }

    fn step_is_due(&self) -> bool {
        matches!(self.peek(), Some(Token::Name(_) | Token::Star | Token::At | Token::Dot | Token::DotDot))
    }

    fn steps(&mut self, mut steps: Vec<Step>) -> Parsed<Vec<Step>> {
        loop {
            steps.push(self.step()?);
            if self.eat(&Token::DoubleSlash) {
                steps.push(any_descendant());
            } else if !self.eat(&Token::Slash) {
                return Ok(steps);
            }
        }
    }

    fn step(&mut self) -> Parsed<Step> {
        let (axis, test) = match self.peek() {
            Some(Token::Dot) => {
                self.at += 1;
                (Axis::Itself, NodeTest::Any)
            }
            Some(Token::DotDot) => {
                self.at += 1;
                (Axis::Parent, NodeTest::Any)
            }
            Some(Token::At) => {
                self.at += 1;
                (Axis::Attribute, self.node_test()?)
            }
            Some(Token::Name(name)) if self.peek_second() == Some(&Token::DoubleColon) => {
                let axis = Axis::from_name(name).ok_or_else(|| self.unreadable())?;
                self.at += 2;
                (axis, self.node_test()?)
            }
            _ => (Axis::Child, self.node_test()?),
        };
        Ok(Step { axis, test, predicates: self.predicates()? })
    }

    fn node_test(&mut self) -> Parsed<NodeTest> {
        let test = match self.peek() {
            Some(Token::Star) => NodeTest::Named,
            Some(Token::Name(name)) if self.peek_second() == Some(&Token::Open) => {
                let test = match name.as_str() {
                    "node" => NodeTest::Any,
                    "text" => NodeTest::Text,
                    "comment" => NodeTest::Comment,
                    "processing-instruction" => NodeTest::Instruction(None),
                    _ => return Err(self.unreadable()),
                };
                self.at += 2;
                let test = match (test, self.peek()) {
                    (NodeTest::Instruction(None), Some(Token::Text(target))) => {
                        let target = target.clone();
                        self.at += 1;
                        NodeTest::Instruction(Some(target))
                    }
                    (test, _) => test,
                };
                self.demand(&Token::Close)?;
                return Ok(test);
            }
            Some(Token::Name(name)) => match name.rsplit(':').next() {
                Some("*") => NodeTest::Named,
                Some(local) => NodeTest::Name(local.to_owned()),
                None => return Err(self.unreadable()),
            },
            _ => return Err(self.unreadable()),
        };
        self.at += 1;
        Ok(test)
    }
}

fn chain(left: Expression, operator: Operator, right: Expression) -> Expression {
    match left {
        // Left to right is what the brackets of `(a + b) + c` say, too.
        Expression::Chain(first, mut rest)
            if rest.first().is_some_and(|(known, _)| known.precedence() == operator.precedence()) =>
        {
            rest.push((operator, right));
            Expression::Chain(first, rest)
        }
        left => Expression::Chain(Box::new(left), vec![(operator, right)]),
    }
}

fn path(start: Start, predicates: Vec<Expression>, steps: Vec<Step>) -> Expression {
    Expression::Path(Path { start, predicates, steps })
}

fn any_descendant() -> Step {
    Step { axis: Axis::DescendantOrSelf, test: NodeTest::Any, predicates: Vec::new() }
}

fn is_node_type(name: &str) -> bool {
    matches!(name, "node" | "text" | "comment" | "processing-instruction")
}
