//! The code by which somebody is found in the list of an event: made of the office's secret, so that nothing has to be stored and
//! nobody else can make one.

use super::office::OfficeSecret;
use crate::{ids::EventId, sync::record::hex};
use sha2::{Digest, Sha256};

/// Part of the hash, as in every other thing that is made of the office's secret.
const LABEL: &[u8] = b"sozialraumportal, pass of a participant, 1";

impl OfficeSecret {
    /// 128 bits in hex: too many to be tried. `person` stands for somebody in the event.
    pub fn pass_of(&self, event: EventId, person: &str) -> String {
        let mut holder = [0; 16];
        holder.copy_from_slice(&Sha256::digest(person.as_bytes())[..16]);
        hex(&self.derive(LABEL, &[event.uuid().as_bytes(), &holder])[..16])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn a_pass_is_of_one_person_one_event_and_one_office() {
        let secret = OfficeSecret::new([5; 32]);
        let of = |event, person| secret.pass_of(EventId::new(Uuid::from_u128(event)), person);
        let own = of(1, "anna");
        assert_eq!(own.len(), 32);
        assert!(own.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_eq!(own, of(1, "anna"), "printed codes stay valid");
        assert_ne!(own, of(2, "anna"));
        assert_ne!(own, of(1, "berta"));
        assert_ne!(own, OfficeSecret::new([6; 32]).pass_of(EventId::new(Uuid::from_u128(1)), "anna"));
    }
}
