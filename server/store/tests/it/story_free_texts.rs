//! The port for free texts: decided about once at a time, shown where they were released, forgotten with their submission.

use crate::engines::{Stage, noon, on_each_engine};
use chrono::{Days, NaiveDate};
use domain::{
    AppError,
    access::{KiSo, Koordination, Principal, Role, Scope},
    ids::{AccountId, ErhebungId, KitaId, QuestionnaireId, SubmissionId},
    people::{Directory, demo, port::DirectoryStore},
    questionnaires::{
        About, Answer, Cell, Definition, Erhebung, Methode, QuestionnaireStore, SentSubmission, Sheet, Submission,
        VersionNumber, Workbook, Zielgruppe,
        free_texts::{BlackedOut, Decision, FreeText, FreeTextKey, FreeTextStore, Reach, Seen, Stand, text_hash},
        import,
    },
};
use store::{Store, internals::Query};
use tokio::task::JoinSet;
use uuid::Uuid;

const BOGEN: QuestionnaireId = QuestionnaireId::new(Uuid::from_u128(31));
const PARENTS: ErhebungId = ErhebungId::new(Uuid::from_u128(32));
const PROTOCOL: ErhebungId = ErhebungId::new(Uuid::from_u128(33));
const LOG: &str = "
    SELECT VALUE <string> [note, subjects, before, after] FROM audit WHERE action = 'erhebung.black_out_text';
";
const NAMING: &str = "Frau Müller hilft uns sehr";

fn today() -> NaiveDate {
    noon().date_naive()
}

fn who(number: u128, role: Role, scope: Scope) -> Principal {
    Principal { account: AccountId::new(Uuid::from_u128(number)), role, scope }
}

fn koordination() -> Koordination {
    who(7, Role::Koordination, Scope::All).require().unwrap()
}

fn kiso_of(kitas: &[KitaId]) -> KiSo {
    who(8, Role::KiSo, Scope::Kitas(kitas.to_vec())).require().unwrap()
}

/// A KiSo with these Kitas.
fn reach_of(kitas: &[KitaId]) -> Reach {
    let by = who(8, Role::KiSo, Scope::Kitas(kitas.to_vec())).require().unwrap();
    Reach::of(by, &Directory::default(), today())
}

/// The Koordination, with a directory that says which Kitas have a KiSo.
fn office(directory: &Directory) -> Reach {
    Reach::of(who(7, Role::Koordination, Scope::All).require().unwrap(), directory, today())
}

fn definition() -> Definition {
    let row = |cells: &[&str]| cells.iter().map(|cell| Cell::Text((*cell).into())).collect::<Vec<Cell>>();
    let sheet = |name: &str, rows: Vec<Vec<Cell>>| Sheet { name: name.into(), rows };
    let workbook = Workbook {
        sheets: vec![
            sheet("survey", vec![row(&["type", "name", "label"]), row(&["text", "wunsch", "Wunsch?"])]),
            sheet("settings", vec![row(&["form_title", "form_id"]), row(&["Eltern", "eltern"])]),
        ],
    };
    import(&workbook, None).expect("a workbook without faults").definition
}

/// Sends a sheet with this text; returns the key under which it is decided about.
async fn send(store: &Store, erhebung: ErhebungId, text: &str) -> FreeTextKey {
    let definition = definition();
    let question = definition.walk()[0];
    let answer = Answer { place: question.id.into(), name: question.name.clone(), value: text.into() };
    let place = answer.place.clone();
    let content = Submission { answers: vec![answer], ..Submission::default() };
    let id = SubmissionId::new(Uuid::new_v4());
    let sent = SentSubmission::new(id, erhebung, today(), content);
    store.accept(&kiso_of(&[demo::kita(24)]), &sent).await.unwrap();
    FreeTextKey { submission: id, place }
}

