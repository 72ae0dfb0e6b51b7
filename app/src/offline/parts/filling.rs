//! A questionnaire while it is being filled in: engine and journal move together.

use super::{question::Question, submissions::SaveAsFile};
use crate::{
    offline::{OfflineError, Sight, Workspace, now, platform, seed},
    ui::{Notice, NoticeKind},
};
use domain::{
    ids::{ErhebungId, SubmissionId},
    questionnaires::{
        Context, Definition, Draft, Form, NodeState, Place, Spot, Submission,
        engine::Plan,
        expression::Zone,
        german,
        survey::{DeviceText, Language},
    },
    sync::{Change, LocalState, LocalSubmission, client::Lane},
};
use leptos::{prelude::*, task::spawn_local};
use std::{collections::BTreeMap, sync::Arc};

/// The open form. Copyable, so that every question can hold it.
#[derive(Clone, Copy)]
pub struct Filling {
    form: StoredValue<Form>,
    /// Counts changes of the form; what is read from it depends on this.
    version: RwSignal<u32>,
    submission: SubmissionId,
    /// In which language it is shown, as the questionnaire calls it.
    language: RwSignal<String>,
    /// `None`: a form to try out, of which nothing is kept.
    kept: Option<Kept>,
    /// Changes that the journal has not confirmed yet.
    unsaved: RwSignal<u32>,
    /// Why something typed is not on the device.
    failure: RwSignal<Option<OfflineError>>,
    /// What the device has refused to keep; tried again with the next change.
    refused: StoredValue<BTreeMap<Written, Change>>,
    /// The last change of each kind, which is what is tried again.
    latest: StoredValue<BTreeMap<Written, Change>>,
    /// Whether the person has tried to finish: from then on everything missing is marked.
    pub judged: RwSignal<bool>,
    /// Finished or thrown away on another page or device while it is open here.
    pub closed: RwSignal<bool>,
    /// Questions to which two answers were given out of each other's sight.
    pub conflicts: RwSignal<usize>,
}

/// What a change writes: the answer at a place, or, without one, how often repeats stand. A later change replaces an earlier one.
type Written = Option<Place>;

/// What a form belongs to whose answers are kept.
#[derive(Clone, Copy)]
struct Kept {
    erhebung: ErhebungId,
    definition: StoredValue<Definition>,
    /// What of the submission lies before the person.
    sight: StoredValue<Sight>,
    workspace: Workspace,
}

/// A form with what a submission holds; `None` when they do not fit.
fn restore(definition: &Definition, submission: &LocalSubmission, language: String) -> Option<Form> {
    reopen(definition, plan_of(definition)?, submission, language)
}

/// A questionnaire made ready to run.
pub(super) fn plan_of(definition: &Definition) -> Option<Arc<Plan>> {
    let plan = Plan::new(definition);
    plan.inspect_err(|faults| leptos::logging::warn!("questionnaire cannot be opened: {faults:?}")).ok().map(Arc::new)
}

/// As [`restore`], with the plan of the definition.
pub(super) fn reopen(
    definition: &Definition,
    plan: Arc<Plan>,
    submission: &LocalSubmission,
    language: String,
) -> Option<Form> {
    if !submission.draft.fits(definition) {
        leptos::logging::warn!("answers to questions that this questionnaire does not have");
        return None;
    }
    let context = Context { now: now(), zone: Zone::Berlin, seed: seed(), language };
    let blank = submission.draft.answers.is_empty() && submission.draft.repeats.is_empty();
    Some(if blank { Form::open(plan, context) } else { Form::reopen(plan, context, &submission.draft) })
}

impl Filling {
    /// `None` when the questionnaire and what was typed do not fit each other.
    pub fn open(
        definition: Definition,
        submission: &LocalSubmission,
        sight: Sight,
        workspace: Workspace,
    ) -> Option<Self> {
        let definition = definition.without_pictures();
        // One that the questionnaire does not have (any more) is its first one.
        let language = platform::kept_language(submission.id);
        let language = language.unwrap_or_else(|| definition.first_language().to_owned());
        let form = restore(&definition, submission, language)?;
        let kept = Kept {
            erhebung: submission.erhebung,
            definition: StoredValue::new(definition),
            sight: StoredValue::new(sight),
            workspace,
        };
        let filling = Self { kept: Some(kept), ..Self::to_try(form, submission.id) };
        filling.conflicts.set(submission.conflicts.len());
        Some(filling)
    }

