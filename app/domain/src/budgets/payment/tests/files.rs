//! What goes into a payment file, and which days a bank takes.

use super::stage::{Stage, account, employer, payment_id, today};
use crate::{
    budgets::{
        Euro,
        payment::{FileFault, Payee, PaymentFile, Prepared, check_booking_day, check_execution, csv},
    },
    error::{AppError, ErrorCode, FieldError},
    people::BankAccount,
};
use std::collections::BTreeSet;

fn with_file() -> Stage {
    let mut stage = Stage::new(&[1_200_000, 2_400_012]);
    stage.order(1, 0).expect("is ordered");
    stage.make_file(1, "29.01.2027").expect("a file");
    stage
}

#[test]
fn b6_a_second_export_is_the_same_message() {
    let mut stage = with_file();
    let first = PaymentFile::of(stage.payment(1)).expect("a file");
    assert_eq!(first.message_id, stage.payment(1).message_id());
    assert_eq!(first.sum, Euro::from_cents(100_000 + 200_001));
    assert_eq!(stage.make_file(1, "01.02.2027"), Err(AppError::field("", ErrorCode::WrongState)), "one file a run");
    stage.pay(1).expect("is paid");
    stage.give_back(1, 2).expect("comes back");
    assert_eq!(PaymentFile::of(stage.payment(1)), Ok(first), "whatever happened since");
}

#[test]
fn ids_are_short_plain_and_each_there_once() {
    let stage = with_file();
    let file = PaymentFile::of(stage.payment(1)).expect("a file");
    assert_eq!(file.message_id, "SRB-2027-01-8000000000000001");
    let ids: BTreeSet<_> = file.orders.iter().map(|order| order.end_to_end_id.clone()).collect();
    assert_eq!(ids.len(), file.orders.len());
    assert!(ids.iter().all(|id| id.len() <= 35 && id.starts_with(&file.message_id)));
}

#[test]
fn what_no_schema_finds_is_found() {
    let stage = with_file();
    let good = stage.payment(1).clone();
    let mut unmade = good.clone();
    unmade.steps.retain(|step| step.kind != crate::budgets::payment::StepKind::FileMade);
    assert_eq!(PaymentFile::of(&unmade), Err(FileFault::NotMade));
    let mut nothing = good.clone();
    nothing.lines[0].amount = Euro::ZERO;
    assert_eq!(PaymentFile::of(&nothing), Err(FileFault::Amount));
    let mut too_much = good.clone();
    too_much.lines[0].amount = Euro::from_cents(100_000_000_000);
    assert_eq!(PaymentFile::of(&too_much), Err(FileFault::Amount));
    let mut twice = good.clone();
    twice.lines[1].position = 1;
    assert_eq!(PaymentFile::of(&twice), Err(FileFault::EndToEndId));
    for holder in [" ".to_owned(), "a".repeat(71), format!("{}ß", "a".repeat(69)), "Щ".repeat(24)] {
        let mut nameless = good.clone();
        nameless.lines[1].holder = holder;
        assert_eq!(PaymentFile::of(&nameless), Err(FileFault::Holder), "{}", nameless.lines[1].holder);
    }
}

#[test]
fn days_are_taken_where_banks_work() {
    let code = |raw| check_execution(raw, today()).map_err(|fault| fault.code);
    assert_eq!(code("11.01.2027"), Ok(today()));
    assert_eq!(code("10.01.2027"), Err(ErrorCode::InThePast));
    assert_eq!(code("16.01.2027"), Err(ErrorCode::NotABankingDay), "a Saturday");
    assert_eq!(code("26.03.2027"), Err(ErrorCode::NotABankingDay), "Good Friday");
    assert_eq!(code("01.02.2028"), Err(ErrorCode::TooLarge));
    assert_eq!(code(""), Err(ErrorCode::Required));
    assert_eq!(check_booking_day("day", "11.01.2027", today()), Ok(today()));
    assert_eq!(check_booking_day("day", "12.01.2027", today()).map_err(|fault| fault.code), Err(ErrorCode::TooLarge));
}

#[test]
fn the_list_adds_up_and_defuses_formulas() {
    let mut stage = with_file();
    stage.ledger.runs[0].lines[0].holder = "=SUMME(A1)".into();
    let text = csv::payment(stage.payment(1)).csv();
    let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 4, "head, two transfers, sum: {text}");
    assert!(lines[1].contains(";'=SUMME(A1);DE89 3704 0044 0532 0130 00;1000,00;Sozialraumbudget Abschlag 01/2027;"));
    assert_eq!(lines[3], "Summe;;;;3000,01;;;");
}

#[test]
fn a_name_that_banks_write_longer_is_refused_before_anything_is_ordered() {
    let longest = format!("{}ä", "a".repeat(68));
    assert_eq!(BankAccount::check_holder("holder", &longest), Ok(longest));
    let refused = BankAccount::check_holder("holder", &format!("{}äß", "a".repeat(67)));
    assert_eq!(refused, Err(FieldError::with_limit("holder", ErrorCode::TooLong, 68)), "two letters are two more");
    let stage = Stage::new(&[1_200_000, 2_400_000]);
    let account = |of: Payee| {
        let holder = if of == employer(2).into() { "ü".repeat(40) } else { "Träger e. V.".to_owned() };
        account(&holder)
    };
    let preparation = Prepared::of(payment_id(1), 0, &stage.plan(), &stage.ledger, account).expect("prepares");
    assert_eq!((preparation.prepared.lines().len(), preparation.without_account), (1, vec!["Träger 2".to_owned()]));
}
