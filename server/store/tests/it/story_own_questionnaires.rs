//! The port for questionnaires where somebody has one of her own: what a KiSo sees, changes and plans with; taking over.

use crate::{
    engines::{noon, on_each_engine},
    story_accounts,
};
use chrono::Days;
use domain::{
    AppError, ErrorCode,
    access::{Designer, KiSo, Koordination, Principal, Role, Scope},
    accounts::{AccountStatus, Email, Invitation, RoleChange, Subject, port::AccountStore},
    ids::{AccountId, ErhebungId, KitaId, PersonId, QuestionnaireId},
    people::{demo, port::DirectoryStore},
    questionnaires::{
        About, Definition, Erhebung, Methode, Owner, QuestionnaireStore, Sight, VersionNumber, Zielgruppe, design,
        survey::{Survey, SurveyAccess, SurveyStore},
    },
};
use store::{Store, internals::Query};
use tokio::task::JoinSet;
use uuid::Uuid;

const MINE: QuestionnaireId = QuestionnaireId::new(Uuid::from_u128(41));
const OFFICES: QuestionnaireId = QuestionnaireId::new(Uuid::from_u128(42));
const ME: AccountId = AccountId::new(Uuid::from_u128(8));

fn who(account: AccountId, role: Role, scope: Scope) -> Principal {
    Principal { account, role, scope }
}

fn office() -> Principal {
    who(AccountId::new(Uuid::from_u128(7)), Role::Koordination, Scope::All)
}

fn koordination() -> Koordination {
    office().require().unwrap()
}

/// The KiSo whose questionnaire it is, in Kita 24.
fn me() -> Principal {
    who(ME, Role::KiSo, Scope::Kitas(vec![demo::kita(24)]))
}

/// Another KiSo, in Kitas 24 and 61.
fn colleague() -> Principal {
    who(AccountId::new(Uuid::from_u128(9)), Role::KiSo, Scope::Kitas(vec![demo::kita(24), demo::kita(61)]))
}

fn designer(of: &Principal) -> Designer {
    of.require().unwrap()
}

fn titled(title: &str) -> Definition {
    design::empty(title).expect("a title")
}

async fn publish(store: &Store, by: &Principal, id: QuestionnaireId, title: &str) {
    store.save_draft(&designer(by), id, &titled(title), noon()).await.unwrap();
    store.publish(&designer(by), id, noon()).await.unwrap();
}

fn erhebung(number: u128, kita: KitaId, questionnaire: QuestionnaireId) -> Erhebung {
    let today = noon().date_naive();
    Erhebung {
        id: ErhebungId::new(Uuid::from_u128(number)),
        about: About::Kita(kita),
        from: today,
        to: today + Days::new(13),
        methode: Methode::SchriftlicheBefragung,
        zielgruppe: Zielgruppe::Eltern,
        questionnaire,
        version: VersionNumber(1),
        asked: None,
    }
}

async fn titles(store: &Store, by: &Principal) -> Vec<(String, bool)> {
    let heads = QuestionnaireStore::list(store, &designer(by)).await.unwrap();
    heads.into_iter().map(|head| (head.title, head.has_draft)).collect()
}

fn named(titles: &[(&str, bool)]) -> Vec<(String, bool)> {
    titles.iter().map(|(title, has_draft)| ((*title).to_owned(), *has_draft)).collect()
}

/// What the store lets somebody see of a questionnaire that has a version and a draft.
async fn sight(store: &Store, by: &Designer, id: QuestionnaireId) -> Sight {
    let draft = store.read_draft(by, id).await;
    match store.read_head(by, id).await {
        Ok((head, _)) => {
            assert_eq!(draft.is_ok(), head.has_draft);
            if head.has_draft { Sight::Whole } else { Sight::Published }
        }
        Err(error) => {
            assert_eq!((error, draft), (AppError::NotFound, Err(AppError::NotFound)));
            Sight::Nothing
        }
    }
}

