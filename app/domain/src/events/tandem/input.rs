use super::{Answer, Half, Needs};
use crate::{
    accounts::Email,
    error::{ErrorCode, FieldError},
    events::{
        input::{RegistrationInput, choice},
        types::{Funktion, Participant, Party},
    },
    field::{self, Faults},
    ids::KitaId,
};
use serde::{Deserialize, Serialize};

/// The form by which one half registers a tandem, or looks for a partner: flat, so that it works as a plain HTML form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TandemInput {
    pub name: String,
    pub email: String,
    /// Code of the [`Funktion`] of a [`Half`].
    pub funktion: String,
    /// Id of a Kita of the directory, or blank.
    pub kita: String,
    pub einrichtung: String,
    /// `named` or `wanted`.
    pub partner: String,
    pub partner_name: String,
    pub partner_email: String,
    pub access_needs: String,
    pub food_needs: String,
    pub arrival_needs: String,
    /// Hidden from people; what fills it in is a program.
    pub website: String,
}

/// A checked [`TandemInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TandemRequest {
    half: Half,
    own: Participant,
    /// `None` for who has nobody yet.
    partner: Option<Participant>,
}

/// Where and with whom: what both halves have in common in the form.
struct Place {
    kita: Option<KitaId>,
    einrichtung: Option<String>,
}

impl TandemInput {
    /// `partner` for who names somebody.
    pub const NAMED: &'static str = "named";
    /// `partner` for who looks for somebody.
    pub const WANTED: &'static str = "wanted";

    /// What the portal knows of somebody with an account; everything can be changed in the form.
    pub fn of(known: &RegistrationInput) -> Self {
        let half = Funktion::from_code(&known.funktion).and_then(Half::of);
        Self {
            name: known.name.clone(),
            email: known.email.clone(),
            funktion: half.map(|half| half.funktion().code().to_owned()).unwrap_or_default(),
            kita: known.kita.clone(),
            partner: Self::NAMED.into(),
            ..Self::default()
        }
    }

    /// The request, or every fault of the form. That the Kita exists is checked by the store.
    pub fn check(&self) -> Result<TandemRequest, Vec<FieldError>> {
        let mut faults = Faults::new();
        let half = faults.take(choice("funktion", &self.funktion, |code| Half::of(Funktion::from_code(code)?)));
        let name = faults.take(field::person_name("name", &self.name, 120));
        let email = faults.take(Email::parse("email", &self.email));
        let place = self.check_place(&mut faults);
        let partner = self.check_partner(email.as_ref(), &mut faults);
        let access_needs = faults.take(field::optional_lines("access_needs", &self.access_needs, 500));
        let food_needs = faults.take(field::optional_lines("food_needs", &self.food_needs, 500));
        let arrival_needs = faults.take(field::optional_lines("arrival_needs", &self.arrival_needs, 500));
        if !self.website.is_empty() {
            faults.push(FieldError::new("website", ErrorCode::WrongState));
        }
        let request = (|| {
            let (half, place) = (half?, place?);
            let person = |half: Half, name, email| Participant {
                name,
                email,
                funktion: half.funktion(),
                kita: place.kita,
                einrichtung: place.einrichtung.clone(),
                access_needs: None,
                food_needs: None,
                arrival_needs: None,
            };
            let own = Participant {
                access_needs: access_needs?,
                food_needs: food_needs?,
                arrival_needs: arrival_needs?,
                ..person(half, name?, email?)
            };
            let partner = partner?.map(|(name, email)| person(half.other(), name, email));
            Some(TandemRequest { half, own, partner })
        })();
        faults.finish(request)
    }

    fn check_place(&self, faults: &mut Faults) -> Option<Place> {
        let kita = faults.take(match self.kita.trim() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| FieldError::new("kita", ErrorCode::NotAChoice)),
        });
        let einrichtung = faults.take(field::optional_text("einrichtung", &self.einrichtung, 160));
        if kita == Some(None) && einrichtung == Some(None) {
            faults.push(FieldError::new("kita", ErrorCode::Required));
        }
        Some(Place { kita: kita?, einrichtung: einrichtung? })
    }

    /// Name and address of the other half; `Some(None)` for who has nobody yet, whatever stands in the fields.
    fn check_partner(&self, own: Option<&Email>, faults: &mut Faults) -> Option<Option<(String, Email)>> {
        let named = faults.take(choice("partner", &self.partner, |code| match code {
            Self::NAMED => Some(true),
            Self::WANTED => Some(false),
            _ => None,
        }))?;
        if !named {
            return Some(None);
        }
        let name = faults.take(field::person_name("partner_name", &self.partner_name, 120));
        let email = faults.take(Email::parse("partner_email", &self.partner_email));
        if email.is_some() && email.as_ref() == own {
            faults.push(FieldError::new("partner_email", ErrorCode::NotUnique));
        }
        Some(Some((name?, email?)))
    }
}

