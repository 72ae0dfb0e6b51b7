//! The nodes of the form as rows of the sheet `survey`.

use super::{
    body::{Body, Control},
    choices::{self, Lists, Offer},
    counters::Counters,
    document::{Element, Source, attribute, child},
    instance::Field,
    itext::{CONSTRAINT, Cells, Computed, HINT, LABEL, REQUIRED, Reading},
    model::{Bind, Model, others, value_of},
    origin::Origin,
    paths::{Paths, last},
    question,
};
use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use std::collections::BTreeMap;

/// Column → text, and where it came from.
pub struct SurveyRow {
    pub cells: BTreeMap<String, String>,
    pub origin: Origin,
}

pub struct Writer<'w, 'a> {
    pub source: &'w Source<'a>,
    pub model: &'w Model<'a>,
    pub body: &'w Body<'a>,
    pub paths: &'w Paths,
    pub lists: &'w mut Lists<'a>,
    pub faults: &'w mut Vec<ImportFault>,
    pub warnings: &'w mut Vec<ImportFault>,
    pub rows: Vec<SurveyRow>,
    /// The importer of workbooks makes them itself.
    pub counters: &'w Counters,
    pub computed: Computed,
}

impl<'a> Writer<'_, 'a> {
    /// Writes these fields and what lies in them, in the order in which a person meets them.
    pub fn write(&mut self, fields: &[Field<'a>]) {
        for field in self.in_order(fields) {
            if self.counters.is_counter(&field.path) {
                continue;
            }
            let control = self.body.controls.get(&field.path).copied();
            let repeat = self.body.repeats.contains(&field.path);
            let group = control.is_some_and(|control| control.element.tag_name().name() == "group");
            if repeat || group || !field.children.is_empty() {
                let name = if repeat { "repeat" } else { "group" };
                self.begin(field, control, name);
                self.write(&field.children);
                let origin = self.origin(field, control);
                let cells = BTreeMap::from([("type".to_owned(), format!("end_{name}"))]);
                self.rows.push(SurveyRow { cells, origin });
            } else {
                self.question(field, control);
            }
        }
    }

    /// By their place in the body; what nobody sees stays behind what it follows in the instance.
    fn in_order<'f>(&self, fields: &'f [Field<'a>]) -> Vec<&'f Field<'a>> {
        let mut before = 0;
        let mut placed: Vec<(usize, &Field)> = Vec::new();
        for field in fields {
            before = self.first_place(field).unwrap_or(before);
            placed.push((before, field));
        }
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, field)| field).collect()
    }

    /// The place of the first control of a field or of what lies in it.
    fn first_place(&self, field: &Field) -> Option<usize> {
        let mut first = None;
        let mut open = vec![field];
        while let Some(field) = open.pop() {
            let place = self.body.controls.get(&field.path).map(|control| control.place);
            first = [first, place].into_iter().flatten().min();
            open.extend(&field.children);
        }
        first
    }

    fn origin(&self, field: &Field, control: Option<Control>) -> Origin {
        Origin {
            node: self.source.spot(field.element),
            bind: self.model.bind(&field.path).spot(self.source),
            control: control.map(|control| self.source.spot(control.element)),
        }
    }

    fn begin(&mut self, field: &Field<'a>, control: Option<Control<'a>>, name: &str) {
        let mut cells = self.common(field, control);
        cells.insert("type".into(), format!("begin_{name}"));
        if let Some(count) = control.and_then(|control| attribute(control.element, "count")) {
            cells.insert("repeat_count".into(), self.counters.count(&field.path, count, self.paths));
        }
        self.push(field, control, cells);
    }

    /// A row, behind the fields that its texts need.
    fn push(&mut self, field: &Field, control: Option<Control>, cells: BTreeMap<String, String>) {
        let origin = self.origin(field, control);
        for (name, calculation) in self.computed.take() {
            let computed = [("type", "calculate".to_owned()), ("name", name), ("calculation", calculation)];
            let cells = computed.into_iter().map(|(column, text)| (column.to_owned(), text)).collect();
            self.rows.push(SurveyRow { cells, origin: origin.clone() });
        }
        self.rows.push(SurveyRow { cells, origin });
    }

    fn question(&mut self, field: &Field<'a>, control: Option<Control<'a>>) {
        let mut cells = self.common(field, control);
        let bind = self.model.bind(&field.path);
        let kind = match control {
            Some(control) => self.seen(field, control.element, &bind, &mut cells),
            None => {
                if question::is_unknown_preload(&bind) {
                    let preload = bind.get("preloadParams").or_else(|| bind.get("preload")).unwrap_or_default();
                    self.warnings.push(self.origin(field, None).node.fault(FaultCode::NotTaken, preload));
                }
                question::unseen(&bind, cells.contains_key("calculation"))
            }
        };
        cells.insert("type".into(), kind);
        self.push(field, control, cells);
    }

    fn seen(
        &mut self,
        field: &Field<'a>,
        control: Element<'a>,
        bind: &Bind<'a>,
        cells: &mut BTreeMap<String, String>,
    ) -> String {
        let kind = match question::seen(control, bind) {
            Ok(kind) => kind,
            Err((code, detail)) => {
                let spot = bind.spot(self.source).unwrap_or_else(|| self.source.spot(control));
                self.faults.push(spot.fault(code, &detail));
                return "text".into();
            }
        };
        let mut parameters = question::parameters(control, bind);
        let filled = cells.contains_key("calculation") || cells.contains_key("default");
        if question::is_note(kind, control, bind, filled) {
            cells.remove("read_only");
            return "note".into();
        }
        if let Some(list) = (kind == "range").then(|| self.lists.of_scale(control)).flatten() {
            parameters.push(("tick_labelset".into(), list));
        }
        self.check_text(field, control, cells);
        let kind = if matches!(kind, "select_one" | "select_multiple" | "rank") {
            match self.offer(field, control) {
                Ok(Offer { list, from_file, filter, parameters: own }) => {
                    parameters.extend(own);
                    cells.extend(filter.map(|filter| ("choice_filter".to_owned(), filter)));
                    format!("{kind}{} {list}", if from_file { "_from_file" } else { "" })
                }
                Err(code) => {
                    self.faults.push(choices::fault(self.source, control, code));
                    "text".into()
                }
            }
        } else {
            kind.to_owned()
        };
        let pairs: Vec<String> = parameters.into_iter().map(|(key, value)| format!("{key}={value}")).collect();
        if !pairs.is_empty() {
            cells.insert("parameters".into(), pairs.join(";") + if pairs.len() == 1 { ";" } else { "" });
        }
        kind
    }

    /// An XForm may ask without a text; here its name stands in for it until somebody writes one.
    fn check_text(&mut self, field: &Field, control: Element, cells: &mut BTreeMap<String, String>) {
        let is_text =
            |column: &String| ["label", "hint", "image", "audio", "video"].iter().any(|text| column.starts_with(text));
        if cells.contains_key("calculation") || cells.keys().any(is_text) {
            return;
        }
        self.warnings.push(self.source.spot(control).fault(FaultCode::NoLabel, field.name));
        cells.insert(self.model.itext.header("label", 0), field.name.to_owned());
    }

    fn offer(&mut self, field: &Field<'a>, control: Element<'a>) -> Result<Offer, FaultCode> {
        let mut reading = Reading {
            source: self.source,
            itext: &self.model.itext,
            paths: self.paths,
            context: &field.path,
            faults: self.faults,
            computed: Some(&mut self.computed),
        };
        self.lists.offer(control, field.name, self.paths, &mut reading)
    }

    /// What groups and questions have in common.
    fn common(&mut self, field: &Field<'a>, control: Option<Control<'a>>) -> BTreeMap<String, String> {
        let bind = self.model.bind(&field.path);
        let mut cells: Cells = vec![("name".into(), field.name.to_owned())];
        cells.extend(bind.others());
        let rules = [
            ("required", "required"),
            ("relevant", "relevant"),
            ("constraint", "constraint"),
            ("readonly", "read_only"),
            ("calculate", "calculation"),
        ];
        for (name, column) in rules {
            cells.extend(bind.get(name).map(|rule| (column.to_owned(), self.paths.rewrite(rule, &field.path))));
        }
        // `required="false()"` is what programs write where nothing is said.
        cells.retain(|(column, text)| !(matches!(column.as_str(), "required" | "read_only") && text == "false()"));
        cells.extend(self.values(field));
        if let Some(control) = control {
            cells.extend(self.shown(control));
        }
        cells.extend(self.texts(field, control, &bind));
        cells.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }

    /// The value to begin with, and the one that another question sets off.
    fn values(&self, field: &Field<'a>) -> Cells {
        let mut cells = Cells::new();
        if let Some(triggered) = self.body.triggered.get(&field.path) {
            let computed = attribute(triggered.action, "value").unwrap_or_default();
            cells.push(("calculation".into(), self.paths.rewrite(computed, &field.path)));
            let by: Vec<String> = triggered.by.iter().map(|path| format!("${{{}}}", last(path))).collect();
            cells.push(("trigger".into(), by.join(", ")));
        }
        let default = match self.model.first.get(&field.path) {
            Some(action) => self.paths.rewrite(&value_of(*action), &field.path),
            None => field.default.clone(),
        };
        cells.push(("default".into(), default));
        cells
    }

    fn shown(&self, control: Control<'a>) -> Cells {
        let elements = [Some(control.element), control.group].into_iter().flatten();
        let mut cells = Cells::new();
        for element in elements {
            cells.extend(attribute(element, "appearance").map(|text| ("appearance".to_owned(), text.to_owned())));
            cells.extend(others(element, "body", &question::KNOWN));
        }
        cells
    }

    fn texts(&mut self, field: &Field<'a>, control: Option<Control<'a>>, bind: &Bind<'a>) -> Cells {
        let mut reading = Reading {
            source: self.source,
            itext: &self.model.itext,
            paths: self.paths,
            context: &field.path,
            faults: self.faults,
            computed: Some(&mut self.computed),
        };
        let mut cells = Cells::new();
        if let Some(control) = control {
            let around = control.group.unwrap_or(control.element);
            for (name, columns) in [("label", LABEL), ("hint", HINT)] {
                let element = child(control.element, name).or_else(|| child(around, name));
                cells.extend(element.map(|element| reading.element(element, columns)).unwrap_or_default());
            }
        }
        if let Bind(Some(bind)) = *bind {
            cells.extend(reading.attribute(bind, "requiredMsg", REQUIRED));
            cells.extend(reading.attribute(bind, "constraintMsg", CONSTRAINT));
        }
        cells
    }
}
