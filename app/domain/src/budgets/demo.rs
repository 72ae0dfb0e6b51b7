//! The parameters of the worked example in domain §3, as somebody would type them: for the demo and for tests.

use super::BudgetParametersInput;

/// The filled form for a year; its amounts are demo numbers, only the structure is the district's.
pub fn parameters(year: i32) -> BudgetParametersInput {
    let mut input = BudgetParametersInput::default();
    for (field, raw) in [
        ("decision", "JHA 18.11.2020"),
        ("valid_from", "18.11.2020"),
        ("landeszuweisung", "1.740.000,00"),
        ("landeszuweisung_decision", "Bescheid des Landes (Demo)"),
        ("landesanteil", "0,60"),
        ("landesanteil_decision", "§ 25 Abs. 5 KiTaG"),
        ("be_vzae", "4,5"),
        ("be_vzae_decision", "RdSchr-LJA Nr. 31/2021"),
        ("be_pauschale", "62.000,00"),
        ("sockel_quote", "2/3"),
        ("sockel_basis", "kiso_topf"),
        ("sockel_verteilung", "equal"),
        ("stufen_gewicht_0", "0"),
        ("stufen_gewicht_1", "1"),
        ("stufen_gewicht_2", "2"),
        ("stufen_gewicht_3", "3"),
        ("vzae_pauschale", "76.000,00"),
        ("vollzeit_stunden", "39"),
        ("mindest_anteil", "0,2"),
    ] {
        input.set(field, raw);
    }
    input.set("year", year.to_string());
    input
}
