//! Somebody who looks at the crosstab of every part and at everything beside it, and adds and subtracts what stands there.

use super::{
    siblings::{every_query, region},
    *,
};

/// Answers to the two questions of the table; the last one is none.
const ROWS: [&str; 3] = ["ja", "nein", ""];
const COLUMNS: [&str; 4] = ["fuss", "rad", "auto", ""];
const CELLS: usize = ROWS.len() * COLUMNS.len();

/// A prime: calculating with rests of it is exact, and nothing grows. That something seems to follow only by its rest is as good
/// as impossible.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    u64::try_from(u128::from(a) * u128::from(b) % u128::from(PRIME)).expect("less than the prime")
}

/// One divided by it (Fermat).
fn inverse(number: u64) -> u64 {
    let (mut result, mut square, mut rest) = (1, number, PRIME - 2);
    while rest > 0 {
        if rest % 2 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        rest /= 2;
    }
    result
}

/// All sums that follow from those that were seen: each begins with a one where the later ones hold nothing.
#[derive(Default)]
struct Known(Vec<(usize, Vec<u64>)>);

impl Known {
    fn learn(&mut self, sum: Vec<u64>) {
        let new = self.without_known(sum);
        if let Some(first) = new.iter().position(|factor| *factor != 0) {
            let divisor = inverse(new[first]);
            self.0.push((first, new.iter().map(|factor| times(*factor, divisor)).collect()));
        }
    }

    fn tells(&self, sum: Vec<u64>) -> bool {
        self.without_known(sum).iter().all(|factor| *factor == 0)
    }

    fn without_known(&self, mut sum: Vec<u64>) -> Vec<u64> {
        for (first, known) in &self.0 {
            let factor = PRIME - sum[*first];
            if factor < PRIME {
                sum = sum.iter().zip(known).map(|(own, known)| (own + times(factor, *known)) % PRIME).collect();
            }
        }
        sum
    }
}

/// A group of people: in these units, with one of these answers to the first and one of these to the second question.
struct Group {
    units: Vec<bool>,
    rows: Vec<bool>,
    columns: Vec<bool>,
}

impl Group {
    fn sum(&self) -> Vec<u64> {
        let cells = self.units.iter().flat_map(|unit| (0..CELLS).map(move |cell| (*unit, cell)));
        cells.map(|(unit, cell)| u64::from(unit && self.has(cell))).collect()
    }

    fn has(&self, cell: usize) -> bool {
        self.rows[cell / COLUMNS.len()] && self.columns[cell % COLUMNS.len()]
    }

    fn count(&self, truth: &[Vec<u32>]) -> u32 {
        let inside = truth.iter().zip(&self.units).filter(|(_, inside)| **inside);
        let of_unit = |unit: &[u32]| (0..CELLS).filter(|cell| self.has(*cell)).map(|cell| unit[cell]).sum::<u32>();
        inside.map(|(unit, _)| of_unit(unit)).sum()
    }
}

/// The true counts by unit (a Kita in a wave) and cell, and what is known of them.
struct Attack {
    truth: Vec<Vec<u32>>,
    seen: Vec<Group>,
    known: Known,
}

/// What a unit, which began in this year and month, holds: how often each cell was answered.
type Given = ((u128, (i32, u32)), Vec<usize>);

fn parts_of(given: &[Given]) -> Vec<Part> {
    let part = |((kita, begin), counts): &Given| {
        let cells = counts.iter().enumerate();
        let answers =
            cells.map(|(cell, count)| many(*count, ROWS[cell / COLUMNS.len()], COLUMNS[cell % COLUMNS.len()]));
        part_from(*kita, day(*begin), &answers.collect::<Vec<_>>().concat())
    };
    numbered(given.iter().map(part).collect())
}

/// Nothing is answered less often.
fn thinned(counts: Vec<usize>) -> Vec<usize> {
    let is_blank = |cell: usize| cell / COLUMNS.len() == ROWS.len() - 1 || cell % COLUMNS.len() == COLUMNS.len() - 1;
    let thin = |(cell, count): (usize, usize)| if is_blank(cell) { count.saturating_sub(9) } else { count };
    counts.into_iter().enumerate().map(thin).collect()
}

fn crossed(query: &EvaluationQuery) -> EvaluationQuery {
    EvaluationQuery { row: "1".into(), column: "2".into(), ..query.clone() }
}

fn only(length: usize, position: usize) -> Vec<bool> {
    (0..length).map(|other| other == position).collect()
}

fn subsets(length: usize) -> impl Iterator<Item = Vec<bool>> {
    (1..1u32 << length).map(move |bits| (0..length).map(|bit| bits & (1 << bit) != 0).collect())
}

/// Units, rows and columns of a group, and how many they are.
type Secret = (Vec<bool>, Vec<bool>, Vec<bool>, u32);

