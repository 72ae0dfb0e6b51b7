//! What pages and files read alike.

use crate::context::Ports;
use domain::{
    AppError,
    access::Koordination,
    events::{
        Event, Registration,
        attendance::pass::has_pass,
        port::YearOfEvents,
        statistics::{self, Statistics},
    },
    sync::vault::OfficeSecret,
};

/// What a year of events came to, with the years to choose from: this one is among them.
pub async fn statistics(ports: &Ports, by: &Koordination, year: i32) -> Result<Statistics, AppError> {
    let YearOfEvents { sheets, first_days, names, regions } = ports.attendance.year_of_events(by, year).await?;
    let today = ports.clock.today();
    let years = statistics::begun_years(first_days, today, year);
    Ok(Statistics::of(&sheets, &names, |kita| regions.get(&kita).copied(), (year, years), today))
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
pub async fn pass_address(ports: &Ports, event: &Event, row: &Registration) -> Result<Option<String>, AppError> {
    if !has_pass(event, row, ports.clock.local(ports.clock.now())) {
        return Ok(None);
    }
    let pass = office_secret(ports).await?.pass_of(event.id, row.person.as_str());
    Ok(Some(format!("{}/app/vor-ort/{}/{pass}", ports.public_url, event.id)))
}
