//! Text into tokens, with XPath's rule that names and `*` are operators where an operator is due (XPath 1.0 §3.7).

use super::{ExpressionFault, syntax::Operator};

#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    Number(f64),
    Text(String),
    /// A name with an optional prefix, `jr:choice-name`; also `prefix:*`.
    Name(String),
    /// `${name}`
    Reference(String),
    Operator(Operator),
    Union,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    At,
    Dot,
    DotDot,
    Slash,
    DoubleSlash,
    DoubleColon,
    /// `*` where a name is due.
    Star,
}

/// All tokens with the position (in characters) at which each begins.
pub fn split(source: &str) -> Result<Vec<(Token, usize)>, ExpressionFault> {
    let mut lexer = Lexer { chars: source.chars().collect(), at: 0, tokens: Vec::new() };
    lexer.run()?;
    Ok(lexer.tokens)
}

struct Lexer {
    chars: Vec<char>,
    at: usize,
    tokens: Vec<(Token, usize)>,
}

impl Lexer {
    fn run(&mut self) -> Result<(), ExpressionFault> {
        while let Some(c) = self.peek(0) {
            if c.is_whitespace() {
                self.at += 1;
                continue;
            }
            let begin = self.at;
            let token = self.next(c).ok_or(ExpressionFault::Unreadable(begin))?;
            self.tokens.push((token, begin));
        }
        Ok(())
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    fn next(&mut self, c: char) -> Option<Token> {
        let second = self.peek(1);
        let (token, length) = match (c, second) {
            ('(', _) => (Token::Open, 1),
            (')', _) => (Token::Close, 1),
            ('[', _) => (Token::OpenBracket, 1),
            (']', _) => (Token::CloseBracket, 1),
            (',', _) => (Token::Comma, 1),
            ('@', _) => (Token::At, 1),
            ('|', _) => (Token::Union, 1),
            ('+', _) => (Token::Operator(Operator::Add), 1),
            ('-', _) => (Token::Operator(Operator::Subtract), 1),
            ('=', _) => (Token::Operator(Operator::Equal), 1),
            ('!', Some('=')) => (Token::Operator(Operator::NotEqual), 2),
            ('<', Some('=')) => (Token::Operator(Operator::LessOrEqual), 2),
            ('<', _) => (Token::Operator(Operator::Less), 1),
            ('>', Some('=')) => (Token::Operator(Operator::GreaterOrEqual), 2),
            ('>', _) => (Token::Operator(Operator::Greater), 1),
            ('/', Some('/')) => (Token::DoubleSlash, 2),
            ('/', _) => (Token::Slash, 1),
            (':', Some(':')) => (Token::DoubleColon, 2),
            ('.', Some('.')) => (Token::DotDot, 2),
            ('.', Some(digit)) if digit.is_ascii_digit() => return self.number(),
            ('.', _) => (Token::Dot, 1),
            ('*', _) if self.operator_is_due() => (Token::Operator(Operator::Multiply), 1),
            ('*', _) => (Token::Star, 1),
            ('$', Some('{')) => return self.reference(),
            ('"' | '\'', _) => return self.text(c),
            (digit, _) if digit.is_ascii_digit() => return self.number(),
            (letter, _) if is_name_start(letter) => return self.name(),
            _ => return None,
        };
        self.at += length;
        Some(token)
    }

    fn operator_is_due(&self) -> bool {
        matches!(
            self.tokens.last().map(|(token, _)| token),
            Some(
                Token::Number(_)
                    | Token::Text(_)
                    | Token::Name(_)
                    | Token::Reference(_)
                    | Token::Close
                    | Token::CloseBracket
                    | Token::Dot
                    | Token::DotDot
                    | Token::Star
            )
        )
    }

    fn number(&mut self) -> Option<Token> {
        let begin = self.at;
        let mut seen_point = false;
        while let Some(c) = self.peek(0) {
            match c {
                '0'..='9' => {}
                '.' if !seen_point => seen_point = true,
                _ => break,
            }
            self.at += 1;
        }
        let digits: String = self.chars[begin..self.at].iter().collect();
        digits.parse().ok().map(Token::Number)
    }

    fn text(&mut self, quote: char) -> Option<Token> {
        let begin = self.at + 1;
        let length = self.chars[begin..].iter().position(|c| *c == quote)?;
        self.at = begin + length + 1;
        Some(Token::Text(self.chars[begin..begin + length].iter().collect()))
    }

    fn reference(&mut self) -> Option<Token> {
        let begin = self.at + 2;
        let length = self.chars[begin..].iter().position(|c| *c == '}')?;
        let name: String = self.chars[begin..begin + length].iter().collect();
        let name = name.trim();
        let plain = name.strip_prefix("last-saved#").unwrap_or(name);
        if !is_name(plain) {
            return None;
        }
        self.at = begin + length + 1;
        Some(Token::Reference(name.to_owned()))
    }

    fn name(&mut self) -> Option<Token> {
        if self.operator_is_due()
            && let Some(operator) = self.named_operator()
        {
            return Some(Token::Operator(operator));
        }
        let begin = self.at;
        self.skip_name();
        // A prefix: one colon, not the two of an axis.
        if self.peek(0) == Some(':') && self.peek(1) != Some(':') {
            match self.peek(1) {
                Some('*') => self.at += 2,
                Some(c) if is_name_start(c) => {
                    self.at += 1;
                    self.skip_name();
                }
                _ => return None,
            }
        }
        Some(Token::Name(self.chars[begin..self.at].iter().collect()))
    }

    fn skip_name(&mut self) {
        while self.peek(0).is_some_and(is_name_part) {
            self.at += 1;
        }
    }

    /// `and`, `or`, `div`, `mod`. Where an operator is due, anything may follow directly (`1 or1`), as in the reference
    /// implementations.
    fn named_operator(&mut self) -> Option<Operator> {
        let known =
            [("and", Operator::And), ("or", Operator::Or), ("div", Operator::Divide), ("mod", Operator::Remainder)];
        for (word, operator) in known {
            let matches = word.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c));
            if matches {
                self.at += word.len();
                return Some(operator);
            }
        }
        None
    }
}

/// Whether the text is a name of XML (without prefix).
pub fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_name_start) && chars.all(is_name_part)
}

fn is_name_start(c: char) -> bool {
    c == '_' || c.is_alphabetic()
}

fn is_name_part(c: char) -> bool {
    matches!(c, '_' | '-' | '.' | '\u{B7}') || c.is_alphanumeric()
}
