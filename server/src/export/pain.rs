//! The payment file: SEPA credit transfers as pain.001.001.09 (ISO 20022, EPC132-08, DFÜ-Abkommen Anlage 3).

use crate::config::Payer;
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use domain::budgets::payment::{Order, PaymentFile, german};
use sepa::{
    CreditTransferEntry, CreditTransferGroup, IsoDate, IsoDateTime, Pain001Builder, validate_bic, validate_iban,
};

/// Why no file was written. The text never holds what is in the file.
#[derive(Debug, thiserror::Error)]
pub enum PainFault {
    #[error("an account number, a BIC or a day cannot be written: {0}")]
    Value(&'static str),
    #[error("the message breaks a rule of SEPA: {0}")]
    Rule(#[from] sepa::BuildError),
    #[error("what was written is not what was ordered: {0}")]
    Control(&'static str),
}

/// The same file gives the same bytes. No addresses are written: unstructured ones are not allowed, structured ones not
/// needed inside SEPA.
pub fn write(file: &PaymentFile, payer: &Payer) -> Result<String, PainFault> {
    let debtor = validate_iban(payer.iban.as_str()).map_err(|_| PainFault::Value("the payer's IBAN"))?;
    let mut group = CreditTransferGroup::new(payer.name.clone(), &debtor, day(file.execution)?).batch_booking(false);
    if let Some(bic) = &payer.bic {
        group = group.debtor_bic(validate_bic(bic).map_err(|_| PainFault::Value("the payer's BIC"))?);
    }
    let purpose = german::purpose(file.year, file.month);
    for order in &file.orders {
        group = group.add_entry(entry(order, &purpose)?);
    }
    let xml = Pain001Builder::new(payer.name.clone(), file.message_id.clone())
        .created_at(moment(file.made_at)?)
        .add_group(group)
        .build()?;
    control(&xml, file)?;
    Ok(xml)
}

fn entry(order: &Order, purpose: &str) -> Result<CreditTransferEntry, PainFault> {
    let iban = validate_iban(order.iban.as_str()).map_err(|_| PainFault::Value("a payee's IBAN"))?;
    let cents = i64::try_from(order.amount.cents()).map_err(|_| PainFault::Value("an amount"))?;
    let entry = CreditTransferEntry::new(order.holder.clone(), iban, cents, order.end_to_end_id.clone());
    Ok(entry.with_description(purpose))
}

/// Counts what was written once more: no schema compares the sums in the head with the orders.
fn control(xml: &str, file: &PaymentFile) -> Result<(), PainFault> {
    let count = file.orders.len();
    if xml.matches("<CdtTrfTxInf>").count() != count || !xml.contains(&format!("<NbOfTxs>{count}</NbOfTxs>")) {
        return Err(PainFault::Control("NbOfTxs"));
    }
    if !xml.contains(&format!("<CtrlSum>{}</CtrlSum>", file.sum.plain())) {
        return Err(PainFault::Control("CtrlSum"));
    }
    Ok(())
}

fn day(day: NaiveDate) -> Result<IsoDate, PainFault> {
    let number = |number: u32| u8::try_from(number).map_err(|_| PainFault::Value("a day"));
    let year = u16::try_from(day.year()).map_err(|_| PainFault::Value("a year"))?;
    IsoDate::new(year, number(day.month())?, number(day.day())?).map_err(|_| PainFault::Value("a day"))
}

fn moment(moment: DateTime<Utc>) -> Result<IsoDateTime, PainFault> {
    let number = |number: u32| u8::try_from(number).map_err(|_| PainFault::Value("a time"));
    let (hour, minute, second) = (number(moment.hour())?, number(moment.minute())?, number(moment.second())?);
    let at = IsoDateTime::new(day(moment.date_naive())?, hour, minute, second);
    at.map(IsoDateTime::in_utc).map_err(|_| PainFault::Value("a time"))
}
