//! A way to a server that a test can break.

use crate::engines::block_on;
use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{mpsc, watch},
    time::timeout,
};

/// What is let through a connection that stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Passing {
    Both,
    Requests,
    Nothing,
}

#[derive(Clone, Copy)]
struct State {
    passing: Passing,
    is_open: bool,
    /// A connection lives until this number changes.
    cuts: u64,
}

#[derive(Default)]
struct Counts {
    made: AtomicUsize,
    standing: AtomicUsize,
    requests: AtomicUsize,
}

/// Forwards to a server on another port, until it is told otherwise.
pub struct Proxy {
    pub address: SocketAddr,
    state: watch::Sender<State>,
    counts: Arc<Counts>,
}

impl Proxy {
    /// To `host:port`.
    pub async fn to(server: impl Into<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (state, seen) = watch::channel(State { passing: Passing::Both, is_open: true, cuts: 0 });
        let counts = Arc::new(Counts::default());
        tokio::spawn(accept(listener, server.into(), seen, Arc::clone(&counts)));
        Self { address, state, counts }
    }

    /// Ends every connection; new ones are taken.
    pub fn cut(&self) {
        self.state.send_modify(|state| state.cuts += 1);
    }

    /// Ends every connection and takes none, as a server that is being started again.
    pub fn close(&self) {
        self.state.send_modify(|state| {
            state.cuts += 1;
            state.is_open = false;
        });
    }

    /// The connections stand, and nothing arrives: a cable that was pulled.
    pub fn hold(&self) {
        self.state.send_modify(|state| state.passing = Passing::Nothing);
    }

    /// What is asked arrives, what is answered does not.
    pub fn hold_answers(&self) {
        self.state.send_modify(|state| state.passing = Passing::Requests);
    }

    /// As at the beginning. What was held back is lost, and so are the connections that it is missing in.
    pub fn restore(&self) {
        self.state.send_modify(|state| {
            if state.passing != Passing::Both {
                state.cuts += 1;
            }
            state.passing = Passing::Both;
            state.is_open = true;
        });
    }

    /// Connections to the server so far.
    pub fn made(&self) -> usize {
        self.counts.made.load(Ordering::SeqCst)
    }

    /// Connections that stand now.
    pub fn standing(&self) -> usize {
        self.counts.standing.load(Ordering::SeqCst)
    }

    /// How often something went to the server.
    pub fn requests(&self) -> usize {
        self.counts.requests.load(Ordering::SeqCst)
    }
}

async fn accept(listener: TcpListener, server: String, state: watch::Receiver<State>, counts: Arc<Counts>) {
    while let Ok((client, _)) = listener.accept().await {
        let now = *state.borrow();
        // Otherwise the connection ends here, without a word.
        if now.is_open {
            tokio::spawn(forward(client, server.clone(), state.clone(), now.cuts, Arc::clone(&counts)));
        }
    }
}

async fn forward(client: TcpStream, server: String, mut state: watch::Receiver<State>, cuts: u64, counts: Arc<Counts>) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    counts.made.fetch_add(1, Ordering::SeqCst);
    counts.standing.fetch_add(1, Ordering::SeqCst);
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let seen = state.clone();
    let may_ask = || {
        let now = *seen.borrow();
        let may = now.cuts == cuts && now.passing != Passing::Nothing;
        counts.requests.fetch_add(usize::from(may), Ordering::SeqCst);
        may
    };
    let may_answer = || {
        let now = *seen.borrow();
        now.cuts == cuts && now.passing == Passing::Both
    };
    tokio::select! {
        () = pump(from_client, to_server, may_ask) => (),
        () = pump(from_server, to_client, may_answer) => (),
        _ = state.wait_for(|state| state.cuts != cuts) => (),
    }
    counts.standing.fetch_sub(1, Ordering::SeqCst);
}

/// Until one of the two ends.
async fn pump(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, may_pass: impl Fn() -> bool) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        if may_pass() && to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}

/// A server that says every byte back, and tells which it has heard.
async fn echo() -> (SocketAddr, mpsc::UnboundedReceiver<u8>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, heard) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let tell = tell.clone();
            tokio::spawn(async move {
                while let Ok(byte) = client.read_u8().await {
                    tell.send(byte).unwrap();
                    if client.write_u8(byte).await.is_err() {
                        return;
                    }
                }
            });
        }
    });
    (address, heard)
}

/// The byte that comes back, or none when the connection has ended.
async fn said_back(connection: &mut TcpStream, byte: u8) -> Option<u8> {
    let asked = async {
        connection.write_u8(byte).await.ok()?;
        connection.read_u8().await.ok()
    };
    timeout(Duration::from_secs(30), asked).await.expect("neither an answer nor an end")
}

#[test]
fn what_is_cut_ends_and_what_is_restored_is_forwarded_again() {
    block_on(async {
        let (server, _heard) = echo().await;
        let proxy = Proxy::to(server.to_string()).await;
        let connect = || async { TcpStream::connect(proxy.address).await.unwrap() };

        let mut first = connect().await;
        assert_eq!(said_back(&mut first, 1).await, Some(1));
        proxy.cut();
        assert_eq!(said_back(&mut first, 2).await, None);
        let mut second = connect().await;
        assert_eq!(said_back(&mut second, 3).await, Some(3));

        proxy.close();
        assert_eq!(said_back(&mut second, 4).await, None);
        assert_eq!(said_back(&mut connect().await, 5).await, None);
        proxy.restore();
        assert_eq!(said_back(&mut connect().await, 6).await, Some(6));
        assert_eq!(proxy.made(), 3);
    });
}

#[test]
fn what_is_held_back_never_arrives() {
    block_on(async {
        let (server, mut heard) = echo().await;
        let proxy = Proxy::to(server.to_string()).await;

        let mut unanswered = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(said_back(&mut unanswered, 1).await, Some(1));
        proxy.hold_answers();
        unanswered.write_u8(2).await.unwrap();
        assert_eq!((heard.recv().await, heard.recv().await), (Some(1), Some(2)), "what is asked arrives");
        proxy.restore();
        assert_eq!(unanswered.read_u8().await.ok(), None, "what is answered does not");

        let mut unheard = TcpStream::connect(proxy.address).await.unwrap();
        assert_eq!(said_back(&mut unheard, 3).await, Some(3));
        proxy.hold();
        unheard.write_u8(4).await.unwrap();
        proxy.restore();
        assert_eq!(unheard.read_u8().await.ok(), None);
        assert_eq!(said_back(&mut TcpStream::connect(proxy.address).await.unwrap(), 5).await, Some(5));
        assert_eq!((heard.recv().await, heard.recv().await), (Some(3), Some(5)), "4 was held back");
    });
}