/// A survey of parents and a protocol sheet in Kita 24, with one questionnaire.
async fn open_erhebungen(stage: &Stage) {
    let (store, by) = (&stage.store, koordination());
    store.fill(&demo::directory(today()), noon()).await.unwrap();
    store.save_draft(&by, BOGEN, &definition(), noon()).await.unwrap();
    store.publish(&by, BOGEN, noon()).await.unwrap();
    for (id, zielgruppe) in [(PARENTS, Zielgruppe::Eltern), (PROTOCOL, Zielgruppe::Protokoll)] {
        let erhebung = Erhebung {
            id,
            about: About::Kita(demo::kita(24)),
            from: today(),
            to: today() + Days::new(13),
            methode: Methode::SchriftlicheBefragung,
            zielgruppe,
            questionnaire: BOGEN,
            version: VersionNumber(1),
            asked: None,
        };
        store.create_erhebung(&by, &erhebung, noon()).await.unwrap();
    }
}

fn seen(text: &str, revision: u32) -> Seen {
    Seen { hash: text_hash(text), revision }
}

fn released(words: &[u32]) -> Decision {
    Decision::Released(BlackedOut::of(words.iter().copied()))
}

async fn found(store: &Store, key: &FreeTextKey) -> FreeText {
    let texts = store.free_texts_of(&reach_of(&[demo::kita(24)]), PARENTS).await.unwrap().texts;
    texts.into_iter().find(|text| text.key == *key).expect("the text")
}

async fn release(store: &Store, by: &Reach, key: &FreeTextKey) -> Result<(), AppError> {
    store.decide_free_text(by, key, &seen(NAMING, 0), &released(&[]), noon()).await
}

/// What an evaluation is given of the texts.
async fn shown(store: &Store) -> Vec<String> {
    let counted = store.count_parts(&koordination(), BOGEN, None).await.unwrap();
    counted.parts.iter().flat_map(|part| &part.released).map(|released| released.text.clone()).collect()
}

async fn count(store: &Store, text: &'static str) -> i64 {
    store.value(Query::read(text)).await.unwrap()
}

#[test]
fn a_text_is_seen_by_the_office_once_and_as_it_was_released() {
    on_each_engine(|stage| async move {
        open_erhebungen(&stage).await;
        let (store, own) = (&stage.store, reach_of(&[demo::kita(24)]));
        let key = send(store, PARENTS, NAMING).await;
        let other = send(store, PARENTS, "Mehr Licht").await;
        send(store, PARENTS, "  ").await;
        assert_eq!((found(store, &key).await.stand(), found(store, &key).await.revision), (Stand::Unseen, 0));
        let all = store.erhebungen_with_texts(&own).await.unwrap();
        let counts: Vec<_> = all.iter().map(|found| (found.erhebung.id, found.texts.len())).collect();
        assert_eq!(counts, [(PARENTS, 2)], "blank ones are no texts, and a protocol sheet holds none of respondents");
        assert_eq!(shown(store).await, Vec::<String>::new());

        store.decide_free_text(&own, &key, &seen(NAMING, 0), &released(&[1]), noon()).await.unwrap();
        assert_eq!((found(store, &key).await.stand(), found(store, &key).await.revision), (Stand::BlackedOut, 1));
        assert_eq!(shown(store).await, ["Frau [geschwärzt] hilft uns sehr"]);
        store.decide_free_text(&own, &other, &seen("Mehr Licht", 0), &Decision::Withheld, noon()).await.unwrap();
        assert_eq!(shown(store).await.len(), 1);

        // Changed later: on top of what was seen.
        store.decide_free_text(&own, &key, &seen(NAMING, 1), &Decision::Withheld, noon()).await.unwrap();
        assert_eq!((found(store, &key).await.stand(), found(store, &key).await.revision), (Stand::Withheld, 2));
        assert_eq!(shown(store).await, Vec::<String>::new());
    });
}

