use super::confirm::{Done, Step, StepForm};
use crate::{
    budgets::{
        parts::own_form,
        payment::{
            PaymentPageView,
            api::{book_paid, book_returned, make_file},
        },
    },
    ui::{Field, Form, SelectField, part},
};
use chrono::NaiveDate;
use domain::{
    ErrorCode, FieldError,
    budgets::payment::{
        LineRow, LineState, Payee, PaymentView, Version, check_booking_day, check_execution, check_return,
    },
    german,
    ids::PaymentRunId,
};
use leptos::prelude::*;

/// What the Kasse does with an ordered payment run; files for who may read it whole. One form stays as it is while another one
/// is sent.
#[component]
pub fn KasseActions(view: Signal<PaymentPageView>, done: Done) -> impl IntoView {
    let (id, today, next_day) = view.with_untracked(|view| {
        let today = view.today.parse::<NaiveDate>().unwrap_or_default();
        (view.payment.id, today, view.next_banking_day.clone())
    });
    let next_day = StoredValue::new(next_day);
    let (payment, version) = (part(view, |view| view.payment.clone()), part(view, |view| view.payment.version));
    let files = move || {
        let payment = payment.get();
        payment.next.files.then(|| view! { <Files payment /> })
    };
    let may_make = part(view, |view| view.payment.next.make_file);
    let may_book = part(view, |view| view.payment.next.book_paid);
    let may_return = part(view, |view| view.payment.next.book_returned);
    let make =
        move || may_make.get().then(|| view! { <MakeFile id version next_day=next_day.get_value() today done /> });
    let book = move || may_book.get().then(|| view! { <BookPaid id version today done /> });
    let is_open = |line: &&LineRow| line.state == LineState::Open;
    let has_several = part(view, move |view| view.payment.lines.iter().filter(is_open).count() > 1);
    let book_one = move || {
        (may_book.get() && has_several.get())
            .then(|| own_form(done, move |done| view! { <BookOnePaid id version payment today done /> }.into_any()))
    };
    let back = move || {
        may_return
            .get()
            .then(|| own_form(done, move |done| view! { <BookReturned id version payment today done /> }.into_any()))
    };
    view! { {files} {make} {book} {book_one} {back} }
}

#[component]
fn Files(payment: PaymentView) -> impl IntoView {
    let id = payment.id;
    let file = move |name: &'static str, label: &'static str| {
        view! {
            <a class="kern-btn kern-btn--secondary" href=format!("/api/export/payment/{id}/{name}") rel="external" download="">
                <span class="kern-label">{label}</span>
            </a>
        }
    };
    let made = payment.execution.map(|execution| {
        view! {
            <p>
                {format!("Zahlungsdatei mit Ausführung am {}, Nachrichten-Kennung ", german::date(execution))}
                <span class="payout__iban">{payment.message_id.clone()}</span>
                ". Jeder Abruf ist dieselbe Datei."
            </p>
        }
    });
    let xml = (payment.execution.is_some() && payment.next.book_returned)
        .then(|| file("pain.xml", "Zahlungsdatei (pain.001)"));
    view! {
        <section class="section">
            <h2>"Dateien"</h2>
            {made}
            <p class="actions">{xml} {file("liste.xlsx", "Liste als Excel-Datei")} {file("liste.csv", "Liste als CSV-Datei")} {file("liste.pdf", "Liste als PDF-Datei")}</p>
        </section>
    }
}

#[component]
fn MakeFile(id: PaymentRunId, version: Memo<Version>, next_day: String, today: NaiveDate, done: Done) -> impl IntoView {
    let execution = RwSignal::new(next_day);
    let form = Form::new(move || check_execution(&execution.get(), today).err().into_iter().collect());
    view! {
        <section class="section">
            <h2>"Zahlungsdatei"</h2>
            <StepForm form label="Zahlungsdatei erstellen" success="Die Zahlungsdatei ist erstellt. Sie können sie jetzt herunterladen."
                step=move || Box::pin(make_file(id, version.get(), execution.get())) done>
                <Field form name="execution" label="Ausführung durch die Bank am" kind="date" value=execution
                    hint="Danach liegt der Tag fest, damit jeder Abruf dieselbe Datei ergibt." />
            </StepForm>
        </section>
    }
}

#[component]
fn BookPaid(id: PaymentRunId, version: Memo<Version>, today: NaiveDate, done: Done) -> impl IntoView {
    let day = RwSignal::new(today.to_string());
    let form = Form::new(move || check_booking_day("day", &day.get(), today).err().into_iter().collect());
    view! {
        <section class="section">
            <h2>"Bezahlt buchen"</h2>
            <StepForm form label="Alle offenen als bezahlt buchen" success="Die offenen Zahlungen sind als bezahlt gebucht."
                step=move || Box::pin(book_paid(id, version.get(), day.get(), None)) done>
                <Field form name="day" label="Tag laut Kontoauszug" kind="date" value=day />
            </StepForm>
        </section>
    }
}