impl Attack {
    /// Looks at every part. No two of the units are the same.
    fn on(given: &[Given]) -> Self {
        let parts = parts_of(given);
        let truth = given.iter().map(|(_, counts)| counts.iter().map(|count| *count as u32).collect()).collect();
        let mut attack = Self { truth, seen: Vec::new(), known: Known::default() };
        for query in every_query(&parts) {
            let units: Vec<bool> = parts.iter().map(|part| query.admits(part, &region)).collect();
            attack.look(&evaluate(&parts, &crossed(&query)), &units);
        }
        attack
    }

    fn look(&mut self, seen: &Evaluation, units: &[bool]) {
        let (all_rows, all_columns) = (vec![true; ROWS.len()], vec![true; COLUMNS.len()]);
        self.learn(units, &all_rows, &all_columns);
        if let Some(question) = seen.results.questions.first() {
            for row in shown_answers(question, &ROWS) {
                self.learn(units, &only(ROWS.len(), row), &all_columns);
            }
        }
        if let Some(question) = seen.results.questions.get(1) {
            for column in shown_answers(question, &COLUMNS) {
                self.learn(units, &all_rows, &only(COLUMNS.len(), column));
            }
        }
        for (line, row) in seen.crosstab.iter().flat_map(|table| table.rows.iter().enumerate()) {
            for position in (0..row.cells.len()).filter(|position| row.cells[*position] != HIDDEN) {
                self.learn(units, &only(ROWS.len(), line), &only(COLUMNS.len(), position));
            }
            if row.together != HIDDEN {
                self.learn(units, &only(ROWS.len(), line), &[true, true, true, false]);
            }
        }
    }

    fn learn(&mut self, units: &[bool], rows: &[bool], columns: &[bool]) {
        let group = Group { units: units.to_vec(), rows: rows.to_vec(), columns: columns.to_vec() };
        self.known.learn(group.sum());
        self.seen.push(group);
    }

    /// Where a sum is nobody, so is each of its cells.
    fn conclude(&mut self) {
        let of_nobody = self.seen.iter().filter(|group| group.count(&self.truth) == 0);
        for sum in of_nobody.map(Group::sum).collect::<Vec<_>>() {
            for position in (0..sum.len()).filter(|position| sum[*position] > 0) {
                self.known.learn((0..sum.len()).map(|other| u64::from(other == position)).collect());
            }
        }
    }

    /// Of one unit, a group of any cells below the threshold that can be computed.
    fn secret_cells(&self) -> Option<Vec<bool>> {
        let everybody: u32 = self.truth[0].iter().sum();
        subsets(CELLS).find(|cells| {
            let count: u32 =
                self.truth[0].iter().zip(cells).filter(|(_, inside)| **inside).map(|(count, _)| count).sum();
            let sum = || cells.iter().map(|inside| u64::from(*inside)).collect::<Vec<u64>>();
            (1..5).contains(&count) && count < everybody && self.known.tells(sum())
        })
    }

    /// A group below the threshold that can be computed: units, rows, columns and how many they are. How many answered in a
    /// unit is known to all.
    fn secret(&self) -> Option<Secret> {
        for units in subsets(self.truth.len()) {
            let everybody =
                Group { units: units.clone(), rows: vec![true; 3], columns: vec![true; 4] }.count(&self.truth);
            for (rows, columns) in
                subsets(ROWS.len()).flat_map(|rows| subsets(COLUMNS.len()).map(move |columns| (rows.clone(), columns)))
            {
                let group = Group { units: units.clone(), rows, columns };
                let count = group.count(&self.truth);
                if (1..5).contains(&count) && count < everybody && self.known.tells(group.sum()) {
                    return Some((group.units, group.rows, group.columns, count));
                }
            }
        }
        None
    }
}

/// The answers whose count is shown, by their position; nothing stands last.
fn shown_answers(question: &crate::questionnaires::view::QuestionResult, answers: &[&str]) -> Vec<usize> {
    let is_shown = |answer: &str| match answer {
        "" => question.blank != HIDDEN,
        value => question.rows.iter().any(|row| row.value == value && row.count != HIDDEN),
    };
    (0..answers.len()).filter(|position| is_shown(answers[*position])).collect()
}

/// The table of the part, as people see it.
fn table(parts: &[Part], query: &EvaluationQuery) -> Vec<Vec<Figure>> {
    let table = evaluate(parts, &crossed(query)).crosstab.expect("a table");
    table.rows.into_iter().map(|row| row.cells.into_iter().chain([row.together]).collect()).collect()
}

fn shown(count: u32) -> Figure {
    Figure::Shown(count)
}

#[test]
fn the_attack_finds_what_follows() {
    let mut known = Known::default();
    known.learn(vec![1, 1, 1, 0]);
    known.learn(vec![1, 0, 0, 0]);
    assert!(!known.tells(vec![0, 0, 1, 0]));
    known.learn(vec![0, 2, 0, 0]);
    assert!(known.tells(vec![0, 0, 1, 0]), "all less the first less half of twice the second");
    assert!(!known.tells(vec![0, 0, 0, 1]));
}

