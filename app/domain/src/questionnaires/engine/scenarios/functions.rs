//! What rules compute: dates, choices by name, repeats within repeats, counts that grow and shrink.

use super::{Interview, definition};
use crate::questionnaires::{Place, PublishFault, check_publishable};

fn place(form: &Interview, name: &str, instances: &[u32]) -> Place {
    Place { question: form.id(name), instances: instances.to_vec() }
}

fn value(form: &Interview, name: &str, instances: &[u32]) -> String {
    form.form.state(&place(form, name, instances)).expect("in the form").value
}

#[test]
fn dates_are_computed_and_written_as_the_author_says() {
    let mut form = Interview::begin(
        "
        [survey]
        type      | name   | label | calculation                                   | default
        date      | tag    | Tag   |                                               | today()
        dateTime  | beginn | Beginn |                                              | now()
        calculate | deutsch |      | format-date(${tag}, '%d.%m.%Y')               |
        calculate | lang   |       | format-date-time(${beginn}, '%Y-%m-%d %H:%M') |
        date      | woche  | Woche darauf | date(decimal-date-time(${tag}) + 7)    |
        calculate | spaeter |      | ${woche} > ${tag}                             |
        calculate | tage   |       | int(decimal-date-time(${woche}) - decimal-date-time(${tag})) |
        ",
    );
    assert_eq!((form.value("tag").as_str(), form.value("deutsch").as_str()), ("2026-11-22", "22.11.2026"));
    assert_eq!(form.value("lang"), "2026-11-22 11:00");
    form.answer("tag", "24.12.2026");
    assert_eq!(form.value("woche"), "2026-12-31");
    assert_eq!((form.value("spaeter").as_str(), form.value("tage").as_str()), ("true", "7"));
}

#[test]
fn once_keeps_its_first_value_and_everything_else_follows() {
    let mut form = Interview::begin(
        "
        [survey]
        type      | name   | label | calculation
        text      | a      | A     |
        calculate | erst   |       | once(${a})
        calculate | immer  |       | ${a}
        calculate | zufall |       | once(random())
        ",
    );
    let drawn = form.value("zufall");
    form.answer("a", "eins").answer("a", "zwei");
    assert_eq!((form.value("erst").as_str(), form.value("immer").as_str()), ("eins", "zwei"));
    assert_eq!(form.value("zufall"), drawn);
}

#[test]
fn choices_are_looked_up_by_name_place_and_column() {
    let mut form = Interview::begin(
        "
        [survey]
        type                 | name  | label              | calculation                                  | default | constraint              | constraint_message
        select_multiple wege | wege  | Wege               |                                              | bus rad | count-selected(.) <= 2  | Höchstens zwei, nicht ${zahl}.
        calculate            | zahl  |                    | count-selected(${wege})                      |         |                         |
        calculate            | erster |                   | jr:choice-name(selected-at(${wege}, 0), '${wege}') |   |                         |
        calculate            | zweiter |                  | selected-at(${wege}, 1)                      |         |                         |
        calculate            | takt  |                    | instance('wege')/root/item[name = 'bus']/takt |        |                         |
        calculate            | schnell |                  | count(instance('wege')/root/item[takt < 15]) |         |                         |
        note                 | n     | Zuerst: ${erster}  |                                              |         |                         |
        [choices]
        list_name | name | label | takt
        wege      | bus  | Bus   | 20
        wege      | rad  | Rad   | 0
        wege      | fuss | zu Fuß | 5
        ",
    );
    assert_eq!((form.value("zahl").as_str(), form.value("erster").as_str()), ("2", "Bus"));
    assert_eq!((form.value("zweiter").as_str(), form.value("takt").as_str()), ("rad", "20"));
    assert_eq!((form.value("schnell").as_str(), form.state("n").label.as_str()), ("2", "Zuerst: Bus"));
    form.answer("wege", "bus rad fuss");
    assert_eq!(form.message("wege").as_deref(), Some("Höchstens zwei, nicht 3."));
    form.answer("wege", "fuss");
    assert_eq!((form.message("wege"), form.state("n").label.as_str()), (None, "Zuerst: zu Fuß"));
}

#[test]
fn repeats_within_repeats_see_the_instances_around_them() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name  | label         | calculation
        begin_repeat | kita  | Kita          |
        integer      | preis | Preis         |
        begin_repeat | kauf  | Kauf          |
        integer      | zahl  | Zahl zu ${preis} |
        calculate    | summe |               | ${preis} * ${zahl}
        end_repeat   |       |               |
        calculate    | teil  |               | sum(${summe})
        calculate    | nr    |               | position(..)
        end_repeat   |       |               |
        calculate    | alles |               | sum(${teil})
        calculate    | kaeufe |              | count(${kauf})
        ",
    );
    let add = |form: &mut Interview, repeat: Place| form.form.add_repeat(&repeat).expect("added");
    let answer = |form: &mut Interview, name: &str, at: &[u32], raw: &str| {
        let place = place(form, name, at);
        form.form.answer(place, raw).expect("taken");
    };
    answer(&mut form, "preis", &[1], "3");
    answer(&mut form, "zahl", &[1, 1], "2");
    let kita = place(&form, "kita", &[]);
    add(&mut form, kita);
    answer(&mut form, "preis", &[2], "10");
    let kauf = place(&form, "kauf", &[2]);
    add(&mut form, kauf.clone());
    add(&mut form, kauf);
    answer(&mut form, "zahl", &[2, 1], "1");
    answer(&mut form, "zahl", &[2, 2], "4");
    assert_eq!((value(&form, "teil", &[1]), value(&form, "teil", &[2])), ("6".into(), "50".into()));
    assert_eq!((form.value("alles").as_str(), form.value("kaeufe").as_str()), ("56", "3"));
    assert_eq!((value(&form, "nr", &[1]), value(&form, "nr", &[2])), ("1".into(), "2".into()));
    let label = form.form.state(&place(&form, "zahl", &[2, 2])).expect("in the form").label;
    assert_eq!(label, "Zahl zu 10");
}

