//! What lies on a device is ciphertext; here is how it is made, and who can open it.
//!
//! One random [`DataKey`] a person and device encrypts everything ([`DataKey::seal`]). The key itself lies there twice:
//! [`WrappedKey`] opens with the person's PIN **and** a [`Half`] that the server hands out for the field period, and the
//! envelope for the office ([`OfficeKey::seal`]) opens with the office's secret alone. So a locked, lost or revoked tablet
//! still delivers what it had not sent, without PIN or login. [`Vault`] says when which of the two may be tried.
//!
//! Clock and randomness are passed in: moments are milliseconds since 1970 by the device's clock.

mod bytes;
mod ending;
mod envelope;
mod office;
mod pass;
mod pin;
mod state;
mod wrapped;

pub use bytes::{Bytes, Nonce};
pub use ending::Ending;
pub use envelope::{DataKey, is_sealed};
pub use office::{OfficeKey, OfficeSecret, SealRandom};
pub use pin::{PASSPHRASE_MIN_CHARS, PIN_MAX_CHARS, PIN_MIN_DIGITS, Pin, PinInput};
pub use state::{Closed, HalfReply, HalfRequest, MAX_TRIES, Vault};
pub use wrapped::{Cost, Half, WrapRandom, WrappedKey};

/// Why an envelope or a key does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultError {
    /// The PIN, the half or the key is another one, or a byte was changed: which of them cannot be told.
    #[error("does not open")]
    DoesNotOpen,
    /// Not an envelope of any version that is known here, or numbers that no device of ours writes.
    #[error("not an envelope")]
    NotAnEnvelope,
    /// Longer than a cipher takes, or a public key of which everybody knows the secret.
    #[error("cannot be sealed")]
    CannotBeSealed,
}
