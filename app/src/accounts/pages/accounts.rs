use super::{invitation::InvitationForm, role::RoleCell};
use crate::{
    accounts::api::{accounts, invite_again, set_enabled, set_end},
    staff::with_right,
    ui::{ActionOutcome, Acts, CellField, Column, Confirm, Form, Page, Reading, SortedTable, as_sent, part},
};
use chrono::NaiveDate;
use domain::{
    access::Koordination,
    accounts::{AccountRow, AccountStatus, ending},
    german,
};
use leptos::{prelude::*, task::spawn_local};

/// All accounts, for the Koordination: invite, change role, put off the end, disable.
#[component]
pub fn AccountsPage() -> impl IntoView {
    with_right::<Koordination>(|| view! { <Accounts /> }.into_any())
}

#[component]
fn Accounts() -> impl IntoView {
    let reading = Reading::new(accounts);
    let acts = Acts::on(reading);
    let content = reading.shown(move |view| {
        let accounts = part(view, |view| view.accounts.clone());
        let today = view.with_untracked(|view| view.today);
        view! { <AccountTable accounts today acts /> }.into_any()
    });
    let now = reading.now();
    let today = Signal::derive(move || now.with(|now| now.as_ref().map(|view| view.today)));
    let begun = Callback::new(move |()| acts.begin());
    let invited = Callback::new(move |email: String| {
        let said = format!("Die Einladung an {email} ist unterwegs. Der Link darin gilt eine Stunde.");
        spawn_local(acts.end(Ok(said)));
    });
    view! {
        <Page title="Konten">
            <ActionOutcome answer=acts.answer />
            <InvitationForm begun invited today />
            {content}
        </Page>
    }
}

#[component]
fn AccountTable(accounts: Memo<Vec<AccountRow>>, today: NaiveDate, acts: Acts) -> impl IntoView {
    let columns = vec![
        Column::<AccountRow>::new("Name", holder).sorted_by(|a, b| a.name.cmp(&b.name)),
        Column::new("Rolle", move |row: &AccountRow| view! { <RoleCell row=row.clone() acts /> })
            .sorted_by(|a, b| german::role(a.role).cmp(german::role(b.role))),
        Column::new("Stand", move |row: &AccountRow| view! { <StatusCell row=row.clone() today acts /> })
            .sorted_by(|a, b| a.status.code().cmp(b.status.code())),
        Column::new("Aktion", move |row: &AccountRow| view! { <Actions row=row.clone() acts /> }),
    ];
    view! { <SortedTable caption="Konten" caption_hidden=true columns rows=accounts key=as_sent /> }
}

/// Beneath each other: side by side they push the acts out of sight on a tablet. An address may break after its `@`.
fn holder(row: &AccountRow) -> AnyView {
    let email = row.email.split_inclusive('@').map(|part| view! { {part.to_owned()} <wbr /> }).collect_view();
    view! { {row.name.clone()} " " <span class="table__second">{email}</span> }.into_any()
}

/// Whether the account can be used, and until when where it ends by itself.
#[component]
fn StatusCell(row: AccountRow, today: NaiveDate, acts: Acts) -> impl IntoView {
    let status = status_text(&row);
    if !ending::has_end(row.role) {
        return status.into_any();
    }
    view! { {status} ", Zugang bis" <EndField row today acts /> }.into_any()
}

/// The last day of an account of the Revision. Others have none.
#[component]
fn EndField(row: AccountRow, today: NaiveDate, acts: Acts) -> impl IntoView {
    let AccountRow { id, name, ends_on, .. } = row;
    let before = ends_on.unwrap_or_default();
    let end = RwSignal::new(before.clone());
    let field = format!("ende-{id}");
    let read = {
        let field = field.clone();
        move || end.with(|end| ending::read_end(&field, end, today))
    };
    let form = Form::new({
        let read = read.clone();
        move || read().err().into_iter().collect()
    });
    let object = name.clone();
    let change = Callback::new(move |()| {
        if !form.judge() {
            return;
        }
        let Ok(day) = read() else { return };
        let done = format!("Der Zugang von {object} endet jetzt mit dem {}.", german::date(day));
        let changed = set_end(id.clone(), day.to_string());
        acts.run(async move { changed.await.map(|()| done) });
    });
    let changed = Memo::new(move |_| end.with(|end| *end != before));
    let object = StoredValue::new(name.clone());
    view! {
        <CellField form name=field label=format!("Zugang von {name} bis") value=end />
        <Show when=move || changed.get()>
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=move |_| change.run(())>
                <span class="kern-label">"Ende ändern"<span class="kern-sr-only">": " {object.get_value()}</span></span>
            </button>
        </Show>
    }
}

#[component]
fn Actions(row: AccountRow, acts: Acts) -> impl IntoView {
    if row.own {
        return "Ihr eigenes Konto".into_any();
    }
    let AccountRow { id, name, status, .. } = row;
    let toggle = match status {
        AccountStatus::Disabled => view! { <Enable id=id.clone() name=name.clone() acts /> }.into_any(),
        _ => view! { <Disable id=id.clone() name=name.clone() acts /> }.into_any(),
    };
    let again = (status == AccountStatus::Invited).then(|| {
        let done = format!("{name} bekommt eine neue Einladung.");
        let invite = move |_| {
            let (invited, done) = (invite_again(id.clone()), done.clone());
            acts.run(async move { invited.await.map(|()| done) });
        };
        view! {
            <button class="kern-btn kern-btn--tertiary" type="button" on:click=invite>
                <span class="kern-label">"Erneut einladen"<span class="kern-sr-only">": " {name}</span></span>
            </button>
        }
    });
    view! { {toggle} {again} }.into_any()
}

#[component]
fn Enable(id: String, name: String, acts: Acts) -> impl IntoView {
    let done = format!("{name} kann sich wieder anmelden.");
    let enable = move |_| {
        let (enabled, done) = (set_enabled(id.clone(), true), done.clone());
        acts.run(async move { enabled.await.map(|()| done) });
    };
    view! {
        <button class="kern-btn kern-btn--tertiary" type="button" on:click=enable>
            <span class="kern-label">"Freigeben"<span class="kern-sr-only">": " {name}</span></span>
        </button>
    }
}

/// Asks first: whoever is just filling something in is thrown out.
#[component]
fn Disable(id: String, name: String, acts: Acts) -> impl IntoView {
    let question = format!("{name} sperren? Alle Sitzungen enden sofort, und eine Anmeldung ist nicht mehr möglich.");
    let done = format!("{name} kann sich nicht mehr anmelden; alle Sitzungen sind beendet.");
    let disable = Callback::new(move |()| {
        let (disabled, done) = (set_enabled(id.clone(), false), done.clone());
        acts.run(async move { disabled.await.map(|()| done) });
    });
    view! { <Confirm label="Sperren" yes="Wirklich sperren" question object=name act=disable /> }
}

fn status_text(row: &AccountRow) -> &'static str {
    match row.status {
        AccountStatus::Invited => "eingeladen",
        AccountStatus::Active if row.over => "abgelaufen",
        AccountStatus::Active => "aktiv",
        AccountStatus::Disabled => "gesperrt",
    }
}
