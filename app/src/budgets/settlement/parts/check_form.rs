use crate::{
    budgets::{
        payment::{Done, StepForm},
        settlement::{OffsetChoice, api::check_proof},
    },
    ui::{CellField, Form, Head, SelectField, TableFrame, heads},
};
use domain::budgets::settlement::{
    KitaRecognitionInput, ProofView, Recognised, RecognitionInput, german, objection_field, recognised_field,
};
use leptos::prelude::*;

/// What is typed for one Kita.
#[derive(Clone)]
struct Typed {
    claim: Recognised,
    recognised: RwSignal<String>,
    objection: RwSignal<String>,
}

/// The Koordination recognises, Kita by Kita, and proposes what happens with what was paid too much.
#[component]
pub fn CheckForm(proof: ProofView, offset_choices: Vec<OffsetChoice>, done: Done) -> impl IntoView {
    let ProofView { year, anstellungstraeger: of, version, claims, .. } = proof;
    let opened = RecognitionInput::of_claims(&claims);
    let typed: Vec<Typed> = claims
        .iter()
        .zip(&opened.kitas)
        .map(|(claim, typed)| Typed {
            claim: claim.clone(),
            recognised: RwSignal::new(typed.recognised.clone()),
            objection: RwSignal::new(typed.objection.clone()),
        })
        .collect();
    let rows = StoredValue::new(typed.clone());
    let offset_year = RwSignal::new(proof.offset_year.map(|year| year.to_string()).unwrap_or_default());
    let input = move || RecognitionInput {
        kitas: rows.with_value(|rows| rows.iter().map(recognition).collect()),
        offset_year: offset_year.get(),
    };
    let form = Form::new(move || input().check(&claims).err().unwrap_or_default());
    let options: Vec<(String, String)> = offset_choices
        .iter()
        .map(|choice| {
            (choice.year.to_string(), format!("mit {} verrechnen, dort sind {} offen", choice.year, choice.open))
        })
        .collect();
    let hint = match options.is_empty() {
        true => {
            "Verrechnen lässt sich mit einem späteren Jahr, sobald dessen Budget freigegeben ist und Monate offen sind."
        }
        false => "Verrechnet wird mit den offenen Monaten; was dort nicht reicht, wird zurückgefordert.",
    };
    view! {
        <section class="section">
            <h2>"Prüfung"</h2>
            <p class="muted">"Was Sie nicht anerkennen, braucht eine Begründung. Der Anstellungsträger liest sie."</p>
            <StepForm form wide=true label="Prüfung speichern" success="Die Prüfung ist gespeichert. Jetzt rechnet eine zweite Person ab."
                step=move || Box::pin(check_proof(year, of, version, input())) done>
                <RecognitionTable form typed />
                <SelectField form name="offset_year" label="Was zu viel gezahlt ist" value=offset_year options blank="zurückfordern"
                    hint optional=true />
            </StepForm>
        </section>
    }
}

fn recognition(row: &Typed) -> KitaRecognitionInput {
    KitaRecognitionInput { kita: row.claim.kita, recognised: row.recognised.get(), objection: row.objection.get() }
}

#[component]
fn RecognitionTable(form: Form, typed: Vec<Typed>) -> impl IntoView {
    let rows = typed.into_iter().map(move |row| recognition_row(form, row)).collect_view();
    view! {
        <TableFrame caption="Anerkannte Kosten je Kita in €" caption_hidden=true>
            {heads([Head::text("Kita"), Head::number("Nachgewiesen"), Head::text("Anerkannt"), Head::text("Beanstandung")])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn recognition_row(form: Form, row: Typed) -> impl IntoView {
    let Typed { claim, recognised, objection } = row;
    let name = german::kita(&claim.number, &claim.name);
    let (of_amount, of_reason) = (format!("Anerkannt {name}"), format!("Beanstandung {name}"));
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{name}</th>
            <td class="kern-table__cell kern-table__cell--numeric">{claim.claimed.without_sign()}</td>
            <td class="kern-table__cell">
                <CellField form name=recognised_field(&claim.number) label=of_amount value=recognised inputmode="decimal" />
            </td>
            <td class="kern-table__cell">
                <CellField form name=objection_field(&claim.number) label=of_reason value=objection wide=true />
            </td>
        </tr>
    }
}
