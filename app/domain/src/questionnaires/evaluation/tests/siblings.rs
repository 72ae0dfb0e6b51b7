//! Somebody who looks at every part, and adds and subtracts what stands there.

use super::*;

/// Everything that follows from what has been seen: equations in whole numbers, so that nothing is rounded. Each begins
/// where the ones before it hold nothing any more.
#[derive(Default)]
struct Known(Vec<Vec<i128>>);

impl Known {
    fn learn(&mut self, equation: Vec<i128>) {
        let new = self.without_known(equation);
        if new.iter().any(|factor| *factor != 0) {
            self.0.push(new);
        }
    }

    fn tells(&self, equation: Vec<i128>) -> bool {
        self.without_known(equation).iter().all(|factor| *factor == 0)
    }

    fn without_known(&self, mut equation: Vec<i128>) -> Vec<i128> {
        for known in &self.0 {
            let first = known.iter().position(|factor| *factor != 0).expect("an equation about something");
            let (own, theirs) = (equation[first], known[first]);
            if own == 0 {
                continue;
            }
            equation = equation.iter().zip(known).map(|(a, b)| a * theirs - b * own).collect();
            let divisor = equation.iter().fold(0, |divisor, factor| gcd(divisor, factor.abs()));
            if divisor > 1 {
                equation = equation.iter().map(|factor| factor / divisor).collect();
            }
        }
        equation
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

pub(super) fn region(kita: KitaId) -> Option<SozialraumId> {
    Some(SozialraumId::new(Uuid::from_u128(kita.uuid().as_u128() / 10)))
}

/// Every part that can be looked at.
pub(super) fn every_query(parts: &[Part]) -> Vec<EvaluationQuery> {
    let mut places = vec![EvaluationQuery::default()];
    let mut waves = vec![String::new()];
    for part in parts {
        let kita = part.head.erhebung.about.kita().expect("about a Kita");
        let sozialraum = region(kita).map(|id| id.to_string()).unwrap_or_default();
        places.push(EvaluationQuery { kita: kita.to_string(), ..Default::default() });
        places.push(EvaluationQuery { sozialraum, ..Default::default() });
        waves.push(part.wave.to_string());
    }
    let of_wave = |wave: &str, place: &EvaluationQuery| EvaluationQuery { wave: wave.to_owned(), ..place.clone() };
    let mut queries: Vec<EvaluationQuery> = Vec::new();
    for (wave, place) in waves.iter().flat_map(|wave| places.iter().map(move |place| (wave, place))) {
        let query = of_wave(wave, place);
        if !queries.contains(&query) {
            queries.push(query);
        }
    }
    queries
}

/// The counts of one question by unit (a Kita in a wave) and column (the values, then blank), and what is known of them.
struct Attack {
    truth: Vec<Vec<u32>>,
    known: Known,
}

impl Attack {
    fn on(parts: &[Part], question: usize, values: &[&str]) -> Self {
        let mut units: Vec<(KitaId, Wave)> =
            parts.iter().map(|part| (part.head.erhebung.about.kita().expect("about a Kita"), part.wave)).collect();
        units.sort_unstable();
        units.dedup();
        let unit_of = |part: &Part| (part.head.erhebung.about.kita().expect("about a Kita"), part.wave);
        let mut truth = vec![vec![0; values.len() + 1]; units.len()];
        for part in parts {
            let counts = &part.tally.questions[question];
            let unit = units.iter().position(|unit| *unit == unit_of(part)).expect("its unit");
            for (column, value) in values.iter().enumerate() {
                truth[unit][column] += counts.cells.iter().find(|cell| cell.0 == *value).map_or(0, |cell| cell.1);
            }
            truth[unit][values.len()] += counts.asked - counts.answered;
        }
        let mut attack = Self { truth, known: Known::default() };
        for query in every_query(parts) {
            let seen = evaluate(parts, &query).results;
            let Some(seen_of_question) = seen.questions.get(question) else { continue };
            let admits = |part: &&Part| query.admits(part, &region);
            let inside: Vec<bool> =
                units.iter().map(|unit| parts.iter().filter(admits).any(|part| unit_of(part) == *unit)).collect();
            attack.look(seen_of_question, &inside, values);
        }
        attack
    }

    fn look(&mut self, seen: &crate::questionnaires::view::QuestionResult, inside: &[bool], values: &[&str]) {
        let blank = values.len();
        let mut told: Vec<Vec<usize>> = vec![(0..=blank).collect()];
        for row in seen.rows.iter().filter(|row| row.count != HIDDEN) {
            told.extend(values.iter().position(|value| *value == row.value).map(|column| vec![column]));
        }
        told.extend((seen.answered != HIDDEN).then(|| (0..blank).collect()));
        told.extend((seen.blank != HIDDEN).then(|| vec![blank]));
        for columns in told {
            let equation = self.equation(inside, |column| columns.contains(&column));
            self.known.learn(equation);
        }
    }

    fn equation(&self, inside: &[bool], columns: impl Fn(usize) -> bool) -> Vec<i128> {
        let width = self.truth[0].len();
        let all = inside.iter().flat_map(|inside| (0..width).map(move |column| (*inside, column)));
        all.map(|(inside, column)| i128::from(inside && columns(column))).collect()
    }

    /// A group of people below the threshold, some units and some of the columns, that can be computed. How many answered
    /// at all stands on every page, so a group that must be all of them is no secret.
    fn secret(&self) -> Option<(Vec<bool>, Vec<usize>, u32)> {
        let width = self.truth[0].len();
        let used: Vec<usize> = (0..width).filter(|column| self.truth.iter().any(|unit| unit[*column] > 0)).collect();
        for units in 1..1u32 << self.truth.len() {
            let inside: Vec<bool> = (0..self.truth.len()).map(|unit| units & (1 << unit) != 0).collect();
            for columns in 1..1u32 << width {
                let chosen = |column: usize| columns & (1 << column) != 0;
                if used.iter().all(|column| chosen(*column)) {
                    continue;
                }
                let rows = self.truth.iter().zip(&inside).filter(|(_, inside)| **inside);
                let count: u32 = rows
                    .map(|(unit, _)| (0..width).filter(|column| chosen(*column)).map(|c| unit[c]).sum::<u32>())
                    .sum();
                if (1..5).contains(&count) && self.known.tells(self.equation(&inside, chosen)) {
                    return Some((inside, (0..width).filter(|column| chosen(*column)).collect(), count));
                }
            }
        }
        None
    }
}

#[test]
fn the_attack_finds_what_follows() {
    let mut known = Known::default();
    known.learn(vec![1, 1, 1, 0]);
    known.learn(vec![1, 0, 0, 0]);
    assert!(!known.tells(vec![0, 0, 1, 0]));
    known.learn(vec![0, 2, 0, 0]);
    assert!(known.tells(vec![0, 0, 1, 0]), "all less the first less the second");
    assert!(!known.tells(vec![0, 0, 0, 1]));
}

#[test]
fn the_attack_succeeds_where_each_part_is_shown_for_itself() {
    let parts = [
        part_of(11, 2026, &[many(20, "ja", "fuss"), many(10, "nein", "fuss")].concat()),
        part_of(12, 2026, &[many(15, "ja", "fuss"), many(15, "nein", "fuss")].concat()),
        part_of(13, 2026, &[many(2, "ja", "fuss"), many(9, "nein", "fuss")].concat()),
    ];
    let mut attack = Attack::on(&parts, 0, &["ja", "nein"]);
    assert_eq!(attack.secret(), None);
    // As if the first two showed all they have: each of them is large, also compared with the whole.
    for unit in 0..2 {
        let inside: Vec<bool> = (0..3).map(|other| other == unit).collect();
        let equation = attack.equation(&inside, |column| column == 0);
        attack.known.learn(equation);
    }
    assert_eq!(attack.secret(), Some((vec![false, false, true], vec![0], 2)));
}

#[test]
fn only_the_part_with_few_and_one_beside_it_are_hidden() {
    let large = [many(20, "ja", "fuss"), many(10, "nein", "fuss")].concat();
    let mut parts: Vec<Part> = [11, 12, 21, 22, 23].map(|number| part_of(number, 2026, &large)).into();
    parts.push(part_of(13, 2026, &[many(2, "ja", "fuss"), many(9, "nein", "fuss")].concat()));
    let shows_all =
        |query: EvaluationQuery| counts(&evaluate(&parts, &query).results, 0).iter().all(|count| *count != HIDDEN);
    let alone = |number| EvaluationQuery { kita: kita(number).to_string(), ..Default::default() };
    let shown: Vec<u128> = [11, 12, 13, 21, 22, 23].into_iter().filter(|number| shows_all(alone(*number))).collect();
    assert_eq!((shown.len(), shown.contains(&13)), (4, false), "{shown:?}");
    assert!(shows_all(EvaluationQuery::default()));
    for number in [1, 2] {
        let sozialraum = Uuid::from_u128(number).to_string();
        assert!(shows_all(EvaluationQuery { sozialraum, ..Default::default() }), "{number}");
    }
    assert_eq!(Attack::on(&parts, 0, &["ja", "nein"]).secret(), None);
}

#[test]
fn the_page_of_an_erhebung_shows_what_its_part_shows() {
    let parts = [
        part_of(1, 2026, &[many(2, "ja", "fuss"), many(8, "nein", "fuss")].concat()),
        part_of(2, 2026, &[many(28, "ja", "fuss"), many(7, "nein", "fuss")].concat()),
    ];
    let definition = definition();
    let decisions = Decisions::default();
    let sozialraum_of = &region;
    let collected =
        Collected { definition: &definition, parts: &parts, decisions: &decisions, sozialraum_of, threshold: 5 };
    let page = collected.results_of(parts[1].head.erhebung.id).expect("its results");
    assert_eq!(counts(&page, 0), [HIDDEN, HIDDEN], "30 on the page of all less 28 here would tell of two elsewhere");
    let query = EvaluationQuery { kita: kita(2).to_string(), ..Default::default() };
    assert_eq!(page, evaluate(&parts, &query).results);
    assert_eq!(collected.results_of(ErhebungId::new(Uuid::nil())), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whoever_adds_and_subtracts_all_parts_learns_of_no_few_people(
        parts in prop::collection::vec((0usize..5, 0usize..4, 0usize..12, 0usize..12, 0usize..7, 0usize..3), 1..6),
    ) {
        let parts: Vec<Part> = parts
            .into_iter()
            .map(|(kita, begin, a, b, c, blank)| {
                let given = [many(a, "ja", "fuss"), many(b, "nein", "rad"), many(c, "ja", "auto"), many(blank, "", "rad")];
                part_from([11, 12, 13, 21, 22][kita], day(BEGINS[begin]), &given.concat())
            })
            .collect();
        let parts = numbered(parts);
        prop_assert_eq!(Attack::on(&parts, 0, &["ja", "nein"]).secret(), None);
        prop_assert_eq!(Attack::on(&parts, 1, &["fuss", "rad", "auto"]).secret(), None);
    }
}

#[test]
fn a_family_that_answers_for_each_of_its_children_is_one_among_all_parts_too() {
    let json = r#"{"settings":{"title":"Eltern"},"languages":[""],"nodes":[
        {"id":1,"name":"kind","kind":{"type":"repeat"},"label":[["","Kind"]],"children":[
            {"id":2,"name":"zufrieden","kind":{"type":"select_one","list":"stufe"},"label":[["","Zufrieden?"]]}]}],
        "lists":[{"name":"stufe","choices":[{"name":"ja"},{"name":"nein"}]}]}"#;
    let definition: Definition = serde_json::from_str(json).expect("a definition");
    let child = |number: u32| Answer {
        place: Place { question: QuestionId(2), instances: vec![number] },
        name: String::new(),
        value: "ja".into(),
    };
    let family = Submission { answers: (1..=3).map(child).collect(), ..Submission::default() };
    let part = |number: u128, families: usize| {
        let head = part_of(number, 2026, &[]).head;
        Part::count(head, &definition, &vec![family.clone(); families], None, None)
    };
    let parts = [part(1, 2), part(12, 9)];
    let sozialraum_of = |_: KitaId| None;
    let decisions = Decisions::default();
    let collected = Collected {
        definition: &definition,
        parts: &parts,
        decisions: &decisions,
        sozialraum_of: &sozialraum_of,
        threshold: 5,
    };
    let shown = |query: &EvaluationQuery| {
        let results = collected.evaluate(query).results;
        (results.questions[0].answered, results.questions[0].rows[0].count)
    };
    let all = EvaluationQuery::default();
    assert_eq!(shown(&all), (Figure::Shown(11), Figure::Shown(11)), "families, not children");
    for number in [1, 12] {
        let one = EvaluationQuery { kita: kita(number).to_string(), ..EvaluationQuery::default() };
        assert_eq!(
            shown(&one),
            (Figure::Suppressed, Figure::Suppressed),
            "two families are few, and nine would tell of them"
        );
    }
}
