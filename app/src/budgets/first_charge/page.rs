use super::{
    api::first_charge,
    form::{AddEntry, EndEntry, GoingOn, WithdrawEntry},
    table::EntryTable,
    view::FirstChargePageView,
};
use crate::{
    budgets::{
        RunSource,
        parts::{
            Amount, AmountOf, Derivations, ExplainButton, Explained, Files, YearNavigation, added_up, empty, followed,
            forbidden, of_address, own_form, told_after,
        },
        payment::Done,
    },
    staff::StaffSession,
    ui::{Empty, Notice, NoticeKind, Reading, part},
};
use domain::{
    access::{AreaReader, Right, Role},
    budgets::{
        Euro, Figure, Total,
        first_charge::{FirstChargeRow, FirstChargeView},
        payment::Version,
        settlement,
    },
};
use leptos::prelude::*;

const NOTHING: &str = "Dieses Jahr gibt es im Portal nicht.";

const POT: &str = "Im Jahr vorgesehen";
const ASSIGNED: &str = "Kitas zugeordnet";
const UNASSIGNED: &str = "Noch keiner Kita zugeordnet";

/// The first charge of a year, Kita by Kita.
#[component]
pub fn FirstChargePage() -> impl IntoView {
    of_address(|year| view! { <List year /> })
}

#[component]
fn List(year: i32) -> impl IntoView {
    let title = format!("Vorwegposition {year}");
    let role = use_context::<StaffSession>().map(|session| session.0.role);
    let Some(role) = role.filter(|role| AreaReader::ROLES.contains(role)) else {
        return forbidden();
    };
    let reading = Reading::new(move || first_charge(year));
    let (message, done) = told_after::<_, &'static str>(reading);
    let head = view! {
        <YearNavigation year />
        {move || message.get().map(|title| view! { <Notice kind=NoticeKind::Success title /> })}
    };
    followed((title, head), reading, empty(NOTHING), move |view| view! { <Found view role done /> }.into_any())
}

#[component]
fn Found(view: Signal<FirstChargePageView>, role: Role, done: Done) -> impl IntoView {
    let year = view.with_untracked(|view| view.list.year);
    let is_released = part(view, |view| view.is_released);
    let (version, going_on) = (part(view, |view| view.list.version), part(view, |view| view.going_on));
    let going_on = move || {
        let count = going_on.get();
        (count > 0).then(|| view! { <GoingOn year version count done /> })
    };
    view! {
        {move || view! { <Listed view=view.get() /> }}
        {move || is_released.get().then(|| view! { <Files address=format!("/api/export/budget/{year}/vorweg") of="Vorwegposition" /> })}
        {going_on}
        {(role == Role::Koordination).then(|| view! { <Forms view version done /> })}
        {move || is_released.get().then(|| view! { <p><a href=format!("/app/auszahlung/{year}")>{format!("Auszahlung {year}")}</a></p> })}
    }
}

/// What can be done with the list; one form stays as it is while another one is sent.
#[component]
fn Forms(view: Signal<FirstChargePageView>, version: Memo<Version>, done: Done) -> impl IntoView {
    let year = view.with_untracked(|view| view.list.year);
    let kitas = part(view, |view| view.kitas.clone());
    let rows = part(view, |view| -> Vec<FirstChargeRow> {
        view.list.rows.iter().filter(|row| row.withdrawn.is_none()).cloned().collect()
    });
    let has_some = Memo::new(move |_| !rows.with(Vec::is_empty));
    let of_entries = move || {
        has_some.get().then(|| {
            let end = own_form(done, move |done| view! { <EndEntry year version rows done /> }.into_any());
            let withdraw = own_form(done, move |done| view! { <WithdrawEntry year version rows done /> }.into_any());
            view! { {end} {withdraw} }
        })
    };
    view! {
        {own_form(done, move |done| view! { <AddEntry year version kitas done /> }.into_any())}
        {of_entries}
    }
}

/// The list with its sums.
#[component]
fn Listed(view: FirstChargePageView) -> impl IntoView {
    let FirstChargePageView { list, run, is_released, explains, .. } = view;
    let explained = run.map(|run| Explained::new(RunSource::Stored(run)));
    let table = match list.rows.is_empty() {
        true => view! { <Empty text="Noch steht keine Kita auf der Liste." /> }.into_any(),
        false => {
            let explained = explained.filter(|_| explains);
            view! { <EntryTable rows=list.rows.clone() explained /> }.into_any()
        }
    };
    view! {
        <p class="lead">
            "Zusätzliches Personal, das die Betriebserlaubnis einzelner Kitas verlangt. Das Geld dafür geht vorweg vom Budget ab und wird \
             an die Kita-Träger gezahlt."
        </p>
        <p>{basis(run.is_some(), is_released)}</p>
        {explained.map(|explained| view! { <Sums list=list.clone() explained explains /> })}
        <Told list=list.clone() has_run=run.is_some() />
        <section class="section"><h2>"Kitas"</h2>{table}</section>
    }
}

