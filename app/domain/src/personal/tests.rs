//! What is noticed, and what is not.

use super::{Sign, signs};
use crate::german;
use proptest::prelude::*;

fn all_hold(sign: Sign, texts: &[&str]) {
    for text in texts {
        assert!(signs(text).contains(&sign), "{sign:?} not noticed: {text}");
    }
}

#[test]
fn phone_numbers_are_noticed_however_they_are_written() {
    all_hold(
        Sign::Phone,
        &[
            "Bitte unter 0261 12345 anrufen",
            "(02651) 98765",
            "0151/23456789",
            "0151-234 567 89",
            "+49 261 123456",
            "+49 (0) 261 12345",
            "0049 261 123456",
            "Tel.:0261 123456",
            "Tel.02651 12345",
            "Telefon: 98765",
            "Ihre Handynummer ist 98765 43",
            "Am 12.03. 0261 123456 anrufen",
            "٠١٥١ ٢٣٤٥٦٧٨٩",
            "۰۱۵۱ ۲۳۴۵۶۷۸۹",
        ],
    );
}

#[test]
fn addresses_accounts_and_birth_dates_are_noticed() {
    all_hold(Sign::Email, &["Mail an mutter@example.org.", "<a.b@c.de>", "(vater@post.example.com)"]);
    all_hold(
        Sign::Iban,
        &[
            "DE89 3704 0044 0532 0130 00",
            "Konto de89370400440532013000 bei",
            "AT61 1904 3002 3457 3201 ist",
            "DE88 3704 0044 0532 0130 00",
        ],
    );
    all_hold(
        Sign::BirthDate,
        &[
            "geb. 03.04.2019",
            "geboren am 3. April 2019",
            "Geburtsdatum: 2019-04-03",
            "Geburtstag am 3.4.",
            "*03.04.2019",
            "born 03/04/2019",
            "née le 03/04/2019",
        ],
    );
}

#[test]
fn names_are_noticed_behind_a_form_of_address_and_as_first_names() {
    all_hold(
        Sign::Name,
        &[
            "Gespräch mit Frau Müller.",
            "Herrn Y. gefragt",
            "Fam. Yılmaz kommt wieder",
            "(Familie Schmidt)",
            "Emma war traurig",
            "Emmas Mutter",
            "der Vater von Yusuf, der",
            "Mrs. Brown",
            "Пані Коваленко",
        ],
    );
}

#[test]
fn several_things_are_named_once_each_in_one_order() {
    let text = "Frau Müller, 0261 12345, oder Frau Weber, 0261 54321, a@b.de";
    assert_eq!(signs(text), [Sign::Name, Sign::Phone, Sign::Email]);
}

#[test]
fn the_hint_says_what_was_noticed_and_what_to_leave_out() {
    let hint = |text| german::personal_hint(&signs(text));
    assert_eq!(hint("Es war schön."), None);
    assert_eq!(
        hint("0261 12345").as_deref(),
        Some("Hier steht vielleicht eine Telefonnummer. Bitte keine Angaben, an denen man eine Familie erkennt.")
    );
    let several = hint("Frau Müller, 0261 12345, a@b.de").expect("a hint");
    assert!(
        several.starts_with(
            "Hier steht vielleicht der Name einer Person, eine Telefonnummer und eine E-Mail-Adresse. Bitte"
        )
    );
}

#[test]
fn what_a_kita_writes_every_day_is_left_alone() {
    let harmless = [
        "",
        "Elternabend am 01.02.2026 um 08.30 – 12.00 Uhr, 14:00 Uhr",
        "vom 01.02.2026 - 05.03.2026",
        "nach § 25 Abs. 5 KiTaG und RdSchr-LJA Nr. 31/2021",
        "39 Stunden, 0,2420 VZÄ, 0,12345678",
        "1.740.000,00 € und 18.392,99 €",
        "+ 250.000 €, also +1000000",
        "Kita St. Martin, Kita Sonnenblume, Kita „Anne Frank“, Haus Elisabeth",
        "Treffpunkt Peter Paul Straße 12, 56727 Mayen",
        "Kitas 001–060, 061–075",
        "im Kita-Jahr 2026/2027, 8–12 Kinder, 14 Eltern",
        "Telefon am 12.03.2026, 3 Anrufe",
        "Geburtstagsfeier am 12.03.2026",
        "* 12.03. Teamsitzung",
        "Kinder, die 2019 geboren sind",
        "eine Frau Anfang 30 und ein Mann",
        "Die Familie und die Kita. Herr und Frau",
        "Beratung für Frauen: Termine beim Familienzentrum St. Josef",
        "Treffen @ 15 Uhr, a@b",
        "EU27 und DE 12 Länder wollen mehr Bildung und Teilhabe",
        "Wir wünschen uns mehr Deutschkurse und einen Spielplatz.",
    ];
    for text in harmless {
        assert!(signs(text).is_empty(), "{:?} noticed in: {text}", signs(text));
    }
}

proptest! {
    #[test]
    fn any_text_can_be_looked_at(text in any::<String>()) {
        prop_assert!(signs(&text).len() <= 5);
    }

    #[test]
    fn a_number_with_area_code_is_found_in_any_sentence(
        before in "[a-zäöü ]{0,20}", area in "0[1-9][0-9]{1,3}", number in "[1-9][0-9]{4,6}", gap in "[ /-]",
        after in "( [a-zäöü ]{0,20})?",
    ) {
        let text = format!("{before} {area}{gap}{number}{after}");
        prop_assert!(signs(&text).contains(&Sign::Phone), "{text}");
    }
}
