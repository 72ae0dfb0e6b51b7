//! One labelled field with its hint and its fault: the only place that wires label, description and fault together.

use super::{
    Form,
    escape::raw_text,
    personal::{PersonalHint, personal_hint},
    typed::keep_typed,
};
use domain::german;
use leptos::{html, leptos_dom::helpers::queue_microtask, prelude::*, wasm_bindgen::JsCast, web_sys};

/// A text-like field of a [`Form`]. `value=` alone stops updating (Leptos 0.8), and `prop:value` writes back what was typed.
#[component]
pub fn Field(
    form: Form,
    /// The `name` attribute, and the field name in faults.
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] inputmode: &'static str,
    /// Marked as voluntary; every other field is required.
    #[prop(optional)]
    optional: bool,
    /// How the summary above the form calls the field, where its label alone does not say which one it is.
    #[prop(optional, into)]
    named: String,
    /// A free text: says so when somebody could be recognised in it.
    #[prop(optional)]
    free: bool,
    /// What the browser offers while somebody types; anything else can be typed as well.
    #[prop(optional)]
    suggestions: Vec<String>,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    form.call(name, if named.is_empty() { &label } else { &named });
    keep_typed(name, value);
    let fault = form.fault_of(name);
    let element = show_in_field(move || value.get());
    let personal = free.then(|| personal_hint(move || value.get()));
    let list = (!suggestions.is_empty()).then(|| format!("{name}-vorschlaege"));
    let offered = list.clone().map(|list| {
        let options = suggestions.into_iter().map(|text| view! { <option value=text></option> }).collect_view();
        view! { <datalist id=list>{options}</datalist> }
    });
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || fault.get().is_some()>
            <FieldLabel name label optional />
            <FieldHint name hint />
            <input
                list=list
                class="kern-form-input__input"
                class:kern-form-input__input--error=move || fault.get().is_some()
                id=name
                name=name
                type=kind
                autocomplete=(!autocomplete.is_empty()).then_some(autocomplete)
                inputmode=(!inputmode.is_empty()).then_some(inputmode)
                aria-describedby=move || described(name, has_hint, personal, fault.get().is_some())
                aria-invalid=move || fault.get().is_some().then_some("true")
                aria-required=(!optional).then_some("true")
                value=value.get_untracked()
                node_ref=element
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |event| {
                    if optional {
                        empty_what_is_blank(&event);
                    }
                    judge_left(form, name, &event);
                }
            />
            {personal.map(|hint| view! { <PersonalHint of=name hint /> })}
            {offered}
            <FieldFault name fault />
        </div>
    }
}

/// The element that shows `shown`. What it shows already is not written into it: a date of which one part is typed anew counts as
/// blank for a moment (31 February on the way to 31 March), and writing that would wipe the parts that nobody has touched.
pub fn show_in_field(shown: impl Fn() -> String + 'static) -> NodeRef<html::Input> {
    let element = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        let text = shown();
        if let Some(input) = element.get()
            && input.value() != text
        {
            input.set_value(&text);
        }
    });
    element
}

/// Takes away what counts as blank, a date without its month for example: where blank is allowed, nothing else would say that it is not
/// taken. Where it is not, the fault does, and what is there already stays.
pub fn empty_what_is_blank(event: &web_sys::FocusEvent) {
    let input = event_target::<web_sys::HtmlInputElement>(event);
    if input.value().is_empty() {
        input.set_value("");
    }
}

/// A choice of one of `options` (value, label); `blank` stands for no choice.
#[component]
pub fn SelectField(
    form: Form,
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<(String, String)>>,
    /// What no choice is called, for example `Alle` in a filter.
    #[prop(default = "Bitte wählen")]
    blank: &'static str,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] optional: bool,
    /// Needed in some cases, which the hint names: neither required nor marked as voluntary.
    #[prop(optional)]
    sometimes: bool,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    form.call(name, &label);
    keep_typed(name, value);
    let fault = form.fault_of(name);
    let choices = move || {
        let chosen = value.get();
        options
            .get()
            .into_iter()
            .map(|(code, text)| {
                let selected = code == chosen;
                view! { <option value=code selected=selected>{text}</option> }
            })
            .collect_view()
    };
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || fault.get().is_some()>
            <FieldLabel name label optional />
            <FieldHint name hint />
            <div class="kern-form-input__select-wrapper" class:kern-form-input__select-wrapper--error=move || fault.get().is_some()>
                <select
                    class="kern-form-input__select"
                    id=name
                    name=name
                    aria-describedby=move || described_by(name, has_hint, fault.get().is_some())
                    aria-invalid=move || fault.get().is_some().then_some("true")
                    aria-required=(!optional && !sometimes).then_some("true")
                    prop:value=move || value.get()
                    on:change=move |event| {
                        value.set(event_target_value(&event));
                        form.left(name);
                    }
                >
                    <option value="">{blank}</option>
                    {choices}
                </select>
            </div>
            <FieldFault name fault />
        </div>
    }
}

