//! For the IDL alone, which is made from the source text: it takes these names for what they stand for. Types of their own
//! there would break every program that declares this one: what `declare_program!` makes of an alias cannot build an IDL, and
//! of a struct it cannot be in both an account and an event.

#[cfg(any())]
mod in_the_idl {
    type Lamports = u64;
    type PoolTokens = u64;
    type Bps = u16;
    type Ppb = u32;
}
