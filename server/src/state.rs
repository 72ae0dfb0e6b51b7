use crate::{
    auth::{passwords::Hasher, rate_limit::RateLimit, session::ClientAddress},
    config::Config,
    headers,
};
use app::{
    context::{LookupLimit, Ports},
    installation::Installation,
    shell::Assets,
};
use axum::http::{HeaderValue, header, request::Parts};
use leptos::{
    nonce::use_nonce,
    prelude::{provide_context, use_context},
};
use leptos_axum::ResponseOptions;
use std::sync::Arc;
use store::Store;

/// What every request may use.
#[derive(Clone)]
pub struct AppState {
    pub config: Arc<Config>,
    pub assets: Arc<Assets>,
    pub ports: Ports,
    pub store: Store,
    pub hasher: Arc<Hasher>,
    pub rate_limit: Arc<RateLimit>,
}

impl AppState {
    /// Counts by the address of the running request. A page that is made again after a form was not taken has none: the form
    /// was counted.
    fn lookup_limit(&self) -> LookupLimit {
        let limit = Arc::clone(&self.rate_limit);
        LookupLimit::new(move || {
            let parts = use_context::<Parts>();
            let address = parts.and_then(|parts| parts.extensions.get::<ClientAddress>().copied());
            address.map_or(Ok(()), |ClientAddress(address)| limit.count_lookup(address))
        })
    }

    /// What rendered pages and server functions find in their context; pages also get the policy that fits their nonce.
    pub fn provide(&self) {
        provide_context(self.ports.clone());
        provide_context(self.lookup_limit());
        provide_context((*self.assets).clone());
        provide_context(Installation {
            demo: self.config.demo,
            office: self.config.office.clone(),
            retention: self.config.retention,
            cell_min: self.config.cell_min,
        });
        if let (Some(nonce), Some(response)) = (use_nonce(), use_context::<ResponseOptions>())
            && let Ok(policy) = HeaderValue::from_str(&headers::policy_with_nonce(&nonce))
        {
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy);
        }
    }
}
