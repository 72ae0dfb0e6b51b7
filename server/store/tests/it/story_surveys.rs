//! The port for public surveys: a link that stays on paper, answers once for each mark, marks that are deleted.

use crate::{
    engines::{Stage, noon, on_each_engine},
    story_events::{SEMINAR, plan},
};
use chrono::{Days, NaiveDate};
use domain::{
    AppError, ErrorCode,
    access::{KiSo, Koordination, Principal, Role, Scope},
    events::port::EventStore,
    ids::{AccountId, ErhebungId, EventId, QuestionnaireId, SubmissionId},
    people::{demo, port::DirectoryStore},
    questionnaires::{
        About, Acceptance, Answer, Definition, Erhebung, Kind, Methode, Node, QuestionId, QuestionnaireStore,
        SentSubmission, Submission, VersionNumber, Zielgruppe,
        feedback::feedback,
        survey::{CodeCount, Mark, Survey, SurveyAccess, SurveyCode, SurveyStore, SurveyToken},
    },
};
use store::internals::Query;
use tokio::task::JoinSet;
use uuid::Uuid;

const BOGEN: QuestionnaireId = QuestionnaireId::new(Uuid::from_u128(21));
const ERHEBUNG: ErhebungId = ErhebungId::new(Uuid::from_u128(22));

const MARK_COLUMNS: &str =
    "RETURN array::distinct(array::flatten((SELECT VALUE object::keys($this) FROM survey_mark)));";
const SUBMISSION_COLUMNS: &str =
    "RETURN array::distinct(array::flatten((SELECT VALUE object::keys($this) FROM submission)));";

fn today() -> NaiveDate {
    noon().date_naive()
}

fn koordination() -> Koordination {
    let account = AccountId::new(Uuid::from_u128(7));
    Principal { account, role: Role::Koordination, scope: Scope::All }.require().unwrap()
}

fn token(first: char) -> SurveyToken {
    format!("{first}bcdefghjkmnpqrs").parse().unwrap()
}

fn definition() -> Definition {
    let node = Node { id: QuestionId(1), name: "gut".into(), kind: Kind::Integer, ..Node::default() };
    Definition { nodes: vec![node], next_id: 2, ..Definition::default() }
}

fn survey(letter: char) -> Survey {
    Survey {
        token: token(letter),
        erhebung: ERHEBUNG,
        opens: today(),
        closes: today() + Days::new(6),
        access: SurveyAccess::Open,
    }
}

fn sent(erhebung: ErhebungId, value: &str) -> SentSubmission {
    let answer = Answer { place: QuestionId(1).into(), name: "gut".into(), value: value.into() };
    let content = Submission { answers: vec![answer], ..Submission::default() };
    SentSubmission::new(SubmissionId::new(Uuid::new_v4()), erhebung, today(), content)
}

fn mark(number: u128) -> String {
    Mark::new(Uuid::from_u128(number)).hash()
}

/// An Erhebung among parents of Kita 24, with its link.
async fn open_survey(stage: &Stage) {
    let store = &stage.store;
    store.fill(&demo::directory(today()), noon()).await.unwrap();
    store.save_draft(&koordination(), BOGEN, &definition(), noon()).await.unwrap();
    store.publish(&koordination(), BOGEN, noon()).await.unwrap();
    let erhebung = Erhebung {
        id: ERHEBUNG,
        about: About::Kita(demo::kita(24)),
        from: today(),
        to: today() + Days::new(13),
        methode: Methode::SchriftlicheBefragung,
        zielgruppe: Zielgruppe::Eltern,
        questionnaire: BOGEN,
        version: VersionNumber(1),
        asked: None,
    };
    store.create_erhebung(&koordination(), &erhebung, noon()).await.unwrap();
    store.save_survey(&koordination(), &survey('a'), noon()).await.unwrap();
}

#[test]
fn a_link_keeps_its_token_when_its_days_change() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        assert_eq!(store.survey_of(&by, ERHEBUNG).await, Ok(Some(survey('a'))));
        let longer = Survey { closes: today() + Days::new(9), ..survey('b') };
        store.save_survey(&by, &longer, noon()).await.unwrap();
        let expected = Survey { token: token('a'), ..longer };
        assert_eq!(store.survey_of(&by, ERHEBUNG).await, Ok(Some(expected.clone())));

        let found = store.find_survey(&token('a')).await.unwrap();
        assert_eq!((&found.survey, &found.definition), (&expected, &definition()));
        assert!(!found.about_name.is_empty());
        assert_eq!(store.find_survey(&token('b')).await, Err(AppError::NotFound));
        let nobodys = ErhebungId::new(Uuid::from_u128(9));
        assert_eq!(store.survey_of(&by, nobodys).await, Ok(None));
        let lost = Survey { erhebung: nobodys, ..survey('c') };
        assert_eq!(store.save_survey(&by, &lost, noon()).await, Err(AppError::NotFound));
    });
}

