use crate::{
    ids::{ErhebungId, KitaId, SubmissionId},
    questionnaires::SentSubmission,
    sync::{
        change::{Change, Noted},
        protocol::{ChangeReceipt, MAX_PUSH, Push, SentChange},
        record::{Verdict, change_hash},
        seen::ChangeKey,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What the store knows before it takes in a push, all of one snapshot.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub standing: Standing,
    /// Number of the device's last change that is stored, all before it included.
    pub received: u32,
    /// Hash and verdict of the stored changes with numbers of this push.
    pub held: BTreeMap<u32, (String, Verdict)>,
    /// Kitas in which the device's account works now.
    pub kitas: BTreeSet<KitaId>,
    /// The Erhebungen that the push names: Kita, and whether it is a protocol sheet of the KiSo.
    pub erhebungen: BTreeMap<ErhebungId, (KitaId, bool)>,
    /// Under which Erhebung the submissions of the push were begun, as far as that is stored.
    pub begun: BTreeMap<SubmissionId, ErhebungId>,
    /// Submissions of which an earlier change of this device waits to be reviewed.
    pub waiting: BTreeSet<SubmissionId>,
}

/// Whether the owner or the Koordination has revoked the device.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    #[default]
    Active,
    Revoked,
}

/// A change to be stored under its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChange {
    pub seq: u32,
    pub erhebung: Option<ErhebungId>,
    /// `None` for a text that says nothing to this version.
    pub submission: Option<SubmissionId>,
    /// Empty when it was refused.
    pub body: String,
    pub hash: String,
    pub verdict: Verdict,
}

/// What is to be stored in one transaction, and what is answered after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    pub changes: Vec<NewChange>,
    /// Finished contents whose hash was computed again and is right. What is stored under their id already stays,
    /// unless somebody chose them ([`crate::sync::Finishing`]).
    pub finalised: Vec<SentSubmission>,
    pub receipts: Vec<ChangeReceipt>,
    pub incident: Option<Incident>,
}

/// Two contents under one number of one device: a copied device or a fault. Nothing is overwritten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    pub seq: u32,
    pub held: String,
    pub sent: String,
}

/// A push that no device of ours sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushFault {
    #[error("more than {MAX_PUSH} changes")]
    TooMany,
    #[error("numbers are not consecutive")]
    NotConsecutive,
    #[error("begins beyond what is stored")]
    Gap,
    #[error("text and hash of a change do not belong together")]
    Damaged,
}

/// Decides what becomes of a push. Asked twice with the outcome stored in between, it answers the same receipts and stores
/// nothing.
///
/// # Errors
/// When it is not a push of a device: then nothing of it is stored, and the reply's `received` says where to begin.
pub fn judge(push: &Push, facts: &Facts) -> Result<Judged, PushFault> {
    judge_read(push, &read(push), facts)
}

/// What the texts of a push say, each in its place. Who looks up the facts needs it as well, and no text is to be read twice.
pub fn read(push: &Push) -> Vec<Option<Noted>> {
    push.changes.iter().map(|sent| Noted::read(&sent.body)).collect()
}

/// As [`judge`], with what [`read`] made of the same push.
///
/// # Errors
/// Those of [`judge`].
pub fn judge_read(push: &Push, noted: &[Option<Noted>], facts: &Facts) -> Result<Judged, PushFault> {
    check(push, facts)?;
    let mut bench = Bench { begun: facts.begun.clone(), waiting: facts.waiting.clone(), facts };
    let mut judged = Judged::default();
    for (sent, noted) in push.changes.iter().zip(noted) {
        let verdict = match facts.held.get(&sent.seq) {
            None => bench.take(sent, noted.as_ref(), &mut judged),
            // Of what was refused not even the hash is there.
            Some((held, verdict)) if *held == sent.hash || *verdict == Verdict::Refused => *verdict,
            Some((held, _)) => {
                judged.incident = Some(Incident { seq: sent.seq, held: held.clone(), sent: sent.hash.clone() });
                break;
            }
        };
        judged.receipts.push(ChangeReceipt { seq: sent.seq, hash: sent.hash.clone(), verdict });
    }
    Ok(judged)
}

