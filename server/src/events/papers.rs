//! Papers of an event as PDF files: certificates, lists to sign, name badges.

use crate::{
    AppState,
    auth::session::MaybeVisitor,
    export::{file::answer as send, paper},
    pages,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use domain::{
    AppError,
    access::{Koordination, Principal},
    events::{
        EventDay, Registration,
        attendance::{Sheet, german as attendance_german},
        certificate::{Certificate, CertificateNumber},
        german,
    },
    german::{date, long_date},
    ids::EventId,
};
use print::{Badge, Badges, CertificateDay, Certificates, Document, SignatureDay, SignatureList, Signer};

/// What can be printed of an event.
enum Paper {
    Certificates(Certificates),
    Signatures(SignatureList),
    Badges(Badges),
}

/// `bescheinigungen.pdf`, `bescheinigung-<number>.pdf`, `teilnahmeliste.pdf`, `namensschilder.pdf`.
pub async fn file(
    State(state): State<AppState>,
    MaybeVisitor(visitor): MaybeVisitor,
    Path((id, file)): Path<(String, String)>,
) -> Response {
    let Some(visitor) = visitor else { return pages::failure(&state, AppError::Unauthenticated).await };
    match paper(&state, &visitor.principal, &id, &file).await {
        Ok(Paper::Certificates(document)) => answer(&state, document, file).await,
        Ok(Paper::Signatures(document)) => answer(&state, document, file).await,
        Ok(Paper::Badges(document)) => answer(&state, document, file).await,
        Err(error) => pages::failure(&state, error).await,
    }
}

async fn paper(state: &AppState, principal: &Principal, id: &str, file: &str) -> Result<Paper, AppError> {
    let by = principal.require::<Koordination>()?;
    let event: EventId = id.parse().map_err(|_| AppError::NotFound)?;
    let sheet = state.ports.attendance.sheet(&by, event).await?;
    match file {
        "bescheinigungen.pdf" => {
            let all: Vec<_> = sheet.attendants().iter().filter_map(|row| sheet.certificate(&row.person)).collect();
            if all.is_empty() {
                return Err(AppError::NotFound);
            }
            Ok(Paper::Certificates(certificates(state, &all)))
        }
        "teilnahmeliste.pdf" => Ok(Paper::Signatures(signatures(state, &sheet).await?)),
        "namensschilder.pdf" => Ok(Paper::Badges(badges(state, &sheet).await?)),
        file => {
            let number = file.strip_prefix("bescheinigung-").and_then(|rest| rest.strip_suffix(".pdf"));
            let number = number.and_then(CertificateNumber::parse).ok_or(AppError::NotFound)?;
            let one = sheet.certificates.iter().find(|one| one.number == number);
            let one = one.filter(|one| one.holder.is_some() && one.holds());
            let one = one.ok_or(AppError::NotFound)?;
            Ok(Paper::Certificates(certificates(state, &[one])))
        }
    }
}

/// The file, or a page that says why there is none.
pub async fn answer<D>(state: &AppState, document: D, name: String) -> Response
where
    D: Document + Send + 'static,
{
    send(state, paper::file(document, name).await).await
}

/// One file with these certificates; those whose holder was deleted have no paper any more and are left out.
pub fn certificates(state: &AppState, all: &[&Certificate]) -> Certificates {
    let one = |certificate: &&Certificate| {
        let holder = certificate.holder.as_ref()?;
        let facts = &certificate.facts;
        let day = |day: &EventDay| CertificateDay {
            date: long_date(day.date),
            hours: german::hours(day),
            place: day.place.clone(),
        };
        Some(print::Certificate {
            issuer: attendance_german::ISSUER.into(),
            number: certificate.number.to_string(),
            check: format!("{}/bescheinigung/{}", state.config.public_url, certificate.number),
            name: holder.name.clone(),
            from: holder.from.clone(),
            event: facts.title.clone(),
            format: german::format(facts.format).into(),
            days: facts.days.iter().map(day).collect(),
            extent: attendance_german::extent(certificate),
            contents: facts.contents.clone(),
            issued: attendance_german::issued(&date(certificate.issued)),
        })
    };
    Certificates { title: attendance_german::CERTIFICATE.into(), certificates: all.iter().filter_map(one).collect() }
}

async fn signatures(state: &AppState, sheet: &Sheet) -> Result<SignatureList, AppError> {
    let day = |day: &EventDay| SignatureDay {
        date: long_date(day.date),
        hours: german::hours(day),
        place: day.place.clone(),
    };
    Ok(SignatureList {
        title: format!("{}: {}", attendance_german::SIGNATURES, sheet.event.plan.title),
        event: sheet.event.plan.title.clone(),
        days: sheet.event.plan.days.iter().map(day).collect(),
        people: people(state, sheet, |row, from| Signer { name: row.participant.name.clone(), from }).await?,
    })
}

async fn badges(state: &AppState, sheet: &Sheet) -> Result<Badges, AppError> {
    let badge = |row: &Registration, from| Badge {
        name: row.participant.name.clone(),
        from,
        role: german::funktion(row.participant.funktion).into(),
    };
    Ok(Badges {
        title: format!("{}: {}", attendance_german::BADGES, sheet.event.plan.title),
        event: sheet.event.plan.title.clone(),
        people: people(state, sheet, badge).await?,
    })
}

/// Everybody expected, with where they are from.
async fn people<T>(
    state: &AppState,
    sheet: &Sheet,
    of: impl Fn(&Registration, String) -> T,
) -> Result<Vec<T>, AppError> {
    let kitas = state.ports.events.kita_names().await?;
    let from = |row: &Registration| {
        let kita = kitas.iter().find(|kita| Some(kita.id) == row.participant.kita).map(|kita| kita.name.clone());
        kita.or_else(|| row.participant.einrichtung.clone()).unwrap_or_default()
    };
    Ok(sheet.attendants().into_iter().map(|row| of(row, from(row))).collect())
}
