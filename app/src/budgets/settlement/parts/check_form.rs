use crate::{
    budgets::{
        parts::{Amount, Explained, Origin},
        payment::{Done, StepForm},
        settlement::{OffsetChoice, api::check_proof},
    },
    ui::{CellField, Form, Head, SelectField, TableFrame, heads},
};
use domain::{
    budgets::settlement::{
        Explanation, KitaColumn, KitaRecognitionInput, ProofView, Recognised, RecognitionInput, german,
        objection_field, recognised_field,
    },
    ids::KitaId,
};
use leptos::prelude::*;

/// What is typed for one Kita.
#[derive(Clone)]
struct Typed {
    claim: Recognised,
    /// What its stated cost is made of; `None` where nothing was stated.
    told: Option<Explanation>,
    recognised: RwSignal<String>,
    objection: RwSignal<String>,
}

/// The Koordination recognises, Kita by Kita, and proposes what happens with what was paid too much.
#[component]
pub fn CheckForm(
    proof: ProofView,
    offset_choices: Vec<OffsetChoice>,
    done: Done,
    explained: Explained,
) -> impl IntoView {
    let ProofView { year, anstellungstraeger: of, version, claims, .. } = proof;
    let opened = RecognitionInput::of_claims(&claims);
    let stated = |of: KitaId| proof.kitas.iter().find(|line| line.share.kita == of);
    let typed: Vec<Typed> = claims
        .iter()
        .zip(&opened.kitas)
        .map(|(claim, typed)| Typed {
            claim: claim.clone(),
            told: stated(claim.kita).and_then(|line| line.explain(KitaColumn::Claimed)),
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
                <RecognitionTable form typed explained />
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
fn RecognitionTable(form: Form, typed: Vec<Typed>, explained: Explained) -> impl IntoView {
    let rows = typed.into_iter().map(move |row| recognition_row(form, row, explained)).collect_view();
    view! {
        <TableFrame caption="Anerkannte Kosten je Kita in €" caption_hidden=true>
            {heads([Head::text("Kita"), Head::number("Nachgewiesen"), Head::text("Anerkannt"), Head::text("Beanstandung")])}
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

fn recognition_row(form: Form, row: Typed, explained: Explained) -> impl IntoView {
    let Typed { claim, told, recognised, objection } = row;
    let name = german::kita(&claim.number, &claim.name);
    let (of_amount, of_reason) = (format!("Anerkannt {name}"), format!("Beanstandung {name}"));
    let text = claim.claimed.without_sign();
    let claimed = match told {
        Some(told) => {
            let of = format!("{} {name}", german::kita_column(KitaColumn::Claimed));
            view! { <Amount explained origin=Origin::Sum(told) text of /> }.into_any()
        }
        None => text.into_any(),
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{name}</th>
            <td class="kern-table__cell kern-table__cell--numeric">{claimed}</td>
            <td class="kern-table__cell">
                <CellField form name=recognised_field(&claim.number) label=of_amount value=recognised inputmode="decimal" />
            </td>
            <td class="kern-table__cell">
                <CellField form name=objection_field(&claim.number) label=of_reason value=objection wide=true />
            </td>
        </tr>
    }
}
