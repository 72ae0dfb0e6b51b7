//! The directory: [`DirectoryStore`] for the database.
//!
//! A district's directory is a few hundred records, so it is read as a whole, in one snapshot, and kept until the next
//! write: rules, rights, search and warnings are functions of `domain` on that whole. What is kept is never trusted
//! without asking the database for the number of the last write, so several processes may write.

mod rows;

use crate::{
    Store,
    audit::Audit,
    error::{self, Unique},
    query::Query,
    row::Ref,
};
use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    AppError, ErrorCode,
    access::{Anstellungstraeger, DirectoryReader, Koordination, Right, Role, Scope},
    accounts::Subject,
    people::{Action, Change, Directory, PostChange, Revision, port::DirectoryStore},
};
use rows::{
    AgreementRow, AnstellungstraegerRow, KitaRow, KitaTraegerRow, KommuneRow, PersonRow, PostRow, Row, SozialraumRow,
    ZuordnungRow, record_of, row_of,
};
use std::sync::{Arc, Mutex, PoisonError};
use surrealdb::types::{RecordId, SurrealValue, Value};

/// Rules are judged before the database is asked; these hold them up against anything that writes past the rules.
pub(crate) const UNIQUE: &[Unique] = &[
    Unique { index: "sozialraum_name", field: "name", code: ErrorCode::NotUnique },
    Unique { index: "kommune_name", field: "name", code: ErrorCode::NotUnique },
    Unique { index: "kita_traeger_name", field: "name", code: ErrorCode::NotUnique },
    Unique { index: "kita_number", field: "number", code: ErrorCode::NotUnique },
    Unique { index: "anstellungstraeger_name", field: "name", code: ErrorCode::NotUnique },
    Unique { index: "kooperationsvereinbarung_reference_version", field: "reference", code: ErrorCode::NotUnique },
];

/// How often a write is judged anew because another write came first.
const ATTEMPTS: u32 = 8;

/// The directory as last read.
#[derive(Default)]
pub(crate) struct Cache(Mutex<Option<Arc<Directory>>>);

impl Cache {
    fn at(&self, revision: Revision) -> Option<Arc<Directory>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|directory| directory.revision == revision).cloned()
    }

    fn keep(&self, directory: &Arc<Directory>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(directory));
    }
}

#[async_trait]
impl DirectoryStore for Store {
    async fn read(&self, by: &DirectoryReader, day: NaiveDate) -> Result<Directory, AppError> {
        Ok(self.directory().await?.visible_to(by.principal(), day))
    }

    async fn scope_of(&self, role: Role, subject: &Subject, day: NaiveDate) -> Result<Scope, AppError> {
        Ok(self.directory().await?.scope_of(role, subject, day))
    }

    async fn write(&self, by: &Koordination, changes: &[Change], now: DateTime<Utc>) -> Result<Revision, AppError> {
        if changes.is_empty() {
            return self.revision().await;
        }
        let audit = || Audit::values(by, "directory.write", now);
        self.write_judged(audit, |_| Ok(changes.to_vec())).await
    }

    async fn write_post(
        &self,
        by: &Anstellungstraeger,
        change: &PostChange,
        now: DateTime<Utc>,
    ) -> Result<Revision, AppError> {
        let Scope::Anstellungstraeger(own) = by.principal().scope else { return Err(AppError::NotFound) };
        if self.directory().await?.has_entered(own, change) {
            return self.revision().await;
        }
        let submitted: Vec<i64> = self.rows(Query::read(SUBMITTED).bind("own", Ref(own))).await?;
        let submitted: Vec<i32> = submitted.into_iter().filter_map(|year| i32::try_from(year).ok()).collect();
        let audit = || Audit::values(by, "directory.post", now);
        self.write_judged(audit, |before| Ok(vec![before.post_change_beside(own, change, &submitted)?])).await
    }

    async fn fill(&self, directory: &Directory, now: DateTime<Utc>) -> Result<(), AppError> {
        let records = directory.records();
        let rows: Vec<Value> = records.iter().map(|(_, record)| row_of(1, record)).collect();
        let audit = Audit::by_program("directory.fill", now);
        let query = Query::audited(WRITE, audit)
            .bind("base", 0_i64)
            .bind("revision", 1_i64)
            .bind("rows", rows)
            .bind("removed", Vec::<RecordId>::new());
        self.run(query).await
    }

    async fn is_empty(&self) -> Result<bool, AppError> {
        Ok(self.revision().await? == 0)
    }
}

const WRITE: &str = "
    IF directory:main.revision != $base { THROW 'conflict' };
    UPDATE directory:main SET revision = $revision RETURN NONE;
    FOR $row IN $rows { UPSERT $row.id CONTENT $row RETURN NONE };
    FOR $id IN $removed { DELETE $id RETURN NONE };
";

/// Years of which the Verwendungsnachweis is with the office.
const SUBMITTED: &str =
    "SELECT VALUE year FROM verwendungsnachweis WHERE anstellungstraeger = $own AND status != 'draft';";

