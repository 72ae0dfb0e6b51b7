//! What server functions are given by the server: ports, clock, and who is asking.

#[cfg(feature = "ssr")]
pub use ssr::{LookupLimit, Ports, account_is_over, authorised, computed, count_lookup, maybe_visitor, ports, visitor};

#[cfg(feature = "ssr")]
mod ssr {
    use crate::ApiError;
    use domain::{
        AppError, IncidentId,
        access::Right,
        accounts::port::{AccountOver, AccountStore, LinkMailer, Visitor},
        audit::port::AuditLog,
        budgets::{
            documents::port::DocumentStore, index::port::IndexStore, payment::port::PaymentStore, port::BudgetStore,
            settlement::port::SettlementStore,
        },
        clock::Clock,
        events::{
            certificate::Numbering,
            port::{AttendanceStore, EventStore, FeedStore, MinutesStore, ProposalStore, TemplateStore},
        },
        mail::port::{FailedMails, LinkMaker, Outbox},
        people::port::DirectoryStore,
        questionnaires::{QuestionnaireStore, free_texts::FreeTextStore, survey::SurveyStore},
        sync::port::SyncStore,
    };
    use leptos::prelude::use_context;
    use std::sync::Arc;

    /// The stores behind the pages, each as the port that `domain` defines.
    #[derive(Clone)]
    pub struct Ports {
        pub clock: Arc<dyn Clock>,
        pub accounts: Arc<dyn AccountStore>,
        pub links: Arc<dyn LinkMailer>,
        pub fresh_links: Arc<dyn LinkMaker>,
        pub audit: Arc<dyn AuditLog>,
        pub budgets: Arc<dyn BudgetStore>,
        pub documents: Arc<dyn DocumentStore>,
        pub events: Arc<dyn EventStore>,
        pub attendance: Arc<dyn AttendanceStore>,
        pub feeds: Arc<dyn FeedStore>,
        pub index: Arc<dyn IndexStore>,
        pub minutes: Arc<dyn MinutesStore>,
        pub templates: Arc<dyn TemplateStore>,
        pub proposals: Arc<dyn ProposalStore>,
        pub numbering: Arc<dyn Numbering>,
        pub outbox: Arc<dyn Outbox>,
        pub failed_mails: Arc<dyn FailedMails>,
        pub payments: Arc<dyn PaymentStore>,
        pub settlements: Arc<dyn SettlementStore>,
        pub directory: Arc<dyn DirectoryStore>,
        pub questionnaires: Arc<dyn QuestionnaireStore>,
        pub free_texts: Arc<dyn FreeTextStore>,
        pub surveys: Arc<dyn SurveyStore>,
        pub sync: Arc<dyn SyncStore>,
        /// Smallest count that is shown of a survey of respondents (domain §6).
        pub cell_min: u32,
        /// The address people type, without a slash at the end.
        pub public_url: Arc<str>,
    }

    /// Counts looks at what only a secret or a number leads to, by the address from which they come.
    #[derive(Clone)]
    pub struct LookupLimit(Arc<dyn Fn() -> Result<(), AppError> + Send + Sync>);

    impl LookupLimit {
        /// `count`: counts the running request; `TooMany` with the seconds to wait.
        pub fn new(count: impl Fn() -> Result<(), AppError> + Send + Sync + 'static) -> Self {
            Self(Arc::new(count))
        }
    }

    /// Counts the running request among those that anybody may send to try secrets or numbers; `TooMany` from an address that
    /// sends too many.
    pub fn count_lookup() -> Result<(), ApiError> {
        let limit = use_context::<LookupLimit>().ok_or_else(|| AppError::Internal(IncidentId("F-LIMIT".into())))?;
        Ok((limit.0)()?)
    }

    /// Does what keeps a processor busy on a thread of its own, so that other requests need not wait for it.
    ///
    /// # Errors
    /// `Internal` when the work panicked.
    pub async fn computed<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
        tokio::task::spawn_blocking(work).await.map_err(|_| AppError::Internal(IncidentId("F-WORK".into())))
    }

    /// The ports of the running request.
    pub fn ports() -> Result<Ports, ApiError> {
        use_context::<Ports>().ok_or_else(|| AppError::Internal(IncidentId("F-PORTS".into())).into())
    }

    /// Who is behind the request's session, on pages that everybody may see.
    pub fn maybe_visitor() -> Option<Visitor> {
        use_context::<http::request::Parts>().and_then(|parts| parts.extensions.get::<Visitor>().cloned())
    }

    /// Whether nobody is behind the request only because the last day of the account is past.
    pub fn account_is_over() -> bool {
        use_context::<http::request::Parts>().is_some_and(|parts| parts.extensions.get::<AccountOver>().is_some())
    }

    /// As [`maybe_visitor`]; `Unauthenticated` without one, which is also the status of the answer.
    pub fn visitor() -> Result<Visitor, ApiError> {
        maybe_visitor().ok_or_else(|| AppError::Unauthenticated.into())
    }

    /// The proof that the visitor has the right `R`, and the ports to use it with. Call it before the first `await`:
    /// the request's context is not there after one in a spawned task.
    pub fn authorised<R: Right>() -> Result<(R, Ports), ApiError> {
        let proof = visitor()?.principal.require::<R>()?;
        Ok((proof, ports()?))
    }
}
