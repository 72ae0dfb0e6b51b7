//! The names of the form's fields as constants: a field's name is its id and has to live as long as the page.

use domain::budgets::Parameter;

/// The fields of one parameter, as [`domain::budgets::BudgetParametersInput`] reads them.
#[derive(Clone, Copy)]
pub struct Names {
    pub value: &'static str,
    pub valid_from: &'static str,
    pub valid_to: &'static str,
    pub decision: &'static str,
}

/// Fields that count where a parameter has none of its own.
pub const COMMON: Names = Names { value: "", valid_from: "valid_from", valid_to: "valid_to", decision: "decision" };

/// Weights by level.
pub const LEVELS: [&str; 10] = [
    "stufen_gewicht_0",
    "stufen_gewicht_1",
    "stufen_gewicht_2",
    "stufen_gewicht_3",
    "stufen_gewicht_4",
    "stufen_gewicht_5",
    "stufen_gewicht_6",
    "stufen_gewicht_7",
    "stufen_gewicht_8",
    "stufen_gewicht_9",
];

macro_rules! names {
    ($parameter:expr, $($variant:ident = $field:literal,)*) => {
        match $parameter {
            $(Parameter::$variant => Names {
                value: $field,
                valid_from: concat!($field, "_valid_from"),
                valid_to: concat!($field, "_valid_to"),
                decision: concat!($field, "_decision"),
            },)*
        }
    };
}

pub fn names(parameter: Parameter) -> Names {
    names! {
        parameter,
        Landeszuweisung = "landeszuweisung",
        Landesanteil = "landesanteil",
        BeVzae = "be_vzae",
        BePauschale = "be_pauschale",
        SockelQuote = "sockel_quote",
        SockelBasis = "sockel_basis",
        SockelVerteilung = "sockel_verteilung",
        StufenGewicht = "stufen_gewicht",
        VzaePauschale = "vzae_pauschale",
        VollzeitStunden = "vollzeit_stunden",
        MindestAnteil = "mindest_anteil",
    }
}

/// Every field of the form; the weights stand for the value of their parameter.
pub fn all_names() -> impl Iterator<Item = &'static str> {
    let own = Parameter::ALL.into_iter().flat_map(|parameter| {
        let Names { value, valid_from, valid_to, decision } = names(parameter);
        let value = (parameter != Parameter::StufenGewicht).then_some(value);
        value.into_iter().chain([valid_from, valid_to, decision])
    });
    own.chain(LEVELS).chain([COMMON.valid_from, COMMON.valid_to, COMMON.decision])
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{budgets::level_field, people::Kommune};

    #[test]
    fn names_are_those_that_the_form_is_read_by() {
        for parameter in Parameter::ALL {
            let names = names(parameter);
            assert_eq!(names.value, parameter.field());
            assert_eq!(names.valid_from, parameter.valid_from_field());
            assert_eq!(names.valid_to, parameter.valid_to_field());
            assert_eq!(names.decision, parameter.decision_field());
        }
        let levels: Vec<String> = (0..=Kommune::HIGHEST_LEVEL).map(level_field).collect();
        assert_eq!(LEVELS.map(str::to_owned).to_vec(), levels);
    }
}
