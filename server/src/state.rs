use crate::{config::Config, auth::{passwords::Hasher, rate_limit::RateLimit}};
use app::{context::Ports, installation::Installation, shell::Assets};
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
    /// What rendered pages and server functions find in their context.
    pub fn provide(&self) {
        use leptos::prelude::provide_context;
        provide_context(self.ports.clone());
        provide_context((*self.assets).clone());
        provide_context(Installation { demo: self.config.demo, office: self.config.office.clone() });
    }
}
