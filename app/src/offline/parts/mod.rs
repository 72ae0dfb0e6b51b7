mod devices;
mod filling;
mod own_places;
mod question;
mod ranks;
mod room;
mod spoken;
mod status;
mod submissions;
mod versions;

pub use devices::DeviceList;
pub use filling::{Filling, QuestionList, SavedStatus};
pub use own_places::OwnPlaces;
pub use room::{LITTLE_ROOM, LittleRoom, RoomLeft};
pub use spoken::Spoken;
pub use status::{DeviceStatus, TabletStatus};
pub use submissions::{ActEnded, SaveAsFile, Submissions};
pub use versions::Versions;
