use crate::Document;
use serde::Serialize;

/// Teilnahmebescheinigungen of one event, each on a page of its own. All texts as they are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Certificates {
    /// Title of the file.
    pub title: String,
    pub certificates: Vec<Certificate>,
}

/// Who took part in what, and how far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The office that certifies.
    pub issuer: String,
    pub number: String,
    /// Address of the page that tells whether the number is genuine.
    pub check: String,
    pub name: String,
    /// Where the person works; may be blank.
    pub from: String,
    pub event: String,
    pub format: String,
    /// The days attended.
    pub days: Vec<CertificateDay>,
    /// `2 von 2 Tagen, 13,5 Stunden`
    pub extent: String,
    pub contents: Vec<String>,
    /// Place and day.
    pub issued: String,
}

/// One day that somebody attended.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CertificateDay {
    pub date: String,
    pub hours: String,
    pub place: String,
}

impl Document for Certificates {
    const TEMPLATE: &'static str = include_str!("../templates/certificate.typ");
}
