//! Respondents on a KiSo's tablet say in which language they were asked, as those who have the link do.

use crate::{
    surveys::{call, open_survey, results},
    test_app::TestApp,
};
use app::questionnaires::evaluation::EvaluationView;
use domain::{
    access::{Principal, Role, Scope},
    ids::{AccountId, SubmissionId},
    people::demo,
    questionnaires::{
        Answer, Evaluation, Place, QuestionId, SentSubmission, Submission, evaluation::Withheld, survey::Language,
    },
};
use serde_json::json;
use uuid::Uuid;

/// As a tablet finishes it and a server reads it.
fn sent(erhebung: &str, day: chrono::NaiveDate, language: Language) -> SentSubmission {
    let answer = Answer { place: Place::of(QuestionId(1)), name: "kennt".into(), value: "nein".into() };
    let content = Submission { answers: vec![answer], language: Some(language) };
    let id = SubmissionId::new(Uuid::new_v4());
    let whole = SentSubmission::new(id, erhebung.parse().expect("an id"), day, content);
    let travelled: SentSubmission =
        serde_json::from_str(&serde_json::to_string(&whole).expect("JSON")).expect("a submission");
    assert!(travelled.is_intact());
    travelled
}

#[tokio::test]
async fn answers_from_a_tablet_are_evaluated_by_their_language_and_never_in_one_kita() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, _) = open_survey(&app, &mut office).await;
    let scope = Scope::Kitas(vec![demo::kita(24)]);
    let by = Principal { account: AccountId::new(Uuid::nil()), role: Role::KiSo, scope };
    let today = app.state.ports.clock.today();
    for language in [Language::German, Language::Arabic] {
        for _ in 0..6 {
            let sent = sent(&id, today, language);
            app.state
                .ports
                .questionnaires
                .accept(&by.require().expect("the right"), &sent)
                .await
                .expect("it is stored");
        }
    }
    let questionnaire = results(&mut office, &id).await.erhebung.questionnaire;
    let ask = |query: serde_json::Value| json!({ "id": questionnaire, "query": query });
    let found = call(&mut office, "evaluation", ask(json!({ "language": "ar" }))).await;
    let view: EvaluationView = serde_json::from_str(&found.body).unwrap_or_else(|_| panic!("{}", found.body));
    let Evaluation { withheld, results: shown, .. } = view.evaluation;
    assert_eq!((withheld, shown.submissions), (None, 6));

    // A rare language in a small Kita is a family.
    let kita = ask(json!({ "language": "ar", "kita": demo::kita(24).to_string() }));
    let found = call(&mut office, "evaluation", kita).await;
    let view: EvaluationView = serde_json::from_str(&found.body).unwrap_or_else(|_| panic!("{}", found.body));
    assert_eq!((view.evaluation.withheld, view.evaluation.results.questions.len()), (Some(Withheld::OnePlace), 0));
}