#[test]
fn everybody_sees_changes_and_uses_what_the_domain_says() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        store.fill(&demo::directory(noon().date_naive()), noon()).await.unwrap();
        let theirs = QuestionnaireId::new(Uuid::from_u128(43));
        let all = [(office(), OFFICES), (me(), MINE), (colleague(), theirs)];
        for (whose, id) in &all {
            publish(store, whose, *id, "Fassung").await;
            store.save_draft(&designer(whose), *id, &titled("Entwurf"), noon()).await.unwrap();
        }
        let mut number = 100;
        for (reader, _) in &all {
            for (whose, id) in &all {
                let (by, own, owner) = (designer(reader), Owner::of(reader), Owner::of(whose));
                let case = format!("{owner:?} by {own:?} on {}", stage.engine);
                assert_eq!(sight(store, &by, *id).await, owner.sight(own), "{case}");
                let revision = store.read_head(&koordination(), *id).await.unwrap().0.revision;
                let changed = store.design(&by, *id, revision, &titled("Entwurf"), noon()).await;
                assert_eq!(changed.is_ok(), owner.may_be_changed(own), "{case}: {changed:?}");
                number += 1;
                let planned = store.create_erhebung(&by, &erhebung(number, demo::kita(24), *id), noon()).await;
                assert_eq!(planned.is_ok(), owner.may_be_used(own), "{case}: {planned:?}");
            }
        }
    });
}

#[test]
fn a_kisos_questionnaire_is_not_there_for_a_colleague() {
    on_each_engine(|stage| async move {
        let (store, by, other) = (&stage.store, designer(&me()), designer(&colleague()));
        publish(store, &me(), MINE, "Meiner").await;
        let seen = store.read_head(&by, MINE).await.unwrap().0;
        assert_eq!((seen.owner, seen.has_draft), (Owner::KiSo(ME), false));
        assert_eq!(titles(store, &me()).await, named(&[("Meiner", false)]));
        assert_eq!(titles(store, &colleague()).await, named(&[]));
        let (missing, draft) = (AppError::NotFound, titled("Ihrer"));
        assert_eq!(store.read_head(&other, MINE).await.unwrap_err(), missing);
        assert_eq!(store.design(&other, MINE, seen.revision, &draft, noon()).await, Err(missing.clone()));
        assert_eq!(store.save_draft(&other, MINE, &draft, noon()).await, Err(AppError::Forbidden));
        let revision = store.design(&by, MINE, seen.revision, &titled("Mein nächster"), noon()).await.unwrap();
        assert_eq!(store.read_draft(&other, MINE).await, Err(missing.clone()));
        assert_eq!(store.publish(&other, MINE, noon()).await, Err(missing.clone()));
        assert_eq!(store.discard_draft(&other, MINE, revision, noon()).await, Err(missing));
        let left = store.read_head(&by, MINE).await.unwrap().0;
        assert_eq!((left.title.as_str(), left.revision, left.has_draft), ("Mein nächster", revision, true));
        assert_eq!(store.discard_draft(&by, MINE, revision, noon()).await, Ok(true));
    });
}

#[test]
fn of_what_is_office_wide_a_kiso_sees_the_latest_version_and_changes_nothing() {
    on_each_engine(|stage| async move {
        let (store, office, kiso) = (&stage.store, koordination(), designer(&me()));
        store.save_draft(&office, OFFICES, &titled("Eltern 2026"), noon()).await.unwrap();
        assert_eq!(titles(store, &me()).await, named(&[]), "never published");
        assert_eq!(store.read_head(&kiso, OFFICES).await.unwrap_err(), AppError::NotFound);
        store.publish(&office, OFFICES, noon()).await.unwrap();
        store.save_draft(&office, OFFICES, &titled("Eltern 2027"), noon()).await.unwrap();

        assert_eq!(titles(store, &me()).await, named(&[("Eltern 2026", false)]));
        let (seen, versions) = store.read_head(&kiso, OFFICES).await.unwrap();
        assert_eq!((seen.title.as_str(), seen.owner, versions.len()), ("Eltern 2026", Owner::Office, 1));
        assert_eq!(store.read_draft(&kiso, OFFICES).await, Err(AppError::NotFound));
        let forbidden = AppError::Forbidden;
        let draft = titled("Meiner");
        assert_eq!(store.save_draft(&kiso, OFFICES, &draft, noon()).await, Err(forbidden.clone()));
        assert_eq!(store.design(&kiso, OFFICES, seen.revision, &draft, noon()).await, Err(forbidden.clone()));
        assert_eq!(store.publish(&kiso, OFFICES, noon()).await, Err(forbidden.clone()));
        assert_eq!(store.discard_draft(&kiso, OFFICES, seen.revision, noon()).await, Err(forbidden));
        let head = store.read_head(&office, OFFICES).await.unwrap().0;
        assert_eq!((head.title.as_str(), head.has_draft, head.revision), ("Eltern 2027", true, seen.revision));
    });
}

