//! Paths of an XForm (`/data/gruppe/alter`, `../alter`) as references of XLSForm (`${alter}`).

use std::collections::HashMap;

/// What every path leads to.
#[derive(Debug, Default)]
pub struct Paths {
    /// Path → name, of nodes whose name occurs once. Others keep their path, which the engine reads as well.
    names: HashMap<String, String>,
}

impl Paths {
    /// From all paths of the instance.
    pub fn new<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut by_name: HashMap<&str, Vec<&str>> = HashMap::new();
        for path in paths {
            by_name.entry(last(path)).or_default().push(path);
        }
        let single = by_name.into_iter().filter(|(_, paths)| paths.len() == 1);
        Self {
            names: single.flat_map(|(name, paths)| paths.into_iter().map(|path| (path.into(), name.into()))).collect(),
        }
    }

    /// `${name}` of a node that can be named.
    pub fn reference(&self, path: &str) -> Option<String> {
        self.names.get(path).map(|name| format!("${{{name}}}"))
    }

    /// An expression at `context`, the path of a node, with names in place of paths.
    pub fn rewrite(&self, source: &str, context: &str) -> String {
        let mut out = Writer::default();
        let mut rest = source.trim();
        let mut depth = 0_u32;
        while let Some(c) = rest.chars().next() {
            let token = Token::read(rest, c);
            let (text, tail) = rest.split_at(token.length);
            match token.kind {
                Kind::Space => out.space(),
                Kind::Text => out.push(&self.quoted(text)),
                Kind::Path => {
                    // Within a condition, a relative path begins at what is judged there.
                    let fixed = text.starts_with('/') || text.starts_with("current()");
                    let known = (depth == 0 || fixed) && !tail.starts_with('[') && !out.continues();
                    match known.then(|| resolve(text, context)).and_then(|path| self.reference(&path)) {
                        Some(reference) => out.push(&reference),
                        None => out.push(text),
                    }
                }
                Kind::Sign => {
                    match c {
                        '[' => depth += 1,
                        ']' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                    out.push(text);
                }
                Kind::Word => out.push(text),
            }
            rest = tail;
        }
        out.text
    }

    /// `jr:choice-name` takes a path as text.
    fn quoted(&self, text: &str) -> String {
        let inner = text.trim_matches(['"', '\'']).trim();
        match self.reference(inner) {
            Some(reference) if text.len() > 1 => format!("{0}{reference}{0}", &text[..1]),
            _ => text.to_owned(),
        }
    }
}

/// The absolute path that a path means at a node.
pub fn resolve(path: &str, context: &str) -> String {
    let path = path.trim();
    let (mut at, steps) = match path.strip_prefix('/') {
        Some(steps) => (Vec::new(), steps),
        None => (context.split('/').filter(|step| !step.is_empty()).collect::<Vec<_>>(), path),
    };
    for step in steps.split('/').map(str::trim).filter(|step| !step.is_empty()) {
        match step {
            "." | "current()" => {}
            ".." => drop(at.pop()),
            step => at.push(step),
        }
    }
    format!("/{}", at.join("/"))
}

/// The last step of a path.
pub fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The path with all but its last step.
pub fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Writes an expression with one space where there were several, and none inside brackets.
#[derive(Default)]
struct Writer {
    text: String,
    spaced: bool,
}

impl Writer {
    fn space(&mut self) {
        self.spaced = !self.text.is_empty();
    }

    fn push(&mut self, text: &str) {
        let opens = self.text.ends_with(['(', '[']);
        let closes = text.starts_with([')', ']', ',']);
        if std::mem::take(&mut self.spaced) && !opens && !closes {
            self.text.push(' ');
        }
        self.text.push_str(text);
    }

    /// Whether a path that comes now goes on from something: `instance('x')/root`, `a[1]/b`.
    fn continues(&self) -> bool {
        !self.spaced && self.text.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '*' | '_'))
    }
}

enum Kind {
    Space,
    Text,
    Path,
    Word,
    Sign,
}

struct Token {
    kind: Kind,
    /// In bytes.
    length: usize,
}

impl Token {
    fn read(rest: &str, c: char) -> Self {
        let run = |part: &dyn Fn(char) -> bool| rest.find(|c| !part(c)).unwrap_or(rest.len());
        let token = |kind, length| Self { kind, length };
        match c {
            c if c.is_whitespace() => token(Kind::Space, run(&char::is_whitespace)),
            '"' | '\'' => token(Kind::Text, rest[1..].find(c).map_or(rest.len(), |end| end + 2)),
            c if c.is_ascii_digit() => token(Kind::Word, run(&|c| c.is_ascii_digit() || c == '.')),
            _ if is_step(c) || matches!(c, '/' | '.') => path_or_word(rest),
            other => token(Kind::Sign, other.len_utf8()),
        }
    }
}

/// `/data/a`, `../a`, `current()/../a`; a name alone may be a function, an operator or a column of a list.
fn path_or_word(rest: &str) -> Token {
    let beginning = ["current()/", "/", "../", "./"].into_iter().find(|beginning| rest.starts_with(beginning));
    let Some(beginning) = beginning else {
        let length = rest.find(|c| !is_step(c) && !matches!(c, ':' | '.')).unwrap_or(rest.len());
        return Token { kind: Kind::Word, length };
    };
    let after = &rest[beginning.len()..];
    let length = after.find(|c| !is_step(c) && !matches!(c, '/' | '.' | ':')).unwrap_or(after.len());
    // An axis, an attribute or a step with a call stays as it is: `/data/*`, `//a`, `/data/@id`, `../child::a`.
    let whole = beginning.len() + length;
    let plain =
        !rest[..whole].contains("//") && !rest[..whole].contains("::") && !rest[whole..].starts_with(['*', '@', '(']);
    Token { kind: if plain { Kind::Path } else { Kind::Word }, length: whole }
}

fn is_step(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}
