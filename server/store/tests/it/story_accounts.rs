//! Accounts from the invitation to the disabling, sessions and one-time links.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_audit::koordination,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AppError, ErrorCode,
    access::{Koordination, Principal, Right, Role, Scope},
    accounts::{
        Account, AccountStatus, Email, Invitation, LinkPurpose, OneTimeLink, PasswordHash, RoleChange, Session,
        Subject, TokenHash, ending, port::AccountStore,
    },
    events::port::FeedStore,
    ids::{AccountId, AnstellungstraegerId, PersonId, SessionId},
};
use store::{Store, internals::Query};
use uuid::Uuid;

fn account(number: u128) -> AccountId {
    AccountId::new(Uuid::from_u128(number))
}

fn email(text: &str) -> Email {
    Email::parse("email", text).unwrap()
}

fn token(text: &str) -> TokenHash {
    TokenHash(text.repeat(8))
}

fn invitation(address: &str, role: Role) -> Invitation {
    let ends_on = ending::has_end(role).then(|| ending::proposed_end(noon().date_naive()));
    Invitation { email: email(address), name: "Erika Beispiel".into(), role, subject: Subject::Office, ends_on }
}

fn link(of: AccountId, text: &str) -> OneTimeLink {
    OneTimeLink {
        token: token(text),
        account: of,
        purpose: LinkPurpose::Invitation,
        expires_at: noon() + TimeDelta::hours(1),
    }
}

fn session(of: AccountId, number: u128, at: DateTime<Utc>) -> Session {
    Session {
        id: SessionId::new(Uuid::from_u128(number)),
        account: of,
        created_at: at,
        last_seen_at: at,
        expires_at: at + TimeDelta::hours(12),
        browser: "Firefox".into(),
    }
}

const PASSWORD: &str = "$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA";

/// The account that decides in these stories, the last one in the list.
pub async fn office(store: &Store) -> Koordination {
    let first = Account {
        id: account(1),
        email: email("koordination@beispiel.de"),
        name: "Zoe Amt".into(),
        role: Role::Koordination,
        subject: Subject::Office,
        status: AccountStatus::Active,
        ends_on: None,
    };
    store.create_first(&first, &PasswordHash(PASSWORD.into()), noon()).await.unwrap();
    let login = store.find_login(&first.email).await.unwrap().unwrap();
    assert_eq!((login.account, login.password), (first, Some(PasswordHash(PASSWORD.into()))));
    koordination()
}

/// Invites, sets a password through the link and returns the active account.
async fn active(store: &Store, number: u128, address: &str, role: Role) -> Account {
    let id = account(number);
    store.invite(&koordination(), id, &invitation(address, role), noon()).await.unwrap();
    store.save_link(&link(id, &format!("{number:08}"))).await.unwrap();
    let password = PasswordHash(PASSWORD.into());
    store.redeem_link(&token(&format!("{number:08}")), &password, noon()).await.unwrap().unwrap()
}

#[test]
fn an_invitation_becomes_an_account_through_its_link_once() {
    on_each_engine(|Stage { store, .. }| async move {
        assert!(AccountStore::is_empty(&store).await.unwrap());
        let invited =
            store.invite(&koordination(), account(2), &invitation("erika@beispiel.de", Role::Finanzen), noon()).await;
        assert_eq!(invited.unwrap().status, AccountStatus::Invited);
        assert!(!AccountStore::is_empty(&store).await.unwrap());
        let again =
            store.invite(&koordination(), account(3), &invitation("erika@beispiel.de", Role::Kasse), noon()).await;
        assert_eq!(again, Err(AppError::field("email", ErrorCode::NotUnique)));

        let old = link(account(2), "old");
        let old = OneTimeLink { expires_at: old.expires_at - TimeDelta::minutes(1), ..old };
        store.save_link(&old).await.unwrap();
        store.save_link(&link(account(2), "again")).await.unwrap();
        store.save_link(&link(account(2), "new")).await.unwrap();
        assert_eq!(store.link_is_valid(&token("old"), noon()).await, Ok(None), "a newer link replaces it");
        assert_eq!(
            store.link_is_valid(&token("again"), noon()).await,
            Ok(Some(LinkPurpose::Invitation)),
            "the mail of one asking was tried twice"
        );
        assert_eq!(store.link_is_valid(&token("new"), noon()).await, Ok(Some(LinkPurpose::Invitation)));
        assert_eq!(store.link_holder(&token("old"), noon()).await, Ok(None));
        assert_eq!(store.link_holder(&token("new"), noon()).await, Ok(Some(email("erika@beispiel.de"))));
        let late = noon() + TimeDelta::hours(1);
        assert_eq!(store.link_is_valid(&token("new"), late).await, Ok(None));
        assert_eq!(store.link_holder(&token("new"), late).await, Ok(None));
        let password = PasswordHash(PASSWORD.into());
        assert_eq!(store.redeem_link(&token("new"), &password, late).await, Ok(None));

        let account = store.redeem_link(&token("new"), &password, noon()).await.unwrap().unwrap();
        assert_eq!((account.status, account.role), (AccountStatus::Active, Role::Finanzen));
        for used in ["new", "again"] {
            assert_eq!(store.redeem_link(&token(used), &password, noon()).await, Ok(None), "{used}: used twice");
        }
        let login = store.find_login(&email("ERIKA@beispiel.de")).await.unwrap().unwrap();
        assert_eq!(login.password, Some(password));
        assert_eq!(store.list(&koordination()).await.unwrap(), [account]);
    });
}

