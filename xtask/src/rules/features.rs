//! Inside `domain` and `app`: which feature may know which.

use super::source::{Source, code_only};

const FEATURES: [&str; 7] = ["accounts", "audit", "people", "events", "questionnaires", "sync", "budgets"];
/// A feature's own inside, which no other feature may reach into.
const INSIDES: [&str; 3] = ["pages", "parts", "api"];

/// Where a file or folder may know a feature all the same, and why.
const MAY_KNOW: [(&str, &str, &str); 1] =
    [("app/domain/src/sync/", "questionnaires", "a change names the place in a submission that it changes")];

/// Every `crate::…` path against the rules.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| source.has_extension("rs")) {
        for path in paths_from_crate(&code_only(&source.text)) {
            if let Some(reason) = forbidden(&source.path, &path) {
                faults.push(format!("{}: `crate::{}`: {reason}", source.path, path.join("::")));
            }
        }
    }
    faults.dedup();
    faults
}

fn forbidden(file: &str, path: &[String]) -> Option<&'static str> {
    if file.starts_with("app/src/ui/") && path.first().is_some_and(|first| first == "staff") {
        return Some("ui knows no zone");
    }
    let feature = path.first().map(String::as_str).filter(|first| FEATURES.contains(first))?;
    if MAY_KNOW.iter().any(|(place, known, _)| file.starts_with(place) && *known == feature) {
        return None;
    }
    let inside = path.get(1).is_some_and(|second| INSIDES.contains(&second.as_str()));
    if file.starts_with("app/src/ui/") {
        return Some("ui knows no feature");
    }
    let own =
        |root: &str| file.strip_prefix(root).and_then(|rest| FEATURES.iter().find(|name| begins_with(rest, name)));
    if own("app/src/").is_some_and(|own| *own != feature) && inside {
        return Some("another feature's pages, parts and api are its own");
    }
    let below = own("app/domain/src/").filter(|own| matches!(**own, "sync" | "accounts"));
    below.filter(|own| **own != feature).map(|_| "sync and accounts know no other feature")
}

fn begins_with(rest: &str, name: &str) -> bool {
    rest.strip_prefix(name).is_some_and(|after| after.starts_with('/') || after.starts_with('.'))
}

/// The first two words of every path that begins with `crate::`, also inside braces: `use crate::{a::b, c}`.
fn paths_from_crate(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for rest in code.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => paths.push(first_two_words(rest)),
            Some(group) => paths.extend(items_of_group(group).iter().map(|item| first_two_words(item.trim_start()))),
        }
    }
    paths
}

fn first_two_words(path: &str) -> Vec<String> {
    let end = path.find(|c: char| !c.is_alphanumeric() && c != '_' && c != ':').unwrap_or(path.len());
    path[..end].split("::").filter(|word| !word.is_empty()).take(2).map(str::to_string).collect()
}

fn items_of_group(group: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut depth = 0;
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => (),
        }
        if let Some(item) = items.last_mut() {
            item.push(character);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> usize {
        faults(&[Source::invented(path, text)]).len()
    }

    #[test]
    fn ui_that_knows_a_feature_is_caught() {
        assert_eq!(found("app/src/ui/table.rs", "use crate::people::KitaRow;"), 1);
        assert_eq!(found("app/src/ui/table.rs", "use crate::{context, events::api::load};"), 1);
        assert_eq!(found("app/src/ui/table.rs", "use crate::staff::StaffSession;"), 1);
        assert_eq!(found("app/src/ui/table.rs", "use crate::ui::field::Field; use crate::people_like::X;"), 0);
    }

    #[test]
    fn reaching_into_another_feature_is_caught() {
        assert_eq!(found("app/src/events/pages/detail.rs", "crate::people::api::list().await"), 1);
        assert_eq!(
            found("app/src/events/pages/detail.rs", "use crate::people::KitaId; use crate::events::api::list;"),
            0
        );
        assert_eq!(found("app/src/routes.rs", "use crate::people::pages::Directory;"), 0);
    }

    #[test]
    fn sync_and_accounts_stand_alone() {
        assert_eq!(found("app/domain/src/sync/fold.rs", "use crate::budgets::Run;"), 1);
        assert_eq!(found("app/domain/src/sync/fold.rs", "use crate::questionnaires::Place;"), 0);
        assert_eq!(found("app/domain/src/accounts/types.rs", "use crate::{ids::AccountId, people::Kita};"), 1);
        assert_eq!(found("app/domain/src/events/types.rs", "use crate::people::Kita;"), 0);
    }
}
