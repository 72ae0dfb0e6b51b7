//! Records as lines of a sheet, as they stand on one day.

use super::{Cell, Directory, Kind, Record, RecordKey, Sheet, Sight};
use crate::ids::{AnstellungstraegerId, KitaId, SozialraumId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// One line: a cell for each column of the sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The record that the line is of.
    pub id: Uuid,
    pub cells: Vec<Cell>,
    /// What the line belongs to, for the filters of lists.
    pub sozialraeume: Vec<SozialraumId>,
    pub anstellungstraeger: Vec<AnstellungstraegerId>,
    /// What the line is about, for the lists on other records' pages.
    #[serde(skip)]
    pub related: Vec<Uuid>,
}

impl Sheet {
    /// The kind of record that the lines of this sheet are of.
    pub fn kind(self) -> Kind {
        match self {
            Self::Sozialraeume => Kind::Sozialraum,
            Self::Kommunen => Kind::Kommune,
            Self::KitaTraeger => Kind::KitaTraeger,
            Self::Kitas => Kind::Kita,
            Self::Anstellungstraeger => Kind::Anstellungstraeger,
            Self::KiSo => Kind::KiSo,
            Self::Leitungen => Kind::Leitung,
            Self::Vereinbarungen | Self::VereinbarungKitas => Kind::Kooperationsvereinbarung,
            Self::Zuordnungen => Kind::Zuordnung,
            Self::Stellen => Kind::Post,
        }
    }
}

impl Directory {
    /// Every line of a sheet, ordered by its first columns.
    pub fn lines(&self, sheet: Sheet, day: NaiveDate) -> Vec<Line> {
        let view = OnDay { directory: self, day };
        let mut lines: Vec<Line> = match sheet {
            Sheet::Sozialraeume => self.sozialraeume.iter().map(|record| view.sozialraum(record)).collect(),
            Sheet::Kommunen => self.kommunen.iter().map(|record| view.kommune(record)).collect(),
            Sheet::KitaTraeger => self.kita_traeger.iter().map(|record| view.kita_traeger(record)).collect(),
            Sheet::Kitas => self.kitas.iter().map(|record| view.kita(record)).collect(),
            Sheet::Anstellungstraeger => self.anstellungstraeger.iter().map(|record| view.employer(record)).collect(),
            Sheet::KiSo => self.kisos.iter().map(|record| view.kiso(record)).collect(),
            Sheet::Leitungen => self.leitungen.iter().map(|record| view.leitung(record)).collect(),
            Sheet::Vereinbarungen => self.agreements.iter().map(|record| view.agreement(record)).collect(),
            Sheet::VereinbarungKitas => self.agreements.iter().flat_map(|record| view.kita_terms(record)).collect(),
            Sheet::Zuordnungen => self.zuordnungen.iter().map(|record| view.zuordnung(record)).collect(),
            Sheet::Stellen => self.posts.iter().map(|record| view.post(record)).collect(),
        };
        lines.sort_by(|a, b| {
            let pairs = a.cells.iter().zip(&b.cells);
            pairs.map(|(a, b)| a.compare(b)).find(|order| order.is_ne()).unwrap_or(a.id.cmp(&b.id))
        });
        lines
    }

    /// The lines of one record.
    pub(super) fn lines_of(&self, sheet: Sheet, id: Uuid, day: NaiveDate) -> Vec<Line> {
        let view = OnDay { directory: self, day };
        let Some(record) = self.record(RecordKey { kind: sheet.kind(), id }) else { return Vec::new() };
        match &record {
            Record::Sozialraum(record) => vec![view.sozialraum(record)],
            Record::Kommune(record) => vec![view.kommune(record)],
            Record::KitaTraeger(record) => vec![view.kita_traeger(record)],
            Record::Kita(record) => vec![view.kita(record)],
            Record::Anstellungstraeger(record) => vec![view.employer(record)],
            Record::KiSo(record) => vec![view.kiso(record)],
            Record::Leitung(record) => vec![view.leitung(record)],
            Record::Kooperationsvereinbarung(record) if sheet == Sheet::VereinbarungKitas => view.kita_terms(record),
            Record::Kooperationsvereinbarung(record) => vec![view.agreement(record)],
            Record::Zuordnung(record) => vec![view.zuordnung(record)],
            Record::Post(record) => vec![view.post(record)],
        }
    }

    /// The first line of one record; `None` when it is not there.
    pub fn line(&self, sheet: Sheet, id: Uuid, day: NaiveDate) -> Option<Line> {
        self.lines_of(sheet, id, day).into_iter().next()
    }
}

