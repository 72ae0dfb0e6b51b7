//! German sentences of this feature.

use super::{
    definition::Kind,
    design::{DesignFault, Flaw, Refused},
    engine::{EntryFault, Rule, ViolationKind},
    evaluation::Wave,
    xlsform::{FaultCode, ImportFault, PublishFault},
};

/// What is wrong with an answer and what to do, where the author gave no text.
pub fn violation(kind: ViolationKind) -> &'static str {
    match kind {
        ViolationKind::Required => "Bitte beantworten Sie diese Frage.",
        ViolationKind::Constraint => "Diese Antwort passt nicht zur Frage. Bitte prüfen Sie Ihre Eingabe.",
        ViolationKind::Entry(EntryFault::NotAWholeNumber) => "Bitte geben Sie eine ganze Zahl ein, zum Beispiel 12.",
        ViolationKind::Entry(EntryFault::NotANumber) => "Bitte geben Sie eine Zahl ein, zum Beispiel 2,5.",
        ViolationKind::Entry(EntryFault::NotADate) => "Bitte geben Sie ein Datum ein, zum Beispiel 31.03.2027.",
        ViolationKind::Entry(EntryFault::NotATime) => "Bitte geben Sie eine Uhrzeit ein, zum Beispiel 09:30.",
        ViolationKind::Entry(EntryFault::NotAChoice) => "Bitte wählen Sie eine der angebotenen Antworten.",
        ViolationKind::Entry(EntryFault::NotAPlace) => {
            "Bitte geben Sie Breite und Länge in Grad ein, zum Beispiel 50.33 7.22."
        }
        ViolationKind::Entry(EntryFault::OutOfRange) => "Bitte wählen Sie einen Wert auf der Skala.",
        ViolationKind::Entry(EntryFault::TooLong) => "Bitte kürzen Sie Ihre Antwort auf höchstens 20.000 Zeichen.",
    }
}

/// Label of the choice that `or_other` adds, and of the question behind it, in German and in Leichte Sprache.
pub const OTHER_CHOICE: &str = "Anderes";
pub const OTHER_QUESTION: &str = "Bitte genauer angeben.";
pub const OTHER_CHOICE_EASY: &str = "Etwas anderes";
pub const OTHER_QUESTION_EASY: &str = "Was meinen Sie? Bitte schreiben Sie es auf.";

/// Where a fault of a workbook or an XForm is, what is wrong and what to do.
pub fn import_fault(fault: &ImportFault) -> String {
    let mut sentence = place_of_fault(fault);
    sentence.push_str(": ");
    sentence.push_str(&import_fault_text(fault.code, &fault.detail));
    if let Some(suggestion) = &fault.suggestion {
        sentence.push_str(&format!(" Meinten Sie „{suggestion}“?"));
    }
    sentence
}

