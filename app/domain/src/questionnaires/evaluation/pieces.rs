//! Which counts of views that overlap may be shown together, so that adding and subtracting them tells nothing small.
//!
//! The views that show one answer cut the respondents into pieces: people who are in exactly the same of these views.
//! Whatever somebody computes from the shown counts treats all people of a piece alike, so a group of people that can be
//! counted in this way is made of whole pieces. If no piece is small, no such group is, however many views are combined.
//!
//! How many people answered in a view is known to everybody. So what is hidden of a question in a view is known together.
//! For this not to open a second way, all views hide the answers in one order, the rarest first. Then whatever follows from
//! such a sum is made of blocks as well: the hidden answers up to one of them, of a piece of the next one. So in every piece
//! the rarer answers must not be small together either.

use crate::questionnaires::suppression::is_small;

/// What people can look at one after the other. Each view says which of the units it holds; units are never divided.
#[derive(Debug)]
pub struct Views(Vec<Vec<bool>>);

impl Views {
    /// The earlier a view stands, the more is shown of it: later ones hide what would give something away.
    pub fn new(views: Vec<Vec<bool>>) -> Self {
        Self(views)
    }

    /// Which units each view holds, in the order in which the views are decided.
    pub fn all(&self) -> &[Vec<bool>] {
        &self.0
    }

    /// The view that holds exactly these units.
    pub fn position(&self, units: &[bool]) -> Option<usize> {
        self.0.iter().position(|view| view == units)
    }

    /// How many of the answers each view hides, from the first on. `answers` are the counts by unit of one answer after the
    /// other, in the order in which they are hidden; `open` says which views may show something at all.
    pub fn hide(&self, answers: &[Vec<u32>], open: &dyn Fn(usize) -> bool, threshold: u32) -> Vec<usize> {
        self.hide_first(self.0.len(), answers, open, threshold)
    }

    /// Whether a view hides an answer of which nothing else is known. Views after it do not matter.
    pub fn hides(&self, counts: Vec<u32>, view: usize, threshold: u32) -> bool {
        self.hide_first(view + 1, &[counts], &|_| true, threshold).last() == Some(&1)
    }

    fn hide_first(
        &self,
        views: usize,
        answers: &[Vec<u32>],
        open: &dyn Fn(usize) -> bool,
        threshold: u32,
    ) -> Vec<usize> {
        let units = self.0.first().map_or(0, Vec::len);
        let mut rarer = vec![0; units];
        let mut columns: Vec<Column> = Vec::new();
        for counts in answers {
            columns.push(Column { counts: counts.clone(), rarer: rarer.clone(), pieces: vec![0; units], last: 0 });
            for (sum, count) in rarer.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        let of_view = |(position, view): (usize, &Vec<bool>)| {
            if !open(position) {
                return columns.len();
            }
            let cut: Vec<Option<Column>> = columns.iter().map(|column| column.cut_by(view, threshold)).collect();
            let hidden = cut.iter().rposition(Option::is_none).map_or(0, |last| last + 1);
            for (column, cut) in columns.iter_mut().zip(cut).skip(hidden) {
                if let Some(cut) = cut {
                    *column = cut;
                }
            }
            hidden
        };
        self.0.iter().take(views).enumerate().map(of_view).collect()
    }
}

/// One answer, and the pieces into which the views that show it cut the units.
#[derive(Clone)]
struct Column {
    /// By unit.
    counts: Vec<u32>,
    /// By unit, all answers together that are hidden before this one.
    rarer: Vec<u32>,
    /// By unit. Piece 0 is what no view has shown yet: nothing is known of it.
    pieces: Vec<usize>,
    /// The last piece that has been made.
    last: usize,
}

/// What would be a piece.
#[derive(Clone, Copy, Default)]
struct Block {
    units: u32,
    count: u32,
    rarer: u32,
}

impl Column {
    /// With one more view; `None` where a piece would be small.
    fn cut_by(&self, view: &[bool], threshold: u32) -> Option<Self> {
        // By piece: what lies outside of the view and inside.
        let mut blocks = vec![[Block::default(); 2]; self.last + 1];
        for (unit, piece) in self.pieces.iter().enumerate() {
            let block = &mut blocks[*piece][usize::from(view[unit])];
            block.units += 1;
            block.count += self.counts[unit];
            block.rarer += self.rarer[unit];
        }
        let mut next = self.clone();
        for (piece, [outside, inside]) in blocks.iter().enumerate() {
            let is_cut = inside.units > 0 && (piece == 0 || outside.units > 0);
            if !is_cut {
                continue;
            }
            let tells = |block: &Block| is_small(block.count, threshold) || is_small(block.rarer, threshold);
            if tells(inside) || (piece != 0 && tells(outside)) {
                return None;
            }
            next.last += 1;
            for unit in (0..self.pieces.len()).filter(|unit| self.pieces[*unit] == piece && view[*unit]) {
                next.pieces[unit] = next.last;
            }
        }
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three Kitas, and all together first.
    fn three() -> Views {
        let alone = |kita: usize| (0..3).map(|unit| unit == kita).collect::<Vec<bool>>();
        Views::new(vec![vec![true; 3], alone(0), alone(1), alone(2)])
    }

    #[test]
    fn all_is_shown_where_every_piece_is_large() {
        assert_eq!(three().hide(&[vec![10, 8, 7], vec![20, 15, 0]], &|_| true, 5), [0, 0, 0, 0]);
    }

    #[test]
    fn whoever_takes_two_of_three_from_all_learns_nothing_of_the_third() {
        // 37 less 20 less 15 would be two.
        assert_eq!(three().hide(&[vec![10, 15, 8], vec![20, 15, 2]], &|_| true, 5), [0, 0, 2, 2]);
    }

    #[test]
    fn the_rarest_are_hidden_first_and_only_as_far_as_it_takes() {
        let answers = [vec![2, 3, 0], vec![9, 5, 6], vec![30, 20, 25]];
        let hidden = three().hide(&answers, &|_| true, 5);
        assert_eq!(hidden, [0, 2, 2, 0], "two and nine are together enough, two alone are not; nobody is not small");
    }

    #[test]
    fn one_answer_in_one_view_is_hidden_as_it_is_among_all_views() {
        for counts in [vec![10, 8, 2], vec![10, 15, 8], vec![2, 1, 1], vec![5, 0, 6], vec![0, 0, 0]] {
            let hidden = three().hide(std::slice::from_ref(&counts), &|_| true, 5);
            let each = (0..4).map(|view| usize::from(three().hides(counts.clone(), view, 5))).collect::<Vec<_>>();
            assert_eq!(each, hidden, "{counts:?}");
        }
    }

    #[test]
    fn a_view_that_is_closed_shows_nothing_and_tells_nothing() {
        let hidden = three().hide(&[vec![10, 15, 8], vec![20, 15, 2]], &|view| view != 1, 5);
        assert_eq!(hidden, [0, 2, 0, 2]);
    }
}
