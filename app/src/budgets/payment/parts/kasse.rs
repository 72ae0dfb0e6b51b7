use super::confirm::{Done, StepForm};
use crate::{
    budgets::payment::{
        PaymentPageView,
        api::{book_paid, book_returned, make_file},
    },
    ui::{Field, Form, SelectField},
};
use chrono::NaiveDate;
use domain::{
    ErrorCode, FieldError,
    budgets::payment::{LineState, Payee, PaymentView, check_booking_day, check_execution, check_return},
    german,
};
use leptos::prelude::*;

/// What the Kasse does with an ordered payment run; files for who may read it whole.
#[component]
pub fn KasseActions(view: PaymentPageView, done: Done) -> impl IntoView {
    let next = view.payment.next;
    let today = view.today.parse::<NaiveDate>().unwrap_or_default();
    view! {
        {next.files.then(|| view! { <Files payment=view.payment.clone() /> })}
        {next.make_file.then(|| view! { <MakeFile view=view.clone() today done /> })}
        {next.book_paid.then(|| view! { <BookPaid payment=view.payment.clone() today done /> })}
        {next.book_returned.then(|| view! { <BookReturned payment=view.payment.clone() today done /> })}
    }
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
fn MakeFile(view: PaymentPageView, today: NaiveDate, done: Done) -> impl IntoView {
    let PaymentView { id, version, .. } = view.payment;
    let execution = RwSignal::new(view.next_banking_day);
    let form = Form::new(move || check_execution(&execution.get(), today).err().into_iter().collect());
    view! {
        <section class="section">
            <h2>"Zahlungsdatei"</h2>
            <StepForm form label="Zahlungsdatei erstellen" success="Die Zahlungsdatei ist erstellt. Sie können sie jetzt herunterladen."
                step=move || Box::pin(make_file(id, version, execution.get())) done>
                <Field form name="execution" label="Ausführung durch die Bank am" kind="date" value=execution
                    hint="Danach liegt der Tag fest, damit jeder Abruf dieselbe Datei ergibt." />
            </StepForm>
        </section>
    }
}

#[component]
fn BookPaid(payment: PaymentView, today: NaiveDate, done: Done) -> impl IntoView {
    let PaymentView { id, version, .. } = payment;
    let day = RwSignal::new(today.to_string());
    let form = Form::new(move || check_booking_day("day", &day.get(), today).err().into_iter().collect());
    view! {
        <section class="section">
            <h2>"Bezahlt buchen"</h2>
            <StepForm form label="Alle offenen als bezahlt buchen" success="Die offenen Zahlungen sind als bezahlt gebucht."
                step=move || Box::pin(book_paid(id, version, day.get())) done>
                <Field form name="day" label="Tag laut Kontoauszug" kind="date" value=day />
            </StepForm>
        </section>
    }
}

/// Folded: most payments arrive.
#[component]
fn BookReturned(payment: PaymentView, today: NaiveDate, done: Done) -> impl IntoView {
    let PaymentView { id, version, .. } = payment;
    let (line, day, reason) =
        (RwSignal::new(String::new()), RwSignal::new(today.to_string()), RwSignal::new(String::new()));
    let payees: Vec<(String, Payee)> =
        payment.lines.iter().map(|line| (line.position.to_string(), line.payee)).collect();
    let left = payment.lines.into_iter().filter(|line| !matches!(line.state, LineState::Returned { .. }));
    let options: Vec<(String, String)> =
        left.map(|line| (line.position.to_string(), format!("{}, {}", line.name, line.amount))).collect();
    let payees = StoredValue::new(payees);
    let chosen = move || {
        let position = line.get();
        payees.with_value(|all| all.iter().find(|(known, _)| *known == position).map(|(_, payee)| *payee))
    };
    let form = Form::new(move || {
        let mut faults = check_return(&day.get(), &reason.get(), today).err().unwrap_or_default();
        if chosen().is_none() {
            faults.insert(0, FieldError::new("line", ErrorCode::Required));
        }
        faults
    });
    let step = move || -> super::Step {
        let (chosen, day, reason) = (chosen(), day.get(), reason.get());
        Box::pin(async move {
            match chosen {
                Some(chosen) => book_returned(id, version, chosen, day, reason).await,
                None => Ok(()),
            }
        })
    };
    view! {
        <details class="budget__more payout__return">
            <summary>"Rückläufer buchen"</summary>
            <StepForm form label="Rückläufer buchen" success="Der Rückläufer ist gebucht. Der Betrag ist im Plan wieder offen." look="kern-btn--secondary" step done>
                <SelectField form name="line" label="Zahlung" value=line options />
                <Field form name="returned_day" label="Zurück laut Kontoauszug am" kind="date" value=day />
                <Field form name="reason" label="Grund laut Bank" value=reason hint="Zum Beispiel: Konto erloschen" />
            </StepForm>
        </details>
    }
}
