use super::{
    api::{add_first_charge, carry_first_charge_on, end_first_charge, withdraw_first_charge},
    view::KitaChoice,
};
use crate::{
    budgets::payment::{Done, Step, StepForm},
    ui::{Field, Form, SelectField},
};
use chrono::NaiveDate;
use domain::{
    ErrorCode, FieldError,
    budgets::{
        first_charge::{FirstChargeEndInput, FirstChargeInput, FirstChargeRow, PostFactor},
        payment::{Version, check_reason},
    },
    german,
    ids::FirstChargeId,
};
use leptos::prelude::*;

/// Folded: the list is what one comes for.
#[component]
pub fn AddEntry(year: i32, version: Memo<Version>, kitas: Memo<Vec<KitaChoice>>, done: Done) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (kita, vzae, first_day, last_day) = (text(), text(), text(), text());
    let (reason, reference, holder, iban) = (text(), text(), text(), text());
    let input = move || FirstChargeInput {
        kita: kita.get(),
        vzae: vzae.get(),
        first_day: first_day.get(),
        last_day: last_day.get(),
        reason: reason.get(),
        reference: reference.get(),
        holder: holder.get(),
        iban: iban.get(),
    };
    let form = Form::new(move || input().check(year).err().unwrap_or_default());
    let options = Signal::derive(move || -> Vec<(String, String)> {
        kitas.get().into_iter().map(|kita| (kita.id, kita.label)).collect()
    });
    view! {
        <details class="budget__more first-charge__add">
            <summary>"Kita eintragen"</summary>
            <StepForm form label="Eintragen" look="kern-btn--secondary"
                success="Die Kita steht auf der Liste. Bezahlt wird sie ab dem nächsten freigegebenen Lauf."
                step=move || Box::pin(add_first_charge(year, version.get(), input())) done>
                <SelectField form name="kita" label="Kita" value=kita options />
                <Field form name="vzae" label="Stellen (VZÄ)" value=vzae inputmode="decimal" hint="Zum Beispiel 0,5" />
                <Field form name="first_day" label="Ab" kind="date" value=first_day optional=true hint="Leer: ab dem 1. Januar" />
                <Field form name="last_day" label="Bis" kind="date" value=last_day optional=true hint="Leer: bis zum 31. Dezember" />
                <Field form name="reason" label="Grund" value=reason free=true
                    hint="Was die Betriebserlaubnis verlangt. Nichts zu einzelnen Kindern." />
                <Field form name="reference" label="Aktenzeichen" value=reference />
                <Field form name="holder" label="Kontoinhaber" value=holder hint="Wie auf dem Konto des Kita-Trägers" />
                <Field form name="iban" label="IBAN" value=iban />
            </StepForm>
        </details>
    }
}

/// What held at the end of the year before is entered by one button, with as many posts or with a factor.
#[component]
pub fn GoingOn(year: i32, version: Memo<Version>, count: usize, done: Done) -> impl IntoView {
    let told = match count {
        1 => format!("1 Eintrag galt bis zum Ende von {} und steht noch nicht auf der Liste.", year - 1),
        _ => format!("{count} Einträge galten bis zum Ende von {} und stehen noch nicht auf der Liste.", year - 1),
    };
    let factor = RwSignal::new(String::new());
    let form = Form::new(move || PostFactor::check(&factor.get()).err().into_iter().collect());
    view! {
        <section class="section first-charge__going-on">
            <p>{told}</p>
            <p>"Eine Kita, die seitdem den Träger gewechselt hat, tragen Sie bitte mit dem neuen Konto selbst ein."</p>
            <StepForm form label="Aus dem Vorjahr übernehmen"
                success="Die Einträge des Vorjahres stehen auf der Liste, jeder für das ganze Jahr. Bitte prüfen Sie sie."
                step=move || Box::pin(carry_first_charge_on(year, version.get(), factor.get())) done>
                <Field form name="going_on_factor" label="Faktor für die Stellen" value=factor inputmode="decimal" optional=true
                    hint="Leer: so viele VZÄ wie im Vorjahr. Zum Beispiel 1,1 für 10 % mehr." />
            </StepForm>
        </section>
    }
}

