/// A region of the demo: name, and its municipalities.
pub struct DemoSozialraum {
    pub name: &'static str,
    pub kommunen: &'static [DemoKommune],
}

pub struct DemoKommune {
    pub name: &'static str,
    /// How many invented Kitas it gets.
    pub kitas: u32,
    /// Invented Mehrbedarf level: says nothing about the real municipality.
    pub level: u8,
}

const fn with(name: &'static str, kitas: u32, level: u8) -> DemoKommune {
    DemoKommune { name, kitas, level }
}

const fn bare(name: &'static str) -> DemoKommune {
    with(name, 0, 0)
}

/// The area of the Kreisjugendamt: public knowledge. Numbers of Kitas and levels are invented so that the worked
/// example comes out (domain §3): 63 Kitas in municipalities of level 0, 15 of level 1, 12 of level 2, 8 of level 3.
pub const AREA: [DemoSozialraum; 8] = [
    DemoSozialraum { name: "Stadt Bendorf", kommunen: &[with("Bendorf", 7, 2)] },
    DemoSozialraum {
        name: "VG Maifeld",
        kommunen: &[
            bare("Einig"),
            bare("Gappenach"),
            bare("Gering"),
            bare("Gierschnach"),
            bare("Kalt"),
            with("Kerben", 1, 0),
            bare("Kollig"),
            with("Lonnig", 1, 0),
            with("Mertloch", 1, 0),
            with("Münstermaifeld", 3, 1),
            with("Naunheim", 1, 0),
            with("Ochtendung", 3, 0),
            with("Pillig", 1, 0),
            with("Polch", 4, 3),
            bare("Rüber"),
            bare("Trimbs"),
            with("Welling", 1, 0),
            bare("Wierschem"),
        ],
    },
    DemoSozialraum {
        name: "VG Mendig",
        kommunen: &[
            with("Bell", 1, 0),
            with("Mendig", 5, 2),
            with("Rieden", 1, 0),
            with("Thür", 1, 0),
            bare("Volkesfeld"),
        ],
    },
    DemoSozialraum {
        name: "VG Pellenz",
        kommunen: &[
            with("Kretz", 1, 0),
            with("Kruft", 3, 1),
            with("Nickenich", 3, 0),
            with("Plaidt", 4, 1),
            with("Saffig", 2, 0),
        ],
    },
    DemoSozialraum {
        name: "VG Rhein-Mosel",
        kommunen: &[
            bare("Alken"),
            with("Brey", 1, 0),
            with("Brodenbach", 1, 0),
            bare("Burgen"),
            with("Dieblich", 2, 0),
            bare("Hatzenport"),
            with("Kobern-Gondorf", 3, 0),
            with("Lehmen", 1, 0),
            with("Löf", 1, 0),
            bare("Macken"),
            with("Niederfell", 1, 0),
            bare("Nörtershausen"),
            with("Oberfell", 1, 0),
            with("Rhens", 2, 0),
            with("Spay", 1, 0),
            with("Waldesch", 1, 0),
            with("Winningen", 2, 0),
            with("Wolken", 1, 0),
        ],
    },
    DemoSozialraum {
        name: "VG Vallendar",
        kommunen: &[with("Niederwerth", 1, 0), with("Urbar", 2, 0), with("Vallendar", 5, 1), with("Weitersburg", 1, 0)],
    },
    DemoSozialraum {
        name: "VG Vordereifel",
        kommunen: &[
            bare("Acht"),
            bare("Anschau"),
            bare("Arft"),
            bare("Baar"),
            bare("Bermel"),
            with("Boos", 1, 0),
            bare("Ditscheid"),
            with("Ettringen", 2, 0),
            bare("Hausten"),
            bare("Herresbach"),
            bare("Hirten"),
            with("Kehrig", 1, 0),
            with("Kirchwald", 1, 0),
            with("Kottenheim", 2, 0),
            with("Langenfeld", 1, 0),
            bare("Langscheid"),
            bare("Lind"),
            bare("Luxem"),
            with("Monreal", 1, 0),
            bare("Münk"),
            with("Nachtsheim", 1, 0),
            bare("Reudelsterz"),
            with("Sankt Johann", 1, 0),
            bare("Siebenbach"),
            bare("Virneburg"),
            bare("Weiler"),
            bare("Welschenbach"),
        ],
    },
    DemoSozialraum {
        name: "VG Weißenthurm",
        kommunen: &[
            with("Bassenheim", 2, 0),
            with("Kaltenengers", 1, 0),
            with("Kettig", 1, 0),
            with("Mülheim-Kärlich", 5, 0),
            with("Sankt Sebastian", 1, 0),
            with("Urmitz", 2, 0),
            with("Weißenthurm", 4, 3),
        ],
    },
];
