//! The devices on which somebody works in the field, and the way to revoke one that is lost.

use crate::{
    offline::api::{devices, revoke},
    ui::{ActionOutcome, Confirm, Empty, Failure, Loading, Notice, NoticeKind, TableFrame},
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
    let list = LocalResource::new(devices);
    let revoked = RwSignal::new(None::<Result<String, AppError>>);
    let act = Callback::new(move |device: String| {
        revoked.set(None);
        spawn_local(async move {
            let outcome = revoke(device).await.map(|()| "Das Gerät ist gesperrt.".to_owned());
            revoked.set(Some(outcome.map_err(|error| error.0)));
            list.refetch();
        });
    });
    let content = move || {
        list.get().map(|list| match list {
            Ok(list) if list.is_empty() => view! { <Empty text="Noch ist kein Gerät bekannt." /> }.into_any(),
            Ok(list) => view! { <DeviceTable list own of_all act /> }.into_any(),
            Err(error) if error.0 == AppError::Unreachable => view! {
                <Notice kind=NoticeKind::Info title="Die Liste der Geräte gibt es nur mit Netz." />
            }
            .into_any(),
            Err(error) => view! { <Failure error=error.0 /> }.into_any(),
        })
    };
    view! {
        <ActionOutcome answer=revoked />
        <Suspense fallback=Loading>{content}</Suspense>
    }
}

#[component]
fn DeviceTable(list: Vec<DeviceEntry>, own: Option<DeviceId>, of_all: bool, act: Callback<String>) -> impl IntoView {
    let own = own.map(|own| own.to_string());
    let rows = list
        .into_iter()
        .map(|device| {
            let DeviceEntry { id, owner, registered, last_contact, revoked } = device;
            let is_own = own.as_ref() == Some(&id);
            let name = format!("Gerät vom {registered}");
            let object = if of_all { format!("{name}, {owner}") } else { name.clone() };
            let state = match revoked {
                Some(since) => view! { <span>{format!("gesperrt seit {since}")}</span> }.into_any(),
                None => {
                    let revoke = Callback::new(move |()| act.run(id.clone()));
                    view! { <Confirm label="Sperren" yes="Endgültig sperren" question=QUESTION object act=revoke /> }
                        .into_any()
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
        })
        .collect_view();
    view! {
        <TableFrame caption="Geräte für die Arbeit ohne Netz">
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">"Gerät"</th>
                {of_all.then(|| view! { <th class="kern-table__header" scope="col">"Person"</th> })}
                <th class="kern-table__header" scope="col">"Zuletzt verbunden"</th>
                <th class="kern-table__header" scope="col">"Stand"</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}
