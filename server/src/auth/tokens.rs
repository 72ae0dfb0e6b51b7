//! Random tokens for cookies and mailed links. The database holds their hashes only, so that a copy of it logs nobody in and opens
//! nobody's registration: a link is made when its mail is being sent ([`crate::mail::FreshLinks`]).

use domain::accounts::TokenHash;
use rand::{TryRngCore, rngs::OsRng};
use sha2::{Digest, Sha256};

/// 32 bytes from the operating system's generator.
///
/// # Errors
/// Its failure; never weaker bytes.
pub fn random_bytes() -> Result<[u8; 32], rand::rand_core::OsError> {
    let mut bytes = [0u8; 32];
    OsRng.try_fill_bytes(&mut bytes)?;
    Ok(bytes)
}

/// 256 random bits, in hex: 64 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token from the operating system's generator; its failure is an error, never a weaker token.
    pub fn random() -> Result<Self, rand::rand_core::OsError> {
        Ok(Self(hex::encode(random_bytes()?)))
    }

    /// A token as it came back; anything that cannot be one is refused before the database is asked.
    pub fn parse(raw: &str) -> Option<Self> {
        (raw.len() == 64 && raw.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| Self(raw.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> TokenHash {
        TokenHash(hex::encode(Sha256::digest(self.0.as_bytes())))
    }
}
