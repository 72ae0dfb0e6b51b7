//! Türkçe. To be reviewed by a native speaker.

use super::{DeviceText, Text};

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "Katılım isteğe bağlıdır ve anonimdir. Yalnızca yanıtlarınız ve gün kaydedilir; isim, adres veya cihaz bilgisi kaydedilmez."
        }
        Text::PaperHow => "Kutuyu işaretleyin veya alana yazın. Ok işareti, hangi soruyla devam edeceğinizi gösterir.",
        Text::PaperOnlyIf => "Yalnızca {}. sorunun yanıtı şuysa: {}",
        Text::PaperRule => "Yalnızca şu durumda: {}",
        Text::PaperGoTo => "{}. soruyla devam edin",
        Text::PaperGoToEnd => "formun sonuna geçin",
        Text::PaperReturn => "Lütfen formu anaokulunuza teslim edin.",
        Text::Language => "Dil",
        Text::Next => "İleri",
        Text::Back => "Geri",
        Text::Send => "Gönder",
        Text::Progress => "Sayfa {} / {}",
        Text::Required => "Zorunlu soru",
        Text::SeveralAnswers => "Birden fazla yanıt seçebilirsiniz.",
        Text::NoNames => "Lütfen isim, telefon numarası veya adres yazmayın.",
        Text::MaybePersonal => {
            "Burada bir isim, telefon numarası veya birinin tanınabileceği başka bir bilgi olabilir. Lütfen bunu silin."
        }
        Text::RankHint => "Her maddeye bir sıra verin. 1 en önemlisidir.",
        Text::Choose => "Lütfen seçin",
        Text::Confirm => "Evet",
        Text::Entry => "{}. kayıt",
        Text::AddEntry => "Bir kayıt daha ekle",
        Text::RemoveEntry => "Bu kaydı sil",
        Text::FaultsTitle => "Lütfen bu sayfayı kontrol edin.",
        Text::MoreQuestions => "Yanıtlarınız nedeniyle bu sayfada başka sorular da var.",
        Text::LookAgain => "Lütfen metninize bir kez daha bakın. Değiştirebilir veya olduğu gibi bırakabilirsiniz.",
        Text::AnswerMissing => "Lütfen bu soruyu yanıtlayın.",
        Text::AnswerDoesNotFit => "Bu yanıt soruya uymuyor. Lütfen kontrol edin.",
        Text::NotAWholeNumber => "Lütfen bir tam sayı yazın, örneğin 12.",
        Text::NotANumber => "Lütfen bir sayı yazın, örneğin 2,5.",
        Text::NotADate => "Lütfen bir tarih yazın, örneğin 31.03.2027.",
        Text::NotATime => "Lütfen bir saat yazın, örneğin 09:30.",
        Text::NotAChoice => "Lütfen sunulan yanıtlardan birini seçin.",
        Text::OutOfRange => "Lütfen ölçekten bir değer seçin.",
        Text::TooLong => "Lütfen yanıtınızı en fazla 20.000 karaktere kısaltın.",
        Text::RankPress => "Önce en önemli olana basın. Bir cevaba yeniden basarsanız sırası geri alınır.",
        Text::RankPlace => "Sıra {}",
        Text::NotAPlace => "Lütfen enlem ve boylamı derece olarak girin, örneğin 50.33 7.22.",
        Text::Locate => "Konumu belirle",
        Text::Locating => "Konum belirleniyor.",
        Text::LocateRefused => "Bu cihazda konuma izin verilmemiş. Lütfen ayarlardan izin verin veya konumu yazın.",
        Text::LocateUnavailable => "Konum burada belirlenemiyor. Lütfen açık havada yeniden deneyin veya konumu yazın.",
        Text::LocateTimeout => "Konumun belirlenmesi çok uzun sürdü. Lütfen yeniden deneyin veya konumu yazın.",
        Text::DiscardedTitle => "Bu anket durduruldu.",
        Text::DiscardedText => "İçindeki tüm cevaplar silindi. Hiçbir şey gönderilmedi.",
        Text::ThanksTitle => "Teşekkür ederiz!",
        Text::ThanksText => "Yanıtlarınız ulaştı. Şimdi bu sayfayı kapatabilirsiniz.",
        Text::AlreadyTitle => "Bu cihazdan daha önce yanıt verildi.",
        Text::AlreadyText => {
            "Bu anket bu cihazda daha önce dolduruldu. Teşekkür ederiz! Herkes yalnızca bir kez yanıtlar."
        }
        Text::NotYetTitle => "Bu anket {} tarihinde başlıyor.",
        Text::NotYetText => "Lütfen o tarihte tekrar gelin. Bağlantı aynı kalır.",
        Text::OverTitle => "Bu anket sona erdi.",
        Text::OverText => "Artık yanıt kabul edilmiyor. İlginiz için teşekkür ederiz.",
        Text::UnknownTitle => "Böyle bir anket yok.",
        Text::UnknownText => "Lütfen bağlantıyı kontrol edin veya anaokulunuza sorun.",
        Text::FailedTitle => "Bu işlem şu anda yapılamadı.",
        Text::FailedText => "Lütfen tarayıcınızda geri gidin ve birazdan tekrar deneyin.",
        Text::NotReached => {
            "Portala ulaşılamadı. Yanıtlarınızın hepsi hâlâ burada. Lütfen internet bağlantınızı kontrol edin ve tekrar \
             deneyin. Yanıtlarınız yalnızca bir kez sayılır."
        }
        Text::TryAgain => "Tekrar dene",
        Text::CodeTitle => "Lütfen kodunuzu girin.",
        Text::CodeLabel => "Kodunuz",
        Text::CodeHint => {
            "Kod, anaokulundan aldığınız kartta yazılıdır. Bir kez geçerlidir ve kim olduğunuzu göstermez."
        }
        Text::CodeWrong => "Bu kod geçerli değil veya daha önce kullanılmış. Lütfen kartınızla karşılaştırın.",
        Text::CardHow => "Resmi telefonunuzla tarayın veya adresi açın.",
        Text::CardUntil => "Lütfen {} tarihine kadar yanıtlayın.",
        Text::CardPromise => "Katılım isteğe bağlı ve anonimdir. Kod bir kez geçerlidir ve kim olduğunuzu göstermez.",
        Text::KioskNext => "Sıradaki kişi",
        Text::KioskStop => "Durdur ve her şeyi sil",
        Text::Pause => "Daha sonra devam et",
        Text::PausedTitle => "Yanıtlarınız bu cihazda kaydedildi.",
        Text::PausedText => {
            "Henüz hiçbir şey gönderilmedi. Kaldığınız yerden devam etmek için bağlantıyı {} tarihine kadar bu \
             cihazda yeniden açın. Bu cihazı kullanan başkaları da yanıtları görebilir."
        }
        Text::Resumed => "Önceki yanıtlarınız hâlâ burada.",
        Text::Discard => "Başladığınız yanıtları sil",
        Text::TooMuch => "Yanıtlarınız saklanamayacak kadar uzun. Lütfen anketi şimdi tamamlayın.",
    }
}

