use super::{
    VaultError,
    bytes::{Bytes, Nonce},
    envelope::{DataKey, decrypt, encrypt},
    pin::Pin,
};
use argon2::{Algorithm, Argon2, Params, Version};
use base64ct::{Base64Unpadded, Encoding};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const LABEL: &[u8] = b"sozialraumportal, key of a device, 1";
const PLACE: &str = "data key";

/// What a guess at the PIN costs: Argon2id with one lane (RFC 9106).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory in KiB.
    pub memory: u32,
    pub passes: u32,
}

impl Cost {
    /// For new PINs. Meant to cost half a second at most (`end2end/bench/unlock.bench.ts` measures it).
    pub const CHOSEN: Self = Self { memory: 46 * 1024, passes: 2 };

    /// A damaged or forged record must not make the page take all memory or think for hours.
    const LARGEST: Self = Self { memory: 256 * 1024, passes: 16 };
}

/// The server's half of what opens the data key; on the device for the field period only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Half(Bytes<32>);

impl Half {
    /// From 32 random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(Bytes(random))
    }

    pub fn text(&self) -> String {
        self.0.text()
    }

    /// `None` for anything but 32 bytes in base64.
    pub fn read(text: &str) -> Option<Self> {
        Bytes::read(text).map(Self)
    }
}

/// What wrapping needs of chance.
#[derive(Clone, Copy)]
pub struct WrapRandom {
    pub salt: [u8; 16],
    pub nonce: Nonce,
}

/// The data key as it lies on the device: opens with PIN and half together, with neither alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrappedKey {
    salt: Bytes<16>,
    cost: Cost,
    /// Nonce, ciphertext and tag, in base64.
    sealed: String,
}

impl WrappedKey {
    /// # Errors
    /// `NotAnEnvelope` for a cost beyond what the page could pay again.
    pub fn wrap(key: &DataKey, pin: &Pin, half: &Half, cost: Cost, random: WrapRandom) -> Result<Self, VaultError> {
        let opener = opener(pin, half, cost, &random.salt)?;
        let sealed = encrypt(&opener, random.nonce, PLACE, key.bytes())?;
        Ok(Self { salt: Bytes(random.salt), cost, sealed: Base64Unpadded::encode_string(&sealed) })
    }

    pub(super) fn mark(&self) -> &str {
        &self.sealed
    }

    /// # Errors
    /// `DoesNotOpen` when PIN or half is another one, `NotAnEnvelope` when the record is damaged.
    pub fn open(&self, pin: &Pin, half: &Half) -> Result<DataKey, VaultError> {
        let sealed = Base64Unpadded::decode_vec(&self.sealed).map_err(|_| VaultError::NotAnEnvelope)?;
        let opener = opener(pin, half, self.cost, &self.salt.0)?;
        let key = decrypt(&opener, PLACE, &sealed)?;
        key.try_into().map(DataKey::new).map_err(|_| VaultError::NotAnEnvelope)
    }
}

/// The hash that opens: slow in the PIN, and of no use without the half.
fn opener(pin: &Pin, half: &Half, cost: Cost, salt: &[u8]) -> Result<[u8; 32], VaultError> {
    if cost.memory > Cost::LARGEST.memory || cost.passes > Cost::LARGEST.passes {
        return Err(VaultError::NotAnEnvelope);
    }
    let params = Params::new(cost.memory, cost.passes, 1, None).map_err(|_| VaultError::NotAnEnvelope)?;
    let mut slow = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(pin.bytes(), salt, &mut slow)
        .map_err(|_| VaultError::NotAnEnvelope)?;
    let mut hash = Sha256::new();
    hash.update(LABEL);
    hash.update(slow);
    hash.update(half.0.0);
    Ok(hash.finalize().into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As little as Argon2 allows.
    const CHEAP: Cost = Cost { memory: 8, passes: 1 };
    const RANDOM: WrapRandom = WrapRandom { salt: [1; 16], nonce: [2; 24] };

    #[test]
    fn the_form_of_wrapped_keys_is_frozen() {
        let key = DataKey::new([3; 32]);
        let (pin, half) = (Pin::typed("15935728"), Half::new([4; 32]));
        let wrapped = WrappedKey::wrap(&key, &pin, &half, CHEAP, RANDOM).expect("a wrapped key");
        let golden = include_str!("../golden/wrapped-key-1.json").trim_end();
        assert_eq!(serde_json::to_string_pretty(&wrapped).expect("JSON"), golden);
        let read: WrappedKey = serde_json::from_str(golden).expect("the golden file");
        assert_eq!(read.open(&pin, &half), Ok(key));
    }

    #[test]
    fn a_forged_cost_is_refused_before_it_is_paid() {
        let forged = Cost { memory: u32::MAX, passes: 1 };
        let wrapped = WrappedKey::wrap(&DataKey::new([0; 32]), &Pin::typed("1"), &Half::new([0; 32]), forged, RANDOM);
        assert_eq!(wrapped, Err(VaultError::NotAnEnvelope));
        let forged = Cost { memory: 1, passes: 0 };
        let wrapped = WrappedKey::wrap(&DataKey::new([0; 32]), &Pin::typed("1"), &Half::new([0; 32]), forged, RANDOM);
        assert_eq!(wrapped, Err(VaultError::NotAnEnvelope));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn opens_with_pin_and_half_together_only(key: [u8; 32], pin: String, other_pin: String, half: [u8; 32],
            other_half: [u8; 32], salt: [u8; 16], nonce: [u8; 24]) {
            let key = DataKey::new(key);
            let (own, half) = (Pin::typed(&pin), Half::new(half));
            let wrapped = WrappedKey::wrap(&key, &own, &half, CHEAP, WrapRandom { salt, nonce }).expect("a wrapped key");
            prop_assert_eq!(wrapped.open(&own, &half), Ok(key));
            if other_pin != pin {
                prop_assert_eq!(wrapped.open(&Pin::typed(&other_pin), &half), Err(VaultError::DoesNotOpen));
            }
            let other = Half::new(other_half);
            if other != half {
                prop_assert_eq!(wrapped.open(&own, &other), Err(VaultError::DoesNotOpen));
            }
        }
    }
}
