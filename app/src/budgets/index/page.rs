use super::{
    api::{copy_index, index_of_year},
    rule::Rule,
};
use crate::{
    budgets::{
        BASE,
        parts::{YearNavigation, empty, forbidden, frame, of_address},
        payment::{Done, StepButton},
    },
    staff::StaffSession,
    ui::{ActionOutcome, Badge, Column, Empty, Notice, NoticeKind, SortedTable},
};
use domain::{
    AppError,
    access::{AreaReader, Right, Role},
    budgets::index::{IndexRow, IndexView, Standing, german},
    german as common,
};
use leptos::prelude::*;

const NO_YEAR: &str = "Zu diesem Jahr gibt es keine Indikatoren.";

/// The Kommunen of a year: index, proposed and entered level.
#[component]
pub fn IndexPage() -> impl IntoView {
    of_address(|year| view! { <Year year /> })
}

/// The person's role, where it sees the whole area; the server decides again.
pub(super) fn reading_role() -> Option<Role> {
    let role = use_context::<StaffSession>().map(|session| session.0.role)?;
    AreaReader::ROLES.contains(&role).then_some(role)
}

#[component]
fn Year(year: i32) -> impl IntoView {
    let title = format!("Indikatoren und Index {year}");
    let Some(role) = reading_role() else {
        return forbidden();
    };
    let found = LocalResource::new(move || index_of_year(year));
    let told = RwSignal::new(None::<Result<String, AppError>>);
    let done = Callback::new(move |text: &'static str| {
        told.set(Some(Ok(text.to_owned())));
        found.refetch();
    });
    let head = view! { <YearNavigation year /> <ActionOutcome answer=told /> };
    frame((title, head), found, empty(NO_YEAR), move |view| view! { <Found view role done /> })
}

#[component]
fn Found(view: IndexView, role: Role, done: Done) -> impl IntoView {
    let (year, may_edit) = (view.year, role == Role::Koordination);
    let names = view.unjustified();
    let warning = (!names.is_empty()).then(|| german::warning(&names));
    let copy = view.copy_from.filter(|_| may_edit);
    let lead = format!(
        "Der Index fasst die Indikatoren einer Kommune zusammen; 100 heißt: wie im Vergleichsgebiet. Er schlägt eine Stufe vor. \
         Gerechnet wird mit der Stufe, die am {} im Verzeichnis gilt.",
        common::date(view.day)
    );
    view! {
        <p class="lead">{lead}</p>
        {warning.map(|title| view! {
            <Notice kind=NoticeKind::Warning title>
                "Bitte öffnen Sie die Kommune und tragen Sie dort den Grund ein, oder ändern Sie die Stufe im Verzeichnis."
            </Notice>
        })}
        {copy.map(|before| view! { <Begin year before done /> })}
        <Rule year rule=view.rule version=view.rule_version may_edit done />
        <section class="section">
            <h2>"Kommunen"</h2>
            <Kommunen year rows=view.rows />
        </section>
    }
}

/// Offered while the year has nothing of its own.
#[component]
fn Begin(year: i32, before: i32, done: Done) -> impl IntoView {
    let (label, success) = match before == year - 1 {
        true => ("Aus dem Vorjahr übernehmen", "Regel und Indikatoren des Vorjahres sind übernommen."),
        false => ("Aus dem früheren Jahr übernehmen", "Regel und Indikatoren des früheren Jahres sind übernommen."),
    };
    let told = format!(
        "Regel und Indikatoren aus {before} kommen mit, samt den Jahren ihrer Zahlen. Begründungen für abweichende Stufen \
         bleiben dort."
    );
    view! {
        <section class="section">
            <h2>{format!("Mit {before} beginnen")}</h2>
            <p>{told}</p>
            <StepButton label success step=move || Box::pin(copy_index(year)) done />
        </section>
    }
}

#[component]
fn Kommunen(year: i32, rows: Vec<IndexRow>) -> impl IntoView {
    type Row = IndexRow;
    if rows.is_empty() {
        return view! { <Empty text="Im Verzeichnis steht noch keine Kommune." /> }.into_any();
    }
    let columns = vec![
        Column::new("Kommune", move |row: &Row| {
            let (href, name) = (format!("{BASE}/{year}/index/{}", row.kommune), row.name.clone());
            view! { <a href=href>{name}</a> }
        })
        .sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::number("Indikatoren", |row: &Row| row.indicators).sorted_by(|a, b| a.indicators.cmp(&b.indicators)),
        Column::number("Index", |row: &Row| row.index.map(|index| index.to_string()).unwrap_or_default())
            .sorted_by(|a, b| a.index.cmp(&b.index)),
        Column::number("Vorschlag", |row: &Row| row.proposed.map(|level| level.to_string()).unwrap_or_default())
            .sorted_by(|a, b| a.proposed.cmp(&b.proposed)),
        Column::number("Eingetragen", |row: &Row| row.entered.to_string()).sorted_by(|a, b| a.entered.cmp(&b.entered)),
        Column::new("Stand", |row: &Row| standing(&row.standing)),
    ];
    view! { <SortedTable caption="Index der Kommunen" caption_hidden=true columns rows /> }.into_any()
}

/// The state of a level, with its reason.
pub(super) fn standing(found: &Standing) -> AnyView {
    let kind = match found {
        Standing::Open => NoticeKind::Info,
        Standing::Agrees => NoticeKind::Success,
        Standing::Justified { .. } | Standing::Unjustified => NoticeKind::Warning,
    };
    let reason = match found {
        Standing::Justified { reason } => Some(format!(" {reason}")),
        _ => None,
    };
    view! { <Badge kind text=german::standing(found) /> {reason} }.into_any()
}
