//! Names of people: behind a form of address, or a common first name.

use std::collections::BTreeSet;

/// What stands before a surname. Those with a full stop are written with one.
const ADDRESSES: [&str; 20] = [
    "Frau",
    "Herr",
    "Herrn",
    "Familie",
    "Fam.",
    "Hr.",
    "Mr",
    "Mr.",
    "Mrs",
    "Mrs.",
    "Ms",
    "Ms.",
    "Mme",
    "Madame",
    "Monsieur",
    "Pani",
    "Doamna",
    "Domnul",
    "Госпожа",
    "Пані",
];

/// Capitalised words that stand behind `Frau` or `Familie` without being a name.
const NO_NAMES: [&str; 12] = [
    "Anfang",
    "Mitte",
    "Ende",
    "Beruf",
    "Freizeit",
    "Kita",
    "Kinder",
    "Eltern",
    "Schule",
    "Jugend",
    "Sozialraum",
    "Bildung",
];

/// Common first names of children and grown-ups here. Those that are also words, months or towns are left out.
const FIRST_NAMES: &str = "\
    Ahmed Aisha Alexander Alexandra Ali Amelie Amina Andreas Andrea Anja Anna Anne Annika Anton Aylin Ayşe Ben \
    Benjamin Bogdan Christian Christina Clara Claudia Daniel Daniela Daria David Dmytro Elena Elias Elif \
    Elisabeth Emil Emilia Emily Emine Emma Emre Eva Fatima Fatma Felix Finn Florian Frieda Gabriele Georg Greta \
    Hanna Hannah Hassan Helena Henri Henry Hussein Ibrahim Ida Ines Irina Isabella Ivan Jakob Jana Jannik Jasmin \
    Jens Johanna Johannes Jonas Jonathan Josef Julia Julian Karin Katharina Katrin Kevin Khaled Klara Lara Laura \
    Lea Lena Leni Leo Leon Leonie Levi Liam Lina Linus Lisa Lotte Luca Luis Luisa Lukas Maja Malik Manuela \
    Mariam Marie Marius Markus Martin Matteo Matthias Maximilian Mehmet Melanie Merve Mia Michael Michaela Mila \
    Mohamed Mohammad Mohammed Monika Moritz Mustafa Nadine Natalia Nele Nicole Niklas Nina Noah Nora Oksana \
    Oleksandr Olena Olga Oskar Paul Paula Peter Petra Philipp Rafael Raphael Sabine Sabrina Samuel Sandra Sara \
    Sarah Sebastian Selin Serkan Simon Sofia Sofie Sophie Stefan Stefanie Stephan Susanne Svetlana Tanja Theo \
    Thomas Tim Timo Tobias Tom Ursula Valentina Vanessa Viktoria Vladimir Yasemin Yasin Yusuf Zeynep";

/// Before a first name: it is the name of a house or a day.
const NAMED_AFTER: [&str; 18] = [
    "St",
    "Sankt",
    "Hl",
    "Heilige",
    "Heiliger",
    "Kita",
    "Kindertagesstätte",
    "Kindergarten",
    "Hort",
    "Haus",
    "Kirche",
    "Pfarrei",
    "Pfarrkirche",
    "Schule",
    "Grundschule",
    "Familienzentrum",
    "Zentrum",
    "Kinderhaus",
];
/// Endings of the next word that say the same: `Anne Frank Straße`.
const PLACES: [&str; 8] = ["straße", "strasse", "platz", "haus", "schule", "kirche", "weg", "kita"];
/// How many words before and after a first name are looked at.
const WORDS_AROUND: usize = 2;

/// Whether somebody seems to be called by name.
pub fn holds_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..words.len()).any(|at| is_addressed(&words, at) || is_first_name(&words, at))
}

/// The words that seem to be somebody's name, counted from 0: the one behind a form of address, a first name, and a
/// capitalised word right behind a first name, which may be the surname.
pub fn name_words(text: &str) -> BTreeSet<usize> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut found = BTreeSet::new();
    for at in 0..words.len() {
        if is_addressed(&words, at) {
            found.insert(at + 1);
        } else if is_first_name(&words, at) {
            found.insert(at);
            let goes_on = words[at].ends_with(char::is_alphanumeric);
            if goes_on && words.get(at + 1).is_some_and(|next| bare(next).starts_with(char::is_uppercase)) {
                found.insert(at + 1);
            }
        }
    }
    found
}

/// `Frau Müller`, `Fam. Y.`
fn is_addressed(words: &[&str], at: usize) -> bool {
    let address = words[at].trim_start_matches(|c: char| !c.is_alphanumeric());
    if !ADDRESSES.contains(&address) {
        return false;
    }
    let name = words.get(at + 1).map(|word| bare(word)).unwrap_or_default();
    name.starts_with(char::is_uppercase) && !NO_NAMES.contains(&name)
}

fn is_first_name(words: &[&str], at: usize) -> bool {
    let word = bare(words[at]);
    let nominative = word.strip_suffix("’s").or_else(|| word.strip_suffix('s')).unwrap_or(word);
    let known = |name: &str| FIRST_NAMES.split(' ').any(|known| known == name);
    if !word.starts_with(char::is_uppercase) || !(known(word) || known(nominative)) {
        return false;
    }
    let before = &words[at.saturating_sub(WORDS_AROUND)..at];
    let after = words.iter().skip(at + 1).take(WORDS_AROUND);
    let house = before.iter().any(|word| NAMED_AFTER.contains(&bare(word)));
    let place =
        after.map(|word| bare(word).to_lowercase()).any(|word| PLACES.iter().any(|place| word.ends_with(place)));
    !house && !place
}

/// A word without the quotes, brackets and stops around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
