//! Where an event is. What meets on the web has an address there, which people press instead of copying it.

/// A part of a place; all of them together read as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacePart {
    Text(String),
    /// An address that begins with `https://`, to be opened as it stands.
    Link(String),
}

/// A place in its parts. Only what is `https` and names a host of the web becomes a link: no other scheme runs in somebody's
/// browser, and no name before an `@` passes for the host.
pub fn parts(place: &str) -> Vec<PlacePart> {
    let mut found = Vec::new();
    for word in place.split_inclusive(' ') {
        let (address, text) = begin(word);
        if !address.is_empty() {
            found.push(PlacePart::Link(address.to_owned()));
        }
        match found.last_mut() {
            Some(PlacePart::Text(before)) => before.push_str(text),
            _ if text.is_empty() => {}
            _ => found.push(PlacePart::Text(text.to_owned())),
        }
    }
    found
}

/// The first address in a place.
pub fn link(place: &str) -> Option<String> {
    parts(place).into_iter().find_map(|part| match part {
        PlacePart::Link(address) => Some(address),
        PlacePart::Text(_) => None,
    })
}

/// The address that a word begins with, or nothing, and what stands behind it: a sign that ends the sentence is no part of it.
fn begin(word: &str) -> (&str, &str) {
    let address = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ' ']);
    word.split_at(if is_address(address) { address.len() } else { 0 })
}

fn is_address(text: &str) -> bool {
    let Some(behind) = text.strip_prefix("https://") else { return false };
    let authority = behind.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_label = |label: &str| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_sign = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}');
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    host.contains('.') && host.split('.').all(is_label) && is_port && behind.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(text: &str) -> PlacePart {
        PlacePart::Text(text.into())
    }

    #[test]
    fn an_address_in_a_place_is_a_link_and_the_rest_is_text() {
        let address = || PlacePart::Link("https://treffen.example:8443/raum?id=7".into());
        assert_eq!(parts("https://treffen.example:8443/raum?id=7"), [address()]);
        let mixed = parts("Online: https://treffen.example:8443/raum?id=7, ab 9 Uhr");
        assert_eq!(mixed, [text("Online: "), address(), text(", ab 9 Uhr")]);
        assert_eq!(parts("Kreishaus, Raum 1"), [text("Kreishaus, Raum 1")]);
        assert_eq!(link("Kreishaus oder https://treffen.example/raum"), Some("https://treffen.example/raum".into()));
        assert_eq!(parts(""), []);
    }

    #[test]
    fn nothing_else_is_a_link() {
        for place in [
            "http://treffen.example",
            "javascript:alert(1)",
            "https://",
            "https://raum",
            "https://portal.example@boese.example/",
            "https://treffen.example:/",
            "https://treffen.example/\"onclick=\"x",
            "https://treffen.example/<b>",
            "https://tréffen.example",
            "https://treffen.example\\@boese.example",
        ] {
            assert_eq!(link(place), None, "{place}");
            assert_eq!(parts(place), [text(place)]);
        }
    }

    proptest! {
        #[test]
        fn together_they_are_what_was_typed(place in "(https://)?[a-z./:@ ,é-]{0,40}( https://a\\.b/[a-z.]{0,5} ?){0,2}") {
            let shown = parts(&place).into_iter().map(|part| match part {
                PlacePart::Text(text) => text,
                PlacePart::Link(address) => address,
            });
            prop_assert_eq!(shown.collect::<String>(), place);
        }
    }
}
