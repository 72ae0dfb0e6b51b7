use super::{NAME_MAX, optional_whole, yes_no};
use crate::{
    error::FieldError,
    field::{self, Faults},
    ids::{KitaId, KitaTraegerId},
    people::{Directory, Fields, Indicators, Kita, KitaNumber, KitaTraeger, Timeline},
};

/// Most places or children of one Kita: a typing error such as 850 instead of 85 stops here.
pub(super) const COUNT_MAX: i64 = 500;

pub(super) fn traeger(fields: &Fields, id: KitaTraegerId) -> Result<KitaTraeger, Vec<FieldError>> {
    let name = field::text("name", fields.get("name"), NAME_MAX).map_err(|fault| vec![fault])?;
    Ok(KitaTraeger { id, name })
}

pub(super) fn kita(fields: &Fields, d: &Directory, id: KitaId) -> Result<Kita, Vec<FieldError>> {
    let mut faults = Faults::new();
    let before = d.kitas.get(id);
    let number = faults.take(KitaNumber::parse("number", fields.get("number")));
    let name = faults.take(field::text("name", fields.get("name"), NAME_MAX));
    let kommune = faults.take(d.kommune_named("kommune", fields.get("kommune")));
    let traeger = faults.take(d.traeger_named("traeger", fields.get("traeger")));
    let places = before.map_or_else(Timeline::default, |before| before.places.clone());
    let places = count_since(&mut faults, fields, ["places", "places_from"], places);
    let children = before.map_or_else(Timeline::default, |before| before.children.clone());
    let children = count_since(&mut faults, fields, ["children", "children_from"], children);
    let indicators = before.map_or_else(Timeline::default, |before| before.indicators.clone());
    let indicators = indicators_since(&mut faults, fields, indicators);
    let kita = number.zip(name).zip(kommune.zip(traeger)).zip(places.zip(children).zip(indicators));
    faults.finish(kita.map(|(((number, name), (kommune, traeger)), ((places, children), indicators))| Kita {
        id,
        number,
        name,
        kommune,
        traeger,
        places,
        children,
        indicators,
    }))
}

/// A number of places or children needs the day from which it holds; without a number nothing changes.
fn count_since(
    faults: &mut Faults,
    fields: &Fields,
    [count, from]: [&str; 2],
    mut timeline: Timeline<u32>,
) -> Option<Timeline<u32>> {
    if let Some(number) = faults.take(optional_whole(count, fields.get(count), COUNT_MAX))? {
        timeline.set(faults.take(field::date(from, fields.get(from)))?, number);
    }
    Some(timeline)
}

/// Indicators need the day from which they hold; without one, "nein" on both means that nothing was ever found.
fn indicators_since(
    faults: &mut Faults,
    fields: &Fields,
    mut indicators: Timeline<Indicators>,
) -> Option<Timeline<Indicators>> {
    let no_access = faults.take(yes_no("no_access", fields.get("no_access")));
    let development_need = faults.take(yes_no("development_need", fields.get("development_need")));
    let value = Indicators { no_access: no_access?, development_need: development_need? };
    if value.any() || !fields.get("indicators_from").trim().is_empty() {
        indicators.set(faults.take(field::date("indicators_from", fields.get("indicators_from")))?, value);
    }
    Some(indicators)
}
