//! Letters and lists as tagged PDF files (PDF/UA-1), written by the crate `print`. All texts come from `domain`.

use super::file::{File, broken};
use app::installation::Office;
use chrono::NaiveDate;
use domain::{
    AppError, IncidentId,
    budgets::{
        payment::{PaymentRun, german as payment},
        settlement::{SettlementLetter, german as settlement},
    },
    events::lists,
    german,
    people::PostalAddress,
    table::{Cell, Table},
};
use print::{Block, Column, Document, Letter, Listing, ListingTable, PrintError};

/// A letter about a settlement. `address`: where its addressee is when it is printed. `day`: on which it was settled, so
/// that the same letter to the same place has the same bytes.
pub fn settlement_letter(
    office: &Office,
    letter: &SettlementLetter,
    address: Option<&PostalAddress>,
    day: NaiveDate,
) -> Letter {
    let [what, how, amount] = settlement::LETTER_COLUMNS;
    let mut blocks: Vec<Block> = letter.opening.iter().map(|text| paragraph(text)).collect();
    blocks.push(Block::Table {
        columns: vec![column(what, false), column(how, false), column(amount, true)],
        rows: letter.rows.iter().map(|row| row.to_vec()).collect(),
    });
    if !letter.objections.is_empty() {
        blocks.push(Block::Heading { text: settlement::OBJECTIONS.to_owned() });
        blocks.extend(letter.objections.iter().map(|text| paragraph(text)));
    }
    blocks.extend(letter.closing.iter().map(|text| paragraph(text)));
    let lines = address.into_iter().flat_map(PostalAddress::lines);
    let recipient = std::iter::once(letter.recipient.clone()).chain(lines);
    Letter {
        sender: sender(office),
        recipient: recipient.collect(),
        reference: Vec::new(),
        date: german::long_date(day),
        subject: letter.subject.clone(),
        blocks,
    }
}

/// The list of an ordered payment run.
pub fn payment_list(office: &Office, run: &PaymentRun, day: NaiveDate) -> Letter {
    let [number, payee, reference, amount] = payment::LIST_COLUMNS;
    let mut rows: Vec<Vec<String>> = run
        .lines
        .iter()
        .map(|line| {
            let payee = format!("{}, {}", line.holder, line.iban);
            vec![line.position.to_string(), payee, run.end_to_end_id(line), line.amount.to_string()]
        })
        .collect();
    let sum = run.sum().unwrap_or_default().to_string();
    rows.push(vec![String::new(), payment::list_sum(run.lines.len()), String::new(), sum]);
    let columns = vec![column(number, true), column(payee, false), column(reference, false), column(amount, true)];
    Letter {
        sender: sender(office),
        recipient: Vec::new(),
        reference: Vec::new(),
        date: german::long_date(day),
        subject: payment::list_subject(run.year, run.month),
        blocks: vec![Block::Table { columns, rows }],
    }
}

/// Tables as a paper, one below the other; what stands in a cell is what stands in the spreadsheet.
pub fn listing(title: String, lines: Vec<String>, tables: &[Table]) -> Listing {
    let nothing = lists::german::NOTHING.to_owned();
    Listing { title, lines, tables: tables.iter().map(listing_table).collect(), nothing }
}

fn listing_table(table: &Table) -> ListingTable {
    let figures = |column: usize| table.rows.iter().any(|row| row.get(column).is_some_and(Cell::is_figure));
    let column = |(position, title): (usize, &String)| Column { title: title.clone(), figures: figures(position) };
    ListingTable {
        heading: table.name.clone(),
        columns: table.head.iter().enumerate().map(column).collect(),
        rows: table.rows.iter().map(|row| row.iter().map(Cell::shown).collect()).collect(),
    }
}

/// The file itself. Slow where it is not optimised, so it is written where it may block.
pub async fn file<D: Document + Send + 'static>(document: D, name: String) -> Result<File, AppError> {
    let written = tokio::task::spawn_blocking(move || print::pdf(&document)).await.map_err(|cause| broken(&cause))?;
    let bytes = written.map_err(|cause| unprinted(&cause))?;
    Ok(File { kind: "application/pdf", name, bytes })
}

fn unprinted(cause: &PrintError) -> AppError {
    match cause {
        // A name that the fonts lack a character for: the number leads the support to the reason.
        PrintError::Unprintable(character) => {
            tracing::error!(code_point = u32::from(*character), "a text has a character that no font has");
            AppError::Internal(IncidentId("P-ZEICHEN".into()))
        }
        PrintError::Template(_) => broken(cause),
    }
}

/// Name and address of the office; a marked gap where only the office knows them.
fn sender(office: &Office) -> Vec<String> {
    match &office.provider {
        Some(provider) => provider.split(';').map(|line| line.trim().to_owned()).collect(),
        None => vec![german::office_gap(german::OFFICE_ADDRESS)],
    }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

fn column(title: &str, figures: bool) -> Column {
    Column { title: title.to_owned(), figures }
}
