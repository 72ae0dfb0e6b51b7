//! `area`, `distance`, `geofence` on points written `latitude longitude altitude accuracy`, divided by `;`.

use crate::questionnaires::expression::{
    ExpressionFault,
    evaluate::{Computed, Evaluator},
    number::round,
    tree::Tree,
    value::Value,
};

/// Radius of the earth in metres that ODK computes with.
const EARTH: f64 = 6_378_100.0;

impl<T: Tree> Evaluator<'_, T> {
    pub(super) fn call_on_place(&self, name: &str, values: &[Value<T::Node>]) -> Option<Computed<T::Node>> {
        match (name, values) {
            ("area", _) => Some(Ok(Value::Number(self.points(values).map_or(f64::NAN, |points| area(&points))))),
            ("distance", _) => Some(Ok(Value::Number(self.points(values).map_or(f64::NAN, |points| length(&points))))),
            ("geofence", [point, border]) => {
                let (point, border) = (parse_point(&self.to_text(point)), parse_points(&self.to_text(border)));
                Some(match point {
                    Some(point) => Ok(Value::Bool(border.is_some_and(|border| is_inside(point, &border)))),
                    None => Err(ExpressionFault::WrongValue(name.to_owned())),
                })
            }
            _ => None,
        }
    }

    fn points(&self, values: &[Value<T::Node>]) -> Option<Vec<(f64, f64)>> {
        let mut points = Vec::new();
        for text in self.all_texts(values) {
            points.extend(parse_points(&text)?);
        }
        Some(points)
    }
}

/// Latitude and longitude in degrees; `None` when it is no point on earth.
fn parse_point(text: &str) -> Option<(f64, f64)> {
    let mut parts = text.split_ascii_whitespace().map(|part| part.parse::<f64>());
    let (latitude, longitude) = (parts.next()?.ok()?, parts.next()?.ok()?);
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

fn parse_points(text: &str) -> Option<Vec<(f64, f64)>> {
    text.split(';').filter(|point| !point.trim().is_empty()).map(parse_point).collect()
}

/// Length of the way along the points in metres (haversine), to the centimetre.
fn length(points: &[(f64, f64)]) -> f64 {
    let way: f64 = points.windows(2).map(|pair| distance(pair[0], pair[1])).sum();
    round(way, 2)
}

fn distance((lat1, lon1): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let (lat1, lat2) = (lat1.to_radians(), lat2.to_radians());
    let (dlat, dlon) = (lat2 - lat1, (lon2 - lon1).to_radians());
    let a = (dlat / 2.0).sin().powi(2) + lat1.cos() * lat2.cos() * (dlon / 2.0).sin().powi(2);
    2.0 * EARTH * a.sqrt().min(1.0).asin()
}

/// Area inside the points in square metres, to two places; under three points there is none.
fn area(points: &[(f64, f64)]) -> f64 {
    if points.len() < 3 {
        return 0.0;
    }
    let mut sum = 0.0;
    for (index, (lat1, lon1)) in points.iter().enumerate() {
        let (lat2, lon2) = points[(index + 1) % points.len()];
        sum += (lon2 - lon1).to_radians() * (2.0 + lat1.to_radians().sin() + lat2.to_radians().sin());
    }
    round((sum * EARTH * EARTH / 2.0).abs(), 2)
}

/// Whether a ray from the point crosses the border an odd number of times; the border is closed by itself.
fn is_inside((lat, lon): (f64, f64), border: &[(f64, f64)]) -> bool {
    let mut inside = false;
    for (index, (lat1, lon1)) in border.iter().enumerate() {
        let (lat2, lon2) = border[(index + 1) % border.len()];
        if (*lon1 > lon) != (lon2 > lon) && lat < (lat2 - lat1) * (lon - lon1) / (lon2 - lon1) + lat1 {
            inside = !inside;
        }
    }
    inside
}
