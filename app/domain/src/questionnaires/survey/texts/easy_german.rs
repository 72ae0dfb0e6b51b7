//! Leichte Sprache. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Sie müssen nicht mitmachen. Wir wissen nicht, wer Sie sind. Wir speichern nur Ihre Antworten und den Tag. \
             Wir speichern keinen Namen, keine Adresse und kein Gerät."
        }
        Text::PaperHow => "Machen Sie ein Kreuz. Oder schreiben Sie in das Feld. Ein Pfeil zeigt: Hier geht es weiter.",
        Text::PaperOnlyIf => "Nur bei dieser Antwort auf Frage {}: {}",
        Text::PaperRule => "Nur in diesem Fall: {}",
        Text::PaperGoTo => "Weiter geht es mit Frage {}",
        Text::PaperGoToEnd => "Weiter geht es am Ende vom Blatt",
        Text::PaperReturn => "Bitte geben Sie das Blatt in der Kita ab.",
        Text::Language => "Sprache",
        Text::Next => "Weiter",
        Text::Back => "Zurück",
        Text::Send => "Abschicken",
        Text::Progress => "Seite {} von {}",
        Text::Required => "Diese Frage ist wichtig. Bitte antworten Sie.",
        Text::SeveralAnswers => "Sie können mehrere Antworten ankreuzen.",
        Text::NoNames => "Bitte schreiben Sie keine Namen, keine Telefon-Nummern und keine Adressen.",
        Text::MaybePersonal => {
            "Vielleicht steht hier ein Name oder eine Telefon-Nummer. Oder etwas anderes über einen Menschen. \
             Dann kann man den Menschen erkennen. Bitte löschen Sie das."
        }
        Text::RankHint => "Geben Sie jedem Punkt eine Zahl. Das Wichtigste bekommt die 1.",
        Text::Choose => "Bitte wählen",
        Text::Confirm => "Ja",
        Text::Entry => "Eintrag {}",
        Text::AddEntry => "Noch einen Eintrag machen",
        Text::RemoveEntry => "Diesen Eintrag löschen",
        Text::FaultsTitle => "Etwas fehlt oder stimmt nicht.",
        Text::MoreQuestions => "Hier sind noch mehr Fragen für Sie.",
        Text::LookAgain => "Bitte lesen Sie Ihren Text noch einmal. Sie können ihn ändern. Oder Sie lassen ihn so.",
        Text::AnswerMissing => "Bitte beantworten Sie diese Frage.",
        Text::AnswerDoesNotFit => "Diese Antwort passt nicht. Bitte schauen Sie noch einmal.",
        Text::NotAWholeNumber => "Bitte schreiben Sie eine ganze Zahl. Zum Beispiel: 12.",
        Text::NotANumber => "Bitte schreiben Sie eine Zahl. Zum Beispiel: 2,5.",
        Text::NotADate => "Bitte schreiben Sie ein Datum. Zum Beispiel: 31.03.2027.",
        Text::NotATime => "Bitte schreiben Sie eine Uhrzeit. Zum Beispiel: 09:30.",
        Text::NotAChoice => "Bitte wählen Sie eine Antwort aus der Liste.",
        Text::OutOfRange => "Bitte wählen Sie eine von den Zahlen, die es gibt.",
        Text::TooLong => "Ihre Antwort ist zu lang. Bitte schreiben Sie weniger.",
        Text::RankPress => {
            "Drücken Sie zuerst auf das Wichtigste. Drücken Sie noch einmal, wenn Sie sich geirrt haben."
        }
        Text::RankPlace => "Platz {}",
        Text::NotAPlace => "Bitte schreiben Sie 2 Zahlen für den Ort. Zum Beispiel: 50.33 7.22.",
        Text::Locate => "Ort suchen",
        Text::Locating => "Das Gerät sucht den Ort.",
        Text::LocateRefused => {
            "Das Gerät darf den Ort nicht suchen. Erlauben Sie es in den Einstellungen. Oder schreiben Sie den Ort auf."
        }
        Text::LocateUnavailable => {
            "Das Gerät findet den Ort nicht. Gehen Sie nach draußen und versuchen Sie es noch einmal. Oder schreiben Sie den Ort auf."
        }
        Text::LocateTimeout => {
            "Das Suchen hat zu lange gedauert. Versuchen Sie es noch einmal. Oder schreiben Sie den Ort auf."
        }
        Text::DiscardedTitle => "Sie haben aufgehört.",
        Text::DiscardedText => "Alle Antworten sind gelöscht. Nichts wurde gesendet.",
        Text::ThanksTitle => "Vielen Dank!",
        Text::ThanksText => "Ihre Antworten sind da. Sie sind fertig. Sie können diese Seite jetzt schließen.",
        Text::AlreadyTitle => "Hier hat schon jemand geantwortet.",
        Text::AlreadyText => {
            "Auf diesem Gerät hat schon jemand die Fragen beantwortet. Vielen Dank! Jeder Mensch antwortet nur einmal."
        }
        Text::NotYetTitle => "Die Fragen gibt es ab dem {}.",
        Text::NotYetText => "Bitte kommen Sie dann wieder. Der Link bleibt gleich.",
        Text::OverTitle => "Die Zeit für die Fragen ist vorbei.",
        Text::OverText => "Sie können nicht mehr antworten. Vielen Dank, dass Sie mitmachen wollten.",
        Text::UnknownTitle => "Diese Fragen gibt es nicht.",
        Text::UnknownText => "Bitte prüfen Sie den Link. Oder fragen Sie in Ihrer Kita.",
        Text::FailedTitle => "Das hat nicht geklappt.",
        Text::FailedText => "Bitte gehen Sie eine Seite zurück. Dann versuchen Sie es noch einmal.",
        Text::NotReached => {
            "Wir haben keine Verbindung. Ihre Antworten stehen noch alle hier. Bitte versuchen Sie es noch einmal. \
             Wir zählen Ihre Antworten nur einmal."
        }
        Text::TryAgain => "Noch einmal versuchen",
        Text::CodeTitle => "Bitte geben Sie Ihren Code ein.",
        Text::CodeLabel => "Ihr Code",
        Text::CodeHint => {
            "Der Code steht auf der Karte von Ihrer Kita. Jeder Code geht nur einmal. Der Code sagt nicht, wer Sie sind."
        }
        Text::CodeWrong => {
            "Dieser Code geht nicht. Vielleicht ist er schon benutzt. Bitte schauen Sie noch einmal auf Ihre Karte."
        }
        Text::CardHow => "Halten Sie die Kamera vom Telefon auf das Bild. Oder tippen Sie die Adresse ein.",
        Text::CardUntil => "Sie können bis zum {} antworten.",
        Text::CardPromise => "Sie müssen nicht mitmachen. Der Code geht nur einmal. Der Code sagt nicht, wer Sie sind.",
        Text::KioskNext => "Die nächste Person ist dran",
        Text::KioskStop => "Aufhören und alles löschen",
        Text::Pause => "Später fortsetzen",
        Text::PausedTitle => "Ihre Antworten sind jetzt auf diesem Gerät.",
        Text::PausedText => {
            "Wir haben Ihre Antworten noch nicht. Sie können bis zum {} weitermachen. Öffnen Sie dazu die Fragen \
             noch einmal auf diesem Gerät. Andere Menschen an diesem Gerät können Ihre Antworten auch sehen."
        }
        Text::Resumed => "Ihre Antworten vom letzten Mal sind noch da.",
        Text::Discard => "Alle Antworten löschen und neu anfangen",
        Text::TooMuch => {
            "Sie haben sehr viel geschrieben. Wir können das nicht aufheben. Bitte machen Sie die Fragen jetzt fertig."
        }
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} von {} Fragen haben eine Antwort, {}",
        DeviceText::Saving => "das Gerät speichert gerade …",
        DeviceText::NotAllSaved => "noch nicht alles ist gespeichert",
        DeviceText::Saved => "alles ist auf diesem Gerät gespeichert",
        DeviceText::SaveAgain => "Noch einmal speichern",
        DeviceText::Finish => "Fertig und abschicken",
        DeviceText::ClosedElsewhere => "Diese Fragen sind schon fertig. Oder jemand hat sie gelöscht.",
        DeviceText::ToDevice => "Zur Seite von diesem Gerät",
        DeviceText::Full => {
            "Das Gerät ist voll. Ihre letzte Antwort steht noch hier. Sie ist aber nicht gespeichert. Bitte \
             löschen Sie andere Sachen vom Gerät."
        }
        DeviceText::NotStored => {
            "Das Gerät konnte nicht speichern. Bitte lassen Sie diese Seite offen. Versuchen Sie es noch einmal. \
             In einem privaten Fenster speichert das Gerät nichts."
        }
        DeviceText::Locked => {
            "Das Gerät ist gesperrt. Bitte geben Sie Ihre PIN ein. Dann sehen Sie alle gespeicherten Antworten wieder."
        }
        DeviceText::Revoked => "Das Gerät ist gesperrt. Es speichert nichts mehr. Bitte fragen Sie die Koordination.",
        DeviceText::FinishedElsewhere => {
            "Die Antworten sind in einem anderen Fenster schon fertig. Nur die Antworten dort zählen. Die \
             Antworten hier sind nicht fertig. Wir senden sie nicht."
        }
    }
}
