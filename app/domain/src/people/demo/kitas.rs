use super::area::AREA;

/// One Kita of the demo, before it becomes a record.
#[derive(Clone, Copy)]
pub struct DemoKita {
    /// 1 to 98, written with three digits.
    pub number: u32,
    /// Position in [`AREA`].
    pub sozialraum: usize,
    /// Position among all municipalities of [`AREA`].
    pub kommune: usize,
    pub level: u8,
}

impl DemoKita {
    /// 096 to 098 have no indicator.
    pub fn eligible(self) -> bool {
        self.number < 96
    }

    /// Quarter hours a week: the share of the worked example (9.44, 16.55, 23.67, 30.79 h) to the nearest quarter.
    pub fn quarters(self) -> u32 {
        if !self.eligible() {
            return 0;
        }
        [38, 66, 95, 123].get(usize::from(self.level)).copied().unwrap_or(0)
    }

    pub fn name(self) -> String {
        const FLOWERS: [&str; 14] = [
            "Sonnenblume",
            "Löwenzahn",
            "Pusteblume",
            "Regenbogen",
            "Wirbelwind",
            "Schatzkiste",
            "Abenteuerland",
            "Marienkäfer",
            "Zwergenhaus",
            "Spatzennest",
            "Villa Kunterbunt",
            "Kastanienhof",
            "Bärenhöhle",
            "Traumland",
        ];
        let flower = FLOWERS[(self.number as usize - 1) % FLOWERS.len()];
        format!("Demo-Kita {:03} {flower}", self.number)
    }
}

/// All 98 Kitas, by number: 001 to 060 in municipalities of level 0, 061 to 075 of level 1, 076 to 087 of level 2,
/// 088 to 095 of level 3, and 096 to 098 not eligible.
pub fn demo_kitas() -> Vec<DemoKita> {
    let mut next = [1, 61, 76, 88];
    let mut kitas = Vec::new();
    for (kommune, (sozialraum, of_area)) in kommunen().enumerate() {
        for _ in 0..of_area.kitas {
            let number = &mut next[usize::from(of_area.level)];
            // The last three of level 0 take the numbers behind level 3.
            let shifted = if of_area.level == 0 && *number > 60 { *number + 35 } else { *number };
            kitas.push(DemoKita { number: shifted, sozialraum, kommune, level: of_area.level });
            *number += 1;
        }
    }
    kitas.sort_by_key(|kita| kita.number);
    kitas
}

/// Every municipality with the position of its Sozialraum.
pub fn kommunen() -> impl Iterator<Item = (usize, &'static super::area::DemoKommune)> {
    AREA.iter().enumerate().flat_map(|(position, sozialraum)| sozialraum.kommunen.iter().map(move |k| (position, k)))
}
