//! What people read of the list of the first charge.

use super::{post::FirstChargePost, view::FirstChargeRow};
use crate::german;

/// How far an entry has come.
pub fn state(row: &FirstChargeRow) -> &'static str {
    match (row.in_run, row.withdrawn.is_some()) {
        (true, false) => "gilt",
        (false, false) => "ab dem nächsten Lauf",
        (true, true) => "zurückgezogen ab dem nächsten Lauf",
        (false, true) => "zurückgezogen",
    }
}

pub(in crate::budgets) const UNASSIGNED: &str = "Vorwegposition, noch keiner Kita zugeordnet";
pub(in crate::budgets) const REST_WEIGHT: &str = "VZÄ × Tage, die noch keiner Kita zugeordnet sind";
pub(in crate::budgets) const WEIGHT_SUM: &str = "Summe aller VZÄ × Tage";

/// `Vorwegposition Kita 041 (Löwenzahn)`
pub(in crate::budgets) fn entry(post: &FirstChargePost) -> String {
    format!("Vorwegposition Kita {} ({})", post.number, post.name)
}

pub(in crate::budgets) fn of_traeger(name: &str) -> String {
    format!("Vorwegposition {name}")
}

/// `1,5000 VZÄ × 184 Tage`
pub(in crate::budgets) fn weight(post: &FirstChargePost) -> String {
    format!("{} VZÄ × {} Tage", post.vzae, post.days())
}

/// Why the entry stands on the list.
pub(in crate::budgets) fn grounds(post: &FirstChargePost) -> Vec<String> {
    let (first, last) = (german::date(post.first_day), german::date(post.last_day));
    vec![format!("Gilt vom {first} bis zum {last}."), format!("{} ({})", post.reason, post.reference)]
}