/// `Blatt „survey“, Zeile 5, Spalte „name“`, or `Zeile 12, <bind nodeset="/data/alter">, Attribut constraint`.
fn place_of_fault(fault: &ImportFault) -> String {
    let row = fault.row.map(|row| format!("Zeile {row}"));
    let (sheet, column) = if fault.xml {
        let element = Some(fault.sheet.clone()).filter(|element| !element.is_empty());
        let attribute = fault.column.as_ref().map(|column| format!("Attribut {column}"));
        let parts: Vec<String> = [row, element, attribute].into_iter().flatten().collect();
        return if parts.is_empty() { "Datei".into() } else { parts.join(", ") };
    } else {
        (format!("Blatt „{}“", fault.sheet), fault.column.as_ref().map(|column| format!("Spalte „{column}“")))
    };
    [Some(sheet), row, column].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What is wrong, without its place.
pub fn import_fault_text(code: FaultCode, detail: &str) -> String {
    let text = match code {
        FaultCode::NoSurvey => {
            "Dieses Blatt mit den Fragen fehlt. Bitte legen Sie es an oder benennen Sie ein Blatt um."
        }
        FaultCode::NoRows => "Dieses Blatt enthält keine Frage. Bitte ergänzen Sie mindestens eine Zeile.",
        FaultCode::NoExternalChoices => {
            "Für die Liste „{}“ fehlt das Blatt external_choices. Bitte legen Sie es mit den Spalten list_name und name an."
        }
        FaultCode::NoColumn => "Die Spalte „{}“ fehlt. Bitte ergänzen Sie sie in der ersten Zeile.",
        FaultCode::MisspeltSheet => "Dieses Blatt wird nicht gelesen.",
        FaultCode::MisspeltColumn => "Die Spalte „{}“ ist nicht bekannt; was darin steht, bewirkt hier nichts.",
        FaultCode::DoubleColumn => "Die Spalte „{}“ gibt es zweimal. Bitte entfernen Sie eine davon.",
        FaultCode::TooManyRows => "Das Blatt hat zu viele Zeilen oder Spalten. Bitte teilen Sie den Fragebogen auf.",
        FaultCode::TooDeep => "Die Gruppen sind zu tief verschachtelt. Bitte lösen Sie einige Gruppen auf.",
        FaultCode::NoType => "Zu „{}“ fehlt der Typ der Frage. Bitte tragen Sie ihn ein, zum Beispiel text.",
        FaultCode::UnknownType => "Den Typ „{}“ gibt es nicht. Bitte prüfen Sie die Schreibweise.",
        FaultCode::NoName => "Der Name fehlt (Typ „{}“). Bitte geben Sie einen Namen ein.",
        FaultCode::BadName => {
            "„{}“ ist als Name nicht möglich. Namen beginnen mit einem Buchstaben oder Unterstrich und enthalten sonst nur \
             Buchstaben, Ziffern, Binde- und Unterstriche und Punkte."
        }
        FaultCode::ReservedName => "Der Name „{}“ ist für das Programm reserviert. Bitte wählen Sie einen anderen.",
        FaultCode::DoubleName => "Den Namen „{}“ gibt es in dieser Gruppe schon. Bitte wählen Sie einen anderen.",
        FaultCode::RepeatName => {
            "Eine Wiederholung darf nicht „{}“ heißen: So heißt schon der Fragebogen oder eine andere Wiederholung. Bitte \
             wählen Sie einen anderen Namen."
        }
        FaultCode::NoLabel => {
            "Die Frage „{}“ hat keinen Text. Bitte tragen Sie einen Text (label) oder Hinweis (hint) ein."
        }
        FaultCode::NoImage => "Zu „{}“ gibt es ein großes Bild, aber kein Bild. Bitte tragen Sie auch image ein.",
        FaultCode::EndWithoutBegin => {
            "Hier endet eine Gruppe oder Wiederholung, die nicht begonnen hat. Bitte prüfen Sie begin und end."
        }
        FaultCode::BeginWithoutEnd => {
            "Die Gruppe oder Wiederholung „{}“ endet nicht. Bitte ergänzen Sie die Zeile mit end."
        }
        FaultCode::UnknownList => {
            "Die Antwortliste „{}“ gibt es im Blatt choices nicht. Bitte legen Sie sie an oder prüfen Sie die Schreibweise."
        }
        FaultCode::NoList => {
            "Zu „{}“ fehlt der Name der Antwortliste. Bitte ergänzen Sie ihn, zum Beispiel select_one ja_nein."
        }
        FaultCode::NoChoiceName => {
            "Die Antwort hat keinen Namen. Bitte tragen Sie in der Spalte name ein, was gespeichert werden soll."
        }
        FaultCode::DoubleChoice => {
            "Die Antwort „{}“ gibt es in dieser Liste schon. Bitte ändern Sie den Namen, oder erlauben Sie es im Blatt \
             settings mit allow_choice_duplicates."
        }
        FaultCode::OtherWithFilter => {
            "Bei „{}“ passen or_other und choice_filter nicht zusammen. Bitte legen Sie die Antwort „Anderes“ selbst an."
        }
        FaultCode::ChoiceWithSpace => {
            "Der Name „{}“ enthält ein Leerzeichen. Bitte ersetzen Sie es, zum Beispiel durch einen Unterstrich; der Text \
             in label darf Leerzeichen enthalten."
        }
        FaultCode::BadFileName => {
            "„{}“ ist keine Datei mit Antworten. Bitte nennen Sie eine Datei mit der Endung csv, xml oder geojson."
        }
        FaultCode::DoubleSource => {
            "„{}“ heißt sowohl eine Antwortliste als auch eine Datei. Bitte benennen Sie eine davon um."
        }
        FaultCode::BadParameters => "„{}“ ist nicht zu verstehen. Bitte schreiben Sie Parameter so: start=1 end=5.",
        FaultCode::UnknownParameter => "Den Parameter „{}“ gibt es bei diesem Typ nicht. Bitte entfernen Sie ihn.",
        FaultCode::ParameterNotANumber => "Der Parameter „{}“ muss eine Zahl sein, zum Beispiel 5.",
        FaultCode::ParameterValue => "Der Wert des Parameters „{}“ ist hier nicht möglich. Bitte prüfen Sie ihn.",
        FaultCode::ParameterOnlyWithAppearance => {
            "Der Parameter „{}“ passt nicht zu dieser Darstellung. Bitte entfernen Sie ihn, oder wählen Sie als appearance \
             vertical oder no-ticks."
        }
        FaultCode::MissingParameter => "Der Parameter „{}“ fehlt. Bitte ergänzen Sie ihn.",
        FaultCode::UnknownPlaces => {
            "Orte zu „{}“ gibt es nicht. Bitte nennen Sie eine Antwortliste, eine Datei dieses Fragebogens oder ${} mit dem \
             Namen einer Wiederholung."
        }
        FaultCode::UnaskedPicture => {
            "Nach dem Bild „{}“ wird hier nicht gefragt: Beim Ausfüllen erscheint die Frage nicht. Brauchen Sie die Antwort, wählen Sie \
             bitte einen anderen Typ."
        }
        FaultCode::TypeNotRun => {
            "Der Typ „{}“ kann hier nicht ausgefüllt werden. Bitte wählen Sie vor dem Veröffentlichen einen anderen Typ."
        }
        FaultCode::FunctionNotRun => {
            "Die Funktion „{}“ gibt es hier nicht. Bitte schreiben Sie den Ausdruck vor dem Veröffentlichen um."
        }
        FaultCode::BackwardScale => {
            "Die Skala der Frage „{}“ läuft rückwärts, darum wäre kein Wert wählbar. Bitte vertauschen Sie vor dem \
             Veröffentlichen start und end."
        }
        FaultCode::NoTrigger => {
            "Bei „{}“ fehlt, welche Frage den Ort festhält. Bitte tragen Sie sie in der Spalte trigger ein."
        }
        FaultCode::UnseenTrigger => {
            "Die Frage „{}“ sieht niemand, darum kann sie nichts auslösen. Bitte nennen Sie eine sichtbare Frage."
        }
        FaultCode::NotCalculated => "„{}“ wird nicht berechnet. Bitte leeren Sie die Spalte calculation.",
        FaultCode::AuditName => {
            "„{}“ ist hier nicht möglich: Dieser Typ heißt immer audit. Bitte leeren Sie die Zelle."
        }
        FaultCode::BadReference => "„{}“ ist kein Verweis auf eine Frage. Bitte schreiben Sie Verweise so: ${name}.",
        FaultCode::UnknownReference => {
            "Eine Frage mit dem Namen „{}“ gibt es nicht. Bitte prüfen Sie die Schreibweise."
        }
        FaultCode::AmbiguousReference => {
            "Den Namen „{}“ gibt es mehrmals, darum ist der Verweis unklar. Bitte benennen Sie eine der Fragen um."
        }
        FaultCode::UnreadableExpression => {
            "Die Bedingung oder Berechnung bei „{}“ ist nicht zu lesen. Bitte prüfen Sie Klammern, Anführungszeichen und Namen."
        }
        FaultCode::NoCalculation => "Zu „{}“ fehlt die Berechnung. Bitte tragen Sie sie in der Spalte calculation ein.",
        FaultCode::MoreFaults => {
            "Es gibt weitere Fehler. Bitte beheben Sie zuerst die genannten und laden Sie die Datei erneut."
        }
        FaultCode::NotXml => {
            "Hier ist die Datei kein gültiges XML. Bitte lassen Sie sie von dem Programm, aus dem sie kommt, neu ausgeben."
        }
        FaultCode::DocumentType => {
            "Die Datei enthält einen Dokumenttyp (DOCTYPE); solche Dateien werden nicht gelesen. Bitte entfernen Sie ihn."
        }
        FaultCode::TooManyElements => "Die Datei hat zu viele Elemente. Bitte teilen Sie den Fragebogen auf.",
        FaultCode::NoForm => {
            "Die Datei ist kein XForm: Der Teil „{}“ fehlt. Bitte wählen Sie die XML-Datei eines Formulars von ODK oder Kobo."
        }
        FaultCode::UnknownElement => {
            "Das Element „{}“ ist hier nicht möglich. Bitte ersetzen Sie es durch eine Frage, zum Beispiel input oder select1."
        }
        FaultCode::UnknownNode => {
            "„{}“ führt zu keinem Feld des Formulars. Bitte prüfen Sie den Pfad und das erste instance."
        }
        FaultCode::NoTarget => "Hier fehlt, wohin die Antwort gehört. Bitte ergänzen Sie das Attribut {}.",
        FaultCode::DoubleControl => "Zu „{}“ gibt es schon eine Frage. Bitte entfernen Sie eine davon.",
        FaultCode::UnknownItems => {
            "Die Antworten zur Auswahl („{}“) sind nicht zu finden. Bitte prüfen Sie nodeset und das instance, das es nennt."
        }
        FaultCode::UnknownText => "Den Text „{}“ gibt es in itext nicht. Bitte prüfen Sie seine id.",
        FaultCode::ComputedText => {
            "In einem Text steht die Berechnung „{}“; möglich ist nur die Antwort auf eine Frage. Bitte rechnen Sie in einem \
             eigenen Feld."
        }
        FaultCode::GroupWithoutNode => {
            "Dieser Abschnitt gehört zu keinem Feld; seine Überschrift wird nicht übernommen, seine Fragen schon. Bitte \
             ergänzen Sie den Abschnitt im Entwurf, wenn Sie ihn brauchen."
        }
        FaultCode::NotTaken => {
            "„{}“ kennt das Portal nicht und lässt es weg. Bitte prüfen Sie, ob der Entwurf ohne auskommt."
        }
        FaultCode::Circle => "Diese Fragen hängen im Kreis voneinander ab: {}. Bitte lösen Sie den Kreis auf.",
    };
    text.replacen("{}", detail, 1)
}

/// Why a questionnaire cannot be published yet, and what to do.
pub fn publish_fault(fault: &PublishFault) -> String {
    match fault {
        PublishFault::Empty => "Der Fragebogen enthält keine Frage. Bitte ergänzen Sie mindestens eine.".into(),
        PublishFault::Type { name, kind, .. } => format!(
            "Die Frage „{name}“ hat den Typ „{kind}“, der hier nicht ausgefüllt werden kann. Bitte wählen Sie einen anderen Typ."
        ),
        PublishFault::Picture { name, .. } => format!(
            "Die Frage „{name}“ verlangt ein Bild, doch Bilder werden hier nicht aufgenommen. Bitte nehmen Sie die Pflicht weg, oder wählen \
             Sie einen anderen Typ."
        ),
        PublishFault::Function { name, function, column, .. } => format!(
            "Bei „{name}“ kommt in „{}“ die Funktion „{function}“ vor, die es hier nicht gibt. Bitte schreiben Sie den Ausdruck um.",
            part(column)
        ),
        PublishFault::Scale { name, .. } => format!(
            "Die Skala der Frage „{name}“ läuft rückwärts, darum wäre kein Wert wählbar. Bitte vertauschen Sie start und end."
        ),
        PublishFault::Rules { name } => {
            format!(
                "Die Bedingungen lassen sich nicht auswerten ({name}). Bitte prüfen Sie sie und laden Sie die Datei neu."
            )
        }
    }
}

/// The same, with the cell of the file that "Als XLSForm herunterladen" gives.
pub fn publish_fault_at(fault: &PublishFault, row: usize, column: &str) -> String {
    let sentence = publish_fault(fault);
    format!("{sentence} In der Datei als XLSForm: Blatt „survey“, Zeile {row}, Spalte „{column}“.")
}

/// What kind of answer a question asks for.
pub fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Integer => "Ganze Zahl",
        Kind::Decimal => "Zahl",
        Kind::Date => "Datum",
        Kind::Time => "Uhrzeit",
        Kind::DateTime => "Datum und Uhrzeit",
        Kind::Note => "Hinweis",
        Kind::SelectOne { .. } => "Eine Antwort",
        Kind::SelectMultiple { .. } => "Mehrere Antworten",
        Kind::Rank { .. } => "Rangfolge",
        Kind::Range => "Skala",
        Kind::Acknowledge => "Bestätigung",
        Kind::Geopoint => "Ort",
        Kind::Image => "Bild",
        Kind::Group => "Abschnitt",
        Kind::Repeat => "Abschnitt, mehrmals möglich",
        Kind::Calculate => "Berechnung",
        Kind::Hidden | Kind::Start | Kind::End | Kind::Today => "Unsichtbare Angabe",
        Kind::Other { .. } => "Nicht unterstützt",
    }
}

