//! Time of setting 100 certificates, without database and requests: part of `cargo xtask bench events`.
//!
//! Without `--release` built as for tests, so that SurrealDB and Typst are not compiled a second time: upper bounds.

use print::{Certificate, CertificateDay, Certificates, pdf};
use std::{error::Error, time::Instant};

fn main() -> Result<(), Box<dyn Error>> {
    let all: Vec<_> = (1..=100).map(certificate).collect();
    let of = |certificates: &[Certificate]| Certificates {
        title: "Teilnahmebescheinigung".into(),
        certificates: certificates.to_vec(),
    };
    pdf(&of(&all[..1]))?;
    let begin = Instant::now();
    let file = pdf(&of(&all))?;
    println!("100 certificates in one file, {} kB: {:.2?}", file.len() / 1_000, begin.elapsed());
    let begin = Instant::now();
    for one in all.chunks(1) {
        pdf(&of(one))?;
    }
    println!("100 files of one certificate: {:.2?}", begin.elapsed());
    Ok(())
}

fn certificate(number: u32) -> Certificate {
    let day = |date: &str| CertificateDay {
        date: date.into(),
        hours: "09:00 bis 16:30 Uhr".into(),
        place: "Kreishaus, Saal 2".into(),
    };
    let contents = (1..=10).map(|content| format!("Inhalt {content}")).collect();
    Certificate {
        issuer: "Kreisjugendamt".into(),
        number: format!("7K3M-9QXT-{number:04}"),
        check: format!("https://portal.example/bescheinigung/7K3M-9QXT-{number:04}"),
        name: format!("Person {number}"),
        from: format!("Demo-Kita {number}"),
        event: "Tandem-Startseminar".into(),
        format: "Tandem-Startseminar".into(),
        days: vec![day("Dienstag, 2. Februar 2027"), day("Mittwoch, 3. Februar 2027")],
        extent: "2 von 2 Terminen, 15 Stunden einschließlich Pausen".into(),
        contents,
        issued: "Ausgestellt am 04.02.2027".into(),
    }
}