#[test]
fn a_count_may_be_computed_and_follows_its_inputs_both_ways() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name    | label      | repeat_count  | calculation
        integer      | gruppen | Gruppen    |               |
        begin_repeat | gruppe  | Gruppe ${nr} | ${gruppen} + 1 |
        calculate    | nr      |            |               | position(..)
        text         | name    | Name       |               |
        end_repeat   |         |            |               |
        begin_repeat | fest    | Immer zwei | 2             |
        text         | x       | X          |               |
        end_repeat   |         |            |               |
        calculate    | wie_viele |          |               | count(${gruppe})
        ",
    );
    let count = |form: &Interview, name: &str| form.page().iter().filter(|shown| *shown == name).count();
    assert_eq!((count(&form, "name"), count(&form, "x")), (0, 2));
    form.answer("gruppen", "2");
    assert_eq!((count(&form, "name"), form.value("wie_viele").as_str()), (3, "3"));
    form.form.answer(place(&form, "name", &[3]), "Igel").expect("taken");
    form.answer("gruppen", "0");
    assert_eq!((count(&form, "name"), form.value("wie_viele").as_str()), (1, "1"));
    form.answer("gruppen", "-5");
    assert_eq!(count(&form, "name"), 0);
}

#[test]
fn what_does_not_apply_violates_nothing_and_counts_as_blank() {
    let mut form = Interview::begin(
        "
        [survey]
        type          | name  | label | relevant      | constraint | required      | calculation               | read_only
        select_one jn | q     | Q     |               |            |               |                           |
        begin_group   | g     | G     | ${q} = 'ja'   |            |               |                           |
        integer       | a     | A     |               | . > 5      | yes           |                           |
        end_group     |       |       |               |            |               |                           |
        integer       | b     | B     |               |            |               | ${a} + 1                  | yes
        text          | c     | C     |               |            | ${q} = 'nein' |                           | ${q} = 'ja'
        calculate     | d     |       |               |            |               | coalesce(${a}, 'nichts')  |
        [choices]
        list_name | name | label
        jn        | ja   | Ja
        jn        | nein | Nein
        ",
    );
    form.answer("q", "ja").answer("a", "3");
    assert_eq!((form.form.check().len(), form.value("b").as_str(), form.value("d").as_str()), (1, "4", "3"));
    assert!(form.state("c").read_only && form.form.answer(form.id("c"), "x").is_err());
    form.answer("q", "nein");
    assert_eq!((form.value("b").as_str(), form.value("d").as_str()), ("", "nichts"));
    let faults: Vec<String> =
        form.form.check().into_iter().filter_map(|(place, _)| form.form.state(&place)).map(|node| node.name).collect();
    assert_eq!(faults, ["c"], "3 is still wrong, but nobody is asked for it");
    assert!(!form.state("c").read_only);
}

#[test]
fn triggers_reach_into_every_instance_and_only_when_they_fire() {
    let mut form = Interview::begin(
        "
        [survey]
        type         | name  | label | calculation              | trigger
        text         | alle  | Alle  |                          |
        begin_repeat | r     | R     |                          |
        text         | x     | X     |                          |
        text         | y     | Y     | concat(${x}, position(..)) | ${x}
        text         | z     | Z     | ${x}                     | ${alle}
        end_repeat   |       |       |                          |
        ",
    );
    let repeat = form.id("r").into();
    form.form.add_repeat(&repeat).expect("added");
    form.form.answer(place(&form, "x", &[1]), "a").expect("taken");
    form.form.answer(place(&form, "x", &[2]), "b").expect("taken");
    assert_eq!((value(&form, "y", &[1]), value(&form, "y", &[2])), ("a1".into(), "b2".into()));
    assert_eq!(value(&form, "z", &[2]), "");
    form.answer("alle", "los");
    assert_eq!((value(&form, "z", &[1]), value(&form, "z", &[2])), ("a".into(), "b".into()));
    form.form.answer(place(&form, "y", &[1]), "selbst").expect("taken");
    form.answer("alle", "noch einmal");
    assert_eq!(value(&form, "y", &[1]), "selbst", "nothing has triggered it again");
}

#[test]
fn functions_that_need_files_are_not_published() {
    let definition = definition(
        "
        [survey]
        type      | name | label | calculation
        text      | a    | A     |
        calculate | b    |       | pulldata('orte', 'name', 'key', ${a})
        ",
    );
    let faults = check_publishable(&definition);
    assert!(matches!(&faults[..], [PublishFault::Function { function, .. }] if function == "pulldata"), "{faults:?}");
}