#[test]
fn answers_count_in_the_erhebung_between_the_days_of_the_link_only() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let store = &stage.store;
        let answer =
            async |number, day| store.answer_survey(&token('a'), &mark(number), None, day, &sent(ERHEBUNG, "3")).await;
        assert_eq!(answer(1, today()).await, Ok(Acceptance::Stored));
        assert_eq!(answer(2, today() + Days::new(6)).await, Ok(Acceptance::Stored));
        let closed = Err(AppError::field("survey", ErrorCode::NotOpen));
        assert_eq!(answer(3, today() - Days::new(1)).await, closed);
        assert_eq!(answer(3, today() + Days::new(7)).await, closed);
        let again = answer(2, today() + Days::new(7)).await;
        assert_eq!(again, Ok(Acceptance::AlreadyThere), "sent again after midnight it has arrived all the same");
        let elsewhere = sent(ErhebungId::new(Uuid::from_u128(9)), "3");
        let lost = store.answer_survey(&token('a'), &mark(3), None, today(), &elsewhere).await;
        assert_eq!(lost, Err(AppError::NotFound));
        let timed = SentSubmission { id: SubmissionId::new(Uuid::now_v7()), ..sent(ERHEBUNG, "3") };
        let refused = store.answer_survey(&token('a'), &mark(3), None, today(), &timed).await;
        assert_eq!(refused, Err(AppError::field("id", ErrorCode::Required)));
        let tally = store.tally(&koordination(), ERHEBUNG).await.unwrap();
        assert_eq!((tally.submissions, tally.questions[0].answered), (2, 2));
    });
}

#[test]
fn regression_r11_a_form_sent_twenty_times_counts_once() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let mut posts = JoinSet::new();
        for _ in 0..20 {
            let store = stage.store.clone();
            posts.spawn(async move {
                store.answer_survey(&token('a'), &mark(1), None, today(), &sent(ERHEBUNG, "3")).await
            });
        }
        let answers = posts.join_all().await;
        let stored = answers.iter().filter(|answer| **answer == Ok(Acceptance::Stored)).count();
        let there = answers.iter().filter(|answer| **answer == Ok(Acceptance::AlreadyThere)).count();
        assert_eq!((stored, there), (1, 19), "on {}", stage.engine);
        assert_eq!(stage.store.tally(&koordination(), ERHEBUNG).await.unwrap().submissions, 1);
    });
}

#[test]
fn marks_lie_apart_from_the_answers_and_go_after_their_time() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let store = &stage.store;
        for number in [1, 2] {
            store.answer_survey(&token('a'), &mark(number), None, today(), &sent(ERHEBUNG, "3")).await.unwrap();
        }
        assert_eq!(store.has_answered(&token('a'), &mark(1)).await, Ok(true));
        assert_eq!(store.has_answered(&token('a'), &mark(3)).await, Ok(false));
        assert_eq!(store.has_answered(&token('b'), &mark(1)).await, Ok(false));

        let of = async |text: &'static str| {
            let mut keys: Vec<String> = store.rows(Query::read(text)).await.unwrap();
            keys.sort();
            keys
        };
        assert_eq!(of(MARK_COLUMNS).await, ["day", "id"]);
        assert_eq!(
            of(SUBMISSION_COLUMNS).await,
            ["content", "day", "erhebung", "hash", "id"],
            "nothing leads to a mark"
        );

        assert_eq!(store.delete_marks(today()).await, Ok(0));
        assert_eq!(store.delete_marks(today() + Days::new(1)).await, Ok(2));
        assert_eq!(store.has_answered(&token('a'), &mark(1)).await, Ok(false));
        assert_eq!(store.tally(&koordination(), ERHEBUNG).await.unwrap().submissions, 2, "the answers stay");
    });
}

#[test]
fn what_is_thrown_away_is_over_and_what_was_sent_before_is_not_called_so() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let store = &stage.store;
        let discarded = |number: u128| Mark::new(Uuid::from_u128(number)).discarded_hash();
        store.answer_survey(&token('a'), &mark(1), None, today(), &sent(ERHEBUNG, "3")).await.unwrap();
        for number in [1, 2, 2] {
            store.discard_filling(&token('a'), &mark(number), &discarded(number), today()).await.unwrap();
        }
        let is_kept = async |hash: String| store.has_answered(&token('a'), &hash).await.unwrap();
        assert_eq!((is_kept(mark(1)).await, is_kept(discarded(1)).await), (true, false));
        assert_eq!((is_kept(mark(2)).await, is_kept(discarded(2)).await), (true, true));
        let unknown = store.discard_filling(&token('b'), &mark(3), &discarded(3), today()).await;
        assert_eq!(unknown, Err(AppError::NotFound));
        let late = store.answer_survey(&token('a'), &mark(2), None, today(), &sent(ERHEBUNG, "3")).await;
        assert_eq!(late, Ok(Acceptance::AlreadyThere));
        assert_eq!(store.tally(&koordination(), ERHEBUNG).await.unwrap().submissions, 1);
    });
}

