//! Polski. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Udział jest dobrowolny i anonimowy. Zapisujemy tylko Państwa odpowiedzi i dzień: bez nazwiska, adresu i danych urządzenia."
        }
        Text::PaperHow => {
            "Proszę zaznaczyć pole lub wpisać odpowiedź. Strzałka wskazuje, od którego pytania iść dalej."
        }
        Text::PaperOnlyIf => "Tylko jeśli odpowiedź na pytanie {} to: {}",
        Text::PaperRule => "Tylko w takim przypadku: {}",
        Text::PaperGoTo => "dalej do pytania {}",
        Text::PaperGoToEnd => "dalej na koniec ankiety",
        Text::PaperReturn => "Proszę oddać ankietę w przedszkolu.",
        Text::Language => "Język",
        Text::Next => "Dalej",
        Text::Back => "Wstecz",
        Text::Send => "Wyślij",
        Text::Progress => "Strona {} z {}",
        Text::Required => "Pytanie obowiązkowe",
        Text::SeveralAnswers => "Można wybrać kilka odpowiedzi.",
        Text::NoNames => "Proszę nie podawać imion, nazwisk, numerów telefonu ani adresów.",
        Text::MaybePersonal => {
            "Być może jest tu imię, nazwisko, numer telefonu lub coś innego, po czym można kogoś rozpoznać. Proszę to usunąć."
        }
        Text::RankHint => "Proszę nadać każdemu punktowi miejsce. 1 oznacza najważniejsze.",
        Text::Choose => "Proszę wybrać",
        Text::Confirm => "Tak",
        Text::Entry => "Wpis {}",
        Text::AddEntry => "Dodaj kolejny wpis",
        Text::RemoveEntry => "Usuń ten wpis",
        Text::FaultsTitle => "Proszę sprawdzić tę stronę.",
        Text::MoreQuestions => "W związku z Państwa odpowiedziami na tej stronie są dalsze pytania.",
        Text::LookAgain => "Proszę jeszcze raz spojrzeć na swój tekst. Można go zmienić lub zostawić bez zmian.",
        Text::AnswerMissing => "Proszę odpowiedzieć na to pytanie.",
        Text::AnswerDoesNotFit => "Ta odpowiedź nie pasuje do pytania. Proszę ją sprawdzić.",
        Text::NotAWholeNumber => "Proszę wpisać liczbę całkowitą, na przykład 12.",
        Text::NotANumber => "Proszę wpisać liczbę, na przykład 2,5.",
        Text::NotADate => "Proszę wpisać datę, na przykład 31.03.2027.",
        Text::NotATime => "Proszę wpisać godzinę, na przykład 09:30.",
        Text::NotAChoice => "Proszę wybrać jedną z podanych odpowiedzi.",
        Text::OutOfRange => "Proszę wybrać wartość na skali.",
        Text::TooLong => "Proszę skrócić odpowiedź do najwyżej 20 000 znaków.",
        Text::RankPress => {
            "Proszę najpierw nacisnąć to, co najważniejsze. Ponowne naciśnięcie zwalnia miejsce odpowiedzi."
        }
        Text::RankPlace => "Miejsce {}",
        Text::NotAPlace => "Proszę podać szerokość i długość geograficzną w stopniach, na przykład 50.33 7.22.",
        Text::Locate => "Ustal położenie",
        Text::Locating => "Trwa ustalanie położenia.",
        Text::LocateRefused => {
            "Na tym urządzeniu nie zezwolono na ustalanie położenia. Proszę zezwolić na to w ustawieniach albo wpisać położenie."
        }
        Text::LocateUnavailable => {
            "Nie można tu ustalić położenia. Proszę spróbować ponownie na zewnątrz albo wpisać położenie."
        }
        Text::LocateTimeout => {
            "Ustalanie położenia trwało zbyt długo. Proszę spróbować ponownie albo wpisać położenie."
        }
        Text::DiscardedTitle => "Ta ankieta została przerwana.",
        Text::DiscardedText => "Wszystkie odpowiedzi zostały usunięte. Niczego nie wysłano.",
        Text::ThanksTitle => "Dziękujemy bardzo!",
        Text::ThanksText => "Państwa odpowiedzi dotarły. Można teraz zamknąć tę stronę.",
        Text::AlreadyTitle => "Z tego urządzenia ktoś już odpowiedział.",
        Text::AlreadyText => {
            "Na tym urządzeniu ankieta została już wypełniona. Dziękujemy! Każda osoba odpowiada tylko raz."
        }
        Text::NotYetTitle => "Ta ankieta zaczyna się {}.",
        Text::NotYetText => "Proszę wtedy wrócić. Link się nie zmieni.",
        Text::OverTitle => "Ta ankieta jest zakończona.",
        Text::OverText => "Odpowiedzi nie są już przyjmowane. Dziękujemy za zainteresowanie.",
        Text::UnknownTitle => "Takiej ankiety nie ma.",
        Text::UnknownText => "Proszę sprawdzić link albo zapytać w przedszkolu.",
        Text::FailedTitle => "Teraz to się nie udało.",
        Text::FailedText => "Proszę wrócić w przeglądarce na poprzednią stronę i za chwilę spróbować ponownie.",
        Text::NotReached => {
            "Nie udało się połączyć z portalem. Wszystkie Państwa odpowiedzi są nadal tutaj. Proszę sprawdzić połączenie z \
             internetem i spróbować ponownie. Odpowiedzi liczą się tylko raz."
        }
        Text::TryAgain => "Spróbuj ponownie",
        Text::CodeTitle => "Proszę wpisać swój kod.",
        Text::CodeLabel => "Państwa kod",
        Text::CodeHint => {
            "Kod znajduje się na karcie otrzymanej w przedszkolu. Działa jeden raz i nie zdradza, kim Państwo są."
        }
        Text::CodeWrong => "Ten kod jest nieważny lub został już użyty. Proszę porównać go ze swoją kartą.",
        Text::CardHow => "Proszę zeskanować obraz telefonem lub otworzyć adres.",
        Text::CardUntil => "Proszę odpowiedzieć do {}.",
        Text::CardPromise => "Dobrowolnie i anonimowo. Kod działa jeden raz i nie zdradza, kim Państwo są.",
        Text::KioskNext => "Następna osoba",
        Text::KioskStop => "Przerwij i usuń wszystko",
        Text::Pause => "Dokończ później",
        Text::PausedTitle => "Państwa odpowiedzi są zapisane na tym urządzeniu.",
        Text::PausedText => {
            "Nic nie zostało jeszcze wysłane. Aby kontynuować od tego miejsca, proszę do {} ponownie otworzyć \
             link na tym urządzeniu. Inne osoby korzystające z tego urządzenia mogą zobaczyć odpowiedzi."
        }
        Text::Resumed => "Państwa poprzednie odpowiedzi nadal tu są.",
        Text::Discard => "Odrzuć rozpoczęte odpowiedzi",
        Text::TooMuch => "Państwa odpowiedzi są zbyt długie, aby je przechować. Proszę dokończyć ankietę teraz.",
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "Odpowiedzi: {} z {}, {}",
        DeviceText::Saving => "trwa zapisywanie …",
        DeviceText::NotAllSaved => "nie wszystko zapisano",
        DeviceText::Saved => "zapisano na tym urządzeniu",
        DeviceText::SaveAgain => "Zapisz jeszcze raz",
        DeviceText::Finish => "Zakończ i wyślij",
        DeviceText::ClosedElsewhere => "Ta ankieta została zakończona lub usunięta w innym miejscu.",
        DeviceText::ToDevice => "Do przeglądu tego urządzenia",
        DeviceText::Full => {
            "Pamięć tego urządzenia jest pełna. Proszę usunąć z niego inne dane; ostatnia odpowiedź jest jeszcze \
             na tej stronie, ale nie została zapisana."
        }
        DeviceText::NotStored => {
            "Przeglądarka nie mogła zapisać odpowiedzi. Proszę zostawić stronę otwartą i spróbować ponownie; w \
             oknie prywatnym nic nie jest zachowywane."
        }
        DeviceText::Locked => {
            "Urządzenie jest zablokowane. Proszę wpisać swój kod PIN; potem znów pojawi się to, co zapisano."
        }
        DeviceText::Revoked => {
            "To urządzenie zostało wyłączone i nic już nie przyjmuje. Proszę zwrócić się do koordynacji."
        }
        DeviceText::FinishedElsewhere => {
            "Te odpowiedzi zakończono już w innym oknie; liczy się tamta wersja. Wersja w tym oknie nie jest \
             zakończona i nie zostanie wysłana."
        }
    }
}
