//! Files as a reader's program finds them: tagged, named, in German, and the same every time.

use print::{
    Badge, Badges, Block, Card, CardText, Cards, Certificate, CertificateDay, Certificates, Column, Document, Letter,
    Listing, ListingTable, PrintError, SignatureDay, SignatureList, Signer, pdf,
};

fn certificate(name: &str) -> Certificate {
    let day = |date: &str| CertificateDay {
        date: date.into(),
        hours: "09:00 bis 16:30 Uhr".into(),
        place: "Kreishaus, Saal 2".into(),
    };
    Certificate {
        issuer: "Kreisjugendamt, Koordination".into(),
        number: "7K3M-9QXT-4WVN".into(),
        check: "https://portal.example/bescheinigung/7K3M-9QXT-4WVN".into(),
        name: name.into(),
        from: "Demo-Kita Löwenzahn".into(),
        event: "Tandem-Startseminar für neue Kitas".into(),
        format: "Tandem-Startseminar".into(),
        days: vec![day("Dienstag, 2. Februar 2027"), day("Mittwoch, 3. Februar 2027")],
        extent: "2 von 2 Terminen, 15 Stunden einschließlich Pausen".into(),
        contents: vec!["Rechtliche Grundlagen".into(), "Methoden der Sozialraumanalyse".into()],
        issued: "Koblenz, 4. Februar 2027".into(),
    }
}

fn certificates(names: &[&str]) -> Certificates {
    Certificates {
        title: "Teilnahmebescheinigung".into(),
        certificates: names.iter().map(|name| certificate(name)).collect(),
    }
}

/// What PDF/UA-1 asks of every file, and can be read without a PDF program: the claim itself, tags, language, title.
fn is_accessible<D: Document>(document: &D) -> Vec<u8> {
    let file = pdf(document).expect("a document that can be printed");
    let text = String::from_utf8_lossy(&file);
    for wanted in [
        "%PDF-1.7",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang(de-DE)",
        "DisplayDocTitle true",
    ] {
        assert!(text.contains(wanted), "{wanted} is missing");
    }
    for font in ["FiraSans-Regular", "FiraSans-SemiBold"] {
        assert!(text.contains(font), "{font} is not embedded: there would be no text");
    }
    file
}

fn pages(file: &[u8]) -> usize {
    String::from_utf8_lossy(file).matches("/Type/Page/").count()
}

#[test]
fn certificates_are_accessible_and_one_on_each_page() {
    assert_eq!(pages(&is_accessible(&certificates(&["Amalia Erfunden"]))), 1);
    assert_eq!(pages(&is_accessible(&certificates(&["Amalia Erfunden", "Bruno Ausgedacht", "Çağla Öztürk"]))), 3);
}

#[test]
fn the_same_document_is_the_same_file() {
    let document = certificates(&["Amalia Erfunden"]);
    assert!(pdf(&document) == pdf(&document));
    assert!(pdf(&document) != pdf(&certificates(&["Bruno Ausgedacht"])));
}

#[test]
fn what_somebody_typed_is_text_and_never_markup() {
    let hostile =
        ["#panic(\"x\")", "*fett* _kursiv_ $ $ `code`", "#read(\"/etc/passwd\")", "\\ ] } @label <a>", "= Titel"];
    assert_eq!(pages(&is_accessible(&certificates(&hostile))), hostile.len());
}

#[test]
fn a_character_that_no_font_has_is_named_and_nothing_is_printed() {
    assert_eq!(pdf(&certificates(&["Amalia 🎓"])).err(), Some(PrintError::Unprintable('🎓')));
    assert!(pdf(&certificates(&["Łukasz Şahin Олена Ґалаґан", "نور گلچین"])).is_ok());
}

#[test]
fn a_letter_with_a_table_is_accessible() {
    let column = |title: &str, figures| Column { title: title.into(), figures };
    let letter = Letter {
        sender: vec!["Kreisjugendamt".into(), "Bahnhofstraße 9".into(), "56068 Koblenz".into()],
        recipient: vec!["Demo-Träger gGmbH".into(), "Musterweg 1".into(), "56743 Mendig".into()],
        reference: vec![("Aktenzeichen".into(), "SRB-2027-04".into())],
        date: "4. Februar 2027".into(),
        subject: "Abschläge 2027".into(),
        blocks: vec![
            Block::Paragraph { text: "Sehr geehrte Damen und Herren,".into() },
            Block::Heading { text: "Zahlungsplan".into() },
            Block::Table {
                columns: vec![column("Monat", false), column("Betrag in Euro", true)],
                rows: (1..=60).map(|month| vec![format!("Monat {month}"), "9.597,93".into()]).collect(),
            },
        ],
    };
    assert!(pages(&is_accessible(&letter)) > 1);
}

