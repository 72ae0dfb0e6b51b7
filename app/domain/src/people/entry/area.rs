use super::{NAME_MAX, optional_whole};
use crate::{
    error::{ErrorCode, FieldError},
    field::{self, Faults},
    ids::{KommuneId, SozialraumId},
    people::{Directory, Fields, Kommune, Mehrbedarf, Sozialraum, Timeline},
};
use chrono::NaiveDate;

pub(super) fn sozialraum(fields: &Fields, id: SozialraumId) -> Result<Sozialraum, Vec<FieldError>> {
    let name = field::text("name", fields.get("name"), NAME_MAX).map_err(|fault| vec![fault])?;
    Ok(Sozialraum { id, name })
}

pub(super) fn kommune(fields: &Fields, d: &Directory, id: KommuneId) -> Result<Kommune, Vec<FieldError>> {
    let mut faults = Faults::new();
    let name = faults.take(field::text("name", fields.get("name"), NAME_MAX));
    let sozialraum = faults.take(d.sozialraum_named("sozialraum", fields.get("sozialraum")));
    let step = mehrbedarf(&mut faults, fields);
    let mut mehrbedarf = d.kommunen.get(id).map_or_else(Timeline::default, |before| before.mehrbedarf.clone());
    if let Some(Some((from, value))) = step {
        mehrbedarf.set(from, value);
    }
    let kommune = name.zip(sozialraum).map(|(name, sozialraum)| Kommune { id, name, sozialraum, mehrbedarf });
    faults.finish(kommune)
}

/// Level, day and decision belong together: all three or none.
fn mehrbedarf(faults: &mut Faults, fields: &Fields) -> Option<Option<(NaiveDate, Mehrbedarf)>> {
    let parts = ["level", "level_from", "decision"];
    if parts.iter().all(|part| fields.get(part).trim().is_empty()) {
        return Some(None);
    }
    let highest = i64::from(Kommune::HIGHEST_LEVEL);
    let level = optional_whole("level", fields.get("level"), highest);
    let level = level.and_then(|level| level.ok_or_else(|| FieldError::new("level", ErrorCode::Required)));
    let level = faults.take(level).and_then(|level| u8::try_from(level).ok());
    let from = faults.take(field::date("level_from", fields.get("level_from")));
    let decision = faults.take(field::text("decision", fields.get("decision"), NAME_MAX));
    Some(Some((from?, Mehrbedarf { level: level?, decision: decision? })))
}
