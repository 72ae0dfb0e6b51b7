use super::derivation::{Amount, Explained, Origin};
use crate::{
    budgets::{
        RunSource,
        payment::{
            StepButton,
            api::{release, request_release, take_back_request},
        },
    },
    staff::StaffSession,
    ui::{Badge, Empty, NoticeKind, TableFrame},
};
use domain::{
    access::Role,
    budgets::{Changed, EmployerPart, Figure, Part, RunDifference, RunStatus, german, port::RunHead},
    ids::{AnstellungstraegerId, KitaId, KitaTraegerId, RunId},
};
use leptos::prelude::*;

/// How far a run is on its way to being paid, what it changes, and the next step of who may take it.
#[component]
pub fn ReleaseSteps(
    head: RunHead,
    /// The run of the year that is paid now.
    released: Option<RunId>,
    difference: Option<RunDifference>,
    /// The dialog of the page, for what the run changes.
    explained: Explained,
    /// Called with a message when something was stored.
    stored: Callback<String>,
) -> impl IntoView {
    let me = use_context::<StaffSession>().map(|session| session.0);
    let role = me.as_ref().map(|me| me.role);
    let done = Callback::new(move |told: &'static str| stored.run(told.to_owned()));
    let (id, status) = (head.id, head.status);
    let ask = role == Some(Role::Koordination) && status == RunStatus::Draft;
    let is_own = matches!((status, &me), (RunStatus::Requested { by, .. }, Some(me)) if by.to_string() == me.account);
    let takes_back = role == Some(Role::Koordination) && is_own;
    let decide = role == Some(Role::Finanzen) && matches!(status, RunStatus::Requested { .. });
    let (kind, text) = match status {
        RunStatus::Released { .. } if released != Some(id) => {
            (NoticeKind::Warning, "durch einen späteren Lauf abgelöst")
        }
        RunStatus::Released { .. } => (NoticeKind::Success, german::run_status(status)),
        _ => (NoticeKind::Info, german::run_status(status)),
    };
    view! {
        <p><Badge kind text /></p>
        {difference.zip(released).map(|(difference, released)| {
            let runs = Runs { released, correction: id, explained };
            view! { <Difference difference runs /> }
        })}
        {ask.then(|| view! {
            <StepButton label="Freigabe erbitten" success="Der Lauf liegt jetzt bei Finanzen zur Freigabe."
                step=move || Box::pin(request_release(id)) done />
        })}
        {takes_back.then(|| view! {
            <StepButton label="Bitte um Freigabe zurücknehmen" success="Der Lauf ist wieder ein Entwurf. Finanzen kann ihn nicht freigeben."
                look="kern-btn--secondary" step=move || Box::pin(take_back_request(id)) done />
        })}
        {decide.then(|| view! {
            <section class="section">
                <h3>"Freigabe"</h3>
                <p>"Nach der Freigabe ändert sich an diesem Lauf nichts mehr, und die Abschläge folgen ihm. Angeordnete Monate bleiben, wie sie sind."</p>
                <StepButton label="Lauf freigeben" success="Der Lauf ist freigegeben. Die Abschläge folgen ihm ab jetzt."
                    step=move || Box::pin(release(id, released)) done />
            </section>
        })}
    }
}

/// Both sides of a difference, and the dialog that explains it.
#[derive(Clone, Copy)]
struct Runs {
    released: RunId,
    correction: RunId,
    explained: Explained,
}

/// Who gets more and who gets less than in the released run.
#[component]
fn Difference(difference: RunDifference, runs: Runs) -> impl IntoView {
    if difference.is_empty() {
        return view! { <Empty text="Gegenüber dem freigegebenen Lauf ändert sich kein Budget." /> }.into_any();
    }
    let RunDifference { anstellungstraeger, kitas, kita_traeger } = difference;
    let employers = (!anstellungstraeger.is_empty()).then(|| {
        view! {
            <ChangedTable name="Anstellungsträger" caption="Unterschied je Anstellungsträger" rows=anstellungstraeger runs figure=of_employer />
        }
    });
    let first_charge = (!kita_traeger.is_empty()).then(|| {
        view! {
            <ChangedTable name="Kita-Träger" caption="Unterschied je Kita-Träger" rows=kita_traeger runs figure=of_traeger />
        }
    });
    let kitas = (!kitas.is_empty()).then(|| {
        let count = kitas.len();
        view! {
            <details class="budget__more printed">
                <summary>{format!("Unterschied je Kita ({count})")}</summary>
                <ChangedTable name="Kita" caption="Unterschied je Kita" rows=kitas runs figure=of_kita />
            </details>
        }
    });
    view! {
        <section class="section budget__difference">
            <h3>"Unterschied zum freigegebenen Lauf"</h3>
            {employers}
            {first_charge}
            {kitas}
        </section>
    }
    .into_any()
}

fn of_employer(anstellungstraeger: AnstellungstraegerId) -> Figure {
    Figure::Anstellungstraeger { anstellungstraeger, part: EmployerPart::Budget }
}

fn of_traeger(kita_traeger: KitaTraegerId) -> Figure {
    Figure::KitaTraeger { kita_traeger }
}

fn of_kita(kita: KitaId) -> Figure {
    Figure::Kita { kita, part: Part::Budget }
}

#[component]
fn ChangedTable<Id>(
    name: &'static str,
    caption: &'static str,
    rows: Vec<Changed<Id>>,
    runs: Runs,
    /// The budget of a row, as both runs name it.
    figure: fn(Id) -> Figure,
) -> impl IntoView
where
    Id: Copy + Send + Sync + 'static,
{
    let rows = rows.into_iter().map(|row| changed(&row, figure(row.id), runs)).collect_view();
    view! {
        <TableFrame caption caption_hidden=true>
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">{name}</th>
                <th class="kern-table__header kern-table__header--numeric" scope="col">"freigegeben in €"</th>
                <th class="kern-table__header kern-table__header--numeric" scope="col">"dieser Lauf in €"</th>
                <th class="kern-table__header kern-table__header--numeric" scope="col">"Unterschied in €"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// Both budgets and their difference; each says where it comes from.
fn changed<Id>(row: &Changed<Id>, figure: Figure, runs: Runs) -> AnyView {
    let Runs { released, correction, explained } = runs;
    let of_run = |run| Origin::Run(RunSource::Stored(run), vec![figure]);
    let difference = Origin::Correction { explanation: row.explain(), released, correction, figure };
    let cells = [
        (of_run(released), row.before, german::in_released_run(&row.name)),
        (of_run(correction), row.after, german::in_this_run(&row.name)),
        (difference, row.difference, german::changed(&row.name)),
    ];
    let cells = cells
        .into_iter()
        .map(|(origin, amount, of)| {
            view! {
                <td class="kern-table__cell kern-table__cell--numeric">
                    <Amount explained origin text=amount.without_sign() of />
                </td>
            }
        })
        .collect_view();
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__header" scope="row">{row.name.clone()}</th>
            {cells}
        </tr>
    }
    .into_any()
}