/// What a device says around the questions.
pub fn device(text: DeviceText) -> &'static str {
    match text {
        DeviceText::Answered => "{} / {} soru yanıtlandı, {}",
        DeviceText::Saving => "kaydediliyor …",
        DeviceText::NotAllSaved => "her şey kaydedilmedi",
        DeviceText::Saved => "bu cihazda kaydedildi",
        DeviceText::SaveAgain => "Yeniden kaydet",
        DeviceText::Finish => "Tamamla ve gönder",
        DeviceText::ClosedElsewhere => "Bu anket başka bir yerde tamamlandı veya silindi.",
        DeviceText::ToDevice => "Bu cihazın genel görünümüne git",
        DeviceText::Full => {
            "Bu cihazın belleği dolu. Lütfen cihazdan başka verileri silin; son girdiğiniz yanıt hâlâ bu \
             sayfada, ancak kaydedilmedi."
        }
        DeviceText::NotStored => {
            "Tarayıcı yanıtı kaydedemedi. Lütfen sayfayı açık bırakın ve yeniden deneyin; gizli pencerede hiçbir \
             şey saklanmaz."
        }
        DeviceText::Locked => "Cihaz kilitli. Lütfen PIN kodunuzu girin; kaydedilenler ardından yeniden görünür.",
        DeviceText::Revoked => "Bu cihaz engellendi ve artık hiçbir şey kaydetmiyor. Lütfen koordinasyona başvurun.",
        DeviceText::FinishedElsewhere => {
            "Bu yanıtlar başka bir pencerede zaten tamamlandı; geçerli olan odur. Bu penceredeki yanıtlar \
             tamamlanmadı ve gönderilmeyecek."
        }
    }
}