fn check(push: &Push, facts: &Facts) -> Result<(), PushFault> {
    if push.changes.len() > MAX_PUSH {
        return Err(PushFault::TooMany);
    }
    let Some(first) = push.changes.first() else { return Ok(()) };
    // Counted by what is there, not from a number that the network names: after the last one there is no next.
    let follows = |pair: &[SentChange]| pair[0].seq.checked_add(1) == Some(pair[1].seq);
    if first.seq == 0 || !push.changes.windows(2).all(follows) {
        return Err(PushFault::NotConsecutive);
    }
    if first.seq - 1 > facts.received {
        return Err(PushFault::Gap);
    }
    let whole = |sent: &SentChange| {
        sent.hash == change_hash(ChangeKey { device: push.device, seq: sent.seq }, sent.erhebung, &sent.body)
    };
    if push.changes.iter().all(whole) { Ok(()) } else { Err(PushFault::Damaged) }
}

/// The facts as they change while the push is read.
struct Bench<'a> {
    facts: &'a Facts,
    begun: BTreeMap<SubmissionId, ErhebungId>,
    waiting: BTreeSet<SubmissionId>,
}

impl Bench<'_> {
    fn take(&mut self, sent: &SentChange, noted: Option<&Noted>, judged: &mut Judged) -> Verdict {
        let submission = noted.map(|noted| noted.change.submission());
        let verdict = self.verdict(sent, noted);
        let is_refused = verdict == Verdict::Refused;
        judged.changes.push(NewChange {
            seq: sent.seq,
            erhebung: sent.erhebung,
            submission: submission.filter(|_| !is_refused),
            body: if is_refused { String::new() } else { sent.body.clone() },
            hash: if is_refused { String::new() } else { sent.hash.clone() },
            verdict,
        });
        if verdict == Verdict::Accepted
            && let Some(Noted { change: Change::Finished { sent }, .. }) = noted
        {
            judged.finalised.push(sent.clone());
        }
        verdict
    }

    fn verdict(&mut self, sent: &SentChange, noted: Option<&Noted>) -> Verdict {
        let known = sent.erhebung.and_then(|erhebung| self.facts.erhebungen.get(&erhebung));
        if let Some((_, is_protocol)) = known
            && !is_protocol
        {
            return Verdict::Refused;
        }
        if self.facts.standing == Standing::Revoked {
            return Verdict::Quarantined;
        }
        let Some(erhebung) = sent.erhebung else { return Verdict::Accepted };
        let is_own = known.is_some_and(|(kita, _)| self.facts.kitas.contains(kita));
        let Some(noted) = noted else { return if is_own { Verdict::Accepted } else { Verdict::ToReview } };
        let submission = noted.change.submission();
        // The same id begun for another Erhebung: never a mixture of the two (S7).
        let begun = *self.begun.entry(submission).or_insert(erhebung);
        let is_right = is_own && begun == erhebung && is_intact(&noted.change, erhebung);
        // What follows on a change that waits was made in sight of it, so it waits as well.
        if is_right && !self.waiting.contains(&submission) {
            return Verdict::Accepted;
        }
        self.waiting.insert(submission);
        Verdict::ToReview
    }
}

/// Whether a finished content has the hash that its device computed, and belongs where it says.
fn is_intact(change: &Change, erhebung: ErhebungId) -> bool {
    match change {
        Change::Finished { sent } => sent.is_intact() && sent.erhebung == erhebung,
        Change::Started { erhebung: begun, .. } => *begun == erhebung,
        _ => true,
    }
}

#[cfg(test)]
#[path = "judge_test.rs"]
mod tests;
