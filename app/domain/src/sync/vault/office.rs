use super::{
    VaultError,
    bytes::{Bytes, Nonce},
    envelope::{DataKey, decrypt, encrypt},
    wrapped::Half,
};
use crate::ids::DeviceId;
use base64ct::{Base64Unpadded, Encoding};
use orion::hazardous::ecc::x25519::{PrivateKey, PublicKey, key_agreement};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Begins every envelope for the office.
const MARK: &str = "o1.";

/// Part of the hash that makes a key: what is made here is of no use anywhere else.
const LABEL: &[u8] = b"sozialraumportal, envelope for the office, 1";
const HALF: &[u8] = b"sozialraumportal, half of a device, 1";

/// Seals what only the office shall open. Public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OfficeKey(Bytes<32>);

/// Opens what was sealed for the office. Never leaves the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeSecret(Bytes<32>);

/// What one envelope needs of chance.
#[derive(Clone, Copy)]
pub struct SealRandom {
    /// Secret of a key pair that is used for this envelope only.
    pub ephemeral: [u8; 32],
    pub nonce: Nonce,
}

impl OfficeKey {
    /// `None` for anything but 32 bytes in base64.
    pub fn read(text: &str) -> Option<Self> {
        Bytes::read(text).map(Self)
    }

    pub fn text(&self) -> String {
        self.0.text()
    }

    /// An envelope that opens with the office's secret and `place` only (X25519, SHA-256, XChaCha20-Poly1305).
    ///
    /// # Errors
    /// `CannotBeSealed` when this is no proper public key.
    pub fn seal(&self, place: &str, random: SealRandom, plain: &[u8]) -> Result<String, VaultError> {
        let ephemeral = PrivateKey::from(random.ephemeral);
        let sender = public(&ephemeral)?;
        let key = agree(&ephemeral, &self.0.0, &sender, &self.0.0)?;
        let mut sealed = sender.to_vec();
        sealed.extend(encrypt(&key, random.nonce, place, plain)?);
        Ok(format!("{MARK}{}", Base64Unpadded::encode_string(&sealed)))
    }

    /// A device's data key, for the office alone.
    ///
    /// # Errors
    /// As [`OfficeKey::seal`].
    pub fn seal_data_key(&self, device: DeviceId, random: SealRandom, key: &DataKey) -> Result<String, VaultError> {
        self.seal(&place_of(device), random, key.bytes())
    }
}

impl OfficeSecret {
    /// From 32 random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(Bytes(random))
    }

    /// `None` for anything but 32 bytes in base64.
    pub fn read(text: &str) -> Option<Self> {
        Bytes::read(text).map(Self)
    }

    /// For the database, where it is kept.
    pub fn text(&self) -> String {
        self.0.text()
    }

    /// The key that devices seal with.
    ///
    /// # Errors
    /// `CannotBeSealed`, which no 32 bytes lead to.
    pub fn key(&self) -> Result<OfficeKey, VaultError> {
        public(&PrivateKey::from(self.0.0)).map(|key| OfficeKey(Bytes(key)))
    }

    /// The half that the server hands out to a device. Derived, not stored: a server that was restored from a backup of
    /// yesterday still knows the half of a tablet that was set up today.
    pub fn half_of(&self, device: DeviceId) -> Half {
        Half::new(self.derive(HALF, &[device.uuid().as_bytes()]))
    }

    /// What only this office can make for a purpose and the ids it is about, which are 16 bytes each.
    pub(super) fn derive(&self, label: &[u8], ids: &[&[u8; 16]]) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(label);
        hash.update(self.0.0);
        for id in ids {
            hash.update(id);
        }
        hash.finalize().into()
    }

    /// The data key that [`OfficeKey::seal_data_key`] sealed.
    ///
    /// # Errors
    /// As [`OfficeSecret::open`].
    pub fn data_key(&self, device: DeviceId, sealed: &str) -> Result<DataKey, VaultError> {
        let key = self.open(&place_of(device), sealed)?;
        key.try_into().map(DataKey::new).map_err(|_| VaultError::DoesNotOpen)
    }

    /// What an envelope for the office holds.
    ///
    /// # Errors
    /// `NotAnEnvelope` for what never was one, `DoesNotOpen` for one of another office or place, or a damaged one.
    pub fn open(&self, place: &str, sealed: &str) -> Result<Vec<u8>, VaultError> {
        let body = sealed.strip_prefix(MARK).ok_or(VaultError::NotAnEnvelope)?;
        let body = Base64Unpadded::decode_vec(body).map_err(|_| VaultError::NotAnEnvelope)?;
        let (sender, body) = body.split_first_chunk::<32>().ok_or(VaultError::NotAnEnvelope)?;
        let own = PrivateKey::from(self.0.0);
        let receiver = public(&own)?;
        let key = agree(&own, sender, sender, &receiver).map_err(|_| VaultError::DoesNotOpen)?;
        decrypt(&key, place, body)
    }
}

