use super::kitas::DemoKita;

/// How many KiSo the demo has.
pub const KISOS: u32 = 47;
/// How many employers the demo has.
pub const EMPLOYERS: u32 = 12;
/// The employer of the worked example has exactly these Kitas.
const OF_THE_LAST: [u32; 4] = [24, 25, 61, 76];
/// Its post is vacant, and the Kita has no KiSo.
pub const KITA_WITH_VACANCY: u32 = 33;
/// Has two hours less than its share.
pub const KITA_WITH_FEWER_HOURS: u32 = 17;
/// Works two hours more than the contract says.
pub const KISO_ABOVE_CONTRACT: u32 = 7;
/// The agreement of this employer ends soon.
pub const EMPLOYER_WITH_ENDING_AGREEMENT: u32 = 9;

/// Who works how many quarter hours where.
pub struct DemoShare {
    pub kiso: u32,
    pub kita: DemoKita,
    pub quarters: u32,
}

/// The eligible Kitas of each employer, counted from 1: neighbouring ones together, as in real life.
pub fn kitas_of_employers(kitas: &[DemoKita]) -> Vec<(u32, Vec<DemoKita>)> {
    let eligible = kitas.iter().copied().filter(|kita| kita.eligible());
    let (last, mut others): (Vec<DemoKita>, Vec<DemoKita>) =
        eligible.partition(|kita| OF_THE_LAST.contains(&kita.number));
    others.sort_by_key(|kita| (kita.sozialraum, kita.kommune, kita.number));
    let (count, groups) = (others.len(), EMPLOYERS as usize - 1);
    let mut employers: Vec<_> =
        (0..groups).map(|group| others[count * group / groups..count * (group + 1) / groups].to_vec()).collect();
    employers.push(last);
    (1..).zip(employers).collect()
}

/// The employer of each KiSo and the shares: whole Kitas go to the KiSo with the least hours so far, the biggest first;
/// a Kita of level 3 is shared by two.
pub fn share_out(employers: &[(u32, Vec<DemoKita>)]) -> (Vec<(u32, u32)>, Vec<DemoShare>) {
    let (mut staff, mut shares, mut next) = (Vec::new(), Vec::new(), 1);
    for ((employer, kitas), heads) in employers.iter().zip(heads(employers)) {
        let mut load: Vec<(u32, u32)> = (next..next + heads).map(|kiso| (0, kiso)).collect();
        staff.extend(load.iter().map(|(_, kiso)| (*kiso, *employer)));
        next += heads;
        for (kita, quarters) in parts(kitas) {
            let works_there =
                |kiso: u32| shares.iter().any(|s: &DemoShare| s.kiso == kiso && s.kita.number == kita.number);
            if let Some(least) = load.iter_mut().filter(|(_, kiso)| !works_there(*kiso)).min() {
                least.0 += quarters;
                shares.push(DemoShare { kiso: least.1, kita, quarters });
            }
        }
    }
    (staff, shares)
}

fn parts(kitas: &[DemoKita]) -> Vec<(DemoKita, u32)> {
    let mut parts = Vec::new();
    for kita in kitas.iter().filter(|kita| kita.number != KITA_WITH_VACANCY) {
        let quarters = kita.quarters() - if kita.number == KITA_WITH_FEWER_HOURS { 8 } else { 0 };
        if kita.level == 3 {
            parts.push((*kita, quarters - quarters / 2));
            parts.push((*kita, quarters / 2));
        } else {
            parts.push((*kita, quarters));
        }
    }
    parts.sort_by_key(|(kita, quarters)| (std::cmp::Reverse(*quarters), kita.number));
    parts
}

/// How many KiSo each employer has: in proportion to the hours, by largest remainder.
fn heads(employers: &[(u32, Vec<DemoKita>)]) -> Vec<u32> {
    let hours: Vec<u32> = employers.iter().map(|(_, kitas)| kitas.iter().map(|kita| kita.quarters()).sum()).collect();
    let all: u32 = hours.iter().sum();
    let mut heads: Vec<u32> = hours.iter().map(|hours| hours * KISOS / all).collect();
    let mut by_remainder: Vec<usize> = (0..hours.len()).collect();
    by_remainder.sort_by_key(|position| (std::cmp::Reverse(hours[*position] * KISOS % all), *position));
    let missing = KISOS - heads.iter().sum::<u32>();
    by_remainder.into_iter().take(missing as usize).for_each(|position| heads[position] += 1);
    heads
}

/// The employers, invented and recognisably so.
pub const EMPLOYER_NAMES: [&str; EMPLOYERS as usize] = [
    "Demo-Trägerverbund Nord",
    "Demo-Trägerverbund Süd",
    "Demo-Trägerverbund Ost",
    "Demo-Trägerverbund West",
    "Demo-Kommunalverbund Eins",
    "Demo-Kommunalverbund Zwei",
    "Demo-Kommunalverbund Drei",
    "Demo-Wohlfahrtswerk Alpha",
    "Demo-Wohlfahrtswerk Beta",
    "Demo-Familienwerk Gamma",
    "Demo-Familienwerk Delta",
    "Demo-Kita-Zweckverband Mitte",
];

/// First names of the KiSo, in order.
pub const FIRST_NAMES: [&str; KISOS as usize] = [
    "Ada", "Ben", "Carla", "David", "Elif", "Finn", "Greta", "Hakan", "Ida", "Jonas", "Katja", "Levin", "Mila", "Nico",
    "Olga", "Paul", "Quirin", "Rana", "Stefan", "Tara", "Umut", "Vera", "Willi", "Xenia", "Yannik", "Zoe", "Anton",
    "Berta", "Cem", "Dana", "Emil", "Frida", "Gustav", "Hanna", "Ivo", "Jana", "Kilian", "Lena", "Malte", "Nele",
    "Oskar", "Petra", "Ralf", "Sina", "Tom", "Ute", "Viktor",
];
