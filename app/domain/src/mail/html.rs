//! A mail's text as HTML, for programs that show no plain text well: the same words, nothing more.

/// Blank lines part paragraphs, lines that begin with `- ` are a list, addresses are links. Whatever somebody typed stays text.
pub fn html(text: &str) -> String {
    let paragraphs: String = text.split("\n\n").map(str::trim).filter(|one| !one.is_empty()).map(paragraph).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"de\"><head><meta charset=\"utf-8\"></head>\n<body>\n{paragraphs}</body></html>\n"
    )
}

fn paragraph(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut written = String::new();
    for run in lines.chunk_by(|one, next| item(one).is_some() == item(next).is_some()) {
        let items: Vec<&str> = run.iter().filter_map(|line| item(line)).collect();
        if items.is_empty() {
            let lines: Vec<String> = run.iter().map(|line| inline(line)).collect();
            written.push_str(&format!("<p>{}</p>\n", lines.join("<br>\n")));
        } else {
            let items: String = items.into_iter().map(|item| format!("<li>{}</li>\n", inline(item))).collect();
            written.push_str(&format!("<ul>\n{items}</ul>\n"));
        }
    }
    written
}

fn item(line: &str) -> Option<&str> {
    line.strip_prefix("- ")
}

fn inline(line: &str) -> String {
    line.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// A link where it is an address of the web; a sign that ends the sentence behind it is no part of it.
fn word(word: &str) -> String {
    if !word.starts_with("https://") && !word.starts_with("http://") {
        return escaped(word);
    }
    let address = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
    let (address, rest) = (escaped(address), escaped(&word[address.len()..]));
    format!("<a href=\"{address}\">{address}</a>{rest}")
}

fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_lists_and_links_are_what_they_are_in_the_text() {
        let written =
            html("Guten Tag,\n\nFachtag\n- Montag\n- Dienstag\n\nhttps://portal.example/a?b=1&c=2.\nBis bald\n");
        for part in [
            "<p>Guten Tag,</p>",
            "<p>Fachtag</p>\n<ul>\n<li>Montag</li>\n<li>Dienstag</li>\n</ul>",
            "<a href=\"https://portal.example/a?b=1&amp;c=2\">https://portal.example/a?b=1&amp;c=2</a>.<br>\nBis bald</p>",
        ] {
            assert!(written.contains(part), "{part} is missing in {written}");
        }
    }

    #[test]
    fn the_place_of_a_day_is_a_link_where_it_is_an_address() {
        let written = html("- Montag, 09:00 bis 12:00 Uhr, https://treffen.example/raum, mit Kim Beispiel");
        let link = "<a href=\"https://treffen.example/raum\">https://treffen.example/raum</a>, mit Kim Beispiel</li>";
        assert!(written.contains(link), "{written}");
    }

    #[test]
    fn what_somebody_typed_is_no_markup() {
        let written = html("<script>alert('x')</script> & https://a.example/\"onclick=\"x");
        assert!(!written.contains("<script") && !written.contains("\"onclick"), "{written}");
        assert!(written.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp;"), "{written}");
    }

    proptest! {
        #[test]
        fn no_text_brings_a_tag_of_its_own(text in "[a-z <>&\"'/:.\n-]{0,60}") {
            let written = html(&text);
            let body = written.split_once("<body>").map(|(_, body)| body).unwrap_or_default();
            for tag in body.split('<').skip(1) {
                let known = ["p>", "/p>", "br>", "ul>", "/ul>", "li>", "/li>", "a href=\"http", "/a>", "/body>", "/html>"];
                prop_assert!(known.iter().any(|known| tag.starts_with(*known)), "{}", tag);
            }
        }
    }
}
