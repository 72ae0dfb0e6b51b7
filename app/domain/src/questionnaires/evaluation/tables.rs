//! Which cells of a crosstab a part shows, so that nothing small follows from them and from everything that stands beside
//! them: how many answered, and the counts of both questions, in this part and in all others.
//!
//! **The rule.** In each view some values of the row question and some of the column question stand for themselves; all others,
//! with who gave no answer, are one more row and one more column. These nobody sees, and everybody can compute them from the
//! questions' own counts. A table is shown of values only whose own count is shown in the view, and only where no cell of
//! this whole grid is small. Tables of views that overlap cut the respondents into pieces, as in [`super::pieces`]; none
//! of their cells may be small either. So values leave the grid, the rarest first, until this holds.
//!
//! **Why it is enough.** Whoever adds and subtracts gets a sum over people of `T + f + g`: `T` from the tables depends
//! on the piece and on the cell of its grid, `f` on the unit and the row value, `g` on the unit and the column value. How many
//! answered in each unit is known.
//! - A group of some row values *and* some column values has a difference in both directions, which `f` and `g` have not: so in
//!   each piece it comes from `T` alone. Two values that share a line of the grid differ in `f` only, and `f` knows no columns:
//!   the group has both or none. So it is made of whole cells of pieces, none of which is small.
//! - A group of row values with all columns is `T` at any one column, plus `f`, plus something by unit. `T` at one column is
//!   made of row values that their own question shows. So it could be computed without any table, and [`super::pieces`]
//!   guards it.
//!
//! Answers that were deleted are in the counts of the questions and in no table; they count as given to neither value of
//! the other question.
//!
//! A count of nobody tells more than a sum does, for each of its cells is nobody too. Within one view this changes nothing
//! above. Where everybody in a view gave one answer, its table is known to all: it cuts the others as if it were shown.
//! Not guarded: other counts of nobody, put together from several views; groups of different cells in different units, taken
//! together only (some in one year with some others in another); several tables of three questions.

use crate::questionnaires::suppression::is_small;
use std::collections::BTreeMap;

/// Which values stand for themselves in a table, by their position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Grid {
    pub rows: Vec<bool>,
    pub columns: Vec<bool>,
}

impl Grid {
    fn is_empty(&self) -> bool {
        !self.rows.contains(&true) || !self.columns.contains(&true)
    }

    fn nothing(&self) -> Self {
        Self { rows: vec![false; self.rows.len()], columns: vec![false; self.columns.len()] }
    }

    /// How many cells a unit has: those of all values, one line and one column more.
    fn cells(&self) -> usize {
        (self.rows.len() + 1) * (self.columns.len() + 1)
    }

    /// Row and column of a cell.
    fn place(&self, cell: usize) -> (usize, usize) {
        (cell / (self.columns.len() + 1), cell % (self.columns.len() + 1))
    }

    /// The cell of the grid that a cell belongs to.
    fn of(&self, cell: usize) -> usize {
        let line = |shown: &[bool], line: usize| if shown.get(line) == Some(&true) { line } else { shown.len() };
        let (row, column) = self.place(cell);
        line(&self.rows, row) * (self.columns.len() + 1) + line(&self.columns, column)
    }
}

/// What one unit holds of two questions.
pub(super) struct UnitTable {
    people: u32,
    /// Line by line: the columns, then who gave this row's answer and none of the columns'; last a line of those who gave none
    /// of the rows' answers.
    cells: Vec<u32>,
}

impl UnitTable {
    /// `pairs` by row and column; `rows` and `columns` are how often each value was given at all.
    pub fn new(pairs: &[Vec<u32>], rows: &[u32], columns: &[u32], people: u32) -> Self {
        let mut cells: Vec<u32> = Vec::new();
        for (line, given) in pairs.iter().zip(rows) {
            cells.extend(line);
            cells.push(given.saturating_sub(line.iter().sum()));
        }
        for (column, given) in columns.iter().enumerate() {
            cells.push(given.saturating_sub(pairs.iter().map(|line| line[column]).sum()));
        }
        cells.push(people.saturating_sub(cells.iter().sum()));
        Self { people, cells }
    }
}

/// The tables of two questions in all views.
pub(super) struct Tables<'a> {
    /// As [`super::pieces::Views`]: which units each one holds, in the order in which it is decided.
    pub views: &'a [Vec<bool>],
    pub units: Vec<UnitTable>,
    /// By view: the values whose own count is shown.
    pub shown: Vec<Grid>,
    pub threshold: u32,
}

/// By unit and cell, the piece into which the tables of several views have cut it. Piece 0 stands in no table.
struct Pieces {
    of: Vec<Vec<usize>>,
    /// The last piece that has been made.
    last: usize,
}

impl Pieces {
    /// By piece, whether a view holds some of it.
    fn inside(&self, view: &[bool]) -> Vec<bool> {
        let mut found = vec![false; self.last + 1];
        for (own, _) in self.of.iter().zip(view).filter(|(_, inside)| **inside) {
            own.iter().for_each(|piece| found[*piece] = true);
        }
        found
    }
}