/// Folded: nothing is deleted, an entry is withdrawn with a reason.
#[component]
pub fn WithdrawEntry(year: i32, version: Memo<Version>, rows: Memo<Vec<FirstChargeRow>>, done: Done) -> impl IntoView {
    let (entry, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    // It may have ended by another form meanwhile.
    let counts = move |id: &FirstChargeId| rows.with(|rows| rows.iter().any(|row| row.id == *id));
    let chosen = move || entry.get().parse::<FirstChargeId>().ok().filter(counts);
    let form = Form::new(move || {
        let blank = chosen().is_none().then(|| FieldError::new("entry", ErrorCode::Required));
        let named = |fault: FieldError| FieldError { field: "withdraw_reason".into(), ..fault };
        blank.into_iter().chain(check_reason(&reason.get()).err().map(named)).collect()
    });
    let option = |row: &FirstChargeRow| (row.id.to_string(), format!("{} {}, {} VZÄ", row.number, row.name, row.vzae));
    let options =
        Signal::derive(move || -> Vec<(String, String)> { rows.with(|rows| rows.iter().map(option).collect()) });
    let step = move || -> Step {
        let (chosen, reason, version) = (chosen(), reason.get(), version.get());
        Box::pin(async move {
            match chosen {
                Some(id) => withdraw_first_charge(year, id, version, reason).await,
                None => Ok(()),
            }
        })
    };
    view! {
        <details class="budget__more first-charge__withdraw">
            <summary>"Eintrag zurückziehen"</summary>
            <StepForm form label="Zurückziehen" look="kern-btn--secondary" step done
                success="Der Eintrag ist zurückgezogen. Bezahlt wird er, bis ein neuer Lauf freigegeben ist.">
                <SelectField form name="entry" label="Eintrag" value=entry options />
                <Field form name="withdraw_reason" label="Grund des Zurückziehens" value=reason free=true
                    hint="Ab dem nächsten Lauf zählt der Eintrag für das ganze Jahr nicht mehr. Endet die Auflage im Laufe des Jahres, \
                          beenden Sie den Eintrag stattdessen." />
            </StepForm>
        </details>
    }
}

/// Folded: a demand of the licence that ends within the year is paid up to its last day.
#[component]
pub fn EndEntry(year: i32, version: Memo<Version>, rows: Memo<Vec<FirstChargeRow>>, done: Done) -> impl IntoView {
    let text = || RwSignal::new(String::new());
    let (entry, last_day, reason) = (text(), text(), text());
    let input = move || FirstChargeEndInput { last_day: last_day.get(), reason: reason.get() };
    let chosen = move || entry.get().parse::<FirstChargeId>().ok();
    let days_of = move |id: FirstChargeId| {
        rows.with(|rows| rows.iter().find(|row| row.id == id).map(|row| (row.first_day, row.last_day)))
    };
    let form = Form::new(move || {
        let days = chosen().and_then(days_of);
        let blank = days.is_none().then(|| FieldError::new("end_entry", ErrorCode::Required));
        let faults = input().check(days.unwrap_or((NaiveDate::MIN, NaiveDate::MAX))).err().unwrap_or_default();
        blank.into_iter().chain(faults).collect()
    });
    let option = |row: &FirstChargeRow| {
        let (first, last) = (german::date(row.first_day), german::date(row.last_day));
        (row.id.to_string(), format!("{} {}, {} VZÄ, {first} bis {last}", row.number, row.name, row.vzae))
    };
    let options =
        Signal::derive(move || -> Vec<(String, String)> { rows.with(|rows| rows.iter().map(option).collect()) });
    let step = move || -> Step {
        let (chosen, input, version) = (chosen(), input(), version.get());
        Box::pin(async move {
            match chosen {
                Some(id) => end_first_charge(year, id, version, input).await,
                None => Ok(()),
            }
        })
    };
    view! {
        <details class="budget__more first-charge__end">
            <summary>"Eintrag vorzeitig beenden"</summary>
            <StepForm form label="Beenden" look="kern-btn--secondary" step done
                success="Der Eintrag endet an diesem Tag. Das zählt ab dem nächsten freigegebenen Lauf.">
                <SelectField form name="end_entry" label="Eintrag, der endet" value=entry options />
                <Field form name="end_day" label="Letzter Tag" kind="date" value=last_day hint="Bis dahin wird gezahlt" />
                <Field form name="end_reason" label="Grund des Endes" value=reason free=true
                    hint="Zum Beispiel: Auflage der Betriebserlaubnis aufgehoben. Nichts zu einzelnen Kindern." />
            </StepForm>
        </details>
    }
}
