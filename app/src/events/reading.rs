//! What pages and files read alike.

use crate::context::Ports;
use domain::{
    AppError,
    access::{DirectoryReader, Koordination, Role},
    accounts::port::Visitor,
    events::{
        attendance::pass::has_pass,
        port::{Linked, YearOfEvents},
        statistics::{self, Counted, Statistics},
    },
    ids::{EventId, KitaId},
    sync::vault::OfficeSecret,
};
use std::collections::BTreeSet;

/// What a year of events came to, with the years to choose from: this one is among them.
pub async fn statistics(ports: &Ports, by: &Koordination, year: i32) -> Result<Statistics, AppError> {
    let YearOfEvents { mut sheets, mut kept, unreadable, first_days, names, regions } =
        ports.attendance.year_of_events(by, year).await?;
    let mut unreadable: BTreeSet<EventId> = unreadable.into_iter().collect();
    let today = ports.clock.today();
    let years = statistics::begun_years(first_days, today, year);
    let others: Vec<i32> = years.iter().copied().filter(|other| *other != year).collect();
    let region = |kita: KitaId| regions.get(&kita).copied();
    let counted = Counted { sheets: &sheets, kept: &kept };
    let found = Statistics::of(counted, &names, region, (year, years), today);
    for other in others {
        let of_year = ports.attendance.year_of_events(by, other).await?;
        sheets.extend(of_year.sheets);
        kept.extend(of_year.kept);
        unreadable.extend(of_year.unreadable);
    }
    sheets.sort_by_key(|sheet| sheet.event.plan.begins_at());
    let counted = Counted { sheets: &sheets, kept: &kept };
    Ok(found.with_all_years(counted, &names, region, today).without(&unreadable))
}

/// Names of the KiSo whom an Anstellungsträger employs today, in the order of the alphabet: one of them registers whom it sends.
/// Of nobody else there is anything to choose.
pub async fn own_kisos(ports: &Ports, visitor: Option<&Visitor>) -> Result<Vec<String>, AppError> {
    let Some(visitor) = visitor.filter(|visitor| visitor.account.role == Role::Anstellungstraeger) else {
        return Ok(vec![]);
    };
    let by: DirectoryReader = visitor.principal.require()?;
    let seen = ports.directory.read(&by, ports.clock.today()).await?;
    let mut names: Vec<String> = seen.kisos.iter().map(|kiso| kiso.name.clone()).collect();
    names.sort_by_key(|name| name.to_lowercase());
    names.dedup();
    Ok(names)
}

/// The office's secret, from which codes are made. Where none is there yet, this one becomes it: two random UUIDs, 244 bits of the
/// operating system's generator.
pub async fn office_secret(ports: &Ports) -> Result<OfficeSecret, AppError> {
    let mut fresh = [0; 32];
    fresh[..16].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    fresh[16..].copy_from_slice(uuid::Uuid::new_v4().as_bytes());
    ports.sync.office_secret(OfficeSecret::new(fresh)).await
}

/// What the code of a registration says: where it leads those who enter attendance. `None` when there is nothing to enter.
pub async fn pass_address(ports: &Ports, linked: &Linked) -> Result<Option<String>, AppError> {
    Ok(pass_addresses(ports, std::slice::from_ref(linked)).await?.pop().flatten())
}

/// The same for several, one each in their order; the office's secret is read once.
pub async fn pass_addresses(ports: &Ports, all: &[Linked]) -> Result<Vec<Option<String>>, AppError> {
    let local = ports.clock.local(ports.clock.now());
    let has = |linked: &Linked| has_pass(&linked.event, &linked.registration, local);
    if !all.iter().any(has) {
        return Ok(vec![None; all.len()]);
    }
    let secret = office_secret(ports).await?;
    let address = |linked: &Linked| {
        let (event, person) = (linked.event.id, linked.registration.person.as_str());
        has(linked).then(|| format!("{}/app/vor-ort/{event}/{}", ports.public_url, secret.pass_of(event, person)))
    };
    Ok(all.iter().map(address).collect())
}
