//! Charts and tables of an evaluation.

use super::{
    ResultChart,
    results::{number, text},
};
use crate::{
    questionnaires::{
        evaluation::{picture_address, scale_address},
        german::SEVERAL_A_YEAR,
    },
    ui::{Notice, NoticeKind, StackedBar, StackedChart, TableFrame, save_as_png},
};
use domain::questionnaires::{
    Crosstab, EvaluationQuery, Figure, QuestionResult, Results,
    evaluation::{CrosstabRow, QuestionTexts, TextWords, Wave, group_by_scale},
    german::{SAME_ANSWERS, waves as names_of_waves},
};
use leptos::{prelude::*, task::spawn_local};

/// Says which counts are missing, and why.
#[component]
pub fn Protected(threshold: Option<u32>) -> impl IntoView {
    threshold.map(|threshold| {
        let title = format!("Anzahlen von 1 bis {} werden nicht gezeigt.", threshold.saturating_sub(1));
        view! {
            <Notice kind=NoticeKind::Info title>
                "So lässt sich niemand wiedererkennen. Wo sich eine kleine Anzahl aus den anderen errechnen ließe, fehlt \
                 auch die nächstgrößere."
            </Notice>
        }
    })
}

/// Every question: those with a common scale beneath each other, the others alone, with words and released texts. Each
/// chart has its picture.
#[component]
pub fn QuestionCharts(
    id: String,
    query: EvaluationQuery,
    results: Results,
    words: Vec<TextWords>,
    texts: Vec<QuestionTexts>,
) -> impl IntoView {
    let chart = |question: QuestionResult| {
        let (number, label) = (question.question, question.label.clone());
        let words = words.iter().find(|found| found.question == number).cloned();
        let texts = texts.iter().find(|found| found.question == number).cloned();
        let picture = (!question.rows.is_empty()).then(|| picture_address(&id, number.0, &query));
        view! {
            <ResultChart question />
            {words.map(|words| view! { <Words words label=label.clone() /> })}
            {texts.map(|texts| view! { <Texts texts label=label.clone() /> })}
            {picture.map(|address| view! { <Pictures address file=format!("frage-{number}.png") label /> })}
        }
    };
    group_by_scale(results.questions)
        .into_iter()
        .map(|mut group| match (group.len(), group.pop()) {
            (1, Some(question)) => chart(question).into_any(),
            (_, last) => {
                group.extend(last);
                let picture = group.first().map(|first| {
                    let address = scale_address(&id, first.question.0, &query);
                    let file = format!("fragen-{}.png", first.question);
                    // Several such charts may stand on a page.
                    let label = format!("{SAME_ANSWERS}, ab: {}", first.label);
                    view! { <Pictures address file label /> }
                });
                view! {
                    <ScaleChart group />
                    {picture}
                }
                .into_any()
            }
        })
        .collect_view()
}

/// The chart as a file: as the server draws it, and as PNG for programs that read no SVG.
#[component]
fn Pictures(address: String, file: String, label: String) -> impl IntoView {
    let failed = RwSignal::new(false);
    let object = format!(": {label}");
    let source = address.clone();
    let save = move |_| {
        let (source, file) = (source.clone(), file.clone());
        failed.set(false);
        spawn_local(async move {
            let saved = save_as_png(&source, &file).await;
            // The page may have been left meanwhile.
            failed.try_set(!saved);
        });
    };
    view! {
        <p class="result__files">
            <a href=address rel="external" download="">"Als Bild (SVG)"<span class="kern-sr-only">{object.clone()}</span></a>
            " "
            <button class="kern-btn kern-btn--x-small kern-btn--tertiary" type="button" on:click=save>
                <span class="kern-label">"Als Bild (PNG)"<span class="kern-sr-only">{object}</span></span>
            </button>
        </p>
        {move || failed.get().then(|| view! {
            <Notice kind=NoticeKind::Warning title="Das Bild ließ sich nicht holen. Bitte versuchen Sie es gleich noch einmal." />
        })}
    }
}

/// Questions with one scale as bars of equal length.
#[component]
fn ScaleChart(group: Vec<QuestionResult>) -> impl IntoView {
    let answers = group.first().map(|question| question.rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>());
    let bars = group.into_iter().map(|question| StackedBar {
        label: question.label,
        counts: question.rows.iter().map(|row| number(row.count)).collect(),
        total: number(question.answered),
    });
    view! {
        <section class="result">
            <StackedChart caption=SAME_ANSWERS answers=answers.unwrap_or_default() bars=bars.collect() />
        </section>
    }
}

#[component]
fn Words(words: TextWords, label: String) -> impl IntoView {
    let items = words.words.into_iter().map(|word| view! { <li>{word.word} " (" {word.count} ")"</li> }).collect_view();
    view! {
        <h4>"Häufige Wörter"<span class="kern-sr-only">{format!(" zu: {label}")}</span></h4>
        <ul class="words">{items}</ul>
    }
}

