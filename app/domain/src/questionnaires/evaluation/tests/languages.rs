//! Answers in several languages: what is shown of each, and what would give somebody away.

use super::*;

const TURKISH: Option<Language> = Some(Language::Turkish);
const ARABIC: Option<Language> = Some(Language::Arabic);
const GERMAN: Option<Language> = Some(Language::German);

fn spoken(language: Option<Language>, submissions: Vec<Submission>) -> Vec<Submission> {
    submissions.into_iter().map(|submission| Submission { language, ..submission }).collect()
}

/// One Erhebung of a Kita with what was answered in it.
fn erhebung(number: u128, year: i32, submissions: Vec<Submission>) -> Vec<Part> {
    erhebung_from(number, day((year, 3)), submissions)
}

fn erhebung_from(number: u128, from: NaiveDate, submissions: Vec<Submission>) -> Vec<Part> {
    let head = part_from(number, from, &[]).head;
    Part::of_erhebung(&head, &definition(), submissions, None, Some((QuestionId(1), QuestionId(2))))
}

fn offered(parts: &[Part]) -> Vec<&'static str> {
    let definition = definition();
    let nowhere = |_: KitaId| -> Option<SozialraumId> { None };
    let decisions = Decisions::default();
    let collected =
        Collected { definition: &definition, parts, decisions: &decisions, sozialraum_of: &nowhere, threshold: 5 };
    collected.languages().into_iter().map(language_code).collect()
}

fn in_language(language: &str) -> EvaluationQuery {
    EvaluationQuery { language: language.into(), ..Default::default() }
}

#[test]
fn each_language_is_evaluated_over_all_kitas_without_texts_and_crosstab() {
    let german = [many(20, "ja", "fuss"), many(10, "nein", "rad")].concat();
    let turkish = [many(8, "ja", "fuss"), many(7, "nein", "rad")].concat();
    let parts = [erhebung(1, 2026, spoken(GERMAN, german)), erhebung(2, 2026, spoken(TURKISH, turkish))].concat();
    assert_eq!(offered(&parts), ["de", "tr"]);
    let query = EvaluationQuery { row: "1".into(), column: "2".into(), ..in_language("tr") };
    let found = evaluate(&parts, &query);
    assert_eq!((found.withheld, found.erhebungen, found.results.submissions), (None, 2, 15));
    assert_eq!(counts(&found.results, 0), [Figure::Shown(8), Figure::Shown(7)]);
    assert_eq!((found.words.len(), found.crosstab), (0, None));
    assert_eq!(found.asked, 0, "nobody knows the language of those who did not answer");
    let all = evaluate(&parts, &EvaluationQuery::default());
    assert_eq!((all.erhebungen, all.asked, all.results.submissions), (2, 120, 45));
}

#[test]
fn what_few_answered_in_one_language_is_hidden_in_all() {
    let parts = [
        erhebung(1, 2026, spoken(GERMAN, [many(20, "ja", "fuss"), many(10, "nein", "fuss")].concat())),
        erhebung(2, 2026, spoken(TURKISH, [many(8, "ja", "fuss"), many(7, "nein", "fuss")].concat())),
        erhebung(3, 2026, spoken(ARABIC, [many(10, "ja", "fuss"), many(2, "nein", "fuss")].concat())),
    ]
    .concat();
    for (language, together) in [("de", 30), ("tr", 15), ("ar", 12)] {
        let results = evaluate(&parts, &in_language(language)).results;
        assert_eq!(counts(&results, 0), [HIDDEN, HIDDEN], "19 less 10 less 7 would tell of two: {language}");
        assert_eq!(counts(&results, 1)[0], Figure::Shown(together), "{language}");
    }
}

#[test]
fn rare_languages_stand_together_with_as_many_others_as_it_takes() {
    let answers = |german, turkish, albanian| {
        let german = spoken(GERMAN, many(german, "ja", "fuss"));
        let turkish = spoken(TURKISH, many(turkish, "ja", "fuss"));
        let albanian = spoken(Some(Language::Albanian), many(albanian, "ja", "fuss"));
        erhebung(1, 2026, [german, turkish, albanian].concat())
    };
    let parts = answers(30, 9, 2);
    assert_eq!(offered(&parts), ["de", "andere"], "two alone would be known by taking the others from all");
    assert_eq!(evaluate(&parts, &in_language("andere")).results.submissions, 11);
    for rare in ["tr", "sq", "fr", "x"] {
        let found = evaluate(&parts, &in_language(rare));
        assert_eq!((found.withheld, found.results.questions.len()), (Some(Withheld::TooFew), 0), "{rare}");
    }
    assert_eq!(offered(&answers(30, 9, 6)), ["de", "tr", "sq"]);
    let nothing_to_choose: [&str; 0] = [];
    assert_eq!(offered(&answers(30, 0, 0)), nothing_to_choose);
    assert_eq!(offered(&answers(30, 0, 2)), nothing_to_choose);
}