#[test]
fn a_link_used_by_two_at_once_works_for_one() {
    on_each_engine(|Stage { store, .. }| async move {
        for round in 10..20_u128 {
            let id = account(round);
            let invitation = invitation(&format!("erika{round}@beispiel.de"), Role::Kasse);
            store.invite(&koordination(), id, &invitation, noon()).await.unwrap();
            store.save_link(&link(id, &format!("{round:08}"))).await.unwrap();
            let attempts = (0..4).map(|number| {
                let store = store.clone();
                tokio::spawn(async move {
                    let password = PasswordHash(format!("{PASSWORD}{number}"));
                    store.redeem_link(&token(&format!("{round:08}")), &password, noon()).await.unwrap().is_some()
                })
            });
            let mut used = 0;
            for attempt in attempts.collect::<Vec<_>>() {
                used += usize::from(attempt.await.unwrap());
            }
            assert_eq!(used, 1);
        }
    });
}

#[test]
fn a_session_lives_until_it_is_idle_expired_or_ended() {
    on_each_engine(|Stage { store, .. }| async move {
        let holder = active(&store, 2, "erika@beispiel.de", Role::Revision).await;
        store.start_session(&token("a"), &session(holder.id, 1, noon())).await.unwrap();
        let idle = TimeDelta::minutes(30);
        let visit = |at: DateTime<Utc>| {
            let store = store.clone();
            async move { store.visitor(&token("a"), at, at - idle).await.unwrap() }
        };

        let visitor = visit(noon() + TimeDelta::seconds(30)).await.unwrap();
        assert_eq!(visitor.session.last_seen_at, noon(), "not moved within a minute");
        assert_eq!(visitor.principal, Principal { account: holder.id, role: Role::Revision, scope: Scope::All });
        let seen = noon() + TimeDelta::minutes(20);
        assert_eq!(visit(seen).await.unwrap().session.last_seen_at, seen);
        assert!(visit(seen + idle).await.is_none(), "idle for too long");
        assert!(visit(seen + TimeDelta::minutes(29)).await.is_some(), "kept alive by use");
        assert!(store.visitor(&token("b"), noon(), noon() - idle).await.unwrap().is_none(), "an unknown token");
        let end = noon() + TimeDelta::hours(12);
        assert!(store.visitor(&token("a"), end, noon()).await.unwrap().is_none(), "expired however busy");

        store.start_session(&token("b"), &session(holder.id, 2, seen)).await.unwrap();
        let ids = |sessions: Vec<Session>| {
            sessions.into_iter().map(|session| session.id.uuid().as_u128()).collect::<Vec<_>>()
        };
        assert_eq!(ids(store.sessions_of(holder.id, seen).await.unwrap()), [1, 2]);
        let foreign = SessionId::new(Uuid::from_u128(2));
        assert_eq!(store.end_session(account(9), foreign).await, Err(AppError::NotFound), "of another account");
        store.end_other_sessions(holder.id, Some(foreign)).await.unwrap();
        assert_eq!(ids(store.sessions_of(holder.id, seen).await.unwrap()), [2]);
        store.end_session(holder.id, foreign).await.unwrap();
        assert_eq!(store.end_session(holder.id, foreign).await, Err(AppError::NotFound));

        store.start_session(&token("c"), &session(holder.id, 3, noon())).await.unwrap();
        store.save_link(&link(holder.id, "reset")).await.unwrap();
        assert_eq!(store.delete_expired(noon()).await, Ok(0));
        assert_eq!(store.delete_expired(end).await, Ok(2));
    });
}

