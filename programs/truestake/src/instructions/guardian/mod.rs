mod pause;
mod resume;

pub use pause::*;
pub use resume::*;
