//! What is wrong with a workbook, and where: one table for each class of fault, read like the sheet it is about.

use super::{Form, Interview, context, definition, workbook};
use crate::questionnaires::{
    workbook::Cell,
    xlsform::{
        self,
        FaultCode::{self, *},
        ImportFault, PublishFault, check_publishable,
    },
};

/// Code, row and column of every fault.
fn faults(text: &str) -> Vec<(FaultCode, u32, String)> {
    let found =
        xlsform::import(&workbook(text), None).map(|imported| imported.warnings).unwrap_or_else(|faults| faults);
    found.into_iter().map(|fault| (fault.code, fault.row.unwrap_or(0), fault.column.unwrap_or_default())).collect()
}

#[track_caller]
fn check(text: &str, expected: &[(FaultCode, u32, &str)]) {
    let expected: Vec<(FaultCode, u32, String)> =
        expected.iter().map(|(code, row, column)| (*code, *row, (*column).to_owned())).collect();
    assert_eq!(faults(text), expected, "{text}");
}

/// One question of this type with these parameters.
#[track_caller]
fn with_parameters(kind: &str, parameters: &str, expected: &[FaultCode]) {
    let text = format!("[survey]\ntype | name | label | parameters\n{kind} | q | Q | {parameters}");
    let codes: Vec<FaultCode> = faults(&text).into_iter().map(|(code, ..)| code).collect();
    assert_eq!(codes, expected, "{kind} {parameters}");
}

#[test]
fn german_words_and_german_quotation_marks_are_read_as_they_are_meant() {
    let definition = definition(
        "
        [survey]
        type | name | label                          | required | relevant
        text | a    | Heute: „Test“ und “curled”     | ja       |
        text | b    | B                              | Nein     | \u{201D}x\u{201D} = ${a}
        ",
    );
    let [a, b] = &definition.nodes[..] else { panic!("two questions: {:?}", definition.nodes) };
    assert_eq!(a.label.iter().map(|(_, text)| text).collect::<Vec<_>>(), ["Heute: „Test“ und \"curled\""]);
    assert_eq!(a.required.as_deref(), Some("true()"));
    assert_eq!(b.required.as_deref(), Some("false()"));
    assert_eq!(b.relevant.as_deref(), Some("\"x\" = ${a}"));
}

#[test]
fn rows_that_are_switched_off_are_not_read() {
    let definition = definition(
        "
        [survey]
        type  | name | label | disabled
        text  | a    | A     |
        nonsense | b |       | yes
        text  | a    | noch einmal | TRUE
        text  | c    | C     | no
        ",
    );
    let names: Vec<&str> = definition.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["a", "c"]);
}

#[test]
fn a_row_with_text_needs_a_type_and_a_type_needs_a_name() {
    check(
        "
        [survey]
        type    | name | label::German (de) | note
             |      |                    | eine Bemerkung
             |      | Frage              |
             | b    |                    |
        text |      | Ohne Namen         |
        start |     |                    |
        audit |     |                    |
        note |      | Hinweis            |
        ",
        &[(NoType, 3, "type"), (NoType, 4, "type"), (NoName, 5, "name"), (NoName, 6, "name")],
    );
    check("[survey]\ntype | label\nnote | Nur Hinweise", &[]);
    check("[survey]\ntype | label\ntext | Frage", &[(NoColumn, 0, ""), (NoName, 2, "name")]);
    check("[survey]\ntype | name | label", &[(NoRows, 0, "")]);
}

#[test]
fn a_workbook_with_one_sheet_needs_no_name_for_it() {
    assert_eq!(faults("[Tabelle1]\ntype | name | label\ntext | a | A"), []);
    assert_eq!(faults("[survye]\ntype | name | label\ntext | a | A"), [(NoSurvey, 0, String::new())]);
    assert_eq!(faults("[Tabelle1]\nName | Telefon\nx | y"), [(NoSurvey, 0, String::new())]);
}