    /// A form to try out.
    pub fn to_try(form: Form, submission: SubmissionId) -> Self {
        Self {
            language: RwSignal::new(form.language().to_owned()),
            form: StoredValue::new(form),
            version: RwSignal::new(0),
            submission,
            kept: None,
            unsaved: RwSignal::new(0),
            failure: RwSignal::new(None),
            refused: StoredValue::new(BTreeMap::new()),
            latest: StoredValue::new(BTreeMap::new()),
            judged: RwSignal::new(false),
            closed: RwSignal::new(false),
            conflicts: RwSignal::new(0),
        }
    }

    pub fn submission_id(self) -> SubmissionId {
        self.submission
    }

    /// Writes a change of this submission, in sight of what lies before the person.
    pub fn note(self, change: Change) -> impl Future<Output = Result<(), OfflineError>> + use<> {
        let writing =
            self.kept.map(|kept| kept.sight.with_value(|sight| kept.workspace.note(kept.erhebung, change, sight)));
        async move {
            match writing {
                Some(writing) => writing.await,
                None => Ok(()),
            }
        }
    }

    /// Takes in what came from elsewhere, another page or another device, as soon as everything typed here is on disk.
    pub fn take_in(self) {
        let Some(Kept { definition, sight, workspace, .. }) = self.kept else { return };
        workspace.track();
        // What the device has refused stands here only.
        if self.unsaved.get() > 0 || self.failure.get().is_some() || self.closed.get_untracked() {
            return;
        }
        let Some(stands) = workspace.now(self.submission) else {
            return self.closed.set(true);
        };
        self.conflicts.set(stands.conflicts.len());
        if sight.with_value(|sight| sight.get().includes(&stands.seen)) {
            return;
        }
        if stands.state != LocalState::Draft {
            return self.closed.set(true);
        }
        let language = self.language.get_untracked();
        if let Some(form) = definition.with_value(|definition| restore(definition, &stands, language)) {
            self.form.set_value(form);
            sight.with_value(|sight| sight.join(&stands.seen));
            self.version.update(|version| *version += 1);
        }
    }

    /// The finished answers. Those of a respondent say in which language they were given, as in the public survey; a protocol
    /// sheet does not: nothing of it is suppressed, and a rare language in a small Kita is a family.
    pub fn submission(self, now: i64) -> Submission {
        let chosen = self.is_of_respondent().then(|| self.language.get_untracked());
        let language = chosen.as_deref().and_then(Language::of_questionnaire);
        Submission { language, ..self.form.with_value(|form| form.submission(now)) }
    }

    /// Whether somebody answers who is nobody's to know (domain §6).
    fn is_of_respondent(self) -> bool {
        let lane = self.kept.map(|kept| kept.workspace.lane_of(self.submission, kept.erhebung));
        lane == Some(Lane::Anonymous)
    }

    /// Whether the device may be asked where it is. Beside a respondent it would say where they live, to a few metres.
    pub fn may_locate(self) -> bool {
        !self.is_of_respondent()
    }

    /// What was answered so far, to go on with in another form.
    pub fn draft(self) -> Draft {
        self.form.with_value(Form::draft)
    }

    /// Goes on with another form; questions that are in both keep their fields.
    pub fn go_on_with(self, form: Form) {
        if self.language.with_untracked(|language| language != form.language()) {
            self.language.set(form.language().to_owned());
        }
        self.form.set_value(form);
        self.version.update(|version| *version += 1);
    }

    /// The languages to choose from, as the questionnaire calls them.
    pub fn languages(self) -> Vec<String> {
        self.form.with_value(|form| form.languages().to_vec())
    }

    /// The one in which it is shown.
    pub fn language(self) -> String {
        self.language.get()
    }

