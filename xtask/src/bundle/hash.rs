//! Names by content.

/// 16 hexadecimal digits that change with the content: FNV-1a, 64 bits. It tells versions of one file apart and guards
/// nothing, so it need not withstand an attacker.
pub fn digits<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> String {
    let mut state: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        // The length goes first, so that moving bytes from one part to the next is a change.
        for byte in (part.len() as u64).to_le_bytes().iter().chain(part) {
            state = (state ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{state:016x}")
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn other_content_is_another_name() {
        assert_eq!(digits([b"abc".as_slice()]), digits([b"abc".as_slice()]));
        assert_ne!(digits([b"abc".as_slice()]), digits([b"abd".as_slice()]));
        assert_ne!(digits([b"ab".as_slice(), b"c"]), digits([b"a".as_slice(), b"bc"]));
        assert_eq!(digits([b"abc".as_slice()]).len(), 16);
    }
}