#[test]
fn a_kiso_plans_in_her_kitas_with_her_own_and_with_what_is_office_wide() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        let today = noon().date_naive();
        store.fill(&demo::directory(today), noon()).await.unwrap();
        publish(store, &me(), MINE, "Meiner").await;
        store.save_draft(&koordination(), OFFICES, &titled("Eltern"), noon()).await.unwrap();
        store.publish(&koordination(), OFFICES, noon()).await.unwrap();
        let (by, other) = (designer(&me()), designer(&colleague()));
        let plan = |number, kita, questionnaire| erhebung(number, demo::kita(kita), questionnaire);

        assert_eq!(store.create_erhebung(&by, &plan(51, 24, MINE), noon()).await, Ok(()));
        assert_eq!(store.create_erhebung(&by, &plan(52, 24, OFFICES), noon()).await, Ok(()));
        let elsewhere = store.create_erhebung(&by, &plan(53, 61, OFFICES), noon()).await;
        assert_eq!(elsewhere, Err(AppError::Forbidden));
        let not_hers = Err(AppError::field("version", ErrorCode::UnknownReference));
        assert_eq!(store.create_erhebung(&other, &plan(54, 61, MINE), noon()).await, not_hers);
        assert_eq!(store.create_erhebung(&koordination(), &plan(55, 61, MINE), noon()).await, not_hers);
        store.create_erhebung(&other, &plan(56, 61, OFFICES), noon()).await.unwrap();

        let numbers = |heads: Vec<domain::questionnaires::ErhebungHead>| {
            let mut numbers: Vec<u128> = heads.iter().map(|head| head.erhebung.id.uuid().as_u128()).collect();
            numbers.sort_unstable();
            numbers
        };
        assert_eq!(numbers(store.list_erhebungen(&by).await.unwrap()), [51, 52]);
        assert_eq!(numbers(store.list_erhebungen(&other).await.unwrap()), [51, 52, 56]);
        assert_eq!(numbers(store.list_erhebungen(&koordination()).await.unwrap()), [51, 52, 56]);
        let id = ErhebungId::new(Uuid::from_u128(56));
        assert_eq!(store.read_erhebung(&by, id).await.unwrap_err(), AppError::NotFound);
        assert!(store.read_erhebung(&other, id).await.is_ok());
    });
}

#[test]
fn a_tablet_gets_her_own_as_any_other_and_nothing_of_kitas_that_are_not_hers() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        let today = noon().date_naive();
        store.fill(&demo::directory(today), noon()).await.unwrap();
        publish(store, &me(), MINE, "Meiner").await;
        store.create_erhebung(&designer(&me()), &erhebung(51, demo::kita(24), MINE), noon()).await.unwrap();
        let kiso = |kita| -> KiSo { who(ME, Role::KiSo, Scope::Kitas(vec![demo::kita(kita)])).require().unwrap() };
        for packages in [store.field_packages(&kiso(24), today).await, store.paper_packages(&kiso(24), today).await] {
            let packages = packages.unwrap();
            assert_eq!(packages.len(), 1);
            assert_eq!(packages[0].definition, titled("Meiner"));
        }
        assert_eq!(store.field_packages(&kiso(61), today).await, Ok(vec![]));
        assert_eq!(store.paper_packages(&kiso(61), today).await, Ok(vec![]));
    });
}