/// How an answer from paper is typed; blank where it is typed as it stands there.
pub fn typed_hint(kind: &Kind) -> &'static str {
    match kind {
        Kind::SelectMultiple { .. } => "Codes, getrennt durch Leerzeichen",
        Kind::Rank { .. } => "Codes vom ersten Rang an, getrennt durch Leerzeichen",
        Kind::Date => "Datum, zum Beispiel 31.03.2027",
        Kind::Time => "Uhrzeit, zum Beispiel 09:30",
        Kind::DateTime => "Datum und Uhrzeit, zum Beispiel 2027-03-31T09:30",
        _ => "",
    }
}

/// What an expression decides.
pub fn rule(rule: Rule) -> &'static str {
    match rule {
        Rule::Relevant => "Zeigen, wenn",
        Rule::RepeatCount => "Anzahl der Einträge",
        Rule::ChoiceFilter => "Filter der Antworten",
        Rule::Calculation => "Berechnung",
        Rule::Required => "Pflicht",
        Rule::ReadOnly => "Nur lesen",
        Rule::Constraint => "Erlaubte Antworten",
        Rule::Default => "Vorgabe",
        Rule::Text => "Text",
    }
}

/// What is wrong with a draft and what to do.
pub fn design_fault(fault: &DesignFault) -> String {
    let text = match &fault.flaw {
        Flaw::Publish(publish) => return publish_fault(publish),
        Flaw::NoLabel => "Der Text der Frage fehlt. Bitte schreiben Sie ihn.".into(),
        Flaw::NoHeading => "Der Abschnitt hat keine Überschrift. Eine Überschrift hilft beim Ausfüllen.".into(),
        Flaw::NoChoices => "Es gibt noch keine Antwort zur Auswahl. Bitte ergänzen Sie mindestens eine.".into(),
        Flaw::NoChoiceLabel(code) => format!("Die Antwort „{code}“ hat keinen Text. Bitte schreiben Sie ihn."),
        Flaw::DoubleChoice(code) => {
            format!("Der Code „{code}“ kommt in der Antwortliste zweimal vor. Bitte ändern Sie einen davon.")
        }
        Flaw::SpaceInChoice(code) => {
            format!("Der Code „{code}“ enthält ein Leerzeichen. Bitte ersetzen Sie es, zum Beispiel durch _.")
        }
        Flaw::DoubleName(name) => format!("Den Namen „{name}“ gibt es schon. Bitte wählen Sie einen anderen."),
        Flaw::UnknownName(name) => format!(
            "Es wird auf „{name}“ verwiesen, doch diese Frage gibt es nicht. Bitte ändern Sie Bedingung, Berechnung oder Text."
        ),
        Flaw::AmbiguousName(name) => {
            format!("Es wird auf „{name}“ verwiesen, doch so heißen mehrere Fragen. Bitte benennen Sie eine davon um.")
        }
        Flaw::BadReference(name) => {
            format!("„{name}“ ist kein Verweis auf eine Frage. Bitte schreiben Sie Verweise so: ${{name}}.")
        }
        Flaw::Unreadable(column) => format!(
            "Der Ausdruck bei „{column}“ ist nicht zu lesen. Bitte prüfen Sie Klammern, Anführungszeichen und Namen."
        ),
        Flaw::Circle(names) => {
            format!("Diese Fragen hängen im Kreis voneinander ab: {}. Bitte lösen Sie den Kreis auf.", names.join(", "))
        }
        Flaw::UnknownList(list) => format!("Die Antwortliste „{list}“ gibt es nicht. Bitte wählen Sie eine andere."),
        Flaw::VanishedChoice(code) => format!(
            "Eine Bedingung fragt nach der Antwort „{code}“, die es in der Liste nicht gibt. Bitte prüfen Sie die Bedingung."
        ),
        Flaw::WholeAnswer(code) => format!(
            "Eine Bedingung vergleicht „{code}“ mit allem, was bei einer Frage mit mehreren Antworten gewählt ist: Gleich ist es nur, \
             wenn sonst nichts gewählt ist. Meinen Sie etwas anderes, nehmen Sie bitte „enthält“."
        ),
        Flaw::NoValue => {
            "In einer Bedingung fehlt der Wert, oder er passt nicht zum Vergleich: Größer und kleiner gibt es nur bei Zahlen und \
             Tagen. Bitte ergänzen Sie ihn."
                .into()
        }
        Flaw::UnaskedPicture => {
            "Nach einem Bild wird hier nicht gefragt: Beim Ausfüllen erscheint die Frage nicht, weder auf dem Tablet noch in der Umfrage \
             noch auf Papier. In der Datei als XLSForm bleibt sie erhalten."
                .into()
        }
        Flaw::UnseenMedia => {
            "Bild, Ton oder Film zeigt das Portal nicht. Bitte sagen Sie mit Worten, was man wissen muss.".into()
        }
        Flaw::Parameter(code, detail) => import_fault_text(*code, detail),
        Flaw::NoCalculation => "Die Berechnung fehlt. Bitte tragen Sie sie ein.".into(),
        Flaw::OtherWithFilter => {
            "„Anderes“ und ein Filter der Antworten passen nicht zusammen. Bitte verzichten Sie auf eines davon.".into()
        }
        Flaw::TooDeep => "Die Abschnitte sind zu tief verschachtelt. Bitte lösen Sie einige auf.".into(),
    };
    if fault.called.is_empty() { text } else { format!("„{}“: {text}", fault.called) }
}

