//! Titles of lists and of their columns.

/// Everybody of one event.
pub const PARTICIPANTS: &str = "Teilnehmende";

/// Columns that every list of participants has.
pub const PARTICIPANT: [&str; 6] =
    ["Stand", "Name", "Kita oder Einrichtung", "Sozialraum", "Funktion", "E-Mail-Adresse"];

/// Columns that are there when somebody has something in them.
pub const PARTNER: &str = "Tandem mit";
pub const ACCESS_NEEDS: &str = "Bedarf zur Teilnahme";
pub const FOOD_NEEDS: &str = "Wünsche zum Essen";
pub const ARRIVAL_NEEDS: &str = "Anreise";

pub const EVENT: [&str; 11] =
    ["Beginn", "Ende", "Titel", "Format", "Themen", "Ort", "Sozialraum", "Plätze", "Belegt", "Warten", "Stand"];

pub const FORMAT: [&str; 9] =
    ["Was", "Veranstaltungen", "Themen", "Plätze", "Belegt", "Teilnahmen", "Stunden", "Dauer in Minuten", "Abgesagt"];

pub const REGION: [&str; 5] =
    ["Sozialraum", "Veranstaltungen für ihn", "Teilnahmen aus seinen Kitas", "Stunden", "Dauer in Minuten"];

pub const KISO: [&str; 4] = ["KiSo", "Veranstaltungen", "Stunden", "Dauer in Minuten"];

/// Formats over all years; short enough for the name of a sheet.
pub const ALL_YEARS: &str = "Formate über alle Jahre";

pub const FORMAT_IN_YEARS: [&str; 7] =
    ["Was", "Nach Jahren", "Plätze", "Belegt", "Teilnahmen", "Stunden", "Dauer in Minuten"];

/// Each year beside the others, and Sozialräume and KiSo over all of them.
pub const YEARS: &str = "Vergleich der Jahre";
pub const REGIONS_EVER: &str = "Sozialräume über alle Jahre";
pub const KISOS_EVER: &str = "KiSo über alle Jahre";

pub const YEAR: [&str; 7] =
    ["Jahr", "Veranstaltungen", "Plätze", "Belegt", "Teilnahmen", "Stunden", "Dauer in Minuten"];

/// Last column of what is summed up over all years.
pub const HOURS_BY_YEAR: &str = "Stunden nach Jahren";

/// Head of a column with one line of text.
pub const NOTE: &str = "Hinweis";

/// What figures do not hold any more because registrations were deleted when their time was over: of so many events from before sums
/// were kept, of so many with sums, and of so many that too few people attended for sums.
pub fn deleted(forgotten: u32, kept: u32, few: u32) -> Vec<String> {
    let which = |events: u32| match events {
        1 => "1 Veranstaltung".to_owned(),
        events => format!("{events} Veranstaltungen"),
    };
    let kept = (0 < kept).then(|| {
        format!(
            "Von {} sind die Anmeldungen nach Ablauf ihrer Frist gelöscht und nur Summen ohne Namen geblieben: Sie zählen bei Formaten \
             und Jahren mit, bei einem Sozialraum nur, wo genug Menschen von dort kamen, und bei keiner KiSo.",
            which(kept)
        )
    });
    let few = (0 < few).then(|| {
        format!(
            "Teilnahmen und Stunden von {} fehlen: Die Anmeldungen sind nach Ablauf ihrer Frist gelöscht, und für Summen, aus denen \
             sich niemand erkennen lässt, waren dort zu wenige Menschen.",
            which(few)
        )
    });
    let forgotten = (0 < forgotten).then(|| {
        format!(
            "Teilnahmen und Stunden von {} fehlen: Die Anmeldungen sind gelöscht worden, bevor das Portal Summen aufbewahrt hat. \
             Plätze und Belegung sind vollständig.",
            which(forgotten)
        )
    });
    kept.into_iter().chain(few).chain(forgotten).collect()
}

/// A note in a file about one year, and about all of them.
pub fn note_of_year(year: i32, note: &str) -> String {
    format!("Jahr {year}: {note}")
}

pub fn note_of_all_years(note: &str) -> String {
    format!("Alle Jahre: {note}")
}

/// What to do about something that cannot be read.
pub const FOR_HELP: &str = "Bleibt es dabei, wenden Sie sich bitte an die Betreuung des Portals.";

/// Events that the portal cannot read and the figures lack; `None` when there are none.
pub fn unreadable(count: u32) -> Option<String> {
    left_out("diesen Zahlen", count)
}

/// The same of a list of events.
pub fn unreadable_in_list(count: u32) -> Option<String> {
    left_out("dieser Liste", count)
}

/// The same of the calendar, with events that stand in it without all of their people.
pub fn unreadable_in_calendar(count: u32, incomplete: u32) -> Option<String> {
    let of = match incomplete {
        0 => None,
        1 => Some("einer Veranstaltung".to_owned()),
        count => Some(format!("{count} Veranstaltungen")),
    };
    let people = of.map(|of| {
        format!(
            "Von {of} kann das Portal zurzeit nicht alle Anmeldungen lesen; Überschneidungen können deshalb fehlen."
        )
    });
    with_help([missing("diesem Kalender", count), people])
}

fn left_out(from: &str, count: u32) -> Option<String> {
    with_help([missing(from, count), None])
}

fn missing(from: &str, count: u32) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("Eine Veranstaltung kann das Portal zurzeit nicht lesen. Sie fehlt in {from}.")),
        count => Some(format!("{count} Veranstaltungen kann das Portal zurzeit nicht lesen. Sie fehlen in {from}.")),
    }
}

fn with_help(said: [Option<String>; 2]) -> Option<String> {
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| format!("{} {FOR_HELP}", said.join(" ")))
}

/// In place of a table without lines.
pub const NOTHING: &str = "Keine Einträge.";

/// `Veranstaltungen 2026`
pub fn events(year: i32) -> String {
    format!("Veranstaltungen {year}")
}

/// `Auswertung der Veranstaltungen 2026`
pub fn statistics(year: i32) -> String {
    format!("Auswertung der Veranstaltungen {year}")
}

pub fn formats(year: i32) -> String {
    format!("Formate {year}")
}

pub fn regions(year: i32) -> String {
    format!("Sozialräume {year}")
}

pub fn kisos(year: i32) -> String {
    format!("KiSo {year}")
}

/// `Teilnehmende: Startseminar Frühjahr`, the title of a paper.
pub fn participants(event: &str) -> String {
    format!("{PARTICIPANTS}: {event}")
}

/// The day that a paper is of.
pub fn as_of(date: &str) -> String {
    format!("Stand vom {date}")
}
