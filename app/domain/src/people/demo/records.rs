use super::{
    anstellungstraeger,
    area::AREA,
    id, kiso, kita,
    kitas::{DemoKita, demo_kitas, kommunen},
    leitung,
    staff::{
        DemoShare, EMPLOYER_NAMES, EMPLOYER_WITH_ENDING_AGREEMENT, FIRST_NAMES, KISO_ABOVE_CONTRACT, KITA_WITH_VACANCY,
        kitas_of_employers, share_out,
    },
};
use crate::{
    ids::{KitaTraegerId, KommuneId, KooperationsvereinbarungId, PostId, SozialraumId, ZuordnungId},
    people::{
        AgreementStatus, Anstellungstraeger, BankAccount, Contract, Directory, Filling, Iban, Indicators, KiSo, Kita,
        KitaNumber, KitaTerm, KitaTraeger, Kommune, Kooperationsvereinbarung, Leitung, Mehrbedarf, PayGroup, Period,
        Post, PostalAddress, PresenceDays, Record, SettlementMode, Sozialraum, Timeline, WeeklyHours, Zuordnung,
    },
};
use chrono::{Datelike, Months, NaiveDate};

/// Entgeltgruppe of every post of the demo.
const DEMO_PAY_GROUP: &str = "S 12";
/// When the KiTaG of Rheinland-Pfalz, and with it the Sozialraumbudget, came into force.
const BEGIN: NaiveDate = NaiveDate::from_ymd_opt(2021, 7, 1).expect("a constant date");
const KITA_TRAEGER: u32 = 6;

pub fn build(today: NaiveDate) -> Directory {
    let kitas = demo_kitas();
    let employers = kitas_of_employers(&kitas);
    let (staff, shares) = share_out(&employers);
    let mut directory = Directory { revision: 1, ..Directory::default() };
    let mut put = |record: Record| directory.put(1, record);
    places().into_iter().for_each(&mut put);
    kitas.iter().flat_map(|of_demo| [kita_record(*of_demo), leitung_record(*of_demo)]).for_each(&mut put);
    for (number, own) in &employers {
        put(employer_record(*number));
        agreement_records(*number, own, today).into_iter().for_each(&mut put);
        if own.iter().any(|kita| kita.number == KITA_WITH_VACANCY) {
            put(vacancy(*number));
        }
    }
    for (number, employer) in &staff {
        let quarters = shares.iter().filter(|share| share.kiso == *number).map(|share| share.quarters).sum();
        put(kiso_record(*number, *employer, quarters));
        put(post_record(*number, *employer, quarters));
    }
    (1..).zip(&shares).map(|(number, share)| zuordnung_record(number, share)).for_each(put);
    directory
}

fn places() -> Vec<Record> {
    let mut places: Vec<Record> = Vec::new();
    for (number, sozialraum) in (1..).zip(&AREA) {
        places.push(Sozialraum { id: SozialraumId::new(id(1, number)), name: sozialraum.name.into() }.into());
    }
    for (number, (sozialraum, kommune)) in (1..).zip(kommunen()) {
        let mehrbedarf = match kommune.level {
            0 => Timeline::default(),
            level => Timeline::starting(BEGIN, Mehrbedarf { level, decision: "Demo-Beschluss 1/2021".into() }),
        };
        let sozialraum = SozialraumId::new(id(1, sozialraum as u32 + 1));
        let name = kommune.name.into();
        places.push(Kommune { id: KommuneId::new(id(2, number)), name, sozialraum, mehrbedarf }.into());
    }
    for number in 1..=KITA_TRAEGER {
        let name = format!("Demo-Kita-Träger {number}");
        places.push(KitaTraeger { id: KitaTraegerId::new(id(3, number)), name }.into());
    }
    places
}

fn kita_record(of_demo: DemoKita) -> Record {
    let number = of_demo.number;
    let indicators = Indicators {
        no_access: of_demo.eligible() && (of_demo.level == 0 || number.is_multiple_of(2)),
        development_need: of_demo.eligible() && of_demo.level > 0,
    };
    Kita {
        id: kita(number),
        number: KitaNumber::of_digits(number),
        name: of_demo.name(),
        kommune: KommuneId::new(id(2, of_demo.kommune as u32 + 1)),
        traeger: KitaTraegerId::new(id(3, number % KITA_TRAEGER + 1)),
        places: Timeline::starting(BEGIN, 40 + number * 7 % 75),
        children: Timeline::starting(BEGIN, 36 + number * 7 % 75),
        indicators: Timeline::starting(BEGIN, indicators),
    }
    .into()
}

fn leitung_record(of_demo: DemoKita) -> Record {
    let name = format!("Demo-Leitung Kita {:03}", of_demo.number);
    Leitung { id: leitung(of_demo.number), name, kita: kita(of_demo.number), period: Period::starting(BEGIN) }.into()
}