#[test]
fn a_code_opens_one_answer_and_goes_with_it() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let (by, store) = (koordination(), &stage.store);
        let code = |letter: char| -> String {
            let code: SurveyCode = letter.to_string().repeat(10).parse().unwrap();
            code.hash(&token('a'))
        };
        let with_codes = Survey { access: SurveyAccess::Codes, ..survey('a') };
        store.save_survey(&by, &with_codes, noon()).await.unwrap();
        assert_eq!(store.survey_of(&by, ERHEBUNG).await, Ok(Some(with_codes)));
        store.add_codes(&by, ERHEBUNG, &[code('a'), code('b')], noon()).await.unwrap();
        store.add_codes(&by, ERHEBUNG, &[code('c')], noon()).await.unwrap();
        assert_eq!(store.count_codes(&by, ERHEBUNG).await, Ok(CodeCount { issued: 3, left: 3 }));
        let nobodys = ErhebungId::new(Uuid::from_u128(9));
        assert_eq!(store.add_codes(&by, nobodys, &[code('d')], noon()).await, Err(AppError::NotFound));
        assert_eq!(store.is_code(&token('a'), &code('a')).await, Ok(true));
        assert_eq!(store.is_code(&token('b'), &code('a')).await, Ok(false));

        let answer = async |number, code: Option<String>| {
            store.answer_survey(&token('a'), &mark(number), code.as_deref(), today(), &sent(ERHEBUNG, "3")).await
        };
        let refused = Err(AppError::field("code", ErrorCode::LinkInvalid));
        assert_eq!(answer(1, None).await, refused);
        assert_eq!(answer(1, Some(code('x'))).await, refused);
        assert_eq!(answer(1, Some(code('a'))).await, Ok(Acceptance::Stored));
        assert_eq!(answer(1, Some(code('a'))).await, Ok(Acceptance::AlreadyThere), "the same form sent twice");
        assert_eq!(answer(2, Some(code('a'))).await, refused, "somebody else with the same card");
        assert_eq!(store.is_code(&token('a'), &code('a')).await, Ok(false));
        // Days change and codes stay.
        store.save_survey(&by, &Survey { access: SurveyAccess::Codes, ..survey('a') }, noon()).await.unwrap();
        assert_eq!(store.count_codes(&by, ERHEBUNG).await, Ok(CodeCount { issued: 3, left: 2 }));
        assert_eq!(store.tally(&by, ERHEBUNG).await.unwrap().submissions, 1);
        let columns: Vec<String> = store
            .rows(Query::read(
                "RETURN array::distinct(array::flatten((SELECT VALUE object::keys($this) FROM survey_code)));",
            ))
            .await
            .unwrap();
        assert_eq!(columns.len(), 2, "the key and the Erhebung, no day, no number: {columns:?}");
    });
}

#[test]
fn one_card_sent_by_twenty_people_at_once_counts_once() {
    on_each_engine(|stage| async move {
        open_survey(&stage).await;
        let by = koordination();
        let code: SurveyCode = "a".repeat(10).parse().unwrap();
        let hash = code.hash(&token('a'));
        stage.store.save_survey(&by, &Survey { access: SurveyAccess::Codes, ..survey('a') }, noon()).await.unwrap();
        stage.store.add_codes(&by, ERHEBUNG, std::slice::from_ref(&hash), noon()).await.unwrap();
        let mut posts = JoinSet::new();
        for number in 0..20 {
            let (store, hash) = (stage.store.clone(), hash.clone());
            posts.spawn(async move {
                store.answer_survey(&token('a'), &mark(number), Some(&hash), today(), &sent(ERHEBUNG, "3")).await
            });
        }
        let answers = posts.join_all().await;
        let stored = answers.iter().filter(|answer| **answer == Ok(Acceptance::Stored)).count();
        let refused = Err(AppError::field("code", ErrorCode::LinkInvalid));
        assert_eq!(stored, 1, "on {}: {answers:?}", stage.engine);
        assert!(answers.iter().all(|answer| *answer == Ok(Acceptance::Stored) || *answer == refused), "{answers:?}");
    });
}

