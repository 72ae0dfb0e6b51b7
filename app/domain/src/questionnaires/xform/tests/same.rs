//! An XForm gives the definition of the workbook that asks the same.

use super::{form, read};
use crate::questionnaires::{
    engine::scenarios::definition as workbook,
    xlsform::{self, FaultCode::NoLabel},
};

/// The same definition, but for the title and what the file has beside it.
#[track_caller]
fn same(xform: &str, tables: &str) {
    let (mut read, wanted) = (read(xform), workbook(tables));
    read.settings.title.clone_from(&wanted.settings.title);
    read.settings.form_id.clone_from(&wanted.settings.form_id);
    assert_eq!(read, wanted);
    // And so does what it is exported as.
    let again = xlsform::import(&xlsform::export(&read), None).expect("our own workbook");
    assert_eq!(again.definition, wanted);
}

#[test]
fn questions_of_every_kind_with_their_rules() {
    let model = r#"
<instance><data id="bogen" version="3">
<alter/><groesse/><tag/><uhr/><wann/><wort/><hinweis/><ort/><bild/><einverstanden/><skala>2</skala><summe/>
<verborgen>x</verborgen><beginn/><ende/><heute/><geraet/><vorgabe/>
<orx:meta><orx:instanceID/></orx:meta>
</data></instance>
<bind nodeset="/data/alter" type="int" required="true()" jr:requiredMsg="Bitte angeben" constraint=". &gt; 2 and . &lt; 100" jr:constraintMsg="Zwischen 3 und 99"/>
<bind nodeset="/data/groesse" type="decimal" relevant=" /data/alter  &gt; 3" required="false()"/>
<bind nodeset="/data/tag" type="date"/>
<bind nodeset="/data/uhr" type="time"/>
<bind nodeset="/data/wann" type="dateTime"/>
<bind nodeset="/data/wort" type="string"/>
<bind nodeset="/data/hinweis" type="string" readonly="true()"/>
<bind nodeset="/data/ort" type="geopoint"/>
<bind nodeset="/data/bild" type="binary" orx:max-pixels="1000"/>
<bind nodeset="/data/einverstanden" type="string"/>
<bind nodeset="/data/skala" type="int"/>
<bind nodeset="/data/summe" type="string" calculate=" /data/alter  +  /data/skala "/>
<bind nodeset="/data/verborgen" type="string"/>
<bind nodeset="/data/beginn" type="dateTime" jr:preload="timestamp" jr:preloadParams="start"/>
<bind nodeset="/data/ende" type="dateTime" jr:preload="timestamp" jr:preloadParams="end"/>
<bind nodeset="/data/heute" type="date" jr:preload="date" jr:preloadParams="today"/>
<bind nodeset="/data/geraet" type="string" jr:preload="property" jr:preloadParams="deviceid"/>
<bind nodeset="/data/vorgabe" type="date"/>
<bind nodeset="/data/meta/instanceID" type="string" readonly="true()" jr:preload="uid"/>
<setvalue event="odk-instance-first-load" ref="/data/vorgabe" value="today()"/>"#;
    let body = r#"
<input ref="/data/alter"><label>Wie alt?</label><hint>In Jahren</hint></input>
<input ref="/data/groesse"><label>Wie groß?</label></input>
<input ref="/data/tag" appearance="month-year"><label>Tag</label></input>
<input ref="/data/uhr"><label>Uhr</label></input>
<input ref="/data/wann"><label>Wann</label></input>
<input ref="/data/wort" appearance="multiline" rows="3"><label>Wort, <output value=" /data/alter "/> Jahre</label></input>
<input ref="/data/hinweis"><label>Danke</label></input>
<input ref="/data/ort" accuracyThreshold="5"><label>Ort</label></input>
<upload ref="/data/bild" mediatype="image/*"><label>Bild</label></upload>
<trigger ref="/data/einverstanden"><label>Ja</label></trigger>
<range ref="/data/skala" start="1" end="5" step="1"><label>Skala</label></range>
<input ref="/data/vorgabe"><label>Vorgabe</label></input>"#;
    same(
        &form(model, body),
        "
        [survey]
        type | name | label | hint | required | required_message | constraint | constraint_message | relevant | appearance | calculation | default | parameters
        integer | alter | Wie alt? | In Jahren | yes | Bitte angeben | . > 2 and . < 100 | Zwischen 3 und 99
        decimal | groesse | Wie groß? | | | | | | ${alter} > 3
        date | tag | Tag | | | | | | | month-year
        time | uhr | Uhr
        dateTime | wann | Wann
        text | wort | Wort, ${alter} Jahre | | | | | | | multiline | | | rows=3
        note | hinweis | Danke
        geopoint | ort | Ort | | | | | | | | | | capture-accuracy=5
        image | bild | Bild | | | | | | | | | | max-pixels=1000
        acknowledge | einverstanden | Ja
        range | skala | Skala | | | | | | | | | 2 | start=1;end=5;step=1
        calculate | summe | | | | | | | | | ${alter} + ${skala}
        hidden | verborgen | | | | | | | | | | x
        start | beginn
        end | ende
        today | heute
        deviceid | geraet
        date | vorgabe | Vorgabe | | | | | | | | | today()
        [settings]
        version
        3
        ",
    );
}

