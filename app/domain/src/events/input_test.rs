use super::*;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).expect("a valid date")
}

fn day(date: &str, begin: &str, end: &str) -> DayInput {
    let place = "Kreishaus, Raum 1".into();
    DayInput { date: date.into(), begin: begin.into(), end: end.into(), place, speaker: String::new() }
}

fn seminar() -> EventInput {
    EventInput {
        title: "Startseminar".into(),
        format: "tandem_startseminar".into(),
        contents: "Rechtliche Grundlagen\n\n  Rollenklärung \n".into(),
        days: vec![day("2027-02-02", "09:00", "16:00"), day("01.02.2027", "9:00", "16.00")],
        capacity: "12".into(),
        closes: "2027-01-15".into(),
        audience: "public".into(),
        status: "offen".into(),
        ..Default::default()
    }
}

fn visitor() -> RegistrationInput {
    RegistrationInput {
        name: "Erika Muster".into(),
        email: "erika@beispiel.de".into(),
        funktion: "kita_leitung".into(),
        einrichtung: "Kita Sonnenschein".into(),
        ..Default::default()
    }
}

fn codes<T>(result: Result<T, Vec<FieldError>>) -> Vec<(String, ErrorCode)> {
    result.err().unwrap_or_default().into_iter().map(|fault| (fault.field, fault.code)).collect()
}

#[test]
fn a_seminar_of_two_days_is_read_in_order_of_time() {
    let plan = seminar().check(today()).expect("a good form");
    let dates: Vec<_> = plan.days.iter().map(|day| german::date(day.date)).collect();
    assert_eq!(dates, ["01.02.2027", "02.02.2027"]);
    assert_eq!(plan.contents, ["Rechtliche Grundlagen", "Rollenklärung"]);
    assert_eq!((plan.capacity, plan.opens, plan.audience), (12, None, Audience::Public));
}

#[test]
fn an_empty_form_names_every_field_that_is_missing() {
    let fields: Vec<_> = codes(EventInput::default().check(today())).into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["title", "format", "day_0_date", "capacity", "closes", "audience", "status"]);
}

#[test]
fn days_that_cannot_be_are_named_by_their_field() {
    let with = |days: Vec<DayInput>| codes(EventInput { days, ..seminar() }.check(today()));
    assert_eq!(
        with(vec![day("2027-02-01", "09:00", "16:00"), day("2027-02-01", "15:00", "17:00")]),
        [("day_1_begin".into(), ErrorCode::Overlap)]
    );
    assert_eq!(with(vec![day("2027-02-01", "16:00", "09:00")]), [("day_0_end".into(), ErrorCode::EndBeforeStart)]);
    assert_eq!(with(vec![day("2072-02-01", "09:00", "16:00")]), [("day_0_date".into(), ErrorCode::TooLarge)]);
    assert_eq!(with(vec![day("2027-02-01", "25:00", "26:00")]).len(), 2);
    assert_eq!(with(vec![day("2027-02-01", "09:00", "16:00"); 31])[0].1, ErrorCode::TooLarge);
}

#[test]
fn the_window_ends_before_the_seminar_and_after_it_opened() {
    let with = |opens: &str, closes: &str| {
        codes(EventInput { opens: opens.into(), closes: closes.into(), ..seminar() }.check(today()))
    };
    assert_eq!(with("2027-01-16", "2027-01-15"), [("closes".into(), ErrorCode::EndBeforeStart)]);
    assert_eq!(with("", "2027-02-02"), [("closes".into(), ErrorCode::TooLarge)]);
    assert_eq!(with("2027-01-15", "2027-02-01"), []);
}

#[test]
fn a_kita_leitung_says_from_where_others_need_not() {
    assert_eq!(visitor().check().map(|person| person.einrichtung), Ok(Some("Kita Sonnenschein".into())));
    let nowhere = RegistrationInput { einrichtung: " ".into(), ..visitor() };
    assert_eq!(codes(nowhere.check()), [("kita".into(), ErrorCode::Required)]);
    assert!(RegistrationInput { funktion: "andere".into(), ..nowhere.clone() }.check().is_ok());
    assert_eq!(
        codes(RegistrationInput { kita: "17".into(), ..nowhere }.check()),
        [("kita".into(), ErrorCode::NotAChoice)]
    );
}