/// Which run the amounts are of.
fn basis(has_run: bool, is_released: bool) -> &'static str {
    match (has_run, is_released) {
        (false, _) => "Für dieses Jahr ist noch nichts berechnet. Die Liste geht in den ersten Lauf des Jahres ein.",
        (true, false) => "Die Beträge sind die des neuesten Laufs; freigegeben ist noch keiner.",
        (true, true) => {
            "Die Beträge sind die des freigegebenen Laufs. Was sich danach an der Liste ändert, zählt erst im nächsten Lauf."
        }
    }
}

/// What of the list waits for the next run, and that it asks for more posts than are paid.
#[component]
fn Told(list: FirstChargeView, has_run: bool) -> impl IntoView {
    let waiting = list.waiting();
    let what = match waiting {
        1 => "1 Änderung der Liste ist".to_owned(),
        _ => format!("{waiting} Änderungen der Liste sind"),
    };
    let waits =
        format!("{what} noch nicht im Lauf. Bitte berechnen Sie das Jahr neu und lassen Sie den Lauf freigeben.");
    let whose = if has_run { "der Lauf sieht" } else { "die Parameter des Jahres sehen" };
    let exceeded = format!(
        "Auf der Liste stehen {} VZÄ, {whose} {} VZÄ vor. Die Beträge werden anteilig gekürzt. Bitte prüfen Sie die \
         Liste oder die Parameter des Jahres.",
        list.next.vzae, list.posts
    );
    view! {
        {(has_run && waiting > 0).then(|| view! { <Notice kind=NoticeKind::Info title=waits /> })}
        {list.is_too_long(has_run).then(|| view! { <Notice kind=NoticeKind::Warning title=exceeded /> })}
    }
}

/// `explains`: the run keeps the list, so that what is assigned and what is left are figures of it.
#[component]
fn Sums(list: FirstChargeView, explained: Explained, explains: bool) -> impl IntoView {
    let pot = Figure::Total { total: Total::FirstCharge };
    let assigned = list.pot.checked_sub(list.shares.unassigned).unwrap_or_default();
    let unassigned = list.shares.unassigned;
    let entries = StoredValue::new(list.rows);
    let amount = move |name: &'static str, origin: AmountOf, amount: Euro| {
        view! { <Amount explained origin text=amount.to_string() of=name /> }.into_any()
    };
    // Of runs that do not keep the list only the pot is a figure.
    let of_list = move |name: &'static str, origin: AmountOf, euro: Euro| match explains {
        true => amount(name, origin, euro),
        false => euro.to_string().into_any(),
    };
    let cell = |name: &'static str, value: AnyView| {
        view! { <div class="figures__figure"><dt>{name}</dt><dd>{value}</dd></div> }
    };
    let terms = added_up(ASSIGNED.to_owned(), move || entries.with_value(|rows| assigned_terms(rows)));
    view! {
        <section class="budget__totals" aria-label="Summen">
            <dl class="figures">
                {cell(POT, amount(POT, pot.into(), list.pot))}
                {cell("Vorgesehene Stellen", format!("{} VZÄ", list.posts).into_any())}
                {cell(ASSIGNED, of_list(ASSIGNED, terms, assigned))}
                {cell("Zugeordnete Stellen", format!("{} VZÄ", list.shares.vzae).into_any())}
                {cell(UNASSIGNED, of_list(UNASSIGNED, Figure::FirstChargeRest.into(), unassigned))}
            </dl>
            <ExplainButton explained figures=vec![pot, Figure::FirstChargeRest] of="Vorwegposition" label="Wie gerechnet wird" />
            <Derivations explained />
        </section>
    }
}

/// What the run pays, entry by entry.
fn assigned_terms(rows: &[FirstChargeRow]) -> Vec<settlement::Amount> {
    let term = |row: &FirstChargeRow| {
        settlement::Amount::new(format!("Kita {} {}", row.number, row.name), row.amount)
            .of_run([Figure::FirstCharge { entry: row.id }])
    };
    rows.iter().filter(|row| row.in_run).map(term).collect()
}