#[test]
fn the_second_of_two_people_is_told_and_who_sends_twice_is_not() {
    on_each_engine(|stage| async move {
        open_erhebungen(&stage).await;
        let (store, own) = (&stage.store, reach_of(&[demo::kita(24)]));
        let key = send(store, PARENTS, NAMING).await;
        for _ in 0..2 {
            let done = store.decide_free_text(&own, &key, &seen(NAMING, 0), &released(&[0, 1]), noon()).await;
            assert_eq!(done, Ok(()), "sent again");
        }
        let late = store.decide_free_text(&own, &key, &seen(NAMING, 0), &Decision::Withheld, noon()).await;
        assert_eq!(late, Err(AppError::Conflict));
        assert_eq!(found(store, &key).await.decision, Some(released(&[0, 1])));
        let audited = "RETURN array::len((SELECT VALUE id FROM audit WHERE action = 'erhebung.black_out_text'));";
        assert_eq!(count(store, audited).await, 1);

        let mut both = JoinSet::new();
        for number in 0..8_u32 {
            let (store, key) = (store.clone(), key.clone());
            both.spawn(async move {
                let own = reach_of(&[demo::kita(24)]);
                store.decide_free_text(&own, &key, &seen(NAMING, 1), &released(&[number % 2]), noon()).await
            });
        }
        let answers = both.join_all().await;
        assert_eq!(answers.iter().filter(|answer| **answer == Ok(())).count(), 4, "one decision, by whoever sent it");
        assert_eq!(answers.iter().filter(|answer| **answer == Err(AppError::Conflict)).count(), 4);
        assert_eq!(found(store, &key).await.revision, 2);
    });
}

#[test]
fn nobody_decides_about_texts_of_a_foreign_kita_or_of_a_protocol_sheet() {
    on_each_engine(|stage| async move {
        open_erhebungen(&stage).await;
        let (store, own, foreign) = (&stage.store, reach_of(&[demo::kita(24)]), reach_of(&[demo::kita(25)]));
        let key = send(store, PARENTS, NAMING).await;
        assert_eq!(store.erhebungen_with_texts(&foreign).await, Ok(Vec::new()));
        assert_eq!(store.free_texts_of(&foreign, PARENTS).await, Err(AppError::NotFound));
        assert_eq!(store.free_texts_of(&own, PROTOCOL).await, Err(AppError::NotFound));
        assert_eq!(release(store, &foreign, &key).await, Err(AppError::Forbidden));
        let sheet = send(store, PROTOCOL, NAMING).await;
        assert_eq!(release(store, &own, &sheet).await, Err(AppError::Forbidden));
        let gone = FreeTextKey { submission: SubmissionId::new(Uuid::new_v4()), ..key };
        assert_eq!(release(store, &own, &gone).await, Err(AppError::NotFound));
        assert_eq!(count(store, "RETURN array::len((SELECT VALUE id FROM free_text));").await, 0);
    });
}

