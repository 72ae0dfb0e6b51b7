use super::seen::ChangeKey;
use crate::questionnaires::{Place, SentSubmission};

/// Two things that were said out of each other's sight. Both stay until somebody decides (task "zwei Antworten").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// Different answers to one question, in the order of [`ChangeKey::rank`]. In a finished submission the first is what
    /// its content says, the others came without sight of the finishing.
    Answers { place: Place, answers: Vec<(ChangeKey, String)> },
    /// Finished more than once with different content, in the order of [`ChangeKey::rank`]. Until somebody chooses, the one
    /// counts that the server got first, whichever that was.
    Finished { contents: Vec<(ChangeKey, SentSubmission)> },
}
