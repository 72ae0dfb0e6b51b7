//! What people read about mails that did not go out.

use super::failed::{LINK_OVER, LINK_UNWANTED, NO_CONNECTION, UNDELIVERABLE};

/// Codes of mail servers for a mailbox that does not exist (RFC 5321 §4.2.3).
const NO_SUCH_MAILBOX: [&str; 3] = ["SMTP 550", "SMTP 551", "SMTP 553"];

/// What went wrong and what to do now; `reason` is that of the log.
pub fn reason(reason: &str) -> String {
    let next = match reason {
        UNDELIVERABLE => {
            "Bitte prüfen Sie die Schreibweise. Gehört die Mail zu einer Anmeldung, stornieren Sie diese und melden Sie die Person unter \
             der richtigen Adresse neu an; sonst hätte sie zwei Plätze."
        }
        reason if NO_SUCH_MAILBOX.contains(&reason) => "Bitte fragen Sie die Person nach ihrer Adresse.",
        NO_CONNECTION => "Ist der Mailserver wieder da, senden Sie die Mail noch einmal.",
        LINK_UNWANTED => "Sie müssen nichts tun.",
        _ => "Ist die Störung behoben, senden Sie die Mail noch einmal.",
    };
    format!("{} {next}", cause(reason))
}

/// The same for a mail with a link that opens an account: it is not sent again, because its text is deleted.
pub fn reason_of_link(reason: &str) -> String {
    if reason == LINK_UNWANTED {
        return "Das Konto ist inzwischen gesperrt oder hat schon ein Passwort. Sie müssen nichts tun.".to_owned();
    }
    format!(
        "{} Einen Zugangslink verschickt das Portal nicht noch einmal; bitte laden Sie die Person neu ein.",
        cause(reason)
    )
}

fn cause(reason: &str) -> String {
    match reason {
        UNDELIVERABLE => "An diese Adresse lässt sich keine Mail schicken.".to_owned(),
        NO_CONNECTION => "Der Mailserver war nicht zu erreichen.".to_owned(),
        LINK_UNWANTED => "Die Anmeldung, die der Link darin öffnen soll, ist schon gelöscht.".to_owned(),
        LINK_OVER => "Die Mail ging nicht hinaus, solange der Link darin galt.".to_owned(),
        reason if NO_SUCH_MAILBOX.contains(&reason) => "Dieses Postfach gibt es nicht.".to_owned(),
        reason => match reason.strip_prefix("SMTP ") {
            Some(code) => format!("Der Mailserver hat die Mail nicht angenommen (Kennzahl {code})."),
            None => "Die Mail ließ sich nicht verschicken.".to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_wrong_is_said_with_what_to_do_now() {
        assert!(reason(UNDELIVERABLE).starts_with("An diese Adresse lässt sich keine Mail schicken. Bitte prüfen"));
        assert!(reason(NO_CONNECTION).contains("senden Sie die Mail noch einmal"));
        assert!(reason("SMTP 550").starts_with("Dieses Postfach gibt es nicht. Bitte fragen"));
        assert!(reason("SMTP 535").starts_with("Der Mailserver hat die Mail nicht angenommen (Kennzahl 535). Ist die"));
        assert!(reason(LINK_UNWANTED).ends_with("ist schon gelöscht. Sie müssen nichts tun."));
        assert!(reason("disk full").starts_with("Die Mail ließ sich nicht verschicken."));
        assert!(reason_of_link(NO_CONNECTION).ends_with("bitte laden Sie die Person neu ein."));
        assert!(
            reason_of_link(LINK_OVER).starts_with("Die Mail ging nicht hinaus, solange der Link darin galt. Einen")
        );
        assert!(reason_of_link(LINK_UNWANTED).ends_with("oder hat schon ein Passwort. Sie müssen nichts tun."));
    }
}
