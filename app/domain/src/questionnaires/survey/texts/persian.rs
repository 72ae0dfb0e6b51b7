//! فارسی. To be reviewed by a native speaker.

use super::Text;

pub fn text(text: Text) -> &'static str {
    match text {
        Text::Promise => {
            "شرکت در این نظرسنجی داوطلبانه و ناشناس است. فقط پاسخ‌های شما و روز ذخیره می‌شود؛ نه نام، نه نشانی و نه دستگاه."
        }
        Text::Language => "زبان",
        Text::Next => "بعدی",
        Text::Back => "قبلی",
        Text::Send => "ارسال",
        Text::Progress => "صفحهٔ {} از {}",
        Text::Required => "پرسش الزامی",
        Text::SeveralAnswers => "می‌توانید چند پاسخ انتخاب کنید.",
        Text::NoNames => "لطفاً نام، شمارهٔ تلفن یا نشانی ننویسید.",
        Text::RankHint => "به هر مورد یک رتبه بدهید. 1 مهم‌ترین است.",
        Text::Choose => "لطفاً انتخاب کنید",
        Text::Confirm => "بله",
        Text::Entry => "مورد {}",
        Text::AddEntry => "افزودن یک مورد دیگر",
        Text::RemoveEntry => "حذف این مورد",
        Text::FaultsTitle => "لطفاً این صفحه را بررسی کنید.",
        Text::MoreQuestions => "با توجه به پاسخ‌های شما، در این صفحه پرسش‌های دیگری هم هست.",
        Text::AnswerMissing => "لطفاً به این پرسش پاسخ دهید.",
        Text::AnswerDoesNotFit => "این پاسخ با پرسش سازگار نیست. لطفاً آن را بررسی کنید.",
        Text::NotAWholeNumber => "لطفاً یک عدد صحیح وارد کنید، مثلاً 12.",
        Text::NotANumber => "لطفاً یک عدد وارد کنید، مثلاً 2,5.",
        Text::NotADate => "لطفاً یک تاریخ وارد کنید، مثلاً 31.03.2027.",
        Text::NotATime => "لطفاً یک ساعت وارد کنید، مثلاً 09:30.",
        Text::NotAChoice => "لطفاً یکی از پاسخ‌های موجود را انتخاب کنید.",
        Text::OutOfRange => "لطفاً یک مقدار روی مقیاس انتخاب کنید.",
        Text::TooLong => "لطفاً پاسخ خود را به حداکثر 20.000 نویسه کوتاه کنید.",
        Text::ThanksTitle => "بسیار سپاسگزاریم!",
        Text::ThanksText => "پاسخ‌های شما رسید. اکنون می‌توانید این صفحه را ببندید.",
        Text::AlreadyTitle => "شما پیش‌تر شرکت کرده‌اید.",
        Text::AlreadyText => "این نظرسنجی پیش‌تر روی این دستگاه پر شده است. سپاسگزاریم! هر نفر فقط یک بار پاسخ می‌دهد.",
        Text::NotYetTitle => "این نظرسنجی در {} آغاز می‌شود.",
        Text::NotYetText => "لطفاً آن زمان دوباره بیایید. پیوند همان می‌ماند.",
        Text::OverTitle => "این نظرسنجی پایان یافته است.",
        Text::OverText => "دیگر پاسخی پذیرفته نمی‌شود. از توجه شما سپاسگزاریم.",
        Text::UnknownTitle => "این نظرسنجی وجود ندارد.",
        Text::UnknownText => "لطفاً پیوند را بررسی کنید یا در مهدکودک بپرسید.",
        Text::FailedTitle => "این بار انجام نشد.",
        Text::FailedText => "لطفاً در مرورگر به عقب برگردید و کمی بعد دوباره تلاش کنید.",
    }
}
