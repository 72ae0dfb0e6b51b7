//! The whole file as the sheets of a workbook.

use super::{
    body::Body,
    choices::{ChoiceRow, Lists},
    counters::Counters,
    document::{Source, is_named},
    instance::{Instance, is_in_meta},
    itext::{Computed, Itext, Reading},
    model::{Model, Parts},
    origin::{Origin, Origins},
    paths::Paths,
    rows::{SurveyRow, Writer},
    settings,
};
use crate::questionnaires::{
    workbook::Workbook,
    xlsform::{FaultCode, Grid, ImportFault},
};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The workbook from which the file could have come, and what is wrong with the file itself.
pub struct Sheets {
    pub workbook: Workbook,
    pub origins: Origins,
    pub faults: Vec<ImportFault>,
    pub warnings: Vec<ImportFault>,
}

impl Sheets {
    pub fn read(source: &Source) -> Result<Self, Vec<ImportFault>> {
        let parts = Parts::find(source).map_err(|fault| vec![fault])?;
        let (mut faults, mut warnings) = (Vec::new(), Vec::new());
        let mut model = Model::read(&parts, source, &mut warnings);
        let root = format!("/{}", parts.root.tag_name().name());
        let body = Body::read(parts.body, &root, source, &mut model, [&mut faults, &mut warnings]);
        let instance = Instance::read(parts.root, &body.repeats);
        if instance.too_deep {
            faults.push(source.spot(parts.root).fault(FaultCode::TooDeep, ""));
        }
        // Entities make records of answers; one word about them is enough.
        let entity = source.document.descendants().find(|node| is_named(*node, "entity"));
        warnings.extend(entity.map(|entity| source.spot(entity).fault(FaultCode::NotTaken, "entity")));
        let known: HashSet<&str> = instance.walk().iter().map(|field| field.path.as_str()).collect();
        check_targets(&model, &body, &known, &root, source, &mut faults);
        let instance_id = format!("{root}/meta/instanceID");
        let paths = Paths::new(known.into_iter().chain([instance_id.as_str()]));

        let counters = Counters::read(&body, &model, &paths);
        let mut lists = Lists::read(parts.model);
        let mut writer = Writer {
            source,
            model: &model,
            body: &body,
            paths: &paths,
            lists: &mut lists,
            faults: &mut faults,
            warnings: &mut warnings,
            rows: Vec::new(),
            counters: &counters,
            computed: Computed::new(instance.walk().iter().map(|field| field.name.to_owned()).collect()),
        };
        writer.write(&instance.fields);
        let mut survey = writer.rows;
        survey.extend(unasked_rows(source, &parts, &model, &instance, &lists));
        let mut reading =
            Reading { source, itext: &model.itext, paths: &paths, context: &root, faults: &mut faults, computed: None };
        let choices = lists.rows(&mut reading);
        let settings = settings::sheet(&parts, &model, &paths, has_doubles(&choices));
        let grids = [survey_sheet(&survey, &model.itext), choices_sheet(&choices), settings];
        let workbook = Workbook { sheets: grids.into_iter().map(Grid::finish).collect() };
        Ok(Self { workbook, origins: origins(source, &parts, survey, choices), faults, warnings })
    }
}

/// What leads to no node of the form.
fn check_targets(
    model: &Model,
    body: &Body,
    known: &HashSet<&str>,
    root: &str,
    source: &Source,
    faults: &mut Vec<ImportFault>,
) {
    let controls = body.controls.iter().map(|(path, control)| (path, control.element));
    let triggered = body.triggered.iter().map(|(path, triggered)| (path, triggered.action));
    let elements = model.binds.iter().chain(&model.first).map(|(path, element)| (path, *element));
    for (path, element) in elements.chain(controls).chain(triggered) {
        if path != root && !is_in_meta(path) && !known.contains(path.as_str()) {
            faults.push(source.spot(element).fault(FaultCode::UnknownNode, path));
        }
    }
}

/// Rows that ask nothing: the log of other programs and files for look-ups.
fn unasked_rows(source: &Source, parts: &Parts, model: &Model, instance: &Instance, lists: &Lists) -> Vec<SurveyRow> {
    let row = |cells: &[(&str, &str)], element| SurveyRow {
        cells: cells.iter().map(|(column, text)| ((*column).to_owned(), (*text).to_owned())).collect(),
        origin: Origin { node: source.spot(element), bind: None, control: None },
    };
    let audit = instance.meta.get("audit").map(|audit| {
        let bind = model.bind(&format!("/{}/meta/audit", parts.root.tag_name().name()));
        let keys = [
            "location-priority",
            "location-min-interval",
            "location-max-age",
            "track-changes",
            "track-changes-reasons",
            "identify-user",
        ];
        let pairs: Vec<String> =
            keys.iter().filter_map(|key| bind.get(key).map(|value| format!("{key}={value}"))).collect();
        row(&[("type", "audit"), ("name", "audit"), ("parameters", &pairs.join(" "))], *audit)
    });
    let files = lists.files();
    let files = files.iter().map(|(kind, name)| row(&[("type", kind), ("name", name)], parts.model));
    audit.into_iter().chain(files).collect()
}

fn survey_sheet(rows: &[SurveyRow], itext: &Itext) -> Grid {
    let mut grid = Grid::new("survey", &["type", "name"]);
    // The languages of a definition are those of its columns, in their order.
    for language in 0..itext.languages.len() {
        grid.keep(&itext.header("label", language));
    }
    rows.iter().for_each(|row| grid.push(row.cells.clone()));
    grid
}

fn choices_sheet(rows: &[ChoiceRow]) -> Grid {
    let mut grid = Grid::new("choices", &["list_name", "name"]);
    for row in rows {
        let cells = row.cells.iter().filter(|(_, text)| !text.is_empty()).cloned();
        let list = ("list_name".to_owned(), row.list.clone());
        grid.push(cells.chain([list]).collect::<BTreeMap<_, _>>());
    }
    grid
}

/// The same value twice in a list, for which XLSForm asks a yes in its settings.
fn has_doubles(rows: &[ChoiceRow]) -> bool {
    let mut seen = HashSet::new();
    rows.iter().any(|row| {
        let name = row.cells.iter().find(|(column, _)| column == "name").map(|(_, name)| name.as_str());
        !seen.insert((row.list.as_str(), name))
    })
}

fn origins(source: &Source, parts: &Parts, survey: Vec<SurveyRow>, choices: Vec<ChoiceRow>) -> Origins {
    let form = Origin { node: source.spot(parts.root), bind: None, control: None };
    Origins {
        sheets: HashMap::from([
            ("survey", survey.into_iter().map(|row| row.origin).collect()),
            ("choices", choices.into_iter().map(|row| row.origin).collect()),
            ("settings", vec![form]),
        ]),
    }
}
