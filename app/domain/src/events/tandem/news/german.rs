//! The built-in wordings of the mails to tandems, and what the pages say about them.

use super::TandemNews;
use crate::german;
use chrono::NaiveDate;

const LINK: &str = "Stand ansehen, absagen oder stornieren können Sie über Ihren Link zu dieser Anmeldung:\n\n{Link}";

/// Subject of the mail.
pub fn subject(news: TandemNews) -> &'static str {
    match news {
        TandemNews::Invitation => "Bitte bestätigen: Tandem: {Titel}",
        TandemNews::Registered => "Ihr Tandem: {Titel}",
        TandemNews::Waiting => "Ihr Tandem: Warteliste: {Titel}",
        TandemNews::Seeking => "Sie suchen eine Partnerin oder einen Partner: {Titel}",
        TandemNews::Confirmed => "Ihr Tandem ist bestätigt: {Titel}",
        TandemNews::Paired => "Wir haben ein Tandem für Sie: {Titel}",
        TandemNews::Promotion => "Ihr Tandem ist nachgerückt: {Titel}",
        TandemNews::Declined => "Ihr Tandem kommt nicht zustande: {Titel}",
        TandemNews::Unanswered => "Ihr Tandem ist nicht bestätigt: {Titel}",
        TandemNews::Lapsed => "Frist abgelaufen: {Titel}",
        TandemNews::FoundNobody => "Niemand gefunden: {Titel}",
    }
}

/// What has happened, after the comma of the salutation.
pub fn news(news: TandemNews) -> &'static str {
    match news {
        TandemNews::Invitation => {
            "{Partner} ({Funktion}) möchte mit Ihnen als Tandem teilnehmen und hat Sie beide angemeldet:"
        }
        TandemNews::Registered => {
            "Sie haben sich und {Partner} als Tandem angemeldet; zwei Plätze sind für Sie reserviert:"
        }
        TandemNews::Waiting => {
            "Sie haben sich und {Partner} als Tandem angemeldet. Es ist nicht genug Platz; Sie stehen beide auf der \
             Warteliste:"
        }
        TandemNews::Seeking => "Sie suchen eine Partnerin oder einen Partner für ein Tandem in dieser Veranstaltung:",
        TandemNews::Confirmed => "die Bestätigung ist da: Sie und {Partner} sind ein Tandem. {Stand}",
        TandemNews::Paired => "die Koordination hat Sie und {Partner} zusammengebracht: Sie sind ein Tandem. {Stand}",
        TandemNews::Promotion => {
            "zwei Plätze sind frei geworden: Sie und {Partner} sind als Tandem nachgerückt. {Stand}"
        }
        TandemNews::Declined => "{Partner} hat abgelehnt; beide Plätze sind wieder frei:",
        TandemNews::Unanswered => "{Partner} hat nicht rechtzeitig bestätigt; beide Plätze sind wieder frei:",
        TandemNews::Lapsed => {
            "die Frist, das Tandem mit {Partner} zu bestätigen, ist abgelaufen; die Plätze sind wieder frei:"
        }
        TandemNews::FoundNobody => {
            "für Ihr Tandem hat sich bis zum Ende der Frist niemand gefunden; Ihre Anmeldung ist damit beendet:"
        }
    }
}

