//! Questions with one scale: bars of equal length beneath each other, with their counts.

use super::TableFrame;
use leptos::prelude::*;

/// One line of a [`StackedChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StackedBar {
    pub label: String,
    /// A count for each answer of the scale; `None` when it is too small to be shown.
    pub counts: Vec<Option<u64>>,
    /// Who answered; `None` when it is too small to be shown.
    pub total: Option<u64>,
}

/// Shares of a scale's answers as a table with stacked bars: the numbers beside them say what colours only hint at.
#[component]
pub fn StackedChart(#[prop(into)] caption: String, answers: Vec<String>, bars: Vec<StackedBar>) -> impl IntoView {
    let steps = answers.len();
    let heads = answers.into_iter().enumerate().map(|(step, answer)| {
        view! {
            <th class="kern-table__header kern-table__header--numeric" scope="col">
                <svg class="chart__swatch" viewBox="0 0 10 10" aria-hidden="true" focusable="false">
                    <rect width="10" height="10" style=shade(step, steps) />
                </svg>
                " " {answer}
            </th>
        }
    });
    let heads = heads.collect_view();
    let rows = bars.into_iter().map(|bar| view! { <StackedRow bar /> }).collect_view();
    view! {
        <div class="chart chart--wide">
            <TableFrame caption>
                <thead><tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">"Frage"</th>
                    <td class="kern-table__header" aria-hidden="true"></td>
                    {heads}
                </tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </div>
    }
}

#[component]
fn StackedRow(bar: StackedBar) -> impl IntoView {
    let StackedBar { label, counts, total } = bar;
    let steps = counts.len();
    let cells = counts.iter().map(|count| {
        let text = count.map_or("zu wenige".to_owned(), |count| count.to_string());
        view! { <td class="kern-table__cell kern-table__cell--numeric">{text}</td> }
    });
    let cells = cells.collect_view();
    let parts = stacked_parts(&counts, total).into_iter().enumerate().map(|(step, (from, length))| {
        view! {
            <rect x=from.to_string() width=length.to_string() height="10" style=shade(step, steps) />
        }
    });
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{label}</th>
            <td class="kern-table__cell chart__bar" aria-hidden="true">
                <svg viewBox="0 0 1000 10" preserveAspectRatio="none" focusable="false">
                    <rect class="chart__track" width="1000" height="10" />
                    {parts.collect_view()}
                </svg>
            </td>
            {cells}
        </tr>
    }
}

/// Begin and length of each answer's part of a bar of 1000; what is not shown leaves a gap at its place only when the
/// total is known, and a bar without a total stays empty.
pub fn stacked_parts(counts: &[Option<u64>], total: Option<u64>) -> Vec<(u64, u64)> {
    let total = total.unwrap_or_default();
    let hidden = counts.iter().filter(|count| count.is_none()).count() as u64;
    let shown: u64 = counts.iter().flatten().sum();
    let gap = total.saturating_sub(shown).checked_div(hidden).unwrap_or_default();
    let mut before = 0_u64;
    let mut parts = Vec::with_capacity(counts.len());
    for count in counts {
        let own = count.unwrap_or(gap);
        let at = |position: u64| (position * 1000).checked_div(total).unwrap_or_default();
        let (from, to) = (at(before), at(before + own));
        before += own;
        parts.push((from, if count.is_some() { to - from } else { 0 }));
    }
    parts
}

/// From light to dark, so that neighbours differ also in print and without colours.
fn shade(step: usize, steps: usize) -> String {
    let percent = 20 + step * 80 / steps.saturating_sub(1).max(1);
    format!("fill: color-mix(in oklab, var(--color-action) {percent}%, var(--color-surface))")
}

#[cfg(test)]
mod tests {
    use super::stacked_parts;

    #[test]
    fn parts_fill_the_bar_and_hidden_ones_leave_a_gap() {
        assert_eq!(stacked_parts(&[Some(10), Some(30), Some(0)], Some(40)), [(0, 250), (250, 750), (1000, 0)]);
        assert_eq!(stacked_parts(&[Some(10), None, Some(20)], Some(40)), [(0, 250), (250, 0), (500, 500)]);
        assert_eq!(stacked_parts(&[None, None], None), [(0, 0), (0, 0)]);
    }
}
