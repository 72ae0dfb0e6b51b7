//! The role of an account in its row of the list, and whom of the directory it stands for.

use super::invitation::listed;
use crate::{
    accounts::api::change_role,
    ui::{Acts, Confirm, Notice, NoticeKind},
};
use domain::{
    access::Role,
    accounts::{AccountRow, RoleChange, RoleInput, is_in_directory, judge_role, strands_answers},
    german,
};
use leptos::prelude::*;

/// What is chosen in a row and not said yet.
#[derive(Clone, Copy)]
struct Chosen {
    role: RwSignal<Role>,
    /// Id of whom it is to stand for; blank while nobody is chosen.
    subject: RwSignal<String>,
    /// As the directory calls who was chosen.
    called: RwSignal<String>,
    /// Somebody else is to be chosen though the role stays.
    other: RwSignal<bool>,
}

#[component]
pub fn RoleCell(row: AccountRow, acts: Acts) -> impl IntoView {
    if row.own {
        return german::role(row.role).into_any();
    }
    let (current, status) = (row.role, row.status);
    let chosen = Chosen {
        role: RwSignal::new(current),
        subject: RwSignal::new(row.subject.clone()),
        called: RwSignal::new(String::new()),
        other: RwSignal::new(false),
    };
    let (name, before) = (row.name.clone(), row.subject.clone());
    let choose = move |role: Role| {
        // Who stands for a KiSo is no Kita-Leitung.
        chosen.subject.set(if role == current { before.clone() } else { String::new() });
        chosen.other.set(false);
        chosen.role.set(role);
    };
    let options = Role::ALL
        .into_iter()
        .map(|role| view! { <option value=role.code() selected=role == current>{german::role(role)}</option> })
        .collect_view();
    let refused = Memo::new(move |_| judge_role(current, status, chosen.role.get()).err());
    let asked_for = Memo::new(move |_| {
        let role = chosen.role.get();
        let is_asked = is_in_directory(role) && (role != current || chosen.other.get());
        (is_asked && refused.with(Option::is_none)).then_some(role)
    });
    let change = Memo::new({
        let before = row.subject.clone();
        move |_| {
            let (role, subject) = (chosen.role.get(), chosen.subject.get());
            let is_new = (role != current || subject != before) && refused.with(Option::is_none);
            is_new.then(|| RoleInput { role: role.code().to_owned(), subject }.check().ok()).flatten()
        }
    });
    let of_choice = name.clone();
    view! {
        <div class="cell-choices">
            <select
                class="kern-form-input__select"
                aria-label=format!("Rolle von {name}")
                on:change=move |event| choose(Role::from_code(&event_target_value(&event)).unwrap_or(current))
            >
                {options}
            </select>
            {is_in_directory(current).then(|| view! { <OtherPerson row=row.clone() chosen /> })}
            {move || refused.get().map(|fault| {
                view! { <Notice kind=NoticeKind::Danger title=german::sentence(&fault) /> }
            })}
            {move || asked_for.get().map(|role| view! { <SubjectChoice role name=of_choice.clone() chosen /> })}
            {move || change.get().map(|change| view! { <Change row=row.clone() change chosen acts /> })}
        </div>
    }
    .into_any()
}

/// Opens the choice of somebody else for an account whose role stays: a Kita-Leitung moves to another Kita.
#[component]
fn OtherPerson(row: AccountRow, chosen: Chosen) -> impl IntoView {
    let AccountRow { name, role, subject, .. } = row;
    let toggle = Callback::new(move |()| {
        chosen.subject.set(subject.clone());
        chosen.other.update(|other| *other = !*other);
    });
    let stays = Memo::new(move |_| chosen.role.get() == role);
    let name = StoredValue::new(name);
    view! {
        <Show when=move || stays.get()>
            <button
                class="kern-btn kern-btn--tertiary"
                type="button"
                aria-expanded=move || chosen.other.get().to_string()
                on:click=move |_| toggle.run(())
            >
                <span class="kern-label">"Zuordnung ändern"<span class="kern-sr-only">": " {name.get_value()}</span></span>
            </button>
        </Show>
    }
}

