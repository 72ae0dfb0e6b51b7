//! German: what the other languages are translated from.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Die Teilnahme ist freiwillig und anonym. Gespeichert werden nur Ihre Antworten und der Tag, kein Name, keine Adresse und kein Gerät."
        }
        Text::PaperHow => {
            "Kreuzen Sie an, oder schreiben Sie in das Feld. Hinter einem Pfeil steht, mit welcher Frage es weitergeht."
        }
        Text::PaperOnlyIf => "Nur, wenn Frage {}: {}",
        Text::PaperRule => "Nur, wenn: {}",
        Text::PaperGoTo => "weiter mit Frage {}",
        Text::PaperGoToEnd => "weiter am Ende des Bogens",
        Text::PaperReturn => "Bitte geben Sie den Bogen in Ihrer Kita ab.",
        Text::Language => "Sprache",
        Text::Next => "Weiter",
        Text::Back => "Zurück",
        Text::Send => "Absenden",
        Text::Progress => "Seite {} von {}",
        Text::Required => "Pflichtfrage",
        Text::SeveralAnswers => "Mehrere Antworten sind möglich.",
        Text::NoNames => "Bitte schreiben Sie keine Namen, Telefonnummern oder Adressen.",
        Text::MaybePersonal => {
            "Hier steht vielleicht ein Name, eine Telefonnummer oder etwas anderes, woran man jemanden erkennt. Bitte lassen Sie es weg."
        }
        Text::RankHint => "Geben Sie jedem Punkt einen Rang. 1 ist am wichtigsten.",
        Text::Choose => "Bitte wählen",
        Text::Confirm => "Ja",
        Text::Entry => "Eintrag {}",
        Text::AddEntry => "Weiteren Eintrag hinzufügen",
        Text::RemoveEntry => "Diesen Eintrag entfernen",
        Text::FaultsTitle => "Bitte prüfen Sie diese Seite.",
        Text::MoreQuestions => "Zu Ihren Antworten gibt es auf dieser Seite weitere Fragen.",
        Text::LookAgain => "Bitte sehen Sie sich Ihren Text noch einmal an. Sie können ihn ändern oder so lassen.",
        Text::AnswerMissing => "Bitte beantworten Sie diese Frage.",
        Text::AnswerDoesNotFit => "Diese Antwort passt nicht zur Frage. Bitte prüfen Sie Ihre Eingabe.",
        Text::NotAWholeNumber => "Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12.",
        Text::NotANumber => "Bitte geben Sie eine Zahl ein, zum Beispiel 2,5.",
        Text::NotADate => "Bitte geben Sie ein Datum ein, zum Beispiel 31.03.2027.",
        Text::NotATime => "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:30.",
        Text::NotAChoice => "Bitte wählen Sie eine der angebotenen Antworten.",
        Text::OutOfRange => "Bitte wählen Sie einen Wert auf der Skala.",
        Text::TooLong => "Bitte kürzen Sie Ihre Antwort auf höchstens 20.000 Zeichen.",
        Text::RankPress => {
            "Drücken Sie das Wichtigste zuerst. Noch einmal gedrückt gibt eine Antwort ihren Platz zurück."
        }
        Text::RankPlace => "Platz {}",
        Text::NotAPlace => "Bitte geben Sie Breite und Länge in Grad ein, zum Beispiel 50.33 7.22.",
        Text::Locate => "Standort bestimmen",
        Text::Locating => "Der Standort wird bestimmt.",
        Text::LocateRefused => {
            "Der Standort ist auf diesem Gerät nicht freigegeben. Bitte erlauben Sie ihn in den Einstellungen, oder tippen Sie ihn ein."
        }
        Text::LocateUnavailable => {
            "Der Standort lässt sich hier nicht bestimmen. Bitte versuchen Sie es im Freien noch einmal, oder tippen Sie ihn ein."
        }
        Text::LocateTimeout => {
            "Die Bestimmung des Standorts hat zu lange gedauert. Bitte versuchen Sie es noch einmal, oder tippen Sie ihn ein."
        }
        Text::DiscardedTitle => "Dieser Fragebogen wurde abgebrochen.",
        Text::DiscardedText => "Alle Antworten darin sind gelöscht. Es wurde nichts gesendet.",
        Text::ThanksTitle => "Vielen Dank!",
        Text::ThanksText => "Ihre Antworten sind angekommen. Sie können diese Seite jetzt schließen.",
        Text::AlreadyTitle => "Von hier wurde schon geantwortet.",
        Text::AlreadyText => {
            "Auf diesem Gerät wurde diese Umfrage schon ausgefüllt. Vielen Dank! Jede Person antwortet nur einmal."
        }
        Text::NotYetTitle => "Diese Umfrage beginnt am {}.",
        Text::NotYetText => "Bitte kommen Sie dann wieder. Der Link bleibt gleich.",
        Text::OverTitle => "Diese Umfrage ist beendet.",
        Text::OverText => "Es werden keine Antworten mehr angenommen. Vielen Dank für Ihr Interesse.",
        Text::UnknownTitle => "Diese Umfrage gibt es nicht.",
        Text::UnknownText => "Bitte prüfen Sie den Link, oder fragen Sie in Ihrer Kita nach.",
        Text::FailedTitle => "Das hat gerade nicht geklappt.",
        Text::FailedText => "Bitte gehen Sie in Ihrem Browser zurück und versuchen Sie es gleich noch einmal.",
        Text::NotReached => {
            "Das Portal war nicht zu erreichen. Ihre Antworten stehen noch alle hier. Bitte prüfen Sie die Verbindung zum \
             Internet und versuchen Sie es noch einmal. Gezählt wird nur einmal."
        }
        Text::TryAgain => "Noch einmal versuchen",
        Text::CodeTitle => "Bitte geben Sie Ihren Code ein.",
        Text::CodeLabel => "Ihr Code",
        Text::CodeHint => {
            "Der Code steht auf der Karte, die Sie von der Kita haben. Er gilt einmal und verrät nicht, wer Sie sind."
        }
        Text::CodeWrong => {
            "Dieser Code gilt nicht, oder er wurde schon benutzt. Bitte vergleichen Sie ihn mit Ihrer Karte."
        }
        Text::CardHow => "Scannen Sie das Bild mit dem Telefon oder öffnen Sie die Adresse.",
        Text::CardUntil => "Bitte antworten Sie bis zum {}.",
        Text::CardPromise => "Freiwillig und anonym. Der Code gilt einmal und verrät nicht, wer Sie sind.",
        Text::KioskNext => "Nächste Person",
        Text::KioskStop => "Abbrechen und alles löschen",
        Text::Pause => "Später fortsetzen",
        Text::PausedTitle => "Ihre Antworten sind auf diesem Gerät gespeichert.",
        Text::PausedText => {
            "Gesendet ist noch nichts. Öffnen Sie bis zum {} auf diesem Gerät noch einmal den Link, dann geht es \
             hier weiter. Wer dieses Gerät auch benutzt, kann die Antworten sehen."
        }
        Text::Resumed => "Ihre Antworten vom letzten Mal sind noch da.",
        Text::Discard => "Angefangene Antworten verwerfen",
        Text::TooMuch => "Ihre Antworten sind zu lang zum Aufheben. Bitte füllen Sie die Umfrage jetzt zu Ende aus.",
    }
}

pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} von {} Fragen beantwortet, {}",
        DeviceText::Saving => "wird gespeichert …",
        DeviceText::NotAllSaved => "nicht alles gespeichert",
        DeviceText::Saved => "auf diesem Gerät gespeichert",
        DeviceText::SaveAgain => "Noch einmal speichern",
        DeviceText::Finish => "Abschließen und senden",
        DeviceText::ClosedElsewhere => "Dieser Fragebogen wurde an anderer Stelle abgeschlossen oder verworfen.",
        DeviceText::ToDevice => "Zur Übersicht dieses Geräts",
        DeviceText::Full => {
            "Der Speicher dieses Geräts ist voll. Bitte löschen Sie andere Daten vom Gerät; Ihre letzte Eingabe \
             steht noch auf dieser Seite, ist aber nicht gespeichert."
        }
        DeviceText::NotStored => {
            "Der Browser konnte die Eingabe nicht speichern. Bitte lassen Sie die Seite offen und versuchen Sie \
             es erneut; in einem privaten Fenster wird nichts behalten."
        }
        DeviceText::Locked => {
            "Das Gerät ist gesperrt. Bitte geben Sie Ihre PIN ein; was gespeichert war, ist danach wieder da."
        }
        DeviceText::Revoked => {
            "Dieses Gerät ist gesperrt und nimmt nichts mehr auf. Bitte wenden Sie sich an die Koordination."
        }
        DeviceText::FinishedElsewhere => {
            "Diese Antworten sind in einem anderen Fenster schon abgeschlossen; jene Fassung zählt. Die Fassung \
             in diesem Fenster ist nicht abgeschlossen und wird nicht gesendet."
        }
    }
}
