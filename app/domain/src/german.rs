//! German sentences for codes, and German ways to write dates and numbers. The only place of `domain` with text that
//! people read.

use crate::{
    access::Role,
    error::{AppError, ErrorCode, FieldError},
    personal::Sign,
};
use chrono::{Datelike, NaiveDate, Timelike};

/// What happened and what to do now, for a whole page or form.
pub fn message(error: &AppError) -> String {
    match error {
        AppError::Invalid(fields) if fields.is_empty() => {
            "Das Portal ist inzwischen neuer als diese Seite und konnte sie nicht verstehen; es ist nichts gespeichert. Bitte laden \
             Sie die Seite neu."
                .into()
        }
        // No field is wrong: the act itself is not possible, and the sentence says what is.
        AppError::Invalid(fields) if fields.len() == 1 && fields[0].code == ErrorCode::BothSides => sentence(&fields[0]),
        AppError::Invalid(fields) if fields.len() == 1 => {
            "Eine Angabe stimmt noch nicht. Bitte prüfen Sie das markierte Feld.".into()
        }
        AppError::Invalid(fields) => {
            format!("{} Angaben stimmen noch nicht. Bitte prüfen Sie die markierten Felder.", fields.len())
        }
        AppError::Unauthenticated => {
            "Sie sind nicht angemeldet. Bitte melden Sie sich an und versuchen Sie es erneut.".into()
        }
        AppError::Forbidden => {
            "Für diese Seite fehlt Ihnen das Recht. Bitte wenden Sie sich an die Koordination.".into()
        }
        AppError::NotFound => {
            "Das Gesuchte gibt es nicht oder nicht mehr. Bitte gehen Sie zurück zur Übersicht.".into()
        }
        AppError::Conflict => {
            "Jemand anderes hat dasselbe gerade geändert. Bitte laden Sie die Seite neu und prüfen Sie den Stand."
                .into()
        }
        AppError::TooMany(seconds) => {
            format!("Zu viele Versuche. Bitte warten Sie {} und versuchen Sie es dann erneut.", wait(*seconds))
        }
        AppError::Unreachable => {
            "Der Server ist gerade nicht erreichbar. Bitte versuchen Sie es in einem Moment erneut.".into()
        }
        AppError::Internal(id) => format!(
            "Das hat durch einen Fehler bei uns nicht geklappt. Bitte versuchen Sie es erneut; bleibt es dabei, nennen Sie \
             der Koordination die Nummer {id}."
        ),
    }
}

/// As [`message`], beside an entry that is still there: how to go on without losing it.
pub fn message_beside_entry(error: &AppError) -> String {
    match error {
        AppError::Unauthenticated => {
            "Ihre Anmeldung ist abgelaufen. Was Sie eingegeben haben, bleibt hier stehen: Bitte melden Sie sich in einem \
             neuen Tab an und versuchen Sie es danach hier noch einmal."
                .into()
        }
        AppError::Conflict => {
            "Jemand anderes hat dasselbe inzwischen geändert, deshalb ist nichts gespeichert. Was Sie eingegeben haben, \
             steht noch hier: Bitte öffnen Sie die Seite in einem zweiten Tab, vergleichen Sie und tragen Sie Ihre Änderung \
             dort ein."
                .into()
        }
        AppError::Unreachable => {
            "Der Server ist gerade nicht erreichbar. Ihre Eingaben bleiben stehen; bitte versuchen Sie es in einem Moment \
             erneut."
                .into()
        }
        // No field is marked: it is all of them together.
        AppError::Invalid(faults) if faults.len() == 1 && faults[0].code == ErrorCode::TooMuch => sentence(&faults[0]),
        other => message(other),
    }
}

