//! Texts side by side in two languages, with what is missing.

use super::{
    desk::Desk,
    editor::text_of,
    field::{PickBox, TextBox, TickBox},
    outline::called,
};
use crate::{
    questionnaires::german,
    ui::{Badge, Confirm, NoticeKind},
};
use domain::questionnaires::{
    Definition,
    design::{Command, Line, Target, TextField, lines, lost_references},
    german::part,
    survey::Language,
};
use leptos::prelude::*;

/// The name of a language in a questionnaire, `Türkçe (tr)`.
fn written(language: Language) -> String {
    format!("{} ({})", language.name(), language.tag())
}

/// The tag of a questionnaire's language for screen readers; blank for an unknown one.
fn tag(name: &str) -> &'static str {
    Language::of_questionnaire(name).map_or("", Language::tag)
}

#[component]
pub fn Languages(desk: Desk) -> impl IntoView {
    let languages = Memo::new(move |_| desk.draft.with(|draft| draft.languages.clone()));
    let chosen = RwSignal::new(languages.with_untracked(|all| all.get(1).cloned().unwrap_or_default()));
    let other = Memo::new(move |_| Some(chosen.get()).filter(|chosen| languages.with(|all| all.contains(chosen))));
    view! {
        <section aria-labelledby="sprachen-titel">
            <h2 id="sprachen-titel" class="kern-heading-small">"Sprachen"</h2>
            <AddLanguage desk chosen />
            {move || (languages.with(Vec::len) > 1).then(|| {
                let first = desk.draft.with_untracked(|draft| draft.first_language().to_owned());
                let options = languages.get().into_iter().filter(|language| *language != first);
                let options: Vec<_> = options.map(|name| (name.clone(), german::language(&name).to_owned())).collect();
                view! {
                    <PickBox id="sprache" label="Übersetzung" value=chosen options put=Callback::new(move |name| chosen.set(name)) />
                }
            })}
            {move || other.get().map(|language| view! { <Translation desk language /> })}
        </section>
    }
}

#[component]
fn AddLanguage(desk: Desk, chosen: RwSignal<String>) -> impl IntoView {
    let picked = RwSignal::new(String::new());
    let options = Signal::derive(move || {
        let known: Vec<Language> = desk
            .draft
            .with(|draft| draft.languages.iter().filter_map(|name| Language::of_questionnaire(name)).collect());
        let mut options = vec![(String::new(), "Bitte wählen".to_owned())];
        let rest = Language::ALL.into_iter().filter(|language| !known.contains(language));
        options.extend(rest.map(|language| (written(language), language.name().to_owned())));
        options
    });
    let add = move |_| {
        let language = picked.get_untracked();
        if language.is_empty() {
            desk.said.set("Bitte wählen Sie eine Sprache.".into());
        } else if desk.run(Command::AddLanguage { language: language.clone() }).is_some() {
            desk.said.set(format!("{language} ist hinzugefügt."));
            chosen.set(language);
            picked.set(String::new());
        }
    };
    view! {
        <div class="outline__add">
            <PickBox id="neue-sprache" label="Neue Sprache" value=picked options put=Callback::new(move |name| picked.set(name)) />
            <button class="kern-btn kern-btn--secondary" type="button" on:click=add>
                <span class="kern-label">"Sprache hinzufügen"</span>
            </button>
        </div>
    }
}

