//! The questionnaire as it runs on a phone: the same runtime as in the field.

use super::{
    desk::Desk,
    field::{Act, PickBox},
};
use crate::{
    offline::{Filling, QuestionList, now},
    questionnaires::german,
};
use domain::{
    ids::SubmissionId,
    questionnaires::{Context, Definition, Form, expression::Zone, survey::Language},
};
use leptos::prelude::*;

#[component]
pub fn Preview(desk: Desk) -> impl IntoView {
    let language = RwSignal::new(desk.draft.with_untracked(|draft| draft.first_language().to_owned()));
    // Always the same seed: choices that are shuffled must not jump with every letter.
    let context = move || Context { now: now(), zone: Zone::Berlin, seed: 1, language: language.get_untracked() };
    let nobody = SubmissionId::new(uuid::Uuid::nil());
    let blank = Form::create(&Definition::default(), untrack(context));
    let Ok(blank) = blank else { return ().into_any() };
    let filling = Filling::to_try(blank, nobody);
    let broken = RwSignal::new(false);
    // What stands there before anybody tries anything: defaults, first entries of repeats, the day.
    let untouched = StoredValue::new(filling.draft());
    let begun = RwSignal::new(0_u32);
    let begin_anew = Callback::new(move |()| {
        untouched.set_value(filling.draft());
        begun.update(|times| *times += 1);
    });
    Effect::new(move |_| {
        begun.track();
        let (draft, language) = (desk.settled.with(|draft| (**draft).clone()).without_pictures(), language.get());
        let context = Context { language, ..untrack(context) };
        let tried = filling.draft();
        let is_blank = untouched.with_value(|untouched| *untouched == tried);
        // As on the phone it begins with a form of its own; what somebody tries goes on through changes of the draft.
        let form = if is_blank { Form::create(&draft, context) } else { Form::restore(&draft, context, &tried) };
        match form {
            Ok(form) => {
                if is_blank {
                    untouched.set_value(form.draft());
                }
                broken.set(false);
                filling.go_on_with(form);
            }
            // The check says at which question.
            Err(_) => broken.set(true),
        }
    });
    let languages = Memo::new(move |_| desk.settled.with(|draft| draft.languages.clone()));
    let options = Signal::derive(move || {
        languages.get().into_iter().map(|name| (name.clone(), german::language(&name).to_owned())).collect::<Vec<_>>()
    });
    let spoken = move || language.with(|language| Language::of_questionnaire(language));
    let direction = move || match spoken().map(Language::direction) {
        Some(domain::questionnaires::survey::Direction::RightToLeft) => "rtl",
        _ => "ltr",
    };
    view! {
        <section class="preview" aria-labelledby="vorschau-titel">
            <h2 id="vorschau-titel" class="kern-heading-small">"Vorschau"</h2>
            <p class="kern-hint">"Zum Ausprobieren; nichts davon wird gespeichert."</p>
            <div class="design__buttons"><Act label="Vorschau neu beginnen" act=begin_anew /></div>
            {move || (languages.with(Vec::len) > 1).then(|| view! {
                <PickBox id="vorschau-sprache" label="Sprache der Vorschau" value=language options
                    put=Callback::new(move |name| language.set(name)) />
            })}
            {move || broken.get().then(|| view! {
                <p class="kern-hint" role="status">"Gezeigt wird der letzte Stand, der sich ausfüllen ließ. Was fehlt, steht unter „Prüfung“."</p>
            })}
            <div class="preview__phone" dir=direction lang=move || spoken().map(Language::tag) tabindex="0"
                role="group" aria-label="Vorschau auf dem Telefon">
                <QuestionList filling />
            </div>
        </section>
    }
    .into_any()
}
