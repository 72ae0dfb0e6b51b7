//! The port for wordings of mails: who writes finds what was written, and a mail takes the wording of the moment it is sent.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, key, koordination, plan, register, single, tandem},
};
use chrono::TimeDelta;
use domain::{
    AppError,
    events::{
        EventPlan, Format,
        minutes::{Item, MinutesDraft},
        port::{EventStore, MinutesStore, TemplateStore},
        tandem::TandemNews,
        templates::{Occasion, Stored, Template, TemplateInput},
    },
    mail::{Mail, port::Outbox},
};
use store::internals::Query;

fn wording(body: &str) -> Template {
    let input = TemplateInput { subject: "Willkommen: {Titel}".into(), body: body.into() };
    input.check(Occasion::Confirmation).expect("a wording")
}

async fn save(stage: &Stage, template: Option<&Template>, revision: u32) -> Result<(), AppError> {
    stage.store.save_template(&koordination(), Occasion::Confirmation, template, revision, noon()).await
}

async fn stored(stage: &Stage) -> Vec<Stored> {
    stage.store.templates(&koordination()).await.expect("wordings")
}

/// Subject and text of the next mail, which is sent.
async fn next_mail(stage: &Stage) -> (String, String) {
    let claimed = stage.store.claim(noon(), noon() + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
    stage.store.mark_sent(&claimed.id, noon()).await.expect("an outbox");
    (claimed.mail.subject, claimed.mail.text)
}

#[test]
fn wordings_are_written_on_top_of_what_was_seen() {
    on_each_engine(|stage| async move {
        assert_eq!(stored(&stage).await, []);
        let (first, second) = (wording("{Titel} {Termin} {Link}"), wording("{Anrede}\n\n{Titel} {Termin} {Link}"));
        for _ in 0..2 {
            assert_eq!(save(&stage, Some(&first), 0).await, Ok(()), "sent again after a lost answer, it is there");
        }
        assert_eq!(save(&stage, Some(&second), 0).await, Err(AppError::Conflict));
        let of = |revision, template: Option<Template>| {
            Stored::of(Occasion::Confirmation, revision, template.as_ref().map(TemplateInput::of))
        };
        assert_eq!(stored(&stage).await, [of(1, Some(first))]);
        for _ in 0..2 {
            assert_eq!(save(&stage, None, 1).await, Ok(()));
        }
        assert_eq!(stored(&stage).await, [of(2, None)]);
        // Whoever still has the first one on the screen does not write over the decision to drop it.
        assert_eq!(save(&stage, Some(&second), 1).await, Err(AppError::Conflict));
        assert_eq!(save(&stage, Some(&second), 2).await, Ok(()));
        assert_eq!(stored(&stage).await, [of(3, Some(second))]);
    });
}

#[test]
fn a_mail_takes_the_wording_that_holds_when_it_is_sent() {
    on_each_engine(|stage| async move {
        stage.store.create(&koordination(), SEMINAR, &plan(9), noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        let own = wording("Hallo {Name}, {Titel}, {Format}, {Ort}:\n{Termin}\n{Link}");
        assert_eq!(save(&stage, Some(&own), 0).await, Ok(()));
        let (subject, text) = next_mail(&stage).await;
        assert_eq!(subject, "Willkommen: Startseminar Frühjahr");
        let begin = "Hallo Person 1, Startseminar Frühjahr, Tandem-Startseminar, Kreishaus, Raum 1:\n- Dienstag, 14. April 2026";
        assert!(text.starts_with(begin), "{text}");
        assert!(text.ends_with(&format!("\n{}\n", Mail::LINK_PLACE)), "the place of the link is in it: {text}");

        assert_eq!(save(&stage, None, 1).await, Ok(()));
        register(&stage, &single(2)).await;
        let (subject, text) = next_mail(&stage).await;
        assert_eq!(subject, "Ihre Anmeldung: Startseminar Frühjahr");
        assert!(text.starts_with("Guten Tag Person 2,\n\nIhre Anmeldung ist eingegangen"), "{text}");
    });
}

/// From a time when a wording for those who move up did not have to say how it stands with their seat.
const EARLIER: &str = "
    CREATE mail_template:promotion CONTENT {
        subject: 'Nachgerückt: {Titel}', body: '{Titel} {Termin}', revision: 4, changed_at: d'2026-01-01T00:00:00Z'
    };
";

#[test]
fn a_wording_from_before_a_rule_is_shown_as_it_lies_there_and_the_built_in_one_goes_out() {
    on_each_engine(|stage| async move {
        stage.store.run(Query::write(EARLIER)).await.expect("an earlier wording");
        let lies_there = TemplateInput { subject: "Nachgerückt: {Titel}".into(), body: "{Titel} {Termin}".into() };
        let [found] = &stored(&stage).await[..] else { panic!("one wording") };
        assert_eq!((found.occasion, found.revision, &found.template), (Occasion::Promotion, 4, &None));
        assert_eq!(found.refused, Some(lies_there));

        let (by, store) = (koordination(), &stage.store);
        let one_seat = EventPlan { waiting_list: true, ..plan(1) };
        store.create(&by, SEMINAR, &one_seat, noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        register(&stage, &single(2)).await;
        store.cancel(&by, SEMINAR, &key(1), noon()).await.expect("a free seat");
        let mut sent = vec![];
        for _ in 0..4 {
            sent.push(next_mail(&stage).await);
        }
        let (_, text) = sent.iter().find(|(subject, _)| subject.starts_with("Sie sind nachgerückt")).expect("a mail");
        assert!(text.contains("Der Platz ist für Sie reserviert."), "{text}");
    });
}

#[test]
fn each_half_of_a_tandem_gets_the_wording_of_its_own_occasion() {
    on_each_engine(|stage| async move {
        stage.store.create(&koordination(), SEMINAR, &plan(9), noon()).await.expect("a new event");
        // The wording for single people is not theirs.
        assert_eq!(save(&stage, Some(&wording("{Titel} {Termin} {Link}")), 0).await, Ok(()));
        let occasion = Occasion::Tandem(TandemNews::Invitation);
        let body = "{Name}, {Partner} ({Funktion}) fragt bis {Frist}:\n{Titel} {Termin}\n{Link}";
        let input = TemplateInput { subject: "Zusammen zu: {Titel}".into(), body: body.into() };
        let own = input.check(occasion).expect("a wording");
        let saved = stage.store.save_template(&koordination(), occasion, Some(&own), 0, noon()).await;
        assert_eq!(saved, Ok(()));
        register(&stage, &tandem(1, 2)).await;
        let mut sent = [next_mail(&stage).await, next_mail(&stage).await];
        sent.sort();
        let [(first, _), (second, text)] = sent;
        assert_eq!([first, second], ["Ihr Tandem: Startseminar Frühjahr", "Zusammen zu: Startseminar Frühjahr"]);
        assert!(text.starts_with("Person 2, Person 1 (Kita-Leitung) fragt bis 09.03.2026:\nStartseminar"), "{text}");
        assert!(text.ends_with(&format!("\n{}\n", Mail::LINK_PLACE)), "{text}");
    });
}

#[test]
fn minutes_are_worded_by_the_koordination_too() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        let meeting = EventPlan { format: Format::Sozialraumteamtreffen, ..plan(5) };
        store.create(&by, SEMINAR, &meeting, noon()).await.expect("a new event");
        register(&stage, &single(1)).await;
        next_mail(&stage).await;
        let input =
            TemplateInput { subject: "Mitschrift: {Titel}".into(), body: "{Titel}\n\n{Fassung}\n\n{Protokoll}".into() };
        let own = input.check(Occasion::Minutes).expect("a wording");
        assert_eq!(store.save_template(&by, Occasion::Minutes, Some(&own), 0, noon()).await, Ok(()));
        let item = Item { topic: "Sommerfest".into(), result: Some("Im Juli".into()), decision: None };
        let draft = MinutesDraft { items: vec![item], tasks: vec![] };
        store.save_minutes(&by, SEMINAR, &draft, 0, noon()).await.expect("a draft");
        let held = noon() + TimeDelta::days(43);
        assert_eq!(store.send_minutes(&by, SEMINAR, 1, held).await, Ok(1));
        let claimed = store.claim(held, held + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
        assert_eq!(claimed.mail.subject, "Mitschrift: Startseminar Frühjahr");
        assert_eq!(claimed.mail.text, "Startseminar Frühjahr\n\n1. Sommerfest\nIm Juli\n");
    });
}
