mod accounts;
mod invitation;
mod login;
mod password;
mod role;
mod sessions;

pub use accounts::AccountsPage;
pub use login::LoginPage;
pub use password::{ForgotPasswordPage, SetPasswordPage};
pub use sessions::SessionsPage;
