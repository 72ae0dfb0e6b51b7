//! German words of the audit log.

use super::{Area, ChainFault, ChainReport, Subject};
use crate::{
    access::Role,
    accounts::AccountStatus,
    events::{EventStatus, german::event_status},
    german,
};
use chrono::NaiveDate;

/// Who changed something when it was nobody: set-up and demo data.
pub const PROGRAM: &str = "Portal (Einrichtung)";
/// Stands where the number of the chain will be within a second.
pub const NOT_SEALED_YET: &str = "noch nicht versiegelt";

/// Name of an area in the filter.
pub fn area(area: Area) -> &'static str {
    match area {
        Area::Account => "Konten",
        Area::Directory => "Verzeichnis",
        Area::Event => "Veranstaltungen",
        Area::Questionnaire => "Fragebögen",
        Area::Erhebung => "Erhebungen",
        Area::Budget => "Sozialraumbudget",
    }
}

/// What was done; an action that is not known here shows its code, so that no entry is ever blank.
pub fn action(code: &str) -> &str {
    match code {
        "account.create" => "Konto angelegt",
        "account.invite" => "Person eingeladen",
        "account.role" => "Rolle oder Zuordnung im Verzeichnis geändert",
        "account.status" => "Zugang gesperrt oder freigegeben",
        "account.end" => "Ende des Zugangs geändert",
        "account.password" => "Passwort mit Link gesetzt",
        "directory.fill" => "Verzeichnis mit Demo-Daten gefüllt",
        "directory.write" => "Verzeichnis geändert",
        "directory.post" => "Stelle vom Anstellungsträger geändert",
        "event.create" => "Veranstaltung angelegt",
        "event.update" => "Veranstaltung geändert",
        "event.make_series" => "Weitere Termine einer Reihe angelegt",
        "event.register" => "Für jemanden angemeldet",
        "event.cancel_registration" => "Anmeldung storniert",
        "event.cancel_own" => "Eigene Anmeldung storniert",
        "event.confirm_own" => "Eigene Anmeldung bestätigt",
        "event.decide_request" => "Über eine Anfrage zur Teilnahme entschieden",
        "event.pair" => "Zwei zu einem Tandem verbunden",
        "event.attendance" => "Anwesenheit eingetragen",
        "event.take_held" => "Anwesenheit von einem gesperrten Gerät übernommen",
        "event.turn_held_down" => "Anwesenheit von einem gesperrten Gerät verworfen",
        "event.admit" => "Jemanden ohne Anmeldung aufgenommen",
        "event.step" => "Veranstaltung veröffentlicht, abgesagt oder abgeschlossen",
        "event.issue_certificates" => "Bescheinigungen ausgestellt",
        "event.withdraw_certificate" => "Bescheinigung zurückgezogen",
        "event.save_minutes" => "Protokoll eines Treffens gespeichert",
        "event.send_minutes" => "Protokoll eines Treffens verschickt",
        "event.approve_minutes" => "Protokoll eines Treffens genehmigt",
        "event.save_template" => "Vorlage einer Mail geändert",
        "event.save_proposal" => "Vorlage eines Formats geändert",
        "event.send_mail_again" => "Mail noch einmal verschickt",
        "event.let_mail_go" => "Mail, die nicht hinausging, erledigt",
        "event.task_done" => "Aufgabe abgehakt oder wieder geöffnet",
        "questionnaire.draft" => "Fragebogen eingespielt",
        "questionnaire.discard" => "Entwurf eines Fragebogens verworfen",
        "questionnaire.publish" => "Fragebogen veröffentlicht",
        "questionnaire.take_over" => "Fragebogen einer KiSo für alle übernommen",
        "erhebung.create" => "Erhebung angelegt",
        "erhebung.asked" => "Zahl der Angefragten eingetragen",
        "erhebung.release_text" => "Freien Text freigegeben",
        "erhebung.black_out_text" => "Freien Text mit Schwärzungen freigegeben",
        "erhebung.withhold_text" => "Freien Text zurückgehalten",
        "budget.save_parameters" => "Parameter gespeichert",
        "survey.save" => "Umfrage-Link gespeichert",
        "survey.codes" => "Zugangscodes einer Umfrage erzeugt",
        "device.revoke" => "Gerät gesperrt",
        "sync.file" => "Datei mit Angaben eines Geräts eingespielt",
        "quarantine.take" => "Zurückgehaltene Antworten übernommen",
        "quarantine.discard" => "Zurückgehaltene Antworten verworfen",
        "sync.look" => "Wartende Angaben eines Geräts angesehen",
        "sync.let_in" => "Angaben eines Geräts nach Prüfung übernommen",
        "sync.turn_down" => "Wartende Angaben eines Geräts verworfen",
        "sync.compare" => "Fassungen eines mehrfach abgeschlossenen Bogens angesehen",
        "sync.choose" => "Unter mehreren Fassungen eines Bogens gewählt",
        "budget.save_run" => "Lauf gespeichert",
        "budget.request_release" => "Freigabe eines Laufs erbeten",
        "budget.take_back_request" => "Bitte um Freigabe eines Laufs zurückgenommen",
        "budget.release" => "Lauf freigegeben",
        "budget.prepare_payment" => "Zahllauf vorbereitet",
        "budget.renew_payment" => "Zahllauf zurückgenommen und neu vorbereitet",
        "budget.feststellen" => "Zahllauf sachlich und rechnerisch festgestellt",
        "budget.anordnen" => "Auszahlung angeordnet",
        "budget.cancel_payment" => "Zahllauf zurückgenommen",
        "budget.make_file" => "Zahlungsdatei erstellt",
        "budget.first_charge_add" => "Vorwegposition einer Kita eingetragen",
        "budget.first_charge_carry_on" => "Vorwegpositionen aus dem Vorjahr übernommen",
        "budget.first_charge_withdraw" => "Vorwegposition einer Kita zurückgezogen",
        "budget.first_charge_end" => "Vorwegposition einer Kita vorzeitig beendet",
        "budget.suspend" => "Monate ausgesetzt oder wieder aufgenommen",
        "budget.settlement_settings" => "Frist und Ist der Vorwegposition gespeichert",
        "budget.proof_save" => "Verwendungsnachweis als Entwurf gespeichert",
        "budget.proof_submit" => "Verwendungsnachweis eingereicht",
        "budget.proof_give_back" => "Verwendungsnachweis zur Überarbeitung zurückgegeben",
        "budget.proof_check" => "Verwendungsnachweis geprüft",
        "budget.settle" => "Jahr eines Anstellungsträgers abgerechnet",
        "budget.proof_reopen" => "Verwendungsnachweis zur Korrektur wieder geöffnet",
        "budget.keep_scenario" => "Szenario aufgehoben",
        "budget.drop_scenario" => "Szenario verworfen",
        "budget.save_index_rule" => "Regel des Index gespeichert",
        "budget.save_indicators" => "Indikatoren einer Kommune gespeichert",
        "budget.begin_index_year" => "Regel und Indikatoren eines Jahres angelegt",
        "budget.receive" => "Rückforderung als eingegangen gebucht",
        "budget.file_document" => "Dokument abgelegt",
        "budget.withdraw_document" => "Dokument zurückgezogen",
        "budget.book" => "Zahlung oder Rückläufer gebucht",
        other => other,
    }
}