#[test]
fn choices_cascades_and_languages() {
    let model = r#"
<itext>
<translation lang="German (de)" default="true()">
<text id="/data/kreis:label"><value>Welcher Kreis?</value></text>
<text id="/data/kreis:hint"><value>Einer</value><value form="guidance">Genau einer</value></text>
<text id="/data/ort:label"><value>Welcher Ort?</value><value form="image">jr://images/karte.png</value></text>
<text id="/data/ort:jr:constraintMsg"><value>Nicht dieser</value></text>
<text id="kreise-0"><value>Mayen-Koblenz</value></text><text id="kreise-1"><value>Ahrweiler</value></text>
<text id="orte-0"><value>Bendorf</value></text><text id="orte-1"><value>Adenau</value></text>
</translation>
<translation lang="Turkish (tr)">
<text id="/data/kreis:label"><value>Hangi ilçe?</value></text>
<text id="/data/kreis:hint"><value>-</value></text>
<text id="/data/ort:label"><value>Hangi yer?</value></text>
<text id="/data/ort:jr:constraintMsg"><value>-</value></text>
<text id="kreise-0"><value>MYK</value></text><text id="kreise-1"><value>AW</value></text>
<text id="orte-0"><value>Bendorf</value></text><text id="orte-1"><value>Adenau</value></text>
</translation>
</itext>
<instance><data id="x"><kreis/><ort/><mehr/><rang/></data></instance>
<instance id="kreise"><root>
<item><itextId>kreise-0</itextId><name>myk</name></item><item><itextId>kreise-1</itextId><name>aw</name></item>
</root></instance>
<instance id="orte"><root>
<item><itextId>orte-0</itextId><name>bendorf</name><kreis>myk</kreis></item>
<item><itextId>orte-1</itextId><name>adenau</name><kreis>aw</kreis></item>
</root></instance>
<bind nodeset="/data/kreis" type="string"/>
<bind nodeset="/data/ort" type="string" constraint=". != 'adenau'" jr:constraintMsg="jr:itext('/data/ort:jr:constraintMsg')"/>
<bind nodeset="/data/mehr" type="string"/>
<bind nodeset="/data/rang" type="odk:rank"/>"#;
    let body = r#"
<select1 ref="/data/kreis" appearance="minimal"><label ref="jr:itext('/data/kreis:label')"/><hint ref="jr:itext('/data/kreis:hint')"/>
<itemset nodeset="instance('kreise')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<select1 ref="/data/ort"><label ref="jr:itext('/data/ort:label')"/>
<itemset nodeset="instance('orte')/root/item[kreis =  /data/kreis ]"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>
<select ref="/data/mehr"><label ref="jr:itext('/data/ort:label')"/>
<itemset nodeset="randomize(instance('kreise')/root/item, 7)"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select>
<odk:rank ref="/data/rang"><label ref="jr:itext('/data/kreis:label')"/>
<itemset nodeset="instance('kreise')/root/item"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset></odk:rank>"#;
    same(
        &form(model, body),
        "
        [survey]
        type | name | label::German (de) | label::Turkish (tr) | hint::German (de) | guidance_hint::German (de) | image::German (de) | constraint | constraint_message::German (de) | choice_filter | appearance | parameters
        select_one kreise | kreis | Welcher Kreis? | Hangi ilçe? | Einer | Genau einer | | | | | minimal
        select_one orte | ort | Welcher Ort? | Hangi yer? | | | karte.png | . != 'adenau' | Nicht dieser | kreis = ${kreis}
        select_multiple kreise | mehr | Welcher Ort? | Hangi yer? | | | karte.png | | | | | randomize=true;seed=7
        rank kreise | rang | Welcher Kreis? | Hangi ilçe?
        [choices]
        list_name | name | label::German (de) | label::Turkish (tr) | kreis
        kreise | myk | Mayen-Koblenz | MYK
        kreise | aw | Ahrweiler | AW
        orte | bendorf | Bendorf | Bendorf | myk
        orte | adenau | Adenau | Adenau | aw
        [settings]
        default_language
        German (de)
        ",
    );
}