/// Why a change of a draft was not made.
pub fn refused(refused: Refused) -> &'static str {
    match refused {
        Refused::UnknownQuestion => "Diese Frage gibt es nicht mehr.",
        Refused::UnknownChoice => "Diese Antwort gibt es nicht mehr.",
        Refused::UnknownList => "Diese Antwortliste gibt es nicht mehr.",
        Refused::NoPlace => "Dorthin lässt sich das nicht verschieben.",
        Refused::TooDeep => "So tief lassen sich Abschnitte nicht verschachteln.",
        Refused::BadName => {
            "Dieser Name ist nicht möglich: Er beginnt mit einem Buchstaben und enthält sonst nur Buchstaben, Ziffern, _ und -."
        }
        Refused::BadCode => "Dieser Code ist nicht möglich: Er ist nicht leer und enthält weder Leerzeichen noch ${.",
        Refused::NameTaken => "Diesen Namen gibt es schon. Bitte wählen Sie einen anderen.",
        Refused::NotOfThisKind => "Das ist bei dieser Art nicht möglich.",
        Refused::LastLanguage => "Ein Fragebogen braucht mindestens eine Sprache.",
        Refused::BadLanguage => "Diese Sprache gibt es schon, oder ihr Name ist nicht möglich.",
        Refused::TooMany => "Der Fragebogen ist voll. Bitte teilen Sie ihn auf.",
    }
}

