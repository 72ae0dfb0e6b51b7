//! The port for mails that were given up: they are found, sent again or let go, each once.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::koordination,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    accounts::{Email, LinkPurpose},
    mail::{
        JobId, Mail,
        failed::{FailedMail, KEPT, NO_CONNECTION},
        port::{FailedMails, Outbox},
    },
};
use store::internals::Query;

fn mail(number: u32) -> Mail {
    let to = Email::parse("email", &format!("person{number}@beispiel.de")).expect("a valid address");
    Mail { to, subject: format!("Mail {number}"), text: "Guten Tag\n".into(), draft: None, opens: None }
}

fn job(number: u32) -> JobId {
    JobId::new(format!("registration/a/b/{number}"))
}

/// Puts a mail into the outbox and gives it up.
async fn give_up(stage: &Stage, number: u32, now: DateTime<Utc>) {
    assert_eq!(stage.store.enqueue(&job(number), &mail(number), now).await, Ok(true));
    let claimed = stage.store.claim(now, now + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
    assert_eq!(claimed.id, job(number));
    stage.store.mark_failed(&claimed.id, NO_CONNECTION, None).await.expect("an outbox");
}

async fn failed(stage: &Stage) -> Vec<FailedMail> {
    stage.store.failed_mails(&koordination()).await.expect("a list")
}

#[test]
fn what_was_given_up_is_found_and_sent_again_or_let_go() {
    on_each_engine(|stage| async move {
        let (by, store, later) = (koordination(), &stage.store, noon() + TimeDelta::minutes(1));
        assert_eq!(failed(&stage).await, []);
        give_up(&stage, 1, noon()).await;
        give_up(&stage, 2, later).await;
        // One that waits for its next attempt is not given up.
        assert_eq!(store.enqueue(&job(3), &mail(3), later + TimeDelta::days(1)).await, Ok(true));
        let found = failed(&stage).await;
        assert_eq!(found.iter().map(|mail| mail.id.clone()).collect::<Vec<_>>(), [job(2), job(1)]);
        let [_, first] = &found[..] else { panic!("two mails") };
        assert_eq!((first.to.as_str(), first.subject.as_str()), ("person1@beispiel.de", "Mail 1"));
        assert_eq!((first.reason.as_str(), first.since), (NO_CONNECTION, noon()));

        // Twice: the second click finds nothing to do, neither while it waits nor after it was sent.
        for _ in 0..2 {
            assert_eq!(store.send_again(&by, &job(1), later).await, Ok(()));
        }
        assert_eq!(failed(&stage).await.len(), 1);
        let claimed = store.claim(later, later + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
        assert_eq!((claimed.id, claimed.mail, claimed.attempt), (job(1), mail(1), 1));
        store.mark_sent(&job(1), later).await.expect("an outbox");
        assert_eq!(store.send_again(&by, &job(1), later).await, Ok(()));
        assert_eq!(store.claim(later, later + TimeDelta::hours(1)).await, Ok(None));

        for _ in 0..2 {
            assert_eq!(store.let_go(&by, &job(2), later).await, Ok(()));
        }
        assert_eq!(failed(&stage).await, []);
        assert_eq!(store.send_again(&by, &job(2), later).await, Ok(()), "its text is gone");
        assert_eq!(store.claim(later, later + TimeDelta::hours(1)).await, Ok(None));
        // The occasion stays known: what was let go does not come back by itself.
        assert_eq!(store.enqueue(&job(2), &mail(2), later).await, Ok(false));
    });
}

#[test]
fn of_a_mail_with_a_link_no_text_is_left_once_it_is_given_up() {
    on_each_engine(|stage| async move {
        let (by, store, id) = (koordination(), &stage.store, JobId::of_link(LinkPurpose::Invitation, "hash"));
        let secret = Mail { text: "https://portal.example/passwort-setzen?token=geheim\n".into(), ..mail(1) };
        assert_eq!(store.enqueue(&id, &secret, noon()).await, Ok(true));
        let later = noon() + TimeDelta::minutes(1);
        let claimed = store.claim(noon(), later).await.expect("an outbox").expect("a mail");
        assert_eq!(claimed.written, noon());
        store.mark_failed(&id, NO_CONNECTION, Some(later)).await.expect("an outbox");
        let claimed = store.claim(later, later + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
        assert_eq!((claimed.mail, claimed.written), (secret, noon()), "it is tried again as it was");
        store.mark_failed(&id, NO_CONNECTION, None).await.expect("an outbox");

        let [found] = &failed(&stage).await[..] else { panic!("one mail") };
        assert_eq!((found.to.as_str(), found.subject.as_str()), ("person1@beispiel.de", "Mail 1"));
        let kept: Vec<String> = store.rows(Query::read("SELECT VALUE payload FROM job;")).await.expect("a row");
        assert!(kept.len() == 1 && !kept[0].contains("geheim"), "{kept:?}");
        assert_eq!(store.let_go(&by, &id, later).await, Ok(()));
        assert_eq!(failed(&stage).await, []);
    });
}

#[test]
fn what_nobody_deals_with_is_deleted_after_a_time() {
    on_each_engine(|stage| async move {
        let (store, soon) = (&stage.store, noon() + TimeDelta::hours(2));
        give_up(&stage, 1, noon()).await;
        // Another one was tried anew meanwhile: its time begins then. One that waits is none of them.
        give_up(&stage, 2, noon()).await;
        let again = noon() + TimeDelta::days(5);
        store.send_again(&koordination(), &job(2), again).await.expect("a mail");
        let claimed = store.claim(again, again + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
        store.mark_failed(&claimed.id, NO_CONNECTION, None).await.expect("an outbox");
        assert_eq!(store.enqueue(&job(3), &mail(3), noon()).await, Ok(true));

        assert_eq!(store.let_old_go(noon() + KEPT).await, Ok(0));
        assert_eq!(store.let_old_go(soon + KEPT).await, Ok(1));
        assert_eq!(store.let_old_go(soon + KEPT).await, Ok(0), "once");
        assert_eq!(failed(&stage).await.into_iter().map(|mail| mail.id).collect::<Vec<_>>(), [job(2)]);
        let waiting = store.claim(again, again + TimeDelta::hours(1)).await.expect("an outbox").expect("a mail");
        assert_eq!((waiting.id, waiting.mail), (job(3), mail(3)));
        // The occasion stays known, as of every mail that was sent.
        assert_eq!(store.enqueue(&job(1), &mail(1), again).await, Ok(false));
    });
}

#[test]
fn who_comes_too_late_brings_nothing_back_that_another_one_has_sent() {
    on_each_engine(|stage| async move {
        let (store, later) = (&stage.store, noon() + TimeDelta::hours(1));
        assert_eq!(store.enqueue(&job(1), &mail(1), noon()).await, Ok(true));
        // The first one takes longer than its lease; the second one sends it.
        assert!(store.claim(noon(), noon() + TimeDelta::minutes(10)).await.expect("an outbox").is_some());
        assert!(store.claim(later, later + TimeDelta::minutes(10)).await.expect("an outbox").is_some());
        store.mark_sent(&job(1), later).await.expect("an outbox");
        store.mark_failed(&job(1), NO_CONNECTION, Some(later)).await.expect("an outbox");
        assert_eq!(store.claim(later, later + TimeDelta::hours(1)).await, Ok(None));
    });
}

#[test]
fn letting_go_takes_no_text_from_what_still_waits() {
    on_each_engine(|stage| async move {
        assert_eq!(stage.store.enqueue(&job(1), &mail(1), noon()).await, Ok(true));
        assert_eq!(stage.store.let_go(&koordination(), &job(1), noon()).await, Ok(()));
        let claimed = stage.store.claim(noon(), noon() + TimeDelta::hours(1)).await.expect("an outbox");
        assert_eq!(claimed.map(|claimed| claimed.mail), Some(mail(1)));
    });
}
