use super::{
    office::OfficeKey,
    wrapped::{Half, WrappedKey},
};
use crate::ids::DeviceId;
use serde::{Deserialize, Serialize};

/// Wrong PINs until the half is deleted.
pub const MAX_TRIES: u32 = 10;

/// How far the device's clock may go back without ending the field period, in milliseconds: clocks are corrected by minutes.
const SET_BACK: i64 = 10 * 60_000;

const HOUR: i64 = 60 * 60_000;

/// `POST half`: the device asks for its half, and leaves its data key sealed for the office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfRequest {
    pub device: DeviceId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed_key: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HalfReply {
    /// `None`: the device is revoked.
    pub half: Option<Half>,
    /// How long the device may keep it.
    pub hours: u32,
    /// When this login began, in milliseconds since 1970 by the server's clock.
    pub login: i64,
    /// What the device seals for the office with.
    pub office: OfficeKey,
}

/// Why a device does not even try a PIN. A login brings the half back; what lies on the device stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Closed {
    /// The field period is over, or the device's clock was set back.
    PeriodOver,
    /// Too many wrong PINs: only a login that begins after them helps.
    TooManyTries,
}

/// The half while the device may keep it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Held {
    half: Half,
    until: i64,
}

/// Everything on the device that leads to its data key. Each step is written durably before anything follows from it, so
/// that a crash never gives a try back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vault {
    wrapped: WrappedKey,
    /// The data key sealed for the office.
    sealed_key: String,
    /// What this device seals for the office with.
    office: OfficeKey,
    held: Option<Held>,
    /// Tries since the last right PIN.
    tries: u32,
    /// Beginning of the login that brought the half last.
    login: i64,
    /// The latest moment that this device has seen.
    latest: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closed: Option<Closed>,
}

impl Vault {
    /// A device on which a PIN was just set; `None` when the server hands out no half.
    pub fn new(wrapped: WrappedKey, sealed_key: String, reply: &HalfReply, now: i64) -> Option<Self> {
        let office = reply.office;
        let mut vault = Self { wrapped, sealed_key, office, held: None, tries: 0, login: 0, latest: now, closed: None };
        vault.hand_out(reply, now).then_some(vault)
    }

    pub fn wrapped(&self) -> &WrappedKey {
        &self.wrapped
    }

    pub fn sealed_key(&self) -> &str {
        &self.sealed_key
    }

    /// Tells vaults apart that lie under one account, without saying anything of what they hold.
    pub fn mark(&self) -> &str {
        self.wrapped.mark()
    }

    pub fn office(&self) -> OfficeKey {
        self.office
    }

    /// Why no PIN is tried; `None` while one may be. Asked after [`Vault::look`].
    pub fn closed(&self) -> Option<Closed> {
        self.closed
    }

    pub fn tries_left(&self) -> u32 {
        MAX_TRIES.saturating_sub(self.tries)
    }

    /// Notes the moment; deletes the half when its time is over.
    pub fn look(&mut self, now: i64) {
        let is_over = self.held.is_some_and(|held| now >= held.until) || now.saturating_add(SET_BACK) < self.latest;
        if self.tries >= MAX_TRIES {
            self.close(Closed::TooManyTries);
        } else if is_over {
            self.close(Closed::PeriodOver);
        }
        self.latest = self.latest.max(now);
    }

    /// Counts a try before it is made: whoever switches the device off at a wrong PIN has used it up all the same.
    ///
    /// # Errors
    /// When no PIN is tried any more.
    pub fn begin_try(&mut self, now: i64) -> Result<Half, Closed> {
        self.look(now);
        match (self.held, self.closed) {
            (Some(held), None) => {
                self.tries += 1;
                Ok(held.half)
            }
            (_, closed) => Err(closed.unwrap_or(Closed::PeriodOver)),
        }
    }

    /// The PIN was right.
    pub fn opened(&mut self) {
        self.tries = 0;
    }

    /// Takes the half that the server hands out. After too many wrong PINs only a login that is younger than the last one
    /// helps: a session that is still open would give ten tries with each reload. `false` when nothing was taken.
    pub fn hand_out(&mut self, reply: &HalfReply, now: i64) -> bool {
        let is_tried_out = self.tries >= MAX_TRIES || self.closed == Some(Closed::TooManyTries);
        let Some(half) = reply.half.filter(|_| !is_tried_out || reply.login > self.login) else { return false };
        if is_tried_out {
            self.tries = 0;
        }
        let until = now.saturating_add(i64::from(reply.hours).saturating_mul(HOUR));
        *self =
            Self { held: Some(Held { half, until }), login: reply.login, latest: now, closed: None, ..self.clone() };
        true
    }

    fn close(&mut self, why: Closed) {
        self.held = None;
        // Too many tries weigh more: a period that ends meanwhile must not hide them.
        if self.closed != Some(Closed::TooManyTries) {
            self.closed = Some(why);
        }
    }
}

#[cfg(test)]
#[path = "state_test.rs"]
mod tests;
