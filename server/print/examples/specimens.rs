//! Writes one of each document into a folder, to look at: `cargo run -p print --example specimens -- FOLDER`.

use print::{
    Badge, Badges, Block, Card, CardText, Cards, Certificate, CertificateDay, Certificates, Column, Document, Letter,
    Listing, ListingTable, SignatureDay, SignatureList, Signer, pdf,
};
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    write(folder, "bescheinigung.pdf", &certificates())?;
    write(folder, "brief.pdf", &letter())?;
    write(folder, "teilnahmeliste.pdf", &signatures())?;
    write(folder, "namensschilder.pdf", &badges())?;
    write(folder, "teilnehmende.pdf", &listing())?;
    write(folder, "karten.pdf", &cards())
}

fn write<D: Document>(folder: &Path, name: &str, document: &D) -> Result<(), Box<dyn std::error::Error>> {
    Ok(std::fs::write(folder.join(name), pdf(document)?)?)
}

fn certificates() -> Certificates {
    let day = |date: &str| CertificateDay {
        date: date.into(),
        hours: "09:00 bis 16:30 Uhr".into(),
        place: "Kreishaus, Saal 2, Bahnhofstraße 9, Koblenz".into(),
    };
    let one = Certificate {
        issuer: "Kreisjugendamt Mayen-Koblenz, Koordination Sozialraumbudget und Kita-Sozialarbeit".into(),
        number: "7K3M-9QXT-4WVN".into(),
        check: "https://portal.example/bescheinigung/7K3M-9QXT-4WVN".into(),
        name: "Amalia Erfunden".into(),
        from: "Demo-Kita Löwenzahn".into(),
        event: "Tandem-Startseminar für neue Kitas".into(),
        format: "Tandem-Startseminar".into(),
        days: vec![day("Dienstag, 2. Februar 2027"), day("Mittwoch, 3. Februar 2027")],
        extent: "2 von 2 Terminen, 15 Stunden einschließlich Pausen".into(),
        contents: vec!["Rechtliche Grundlagen".into(), "Methoden der Sozialraumanalyse".into(), "Rollenklärung".into()],
        issued: "Ausgestellt am 4. Februar 2027".into(),
    };
    Certificates { title: "Teilnahmebescheinigung".into(), certificates: vec![one.clone(), one] }
}

fn letter() -> Letter {
    let column = |title: &str, figures| Column { title: title.into(), figures };
    let text = |text: &str| Block::Paragraph { text: text.into() };
    Letter {
        sender: vec!["Kreisjugendamt Mayen-Koblenz".into(), "Bahnhofstraße 9".into(), "56068 Koblenz".into()],
        recipient: vec![
            "Demo-Träger gGmbH".into(),
            "Frau Ausgedacht".into(),
            "Musterweg 1".into(),
            "56743 Mendig".into(),
        ],
        reference: vec![("Aktenzeichen".into(), "SRB-2027-04".into()), ("Auskunft".into(), "Koordination SRB".into())],
        date: "4. Februar 2027".into(),
        subject: "Sozialraumbudget 2027: monatliche Abschläge".into(),
        blocks: vec![
            text("Sehr geehrte Damen und Herren,"),
            text("für das Jahr 2027 erhalten Sie aus dem Sozialraumbudget die folgenden monatlichen Abschläge."),
            Block::Heading { text: "Zahlungsplan".into() },
            Block::Table {
                columns: vec![column("Monat", false), column("Betrag in Euro", true)],
                rows: ["Januar", "Februar", "März"].map(|month| vec![month.into(), "9.597,93".into()]).into(),
            },
            text("Mit freundlichen Grüßen"),
        ],
    }
}

fn signatures() -> SignatureList {
    let signer = |number| Signer { name: format!("Person {number}"), from: "Demo-Kita Sonnenschein".into() };
    let day = SignatureDay {
        date: "Dienstag, 2. Februar 2027".into(),
        hours: "09:00 bis 16:30 Uhr".into(),
        place: "Kreishaus, Saal 2".into(),
    };
    SignatureList {
        title: "Teilnahmeliste".into(),
        event: "Tandem-Startseminar für neue Kitas".into(),
        days: vec![day],
        people: (1..=24).map(signer).collect(),
    }
}

fn badges() -> Badges {
    let badge = |number| Badge {
        name: format!("Amalia Erfunden-Ausgedacht {number}"),
        from: "Demo-Kita Sonnenschein".into(),
        role: "Kita-Leitung".into(),
    };
    let people = (1..=11).map(badge).collect();
    Badges { title: "Namensschilder".into(), event: "Tandem-Startseminar für neue Kitas".into(), people }
}

fn listing() -> Listing {
    let titles = ["Stand", "Name", "Kita oder Einrichtung", "Sozialraum", "Funktion", "E-Mail-Adresse", "Tandem mit"];
    let cells = |number: usize| {
        let (name, address) =
            (format!("Amalia Erfunden-Ausgedacht {number}"), format!("amalia.erfunden{number}@demo-kita.beispiel.de"));
        let kita = ["Demo-Kita Sonnenschein", "VG Pellenz", "Kita-Sozialarbeit (KiSo)"].map(str::to_owned);
        let [kita, region, role] = kita;
        vec!["angemeldet".to_owned(), name, kita, region, role, address, "Bruno Ausgedacht".to_owned()]
    };
    Listing {
        title: "Teilnehmende: Tandem-Startseminar für neue Kitas".into(),
        lines: vec!["Dienstag, 2. Februar 2027, 09:00 bis 16:30 Uhr, Kreishaus".into(), "Stand vom 01.02.2027".into()],
        tables: vec![ListingTable {
            heading: "Teilnehmende".into(),
            columns: titles.map(|title| Column { title: title.into(), figures: false }).into(),
            rows: (1..=24).map(cells).collect(),
        }],
        nothing: "Keine Einträge.".into(),
    }
}

fn cards() -> Cards {
    let text =
        |lang: &str, code: &str, about: &str| CardText { lang: lang.into(), code: code.into(), about: about.into() };
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><rect width="1" height="1"/></svg>"#;
    Cards {
        title: "Codes: Elternbefragung zur Kita-Sozialarbeit".into(),
        survey: "Elternbefragung zur Kita-Sozialarbeit".into(),
        kita: "Demo-Kita Löwenzahn".into(),
        address: "https://portal.example/umfrage/abcdefghjkmnpqrs".into(),
        texts: vec![
            text("fa", "کد شما", "لطفاً تا 20.03.2026 پاسخ دهید. کد یک بار معتبر است و نشان نمی‌دهد شما چه کسی هستید."),
            text("de", "Ihr Code", "Bitte antworten Sie bis zum 20.03.2026. Der Code verrät nicht, wer Sie sind."),
        ],
        cards: vec![Card { code: "abcde-fghjk".into(), picture: picture.into() }; 7],
    }
}
