//! Who works where: one matrix an Anstellungsträger, Kitas in lines, KiSo in columns.

use super::{api::year_staffing, page::year_page};
use crate::{
    budgets::{
        RunSource,
        parts::{Amount, AmountOf, Derivations, Explained, Files, Origin},
    },
    ui::{Badge, Empty, Form, NoticeKind, SelectField, TableFrame},
};
use domain::{
    access::StaffingReader,
    budgets::{
        Figure, Part,
        overview::{Check, Matrix, MatrixCell, MatrixKiSo, MatrixKita, StaffingView, german as words},
        settlement::german as settlement,
    },
    german,
    people::german::weekdays,
};
use leptos::prelude::*;
use std::sync::Arc;

#[component]
pub fn StaffingPage() -> impl IntoView {
    year_page::<StaffingReader, _, _, _>(
        |year| format!("Einsatz {year}"),
        year_staffing,
        |view| view! { <Found view /> },
    )
}

#[component]
fn Found(view: StaffingView) -> impl IntoView {
    let StaffingView { year, run, day, matrices } = view;
    if matrices.is_empty() {
        return view! { <Empty text="Für diesen Tag ist niemand einer Kita zugeordnet." /> }.into_any();
    }
    let explained = Explained::new(RunSource::Stored(run));
    let form = Form::new(Vec::new);
    let chosen = RwSignal::new(String::new());
    let options: Vec<(String, String)> =
        matrices.iter().map(|matrix| (matrix.anstellungstraeger.to_string(), matrix.name.clone())).collect();
    let several = matrices.len() > 1;
    let matrices = StoredValue::new(matrices);
    let shown = move || {
        let chosen = chosen.get();
        let wanted = |matrix: &&Matrix| chosen.is_empty() || matrix.anstellungstraeger.to_string() == chosen;
        let found = matrices.with_value(|all| all.iter().filter(wanted).cloned().collect::<Vec<_>>());
        found.into_iter().map(|matrix| view! { <MatrixTable matrix explained /> }).collect_view()
    };
    view! {
        <p class="lead">{format!("Wochenstunden und Anwesenheitstage am {}, verglichen mit Verträgen und Budget.", german::date(day))}</p>
        <Files address=format!("/api/export/budget/{year}/einsatz") of="Einsatz" />
        {several.then(|| view! {
            <div class="filters" role="search" aria-label="Einsatz filtern">
                <SelectField form name="einsatz_anstellungstraeger" label="Anstellungsträger" value=chosen options blank="Alle" optional=true />
            </div>
        })}
        {shown}
        <Derivations explained />
    }
    .into_any()
}

#[component]
fn MatrixTable(matrix: Matrix, explained: Explained) -> impl IntoView {
    let caption = format!("Einsatz {}", matrix.name);
    let kept = Arc::new(matrix.clone());
    let Matrix { name, kisos, kitas, .. } = matrix;
    let heads = kisos
        .iter()
        .map(|kiso| view! { <th class="kern-table__header" scope="col">{kiso.name.clone()}</th> })
        .collect_view();
    let lines = kitas.into_iter().map(|kita| line(kita, &kept, explained)).collect_view();
    let assigned = move |kiso: &MatrixKiSo| {
        let (matrix, id) = (Arc::clone(&kept), kiso.kiso);
        let origin = AmountOf::later(move || Origin::Counted(matrix.explain_kiso(id).unwrap_or_default()));
        let of = format!("Wochenstunden {}", kiso.name);
        view! { <Amount explained origin text=kiso.assigned.to_string() of /> }.into_any()
    };
    view! {
        <section class="section">
            <h2>{name}</h2>
            <TableFrame caption caption_hidden=true>
                <thead><tr class="kern-table__row">
                    <th class="kern-table__header" scope="col">"Kita"</th>
                    <th class="kern-table__header kern-table__header--numeric" scope="col">"laut Budget"</th>
                    <th class="kern-table__header kern-table__header--numeric" scope="col">"zugeordnet"</th>
                    <th class="kern-table__header" scope="col">"Prüfung"</th>
                    {heads}
                </tr></thead>
                <tbody>{lines}</tbody>
                <tfoot>
                    {sums("Vertrag", &kisos, |kiso| kiso.contract.map(|hours| hours.to_string()).unwrap_or_default().into_any())}
                    {sums("zugeordnet", &kisos, assigned)}
                    {sums("Prüfung", &kisos, |kiso| view! { <CheckBadge check=kiso.check /> }.into_any())}
                </tfoot>
            </TableFrame>
        </section>
    }
}

/// A line below the matrix: one cell a KiSo.
fn sums(label: &'static str, kisos: &[MatrixKiSo], of: impl Fn(&MatrixKiSo) -> AnyView) -> AnyView {
    let cells = kisos.iter().map(|kiso| view! { <td class="kern-table__cell">{of(kiso)}</td> }).collect_view();
    let heading = format!("Je KiSo: {label}");
    view! { <tr class="kern-table__row"><th class="kern-table__header" scope="row" colspan="4">{heading}</th>{cells}</tr> }
        .into_any()
}

fn line(kita: MatrixKita, matrix: &Arc<Matrix>, explained: Explained) -> AnyView {
    let name = settlement::kita(&kita.number, &kita.name);
    let share = kita.share.map(|share| {
        let origin = Figure::Kita { kita: kita.kita, part: Part::Hours };
        view! { <Amount explained origin text=share.to_string() of=format!("Wochenstunden {name}") /> }
    });
    let assigned = {
        let (matrix, kita) = (Arc::clone(matrix), kita.clone());
        AmountOf::later(move || Origin::Counted(matrix.explain_kita(&kita)))
    };
    let of = format!("zugeordnete Wochenstunden {name}");
    let cells = kita
        .cells
        .iter()
        .map(
            |cell| view! { <td class="kern-table__cell matrix__cell">{cell.map(|cell| view! { <Hours cell /> })}</td> },
        )
        .collect_view();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{name.clone()}</th>
            <td class="kern-table__cell kern-table__cell--numeric">{share}</td>
            <td class="kern-table__cell kern-table__cell--numeric">
                <Amount explained origin=assigned text=kita.assigned.to_string() of />
            </td>
            <td class="kern-table__cell"><CheckBadge check=kita.check /></td>
            {cells}
        </tr>
    }
    .into_any()
}

#[component]
fn Hours(cell: MatrixCell) -> impl IntoView {
    let days = weekdays(cell.days);
    view! { {cell.hours.to_string()} <span class="payout__state">{days}</span> }
}

/// In words: colour alone would not reach everybody.
#[component]
fn CheckBadge(check: Check) -> impl IntoView {
    let kind = if check == Check::Fits { NoticeKind::Success } else { NoticeKind::Warning };
    view! { <Badge kind text=words::check(check) /> }
}
