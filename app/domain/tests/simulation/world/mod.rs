//! A whole district in one thread: devices with people, a network that loses, doubles and delays, a server that crashes and
//! is restored. Everything follows from one seed, so a run that fails can be run again.

/// With `SIMULATION_TRACE` set, every transaction and everything that goes wrong is printed.
macro_rules! trace {
    ($($text:tt)*) => {
        if $crate::world::is_traced() {
            println!($($text)*);
        }
    };
}

mod device;
mod faults;
mod network;
mod oracle;
mod person;
mod random;
mod server;
#[allow(dead_code, reason = "played by the tests of the server")]
pub mod upstream;

pub use device::Device;
pub use faults::Flaw;
pub use oracle::Broken;
pub use random::Random;
pub use server::Server;

use domain::{
    ids::{DeviceId, ErhebungId, KitaId},
    sync::client::{Client, Stored},
};
use network::Network;
use oracle::Oracle;
use std::{collections::BTreeSet, fmt};
use uuid::Uuid;

pub const KITAS: u128 = 3;

/// What a run has shown when nothing was broken.
#[derive(Clone, Copy, Debug, Default)]
pub struct Summary {
    pub devices: usize,
    /// Changes that were on a disk.
    pub saved: usize,
    /// Key presses that took the place of the one before them.
    pub replaced: usize,
    pub conflicts: usize,
    pub restores: usize,
    pub crashes: usize,
    /// Changes of revoked devices.
    pub quarantined: usize,
    /// Given up for lack of space, and then lost by a server that was restored.
    pub lost: usize,
}

impl Summary {
    pub fn add(&mut self, other: &Self) {
        self.devices += other.devices;
        self.saved += other.saved;
        self.replaced += other.replaced;
        self.conflicts += other.conflicts;
        self.restores += other.restores;
        self.crashes += other.crashes;
        self.quarantined += other.quarantined;
        self.lost += other.lost;
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { devices, saved, replaced, conflicts, restores, crashes, quarantined, lost } = self;
        write!(f, "{devices} devices, {saved} changes, {replaced} replaced while typing, {conflicts} conflicts, ")?;
        write!(f, "{restores} restores, {crashes} crashes, {quarantined} in quarantine, {lost} given up and lost")
    }
}

pub struct World {
    pub random: Random,
    pub server: Server,
    pub devices: Vec<Device>,
    pub network: Network,
    pub oracle: Oracle,
    /// Kitas of each account; account `n` uses the devices `n`, `n + accounts`, …
    pub kitas: Vec<BTreeSet<KitaId>>,
    pub flaw: Flaw,
    /// Asked in place of the model.
    pub upstream: Option<upstream::Watched>,
    /// While healing, nothing fails any more.
    pub healing: bool,
    pub crashes: usize,
    pub restores: usize,
    rights_changed: bool,
    ids: u128,
}

/// Runs one seed from the first change to the last invariant.
///
/// # Errors
/// The invariant that does not hold.
pub fn run(seed: u64, flaw: Flaw) -> Result<Summary, Broken> {
    let mut world = World::new(seed, flaw);
    let steps = 50 + world.devices.len() * 10 + world.random.below(180);
    for _ in 0..steps {
        world.step()?;
    }
    world.heal()?;
    oracle::check(&mut world)
}

pub fn is_traced() -> bool {
    static TRACED: std::sync::LazyLock<bool> =
        std::sync::LazyLock::new(|| std::env::var_os("SIMULATION_TRACE").is_some());
    *TRACED
}

pub fn protocol_of(kita: KitaId) -> ErhebungId {
    ErhebungId::new(Uuid::from_u128(100 + kita.uuid().as_u128()))
}

pub fn survey_of(kita: KitaId) -> ErhebungId {
    ErhebungId::new(Uuid::from_u128(200 + kita.uuid().as_u128()))
}

fn new_device(number: usize, account: usize, skew: i64) -> Device {
    let id = DeviceId::new(Uuid::from_u128(10_000 + number as u128));
    Device::new(Client::open(Stored::new(id)), account, skew)
}

pub fn all_kitas() -> impl Iterator<Item = KitaId> {
    (1..=KITAS).map(|number| KitaId::new(Uuid::from_u128(number)))
}

