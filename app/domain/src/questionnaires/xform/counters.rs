//! Counters of repeats: XLSForm writes the expression at the repeat, an XForm into a node beside it.

use super::{
    body::Body,
    document::attribute,
    model::Model,
    paths::{Paths, last, parent, resolve},
};
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub struct Counters {
    /// Path of a repeat → what its counter computes.
    computed: HashMap<String, String>,
    paths: HashSet<String>,
}

impl Counters {
    pub fn read(body: &Body, model: &Model, paths: &Paths) -> Self {
        let mut counters = Self::default();
        for repeat in &body.repeats {
            let control = body.controls.get(repeat);
            let Some(count) = control.and_then(|control| attribute(control.element, "count")) else { continue };
            let path = resolve(count, parent(repeat));
            let made = last(&path) == format!("{}_count", last(repeat)) && !body.controls.contains_key(&path);
            let Some(computed) = model.bind(&path).get("calculate").filter(|_| made) else { continue };
            let computed = paths.rewrite(computed, &path);
            // Of a name alone the importer of workbooks would make no counter again.
            if !is_reference(&computed) {
                counters.computed.insert(repeat.clone(), computed);
                counters.paths.insert(path);
            }
        }
        counters
    }

    pub fn is_counter(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// How often a repeat repeats, as XLSForm says it.
    pub fn count(&self, repeat: &str, count: &str, paths: &Paths) -> String {
        self.computed.get(repeat).cloned().unwrap_or_else(|| paths.rewrite(count, repeat))
    }
}

/// `${name}` and nothing else.
pub fn is_reference(text: &str) -> bool {
    text.starts_with("${") && text.find('}') == Some(text.len() - 1)
}
