use domain::{AppError, IncidentId};
use leptos::server_fn::{
    Bytes, Decodes,
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
};
use serde::{Deserialize, Serialize};

/// [`AppError`] on its way through a server function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error(transparent)]
#[serde(transparent)]
pub struct ApiError(pub AppError);

impl From<AppError> for ApiError {
    /// Also gives the response its status: Leptos answers every failing server function with 500 (0.8).
    fn from(error: AppError) -> Self {
        #[cfg(feature = "ssr")]
        set_status(error.status());
        Self(error)
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    /// In the browser. A session that has ended also ends what the device may open without network.
    fn de(data: Bytes) -> Self {
        let error = JsonEncoding::decode(data)
            .unwrap_or_else(|fault| Self::from_server_fn_error(ServerFnErrorErr::Deserialization(fault.to_string())));
        if error.0 == AppError::Unauthenticated {
            crate::offline::forget_me();
        }
        error
    }

    fn from_server_fn_error(fault: ServerFnErrorErr) -> Self {
        Self(match fault {
            // On the server, a request of another shape than the function takes: from a page of before the last update.
            #[cfg(feature = "ssr")]
            ServerFnErrorErr::Deserialization(_) => {
                let unreadable = AppError::Invalid(Vec::new());
                set_status(unreadable.status());
                unreadable
            }
            // A login page or a proxy's error page in place of JSON: the server behind it was not reached.
            #[cfg(not(feature = "ssr"))]
            ServerFnErrorErr::Deserialization(_) => AppError::Unreachable,
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => AppError::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => AppError::Invalid(Vec::new()),
            other => AppError::Internal(IncidentId(short_name(&other).into())),
        })
    }
}

fn short_name(fault: &ServerFnErrorErr) -> &'static str {
    match fault {
        ServerFnErrorErr::Registration(_) => "F-REG",
        ServerFnErrorErr::UnsupportedRequestMethod(_) => "F-METHOD",
        ServerFnErrorErr::ServerError(_) => "F-SERVER",
        ServerFnErrorErr::MiddlewareError(_) => "F-MIDDLEWARE",
        ServerFnErrorErr::Serialization(_) => "F-SERIALIZE",
        _ => "F-OTHER",
    }
}

#[cfg(feature = "ssr")]
fn set_status(status: u16) {
    use leptos::prelude::use_context;
    let Some(response) = use_context::<leptos_axum::ResponseOptions>() else { return };
    // A person without WASM needs the redirect (302) that Leptos sends to `Accept: text/html`.
    let plain_form = use_context::<http::request::Parts>().is_some_and(|parts| {
        parts.method == http::Method::POST
            && parts.headers.get(http::header::ACCEPT).is_some_and(|accept| accept.as_bytes().starts_with(b"text/html"))
    });
    if let (false, Ok(status)) = (plain_form, http::StatusCode::from_u16(status)) {
        response.set_status(status);
    }
}