impl TandemRequest {
    pub fn party(self) -> Party {
        let (half, own) = (self.half, self.own);
        match self.partner {
            None => Party::Half(own),
            Some(other) => {
                let (leitung, kiso) = if half == Half::Leitung { (own, other) } else { (other, own) };
                Party::Tandem { leitung, kiso, inviting: half }
            }
        }
    }
}

/// What is sent from the page behind a link.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AnswerInput {
    /// The token of the link.
    pub link: String,
    /// Code of an [`Answer`].
    pub answer: String,
    /// With a confirmation only.
    pub access_needs: String,
    pub food_needs: String,
    pub arrival_needs: String,
}

impl AnswerInput {
    /// The answer with what the person needs, or every fault of the form.
    pub fn check(&self) -> Result<(Answer, Needs), Vec<FieldError>> {
        let mut faults = Faults::new();
        let answer = faults.take(choice("answer", &self.answer, Answer::from_code));
        let access = faults.take(field::optional_lines("access_needs", &self.access_needs, 500));
        let food = faults.take(field::optional_lines("food_needs", &self.food_needs, 500));
        let arrival = faults.take(field::optional_lines("arrival_needs", &self.arrival_needs, 500));
        let needs = access.zip(food).zip(arrival);
        let needs = needs.map(|((access, food), arrival)| Needs { access, food, arrival });
        faults.finish(answer.zip(needs))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> TandemInput {
        TandemInput {
            name: "Kim Probe".into(),
            email: "kim@beispiel.de".into(),
            funktion: "ki_so".into(),
            einrichtung: "Kita Sonnenschein".into(),
            partner: "named".into(),
            partner_name: "Lena Leitung".into(),
            partner_email: "lena@beispiel.de".into(),
            food_needs: "vegan".into(),
            ..Default::default()
        }
    }

    fn faults(input: &TandemInput) -> Vec<(String, ErrorCode)> {
        input.check().err().unwrap_or_default().into_iter().map(|fault| (fault.field, fault.code)).collect()
    }

    #[test]
    fn the_other_half_is_whatever_the_first_is_not() {
        let Party::Tandem { leitung, kiso, inviting } = form().check().expect("a good form").party() else {
            panic!("a tandem is expected");
        };
        assert_eq!(inviting, Half::KiSo);
        assert_eq!((leitung.name.as_str(), leitung.funktion), ("Lena Leitung", Funktion::KitaLeitung));
        assert_eq!((kiso.funktion, kiso.food_needs.as_deref()), (Funktion::KiSo, Some("vegan")));
        assert_eq!(leitung.food_needs, None, "needs are said by each for themselves");
        assert_eq!(leitung.einrichtung, kiso.einrichtung);
    }

    #[test]
    fn who_has_nobody_yet_needs_no_partner() {
        let alone = TandemInput { partner: "wanted".into(), partner_name: String::new(), ..form() };
        assert!(matches!(alone.check().map(|request| request.party()), Ok(Party::Half(..))));
        let nameless = TandemInput { partner_name: String::new(), ..form() };
        assert_eq!(faults(&nameless), [("partner_name".into(), ErrorCode::Required)]);
    }

    #[test]
    fn every_fault_is_named_at_its_field() {
        let fields: Vec<_> = faults(&TandemInput::default()).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["funktion", "name", "email", "kita", "partner"]);
        let guest = TandemInput { funktion: "netzwerkpartner".into(), ..form() };
        assert_eq!(faults(&guest), [("funktion".into(), ErrorCode::NotAChoice)]);
        let twice = TandemInput { partner_email: " KIM@beispiel.de".into(), ..form() };
        assert_eq!(faults(&twice), [("partner_email".into(), ErrorCode::NotUnique)]);
        let advertising = TandemInput { partner_name: "www.x.example".into(), ..form() };
        assert_eq!(faults(&advertising), [("partner_name".into(), ErrorCode::WebAddress)]);
        let bot = TandemInput { website: "x".into(), ..form() };
        assert_eq!(faults(&bot), [("website".into(), ErrorCode::WrongState)]);
    }
}
