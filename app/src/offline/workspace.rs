//! What the pages see of the device: questionnaires kept for the field and submissions, as signals.

use super::{OfflineError, platform};
use domain::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{FieldPackage, Place},
    sync::{CachedEntry, Change, LocalState, LocalSubmission, NO_DEVICE, fold, overlay},
};
use leptos::prelude::*;

/// The device of one account. Given as context to the pages of the staff zone.
#[derive(Clone, Copy)]
pub struct Workspace {
    account: StoredValue<String>,
    packages: RwSignal<Option<Vec<FieldPackage>>>,
    submissions: RwSignal<Option<Vec<LocalSubmission>>>,
    /// Number of the last journal entry this page knows of.
    last_seq: StoredValue<u32>,
    /// Why the device cannot be used, if it cannot.
    pub failure: RwSignal<Option<OfflineError>>,
}

impl Workspace {
    pub fn new(account: String) -> Self {
        Self {
            account: StoredValue::new(account),
            packages: RwSignal::new(None),
            submissions: RwSignal::new(None),
            last_seq: StoredValue::new(0),
            failure: RwSignal::new(None),
        }
    }

    /// Reads what lies on the device, then asks the server for newer questionnaires; without network the former stays.
    pub async fn load(self) {
        match platform::packages(&self.account.get_value()).await {
            Ok(packages) => self.packages.set(Some(packages)),
            Err(error) => self.failure.set(Some(error)),
        }
        self.reload().await;
        if let Ok(fresh) = platform::fetch_packages().await {
            if let Err(error) = platform::save_packages(&self.account.get_value(), &fresh).await {
                self.failure.set(Some(error));
            }
            self.packages.set(Some(fresh));
        }
    }

    /// Reads the journal anew.
    pub async fn reload(self) {
        match platform::entries(&self.account.get_value()).await {
            Ok(entries) => {
                self.last_seq.set_value(entries.iter().map(|entry| entry.seq).max().unwrap_or(0));
                self.submissions.set(Some(fold(&entries)));
            }
            Err(error) => self.failure.set(Some(error)),
        }
    }

    /// Questionnaires for the field; `None` while they are read.
    pub fn packages(self) -> Option<Vec<FieldPackage>> {
        self.packages.get()
    }

    pub fn package(self, erhebung: ErhebungId) -> Option<FieldPackage> {
        self.packages
            .with(|packages| packages.as_ref()?.iter().find(|package| package.erhebung.id == erhebung).cloned())
    }

    /// Everything begun on this device, also what has arrived; `None` while it is read.
    pub fn submissions(self) -> Option<Vec<LocalSubmission>> {
        self.submissions.get()
    }

    /// Finished submissions whose receipt is missing.
    pub fn waiting(self) -> usize {
        self.submissions.with(|submissions| {
            submissions.iter().flatten().filter(|submission| matches!(submission.state, LocalState::Waiting(_))).count()
        })
    }

    /// Unfinished drafts on the device.
    pub fn drafts(self) -> usize {
        self.submissions
            .with(|all| all.iter().flatten().filter(|submission| submission.state == LocalState::Draft).count())
    }

    /// Writes a change to the journal; when this returns, it is on disk.
    pub async fn append(self, change: &Change) -> Result<u32, OfflineError> {
        let seq = platform::append(&self.account.get_value(), change).await?;
        self.last_seq.update_value(|last| *last = (*last).max(seq));
        Ok(seq)
    }

    /// Puts a typed answer into the field cache, at once.
    pub fn cache(self, submission: SubmissionId, place: &Place, value: &str) {
        let entry = CachedEntry { after: self.last_seq.get_value(), value: value.to_owned() };
        platform::cache_field(submission, place, &entry);
    }

    /// A submission with the answers that only the cache has; those are written into the journal now.
    pub async fn open(self, id: SubmissionId) -> Result<Option<LocalSubmission>, OfflineError> {
        let entries = platform::entries(&self.account.get_value()).await?;
        let Some(mut submission) = fold(&entries).into_iter().find(|submission| submission.id == id) else {
            return Ok(None);
        };
        for (place, value) in overlay(&mut submission, NO_DEVICE, platform::cached_fields(id)) {
            self.append(&Change::Answered { submission: id, place, value }).await?;
        }
        Ok(Some(submission))
    }
}
