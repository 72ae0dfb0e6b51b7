use super::*;
use crate::events::{
    roll::{Roll, noon, tandem},
    types::RegistrationStatus,
};

/// Person 1, a Kita-Leitung, has registered with person 101, a KiSo, on 6 January; the event and the two rows.
fn two() -> (Event, Registration, Registration) {
    let mut roll = Roll::new(4);
    roll.register(&tandem(1, 101), noon(6));
    let row = |number| roll.row(number).expect("both are registered").clone();
    (roll.event.clone(), row(1), row(101))
}

#[test]
fn an_invitation_says_who_asks_until_when_and_where_to_answer() {
    let (event, inviting, invited) = two();
    let mail = invitation(&event, &invited, &inviting.participant);
    assert_eq!(
        (mail.subject.as_str(), &mail.to),
        ("Bitte bestätigen: Tandem: Startseminar", &invited.participant.email)
    );
    let begin = "Guten Tag Person 101,\n\n\
                 Person 1 (Kita-Leitung) möchte mit Ihnen als Tandem teilnehmen und hat Sie beide angemeldet:\n\n\
                 Startseminar (Tandem-Startseminar)\n- Mittwoch, 20. Januar 2027";
    assert!(mail.text.starts_with(begin), "{}", mail.text);
    let place = Mail::LINK_PLACE;
    let asked = format!("Bitte bestätigen Sie bis zum 13.01.2027, oder lehnen Sie ab:\n\n{place}\n\n");
    assert!(mail.text.contains(&asked), "{}", mail.text);
}

#[test]
fn whoever_registers_both_learns_whether_there_are_seats_and_until_when_the_other_can_confirm() {
    let (event, inviting, invited) = two();
    let mail = registered(&event, &inviting, &invited);
    assert_eq!(mail.subject, "Ihr Tandem: Startseminar");
    assert!(mail.text.contains("Person 101 kann bis zum 13.01.2027 bestätigen"), "{}", mail.text);
    let waiting = Registration { status: RegistrationStatus::Warteliste, ..inviting };
    let mail = registered(&event, &waiting, &invited);
    assert_eq!(mail.subject, "Ihr Tandem: Warteliste: Startseminar");
    assert!(mail.text.contains("Sie stehen beide auf der Warteliste"), "{}", mail.text);
}

#[test]
fn a_whole_tandem_learns_how_it_stands_with_its_seats() {
    let (event, inviting, invited) = two();
    let held = "Zwei Plätze sind für Sie beide reserviert.";
    let open = "Sie ist bis zum 13.01.2027 nötig, sonst verfällt die Anmeldung für Sie beide.";
    assert!(confirmed(&event, &inviting, &invited.participant).text.contains(held));
    let waiting = Registration { status: RegistrationStatus::Warteliste, ..inviting.clone() };
    let text = paired(&event, &waiting, &invited.participant).text;
    assert!(text.contains("Sie stehen zusammen auf der Warteliste") && !text.contains(held), "{text}");
    // Whoever moves up before the invited half has confirmed is told that it still has to, on either side.
    for (row, partner) in [(&inviting, &invited), (&invited, &inviting)] {
        let text = promotion(&event, row, partner).text;
        assert!(text.contains(held) && text.contains(open), "{text}");
    }
    let answered = Registration { deadline: None, ..invited };
    let text = promotion(&event, &inviting, &answered).text;
    assert!(text.contains(held) && !text.contains("steht noch aus"), "{text}");
}

/// What a wording can name has to be known for every mail: otherwise there would be a hole in it.
#[test]
fn every_mail_brings_a_value_for_whatever_its_wording_can_name() {
    let (event, inviting, invited) = two();
    let waiting = Registration { status: RegistrationStatus::Warteliste, ..inviting.clone() };
    let (one, other) = (&inviting.participant, &invited.participant);
    let mails = [
        (TandemNews::Invitation, invitation(&event, &invited, one)),
        (TandemNews::Registered, registered(&event, &inviting, &invited)),
        (TandemNews::Waiting, registered(&event, &waiting, &invited)),
        (TandemNews::Seeking, seeking(&event, &invited)),
        (TandemNews::Confirmed, confirmed(&event, &inviting, other)),
        (TandemNews::Paired, paired(&event, &inviting, other)),
        (TandemNews::Promotion, promotion(&event, &inviting, &invited)),
        (TandemNews::Declined, declined(&event, &invited, one)),
        (TandemNews::Unanswered, unanswered(&event, &invited, one)),
        (TandemNews::Lapsed, lapsed(&event, &invited, one)),
        (TandemNews::FoundNobody, found_nobody(&event, &invited)),
    ];
    let tandems = Occasion::ALL.into_iter().filter(|occasion| matches!(occasion, Occasion::Tandem(_)));
    assert_eq!(tandems.collect::<Vec<_>>(), mails.each_ref().map(|(news, _)| Occasion::Tandem(*news)));
    for (news, mail) in mails {
        let draft = mail.draft.expect("its wording can be changed");
        let wanted = Occasion::Tandem(news).placeholders();
        assert_eq!((draft.occasion.as_str(), draft.values.len()), (news.code(), wanted.len()));
        for placeholder in wanted {
            let value = draft.values.get(placeholder.name());
            assert!(value.is_some_and(|value| !value.is_empty()), "{news:?} has nothing for {placeholder:?}");
        }
        assert!(!mail.text.contains('{') && !mail.subject.contains('{'), "{}", mail.text);
    }
}