struct OnDay<'a> {
    directory: &'a Directory,
    day: NaiveDate,
}

/// A sum, or nothing where a part of what it sums up was left out.
fn if_known(known: bool, sum: impl Into<Cell>) -> Cell {
    if known { sum.into() } else { Cell::Empty }
}

impl OnDay<'_> {
    fn sozialraum(&self, record: &super::Sozialraum) -> Line {
        let d = self.directory;
        let kommunen: BTreeSet<_> = d.kommunen.iter().filter(|k| k.sozialraum == record.id).map(|k| k.id).collect();
        let kitas: BTreeSet<_> = d.kitas.iter().filter(|kita| kommunen.contains(&kita.kommune)).map(|k| k.id).collect();
        let shares = d.zuordnungen.iter().filter(|z| kitas.contains(&z.kita) && z.period.contains(self.day));
        let kisos: BTreeSet<_> = shares.clone().map(|zuordnung| zuordnung.kiso).collect();
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.name.as_str().into(),
                kommunen.len().into(),
                if_known(d.sight.counts_kitas(), kitas.len()),
                if_known(d.sight == Sight::Whole, kisos.len()),
                if_known(d.sight == Sight::Whole, shares.map(|share| share.hours).sum::<super::WeeklyHours>()),
            ],
            sozialraeume: vec![record.id],
            anstellungstraeger: self.employers(kitas.iter().copied()),
            related: Vec::new(),
        }
    }

    fn kommune(&self, record: &super::Kommune) -> Line {
        let d = self.directory;
        let kitas: Vec<KitaId> = d.kitas.iter().filter(|kita| kita.kommune == record.id).map(|kita| kita.id).collect();
        let step = record.mehrbedarf.step_on(self.day);
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.name.as_str().into(),
                d.sozialraeume.get(record.sozialraum).map(|sozialraum| sozialraum.name.as_str()).into(),
                step.map(|step| step.value.level).into(),
                step.map(|step| step.from).into(),
                step.map(|step| step.value.decision.as_str()).into(),
                if_known(d.sight.counts_kitas(), kitas.len()),
            ],
            sozialraeume: vec![record.sozialraum],
            anstellungstraeger: self.employers(kitas.iter().copied()),
            related: vec![record.sozialraum.uuid()],
        }
    }

    fn kita_traeger(&self, record: &super::KitaTraeger) -> Line {
        let kitas: Vec<_> = self.directory.kitas.iter().filter(|kita| kita.traeger == record.id).collect();
        Line {
            id: record.id.uuid(),
            cells: vec![record.name.as_str().into(), if_known(self.directory.sight.counts_kitas(), kitas.len())],
            sozialraeume: self.sozialraeume(kitas.iter().map(|kita| kita.id)),
            anstellungstraeger: self.employers(kitas.iter().map(|kita| kita.id)),
            related: Vec::new(),
        }
    }

    fn kita(&self, record: &super::Kita) -> Line {
        let (d, day) = (self.directory, self.day);
        let kommune = d.kommunen.get(record.kommune);
        let places = record.places.step_on(day);
        let children = record.children.step_on(day);
        let indicators = record.indicators.step_on(day);
        let employer = d.employer_on(record.id, day);
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.number.as_str().into(),
                record.name.as_str().into(),
                kommune.map(|kommune| kommune.name.as_str()).into(),
                self.sozialraum_name(record.id).into(),
                d.kita_traeger.get(record.traeger).map(|traeger| traeger.name.as_str()).into(),
                employer.and_then(|id| d.anstellungstraeger.get(id)).map(|employer| employer.name.as_str()).into(),
                kommune.map(|kommune| kommune.level_on(day)).into(),
                places.map(|step| step.value).into(),
                places.map(|step| step.from).into(),
                children.map(|step| step.value).into(),
                children.map(|step| step.from).into(),
                indicators.map(|step| step.value.no_access).into(),
                indicators.map(|step| step.value.development_need).into(),
                indicators.map(|step| step.from).into(),
                if_known(d.sight.counts_hours_of_kitas(), d.hours_of_kita(record.id, day)),
            ],
            sozialraeume: self.sozialraeume([record.id].into_iter()),
            anstellungstraeger: employer.into_iter().collect(),
            related: vec![record.kommune.uuid(), record.traeger.uuid()]
                .into_iter()
                .chain(kommune.map(|kommune| kommune.sozialraum.uuid()))
                .chain(employer.map(AnstellungstraegerId::uuid))
                .collect(),
        }
    }

    fn employer(&self, record: &super::Anstellungstraeger) -> Line {
        let (d, day) = (self.directory, self.day);
        let kitas: Vec<KitaId> =
            d.kitas.iter().map(|kita| kita.id).filter(|kita| d.employer_on(*kita, day) == Some(record.id)).collect();
        let contracts = d.kisos.iter().filter_map(|kiso| kiso.contract_on(day));
        let contracts = contracts.filter(|contract| contract.anstellungstraeger == record.id);
        let vacant = d.posts.iter().filter(|post| post.anstellungstraeger == record.id && post.is_vacant(day));
        let staff = d.sight.counts_staff();
        let address = record.address.as_ref();
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.name.as_str().into(),
                record.tariff.as_str().into(),
                record.full_time.into(),
                record.account.as_ref().map(|account| account.holder.as_str()).into(),
                record.account.as_ref().map(|account| account.iban.to_string()).into(),
                address.map(|address| address.street.as_str()).into(),
                address.and_then(|address| address.house_number.as_deref()).into(),
                address.map(|address| address.postcode.as_str()).into(),
                address.map(|address| address.town.as_str()).into(),
                if_known(d.sight != Sight::SomeKitas, kitas.len()),
                if_known(staff, contracts.clone().count()),
                if_known(staff, contracts.map(|contract| contract.hours).sum::<super::WeeklyHours>()),
                if_known(staff, vacant.map(|post| post.hours).sum::<super::WeeklyHours>()),
            ],
            sozialraeume: self.sozialraeume(kitas.iter().copied()),
            anstellungstraeger: vec![record.id],
            related: Vec::new(),
        }
    }

    fn kiso(&self, record: &super::KiSo) -> Line {
        let (d, day) = (self.directory, self.day);
        let contract = record.contract_on(day);
        let kitas: Vec<KitaId> = d.zuordnungen_of_kiso(record.id, day).map(|zuordnung| zuordnung.kita).collect();
        let employer = contract.map(|contract| contract.anstellungstraeger);
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.code.as_str().into(),
                record.name.as_str().into(),
                employer.and_then(|id| d.anstellungstraeger.get(id)).map(|employer| employer.name.as_str()).into(),
                contract.map(|contract| contract.hours).into(),
                contract.and(record.contracts.step_on(day)).map(|step| step.from).into(),
                record.last_day.into(),
                if_known(d.sight.counts_staff(), d.hours_of_kiso(record.id, day)),
                if_known(d.sight.counts_staff(), kitas.len()),
            ],
            sozialraeume: self.sozialraeume(kitas.iter().copied()),
            anstellungstraeger: employer.into_iter().collect(),
            related: employer.map(AnstellungstraegerId::uuid).into_iter().collect(),
        }
    }

    fn leitung(&self, record: &super::Leitung) -> Line {
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.name.as_str().into(),
                self.kita_number(record.kita).into(),
                self.kita_name(record.kita).into(),
                record.period.from().into(),
                record.period.to().into(),
            ],
            sozialraeume: self.sozialraeume([record.kita].into_iter()),
            anstellungstraeger: self.employers([record.kita].into_iter()),
            related: vec![record.kita.uuid()],
        }
    }

    fn agreement(&self, record: &super::Kooperationsvereinbarung) -> Line {
        let current = record.kitas.iter().filter(|term| term.period.contains(self.day));
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.reference.as_str().into(),
                record.version.into(),
                self.employer_name(record.anstellungstraeger).into(),
                Cell::Code(record.status.code().into()),
                record.term.from().into(),
                record.term.to().into(),
                Cell::Code(record.settlement.code().into()),
                if_known(self.directory.sight != Sight::SomeKitas, current.clone().count()),
            ],
            sozialraeume: self.sozialraeume(record.kitas.iter().map(|term| term.kita)),
            anstellungstraeger: vec![record.anstellungstraeger],
            related: vec![record.anstellungstraeger.uuid()],
        }
    }

    fn kita_terms(&self, record: &super::Kooperationsvereinbarung) -> Vec<Line> {
        let line = |term: &super::KitaTerm| Line {
            id: record.id.uuid(),
            cells: vec![
                record.reference.as_str().into(),
                record.version.into(),
                self.employer_name(record.anstellungstraeger).into(),
                self.kita_number(term.kita).into(),
                self.kita_name(term.kita).into(),
                term.period.from().into(),
                term.period.to().into(),
            ],
            sozialraeume: self.sozialraeume([term.kita].into_iter()),
            anstellungstraeger: vec![record.anstellungstraeger],
            related: vec![record.id.uuid(), term.kita.uuid()],
        };
        record.kitas.iter().map(line).collect()
    }

    fn zuordnung(&self, record: &super::Zuordnung) -> Line {
        let kiso = self.directory.kisos.get(record.kiso);
        Line {
            id: record.id.uuid(),
            cells: vec![
                kiso.map(|kiso| kiso.code.as_str()).into(),
                kiso.map(|kiso| kiso.name.as_str()).into(),
                self.kita_number(record.kita).into(),
                self.kita_name(record.kita).into(),
                self.sozialraum_name(record.kita).into(),
                record.hours.into(),
                record.days.into(),
                record.period.from().into(),
                record.period.to().into(),
            ],
            sozialraeume: self.sozialraeume([record.kita].into_iter()),
            anstellungstraeger: self.employers([record.kita].into_iter()),
            related: vec![record.kiso.uuid(), record.kita.uuid()],
        }
    }

    fn post(&self, record: &super::Post) -> Line {
        let today = || record.fillings.iter().filter(|filling| filling.period.contains(self.day));
        // Whoever is named counts before days of which an Anstellungsträger has only said that somebody is there.
        let filling = today().find(|filling| filling.kiso.is_some()).or_else(|| today().next());
        let kiso = filling.and_then(|filling| self.directory.kisos.get(filling.kiso?));
        Line {
            id: record.id.uuid(),
            cells: vec![
                record.name.as_str().into(),
                self.employer_name(record.anstellungstraeger).into(),
                record.hours.into(),
                record.period.from().into(),
                record.period.to().into(),
                kiso.map(|kiso| kiso.code.as_str()).into(),
                filling.map(|filling| filling.period.from()).into(),
                filling.and_then(|filling| filling.period.to()).into(),
                record.pay_group.as_ref().map(ToString::to_string).into(),
            ],
            sozialraeume: Vec::new(),
            anstellungstraeger: vec![record.anstellungstraeger],
            related: [record.anstellungstraeger.uuid()].into_iter().chain(kiso.map(|kiso| kiso.id.uuid())).collect(),
        }
    }

    fn kita_number(&self, kita: KitaId) -> Option<&str> {
        self.directory.kitas.get(kita).map(|kita| kita.number.as_str())
    }

    fn kita_name(&self, kita: KitaId) -> Option<&str> {
        self.directory.kitas.get(kita).map(|kita| kita.name.as_str())
    }

    fn employer_name(&self, employer: AnstellungstraegerId) -> Option<&str> {
        self.directory.anstellungstraeger.get(employer).map(|employer| employer.name.as_str())
    }

    fn sozialraum_of(&self, kita: KitaId) -> Option<SozialraumId> {
        let kita = self.directory.kitas.get(kita)?;
        self.directory.kommunen.get(kita.kommune).map(|kommune| kommune.sozialraum)
    }

    fn sozialraum_name(&self, kita: KitaId) -> Option<&str> {
        self.directory.sozialraeume.get(self.sozialraum_of(kita)?).map(|sozialraum| sozialraum.name.as_str())
    }

    fn sozialraeume(&self, kitas: impl Iterator<Item = KitaId>) -> Vec<SozialraumId> {
        kitas.filter_map(|kita| self.sozialraum_of(kita)).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn employers(&self, kitas: impl Iterator<Item = KitaId>) -> Vec<AnstellungstraegerId> {
        let employers = kitas.filter_map(|kita| self.directory.employer_on(kita, self.day));
        employers.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl From<&Record> for Sheet {
    /// The sheet that has one line for this record.
    fn from(record: &Record) -> Self {
        match record {
            Record::Sozialraum(_) => Self::Sozialraeume,
            Record::Kommune(_) => Self::Kommunen,
            Record::KitaTraeger(_) => Self::KitaTraeger,
            Record::Kita(_) => Self::Kitas,
            Record::Anstellungstraeger(_) => Self::Anstellungstraeger,
            Record::Kooperationsvereinbarung(_) => Self::Vereinbarungen,
            Record::KiSo(_) => Self::KiSo,
            Record::Leitung(_) => Self::Leitungen,
            Record::Zuordnung(_) => Self::Zuordnungen,
            Record::Post(_) => Self::Stellen,
        }
    }
}
