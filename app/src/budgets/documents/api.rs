//! Server functions of documents. The files themselves come and go at a fixed address.

use crate::ApiError;
use chrono::NaiveDate;
use domain::{budgets::documents::Document, ids::DocumentId};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use crate::context::authorised;
#[cfg(feature = "ssr")]
use domain::{
    access::{BudgetReader, DocumentFiler},
    budgets::documents::Withdrawing,
};

/// Documents of a year with the day that forms compare with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentsView {
    /// Newest first.
    pub documents: Vec<Document>,
    pub today: NaiveDate,
}

/// Documents of a year that the person may see.
#[server(endpoint = "fn/budgets/documents", input = Json)]
pub async fn documents(year: i32) -> Result<DocumentsView, ApiError> {
    let (by, ports) = authorised::<BudgetReader>()?;
    let documents = ports.documents.documents(&by, year).await?;
    Ok(DocumentsView { documents, today: ports.clock.today() })
}

/// Withdraws a document: it stays readable, and says why it does not count.
#[server(endpoint = "fn/budgets/withdraw-document", input = Json)]
pub async fn withdraw_document(id: DocumentId, reason: String) -> Result<(), ApiError> {
    let (by, ports) = authorised::<DocumentFiler>()?;
    let (reader, _) = authorised::<BudgetReader>()?;
    let (document, _) = ports.documents.document(&reader, id).await?;
    let withdrawing = Withdrawing::of(&document, &reason, &by)?;
    Ok(ports.documents.withdraw(&withdrawing, ports.clock.now()).await?)
}
