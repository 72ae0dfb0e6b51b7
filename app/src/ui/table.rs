//! Tables: a frame that scrolls sideways, and a table whose columns sort.

use super::{long_table::LongTable, window};
use leptos::prelude::*;
use std::{borrow::Cow, cmp::Ordering, collections::HashMap, sync::Arc};

/// A table in a frame that scrolls sideways where it does not fit; rows and cells are the caller's, in KERN's classes.
#[component]
pub fn TableFrame(
    /// Heading of the table, also read out as the name of the scrolling frame.
    #[prop(into)]
    caption: String,
    /// The heading above the table says the same already.
    #[prop(optional)]
    caption_hidden: bool,
    children: Children,
) -> impl IntoView {
    let name = caption.clone();
    view! {
        <div class="table-scroll" role="region" tabindex="0" aria-label=name>
            <table class="kern-table">
                <caption class:kern-sr-only=caption_hidden>{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// What stands above a column of a table whose rows are the caller's.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    label: &'static str,
    numeric: bool,
}

impl Head {
    pub const fn text(label: &'static str) -> Self {
        Self { label, numeric: false }
    }

    /// Above figures, which stand at the right.
    pub const fn number(label: &'static str) -> Self {
        Self { label, numeric: true }
    }
}

/// The head of a table whose rows are the caller's.
pub fn heads<const N: usize>(columns: [Head; N]) -> impl IntoView {
    let columns = columns.map(|Head { label, numeric }| {
        view! { <th class=header_class(numeric) scope="col">{label}</th> }
    });
    view! { <thead><tr class="kern-table__row">{columns.into_iter().collect_view()}</tr></thead> }
}

fn header_class(numeric: bool) -> &'static str {
    if numeric { "kern-table__header kern-table__header--numeric" } else { "kern-table__header" }
}

/// One column of a [`SortedTable`].
#[derive(Clone)]
pub struct Column<T: 'static> {
    label: Cow<'static, str>,
    numeric: bool,
    order: Option<fn(&T, &T) -> Ordering>,
    cell: Arc<dyn Fn(&T) -> AnyView + Send + Sync>,
}

impl<T: 'static> Column<T> {
    /// A column of text or links.
    pub fn new<V: IntoAny>(label: &'static str, cell: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        Self { label: label.into(), numeric: false, order: None, cell: Arc::new(move |row| cell(row).into_any()) }
    }

    /// A column of figures: right-aligned, digits under digits.
    pub fn number<V: IntoAny>(label: &'static str, cell: impl Fn(&T) -> V + Send + Sync + 'static) -> Self {
        Self { numeric: true, ..Self::new(label, cell) }
    }

    /// With a label that somebody has typed.
    pub fn named(self, label: String) -> Self {
        Self { label: label.into(), ..self }
    }

    /// Lets people sort by this column.
    pub fn sorted_by(self, order: fn(&T, &T) -> Ordering) -> Self {
        Self { order: Some(order), ..self }
    }

    fn header_class(&self) -> &'static str {
        header_class(self.numeric)
    }

    fn cell_class(&self) -> &'static str {
        if self.numeric { "kern-table__cell kern-table__cell--numeric" } else { "kern-table__cell" }
    }
}

/// By which column the rows stand, and whether from large to small.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Sorting {
    column: usize,
    descending: bool,
}

/// A table of `rows` whose first column names the row; columns with an order sort on a click on their header.
///
/// Equal rows keep the order in which they came.
#[component]
pub fn SortedTable<T>(
    #[prop(into)] caption: String,
    #[prop(optional)] caption_hidden: bool,
    columns: Vec<Column<T>>,
    #[prop(into)] rows: Signal<Vec<T>>,
    /// A `<tr>` of sums.
    #[prop(optional, into)]
    footer: Option<ViewFn>,
    /// Hundreds of rows and more are drawn in part: only for rows that keep nothing a person has typed, because what is not
    /// in sight is forgotten.
    #[prop(optional)]
    windowed: bool,
    /// Of rows that are read anew while somebody looks at them: one whose key has been there before stays as it is drawn, with the
    /// question that is open in it ([`super::as_sent`]). Not together with `windowed`.
    #[prop(optional)]
    key: Option<fn(&T) -> String>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let sorting = RwSignal::new(None::<Sorting>);
    let columns = StoredValue::new(columns);
    if !windowed {
        return whole(caption, caption_hidden, columns, sorting, rows, footer, key);
    }
    let is_long = Memo::new(move |_| window::is_long(rows.with(Vec::len)));
    let table = move || {
        let (caption, footer) = (caption.clone(), footer.clone());
        if is_long.get() {
            view! { <LongTable caption caption_hidden columns sorting rows footer /> }.into_any()
        } else {
            whole(caption, caption_hidden, columns, sorting, rows, footer, None)
        }
    };
    table.into_any()
}

