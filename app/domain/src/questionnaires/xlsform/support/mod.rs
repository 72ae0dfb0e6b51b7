//! What of XLSForm the portal reads and what it runs: `docs/support-matrix.md`, written by the code itself.
//!
//! Which column acts on which type is not claimed but tried out: [`probe`] fills in a form with and without it.

mod probe;

use super::{headers, parameters, publish::PublishFault, publish::check_publishable, types};
use crate::questionnaires::{
    definition::{Definition, Kind, Node},
    engine::APPEARANCES,
    expression::all_functions,
};
use probe::{COLUMNS, Effect, effect};
use std::fmt::Write;

/// The matrix in `docs` is the one that the code writes. `SUPPORT_WRITE=1` writes it anew; review the change.
#[test]
fn the_support_matrix_is_current() {
    // Asked of the environment: a program from a shared build cache may have been compiled in another checkout.
    let manifest = std::env::var("CARGO_MANIFEST_DIR").expect("cargo says where the package lies");
    let path = format!("{manifest}/../../docs/support-matrix.md");
    let wanted = matrix();
    if std::env::var_os("SUPPORT_WRITE").is_some() {
        std::fs::write(&path, &wanted).expect("docs can be written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/support-matrix.md is old: SUPPORT_WRITE=1 cargo test -p domain --lib support_matrix"
    );
}

fn matrix() -> String {
    let mut out = String::from(
        "# What of XLSForm and XForms the portal supports\n\n\
         Written by `SUPPORT_WRITE=1 cargo test -p domain --lib support_matrix` from the importer's and the engine's own tables; a \
         test keeps it current.\n\n\
         Everything named here is read from `.xlsx`, `.xls`, `.csv` and XForm `.xml` and given back on export. What is not asked or run \
         is said so; publishing refuses it where answers would be missing.\n",
    );
    types_table(&mut out);
    columns_table(&mut out);
    other_columns(&mut out);
    parameters_table(&mut out);
    appearances_table(&mut out);
    functions_table(&mut out);
    out
}

/// What becomes of a question of this type.
fn fate(kind: &Kind) -> &'static str {
    let node = Node { name: "q".into(), kind: kind.clone(), ..Node::default() };
    let faults = check_publishable(&Definition { nodes: vec![node], ..Definition::default() });
    match kind {
        _ if faults.iter().any(|fault| matches!(fault, PublishFault::Type { .. })) => "refused at publishing",
        Kind::Group | Kind::Repeat => "structure",
        Kind::Note => "shown",
        Kind::Image => "kept, and hidden from whoever answers",
        kind if kind.is_asked() => "asked",
        _ => "filled in by the program",
    }
}

fn types_table(out: &mut String) {
    out.push_str("\n## Types\n\n| type | also written, or alike | what becomes of it |\n|---|---|---|\n");
    let mut line = |name: &str, others: &[&str], fate: &str| {
        let others: Vec<String> = others.iter().map(|other| format!("`{other}`")).collect();
        let _ = writeln!(out, "| `{name}` | {} | {fate} |", others.join(", "));
    };
    for (names, kind) in types::SIMPLE {
        if let [first, others @ ..] = names {
            line(first, others, fate(kind));
        }
    }
    for (name, kind) in probe::SELECTS {
        line(name, &[], fate(&kind));
    }
    line("select_one LIST or_other", &[], "asked, with a text question behind it");
    line("begin_group … end_group", &[], fate(&Kind::Group));
    line("begin_repeat … end_repeat", &[], fate(&Kind::Repeat));
    let from_files = ["select_one_from_file FILE", "select_multiple_from_file FILE", "select_one_external LIST"];
    for name in from_files {
        line(name, &[], fate(&Kind::Other { name: name.to_owned() }));
    }
    // Long lists of which nothing can be asked: in one line each.
    if let [first, others @ ..] = types::OTHER {
        line(first, others, fate(&Kind::Other { name: (*first).to_owned() }));
    }
    for kept in [types::METADATA, types::FILES] {
        if let [first, others @ ..] = kept {
            line(first, others, "kept for other programs, never filled in");
        }
    }
}

fn columns_table(out: &mut String) {
    out.push_str("\n## Columns of `survey` on each type\n\n");
    out.push_str("● changes what a person sees, may answer or sends · ○ is read and given back · – is refused by the importer\n\n| column |");
    let kinds = probe::kinds();
    for kind in &kinds {
        let _ = write!(out, " {} |", kind.name);
    }
    let _ = writeln!(out, "\n|---|{}", "---|".repeat(kinds.len()));
    for column in COLUMNS {
        let _ = write!(out, "| `{}` |", column.name);
        for kind in &kinds {
            let sign = match effect(kind, column) {
                Effect::Acts => "●",
                Effect::Kept => "○",
                Effect::Refused => "–",
            };
            let _ = write!(out, " {sign} |");
        }
        out.push('\n');
    }
}

fn other_columns(out: &mut String) {
    out.push_str("\n## Names of columns\n\n| sheet | column | also written |\n|---|---|---|\n");
    let sheets = [("survey", headers::SURVEY), ("choices", headers::CHOICES), ("settings", headers::SETTINGS)];
    for (sheet, known) in sheets {
        for (column, names) in known {
            let others: Vec<String> =
                names.iter().filter(|name| *name != column).map(|name| format!("`{name}`")).collect();
            let _ = writeln!(out, "| {sheet} | `{column}` | {} |", others.join(", "));
        }
    }
    out.push_str("\nColumns of the author's own are kept; in `choices`, `choice_filter` reads them.\n");
}

fn parameters_table(out: &mut String) {
    out.push_str("\n## Parameters\n\n| type | known |\n|---|---|\n");
    for kind in probe::kinds() {
        let allowed: Vec<String> = parameters::allowed(&kind.kind).iter().map(|name| format!("`{name}`")).collect();
        if !allowed.is_empty() {
            let _ = writeln!(out, "| {} | {} |", kind.name, allowed.join(", "));
        }
    }
}

fn appearances_table(out: &mut String) {
    out.push_str("\n## Appearances\n\n| appearance | what it does |\n|---|---|\n");
    for (name, what) in APPEARANCES {
        let _ = writeln!(out, "| `{name}` | {what} |");
    }
    out.push_str("| any other | is read and given back, and changes nothing |\n");
}

fn functions_table(out: &mut String) {
    out.push_str("\n## Functions\n\n| function | arguments |\n|---|---|\n");
    for (name, least, most) in all_functions() {
        let count = match most {
            Some(most) if most == least => least.to_string(),
            Some(most) => format!("{least} to {most}"),
            None => format!("{least} or more"),
        };
        let _ = writeln!(out, "| `{name}` | {count} |");
    }
    out.push_str(
        "\nOperators: `or`, `and`, `=`, `!=`, `<`, `<=`, `>`, `>=`, `+`, `-`, `*`, `div`, `mod`, `|`; paths with all axes of XPath 1.0; \
         `${name}`. Any other function, such as `pulldata`, is refused at publishing.\n",
    );
}
