use super::*;
use crate::{
    error::{ErrorCode, FieldError},
    events::{
        attendance::{self, Sheet},
        certificate::{Certificate, CertificateNumber, Facts},
        minutes::{self, Item, Meeting, Minutes},
        roll::{Roll, date, event, noon, person, single},
        types::{PersonKey, Registration},
    },
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn input(subject: &str, body: &str) -> TemplateInput {
    TemplateInput { subject: subject.into(), body: body.into() }
}

/// The wording that the program had before it could be changed: nobody who changes nothing gets other mails.
#[test]
fn the_built_in_wording_is_a_whole_mail() {
    let mail = events_german::confirmation(&event(9, 1), &person(1)).with_link("https://portal.example/1");
    assert_eq!(mail.subject, "Ihre Anmeldung: Startseminar");
    assert_eq!(
        mail.text,
        "Guten Tag Person 1,\n\n\
         Ihre Anmeldung ist eingegangen, ein Platz ist für Sie reserviert:\n\n\
         Startseminar (Tandem-Startseminar)\n\
         - Mittwoch, 20. Januar 2027, 12:00 bis 16:00 Uhr, Kreishaus\n\
         - Donnerstag, 21. Januar 2027, 12:00 bis 16:00 Uhr, Kreishaus\n\n\
         Wenn Sie nicht teilnehmen können, stornieren Sie bitte rechtzeitig: Dann kann jemand anderes den Platz bekommen. \
         Stand ansehen oder stornieren:\n\n\
         https://portal.example/1\n\n\
         Wissen Sie nichts von dieser Anmeldung? Dann geben Sie der Koordination bitte Bescheid.\n\n\
         Kreisjugendamt Mayen-Koblenz\nKoordination Sozialraumbudget und Kita-Sozialarbeit\n"
    );
}

#[test]
fn each_place_is_named_once_in_the_order_of_the_days() {
    let mut event = event(9, 1);
    let days = ["Kreishaus", "Bürgerhaus", "Kreishaus"];
    let first = event.plan.days[0].clone();
    event.plan.days = vec![first; days.len()];
    for (day, place) in event.plan.days.iter_mut().zip(days) {
        day.place = place.into();
    }
    let template = input("{Ort}", "{Titel}").check(Occasion::CallingOff).expect("a wording");
    assert_eq!(template.fill(&values(&event, &person(1), &[])).0, "Kreishaus, Bürgerhaus");
}

#[test]
fn every_built_in_wording_is_one_that_could_be_typed_and_fills_every_placeholder() {
    for occasion in Occasion::ALL {
        let template = Template::builtin(occasion);
        assert_eq!(TemplateInput::of(&template).check(occasion), Ok(template), "{occasion:?}");
        let (subject, text) = preview(occasion, &TemplateInput::of(&Template::builtin(occasion))).expect("no faults");
        assert!(!subject.contains('{') && !text.contains('{'), "{subject} {text}");
        assert_eq!(Occasion::from_code(occasion.code()), Some(occasion));
        // After the comma of the salutation only who is spoken to, and names, are capital.
        let body = super::german::body(occasion);
        let word = body.strip_prefix("{Anrede}\n\n").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        let goes_on = word.starts_with(char::is_lowercase) || ["Sie", "Ihr", "Ihre", "{Partner}"].contains(&word);
        assert!(goes_on, "{occasion:?}: {word}");
    }
}

/// Who moves up on a telephone looks for no earlier mail, and who came by an import has none.
#[test]
fn every_mail_that_asks_for_something_by_the_link_brings_it() {
    for occasion in Occasion::ALL {
        let body = super::german::body(occasion);
        let has_link = occasion.placeholders().contains(&Placeholder::Link);
        assert_eq!(body.matches("{Link}").count(), usize::from(has_link), "{occasion:?}");
        let asks = ["stornieren Sie", "stornieren können", "bestätigen Sie"].iter().any(|word| body.contains(word));
        assert!(has_link || !asks, "{occasion:?} asks for what it gives no link to: {body}");
    }
    let mut roll = Roll::new(1);
    roll.register(&single(1), noon(6));
    let moved_up = Registration { deadline: Some(date(9)), ..roll.row(1).expect("registered").clone() };
    let text = events_german::promotion(&roll.event, &moved_up).with_link("https://portal.example/1").text;
    assert!(text.contains("bis zum 09.01.2027 für Sie reserviert: Bitte bestätigen Sie ihn bis dahin"), "{text}");
    assert!(text.contains("Ihr Link zu dieser Anmeldung:\n\nhttps://portal.example/1\n\n"), "{text}");
}

#[test]
fn what_nothing_is_put_in_place_of_is_refused_by_its_line() {
    let faults = |occasion, subject, body| input(subject, body).check(occasion).expect_err("faults");
    let unknown = |field, line: i64| FieldError::with_limit(field, ErrorCode::UnknownPlaceholder, line);
    let body = "{Titel}\n{Termin}\n{Vorname}";
    assert_eq!(faults(Occasion::Reminder, "Erinnerung", body), [unknown("body", 3)]);
    // A link only where there is one, and in no subject: those stand in lists.
    assert_eq!(faults(Occasion::Cancellation, "Storniert", "{Titel} {Termin} {Link}"), [unknown("body", 1)]);
    assert_eq!(faults(Occasion::Waiting, "{Link}", "{Titel} {Link}"), [unknown("subject", 1)]);
    assert_eq!(faults(Occasion::Reminder, "{titel}", "{Titel} {Termin}"), [unknown("subject", 1)]);
}

#[test]
fn a_stored_wording_that_lacks_something_is_shown_and_not_used() {
    let lacking = input("Nachgerückt", "{Titel} {Termin}");
    let stored = Stored::of(Occasion::Promotion, 3, Some(lacking.clone()));
    assert_eq!((&stored.template, &stored.refused), (&None, &Some(lacking.clone())));
    let view = TemplateView::of(Occasion::Promotion, Some(&stored));
    assert!(view.refused && view.changed, "it can be repaired, and the built-in one brought back");
    assert_eq!((view.revision, view.input), (3, lacking));
    let rows = TemplateRow::all(&[stored]);
    assert!(!rows.iter().any(|row| row.changed), "nobody gets it");
    let refused: Vec<_> = rows.iter().filter(|row| row.refused).map(|row| row.occasion.as_str()).collect();
    assert_eq!(refused, ["promotion"]);

    // What is said of the seat may speak of the link.
    let without = input("Nachgerückt", "{Titel} {Termin} {Stand}");
    let missing = FieldError::with_limit("body", ErrorCode::MissingPlaceholder, "{Link}".to_owned());
    assert_eq!(without.check(Occasion::Promotion), Err(vec![missing]));
    let whole = input("Nachgerückt", "{Titel} {Termin} {Stand} {Link}");
    let stored = Stored::of(Occasion::Promotion, 4, Some(whole.clone()));
    assert_eq!((stored.template, stored.refused), (whole.check(Occasion::Promotion).ok(), None));
}

#[test]
fn what_a_mail_is_for_must_be_in_it() {
    let missing = |name: &str| FieldError::with_limit("body", ErrorCode::MissingPlaceholder, name.to_owned());
    let check = |occasion, body| input("Betreff", body).check(occasion);
    assert_eq!(check(Occasion::Confirmation, "{Titel} {Termin}"), Err(vec![missing("{Link}")]));
    assert_eq!(check(Occasion::CallingOff, "Fällt aus."), Err(vec![missing("{Titel}")]));
    assert!(check(Occasion::CallingOff, "{Titel} fällt aus.").is_ok());
    let blank = input("", " ").check(Occasion::Change).expect_err("faults");
    assert_eq!(blank, ["subject", "body"].map(|field| FieldError::new(field, ErrorCode::Required)));
}

#[test]
fn braces_that_are_no_placeholder_stay_text() {
    let body = "{ und } und {\n} und {{Titel}}";
    let template = input("Betreff", body).check(Occasion::CallingOff);
    // `{ und }` has a partner on its line: it would be taken for a placeholder.
    assert_eq!(template, Err(vec![FieldError::with_limit("body", ErrorCode::UnknownPlaceholder, 1_i64)]));
    let template = input("Betreff", "} und {\n} und {{Titel}}").check(Occasion::CallingOff).expect("a wording");
    let values = Values::from([("Titel".to_owned(), "Fachtag".to_owned())]);
    assert_eq!(template.fill(&values).1, "} und {\n} und {Fachtag}\n");
}

#[test]
fn a_paragraph_of_which_nothing_is_left_is_left_out() {
    let body = "{Titel}\n\n{Rückmeldung}\n\n{Link}";
    let template = input("Betreff", body).check(Occasion::Certificate).expect("a wording");
    let mut values = Values::from(
        [("Titel", "Fachtag"), ("Link", "dort"), ("Rückmeldung", "Wie war es?")]
            .map(|(name, value)| (name.to_owned(), value.to_owned())),
    );
    assert_eq!(template.fill(&values).1, "Fachtag\n\nWie war es?\n\ndort\n");
    values.insert("Rückmeldung".to_owned(), String::new());
    assert_eq!(template.fill(&values).1, "Fachtag\n\ndort\n");
    // A mail from before there was this placeholder.
    values.remove("Rückmeldung");
    assert_eq!(template.fill(&values).1, "Fachtag\n\ndort\n");
}

#[test]
fn a_certificate_asks_how_it_was_only_while_somebody_can_answer() {
    let (event, person) = (event(9, 1), person(1));
    let facts = Facts {
        title: "Startseminar".into(),
        format: event.plan.format,
        contents: vec![],
        days: event.plan.days.clone(),
        sessions: 2,
        minutes: 480,
    };
    let certificate = Certificate {
        number: CertificateNumber::of_bits(77),
        event: event.id,
        person: PersonKey::of(event.id, &person.email),
        issued: date(21),
        facts,
        holder: None,
        withdrawn: None,
    };
    let text = |feedback: &str| attendance::german::certificate(&event, &person, &certificate, feedback).text;
    let asked = text("https://portal.example/umfrage/abc");
    let question = "Wie war die Veranstaltung? Ihre Antwort ist freiwillig und anonym:\n\nhttps://portal.example/umfrage/abc\n\nWissen";
    assert!(asked.contains(question), "{asked}");
    let silent = text("");
    assert!(silent.contains("echt ist.\n\nWissen Sie nichts") && !silent.contains("Wie war"), "{silent}");
}

#[test]
fn minutes_say_that_they_replace_earlier_ones_only_if_they_do() {
    let of = event(9, 1);
    let item = Item { topic: "Sommerfest".into(), result: None, decision: Some("Wird {gefeiert}".into()) };
    let minutes = |sendings| Minutes { items: vec![item.clone()], sendings, ..Minutes::blank(of.id) };
    let sheet = Sheet { event: of.clone(), registrations: vec![], marks: vec![], certificates: vec![] };
    let (minutes_once, unreadable) = (minutes(1), BTreeSet::new());
    let meeting =
        Meeting { sheet, minutes: minutes_once, tasks: vec![], open_tasks: vec![], unapproved: vec![], unreadable };
    let text = |sendings| minutes::german::mail(&meeting, &minutes(sendings), &person(1)).text;
    let first = text(1);
    assert!(first.starts_with("Guten Tag Person 1,\n\nhier ist das Protokoll zu:\n\nStartseminar"), "{first}");
    // What somebody wrote into the minutes is no wording.
    assert!(first.contains("Kreishaus\n\n1. Sommerfest\nBeschluss: Wird {gefeiert}\n\nStimmt etwas nicht"), "{first}");
    assert!(text(2).contains("Das Protokoll ist geändert; diese Fassung ersetzt die frühere.\n\n1. Sommerfest"));
}

#[test]
fn a_trial_is_one_mail_a_minute_and_says_that_it_is_one() {
    let (account, to) = (crate::ids::AccountId::new(uuid::Uuid::from_u128(1)), person(1).email);
    let minute = crate::events::roll::noon(6);
    let own = input("{Titel}", "{Titel} {Termin}");
    let at = |local| trial(Occasion::Reminder, &own, (account, &to), local).expect("a mail");
    let (id, mail) = at(minute);
    assert_eq!((mail.subject.as_str(), mail.to.clone()), ("[Test] Fachtag Übergänge", to.clone()));
    assert_eq!(at(minute + chrono::TimeDelta::seconds(30)).0, id);
    assert_ne!(at(minute + chrono::TimeDelta::seconds(60)).0, id);
}

proptest! {
    /// Whatever somebody is called: what is put in is never read as a wording.
    #[test]
    fn a_name_is_put_in_as_it_is(name in "[{}A-Za-z ]{0,30}") {
        let values = Values::from([("Name".to_owned(), name.clone()), ("Link".to_owned(), "geheim".to_owned())]);
        let template = input("Betreff", "{Titel}x{Name}y").check(Occasion::CallingOff).expect("a wording");
        prop_assert_eq!(template.fill(&values).1, format!("x{name}y\n"));
    }

    /// No text makes the parser lose or repeat a part of it.
    #[test]
    fn the_parts_of_a_text_are_the_text(text in "[{}ab\n]{0,40}") {
        let whole: String = parts(&text)
            .into_iter()
            .map(|part| match part {
                Part::Text(text) => text.to_owned(),
                Part::Placeholder(name) => format!("{{{name}}}"),
            })
            .collect();
        prop_assert_eq!(whole, text);
    }
}
