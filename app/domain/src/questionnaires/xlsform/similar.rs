//! What a misspelt word probably meant.

/// The candidate nearest to a word, if near enough to be meant: one wrong letter in five, at most three.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let allowed = (word.chars().count() / 4).clamp(1, 3);
    let near = candidates.into_iter().filter_map(|candidate| {
        let distance = distance(&word, &candidate.to_lowercase(), allowed);
        distance.filter(|distance| *distance > 0).map(|distance| (distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Letters to change, add, remove or swap with their neighbour; `None` above the bound.
fn distance(a: &str, b: &str, bound: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().take(64).collect());
    if a.len().abs_diff(b.len()) > bound {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, left) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, right) in b.iter().enumerate() {
            let change = last[j] + usize::from(left != right);
            let mut best = change.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *left == b[j - 1] && a[i - 1] == *right {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelt_words_find_what_was_meant() {
        assert_eq!(nearest("surveys", ["choices", "survey"]), Some("survey"));
        assert_eq!(nearest("intger", ["integer", "text"]), Some("integer"));
        assert_eq!(nearest("relevnat", ["relevant", "required"]), Some("relevant"));
        assert_eq!(nearest("Tabelle1", ["survey", "choices"]), None);
    }
}
