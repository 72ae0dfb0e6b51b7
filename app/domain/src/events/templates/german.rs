//! The built-in wordings, and what the pages say about them.

use super::{Occasion, Placeholder};
use crate::events::tandem::news::german as tandem;

/// Who writes.
const OFFICE: &str = "Kreisjugendamt Mayen-Koblenz\nKoordination Sozialraumbudget und Kita-Sozialarbeit";

/// What to do with a mail that one did not expect. Minutes go to people of a meeting and have their own sentence.
const UNEXPECTED: &str = "Wissen Sie nichts von dieser Anmeldung? Dann geben Sie der Koordination bitte Bescheid.";

/// Before the subject of a mail that somebody sends to try a wording out.
pub const TRIAL: &str = "[Test] ";

const CANCELLED: &str = "Andere Termine stehen im Sozialraumportal unter »Veranstaltungen«. Bei Fragen wenden Sie sich bitte an die \
                         Koordination.";
const SEATED: &str = "Wenn Sie nicht teilnehmen können, stornieren Sie bitte rechtzeitig, oder sagen Sie der Koordination \
                      Bescheid: Dann kann jemand anderes den Platz bekommen. Ihr Link zu dieser Anmeldung:\n\n{Link}";

pub fn subject(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Confirmation => "Ihre Anmeldung: {Titel}",
        Occasion::Waiting => "Warteliste: {Titel}",
        Occasion::GuestAsked => "Bitte bestätigen: {Titel}",
        Occasion::GuestLapsed => "Nicht bestätigt: {Titel}",
        Occasion::Requested => "Ihre Anfrage: {Titel}",
        Occasion::Approved => "Zusage: {Titel}",
        Occasion::Denied => "Ihre Anfrage ist abgelehnt: {Titel}",
        Occasion::Undecided => "Ihre Anfrage ist offen geblieben: {Titel}",
        Occasion::Promotion => "Sie sind nachgerückt: {Titel}",
        Occasion::SeatLapsed => "Frist abgelaufen: {Titel}",
        Occasion::Reminder => "Erinnerung: {Titel}",
        Occasion::Change => "Geänderter Termin: {Titel}",
        Occasion::CallingOff => "Abgesagt: {Titel}",
        Occasion::Cancellation => "Ihre Anmeldung ist storniert: {Titel}",
        Occasion::Certificate => "Ihre Bescheinigung: {Titel}",
        Occasion::CertificateWithdrawn => "Ihre Bescheinigung gilt nicht mehr: {Titel}",
        Occasion::Tandem(news) => tandem::subject(news),
        Occasion::Minutes => "Protokoll: {Titel}",
    }
}

pub fn body(occasion: Occasion) -> String {
    let (news, next) = (news(occasion), next(occasion));
    let foot = match occasion {
        Occasion::Minutes => OFFICE.to_owned(),
        _ => format!("{UNEXPECTED}\n\n{OFFICE}"),
    };
    format!("{{Anrede}}\n\n{news}\n\n{{Titel}} ({{Format}})\n{{Termin}}\n\n{next}\n\n{foot}")
}

/// What has happened. The sentence goes on after the comma of the salutation.
fn news(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Confirmation => "Ihre Anmeldung ist eingegangen, ein Platz ist für Sie reserviert:",
        Occasion::Waiting => "zurzeit ist kein Platz für Sie frei; Sie stehen auf der Warteliste:",
        Occasion::GuestAsked => "Ihre Anmeldung ist eingegangen. {Stand}",
        Occasion::GuestLapsed => "Sie haben Ihre Anmeldung nicht rechtzeitig bestätigt; sie ist damit verfallen:",
        Occasion::Requested => "Ihre Anfrage ist eingegangen; die Koordination entscheidet über die Teilnahme:",
        Occasion::Approved => "die Koordination hat Ihre Anfrage angenommen. {Stand}",
        Occasion::Denied => "die Koordination konnte Ihnen in dieser Veranstaltung keinen Platz geben:",
        Occasion::Undecided => {
            "die Veranstaltung hat begonnen, und über Ihre Anfrage ist nicht entschieden worden; für Sie war kein Platz reserviert:"
        }
        Occasion::Promotion => "ein Platz ist frei geworden, und Sie sind nachgerückt. {Stand}",
        Occasion::SeatLapsed => {
            "Sie sind nachgerückt, haben den Platz aber nicht rechtzeitig bestätigt; er geht an die nächste Person:"
        }
        Occasion::Reminder => "zur Erinnerung: Für die folgende Veranstaltung ist ein Platz für Sie reserviert.",
        Occasion::Change => {
            "zu einer Veranstaltung, zu der Sie sich angemeldet haben, gibt es Änderungen. Es gilt jetzt:"
        }
        Occasion::CallingOff => "die folgende Veranstaltung ist abgesagt und findet nicht statt:",
        Occasion::Cancellation => "Ihre Anmeldung ist storniert, für Sie ist kein Platz mehr reserviert:",
        Occasion::Certificate => "Ihre Teilnahmebescheinigung liegt bereit zu:",
        Occasion::CertificateWithdrawn => {
            "die Koordination hat Ihre Teilnahmebescheinigung mit der Nummer {Nummer} zurückgezogen; sie gilt nicht mehr:"
        }
        Occasion::Tandem(news) => tandem::news(news),
        Occasion::Minutes => "hier ist das Protokoll zu:",
    }
}

