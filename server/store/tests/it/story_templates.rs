//! The port for wordings of mails: who writes finds what was written, and a mail takes the wording of the moment it is sent.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, koordination, plan, register, single, tandem},
};
use chrono::TimeDelta;
use domain::{
    AppError,
    events::{
        port::{EventStore, TemplateStore},
        templates::{Occasion, Stored, Template, TemplateInput},
    },
    mail::port::Outbox,
};

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
        assert_eq!(save(&stage, Some(&first), 0).await, Ok(()));
        assert_eq!(save(&stage, Some(&second), 0).await, Err(AppError::Conflict));
        let of = |revision, template| Stored { occasion: Occasion::Confirmation, revision, template };
        assert_eq!(stored(&stage).await, [of(1, Some(first))]);
        assert_eq!(save(&stage, None, 1).await, Ok(()));
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
        assert!(text.contains("\nhttp"), "the link is in it: {text}");

        assert_eq!(save(&stage, None, 1).await, Ok(()));
        register(&stage, &single(2)).await;
        let (subject, text) = next_mail(&stage).await;
        assert_eq!(subject, "Ihre Anmeldung: Startseminar Frühjahr");
        assert!(text.starts_with("Guten Tag Person 2,\n\nIhre Anmeldung ist eingegangen"), "{text}");
    });
}

#[test]
fn mails_with_a_fixed_wording_stay_as_they_are() {
    on_each_engine(|stage| async move {
        stage.store.create(&koordination(), SEMINAR, &plan(9), noon()).await.expect("a new event");
        assert_eq!(save(&stage, Some(&wording("{Titel} {Termin} {Link}")), 0).await, Ok(()));
        register(&stage, &tandem(1, 2)).await;
        for _ in 0..2 {
            assert!(!next_mail(&stage).await.0.starts_with("Willkommen"));
        }
    });
}
