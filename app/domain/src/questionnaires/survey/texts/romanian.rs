//! Română. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Participarea este voluntară și anonimă. Se păstrează doar răspunsurile dumneavoastră și ziua, \
             fără nume, adresă sau date despre dispozitiv."
        }
        Text::PaperHow => "Bifați căsuța sau scrieți în câmp. O săgeată arată cu ce întrebare continuați.",
        Text::PaperOnlyIf => "Numai dacă răspunsul la întrebarea {} este: {}",
        Text::PaperRule => "Numai în acest caz: {}",
        Text::PaperGoTo => "continuați cu întrebarea {}",
        Text::PaperGoToEnd => "continuați la sfârșitul foii",
        Text::PaperReturn => "Vă rugăm să predați foaia la grădiniță.",
        Text::Language => "Limba",
        Text::Next => "Înainte",
        Text::Back => "Înapoi",
        Text::Send => "Trimiteți",
        Text::Progress => "Pagina {} din {}",
        Text::Required => "Întrebare obligatorie",
        Text::SeveralAnswers => "Puteți alege mai multe răspunsuri.",
        Text::NoNames => "Vă rugăm să nu scrieți nume, numere de telefon sau adrese.",
        Text::MaybePersonal => {
            "Poate că aici apare un nume, un număr de telefon sau altceva după care cineva poate fi recunoscut. \
             Vă rugăm să ștergeți acel text."
        }
        Text::RankHint => "Dați fiecărui punct un loc. 1 înseamnă cel mai important.",
        Text::Choose => "Vă rugăm să alegeți",
        Text::Confirm => "Da",
        Text::Entry => "Intrarea {}",
        Text::AddEntry => "Adăugați încă o intrare",
        Text::RemoveEntry => "Ștergeți această intrare",
        Text::FaultsTitle => "Vă rugăm să verificați această pagină.",
        Text::MoreQuestions => "În urma răspunsurilor dumneavoastră, pe această pagină mai sunt întrebări.",
        Text::LookAgain => "Vă rugăm să vă uitați încă o dată la text. Îl puteți schimba sau lăsa așa cum este.",
        Text::AnswerMissing => "Vă rugăm să răspundeți la această întrebare.",
        Text::AnswerDoesNotFit => "Acest răspuns nu se potrivește întrebării. Vă rugăm să îl verificați.",
        Text::NotAWholeNumber => "Vă rugăm să scrieți un număr întreg, de exemplu 12.",
        Text::NotANumber => "Vă rugăm să scrieți un număr, de exemplu 2,5.",
        Text::NotADate => "Vă rugăm să scrieți o dată, de exemplu 31.03.2027.",
        Text::NotATime => "Vă rugăm să scrieți o oră, de exemplu 09:30.",
        Text::NotAChoice => "Vă rugăm să alegeți unul dintre răspunsurile oferite.",
        Text::OutOfRange => "Vă rugăm să alegeți o valoare de pe scală.",
        Text::TooLong => "Vă rugăm să scurtați răspunsul la cel mult 20.000 de caractere.",
        Text::RankPress => {
            "Apăsați mai întâi ce este cel mai important. Apăsat din nou, un răspuns își eliberează locul."
        }
        Text::RankPlace => "Locul {}",
        Text::NotAPlace => "Vă rugăm să introduceți latitudinea și longitudinea în grade, de exemplu 50.33 7.22.",
        Text::Locate => "Determină locația",
        Text::Locating => "Se determină locația.",
        Text::LocateRefused => {
            "Pe acest dispozitiv nu este permisă determinarea locației. Vă rugăm să o permiteți în setări sau să scrieți locația."
        }
        Text::LocateUnavailable => {
            "Locația nu poate fi determinată aici. Vă rugăm să încercați din nou afară sau să scrieți locația."
        }
        Text::LocateTimeout => {
            "Determinarea locației a durat prea mult. Vă rugăm să încercați din nou sau să scrieți locația."
        }
        Text::DiscardedTitle => "Acest chestionar a fost oprit.",
        Text::DiscardedText => "Toate răspunsurile din el au fost șterse. Nu s-a trimis nimic.",
        Text::ThanksTitle => "Vă mulțumim!",
        Text::ThanksText => "Răspunsurile dumneavoastră au ajuns. Acum puteți închide această pagină.",
        Text::AlreadyTitle => "De pe acest dispozitiv a răspuns deja cineva.",
        Text::AlreadyText => {
            "Pe acest dispozitiv sondajul a fost deja completat. Vă mulțumim! Fiecare persoană răspunde o singură dată."
        }
        Text::NotYetTitle => "Acest sondaj începe pe {}.",
        Text::NotYetText => "Vă rugăm să reveniți atunci. Linkul rămâne același.",
        Text::OverTitle => "Acest sondaj s-a încheiat.",
        Text::OverText => "Nu se mai primesc răspunsuri. Vă mulțumim pentru interes.",
        Text::UnknownTitle => "Acest sondaj nu există.",
        Text::UnknownText => "Vă rugăm să verificați linkul sau să întrebați la grădiniță.",
        Text::FailedTitle => "Acum nu a funcționat.",
        Text::FailedText => {
            "Vă rugăm să reveniți la pagina anterioară în browser și să încercați din nou peste puțin timp."
        }
        Text::NotReached => {
            "Portalul nu a putut fi contactat. Toate răspunsurile dumneavoastră sunt încă aici. Vă rugăm să verificați \
             conexiunea la internet și să încercați din nou. Răspunsurile se numără o singură dată."
        }
        Text::TryAgain => "Încercați din nou",
        Text::CodeTitle => "Vă rugăm să introduceți codul dumneavoastră.",
        Text::CodeLabel => "Codul dumneavoastră",
        Text::CodeHint => {
            "Codul se află pe cartonașul primit de la grădiniță. Este valabil o singură dată și nu arată cine sunteți."
        }
        Text::CodeWrong => {
            "Acest cod nu este valabil sau a fost deja folosit. Vă rugăm să îl comparați cu cel de pe cartonașul dumneavoastră."
        }
        Text::CardHow => "Scanați imaginea cu telefonul sau deschideți adresa.",
        Text::CardUntil => "Vă rugăm să răspundeți până la {}.",
        Text::CardPromise => "Voluntar și anonim. Codul este valabil o singură dată și nu arată cine sunteți.",
        Text::KioskNext => "Persoana următoare",
        Text::KioskStop => "Opriți și ștergeți tot",
        Text::Pause => "Continuați mai târziu",
        Text::PausedTitle => "Răspunsurile dumneavoastră sunt salvate pe acest dispozitiv.",
        Text::PausedText => {
            "Încă nu s-a trimis nimic. Vă rugăm să deschideți din nou linkul pe acest dispozitiv până la {} pentru a \
             continua de aici. Alte persoane care folosesc acest dispozitiv pot vedea răspunsurile."
        }
        Text::Resumed => "Răspunsurile dumneavoastră de data trecută sunt încă aici.",
        Text::Discard => "Ștergeți răspunsurile începute",
        Text::TooMuch => {
            "Răspunsurile dumneavoastră sunt prea lungi pentru a fi păstrate. Vă rugăm să terminați sondajul acum."
        }
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} din {} întrebări au răspuns, {}",
        DeviceText::Saving => "se salvează …",
        DeviceText::NotAllSaved => "nu totul este salvat",
        DeviceText::Saved => "salvat pe acest dispozitiv",
        DeviceText::SaveAgain => "Salvează din nou",
        DeviceText::Finish => "Încheie și trimite",
        DeviceText::ClosedElsewhere => "Acest chestionar a fost încheiat sau șters în altă parte.",
        DeviceText::ToDevice => "La prezentarea acestui dispozitiv",
        DeviceText::Full => {
            "Memoria acestui dispozitiv este plină. Vă rugăm să ștergeți alte date de pe dispozitiv; ultimul \
             răspuns este încă pe această pagină, dar nu este salvat."
        }
        DeviceText::NotStored => {
            "Browserul nu a putut salva răspunsul. Vă rugăm să lăsați pagina deschisă și să încercați din nou; \
             într-o fereastră privată nu se păstrează nimic."
        }
        DeviceText::Locked => {
            "Dispozitivul este blocat. Vă rugăm să introduceți codul PIN; apoi va apărea din nou ce a fost salvat."
        }
        DeviceText::Revoked => {
            "Acest dispozitiv a fost blocat și nu mai primește nimic. Vă rugăm să vă adresați coordonării."
        }
        DeviceText::FinishedElsewhere => {
            "Aceste răspunsuri au fost deja încheiate într-o altă fereastră; acea versiune contează. Versiunea \
             din această fereastră nu este încheiată și nu va fi trimisă."
        }
    }
}