#[test]
fn the_attack_succeeds_where_a_whole_table_stands_beside_its_sums() {
    // Twice nothing in the second question: whoever adds the cells of a line sees what its question has more.
    let given = [((11, (2026, 3)), vec![10, 9, 0, 2, 8, 7, 0, 6, 0, 0, 0, 0])];
    let mut attack = Attack::on(&given);
    assert_eq!(attack.secret(), None);
    for cell in [1, 5] {
        let (row, column) = (cell / COLUMNS.len(), cell % COLUMNS.len());
        attack.learn(&[true], &only(ROWS.len(), row), &only(COLUMNS.len(), column));
    }
    let found = attack.secret().map(|(_, rows, columns, count)| (rows, columns, count));
    assert_eq!(found, Some((only(3, 0), only(4, 3), 2)));
}

#[test]
fn who_left_one_question_blank_cannot_be_computed_from_the_sum_of_a_line() {
    let given = [((11, (2026, 3)), vec![10, 9, 0, 2, 8, 7, 0, 6, 0, 0, 0, 0])];
    let found = table(&parts_of(&given), &EvaluationQuery::default());
    assert_eq!(found, [[shown(10), HIDDEN, shown(0), HIDDEN], [shown(8), HIDDEN, shown(0), HIDDEN]]);
}

#[test]
fn a_table_stands_whole_where_no_cell_of_it_is_small() {
    let given = [((11, (2026, 3)), vec![10, 9, 6, 0, 8, 7, 5, 0, 0, 0, 0, 0])];
    let found = table(&parts_of(&given), &EvaluationQuery::default());
    assert_eq!(found, [[shown(10), shown(9), shown(6), shown(25)], [shown(8), shown(7), shown(5), shown(20)]]);
}

#[test]
fn where_all_of_a_kita_gave_one_answer_its_table_is_known() {
    // Kita 11 says ja only. Its own 12 who walk, taken from 15 of all, would tell of three in Kita 12.
    let given = [
        ((11, (2026, 3)), vec![12, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
        ((12, (2026, 3)), vec![3, 9, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0]),
    ];
    let parts = parts_of(&given);
    let all = table(&parts, &EvaluationQuery::default());
    assert_eq!((all[0][0], all[0][1], all[1][0], all[1][1]), (HIDDEN, HIDDEN, HIDDEN, HIDDEN));
    let alone = EvaluationQuery { kita: kita(11).to_string(), ..Default::default() };
    assert_eq!(table(&parts, &alone)[0], [shown(12), shown(10), shown(0), shown(22)]);
}

#[test]
fn deleted_answers_are_not_what_the_questions_have_more_than_the_table() {
    let live =
        [many(10, "ja", "fuss"), many(10, "ja", "rad"), many(10, "nein", "fuss"), many(10, "nein", "rad")].concat();
    let deleted = part_of(11, 2026, &[many(3, "ja", "fuss"), many(9, "nein", "rad")].concat()).tally;
    let head = part_of(11, 2026, &[]).head;
    let part = Part::count(head, &definition(), &live, Some(deleted), Some((QuestionId(1), QuestionId(2))));
    let all = evaluate(std::slice::from_ref(&part), &EvaluationQuery::default()).results;
    assert_eq!(counts(&all, 0), [shown(23), shown(29)]);
    // 23 less 10 less 10 would tell of three that were deleted.
    let found = table(&[part], &EvaluationQuery::default());
    assert_eq!(found, [[HIDDEN, HIDDEN, HIDDEN, HIDDEN], [HIDDEN, shown(10), shown(0), HIDDEN]]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whoever_adds_and_subtracts_tables_and_counts_of_all_parts_learns_of_no_few_people(
        units in prop::collection::btree_map(
            (0usize..3, 0usize..4),
            (prop::collection::vec(0usize..16, CELLS), prop::option::weighted(0.2, 0usize..2)),
            1..4,
        ),
    ) {
        let given = |((place, begin), (counts, one_row)): ((usize, usize), (Vec<usize>, Option<usize>))| -> Given {
            let is_left_out = |cell: usize| one_row.is_some_and(|only| only != cell / COLUMNS.len());
            let counts = thinned(counts).into_iter().enumerate();
            (([11, 12, 21][place], BEGINS[begin]), counts.map(|(cell, count)| if is_left_out(cell) { 0 } else { count }).collect())
        };
        let given: Vec<Given> = units.into_iter().map(given).collect();
        prop_assert_eq!(Attack::on(&given).secret(), None);
    }

    /// One part alone: groups of any cells, also with what is known of those that nobody is in.
    #[test]
    fn beside_one_table_no_group_of_any_cells_can_be_computed(counts in prop::collection::vec(0usize..16, CELLS)) {
        let mut attack = Attack::on(&[((11, (2026, 3)), thinned(counts))]);
        attack.conclude();
        prop_assert_eq!(attack.secret_cells(), None);
    }
}
