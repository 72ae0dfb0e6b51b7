//! Files of a budget year: [`DocumentStore`] for the database.

use crate::{
    Store,
    audit::Audit,
    error,
    query::Query,
    row::{Day, Keyed, Ref, from_code},
    settlements::proof_record,
};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use domain::{
    AppError,
    access::{BudgetReader, Right},
    budgets::documents::{Document, DocumentKind, Filing, StoredDocument, Withdrawing, port::DocumentStore},
    ids::{AccountId, AnstellungstraegerId, DocumentId},
};
use sha2::{Digest, Sha256};
use surrealdb::types::{Bytes, Error, RecordId, SurrealValue, Uuid, Value};

/// Ids of documents sort by time.
const DOCUMENTS: &str = "
    SELECT id, year, kind, anstellungstraeger, day, reference, file_name, size, sha256, by.name AS by, at, withdrawn,
        (SELECT VALUE status FROM verwendungsnachweis
            WHERE year = $parent.year AND anstellungstraeger = $parent.anstellungstraeger)[0] AS proof
    FROM budget_document WHERE year = $year ORDER BY id DESC;
";

const DOCUMENT: &str = "
    SELECT id, year, kind, anstellungstraeger, day, reference, file_name, size, sha256, by.name AS by, at, withdrawn,
        (SELECT VALUE status FROM verwendungsnachweis
            WHERE year = $parent.year AND anstellungstraeger = $parent.anstellungstraeger)[0] AS proof
    FROM $document;
";

const CONTENT: &str = "SELECT bytes FROM $content;";

/// `$proof`: the Verwendungsnachweis of a receipt; what is submitted with it stays as it is.
const FILE: &str = "
    IF record::exists($document) {
        IF $document.sha256 != $row.sha256 { THROW 'conflict' };
    } ELSE {
        IF ($proof.status ?? 'draft') != 'draft' { THROW ':wrong_state' };
        CREATE $document CONTENT $row RETURN NONE;
        CREATE $content CONTENT { bytes: $bytes } RETURN NONE;
    };
";

const WITHDRAW: &str = "
    IF !record::exists($document) { THROW 'not_found' };
    IF $document.withdrawn IS NONE {
        IF ($proof.status ?? 'draft') != 'draft' { THROW ':wrong_state' };
        UPDATE $document SET withdrawn = $reason RETURN NONE;
    };
";

#[derive(SurrealValue)]
struct NewRow {
    year: i64,
    kind: String,
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    day: Day,
    reference: String,
    file_name: String,
    size: i64,
    sha256: String,
    by: Ref<AccountId>,
    at: DateTime<Utc>,
}

#[derive(SurrealValue)]
struct DocumentRow {
    id: Ref<DocumentId>,
    year: i64,
    kind: String,
    anstellungstraeger: Option<Ref<AnstellungstraegerId>>,
    day: Day,
    reference: String,
    file_name: String,
    size: i64,
    sha256: String,
    by: Option<String>,
    at: DateTime<Utc>,
    withdrawn: Option<String>,
    proof: Option<String>,
}

#[derive(SurrealValue)]
struct ContentRow {
    bytes: Bytes,
}

impl DocumentRow {
    fn into_domain(self) -> Result<StoredDocument, Error> {
        let unreadable = |what: &str| Error::internal(format!("unreadable {what} of a document"));
        let document = Document {
            id: self.id.0,
            year: self.year.try_into().map_err(|_| unreadable("year"))?,
            kind: from_code("document", &self.kind, DocumentKind::from_code)?,
            anstellungstraeger: self.anstellungstraeger.map(|of| of.0),
            day: self.day.0,
            reference: self.reference,
            file_name: self.file_name,
            size: self.size.try_into().map_err(|_| unreadable("size"))?,
            sha256: self.sha256,
            by: self.by.unwrap_or_default(),
            at: self.at,
            withdrawn: self.withdrawn,
        };
        let is_submitted = self.proof.is_some_and(|status| status != "draft");
        Ok(StoredDocument { document, is_submitted })
    }
}

#[async_trait]
impl DocumentStore for Store {
    async fn documents(&self, by: &BudgetReader, year: i32) -> Result<Vec<Document>, AppError> {
        let rows: Vec<DocumentRow> = self.rows(Query::read(DOCUMENTS).bind("year", i64::from(year))).await?;
        let stored = rows.into_iter().map(DocumentRow::into_domain).collect::<Result<Vec<_>, _>>();
        let stored = stored.map_err(|cause| error::unreadable(DOCUMENTS, &cause))?;
        Ok(stored.into_iter().filter_map(|document| document.visible_to(by)).collect())
    }

    async fn document(&self, by: &BudgetReader, id: DocumentId) -> Result<(Document, Vec<u8>), AppError> {
        let row: Option<DocumentRow> = self.row(Query::read(DOCUMENT).bind("document", Ref(id))).await?;
        let stored =
            row.ok_or(AppError::NotFound)?.into_domain().map_err(|cause| error::unreadable(DOCUMENT, &cause))?;
        let document = stored.visible_to(by).ok_or(AppError::NotFound)?;
        let row: Option<ContentRow> = self.row(Query::read(CONTENT).bind("content", content_record(id))).await?;
        let bytes: Vec<u8> = row.ok_or(AppError::NotFound)?.bytes.into_inner().to_vec();
        if hex::encode(Sha256::digest(&bytes)) != document.sha256 {
            return Err(error::internal(CONTENT, "the content of a document is not what was filed"));
        }
        Ok((document, bytes))
    }

    async fn file(&self, filing: &Filing, now: DateTime<Utc>) -> Result<(), AppError> {
        let row = NewRow {
            year: i64::from(filing.year()),
            kind: filing.kind().code().to_owned(),
            anstellungstraeger: filing.anstellungstraeger().map(Ref),
            day: Day(filing.day()),
            reference: filing.reference().to_owned(),
            file_name: filing.file_name().to_owned(),
            size: i64::try_from(filing.content().len()).unwrap_or(i64::MAX),
            sha256: hex::encode(Sha256::digest(filing.content())),
            by: Ref(filing.by().principal().account),
            at: now,
        };
        let query = Query::audited(FILE, Audit::values(filing.by(), "budget.file_document", now).of(filing.id()))
            .bind("document", Ref(filing.id()))
            .bind("proof", filing.proof().map(|(year, of)| proof_record(year, of)))
            .bind("content", content_record(filing.id()))
            .bind("row", row)
            .bind("bytes", Value::Bytes(Bytes::from(filing.content().to_vec())));
        self.run(query).await
    }

    async fn withdraw(&self, withdrawing: &Withdrawing, now: DateTime<Utc>) -> Result<(), AppError> {
        let audit = Audit::values(withdrawing.by(), "budget.withdraw_document", now).of(withdrawing.document());
        let query = Query::audited(WITHDRAW, audit)
            .bind("document", Ref(withdrawing.document()))
            .bind("proof", withdrawing.proof().map(|(year, of)| proof_record(year, of)))
            .bind("reason", withdrawing.reason().to_owned());
        self.run(query).await
    }
}

/// `budget_document_content:u'…'`, with the key of the document.
fn content_record(id: DocumentId) -> RecordId {
    RecordId::new("budget_document_content", Uuid::from(id.key()))
}
