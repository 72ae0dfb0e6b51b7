//! What sheets are called in a list.

use super::filling::{plan_of, reopen};
use crate::offline::{Workspace, platform};
use domain::{
    ids::{ErhebungId, QuestionnaireId},
    questionnaires::{Definition, VersionNumber, engine::Plan},
    sync::LocalSubmission,
};
use leptos::prelude::*;
use std::{collections::BTreeMap, sync::Arc};

/// The names that authors give to sheets (`instance_name`), for one list. A version of a questionnaire never changes, so it is
/// made ready once and not for each row.
#[derive(Clone, Copy)]
pub struct Names {
    workspace: Workspace,
    versions: StoredValue<BTreeMap<(QuestionnaireId, VersionNumber), Option<Ready>>>,
}

#[derive(Clone)]
struct Ready {
    definition: Arc<Definition>,
    plan: Arc<Plan>,
}

impl Ready {
    /// `None` where the author wants no names, or the questionnaire cannot be run.
    fn of(definition: &Definition) -> Option<Self> {
        definition.settings.instance_name.as_ref()?;
        let definition = definition.clone().without_pictures();
        let plan = plan_of(&definition)?;
        Some(Self { definition: Arc::new(definition), plan })
    }
}

impl Names {
    pub fn new(workspace: Workspace) -> Self {
        Self { workspace, versions: StoredValue::new(BTreeMap::new()) }
    }

    /// The name of this one, where it has one. What respondents answer names nothing.
    pub fn of(self, submission: &LocalSubmission) -> Option<String> {
        if !self.workspace.travels(submission.id) {
            return None;
        }
        let Ready { definition, plan } = self.version_of(submission.erhebung)?;
        let language = platform::kept_language(submission.id);
        let language = language.unwrap_or_else(|| definition.first_language().to_owned());
        let name = reopen(&definition, plan, submission, language)?.instance_name()?;
        Some(name.trim().to_owned()).filter(|name| !name.is_empty())
    }

    fn version_of(self, erhebung: ErhebungId) -> Option<Ready> {
        let version = self.workspace.version_of(erhebung)?;
        if let Some(known) = self.versions.with_value(|versions| versions.get(&version).cloned()) {
            return known;
        }
        let package = untrack(|| self.workspace.package(erhebung));
        let ready = package.and_then(|package| Ready::of(&package.definition));
        self.versions.update_value(|versions| _ = versions.insert(version, ready.clone()));
        ready
    }
}
