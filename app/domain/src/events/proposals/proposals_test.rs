use super::*;
use crate::{
    error::{ErrorCode, FieldError},
    events::{AreaNames, EventFormView},
};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a valid date")
}

fn fresh() -> EventInput {
    EventFormView::new_event(String::new(), AreaNames::default(), today()).input
}

#[test]
fn an_untouched_form_follows_every_change_of_the_format() {
    let mut typed = fresh();
    let mut before = None;
    for format in Format::ALL {
        typed = follow(&typed, before, *format, &[]);
        before = Some(*format);
        let proposed = proposal(*format, &[]);
        assert_eq!(
            (&typed.title, &typed.capacity, &typed.minimum),
            (&proposed.title, &proposed.capacity, &proposed.minimum)
        );
        assert_eq!((&typed.contents, &typed.topics), (&proposed.contents, &proposed.topics), "{format:?}");
        assert_eq!((&typed.audience, &typed.roles), (&proposed.audience, &proposed.roles), "{format:?}");
        assert_eq!((&typed.admission, &typed.days), (&proposed.admission, &proposed.days), "{format:?}");
        assert_eq!(typed.guest_hours, proposed.guest_hours, "{format:?}");
        assert_eq!((&typed.status, typed.waiting_list), (&fresh().status, true), "nothing else changes");
    }
}

#[test]
fn what_somebody_typed_stays() {
    let mut typed = EventInput { title: "Sprache im Alltag".into(), capacity: "12".into(), ..fresh() };
    typed.days[0].begin = "10:00".into();
    let followed = follow(&typed, None, Format::Fachtag, &[]);
    assert_eq!((followed.title.as_str(), followed.capacity.as_str()), ("Sprache im Alltag", "12"));
    assert_eq!(followed.minimum, "", "fifteen of twelve people would never come");
    assert_eq!((followed.days[0].begin.as_str(), followed.days[0].end.as_str()), ("10:00", "16:00"));
    let public = EventInput { audience: Audience::Public.code().into(), roles: vec![], ..followed };
    let again = follow(&public, Some(Format::Fachtag), Format::Sozialraumteamtreffen, &[]);
    assert_eq!((again.audience.as_str(), again.roles.len()), (Audience::Public.code(), 0), "chosen otherwise");
}

#[test]
fn a_proposal_lacks_only_what_nobody_can_know() {
    for format in Format::ALL {
        let mut input = follow(&fresh(), None, *format, &[]);
        input.format = format.code().into();
        input.closes = "2027-01-15".into();
        input.days[0].date = "2027-02-01".into();
        input.days[0].place = "Kreishaus".into();
        input.sozialraeume = vec![uuid::Uuid::from_u128(1).to_string()];
        assert!(input.check(today()).is_ok(), "{format:?}");
    }
}

#[test]
fn what_is_further_training_is_proposed_to_employers_as_well() {
    let employers = |format: &Format| {
        let input = proposal(*format, &[]);
        let named = input.roles.iter().any(|role| role == Role::Anstellungstraeger.code());
        input.audience == Audience::Public.code() || named
    };
    let closed: Vec<Format> = Format::ALL.iter().copied().filter(|format| !employers(format)).collect();
    assert_eq!(closed.len(), 2, "{closed:?}");
    assert!(closed.contains(&Format::Sozialraumteamtreffen) && closed.contains(&Format::KollegialeFallberatung));
}

#[test]
fn a_startseminar_is_proposed_for_tandems_only_and_everything_else_for_people_alone() {
    for format in Format::ALL {
        let expected = if *format == Format::TandemStartseminar { Admission::Tandems } else { Admission::Singles };
        assert_eq!(proposal(*format, &[]).admission, expected.code(), "{format:?}");
    }
    let chosen = EventInput { admission: Admission::Both.code().into(), ..proposal(Format::TandemStartseminar, &[]) };
    let followed = follow(&chosen, Some(Format::TandemStartseminar), Format::Fachtag, &[]);
    assert_eq!(followed.admission, Admission::Both.code(), "chosen otherwise");
}