/// Sheet, column, type and name, each with what was meant; columns that a filter or a look-up reads are the author's own.
#[test]
fn misspelt_sheets_columns_types_and_names_come_with_a_suggestion() {
    let suggestions = |text: &str| {
        let imported = xlsform::import(&workbook(text), None);
        let found = imported.map(|imported| imported.warnings).unwrap_or_else(|faults| faults);
        let named = |fault: ImportFault| Some((fault.code, fault.sheet, fault.column, fault.suggestion?));
        let named = found.into_iter().filter_map(named);
        named.map(|(code, sheet, column, meant)| (code, column.unwrap_or(sheet), meant)).collect::<Vec<_>>()
    };
    let expected = |all: &[(FaultCode, &str, &str)]| {
        all.iter().map(|(code, place, meant)| (*code, (*place).to_owned(), (*meant).to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(suggestions("[survye]\ntype | name | label"), expected(&[(NoSurvey, "survey", "survye")]));
    let refused = "
        [survey]
        type             | name | lable::German (de) | relevnat
        select_one farbe | a    | A                  |
        intger           | b    | B                  | ${aa} = 'rot'
        [choises]
        list_name | name | label
        farbe     | rot  | Rot
        [setings]
        form_title
        Farben
    ";
    let found = suggestions(refused);
    for one in expected(&[
        (MisspeltSheet, "choises", "choices"),
        (MisspeltSheet, "setings", "settings"),
        (MisspeltColumn, "lable::German (de)", "label"),
        (MisspeltColumn, "relevnat", "relevant"),
        (UnknownType, "type", "integer"),
        (UnknownReference, "relevnat", "a"),
    ]) {
        assert!(found.contains(&one), "{one:?} in {found:?}");
    }
    let faults = xlsform::import(&workbook(refused), None).expect_err("refused");
    let hints: Vec<bool> = faults.iter().map(ImportFault::is_hint).collect();
    assert_eq!((hints.iter().filter(|hint| **hint).count(), &hints[..5]), (4, &[true, true, true, true, false][..]));
    let taken = "
        [survey]
        type            | name | label | relevnat | choice_filter | notes | calculation
        select_one orte | a    | A     |          | valu = '1'    | x     |
        calculate       | c    |       |          |               |       | instance('orte')/root/item[name = 'b']/images
        [choices]
        list_name | name | label | valu | lebel | images
        orte      | b    | B     | 1    | x     | 56727
        [_choises]
        Notizen
    ";
    let taken = suggestions(taken);
    assert_eq!(taken, expected(&[(MisspeltColumn, "relevnat", "relevant"), (MisspeltColumn, "lebel", "label")]));
    let sentence = xlsform::import(&workbook("[survey]\ntype | name | label | relevnat\ntext | a | A | 1"), None);
    let warnings = sentence.expect("it is taken").warnings;
    let [warning] = &warnings[..] else { panic!("one: {warnings:?}") };
    assert!(warning.sentence().ends_with(" Meinten Sie „relevant“?"), "{}", warning.sentence());
}

#[test]
fn what_is_asked_needs_a_text_unless_it_is_computed() {
    check(
        "
        [survey]
        type      | name | label | hint | calculation | default | trigger
        text      | a    | A     |      |             |         |
        integer   | b    |       |      | ${a} + 1    |         |
        integer   | c    |       | Zahl |             |         |
        integer   | d    |       |      |             | 1 + 1   |
        dateTime  | e    |       |      | now()       |         | ${a}
        calculate | f    |       |      |             | random() |
        calculate | g    |       |      |             | 7       |
        barcode   | h    |       |      |             |         |
        hidden    | i    |       |      |             |         |
        ",
        &[(NoLabel, 5, "label"), (NoCalculation, 8, "calculation"), (NoLabel, 9, "label")],
    );
}

#[test]
fn names_are_judged_in_the_order_of_the_sheet() {
    check(
        "
        [survey]
        type         | name | label
        begin_group  | g    | G
        begin_repeat | r    | R
        text         | a    | A
        end_repeat   |      |
        end_group    |      |
        begin_repeat | r    | R
        text         | meta | B
        text         | b    | B
        text         | b    | B
        end_repeat   |      |
        begin_repeat | data | R
        end_repeat   |      |
        ",
        &[(DoubleName, 10, "name"), (RepeatName, 7, "name"), (ReservedName, 8, "name"), (RepeatName, 12, "name")],
    );
    check(
        "
        [survey]
        type            | name    | label | repeat_count
        integer         | r_count | Zahl  |
        begin_repeat    | r       | R     | 1 + 1
        end_repeat      |         |       |
        ",
        &[(DoubleName, 2, "name")],
    );
}

#[test]
fn only_what_people_see_triggers_a_calculation() {
    check(
        "
        [survey]
        type      | name | label | calculation | trigger
        text      | a    | A     |             |
        calculate | b    |       | ${a}        |
        text      | c    | C     | now()       | ${a}, ${b}
        text      | d    | D     |             | a
        ",
        &[(BadReference, 5, "trigger"), (UnseenTrigger, 4, "trigger")],
    );
}

#[test]
fn one_name_is_one_list_or_one_file() {
    check(
        "
        [survey]
        type                          | name   | label | calculation
        select_one_from_file orte.csv | a      | A     |
        csv-external                  | orte   |       |
        xml-external                  | wege   |       |
        select_one orte               | b      | B     |
        xml-external                  | wege   |       |
        xml-external                  | __last-saved | |
        calculate                     | c      |       | ${last-saved#a}
        [choices]
        list_name | name | label
        orte      | x    | X
        ",
        &[(DoubleSource, 5, "type"), (DoubleName, 6, "name"), (DoubleSource, 8, "type")],
    );
}

#[test]
fn choices_of_another_sheet_are_looked_for_there() {
    check(
        "
        [survey]
        type                     | name | label | choice_filter
        select_one_external orte | a    | A     | true()
        select_one_external wege | b    | B     | true()
        select_one_external orte | c    | C     |
        [external_choices]
        list_name | name
        orte      | x
        ",
        &[(UnknownList, 3, "type"), (UnknownList, 4, "type")],
    );
    check(
        "[survey]\ntype | name | label | choice_filter\nselect_one_external x | a | A | true()",
        &[(NoExternalChoices, 2, "type")],
    );
}

#[test]
fn parameters_are_judged_by_type() {
    with_parameters("image", "app=org.odk.collect max-pixels=640", &[UnaskedPicture]);
    with_parameters("image", "app=org..collect", &[ParameterValue]);
    with_parameters("image", "max-pixels=6.5", &[ParameterNotANumber]);
    with_parameters("audio", "quality=LOW", &[TypeNotRun]);
    with_parameters("audio", "quality=loud", &[ParameterValue]);
    with_parameters("text", "rows=viele", &[ParameterNotANumber]);
    with_parameters("geopoint", "reference-geometry=orte", &[UnknownPlaces]);
    with_parameters("geopoint", "allow-mock-accuracy=ja", &[ParameterValue]);
    with_parameters("background-audio", "quality=external", &[ParameterValue]);
    with_parameters("background-geopoint", "", &[NoTrigger]);
    with_parameters("audit", "track-changes=true", &[AuditName]);
    let audit = |parameters: &str| {
        faults(&format!("[survey]\ntype | name | parameters\ntext | q |\naudit | | {parameters}"))
            .into_iter()
            .map(|(code, ..)| code)
            .filter(|code| *code != NoLabel)
            .collect::<Vec<_>>()
    };
    assert_eq!(audit("location-priority=balanced, location-min-interval=60, location-max-age=120"), []);
    assert_eq!(audit("location-priority=balanced, location-min-interval=60, location-max-age=30"), [ParameterValue]);
    assert_eq!(audit("location-priority=balanced"), [MissingParameter]);
    assert_eq!(audit("track-changes=maybe identify-user=yes"), [ParameterValue, ParameterValue]);
}

#[test]
fn a_select_has_exactly_one_list() {
    let select = |kind: &str| {
        let text = format!(
            "[survey]\ntype | name | label\n{kind} | q | Q\n[choices]\nlist_name | name | label\nja nein | j | J\nja | j | J"
        );
        faults(&text).into_iter().map(|(code, ..)| code).collect::<Vec<_>>()
    };
    assert_eq!(select("select_one ja"), []);
    assert_eq!(select("select one from ja"), []);
    assert_eq!(select("select_multiple ja or_other"), []);
    assert_eq!(select("select_one"), [NoList]);
    assert_eq!(select("select_one ja nein"), [UnknownType]);
}

#[test]
fn old_headers_and_many_spaces_are_understood() {
    let form = Interview::begin(
        "
        [survey]
        type | name | label : German (de) | bind:relevant | body::appearance | jr:count
        text | a    | Wie   geht  es?     | false()       | multiline        |
        [settings]
        form_title
        Mein  Fragebogen
        ",
    );
    let state = form.state("a");
    assert_eq!((state.label.as_str(), state.relevant, state.appearance.as_str()), ("Wie geht es?", false, "multiline"));
    assert_eq!(form.form.title(), "Mein Fragebogen");
    let kept = definition(
        "
        [survey]
        type | name | label
        text | a    | Wie  geht es?
        [settings]
        clean_text_values
        no
        ",
    );
    assert_eq!(kept.nodes[0].label.exact(""), Some("Wie  geht es?"));
}

#[test]
fn a_scale_that_runs_backwards_is_read_but_not_published() {
    let definition = definition("[survey]\ntype | name | label | parameters\nrange | s | Skala | start=7 end=1");
    assert!(matches!(check_publishable(&definition).as_slice(), [PublishFault::Scale { .. }]));
    let mut form = Interview::begin("[survey]\ntype | name | label | parameters\nrange | s | Skala | start=7 end=1");
    form.answer("s", "3");
    assert_eq!((form.value("s"), form.message("s").is_some()), (String::new(), true));
}

/// What publishing refuses, with the cells of the author's file: a type, two functions, a scale, and the same name twice.
const NOT_RUN: &str = "
    [survey]
    type                          | name | label | relevance      | parameters    | repeat_count | calculation
    text                          | a    | A     |                |               |              |
    begin_group                   | g    | G     |                |               |              |
    barcode                       | c    | C     |                |               |              |
    select_one_from_file orte.csv | ort  | Ort   |                |               |              |
    end_group                     |      |       |                |               |              |
    begin_group                   | h    | H     |                |               |              |
    barcode                       | c    | C     | weekday() = 1  |               |              |
    end_group                     |      |       |                |               |              |
    begin_repeat                  | r    | R     |                |               | weekday() + 1 |
    range                         | s    | S     |                | start=7 end=1 |              |
    end_repeat                    |      |       |                |               |              |
    calculate                     | b    |       |                |               |              | pulldata('orte', pulldata('x'))
";

#[test]
fn what_cannot_be_run_is_named_with_its_cell_when_a_workbook_is_read() {
    check(
        NOT_RUN,
        &[
            (TypeNotRun, 4, "type"),
            (TypeNotRun, 5, "type"),
            (FunctionNotRun, 8, "relevance"),
            (TypeNotRun, 8, "type"),
            (FunctionNotRun, 10, "repeat_count"),
            (BackwardScale, 11, "parameters"),
            (FunctionNotRun, 13, "calculation"),
        ],
    );
    let warnings = xlsform::import(&workbook(NOT_RUN), None).expect("a draft").warnings;
    let sentences: Vec<String> = warnings.iter().map(ImportFault::sentence).collect();
    assert_eq!(
        sentences[0],
        "Blatt „survey“, Zeile 4, Spalte „type“: Der Typ „barcode“ kann hier nicht ausgefüllt werden. Bitte wählen Sie vor dem \
         Veröffentlichen einen anderen Typ."
    );
    assert!(sentences[2].contains("„weekday“") && sentences[5].contains("„s“"), "{sentences:?}");
}

#[test]
fn of_a_workbook_that_is_wrong_all_over_the_first_warnings_are_told() {
    let many = |of: &dyn Fn(usize) -> String| (0..400).map(of).collect::<Vec<String>>().join("\n");
    let types = many(&|number| format!("barcode | c{number} | C | "));
    // All in one cell.
    let functions = many(&|number| format!("f{number}()")).replace('\n', " + ");
    for rows in [types, format!("calculate | c | | {functions}")] {
        let text = format!("[survey]\ntype | name | label | calculation\n{rows}\ntext | a | A | ");
        let found = faults(&text);
        assert_eq!((found.len(), found[300].0), (301, MoreFaults));
        let draft = xlsform::import(&workbook(&text), None).expect("a draft").definition;
        assert_eq!(check_publishable(&draft).len(), 301);
    }
}

#[test]
fn publishing_names_the_cell_in_the_file_as_which_the_questionnaire_comes_out() {
    let definition = definition(NOT_RUN);
    let exported = xlsform::export(&definition);
    let survey = exported.sheet("survey").expect("the questions");
    let columns: Vec<String> = survey.rows[0].iter().map(Cell::text).collect();
    let found = check_publishable(&definition);
    let cells: Vec<String> = found
        .iter()
        .filter_map(|fault| {
            let sentence = fault.sentence_with_cell(&definition);
            let (_, place) = sentence.split_once("Blatt „survey“, Zeile ")?;
            let (row, column) = place.strip_suffix("“.")?.split_once(", Spalte „")?;
            let column = columns.iter().position(|known| known == column)?;
            Some(survey.cell(row.parse::<usize>().ok()? - 1, column).text())
        })
        .collect();
    for wanted in ["barcode", "select_one_from_file orte.csv", "weekday() = 1", "weekday() + 1", "end=1; start=7"] {
        assert!(cells.iter().any(|cell| cell == wanted), "{wanted}: {cells:?}");
    }
    assert!(cells.iter().any(|cell| cell.starts_with("pulldata(")), "{cells:?}");
}

const PICTURE: &str = "
    [survey]
    type  | name | label         | required | relevant
    text  | a    | Was ist dort? |          |
    image | bild | Ein Bild      | ja       |
    text  | b    | Und darauf?   |          | ${bild} != ''
";

#[test]
fn a_picture_that_must_be_given_is_read_with_a_warning_at_its_cell_and_not_published() {
    check(PICTURE, &[(UnaskedPicture, 3, "type")]);
    let [fault] = &check_publishable(&definition(PICTURE))[..] else { panic!("one fault") };
    assert!(matches!(fault, PublishFault::Picture { name, .. } if name == "bild"), "{fault:?}");
    assert_eq!(check_publishable(&definition(&PICTURE.replace("| ja ", "| nein "))), []);
}

#[test]
fn pictures_with_one_name_in_two_groups_are_named_at_their_own_cells() {
    let text = "
        [survey]
        type        | name | label
        begin_group | g    | G
        image       | bild | Ein Bild
        end_group   |      |
        begin_group | h    | H
        image       | bild | Noch ein Bild
        end_group   |      |
    ";
    check(text, &[(UnaskedPicture, 3, "type"), (UnaskedPicture, 6, "type")]);
}

#[test]
fn pictures_are_hidden_from_whoever_answers_and_nothing_waits_for_them() {
    let definition = definition(PICTURE).without_pictures();
    let mut form = Form::create(&definition, context()).expect("a questionnaire that can be run");
    let page: Vec<String> = form.page().into_iter().map(|node| node.name).collect();
    assert_eq!(page, ["a"]);
    assert_eq!(form.check(), []);
    assert_eq!((form.progress(), definition.question_count()), ((0, 1), 2));
    let bild = definition.walk().into_iter().find(|node| node.name == "bild").expect("the picture").id;
    assert!(form.answer(bild, "kein Bild").is_err(), "no text passes for a picture");
}

#[test]
fn the_id_of_a_form_is_what_the_program_says() {
    let mut form = Interview::begin(
        "[survey]\ntype | name | label | calculation\nnote | n | Nr. ${instanceID} |\ntext | a | A | ${instanceID}",
    );
    assert_eq!((form.state("n").label.as_str(), form.value("a").as_str()), ("Nr. ", ""));
    form.form.set_instance_id("uuid:7");
    assert_eq!((form.state("n").label.as_str(), form.value("a").as_str()), ("Nr. uuid:7", "uuid:7"));
}

#[test]
fn defaults_that_are_computed_begin_in_every_new_instance() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name | label | default
        text         | wo   | Wo?   | Mo - Fr
        begin_repeat | r    | R     |
        text         | a    | A     | ${wo}
        text         | b    | B     | concat(${a}, position(..))
        end_repeat   |      |       |
        ",
    );
    assert_eq!(form.value("wo"), "Mo - Fr");
    form.answer("wo", "Sa");
    let repeat = form.id("r").into();
    form.form.add_repeat(&repeat).expect("added");
    let sent = form.sent();
    let values: Vec<&str> = sent.iter().map(|(_, value)| value.as_str()).collect();
    assert_eq!(values, ["Sa", "Mo - Fr", "Mo - Fr1", "Sa", "Sa2"], "what was filled in before stays");
}
