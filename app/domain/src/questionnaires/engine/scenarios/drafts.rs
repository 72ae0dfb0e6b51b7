//! Going on later, sending, correcting.

use super::{Interview, context};
use crate::questionnaires::{Draft, Form, Submission, definition::Definition, engine::Plan};
use std::sync::Arc;

const BOGEN: &str = "
    [survey]
    type              | name    | label       | relevant        | default
    select_one ja     | gut     | Gut?        |                 |
    text              | warum   | Warum?      | ${gut} = 'nein' |
    integer           | zahl    | Zahl        |                 | 5
    begin_repeat      | kind    | Kind        |                 |
    text              | wunsch  | Wunsch      |                 |
    end_repeat        |         |             |                 |
    [choices]
    list_name | name | label
    ja        | ja   | Ja
    ja        | nein | Nein
";

fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).expect("written")).expect("read back")
}

#[test]
fn a_draft_goes_on_exactly_where_it_was_left() {
    let mut form = Interview::begin(BOGEN);
    let kind = form.id("kind").into();
    form.answer("gut", "nein").answer("warum", "Lärm").answer("zahl", "abc").answer("gut", "ja");
    let second = form.form.add_repeat(&kind).expect("added");
    let first = crate::questionnaires::Place { question: form.id("kind"), instances: vec![1] };
    form.form.remove_repeat(&first).expect("removed");
    let wish = crate::questionnaires::Place { question: form.id("wunsch"), instances: second.instances };
    form.form.answer(wish, "Zeit").expect("taken");

    let draft: Draft = through_json(&form.form.draft());
    let definition: Definition = through_json(&form.definition);
    let restored = Form::restore(&definition, context(), &draft).expect("the same version");
    assert_eq!(restored.all_nodes(), form.form.all_nodes());
    assert_eq!(restored.draft(), draft);
}

#[test]
fn a_restored_draft_does_not_fill_in_defaults_again() {
    let mut form = Interview::begin(BOGEN);
    form.answer("zahl", "");
    let restored = Form::restore(&form.definition, context(), &form.form.draft()).expect("restored");
    assert_eq!(restored.state(&form.id("zahl").into()).map(|state| state.value).as_deref(), Some(""));
}

#[test]
fn a_draft_is_called_in_a_list_as_its_author_wants_it() {
    let text = "
        [survey]
        type | name | label
        text | wo   | Wo?
        [settings]
        form_title | instance_name
        Besuche    | concat('Besuch in ', ${wo})
    ";
    let mut form = Interview::begin(text);
    form.answer("wo", "Mendig");
    let restored = Form::restore(&form.definition, context(), &form.form.draft());
    assert_eq!(restored.expect("restored").instance_name().as_deref(), Some("Besuch in Mendig"));
    // A list makes the questionnaire ready once; each draft is called by its own answers.
    let plan = Arc::new(Plan::new(&form.definition).expect("it runs"));
    let drafts = [form.form.draft(), form.answer("wo", "Bendorf").form.draft(), Draft::default()];
    let names = drafts.map(|draft| Form::reopen(plan.clone(), context(), &draft).instance_name());
    assert_eq!(names, ["Besuch in Mendig", "Besuch in Bendorf", "Besuch in "].map(|name| Some(name.to_owned())));
    assert_eq!(Interview::begin(BOGEN).form.instance_name(), None);
}

#[test]
fn a_submission_opens_again_for_correction() {
    let mut form = Interview::begin(BOGEN);
    let kind = form.id("kind").into();
    form.answer("gut", "ja");
    form.form.add_repeat(&kind).expect("added");
    let sent: Submission = through_json(&form.form.submission(0));
    let edited = Form::edit(&form.definition, context(), &sent).expect("opened");
    assert_eq!(edited.submission(0), sent);
    assert_eq!(edited.submission(0).hash(), sent.hash());
}

#[test]
fn a_draft_with_strange_content_is_no_panic() {
    let form = Interview::begin(BOGEN);
    let text = r#"{"answers":[{"place":"99","value":"x"},{"place":"4:7","value":"y"},{"place":"4","value":"z"}],
        "repeats":[["4",[4294967295,4294967295,0]],["1",[1]],["77:1",[2]]]}"#;
    let draft: Draft = serde_json::from_str(text).expect("a draft");
    let mut restored = Form::restore(&form.definition, context(), &draft).expect("opened");
    let kind = form.id("kind").into();
    assert!(restored.add_repeat(&kind).is_ok());
}
