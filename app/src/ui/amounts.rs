//! Amounts as bars beside their numbers: like [`super::BarChart`], with columns of the caller's own.

use super::TableFrame;
use leptos::prelude::*;

/// One line of an [`AmountChart`].
pub struct AmountBar {
    pub label: AnyView,
    /// The outlined length, in any unit.
    pub whole: u64,
    /// The filled length, in the same unit; `None` fills the whole.
    pub part: Option<u64>,
    /// One a column, in the order of the heads.
    pub cells: Vec<AnyView>,
}

/// A table with bars. What colour and length say stands in the cells as well.
#[component]
pub fn AmountChart(
    #[prop(into)] caption: String,
    /// The heading above says the same already.
    #[prop(optional)]
    caption_hidden: bool,
    /// What the lines are, then what the columns are.
    name: &'static str,
    heads: Vec<&'static str>,
    bars: Vec<AmountBar>,
    /// What all lengths refer to; the longest where it is `None`.
    #[prop(optional)]
    out_of: Option<u64>,
) -> impl IntoView {
    let longest = bars.iter().map(|bar| bar.whole.max(bar.part.unwrap_or_default())).max().unwrap_or_default();
    let scale = out_of.unwrap_or(longest).max(longest).max(1);
    let heads = heads
        .into_iter()
        .map(|head| view! { <th class="kern-table__header kern-table__header--numeric" scope="col">{head}</th> })
        .collect_view();
    let rows = bars.into_iter().map(|bar| row(bar, scale)).collect_view();
    view! {
        <div class="chart chart--wide">
            <TableFrame caption caption_hidden>
                <thead><tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">{name}</th>
                    <td class="kern-table__header" aria-hidden="true"></td>
                    {heads}
                </tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </div>
    }
}

fn row(bar: AmountBar, scale: u64) -> impl IntoView {
    let AmountBar { label, whole, part, cells } = bar;
    let (outline, filled) = (per_mille(whole, scale), per_mille(part.unwrap_or(whole), scale));
    let cells = cells
        .into_iter()
        .map(|cell| view! { <td class="kern-table__cell kern-table__cell--numeric">{cell}</td> })
        .collect_view();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{label}</th>
            <td class="kern-table__cell chart__bar" aria-hidden="true">
                <svg viewBox="0 0 1000 10" preserveAspectRatio="none" focusable="false">
                    <rect class="chart__track" width="1000" height="10" />
                    <rect class="chart__outline" width=outline.to_string() height="10" />
                    <rect class="chart__value" width=filled.to_string() height="10" />
                </svg>
            </td>
            {cells}
        </tr>
    }
}

fn per_mille(length: u64, scale: u64) -> u64 {
    u128::from(length)
        .saturating_mul(1_000)
        .checked_div(u128::from(scale))
        .and_then(|part| u64::try_from(part).ok())
        .unwrap_or_default()
        .min(1_000)
}

#[cfg(test)]
mod tests {
    use super::per_mille;

    #[test]
    fn lengths_are_parts_of_the_longest() {
        assert_eq!(
            [per_mille(0, 4), per_mille(1, 4), per_mille(4, 4), per_mille(5, 4), per_mille(1, 0)],
            [0, 250, 1_000, 1_000, 0]
        );
        assert_eq!(per_mille(u64::MAX, u64::MAX), 1_000);
    }
}
