//! CSV as German spreadsheets read it: `;`, decimal comma, UTF-8 with a byte order mark.

use domain::{
    csv::{defused, undefused},
    people::{Cell, Line, Sheet, import::Grid},
};

pub const MIME: &str = "text/csv; charset=utf-8";
const MARK: &str = "\u{FEFF}";

pub fn write(sheet: Sheet, lines: &[Line]) -> Result<Vec<u8>, csv::Error> {
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer(Vec::from(MARK));
    writer.write_record(sheet.columns().iter().map(|column| column.title()))?;
    for line in lines {
        writer.write_record(line.cells.iter().map(written))?;
    }
    writer.into_inner().map_err(|cause| cause.into_error().into())
}

fn written(cell: &Cell) -> String {
    let text = cell.text();
    if matches!(cell, Cell::Text(_)) { defused(&text).into_owned() } else { text }
}

/// Reads what [`write`] wrote, and what spreadsheets make of it: `;`, `,` or tabs between cells, UTF-8 or Windows-1252.
pub fn read(bytes: &[u8]) -> Result<Grid, csv::Error> {
    let mut text = decoded(bytes).replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        *[b';', b'\t', b','].iter().find(|delimiter| head.contains(char::from(**delimiter))).unwrap_or(&b';');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let (mut rows, mut record) = (Vec::<Vec<String>>::new(), csv::StringRecord::new());
    let mut ended = reader.position().line();
    while reader.read_record(&mut record)? {
        let end = reader.position().line();
        let own: usize = 1 + record.iter().map(|cell| cell.matches('\n').count()).sum::<usize>();
        // The reader passes over blank lines; without them faults would name rows too low. Titles stand first whatever is above them.
        let blank = usize::try_from(end.saturating_sub(ended)).unwrap_or_default().saturating_sub(own);
        if !rows.is_empty() {
            rows.extend(std::iter::repeat_n(Vec::new(), blank));
        }
        rows.push(record.iter().map(|cell| undefused(cell).to_owned()).collect());
        ended = end;
    }
    Ok(Grid { name: String::new(), rows })
}

/// Spreadsheets on German computers still write Windows-1252, which is Latin-1 but for some signs.
fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix(MARK).unwrap_or(text).to_owned(),
        Err(_) => bytes.iter().map(|byte| if *byte == 0x80 { '€' } else { char::from(*byte) }).collect(),
    }
}
