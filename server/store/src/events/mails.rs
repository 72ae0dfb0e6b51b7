//! Which mails follow from a change: one job for each occasion and person, however often a request is repeated.

use crate::outbox::JobRow;
use chrono::{DateTime, Utc};
use domain::{
    events::{
        Event, Opening, Registration, RegistrationStatus, approval, attendance,
        certificate::Certificate,
        german, guests,
        minutes::{Meeting, Minutes, german as minutes_german},
        rules::News,
        tandem::{news, partner_of},
    },
    mail::{JobId, Mail},
};

/// The mails of one event at one moment.
#[derive(Clone, Copy)]
pub(super) struct Mails<'a> {
    pub(super) event: &'a Event,
    pub(super) now: DateTime<Utc>,
}

impl Mails<'_> {
    /// To everybody of a party that has registered just now.
    pub(super) fn registered(self, rows: &[Registration]) -> Vec<JobRow> {
        let one = |row: &Registration| {
            let partner = partner_of(row, rows);
            if guests::is_unheard_of(row, partner) {
                return None;
            }
            let (name, mail) = match partner {
                _ if guests::is_asked(row) => ("guest", guests::german::asked(self.event, row)),
                Some(partner) if row.deadline.is_some() => {
                    ("invitation", news::invitation(self.event, row, &partner.participant))
                }
                Some(partner) if row.status == RegistrationStatus::Angefragt => {
                    ("request", approval::german::requested(self.event, &row.participant, Some(partner)))
                }
                Some(partner) => ("registration", news::registered(self.event, row, partner)),
                None if row.status == RegistrationStatus::SuchtPartner => ("search", news::seeking(self.event, row)),
                None if row.status == RegistrationStatus::Angefragt => {
                    ("request", approval::german::requested(self.event, &row.participant, None))
                }
                None if row.status == RegistrationStatus::Warteliste => {
                    ("waiting", german::waiting(self.event, &row.participant))
                }
                None => ("registration", german::confirmation(self.event, &row.participant)),
            };
            Some(self.job(name, row, mail))
        };
        rows.iter().filter_map(one).collect()
    }

    /// To the half that a guest has registered, once the guest has confirmed: nobody has told it of anything before.
    pub(super) fn invited(self, rows: &[Registration]) -> Vec<JobRow> {
        let one = |row: &Registration| {
            let partner = partner_of(row, rows).filter(|_| row.deadline.is_some())?;
            Some(self.job("invitation", row, news::invitation(self.event, row, &partner.participant)))
        };
        rows.iter().filter_map(one).collect()
    }

    /// To everybody who has moved up.
    pub(super) fn promoted(self, rows: &[Registration]) -> Vec<JobRow> {
        let one = |row| match partner_of(row, rows) {
            Some(partner) => news::promotion(self.event, row, partner),
            None => german::promotion(self.event, row),
        };
        heard_of(rows).map(|row| self.job("promotion", row, one(row))).collect()
    }

    /// To those whose request is decided.
    pub(super) fn decided(self, rows: &[Registration]) -> Vec<JobRow> {
        let one = |row: &Registration| match row.status {
            RegistrationStatus::NichtZugelassen => {
                self.job("denial", row, approval::german::denied(self.event, &row.participant))
            }
            _ => self.job("approval", row, approval::german::approved(self.event, row, partner_of(row, rows))),
        };
        heard_of(rows).map(one).collect()
    }

    pub(super) fn cancelled(self, rows: &[Registration]) -> Vec<JobRow> {
        heard_of(rows)
            .map(|row| self.job("cancellation", row, german::cancelled(self.event, &row.participant)))
            .collect()
    }

    /// To both halves that the Koordination has made a tandem.
    pub(super) fn paired(self, rows: &[Registration]) -> Vec<JobRow> {
        let one = |row| {
            let partner = partner_of(row, rows)?;
            Some(self.job("pairing", row, news::paired(self.event, row, &partner.participant)))
        };
        rows.iter().filter_map(one).collect()
    }

    /// What halves are told after an answer, or after a deadline, by what has become of them and their other half. Who
    /// declined knows; a guest who has not confirmed finds it behind the link.
    pub(super) fn halves(self, rows: &[Registration]) -> Vec<JobRow> {
        use RegistrationStatus::{Abgelaufen, Abgelehnt, Storniert, SuchtPartner};
        let one = |row: &Registration| {
            let partner = partner_of(row, rows);
            let (name, mail) = match (row.status, partner.map(|other| (other, other.status))) {
                (Abgelehnt, _) => return None,
                (Storniert, _) => ("cancellation", german::cancelled(self.event, &row.participant)),
                (SuchtPartner, _) if guests::is_asked(row) => return None,
                (SuchtPartner, Some((other, Abgelehnt))) => {
                    ("declined", news::declined(self.event, row, &other.participant))
                }
                (SuchtPartner, Some((other, _))) => {
                    ("unanswered", news::unanswered(self.event, row, &other.participant))
                }
                // The hour is left only where it was missed.
                (Abgelaufen, _) if row.confirm_by.is_some() => {
                    ("guest-lapsed", guests::german::lapsed(self.event, row))
                }
                (Abgelaufen, Some((other, _))) => ("lapsed", news::lapsed(self.event, row, &other.participant)),
                // Only who waited has a ticket; it is lost when somebody begins to look for a partner.
                (Abgelaufen, None) if row.ticket.is_some() => {
                    ("promotion-lapsed", german::seat_lapsed(self.event, &row.participant))
                }
                (Abgelaufen, None) => ("search-ended", news::found_nobody(self.event, row)),
                (_, Some((other, _))) => ("confirmation", news::confirmed(self.event, row, &other.participant)),
                (_, None) => return None,
            };
            Some(self.job(name, row, mail))
        };
        heard_of(rows).filter_map(one).collect()
    }

    /// To everybody concerned by a change of the plan; `revision` is the one that brought it.
    pub(super) fn news(self, news: News, revision: u32, rows: &[&Registration]) -> Vec<JobRow> {
        let (name, write): (_, fn(&Event, &_) -> Mail) = match news {
            News::Changed => ("change", german::changed),
            News::CalledOff => ("calling-off", german::called_off),
        };
        let id = |row: &Registration| format!("{name}/{}/{}/{}/{revision}", row.event, row.person, row.turn);
        rows.iter().map(|row| self.linked(id(row), row, write(self.event, &row.participant))).collect()
    }

    /// To somebody whose certificate was issued just now, after `earlier` ones that were taken back; `feedback` is the link to the
    /// survey, blank while there is none to answer.
    pub(super) fn certificate(
        self,
        (certificate, earlier): (&Certificate, usize),
        row: &Registration,
        feedback: &str,
    ) -> JobRow {
        let mail = attendance::german::certificate(self.event, &row.participant, certificate, feedback);
        let mail = Mail { opens: Some(Opening::of_certificate(certificate)), ..mail };
        let name = if earlier == 0 { "certificate".to_owned() } else { format!("certificate-{}", earlier + 1) };
        self.job(&name, row, mail)
    }

    /// To whose certificate was taken back just now, after `earlier` ones of the same person.
    pub(super) fn certificate_withdrawn(
        self,
        (certificate, earlier): (&Certificate, usize),
        row: &Registration,
    ) -> JobRow {
        let mail = attendance::german::certificate_withdrawn(self.event, &row.participant, certificate);
        self.job(&format!("certificate-withdrawn-{}", earlier + 1), row, mail)
    }

    /// To somebody about whose request nobody has decided before the event began; of one that was moved after that, once more.
    pub(super) fn undecided(self, row: &Registration) -> JobRow {
        let first = self.event.plan.begins_at().map(|begin| begin.date().to_string()).unwrap_or_default();
        self.job(&format!("undecided-{first}"), row, approval::german::undecided(self.event, &row.participant))
    }

    /// A reminder so many days before the first day; after the event was moved there is another one.
    pub(super) fn reminder(self, days: u64, row: &Registration) -> JobRow {
        let first = self.event.plan.begins_at().map(|begin| begin.date().to_string()).unwrap_or_default();
        let id = format!("reminder-{days}/{}/{}/{}/{first}", row.event, row.person, row.turn);
        self.linked(id, row, german::reminder(self.event, &row.participant))
    }

    /// To one participant, for each sending of the minutes once.
    pub(super) fn minutes(self, meeting: &Meeting, minutes: &Minutes, row: &Registration) -> JobRow {
        let mail = minutes_german::mail(meeting, minutes, &row.participant);
        let id = format!("minutes/{}/{}/{}", row.event, row.person, minutes.sendings);
        JobRow::mail(&JobId::new(id), mail, self.now)
    }

    fn job(self, name: &str, row: &Registration, mail: Mail) -> JobRow {
        self.linked(format!("{name}/{}/{}/{}", row.event, row.person, row.turn), row, mail)
    }

    /// Where the wording has a place for a link, one is made when the mail is being sent: to the registration, unless the mail says
    /// otherwise.
    fn linked(self, id: String, row: &Registration, mail: Mail) -> JobRow {
        let opens = mail.opens.or_else(|| Some(Opening::of_registration(row)));
        JobRow::mail(&JobId::new(id), Mail { opens, ..mail }, self.now)
    }
}

/// Those among whole parties who may be written to.
fn heard_of(rows: &[Registration]) -> impl Iterator<Item = &Registration> {
    rows.iter().filter(move |row| !guests::is_unheard_of(row, partner_of(row, rows)))
}
