/// What is broken on purpose. Each flaw was in a real product once; the harness must find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    None,
    /// Local copies are deleted when the request is through, whatever came back (Q13).
    DeletesOnResolved,
    /// The cursor is written in a transaction of its own, before the changes it stands for (S1).
    CursorFirst,
    /// The device takes no notice of a server that lost something (S2).
    TrustsOldWord,
    /// The server acknowledges first and stores then.
    AcknowledgesFirst,
    /// The server gives places in its sequence before the commit.
    PlacesBeforeCommit,
    /// A change claims to have been made in sight of everything: the last one wins.
    LastOneWins,
    /// Dropped when acknowledged, without waiting for a backup.
    DropsUnbacked,
    /// What somebody is still typing is sent as if it were closed.
    SendsOpen,
    /// The stamp comes out of a crash behind the journal, and the device goes on counting from there.
    LeavesStampBehind,
}

impl Flaw {
    #[allow(dead_code, reason = "the long form runs without flaws")]
    pub const ALL: [Self; 9] = [
        Self::DeletesOnResolved,
        Self::CursorFirst,
        Self::TrustsOldWord,
        Self::AcknowledgesFirst,
        Self::PlacesBeforeCommit,
        Self::LastOneWins,
        Self::DropsUnbacked,
        Self::SendsOpen,
        Self::LeavesStampBehind,
    ];
}