#[test]
fn disabling_ends_sessions_and_links_at_once() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let holder = active(&store, 2, "erika@beispiel.de", Role::Kasse).await;
        store.start_session(&token("a"), &session(holder.id, 1, noon())).await.unwrap();
        store.save_link(&link(holder.id, "reset")).await.unwrap();
        store.set_status(&by, holder.id, AccountStatus::Disabled, noon()).await.unwrap();
        let idle_since = noon() - TimeDelta::hours(1);
        assert!(store.visitor(&token("a"), noon(), idle_since).await.unwrap().is_none());
        assert_eq!(store.link_is_valid(&token("reset"), noon()).await, Ok(None));
        let refused = store.start_session(&token("b"), &session(holder.id, 2, noon())).await;
        assert_eq!(refused, Err(AppError::Forbidden));

        store.set_status(&by, holder.id, AccountStatus::Active, noon()).await.unwrap();
        assert!(store.visitor(&token("a"), noon(), idle_since).await.unwrap().is_none(), "an old session came back");
        store.start_session(&token("b"), &session(holder.id, 2, noon())).await.unwrap();
        assert_eq!(store.set_status(&by, account(99), AccountStatus::Disabled, noon()).await, Err(AppError::NotFound));
        let own = store.set_status(&by, account(1), AccountStatus::Disabled, noon()).await;
        assert_eq!(own, Err(AppError::field("status", ErrorCode::WrongState)));
    });
}

#[test]
fn who_was_never_active_is_invited_again_when_enabled() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        store.invite(&by, account(2), &invitation("erika@beispiel.de", Role::Kasse), noon()).await.unwrap();
        for status in [AccountStatus::Disabled, AccountStatus::Active] {
            store.set_status(&by, account(2), status, noon()).await.unwrap();
        }
        assert_eq!(store.list(&by).await.unwrap()[0].status, AccountStatus::Invited);
    });
}

fn change(role: Role, subject: Subject) -> RoleChange {
    RoleChange { role, subject }
}

fn person(number: u128) -> Subject {
    Subject::Person(PersonId::new(Uuid::from_u128(number)))
}

async fn role_changes(store: &Store) -> i64 {
    const COUNT: &str = "RETURN array::len((SELECT VALUE id FROM audit WHERE action = 'account.role'));";
    store.value(Query::read(COUNT)).await.unwrap()
}

#[test]
fn a_new_role_ends_the_sessions() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let holder = active(&store, 2, "erika@beispiel.de", Role::Kasse).await;
        store.start_session(&token("a"), &session(holder.id, 1, noon())).await.unwrap();
        store.change_role(&by, holder.id, &change(Role::Finanzen, Subject::Office), noon()).await.unwrap();
        assert_eq!(store.sessions_of(holder.id, noon()).await.unwrap(), []);
        assert_eq!(store.list(&by).await.unwrap()[0].role, Role::Finanzen);
        let kasse = change(Role::Kasse, Subject::Office);
        let own = store.change_role(&by, account(1), &kasse, noon()).await;
        assert_eq!(own, Err(AppError::field("role", ErrorCode::WrongState)));
        assert_eq!(store.change_role(&by, account(99), &kasse, noon()).await, Err(AppError::NotFound));
    });
}

