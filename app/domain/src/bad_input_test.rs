//! What people and programs send that is no entry, into every text of every form: nothing, too much, marks that nobody sees, marks
//! that turn the direction of reading, script. A field that takes more than it can hold, or a mark that makes it read as another
//! one, fails here, also one that is added later to a form of this list.

use crate::{
    access::Role,
    accounts::{InvitationInput, LoginInput, NewPasswordInput, PasswordResetInput},
    budgets::{
        BudgetParametersInput, Euro, demo,
        documents::DocumentInput,
        first_charge::FirstChargeInput,
        index::{IndexRuleInput, IndicatorInput},
        overview::ForecastInput,
        payment::{ReceivedInput, SuspensionInput, check_reason},
        scenario::ScenarioInput,
        settlement::{KitaRecognitionInput, Recognised, RecognitionInput, StatementInput, YearSettingsInput},
    },
    error::FieldError,
    events::{
        DayInput, EventInput, Format, RegistrationInput,
        limits::LimitsInput,
        minutes::{ItemInput, MinutesInput, TaskInput},
        proposals::ProposalInput,
        series::{Basis, SeriesInput},
        tandem::{AnswerInput, TandemInput},
        templates::{Occasion, TemplateInput},
        walk_in::WalkInInput,
    },
    german,
    ids::{ErhebungId, KitaId},
    legal::BarrierReportInput,
    people::{Fields, FillingInput, PostInput, Sheet, VacancyInput},
    questionnaires::{
        ErhebungInput, check_asked, design,
        free_texts::DecisionInput,
        survey::{CodesInput, Language},
    },
};
use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// More characters than any field takes.
const LONG: usize = 100_000;
const ID: &str = "00000000-0000-7000-8000-000000000001";
const YEAR: i32 = 2026;