/// What is sent and what is read of each choice.
type Options = Vec<(String, String)>;

/// Payments that can be chosen, and who gets the one that is.
fn choice(
    payment: Memo<PaymentView>,
    line: RwSignal<String>,
    is_left: fn(&LineRow) -> bool,
) -> (Signal<Options>, Signal<Option<Payee>>) {
    let option = |line: &LineRow| (line.position.to_string(), format!("{}, {}", line.name, line.amount));
    let options = Signal::derive(move || -> Options {
        payment.with(|payment| payment.lines.iter().filter(|line| is_left(line)).map(option).collect())
    });
    let chosen = Signal::derive(move || {
        let position = line.get();
        payment.with(|payment| {
            let mut left = payment.lines.iter().filter(|line| is_left(line));
            left.find(|line| line.position.to_string() == position).map(|line| line.payee)
        })
    });
    (options, chosen)
}

/// How one of the forms about a single payment is called, and which payments it is for.
struct Words {
    class: &'static str,
    summary: &'static str,
    label: &'static str,
    success: &'static str,
    /// Name and label of the field for the payment.
    line: (&'static str, &'static str),
    /// Name and label of the field for the day.
    day: (&'static str, &'static str),
    is_left: fn(&LineRow) -> bool,
}

const PAID: Words = Words {
    class: "budget__more payout__one",
    summary: "Einzelne Zahlung als bezahlt buchen",
    label: "Nur diese als bezahlt buchen",
    success: "Die Zahlung ist als bezahlt gebucht.",
    line: ("paid_line", "Was bezahlt ist"),
    day: ("paid_day", "Bezahlt laut Kontoauszug am"),
    is_left: |line| line.state == LineState::Open,
};

const RETURNED: Words = Words {
    class: "budget__more payout__return",
    summary: "Rückläufer buchen",
    label: "Rückläufer buchen",
    success: "Der Rückläufer ist gebucht. Der Betrag ist im Plan wieder offen.",
    line: ("line", "Zahlung"),
    day: ("returned_day", "Zurück laut Kontoauszug am"),
    is_left: |line| !matches!(line.state, LineState::Returned { .. }),
};

/// Books something of one payment and the day on the bank statement. Folded: as a rule a bank carries out the whole file on one
/// day, and most payments arrive.
#[component]
fn OnePayment(
    words: Words,
    payment: Memo<PaymentView>,
    day: RwSignal<String>,
    /// What the bank says, where that is asked for.
    #[prop(optional)]
    reason: Option<RwSignal<String>>,
    /// Faults of everything but the payment.
    check: impl Fn() -> Vec<FieldError> + Send + Sync + 'static,
    step: impl Fn(Payee) -> Step + Send + Sync + 'static,
    done: Done,
) -> impl IntoView {
    let Words { class, summary, label, success, line: (line_name, line_label), day: (day_name, day_label), is_left } =
        words;
    let line = RwSignal::new(String::new());
    let (options, chosen) = choice(payment, line, is_left);
    let form = Form::new(move || {
        let missing = chosen.get().is_none().then(|| FieldError::new(line_name, ErrorCode::Required));
        missing.into_iter().chain(check()).collect()
    });
    let step = move || -> Step {
        match chosen.get() {
            Some(chosen) => step(chosen),
            None => Box::pin(async { Ok(()) }),
        }
    };
    let why = move |reason: RwSignal<String>| {
        view! { <Field form name="reason" label="Grund laut Bank" value=reason hint="Zum Beispiel: Konto erloschen" /> }
    };
    view! {
        <details class=class>
            <summary>{summary}</summary>
            <StepForm form label success look="kern-btn--secondary" step done>
                <SelectField form name=line_name label=line_label value=line options />
                <Field form name=day_name label=day_label kind="date" value=day />
                {reason.map(why)}
            </StepForm>
        </details>
    }
}

#[component]
fn BookOnePaid(
    id: PaymentRunId,
    version: Memo<Version>,
    payment: Memo<PaymentView>,
    today: NaiveDate,
    done: Done,
) -> impl IntoView {
    let day = RwSignal::new(today.to_string());
    let check =
        move || -> Vec<FieldError> { check_booking_day("paid_day", &day.get(), today).err().into_iter().collect() };
    let step = move |payee| -> Step { Box::pin(book_paid(id, version.get(), day.get(), Some(payee))) };
    view! { <OnePayment words=PAID payment day check step done /> }
}

#[component]
fn BookReturned(
    id: PaymentRunId,
    version: Memo<Version>,
    payment: Memo<PaymentView>,
    today: NaiveDate,
    done: Done,
) -> impl IntoView {
    let (day, reason) = (RwSignal::new(today.to_string()), RwSignal::new(String::new()));
    let check = move || check_return(&day.get(), &reason.get(), today).err().unwrap_or_default();
    let step = move |payee| -> Step { Box::pin(book_returned(id, version.get(), payee, day.get(), reason.get())) };
    view! { <OnePayment words=RETURNED payment day reason check step done /> }
}
