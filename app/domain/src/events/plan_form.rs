//! The planning form: what it begins with, and the form that leads to a plan that is there.

use super::{
    area::AreaNames,
    german,
    input::{CONFIRM_DAYS, DayInput, EventInput, REQUIRED_SHARE},
    limits::LimitsInput,
    proposals::OwnProposals,
    types::{Admission, Audience, Event, EventPlan, EventStatus},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What the planning form begins with, and where it saves to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventFormView {
    /// `None` for a new event.
    pub id: Option<String>,
    /// The id that a new event gets, so that a form which is sent twice makes one; blank for one that is there.
    #[serde(default)]
    pub request: String,
    pub revision: u32,
    pub input: EventInput,
    /// What can be ticked.
    pub area: AreaNames,
    /// The day in the office, for [`EventInput::check`] in the browser.
    pub today: NaiveDate,
    /// Events of its series that can be changed together with it, one line each ([`super::series::rules::later`]).
    #[serde(default)]
    pub later: Vec<String>,
    /// What the Koordination has written for new events by format; empty for an event that is there.
    #[serde(default)]
    pub proposals: OwnProposals,
}

impl EventFormView {
    /// A new event begins as a public draft with one day. `request` is a UUID that nobody has used.
    pub fn new_event(request: String, area: AreaNames, today: NaiveDate) -> Self {
        let input = EventInput {
            days: vec![DayInput::default()],
            audience: Audience::Public.code().into(),
            status: EventStatus::Entwurf.code().into(),
            waiting_list: true,
            admission: Admission::Singles.code().into(),
            confirm_days: CONFIRM_DAYS.to_string(),
            required_share: REQUIRED_SHARE.to_string(),
            ..Default::default()
        };
        Self { id: None, request, revision: 0, input, area, today, later: vec![], proposals: vec![] }
    }

    pub fn of(event: &Event, area: AreaNames, today: NaiveDate) -> Self {
        let (id, input) = (Some(event.id.to_string()), input_of(&event.plan));
        let (request, revision) = (String::new(), event.revision);
        Self { id, request, revision, input, area, today, later: vec![], proposals: vec![] }
    }

    /// The same with what the Koordination has written for new events.
    pub fn with_proposals(self, proposals: OwnProposals) -> Self {
        Self { proposals, ..self }
    }

    /// The same with the events of its series that can be changed together with it.
    pub fn with_later(self, later: Vec<String>) -> Self {
        Self { later, ..self }
    }
}

/// The form that would lead to this plan.
pub(super) fn input_of(plan: &EventPlan) -> EventInput {
    let iso = |date: NaiveDate| date.to_string();
    EventInput {
        title: plan.title.clone(),
        format: plan.format.code().into(),
        description: plan.description.clone().unwrap_or_default(),
        contents: plan.contents.join("\n"),
        topics: plan.topics.join("\n"),
        materials: plan.materials.join("\n"),
        days: plan
            .days
            .iter()
            .map(|day| DayInput {
                date: iso(day.date),
                begin: german::time(day.begin),
                end: german::time(day.end),
                place: day.place.clone(),
                speaker: day.speaker.clone().unwrap_or_default(),
            })
            .collect(),
        capacity: plan.capacity.to_string(),
        minimum: plan.minimum.map(|minimum| minimum.to_string()).unwrap_or_default(),
        limits: LimitsInput::of(&plan.limits),
        opens: plan.opens.map(iso).unwrap_or_default(),
        closes: iso(plan.closes),
        cancel_until: plan.cancel_until.map(iso).unwrap_or_default(),
        audience: plan.audience.code().into(),
        roles: plan.circle.roles.iter().map(|role| role.code().to_owned()).collect(),
        sozialraeume: plan.circle.sozialraeume.iter().map(ToString::to_string).collect(),
        anstellungstraeger: plan.circle.anstellungstraeger.iter().map(ToString::to_string).collect(),
        status: plan.status.code().into(),
        waiting_list: plan.waiting_list,
        guest_hours: plan.guest_hours.map(|hours| hours.to_string()).unwrap_or_default(),
        reply_days: plan.reply_days.map(|days| days.to_string()).unwrap_or_default(),
        admission: plan.admission.code().into(),
        approval: plan.approval,
        confirm_days: plan.confirm_days.to_string(),
        overtaking: plan.overtaking,
        required_share: plan.required_share.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_survives_its_own_form() {
        let input = EventInput {
            title: "Netzwerktreffen".into(),
            format: "netzwerktreffen".into(),
            contents: "Begrüßung\nAustausch".into(),
            topics: "Übergang in die Schule".into(),
            materials: "Folien https://beispiel.de/folien.pdf".into(),
            days: vec![DayInput {
                date: "2027-02-01".into(),
                begin: "09:00".into(),
                end: "12:30".into(),
                place: "Bürgerhaus".into(),
                speaker: "Dr. Kim Beispiel".into(),
            }],
            capacity: "40".into(),
            minimum: "8".into(),
            limits: LimitsInput { sozialraum: "3".into(), funktionen: [("ki_so".to_owned(), "20".to_owned())].into() },
            opens: "2026-12-01".into(),
            closes: "2027-01-15".into(),
            cancel_until: "2027-01-25".into(),
            audience: "members".into(),
            roles: vec!["ki_so".into()],
            sozialraeume: vec![uuid::Uuid::from_u128(1).to_string()],
            anstellungstraeger: vec![uuid::Uuid::from_u128(2).to_string()],
            status: "entwurf".into(),
            waiting_list: true,
            reply_days: "3".into(),
            guest_hours: "24".into(),
            description: "Für alle".into(),
            admission: "both".into(),
            approval: true,
            confirm_days: "10".into(),
            overtaking: true,
            required_share: "75".into(),
        };
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a valid date");
        assert_eq!(input_of(&input.check(today).expect("a good form")), input);
    }
}
