//! Cards with one-time codes, in the languages that families speak.

use crate::{
    surveys::{call, get, open_survey, results, send_to_codes},
    test_app::{Browser, TestApp},
};
use app::questionnaires::view::SurveyLink;
use axum::http::StatusCode;
use domain::{
    access::Role,
    questionnaires::survey::{Language, Text},
};
use print::{Card, CardText, Cards};
use serde_json::json;

async fn link(office: &mut Browser<'_>, erhebung: &str) -> SurveyLink {
    results(office, erhebung).await.survey.and_then(|survey| survey.link).expect("a link")
}

#[tokio::test]
async fn cards_come_in_the_languages_of_the_questionnaire_and_open_it_in_theirs() {
    let app = TestApp::start().await;
    let mut office = app.logged_in(Role::Koordination).await;
    let (id, path) = open_survey(&app, &mut office).await;
    let input = json!({ "opens": "2026-03-02", "closes": "2026-03-10", "access": "codes" });
    assert_eq!(call(&mut office, "save-survey", json!({ "id": id, "input": input })).await.status, StatusCode::OK);
    assert_eq!(link(&mut office, &id).await.card_languages, [Language::German, Language::Arabic]);
    let order =
        |language: &str, below: bool| json!({ "anzahl": "2", "sprache": language, "mit_deutsch": below }).to_string();
    for (language, below, arabic) in [("", false, false), ("de", true, false), ("ar", false, true), ("ar", true, true)]
    {
        let file = send_to_codes(&mut office, &id, order(language, below)).await;
        assert_eq!(file.status, StatusCode::OK, "{language}: {}", file.body);
        assert_eq!(file.body.contains("DejaVuSans"), arabic, "{language}: the font of Arabic script");
    }
    // A Turkish card would lead to questions that are not asked in Turkish; no code is made for it.
    for language in ["tr", "<b>"] {
        let refused = send_to_codes(&mut office, &id, order(language, true)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{language}");
        assert!(refused.body.contains("sprache"), "{}", refused.body);
    }
    assert_eq!(link(&mut office, &id).await.codes.map(|codes| codes.issued), Some(8));
    // The card's language counts, whatever the phone speaks.
    let asked = get(&mut app.browser(), &format!("{path}?sprache=ar"), "de").await;
    assert!(asked.body.contains(Text::CodeTitle.of(Language::Arabic)), "{}", asked.body);
}

/// Also in the languages that no questionnaire of these tests has.
#[test]
fn the_texts_of_cards_can_be_printed_in_all_languages() {
    let picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><rect width=\"1\" height=\"1\"/></svg>";
    for language in Language::ALL {
        let text = CardText {
            lang: language.tag().split('-').next().unwrap_or_default().to_owned(),
            code: Text::CodeLabel.of(language).to_owned(),
            about: [Text::CardHow, Text::CardUntil, Text::CardPromise].map(|text| text.of(language)).join(" "),
        };
        let cards = Cards {
            title: "Codes".into(),
            texts: vec![text],
            cards: vec![Card { code: "abcde-fghjk".into(), picture: picture.into() }],
            ..Cards::default()
        };
        let file = print::pdf(&cards).unwrap_or_else(|fault| panic!("{language:?}: {fault}"));
        assert!(file.starts_with(b"%PDF"));
    }
}