#[test]
fn what_the_koordination_takes_over_is_for_all() {
    on_each_engine(|stage| async move {
        let (store, office, by) = (&stage.store, koordination(), designer(&me()));
        let wrong_state = Err(AppError::field("draft", ErrorCode::WrongState));
        assert_eq!(store.take_over(&office, MINE, 0, noon()).await, Err(AppError::NotFound));
        store.save_draft(&by, MINE, &titled("Meiner"), noon()).await.unwrap();
        let revision = || async { store.read_head(&koordination(), MINE).await.unwrap().0.revision };
        assert_eq!(store.take_over(&office, MINE, revision().await, noon()).await, wrong_state, "never published");
        store.publish(&by, MINE, noon()).await.unwrap();
        assert_eq!(store.latest_versions(&office).await, Ok(vec![]), "not for everybody's events yet");
        let seen = store.design(&by, MINE, revision().await, &titled("Mein nächster"), noon()).await.unwrap();
        assert_eq!(store.take_over(&office, MINE, seen, noon()).await, wrong_state, "she works on it");
        store.discard_draft(&by, MINE, seen, noon()).await.unwrap();
        assert_eq!(store.take_over(&office, MINE, seen, noon()).await, Err(AppError::Conflict), "another revision");

        let seen = revision().await;
        for _ in 0..2 {
            assert_eq!(store.take_over(&office, MINE, seen, noon()).await, Ok(()), "again changes nothing");
        }
        let head = store.read_head(&designer(&colleague()), MINE).await.unwrap().0;
        assert_eq!((head.owner, head.owner_name.as_str(), head.revision), (Owner::Office, "", seen + 1));
        assert_eq!(store.latest_versions(&office).await.map(|latest| latest.len()), Ok(1));
        let late = store.design(&by, MINE, seen + 1, &titled("Zu spät"), noon()).await;
        assert_eq!(late, Err(AppError::Forbidden), "it is not hers any more");
    });
}

#[test]
fn what_a_kiso_who_has_left_was_working_on_is_taken_over_with_its_draft() {
    on_each_engine(|stage| async move {
        let (store, office, by) = (&stage.store, koordination(), designer(&me()));
        let email = Email::parse("email", "kiso@beispiel.de").unwrap();
        let invitation = Invitation {
            email,
            name: "Kim Beispiel".into(),
            role: Role::KiSo,
            subject: Subject::Office,
            ends_on: None,
        };
        store.invite(&office, ME, &invitation, noon()).await.unwrap();
        let decides = story_accounts::office(store).await;
        let begun = QuestionnaireId::new(Uuid::from_u128(44));
        store.save_draft(&by, begun, &titled("Begonnen"), noon()).await.unwrap();
        publish(store, &me(), MINE, "Meiner").await;
        store.save_draft(&by, MINE, &titled("Mein nächster"), noon()).await.unwrap();
        let head = async |id| store.read_head(&koordination(), id).await.unwrap().0;
        let wrong_state = Err(AppError::field("draft", ErrorCode::WrongState));
        for id in [begun, MINE] {
            let seen = head(id).await;
            assert!(!seen.owner_left && !seen.may_be_taken_over(), "on {}", stage.engine);
            assert_eq!(store.take_over(&office, id, seen.revision, noon()).await, wrong_state, "she may go on");
        }

        // With another role she does not go on with it either; given back, what was not taken over meanwhile is hers again.
        let other = QuestionnaireId::new(Uuid::from_u128(45));
        store.save_draft(&by, other, &titled("Liegen geblieben"), noon()).await.unwrap();
        for (role, left) in [(Role::KitaLeitung, true), (Role::KiSo, false)] {
            let change = RoleChange { role, subject: Subject::Person(PersonId::new(Uuid::from_u128(5))) };
            store.change_role(&decides, ME, &change, noon()).await.unwrap();
            let seen = head(begun).await;
            assert_eq!((seen.owner, seen.owner_left), (Owner::KiSo(ME), left), "{role:?} on {}", stage.engine);
            if left {
                let revision = head(other).await.revision;
                assert_eq!(store.take_over(&office, other, revision, noon()).await, Ok(()));
            }
        }

        store.set_status(&decides, ME, AccountStatus::Disabled, noon()).await.unwrap();
        for (id, title) in [(begun, "Begonnen"), (MINE, "Mein nächster")] {
            let seen = head(id).await;
            assert!(seen.owner_left && seen.may_be_taken_over(), "on {}", stage.engine);
            let late = store.take_over(&office, id, seen.revision - 1, noon()).await;
            assert_eq!(late, Err(AppError::Conflict), "another revision");
            for _ in 0..2 {
                assert_eq!(store.take_over(&office, id, seen.revision, noon()).await, Ok(()), "again changes nothing");
            }
            let taken = head(id).await;
            assert_eq!((taken.owner, taken.owner_left, taken.has_draft), (Owner::Office, false, true));
            assert!(!taken.may_be_taken_over());
            assert_eq!(store.read_draft(&office, id).await, Ok(titled(title)));
            assert!(store.design(&by, id, taken.revision, &titled(title), noon()).await.is_err(), "hers no more");
            store.publish(&office, id, noon()).await.unwrap();
        }
        assert_eq!(titles(store, &colleague()).await, named(&[("Begonnen", false), ("Mein nächster", false)]));
    });
}

