mod filling;
mod question;
mod status;

pub use filling::{Filling, QuestionList, SavedStatus};
pub use status::DeviceStatus;
