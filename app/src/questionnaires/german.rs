//! German names of this feature's codes.

use super::view::PlannedRow;
pub use domain::questionnaires::german::kind;
use domain::questionnaires::{
    Figure, Methode, Zielgruppe,
    evaluation::Withheld,
    free_texts::Stand,
    survey::{Language, SurveyAccess},
};

pub fn survey_access(access: SurveyAccess) -> &'static str {
    match access {
        SurveyAccess::Open => "Wer den Link hat",
        SurveyAccess::Codes => "Wer eine Karte mit einem Code bekommen hat; jeder Code gilt einmal",
    }
}

/// Whose a questionnaire is when the account has no name.
pub const NAMELESS_KISO: &str = "KiSo ohne Namen";

/// Whose a questionnaire is, for the Koordination.
pub fn owner(name: &str) -> String {
    if name.is_empty() { "Kreisjugendamt".into() } else { format!("KiSo: {name}") }
}

pub fn methode(methode: Methode) -> &'static str {
    match methode {
        Methode::Interview => "Leitfadengestütztes Interview",
        Methode::OnlineRecherche => "Online-Recherche",
        Methode::SchriftlicheBefragung => "Schriftliche Befragung",
        Methode::Beobachtung => "Teilnehmende Beobachtung, Hospitation",
        Methode::Ortsbegehung => "Stadtteilerkundung, Ortsbegehung",
    }
}

pub fn zielgruppe(zielgruppe: Zielgruppe) -> &'static str {
    match zielgruppe {
        Zielgruppe::Eltern => "Eltern",
        Zielgruppe::Mitarbeitende => "Mitarbeitende",
        Zielgruppe::KitaLeitung => "Kita-Leitung",
        Zielgruppe::KitaTraeger => "Kita-Träger",
        Zielgruppe::Schluesselpersonen => "Schlüsselpersonen, Kooperationspartner",
        Zielgruppe::Kinder => "Kinder",
        Zielgruppe::Teilnehmende => "Teilnehmende einer Veranstaltung",
        Zielgruppe::Protokoll => "Niemand: Protokollbogen der KiSo",
    }
}

/// `3 Fragen`
pub fn questions(count: u32) -> String {
    if count == 1 { "1 Frage".into() } else { format!("{count} Fragen") }
}

/// What an evaluation counts, or why there is nothing.
pub fn evaluated(erhebungen: u32, count: u32) -> String {
    let of = match erhebungen {
        0 => return "Zu dieser Auswahl gibt es keine Erhebung.".into(),
        1 => "aus 1 Erhebung".to_owned(),
        number => format!("aus {number} Erhebungen"),
    };
    format!("{} {of}.", submissions(count))
}

/// Above the Erhebungen that a new one would meet.
pub const MEETS: &str = "In dieser Kita wird in diesen Tagen schon gefragt:";

/// `„Elternbefragung“, Eltern, 01.11.2026 bis 28.11.2026`
pub fn planned(PlannedRow { title, zielgruppe: group, from, to, .. }: &PlannedRow) -> String {
    let (from, to) = (domain::german::date(*from), domain::german::date(*to));
    format!("„{title}“, {}, {from} bis {to}", zielgruppe(*group))
}

/// How many of those who were asked answered, in whole percent; blank when nobody counted.
pub fn response_rate(answered: u32, asked: u32) -> String {
    if asked == 0 {
        return String::new();
    }
    // Who answers twice, or hands the link on, must not make a rate above one.
    let percent = (u64::from(answered.min(asked)) * 200 + u64::from(asked)) / (2 * u64::from(asked));
    format!("Rücklauf: {answered} von {asked} Angefragten, {percent}\u{a0}%.")
}

/// `3 ausgefüllte Bögen`
pub fn submissions(count: u32) -> String {
    match count {
        0 => "Noch kein ausgefüllter Bogen".into(),
        1 => "1 ausgefüllter Bogen".into(),
        count => format!("{count} ausgefüllte Bögen"),
    }
}

/// A language of a workbook, `Deutsch (de)`; text without one has an empty name.
pub fn language(name: &str) -> &str {
    if name.is_empty() { "ohne Angabe" } else { name }
}

/// A language in which somebody answered; `None` are those that are not told apart.
pub fn answer_language(language: Option<Language>) -> &'static str {
    language.map_or("Andere Sprachen oder ohne Angabe", Language::name)
}