#[test]
fn what_people_do_not_see_stays_empty() {
    let bot = RegistrationInput { website: "https://spam.example".into(), ..visitor() };
    assert_eq!(codes(bot.check()), [("website".into(), ErrorCode::WrongState)]);
}

#[test]
fn hostile_text_is_text_or_refused_at_its_field() {
    assert!(RegistrationInput { name: "<script>alert('x')</script>".into(), ..visitor() }.check().is_ok());
    let advertising = RegistrationInput { name: "Gewinn: https://x.example".into(), ..visitor() };
    assert_eq!(codes(advertising.check()), [("name".into(), ErrorCode::WebAddress)]);
    let marks = RegistrationInput { name: "Erika\u{202E}".into(), food_needs: "x".repeat(501), ..visitor() };
    assert_eq!(
        codes(marks.check()),
        [("name".into(), ErrorCode::ForbiddenCharacter), ("food_needs".into(), ErrorCode::TooLong)]
    );
}

#[test]
fn a_case_discussion_takes_no_text_about_a_case() {
    let case = EventInput { format: "kollegiale_fallberatung".into(), description: "Familie M.".into(), ..seminar() };
    let refused = ["description", "contents"].map(|field| (field.to_owned(), ErrorCode::CaseContent));
    assert_eq!(codes(case.check(today())), refused);
    let linked = EventInput {
        description: String::new(),
        contents: String::new(),
        materials: "Notizen zum Fall".into(),
        ..case.clone()
    };
    assert_eq!(codes(linked.check(today())), [("materials".to_owned(), ErrorCode::CaseContent)]);
    let framed = EventInput { description: String::new(), contents: " \n".into(), ..case };
    assert!(framed.check(today()).is_ok());
}

#[test]
fn the_share_for_a_certificate_is_a_percentage() {
    let with = |share: &str| EventInput { required_share: share.into(), ..seminar() }.check(today());
    assert_eq!(with("").map(|plan| plan.required_share), Ok(REQUIRED_SHARE));
    assert_eq!(with("100").map(|plan| plan.required_share), Ok(100));
    for wrong in ["0", "101", "achtzig"] {
        assert!(with(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_teamtreffen_names_its_sozialraum_and_a_public_event_keeps_nothing_else_of_the_circle() {
    let region = uuid::Uuid::from_u128(1).to_string();
    let team = EventInput {
        format: "sozialraumteamtreffen".into(),
        audience: "members".into(),
        roles: vec!["ki_so".into()],
        ..seminar()
    };
    assert_eq!(codes(team.check(today())), [("sozialraeume".into(), ErrorCode::Required)]);
    let team = EventInput { sozialraeume: vec![region], anstellungstraeger: vec![], ..team };
    let circle = team.check(today()).expect("a good form").circle;
    assert_eq!((circle.roles.len(), circle.sozialraeume.len()), (1, 1));
    let public = EventInput { audience: "public".into(), ..team.clone() }.check(today()).expect("a good form").circle;
    assert_eq!((public.roles.len(), public.sozialraeume.len()), (0, 1));
    for wrong in ["koordination", "kasse", "Bendorf"] {
        let input = EventInput { roles: vec![wrong.into()], ..team.clone() };
        assert_eq!(codes(input.check(today())), [("roles".into(), ErrorCode::NotAChoice)], "{wrong}");
    }
}

#[test]
fn a_minimum_fits_into_the_seats_and_seats_are_given_up_before_the_event_at_the_latest() {
    let with = |minimum: &str, until: &str| {
        EventInput { minimum: minimum.into(), cancel_until: until.into(), ..seminar() }.check(today())
    };
    let blank = with(" ", "").expect("both may be blank");
    assert_eq!((blank.minimum, blank.cancel_until), (None, None));
    let given = with("12", "01.02.2027").expect("as many as there are seats, and the first day itself");
    assert_eq!((given.minimum, given.cancel_until), (Some(12), NaiveDate::from_ymd_opt(2027, 2, 1)));
    assert_eq!(codes(with("13", "2027-02-02")), ["minimum", "cancel_until"].map(too_large));
    assert_eq!(codes(with("0", "bald")).len(), 2);
}

fn too_large(field: &str) -> (String, ErrorCode) {
    (field.to_owned(), ErrorCode::TooLarge)
}