/// What to do now.
pub fn next(news: TandemNews) -> String {
    let text = match news {
        TandemNews::Invitation => {
            "Bitte bestätigen Sie bis zum {Frist}, oder lehnen Sie ab:\n\n{Link}\n\nOhne Bestätigung verfällt die Anmeldung \
             für Sie beide. Der Link gilt nur für Sie; bitte geben Sie ihn nicht weiter."
        }
        TandemNews::Registered | TandemNews::Waiting => {
            "{Partner} kann bis zum {Frist} bestätigen; danach verfällt die Anmeldung für Sie beide. Stand ansehen oder \
             stornieren:\n\n{Link}"
        }
        TandemNews::Seeking => {
            "Bis zum {Frist} kann die Koordination Sie mit jemandem zusammenbringen; dann bekommen Sie eine Mail. Bis dahin ist \
             kein Platz für Sie reserviert. Stand ansehen oder Suche beenden:\n\n{Link}"
        }
        TandemNews::Confirmed | TandemNews::Paired | TandemNews::Promotion => LINK,
        TandemNews::Declined | TandemNews::Unanswered => return alone(),
        TandemNews::Lapsed => {
            "Solange die Anmeldung offen ist, können Sie sich im Sozialraumportal unter »Veranstaltungen« neu anmelden."
        }
        TandemNews::FoundNobody => {
            "Andere Termine stehen im Sozialraumportal unter »Veranstaltungen«. Bei Fragen wenden Sie sich bitte an die \
             Koordination."
        }
    };
    text.to_owned()
}

fn alone() -> String {
    format!(
        "Sie stehen jetzt bis zum {{Frist}} auf der Liste derer, die eine Partnerin oder einen Partner suchen. Haben Sie selbst \
         jemanden gefunden, melden Sie sich einfach neu als Tandem an. {LINK}"
    )
}

/// How it stands with the seats of a whole tandem, as a sentence of the mail.
pub fn seats(held: bool) -> &'static str {
    if held {
        "Zwei Plätze sind für Sie beide reserviert."
    } else {
        "Sie stehen zusammen auf der Warteliste; werden zwei Plätze frei, bekommen Sie beide eine Mail."
    }
}

/// The same for a tandem that has moved up; `until` where one of them has not confirmed yet.
pub fn moved_up(until: Option<NaiveDate>) -> String {
    let held = seats(true);
    match until {
        Some(until) => format!(
            "{held} Die Bestätigung steht noch aus: Sie ist bis zum {} nötig, sonst verfällt die Anmeldung für Sie beide.",
            german::date(until)
        ),
        None => held.to_owned(),
    }
}

/// How lists call the occasion.
pub fn occasion(news: TandemNews) -> &'static str {
    match news {
        TandemNews::Invitation => "Tandem: Einladung",
        TandemNews::Registered => "Tandem: Anmeldung",
        TandemNews::Waiting => "Tandem: Warteliste",
        TandemNews::Seeking => "Tandem: sucht Partner",
        TandemNews::Confirmed => "Tandem: bestätigt",
        TandemNews::Paired => "Tandem: zusammengebracht",
        TandemNews::Promotion => "Tandem: nachgerückt",
        TandemNews::Declined => "Tandem: abgelehnt",
        TandemNews::Unanswered => "Tandem: keine Antwort",
        TandemNews::Lapsed => "Tandem: Frist abgelaufen",
        TandemNews::FoundNobody => "Tandem: niemand gefunden",
    }
}

/// When people get the mail, and which of the two.
pub fn when(news: TandemNews) -> &'static str {
    match news {
        TandemNews::Invitation => "wenn jemand ein Tandem angemeldet hat, an die eingeladene Person",
        TandemNews::Registered => "wenn jemand ein Tandem angemeldet hat und zwei Plätze frei waren",
        TandemNews::Waiting => "wenn jemand ein Tandem angemeldet hat und nicht genug Platz war",
        TandemNews::Seeking => "wenn sich jemand ohne die andere Hälfte angemeldet hat",
        TandemNews::Confirmed => "wenn die eingeladene Person bestätigt hat, an beide",
        TandemNews::Paired => "wenn die Koordination zwei Suchende verbunden hat, an beide",
        TandemNews::Promotion => "wenn ein Tandem von der Warteliste nachrückt, an beide",
        TandemNews::Declined => "wenn die eingeladene Person abgelehnt hat, an die andere",
        TandemNews::Unanswered => "wenn die eingeladene Person nicht rechtzeitig bestätigt hat, an die andere",
        TandemNews::Lapsed => "wenn die eingeladene Person nicht rechtzeitig bestätigt hat, an sie selbst",
        TandemNews::FoundNobody => "wenn sich bis zum Ende der Frist niemand gefunden hat",
    }
}