/// `Kita Demo-Kita 017`: the kind of record with its name, or its key where the log knows no name.
pub fn subject(subject: &Subject) -> String {
    let kind = match subject.kind.as_str() {
        "account" => "Konto",
        "sozialraum" => "Sozialraum",
        "kommune" => "Kommune",
        "kita_traeger" => "Kita-Träger",
        "kita" => "Kita",
        "anstellungstraeger" => "Anstellungsträger",
        "kooperationsvereinbarung" => "Kooperationsvereinbarung",
        "person" => "Person",
        "post" => "Stelle",
        "zuordnung" => "Zuordnung",
        "event" => "Veranstaltung",
        "event_seats" => "Plätze der Veranstaltung",
        "registration" => "Anmeldung",
        "attendance" => "Anwesenheit",
        "certificate" => "Bescheinigung",
        "minutes" => "Protokoll des Treffens",
        "mail_template" => "Vorlage einer Mail",
        "event_proposal" => "Vorlage eines Formats",
        "job" => "Mail",
        "task" => "Aufgabe",
        "directory" => "Verzeichnis",
        "questionnaire" => "Fragebogen",
        "questionnaire_version" => "Fassung eines Fragebogens",
        "erhebung" => "Erhebung",
        "budget_parameters" => "Parameter",
        "run" => "Lauf",
        "budget_year" => "Budgetjahr",
        "payment_run" => "Zahllauf",
        "payment_booking" => "Buchung",
        "payment_line" => "Zahlung",
        "payment_step" => "Schritt des Zahllaufs",
        "first_charge" => "Vorwegposition",
        "suspension" => "Aussetzung",
        "settlement_year" => "Abrechnung des Jahres",
        "verwendungsnachweis" => "Verwendungsnachweis",
        "settlement" => "Abrechnung",
        "proof_step" => "Schritt des Verwendungsnachweises",
        "received" => "Eingang einer Rückforderung",
        "scenario" => "Szenario",
        "index_rule" => "Regel des Index",
        "kommune_index" => "Indikatoren einer Kommune",
        "budget_document" => "Dokument",
        "survey" => "Umfrage-Link",
        "device" => "Gerät",
        "change_waiting" => "Angaben eines Geräts",
        "free_text" => "Freier Text",
        other => other,
    };
    format!("{kind} {}", subject.name.as_ref().unwrap_or(&subject.key))
}

