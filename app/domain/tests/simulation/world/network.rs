use super::{Broken, World};
use domain::sync::client::{Reply, Request, Token, Trouble};

#[derive(Clone)]
struct Call {
    device: usize,
    life: usize,
    token: Token,
    request: Request,
}

/// What is under way, in no order.
#[derive(Default)]
pub struct Network {
    requests: Vec<Call>,
    replies: Vec<(Call, Result<Reply, Trouble>)>,
}

impl Network {
    pub fn is_empty(&self) -> bool {
        self.requests.is_empty() && self.replies.is_empty()
    }

    pub fn lose_all(&mut self) {
        self.requests.clear();
        self.replies.clear();
    }

    /// Everything that is under way arrives in the same moment.
    #[allow(dead_code, reason = "see `upstream`")]
    pub fn arrive_at_once(&mut self, answer: impl FnOnce(&[Request]) -> Vec<Option<Result<Reply, Trouble>>>) {
        let calls = std::mem::take(&mut self.requests);
        let requests: Vec<Request> = calls.iter().map(|call| call.request.clone()).collect();
        let answered = calls.into_iter().zip(answer(&requests));
        self.replies.extend(answered.filter_map(|(call, reply)| Some((call, reply?))));
    }
}

impl World {
    pub fn device_sends(&mut self, device: usize) {
        let flaw = self.flaw;
        let Some((token, request)) = self.devices[device].ask(flaw) else { return };
        let call = Call { device, life: self.devices[device].life, token, request };
        if !self.healing && self.random.chance(1, 10) {
            return; // lost on its way
        }
        if !self.healing && self.random.chance(1, 10) {
            self.network.requests.push(call.clone()); // and once more
        }
        self.network.requests.push(call);
    }

    pub fn request_arrives(&mut self) {
        let Some(at) = pick(&mut self.random, self.network.requests.len()) else { return };
        let call = self.network.requests.swap_remove(at);
        let risk = if self.healing { 0 } else { 30 };
        let device = &self.devices[call.device];
        let (id, kitas) = (device.id(), &self.kitas[device.account]);
        let answered = match &mut self.upstream {
            Some(upstream) => Some(upstream.ask(&call.request)),
            None => self.server.handle(&mut self.random, risk, id, kitas, &call.request),
        };
        let Some(reply) = answered else { return };
        if !self.healing && self.random.chance(1, 10) {
            return; // the reply is swallowed
        }
        if !self.healing && self.random.chance(1, 20) {
            self.network.replies.push((call.clone(), reply.clone()));
        }
        self.network.replies.push((call, reply));
    }

    pub fn reply_arrives(&mut self) -> Result<(), Broken> {
        let Some(at) = pick(&mut self.random, self.network.replies.len()) else { return Ok(()) };
        let (Call { device, life, token, request }, reply) = self.network.replies.swap_remove(at);
        if self.devices[device].life != life {
            return Ok(()); // nobody listens any more
        }
        let risk = if self.healing { 0 } else { 20 };
        let flaw = self.flaw;
        match reply {
            Ok(reply) => self.devices[device].take(&mut self.random, risk, flaw, token, &reply),
            Err(trouble) => self.devices[device].fail(flaw, token, &request, trouble),
        }
        // What a real server has promised is watched where it answers.
        if self.upstream.is_some() {
            return Ok(());
        }
        self.oracle.watch(device, &self.devices[device], &mut self.server)
    }

    /// Somebody does something at every device, and it gets as far as its next push, which stays under way.
    #[allow(dead_code, reason = "see `upstream`")]
    pub fn pushes_begin(&mut self) -> Result<(), Broken> {
        for device in 0..self.devices.len() {
            self.person_acts(device)?;
            self.devices[device].close_open();
            self.devices[device].wake();
            for _ in 0..6 {
                self.device_sends(device);
                let is_push = |call: &Call| call.device == device && matches!(call.request, Request::Push(_));
                if self.network.requests.iter().any(is_push) {
                    break;
                }
                self.request_arrives();
                self.reply_arrives()?;
            }
        }
        Ok(())
    }
}

fn pick(random: &mut super::Random, count: usize) -> Option<usize> {
    (count > 0).then(|| random.below(count))
}
