mod add_validator;
mod emergency_deactivate;
mod set_score;

pub use add_validator::*;
pub use emergency_deactivate::*;
pub use set_score::*;
