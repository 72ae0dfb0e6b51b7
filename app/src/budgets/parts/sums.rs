//! What a page adds up itself, as below its tables: each sum opens what it was made of.

use super::derivation::{Amount, AmountOf, Explained, Origin};
use domain::budgets::{
    Euro,
    settlement::{self, Explanation},
};
use leptos::prelude::*;

/// A sum of figures of the page's run, each of which leads on. `terms` are looked up anew when somebody asks.
pub fn added_up(of: String, terms: impl Fn() -> Vec<settlement::Amount> + Send + Sync + 'static) -> AmountOf {
    AmountOf::later(move || Origin::Added(Explanation::adding_up(of.clone(), terms())))
}

/// The sum of a column, below its table.
pub fn sum_below(
    explained: Explained,
    of: String,
    terms: impl Fn() -> Vec<settlement::Amount> + Send + Sync + 'static,
) -> AnyView {
    let sum = Euro::checked_sum(terms().into_iter().map(|term| term.value)).unwrap_or_default();
    let origin = added_up(of.clone(), terms);
    view! { <Amount explained origin text=sum.without_sign() of /> }.into_any()
}
