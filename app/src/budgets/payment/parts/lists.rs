use crate::{
    budgets::{
        parts::{Amount, Explained, Origin},
        payment::BASE,
    },
    ui::{Badge, Column, Head, NoticeKind, SortedTable, TableFrame, heads},
};
use domain::{
    budgets::payment::{LineRow, LineState, PaymentRow, PaymentStatus, PaymentView, ReturnedRow, german},
    german as common,
};
use leptos::prelude::*;

/// Payment runs of a year.
#[component]
pub fn PaymentTable(rows: Vec<PaymentRow>, explained: Explained) -> impl IntoView {
    let columns = vec![
        Column::new("Monat", |row: &PaymentRow| {
            let href = format!("{BASE}/{}/{}", row.year, row.id);
            let month = german::month_of_year(row.year, row.month);
            view! { <a href=href>{month}</a> }
        })
        .sorted_by(|a, b| a.month.cmp(&b.month)),
        Column::new("Stand", |row: &PaymentRow| {
            let kind = if row.outdated { NoticeKind::Warning } else { kind(row.status) };
            view! { <Badge kind text=german::run_state(row) /> }
        })
        .sorted_by(|a, b| a.status.cmp(&b.status)),
        Column::number("Summe in €", move |row: &PaymentRow| sum(row, explained)).sorted_by(|a, b| a.sum.cmp(&b.sum)),
        Column::number("Zahlungen", |row: &PaymentRow| row.lines),
        Column::number("offen", |row: &PaymentRow| row.open),
        Column::number("zurück", |row: &PaymentRow| row.returned),
    ];
    view! { <SortedTable caption="Zahlläufe" caption_hidden=true columns rows /> }
}

/// Each of its payments explains itself on the page of the payment run.
fn sum(row: &PaymentRow, explained: Explained) -> AnyView {
    let of = format!("Summe {}", german::month_of_year(row.year, row.month));
    view! { <Amount explained origin=Origin::PaymentRun(row.id) text=row.sum.without_sign() of /> }.into_any()
}

fn kind(status: PaymentStatus) -> NoticeKind {
    match status {
        PaymentStatus::Prepared | PaymentStatus::Festgestellt => NoticeKind::Info,
        PaymentStatus::Angeordnet => NoticeKind::Success,
        PaymentStatus::Cancelled => NoticeKind::Warning,
    }
}

/// What came back, and whether it is still to be paid once more. Each amount leads to its payment run, where it explains itself.
#[component]
pub fn ReturnedLines(year: i32, rows: Vec<ReturnedRow>) -> impl IntoView {
    let open = rows.iter().any(|row| row.is_open);
    let items = rows
        .into_iter()
        .map(|row| {
            let now = if row.is_open { "wieder offen" } else { "erneut in Auszahlung" };
            let month = common::month(u32::from(row.month));
            let (href, amount) = (format!("{BASE}/{year}/{}", row.payment), row.amount.to_string());
            let told = format!(" zurück am {} – {}; {now}", common::date(row.on), row.reason);
            view! { <li><strong>{row.name}</strong>{format!(", {month}: ")}<a href=href>{amount}</a>{told}</li> }
        })
        .collect_view();
    view! {
        <section class="section">
            <h2>"Zurückgekommen"</h2>
            <ul>{items}</ul>
            {open.then(|| view! {
                <p class="muted">"Bevor ein offener Betrag erneut ausgezahlt wird, muss das Konto im Verzeichnis stimmen."</p>
            })}
        </section>
    }
}

/// The transfers of one payment run. Each says where it comes from: by the plan of its time to those who see the plan, and to the
/// Kasse, which does not, by who has ordered it.
#[component]
pub fn Lines(
    payment: PaymentView,
    /// When each of its steps happened.
    when: Vec<String>,
    sees_plan: bool,
    explained: Explained,
) -> impl IntoView {
    let origin = |row: &LineRow| match sees_plan {
        true => Origin::Payment(payment.id, row.payee),
        false => Origin::Sum(payment.explain_ordered(row, &when)),
    };
    let lines = payment.lines.iter().map(|row| line(row.clone(), origin(row), explained)).collect_view();
    let (sum, origin) = (payment.sum, Origin::Sum(payment.explain_sum()));
    let whole = view! { <Amount explained origin text=sum.without_sign() of="Summe des Zahllaufs" /> };
    view! {
        <TableFrame caption="Zahlungen" caption_hidden=true>
            {heads([
                Head::text("Empfänger"), Head::text("Kontoinhaber"), Head::text("IBAN"), Head::number("Betrag in €"),
                Head::text("Stand")
            ])}
            <tbody>{lines}</tbody>
            <tfoot><tr class="kern-table__row">
                <th class="kern-table__header" scope="row" colspan="3">"Summe"</th>
                <td class="kern-table__cell kern-table__cell--numeric">{whole}</td>
                <td class="kern-table__cell"></td>
            </tr></tfoot>
        </TableFrame>
    }
}

fn line(row: LineRow, origin: Origin, explained: Explained) -> impl IntoView {
    let kind = match row.state {
        LineState::Open => NoticeKind::Info,
        LineState::Paid { .. } => NoticeKind::Success,
        LineState::Returned { .. } => NoticeKind::Warning,
    };
    let (text, of) = (row.amount.without_sign(), format!("Zahlung {}", row.name));
    let amount = view! { <Amount explained origin text of /> };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{row.name}</th>
            <td class="kern-table__cell">{row.holder}</td>
            <td class="kern-table__cell payout__iban">{row.iban}</td>
            <td class="kern-table__cell kern-table__cell--numeric">{amount}</td>
            <td class="kern-table__cell"><Badge kind text=german::line_state(&row.state) /></td>
        </tr>
    }
}
