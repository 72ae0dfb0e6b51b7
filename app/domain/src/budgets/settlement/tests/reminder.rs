//! Who is reminded when.

use super::{
    super::{Reminder, Verwendungsnachweis, german},
    stage::Two,
};
use crate::budgets::payment::tests::stage::employer;
use chrono::{Days, NaiveDate};

#[test]
fn a_draft_is_reminded_before_and_after_the_deadline_and_nobody_else() {
    let deadline = NaiveDate::from_ymd_opt(2027, 3, 31).expect("a day");
    let blank = Verwendungsnachweis::blank(2026, employer(1));
    let before = |days: u64| Reminder::due(&blank, deadline, deadline - Days::new(days));
    let after = |days: u64| Reminder::due(&blank, deadline, deadline + Days::new(days));
    assert_eq!([before(15), before(14), before(4)], [None, Some(Reminder::TwoWeeks), Some(Reminder::TwoWeeks)]);
    assert_eq!([before(3), before(0)], [Some(Reminder::ThreeDays); 2]);
    assert_eq!([after(1), after(30), after(31)], [Some(Reminder::Overdue), Some(Reminder::Overdue), None]);
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(100_000);
    assert_eq!(Reminder::due(&two.proof, deadline, deadline), None, "it is submitted");
    let (subject, text) =
        german::reminder(Reminder::Overdue, 2026, deadline, "https://portal.example/app/abrechnung/2026");
    assert!(
        subject.contains("2026") && text.contains("31.03.2027") && text.contains("https://portal.example/"),
        "{text}"
    );
}