/// What to do now.
fn next(occasion: Occasion) -> String {
    let text = match occasion {
        Occasion::Confirmation => {
            "Wenn Sie nicht teilnehmen können, stornieren Sie bitte rechtzeitig: Dann kann jemand anderes den Platz bekommen. \
             Stand ansehen oder stornieren:\n\n{Link}"
        }
        Occasion::Waiting => {
            "Sie müssen nichts weiter tun: Wird ein Platz frei und sind Sie an der Reihe, bekommen Sie eine Mail. Haben Sie \
             kein Interesse mehr, verlassen Sie bitte die Warteliste:\n\n{Link}"
        }
        Occasion::GuestAsked => {
            "Anmeldung bestätigen, Stand ansehen oder stornieren:\n\n{Link}\n\nOhne Bestätigung verfällt die Anmeldung."
        }
        Occasion::Requested => {
            "{Stand}\n\nBis zur Zusage ist kein Platz für Sie reserviert. Sobald entschieden ist, bekommen Sie eine Mail. Stand ansehen \
             oder Anfrage zurückziehen:\n\n{Link}"
        }
        Occasion::Promotion | Occasion::Approved | Occasion::Reminder | Occasion::Change => SEATED,
        Occasion::GuestLapsed | Occasion::SeatLapsed => {
            "Solange die Anmeldung offen ist, können Sie sich im Sozialraumportal unter »Veranstaltungen« neu anmelden."
        }
        Occasion::Denied | Occasion::Undecided | Occasion::CallingOff | Occasion::Cancellation => CANCELLED,
        Occasion::Certificate => {
            "Die Bescheinigung als PDF-Datei:\n\n{Link}\n\nBitte speichern Sie die Datei: Mit Ihren Anmeldedaten wird sie \
             später hier gelöscht. Ihre Nummer ist {Nummer}; mit ihr kann jede Stelle auf der Seite »Bescheinigung prüfen« \
             sehen, dass die Bescheinigung echt ist.\n\n{Rückmeldung}"
        }
        Occasion::CertificateWithdrawn => {
            "Der Link in der Mail zu dieser Bescheinigung öffnet nichts mehr. Bitte geben Sie einen Ausdruck nicht weiter: Wer die \
             Nummer prüft, liest, dass sie nicht mehr gilt. Wird Ihnen eine neue Bescheinigung ausgestellt, bekommen Sie dazu eine \
             eigene Mail. Bei Fragen wenden Sie sich bitte an die Koordination."
        }
        Occasion::Tandem(news) => return tandem::next(news),
        Occasion::Minutes => {
            "{Fassung}\n\n{Protokoll}\n\nStimmt etwas nicht, geben Sie bitte der Koordination Bescheid. Genehmigt wird das \
             Protokoll beim nächsten Treffen."
        }
    };
    text.to_owned()
}

/// `Guten Tag Erika Muster,`
pub fn salutation(name: &str) -> String {
    format!("Guten Tag {name},")
}

pub fn occasion(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Confirmation => "Anmeldung",
        Occasion::Waiting => "Warteliste",
        Occasion::GuestAsked => "Anmeldung ohne Konto",
        Occasion::GuestLapsed => "Anmeldung ohne Konto: nicht bestätigt",
        Occasion::Requested => "Anfrage",
        Occasion::Approved => "Zusage",
        Occasion::Denied => "Anfrage abgelehnt",
        Occasion::Undecided => "Anfrage nicht entschieden",
        Occasion::Promotion => "Nachgerückt",
        Occasion::SeatLapsed => "Platz nicht bestätigt",
        Occasion::Reminder => "Erinnerung",
        Occasion::Change => "Geänderter Termin",
        Occasion::CallingOff => "Absage",
        Occasion::Cancellation => "Stornierung",
        Occasion::Certificate => "Bescheinigung",
        Occasion::CertificateWithdrawn => "Bescheinigung zurückgezogen",
        Occasion::Tandem(news) => tandem::occasion(news),
        Occasion::Minutes => "Protokoll",
    }
}

