//! The server program is told to stop, as a service manager does it, while it works on a request.

use crate::{
    killed::{PATIENCE, Server},
    world::{all_kitas, survey_of},
};
use domain::{
    clock::Clock,
    ids::SubmissionId,
    questionnaires::{SentSubmission, Submission},
    sync::Receipt,
};
use server::clock::OfficeClock;
use std::{
    io::{Read, Write},
    net::TcpStream,
    process::Command,
    rc::Rc,
    thread,
    time::Instant,
};
use uuid::Uuid;

const GO_ON: &str = "HTTP/1.1 100 Continue\r\n\r\n";

#[test]
fn a_request_under_way_when_the_server_is_told_to_stop_gets_its_whole_answer() {
    let mut server = Server::start(Rc::default());
    let address = ("127.0.0.1", server.process.port);
    let survey = survey_of(all_kitas().next().unwrap());
    let id = SubmissionId::new(Uuid::new_v4());
    let sent = SentSubmission::new(id, survey, OfficeClock.today(), Submission::default());
    let body = serde_json::to_string(&sent).unwrap();

    let mut stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let (cookie, length) = (&server.cookie, body.len());
    let head = format!(
        "POST /api/v1/sync/submissions HTTP/1.1\r\nHost: localhost:3000\r\nCookie: {cookie}\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    // The body is asked for by what works on the request.
    let mut asked = [0_u8; GO_ON.len()];
    stream.read_exact(&mut asked).unwrap();
    assert_eq!(String::from_utf8_lossy(&asked), GO_ON);

    let pid = server.process.child.id().to_string();
    assert!(Command::new("sh").args(["-c", "kill -TERM $0", &pid]).status().unwrap().success());
    let end = Instant::now() + PATIENCE;
    while TcpStream::connect(address).is_ok() {
        assert!(Instant::now() < end, "the server was told to stop and takes new connections");
        thread::yield_now();
    }
    stream.write_all(body.as_bytes()).unwrap();
    let mut raw = Vec::new();
    stream.read_to_end(&mut raw).unwrap();

    let text = String::from_utf8(raw).unwrap();
    let (head, reply) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{text}");
    let receipt: Receipt = serde_json::from_str(reply).unwrap();
    assert_eq!(receipt, Receipt { submission: id, hash: sent.hash });
    assert!(server.process.child.wait().unwrap().success());
}
