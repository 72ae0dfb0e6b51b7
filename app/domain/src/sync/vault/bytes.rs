use base64ct::{Base64Unpadded, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use std::fmt;

/// A number that is used once with a key. 24 random bytes never meet twice.
pub type Nonce = [u8; 24];

/// Random or secret bytes, in JSON as base64. `Debug` keeps them to itself.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bytes<const N: usize>(pub [u8; N]);

impl<const N: usize> Bytes<N> {
    pub fn text(&self) -> String {
        Base64Unpadded::encode_string(&self.0)
    }

    /// `None` for anything but exactly `N` bytes.
    pub fn read(text: &str) -> Option<Self> {
        Base64Unpadded::decode_vec(text).ok()?.try_into().ok().map(Self)
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "({N} bytes)")
    }
}

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::read(&text).ok_or_else(|| D::Error::custom("not the right number of bytes"))
    }
}