/// Every text in the first language, and the field for the other beside it.
#[component]
fn Translation(desk: Desk, language: String) -> impl IntoView {
    let only_missing = RwSignal::new(false);
    let name = StoredValue::new(language.clone());
    // Which lines there are is decided when the view opens or the tick changes: a line must not vanish under the hands.
    let all = Memo::new(move |_| desk.draft.with(|draft| lines(draft).len()));
    let targets = Memo::new(move |_| {
        all.track();
        let only = only_missing.get();
        let language = name.get_value();
        desk.draft.with_untracked(|draft| {
            let missing = |line: &Line| text_in(draft, &line.target, &language).is_empty();
            let kept = lines(draft).into_iter().filter(|line| !only || missing(line));
            kept.map(|line| line.target).collect::<Vec<_>>()
        })
    });
    let missing = Memo::new(move |_| {
        let language = name.get_value();
        desk.draft
            .with(|draft| lines(draft).iter().filter(|line| text_in(draft, &line.target, &language).is_empty()).count())
    });
    let count = move || match missing.get() {
        0 => view! { <Badge kind=NoticeKind::Success text="Alle Texte sind übersetzt" /> }.into_any(),
        missing => {
            let text = format!("{missing} von {} Texten fehlen", all.get());
            view! { <Badge kind=NoticeKind::Warning text /> }.into_any()
        }
    };
    let remove = Callback::new(move |()| _ = desk.run(Command::RemoveLanguage { language: name.get_value() }));
    view! {
        <p role="status">{count}</p>
        <TickBox id="nur-fehlende" label="Nur Texte zeigen, die fehlen" value=only_missing
            put=Callback::new(move |only| only_missing.set(only)) />
        <ul class="translation">
            <For each=move || targets.get() key=key let:target>
                <TranslationLine desk target language=name />
            </For>
        </ul>
        <Confirm label="Sprache entfernen" yes="Wirklich entfernen" object=language act=remove
            question="Sprache mit allen ihren Texten entfernen? „Rückgängig“ holt sie zurück." />
    }
}

fn key(target: &Target) -> String {
    match target {
        Target::Question(id, field) => format!("{id}-{}", field_part(*field)),
        Target::Choice(list, at) => format!("{list}-{}", at.place),
    }
}

fn field_part(field: TextField) -> &'static str {
    match field {
        TextField::Label => "label",
        TextField::Hint => "hint",
        TextField::Guidance => "guidance_hint",
        TextField::RequiredMessage => "required_message",
        TextField::ConstraintMessage => "constraint_message",
    }
}

fn text_in(draft: &Definition, target: &Target, language: &str) -> String {
    let texts = match target {
        Target::Question(id, field) => draft.find(*id).map(|node| text_of(node, *field)),
        Target::Choice(list, at) => {
            draft.list(list).and_then(|list| list.choices.get(at.place)).map(|choice| &choice.label)
        }
    };
    texts.and_then(|texts| texts.exact(language)).unwrap_or_default().to_owned()
}

#[component]
fn TranslationLine(desk: Desk, target: Target, language: StoredValue<String>) -> impl IntoView {
    let element = format!("text-{}", key(&target));
    let what = desk.draft.with_untracked(|draft| match &target {
        Target::Question(id, TextField::Label) => draft.find(*id).map(|_| "Frage".to_owned()),
        Target::Question(id, field) => {
            draft.find(*id).map(|node| format!("{} zu „{}“", part(field_part(*field)), called(draft, node)))
        }
        Target::Choice(..) => Some("Antwort".to_owned()),
    });
    let target = StoredValue::new(target);
    let text =
        move |language: &str| desk.draft.with(|draft| target.with_value(|target| text_in(draft, target, language)));
    let first = Memo::new(move |_| {
        let language = desk.draft.with(|draft| draft.first_language().to_owned());
        text(&language)
    });
    let value = Memo::new(move |_| text(&language.get_value()));
    let lost = Memo::new(move |_| first.with(|first| value.with(|value| lost_references(first, value))));
    let not_filled_in = move || {
        let names: Vec<String> = lost.get().iter().map(|name| format!("${{{name}}}")).collect();
        (!names.is_empty())
            .then(|| view! { <Badge kind=NoticeKind::Warning text=format!("{} fehlt", names.join(", ")) /> })
    };
    let put = Callback::new(move |text: String| {
        let language = language.get_value();
        desk.run(match target.get_value() {
            Target::Question(id, field) => Command::SetText { id, field, language, text },
            Target::Choice(list, at) => Command::SetChoiceText { list, at, language, text },
        });
    });
    let first_tag = desk.draft.with_untracked(|draft| tag(draft.first_language()));
    let name = language.get_value();
    view! {
        <li class="translation__line">
            <div>
                <p class="kern-hint">{what}</p>
                <p class="translation__first" dir="auto" lang=(!first_tag.is_empty()).then_some(first_tag)>{move || first.get()}</p>
            </div>
            <div>
                <TextBox id=element label=name.clone() value put lines=true lang=tag(&name) />
                {move || value.with(String::is_empty).then(|| view! { <Badge kind=NoticeKind::Warning text="fehlt" /> })}
                {not_filled_in}
            </div>
        </li>
    }
}
