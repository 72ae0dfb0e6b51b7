//! Accounts, sessions, one-time links: who can log in, from where, and how a forgotten password is replaced.

pub mod ending;
pub mod german;
mod input;
pub mod port;
mod role;
mod types;
mod view;

pub use input::{
    Invitation, InvitationInput, LoginInput, NewPassword, NewPasswordInput, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS,
    PasswordResetInput,
};
pub use role::{RoleChange, RoleInput, is_in_directory, judge_role, strands_answers};
pub use types::{Account, AccountStatus, Email, LinkPurpose, OneTimeLink, PasswordHash, Session, Subject, TokenHash};
pub use view::{AccountRow, AccountsView, MeView, SessionRow};
