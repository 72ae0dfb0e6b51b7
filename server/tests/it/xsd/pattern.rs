//! Patterns of the schemas: letters, classes, groups with alternatives, counted repeats.

/// Whether the whole text fits the pattern.
pub fn fits(pattern: &str, text: &str) -> bool {
    let letters: Vec<char> = pattern.chars().collect();
    let (alternatives, end) = alternatives(&letters, 0);
    assert_eq!(end, letters.len(), "a pattern that is understood: {pattern}");
    let text: Vec<char> = text.chars().collect();
    ends_of_any(&alternatives, &text, 0).contains(&text.len())
}

enum Atom {
    /// Single letters and ranges, of which one has to fit.
    Class(Vec<(char, char)>),
    Group(Vec<Vec<Piece>>),
}

struct Piece {
    atom: Atom,
    least: usize,
    most: usize,
}

fn alternatives(letters: &[char], mut at: usize) -> (Vec<Vec<Piece>>, usize) {
    let mut all = vec![Vec::new()];
    while let Some(letter) = letters.get(at).filter(|letter| **letter != ')') {
        if *letter == '|' {
            all.push(Vec::new());
            at += 1;
            continue;
        }
        let (atom, after) = atom(letters, at);
        let (least, most, after) = repeats(letters, after);
        all.last_mut().expect("an alternative").push(Piece { atom, least, most });
        at = after;
    }
    (all, at)
}

fn atom(letters: &[char], at: usize) -> (Atom, usize) {
    match letters[at] {
        '(' => {
            let (inner, end) = alternatives(letters, at + 1);
            assert_eq!(letters.get(end), Some(&')'), "the end of a group");
            (Atom::Group(inner), end + 1)
        }
        '[' => class(letters, at + 1),
        '\\' => (Atom::Class(vec![(letters[at + 1], letters[at + 1])]), at + 2),
        letter => {
            assert!(!"*+?.^$".contains(letter), "`{letter}` is not understood");
            (Atom::Class(vec![(letter, letter)]), at + 1)
        }
    }
}

fn class(letters: &[char], mut at: usize) -> (Atom, usize) {
    let mut ranges = Vec::new();
    assert_ne!(letters.get(at), Some(&'^'), "negated classes are not understood");
    while letters[at] != ']' {
        let escaped = letters[at] == '\\';
        let first = if escaped { letters[at + 1] } else { letters[at] };
        at += if escaped { 2 } else { 1 };
        if letters[at] == '-' && letters[at + 1] != ']' && !escaped {
            ranges.push((first, letters[at + 1]));
            at += 2;
        } else {
            ranges.push((first, first));
        }
    }
    (Atom::Class(ranges), at + 1)
}

fn repeats(letters: &[char], at: usize) -> (usize, usize, usize) {
    if letters.get(at) != Some(&'{') {
        return (1, 1, at);
    }
    let end = at + letters[at..].iter().position(|letter| *letter == '}').expect("the end of a count");
    let inside: String = letters[at + 1..end].iter().collect();
    let number = |text: &str| text.parse::<usize>().expect("a number");
    match inside.split_once(',') {
        Some((least, most)) => (number(least), number(most), end + 1),
        None => (number(&inside), number(&inside), end + 1),
    }
}

fn ends_of_any(alternatives: &[Vec<Piece>], text: &[char], from: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = alternatives.iter().flat_map(|pieces| ends_of(pieces, text, from)).collect();
    ends.sort_unstable();
    ends.dedup();
    ends
}

fn ends_of(pieces: &[Piece], text: &[char], from: usize) -> Vec<usize> {
    let mut reached = vec![from];
    for piece in pieces {
        let mut next = if piece.least == 0 { reached.clone() } else { Vec::new() };
        let mut now = reached;
        for count in 1..=piece.most {
            now = now.iter().flat_map(|at| step(&piece.atom, text, *at)).collect();
            now.sort_unstable();
            now.dedup();
            if now.is_empty() {
                break;
            }
            if count >= piece.least {
                next.extend(now.iter().copied());
            }
        }
        reached = next;
    }
    reached
}

fn step(atom: &Atom, text: &[char], at: usize) -> Vec<usize> {
    match atom {
        Atom::Group(alternatives) => ends_of_any(alternatives, text, at),
        Atom::Class(ranges) => {
            let fits = text.get(at).is_some_and(|letter| ranges.iter().any(|(a, b)| (a..=b).contains(&letter)));
            if fits { vec![at + 1] } else { Vec::new() }
        }
    }
}

#[test]
fn patterns_of_the_schemas_are_understood() {
    for (pattern, good, bad) in [
        ("[A-Z]{3,3}", "EUR", "EURO"),
        ("[A-Z]{2,2}[0-9]{2,2}[a-zA-Z0-9]{1,30}", "DE89370400440532013000", "D189"),
        ("[A-Z0-9]{4,4}[A-Z]{2,2}[A-Z0-9]{2,2}([A-Z0-9]{3,3}){0,1}", "MALADE51MYN", "MALADE51MY"),
        ("([A-Za-z0-9]|[\\+|\\?|/|\\-|:|\\(|\\)|\\.|,|'| ]){1,35}", "SRB-2027-01.8", "Ä"),
        ("\\+[0-9]{1,3}-[0-9()+\\-]{1,30}", "+49-261(1)-2", "49-261"),
    ] {
        assert!(fits(pattern, good), "{pattern}: {good}");
        assert!(!fits(pattern, bad), "{pattern}: {bad}");
    }
}
