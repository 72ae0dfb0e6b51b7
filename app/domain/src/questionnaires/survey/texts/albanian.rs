//! Shqip. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Pjesëmarrja është vullnetare dhe anonime. Ruhen vetëm përgjigjet tuaja dhe dita, \
             pa emër, pa adresë dhe pa të dhëna për pajisjen."
        }
        Text::PaperHow => "Shënoni kutinë ose shkruani në fushë. Shigjeta tregon me cilën pyetje vazhdohet.",
        Text::PaperOnlyIf => "Vetëm nëse përgjigjja e pyetjes {} është: {}",
        Text::PaperRule => "Vetëm në këtë rast: {}",
        Text::PaperGoTo => "vazhdoni me pyetjen {}",
        Text::PaperGoToEnd => "vazhdoni në fund të fletës",
        Text::PaperReturn => "Ju lutemi dorëzojeni fletën në kopshtin tuaj.",
        Text::Language => "Gjuha",
        Text::Next => "Përpara",
        Text::Back => "Prapa",
        Text::Send => "Dërgoni",
        Text::Progress => "Faqja {} nga {}",
        Text::Required => "Pyetje e detyrueshme",
        Text::SeveralAnswers => "Mund të zgjidhni disa përgjigje.",
        Text::NoNames => "Ju lutemi mos shkruani emra, numra telefoni ose adresa.",
        Text::MaybePersonal => {
            "Këtu ndoshta ka një emër, një numër telefoni ose diçka tjetër nga e cila mund të njihet dikush. Ju lutemi hiqeni."
        }
        Text::RankHint => "Jepini çdo pike një vend në renditje. 1 është më e rëndësishmja.",
        Text::Choose => "Ju lutemi zgjidhni",
        Text::Confirm => "Po",
        Text::Entry => "Shënimi {}",
        Text::AddEntry => "Shtoni një shënim tjetër",
        Text::RemoveEntry => "Hiqeni këtë shënim",
        Text::FaultsTitle => "Ju lutemi kontrolloni këtë faqe.",
        Text::MoreQuestions => "Për shkak të përgjigjeve tuaja, në këtë faqe ka edhe pyetje të tjera.",
        Text::LookAgain => "Ju lutemi shikojeni edhe një herë tekstin tuaj. Mund ta ndryshoni ose ta lini siç është.",
        Text::AnswerMissing => "Ju lutemi përgjigjuni kësaj pyetjeje.",
        Text::AnswerDoesNotFit => "Kjo përgjigje nuk i përshtatet pyetjes. Ju lutemi kontrollojeni.",
        Text::NotAWholeNumber => "Ju lutemi shkruani një numër të plotë, për shembull 12.",
        Text::NotANumber => "Ju lutemi shkruani një numër, për shembull 2,5.",
        Text::NotADate => "Ju lutemi shkruani një datë, për shembull 31.03.2027.",
        Text::NotATime => "Ju lutemi shkruani një orë, për shembull 09:30.",
        Text::NotAChoice => "Ju lutemi zgjidhni një nga përgjigjet e dhëna.",
        Text::OutOfRange => "Ju lutemi zgjidhni një vlerë në shkallë.",
        Text::TooLong => "Ju lutemi shkurtojeni përgjigjen në më së shumti 20.000 shenja.",
        Text::RankPress => {
            "Shtypni së pari atë që është më e rëndësishme. Po ta shtypni përsëri, përgjigjja e liron vendin."
        }
        Text::RankPlace => "Vendi {}",
        Text::NotAPlace => "Ju lutemi shkruani gjerësinë dhe gjatësinë gjeografike në gradë, për shembull 50.33 7.22.",
        Text::Locate => "Gjej vendndodhjen",
        Text::Locating => "Vendndodhja po gjendet.",
        Text::LocateRefused => {
            "Vendndodhja nuk lejohet në këtë pajisje. Ju lutemi lejojeni te cilësimet ose shkruajeni."
        }
        Text::LocateUnavailable => {
            "Vendndodhja nuk mund të gjendet këtu. Ju lutemi provoni përsëri jashtë ose shkruajeni."
        }
        Text::LocateTimeout => "Gjetja e vendndodhjes zgjati shumë. Ju lutemi provoni përsëri ose shkruajeni.",
        Text::DiscardedTitle => "Ky pyetësor u ndërpre.",
        Text::DiscardedText => "Të gjitha përgjigjet e tij u fshinë. Asgjë nuk u dërgua.",
        Text::ThanksTitle => "Faleminderit shumë!",
        Text::ThanksText => "Përgjigjet tuaja arritën. Tani mund ta mbyllni këtë faqe.",
        Text::AlreadyTitle => "Nga kjo pajisje dikush është përgjigjur tashmë.",
        Text::AlreadyText => {
            "Ky anketim është plotësuar tashmë në këtë pajisje. Faleminderit! Çdo person përgjigjet vetëm një herë."
        }
        Text::NotYetTitle => "Ky anketim fillon më {}.",
        Text::NotYetText => "Ju lutemi kthehuni atëherë. Lidhja mbetet e njëjtë.",
        Text::OverTitle => "Ky anketim ka mbaruar.",
        Text::OverText => "Nuk pranohen më përgjigje. Faleminderit për interesimin.",
        Text::UnknownTitle => "Ky anketim nuk ekziston.",
        Text::UnknownText => "Ju lutemi kontrolloni lidhjen ose pyesni në kopshtin tuaj.",
        Text::FailedTitle => "Kjo nuk funksionoi tani.",
        Text::FailedText => "Ju lutemi kthehuni prapa në shfletues dhe provoni përsëri pas pak.",
        Text::NotReached => {
            "Portali nuk u arrit. Të gjitha përgjigjet tuaja janë ende këtu. Ju lutemi kontrolloni lidhjen me internetin dhe \
             provoni përsëri. Përgjigjet numërohen vetëm një herë."
        }
        Text::TryAgain => "Provoni përsëri",
        Text::CodeTitle => "Ju lutemi shkruani kodin tuaj.",
        Text::CodeLabel => "Kodi juaj",
        Text::CodeHint => "Kodi gjendet në kartën që morët nga kopshti. Ai vlen një herë dhe nuk tregon kush jeni.",
        Text::CodeWrong => "Ky kod nuk vlen ose është përdorur tashmë. Ju lutemi krahasojeni me kartën tuaj.",
        Text::CardHow => "Skanoni figurën me telefon ose hapni adresën.",
        Text::CardUntil => "Ju lutemi përgjigjuni deri më {}.",
        Text::CardPromise => "Vullnetare dhe anonime. Kodi vlen një herë dhe nuk tregon kush jeni.",
        Text::KioskNext => "Personi tjetër",
        Text::KioskStop => "Ndaloni dhe fshini gjithçka",
        Text::Pause => "Vazhdoni më vonë",
        Text::PausedTitle => "Përgjigjet tuaja u ruajtën në këtë pajisje.",
        Text::PausedText => {
            "Ende nuk është dërguar asgjë. Ju lutemi hapeni lidhjen përsëri në këtë pajisje deri më {} për të vazhduar \
             këtu. Të tjerët që përdorin këtë pajisje mund t’i shohin përgjigjet."
        }
        Text::Resumed => "Përgjigjet tuaja të herës së fundit janë ende këtu.",
        Text::Discard => "Fshini përgjigjet e filluara",
        Text::TooMuch => "Përgjigjet tuaja janë shumë të gjata për t’u ruajtur. Ju lutemi përfundojeni anketimin tani.",
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} nga {} pyetje kanë përgjigje, {}",
        DeviceText::Saving => "po ruhet …",
        DeviceText::NotAllSaved => "jo gjithçka është ruajtur",
        DeviceText::Saved => "u ruajt në këtë pajisje",
        DeviceText::SaveAgain => "Ruaje përsëri",
        DeviceText::Finish => "Përfundo dhe dërgo",
        DeviceText::ClosedElsewhere => "Ky pyetësor u përfundua ose u fshi në një vend tjetër.",
        DeviceText::ToDevice => "Te pasqyra e kësaj pajisjeje",
        DeviceText::Full => {
            "Kujtesa e kësaj pajisjeje është plot. Ju lutemi fshini të dhëna të tjera nga pajisja; përgjigjja \
             juaj e fundit është ende në këtë faqe, por nuk është ruajtur."
        }
        DeviceText::NotStored => {
            "Shfletuesi nuk mundi ta ruante përgjigjen. Ju lutemi lëreni faqen hapur dhe provoni përsëri; në një \
             dritare private nuk ruhet asgjë."
        }
        DeviceText::Locked => {
            "Pajisja është e kyçur. Ju lutemi shkruani kodin tuaj PIN; pastaj shfaqet përsëri ajo që ishte ruajtur."
        }
        DeviceText::Revoked => "Kjo pajisje është bllokuar dhe nuk pranon më asgjë. Ju lutemi drejtojuni koordinimit.",
        DeviceText::FinishedElsewhere => {
            "Këto përgjigje janë përfunduar tashmë në një dritare tjetër; vlen ai version. Versioni në këtë \
             dritare nuk është përfunduar dhe nuk do të dërgohet."
        }
    }
}