fn employer_record(number: u32) -> Record {
    let name = EMPLOYER_NAMES[number as usize - 1].to_owned();
    Anstellungstraeger {
        id: anstellungstraeger(number),
        tariff: "TVöD-SuE S 12".into(),
        full_time: WeeklyHours::from_hundredths(3900),
        account: invented_iban(number).map(|iban| BankAccount { holder: name.clone(), iban }),
        address: Some(invented_address(number)),
        name,
    }
    .into()
}

/// A street and a town that do not exist.
fn invented_address(number: u32) -> PostalAddress {
    PostalAddress {
        street: "Demo-Straße".into(),
        house_number: Some(number.to_string()),
        postcode: "00000".into(),
        town: "Demo-Stadt".into(),
    }
}

/// A well-formed IBAN of a bank code that no bank has.
fn invented_iban(number: u32) -> Option<Iban> {
    let account = 999_999_990_000_000_000_u128 + u128::from(number);
    let check = 98 - (account * 1_000_000 + 131_400) % 97;
    Iban::parse("iban", &format!("DE{check:02}{account}")).ok()
}

/// Each employer has an agreement; the third replaced its first one, the ninth has one that ends soon.
fn agreement_records(employer: u32, kitas: &[DemoKita], today: NaiveDate) -> Vec<Record> {
    let version = |version: u32, status: AgreementStatus, term: Period| {
        let kitas = kitas.iter().map(|of_demo| KitaTerm { kita: kita(of_demo.number), period: term }).collect();
        Record::from(Kooperationsvereinbarung {
            id: KooperationsvereinbarungId::new(id(6, employer * 10 + version)),
            reference: format!("Demo-KV {employer:02}"),
            version,
            anstellungstraeger: anstellungstraeger(employer),
            status,
            term,
            settlement: SettlementMode::ALL[if employer.is_multiple_of(4) { 1 } else { 0 }],
            kitas,
        })
    };
    let renewed = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or(BEGIN);
    match employer {
        3 => {
            let before = Period::new(BEGIN, renewed.pred_opt()).unwrap_or(Period::starting(BEGIN));
            vec![
                version(1, AgreementStatus::Terminated, before),
                version(2, AgreementStatus::Active, Period::starting(renewed)),
            ]
        }
        EMPLOYER_WITH_ENDING_AGREEMENT => {
            let term = Period::new(BEGIN, Some(end_of_third_month(today))).unwrap_or(Period::starting(BEGIN));
            vec![version(1, AgreementStatus::Terminated, term)]
        }
        _ => vec![version(1, AgreementStatus::Active, Period::starting(BEGIN))],
    }
}

fn end_of_third_month(today: NaiveDate) -> NaiveDate {
    let first = today.with_day(1).unwrap_or(today);
    first.checked_add_months(Months::new(4)).and_then(|day| day.pred_opt()).unwrap_or(today)
}

fn kiso_record(number: u32, employer: u32, quarters: u32) -> Record {
    let quarters = quarters - if number == KISO_ABOVE_CONTRACT { 8 } else { 0 };
    let contract = Contract { anstellungstraeger: anstellungstraeger(employer), hours: hours(quarters) };
    KiSo {
        id: kiso(number),
        code: format!("DK{number:02}"),
        name: format!("Demo-KiSo {} Muster{number:02}", FIRST_NAMES[number as usize - 1]),
        contracts: Timeline::starting(BEGIN, contract),
        last_day: None,
    }
    .into()
}

fn post_record(number: u32, employer: u32, quarters: u32) -> Record {
    Post {
        id: PostId::new(id(9, number)),
        anstellungstraeger: anstellungstraeger(employer),
        name: format!("Demo-Stelle {number:02}"),
        hours: hours(quarters),
        pay_group: PayGroup::parse("", DEMO_PAY_GROUP).ok(),
        period: Period::starting(BEGIN),
        fillings: vec![Filling { kiso: Some(kiso(number)), period: Period::starting(BEGIN) }],
    }
    .into()
}

fn vacancy(employer: u32) -> Record {
    Post {
        id: PostId::new(id(9, 48)),
        anstellungstraeger: anstellungstraeger(employer),
        name: "Demo-Stelle 48".into(),
        hours: hours(38),
        pay_group: PayGroup::parse("", DEMO_PAY_GROUP).ok(),
        period: Period::starting(BEGIN),
        fillings: Vec::new(),
    }
    .into()
}

fn zuordnung_record(number: u32, share: &DemoShare) -> Record {
    Zuordnung {
        id: ZuordnungId::new(id(10, number)),
        kiso: kiso(share.kiso),
        kita: kita(share.kita.number),
        hours: hours(share.quarters),
        days: presence(share),
        period: Period::starting(BEGIN),
    }
    .into()
}

/// One day of presence for every begun eight hours, from a weekday that depends on the Kita.
fn presence(share: &DemoShare) -> PresenceDays {
    let days = share.quarters.div_ceil(32).min(5) as usize;
    PresenceDays::of(PresenceDays::WEEKDAYS.into_iter().cycle().skip(share.kita.number as usize % 5).take(days))
}

fn hours(quarters: u32) -> WeeklyHours {
    WeeklyHours::from_hundredths(quarters * 25)
}
