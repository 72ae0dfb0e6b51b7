use super::{Flaw, Random, all_kitas, protocol_of, survey_of};
use domain::{
    ids::{DeviceId, ErhebungId, KitaId, SubmissionId},
    questionnaires::SentSubmission,
    sync::{
        Change, ChangeKey, Noted, Receipt, Verdict,
        client::{Reply, Request, Trouble},
        protocol::{
            CheckReply, DeviceView, Known, Position, PullReply, PulledChange, Push, PushReply, ServerHead, StatusReply,
        },
        server::{Facts, NewChange, Standing, is_lineage_kept, judge, page_end, sequence, view_of},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What the server's database holds. Cloning it is a backup.
#[derive(Clone, Default)]
pub struct Tables {
    pub epoch: String,
    pub changes: BTreeMap<ChangeKey, NewChange>,
    /// The sequence: place `n` at index `n - 1`.
    pub places: Vec<(ChangeKey, Position)>,
    pub placed: BTreeSet<ChangeKey>,
    /// Finished contents: of respondents, and finalised protocol sheets.
    pub submissions: BTreeMap<SubmissionId, SentSubmission>,
    pub revoked: BTreeSet<DeviceId>,
    pub backed_up_through: u64,
    pub incidents: usize,
}

pub struct Server {
    pub tables: Tables,
    backups: Vec<Tables>,
    flaw: Flaw,
    /// Transactions of a flawed server that have their places and are not committed yet.
    open: Vec<(DeviceId, Vec<NewChange>)>,
    epochs: usize,
}

impl Server {
    pub fn new(flaw: Flaw) -> Self {
        let tables = Tables { epoch: "epoch-0".into(), ..Tables::default() };
        Self { backups: vec![tables.clone()], tables, flaw, open: Vec::new(), epochs: 0 }
    }

    /// Handles one request: a transaction, then the reply. `None` when the server died before the reply was out; `risk` is
    /// the chance of that in a thousand, once before and once after the commit.
    pub fn handle(
        &mut self,
        random: &mut Random,
        risk: usize,
        device: DeviceId,
        kitas: &BTreeSet<KitaId>,
        request: &Request,
    ) -> Option<Result<Reply, Trouble>> {
        if !self.open.is_empty() && random.chance(1, 3) {
            self.commit_open();
        }
        if random.chance(risk, 1000) {
            // The proxy in front answers in its place.
            return random.chance(1, 2).then_some(Err(Trouble::Unreachable));
        }
        let before = self.tables.clone_if(self.flaw == Flaw::AcknowledgesFirst);
        let reply = self.answer(device, kitas, request);
        if random.chance(risk, 1000) {
            if let Some(before) = before {
                self.tables = before;
                return Some(reply);
            }
            return random.chance(1, 2).then_some(Err(Trouble::Unreachable));
        }
        Some(reply)
    }

    fn answer(&mut self, device: DeviceId, kitas: &BTreeSet<KitaId>, request: &Request) -> Result<Reply, Trouble> {
        match request {
            Request::Status(status) => {
                let (server, device) = (self.head(status.known.as_ref()), self.device(device, kitas));
                Ok(Reply::Status(StatusReply { server, device }))
            }
            Request::Push(push) => self.push(push, kitas),
            Request::Pull(pull) => {
                let (server, device) = (self.head(pull.known.as_ref()), self.device(device, kitas));
                Ok(Reply::Pull(self.page(&pull.after, kitas, server, device)))
            }
            Request::Check(check) => {
                let holds = |held: &Receipt| {
                    self.tables.submissions.get(&held.submission).is_some_and(|sent| sent.hash == held.hash)
                };
                let held = check.submissions.iter().filter(|held| holds(held)).cloned().collect();
                Ok(Reply::Check(CheckReply { server: self.head(check.known.as_ref()), held }))
            }
            Request::Submit(sent) => {
                let held = self.tables.submissions.entry(sent.id).or_insert_with(|| sent.clone());
                let receipt = Receipt { submission: sent.id, hash: sent.hash.clone() };
                if held.hash == sent.hash { Ok(Reply::Submit(receipt)) } else { Err(Trouble::Refused) }
            }
        }
    }

    fn push(&mut self, push: &Push, kitas: &BTreeSet<KitaId>) -> Result<Reply, Trouble> {
        let facts = self.facts(push, kitas);
        let judged = judge(push, &facts).map_err(|_| Trouble::Refused)?;
        let (device, changes) = (push.device, judged.changes);
        if self.flaw == Flaw::PlacesBeforeCommit {
            self.place(device, &changes);
            self.open.push((device, changes));
        } else {
            self.store(device, changes);
        }
        for sent in judged.finalised {
            self.tables.submissions.entry(sent.id).or_insert(sent);
        }
        self.tables.incidents += usize::from(judged.incident.is_some());
        Ok(Reply::Push(PushReply {
            server: self.head(push.known.as_ref()),
            device: self.device(device, kitas),
            receipts: judged.receipts,
            incident: judged.incident.map(|incident| incident.seq),
        }))
    }

    fn store(&mut self, device: DeviceId, changes: Vec<NewChange>) {
        for change in changes {
            trace!("server stores {} {} {:?}", device, change.seq, change.verdict);
            let key = ChangeKey { device, seq: change.seq };
            let before = self.tables.changes.insert(key, change);
            assert!(before.is_none() || self.flaw != Flaw::None, "{key:?} stored twice");
        }
    }

    fn commit_open(&mut self) {
        for (device, changes) in std::mem::take(&mut self.open) {
            self.store(device, changes);
        }
    }

    fn facts(&self, push: &Push, kitas: &BTreeSet<KitaId>) -> Facts {
        let of_device = self.of_device(push.device);
        let named: BTreeSet<u32> = push.changes.iter().map(|change| change.seq).collect();
        let held = of_device.iter().filter(|(seq, _)| named.contains(seq));
        let mut begun = BTreeMap::new();
        for change in self.tables.changes.values() {
            if let (Some(submission), Some(erhebung)) = (change.submission, change.erhebung)
                && change.verdict == Verdict::Accepted
            {
                begun.entry(submission).or_insert(erhebung);
            }
        }
        let is_waiting = |change: &&&NewChange| change.verdict == Verdict::ToReview;
        Facts {
            standing: if self.tables.revoked.contains(&push.device) { Standing::Revoked } else { Standing::Active },
            received: of_device.keys().max().copied().unwrap_or(0),
            held: held.map(|(seq, change)| (*seq, (change.hash.clone(), change.verdict))).collect(),
            kitas: kitas.clone(),
            erhebungen: erhebungen(),
            begun,
            waiting: of_device.values().filter(is_waiting).filter_map(|change| change.submission).collect(),
        }
    }

    fn of_device(&self, device: DeviceId) -> BTreeMap<u32, &NewChange> {
        let range = ChangeKey { device, seq: 0 }..=ChangeKey { device, seq: u32::MAX };
        self.tables.changes.range(range).map(|(key, change)| (key.seq, change)).collect()
    }

    fn head(&self, known: Option<&Known>) -> ServerHead {
        let link_at = |number: u64| {
            let place = self.tables.places.get(usize::try_from(number).ok()?.checked_sub(1)?)?;
            Some(place.1.link.clone())
        };
        let Tables { epoch, places, backed_up_through, .. } = &self.tables;
        ServerHead {
            epoch: epoch.clone(),
            head: places.last().map(|(_, place)| place.clone()).unwrap_or_default(),
            backed_up_through: *backed_up_through,
            lineage_kept: is_lineage_kept(known, epoch, link_at),
        }
    }

    fn device(&self, device: DeviceId, kitas: &BTreeSet<KitaId>) -> DeviceView {
        let of_device = self.of_device(device);
        let last = of_device.last_key_value();
        DeviceView {
            received: last.map_or(0, |(seq, _)| *seq),
            received_hash: last.map_or(String::new(), |(_, change)| change.hash.clone()),
            view: view_of(kitas),
            revoked: self.tables.revoked.contains(&device),
            refused: of_device.values().filter(|change| change.verdict == Verdict::Refused).map(|c| c.seq).collect(),
            turned_down: Vec::new(),
        }
    }

    fn page(&self, after: &Position, kitas: &BTreeSet<KitaId>, server: ServerHead, device: DeviceView) -> PullReply {
        let (end, more) = page_end(after.number, server.head.number);
        let looked_at = self.tables.places.iter().skip(after.number as usize).take((end - after.number) as usize);
        let known = erhebungen();
        let mut changes = Vec::new();
        let mut through = after.clone();
        for (key, place) in looked_at {
            through = place.clone();
            let Some(change) = self.tables.changes.get(key) else { continue };
            let Some(erhebung) = change.erhebung.filter(|erhebung| kitas.contains(&known[erhebung].0)) else {
                continue;
            };
            let body = change.body.clone();
            changes.push(PulledChange { device: key.device, seq: key.seq, erhebung, body });
        }
        PullReply { server, device, changes, through, more }
    }

    /// The sequencer's turn.
    pub fn sequence(&mut self) {
        self.commit_open();
        let Tables { changes, placed, .. } = &self.tables;
        let is_due =
            |(key, change): &(&ChangeKey, &NewChange)| change.verdict == Verdict::Accepted && !placed.contains(*key);
        let due = changes.iter().filter(is_due).map(|(key, change)| (*key, change.hash.clone())).collect();
        self.extend(due);
    }

    fn place(&mut self, device: DeviceId, changes: &[NewChange]) {
        let accepted = changes.iter().filter(|change| change.verdict == Verdict::Accepted);
        let due = accepted.map(|change| (ChangeKey { device, seq: change.seq }, change.hash.clone())).collect();
        self.extend(due);
    }

    fn extend(&mut self, due: Vec<(ChangeKey, String)>) {
        let head = self.tables.places.last().map(|(_, place)| place.clone()).unwrap_or_default();
        let places = sequence(&head, due);
        self.tables.placed.extend(places.iter().map(|(key, _)| *key));
        self.tables.places.extend(places);
    }

    /// The Koordination lets in everything that waits.
    pub fn approve(&mut self) {
        for change in self.tables.changes.values_mut().filter(|change| change.verdict == Verdict::ToReview) {
            change.verdict = Verdict::Accepted;
            if let Some(Noted { change: Change::Finished { sent }, .. }) = Noted::read(&change.body) {
                self.tables.submissions.entry(sent.id).or_insert(sent);
            }
        }
    }

    pub fn revoke(&mut self, device: DeviceId) {
        self.tables.revoked.insert(device);
    }

    pub fn back_up(&mut self) {
        trace!("backup at place {}", self.tables.places.len());
        self.commit_open();
        self.backups.push(self.tables.clone());
    }

    /// A device was wiped: from now on no older backup is put back (what it delivered lies in no other place).
    pub fn back_up_only(&mut self) {
        self.backups = vec![self.tables.clone()];
    }

    /// Tells devices about a backup that is kept; from then on no older one is put back.
    pub fn report_backup(&mut self, random: &mut Random) {
        let at = random.below(self.backups.len());
        self.backups.drain(..at);
        let through = self.backups[0].places.len() as u64;
        trace!("backed up through {through}");
        self.tables.backed_up_through = self.tables.backed_up_through.max(through);
    }

    /// A backup is put back: by the command, which gives a new epoch, or by copying the folder, which does not.
    pub fn restore(&mut self, random: &mut Random) -> bool {
        let Some(backup) = random.pick(&self.backups).cloned() else { return false };
        self.open.clear();
        // Later backups are of a past that did not happen.
        self.backups
            .retain(|other| other.places.len() <= backup.places.len() && other.changes.len() <= backup.changes.len());
        if self.backups.is_empty() {
            self.backups.push(backup.clone());
        }
        let revoked = std::mem::take(&mut self.tables.revoked);
        self.tables = backup;
        // The list of revoked devices is kept apart and put back with every backup.
        self.tables.revoked.extend(revoked);
        if random.chance(1, 2) {
            self.epochs += 1;
            self.tables.epoch = format!("epoch-{}", self.epochs);
        }
        true
    }
}

impl Tables {
    fn clone_if(&self, wanted: bool) -> Option<Self> {
        wanted.then(|| self.clone())
    }
}

fn erhebungen() -> BTreeMap<ErhebungId, (KitaId, bool)> {
    all_kitas().flat_map(|kita| [(protocol_of(kita), (kita, true)), (survey_of(kita), (kita, false))]).collect()
}
