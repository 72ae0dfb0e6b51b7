//! Largest remainder once more, written another way: cent by cent in exact fractions, with nothing from `split`.

/// Gives every cent to the part that is farthest below its exact share, among those that may receive one. The
/// comparison of exact shares is by cross multiplication: `amount × weight − given × total`, all over the same total.
pub fn split(amount: i128, weights: &[u64]) -> Vec<i128> {
    let total: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let whole = amount.abs();
    let exact: Vec<i128> = weights.iter().map(|weight| whole * i128::from(*weight)).collect();
    let mut given: Vec<i128> = exact.iter().map(|share| share.div_euclid(total)).collect();
    while given.iter().sum::<i128>() < whole {
        let missing = |part: usize| exact[part] - given[part] * total;
        let mut best = 0;
        for part in 1..weights.len() {
            let better = missing(part) > missing(best);
            let tie = missing(part) == missing(best) && weights[part] > weights[best];
            if better || tie {
                best = part;
            }
        }
        given[best] += 1;
    }
    given.into_iter().map(|share| share * amount.signum()).collect()
}