#[test]
fn lists_to_sign_and_badges_are_accessible() {
    let signer = |number| Signer { name: format!("Person {number}"), from: "Demo-Kita".into() };
    let day =
        |date: &str| SignatureDay { date: date.into(), hours: "09:00 bis 12:00 Uhr".into(), place: "Saal".into() };
    let list = SignatureList {
        title: "Teilnahmeliste".into(),
        event: "Fachtag".into(),
        days: vec![day("Dienstag, 2. Februar 2027"), day("Mittwoch, 3. Februar 2027")],
        people: (1..=12).map(signer).collect(),
    };
    assert_eq!(pages(&is_accessible(&list)), 2);
    let badge = |number| Badge { name: format!("Person {number}"), from: "Demo-Kita".into(), role: "KiSo".into() };
    let badges =
        Badges { title: "Namensschilder".into(), event: "Fachtag".into(), people: (1..=11).map(badge).collect() };
    assert!(pages(&is_accessible(&badges)) >= 2);
}

/// A list of so many columns and rows; the first column is an address, the last one figures.
fn listing(columns: usize, rows: usize) -> Listing {
    let column = |number: usize| Column { title: format!("Spalte {number}"), figures: number == columns };
    let address = "vorname.nachname@eine-sehr-lange-einrichtung.traeger.beispiel.de".to_owned();
    let row = |number: usize| std::iter::once(address.clone()).chain((1..columns).map(move |_| number.to_string()));
    Listing {
        title: "Teilnehmende: Fachtag".into(),
        lines: vec!["Dienstag, 2. Februar 2027".into(), "Stand vom 01.02.2027".into()],
        tables: vec![ListingTable {
            heading: "Teilnehmende".into(),
            columns: (1..=columns).map(column).collect(),
            rows: (0..rows).map(|number| row(number).collect()).collect(),
        }],
        nothing: "Keine Einträge.".into(),
    }
}

/// Width and height of the first page, in points.
fn size(file: &[u8]) -> String {
    let text = String::from_utf8_lossy(file);
    let (_, rest) = text.split_once("/MediaBox[").expect("a page");
    rest.split(']').next().expect("its size").to_owned()
}

#[test]
fn lists_are_accessible_across_the_page_with_and_without_rows_and_wide_ones_on_a_larger_sheet() {
    let short = is_accessible(&listing(8, 3));
    assert_eq!(pages(&short), 1);
    assert!(size(&short).starts_with("0 0 841."), "{}", size(&short));
    assert!(pages(&is_accessible(&listing(8, 80))) > 1);
    assert!(size(&is_accessible(&listing(13, 3))).starts_with("0 0 1190."));
    let empty = is_accessible(&listing(8, 0));
    assert!(empty != short && pages(&empty) == 1);
    let mut several = listing(3, 2);
    several.tables.push(ListingTable { heading: "Zweite Liste".into(), ..several.tables[0].clone() });
    is_accessible(&several);
}

const GERMAN: (&str, &str, &str) = ("de", "Ihr Code", "Bitte antworten Sie bis zum 20.03.2026. Freiwillig und anonym.");
const ARABIC: (&str, &str, &str) = ("ar", "رمزكم", "يُرجى الإجابة حتى 20.03.2026. المشاركة طوعية ومجهولة الهوية.");

fn cards(texts: &[(&str, &str, &str)], count: usize) -> Cards {
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="1" height="1"/></svg>"#;
    let text = |(lang, code, about): &(&str, &str, &str)| CardText {
        lang: (*lang).into(),
        code: (*code).into(),
        about: (*about).into(),
    };
    Cards {
        title: "Codes: Elternbefragung".into(),
        survey: "Elternbefragung".into(),
        kita: "Demo-Kita Löwenzahn".into(),
        address: "https://portal.example/umfrage/abcdefghjkmnpqrs".into(),
        texts: texts.iter().map(text).collect(),
        cards: vec![Card { code: "abcde-fghjk".into(), picture: picture.into() }; count],
    }
}

#[test]
fn cards_are_accessible_eight_on_a_page_and_six_in_two_languages() {
    for (texts, fitting) in [(&[GERMAN][..], 8), (&[ARABIC][..], 8), (&[ARABIC, GERMAN][..], 6)] {
        assert_eq!(pages(&is_accessible(&cards(texts, fitting))), 1, "{texts:?}");
        assert_eq!(pages(&is_accessible(&cards(texts, fitting + 1))), 2, "{texts:?}");
    }
}

#[test]
fn letters_of_the_arabic_script_come_from_a_font_that_joins_them() {
    let holds = |texts: &[(&str, &str, &str)]| {
        let file = pdf(&cards(texts, 1)).expect("a document that can be printed");
        String::from_utf8_lossy(&file).contains("DejaVuSans")
    };
    assert!(holds(&[ARABIC]) && holds(&[ARABIC, GERMAN]));
    assert!(!holds(&[GERMAN]), "a font that nothing uses is not in the file");
}