#[test]
fn an_account_gets_every_role_and_whom_it_stands_for_once_however_often_that_is_sent() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let holder = active(&store, 2, "erika@beispiel.de", Role::Kasse).await;
        let changes = [
            change(Role::KiSo, person(5)),
            change(Role::KitaLeitung, person(6)),
            // She moves to another Kita and keeps the address.
            change(Role::KitaLeitung, person(7)),
            change(Role::Koordination, Subject::Office),
            change(Role::Revision, Subject::Office),
        ];
        for (number, change) in (1_i64..).zip(&changes) {
            let number_of_session = u128::from(number.unsigned_abs());
            let cookie = token(&format!("{number:08}"));
            store.start_session(&cookie, &session(holder.id, number_of_session, noon())).await.unwrap();
            store.change_role(&by, holder.id, change, noon()).await.unwrap();
            assert_eq!(store.sessions_of(holder.id, noon()).await.unwrap(), [], "{change:?}");
            let now = store.list(&by).await.unwrap().remove(0);
            assert_eq!((now.role, &now.subject), (change.role, &change.subject));
            assert_eq!((now.email, now.status), (holder.email.clone(), AccountStatus::Active));
            assert_eq!(now.ends_on.is_some(), change.role == Role::Revision);

            let again = token(&format!("again{number:03}"));
            store.start_session(&again, &session(holder.id, 100 + number_of_session, noon())).await.unwrap();
            store.change_role(&by, holder.id, change, noon()).await.unwrap();
            assert_eq!(store.sessions_of(holder.id, noon()).await.unwrap().len(), 1, "what is so already ends nothing");
            assert_eq!(role_changes(&store).await, number, "{change:?}");
        }

        let put_off = noon().date_naive() + TimeDelta::days(200);
        store.set_end(&by, holder.id, put_off, noon()).await.unwrap();
        store.change_role(&by, holder.id, &change(Role::Revision, Subject::Office), noon()).await.unwrap();
        assert_eq!(store.list(&by).await.unwrap()[0].ends_on, Some(put_off), "what was put off stays");
    });
}

#[test]
fn a_used_account_of_an_employer_keeps_its_role_and_may_stand_for_another_employer() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let employer = |number| Subject::Anstellungstraeger(AnstellungstraegerId::new(Uuid::from_u128(number)));
        let id = account(2);
        store.invite(&by, id, &invitation("erika@beispiel.de", Role::Kasse), noon()).await.unwrap();
        // Invited with the wrong role: nothing stands under it yet.
        for (role, subject) in [(Role::Anstellungstraeger, employer(5)), (Role::KitaLeitung, person(6))] {
            store.change_role(&by, id, &change(role, subject), noon()).await.unwrap();
        }
        store.save_link(&link(id, "invited")).await.unwrap();
        store.redeem_link(&token("invited"), &PasswordHash(PASSWORD.into()), noon()).await.unwrap().unwrap();

        let refused = Err(AppError::field("role", ErrorCode::BothSides));
        let to_employer = change(Role::Anstellungstraeger, employer(5));
        assert_eq!(store.change_role(&by, id, &to_employer, noon()).await, refused);
        store.set_status(&by, id, AccountStatus::Disabled, noon()).await.unwrap();
        assert_eq!(store.change_role(&by, id, &to_employer, noon()).await, refused, "it was used before");
        assert_eq!(store.list(&by).await.unwrap()[0].role, Role::KitaLeitung);

        let other = active(&store, 3, "otto@beispiel.de", Role::Anstellungstraeger).await;
        for role in [Role::Koordination, Role::Finanzen, Role::Kasse, Role::Revision] {
            let to_office = change(role, Subject::Office);
            assert_eq!(store.change_role(&by, other.id, &to_office, noon()).await, refused, "{role:?}");
        }
        store.change_role(&by, other.id, &change(Role::Anstellungstraeger, employer(8)), noon()).await.unwrap();
        let now = store.find_login(&email("otto@beispiel.de")).await.unwrap().unwrap().account;
        assert_eq!((now.role, now.subject), (Role::Anstellungstraeger, employer(8)));
    });
}

#[test]
fn a_calendar_feed_ends_with_a_role_that_has_no_page_for_it() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let holder = active(&store, 2, "erika@beispiel.de", Role::KiSo).await;
        let kiso = Principal { account: holder.id, role: Role::KiSo, scope: Scope::Nothing };
        store.make_feed(&kiso.require().unwrap(), &token("feed"), noon()).await.unwrap();
        store.change_role(&by, holder.id, &change(Role::KitaLeitung, person(6)), noon()).await.unwrap();
        assert_eq!(store.feed(&token("feed")).await, Ok(Vec::new()), "it goes on, without appointments");
        store.change_role(&by, holder.id, &change(Role::Finanzen, Subject::Office), noon()).await.unwrap();
        assert_eq!(store.feed(&token("feed")).await, Err(AppError::NotFound));
    });
}

