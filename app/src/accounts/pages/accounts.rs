use super::invitation::InvitationForm;
use crate::{
    ApiError,
    accounts::api::{accounts, change_role, invite_again, set_enabled},
    ui::{Column, Failure, Loading, Notice, NoticeKind, Page, SortedTable},
};
use domain::{
    AppError,
    access::Role,
    accounts::{AccountRow, AccountStatus},
    german,
};
use leptos::{prelude::*, task::spawn_local};
use std::future::Future;

/// All accounts, for the Koordination: invite, change role, disable.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let list = LocalResource::new(accounts);
    let answer = RwSignal::new(None::<Result<String, AppError>>);
    let act = Act { answer, refetch: Callback::new(move |()| list.refetch()) };
    let content = move || {
        list.get().map(|list| match list {
            Ok(view) => view! { <AccountTable accounts=view.accounts act /> }.into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <Page title="Konten">
            {move || answer.get().map(|answer| match answer {
                Ok(done) => view! { <Notice kind=NoticeKind::Success title=done /> }.into_any(),
                Err(error) => view! { <Failure error /> }.into_any(),
            })}
            <InvitationForm invited=Callback::new(move |email| act.done(format!("Die Einladung an {email} ist unterwegs. Der Link darin gilt eine Stunde."))) />
            <Suspense fallback=Loading>{content}</Suspense>
        </Page>
    }
}

/// What every action of this page ends with: a message, and the list read anew.
#[derive(Clone, Copy)]
struct Act {
    answer: RwSignal<Option<Result<String, AppError>>>,
    refetch: Callback<()>,
}

impl Act {
    fn done(self, message: String) {
        self.answer.set(Some(Ok(message)));
        self.refetch.run(());
    }

    fn run(self, message: String, work: impl Future<Output = Result<(), ApiError>> + 'static) {
        spawn_local(async move {
            match work.await {
                Ok(()) => self.done(message),
                Err(error) => self.answer.set(Some(Err(error.0))),
            }
        });
    }
}

#[component]
fn AccountTable(accounts: Vec<AccountRow>, act: Act) -> impl IntoView {
    let columns = vec![
        Column::new("Name", |row: &AccountRow| row.name.clone()).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("E-Mail-Adresse", |row: &AccountRow| row.email.clone()).sorted_by(|a, b| a.email.cmp(&b.email)),
        Column::new("Rolle", move |row: &AccountRow| view! { <RoleCell row=row.clone() act /> })
            .sorted_by(|a, b| german::role(a.role).cmp(german::role(b.role))),
        Column::new("Stand", |row: &AccountRow| status_text(row.status))
            .sorted_by(|a, b| a.status.code().cmp(b.status.code())),
        Column::new("Aktion", move |row: &AccountRow| view! { <Actions row=row.clone() act /> }),
    ];
    view! { <SortedTable caption="Konten" caption_hidden=true columns rows=accounts /> }
}

/// Roles of the office can be changed into each other; the others hang on a person or employer of the directory.
#[component]
fn RoleCell(row: AccountRow, act: Act) -> impl IntoView {
    const OFFICE: [Role; 4] = [Role::Koordination, Role::Finanzen, Role::Kasse, Role::Revision];
    if row.own || !OFFICE.contains(&row.role) {
        return german::role(row.role).into_any();
    }
    let AccountRow { id, name, role: current, .. } = row;
    let options = OFFICE
        .into_iter()
        .map(|role| view! { <option value=role.code() selected=role == current>{german::role(role)}</option> })
        .collect_view();
    view! {
        <select
            class="kern-form-input__select"
            aria-label=format!("Rolle von {name}")
            on:change=move |event| {
                let role = event_target_value(&event);
                let text = Role::from_code(&role).map(german::role).unwrap_or_default();
                act.run(format!("{name} hat jetzt die Rolle {text}."), change_role(id.clone(), role));
            }
        >
            {options}
        </select>
    }
    .into_any()
}

#[component]
fn Actions(row: AccountRow, act: Act) -> impl IntoView {
    if row.own {
        return "Ihr eigenes Konto".into_any();
    }
    let AccountRow { id, name, status, .. } = row;
    let toggle = {
        let (id, name, enabled) = (id.clone(), name.clone(), status == AccountStatus::Disabled);
        let done = if enabled {
            format!("{name} kann sich wieder anmelden.")
        } else {
            format!("{name} kann sich nicht mehr anmelden; alle Sitzungen sind beendet.")
        };
        let label = if enabled { "Freigeben" } else { "Sperren" };
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| act.run(done.clone(), set_enabled(id.clone(), enabled))>
                <span class="kern-label">{label}<span class="kern-sr-only">": " {name}</span></span>
            </button>
        }
    };
    let again = (status == AccountStatus::Invited).then(|| {
        let done = format!("{name} bekommt eine neue Einladung.");
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| act.run(done.clone(), invite_again(id.clone()))>
                <span class="kern-label">"Erneut einladen"<span class="kern-sr-only">": " {name}</span></span>
            </button>
        }
    });
    view! { {toggle} {again} }.into_any()
}

fn status_text(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Invited => "eingeladen",
        AccountStatus::Active => "aktiv",
        AccountStatus::Disabled => "gesperrt",
    }
}
