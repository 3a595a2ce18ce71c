mod get_price;

pub use get_price::*;
