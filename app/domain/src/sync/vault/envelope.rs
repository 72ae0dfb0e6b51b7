use super::{
    VaultError,
    bytes::{Bytes, Nonce},
};
use base64ct::{Base64Unpadded, Encoding};
use orion::hazardous::aead::xchacha20poly1305::{self, SecretKey, XChaCha20Poly1305};
use serde::{Deserialize, Serialize};

/// Begins every envelope of a data key. What lay on a device before there were any is JSON, which never begins so.
const MARK: &str = "s1.";

const NONCE: usize = 24;
const TAG: usize = 16;

/// Encrypts everything that lies on one device of one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DataKey(Bytes<32>);

impl DataKey {
    /// From 32 random bytes.
    pub const fn new(random: [u8; 32]) -> Self {
        Self(Bytes(random))
    }

    pub(super) fn bytes(&self) -> &[u8; 32] {
        &self.0.0
    }

    /// The text as it may lie on the device. `place` is the address under which it will lie: there alone it opens, so that
    /// nobody can put one answer in the place of another.
    ///
    /// # Errors
    /// `CannotBeSealed` for a text beyond 256 GiB.
    pub fn seal(&self, place: &str, nonce: Nonce, text: &str) -> Result<String, VaultError> {
        let sealed = encrypt(self.bytes(), nonce, place, text.as_bytes())?;
        Ok(format!("{MARK}{}", Base64Unpadded::encode_string(&sealed)))
    }

    /// The text of an envelope.
    ///
    /// # Errors
    /// `NotAnEnvelope` for what never was one, `DoesNotOpen` for one of another key or place, or a damaged one.
    pub fn open(&self, place: &str, sealed: &str) -> Result<String, VaultError> {
        let body = sealed.strip_prefix(MARK).ok_or(VaultError::NotAnEnvelope)?;
        let body = Base64Unpadded::decode_vec(body).map_err(|_| VaultError::NotAnEnvelope)?;
        let text = decrypt(self.bytes(), place, &body)?;
        String::from_utf8(text).map_err(|_| VaultError::DoesNotOpen)
    }
}

/// Whether a text from the device is an envelope, and not what an earlier version of the page left there in plain words.
pub fn is_sealed(text: &str) -> bool {
    text.starts_with(MARK)
}

/// Nonce, ciphertext and tag.
pub(super) fn encrypt(key: &[u8; 32], nonce: Nonce, place: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    let mut sealed = vec![0; NONCE + plain.len() + TAG];
    let (head, body) = sealed.split_at_mut(NONCE);
    head.copy_from_slice(&nonce);
    let nonce = xchacha20poly1305::Nonce::from(nonce);
    XChaCha20Poly1305::seal(&SecretKey::from(*key), &nonce, plain, Some(place.as_bytes()), body)
        .map_err(|_| VaultError::CannotBeSealed)?;
    Ok(sealed)
}

/// The reverse of [`encrypt`].
pub(super) fn decrypt(key: &[u8; 32], place: &str, sealed: &[u8]) -> Result<Vec<u8>, VaultError> {
    let (nonce, body) = sealed.split_first_chunk::<NONCE>().ok_or(VaultError::NotAnEnvelope)?;
    let mut plain = vec![0; body.len().checked_sub(TAG).ok_or(VaultError::NotAnEnvelope)?];
    let nonce = xchacha20poly1305::Nonce::from(*nonce);
    XChaCha20Poly1305::open(&SecretKey::from(*key), &nonce, body, Some(place.as_bytes()), &mut plain)
        .map_err(|_| VaultError::DoesNotOpen)?;
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEY: DataKey = DataKey::new([7; 32]);

    /// Tablets hold envelopes of this form: a change that this test does not survive loses answers in the field.
    #[test]
    fn the_form_of_envelopes_is_frozen() {
        let golden = include_str!("../golden/envelope-1.txt").trim_end();
        assert_eq!(KEY.seal("shared/0000000001", [9; 24], "Was gelingt hier gut?").as_deref(), Ok(golden));
        assert_eq!(KEY.open("shared/0000000001", golden).as_deref(), Ok("Was gelingt hier gut?"));
    }

    /// The example of draft-irtf-cfrg-xchacha-03, A.3.1: key 80…9f, nonce 40…57, the text on the future of sunscreen.
    #[test]
    fn it_is_the_cipher_that_its_name_says() {
        let key: [u8; 32] = std::array::from_fn(|at| 0x80 + at as u8);
        let nonce: [u8; 24] = std::array::from_fn(|at| 0x40 + at as u8);
        let text =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen \
                     would be it.";
        let data = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let mut sealed = vec![0; text.len() + TAG];
        let nonce = xchacha20poly1305::Nonce::from(nonce);
        XChaCha20Poly1305::seal(&SecretKey::from(key), &nonce, text, Some(&data), &mut sealed).expect("short");
        assert_eq!(sealed[..4], [0xbd, 0x6d, 0x17, 0x9d]);
        assert_eq!(sealed[text.len()..][..4], [0xc0, 0x87, 0x59, 0x24]);
    }

    #[test]
    fn what_an_earlier_version_left_is_no_envelope() {
        for plain in [r#"{"kind":"answered"}"#, r#""s1.""#, "12", ""] {
            assert!(!is_sealed(plain));
            assert_eq!(KEY.open("p", plain), Err(VaultError::NotAnEnvelope));
        }
        for broken in ["s1.", "s1.AAAA", "s1.ä"] {
            assert_eq!(KEY.open("p", broken), Err(VaultError::NotAnEnvelope), "{broken}");
        }
    }

    proptest! {
        #[test]
        fn opens_with_its_key_at_its_place_and_nowhere_else(text: String, place: String, other: String,
            key: [u8; 32], nonce: [u8; 24], another: [u8; 32]) {
            let key = DataKey::new(key);
            let sealed = key.seal(&place, nonce, &text).expect("short");
            prop_assert!(is_sealed(&sealed));
            prop_assert_eq!(key.open(&place, &sealed), Ok(text.clone()));
            if other != place {
                prop_assert_eq!(key.open(&other, &sealed), Err(VaultError::DoesNotOpen));
            }
            if another != *key.bytes() {
                prop_assert_eq!(DataKey::new(another).open(&place, &sealed), Err(VaultError::DoesNotOpen));
            }
        }

        #[test]
        fn no_bit_may_change(text in ".{0,40}", at: prop::sample::Index, bit in 0u8..8) {
            let sealed = encrypt(KEY.bytes(), [1; 24], "p", text.as_bytes()).expect("short");
            let mut changed = sealed.clone();
            let at = at.index(changed.len());
            changed[at] ^= 1 << bit;
            prop_assert_eq!(decrypt(KEY.bytes(), "p", &changed), Err(VaultError::DoesNotOpen));
        }

        #[test]
        fn says_nothing_of_what_it_holds(text in "[a-z]{12,40}") {
            let sealed = KEY.seal("p", [3; 24], &text).expect("short");
            prop_assert!(!sealed.contains(&text));
            let shown = format!("{KEY:?}");
            prop_assert_eq!(shown, "DataKey((32 bytes))");
        }
    }
}
