//! What ends one session and can do nothing else. A page keeps it for a logout without network, where the session's own secret
//! must not lie in plain words: whoever reads it can log this person out, and that is all.

use super::office::OfficeSecret;
use crate::{
    ids::{AccountId, SessionId},
    sync::record::hex,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Part of the hash, as in every other thing that is made of the office's secret.
const LABEL: &[u8] = b"sozialraumportal, end of a session, 1";

/// The end of a session, as the server hands it out to who is in it, and as it comes back without a login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    pub account: AccountId,
    pub session: SessionId,
    /// Made of the office's secret, in hex: nobody else can make one for a session.
    pub proof: String,
}

impl OfficeSecret {
    /// What ends this session. Derived, not stored: the server needs to remember nothing.
    pub fn ending_of(&self, account: AccountId, session: SessionId) -> Ending {
        let proof = self.derive(LABEL, &[account.uuid().as_bytes(), session.uuid().as_bytes()]);
        Ending { account, session, proof: hex(&proof) }
    }

    /// Whether this office handed out the ending. Hashes are compared, so that the time it takes tells nothing of the proof.
    pub fn has_made(&self, ending: &Ending) -> bool {
        let made = self.ending_of(ending.account, ending.session);
        Sha256::digest(made.proof.as_bytes()) == Sha256::digest(ending.proof.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const SECRET: OfficeSecret = OfficeSecret::new([5; 32]);

    fn ending(account: u128, session: u128) -> Ending {
        SECRET.ending_of(AccountId::new(Uuid::from_u128(account)), SessionId::new(Uuid::from_u128(session)))
    }

    #[test]
    fn an_ending_is_of_one_session_and_one_office() {
        let own = ending(1, 2);
        assert!(SECRET.has_made(&own));
        assert_eq!(own.proof.len(), 64);
        assert!(!OfficeSecret::new([6; 32]).has_made(&own));
        for other in [ending(1, 3), ending(3, 2), ending(2, 1)] {
            assert!(!SECRET.has_made(&Ending { proof: own.proof.clone(), ..other }));
        }
        for proof in [String::new(), own.proof[1..].to_owned(), own.proof.to_uppercase() + "0"] {
            assert!(!SECRET.has_made(&Ending { proof, ..own.clone() }));
        }
    }

    /// A device may send it after weeks, to a server of a later version.
    #[test]
    fn what_travels_is_frozen() {
        let text = r#"{"account":"00000000-0000-0000-0000-000000000001","session":"00000000-0000-0000-0000-000000000002","proof":"ab"}"#;
        let read: Ending = serde_json::from_str(text).expect("an ending");
        assert_eq!(read, Ending { proof: "ab".into(), ..ending(1, 2) });
        assert_eq!(serde_json::to_string(&read).expect("JSON"), text);
    }
}