#[test]
fn an_account_of_the_revision_ends_with_its_last_day_and_no_other_role_has_one() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let end = async || store.list(&koordination()).await.unwrap()[0].ends_on;
        let today = noon().date_naive();
        let holder = active(&store, 2, "erika@beispiel.de", Role::Revision).await;
        assert_eq!(end().await, Some(ending::proposed_end(today)));

        store.set_end(&by, holder.id, today, noon()).await.unwrap();
        assert_eq!(end().await, Some(today));
        store.start_session(&token("a"), &session(holder.id, 1, noon() + TimeDelta::hours(6))).await.unwrap();
        let midnight = noon() + TimeDelta::hours(12);
        let last = midnight - TimeDelta::minutes(1);
        assert!(store.visitor(&token("a"), last, noon()).await.unwrap().is_some());
        assert!(store.visitor(&token("a"), midnight, noon()).await.unwrap().is_none());
        let is_over = async |text, at| store.is_over(&token(text), at, noon()).await.unwrap();
        assert_eq!((is_over("a", last).await, is_over("a", midnight).await), (false, true));
        assert!(!is_over("b", midnight).await, "nobody's");
        store.set_status(&by, holder.id, AccountStatus::Disabled, midnight).await.unwrap();
        assert!(!is_over("a", midnight).await, "disabled: that is not told");
        store.set_status(&by, holder.id, AccountStatus::Active, midnight).await.unwrap();
        store.start_session(&token("a"), &session(holder.id, 2, noon() + TimeDelta::hours(6))).await.unwrap();
        store.set_end(&by, holder.id, today + TimeDelta::days(30), midnight).await.unwrap();
        assert!(store.visitor(&token("a"), midnight, noon()).await.unwrap().is_some());

        store.change_role(&by, holder.id, &change(Role::Kasse, Subject::Office), noon()).await.unwrap();
        assert_eq!(end().await, None);
        let refused = store.set_end(&by, holder.id, today, noon()).await;
        assert_eq!(refused, Err(AppError::field("ends_on", ErrorCode::WrongState)));
        assert_eq!(store.set_end(&by, account(99), today, noon()).await, Err(AppError::NotFound));
        store.change_role(&by, holder.id, &change(Role::Revision, Subject::Office), noon()).await.unwrap();
        assert_eq!(end().await, Some(ending::proposed_end(today)));
    });
}

/// A right is asked for before a call gets here; what counts is who has it when the change is made.
#[test]
fn of_two_who_take_the_access_from_each_other_at_once_one_keeps_it() {
    on_each_engine(|Stage { store, .. }| async move {
        let by = office(&store).await;
        let other = active(&store, 2, "erika@beispiel.de", Role::Koordination).await.id;
        let also: Koordination = Principal { account: other, ..by.principal().clone() }.require().unwrap();
        let kasse = change(Role::Kasse, Subject::Office);
        for round in 0..20 {
            let results = if round % 2 == 0 {
                tokio::join!(
                    store.set_status(&by, other, AccountStatus::Disabled, noon()),
                    store.set_status(&also, account(1), AccountStatus::Disabled, noon())
                )
            } else {
                tokio::join!(
                    store.change_role(&by, other, &kasse, noon()),
                    store.set_status(&also, account(1), AccountStatus::Disabled, noon())
                )
            };
            let (winner, loser) = match results {
                (Ok(()), Err(AppError::Forbidden)) => (&by, other),
                (Err(AppError::Forbidden), Ok(())) => (&also, account(1)),
                both => panic!("round {round}: {both:?}"),
            };
            let again = change(Role::Koordination, Subject::Office);
            store.change_role(winner, loser, &again, noon()).await.unwrap();
            store.set_status(winner, loser, AccountStatus::Active, noon()).await.unwrap();
        }
    });
}

#[test]
fn the_first_account_is_created_active() {
    on_each_engine(|Stage { store, .. }| async move {
        office(&store).await;
    });
}