#[test]
fn participants_are_asked_about_their_event_and_no_tablet_gets_that() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.fill(&demo::directory(today()), noon()).await.unwrap();
        store.save_draft(&by, BOGEN, &definition(), noon()).await.unwrap();
        store.publish(&by, BOGEN, noon()).await.unwrap();
        store.create(&by, SEMINAR, &plan(3), noon()).await.unwrap();
        let other = EventId::new(Uuid::from_u128(97));
        assert_eq!(store.feedback_surveys(&[SEMINAR, other]).await, Ok(vec![]));
        assert_eq!(store.feedback_surveys(&[]).await, Ok(vec![]));

        let nowhere = feedback(EventId::new(Uuid::from_u128(98)), today(), (BOGEN, VersionNumber(1)), today());
        let unknown = Err(AppError::field("event", ErrorCode::UnknownReference));
        assert_eq!(store.create_erhebung(&by, &nowhere, noon()).await, unknown);
        let erhebung = feedback(SEMINAR, today(), (BOGEN, VersionNumber(1)), today());
        store.create_erhebung(&by, &erhebung, noon()).await.unwrap();
        assert_eq!(store.create_erhebung(&by, &erhebung, noon()).await, Err(AppError::Conflict), "an event has one");
        let head = store.read_erhebung(&by, erhebung.id).await.unwrap();
        assert_eq!((head.erhebung.about, head.about_name.as_str()), (About::Event(SEMINAR), "Startseminar Frühjahr"));
        assert_eq!(head.erhebung, erhebung);

        let link = Survey { erhebung: erhebung.id, closes: erhebung.to, ..survey('f') };
        store.save_survey(&by, &link, noon()).await.unwrap();
        assert_eq!(store.feedback_surveys(&[other, SEMINAR]).await, Ok(vec![link]), "of all at once");
        assert_eq!(store.feedback_surveys(&[other]).await, Ok(vec![]));
        let found = store.find_survey(&token('f')).await.unwrap();
        assert_eq!(found.about_name, "Startseminar Frühjahr");
        let answered = store.answer_survey(&token('f'), &mark(1), None, today(), &sent(erhebung.id, "3")).await;
        assert_eq!(answered, Ok(Acceptance::Stored));
        assert_eq!(store.read_erhebung(&by, erhebung.id).await.map(|head| head.submissions), Ok(1));
        let counted = store.count_parts(&by, BOGEN, None).await.unwrap();
        let parts = &counted.parts;
        assert!(!parts.is_empty() && parts.iter().all(|part| part.head.erhebung.about == About::Event(SEMINAR)));

        let (account, scope) = (AccountId::new(Uuid::from_u128(8)), Scope::Kitas(vec![demo::kita(24)]));
        let kiso: KiSo = Principal { account, role: Role::KiSo, scope }.require().unwrap();
        assert_eq!(store.field_packages(&kiso, today()).await, Ok(vec![]));
        assert_eq!(store.accept(&kiso, &sent(erhebung.id, "3")).await, Err(AppError::NotFound));
    });
}

#[test]
fn the_days_of_the_question_how_it_was_move_with_the_event() {
    on_each_engine(|stage| async move {
        let (by, store) = (koordination(), &stage.store);
        store.save_draft(&by, BOGEN, &definition(), noon()).await.unwrap();
        store.publish(&by, BOGEN, noon()).await.unwrap();
        store.create(&by, SEMINAR, &plan(3), noon()).await.unwrap();
        let last_day = plan(3).last_day().unwrap();
        let erhebung = feedback(SEMINAR, last_day, (BOGEN, VersionNumber(1)), today());
        store.create_erhebung(&by, &erhebung, noon()).await.unwrap();
        let link = Survey { erhebung: erhebung.id, opens: erhebung.from, closes: erhebung.to, ..survey('f') };
        store.save_survey(&by, &link, noon()).await.unwrap();

        // Another place is no other day.
        let mut later = plan(3);
        later.days[1].place = "Bürgerhaus".into();
        store.update(&by, SEMINAR, &later, 1, noon()).await.unwrap();
        assert_eq!(store.survey_of(&by, erhebung.id).await, Ok(Some(link.clone())));

        // Beyond the time in which participants were asked until now.
        let moved_to = last_day + Days::new(60);
        later.days[1].date = moved_to;
        store.update(&by, SEMINAR, &later, 2, noon()).await.unwrap();
        let head = store.read_erhebung(&by, erhebung.id).await.unwrap();
        assert_eq!((head.erhebung.from, head.erhebung.to), (moved_to, moved_to + Days::new(27)));
        let expected = Survey { opens: moved_to, closes: moved_to + Days::new(27), ..link };
        assert_eq!(store.survey_of(&by, erhebung.id).await, Ok(Some(expected.clone())));
        assert_eq!(store.feedback_surveys(&[SEMINAR]).await, Ok(vec![expected]));
        let day = moved_to + Days::new(1);
        let answered = store.answer_survey(&token('f'), &mark(1), None, day, &sent(erhebung.id, "3")).await;
        assert_eq!(answered, Ok(Acceptance::Stored));
    });
}