#[test]
fn she_who_goes_on_and_the_koordination_who_takes_over_do_not_both_succeed() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        publish(store, &me(), MINE, "Meiner").await;
        let seen = store.read_head(&koordination(), MINE).await.unwrap().0.revision;
        let mut answers = JoinSet::new();
        let (one, other) = (store.clone(), store.clone());
        answers.spawn(async move { one.take_over(&koordination(), MINE, seen, noon()).await });
        answers.spawn(async move {
            other.design(&designer(&me()), MINE, seen, &titled("Weiter"), noon()).await.map(|_| ())
        });
        let done = answers.join_all().await.into_iter().filter(Result::is_ok).count();
        assert_eq!(done, 1, "on {}", stage.engine);
        let head = store.read_head(&koordination(), MINE).await.unwrap().0;
        assert_eq!(head.has_draft, head.owner == Owner::KiSo(ME), "on {}", stage.engine);
        let audited: i64 = store
            .value(Query::read("RETURN array::len((SELECT id FROM audit WHERE action = 'questionnaire.take_over'));"))
            .await
            .unwrap();
        assert_eq!(audited, i64::from(head.owner == Owner::Office), "what was refused is no deed");
    });
}

#[test]
fn a_kiso_opens_links_of_erhebungen_in_her_kitas_only() {
    on_each_engine(|stage| async move {
        let store = &stage.store;
        store.fill(&demo::directory(noon().date_naive()), noon()).await.unwrap();
        publish(store, &office(), OFFICES, "Eltern").await;
        let (by, other) = (designer(&me()), designer(&colleague()));
        for (number, kita) in [(51, 24), (52, 61)] {
            store.create_erhebung(&koordination(), &erhebung(number, demo::kita(kita), OFFICES), noon()).await.unwrap();
        }
        let [own, foreign] = [51, 52].map(|number| ErhebungId::new(Uuid::from_u128(number)));
        let survey = |erhebung, token: &str| Survey {
            token: token.parse().expect("a token"),
            erhebung,
            opens: noon().date_naive(),
            closes: noon().date_naive() + Days::new(5),
            access: SurveyAccess::Codes,
        };
        let (mine, theirs) = (survey(own, "abcdefghjkmnpqrs"), survey(foreign, "bcdefghjkmnpqrst"));
        assert_eq!(store.save_survey(&by, &mine, noon()).await, Ok(()));
        assert_eq!(store.survey_of(&by, own).await, Ok(Some(mine)));
        assert_eq!(store.add_codes(&by, own, &["eins".into()], noon()).await, Ok(()));
        assert_eq!(store.count_codes(&by, own).await.map(|count| count.issued), Ok(1));

        assert_eq!(store.save_survey(&by, &theirs, noon()).await, Err(AppError::NotFound));
        assert_eq!(store.save_survey(&other, &theirs, noon()).await, Ok(()));
        assert_eq!(store.survey_of(&by, foreign).await, Ok(None));
        assert_eq!(store.add_codes(&by, foreign, &["zwei".into()], noon()).await, Err(AppError::NotFound));
        assert_eq!(store.count_codes(&by, foreign).await.map(|count| count.issued), Ok(0));
        assert_eq!(store.survey_of(&koordination(), foreign).await, Ok(Some(theirs)));
    });
}
