//! How the units of [`crate::math`] travel: as the bare number, in bytes as in the IDL.

use anchor_lang::prelude::{AnchorDeserialize, AnchorSerialize};

use crate::math::{Bps, Lamports, PoolTokens};

macro_rules! wire {
    ($name:ident, $number:ty) => {
        impl AnchorSerialize for $name {
            fn serialize<W: std::io::Write>(&self, writer: &mut W) -> std::io::Result<()> {
                self.0.serialize(writer)
            }
        }

        impl AnchorDeserialize for $name {
            fn deserialize_reader<R: std::io::Read>(reader: &mut R) -> std::io::Result<Self> {
                <$number>::deserialize_reader(reader).map(Self)
            }
        }
    };
}

wire!(Lamports, u64);
wire!(PoolTokens, u64);
wire!(Bps, u16);

/// For the IDL alone, which is made from the source text: it takes these names for what they stand for. Types of their
/// own there would break every program that declares this one: what `declare_program!` makes of an alias cannot build an
/// IDL, and of a struct it cannot be in both an account and an event.
#[cfg(any())]
mod in_the_idl {
    type Lamports = u64;
    type PoolTokens = u64;
    type Bps = u16;
}
