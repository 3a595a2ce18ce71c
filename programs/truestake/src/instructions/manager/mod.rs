mod add_validator;
mod set_score;

pub use add_validator::*;
pub use set_score::*;