/// `role=kasse` becomes `Rolle: Kasse`; notes that are not known here stay as they are, codes and numbers only.
pub fn note(note: &str) -> String {
    match note.split_once('=') {
        Some(("role", code)) => Role::from_code(code).map(|role| format!("Rolle: {}", german::role(role))),
        Some(("status", code)) => status(code).map(|status| format!("Stand: {status}")),
        Some(("end", day)) => day.parse::<NaiveDate>().ok().map(|day| format!("Zugang bis: {}", german::date(day))),
        Some(("done", done)) => Some(format!("Erledigt: {}", yes_no(done == "true"))),
        _ => None,
    }
    .unwrap_or_else(|| note.to_owned())
}

/// Of an account or an event, whose codes have nothing in common.
fn status(code: &str) -> Option<&'static str> {
    let account = AccountStatus::from_code(code).map(|status| match status {
        AccountStatus::Invited => "eingeladen",
        AccountStatus::Active => "Zugang frei",
        AccountStatus::Disabled => "Zugang gesperrt",
    });
    account.or_else(|| EventStatus::from_code(code).map(event_status))
}

/// The name of a field; one that is not known here shows its code, so that no change is ever blank.
pub fn field(code: &str) -> &str {
    match code {
        "name" => "Name",
        "number" => "Nummer",
        "title" => "Titel",
        "status" => "Stand",
        "kommune" => "Kommune",
        "sozialraum" => "Sozialraum",
        "traeger" => "Kita-Träger",
        "anstellungstraeger" => "Anstellungsträger",
        "kita" => "Kita",
        "kitas" => "Kitas",
        "kiso" => "KiSo",
        "places" => "Plätze",
        "children" => "Kinder",
        "indicators" => "Indikatoren",
        "no_access" => "kein Zugang zu Beratung (a)",
        "development_need" => "Entwicklungsbedarf (b)",
        "mehrbedarf" => "Mehrbedarf",
        "level" => "Stufe",
        "decision" => "Beschluss",
        "count" => "Anzahl",
        "hours" => "Stunden",
        "days" => "Tage",
        "contracts" => "Verträge",
        "fillings" => "Besetzungen",
        "pay_group" => "Entgeltgruppe",
        "first_day" => "ab",
        "last_day" => "bis",
        "valid_from" => "gültig ab",
        "valid_to" => "gültig bis",
        "saved_at" => "gespeichert am",
        "saved_by" => "gespeichert von",
        "year" => "Jahr",
        "version" => "Fassung",
        "weight" => "Gewicht",
        "parameter" => "Parameter",
        "decided" => "Beschlüsse",
        "landeszuweisung" => "Landeszuweisung",
        "landesanteil" => "Landesanteil",
        "be_vzae" => "VZÄ der Vorwegposition",
        "be_pauschale" => "Pauschale der Vorwegposition",
        "sockel_quote" => "Anteil des Sockels",
        "sockel_basis" => "Basis des Sockels",
        "sockel_verteilung" => "Verteilung des Sockels",
        "stufen_gewicht" => "Gewichte der Stufen",
        "vzae_pauschale" => "Kosten einer Vollzeitstelle",
        "vollzeit_stunden" => "Stunden einer Vollzeitstelle",
        "deadline" => "Frist",
        "first_charge_actual" => "Ist der Vorwegposition",
        "personnel" => "Personalkosten",
        "training" => "Fortbildung und Fachberatung",
        "remarks" => "Bemerkungen",
        "examination" => "Prüfung",
        "checked_by" => "geprüft von",
        "months" => "Monate",
        "suspended" => "ausgesetzt",
        "reason" => "Grund",
        "eligible" => "abgerechnet",
        "offset_amount" => "verrechnet",
        "offset_year" => "verrechnet mit",
        "mindest_anteil" => "Mindestanteil",
        "thresholds" => "Schwellen",
        "lowest" => "ab Index",
        "data_year" => "Jahr der Zahlen",
        "quantity" => "Wert",
        "compared_with" => "Vergleichswert",
        "falling" => "weniger heißt mehr Mehrbedarf",
        "source" => "Quelle",
        "area" => "Gebiet",
        "reason_proposed" => "vorgeschlagene Stufe",
        "reason_entered" => "eingetragene Stufe",
        other => other,
    }
}

