mod answer;
mod device;
mod erhebungen;

pub use answer::AnswerPage;
pub use device::DevicePage;
pub use erhebungen::ErhebungenPage;