/// What part of a question changed; the names are the columns of XLSForm.
pub fn part(part: &str) -> &'static str {
    match part {
        "label" => "Text",
        "hint" => "Hinweis",
        "guidance_hint" => "Anleitung",
        "required_message" => "Meldung, wenn die Antwort fehlt",
        "constraint_message" => "Meldung, wenn die Antwort nicht passt",
        "name" => "Name",
        "type" => "Art",
        "place" => "Platz im Fragebogen",
        "required" => "Pflicht",
        "relevant" => "Zeigen, wenn",
        "constraint" => "Erlaubte Antworten",
        "read_only" => "Nur lesen",
        "calculation" => "Berechnung",
        "default" => "Vorgabe",
        "choice_filter" => "Filter der Antworten",
        "repeat_count" => "Anzahl der Einträge",
        "appearance" => "Darstellung",
        "parameters" => "Einstellung",
        "trigger" => "Auslöser",
        "media" => "Bild oder Ton",
        "list_name" => "Antwortliste",
        "choices" => "Antworten",
        "column" => "Spalte der Antwort",
        "or_other" => "Antwort „Anderes“",
        "form_title" => "Titel",
        "languages" => "Sprachen",
        "default_language" => "Erste Sprache",
        _ => "Einstellung",
    }
}

