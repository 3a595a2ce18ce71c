mod add_validator;
mod emergency_deactivate;
mod set_score;
mod set_scores;

pub use add_validator::*;
pub use emergency_deactivate::*;
pub use set_score::*;
pub use set_scores::*;