    /// In which language the portal's own words among the questions are: German where it does not speak theirs.
    pub fn spoken(self) -> Language {
        self.language.with(|language| Language::of_questionnaire(language)).unwrap_or(Language::German)
    }

    /// Shows it in another language, also after a reload; answers stay as they are.
    pub fn speak(self, language: String) {
        self.form.update_value(|form| form.set_language(&language));
        if self.kept.is_some() {
            platform::keep_language(self.submission, &language);
        }
        self.language.set(language);
        self.version.update(|version| *version += 1);
    }

    /// A node as it stands now.
    pub fn state(self, place: &Place) -> Option<NodeState> {
        self.version.track();
        self.form.with_value(|form| form.state(place))
    }

    /// Every place at which something may stand, whether or not it applies now.
    fn spots(self) -> Vec<Spot> {
        self.version.track();
        self.form.with_value(Form::spots)
    }

    /// Whether what stands at a place applies now.
    fn applies(self, place: &Place) -> bool {
        self.version.track();
        self.form.with_value(|form| form.applies(place))
    }

    /// Takes an answer: into the form, the field cache and the journal.
    pub fn answer(self, place: &Place, value: String) {
        let taken = self.form.try_update_value(|form| form.answer(place.clone(), &value));
        if !matches!(taken, Some(Ok(_))) {
            return;
        }
        self.version.update(|version| *version += 1);
        if let Some(kept) = self.kept {
            kept.workspace.cache(self.submission, kept.erhebung, place, &value);
        }
        let change = Change::Answered { submission: self.submission, place: place.clone(), value };
        self.save(Some(place.clone()), change);
    }

    /// The person has left a field: what they typed there may be sent.
    fn leave_field(self) {
        if let Some(kept) = self.kept {
            kept.workspace.leave_field();
        }
    }

    /// Adds an instance to a repeat, or removes one.
    pub fn arrange(self, change: impl FnOnce(&mut Form) -> bool) {
        if self.form.try_update_value(change) == Some(true) {
            self.version.update(|version| *version += 1);
            let repeats = self.form.with_value(|form| form.draft().repeats);
            self.save(None, Change::Arranged { submission: self.submission, repeats });
        }
    }

    /// Whether the questionnaire may be finished; marks what is missing and goes to the first of it.
    pub fn judge(self) -> bool {
        self.judged.set(true);
        let first = self.form.with_value(|form| form.check().into_iter().next());
        if let Some((place, _)) = &first {
            focus(&field_id(place));
        }
        first.is_none() && self.failure.get_untracked().is_none()
    }

    /// Answered and asked questions.
    pub fn progress(self) -> (usize, usize) {
        self.version.track();
        self.form.with_value(|form| form.progress())
    }

    fn save(self, written: Written, change: Change) {
        if self.kept.is_none() {
            return;
        }
        self.latest.update_value(|latest| _ = latest.insert(written.clone(), change.clone()));
        let mut changes = self.refused.get_value();
        changes.insert(written, change);
        self.write(changes);
    }

    /// Tries to keep what the device has refused, once more.
    pub fn try_again(self) {
        self.write(self.refused.get_value());
    }

    fn write(self, changes: BTreeMap<Written, Change>) {
        self.unsaved.update(|count| *count += 1);
        let notes: Vec<_> = changes.into_iter().map(|(written, change)| (written, self.note(change))).collect();
        spawn_local(async move {
            for (written, note) in notes {
                self.settle(written, note.await);
            }
            // The page may have been left meanwhile; what was noted is written all the same.
            _ = self.unsaved.try_update(|count| *count = count.saturating_sub(1));
        });
    }

    /// A later success does not bring back what failed: the page says so until everything is on disk.
    fn settle(self, written: Written, outcome: Result<(), OfflineError>) {
        let latest = self.latest.try_with_value(|latest| latest.get(&written).cloned()).flatten();
        let is_all_kept = self.refused.try_update_value(|refused| {
            refused.remove(&written);
            if let (Err(_), Some(change)) = (&outcome, latest) {
                refused.insert(written, change);
            }
            refused.is_empty()
        });
        match outcome {
            Err(error) => _ = self.failure.try_set(Some(error)),
            Ok(()) if is_all_kept == Some(true) && self.failure.try_with_untracked(Option::is_some) == Some(true) => {
                _ = self.failure.try_set(None);
            }
            Ok(()) => (),
        }
    }
}

