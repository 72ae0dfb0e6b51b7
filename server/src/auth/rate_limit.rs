//! Limits attempts: per account, against guessing one password; per address, against trying many accounts.

use domain::AppError;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter, clock::Clock};
use std::{net::IpAddr, num::NonZeroU32, time::Duration};

/// Ten attempts an account, then one every 90 s (40 an hour).
const PER_ACCOUNT: (u32, Duration) = (10, Duration::from_secs(90));
/// A Kita or an office often has one address for all: 60 attempts, then one every 10 s.
const PER_ADDRESS: (u32, Duration) = (60, Duration::from_secs(10));
/// Registrations, reports of barriers and answers without an account: 120 an address, then one every 2 s.
const PER_ADDRESS_OPEN: (u32, Duration) = (120, Duration::from_secs(2));
/// Looking up what a mailed link or a number of a certificate leads to, and throwing away what was filled in on a tablet that
/// goes round: 300 an address, then one a second. Counted apart, so that who does so does not keep the others of an office from
/// registering, or the next person from answering.
const PER_ADDRESS_LOOKUPS: (u32, Duration) = (300, Duration::from_secs(1));
/// Lines in the log about pages that say that something failed: 300 an address, then one a second.
const PER_ADDRESS_INCIDENTS: (u32, Duration) = (300, Duration::from_secs(1));

pub struct RateLimit {
    accounts: DefaultKeyedRateLimiter<String>,
    addresses: DefaultKeyedRateLimiter<IpAddr>,
    open: DefaultKeyedRateLimiter<IpAddr>,
    lookups: DefaultKeyedRateLimiter<IpAddr>,
    incidents: DefaultKeyedRateLimiter<IpAddr>,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            accounts: RateLimiter::keyed(quota(PER_ACCOUNT)),
            addresses: RateLimiter::keyed(quota(PER_ADDRESS)),
            open: RateLimiter::keyed(quota(PER_ADDRESS_OPEN)),
            lookups: RateLimiter::keyed(quota(PER_ADDRESS_LOOKUPS)),
            incidents: RateLimiter::keyed(quota(PER_ADDRESS_INCIDENTS)),
        }
    }
}

impl RateLimit {
    /// Counts an attempt to prove who somebody is; `TooMany` with the seconds to wait.
    pub fn count_attempt(&self, account: &str, address: IpAddr) -> Result<(), AppError> {
        check(&self.addresses, &network(address))?;
        check(&self.accounts, &account.to_lowercase())
    }

    /// Counts a request that anybody may send without an account.
    pub fn count_open(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.open, &network(address))
    }

    /// Counts a look at what only a secret or a number leads to, or a filling-in that is thrown away.
    pub fn count_lookup(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.lookups, &network(address))
    }

    /// Counts a page about a failure that a browser reports.
    pub fn count_incident(&self, address: IpAddr) -> Result<(), AppError> {
        check(&self.incidents, &network(address))
    }

    /// Forgets who has not tried for long; called once an hour.
    pub fn forget_idle(&self) {
        self.accounts.retain_recent();
        self.addresses.retain_recent();
        self.open.retain_recent();
        self.lookups.retain_recent();
        self.incidents.retain_recent();
    }
}

fn check<K: Clone + Eq + std::hash::Hash>(limiter: &DefaultKeyedRateLimiter<K>, key: &K) -> Result<(), AppError> {
    limiter.check_key(key).map_err(|until| {
        let wait = until.wait_time_from(limiter.clock().now());
        AppError::TooMany(u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1))
    })
}

/// One household or office has a whole /64 in IPv6: counting single addresses there would count nothing.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => {
            let mut segments = v6.segments();
            segments[4..].fill(0);
            IpAddr::V6(segments.into())
        }
    }
}

fn quota((burst, period): (u32, Duration)) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(period).unwrap_or(Quota::per_second(NonZeroU32::MIN)).allow_burst(burst)
}
