//! Which passwords are taken.

use domain::accounts::{Email, NewPasswordInput};
use server::auth::passwords::judge;

fn is_taken(password: &str) -> bool {
    let input = NewPasswordInput { token: String::new(), password: password.into(), repeated: password.into() };
    let own = Email::parse("email", "quirin.zapfhahn@beispiel.example").expect("an address");
    judge(&input.check().expect("long enough"), &own).is_ok()
}

#[test]
fn words_that_are_near_at_hand_are_no_password() {
    let near = [
        "Sozialraum2026",
        "Kreisjugendamt1!",
        "KitaKoblenz2026",
        "Passwort2026!",
        "Sommer2026Sommer",
        "Jugendamt-2026",
    ];
    for password in near {
        assert!(!is_taken(password), "{password}");
    }
}

#[test]
fn the_own_address_is_no_password() {
    for password in ["quirin.zapfhahn", "Zapfhahn-2026!", "QuirinZapfhahn1", "zapfhahn@beispiel.example"] {
        assert!(!is_taken(password), "{password}");
    }
}

#[test]
fn a_sentence_is_one_even_with_such_a_word_in_it() {
    let sentences = [
        "Am Zapfhahn steht ein müder Dachs",
        "gestern tanzte die Kita im Regen",
        "Amsel-Gleis-Komet-41",
        "vier Igel kauften Zwieback",
        "8204-7719-3356-0948",
    ];
    for password in sentences {
        assert!(is_taken(password), "{password}");
    }
}