/// Texts that no field takes.
fn refused() -> [(&'static str, String); 3] {
    [
        ("too long", "x".repeat(LONG)),
        ("a mark of direction", "a\u{202E}b".to_owned()),
        ("a control character", "a\u{7}b".to_owned()),
    ]
}

/// Puts bad texts into each text of a good form, one after the other. `unread`: what this check leaves to somebody else, by its
/// place in the form.
fn sweep<T, O>(form: &str, good: &T, unread: &[&str], check: impl Fn(&T) -> Result<O, Vec<FieldError>>)
where
    T: Serialize + DeserializeOwned,
{
    let faults = check(good).err();
    assert_eq!(faults, None, "{form}: the good one");
    let whole = serde_json::to_value(good).expect("a form as JSON");
    let mut places = Vec::new();
    texts_of(&whole, String::new(), &mut places);
    assert!(!places.is_empty(), "{form} has no text");
    for place in &places {
        let with = |text: &str| -> Option<Result<(), Vec<FieldError>>> {
            let mut value = whole.clone();
            *value.pointer_mut(place).expect("a place of the form") = Value::from(text);
            // What is typed as an id is refused before any check.
            let typed: T = serde_json::from_value(value).ok()?;
            Some(check(&typed).map(|_| ()))
        };
        for text in ["", "  ", "\u{200B}", "-1", "٣", "<script>alert('1')</script> \" ; --"] {
            if let Some(Err(faults)) = with(text) {
                assert_said(form, place, text, &faults);
            }
        }
        for (what, text) in refused().iter().filter(|_| !unread.contains(&place.as_str())) {
            match with(text) {
                Some(Ok(())) => panic!("{form} takes {what} at {place}"),
                Some(Err(faults)) => assert_said(form, place, text, &faults),
                None => {}
            }
        }
    }
}

/// The places of all texts, as JSON pointers.
fn texts_of(value: &Value, place: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(place),
        Value::Array(all) => {
            for (position, one) in all.iter().enumerate() {
                texts_of(one, format!("{place}/{position}"), found);
            }
        }
        Value::Object(all) => {
            for (name, one) in all {
                texts_of(one, format!("{place}/{name}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Each fault is a sentence for people, and carries nothing of what was typed.
fn assert_said(form: &str, place: &str, text: &str, faults: &[FieldError]) {
    assert!(!faults.is_empty(), "{form} refuses {place} without a word");
    for fault in faults {
        let sentence = german::sentence(fault);
        assert!(sentence.len() > 10 && sentence.len() < 400, "{form} at {place}: {sentence}");
        let typed = text.trim();
        assert!(typed.len() < 8 || !sentence.contains(typed), "{form} at {place} repeats what was typed");
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn forms_of_accounts_and_reports() {
    let email = text("erika@beispiel.de");
    let login = LoginInput { email: email.clone(), password: text("Vierzehn Störche"), next: text("/app") };
    // A password is compared, and where to go is judged by its own rule.
    sweep("login", &login, &["/password", "/next"], LoginInput::check);
    sweep("reset", &PasswordResetInput { email: email.clone() }, &[], PasswordResetInput::check);
    let password = text("Vierzehn Störche ziehen");
    let new = NewPasswordInput { token: text("0f"), password: password.clone(), repeated: password };
    sweep("new password", &new, &["/token"], NewPasswordInput::check);
    let role = text(Role::KiSo.code());
    let ends_on = String::new();
    let invitation = InvitationInput { email: email.clone(), name: text("Erika"), role, subject: text(ID), ends_on };
    sweep("invitation", &invitation, &[], InvitationInput::check);
    let role = text(Role::Revision.code());
    let invitation = InvitationInput { role, subject: String::new(), ends_on: text("2026-03-31"), ..invitation };
    // Whoever is of the office stands for nobody of the directory.
    sweep("invitation of the Revision", &invitation, &["/subject"], InvitationInput::check);
    let report = BarrierReportInput {
        message: text("Das Bild\nhat keinen Text."),
        page: text("Impressum"),
        reply_to: email,
        website: String::new(),
    };
    // What is in the trap is dropped, not judged.
    sweep("barrier report", &report, &["/website"], BarrierReportInput::check);
}

#[test]
fn forms_of_registration() {
    let registration = RegistrationInput {
        name: text("Erika Muster"),
        email: text("erika@beispiel.de"),
        funktion: text("kita_leitung"),
        kita: text(ID),
        einrichtung: text("Kita Sonnenschein"),
        access_needs: text("Rampe"),
        food_needs: text("vegan\nohne Nüsse"),
        arrival_needs: text("Bus"),
        website: String::new(),
    };
    sweep("registration", &registration, &[], RegistrationInput::check);
    let tandem = TandemInput {
        name: text("Kim Probe"),
        email: text("kim@beispiel.de"),
        funktion: text("ki_so"),
        kita: text(ID),
        einrichtung: text("Kita Sonnenschein"),
        partner: text(TandemInput::NAMED),
        partner_name: text("Lena Leitung"),
        partner_email: text("lena@beispiel.de"),
        ..TandemInput::default()
    };
    sweep("tandem", &tandem, &[], TandemInput::check);
    let answer = AnswerInput { link: text("0f"), answer: text("confirm"), ..AnswerInput::default() };
    sweep("answer", &answer, &["/link"], AnswerInput::check);
    let walk_in = WalkInInput {
        name: text("Erika Muster"),
        email: text("erika@beispiel.de"),
        funktion: text("andere"),
        kita: String::new(),
        einrichtung: text("Verein"),
        session: text("2027-02-01T09:00"),
        beyond: false,
    };
    sweep("walk-in", &walk_in, &[], WalkInInput::check);
}

#[test]
fn forms_of_planning() {
    let first = DayInput {
        date: text("2027-02-01"),
        begin: text("09:00"),
        end: text("16:00"),
        place: text("Kreishaus"),
        speaker: text("Dr. Beispiel"),
    };
    let limits = LimitsInput { sozialraum: text("3"), funktionen: BTreeMap::from([(text("ki_so"), text("4"))]) };
    let event = EventInput {
        title: text("Fachtag"),
        format: text("fachtag"),
        description: text("Ein Tag"),
        contents: text("Rechtliches\nRollen"),
        topics: text("Recht"),
        materials: text("https://beispiel.de/folien"),
        days: vec![first],
        capacity: text("12"),
        minimum: text("4"),
        limits,
        closes: text("2027-01-15"),
        audience: text("public"),
        roles: vec![text(Role::KiSo.code())],
        sozialraeume: vec![text(ID)],
        anstellungstraeger: vec![text(ID)],
        status: text("offen"),
        ..EventInput::default()
    };
    let today = day("2026-11-22");
    sweep("event", &event, &[], |input: &EventInput| input.check(today));
    let proposal = ProposalInput { title: text("Fachtag"), description: text("Ein Tag"), ..ProposalInput::default() };
    sweep("proposal", &proposal, &[], |input: &ProposalInput| input.check(Format::Fachtag));
    let basis = Basis { first: day("2027-02-01"), last: day("2027-02-01"), sozialraeume: BTreeSet::new() };
    let series = SeriesInput {
        request: text(ID),
        dates: vec![text("2027-03-01")],
        sozialraeume: vec![text(ID)],
        same_day: false,
    };
    sweep("series", &series, &[], |input: &SeriesInput| input.check(&basis, today));
    let minutes = MinutesInput {
        items: vec![ItemInput { topic: text("Ferien"), result: text("Geplant"), decision: text("Ja") }],
        tasks: vec![TaskInput { id: text(ID), what: text("Saal"), who: text("Kim"), until: text("2027-02-28") }],
    };
    sweep("minutes", &minutes, &[], MinutesInput::check);
    for occasion in [Occasion::Reminder, Occasion::Confirmation, Occasion::Minutes] {
        let body = occasion.required().iter().map(|wanted| format!("{{{}}}\n", wanted.name())).collect();
        let template = TemplateInput { subject: text("Erinnerung"), body };
        sweep("wording of a mail", &template, &[], |input: &TemplateInput| input.check(occasion));
    }
}

#[test]
fn forms_of_the_budget() {
    let parameters = demo::parameters(YEAR);
    sweep("parameters", &parameters, &[], BudgetParametersInput::check);
    let scenario = ScenarioInput { name: text("Mehr Sockel"), parameters, levels: BTreeMap::new() };
    sweep("scenario", &scenario, &[], |input: &ScenarioInput| input.check(YEAR));
    let forecast = ForecastInput { growth: text("2,5 %"), tariff: text("3"), years: text("5") };
    sweep("forecast", &forecast, &[], ForecastInput::check);
    let indicator = IndicatorInput {
        name: text("Kinder in Bedarfsgemeinschaften"),
        data_year: text("2025"),
        value: text("12,5"),
        reference: text("10"),
        weight: text("1"),
        source: text("Landesamt"),
        area: text("Kommune"),
        direction: String::new(),
    };
    sweep("indicator", &indicator, &[], |input: &IndicatorInput| input.check(YEAR));
    let rule = IndexRuleInput {
        thresholds: vec![text("90"), text("110")],
        valid_from: text("01.01.2026"),
        decision: text("JHA 18.11.2020"),
    };
    sweep("rule of the index", &rule, &[], |input: &IndexRuleInput| input.check(YEAR));
    let entry = FirstChargeInput {
        kita: text(ID),
        vzae: text("0,5"),
        first_day: text("01.02.2026"),
        last_day: text("31.07.2026"),
        reason: text("Auflage der Betriebserlaubnis"),
        reference: text("Az. 12/2026"),
        holder: text("Kita-Verein"),
        iban: text("DE89 3704 0044 0532 0130 00"),
    };
    sweep("first charge", &entry, &[], |input: &FirstChargeInput| input.check(YEAR));
}

#[test]
fn forms_of_payment_and_settlement() {
    let suspension = SuspensionInput {
        anstellungstraeger: text(ID),
        act: text(SuspensionInput::SUSPEND),
        first_month: text("2"),
        last_month: text("4"),
        reason: text("Unterlagen fehlen"),
    };
    sweep("suspension", &suspension, &[], SuspensionInput::check);
    let received = ReceivedInput {
        payee: text(ID),
        act: text(ReceivedInput::RECEIVE),
        amount: text("1.234,56"),
        day: text("01.03.2026"),
        note: text("Kontoauszug 12"),
    };
    sweep("received", &received, &[], |input: &ReceivedInput| input.check(day("2026-03-02")));
    let document = DocumentInput { kind: text("bescheid"), day: text("02.01.2026"), reference: text("Az. 1") };
    sweep("document", &document, &[], |input: &DocumentInput| input.check(day("2026-03-02")));
    let statement = StatementInput { kitas: Vec::new(), remarks: text("Eine Stelle\nwar unbesetzt.") };
    sweep("Verwendungsnachweis", &statement, &[], |input: &StatementInput| input.check(&[]));
    let kita = KitaId::new(Uuid::from_u128(1));
    let claim = Recognised {
        kita,
        number: text("001"),
        name: text("Kita 001"),
        budget: Euro::from_cents(200_000),
        claimed: Euro::from_cents(100_000),
        recognised: Euro::from_cents(100_000),
        objection: None,
    };
    let recognition = RecognitionInput {
        kitas: vec![KitaRecognitionInput { kita, recognised: text("900,00"), objection: text("ohne Beleg") }],
        offset_year: text("2027"),
    };
    sweep("recognition", &recognition, &[], |input: &RecognitionInput| input.check(std::slice::from_ref(&claim)));
    let settings = YearSettingsInput { deadline: text("31.03.2027"), first_charge_actual: text("270.000,00") };
    sweep("settings of a settlement", &settings, &[], |input: &YearSettingsInput| input.check(YEAR));
    for (what, bad) in refused() {
        assert!(check_reason(&bad).is_err(), "a reason takes {what}");
    }
}

#[test]
fn forms_of_posts_and_of_the_directory() {
    let post = PostInput {
        name: text("Stelle 1"),
        hours: text("19,5"),
        pay_group: text("S 12"),
        first_day: text("01.01.2026"),
        last_day: text("31.12.2027"),
        filled_from: text("01.02.2026"),
    };
    sweep("post", &post, &[], PostInput::check);
    let vacancy = VacancyInput { vacant_from: text("01.01.2026"), vacant_to: text("31.01.2026") };
    sweep("vacancy", &vacancy, &[], VacancyInput::check);
    let filling = FillingInput { occupied_from: text("01.01.2026"), occupied_to: text("31.01.2026") };
    sweep("filling", &filling, &[], FillingInput::check);
    for sheet in Sheet::ALL {
        for column in sheet.fields() {
            for (what, bad) in refused() {
                let faults = sheet.faults(&Fields::of([(column.field, bad.as_str())]));
                let own: Vec<_> = faults.into_iter().filter(|fault| fault.field == column.field).collect();
                assert!(!own.is_empty(), "{sheet:?} takes {what} at {}", column.field);
                assert_said("directory", column.field, &bad, &own);
            }
        }
    }
}

#[test]
fn forms_of_questionnaires() {
    let erhebung = ErhebungInput {
        kita: text(ID),
        from: text("2026-03-02"),
        to: text("2026-03-20"),
        methode: text("schriftliche_befragung"),
        zielgruppe: text("eltern"),
        questionnaire: text(ID),
        version: text("1"),
    };
    sweep("Erhebung", &erhebung, &[], |input: &ErhebungInput| input.check(ErhebungId::new(Uuid::nil())));
    let codes = CodesInput { anzahl: text("20"), sprache: text(Language::German.tag()), mit_deutsch: false };
    sweep("codes", &codes, &[], |input: &CodesInput| input.check(&[Language::German]));
    let decision = DecisionInput { act: text("release"), blacked_out: vec![1] };
    sweep("free text", &decision, &[], |input: &DecisionInput| input.check("zwei Wörter"));
    for (what, bad) in refused() {
        assert!(design::empty(&bad).is_err(), "a title takes {what}");
        assert!(check_asked(&bad).is_err(), "a number of people takes {what}");
    }
}