/// A text of several lines.
#[component]
pub fn LinesField(
    form: Form,
    name: &'static str,
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] hint: String,
    #[prop(default = 6)] rows: u32,
    #[prop(optional)] optional: bool,
    /// A free text: says so when somebody could be recognised in it.
    #[prop(optional)]
    free: bool,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    form.call(name, &label);
    keep_typed(name, value);
    let fault = form.fault_of(name);
    let personal = free.then(|| personal_hint(move || value.get()));
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || fault.get().is_some()>
            <FieldLabel name label optional />
            <FieldHint name hint />
            <textarea
                class="kern-form-input__input"
                class:kern-form-input__input--error=move || fault.get().is_some()
                id=name
                name=name
                rows=rows
                aria-describedby=move || described(name, has_hint, personal, fault.get().is_some())
                aria-invalid=move || fault.get().is_some().then_some("true")
                aria-required=(!optional).then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
                on:blur=move |event| judge_left(form, name, &event)
            >
                {raw_text(&value.get_untracked())}
            </textarea>
            {personal.map(|hint| view! { <PersonalHint of=name hint /> })}
            <FieldFault name fault />
        </div>
    }
}

/// A file to choose. The form that holds it must say `enctype="multipart/form-data"`.
#[component]
pub fn FileField(
    form: Form,
    name: &'static str,
    #[prop(into)] label: String,
    /// Kinds offered in the dialog, for example `.xlsx,.csv`; the server checks again.
    accept: &'static str,
    #[prop(optional, into)] hint: String,
    /// Called with the input when a file was chosen or taken away.
    #[prop(optional)]
    changed: Option<Callback<web_sys::HtmlInputElement>>,
) -> impl IntoView {
    let has_hint = !hint.is_empty();
    form.call(name, &label);
    let fault = form.fault_of(name);
    view! {
        <div class="kern-form-input" class:kern-form-input--error=move || fault.get().is_some()>
            <FieldLabel name label optional=false />
            <FieldHint name hint />
            <input
                class="kern-form-input__input"
                id=name
                name=name
                type="file"
                accept=accept
                aria-describedby=move || described_by(name, has_hint, fault.get().is_some())
                aria-invalid=move || fault.get().is_some().then_some("true")
                aria-required="true"
                on:change=move |event| {
                    if let Some(changed) = changed {
                        changed.run(event_target::<web_sys::HtmlInputElement>(&event));
                    }
                }
            />
            <FieldFault name fault />
        </div>
    }
}

#[component]
pub(super) fn FieldHint(name: &'static str, hint: String) -> impl IntoView {
    (!hint.is_empty()).then(|| view! { <div class="kern-hint" id=format!("{name}-hint")>{hint}</div> })
}

#[component]
fn FieldLabel(name: &'static str, label: String, optional: bool) -> impl IntoView {
    view! {
        <label class="kern-label" for=name>
            {label}
            {optional.then(|| view! { <span class="kern-label__optional">" – freiwillig"</span> })}
        </label>
    }
}

#[component]
pub(super) fn FieldFault(name: &'static str, fault: Signal<Option<domain::FieldError>>) -> impl IntoView {
    move || {
        fault.get().map(|fault| {
            view! {
                <p class="kern-error" id=format!("{name}-fault")>
                    <span class="kern-icon kern-icon--danger kern-icon--default" aria-hidden="true"></span>
                    <span class="kern-body">{german::sentence(&fault)}</span>
                </p>
            }
        })
    }
}

/// Judges a field that was left, but not on the way to a button or link: a button judges the whole form anyway. Where the mouse is
/// pressed elsewhere, on a choice for example, the click counts first ([`super::press`]).
///
/// A field is also left because its page goes while it has the focus. Then nothing of the form may be touched: it is judged
/// after what runs now, when a form that is gone says so itself.
pub(super) fn judge_left(form: Form, name: &str, event: &web_sys::FocusEvent) {
    let target = event.related_target();
    let to_be_clicked = target
        .as_ref()
        .and_then(|target| target.dyn_ref::<web_sys::Element>())
        .is_some_and(|element| ["button", "a"].iter().any(|tag| element.tag_name().eq_ignore_ascii_case(tag)));
    if !to_be_clicked && !form.press.defers(name) {
        let name = name.to_owned();
        queue_microtask(move || form.left(&name));
    }
}

pub(super) fn described_by(name: &str, hint: bool, fault: bool) -> Option<String> {
    described(name, hint, None, fault)
}

/// Value of `aria-describedby`: of hint, hint on a free text and fault those that are shown.
fn described(name: &str, hint: bool, personal: Option<Signal<Option<String>>>, fault: bool) -> Option<String> {
    let noticed = personal.is_some_and(|hint| hint.with(Option::is_some));
    let ids: Vec<String> = [(hint, "hint"), (noticed, "personal"), (fault, "fault")]
        .into_iter()
        .filter(|(shown, _)| *shown)
        .map(|(_, part)| format!("{name}-{part}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}
