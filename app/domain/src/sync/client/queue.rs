/// Why sending does not get on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Trouble {
    /// The server was not reached.
    Unreachable,
    /// It was reached and did not answer in time.
    NoAnswer,
    /// Somebody must log in first.
    NotLoggedIn,
    /// The server refused, or answered something that this version does not understand.
    Refused,
    /// The answer could not be written: the storage of the device is full.
    StorageFull,
    /// The browser failed to write it.
    Storage,
    /// The server holds other content under a number of this device.
    Incident,
}

/// How sending goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueHealth {
    /// Nothing waits.
    Empty,
    Sending,
    /// Something waits and does not get on; the reason, as far as it is known. Sending starts anew with every tick.
    Stuck(Option<Trouble>),
}

/// Counts ticks without progress, so that a stuck queue is seen (S15).
#[derive(Clone, Debug, Default)]
pub struct Queue {
    ticks: u32,
    trouble: Option<Trouble>,
}

impl Queue {
    /// Ticks without progress after which a waiting queue is called stuck.
    pub const PATIENCE: u32 = 3;

    pub(super) fn failed(&mut self, trouble: Trouble) {
        self.trouble = Some(trouble);
    }

    /// Fewer waiting than before is progress; what a person types meanwhile is none.
    pub(super) fn moved(&mut self, before: usize, after: usize) {
        if after < before {
            *self = Self::default();
        }
    }

    pub(super) fn tick(&mut self, waiting: usize) {
        if waiting == 0 {
            *self = Self::default();
        } else {
            self.ticks = self.ticks.saturating_add(1);
        }
    }

    pub(super) fn health(&self, waiting: usize) -> QueueHealth {
        match waiting {
            0 => QueueHealth::Empty,
            _ if self.ticks >= Self::PATIENCE => QueueHealth::Stuck(self.trouble),
            _ => QueueHealth::Sending,
        }
    }
}
