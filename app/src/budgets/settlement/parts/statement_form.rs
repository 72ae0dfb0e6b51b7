use crate::{
    ApiError,
    budgets::{
        parts::{Amount, Explained},
        settlement::api::{save_proof, submit_proof},
    },
    ui::{CellField, Confirm, Form, Head, LinesField, Outcome, TableFrame, heads},
};
use domain::budgets::{
    Euro,
    settlement::{
        KitaCostInput, KitaLine, KitaShare, ProofView, StatementInput, foreign_field, german, personnel_field,
        training_field,
    },
};
use leptos::{prelude::*, task::spawn_local};

/// What is typed for one Kita.
#[derive(Clone)]
struct Typed {
    line: KitaLine,
    personnel: RwSignal<String>,
    training: RwSignal<String>,
}

/// The Anstellungsträger enters, keeps and submits the own Verwendungsnachweis. What is typed stays when it is refused.
#[component]
pub fn StatementForm(
    proof: ProofView,
    statement: StatementInput,
    done: Callback<&'static str>,
    /// Explains the budgets, by the released run.
    explained: Explained,
) -> impl IntoView {
    let (year, version) = (proof.year, proof.version);
    let in_run = proof.kitas.iter().filter(|line| !line.is_gone);
    let shares: Vec<KitaShare> = in_run.map(|line| line.share.clone()).collect();
    let typed = StoredValue::new(typed(&proof.kitas, &statement));
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
                    _ = done.try_run("Der Verwendungsnachweis ist eingereicht. Die Koordination prüft ihn jetzt.");
                }
                Ok(()) => _ = done.try_run("Der Entwurf ist gespeichert. Eingereicht ist er noch nicht."),
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
            <CostTable form typed=typed.get_value() explained />
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

/// Also what stands in the draft for a Kita that a correction has taken away: nobody's entry vanishes unseen.
fn typed(lines: &[KitaLine], statement: &StatementInput) -> Vec<Typed> {
    let stored = |line: &KitaLine| statement.kitas.iter().find(|cost| cost.kita == line.share.kita);
    let text = |line: &KitaLine, of: fn(&KitaCostInput) -> &String| {
        RwSignal::new(stored(line).map(|cost| of(cost).clone()).unwrap_or_default())
    };
    let row = |line: &KitaLine| Typed {
        personnel: text(line, |cost| &cost.personnel),
        training: text(line, |cost| &cost.training),
        line: line.clone(),
    };
    lines.iter().map(row).collect()
}

fn costs(typed: &[Typed]) -> Vec<KitaCostInput> {
    let cost = |row: &Typed| KitaCostInput {
        kita: row.line.share.kita,
        personnel: row.personnel.get(),
        training: row.training.get(),
    };
    typed.iter().map(cost).collect()
}

#[component]
fn CostTable(form: Form, typed: Vec<Typed>, explained: Explained) -> impl IntoView {
    let all = StoredValue::new(typed.clone());
    let sum = move |of: fn(&Typed) -> RwSignal<String>| {
        let amounts = all.with_value(|all| all.iter().map(|row| of(row).get()).collect::<Vec<_>>());
        let amounts = amounts.iter().filter_map(|raw| Euro::parse_german(raw).ok());
        Euro::checked_sum(amounts).unwrap_or_default().without_sign()
    };
    let rows = typed
        .into_iter()
        .enumerate()
        .map(move |(position, row)| cost_row(form, position, row, explained))
        .collect_view();
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

fn cost_row(form: Form, position: usize, row: Typed, explained: Explained) -> impl IntoView {
    let Typed { line: KitaLine { share, is_gone, .. }, personnel, training } = row;
    let name = german::kita(&share.number, &share.name);
    let (name, personnel_name, training_name) = match is_gone {
        true => (german::gone(&name), foreign_field(position), format!("{}_training", foreign_field(position))),
        false => (name, personnel_field(&share.number), training_field(&share.number)),
    };
    let (origin, text, of) = (share.figure, share.budget.without_sign(), format!("Budget {name}"));
    let (of_personnel, of_training) =
        (format!("Personalkosten {name}"), format!("Fortbildung und Fachberatung {name}"));
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{name}</th>
            <td class="kern-table__cell kern-table__cell--numeric"><Amount explained origin text of /></td>
            <td class="kern-table__cell">
                <CellField form name=personnel_name label=of_personnel value=personnel inputmode="decimal" />
            </td>
            <td class="kern-table__cell">
                <CellField form name=training_name label=of_training value=training inputmode="decimal" />
            </td>
        </tr>
    }
}