#[test]
fn groups_repeats_counters_and_triggers() {
    let model = r#"
<instance><data id="x">
<anzahl/><kinder_count/>
<kinder jr:template=""><name/><alter/><gesamt/></kinder>
<kinder><name/><alter/><gesamt/></kinder>
<frei><was/></frei>
<gruppe><a/><innen><b/></innen></gruppe>
<summe/><stempel/>
</data></instance>
<bind nodeset="/data/anzahl" type="int"/>
<bind nodeset="/data/kinder_count" type="string" readonly="true()" calculate=" /data/anzahl  * 2"/>
<bind nodeset="/data/kinder/name" type="string"/>
<bind nodeset="/data/kinder/alter" type="int" relevant=" ../name  != ''"/>
<bind nodeset="/data/kinder/gesamt" type="string" calculate="position(..) + sum( /data/kinder/alter )"/>
<bind nodeset="/data/gruppe" relevant=" /data/anzahl  &gt; 1"/>
<bind nodeset="/data/gruppe/a" type="string"/>
<bind nodeset="/data/summe" type="string" calculate="indexed-repeat( /data/kinder/alter ,  /data/kinder , 1)"/>
<bind nodeset="/data/stempel" type="string"/>"#;
    let body = r#"
<input ref="/data/anzahl"><label>Wie viele?</label><setvalue event="xforms-value-changed" ref="/data/stempel" value="now()"/></input>
<group ref="/data/kinder"><label>Kind</label>
<repeat nodeset="/data/kinder" jr:count=" /data/kinder_count " appearance="field-list" jr:noAddRemove="true()">
<input ref="/data/kinder/name"><label>Rufname</label></input>
<input ref="/data/kinder/alter"><label>Alter von <output value=" ../name "/></label></input>
</repeat></group>
<group ref="/data/frei"><label>Frei</label><repeat nodeset="/data/frei">
<input ref="/data/frei/was"><label>Was?</label></input></repeat></group>
<group ref="/data/gruppe" appearance="field-list"><label>Gruppe</label>
<input ref="/data/gruppe/a"><label>A</label></input>
<group ref="/data/gruppe/innen"><input ref="/data/gruppe/innen/b"><label>B</label></input></group>
</group>"#;
    same(
        &form(model, body),
        "
        [survey]
        type | name | label | relevant | repeat_count | appearance | calculation | trigger
        integer | anzahl | Wie viele?
        begin_repeat | kinder | Kind | | ${anzahl} * 2 | field-list
        text | name | Rufname
        integer | alter | Alter von ${name} | ${name} != ''
        calculate | gesamt | | | | | position(..) + sum(${alter})
        end_repeat
        begin_repeat | frei | Frei
        text | was | Was?
        end_repeat
        begin_group | gruppe | Gruppe | ${anzahl} > 1 | | field-list
        text | a | A
        begin_group | innen
        text | b | B
        end_group
        end_group
        calculate | summe | | | | | indexed-repeat(${alter}, ${kinder}, 1)
        calculate | stempel | | | | | now() | ${anzahl}
        ",
    );
}

#[test]
fn items_that_stand_in_the_question_become_a_list_that_questions_share() {
    let model = r#"<instance><data id="x"><a/><b/><c/></data></instance>
<bind nodeset="/data/a" type="select1"/><bind nodeset="/data/b" type="select1"/><bind nodeset="/data/c" type="select"/>"#;
    let items = "<item><label>Ja</label><value>ja</value></item><item><label>Nein</label><value>nein</value></item>";
    let body = format!(
        "<select1 ref='/data/a'><label>A</label>{items}</select1>\n<select1 ref='b'><label>B</label>{items}</select1>
         <select ref='/data/c'><label>C</label><item><label>X</label><value>x</value></item></select>"
    );
    same(
        &form(model, &body),
        "
        [survey]
        type | name | label
        select_one a | a | A
        select_one a | b | B
        select_multiple c | c | C
        [choices]
        list_name | name | label
        a | ja | Ja
        a | nein | Nein
        c | x | X
        ",
    );
}