/// What is wrong with a field and what to enter instead.
pub fn sentence(fault: &FieldError) -> String {
    let limit = fault.limit.as_ref().map(ToString::to_string).unwrap_or_default();
    match fault.code {
        ErrorCode::Required => "Bitte füllen Sie dieses Feld aus.".into(),
        ErrorCode::TooLong => format!("Bitte kürzen Sie auf höchstens {limit} Zeichen."),
        ErrorCode::TooShort => format!("Bitte geben Sie mindestens {limit} Zeichen ein."),
        ErrorCode::TooFewDigits => format!("Bitte geben Sie mindestens {limit} Ziffern ein."),
        ErrorCode::TooSmall => format!("Bitte geben Sie mindestens {limit} ein."),
        ErrorCode::TooLarge => format!("Bitte geben Sie höchstens {limit} ein."),
        ErrorCode::NotANumber if fault.limit.is_some() => format!("Bitte geben Sie eine Zahl von {limit} ein."),
        ErrorCode::NotANumber => "Bitte geben Sie eine Zahl ein, zum Beispiel 12.".into(),
        ErrorCode::NotMoney => {
            "Bitte geben Sie einen Betrag mit höchstens zwei Nachkommastellen ein, zum Beispiel 1.234,56.".into()
        }
        ErrorCode::NotADate => "Bitte geben Sie ein Datum ein, zum Beispiel 31.03.2027.".into(),
        ErrorCode::NotATime => "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:30.".into(),
        ErrorCode::NotAnEmail => "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.".into(),
        ErrorCode::NotAnIban => "Diese IBAN ist nicht gültig. Bitte prüfen Sie die Ziffern.".into(),
        ErrorCode::NotAChoice => "Bitte wählen Sie einen der angebotenen Werte.".into(),
        ErrorCode::ForbiddenCharacter => {
            "Das Feld enthält ein unsichtbares Steuerzeichen. Bitte geben Sie den Text neu ein.".into()
        }
        ErrorCode::EndBeforeStart => {
            "Das Ende liegt vor dem Beginn. Bitte tauschen oder ändern Sie die Angaben.".into()
        }
        ErrorCode::NotUnique => "Das gibt es schon. Bitte wählen Sie einen anderen Wert.".into(),
        ErrorCode::NotTheSame => "Die beiden Eingaben sind verschieden. Bitte geben Sie zweimal dasselbe ein.".into(),
        ErrorCode::CommonPassword => "Dieses Passwort ist leicht zu erraten. Bitte wählen Sie ein anderes.".into(),
        ErrorCode::GuessablePin => {
            "Diese PIN ist leicht zu erraten. Bitte wählen Sie eine ohne Datum, Zahlenreihe oder Wiederholung.".into()
        }
        ErrorCode::WrongPin if fault.limit == Some(1.into()) => {
            "Die PIN stimmt nicht. Ein Versuch bleibt; danach öffnet erst eine neue Anmeldung das Gerät wieder. \
             Gelöscht wird nichts."
                .into()
        }
        ErrorCode::WrongPin => format!("Die PIN stimmt nicht. Es bleiben {limit} Versuche."),
        ErrorCode::WrongCredentials => "E-Mail-Adresse oder Passwort stimmt nicht. Bitte prüfen Sie beides.".into(),
        ErrorCode::AccountOver => {
            "Ihr Zugang war befristet und ist abgelaufen. Bitte wenden Sie sich an die Koordination: Sie kann ihn verlängern.".into()
        }
        ErrorCode::LinkInvalid => {
            "Dieser Link ist abgelaufen oder schon benutzt. Bitte fordern Sie einen neuen an.".into()
        }
        ErrorCode::Full => "Alle Plätze sind vergeben. Bitte wählen Sie einen anderen Termin.".into(),
        ErrorCode::AlreadyRegistered => "Diese Person ist schon angemeldet. Sie müssen nichts weiter tun.".into(),
        ErrorCode::NotOpen => "Die Anmeldung ist zurzeit nicht möglich. Bitte beachten Sie den Anmeldezeitraum.".into(),
        ErrorCode::NoWeight => {
            "Alle Gewichte sind 0, so lässt sich nichts verteilen. Bitte prüfen Sie die Stufen.".into()
        }
        ErrorCode::Overlap => {
            "Der Zeitraum überschneidet sich mit einem vorhandenen. Bitte ändern Sie Beginn oder Ende.".into()
        }
        ErrorCode::OutsideTerm => {
            "Der Zeitraum reicht über die Laufzeit hinaus. Bitte ändern Sie Beginn oder Ende.".into()
        }
        ErrorCode::UnknownReference => "Das Angegebene ist nicht bekannt. Bitte prüfen Sie die Schreibweise.".into(),
        ErrorCode::WrongFileKind => {
            "Diese Datei lässt sich nicht lesen. Bitte wählen Sie eine Datei der genannten Art.".into()
        }
        ErrorCode::EmptyFile => "Diese Datei ist leer. Bitte wählen Sie eine andere.".into(),
        ErrorCode::FileChanged => {
            "Die Datei hat sich geändert, seit Sie sie gewählt haben. Bitte wählen Sie sie noch einmal.".into()
        }
        ErrorCode::FileTooLarge => format!("Die Datei ist zu groß. Erlaubt sind höchstens {limit}."),
        ErrorCode::TooMuch => format!(
            "Das ist zu viel auf einmal, erlaubt sind höchstens {limit}. Es ist nichts gespeichert; bitte kürzen Sie die Texte."
        ),
        ErrorCode::WrongFileShape => {
            "Die Datei hat andere Blätter oder Spalten als erwartet. Bitte nutzen Sie die Vorlage.".into()
        }
        ErrorCode::WrongState => "Das ist im jetzigen Stand nicht möglich. Bitte laden Sie die Seite neu.".into(),
        ErrorCode::SamePerson => {
            "Den Schritt davor haben Sie selbst getan. Bitte lassen Sie diesen Schritt eine zweite Person tun.".into()
        }
        ErrorCode::BothSides => {
            "Ein Konto, das schon benutzt wurde, wechselt nicht zwischen einem Anstellungsträger und einer anderen Rolle: Unter ihm \
             steht, was eingereicht, geprüft und gezahlt wurde. Bitte laden Sie die Person unter einer anderen E-Mail-Adresse ein \
             und sperren Sie dieses Konto."
                .into()
        }
        ErrorCode::NothingDue => "Dazu ist nichts offen. Bitte wählen Sie etwas anderes.".into(),
        ErrorCode::NoAccount => format!(
            "Zu zahlen ist etwas, aber kein Konto ist bekannt, oder der Name des Kontoinhabers ist für eine Überweisung zu lang: \
             {limit}. Bitte ergänzen Sie die Konten."
        ),
        ErrorCode::PlanChanged => {
            "Der Plan hat sich seit der Vorbereitung geändert. Bitte laden Sie die Seite neu; die Koordination bereitet \
             den Zahllauf dort neu vor."
                .into()
        }
        ErrorCode::ProofSubmitted => format!(
            "Für {limit} ist der Verwendungsnachweis eingereicht: Stunden und Tage dieses Jahres ändert nur noch die \
             Koordination. Ändert sich etwas erst jetzt, beenden Sie die Stelle und tragen sie ab dann neu ein."
        ),
        ErrorCode::ForeignKita => {
            "Diese Kita gehört nach dem freigegebenen Lauf nicht zu Ihrem Budget. Bitte leeren Sie ihre Felder oder fragen \
             Sie die Koordination."
                .into()
        }
        ErrorCode::NoObjection => {
            "Der Betrag ist ganz anerkannt. Bitte kürzen Sie ihn oder leeren Sie die Begründung.".into()
        }
        ErrorCode::UnknownPlaceholder => format!(
            "In Zeile {limit} steht in geschweiften Klammern etwas, das es hier nicht gibt. Bitte nutzen Sie nur die genannten \
             Platzhalter."
        ),
        ErrorCode::MissingPlaceholder => {
            format!("Es fehlt der Platzhalter {limit}. Bitte fügen Sie ihn ein: Ohne ihn fehlt in der Mail das Wichtigste.")
        }
        ErrorCode::BasisChanged => {
            "Budget oder Zahlungen haben sich seit der Prüfung geändert. Bitte lassen Sie die Koordination noch einmal \
             prüfen."
                .into()
        }
        ErrorCode::InThePast => "Dieser Tag ist schon vorbei. Bitte wählen Sie heute oder einen späteren Tag.".into(),
        ErrorCode::CaseContent => {
            "Zu einer Kollegialen Fallberatung wird kein Inhalt gespeichert. Bitte lassen Sie dieses Feld leer.".into()
        }
        ErrorCode::NotAPayGroup => {
            "Bitte geben Sie nur die Entgeltgruppe ein, wie der Tarif sie nennt, zum Beispiel S 12.".into()
        }
        ErrorCode::NotAPostcode => {
            "Bitte geben Sie die Postleitzahl mit ihren fünf Ziffern ein, zum Beispiel 56068.".into()
        }
        ErrorCode::NotAKitaNumber => {
            "Bitte geben Sie die Nummer ohne Leerzeichen ein, nur mit Buchstaben, Ziffern, Bindestrich, Schrägstrich oder Punkt, \
             zum Beispiel 061."
                .into()
        }
        ErrorCode::WebAddress => "Hier steht eine Internetadresse. Bitte geben Sie nur den Namen ein.".into(),
        ErrorCode::NothingLeft => "Alle Wörter sind geschwärzt. Bitte halten Sie den Text dann ganz zurück.".into(),
        ErrorCode::AttendanceEntered => format!(
            "Vom Termin am {limit} ist schon Anwesenheit eingetragen; sie ginge verloren. Gespeichert ist nichts. Bitte lassen Sie \
             diesen Tag stehen, oder nehmen Sie zuerst unter »Anwesenheit« seine Einträge zurück."
        ),
        ErrorCode::NotABankingDay => {
            "An diesem Tag führen Banken keine Überweisungen aus. Bitte wählen Sie einen Werktag, der kein Feiertag der \
             Banken ist."
                .into()
        }
    }
}

