//! The devices on which somebody works in the field, and the way to revoke one that is lost.

use crate::{
    offline::{
        SendState,
        api::{devices, revoke},
    },
    ui::{ActionOutcome, Acts, Confirm, Empty, Failure, Notice, NoticeKind, Reading, TableFrame, as_sent},
};
use domain::{AppError, ids::DeviceId, sync::DeviceEntry};
use leptos::{prelude::*, task::spawn_local};

const QUESTION: &str = "Gerät sperren? Was auf ihm liegt, geht bei seiner nächsten Verbindung an das Kreisjugendamt und wird dann auf \
                        dem Gerät gelöscht. Das lässt sich nicht zurücknehmen.";

/// The list; `own` is this browser, where it is one of them.
#[component]
pub fn DeviceList(
    #[prop(optional_no_strip)] own: Option<DeviceId>,
    /// Whether the devices are of several people.
    #[prop(optional)]
    of_all: bool,
) -> impl IntoView {
    let reading = Reading::new(devices);
    let acts = Acts::on(reading);
    // Without network there was nothing to list; what stands is not read anew only because the network was away for a moment.
    // The state is set after each round, too: right after the browser has said "online" the server may be out of reach still.
    let online = use_context::<SendState>().map(|state| state.online);
    Effect::new(move |before: Option<()>| {
        let is_online = online.is_none_or(|online| online.get());
        if is_online && before.is_some() && reading.now().with_untracked(Option::is_none) {
            spawn_local(acts.reread(false));
        }
    });
    let table = move |list: Signal<Vec<DeviceEntry>>| {
        let nothing = Memo::new(move |_| list.with(Vec::is_empty));
        (move || match nothing.get() {
            true => view! { <Empty text="Noch ist kein Gerät bekannt." /> }.into_any(),
            false => view! { <DeviceTable list own of_all acts /> }.into_any(),
        })
        .into_any()
    };
    let content = reading.shown_or(table, |error| match error {
        AppError::Unreachable => {
            view! { <Notice kind=NoticeKind::Info title="Die Liste der Geräte gibt es nur mit Netz." /> }.into_any()
        }
        error => view! { <Failure error /> }.into_any(),
    });
    view! { <ActionOutcome answer=acts.answer /> {content} }
}

#[component]
fn DeviceTable(list: Signal<Vec<DeviceEntry>>, own: Option<DeviceId>, of_all: bool, acts: Acts) -> impl IntoView {
    let own = StoredValue::new(own.map(|own| own.to_string()));
    let each = move || list.get();
    view! {
        <TableFrame caption="Geräte für die Arbeit ohne Netz">
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">"Gerät"</th>
                {of_all.then(|| view! { <th class="kern-table__header" scope="col">"Person"</th> })}
                <th class="kern-table__header" scope="col">"Zuletzt verbunden"</th>
                <th class="kern-table__header" scope="col">"Stand"</th>
            </tr></thead>
            <tbody>
                <For each key=as_sent let(device)>
                    <Device is_own=own.with_value(|own| own.as_ref() == Some(&device.id)) device of_all acts />
                </For>
            </tbody>
        </TableFrame>
    }
}

#[component]
fn Device(is_own: bool, device: DeviceEntry, of_all: bool, acts: Acts) -> impl IntoView {
    let DeviceEntry { id, owner, registered, last_contact, revoked } = device;
    let name = format!("Gerät vom {registered}");
    let object = if of_all { format!("{name}, {owner}") } else { name.clone() };
    let state = match revoked {
        Some(since) => view! { <span>{format!("gesperrt seit {since}")}</span> }.into_any(),
        None => {
            let act = Callback::new(move |()| {
                let revoked = revoke(id.clone());
                acts.run(async move { revoked.await.map(|()| "Das Gerät ist gesperrt.".to_owned()) });
            });
            view! { <Confirm label="Sperren" yes="Endgültig sperren" question=QUESTION object act /> }.into_any()
        }
    };
    view! {
        <tr class="kern-table__row">
            <th class="kern-table__cell" scope="row">{name}{is_own.then_some(" (dieses Gerät)")}</th>
            {of_all.then(|| view! { <td class="kern-table__cell">{owner}</td> })}
            <td class="kern-table__cell">{last_contact}</td>
            <td class="kern-table__cell">{state}</td>
        </tr>
    }
}
