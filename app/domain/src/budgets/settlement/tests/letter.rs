//! What the Anstellungsträger reads on paper is what was settled.

use super::{
    super::{Explanation, SettlementLetter},
    stage::{NEXT, Two},
};

#[test]
fn a_letter_holds_every_amount_of_the_settlement_and_what_follows() {
    let mut two = Two::ordered(1_200_000, 1_200_000);
    two.submit(300_000);
    two.examine(250_000, Some(NEXT));
    two.settle().expect("settles");
    let letter = SettlementLetter::of(&two.proof, "Träger 1", 1).expect("in range").expect("is there");
    let amounts =
        Explanation::all(&two.proof.settlements[0].examination, two.proof.anstellungstraeger).expect("in range");
    assert_eq!(letter.rows.len(), amounts.len());
    for (row, amount) in letter.rows.iter().zip(amounts) {
        assert_eq!((&row[0], &row[2]), (&amount.label, &amount.value.to_string()));
        assert!(row[1].ends_with(&format!("= {}", amount.value)), "{}", row[1]);
    }
    assert!(letter.objections[0].contains("500,00 € nicht anerkannt – Sachkosten"), "{:?}", letter.objections);
    assert!(
        letter.closing[0].contains(&format!("mit den offenen Abschlägen des Jahres {NEXT}")),
        "{:?}",
        letter.closing
    );
    assert_eq!(letter.closing.last().map(String::as_str), Some("Mit freundlichen Grüßen"));
    assert_eq!(SettlementLetter::of(&two.proof, "Träger 1", 2), Ok(None));
    assert_eq!(SettlementLetter::of(&two.proof, "Träger 1", 1), Ok(Some(letter)), "the same whenever it is printed");
}
