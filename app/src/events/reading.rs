//! What pages and files read alike.

use crate::context::Ports;
use domain::{
    AppError,
    access::Koordination,
    events::{
        port::YearOfEvents,
        statistics::{self, Statistics},
    },
};

/// What a year of events came to, with the years to choose from: this one is among them.
pub async fn statistics(ports: &Ports, by: &Koordination, year: i32) -> Result<Statistics, AppError> {
    let YearOfEvents { sheets, first_days, names, regions } = ports.attendance.year_of_events(by, year).await?;
    let today = ports.clock.today();
    let years = statistics::begun_years(first_days, today, year);
    Ok(Statistics::of(&sheets, &names, |kita| regions.get(&kita).copied(), (year, years), today))
}