/// The calm hint beside a free text in which somebody could be recognised; `None` where nothing looks like it.
pub fn personal_hint(signs: &[Sign]) -> Option<String> {
    let called = |sign: &Sign| match sign {
        Sign::Name => "der Name einer Person",
        Sign::Phone => "eine Telefonnummer",
        Sign::Email => "eine E-Mail-Adresse",
        Sign::Iban => "eine IBAN",
        Sign::BirthDate => "ein Geburtsdatum",
    };
    let (last, others) = signs.split_last()?;
    let others: Vec<&str> = others.iter().map(called).collect();
    let found =
        if others.is_empty() { called(last).to_owned() } else { format!("{} und {}", others.join(", "), called(last)) };
    Some(format!("Hier steht vielleicht {found}. Bitte keine Angaben, an denen man eine Familie erkennt."))
}

/// The role as the office calls it.
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Koordination => "Koordination",
        Role::Finanzen => "Finanzen",
        Role::Kasse => "Kasse",
        Role::KiSo => "KiSo",
        Role::KitaLeitung => "Kita-Leitung",
        Role::Anstellungstraeger => "Anstellungsträger",
        Role::Revision => "Revision",
    }
}

/// `22.11.2026`
pub fn date(date: NaiveDate) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// `22.11.2026, 09:05 Uhr`; expects office time.
pub fn date_time(moment: chrono::NaiveDateTime) -> String {
    format!("{}, {:02}:{:02} Uhr", date(moment.date()), moment.hour(), moment.minute())
}

