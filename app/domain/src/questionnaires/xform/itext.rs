//! Texts in several languages (`itext`), and texts with answers in them (`output`).

use super::{
    counters::is_reference,
    document::{Element, Source, attribute, children, is_named},
    paths::Paths,
};
use crate::questionnaires::xlsform::{FaultCode, ImportFault};
use std::collections::{HashMap, HashSet};

/// A text in one language; `form` is `guidance`, `image` and so on, blank for the text itself.
#[derive(Clone, Copy)]
struct Value<'a> {
    language: usize,
    form: &'a str,
    element: Element<'a>,
}

#[derive(Default)]
pub struct Itext<'a> {
    /// As the file names them; `default` stands for none.
    pub languages: Vec<&'a str>,
    pub default: Option<usize>,
    values: HashMap<&'a str, Vec<Value<'a>>>,
}

/// Column and text.
pub type Cells = Vec<(String, String)>;

/// Which column each form of a text fills; the first is the text itself.
type Columns = &'static [(&'static str, &'static str)];

pub const LABEL: Columns = &[
    ("", "label"),
    ("long", "label"),
    ("guidance", "guidance_hint"),
    ("image", "image"),
    ("big-image", "big-image"),
    ("audio", "audio"),
    ("video", "video"),
];
pub const HINT: Columns = &[("", "hint"), ("long", "hint"), ("guidance", "guidance_hint")];
pub const REQUIRED: Columns = &[("", "required_message")];
pub const CONSTRAINT: Columns = &[("", "constraint_message")];

impl<'a> Itext<'a> {
    pub fn read(model: Element<'a>) -> Self {
        let mut itext = Self::default();
        for translation in children(model, "itext").flat_map(|itext| children(itext, "translation")) {
            let name = attribute(translation, "lang").unwrap_or_default();
            let language = itext.languages.len();
            itext.languages.push(name);
            if attribute(translation, "default").is_some() {
                itext.default = Some(language);
            }
            for text in children(translation, "text") {
                let Some(id) = attribute(text, "id") else { continue };
                let values = children(text, "value").map(|element| {
                    let form = attribute(element, "form").unwrap_or_default();
                    Value { language, form, element }
                });
                itext.values.entry(id).or_default().extend(values);
            }
        }
        itext
    }

    /// The language as XLSForm names it in a header.
    pub fn header(&self, column: &str, language: usize) -> String {
        match self.languages.get(language) {
            None | Some(&"" | &"default") => column.to_owned(),
            Some(name) => format!("{column}::{name}"),
        }
    }

    /// The texts of this id as cells; `None` when there is no such text.
    fn cells(&self, id: &str, columns: Columns, reading: &mut Reading<'_, 'a>) -> Option<Cells> {
        let values = self.values.get(id)?;
        let mut cells: Cells = Vec::new();
        // Programs write "-" where a translation is missing.
        let text_of = |value: &Value| super::document::plain_text(value.element);
        let all_missing = values.iter().all(|value| text_of(value) == "-");
        for value in values {
            let Some((_, column)) = columns.iter().find(|(form, _)| *form == value.form) else { continue };
            let text = reading.text(value.element);
            let header = self.header(column, value.language);
            let missing = text.is_empty() || (text == "-" && !all_missing);
            if !missing && !cells.iter().any(|(known, _)| *known == header) {
                cells.push((header, file_name(text)));
            }
        }
        Some(cells)
    }
}

/// Pictures and sounds are named by their file alone.
fn file_name(text: String) -> String {
    let prefixes = ["jr://images/", "jr://audio/", "jr://video/"];
    prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)).map(str::to_owned).unwrap_or(text)
}

/// Reads the texts of one node.
pub struct Reading<'r, 'a> {
    pub source: &'r Source<'a>,
    pub itext: &'r Itext<'a>,
    pub paths: &'r Paths,
    /// Path of the node whose texts are read.
    pub context: &'r str,
    pub faults: &'r mut Vec<ImportFault>,
    /// Takes calculations within texts as fields of their own; `None` where there is no place for a field.
    pub computed: Option<&'r mut Computed>,
}

