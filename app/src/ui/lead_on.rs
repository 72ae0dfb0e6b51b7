use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

/// Leads from this page to another one, once the server has answered. Whoever has left meanwhile is somewhere on purpose, and may be
/// typing there: they stay.
pub fn lead_on() -> impl Fn(&str) + Clone + Send + Sync + 'static {
    let (navigate, here) = (use_navigate(), StoredValue::new(()));
    move |address: &str| {
        if here.try_get_value().is_some() {
            navigate(address, Default::default());
        }
    }
}
