use crate::ui::TableFrame;
use domain::questionnaires::ImportFault;
use leptos::prelude::*;

/// Everything that is wrong with a file, by the place where it stands: a cell of a workbook, or an element of an XForm.
#[component]
pub fn FaultList(faults: Vec<ImportFault>) -> impl IntoView {
    let [sheet, row, column] = match faults.iter().any(|fault| fault.xml) {
        true => ["Element", "Zeile", "Attribut"],
        false => ["Blatt", "Zeile", "Spalte"],
    };
    let rows = faults
        .into_iter()
        .map(|fault| {
            let sentence = fault.sentence();
            // The sentence begins with the place, which has columns of its own here.
            let text = sentence.split_once(": ").map_or(sentence.clone(), |(_, text)| text.to_owned());
            let row = fault.row.map_or("–".to_owned(), |row| row.to_string());
            let sheet = if fault.sheet.is_empty() { "Datei".to_owned() } else { fault.sheet };
            view! {
                <tr class="kern-table__row">
                    <th class="kern-table__header" scope="row">{sheet}</th>
                    <td class="kern-table__cell kern-table__cell--numeric">{row}</td>
                    <td class="kern-table__cell">{fault.column.unwrap_or("–".to_owned())}</td>
                    <td class="kern-table__cell">{text}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <TableFrame caption="Stellen in der Datei">
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">{sheet}</th>
                <th class="kern-table__header kern-table__header--numeric" scope="col">{row}</th>
                <th class="kern-table__header" scope="col">{column}</th>
                <th class="kern-table__header" scope="col">"Was ist zu tun?"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
