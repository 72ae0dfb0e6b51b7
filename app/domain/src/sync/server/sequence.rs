use crate::{
    ids::KitaId,
    sync::{
        protocol::{Known, MAX_PAGE, Position},
        record::hex,
        seen::ChangeKey,
    },
};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Gives the next places to changes that are committed already, in the order of each device.
///
/// Only one task does this, after the commit: a place given before it could become visible after a later one, and a device
/// that had read past it would never see it.
pub fn sequence(head: &Position, mut committed: Vec<(ChangeKey, String)>) -> Vec<(ChangeKey, Position)> {
    committed.sort_by_key(|(key, _)| *key);
    let mut head = head.clone();
    let mut places = Vec::with_capacity(committed.len());
    for (key, hash) in committed {
        head = Position { number: head.number + 1, link: link(&head, key, &hash) };
        places.push((key, head.clone()));
    }
    places
}

/// The hash of a place: over the one before it, and the change.
pub fn link(before: &Position, key: ChangeKey, hash: &str) -> String {
    let mut hasher = Sha256::new();
    hasher.update(before.link.as_bytes());
    hasher.update(key.device.uuid().as_bytes());
    hasher.update(key.seq.to_be_bytes());
    hasher.update(hash.as_bytes());
    hex(&hasher.finalize())
}

/// Whether what a device knows is a beginning of what the server has. `link_at` gives the link of a place, `None` where
/// there is none.
///
/// The epoch alone would not do: a folder that was copied back keeps it.
pub fn is_lineage_kept(known: Option<&Known>, epoch: &str, link_at: impl Fn(u64) -> Option<String>) -> bool {
    known.is_none_or(|known| {
        let is_there = known.head.number == 0 || link_at(known.head.number).as_ref() == Some(&known.head.link);
        known.epoch == epoch && is_there
    })
}

/// The last place that a page after `after` looks at, and whether there are more.
pub fn page_end(after: u64, head: u64) -> (u64, bool) {
    let end = after.saturating_add(MAX_PAGE as u64).min(head);
    (end.max(after), end < head)
}

/// Names a set of Kitas; devices read everything again when it changes, for older changes may have come into sight.
pub fn view_of(kitas: &BTreeSet<KitaId>) -> String {
    let mut hasher = Sha256::new();
    for kita in kitas {
        hasher.update(kita.uuid().as_bytes());
    }
    hex(&hasher.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::DeviceId;
    use uuid::Uuid;

    fn key(device: u128, seq: u32) -> ChangeKey {
        ChangeKey { device: DeviceId::new(Uuid::from_u128(device)), seq }
    }

    #[test]
    fn places_follow_without_gap_and_in_each_devices_order() {
        let committed = vec![(key(2, 5), "b".into()), (key(1, 2), "c".into()), (key(1, 1), "a".into())];
        let head = Position { number: 7, link: "x".into() };
        let places = sequence(&head, committed);
        assert_eq!(
            places.iter().map(|(key, place)| (*key, place.number)).collect::<Vec<_>>(),
            [(key(1, 1), 8), (key(1, 2), 9), (key(2, 5), 10)]
        );
        assert_eq!(places[0].1.link, link(&head, key(1, 1), "a"));
        assert_ne!(places[0].1.link, link(&head, key(1, 1), "b"));
    }

    #[test]
    fn a_restored_server_is_noticed_by_epoch_and_by_link() {
        let known = |epoch: &str, number, link: &str| Known {
            epoch: epoch.into(),
            head: Position { number, link: link.into() },
        };
        let link_at = |number: u64| (number <= 5).then(|| format!("l{number}"));
        let is_kept = |known| is_lineage_kept(Some(&known), "e", link_at);
        assert!(is_kept(known("e", 5, "l5")) && is_kept(known("e", 0, "")));
        assert!(!is_kept(known("f", 5, "l5")), "another epoch");
        assert!(!is_kept(known("e", 6, "l6")), "beyond the head");
        assert!(!is_kept(known("e", 5, "other")), "grown past it with other changes");
        assert!(is_lineage_kept(None, "e", link_at));
    }

    /// S3, on the way down.
    #[test]
    fn s03_pull_at_every_edge_of_a_page() {
        let page = MAX_PAGE as u64;
        for head in [0, 1, page - 1, page, page + 1, 2 * page, 2 * page + 1] {
            let (mut after, mut read) = (0, Vec::new());
            loop {
                let (end, more) = page_end(after, head);
                read.extend(after + 1..=end);
                after = end;
                if !more {
                    break;
                }
            }
            assert_eq!(read, (1..=head).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_view_depends_on_the_kitas_only() {
        let kitas = |numbers: &[u128]| numbers.iter().map(|number| KitaId::new(Uuid::from_u128(*number))).collect();
        assert_eq!(view_of(&kitas(&[1, 2])), view_of(&kitas(&[2, 1])));
        assert_ne!(view_of(&kitas(&[1, 2])), view_of(&kitas(&[1])));
    }
}
