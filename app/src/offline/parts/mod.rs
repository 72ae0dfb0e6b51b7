mod devices;
mod filling;
mod question;
mod status;

pub use devices::DeviceList;
pub use filling::{Filling, QuestionList, SavedStatus};
pub use status::DeviceStatus;