/// A condition for those who read a questionnaire: one of these answers to this question.
pub fn answered(question: &str, answers: &[String]) -> String {
    format!("Frage „{question}“: {}", answers.join(" oder "))
}

/// Conditions that must all hold.
pub fn all_hold(conditions: &[String]) -> String {
    conditions.join(" und ")
}

/// Questionnaires to begin with, in the order of [`super::library::STARTERS`].
pub const STARTERS: [&str; 10] = [
    "Elternbefragung",
    "Befragung der Mitarbeitenden",
    "Befragung der Kita-Leitungen",
    "Befragung der Kita-Träger",
    "Befragung von Schlüsselpersonen",
    "Kinderbefragung",
    "Protokollbogen Interview",
    "Protokollbogen Hospitation",
    "Protokollbogen Ortsbegehung",
    "Protokollbogen Online-Recherche",
];

/// What stands in place of a count that could tell who answered.
pub const SUPPRESSED: &str = "nicht gezeigt";
pub const ANSWERED: &str = "Beantwortet";
pub const BLANK: &str = "Ohne Antwort";
pub const TOGETHER: &str = "Zusammen";
/// Above the chart of questions that share a scale.
pub const SAME_ANSWERS: &str = "Fragen mit gleichen Antworten";

pub const SHEET_RESULTS: &str = "Ergebnisse";
pub const SHEET_WAVES: &str = "Wellen";
pub const SHEET_CROSSTAB: &str = "Kreuztabelle";
pub const SHEET_WORDS: &str = "Wörter";
pub const SHEET_TEXTS: &str = "Freie Texte";

