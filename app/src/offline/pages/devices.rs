use crate::{offline::parts::DeviceList, staff::with_right, ui::Page};
use domain::access::Koordination;
use leptos::prelude::*;

/// Everybody's devices, for the Koordination: a lost one is revoked here.
#[component]
pub fn DevicesPage() -> impl IntoView {
    with_right::<Koordination>(|| {
        view! {
            <Page title="Geräte">
                <p class="kern-body">
                    "Geräte, auf denen KiSo ohne Netz arbeiten. Ist eines verloren, sperren Sie es hier."
                </p>
                <DeviceList of_all=true />
            </Page>
        }
        .into_any()
    })
}
