//! The mails to the halves of a tandem: on which occasions they are written to, and what stands in each mail.

pub mod german;

use crate::{
    events::{
        approval::german::BOTH_ASK,
        german as events_german, guests,
        templates::{Occasion, Placeholder, mail},
        types::{Event, Participant, Registration, RegistrationStatus},
    },
    german::date,
    mail::Mail,
};
use serde::{Deserialize, Serialize};

/// What has happened to a tandem, or to a half of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TandemNews {
    /// To the half that is asked to confirm.
    Invitation,
    /// To the half that has registered both, with seats.
    Registered,
    /// The same without seats.
    Waiting,
    /// To a half that has nobody yet.
    Seeking,
    /// To both, once the invited one has confirmed.
    Confirmed,
    /// To both, when the Koordination has brought them together.
    Paired,
    /// To both, when they move up from the waiting list.
    Promotion,
    /// To the half whose partner has declined.
    Declined,
    /// To the half whose partner has not answered in time.
    Unanswered,
    /// To who was invited and has not answered in time.
    Lapsed,
    /// To the half for which nobody was found until its deadline.
    FoundNobody,
}

impl TandemNews {
    /// Stable name in the database, in addresses and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invitation => "tandem_invitation",
            Self::Registered => "tandem_registered",
            Self::Waiting => "tandem_waiting",
            Self::Seeking => "tandem_seeking",
            Self::Confirmed => "tandem_confirmed",
            Self::Paired => "tandem_paired",
            Self::Promotion => "tandem_promotion",
            Self::Declined => "tandem_declined",
            Self::Unanswered => "tandem_unanswered",
            Self::Lapsed => "tandem_lapsed",
            Self::FoundNobody => "tandem_found_nobody",
        }
    }

    /// What a text for it can name besides [`Placeholder::COMMON`].
    pub fn placeholders(self) -> &'static [Placeholder] {
        match self {
            Self::Invitation => &[Placeholder::Partner, Placeholder::Funktion, Placeholder::Frist, Placeholder::Link],
            Self::Registered | Self::Waiting => &[Placeholder::Partner, Placeholder::Frist, Placeholder::Link],
            Self::Seeking => &[Placeholder::Frist, Placeholder::Link],
            Self::Confirmed | Self::Paired | Self::Promotion => {
                &[Placeholder::Partner, Placeholder::Stand, Placeholder::Link]
            }
            Self::Declined | Self::Unanswered => &[Placeholder::Partner, Placeholder::Frist, Placeholder::Link],
            Self::Lapsed => &[Placeholder::Partner],
            Self::FoundNobody => &[],
        }
    }

    /// What a text for it must name: a deadline that nobody knows of takes the seats of both.
    pub fn required(self) -> &'static [Placeholder] {
        match self {
            Self::Invitation => &[Placeholder::Titel, Placeholder::Termin, Placeholder::Frist, Placeholder::Link],
            Self::Registered | Self::Waiting | Self::Seeking => {
                &[Placeholder::Titel, Placeholder::Frist, Placeholder::Link]
            }
            Self::Confirmed | Self::Paired | Self::Promotion => {
                &[Placeholder::Titel, Placeholder::Termin, Placeholder::Stand]
            }
            Self::Declined | Self::Unanswered => &[Placeholder::Titel, Placeholder::Frist],
            Self::Lapsed | Self::FoundNobody => &[Placeholder::Titel],
        }
    }
}

/// The mail that asks the invited half to confirm.
pub fn invitation(event: &Event, row: &Registration, inviting: &Participant) -> Mail {
    let until = deadline_of(row);
    let more = [
        (Placeholder::Partner, inviting.name.as_str()),
        (Placeholder::Funktion, events_german::funktion(inviting.funktion)),
        (Placeholder::Frist, until.as_str()),
    ];
    write(TandemNews::Invitation, event, row, &more)
}

/// The mail to the half that has registered a tandem; the deadline is the one of the invited half.
pub fn registered(event: &Event, row: &Registration, partner: &Registration) -> Mail {
    let news = if row.status.holds_seat() { TandemNews::Registered } else { TandemNews::Waiting };
    let until = deadline_of(partner);
    let more = [(Placeholder::Partner, partner.participant.name.as_str()), (Placeholder::Frist, until.as_str())];
    write(news, event, row, &more)
}

/// The mail to a half that has nobody yet.
pub fn seeking(event: &Event, row: &Registration) -> Mail {
    let until = deadline_of(row);
    write(TandemNews::Seeking, event, row, &[(Placeholder::Frist, until.as_str())])
}

/// The mail to each half when the invited one has confirmed.
pub fn confirmed(event: &Event, row: &Registration, partner: &Participant) -> Mail {
    whole(TandemNews::Confirmed, event, row, partner)
}

/// The mail to each half when the Koordination has made them a tandem.
pub fn paired(event: &Event, row: &Registration, partner: &Participant) -> Mail {
    whole(TandemNews::Paired, event, row, partner)
}

/// The mail to each half when they move up from the waiting list; one of them may still have to confirm.
pub fn promotion(event: &Event, row: &Registration, partner: &Registration) -> Mail {
    let stand = guests::german::also(german::moved_up(row.deadline.or(partner.deadline)), row);
    let more = [(Placeholder::Partner, partner.participant.name.as_str()), (Placeholder::Stand, stand.as_str())];
    write(TandemNews::Promotion, event, row, &more)
}

/// The mail to the half whose partner has declined.
pub fn declined(event: &Event, row: &Registration, partner: &Participant) -> Mail {
    alone(TandemNews::Declined, event, row, partner)
}

/// The mail to the half whose partner has not answered in time.
pub fn unanswered(event: &Event, row: &Registration, partner: &Participant) -> Mail {
    alone(TandemNews::Unanswered, event, row, partner)
}

/// The mail to somebody invited who has not answered in time.
pub fn lapsed(event: &Event, row: &Registration, inviting: &Participant) -> Mail {
    write(TandemNews::Lapsed, event, row, &[(Placeholder::Partner, inviting.name.as_str())])
}

/// The mail to a half for which nobody was found.
pub fn found_nobody(event: &Event, row: &Registration) -> Mail {
    write(TandemNews::FoundNobody, event, row, &[])
}

fn whole(news: TandemNews, event: &Event, row: &Registration, partner: &Participant) -> Mail {
    let stand = match row.status {
        RegistrationStatus::Angefragt => BOTH_ASK,
        status => german::seats(status.holds_seat()),
    };
    write(news, event, row, &[(Placeholder::Partner, partner.name.as_str()), (Placeholder::Stand, stand)])
}

fn alone(news: TandemNews, event: &Event, row: &Registration, partner: &Participant) -> Mail {
    let until = deadline_of(row);
    let more = [(Placeholder::Partner, partner.name.as_str()), (Placeholder::Frist, until.as_str())];
    write(news, event, row, &more)
}

fn write(news: TandemNews, event: &Event, row: &Registration, more: &[(Placeholder, &str)]) -> Mail {
    mail(Occasion::Tandem(news), event, &row.participant, more)
}

fn deadline_of(row: &Registration) -> String {
    row.deadline.map(date).unwrap_or_default()
}

#[cfg(test)]
#[path = "news_test.rs"]
mod tests;