/// Why an evaluation by language shows nothing.
pub fn withheld(reason: Withheld) -> &'static str {
    match reason {
        Withheld::OnePlace => {
            "Nach Sprache wird nur über alle Kitas zusammen ausgewertet, damit niemand an einer seltenen Sprache erkannt \
             wird. Bitte wählen Sie bei Sozialraum und Kita „Alle“."
        }
        Withheld::OneWave => {
            "In einer der Wellen hat nur eine Kita geantwortet. Darum wird nach Sprache nur über alle Wellen zusammen \
             ausgewertet, damit niemand an einer seltenen Sprache erkannt wird. Bitte wählen Sie bei Welle „Alle“."
        }
        Withheld::TooFew => {
            "In dieser Sprache haben zu wenige geantwortet, um etwas zu zeigen. Bitte wählen Sie eine andere Sprache oder \
             bei Welle „Alle“."
        }
    }
}

/// What is missing in an evaluation by language.
pub const LANGUAGE_LIMITS: &str = "Nach Sprache gibt es keine Wörter aus freien Texten, keine freigegebenen Texte und \
    keinen Vergleich zweier Fragen. Was in einer Sprache nur wenige angekreuzt haben, fehlt in allen Sprachen.";

/// What the waves of an evaluation are, where a year has several of them.
pub const SEVERAL_A_YEAR: &str = "Je Kita gezählt: „1. Erhebung“ ist die erste einer Kita in diesem Jahr. Was am selben Tag \
    beginnt, gehört zusammen.";

/// Where an evaluation shows no free text.
pub const AWAITS_TEXTS: &str = "Was Befragte mit eigenen Worten geschrieben haben, steht hier, sobald es die KiSo der Kita \
    freigegeben hat, oder Sie, wo es keine gibt, und genug Menschen etwas geschrieben haben.";

/// Above the Erhebungen with free texts, and in place of them.
pub const TEXTS_OF_A_KISO: &str = "Was Befragte mit eigenen Worten geschrieben haben, sehen zuerst nur Sie. Die Koordination \
    sieht einen Text erst, wenn Sie ihn freigegeben haben, und ohne die Wörter, die Sie schwärzen.";
pub const NO_TEXTS_OF_A_KISO: &str =
    "In Ihren Kitas hat noch niemand einen freien Text geschrieben, oder die Antworten sind schon gelöscht.";
pub const TEXTS_OF_THE_OFFICE: &str = "Was Befragte mit eigenen Worten geschrieben haben, sieht zuerst die KiSo der Kita. Wo es \
    keine gibt, entscheiden Sie: bei Befragungen zu Veranstaltungen und in Kitas, denen heute keine KiSo zugeordnet ist. Hat \
    die zugeordnete KiSo kein Konto, warten die Texte, bis Sie sie unter „Konten“ einladen oder ihre Zuordnung beenden. Über \
    welche Texte eine KiSo schon entschieden hat, steht hier nicht.";
pub const NO_TEXTS_OF_THE_OFFICE: &str = "Zurzeit gibt es keinen freien Text, über den Sie entscheiden.";

/// `3 freie Texte warten auf Sie.`
pub fn texts_wait_for_you(count: u32) -> String {
    match count {
        1 => "Ein freier Text aus einer Befragung wartet darauf, dass Sie ihn durchsehen.".into(),
        count => format!("{count} freie Texte aus Befragungen warten darauf, dass Sie sie durchsehen."),
    }
}

/// How many free texts of an evaluation nobody has decided about; blank where none waits.
pub fn texts_wait(count: Figure) -> String {
    match count {
        Figure::Shown(0) => String::new(),
        Figure::Shown(count) => format!("{count} freie Texte hat noch niemand durchgesehen."),
        Figure::Suppressed => "Wenige freie Texte hat noch niemand durchgesehen.".into(),
    }
}

/// `3 freie Texte, 1 davon noch nicht angesehen`
pub fn free_texts(texts: u32, unseen: u32) -> String {
    let all = if texts == 1 { "1 freier Text".to_owned() } else { format!("{texts} freie Texte") };
    match unseen {
        0 => format!("{all}, alle angesehen"),
        unseen => format!("{all}, {unseen} davon noch nicht angesehen"),
    }
}

/// Where a free text stands.
pub fn stand(stand: Stand) -> &'static str {
    match stand {
        Stand::Unseen => "noch nicht angesehen",
        Stand::Released => "freigegeben",
        Stand::BlackedOut => "geschwärzt freigegeben",
        Stand::Withheld => "zurückgehalten",
    }
}

/// What the Koordination is told of texts that no native speaker has read.
pub const UNREVIEWED_TEXTS: &str =
    "Die Texte rund um die Fragen sind in diesen Sprachen noch nicht von Muttersprachlern geprüft:";