/// A table that draws every row.
fn whole<T>(
    caption: String,
    caption_hidden: bool,
    columns: StoredValue<Vec<Column<T>>>,
    sorting: RwSignal<Option<Sorting>>,
    rows: Signal<Vec<T>>,
    footer: Option<ViewFn>,
    key: Option<fn(&T) -> String>,
) -> AnyView
where
    T: Clone + Send + Sync + 'static,
{
    let head = columns.with_value(|columns| {
        columns.iter().enumerate().map(|(position, column)| header(position, column, sorting)).collect_view()
    });
    let sorted = move || {
        let mut rows = rows.get();
        columns.with_value(|columns| sort(&mut rows, columns, sorting.get()));
        rows
    };
    let drawn = move |row: T| columns.with_value(|columns| body_row(&row, columns));
    let body = match key {
        Some(key) => {
            let each = move || numbered(sorted(), key);
            view! { <For each key=|(key, _)| key.clone() let((_, row))>{drawn(row)}</For> }.into_any()
        }
        None => (move || sorted().into_iter().map(drawn).collect_view()).into_any(),
    };
    view! {
        <TableFrame caption caption_hidden>
            <thead><tr class="kern-table__row">{head}</tr></thead>
            <tbody>{body}</tbody>
            {footer.map(|footer| view! { <tfoot>{footer.run()}</tfoot> })}
        </TableFrame>
    }
    .into_any()
}

/// Each row with its key and with how many before it have the same: of two people with one name and nothing else both stand there.
fn numbered<T>(rows: Vec<T>, key: fn(&T) -> String) -> Vec<((String, usize), T)> {
    let mut seen = HashMap::<String, usize>::new();
    let with_key = |row: T| {
        let key = key(&row);
        let before = seen.entry(key.clone()).or_default();
        let number = *before;
        *before += 1;
        ((key, number), row)
    };
    rows.into_iter().map(with_key).collect()
}

pub(super) fn sort<T>(rows: &mut [T], columns: &[Column<T>], sorting: Option<Sorting>) {
    let Some(Sorting { column, descending }) = sorting else { return };
    let Some(order) = columns.get(column).and_then(|column| column.order) else { return };
    rows.sort_by(|a, b| if descending { order(b, a) } else { order(a, b) });
}

pub(super) fn header<T>(position: usize, column: &Column<T>, sorting: RwSignal<Option<Sorting>>) -> AnyView {
    let (label, class) = (column.label.clone(), column.header_class());
    if column.order.is_none() {
        return view! { <th class=class scope="col">{label}</th> }.into_any();
    }
    let own = move || sorting.get().filter(|sorting| sorting.column == position);
    let direction = move || own().map(|sorting| if sorting.descending { "descending" } else { "ascending" });
    let arrow = move || match own() {
        None => "↕",
        Some(sorting) if sorting.descending => "↓",
        Some(_) => "↑",
    };
    let turn = move |_| {
        let descending = own().is_some_and(|sorting| !sorting.descending);
        sorting.set(Some(Sorting { column: position, descending }));
    };
    view! {
        <th class=class scope="col" aria-sort=direction>
            <button class="table__sort" type="button" on:click=turn>
                {label}
                <span class="table__arrow" aria-hidden="true">{arrow}</span>
            </button>
        </th>
    }
    .into_any()
}

fn body_row<T>(row: &T, columns: &[Column<T>]) -> impl IntoView + use<T> {
    let cells = body_cells(row, columns);
    view! { <tr class="kern-table__row">{cells}</tr> }
}

/// The cells of a row; the first one names it.
pub(super) fn body_cells<T>(row: &T, columns: &[Column<T>]) -> Vec<AnyView> {
    columns
        .iter()
        .enumerate()
        .map(|(position, column)| {
            let content = (column.cell)(row);
            if position == 0 {
                view! { <th class="kern-table__header" scope="row">{content}</th> }.into_any()
            } else {
                view! { <td class=column.cell_class()>{content}</td> }.into_any()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::numbered;

    #[test]
    fn rows_that_say_the_same_have_a_key_each() {
        let rows = numbered(vec!["Kim", "Ada", "Kim"], |row| (*row).to_owned());
        let keys: Vec<_> = rows.iter().map(|((key, number), _)| (key.as_str(), *number)).collect();
        assert_eq!(keys, [("Kim", 0), ("Ada", 0), ("Kim", 1)]);
    }
}