fn place_of(device: DeviceId) -> String {
    format!("data key of {device}")
}

fn public(secret: &PrivateKey) -> Result<[u8; 32], VaultError> {
    let key = PublicKey::try_from(secret).map_err(|_| VaultError::CannotBeSealed)?;
    key.as_ref().try_into().map_err(|_| VaultError::CannotBeSealed)
}

/// The key that both sides come to. Both public keys go into it, so that it belongs to this sender and this receiver.
fn agree(own: &PrivateKey, other: &[u8; 32], sender: &[u8; 32], receiver: &[u8; 32]) -> Result<[u8; 32], VaultError> {
    let shared = key_agreement(own, &PublicKey::from(*other)).map_err(|_| VaultError::CannotBeSealed)?;
    let mut hash = Sha256::new();
    hash.update(LABEL);
    hash.update(shared.unprotected_as_ref::<[u8]>());
    hash.update(sender);
    hash.update(receiver);
    Ok(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: OfficeSecret = OfficeSecret::new([5; 32]);

    fn random(ephemeral: [u8; 32]) -> SealRandom {
        SealRandom { ephemeral, nonce: [2; 24] }
    }

    #[test]
    fn the_form_of_envelopes_is_frozen() {
        let golden = include_str!("../golden/envelope-office-1.txt").trim_end();
        let key = SECRET.key().expect("a key");
        assert_eq!(key.seal("device", random([6; 32]), b"32 bytes of a key").as_deref(), Ok(golden));
        assert_eq!(SECRET.open("device", golden).as_deref(), Ok(&b"32 bytes of a key"[..]));
    }

    /// RFC 7748, 6.1: Alice's keys.
    #[test]
    fn it_is_the_curve_that_its_name_says() {
        let secret = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo";
        let public = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo";
        let secret = OfficeSecret::read(secret).expect("a secret");
        assert_eq!(secret.key().expect("a key").text(), public);
    }

    #[test]
    fn a_public_key_without_a_secret_is_refused() {
        let none = OfficeKey(Bytes([0; 32]));
        assert_eq!(none.seal("p", random([1; 32]), b""), Err(VaultError::CannotBeSealed));
        for broken in ["", "o1.", "o1.AAAA", "s1.AAAA"] {
            assert_eq!(SECRET.open("p", broken), Err(VaultError::NotAnEnvelope), "{broken}");
        }
    }

    #[test]
    fn a_data_key_opens_for_its_device_only() {
        let device = |number| DeviceId::new(uuid::Uuid::from_u128(number));
        let (office, key) = (SECRET.key().expect("a key"), DataKey::new([8; 32]));
        let sealed = office.seal_data_key(device(7), random([6; 32]), &key).expect("sealed");
        assert_eq!(SECRET.data_key(device(7), &sealed), Ok(key));
        assert_eq!(SECRET.data_key(device(8), &sealed), Err(VaultError::DoesNotOpen));
    }

    /// Tablets in the field need the same half for years.
    #[test]
    fn halves_are_frozen_and_each_device_has_its_own() {
        let of = |number| SECRET.half_of(DeviceId::new(uuid::Uuid::from_u128(number)));
        assert_eq!(of(7).text(), "WKdsDLpCDw/ougVeitu6OQwKg5FOFHZECuwO1dLirUo");
        assert_ne!(of(7), of(8));
        assert_ne!(of(7), OfficeSecret::new([6; 32]).half_of(DeviceId::new(uuid::Uuid::from_u128(7))));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn opens_at_its_office_and_place_and_nowhere_else(plain: Vec<u8>, secret: [u8; 32], other: [u8; 32],
            ephemeral: [u8; 32]) {
            let secret = OfficeSecret::new(secret);
            let sealed = secret.key().expect("a key").seal("place", random(ephemeral), &plain).expect("short");
            prop_assert_eq!(secret.open("place", &sealed), Ok(plain));
            prop_assert_eq!(secret.open("elsewhere", &sealed), Err(VaultError::DoesNotOpen));
            let other = OfficeSecret::new(other);
            if other.key() != secret.key() {
                prop_assert_eq!(other.open("place", &sealed), Err(VaultError::DoesNotOpen));
            }
        }
    }
}
