mod devices;
mod filling;
mod lock_now;
mod own_places;
mod question;
mod room;
mod status;
mod submissions;
mod versions;

pub use devices::DeviceList;
pub use filling::{Filling, QuestionList, SavedStatus};
pub use lock_now::LockNow;
pub use own_places::OwnPlaces;
pub use room::{LITTLE_ROOM, LittleRoom, RoomLeft};
pub use status::DeviceStatus;
pub use submissions::{ActEnded, SaveAsFile, Submissions};
pub use versions::Versions;