/// When people get the mail.
pub fn when(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Confirmation => "wenn sich jemand einzeln angemeldet und einen Platz bekommen hat",
        Occasion::Waiting => "wenn sich jemand einzeln angemeldet hat und kein Platz frei ist",
        Occasion::GuestAsked => "wenn sich jemand ohne Konto angemeldet hat und bestätigen muss",
        Occasion::GuestLapsed => "wenn jemand ohne Konto nicht rechtzeitig bestätigt hat",
        Occasion::Requested => "wenn jemand angefragt hat und die Koordination entscheiden muss",
        Occasion::Approved => "wenn die Koordination eine Anfrage angenommen hat",
        Occasion::Denied => "wenn die Koordination eine Anfrage abgelehnt hat",
        Occasion::Undecided => "wenn die Veranstaltung beginnt und über eine Anfrage nicht entschieden ist",
        Occasion::Promotion => "wenn jemand von der Warteliste nachrückt",
        Occasion::SeatLapsed => "wenn jemand nachgerückt ist und den Platz nicht rechtzeitig bestätigt hat",
        Occasion::Reminder => "wenn es bis zum ersten Termin noch sieben und noch zwei Tage sind",
        Occasion::Change => "wenn sich Tag, Uhrzeit oder Ort geändert haben",
        Occasion::CallingOff => "wenn die Veranstaltung abgesagt wird",
        Occasion::Cancellation => "wenn eine Anmeldung storniert ist",
        Occasion::Certificate => "wenn eine Teilnahmebescheinigung ausgestellt ist",
        Occasion::CertificateWithdrawn => "wenn die Koordination eine Teilnahmebescheinigung zurückgezogen hat",
        Occasion::Tandem(news) => tandem::when(news),
        Occasion::Minutes => "wenn die Koordination ein Protokoll verschickt",
    }
}

/// What comes in place of a placeholder.
pub fn meaning(placeholder: Placeholder) -> &'static str {
    match placeholder {
        Placeholder::Anrede => "»Guten Tag« mit dem Namen",
        Placeholder::Name => "Vor- und Nachname",
        Placeholder::Titel => "Titel der Veranstaltung",
        Placeholder::Format => "Format, zum Beispiel Fachtag",
        Placeholder::Termin => "alle Tage mit Uhrzeit und Ort, je eine Zeile",
        Placeholder::Ort => "Ort oder Orte",
        Placeholder::Link => "Link, den nur diese Person bekommt",
        Placeholder::Nummer => "Nummer der Bescheinigung",
        Placeholder::Rueckmeldung => {
            "Frage und Link zum Fragebogen der Rückmeldung; nichts, wenn gerade keiner offen ist"
        }
        Placeholder::Partner => "Name der anderen Person im Tandem",
        Placeholder::Funktion => "Funktion der anderen Person, zum Beispiel Kita-Leitung",
        Placeholder::Frist => "letzter Tag, um zu bestätigen oder jemanden zu finden",
        Placeholder::Stand => "wie es um die Plätze steht, ein ganzer Satz",
        Placeholder::Fassung => "Hinweis, dass das Protokoll ein früheres ersetzt; nichts beim ersten",
        Placeholder::Protokoll => "Anwesende, Tagesordnung, Beschlüsse und Aufgaben",
    }
}

/// What a preview puts in place of it; nobody of it exists.
pub fn sample(placeholder: Placeholder) -> &'static str {
    match placeholder {
        Placeholder::Anrede => "Guten Tag Erika Muster,",
        Placeholder::Name => "Erika Muster",
        Placeholder::Titel => "Fachtag Übergänge",
        Placeholder::Format => "Fachtag",
        Placeholder::Termin => {
            "- Montag, 1. Februar 2027, 09:00 bis 16:00 Uhr, Kreishaus\n- Dienstag, 2. Februar 2027, 09:00 bis 12:00 Uhr, Kreishaus"
        }
        Placeholder::Ort => "Kreishaus",
        Placeholder::Link => "https://portal.example/beispiel",
        Placeholder::Nummer => "7K3M-9QXT-4WVN",
        Placeholder::Rueckmeldung => {
            "Wie war die Veranstaltung? Ihre Antwort ist freiwillig und anonym:\n\nhttps://portal.example/rueckmeldung"
        }
        Placeholder::Partner => "Kim Probe",
        Placeholder::Funktion => "Kita-Sozialarbeit (KiSo)",
        Placeholder::Frist => "18.01.2027",
        Placeholder::Stand => tandem::seats(true),
        Placeholder::Fassung => REPLACES,
        Placeholder::Protokoll => {
            "Anwesend: Erika Muster, Kim Probe\n\n1. Angebote in den Ferien\nBeschluss: Kim Probe fragt bei den Vereinen nach."
        }
    }
}

/// The question how an event was, with the link to answer it; nothing while there is none.
pub fn feedback(address: &str) -> String {
    match address {
        "" => String::new(),
        address => format!("Wie war die Veranstaltung? Ihre Antwort ist freiwillig und anonym:\n\n{address}"),
    }
}

/// Of somebody who has moved up and need not confirm.
pub const SEAT: &str = "Der Platz ist für Sie reserviert.";

/// In minutes that are sent another time.
pub const REPLACES: &str = "Das Protokoll ist geändert; diese Fassung ersetzt die frühere.";
