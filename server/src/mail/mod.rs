//! Sends what waits in the outbox: over SMTP, or into files as long as `SMTP_URL` is unset.
//!
//! Whoever wants to write to somebody puts a mail into the outbox (`ports.outbox.enqueue`), or a job into the
//! transaction that is the reason for it. A job is claimed, sent and marked. It can be sent a second time only when the
//! process dies between the server's answer and the mark; its Message-ID is the same then.

mod links;
mod message;
mod runner;
mod transport;

pub use links::FreshLinks;
pub use message::{Letter, Sender};
pub use runner::MailRunner;
pub use transport::{FileTransport, SendError, SmtpTransport, Transport, check, transport};
