//! Which rows of a long table are drawn: arithmetic alone, in pixels of the style sheet.
//!
//! Rows stand in blocks that are drawn or left empty as a whole, so that what is drawn already never moves in the page.

use std::ops::Range;

/// Rows of a block.
pub const BLOCK: usize = 20;

/// A table with more rows than this is drawn in part.
const LONG_FROM: usize = 200;

/// Blocks that are drawn above and below those in sight, so that quick scrolling and the Tab key meet rows.
const OVERSCAN: usize = 1;

/// Where the scrolling frame of a table stands, and how high its rows are. Heights of 0 count as 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Pixels that are scrolled away above.
    pub top: usize,
    /// Pixels in sight.
    pub height: usize,
    /// Pixels of one row.
    pub row: usize,
}

/// Whether a table of so many rows is drawn in part.
pub fn is_long(rows: usize) -> bool {
    rows > LONG_FROM
}

/// The place of the row of sums in a table of so many rows, for `aria-rowindex`; `None` where every row is drawn.
pub fn sums_index(rows: usize) -> Option<String> {
    is_long(rows).then(|| rows.saturating_add(2).to_string())
}

/// Blocks of so many rows; the last one may be short.
pub fn blocks(rows: usize) -> usize {
    rows.div_ceil(BLOCK)
}

/// The rows of a block; none for a block behind the last one.
pub fn rows_of(block: usize, rows: usize) -> Range<usize> {
    let from = block.saturating_mul(BLOCK).min(rows);
    from..from.saturating_add(BLOCK).min(rows)
}

/// The blocks to draw: those in sight and their neighbours. Never empty while there are rows, never behind the last block.
pub fn drawn(frame: Frame, rows: usize) -> Range<usize> {
    let all = blocks(rows);
    let Some(last) = all.checked_sub(1) else { return 0..0 };
    let block = frame.row.max(1).saturating_mul(BLOCK);
    let first_seen = (frame.top / block).min(last);
    let last_seen = (frame.top.saturating_add(frame.height) / block).clamp(first_seen, last);
    first_seen.saturating_sub(OVERSCAN)..last_seen.saturating_add(1 + OVERSCAN).min(all)
}

/// Pixels that a block takes while it is not drawn.
pub fn gap(block: usize, rows: usize, row: usize) -> usize {
    rows_of(block, rows).len().saturating_mul(row.max(1))
}

/// How many rows are not drawn when these blocks are, and `held` besides.
pub fn left_out(shown: &Range<usize>, held: Option<usize>, rows: usize) -> usize {
    let held = held.filter(|held| !shown.contains(held));
    let is_there = shown.clone().chain(held).map(|block| rows_of(block, rows).len()).sum::<usize>();
    rows.saturating_sub(is_there)
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Frame, blocks, drawn, gap, is_long, left_out, rows_of, sums_index};

    const SIZES: [usize; 12] = [0, 1, 19, 20, 21, 98, 200, 201, 5_000, 60_000, 60_001, usize::MAX];

    #[test]
    fn blocks_hold_each_row_once_and_in_order() {
        for rows in SIZES.into_iter().filter(|rows| *rows < 100_000) {
            let found = (0..blocks(rows)).flat_map(|block| rows_of(block, rows)).collect::<Vec<_>>();
            assert_eq!(found, (0..rows).collect::<Vec<_>>(), "{rows} rows");
            assert!(rows_of(blocks(rows), rows).is_empty());
            assert!(rows_of(usize::MAX, rows).is_empty());
        }
    }

    #[test]
    fn what_is_in_sight_is_drawn_and_nothing_out_of_bounds() {
        let pixels = [0, 1, 39, 40, 41, 799, 800, 801, 12_345, 199_999, 200_000, 2_400_000, usize::MAX];
        for rows in SIZES {
            for (top, height, row) in pixels.iter().flat_map(|top| {
                pixels.iter().flat_map(move |height| [0, 1, 40, 173, usize::MAX].map(|row| (*top, *height, row)))
            }) {
                let frame = Frame { top, height, row };
                let found = drawn(frame, rows);
                assert!(found.start <= found.end && found.end <= blocks(rows), "{frame:?}, {rows} rows: {found:?}");
                assert_eq!(found.is_empty(), rows == 0, "{frame:?}, {rows} rows");
                let row = row.max(1);
                // Every row that begins in sight, as long as the table reaches that far.
                for place in [top, top.saturating_add(height)] {
                    let at = (place / row / BLOCK).min(blocks(rows).saturating_sub(1));
                    assert!(rows == 0 || found.contains(&at), "{frame:?}, {rows} rows: {found:?} without {at}");
                }
            }
        }
    }

    #[test]
    fn a_frame_of_usual_size_draws_few_rows_wherever_it_stands() {
        for top in (0..200_000).step_by(7) {
            let found = drawn(Frame { top, height: 640, row: 40 }, 5_000);
            assert!(found.len() <= 4, "{top}: {found:?}");
        }
    }

    #[test]
    fn rows_and_gaps_keep_the_height_of_the_whole() {
        for rows in [201, 5_000, 5_001] {
            for top in (0..210_000).step_by(997) {
                let shown = drawn(Frame { top, height: 640, row: 40 }, rows);
                let rest = (0..blocks(rows)).filter(|block| !shown.contains(block)).map(|block| gap(block, rows, 40));
                let inside = shown.clone().map(|block| rows_of(block, rows).len() * 40);
                assert_eq!(rest.sum::<usize>() + inside.sum::<usize>(), rows * 40);
            }
        }
    }

    #[test]
    fn what_is_left_out_is_counted() {
        assert_eq!(left_out(&(0..2), None, 5_000), 4_960);
        assert_eq!(left_out(&(0..2), Some(1), 5_000), 4_960);
        assert_eq!(left_out(&(0..2), Some(250), 5_001), 4_960, "the last block has one row");
        assert_eq!(left_out(&(0..blocks(5_000)), None, 5_000), 0);
    }

    #[test]
    fn short_tables_are_drawn_whole() {
        assert!(!is_long(200));
        assert!(is_long(201));
        assert_eq!(sums_index(200), None);
        assert_eq!(sums_index(5_000).as_deref(), Some("5002"));
    }
}