/// Fields for calculations within texts, which XLSForm does not know: name and calculation.
#[derive(Default)]
pub struct Computed {
    fields: Vec<(String, String)>,
    names: HashSet<String>,
}

impl Computed {
    /// `names`: those that fields of the form have.
    pub fn new(names: HashSet<String>) -> Self {
        Self { fields: Vec::new(), names }
    }

    /// The fields since the last time.
    pub fn take(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.fields)
    }

    /// A reference to a field with this calculation.
    fn add(&mut self, question: &str, calculation: String) -> String {
        if let Some((name, _)) = self.fields.iter().find(|(_, known)| *known == calculation) {
            return format!("${{{name}}}");
        }
        let mut name = format!("{question}_text");
        while !self.names.insert(name.clone()) {
            name.push('_');
        }
        self.fields.push((name.clone(), calculation));
        format!("${{{name}}}")
    }
}

impl<'a> Reading<'_, 'a> {
    /// `<label ref="jr:itext('id')"/>` or `<label>Text</label>`.
    pub fn element(&mut self, element: Element<'a>, columns: Columns) -> Cells {
        match attribute(element, "ref") {
            Some(reference) => self.reference(reference, element, columns),
            None => {
                let text = self.text(element);
                plain(text, columns)
            }
        }
    }

    /// An attribute with a text or `jr:itext('id')`.
    pub fn attribute(&mut self, element: Element<'a>, name: &str, columns: Columns) -> Cells {
        match attribute(element, name) {
            Some(text) if id_of(text).is_some() => self.reference(text, element, columns),
            Some(text) => plain(text.to_owned(), columns),
            None => Cells::new(),
        }
    }

    /// The texts of this id.
    pub fn id(&mut self, id: &str, at: Element<'a>, columns: Columns) -> Cells {
        let itext = self.itext;
        match itext.cells(id, columns, self) {
            Some(cells) => cells,
            None => {
                self.faults.push(self.source.spot(at).fault(FaultCode::UnknownText, id));
                Cells::new()
            }
        }
    }

    fn reference(&mut self, reference: &str, at: Element<'a>, columns: Columns) -> Cells {
        match id_of(reference) {
            Some(id) => self.id(id, at, columns),
            None => {
                self.faults.push(self.source.spot(at).fault(FaultCode::UnknownText, reference));
                Cells::new()
            }
        }
    }

    /// The text of an element with `${name}` for each answer in it.
    pub fn text(&mut self, element: Element<'a>) -> String {
        let mut text = String::new();
        let mut inside: HashSet<roxmltree::NodeId> = HashSet::new();
        for part in element.descendants() {
            if part.parent().is_some_and(|parent| inside.contains(&parent.id())) {
                inside.insert(part.id());
            } else if is_named(part, "output") {
                inside.insert(part.id());
                let value = attribute(part, "value").or_else(|| attribute(part, "ref")).unwrap_or_default();
                let value = self.paths.rewrite(value, self.context);
                match self.computed.as_mut().filter(|_| !value.is_empty()) {
                    _ if is_reference(&value) => text.push_str(&value),
                    Some(computed) => text.push_str(&computed.add(super::paths::last(self.context), value)),
                    None => self.faults.push(self.source.spot(part).fault(FaultCode::ComputedText, &value)),
                }
            } else if part.is_text() {
                text.push_str(part.text().unwrap_or_default());
            }
        }
        text.trim().to_owned()
    }
}

/// A text in no named language.
fn plain(text: String, columns: Columns) -> Cells {
    let column = columns.first().map(|(_, column)| (*column).to_owned());
    column.zip(Some(text).filter(|text| !text.is_empty())).into_iter().collect()
}

/// The id in `jr:itext('id')`.
pub fn id_of(reference: &str) -> Option<&str> {
    let inner = reference.trim().strip_prefix("jr:itext(")?.strip_suffix(')')?.trim();
    let quote = inner.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    inner.strip_prefix(quote)?.strip_suffix(quote)
}