/// What the KiSo have released, without saying who wrote it where.
#[component]
fn Texts(texts: QuestionTexts, label: String) -> impl IntoView {
    let items = texts.texts.into_iter().map(|text| view! { <li dir="auto">{text}</li> }).collect_view();
    view! {
        <h4>"Freigegebene Texte"<span class="kern-sr-only">{format!(" zu: {label}")}</span></h4>
        <ul class="released">{items}</ul>
    }
}

/// Each question by waves.
#[component]
pub fn WavesTables(waves: Vec<(Wave, Results)>) -> impl IntoView {
    let Some((_, last)) = waves.last() else { return ().into_any() };
    let questions = last.questions.iter().filter(|question| !question.rows.is_empty());
    let tables = questions.map(|question| view! { <WavesTable question=question.clone() waves=waves.clone() /> });
    let explained = waves.iter().any(|(wave, _)| wave.nth > 1);
    view! {
        <section class="section">
            <h2>"Wellen im Vergleich"</h2>
            {explained.then(|| view! { <p class="result__about">{SEVERAL_A_YEAR}</p> })}
            {tables.collect_view()}
        </section>
    }
    .into_any()
}

#[component]
fn WavesTable(question: QuestionResult, waves: Vec<(Wave, Results)>) -> impl IntoView {
    let names = names_of_waves(&waves.iter().map(|(wave, _)| *wave).collect::<Vec<_>>());
    let of_wave: Vec<Option<QuestionResult>> = waves
        .into_iter()
        .map(|(_, results)| results.questions.into_iter().find(|own| own.question == question.question))
        .collect();
    let heads = names.into_iter().map(|name| {
        view! {
            <th class="kern-table__header kern-table__header--numeric" scope="col">{name}</th>
        }
    });
    let heads = heads.collect_view();
    let row = |value: String, label: String| {
        let cells = of_wave.iter().map(|found| {
            let found = found.as_ref();
            let row = found.and_then(|found| found.rows.iter().find(|row| row.value == value));
            let text = match (row, found) {
                (Some(row), Some(found)) => share(row.count, found.answered),
                _ => "–".to_owned(),
            };
            view! { <td class="kern-table__cell kern-table__cell--numeric">{text}</td> }
        });
        view! {
            <tr class="kern-table__row"><th class="kern-table__header" scope="row">{label}</th>{cells.collect_view()}</tr>
        }
    };
    let rows = question.rows.into_iter().map(|found| row(found.value, found.label)).collect_view();
    view! {
        <TableFrame caption=format!("{} – nach Wellen", question.label)>
            <thead><tr class="kern-table__row"><th class="kern-table__header" scope="col">"Antwort"</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </TableFrame>
    }
}

/// Two questions against each other.
#[component]
pub fn CrosstabTable(crosstab: Crosstab) -> impl IntoView {
    let Crosstab { row_question, column_question, columns, rows, together } = crosstab;
    let hides = rows.iter().any(|row| row.cells.contains(&Figure::Suppressed));
    let heads = columns.into_iter().map(|(label, _)| {
        view! {
            <th class="kern-table__header kern-table__header--numeric" scope="col">{label}</th>
        }
    });
    let heads = heads.collect_view();
    let line = |row: CrosstabRow| {
        let CrosstabRow { label, cells, together, .. } = row;
        let sum = together;
        let cells = cells.into_iter().map(|cell| {
            view! {
                <td class="kern-table__cell kern-table__cell--numeric">{share(cell, sum)}</td>
            }
        });
        view! {
            <tr class="kern-table__row">
                <th class="kern-table__header" scope="row">{label}</th>
                {cells.collect_view()}
                <td class="kern-table__cell kern-table__cell--numeric">{text(together)}</td>
            </tr>
        }
    };
    let lines = rows.into_iter().map(line).collect_view();
    view! {
        <TableFrame caption=format!("{row_question} – nach: {column_question}")>
            <thead><tr class="kern-table__row">
                <th class="kern-table__header" scope="col">{row_question.clone()}</th>
                {heads}
                <th class="kern-table__header kern-table__header--numeric" scope="col">"Zusammen"</th>
            </tr></thead>
            <tbody>{lines}</tbody>
        </TableFrame>
        <p class="result__about">"Wer beide Fragen beantwortet hat: " {text(together)} ". Anteile beziehen sich auf die Zeile."</p>
        {hides.then(|| view! {
            <p class="result__about">
                "Nicht gezeigte Zellen ließen sich sonst aus den Anzahlen der beiden Fragen errechnen. Darum fehlen immer ganze Zeilen \
                    oder Spalten."
            </p>
        })}
    }
}

/// A count and its share in whole percent, half rounded up.
fn share(count: Figure, of: Figure) -> String {
    match (count, of) {
        (Figure::Shown(count), Figure::Shown(of)) if of > 0 => {
            let percent = (u64::from(count) * 200 + u64::from(of)) / (2 * u64::from(of));
            format!("{count} ({percent} %)")
        }
        (count, _) => text(count),
    }
}
