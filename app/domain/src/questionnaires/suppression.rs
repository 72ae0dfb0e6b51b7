//! Which counts are hidden, so that nobody is recognised by them (domain §6).

/// Counts of the same cells: those that are shown first, then what is left when they are taken from something else that
/// a reader can see. A reader who subtracts must learn no more than one who only looks.
pub struct Layers(Vec<Vec<u32>>);

impl Layers {
    /// All layers have the same length; the first one is what is shown.
    pub fn new(layers: Vec<Vec<u32>>) -> Self {
        Self(layers)
    }

    /// The counts that are shown.
    pub fn own(&self) -> &[u32] {
        self.0.first().map(Vec::as_slice).unwrap_or_default()
    }

    /// Which parts of a known sum to hide: all that are small in any layer, and then as many of the next larger ones as
    /// it takes until what is hidden is together small in no layer, since it can be computed as the rest.
    pub fn hide_small(&self, threshold: u32) -> Vec<bool> {
        let length = self.own().len();
        let all: Vec<usize> = (0..length).collect();
        let mut hidden: Vec<bool> = all.iter().map(|index| self.is_small_anywhere(*index, threshold)).collect();
        while !self.holds(&all, &hidden, threshold) {
            match self.next(&all, &hidden) {
                Some(index) => hidden[index] = true,
                None => return vec![true; length],
            }
        }
        hidden
    }

    /// Whether this cell is below the threshold in any layer.
    pub fn is_small_anywhere(&self, index: usize, threshold: u32) -> bool {
        self.0.iter().any(|layer| layer.get(index).is_some_and(|count| is_small(*count, threshold)))
    }

    /// Whether what is hidden of a line, whose sum is known, is together small in no layer.
    pub fn holds(&self, line: &[usize], hidden: &[bool], threshold: u32) -> bool {
        let in_line: Vec<usize> = line.iter().copied().filter(|index| hidden[*index]).collect();
        self.0.iter().all(|layer| !is_small(in_line.iter().map(|index| layer[*index]).sum(), threshold))
    }

    /// The next cell of a line to hide: the smallest one that is shown and not empty in every layer.
    pub fn next(&self, line: &[usize], hidden: &[bool]) -> Option<usize> {
        let filled = |index: usize| self.0.iter().any(|layer| layer[index] > 0);
        let open = line.iter().copied().filter(|index| !hidden[*index] && filled(*index));
        open.min_by_key(|index| self.own()[*index])
    }
}

/// Nobody is not small: that nobody gave an answer tells nothing about one person more than the full count does.
pub fn is_small(count: u32, threshold: u32) -> bool {
    count > 0 && count < threshold
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(layers: &[&[u32]]) -> Vec<Option<u32>> {
        let layers = Layers::new(layers.iter().map(|layer| layer.to_vec()).collect());
        let hidden = layers.hide_small(5);
        hidden.iter().zip(layers.own()).map(|(hidden, count)| (!hidden).then_some(*count)).collect()
    }

    #[test]
    fn small_cells_are_hidden_and_so_is_what_would_give_them_away() {
        assert_eq!(shown(&[&[10, 20, 30]]), [Some(10), Some(20), Some(30)]);
        // 3 alone would be the rest of 53 − 20 − 30; the next larger cell goes with it.
        assert_eq!(shown(&[&[3, 20, 30]]), [None, None, Some(30)]);
        assert_eq!(shown(&[&[3, 4, 30]]), [None, None, Some(30)]);
        assert_eq!(shown(&[&[1, 1, 30]]), [None, None, None]);
        assert_eq!(shown(&[&[0, 7, 9]]), [Some(0), Some(7), Some(9)]);
        assert_eq!(shown(&[&[2, 0, 2]]), [None, None, None]);
    }

    #[test]
    fn a_count_that_subtracting_would_make_small_is_hidden_with_another_one() {
        // All Kitas show 20 and 30; one Kita with 18 and 12 would tell that two elsewhere chose the first.
        assert_eq!(shown(&[&[18, 12], &[2, 18]]), [None, None]);
        assert_eq!(shown(&[&[18, 12, 40], &[2, 18, 40]]), [None, None, Some(40)]);
        assert_eq!(shown(&[&[18, 12], &[0, 18]]), [Some(18), Some(12)]);
        assert_eq!(shown(&[&[18, 12], &[1, 1]]), [None, None], "a rest of two people tells all");
    }

    proptest! {
        #[test]
        fn what_is_hidden_is_never_together_below_the_threshold(
            parts in prop::collection::vec((0u32..40, 0u32..40, 0u32..40), 1..9),
        ) {
            let layer = |pick: fn(&(u32, u32, u32)) -> u32| parts.iter().map(pick).collect::<Vec<u32>>();
            let counts = [layer(|part| part.0), layer(|part| part.1), layer(|part| part.2)];
            let hidden = Layers::new(counts.to_vec()).hide_small(5);
            for layer in &counts {
                let together: u32 = layer.iter().zip(&hidden).filter(|(_, hidden)| **hidden).map(|(n, _)| n).sum();
                prop_assert!(together == 0 || together >= 5 || hidden.iter().all(|hidden| *hidden));
                for (count, hidden) in layer.iter().zip(&hidden) {
                    prop_assert!(*hidden || *count == 0 || *count >= 5);
                }
            }
        }
    }
}