/// Stands in a released text for a passage that nobody is to see. One word, so that it is read out as one.
pub const BLACKED_OUT: &str = "[geschwärzt]";

/// What waves are called that stand beside each other: `2026`, or `2026, 1. Erhebung` where a Kita was asked several times in
/// that year.
pub fn waves(waves: &[Wave]) -> Vec<String> {
    let has_several = |year: i32| waves.iter().any(|wave| wave.year == year && wave.nth > 1);
    let name = |Wave { year, nth }: &Wave| {
        if has_several(*year) { format!("{year}, {nth}. Erhebung") } else { year.to_string() }
    };
    waves.iter().map(name).collect()
}

/// Columns of an evaluation in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Year,
    Nth,
    Name,
    Question,
    Code,
    Answer,
    Count,
    Percent,
    Word,
    Submissions,
    ReleasedText,
}

pub fn head(head: Head) -> &'static str {
    match head {
        Head::Year => "Jahr",
        Head::Nth => "Erhebung im Jahr",
        Head::Name => "Name",
        Head::Question => "Frage",
        Head::Code => "Code",
        Head::Answer => "Antwort",
        Head::Count => "Anzahl",
        Head::Percent => "Anteil der Beantwortungen in %",
        Head::Word => "Wort",
        Head::Submissions => "Bögen mit diesem Wort",
        Head::ReleasedText => "Freigegebener Text",
    }
}