#[test]
fn the_office_decides_where_there_is_no_kiso_and_reads_nothing_that_a_kiso_has_decided_about() {
    on_each_engine(|stage| async move {
        open_erhebungen(&stage).await;
        let (store, own) = (&stage.store, reach_of(&[demo::kita(24)]));
        let withheld = send(store, PARENTS, NAMING).await;
        let waiting = || async {
            let counted = store.count_parts(&koordination(), BOGEN, None).await.unwrap();
            counted.parts.iter().map(|part| part.waiting).sum::<u32>()
        };
        let with_kiso = office(&demo::directory(today()));
        assert_eq!(store.free_texts_of(&with_kiso, PARENTS).await, Err(AppError::NotFound));
        assert_eq!(release(store, &with_kiso, &withheld).await, Err(AppError::Forbidden));

        // Nobody is this Kita's KiSo any more.
        let alone = office(&Directory::default());
        let all = store.erhebungen_with_texts(&alone).await.unwrap();
        let texts: Vec<_> = all.iter().map(|found| (found.erhebung.id, found.texts.len())).collect();
        assert_eq!(texts, [(PARENTS, 1)], "never a protocol sheet");
        store.decide_free_text(&own, &withheld, &seen(NAMING, 0), &Decision::Withheld, noon()).await.unwrap();
        assert_eq!(store.free_texts_of(&alone, PARENTS).await.unwrap().texts, []);
        let over = store.decide_free_text(&alone, &withheld, &seen(NAMING, 1), &released(&[]), noon()).await;
        assert_eq!(over, Err(AppError::Forbidden));
        assert_eq!((shown(store).await, waiting().await), (Vec::new(), 0));

        let open = send(store, PARENTS, "Mehr Licht").await;
        assert_eq!(waiting().await, 1);
        store.decide_free_text(&alone, &open, &seen("Mehr Licht", 0), &released(&[]), noon()).await.unwrap();
        assert_eq!((shown(store).await, waiting().await), (vec!["Mehr Licht".to_owned()], 0));
        let texts = store.free_texts_of(&alone, PARENTS).await.unwrap().texts;
        assert_eq!(texts.iter().map(|text| (&text.key, text.by_office)).collect::<Vec<_>>(), [(&open, true)]);
        // A KiSo who comes later decides anew, and from then on it is hers.
        store.decide_free_text(&own, &open, &seen("Mehr Licht", 1), &Decision::Withheld, noon()).await.unwrap();
        assert_eq!(store.free_texts_of(&alone, PARENTS).await.unwrap().texts, []);
        assert_eq!(found(store, &withheld).await.stand(), Stand::Withheld);
    });
}

#[test]
fn neither_the_decision_nor_the_log_holds_what_somebody_wrote() {
    on_each_engine(|stage| async move {
        open_erhebungen(&stage).await;
        let (store, own) = (&stage.store, reach_of(&[demo::kita(24)]));
        let key = send(store, PARENTS, NAMING).await;
        store.decide_free_text(&own, &key, &seen(NAMING, 0), &released(&[1]), noon()).await.unwrap();
        let rows: Vec<String> = store
            .rows(Query::read("SELECT VALUE <string> [id, hash, stand, blacked_out, revision] FROM free_text;"))
            .await
            .unwrap();
        let log: Vec<String> = store.rows(Query::read(LOG)).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(log.len(), 1);
        for row in rows.iter().chain(&log) {
            assert!(!row.contains("Müller") && !row.contains("hilft"), "{row}");
        }
        assert!(!log[0].contains(&key.submission.to_string()), "the log says whose texts belong together: {}", log[0]);
        assert!(log[0].contains(&PARENTS.to_string()), "{}", log[0]);
    });
}

#[test]
fn a_decision_goes_with_the_submission_and_counts_for_no_other_text() {
    on_each_engine(|stage| async move {
        open_erhebungen(&stage).await;
        let (store, own) = (&stage.store, reach_of(&[demo::kita(24)]));
        let key = send(store, PARENTS, NAMING).await;
        // About a text that is not the one in the submission: nothing is shown of it.
        store.decide_free_text(&own, &key, &seen("ein anderer Text", 0), &released(&[]), noon()).await.unwrap();
        assert_eq!(found(store, &key).await.stand(), Stand::Unseen);
        assert_eq!(shown(store).await, Vec::<String>::new());
        store.decide_free_text(&own, &key, &seen(NAMING, 1), &released(&[]), noon()).await.unwrap();
        assert_eq!(shown(store).await, [NAMING]);

        assert_eq!(store.delete_answers(today()).await, Ok(0));
        assert_eq!(shown(store).await, [NAMING]);
        assert_eq!(store.delete_answers(today() + Days::new(1)).await, Ok(1));
        assert_eq!(shown(store).await, Vec::<String>::new());
        assert_eq!(count(store, "RETURN array::len((SELECT VALUE id FROM free_text));").await, 0);
    });
}