const REVISION: &str = "SELECT VALUE revision FROM directory:main;";

/// One statement, so that all tables are of one snapshot.
const ALL: &str = "
    RETURN {
        revision: directory:main.revision,
        sozialraeume: (SELECT * FROM sozialraum),
        kommunen: (SELECT * FROM kommune),
        kita_traeger: (SELECT * FROM kita_traeger),
        kitas: (SELECT * FROM kita),
        anstellungstraeger: (SELECT * FROM anstellungstraeger),
        agreements: (SELECT * FROM kooperationsvereinbarung),
        persons: (SELECT * FROM person),
        zuordnungen: (SELECT * FROM zuordnung),
        posts: (SELECT * FROM post)
    };
";

#[derive(SurrealValue)]
struct AllRows {
    revision: i64,
    sozialraeume: Vec<SozialraumRow>,
    kommunen: Vec<KommuneRow>,
    kita_traeger: Vec<KitaTraegerRow>,
    kitas: Vec<KitaRow>,
    anstellungstraeger: Vec<AnstellungstraegerRow>,
    agreements: Vec<AgreementRow>,
    persons: Vec<PersonRow>,
    zuordnungen: Vec<ZuordnungRow>,
    posts: Vec<PostRow>,
}

impl AllRows {
    fn into_directory(self) -> Result<Directory, surrealdb::types::Error> {
        let mut directory = Directory { revision: self.revision.unsigned_abs(), ..Directory::default() };
        put(&mut directory, self.sozialraeume)?;
        put(&mut directory, self.kommunen)?;
        put(&mut directory, self.kita_traeger)?;
        put(&mut directory, self.kitas)?;
        put(&mut directory, self.anstellungstraeger)?;
        put(&mut directory, self.agreements)?;
        put(&mut directory, self.persons)?;
        put(&mut directory, self.zuordnungen)?;
        put(&mut directory, self.posts)?;
        Ok(directory)
    }
}

fn put(directory: &mut Directory, rows: Vec<impl Row>) -> Result<(), surrealdb::types::Error> {
    for row in rows {
        let (revision, record) = row.read()?;
        directory.put(revision, record);
    }
    Ok(())
}

impl Store {
    /// The whole directory, for what decides about rights itself.
    pub(crate) async fn directory(&self) -> Result<Arc<Directory>, AppError> {
        let revision = self.revision().await?;
        if let Some(kept) = self.directory_cache().at(revision) {
            return Ok(kept);
        }
        let rows: AllRows = self.value(Query::read(ALL)).await?;
        let directory = Arc::new(rows.into_directory().map_err(|cause| error::unreadable(ALL, &cause))?);
        self.directory_cache().keep(&directory);
        Ok(directory)
    }

    /// Makes the changes that `wanted` asks for, judged anew against what the write before has left.
    async fn write_judged(
        &self,
        audit: impl Fn() -> Audit + Send + Sync,
        wanted: impl Fn(&Directory) -> Result<Vec<Change>, AppError> + Send + Sync,
    ) -> Result<Revision, AppError> {
        for _ in 0..ATTEMPTS {
            let before = self.directory().await?;
            let changes = wanted(&before)?;
            let after = before.with(&changes)?;
            let subjects = changes.iter().map(|change| record_of(change.key()));
            let audit = subjects.fold(audit(), Audit::of_record);
            let query = Query::audited(WRITE, audit)
                .bind("base", stored(before.revision))
                .bind("revision", stored(after.revision))
                .bind("rows", rows_of(&changes, after.revision))
                .bind("removed", removed(&changes));
            match self.run(query).await {
                Err(AppError::Conflict) => continue,
                Err(other) => return Err(other),
                Ok(()) => {
                    let revision = after.revision;
                    self.directory_cache().keep(&Arc::new(after));
                    return Ok(revision);
                }
            }
        }
        Err(AppError::Conflict)
    }

    async fn revision(&self) -> Result<Revision, AppError> {
        let number: Option<i64> = self.row(Query::read(REVISION)).await?;
        number
            .and_then(|number| Revision::try_from(number).ok())
            .ok_or_else(|| error::internal(REVISION, "the directory has no head"))
    }
}

fn stored(revision: Revision) -> i64 {
    i64::try_from(revision).unwrap_or(i64::MAX)
}

fn rows_of(changes: &[Change], revision: Revision) -> Vec<Value> {
    let put = changes.iter().filter_map(|change| match &change.action {
        Action::Put(record) => Some(record),
        Action::Remove(_) => None,
    });
    put.map(|record| row_of(revision, record)).collect()
}

fn removed(changes: &[Change]) -> Vec<RecordId> {
    let removed = changes.iter().filter_map(|change| match change.action {
        Action::Remove(key) => Some(record_of(key)),
        Action::Put(_) => None,
    });
    removed.collect()
}