#[component]
fn SubjectChoice(role: Role, name: String, chosen: Chosen) -> impl IntoView {
    let (options, missing) = listed(move || role.code().to_owned());
    let choose = move |id: String| {
        let called = |all: &Vec<(String, String)>| all.iter().find(|(of, _)| *of == id).map(|(_, text)| text.clone());
        chosen.called.set(options.with_untracked(called).unwrap_or_default());
        chosen.subject.set(id);
    };
    let choices = move || {
        let subject = chosen.subject.get();
        let option = |(id, text): (String, String)| {
            let selected = id == subject;
            view! { <option value=id selected=selected>{text}</option> }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <select
            class="kern-form-input__select"
            aria-label=format!("{name} steht im Verzeichnis als")
            prop:value=move || chosen.subject.get()
            on:change=move |event| choose(event_target_value(&event))
        >
            <option value="">"Bitte wählen"</option>
            {choices}
        </select>
        {missing}
    }
}

/// What is chosen becomes the account's only when somebody says so: an arrow key in the list must not do it.
#[component]
fn Change(row: AccountRow, change: RoleChange, chosen: Chosen, acts: Acts) -> impl IntoView {
    let AccountRow { id, name, role: before, .. } = row;
    let role = change.role;
    let called = chosen.called.get_untracked();
    let is_new_role = role != before;
    let (label, yes) = if is_new_role {
        ("Rolle ändern", "Wirklich ändern")
    } else {
        ("Zuordnung übernehmen", "Wirklich übernehmen")
    };
    let (question, done) = (question(&name, before, role, &called), done(&name, before, role, &called));
    let act = Callback::new(move |()| {
        let changed = change_role(id.clone(), role.code().to_owned(), chosen.subject.get_untracked());
        let done = done.clone();
        acts.run(async move { changed.await.map(|()| done) });
    });
    view! { <Confirm label yes question object=name act /> }
}

/// `called`: who of the directory it is to stand for; of no account of the office.
fn question(name: &str, before: Role, role: Role, called: &str) -> String {
    let chosen = match (role == before, is_in_directory(role)) {
        (true, _) => format!("{name} steht künftig für {called} aus dem Verzeichnis."),
        (false, true) => {
            format!("{name} bekommt die Rolle {} und steht für {called} aus dem Verzeichnis.", german::role(role))
        }
        (false, false) => format!("{name} bekommt die Rolle {}.", german::role(role)),
    };
    let stranded = if strands_answers(before, role) {
        " Antworten, die noch auf einem Gerät dieses Kontos liegen, kommen danach erst an, wenn Sie das Gerät unter »Geräte« \
         sperren."
    } else {
        ""
    };
    format!("{chosen}{stranded} Ist das richtig?")
}

fn done(name: &str, before: Role, role: Role, called: &str) -> String {
    if role == before {
        format!("{name} steht jetzt für {called} aus dem Verzeichnis.")
    } else {
        format!("{name} hat jetzt die Rolle {}.", german::role(role))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_says_for_whom_and_what_of_a_device_would_be_left_behind() {
        let stranded = |before, role| question("Kim", before, role, "Kita Nord").contains("unter »Geräte« sperren");
        assert!(stranded(Role::KiSo, Role::KitaLeitung) && stranded(Role::KiSo, Role::Koordination));
        assert!(!stranded(Role::KiSo, Role::KiSo) && !stranded(Role::KitaLeitung, Role::KiSo));
        assert_eq!(question("Kim", Role::Finanzen, Role::Kasse, ""), "Kim bekommt die Rolle Kasse. Ist das richtig?");
        assert_eq!(
            question("Kim", Role::KitaLeitung, Role::KitaLeitung, "Kim Erfunden"),
            "Kim steht künftig für Kim Erfunden aus dem Verzeichnis. Ist das richtig?"
        );
    }
}
