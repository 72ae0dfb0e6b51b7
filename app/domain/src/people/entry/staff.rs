use super::{NAME_MAX, period, weekdays};
use crate::{
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    ids::{PersonId, PostId, ZuordnungId},
    people::{Contract, Directory, Fields, Filling, KiSo, Leitung, PayGroup, Post, Timeline, WeeklyHours, Zuordnung},
};

/// Most characters of a KiSo's short name.
const CODE_MAX: usize = 12;

pub(super) fn kiso(fields: &Fields, d: &Directory, id: PersonId) -> Result<KiSo, Vec<FieldError>> {
    let mut faults = Faults::new();
    let code = faults.take(field::text("code", fields.get("code"), CODE_MAX));
    let name = faults.take(field::text("name", fields.get("name"), NAME_MAX));
    let anstellungstraeger = faults.take(d.employer_named("anstellungstraeger", fields.get("anstellungstraeger")));
    let hours = faults.take(WeeklyHours::parse("hours", fields.get("hours")));
    let from = faults.take(field::date("contract_from", fields.get("contract_from")));
    let last_day = faults.take(field::optional_date("last_day", fields.get("last_day")));
    if from.zip(last_day.flatten()).is_some_and(|(from, last)| last < from) {
        faults.push(FieldError::new("last_day", ErrorCode::EndBeforeStart));
    }
    let mut contracts = d.kisos.get(id).map_or_else(Timeline::default, |before| before.contracts.clone());
    let build = || {
        let contract = Contract { anstellungstraeger: anstellungstraeger?, hours: hours? };
        contracts.set(from?, contract);
        Some(KiSo { id, code: code?, name: name?, contracts, last_day: last_day? })
    };
    let kiso = build();
    faults.finish(kiso)
}

pub(super) fn leitung(fields: &Fields, d: &Directory, id: PersonId) -> Result<Leitung, Vec<FieldError>> {
    let mut faults = Faults::new();
    let name = faults.take(field::text("name", fields.get("name"), NAME_MAX));
    let kita = faults.take(d.kita_named("kita", fields.get("kita")));
    let period = period(&mut faults, fields, "from", "to");
    faults.finish(name.zip(kita).zip(period).map(|((name, kita), period)| Leitung { id, name, kita, period }))
}

pub(super) fn zuordnung(fields: &Fields, d: &Directory, id: ZuordnungId) -> Result<Zuordnung, Vec<FieldError>> {
    let mut faults = Faults::new();
    let kiso = faults.take(d.kiso_named("kiso", fields.get("kiso")));
    let kita = faults.take(d.kita_named("kita", fields.get("kita")));
    let hours = faults.take(WeeklyHours::parse("hours", fields.get("hours")));
    let days = faults.take(weekdays("days", fields.get("days")));
    let period = period(&mut faults, fields, "from", "to");
    let build = || Some(Zuordnung { id, kiso: kiso?, kita: kita?, hours: hours?, days: days?, period: period? });
    let zuordnung = build();
    faults.finish(zuordnung)
}

pub(super) fn post(fields: &Fields, d: &Directory, id: PostId) -> Result<Post, Vec<FieldError>> {
    let mut faults = Faults::new();
    let anstellungstraeger = faults.take(d.employer_named("anstellungstraeger", fields.get("anstellungstraeger")));
    let name = faults.take(field::text("name", fields.get("name"), NAME_MAX));
    let hours = faults.take(WeeklyHours::parse("hours", fields.get("hours")));
    let term = period(&mut faults, fields, "from", "to");
    let filling = filling(&mut faults, fields, d);
    let before = d.posts.get(id);
    let mut fillings = before.map(|before| before.fillings.clone()).unwrap_or_default();
    let pay_group = faults.take(pay_group(fields));
    let build = || {
        if let Some(filling) = filling? {
            match fillings.iter_mut().find(|known| known.period.from() == filling.period.from()) {
                Some(known) => *known = filling,
                None => fillings.push(filling),
            }
        }
        let (name, hours) = (name?, hours?);
        Some(Post {
            id,
            anstellungstraeger: anstellungstraeger?,
            name,
            hours,
            pay_group: pay_group?,
            period: term?,
            fillings,
        })
    };
    let post = build();
    faults.finish(post)
}

fn pay_group(fields: &Fields) -> Result<Option<PayGroup>, FieldError> {
    let raw = fields.get("pay_group");
    if raw.trim().is_empty() { Ok(None) } else { PayGroup::parse("pay_group", raw).map(Some) }
}

/// Who holds the post from when; without a KiSo it stays as it is.
fn filling(faults: &mut Faults, fields: &Fields, d: &Directory) -> Option<Option<Filling>> {
    if fields.get("kiso").trim().is_empty() {
        return Some(None);
    }
    let kiso = faults.take(d.kiso_named("kiso", fields.get("kiso")));
    let period = period(faults, fields, "kiso_from", "kiso_to");
    kiso.zip(period).map(|(kiso, period)| Some(Filling { kiso: Some(kiso), period }))
}
