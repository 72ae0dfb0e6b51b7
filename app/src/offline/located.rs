//! Where a device is, or why that is not known.

use domain::questionnaires::survey::Text;

/// A place as a device gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// In degrees.
    pub latitude: f64,
    /// In degrees.
    pub longitude: f64,
    /// In metres; `None` where the device does not know it.
    pub altitude: Option<f64>,
    /// Radius in metres in which it is with 95 %.
    pub accuracy: Option<f64>,
}

impl Located {
    /// As the answer to a question of type geopoint: latitude, longitude, altitude and accuracy, what is not known as 0 (ODK XForms).
    pub fn written(&self) -> String {
        let Self { latitude, longitude, altitude, accuracy } = *self;
        // Six places are a tenth of a metre.
        format!("{latitude:.6} {longitude:.6} {:.1} {:.1}", altitude.unwrap_or_default(), accuracy.unwrap_or_default())
    }
}

/// Why a device does not say where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocateFault {
    /// The person, the device or the page does not allow it.
    Refused,
    /// There is no such thing here, or it does not know.
    Unavailable,
    TimedOut,
}

impl LocateFault {
    /// By the code of a `GeolocationPositionError` (W3C Geolocation §9.2).
    pub fn of_code(code: u16) -> Self {
        match code {
            1 => Self::Refused,
            3 => Self::TimedOut,
            _ => Self::Unavailable,
        }
    }

    /// What happened and what to do now.
    pub fn text(self) -> Text {
        match self {
            Self::Refused => Text::LocateRefused,
            Self::Unavailable => Text::LocateUnavailable,
            Self::TimedOut => Text::LocateTimeout,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_with_altitude_and_accuracy() {
        let place = Located { latitude: 50.326_13, longitude: -7.224_512_34, altitude: None, accuracy: Some(12.34) };
        assert_eq!(place.written(), "50.326130 -7.224512 0.0 12.3");
    }

    #[test]
    fn each_reason_has_words_of_its_own() {
        let texts = [1, 2, 3, 0].map(|code| LocateFault::of_code(code).text());
        let unavailable = Text::LocateUnavailable;
        assert_eq!(texts, [Text::LocateRefused, unavailable, Text::LocateTimeout, unavailable]);
    }
}
