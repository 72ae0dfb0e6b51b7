mod accounts;
mod login;

pub use accounts::AccountsPage;
pub use login::LoginPage;
