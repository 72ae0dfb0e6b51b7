//! Focus after a change of page: without it, people who do not see the screen would not learn that the page changed.

use leptos::{html, prelude::*};
use leptos_router::hooks::use_location;

/// Path whose heading was reached last; `None` until the first page stands.
#[derive(Clone, Copy)]
struct ReachedPath(StoredValue<Option<String>>);

/// Remembers where the person is, and says on `<html>` that the browser part has taken over (`data-live`); call it once
/// in each zone's layout.
pub(crate) fn follow_pages() {
    Effect::new(|_| {
        if let Some(root) = document().document_element() {
            // Nothing but tests waits for the mark.
            _ = root.set_attribute("data-live", "");
        }
    });
    provide_context(ReachedPath(StoredValue::new(None)));
}

/// Moves the focus to the page's heading when the person came from another page.
///
/// Not on the first page, where the browser reads from the top, and not when a page at the same address is drawn again.
pub(super) fn focus_after_navigation(heading: NodeRef<html::H1>) {
    let Some(ReachedPath(reached)) = use_context() else { return };
    let path = use_location().pathname;
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        let now = path.get_untracked();
        let before = reached.get_value();
        reached.set_value(Some(now.clone()));
        if before.is_some_and(|before| before != now) {
            // A heading that cannot take the focus is not worth a message: the page is there all the same.
            _ = heading.focus();
        }
    });
}

/// Lets the heading that is drawn next take the focus at the same address too: the page there is another one, because the
/// person has just opened it.
pub(crate) fn focus_next_heading() {
    if let Some(ReachedPath(reached)) = use_context() {
        reached.set_value(Some(String::new()));
    }
}