/// `Sonntag, 22. November 2026`
pub fn long_date(date: NaiveDate) -> String {
    let weekday = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]
        [date.weekday().num_days_from_monday() as usize];
    format!("{weekday}, {}. {} {}", date.day(), month(date.month0()), date.year())
}

/// What stands above a letter.
pub const OFFICE_ADDRESS: &str = "Name und Anschrift des Amtes";

/// A fact that only the office knows and has not given yet, as pages and letters mark it.
pub fn office_gap(missing: &str) -> String {
    format!("[vom Amt zu ergänzen: {missing}]")
}

/// Name of a month, counted from 0; anything above 11 is `?`.
pub fn month(month0: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    NAMES.get(month0 as usize).copied().unwrap_or("?")
}

/// Digits in groups of three, `1234567` → `1.234.567`; expects ASCII digits only.
pub fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

fn wait(seconds: u32) -> String {
    match seconds {
        0..=1 => "eine Sekunde".into(),
        2..=119 => format!("{seconds} Sekunden"),
        _ => format!("{} Minuten", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_the_german_way() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).expect("a valid date");
        assert_eq!(date(day), "02.11.2026");
        assert_eq!(long_date(day), "Montag, 2. November 2026");
    }

    #[test]
    fn only_beside_an_entry_a_message_speaks_of_it() {
        for error in [AppError::Unauthenticated, AppError::Conflict, AppError::Unreachable] {
            let beside = message_beside_entry(&error);
            assert!(beside.contains("Was Sie eingegeben haben") || beside.contains("Ihre Eingaben"), "{beside}");
            assert!(!message(&error).contains("Eingaben"), "{error}");
        }
        assert_eq!(message_beside_entry(&AppError::NotFound), message(&AppError::NotFound));
    }

    #[test]
    fn a_request_that_is_not_understood_counts_no_faults() {
        let said = message(&AppError::Invalid(Vec::new()));
        assert!(said.contains("laden Sie die Seite neu") && !said.contains('0'), "{said}");
    }

    #[test]
    fn digits_are_grouped() {
        for (digits, expected) in [("1", "1"), ("123", "123"), ("1234", "1.234"), ("1234567", "1.234.567")] {
            assert_eq!(grouped(digits), expected);
        }
    }
}
