mod check_backing;
mod convert;
mod get_price;

pub use check_backing::*;
pub use convert::*;
pub use get_price::*;
