//! A table of thousands of rows: of its scrolling frame only the rows near what is in sight are drawn.
//!
//! Screen readers learn the whole count and the place of each row. Blocks of rows stay where they are in the page, and the
//! block that has the focus stays drawn, so that scrolling never takes the focus away.

use super::{
    table::{Column, Sorting, body_cells, header, sort},
    window::{self, Frame},
};
use leptos::{ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};
use std::ops::Range;

/// Until the page was measured.
const SUPPOSED: Frame = Frame { top: 0, height: 800, row: 40 };

/// What a long table knows of its frame.
#[derive(Clone, Copy)]
struct Long {
    frame: NodeRef<html::Div>,
    rows: Memo<usize>,
    columns: usize,
    /// Height of a row in pixels, measured once the rows stand.
    row: RwSignal<usize>,
    /// The blocks that are drawn.
    shown: RwSignal<Range<usize>>,
    /// The block that had the focus last.
    held: RwSignal<Option<usize>>,
    /// While the page is printed everything is drawn.
    printing: RwSignal<bool>,
}

impl Long {
    fn new(rows: Memo<usize>, columns: usize) -> Self {
        Self {
            frame: NodeRef::new(),
            rows,
            columns,
            row: RwSignal::new(SUPPOSED.row),
            shown: RwSignal::new(window::drawn(SUPPOSED, rows.get_untracked())),
            held: RwSignal::new(None),
            printing: RwSignal::new(false),
        }
    }

    /// Draws what is in sight now.
    fn look(self) {
        let Some(frame) = self.frame.get_untracked() else { return };
        let pixels = |pixels: i32| usize::try_from(pixels).unwrap_or_default();
        let seen = Frame {
            top: pixels(frame.scroll_top()),
            height: pixels(frame.client_height()),
            row: self.row.get_untracked(),
        };
        let shown = window::drawn(seen, self.rows.get_untracked());
        // Only a change is told: every block listens.
        if self.shown.with_untracked(|before| *before != shown) {
            self.shown.set(shown);
        }
    }

    /// Learns how high rows are, which depends on font and zoom.
    fn measure(self) {
        if let Some(row) = self.frame.get_untracked().and_then(|frame| row_height(&frame))
            && row != self.row.get_untracked()
        {
            self.row.set(row);
        }
        self.look();
    }

    fn draws(self, block: usize) -> bool {
        self.printing.get() || self.held.get() == Some(block) || self.shown.with(|shown| shown.contains(&block))
    }

    fn left_out(self) -> usize {
        let (rows, held) = (self.rows.get(), self.held.get());
        if self.printing.get() { 0 } else { self.shown.with(|shown| window::left_out(shown, held, rows)) }
    }
}

/// The mean height of the rows of the first block that is drawn; `None` where nothing is or has a height.
fn row_height(frame: &web_sys::Element) -> Option<usize> {
    let row = frame.query_selector("tbody > tr[aria-rowindex]").ok().flatten()?;
    let block = row.parent_element()?;
    let rows = usize::try_from(block.child_element_count()).ok()?;
    let height = usize::try_from(block.dyn_ref::<web_sys::HtmlElement>()?.offset_height()).ok()?;
    height.checked_div(rows).filter(|height| *height > 0)
}

/// A [`super::SortedTable`] that is too long to be drawn whole.
#[component]
pub(super) fn LongTable<T>(
    caption: String,
    caption_hidden: bool,
    columns: StoredValue<Vec<Column<T>>>,
    sorting: RwSignal<Option<Sorting>>,
    rows: Signal<Vec<T>>,
    footer: Option<ViewFn>,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let sorted = Memo::new_with_compare(
        move |_| {
            let mut rows = rows.get();
            columns.with_value(|columns| sort(&mut rows, columns, sorting.get()));
            rows
        },
        |_, _| true,
    );
    let long = Long::new(Memo::new(move |_| sorted.with(Vec::len)), columns.with_value(Vec::len));
    follow(long);
    let head = columns.with_value(|columns| {
        columns.iter().enumerate().map(|(position, column)| header(position, column, sorting)).collect_view()
    });
    let body =
        move || (0..window::blocks(long.rows.get())).map(|number| block(long, number, sorted, columns)).collect_view();
    let sums = usize::from(footer.is_some());
    let count = move || long.rows.get().saturating_add(1 + sums).to_string();
    let name = caption.clone();
    view! {
        <p class="muted">
            {move || long.rows.get()} " Zeilen. Die Suche des Browsers findet nur Zeilen, die gerade zu sehen sind."
        </p>
        <div class="table-scroll table-scroll--long" role="region" tabindex="0" aria-label=name node_ref=long.frame
            on:scroll=move |_| long.look()>
            <table class="kern-table" aria-rowcount=count>
                <caption class:kern-sr-only=caption_hidden>{caption}</caption>
                <thead><tr class="kern-table__row" aria-rowindex="1">{head}</tr></thead>
                {body}
                {footer.map(|footer| view! { <tfoot>{footer.run()}</tfoot> })}
            </table>
        </div>
        <p class="table__missing">{move || missing(long)}</p>
    }
}

/// Measures when the rows stand or the window changes, and draws everything for paper.
fn follow(long: Long) {
    Effect::new(move |_| {
        // Another number of rows may end before the place where the frame stood.
        long.rows.track();
        if long.frame.get().is_some() {
            long.measure();
        }
    });
    let resized = window_event_listener(ev::resize, move |_| long.measure());
    let begins = window_event_listener(ev::beforeprint, move |_| long.printing.set(true));
    let ended = window_event_listener(ev::afterprint, move |_| long.printing.set(false));
    on_cleanup(move || {
        resized.remove();
        begins.remove();
        ended.remove();
    });
}

/// Read on paper only, where the browser did not wait until everything was drawn.
fn missing(long: Long) -> Option<String> {
    let (left, rows) = (long.left_out(), long.rows.get());
    (left > 0).then(|| format!("Nicht gedruckt sind {left} von {rows} Zeilen."))
}

/// Rows that are drawn together, or the room that they would take.
fn block<T>(
    long: Long,
    number: usize,
    sorted: Memo<Vec<T>>,
    columns: StoredValue<Vec<Column<T>>>,
) -> impl IntoView + use<T>
where
    T: Clone + Send + Sync + 'static,
{
    let is_drawn = Memo::new(move |_| long.draws(number));
    let content = move || {
        if !is_drawn.get() {
            return gap(long, number).into_any();
        }
        let lines = sorted.with(|rows| {
            let range = window::rows_of(number, rows.len());
            let found = rows.get(range.clone()).unwrap_or_default();
            columns.with_value(|columns| {
                range.zip(found).map(|(position, row)| line(position, row, columns)).collect_view()
            })
        });
        lines.into_any()
    };
    view! { <tbody on:focusin=move |_| long.held.set(Some(number))>{content}</tbody> }
}

/// The head is row 1.
fn line<T>(position: usize, row: &T, columns: &[Column<T>]) -> impl IntoView + use<T> {
    let cells = body_cells(row, columns);
    view! { <tr class="kern-table__row" aria-rowindex=position.saturating_add(2).to_string()>{cells}</tr> }
}

fn gap(long: Long, block: usize) -> impl IntoView {
    let height = move || format!("{}px", window::gap(block, long.rows.get(), long.row.get()));
    let columns = long.columns.to_string();
    view! { <tr class="table__gap" aria-hidden="true"><td colspan=columns style:height=height></td></tr> }
}
