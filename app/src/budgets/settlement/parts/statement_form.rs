use crate::{
    ApiError,
    budgets::settlement::api::{save_proof, submit_proof},
    ui::{CellField, Confirm, Form, Head, LinesField, Outcome, TableFrame, heads},
};
use domain::budgets::{
    Euro,
    settlement::{KitaCostInput, KitaShare, ProofView, StatementInput, german, personnel_field, training_field},
};
use leptos::{prelude::*, task::spawn_local};

/// What is typed for one Kita.
#[derive(Clone)]
struct Typed {
    share: KitaShare,
    personnel: RwSignal<String>,
    training: RwSignal<String>,
}

/// The Anstellungsträger enters, keeps and submits the own Verwendungsnachweis. What is typed stays when it is refused.
#[component]
pub fn StatementForm(proof: ProofView, statement: StatementInput, done: Callback<&'static str>) -> impl IntoView {
    let (year, version) = (proof.year, proof.version);
    let shares: Vec<KitaShare> = proof.kitas.iter().map(|line| line.share.clone()).collect();
    let typed = StoredValue::new(typed(&shares, &statement));
    let remarks = RwSignal::new(statement.remarks);
    let input = move || StatementInput { kitas: typed.with_value(|typed| costs(typed)), remarks: remarks.get() };
    let submitting = RwSignal::new(false);
    let form = Form::new(move || match submitting.get() {
        true => input().check(&shares).err().unwrap_or_default(),
        false => input().check_draft(&shares).err().unwrap_or_default(),
    });
    let busy = RwSignal::new(false);
    let send = move |submit: bool| {
        submitting.set(submit);
        if busy.get_untracked() || !form.judge() {
            return;
        }
        busy.set(true);
        let input = untrack(input);
        spawn_local(async move {
            let answer: Result<(), ApiError> = match submit {
                true => submit_proof(year, version, input).await,
                false => save_proof(year, version, input).await,
            };
            match answer {
                Ok(()) if submit => {
                    done.run("Der Verwendungsnachweis ist eingereicht. Die Koordination prüft ihn jetzt.")
                }
                Ok(()) => done.run("Der Entwurf ist gespeichert. Eingereicht ist er noch nicht."),
                Err(error) => form.show(Some(error.0)),
            }
            // Gone when the page was drawn anew meanwhile.
            _ = busy.try_set(false);
        });
    };
    let ready = Callback::new(move |()| {
        submitting.set(true);
        form.judge()
    });
    view! {
        <form class="form settlement__form" novalidate on:submit=move |event| { event.prevent_default(); send(false); }>
            <h2>"Ist-Kosten je Kita in €"</h2>
            <p class="muted">"Fortbildung und Fachberatung zählen bis zu 1 % der Personalkosten der Kita. Wo nichts angefallen ist, tragen Sie 0 ein."</p>
            <Outcome form />
            <CostTable form typed=typed.get_value() />
            <LinesField form name="remarks" label="Bemerkungen" value=remarks optional=true rows=3 free=true
                hint="Bitte nichts zu einzelnen Personen, auch nicht, warum eine Stelle frei war." />
            <p class="actions">
                <button class="kern-btn kern-btn--secondary" type="submit" disabled=move || busy.get()>
                    <span class="kern-label">"Entwurf speichern"</span>
                </button>
                <Confirm label="Einreichen" yes="Wirklich einreichen" look="kern-btn--primary" act=Callback::new(move |()| send(true)) ready
                    question="Nach dem Einreichen können Sie nichts mehr ändern. Die Koordination prüft dann Ihre Angaben." />
            </p>
        </form>
    }
}

fn typed(shares: &[KitaShare], statement: &StatementInput) -> Vec<Typed> {
    let stored = |share: &KitaShare| statement.kitas.iter().find(|cost| cost.kita == share.kita);
    let text = |share: &KitaShare, of: fn(&KitaCostInput) -> &String| {
        RwSignal::new(stored(share).map(|cost| of(cost).clone()).unwrap_or_default())
    };
    let row = |share: &KitaShare| Typed {
        personnel: text(share, |cost| &cost.personnel),
        training: text(share, |cost| &cost.training),
        share: share.clone(),
    };
    shares.iter().map(row).collect()
}

fn costs(typed: &[Typed]) -> Vec<KitaCostInput> {
    let cost = |row: &Typed| KitaCostInput {
        kita: row.share.kita,
        personnel: row.personnel.get(),
        training: row.training.get(),
    };
    typed.iter().map(cost).collect()
}

#[component]
fn CostTable(form: Form, typed: Vec<Typed>) -> impl IntoView {
    let all = StoredValue::new(typed.clone());
    let sum = move |of: fn(&Typed) -> RwSignal<String>| {
        let amounts = all.with_value(|all| all.iter().map(|row| of(row).get()).collect::<Vec<_>>());
        let amounts = amounts.iter().filter_map(|raw| Euro::parse_german(raw).ok());
        Euro::checked_sum(amounts).unwrap_or_default().without_sign()
    };
    let rows = typed.into_iter().map(move |row| cost_row(form, row)).collect_view();
    view! {
        <TableFrame caption="Ist-Kosten je Kita in €" caption_hidden=true>
            {heads([
                Head::text("Kita"), Head::number("Budget"), Head::text("Personalkosten"), Head::text("Fortbildung und Fachberatung")
            ])}
            <tbody>{rows}</tbody>
            <tfoot><tr class="kern-table__row">
                <th class="kern-table__header" scope="row" colspan="2">"Summe"</th>
                <td class="kern-table__cell settlement__sum">{move || sum(|row| row.personnel)}</td>
                <td class="kern-table__cell settlement__sum">{move || sum(|row| row.training)}</td>
            </tr></tfoot>
        </TableFrame>
    }
}

fn cost_row(form: Form, row: Typed) -> impl IntoView {
    let Typed { share, personnel, training } = row;
    let name = german::kita(&share.number, &share.name);
    let (of_personnel, of_training) =
        (format!("Personalkosten {name}"), format!("Fortbildung und Fachberatung {name}"));
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{name}</th>
            <td class="kern-table__cell kern-table__cell--numeric">{share.budget.without_sign()}</td>
            <td class="kern-table__cell">
                <CellField form name=personnel_field(&share.number) label=of_personnel value=personnel inputmode="decimal" />
            </td>
            <td class="kern-table__cell">
                <CellField form name=training_field(&share.number) label=of_training value=training inputmode="decimal" />
            </td>
        </tr>
    }
}
