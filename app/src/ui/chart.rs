//! Counts as bars beside their numbers.

use super::TableFrame;
use leptos::prelude::*;

/// One line of a [`BarChart`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    pub label: String,
    /// `None` when the count is too small to be shown.
    pub count: Option<u64>,
}

/// Counts of answers as a table with bars. The longest bar is `out_of`, or the largest count when there is none.
#[component]
pub fn BarChart(
    #[prop(into)] caption: String,
    bars: Vec<Bar>,
    /// What all counts refer to, for example the number of people who answered.
    #[prop(optional)]
    out_of: Option<u64>,
) -> impl IntoView {
    let largest = bars.iter().filter_map(|bar| bar.count).max().unwrap_or_default();
    let scale = out_of.unwrap_or(largest).max(largest).max(1);
    let rows = bars.into_iter().map(|bar| view! { <BarRow bar scale share=out_of.is_some() /> }).collect_view();
    let share = out_of.is_some().then(|| {
        view! { <th class="kern-table__header kern-table__header--numeric" scope="col">"Anteil"</th> }
    });
    view! {
        <div class="chart">
            <TableFrame caption>
                <thead><tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">"Antwort"</th>
                    <td class="kern-table__header" aria-hidden="true"></td>
                    <th class="kern-table__header kern-table__header--numeric" scope="col">"Anzahl"</th>
                    {share}
                </tr></thead>
                <tbody>{rows}</tbody>
            </TableFrame>
        </div>
    }
}

#[component]
fn BarRow(bar: Bar, scale: u64, share: bool) -> impl IntoView {
    let width = percent(bar.count.unwrap_or_default(), scale);
    let count = bar.count.map_or_else(|| "zu wenige, nicht gezeigt".to_owned(), |count| count.to_string());
    let share = share.then(|| {
        let text = bar.count.map_or_else(|| "–".to_owned(), |count| format!("{} %", percent(count, scale)));
        view! { <td class="kern-table__cell kern-table__cell--numeric">{text}</td> }
    });
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{bar.label}</th>
            <td class="kern-table__cell chart__bar" aria-hidden="true">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" focusable="false">
                    <rect class="chart__track" width="100" height="10" />
                    <rect class="chart__value" width=width.to_string() height="10" />
                </svg>
            </td>
            <td class="kern-table__cell kern-table__cell--numeric">{count}</td>
            {share}
        </tr>
    }
}

/// Whole percent, half rounded up; 0 for a scale of 0.
fn percent(count: u64, scale: u64) -> u64 {
    (count.saturating_mul(200) + scale).checked_div(scale.saturating_mul(2)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn percent_is_whole_and_rounded() {
        assert_eq!([percent(0, 3), percent(1, 3), percent(2, 3), percent(3, 3), percent(1, 0)], [0, 33, 67, 100, 0]);
    }
}
