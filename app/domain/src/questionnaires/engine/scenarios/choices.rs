//! Selects: cascades, choices out of answers, order, "none of these", other.

use super::{Interview, definition};

#[test]
fn a_choice_narrows_the_next_and_takes_back_what_does_not_fit() {
    let mut form = Interview::begin(
        "
        [survey]
        type             | name       | label      | choice_filter
        select_one raum  | raum       | Sozialraum |
        select_one ort   | ort        | Ort        | raum = ${raum}
        [choices]
        list_name | name      | label        | raum
        raum      | maifeld   | Maifeld      |
        raum      | pellenz   | Pellenz      |
        ort       | polch     | Polch        | maifeld
        ort       | muenster  | Münstermaifeld | maifeld
        ort       | plaidt    | Plaidt       | pellenz
        ",
    );
    assert_eq!(form.offered("ort"), [] as [String; 0]);
    form.answer("raum", "maifeld");
    assert_eq!(form.offered("ort"), ["polch", "muenster"]);
    form.answer("ort", "polch").answer("raum", "pellenz");
    assert_eq!(form.offered("ort"), ["plaidt"]);
    assert_eq!(form.value("ort"), "");
    form.answer("ort", "polch");
    assert_eq!((form.value("ort").as_str(), form.state("ort").entry.as_str()), ("", "polch"));
}

#[test]
fn none_of_these_excludes_the_rest_although_the_filter_looks_at_its_own_question() {
    let mut form = Interview::begin(
        "
        [survey]
        type                   | name   | label   | choice_filter
        select_multiple wege   | wege   | Wege    | not(selected(${wege}, 'keine')) or name = 'keine'
        [choices]
        list_name | name  | label
        wege      | bus   | Bus
        wege      | rad   | Rad
        wege      | keine | Keine davon
        ",
    );
    form.answer("wege", "bus rad");
    assert_eq!(form.offered("wege").len(), 3);
    form.answer("wege", "bus keine");
    assert_eq!((form.offered("wege"), form.value("wege").as_str()), (vec!["keine".to_owned()], "keine"));
    form.answer("wege", "");
    assert_eq!(form.offered("wege").len(), 3);
}

#[test]
fn answers_in_a_repeat_are_offered_as_choices() {
    let mut form = Interview::begin(
        "
        [survey]
        type               | name    | label
        begin_repeat       | partner | Kooperationspartner
        text               | wer     | Wer?
        end_repeat         |         |
        select_one ${wer}  | haupt   | Wer davon ist der wichtigste?
        ",
    );
    let repeat = form.id("partner").into();
    let second = form.form.add_repeat(&repeat).expect("added");
    let mut answer = |instance: u32, text: &str| {
        let place = crate::questionnaires::Place { question: form.id("wer"), instances: vec![instance] };
        form.form.answer(place, text).expect("taken");
    };
    answer(1, "Verein");
    answer(2, "Schule");
    assert_eq!(form.offered("haupt"), ["Verein", "Schule"]);
    form.answer("haupt", "Schule");
    form.form.remove_repeat(&second).expect("removed");
    assert_eq!((form.offered("haupt"), form.value("haupt").as_str()), (vec!["Verein".to_owned()], ""));
}

#[test]
fn or_other_asks_what_it_is() {
    let mut form = Interview::begin(
        "
        [survey]
        type                     | name | label::German (de)
        select_one orte or_other | ort  | Wo treffen Sie sich?
        [choices]
        list_name | name | label::German (de)
        orte      | park | Park
        ",
    );
    assert_eq!(form.offered("ort"), ["park", "other"]);
    assert_eq!(form.page(), ["ort"]);
    form.answer("ort", "other");
    assert_eq!(form.page(), ["ort", "ort_other"]);
    assert_eq!(form.state("ort_other").label, "Bitte genauer angeben.");
}

#[test]
fn or_other_speaks_the_languages_of_the_questionnaire() {
    let definition = definition(
        "
        [survey]
        type                     | name | label::German (de)   | label::العربية (ar) | label::Acoli (ach)
        select_one orte or_other | ort  | Wo treffen Sie sich? | أين تلتقون؟          | Wun rwate kwene?
        [choices]
        list_name | name | label::German (de) | label::العربية (ar) | label::Acoli (ach)
        orte      | park | Park               | الحديقة              | Poto
        [settings]
        form_title | default_language
        Orte       | German (de)
        ",
    );
    let question = definition.walk().into_iter().find(|node| node.name == "ort_other").expect("made by the importer");
    let choice = definition.lists[0].choices.last().expect("the choice that was added");
    let words = |language| (choice.label.exact(language), question.label.exact(language));
    assert_eq!(words("German (de)"), (Some("Anderes"), Some("Bitte genauer angeben.")));
    assert_eq!(words("العربية (ar)"), (Some("غير ذلك"), Some("يُرجى التوضيح.")));
    assert_eq!(words("Acoli (ach)"), (Some("Anderes"), Some("Bitte genauer angeben.")), "no language of ours");
}

#[test]
fn a_seed_gives_every_client_the_same_order() {
    let mut form = Interview::begin(
        "
        [survey]
        type             | name | label | parameters
        select_one zahl  | zahl | Zahl  | randomize=true seed=42
        [choices]
        list_name | name | label
        zahl      | 1    | eins
        zahl      | 2    | zwei
        zahl      | 3    | drei
        zahl      | 4    | vier
        ",
    );
    let order = form.offered("zahl");
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(sorted, ["1", "2", "3", "4"]);
    assert_ne!(order, sorted);
    form.answer("zahl", "3");
    assert_eq!(form.offered("zahl"), order);
    let labels: Vec<bool> = form.state("zahl").choices.iter().map(|choice| choice.chosen).collect();
    assert_eq!(labels.iter().filter(|chosen| **chosen).count(), 1);
}

/// Q14: a condition asks for the code of a choice, never for its label, so it holds in every language.
#[test]
fn q14_conditions_hold_in_every_language() {
    let mut form = Interview::begin(
        "
        [survey]
        type           | name  | label::German (de) | label::Türkçe (tr) | relevant
        select_one ja  | gut   | Geht es Ihnen gut? | İyi misiniz?       |
        text           | warum | Warum?             | Neden?             | ${gut} = 'ja'
        [choices]
        list_name | name | label::German (de) | label::Türkçe (tr)
        ja        | ja   | Ja                 | Evet
        ",
    );
    assert!(!form.state("warum").relevant);
    form.answer("gut", "ja");
    assert!(form.state("warum").relevant);
    form.form.set_language("Türkçe (tr)");
    assert!(form.state("warum").relevant);
    assert_eq!(form.state("warum").label, "Neden?");
}

#[test]
fn languages_change_texts_and_never_answers() {
    let mut form = Interview::begin(
        "
        [survey]
        type           | name | label::German (de) | label::Türkçe (tr) | hint::German (de)
        select_one ja  | gut  | Geht es Ihnen gut? | İyi misiniz?       | Nur eine Antwort
        [choices]
        list_name | name | label::German (de) | label::Türkçe (tr)
        ja        | ja   | Ja                 | Evet
        ",
    );
    form.answer("gut", "ja");
    form.form.set_language("Türkçe (tr)");
    let state = form.state("gut");
    assert_eq!(
        (state.label.as_str(), state.choices[0].label.as_str(), state.value.as_str()),
        ("İyi misiniz?", "Evet", "ja")
    );
    assert_eq!(state.hint, "Nur eine Antwort", "what is not translated stays readable");
    form.form.set_language("Klingonisch");
    assert_eq!(form.form.language(), "Türkçe (tr)");
}