/// A day the German way, `2021-07-01` as `01.07.2021`; every other text as it is.
pub fn value(text: &str) -> String {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_or_else(|_| text.to_owned(), german::date)
}

pub fn yes_no(yes: bool) -> &'static str {
    if yes { "ja" } else { "nein" }
}

/// What checking the chain found, and what to do about it.
pub fn report(report: &ChainReport) -> Vec<String> {
    if report.faults.is_empty() {
        return vec![format!(
            "Alle {} versiegelten Einträge sind unverändert und stimmen mit den Tagesdateien überein.",
            report.length
        )];
    }
    report.faults.iter().map(fault).collect()
}

fn fault(fault: &ChainFault) -> String {
    match fault {
        ChainFault::Changed(number) => format!(
            "Eintrag {number} wurde nach dem Versiegeln verändert. Bitte sichern Sie die Datenbank und informieren Sie \
             den Datenschutz."
        ),
        ChainFault::Missing(number) => {
            format!("Eintrag {number} fehlt. Bitte sichern Sie die Datenbank und informieren Sie den Datenschutz.")
        }
        ChainFault::Loose => "Ein Eintrag wurde am Portal vorbei hinzugefügt. Bitte sichern Sie die Datenbank und \
                              informieren Sie den Datenschutz."
            .into(),
        ChainFault::HeadDiffers(day) => {
            format!("Die Tagesdatei {day} passt nicht zum Protokoll. Bitte vergleichen Sie mit der letzten Sicherung.")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_action_shows_its_code() {
        assert_eq!(action("budget.save_run"), "Lauf gespeichert");
        assert_eq!(action("budget.new_thing"), "budget.new_thing");
    }

    #[test]
    fn a_record_is_called_by_its_name() {
        let kita = Subject { kind: "kita".into(), key: "7".into(), name: Some("Demo-Kita 017".into()) };
        assert_eq!(subject(&kita), "Kita Demo-Kita 017");
        assert_eq!(subject(&Subject { name: None, ..kita }), "Kita 7");
    }

    #[test]
    fn fields_and_days_are_written_the_german_way_and_unknown_ones_stay() {
        assert_eq!((field("places"), field("new_thing")), ("Plätze", "new_thing"));
        assert_eq!((value("2021-07-01").as_str(), value("2/3").as_str()), ("01.07.2021", "2/3"));
    }

    #[test]
    fn notes_are_read_as_words() {
        for (code, words) in [
            ("role=kita_leitung", "Rolle: Kita-Leitung"),
            ("end=2026-03-31", "Zugang bis: 31.03.2026"),
            ("status=disabled", "Stand: Zugang gesperrt"),
            ("status=durchgefuehrt", "Stand: Durchgeführt"),
            ("done=false", "Erledigt: nein"),
            ("status=new_thing", "status=new_thing"),
            ("7", "7"),
        ] {
            assert_eq!(note(code), words);
        }
    }

    #[test]
    fn a_whole_chain_is_said_to_be_whole() {
        assert!(report(&ChainReport { length: 7, faults: vec![] })[0].contains("Alle 7"));
        let faults = vec![ChainFault::Changed(3), ChainFault::Loose];
        assert_eq!(report(&ChainReport { length: 7, faults }).len(), 2);
    }
}