impl World {
    fn new(seed: u64, flaw: Flaw) -> Self {
        let mut random = Random::new(seed);
        // Few devices most of the time: what goes wrong between many goes wrong between three.
        let count = if random.chance(1, 5) { 1 + random.below(20) } else { 1 + random.below(4) };
        let accounts = 1 + random.below(count.min(4));
        let mut kitas = Vec::new();
        for _ in 0..accounts {
            let own: BTreeSet<KitaId> = all_kitas().filter(|_| random.chance(3, 4)).collect();
            kitas.push(if own.is_empty() { all_kitas().take(1).collect() } else { own });
        }
        let mut devices = Vec::new();
        for number in 0..count {
            let skew = random.below(3_652) as i64 - 1_826;
            let mends = flaw != Flaw::LeavesStampBehind;
            devices.push(Device { mends, ..new_device(number, number % accounts, skew) });
        }
        Self {
            random,
            server: Server::new(flaw),
            devices,
            network: Network::default(),
            oracle: Oracle::default(),
            kitas,
            flaw,
            upstream: None,
            healing: false,
            crashes: 0,
            restores: 0,
            rights_changed: false,
            ids: 1_000_000,
        }
    }

    /// Looks like a random one: a server takes in no submission with another.
    pub fn new_id(&mut self) -> Uuid {
        self.ids += 1;
        uuid::Builder::from_random_bytes(self.ids.to_be_bytes()).into_uuid()
    }

    /// One thing happens, somewhere.
    fn step(&mut self) -> Result<(), Broken> {
        let device = self.random.below(self.devices.len());
        match self.random.below(1000) {
            0..300 => self.person_acts(device)?,
            300..550 => self.device_sends(device),
            550..720 => self.request_arrives(),
            720..860 => self.reply_arrives()?,
            860..900 => self.devices[device].tick(),
            900..920 => self.devices[device].wake(),
            920..960 => self.server.sequence(),
            _ => self.something_rare(device),
        }
        if self.random.chance(1, 4) {
            self.goes_on_typing(device)?;
        }
        Ok(())
    }

    fn something_rare(&mut self, device: usize) {
        if self.upstream.is_some() {
            // Backups, rights and revocations are played on the model.
            return if self.random.chance(1, 2) { self.crash(device) } else { self.network.lose_all() };
        }
        match self.random.below(40) {
            0..8 => self.crash(device),
            8..14 => self.server.back_up(),
            14..20 => self.server.report_backup(&mut self.random),
            20..24 => self.restore(),
            24..30 => self.devices[device].is_full = self.random.chance(1, 2),
            30..33 => self.change_rights(),
            33..36 => self.server.approve(),
            36 if self.random.chance(1, 4) => self.server.revoke(self.devices[device].id()),
            _ => self.network.lose_all(),
        }
    }

    pub fn crash(&mut self, device: usize) {
        self.devices[device].crash();
        self.crashes += 1;
    }

    fn restore(&mut self) {
        if self.server.restore(&mut self.random) {
            trace!("the server is restored to place {}", self.server.tables.places.len());
            self.restores += 1;
            self.network.lose_all();
            // It takes a while, in which nothing answers.
            for device in &mut self.devices {
                device.tick();
                device.tick();
            }
        }
    }

    /// Whether anything can have waited for a review.
    pub fn kitas_changed(&self) -> bool {
        self.rights_changed
    }

    fn change_rights(&mut self) {
        self.rights_changed = true;
        let account = self.random.below(self.kitas.len());
        let kita = KitaId::new(Uuid::from_u128(1 + self.random.below(KITAS as usize) as u128));
        let own = &mut self.kitas[account];
        if !own.remove(&kita) {
            own.insert(kita);
        }
    }

    /// Everything works from now on; within a bounded number of steps nothing may be left to do.
    pub fn heal(&mut self) -> Result<(), Broken> {
        trace!("healing begins");
        if self.restores > 0 {
            self.oracle.restored(&self.devices);
        }
        self.healing = true;
        self.network.lose_all();
        for device in &mut self.devices {
            device.is_full = false;
            // Everybody has stopped typing.
            (device.tab, device.typing) = (None, None);
            device.close_open();
            device.tick();
            device.tick();
        }
        // Each round every device delivers and reads everything; what one needs another for takes a few.
        for _ in 0..6 {
            for device in 0..self.devices.len() {
                self.devices[device].tick();
                self.finish_round(device)?;
                self.server.sequence();
                if let Some(upstream) = &mut self.upstream {
                    upstream.rest();
                }
            }
            self.server.approve();
            self.server.sequence();
        }
        Ok(())
    }

    fn finish_round(&mut self, device: usize) -> Result<(), Broken> {
        for _ in 0..200 {
            self.device_sends(device);
            if self.network.is_empty() {
                return Ok(());
            }
            self.request_arrives();
            self.reply_arrives()?;
        }
        Err(Broken::new("queues empty in bounded steps", format!("device {device} never comes to an end")))
    }
}
