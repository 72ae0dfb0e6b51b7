use super::invitation::InvitationForm;
use crate::{
    ApiError,
    accounts::api::{accounts, change_role, invite_again, set_enabled},
    staff::with_right,
    ui::{ActionOutcome, Column, Confirm, Failure, Loading, Page, SortedTable},
};
use domain::{
    AppError,
    access::{Koordination, Role},
    accounts::{AccountRow, AccountStatus},
    german,
};
use leptos::{prelude::*, task::spawn_local};
use std::future::Future;

/// All accounts, for the Koordination: invite, change role, disable.
#[component]
pub fn AccountsPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Accounts /> }.into_any())
}

#[component]
fn Accounts() -> impl IntoView {
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
            <ActionOutcome answer />
            <InvitationForm begun=Callback::new(move |()| answer.set(None)) invited=Callback::new(move |email| act.done(format!("Die Einladung an {email} ist unterwegs. Der Link darin gilt eine Stunde."))) />
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
        // What the last action led to would be taken for the answer to this one.
        self.answer.set(None);
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
    let chosen = RwSignal::new(current);
    let options = OFFICE
        .into_iter()
        .map(|role| view! { <option value=role.code() selected=role == current>{german::role(role)}</option> })
        .collect_view();
    view! {
        <select
            class="kern-form-input__select"
            aria-label=format!("Rolle von {name}")
            on:change=move |event| chosen.set(Role::from_code(&event_target_value(&event)).unwrap_or(current))
        >
            {options}
        </select>
        " "
        <Show when=move || chosen.get() != current><RoleChange id=id.clone() name=name.clone() chosen act /></Show>
    }
    .into_any()
}

/// The chosen role becomes the account's only when somebody says so: an arrow key in the list must not do it.
#[component]
fn RoleChange(id: String, name: String, chosen: RwSignal<Role>, act: Act) -> impl IntoView {
    let question = {
        let name = name.clone();
        Signal::derive(move || format!("{name} bekommt die Rolle {}. Ist das richtig?", german::role(chosen.get())))
    };
    let object = name.clone();
    let change = Callback::new(move |()| {
        let role = chosen.get_untracked();
        let done = format!("{name} hat jetzt die Rolle {}.", german::role(role));
        act.run(done, change_role(id.clone(), role.code().to_owned()));
    });
    view! { <Confirm label="Rolle ändern" yes="Wirklich ändern" question object act=change /> }
}

#[component]
fn Actions(row: AccountRow, act: Act) -> impl IntoView {
    if row.own {
        return "Ihr eigenes Konto".into_any();
    }
    let AccountRow { id, name, status, .. } = row;
    let toggle = match status {
        AccountStatus::Disabled => view! { <Enable id=id.clone() name=name.clone() act /> }.into_any(),
        _ => view! { <Disable id=id.clone() name=name.clone() act /> }.into_any(),
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

#[component]
fn Enable(id: String, name: String, act: Act) -> impl IntoView {
    let done = format!("{name} kann sich wieder anmelden.");
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| act.run(done.clone(), set_enabled(id.clone(), true))>
            <span class="kern-label">"Freigeben"<span class="kern-sr-only">": " {name}</span></span>
        </button>
    }
}

/// Asks first: whoever is just filling something in is thrown out.
#[component]
fn Disable(id: String, name: String, act: Act) -> impl IntoView {
    let question = format!("{name} sperren? Alle Sitzungen enden sofort, und eine Anmeldung ist nicht mehr möglich.");
    let done = format!("{name} kann sich nicht mehr anmelden; alle Sitzungen sind beendet.");
    let disable = Callback::new(move |()| act.run(done.clone(), set_enabled(id.clone(), false)));
    view! { <Confirm label="Sperren" yes="Wirklich sperren" question object=name act=disable /> }
}

fn status_text(status: AccountStatus) -> &'static str {
    match status {
        AccountStatus::Invited => "eingeladen",
        AccountStatus::Active => "aktiv",
        AccountStatus::Disabled => "gesperrt",
    }
}