impl Tables<'_> {
    /// The grid of one view.
    pub fn grid(&self, wanted: usize) -> Grid {
        let cells = self.shown[wanted].cells();
        let mut pieces = Pieces { of: vec![vec![0; cells]; self.units.len()], last: 0 };
        for view in (0..self.views.len()).filter(|view| self.is_known(*view)) {
            self.cut(view, &self.shown[view], &mut pieces);
        }
        for view in 0..wanted {
            let grid = self.largest(view, &pieces);
            if !grid.is_empty() {
                self.cut(view, &grid, &mut pieces);
            }
        }
        self.largest(wanted, &pieces)
    }

    /// Whether everybody in this view gave one and the same answer to one of the questions, and the view says so.
    fn is_known(&self, view: usize) -> bool {
        let people: u32 = self.inside(view).map(|unit| unit.people).sum();
        let (rows, columns) = self.given(view);
        let has_all =
            |shown: &[bool], given: &[u32]| shown.iter().zip(given).any(|(shown, given)| *shown && *given == people);
        people > 0 && (has_all(&self.shown[view].rows, &rows) || has_all(&self.shown[view].columns, &columns))
    }

    /// The grid with the most values of which no cell is small.
    fn largest(&self, view: usize, pieces: &Pieces) -> Grid {
        let mut grid = self.shown[view].clone();
        let (rows, columns) = self.given(view);
        while !grid.is_empty() {
            let Some(cell) = self.small(view, &grid, pieces) else { return grid };
            let (row, column) = grid.place(cell);
            match (candidate(&grid.rows, row, &rows), candidate(&grid.columns, column, &columns)) {
                (Some((row, given)), other) if other.is_none_or(|(_, others)| given < others) => grid.rows[row] = false,
                (_, Some((column, _))) => grid.columns[column] = false,
                _ => break,
            }
        }
        grid.nothing()
    }

    /// A cell of the grid that would be small, or its part in one piece; the last cell where that lies outside of the view.
    fn small(&self, view: usize, grid: &Grid, pieces: &Pieces) -> Option<usize> {
        let is_concerned = pieces.inside(&self.views[view]);
        // By piece, and by cell of the grid counted from 1: 0 is outside, of which nothing is known in piece 0.
        let mut blocks: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for ((unit, inside), own) in self.units.iter().zip(&self.views[view]).zip(&pieces.of) {
            for (cell, (count, piece)) in unit.cells.iter().zip(own).enumerate() {
                let class = if *inside { 1 + grid.of(cell) } else { 0 };
                if is_concerned[*piece] && (*piece, class) != (0, 0) {
                    *blocks.entry((*piece, class)).or_default() += count;
                }
            }
        }
        let mut parts: BTreeMap<usize, u32> = BTreeMap::new();
        for (piece, _) in blocks.keys() {
            *parts.entry(*piece).or_default() += 1;
        }
        let is_cut = |piece: usize| piece == 0 || parts.get(&piece).is_some_and(|parts| *parts > 1);
        let tells = |(place, count): &(&(usize, usize), &u32)| is_cut(place.0) && is_small(**count, self.threshold);
        let (place, _) = blocks.iter().find(tells)?;
        Some(place.1.checked_sub(1).unwrap_or(grid.cells() - 1))
    }

    fn cut(&self, view: usize, grid: &Grid, pieces: &mut Pieces) {
        let Pieces { of, last } = pieces;
        let mut made: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (own, _) in of.iter_mut().zip(&self.views[view]).filter(|(_, inside)| **inside) {
            for (cell, piece) in own.iter_mut().enumerate() {
                let new = made.entry((*piece, grid.of(cell))).or_insert_with(|| {
                    *last += 1;
                    *last
                });
                *piece = *new;
            }
        }
    }

    fn inside(&self, view: usize) -> impl Iterator<Item = &UnitTable> {
        self.units.iter().zip(&self.views[view]).filter(|(_, inside)| **inside).map(|(unit, _)| unit)
    }

    /// How often each value of the rows and of the columns was given in a view.
    fn given(&self, view: usize) -> (Vec<u32>, Vec<u32>) {
        let grid = &self.shown[view];
        let mut given = (vec![0; grid.rows.len() + 1], vec![0; grid.columns.len() + 1]);
        for unit in self.inside(view) {
            for (cell, count) in unit.cells.iter().enumerate() {
                let (row, column) = grid.place(cell);
                given.0[row] += count;
                given.1[column] += count;
            }
        }
        given
    }
}

/// Which value leaves the grid on account of this line: its own, or the rarest where the line is not that of one value. With how
/// often it was given.
fn candidate(shown: &[bool], line: usize, given: &[u32]) -> Option<(usize, u32)> {
    if line < shown.len() {
        return Some((line, given[line]));
    }
    let filled = (0..shown.len()).filter(|line| shown[*line] && given[*line] > 0);
    filled.map(|line| (line, given[line])).min_by_key(|(_, given)| *given)
}