#[test]
fn a_language_in_one_kita_is_never_shown() {
    let parts = erhebung(1, 2026, [GERMAN, TURKISH].map(|spoke| spoken(spoke, many(40, "ja", "fuss"))).concat());
    let kita = EvaluationQuery { kita: kita(1).to_string(), ..in_language("tr") };
    let sozialraum = EvaluationQuery { sozialraum: Uuid::nil().to_string(), ..in_language("tr") };
    for query in [kita, sozialraum] {
        let found = evaluate(&parts, &query);
        assert_eq!((found.withheld, found.results.submissions), (Some(Withheld::OnePlace), 0));
    }
}

#[test]
fn waves_are_compared_in_a_language_only_if_none_would_give_the_other_away() {
    let year = |year, turkish| {
        let answers = [spoken(GERMAN, many(20, "ja", "fuss")), spoken(TURKISH, many(turkish, "ja", "fuss"))];
        erhebung(1, year, answers.concat())
    };
    let enough = evaluate(&[year(2026, 10), year(2027, 8)].concat(), &in_language("tr"));
    let waves: Vec<_> = enough.waves.iter().map(|(wave, results)| (wave.year, results.submissions)).collect();
    assert_eq!(waves, [(2026, 10), (2027, 8)]);

    let few = [year(2026, 10), year(2027, 3)].concat();
    let found = evaluate(&few, &in_language("tr"));
    assert_eq!((found.results.submissions, found.waves.len()), (13, 0));
    let of_wave = EvaluationQuery { wave: "2026".into(), ..in_language("tr") };
    assert_eq!(evaluate(&few, &of_wave).withheld, Some(Withheld::TooFew), "13 less 10 would tell of three");
}

#[test]
fn no_wave_shows_the_language_of_one_kita_beside_others() {
    let asked = |number, begin| {
        let answers = [spoken(GERMAN, many(20, "ja", "fuss")), spoken(TURKISH, many(10, "ja", "fuss"))];
        erhebung_from(number, day(begin), answers.concat())
    };
    let of_wave = |wave: &str| EvaluationQuery { wave: wave.into(), ..in_language("tr") };
    let once = [asked(1, (2026, 3)), asked(2, (2026, 3)), asked(1, (2026, 9))].concat();
    let parts = numbered(once.clone());
    let all = evaluate(&parts, &in_language("tr"));
    assert_eq!((all.withheld, all.results.submissions, all.waves), (None, 30, vec![]));
    for wave in ["2026", "2026-2"] {
        let found = evaluate(&parts, &of_wave(wave));
        assert_eq!((found.withheld, found.results.submissions), (Some(Withheld::OneWave), 0), "{wave}");
    }
    // Where the second Kita is asked again as well, nobody knows in which of both it was said.
    let parts = numbered([once, asked(2, (2026, 10))].concat());
    let all = evaluate(&parts, &in_language("tr"));
    let waves: Vec<_> = all.waves.iter().map(|(wave, results)| (wave.to_string(), results.submissions)).collect();
    assert_eq!(waves, [("2026".to_owned(), 20), ("2026-2".to_owned(), 20)]);
    assert_eq!(evaluate(&parts, &of_wave("2026-2")).results.submissions, 20);
}

#[test]
fn what_was_deleted_has_no_language_any_more() {
    let head = part_of(1, 2026, &[]).head;
    let kept = tally(&definition(), &many(4, "ja", "fuss"));
    let answers = spoken(TURKISH, many(6, "ja", "fuss"));
    let parts = Part::of_erhebung(&head, &definition(), answers, Some(kept), None);
    let found: Vec<_> = parts.iter().map(|part| (part.language, part.tally.submissions)).collect();
    assert_eq!(found, [(None, 4), (TURKISH, 6)]);
}

proptest! {
    #[test]
    fn no_language_shows_or_gives_away_a_count_below_the_threshold(
        groups in prop::collection::vec((0usize..4, 0usize..12, 0usize..12), 1..8),
    ) {
        let languages = [None, GERMAN, TURKISH, ARABIC];
        let answers = groups.into_iter().flat_map(|(language, yes, no)| {
            spoken(languages[language], [many(yes, "ja", "fuss"), many(no, "nein", "rad")].concat())
        });
        let parts = erhebung(1, 2026, answers.collect());
        let whole = counts(&evaluate(&parts, &EvaluationQuery::default()).results, 0);
        let views: Vec<Evaluation> = offered(&parts).iter().map(|code| evaluate(&parts, &in_language(code))).collect();
        for (row, of_all) in whole.iter().enumerate().filter(|_| !views.is_empty()) {
            let shown = |view: &Evaluation| match view.withheld {
                None => counts(&view.results, 0)[row],
                Some(_) => HIDDEN,
            };
            let mut together = 0;
            for figure in views.iter().map(shown) {
                prop_assert!(!matches!(figure, Figure::Shown(1..=4)));
                together += match figure { Figure::Shown(count) => count, Figure::Suppressed => 0 };
            }
            if let Figure::Shown(all) = of_all {
                prop_assert!(!(1..5).contains(&(all - together)), "{together} of {all} stand in the languages");
            }
        }
    }
}
