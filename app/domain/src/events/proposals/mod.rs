//! What a new event of a format begins with, for the planning form: a start that the Koordination changes as it likes. The
//! built-in proposal holds until the Koordination has written its own; for whom such an event is, who can register, and that
//! guests confirm their address is proposed as built in.

mod input;
mod view;

pub use input::ProposalInput;
pub use view::{ProposalRow, ProposalView};

use super::{
    german::STARTSEMINAR_CONTENTS,
    guests::PROPOSED_HOURS,
    input::{DayInput, EventInput},
    types::{Admission, Audience, Format},
};
use crate::access::Role;

/// A checked [`ProposalInput`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal(ProposalInput);

impl Proposal {
    /// The form that leads to it.
    pub fn input(&self) -> &ProposalInput {
        &self.0
    }
}

/// What the store has of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredProposal {
    pub format: Format,
    /// Grows with each change.
    pub revision: u32,
    /// The proposal as it was saved; `None` where the built-in one was brought back.
    pub input: Option<ProposalInput>,
}

/// What the Koordination has written itself, by format.
pub type OwnProposals = Vec<(Format, ProposalInput)>;

/// Those of the stored ones that hold.
pub fn own(stored: Vec<StoredProposal>) -> OwnProposals {
    stored.into_iter().filter_map(|one| Some((one.format, one.input?))).collect()
}

/// Title, hours of the first day, seats, minimum and contents as events of this format usually have them.
pub fn builtin(format: Format) -> ProposalInput {
    let (begin, end) = match format {
        Format::TandemStartseminar | Format::Fachtag | Format::Weiterbildung => ("09:00", "16:00"),
        Format::Sozialraumteamtreffen | Format::Vernetzungstreffen => ("09:00", "12:00"),
        Format::KollegialeFallberatung => ("09:00", "11:00"),
        Format::Netzwerktreffen => ("14:00", "16:30"),
    };
    let (capacity, minimum) = match format {
        Format::TandemStartseminar => ("24", ""),
        Format::Fachtag => ("50", "15"),
        Format::Weiterbildung => ("20", "8"),
        Format::Sozialraumteamtreffen => ("15", ""),
        Format::KollegialeFallberatung => ("10", ""),
        Format::Vernetzungstreffen => ("20", ""),
        Format::Netzwerktreffen => ("40", "10"),
    };
    let contents = match format {
        Format::TandemStartseminar => STARTSEMINAR_CONTENTS.join("\n"),
        _ => String::new(),
    };
    ProposalInput {
        title: super::german::format(format).into(),
        contents,
        begin: begin.into(),
        end: end.into(),
        capacity: capacity.into(),
        minimum: minimum.into(),
        ..ProposalInput::default()
    }
}

/// The form that an event of this format begins with, by what is written in `own` or else built in, with audience and admission as
/// such events usually have them, and hours for guests to confirm where everybody may come; everything else is blank.
pub fn proposal(format: Format, own: &[(Format, ProposalInput)]) -> EventInput {
    let written = own.iter().find(|(of, _)| *of == format).map(|(_, input)| input.clone());
    let written = written.unwrap_or_else(|| builtin(format));
    let (audience, roles): (_, &[Role]) = match format {
        Format::TandemStartseminar | Format::Netzwerktreffen => (Audience::Public, &[]),
        // Of what is further training, an employer registers its KiSo; team and case discussion are the KiSo's own.
        Format::Fachtag | Format::Weiterbildung | Format::Vernetzungstreffen => {
            (Audience::Members, &[Role::KiSo, Role::Anstellungstraeger])
        }
        _ => (Audience::Members, &[Role::KiSo]),
    };
    let admission = match format {
        // Kita-Leitung and KiSo come together (domain §5); who lacks the other half looks for it.
        Format::TandemStartseminar => Admission::Tandems,
        _ => Admission::Singles,
    };
    EventInput {
        title: written.title,
        description: written.description,
        contents: written.contents,
        topics: written.topics,
        days: vec![DayInput { begin: written.begin, end: written.end, ..DayInput::default() }],
        capacity: written.capacity,
        minimum: written.minimum,
        audience: audience.code().into(),
        roles: roles.iter().map(|role| role.code().to_owned()).collect(),
        guest_hours: match audience {
            Audience::Public => PROPOSED_HOURS.to_string(),
            Audience::Members => String::new(),
        },
        admission: admission.code().into(),
        ..EventInput::default()
    }
}

/// The form after the format was changed from `before`, `None` for none, to `now`: what nobody has typed follows the proposal, and
/// everything else stays. Untouched is what is blank, and what still is as the form or the format before began with.
pub fn follow(typed: &EventInput, before: Option<Format>, now: Format, own: &[(Format, ProposalInput)]) -> EventInput {
    let blank = || EventInput {
        audience: Audience::Public.code().into(),
        admission: Admission::Singles.code().into(),
        ..EventInput::default()
    };
    let base = before.map_or_else(blank, |before| proposal(before, own));
    let next = proposal(now, own);
    let text = |typed: &str, base: &str, next: &str| {
        let untouched = typed.trim().is_empty() || typed == base;
        if untouched { next.to_owned() } else { typed.to_owned() }
    };
    let capacity = text(&typed.capacity, &base.capacity, &next.capacity);
    // A minimum that belongs to other seats would be a fault that nobody has made.
    let minimum = match capacity == next.capacity {
        true => text(&typed.minimum, &base.minimum, &next.minimum),
        false => text(&typed.minimum, &base.minimum, ""),
    };
    let mut days = typed.days.clone();
    if let (Some(day), Some(next)) = (days.first_mut(), next.days.first()) {
        let base = base.days.first().cloned().unwrap_or_default();
        (day.begin, day.end) = (text(&day.begin, &base.begin, &next.begin), text(&day.end, &base.end, &next.end));
    }
    EventInput {
        title: text(&typed.title, &base.title, &next.title),
        description: text(&typed.description, &base.description, &next.description),
        contents: text(&typed.contents, &base.contents, &next.contents),
        topics: text(&typed.topics, &base.topics, &next.topics),
        days,
        capacity,
        minimum,
        audience: text(&typed.audience, &base.audience, &next.audience),
        roles: if typed.roles == base.roles { next.roles } else { typed.roles.clone() },
        guest_hours: text(&typed.guest_hours, &base.guest_hours, &next.guest_hours),
        admission: text(&typed.admission, &base.admission, &next.admission),
        ..typed.clone()
    }
}

#[cfg(test)]
#[path = "proposals_test.rs"]
mod tests;