#[test]
fn a_calculation_within_a_text_becomes_a_field_of_its_own() {
    let model = r#"<instance><data id="x"><g><a/><b/></g></data></instance><bind nodeset="/data/g/a" type="int"/>"#;
    let body = r#"<group ref="/data/g"><label>G</label><input ref="/data/g/a"><label>A</label></input>
<input ref="/data/g/b"><label>Ein Jahr später: <output value=" /data/g/a  + 1"/>, <output value="/data/g/a"/></label>
<hint>Also <output value="/data/g/a + 1"/></hint></input></group>"#;
    same(
        &form(model, body),
        "
        [survey]
        type | name | label | hint | calculation
        begin_group | g | G
        integer | a | A
        calculate | b_text | | | ${a} + 1
        text | b | Ein Jahr später: ${b_text}, ${a} | Also ${b_text}
        end_group
        ",
    );
}

#[test]
fn a_question_without_text_is_called_by_its_name_and_warned_about() {
    let text = form("<instance><data id='x'><a/></data></instance>", "<input ref='/data/a' appearance='x'/>");
    assert_eq!(read(&text).nodes[0].label.best("", ""), Some("a"));
    assert_eq!(super::faults(&text), [(NoLabel, 10, r#"<input ref="/data/a">"#.to_owned())]);
}

#[test]
fn words_of_scales_files_for_lookups_and_what_programs_keep_for_themselves() {
    let model = r#"<instance><data id="x"><skala/><r><a/><meta><entity/></meta></r><orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="worte"><root><item><name>1</name><label>wenig</label></item><item><name>5</name><label>viel</label></item></root></instance>
<instance id="orte" src="jr://file-csv/orte.csv"/>
<bind nodeset="/data/skala" type="int"/><bind nodeset="/data/r/meta/entity/@id"/>
<bind nodeset="/data/r/a" calculate="instance('worte')/root/item[name = current()/../../skala]/label"/>"#;
    let body = r#"<range ref="/data/skala" start="1" end="5" step="1"><label>S</label><itemset nodeset="instance('worte')/root/item"/></range>
<group ref="/data/r"><label>R</label><repeat nodeset="/data/r"><input ref="/data/r/a"><label>A</label></input></repeat></group>"#;
    same(
        &form(model, body),
        "
        [survey]
        type | name | label | calculation | parameters
        range | skala | S | | start=1;end=5;step=1;tick_labelset=worte
        begin_repeat | r | R
        text | a | A | instance('worte')/root/item[name = ${skala}]/label
        end_repeat
        csv-external | orte
        [choices]
        list_name | name | label
        worte | 1 | wenig
        worte | 5 | viel
        ",
    );
}

#[test]
fn the_body_decides_the_order_and_names_that_occur_twice_stay_paths() {
    let model = r#"<instance><umfrage id="x" version="1"><g><a/></g><h><a/></h><c/><z/></umfrage></instance>
<bind nodeset="/umfrage/c" relevant="/umfrage/g/a = 'x' and selected(/umfrage/z,'y')"/>"#;
    let body = r#"<input ref="/umfrage/z"><label>Z</label></input>
<group ref="/umfrage/g"><label>G</label><input ref="/umfrage/g/a"><label>A</label></input></group>
<group ref="/umfrage/h"><label>H</label><input ref="/umfrage/h/a"><label>A</label></input></group>
<input ref="/umfrage/c"><label>C</label></input>"#;
    let definition = read(&form(model, body));
    let names: Vec<&str> = definition.walk().iter().map(|node| node.name.as_str()).collect();
    assert_eq!(names, ["z", "g", "a", "h", "a", "c"]);
    let last = definition.nodes.last().expect("the last question");
    assert_eq!(last.relevant.as_deref(), Some("/umfrage/g/a = 'x' and selected(${z},'y')"));
    assert_eq!((definition.settings.root.as_str(), definition.settings.version.as_str()), ("umfrage", "1"));
    assert_eq!((definition.settings.title.as_str(), definition.settings.form_id.as_str()), ("Fragebogen", "x"));
}
