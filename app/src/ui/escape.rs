//! Leptos writes the content of `<textarea>` and `<title>` into the page as it is (tachys 0.2, leptos_meta 0.8), so a text
//! with `</textarea>` in it would end the field. Everything else in a view is escaped by Leptos.

/// `text` as the content of `<textarea>` or `<title>`.
///
/// Escaped on the server only: in the browser the same text goes into the document without a parser. Neither element's
/// content is compared when the browser takes over the page, so the two may differ.
pub(crate) fn raw_text(text: &str) -> String {
    if cfg!(feature = "ssr") { parsed_text(text) } else { text.to_owned() }
}

/// `text` as `inner_html` of `<textarea>`: there a parser reads it, on the server's page and in the browser alike.
pub(crate) fn parsed_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::raw_text;
    use crate::ui::{Form, LinesField};
    use leptos::prelude::*;

    #[test]
    fn text_cannot_end_its_element() {
        assert_eq!(raw_text("</textarea>&lt;"), "&lt;/textarea>&amp;lt;");
    }

    #[test]
    fn what_was_typed_into_a_field_of_lines_stays_inside_it() {
        let html = Owner::new().with(|| {
            let value = RwSignal::new("</textarea><script>".to_owned());
            let form = Form::new(Vec::new);
            view! { <LinesField form name="message" label="Meldung" value /> }.to_html()
        });
        assert!(html.contains("&lt;/textarea>&lt;script>"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("script></textarea>"), "nothing but the text stands in it: {html}");
    }
}