#[test]
fn guests_of_a_public_format_confirm_within_a_day_unless_the_koordination_says_otherwise() {
    for format in Format::ALL {
        let input = proposal(*format, &[]);
        let is_public = input.audience == Audience::Public.code();
        assert_eq!(input.guest_hours, if is_public { "24" } else { "" }, "{format:?}");
    }
    let netz = follow(&fresh(), None, Format::Netzwerktreffen, &[]);
    assert_eq!(netz.guest_hours, "24");
    let typed = EventInput { guest_hours: "48".into(), ..netz.clone() };
    assert_eq!(follow(&typed, Some(Format::Netzwerktreffen), Format::Fachtag, &[]).guest_hours, "48");
    assert_eq!(follow(&netz, Some(Format::Netzwerktreffen), Format::Fachtag, &[]).guest_hours, "");
}

fn written() -> ProposalInput {
    ProposalInput {
        title: "Fachtag der Kita-Sozialarbeit".into(),
        description: "Einmal im Jahr".into(),
        contents: "Vortrag\nArbeitsgruppen".into(),
        topics: "Kinderschutz".into(),
        begin: "9.30".into(),
        end: "15:00".into(),
        capacity: "80".into(),
        minimum: "20".into(),
    }
}

#[test]
fn what_the_koordination_has_written_holds_in_place_of_the_built_in() {
    let own = written().check(Format::Fachtag).expect("a proposal").input().clone();
    assert_eq!(own, ProposalInput { begin: "09:30".into(), ..written() });
    let stored = |input| StoredProposal { format: Format::Fachtag, revision: 2, input };
    let (now, back) = (super::own(vec![stored(Some(own.clone()))]), super::own(vec![stored(None)]));
    assert_eq!((&now[..], back.len()), (&[(Format::Fachtag, own.clone())][..], 0));
    let followed = follow(&fresh(), None, Format::Fachtag, &now);
    assert_eq!((followed.title, followed.contents), (own.title.clone(), own.contents.clone()));
    assert_eq!((followed.days[0].begin.as_str(), followed.capacity.as_str()), ("09:30", "80"));
    assert_eq!(
        followed.roles,
        [Role::KiSo, Role::Anstellungstraeger].map(Role::code),
        "for whom is proposed as before"
    );
    let other = follow(&fresh(), None, Format::Weiterbildung, &now);
    assert_eq!(other.title, "Weiterbildung");

    let view = ProposalView::of(Format::Fachtag, Some(&stored(Some(own.clone()))));
    assert_eq!((view.changed, view.revision, view.input), (true, 2, own));
    let rows = ProposalRow::all(&[stored(Some(written()))]);
    let changed: Vec<_> = rows.iter().filter(|row| row.changed).map(|row| row.capacity.as_str()).collect();
    assert_eq!((rows.len(), changed), (Format::ALL.len(), vec!["80"]));
}

#[test]
fn what_the_planning_form_would_not_take_is_no_proposal() {
    let fault = |input: ProposalInput, format| input.check(format).expect_err("a fault");
    let new = |field, code| vec![FieldError::new(field, code)];
    let fachtag = Format::Fachtag;
    assert_eq!(fault(ProposalInput { title: " ".into(), ..written() }, fachtag), new("title", ErrorCode::Required));
    assert_eq!(
        fault(ProposalInput { end: "09:00".into(), ..written() }, fachtag),
        new("end", ErrorCode::EndBeforeStart)
    );
    let many = ProposalInput { minimum: "81".into(), ..written() };
    assert_eq!(fault(many, fachtag).first().map(|fault| fault.field.as_str()), Some("minimum"));
    // Of a Kollegiale Fallberatung no content is stored, in no proposal either.
    let faults = fault(written(), Format::KollegialeFallberatung);
    assert_eq!(faults, ["description", "contents"].map(|field| FieldError::new(field, ErrorCode::CaseContent)));
    for format in Format::ALL {
        assert_eq!(builtin(*format).check(*format).map(|one| one.input().clone()), Ok(builtin(*format)), "{format:?}");
    }
}