/// The `id` of the field of a place, which colons would make hard to select.
pub(super) fn field_id(place: &Place) -> String {
    format!("frage-{}", place.to_string().replace([':', '.'], "-"))
}

fn focus(id: &str) {
    #[cfg(feature = "hydrate")]
    {
        use wasm_bindgen::JsCast;
        let element =
            document().get_element_by_id(id).and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(element) = element
            && element.focus().is_err()
        {
            leptos::logging::warn!("{id} cannot be focused");
        }
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = id;
}

/// All questions, in the order of the questionnaire; those that do not apply are not there.
///
/// What comes and goes does so at a spot of its own. A list into which several rows come at once takes all rows below them out of the
/// page and puts them back (tachys 0.2.19: `group_adjacent_moves`): the field that somebody types in would lose the keyboard.
#[component]
pub fn QuestionList(filling: Filling) -> impl IntoView {
    let spots = Memo::new(move |_| filling.spots());
    let key = |spot: &Spot| {
        // Another kind of question needs another field.
        let Spot { place, kind, appearance, parameters, is_instance } = spot;
        format!("{place}/{is_instance}/{}/{appearance}/{parameters:?}", german::kind(kind))
    };
    view! {
        <div class="answering" on:focusout=move |_| filling.leave_field()>
            <For each=move || spots.get() key=key let:spot>
                <AtSpot filling place=spot.place />
            </For>
        </div>
    }
}

/// The question at a spot, as long as it applies.
#[component]
fn AtSpot(filling: Filling, place: Place) -> impl IntoView {
    let spot = place.clone();
    let applies = Memo::new(move |_| filling.applies(&spot));
    // The question follows its answer by itself.
    let node = move || untrack(|| filling.state(&place));
    move || applies.get().then(&node).flatten().map(|node| view! { <Question filling node /> })
}

/// Whether everything typed is on disk, in the language of the questions.
#[component]
pub fn SavedStatus(filling: Filling) -> impl IntoView {
    let is_saved = move || filling.unsaved.get() == 0 && filling.failure.get().is_none();
    let text = move || {
        let spoken = filling.spoken();
        let (answered, all) = filling.progress();
        let saved = match (filling.unsaved.get(), filling.failure.get()) {
            (1.., _) => DeviceText::Saving,
            (0, Some(_)) => DeviceText::NotAllSaved,
            (0, None) => DeviceText::Saved,
        };
        DeviceText::Answered.with(spoken, &[&answered.to_string(), &all.to_string(), saved.of(spoken)])
    };
    view! {
        {move || filling.failure.get().map(|error| {
            let is_full = error == OfflineError::Full;
            view! {
                <Notice kind=NoticeKind::Danger title=error.sentence_in(filling.spoken())>
                    <button class="kern-btn kern-btn--secondary" type="button" on:click=move |_| filling.try_again()>
                        <span class="kern-label">{move || DeviceText::SaveAgain.of(filling.spoken())}</span>
                    </button>
                    {is_full.then(|| view! { <WayOut filling /> })}
                </Notice>
            }
        })}
        <p class="kern-body saved" role="status" data-saved=move || is_saved().to_string()>{text}</p>
    }
}

/// On a device that is full: the last step, after everything that can be got again has made room. Of protocol sheets only, and so
/// for a KiSo, in German like the pages it speaks of.
#[component]
fn WayOut(filling: Filling) -> impl IntoView {
    filling.kept.filter(|kept| kept.workspace.travels(filling.submission)).map(|kept| {
        let title = kept.definition.with_value(|definition| definition.settings.title.clone());
        view! {
            <div lang="de" dir="ltr">
                <p class="kern-body">
                    "Was bis dahin gespeichert war, können Sie als Datei sichern. Platz macht auch, was Sie unter »Dieses Gerät« löschen."
                </p>
                <SaveAsFile id=filling.submission title workspace=kept.workspace />
            </div>
        }
    })
}
