//! Letters and lists as tagged PDF files (PDF/UA-1), written by the crate `print`. All texts come from `domain`.

use super::file::{File, broken};
use app::installation::Office;
use chrono::NaiveDate;
use domain::{
    AppError,
    budgets::{
        payment::{PaymentRun, german as payment},
        settlement::{SettlementLetter, german as settlement},
    },
    german,
};
use print::{Block, Column, Letter};

/// A letter about a settlement. `day`: on which it was settled, so that the same letter has the same bytes.
pub fn settlement_letter(office: &Office, letter: &SettlementLetter, day: NaiveDate) -> Letter {
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
    Letter {
        sender: sender(office),
        recipient: vec![letter.recipient.clone()],
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

/// The file itself. Slow where it is not optimised, so it is written where it may block.
pub async fn file(letter: Letter, name: String) -> Result<File, AppError> {
    let written = tokio::task::spawn_blocking(move || print::pdf(&letter)).await.map_err(|cause| broken(&cause))?;
    let bytes = written.map_err(|cause| broken(&cause))?;
    Ok(File { kind: "application/pdf", name, bytes })
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
