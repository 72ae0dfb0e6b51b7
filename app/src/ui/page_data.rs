//! What the server has read for a page and hands to the browser inside it.

use leptos::{
    prelude::Resource,
    server::codee::{Decoder, Encoder},
};
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// JSON that is read from bytes, as the answers of server functions are. Read from text, every type would have a second reader in
/// the bundle.
pub struct PageData;

impl<T: Serialize> Encoder<T> for PageData {
    type Error = serde_json::Error;
    type Encoded = String;

    fn encode(value: &T) -> Result<String, serde_json::Error> {
        serde_json::to_string(value)
    }
}

impl<T: DeserializeOwned> Decoder<T> for PageData {
    type Error = serde_json::Error;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, serde_json::Error> {
        serde_json::from_slice(text.as_bytes())
    }
}

/// What a page of the public zone shows: read on the server for the first page, in the browser for those after it, and again
/// whenever `source` changes.
pub fn page_data<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    read: impl Fn(S) -> F + Send + Sync + 'static,
) -> Resource<T, PageData>
where
    S: PartialEq + Clone + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Send + Sync + 'static,
    F: Future<Output = T> + Send + 'static,
{
    Resource::new_with_options(source, read, false)
}
